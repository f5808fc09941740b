import dataclasses

import pytest
from drafts import draft
from growth import assert_linear

from policykb.extract.references import references
from policykb.types import Element, Span


def cited(*lines, **meta):
    return [(r.title, r.doc_number) for r in references(draft(*lines, **meta))]


CASES = [
    ("落实《反垄断法》《反不正当竞争法》。", [("反垄断法", ""), ("反不正当竞争法", "")]),
    ("按照《关于促进发展的意见》（国发〔2018〕5号）执行。", [("关于促进发展的意见", "国发〔2018〕5号")]),
    ("按照《关于促进发展的意见》(国办发[2018]05号，以下简称《意见》)执行。",
     [("关于促进发展的意见", "国办发〔2018〕5号")]),
    ("根据国发〔2019〕12号文件要求办理。", [("", "国发〔2019〕12号")]),
    ("《国务院关于印发〈实施方案〉的通知》已经印发。", [("国务院关于印发〈实施方案〉的通知", "")]),
    ("《条例》第三条和《条例》第五条。", [("条例", "")]),
    ("参照《管理 办法》执行。", [("管理办法", "")]),
    ("没有引用文件。", []),
    ("2021年第3号楼，第5号。", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), CASES, ids=[c[0][:14] for c in CASES])
def test_references(line, wanted):
    assert cited("一、总则", f"（一）依据。{line}") == wanted


def test_the_document_itself_is_not_cited():
    assert cited("《服务条例》已经审议通过。", title="服务条例") == []
    assert cited("国发〔2020〕1号", doc_number="国发〔2020〕1号") == []


def test_what_stands_in_the_form_of_the_document_is_not_cited():
    document = draft("国办发〔2020〕7号", "（一）依据《甲法》。")
    form = (Element(role="doc_number", span=Span(0, 11)),)
    document = dataclasses.replace(document, elements=form)
    assert [r.title for r in references(document)] == ["甲法"]


def test_the_clause_is_named():
    document = draft("一、总则", "（一）依据。根据《甲法》。", "（二）范围。根据《乙法》。")
    assert [r.eid for r in references(document)] == ["h1_1__h2_1", "h1_1__h2_2"]


@pytest.mark.parametrize(
    "part", ["《", "《甲", "《甲》（", "国发〔", "国发〔2020〕", "国", "第1号"]
)
def test_hard_lines_are_read_in_linear_time(part):
    assert_linear(lambda text: references(draft(text)), part)


# books, plays and short names are no documents; a notice is not cited by what it carries
@pytest.mark.parametrize(
    "line",
    [
        "推出歌剧《山的女儿》等精品。",
        "《关于发展的意见》（以下简称《意见》）印发，落实《意见》。",
    ],
)
def test_what_is_no_document(line):
    assert [title for title, _ in cited(f"（一）依据。{line}")] in ([], ["关于发展的意见"])


def test_a_notice_is_not_cited_by_what_it_carries():
    title = "某市关于印发发展实施方案的通知"
    assert cited("（一）依据。现将《发展实施方案》印发。", title=title) == []
