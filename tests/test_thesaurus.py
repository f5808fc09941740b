"""Concepts of clauses and of questions."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.thesaurus import concepts_of_passage, concepts_of_query, terms

PASSAGES = [
    pytest.param("对专精特新中小企业给予奖励", {"srdi-sme"}, set(), id="official"),
    pytest.param("支持企业在“新三板”挂牌", {"neeq"}, set(), id="quotation-marks"),
    pytest.param("加强知识产权运用", {"ip"}, {"property-right"}, id="longer-term-swallows"),
    pytest.param("依法保护产权，也保护知识产权", {"ip", "property-right"}, set(), id="both-stand"),
    pytest.param("ＲＣＥＰ生效后的机遇", {"rcep"}, set(), id="full-width"),
    pytest.param("今天天气很好", set(), {"sme"}, id="none"),
]

QUERIES = [
    pytest.param("欠钱不还怎么办", "拖欠账款", 0.9, id="everyday"),
    pytest.param("减税降费有哪些", "减税降费", 1.0, id="official"),
    pytest.param("小巨人", "专精特新小巨人企业", 1.0, id="short-name"),
    pytest.param("SME digital transformation", "中小企业数字化转型", 1.0, id="english"),
    pytest.param("sme怎么贷款", "中小企业", 1.0, id="english-beside-chinese"),
]


def _id_of(name):
    known = {row.term: row.id for row in terms().values()}
    return {"ip": known["知识产权"], "property-right": known["产权保护"]}.get(name, name)


@pytest.mark.parametrize(("text", "held", "not_held"), PASSAGES)
def test_concepts_of_a_passage(text, held, not_held):
    found = set(concepts_of_passage(text))
    assert {_id_of(name) for name in held} <= found
    assert not {_id_of(name) for name in not_held} & found


@pytest.mark.parametrize(("text", "term", "weight"), QUERIES)
def test_concepts_of_a_query(text, term, weight):
    found = {concept.term: concept.weight for concept in concepts_of_query(text)}
    assert found[term] == weight


def test_a_part_of_an_everyday_phrase_names_it_with_less_weight():
    whole, part = concepts_of_query("师傅带徒弟给钱吗")[0], concepts_of_query("老师傅带徒弟给钱")[0]
    assert whole.id == part.id
    assert part.weight < whole.weight == 0.9


def test_the_phrase_that_named_a_concept_is_told():
    assert concepts_of_query("别人欠钱不还怎么办")[0].by == "欠钱不还"


@pytest.mark.parametrize("text", ["assessment", "cesme", "sm", "", "。", "一", "smes2"])
def test_latin_letters_inside_a_word_name_nothing(text):
    assert "sme" not in {concept.id for concept in concepts_of_query(text)}


def test_every_official_term_names_its_concept():
    for row in terms().values():
        for phrase in row.official:
            assert row.id in concepts_of_passage(phrase), (row.id, phrase)


@given(st.text())
def test_any_text_is_accepted_and_the_order_is_stable(text):
    assert concepts_of_query(text) == concepts_of_query(text)
    weights = [concept.weight for concept in concepts_of_query(text)]
    assert weights == sorted(weights, reverse=True)


def test_every_process_tells_the_same_phrase():
    program = (
        "from policykb.thesaurus import concepts_of_query as found;"
        "print([c.by for c in found('首台套 保险补偿 新材料首批次')])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(told) == 1, told


def test_the_thesaurus_is_whole():
    rows = terms()
    assert len(rows) > 800
    assert all(row.term and row.official[0] == row.term for row in rows.values())
