"""References after GB/T 7714—2025 and as BibTeX."""

import re

import pytest

from policykb.answer.bibliography import Work, bibtex, gbt7714, missing, references, work_of
from policykb.types import Document, Element, Metadata, Span

PAPER = Work(
    kind="paper", title="小微企业创新研究", authors=("张三", "李四"), journal="管理学刊",
    year="2021", volume="11", issue="9", pages="90-97", doi="10.1234/xy.2021.119",
)  # fmt: skip
# fmt: off
CASES = [
    ("期刊", PAPER, "张三，李四.小微企业创新研究[J/OL].管理学刊，2021，11（9）：90-97.DOI：10.1234/xy.2021.119."),
    ("四位作者", Work(kind="paper", title="题", authors=("甲一", "乙二", "丙三", "丁四"), journal="刊", year="2020", issue="3", pages="1-2"),
     "甲一，乙二，丙三，等.题[J].刊，2020（3）：1-2."),
    ("没有作者和刊名", Work(kind="paper", title="题"), "题[J]."),
    ("报告", Work(kind="report", title="年度报告", authors=("某中心",), publisher="某中心", year="2024"), "某中心.年度报告[R].某中心，2024."),
    ("公文", Work(kind="measures", title="若干措施", authors=("某市政府",), number="某发〔2023〕7号", date="2023-05-06", year="2023"),
     "某市政府.若干措施：某发〔2023〕7号[Z].2023-05-06."),
]
# fmt: on


@pytest.mark.parametrize(("work", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_gbt7714(work, expected):
    assert gbt7714(work) == expected


def fields_of(entry):
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.M))


def test_bibtex_of_a_paper():
    entry = bibtex(PAPER, "kb1")
    assert entry.startswith("@article{kb1,\n")
    assert entry.endswith("\n}")
    found = fields_of(entry)
    assert found["author"] == "张三 and 李四"
    assert found["pages"] == "90--97"
    assert (found["volume"], found["number"], found["doi"]) == ("11", "9", PAPER.doi)


def test_bibtex_of_a_report_keeps_bodies_whole():
    found = fields_of(
        bibtex(
            Work(
                kind="report",
                title="R&D 50%",
                authors=("甲、乙和丙中心",),
                publisher="甲",
                year="2024",
            ),
            "k",
        )
    )
    assert found["author"] == "{甲、乙和丙中心}"
    assert found["title"] == r"{R\&D 50\%}"


@pytest.mark.parametrize("title", [r"a{b}c", "$x_1^2$", "~#\\", "普通"])
def test_bibtex_braces_are_balanced(title):
    entry = bibtex(Work(kind="paper", title=title), "k")
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


TEXT = """小微企业创新研究

张三1，李四2*

1某大学经济学院，某市

摘要
本文说明小微企业。

文章引用: 张三, 李四. 小微企业创新研究[J]. 管理学刊, 2021, 11(9): 90-97. https://doi.org/10.1234/xy.2021.119

1. 引言
小微企业关系就业。
"""


def paper(text):
    title = text.split("\n", 1)[0]
    return Document(
        id="abc123", source="a.txt", sha256="0" * 64, format="txt", text=text,
        meta=Metadata(title=title, doc_type="paper"),
        elements=(Element(role="title", span=Span(0, len(title))),),
    )  # fmt: skip


def test_a_paper_says_how_it_is_cited():
    work = work_of(paper(TEXT))
    assert work == PAPER
    assert missing(work) == []


def test_a_paper_that_only_names_its_authors():
    work = work_of(paper(re.sub("文章引用.*\n", "", TEXT)))
    assert work.authors == ("张三", "李四")
    assert missing(work) == ["journal", "year", "pages"]


# fmt: off
NO_NAMES = [
    ("单位", "小微企业研究\n\n某某大学\n\n摘要\n"),
    ("栏目", "小微企业研究\n\n摘要\n\n本文说明"),
    ("正文", "小微企业研究\n\n本文以浙江为例说明小微企业的发展态势\n"),
]
# fmt: on


@pytest.mark.parametrize("text", [c[1] for c in NO_NAMES], ids=[c[0] for c in NO_NAMES])
def test_nothing_is_taken_for_an_author(text):
    assert work_of(paper(text)).authors == ()


def test_references_names_what_is_missing():
    found = references(paper("小微企业研究\n\n摘要\n"))
    assert found["missing"] == ["authors", "journal", "year", "pages"]
    assert found["gbt7714"] == "小微企业研究[J]."
    assert found["bibtex"].startswith("@article{kbabc123,")
