"""Search: the parts by themselves, then whole searches over small invented documents."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import facts_of, make, records

from policykb.embed import load
from policykb.errors import NotFound
from policykb.search import Searcher
from policykb.search.bearing import bears, borne, concept_weights, lowered
from policykb.search.cues import asks_duties, place_votes
from policykb.search.evaluate import evaluate, score
from policykb.search.folding import fingerprint, firsts
from policykb.search.fuse import best_two, fused, published
from policykb.search.gate import USUAL, Evidence, asks_fact, chance
from policykb.search.highlight import highlights, joined, terms_in
from policykb.search.lookup import clause_eids, fold, named, names_of, same_number
from policykb.search.model import Scale, model_of, scale_of
from policykb.search.pairs import counted, pairs_of, shares
from policykb.search.pool import Pool, gather, spread
from policykb.search.ranking import explained_below
from policykb.search.turns import YIELD, in_turn
from policykb.search.view import View
from policykb.store import Store
from policykb.types import Filters
from policykb.understand import understand

LAW = (
    "（一）加强信贷支持。银行向小微企业发放信用贷款，推广无还本续贷。",
    "（二）清理拖欠账款。机关和大企业不得拖延支付货款。",
    "（三）推动绿色改造。组织节能诊断，支持建设绿色工厂。",
)
CITY = (
    "（一）支持直播电商。对直播基地给予场地补贴。",
    "（二）培育工业设计。设立工业设计中心，举办设计大赛。",
)
TWIN = ("（一）加强信贷支持。银行向小微企业发放信用贷款，推广无还本续贷。",)
DIM = 64


class Letters:
    """An embedder whose cosine is the overlap of characters."""

    name, dim = "letters", DIM

    def embed(self, texts):
        rows = np.zeros((len(texts), DIM), dtype=np.float32)
        for at, text in enumerate(texts):
            for char in text:
                rows[at, ord(char) % DIM] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


class Counting(Letters):
    """Letters, with a count of the texts embedded."""

    def __init__(self, sign=1):
        self.sign, self.texts = sign, 0

    def embed(self, texts):
        self.texts += len(texts)
        return self.sign * super().embed(texts)


def put(writer, name, clauses, **meta):
    document, passages, original = make(name, clauses, **meta)
    vectors = Letters().embed([passage.text for passage in passages])
    writer.put(document, passages, vectors, original, records(document, passages))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    data = tmp_path_factory.mktemp("store")
    with Store.writer(data, "letters", DIM) as writer:
        law = {"title": "支持企业若干措施", "doc_number": "工信部企业〔2030〕5号", "region": "全国"}
        put(writer, "law", LAW, facts=facts_of(LAW), **law)
        put(writer, "city", CITY, title="上海市产业规划", region="上海市")
        writer.commit()
    return Searcher(Store.open(data), Letters())


def eids(results):
    return [hit.passage.id for hit in results.hits]


def ask(searcher, text, filters=None, **more):
    return searcher.search(understand(text, filters), **more)


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
    pool = gather(Indexes(), ["词"], np.zeros(1), extra=np.array([7]))
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


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=12))
def test_joined_ranges_are_apart_and_cover_the_same(pairs):
    ranges = [(start, start + length) for start, length in pairs]
    out = joined(ranges)
    assert all(a[1] < b[0] for a, b in pairwise(out))
    cover = {at for start, end in ranges for at in range(start, end)}
    assert {at for start, end in out for at in range(start, end)} == cover


def test_terms_in_leaves_out_parts():
    assert terms_in("知识产权质押", ["知识", "产权", "知识产权", "贷款"]) == ("知识产权",)


def shared(text, texts, documents=None):
    numbers = np.arange(len(texts)) if documents is None else np.array(documents)
    return shares(text, texts, numbers)


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


@given(st.lists(st.text(alphabet="信用贷款a1，\n😀", max_size=12), min_size=1, max_size=6))
def test_counts_are_those_of_plain_counting(texts):
    letters, pairs = ["信", "用", "贷", "款"], ["信用", "用贷", "贷款", "款信"]
    lengths = np.array([len(text) for text in texts])
    by_letter, by_pair = counted(letters, pairs, texts, lengths)
    assert by_letter.tolist() == [[text.count(one) for one in letters] for text in texts]
    assert by_pair.tolist() == [[text.count(one) for one in pairs] for text in texts]


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


def test_concepts_that_all_bear_weigh_nothing():
    concepts = understand("拖欠账款").concepts[:1]
    assert concept_weights(concepts, ["拖欠账款", "拖欠账款"]).tolist() == [0, 0]
    one, none = concept_weights(concepts, ["拖欠账款", "贷款"])
    assert one > none == 0


def test_documents_take_turns():
    scores = [1.0] * 7
    assert in_turn([1, 1, 1, 1, 1, 1, 2], scores) == [1.0] * 5 + [YIELD, 1.0]
    assert in_turn(list(range(7)), scores) == scores
    assert in_turn([1] * 6, [-1.0] * 6) == [-1.0] * 6


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


FOLDING = [
    (["甲乙丙丁戊己庚辛。", "甲乙丙丁戊己庚辛。"], [0, 0]),
    (["甲乙丙丁戊己庚辛。", "甲乙丙丁戊己 庚辛！"], [0, 0]),
    (["甲乙丙丁戊己庚辛。", "甲乙丙丁戊己庚辛。子丑寅卯辰巳午未申酉。"], [0, 1]),
    (["短句。", "短句。"], [0, 1]),
    (["甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", "甲乙丙丁 戊己庚辛"], [0, 1, 0]),
    (["甲乙丙丁戊己庚辛。甲乙丙丁戊己庚辛。", "子丑寅卯辰巳午未"], [0, 1]),
    ([], []),
]


@pytest.mark.parametrize(("texts", "expected"), FOLDING)
def test_folding(texts, expected):
    assert firsts([fingerprint(text) for text in texts]) == expected


NUMBERS = [
    ("工信部企业〔2030〕5号", "工信部企业〔2030〕5号", True),
    ("查工信部企业〔2030〕5号", "工信部企业〔2030〕5号", True),
    ("5号", "工信部企业〔2030〕5号", True),
    ("5号", "工信部企业〔2030〕15号", False),
    ("国发〔2030〕5号", "工信部企业〔2030〕5号", False),
]


@pytest.mark.parametrize(("asked", "stored", "expected"), NUMBERS)
def test_same_number(asked, stored, expected):
    assert same_number(fold(asked), fold(stored)) is expected


NAMES = names_of(
    [
        {"id": "a", "title": "支持企业若干措施", "doc_number": "工信部企业〔2030〕5号"},
        {"id": "b", "title": "上海市“十四五”产业发展规划"},
        {"id": "c", "title": "浙江省“十四五”产业发展规划"},
        {"id": "d", "title": "中华人民共和国专利法"},
        {"id": "e", "title": "关于印发《设备更新实施方案（试行）》的通知"},
    ]
)
NAMED = [
    ("若干措施第二条", ("a",)),
    ("工信部企业[2030]5号", ("a",)),
    ("5号文", ("a",)),
    ("《支持企业若干措施》", ("a",)),
    ("上海市“十四五”产业发展规划讲什么", ("b",)),
    ("产业发展规划", ("b", "c")),
    ("专利法第二条", ("d",)),
    ("设备更新实施方案有什么", ("e",)),
    ("更新实施方案", ("e",)),
    ("规划提没提", ()),
    ("有办法吗", ()),
    ("有哪些措施", ()),
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[row[0] for row in NAMED])
def test_named_documents(text, expected):
    assert named(understand(text), NAMES) == expected


PROVISIONS = [
    {"eid": eid, "level": level}
    for eid, level in [
        ("chp_1", "chapter"),
        ("chp_1__art_1", "article"),
        ("chp_1__art_1__item_2", "item"),
        ("chp_2", "chapter"),
        ("chp_2__art_2", "article"),
        ("chp_2__art_2__item_2", "item"),
        ("chp_2__art_10", "article"),
        ("chp_2__art_10-1", "article"),
    ]
]
CLAUSES = [
    (("第二条",), ["chp_2__art_2"]),
    (("第十条",), ["chp_2__art_10"]),
    (("第十条之一",), ["chp_2__art_10-1"]),
    (("第一条", "第二项"), ["chp_1__art_1__item_2"]),
    (("第二章", "第二条"), ["chp_2__art_2"]),
    (("第一条", "第十条"), ["chp_1__art_1", "chp_2__art_10"]),
    (("第十条", "第二款"), ["chp_2__art_10"]),
    (("（二）",), ["chp_1__art_1__item_2", "chp_2__art_2__item_2"]),
    (("第三十条",), []),
]


@pytest.mark.parametrize(("clauses", "expected"), CLAUSES, ids=[str(row[0]) for row in CLAUSES])
def test_clause_eids(clauses, expected):
    assert clause_eids(clauses, PROVISIONS) == (expected, True)


def test_clause_of_a_document_without_such_numbers():
    assert clause_eids(("第二条",), [{"eid": "nn_1", "level": "paragraph"}]) == ([], False)


class Crowded(Letters):
    """The same model with all texts drawn together, as some models put them."""

    dim = DIM + 1

    def embed(self, texts):
        rows = np.concatenate([super().embed(texts), np.full((len(texts), 1), 1.5)], axis=1)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_scale_makes_models_alike():
    texts = ["信用贷款支持", "发放信用贷款", "绿色工厂改造"]
    near = []
    for embedder in (Letters(), Crowded()):
        asked, *told = embedder.embed(texts)
        near.append(scale_of(embedder).of(np.array([asked @ row for row in told])))
    assert np.allclose(near[0], near[1], atol=1e-3)


def rows_of(model):
    """The vectors of a model's phrases, out of their index."""
    return model.near.reconstruct_n(0, len(model.phrases))


def test_a_search_keeps_to_its_thread(searcher):
    """OpenMP counts threads for each thread anew: those of a server's pool begin with all cores."""
    faiss = pytest.importorskip("faiss")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(faiss.omp_set_num_threads, 2).result()
        assert pool.submit(faiss.omp_get_max_threads).result() == 2
        pool.submit(searcher.search, understand("融资")).result()
        assert pool.submit(faiss.omp_get_max_threads).result() == 1


def test_phrases_are_kept_for_the_next_process(tmp_path):
    embedder = Counting()
    first = model_of(embedder, tmp_path)
    (kept,) = tmp_path.glob("phrases-*.npz")
    embedder.texts = 0
    again = model_of(embedder, tmp_path)
    assert embedder.texts < 20
    assert np.allclose(rows_of(first), rows_of(again), atol=1e-3)
    assert (first.scale, len(first.chat)) == (again.scale, len(again.chat))
    kept.write_bytes(kept.read_bytes()[:100])
    assert np.allclose(rows_of(model_of(embedder, tmp_path)), rows_of(first), atol=1e-3)


def test_another_model_of_the_same_name_is_not_mistaken(tmp_path):
    model_of(Counting(), tmp_path)
    other = Counting(sign=-1)
    assert np.allclose(rows_of(model_of(other, tmp_path)), rows_of(model_of(other)), atol=1e-3)
    assert len(list(tmp_path.glob("phrases-*.npz"))) == 1


def test_near_everyday_phrases_add_their_concepts():
    model, query = model_of(Letters()), understand("我们的货款要不回来咋办啊")
    bare = replace(query, concepts=())
    found = model.with_near_concepts(bare, model.vector(bare))
    assert "拖欠账款" in [concept.term for concept in found.concepts]
    assert len(found.concepts) <= 3 and all(0 < c.weight <= 0.9 for c in found.concepts)


PLACES = [
    (("上海市",), {"city": 1.0}),
    (("浦东新区",), {"city": 1.0}),
    (("浙江省",), {"city": -1.0}),
    ((), {}),
]


@pytest.mark.parametrize(("regions", "expected"), PLACES, ids=[str(row[0]) for row in PLACES])
def test_place_votes(regions, expected):
    view = View(1, {"city": {"region": "上海市"}, "law": {"region": "全国"}}, names_of(()))
    assert place_votes(regions, view) == expected


DUTIES = [
    ("海关总署负责哪些措施", True),
    ("税务总局 职责分工", True),
    ("海关总署的通关便利措施", False),
    ("有哪些措施", False),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES, ids=[row[0] for row in DUTIES])
def test_asks_duties(text, expected):
    assert asks_duties(understand(text)) is expected


def test_gate_weighs_what_is_missing():
    base = Evidence(
        fit=0.6, near=0.3, unknown_words=0, missing_concepts=0, fact=False, covered=0.1, borne=0,
        chat=0.1,
    )  # fmt: skip
    assert base.confidence > replace(base, fit=0.3).confidence
    assert base.confidence > replace(base, unknown_words=0.5).confidence
    assert base.confidence > replace(base, missing_concepts=1.0).confidence
    assert base.confidence > replace(base, fact=True).confidence
    assert base.confidence > replace(base, chat=0.5).confidence
    assert base.confidence < replace(base, borne=1.0).confidence


def test_more_passages_bring_nearer_neighbours_by_chance():
    assert chance(100_000) > chance(USUAL) == 0 > chance(10)


def test_asks_fact():
    assert asks_fact("补贴金额是多少") and not asks_fact("怎么申请补贴")


METRICS = [
    (["a", "b"], {"a": 3}, (1.0, 1.0, 1.0)),
    (["b", "a"], {"a": 1}, (0.6309, 1.0, 0.5)),
    (["b"], {"a": 1}, (0.0, 0.0, 0.0)),
    ([], {"a": 1}, (0.0, 0.0, 0.0)),
]


@pytest.mark.parametrize(("ranked", "grades", "expected"), METRICS)
def test_metrics(ranked, grades, expected):
    figures = score(ranked, grades)
    assert [figures["ndcg10"], figures["recall10"], figures["mrr10"]] == pytest.approx(
        expected, abs=1e-4
    )


# ------------------------------------------------------------------ searches


def test_the_right_clause_comes_first(searcher):
    results = ask(searcher, "节能诊断 绿色工厂")
    assert eids(results)[0] == "law#h1_1__h2_3"
    assert results.verdict == "found"
    assert results.hits[0].terms == ("节能", "诊断", "绿色", "工厂")


def test_hits_are_ranked_and_scored(searcher):
    results = ask(searcher, "小微企业信用贷款")
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [hit.rank for hit in results.hits] == list(range(1, len(scores) + 1))


def test_highlights_lie_on_the_words(searcher):
    hit = ask(searcher, "信用贷款").hits[0]
    marked = "".join(hit.passage.text[start:end] for start, end in hit.highlights)
    assert "信用贷款" in marked


@pytest.mark.parametrize("text", ["若干措施第二条", "工信部企业[2030]5号（二）", "5号文第2条"])
def test_clause_of_a_named_document_comes_first(searcher, text):
    results = ask(searcher, text)
    assert eids(results)[0] == "law#h1_1__h2_2"
    assert results.verdict == "found"


def test_a_clause_that_is_not_there(searcher):
    assert ask(searcher, "若干措施第九条写了什么").verdict == "nothing_relevant"


def test_a_document_by_its_number_opens_with_its_beginning(searcher):
    results = ask(searcher, "工信部企业（2030）5号")
    assert eids(results)[0] == "law#h1_1__h2_1"
    assert results.verdict == "found"


def test_duties_of_a_department(searcher):
    results = ask(searcher, "人民银行负责哪些措施")
    assert eids(results)[0] == "law#h1_1__h2_1"


def test_excluded_word(searcher):
    assert "law#h1_1__h2_1" in eids(ask(searcher, "企业 贷款"))
    assert "law#h1_1__h2_1" not in eids(ask(searcher, "企业 贷款 -续贷"))


def test_excluded_place(searcher):
    assert any(eid.startswith("city#") for eid in eids(ask(searcher, "工业设计")))
    results = ask(searcher, "除了上海以外，哪里支持工业设计")
    assert not any(eid.startswith("city#") for eid in eids(results))


def test_filters_limit_before_ranking(searcher):
    results = ask(searcher, "贷款", Filters(doc=("city",)))
    assert {hit.passage.document_id for hit in results.hits} == {"city"}
    assert results.coverage["searched"] == 1
    assert results.coverage["excluded_by_filter"] == 1


def test_filter_of_an_unknown_document(searcher):
    with pytest.raises(NotFound):
        ask(searcher, "贷款", Filters(doc=("没有这份",)))


def test_exact_phrase(searcher):
    found = ask(searcher, "“推广无还本续贷”", Filters(exact=True))
    assert (eids(found), found.total, found.verdict) == (["law#h1_1__h2_1"], 1, "found")
    start, end = found.hits[0].highlights[0]
    assert found.hits[0].passage.text[start:end] == "推广无还本续贷"
    missing = ask(searcher, "续贷无还本", Filters(exact=True))
    assert (missing.hits, missing.verdict) == ((), "nothing_relevant")


@pytest.mark.parametrize("mode", ["fused", "lexical", "dense"])
def test_paging_gives_each_hit_once(searcher, mode):
    query = understand("企业 支持 设计")
    whole = searcher.search(query, limit=100, mode=mode)
    pages = [searcher.search(query, limit=2, offset=at, mode=mode) for at in range(0, 6, 2)]
    assert [eid for page in pages for eid in eids(page)] == eids(whole)
    assert whole.total == len(whole.hits) == len(set(eids(whole)))
    assert {page.total for page in pages} == {whole.total}


def test_facets_count_the_whole_ranking(searcher):
    results = ask(searcher, "企业 支持 设计", limit=1)
    assert sum(results.facets["region"].values()) == results.total


@pytest.mark.parametrize("text", ["你好", "在不在", "今天天气怎么样", "讲个笑话", "？？？", "谢谢"])
def test_talk_about_no_policy(searcher, text):
    assert ask(searcher, text).verdict == "nothing_relevant"


def test_nothing_relevant(searcher):
    assert ask(searcher, "养老金什么时候发放").verdict == "nothing_relevant"
    assert ask(searcher, "广东省2030年设计大赛金额是多少").verdict == "nothing_relevant"


def test_question_without_words(searcher):
    results = ask(searcher, "")
    assert results.verdict == "nothing_relevant"


def test_empty_store(tmp_path):
    results = ask(Searcher(Store.open(tmp_path), Letters()), "贷款")
    assert (results.hits, results.total, results.verdict) == ((), 0, "nothing_relevant")


def test_one_document_of_one_clause(tmp_path):
    with Store.writer(tmp_path, "letters", DIM) as writer:
        put(writer, "one", ("（一）加强信贷支持。发放信用贷款。",))
        writer.commit()
    searcher = Searcher(Store.open(tmp_path), Letters())
    assert ask(searcher, "信用贷款支持").verdict == "found"


def test_duplicates_are_folded_and_new_generations_seen(tmp_path):
    with Store.writer(tmp_path, "letters", DIM) as writer:
        put(writer, "law", LAW)
        writer.commit()
    store = Store.open(tmp_path)
    searcher = Searcher(store, Letters())
    before = ask(searcher, "信贷支持")
    with Store.writer(tmp_path) as writer:
        put(writer, "twin", TWIN)
        writer.commit()
    store.refresh()
    after = ask(searcher, "信贷支持")
    assert after.generation == before.generation + 1
    assert after.total == before.total
    assert after.coverage["documents"] == 2


def test_evaluate_gives_each_step(searcher):
    qrels = {"q": {"law#h1_1__h2_3": 3}}
    figures = evaluate(searcher, [("q", "节能诊断"), ("other", "没有标注")], qrels)
    assert set(figures) == {"lexical", "dense", "concepts", "fused", "reranked"}
    assert figures["fused"]["mrr10"] == 1.0


def test_importing_search_is_light():
    heavy = "pydantic torch pypdfium2 pdfplumber lxml sentence_transformers"
    code = f"import sys, policykb.search; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_eval_prints_the_figures_of_each_step(tmp_path):
    data, queries, qrels = tmp_path / "index", tmp_path / "q.jsonl", tmp_path / "qrels.tsv"
    document, passages, original = make("law", LAW)
    embedder = load()
    vectors = embedder.embed([passage.text for passage in passages])
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        writer.put(document, passages, vectors, original, records(document, passages))
        writer.commit()
    queries.write_text('{"_id": "q", "text": "节能诊断 绿色工厂"}\n', "utf-8")
    qrels.write_text("query-id\tcorpus-id\tscore\nq\tlaw#h1_1__h2_3\t3\n", "utf-8")
    command = [sys.executable, "-m", "policykb", "--data", data, "--json", "eval", queries]
    done = subprocess.run([*command, "--qrels", qrels], capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout)["reranked"]["ndcg10"] == 1.0, done.stderr
    gone = subprocess.run([*command, "--qrels", "gone.tsv"], capture_output=True, text=True)
    assert gone.returncode == 2
