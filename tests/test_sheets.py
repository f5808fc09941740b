"""Workbooks and printed lists hold everything, and no cell of them is a formula."""

import io

import openpyxl
import pytest
from docx import Document

from policykb.answer import listing, printing
from policykb.answer.sheets import as_xlsx, read_xlsx
from policykb.answer.tables import as_csv, as_workbook, columns_of
from policykb.cli import lists

ROWS = [
    {"id": "a", "quote": "=1+1", "value": 3, "flag": True, "list": ["甲", "乙"], "by": "x"},
    {"id": "b", "quote": "第一行\n第二行", "value": 2.5, "none": None, "by": "x"},
]


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_a_workbook_keeps_every_field_and_row():
    cells = [[cell.value for cell in row] for row in sheet_of(as_workbook(ROWS)).iter_rows()]
    assert cells == [
        ["id", "quote", "value", "flag", "list", "by", "none", "delete"],
        ["a", "=1+1", 3, "是", '["甲","乙"]', "x", None, None],
        ["b", "第一行\n第二行", 2.5, None, None, "x", None, None],
    ]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+86", "-5", "@x", "\t=1", "＝A1"])
def test_no_cell_is_a_formula(text):
    cell = sheet_of(as_workbook([{"quote": text}])).cell(2, 1)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


def test_what_is_too_long_for_a_cell_goes_on_in_further_columns(tmp_path):
    long = "字" * 70_000
    content = as_xlsx(["id", "text"], [["a", long], ["b", "短"]])
    heads = [cell.value for cell in sheet_of(content)[1]]
    assert heads == ["id", "text", "text~2", "text~3"]
    (tmp_path / "x.xlsx").write_bytes(content)
    assert list(read_xlsx(tmp_path / "x.xlsx")) == [
        (2, {"id": "a", "text": long}),
        (3, {"id": "b", "text": "短"}),
    ]


def test_what_xml_cannot_hold_is_left_out():
    assert sheet_of(as_workbook([{"quote": "甲\x00\x0b乙"}])).cell(2, 1).value == "甲乙"


def test_only_facts_can_be_struck_out():
    assert columns_of([{"id": 1, "by": "x"}])[-1] == "delete"
    assert columns_of([{"id": 1, "by": "outline", "children": []}])[-1] == "children"
    assert b"delete" in as_csv(ROWS)


def test_all_kinds_can_be_printed_and_listed():
    assert set(printing.COLUMNS) == set(printing.NAMES) == set(listing.KINDS) == set(lists.KINDS)


def test_a_printed_list_has_a_row_for_each_record():
    row = {
        "heading": "加强支持", "text": "加强支持。做好服务。", "page": 3, "by": "person",
        "citation": "《甲》一、", "departments": [{"printed": "市财政局", "role": "lead"}],
    }  # fmt: skip
    document = Document(io.BytesIO(printing.as_docx("measures", [row, row | {"by": "measures"}])))
    cells = [[cell.text for cell in line.cells] for line in document.tables[0].rows]
    assert cells == [
        ["序号", "措施", "内容", "责任单位", "出处"],
        [
            "1",
            "加强支持",
            "加强支持。做好服务。",
            "市财政局（牵头）",
            "《甲》一、，第3页（经人工更正）",
        ],
        ["2", "加强支持", "加强支持。做好服务。", "市财政局（牵头）", "《甲》一、，第3页"],
    ]
    section = document.sections[0]
    assert section.page_width > section.page_height


def ranking(doc, edition, universe, cities=3, dimension="综合", kind="report"):
    return {
        "dimension": dimension, "tier": "全部", "edition": edition, "universe": universe,
        "cities": ["甲"] * cities, "document": {"id": doc, "title": f"{doc}报告", "doc_type": kind},
    }  # fmt: skip


def test_editions_that_rank_among_others_are_not_comparable():
    rows = [
        ranking("a", "2023", "40个城市", 40),
        ranking("b", "2024", "50个城市", 10),
        ranking("c", "2022", "50个城市"),
        ranking("d", "2024", "", dimension="融资环境"),
        ranking("e", "2021-2025", "", kind="plan"),  # quotes a rank, is no edition
    ]
    found = listing.compared(rows)
    assert [r["not_comparable"] for r in found] == [["2022", "2024"], ["2023"], ["2023"], [], []]
    assert [r["complete"] for r in found] == [True, False, False, None, None]
