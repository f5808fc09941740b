"""Words: what is kept, how terms are cut, parity with jieba itself."""

import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from policykb.tokens import TOKENIZER, words

CASES = [
    pytest.param(
        "中小企业，发展！", ["中小", "企业", "小企业", "中小企业", "发展"], id="punctuation-drops"
    ),
    pytest.param("增长７.５％", ["增长", "7.5%"], id="width-and-percent"),
    pytest.param("SME Plan", ["sme", "plan"], id="lower-case"),
    pytest.param("首台（套）", ["首台", "首台套"], id="optional-character"),
    pytest.param("第（二）项", ["第", "二", "项"], id="numbers-keep-brackets"),
    pytest.param("", [], id="empty"),
    pytest.param("——“”……\n\t", [], id="marks-only"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("frame", ["{}", "对{}企业", "的{}政策", "推进{}工作", "国家支持{}"])
@pytest.mark.parametrize("term", ["续贷", "惠企", "专精特新", "小巨人", "揭榜挂帅", "纾困"])
def test_terms_are_words_whatever_their_neighbours(term, frame):
    assert term in words(frame.format(term))


def test_the_tokenizer_names_itself_with_version_and_lexicon():
    assert TOKENIZER.startswith("rjieba-")
    assert "+words-" in TOKENIZER


@given(st.text())
def test_any_text_gives_words_without_spaces_or_marks(text):
    for word in words(text):
        assert word
        assert word == word.lower()
        assert any(char.isalnum() or char in "_%" for char in word)


def _agreement(found, expected):
    from collections import Counter

    both = sum((Counter(found) & Counter(expected)).values())
    return 2 * both / (len(found) + len(expected))


def test_parity_with_jieba(shared):
    """The port cuts real text as jieba does, both with their plain dictionaries."""
    port, found, expected = rjieba.rjieba.Jieba(), [], []
    jieba.setLogLevel(60)
    for path in sorted(shared("corpus").glob("*.txt")):
        for line in path.read_text("utf-8").split("\n")[:150]:
            found += port.cut(line)
            expected += jieba.cut(line)
    assert found
    assert _agreement(found, expected) >= 0.995
