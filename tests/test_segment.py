"""Passages: one clause each, whole sentences, paths apart from the text."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_samples import BODY, document

from policykb.segment import LONGEST, segment, split
from policykb.types import Block, Span


def passages(*blocks):
    return segment(document(*blocks))


def test_one_passage_for_each_clause_and_headings_apart():
    found = passages("一、任务", f"（一）减负。{BODY}", f"（二）增效。{BODY}")
    assert [(p.eid, p.kind, p.path) for p in found] == [
        ("h1_1", "heading", ()),
        ("h1_1__h2_1", "clause", ("一、任务",)),
        ("h1_1__h2_2", "clause", ("一、任务",)),
    ]
    assert found[1].text == f"（一）减负。{BODY}"
    assert (found[1].number, found[1].heading) == ("（一）", "减负")


def test_entries_of_a_list_stay_with_their_clause():
    found = passages(
        "一、条件", "应当符合下列条件：", "（一）依法设立；", "（二）信用良好。", "二、程序", BODY
    )
    assert [p.eid for p in found] == ["h1_1", "h1_2"]
    assert found[0].text.endswith("（二）信用良好。")


def test_an_article_is_one_unit_with_its_items():
    found = passages(
        "第一条 有下列情形之一的：",
        *[f"（{n}）{BODY * 3}；" for n in "一二三四五六七"],
        "第二条 附则。",
    )
    first = [p for p in found if p.eid == "art_1"]
    assert len(first) > 1
    assert all(p.text.startswith("第一条") for p in first)
    assert [p.id.partition("#")[2] for p in first][:2] == ["art_1", "art_1:2"]
    assert {p.eid for p in found} == {"art_1", "art_2"}


def test_articles_are_never_joined():
    found = passages("第一章 总则", "第一条 甲乙丙。", "第二条 丁戊己。")
    assert [p.eid for p in found] == ["chp_1", "chp_1__art_1", "chp_1__art_2"]


def test_a_long_clause_is_cut_at_sentences_and_repeats_its_head():
    long = "".join(f"第{n}批企业完成改造并通过验收，形成了可以推广的做法。" for n in range(60))
    found = passages("一、总结", long)
    assert len(found) > 2
    assert all(p.text.endswith("。") and len(p.text) <= LONGEST + 20 for p in found)
    assert found[0].text.startswith("一、总结\n")
    assert all(p.text.startswith("一、总结\n") for p in found[1:])
    assert "".join(p.span.of(document("一、总结", long).text) for p in found) == f"一、总结\n{long}"


def test_table_pieces_carry_caption_and_header_row():
    rows = (("城市", "指数"), *((f"城市{n}" * 8, "128.5") for n in range(40)))
    found = passages(
        "一、排名", BODY, "表1 各市指数", Block(text="", role="table", rows=rows), "二、小结", BODY
    )
    tables = [p for p in found if p.kind == "table"]
    assert len(tables) > 1
    assert all(p.text.startswith("表1 各市指数\n城市\t指数\n") for p in tables)
    assert all(p.eid == "h1_1" for p in tables)
    assert next(p.id.rpartition("#")[2] for p in tables) == "h1_1:2"


def test_references_are_told_apart():
    found = passages(
        "1. 引言", BODY, "2. 现状", "2.1. 总量", BODY, "参考文献", "[1] 某某. 某书. 2020."
    )
    assert [p.kind for p in found][-1] == "reference"


@pytest.mark.parametrize(
    "text", ["字" * 5000, "，" * 3000, "。" * 2000, "a b " * 1000, "一\n" * 900]
)
def test_any_text_is_cut_into_passages_of_bounded_length(text):
    pieces = split(text, Span(0, len(text)))
    assert all(0 < p.end - p.start <= LONGEST for p in pieces)
    assert sum(len("".join(p.of(text).split())) for p in pieces) == len("".join(text.split()))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="字句，。；\n ", min_size=1, max_size=3000))
def test_pieces_cover_the_text_in_order(text):
    pieces = split(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(pieces))
    assert all(p.end - p.start <= LONGEST for p in pieces)
    covered = "".join(p.of(text) for p in pieces)
    assert "".join(covered.split()) == "".join(text.split())
