"""The run of a long clause that shows why it was found."""

from types import SimpleNamespace

import pytest

from policykb.answer.ask import shown
from policykb.answer.excerpt import excerpt, found_in
from policykb.types import Passage, Span
from policykb.understand import understand

LONG = "（四）发展农业。稳面积提单产。完善仓储物流。对小店贷款给予贴息。建设灌区。推广良种。"


def marks(text, *words):
    return [(at, at + len(w)) for w in words for at in range(len(text)) if text.startswith(w, at)]


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        (("贴息", "贷款"), 12, "对小店贷款给予贴息。建设"),
        (("良种",), 6, "推广良种。"),
        (("良种",), 12, "建设灌区。推广良种。"),
        ((), 8, "（四）发展农业。"),
        (("农业", "贴息"), 100, LONG),
        (("不在这里",), 8, "（四）发展农业。"),
    ],
    ids=["两个词同在一句", "末句", "末句前还有余地", "没有词", "不用截", "词不在文中"],
)
def test_the_window_begins_where_the_sentence_does(words, length, expected):
    start, end = excerpt(LONG, marks(LONG, *words), length=length)
    assert LONG[start:end] == expected


def test_the_window_stays_inside_the_passage():
    at = LONG.index("完善")
    start, end = excerpt(LONG, marks(LONG, "农业"), within=(at, len(LONG)), length=10)
    assert start == at and end <= len(LONG)


def test_a_word_that_is_repeated_counts_once():
    text = "补贴补贴补贴。开办补贴给新店。"
    start, end = excerpt(text, marks(text, "补贴", "新店"), length=9)
    assert text[start:end] == "开办补贴给新店。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对小店贷款给予贴息。", "对小店贷款给予贴息。"),
        ("（四）发展农业\n建设灌区。", "建设灌区。"),
        ("别处", None),
    ],
    ids=["第一段", "其后一段带条头", "不在其中"],
)
def test_where_a_passage_stands_in_a_quote(text, expected):
    found = found_in(
        LONG, [Passage(id="d#e", document_id="d", eid="e", span=Span(0, 1), text=text)]
    )
    assert (found and LONG[found[0] : found[1]]) == expected


def test_a_term_of_what_is_meant_shows_the_place_as_its_words_would():
    text = f"（四）稳住外贸。{'培育各类市场主体。' * 20}扩大出口信用保险承保规模。{'改善口岸服务。' * 20}"
    passage = Passage(id="d#e", document_id="d", eid="e", span=Span(0, len(text)), text=text)
    start, end = shown(
        {"quote": text}, SimpleNamespace(passage=passage), understand("老外不付款谁赔")
    )
    assert "出口信用保险" in text[start:end]
