"""What a passage scores: candidates, words and meaning, highlights, pairs, concepts, turns."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_samples import CITY, LAW, said

from policykb.search.bearing import bears, borne, concept_weights
from policykb.search.fuse import best_two, fused, published
from policykb.search.highlight import highlights, joined, terms_in
from policykb.search.model import Scale
from policykb.search.names import names_of
from policykb.search.pairs import counted, pairs_of, shares
from policykb.search.pool import Pool, gather, spread
from policykb.search.ranking import explained_below
from policykb.search.turns import YIELD, in_turn
from policykb.search.view import View
from policykb.store.said import lowered
from policykb.understand import understand

# ------------------------------------------------------------------ parts


def test_spread_puts_scores_in_place():
    keys = np.array([2, 5, 9])
    assert spread(keys, np.array([9, 2]), np.array([0.5, 0.25]), -1.0).tolist() == [0.25, -1, 0.5]


class Indexes:
    """Both indexes, answering with what they were given."""

    def lexical(self, words, k, allowed=None):
        return np.array([3, 1]), np.array([4.0, 2.0], dtype=np.float32), 8.0

    def dense(self, vector, k, allowed=None):
        return np.array([2, 3]), np.array([0.6, 0.1], dtype=np.float32)


def test_gather_lays_both_indexes_side_by_side():
    pool = gather(Indexes(), {"词": 1}, np.zeros(1), extra=np.array([7]))
    assert pool.keys.tolist() == [1, 2, 3, 7]
    assert pool.lexical.tolist() == [0.25, 0, 0.5, 0]
    assert np.allclose(pool.dense, [0.1, 0.6, 0.1, 0.1])
    assert pool.coverage == 0.5


def pool_of(lexical, dense):
    lexical = np.array(lexical, dtype=np.float32)
    return Pool(
        keys=np.arange(len(lexical)),
        lexical=lexical,
        dense=np.array(dense, dtype=np.float32),
        coverage=float(lexical.max()),
        ceiling=1.0,
    )


def test_words_decide_where_they_cover_the_question():
    assert fused(pool_of([0.9, 0.1], [0.2, 0.6]), Scale()).argmax() == 0


def test_meaning_decides_where_words_do_not():
    assert fused(pool_of([0.05, 0.0], [0.2, 0.6]), Scale()).argmax() == 1


@settings(deadline=None)
@given(st.lists(st.floats(-2, 8, width=32), min_size=2, max_size=20))
def test_published_scores_keep_the_order(values):
    shown = published(np.sort(np.array(values, dtype=np.float32)))
    assert (np.diff(shown) >= 0).all()
    assert shown.min() >= 0 and shown.max() <= 1


HIGHLIGHTS = [
    ("支持中小企业融资", ["融资", "中小", "企业"], ((2, 8),)),
    ("RCEP平台", ["rcep"], ((0, 4),)),
    ("没有", ["融资"], ()),
    ("a.b", ["."], ((1, 2),)),
    ("任何", [], ()),
]


@pytest.mark.parametrize(("text", "terms", "expected"), HIGHLIGHTS)
def test_highlights(text, terms, expected):
    assert highlights(text, terms) == expected


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=12))
def test_joined_ranges_are_apart_and_cover_the_same(pairs):
    ranges = [(start, start + length) for start, length in pairs]
    out = joined(ranges)
    assert all(a[1] < b[0] for a, b in pairwise(out))
    cover = {at for start, end in ranges for at in range(start, end)}
    assert {at for start, end in out for at in range(start, end)} == cover


def test_terms_in_leaves_out_parts():
    assert terms_in("知识产权质押", ["知识", "产权", "知识产权", "贷款"]) == ("知识产权",)


def test_a_number_is_no_part_of_a_longer_one():
    assert terms_in("2025年前培育12家SME", ["2", "2025", "sm", "sme"]) == ("2025", "sme")
    assert highlights("2025年2月", ["2"]) == ((5, 6),)


def shared(text, texts, documents=None):
    numbers = np.arange(len(texts)) if documents is None else np.array(documents)
    return shares(text, said(texts), numbers)


def test_pairs_meet_across_word_boundaries():
    share = shared("信用贷", ["发放信用贷款给小微企业", "信息公开和用地审批"])
    assert share.pairs[0] > share.pairs[1] == 0
    assert share.own[0] > share.own[1] > 0, "single characters meet too"


def test_pairs_of_nothing():
    assert shared("", ["文"]).own.tolist() == [0]
    assert shared("文件", []).own.tolist() == []


def test_pairs_do_not_reach_over_passages():
    share = shared("信用", ["相信", "用地"])
    assert share.pairs.tolist() == [0, 0]


def test_a_document_shares_what_its_passages_share_together():
    share = shared("信用保险", ["信用", "保险", "信用"], [0, 0, 1])
    assert share.document[0] == share.document[1] > share.document[2] == share.pairs[2]


PAIRS = [
    ("信用贷，贷款", ["信用", "用贷", "贷款"]),
    ("RCEP 平台", ["rcep", "平台"]),
    ("2025年", ["20", "02", "25", "5年"]),
    ("。", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pairs_of(text, expected):
    assert pairs_of(text) == expected


@settings(deadline=None)
@given(st.lists(st.text(alphabet="信用贷款a1，\n😀", max_size=12), min_size=1, max_size=6))
def test_counts_are_those_of_plain_counting(texts):
    letters, pairs = ["信", "用", "贷", "款"], ["信用", "用贷", "贷款", "款信"]
    found = counted(letters, pairs, said(texts))
    assert found.tolist() == [[text.count(one) for one in (*letters, *pairs)] for text in texts]


BEARING = [
    ("拖欠账款", "建立拖欠账款清理机制", True),
    ("拖欠账款", "发放信用贷款", False),
    ("知识产权", "加强知识产权保护", True),
]


@pytest.mark.parametrize(("term", "text", "expected"), BEARING)
def test_bears(term, text, expected):
    (concept, *_) = understand(term).concepts
    assert bears(concept, lowered(text)) is expected
    assert borne([concept], [text, ""]).tolist() == [[expected], [False]]


def test_what_bears_is_the_same_for_many_passages_at_once():
    texts = [lowered(text) for text in (*LAW, *CITY, "SME 与 assessment。😀产权交易")]
    asked = "拖欠账款，信用贷款，无还本续贷，知识产权，直播电商，工业设计，绿色工厂"
    concepts = understand(asked).concepts
    wanted = [[bears(concept, text) for concept in concepts] for text in texts]
    assert sum(map(sum, wanted)) >= 4, "a test in which nothing bears anything shows nothing"
    assert borne(concepts, texts).tolist() == wanted


def test_concepts_that_all_bear_weigh_nothing():
    concepts = understand("拖欠账款").concepts[:1]
    assert concept_weights(concepts, said(["拖欠账款", "拖欠账款"])).tolist() == [0, 0]
    one, none = concept_weights(concepts, said(["拖欠账款", "贷款"]))
    assert one > none == 0


def test_who_is_asked_about_counts_for_less_than_what():
    both = understand("国企拖欠账款").concepts
    owed, body, none = concept_weights(both, said(["拖欠账款", "国有企业", "贷款"]))
    assert owed > 2 * body > none == 0
    alone = understand("国企").concepts
    assert concept_weights(alone, said(["国有企业", "贷款", "贷款"]))[0] > body


def test_documents_take_turns():
    scores = np.ones(7, dtype=np.float32)
    turned = in_turn(np.array([1, 1, 1, 1, 1, 1, 2]), scores)
    assert turned.tolist() == pytest.approx([1.0] * 5 + [YIELD, 1.0])
    assert in_turn(np.arange(7), scores).tolist() == [1.0] * 7
    assert in_turn(np.ones(6, dtype=np.intp), -scores[:6]).tolist() == [-1.0] * 6
    assert in_turn(np.ones(11, dtype=np.intp), np.ones(11))[-1] == pytest.approx(YIELD**2)


def test_the_best_two_of_a_document():
    lexical = np.array([0.4, 0.2, 0.9, 0.1], dtype=np.float32)
    expected = [0.3, 0.3, 0.45, 0.3]
    assert np.allclose(best_two(lexical, np.array([0, 0, 1, 0])), expected)


def test_an_interpretation_stays_below_its_document():
    names = names_of(
        [{"id": "i", "title": "《支持企业若干措施》解读"}, {"id": "m", "title": "支持企业若干措施"}]
    )
    refs = {"i": {"doc_type": "interpretation"}, "m": {"doc_type": "measures"}}
    view = View(1, refs, names, ("i", "m"))
    scores = explained_below(np.array([0.9, 0.5, 0.2]), np.array([0, 1, 0]), view)
    assert scores[0] < scores[1] == 0.5
    assert scores[2] == 0.2
