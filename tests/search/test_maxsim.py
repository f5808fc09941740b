"""Each word of a question against the words of sentences that stand together."""

import numpy as np
import pytest

from policykb.embed.builtin import WordVectors
from policykb.search.maxsim import asked_words, nearness, products, runs_of, together
from policykb.understand import understand

AXES = {"欠": 0, "账": 0, "拖欠": 0, "贷款": 1, "绿色": 2, "工厂": 3, "老人": 4}
ELSEWHERE = "建设绿色工厂。"


@pytest.fixture(scope="module")
def table():
    """Words that are one or nothing to each other: 欠账 is not a word, and read as 欠 and 账."""
    rows = np.zeros((len(AXES), 5), np.int8)
    rows[range(len(AXES)), [*AXES.values()]] = 100
    words = [word for word in AXES if len(word) > 1]
    order = [[*AXES].index(word) for word in [*words, "欠", "账"]]
    scales = np.full(len(AXES), 0.01, np.float32)
    return WordVectors("table", rows[order], scales, words, ["欠", "账"], 0.5)


def near(table, asked, *texts):
    return nearness(dict.fromkeys(asked, 1.0), runs_of(texts, table), table).tolist()


def test_another_word_for_the_same_is_as_near(table):
    same, other, none = near(table, ["欠账"], "不得拖欠。", ELSEWHERE, "之乎者也")
    assert (same, other, none) == (pytest.approx(1), pytest.approx(0), 0)


def test_what_few_passages_hold_counts_for_more(table):
    rare, common = near(table, ["贷款", "绿色"], "绿色贷款。", ELSEWHERE)
    assert rare == pytest.approx(1)
    assert common < 0.5


def test_what_stands_far_apart_is_not_one_place(table):
    held = "老人。"
    close = f"贷款。{held}" + ELSEWHERE * 5
    apart = f"{ELSEWHERE}贷款。" + ELSEWHERE * 4 + held
    one, two = near(table, ["贷款", "老人"], close, apart)
    assert one == pytest.approx(1)
    assert two == pytest.approx(0.5)


def test_the_first_line_is_read_beside_every_place(table):
    headed, last = near(table, ["贷款", "老人"], f"贷款\n{ELSEWHERE * 5}老人。", ELSEWHERE)
    assert (headed, last) == (pytest.approx(1), pytest.approx(0))


def test_nothing_asked_and_nothing_there(table):
    assert near(table, [], ELSEWHERE) == [0]
    assert near(table, ["之"], ELSEWHERE) == [0]
    assert near(table, ["贷款"], "", "之") == [0, 0]
    assert near(table, ["贷款"]) == []


def test_places_do_not_reach_into_the_next_passage():
    best = np.array([[0.25, 0.5, 0.75, 1.0]], np.float32)
    found = together(best, np.array([0, 3]), np.array([3, 1]))
    assert found.tolist() == [[0.75, 0.75, 0.75, 1.0]]


def test_products_in_parts_are_those_of_the_whole():
    draw = np.random.default_rng(0)
    one, other = (draw.standard_normal((n, 384)).astype(np.float32) for n in (12, 999))
    assert np.allclose(products(one, other), one @ other.T, atol=1e-3)


def test_spoken_words_bring_what_documents_write_for_less():
    asked = asked_words(understand("被老板炒鱿鱼了"))
    assert asked["老板"] == 1
    assert 0 < asked["辞退"] < 1
