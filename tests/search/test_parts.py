"""Folding, lookups by name and number, models, cues, the gate, metrics."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from search_samples import DIM, Letters, said

from policykb.search.cues import asks_duties, cues_of, place_votes, place_words, untimely
from policykb.search.evaluate import score
from policykb.search.folding import firsts
from policykb.search.fuse import placed
from policykb.search.gate import USUAL, Evidence, asks_fact, chance, everyday_share
from policykb.search.lookup import Lookup, clause_eids
from policykb.search.model import model_of, scale_of
from policykb.search.names import names_of
from policykb.search.pool import PART, PLACE, weighed
from policykb.search.view import View
from policykb.store.said import prints_of
from policykb.understand import understand


class Counting(Letters):
    """Letters, with a count of the texts embedded."""

    def __init__(self, sign=1):
        self.sign, self.texts = sign, 0

    def embed(self, texts):
        self.texts += len(texts)
        return self.sign * super().embed(texts)


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
    assert firsts([prints_of(text) for text in texts]) == expected


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


def test_a_point_is_looked_for_at_the_level_that_its_part_has():
    rows = [("h1_1", "h1"), ("h1_1__h2_1", "h2"), ("h1_1__h2_1__h3_1", "h3"),
            ("h1_1__h2_1__h3_2", "h3"), ("h1_4", "h1"), ("h1_4__h2_1", "h2")]  # fmt: skip
    provisions = [{"eid": eid, "level": level} for eid, level in rows]
    assert clause_eids(("第四部分", "第一点"), provisions) == (["h1_4__h2_1"], True)


def test_a_point_before_a_number_in_brackets_is_a_part():
    rows = [("h1_4", "h1"), ("h1_2", "h1"), ("h1_2__h2_4", "h2"), ("h1_4__h2_11", "h2")]
    provisions = [{"eid": eid, "level": level} for eid, level in rows]
    assert clause_eids(("第四点",), provisions) == (["h1_2__h2_4"], True)
    assert clause_eids(("第四点", "（十一）"), provisions) == (["h1_4__h2_11"], True)


def test_clauses_of_a_standard_are_known_as_they_are_printed():
    rows = [("h1_5__h2_2", "h2", "5.2"), ("h1_5__h2_2__h3_1", "h3", "5.2.1"), ("h1_6", "h1", "6.")]
    provisions = [{"eid": eid, "level": level, "number": number} for eid, level, number in rows]
    assert clause_eids(("5.2.1",), provisions) == (["h1_5__h2_2__h3_1"], True)
    assert clause_eids(("5.3",), provisions) == ([], False)


REVIEW, AHEAD = "一、2030年工作回顾\n产值增长5%", "二、2031年目标任务\n产值增长6%"
TIMES = [
    ("2031年产值目标", [True, False]),
    ("2031年发展措施", [True, False]),
    ("去年产值实际增长多少", [False, True]),
    ("产值增长多少", [False, False]),
    ("产值目标完成了吗", [False, True]),
    ("output target 2031", [True, False]),
]


@pytest.mark.parametrize(("text", "expected"), TIMES, ids=[row[0] for row in TIMES])
def test_what_was_done_and_what_is_to_come(text, expected):
    assert untimely(understand(text), said([REVIEW, AHEAD])).tolist() == expected


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


def test_only_places_of_which_documents_are_held_are_named_beside_the_matter():
    view = View(1, {"甲": {"region": "上海市"}}, names_of([]))
    assert place_words(understand("上海的融资担保"), view) == {"上海"}
    assert place_words(understand("江苏的融资担保"), view) == frozenset()


def test_the_place_of_a_document_that_is_named_belongs_to_its_name():
    """Else the plan of Shanghai would come before the nation's where both are asked for."""
    refs = {"city": {"region": "上海市"}, "nation": {"region": "全国"}}
    view = View(1, refs, names_of(()), ids=("city", "nation"))
    query, none = replace(understand("上海"), regions=("上海市",)), np.empty(0, np.int64)
    documents = np.array([0, 1])
    both = cues_of(query, documents, documents, view, Lookup(("city", "nation")), none)
    assert both.places.tolist() == [0.0, 0.0] and both.documents.tolist() == [1.0, 1.0]
    neither = cues_of(query, documents, documents, view, Lookup(), none)
    assert neither.places.tolist() == [1.0, 0.0]


def test_parts_of_a_long_word_count_less():
    """The index holds 专精特新 with 专精 and 特新: it shall not count thrice beside 融资."""
    asked = weighed(["专精特新", "专精", "特新", "融资", "融资"])
    assert asked == {"专精特新": 1, "专精": PART, "特新": PART, "融资": 2}
    assert weighed(["上海", "融资"], (), {"上海"}) == {"上海": PLACE, "融资": 1}
    assert weighed([]) == {} and weighed(["贷款", "贷"]) == {"贷款": 1, "贷": 1}


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
        fit=0.6, near=0.3, unknown_words=0, missing_concepts=0, fact=False, chat=0.1, length=1.5,
    )  # fmt: skip
    assert base.confidence > replace(base, fit=0.3).confidence
    assert base.confidence < replace(base, near=0.5).confidence
    assert base.confidence < replace(base, length=3.0).confidence
    assert base.confidence > replace(base, unknown_words=0.5).confidence
    assert base.confidence > replace(base, missing_concepts=1.0).confidence
    assert base.confidence > replace(base, fact=True).confidence
    assert base.confidence > replace(base, chat=0.5).confidence
    assert base.confidence < replace(base, phrase=0.5).confidence


def test_an_everyday_phrase_that_the_best_passages_bear():
    """货款要不回来 is known word for word; a concept by an official term is no such phrase."""
    query = understand("货款要不回来怎么办")
    held = [concept for concept in query.concepts if concept.by == "货款要不回来"]
    assert everyday_share(query, held) == pytest.approx(6 / 9)
    assert everyday_share(query, []) == 0.0
    official = understand("拖欠账款")
    assert everyday_share(official, official.concepts) == 0.0


def test_where_a_document_holds_weighs_more_than_its_words():
    scores = np.array([4.0, 4.0, 4.0, -1.0], dtype=np.float32)
    here, other, nation, negative = placed(scores, np.array([1.0, -1.0, 0.0, -1.0]))
    assert here > nation == 4.0 > other > 0 and negative == -1.0


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
