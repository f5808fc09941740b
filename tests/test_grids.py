"""Tables pasted as text, lists that only look like one, and page numbers between paragraphs."""

import pytest
from clean_samples import BODY, paragraphs, source

from policykb.clean import clean
from policykb.parse import parse
from policykb.types import Block, Source

HEAD = "序号\t事项\t情形\t幅度"
ROWS = ["1\t占道\t首次，已改正\t不罚", "2\t占道\t再次\t罚一千元"]
TITLE = "某市裁量基准"


def tables(lines: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in clean(source(lines)).blocks if block.rows]


@pytest.mark.parametrize("blank", [[], [""]], ids=["", "空行"])
def test_rows_parted_by_tabs_are_a_table(blank) -> None:
    lines = [TITLE, *blank, HEAD, *ROWS, *blank, "说明：本基准自印发之日起施行。"]
    (rows,) = tables(lines)
    assert rows == tuple(tuple(line.split("\t")) for line in (HEAD, *ROWS))
    assert parse(clean(source(lines))).meta.title == TITLE


def test_empty_cells_that_begin_a_row() -> None:
    blocks = (
        Block(text=HEAD, indent=0.0),
        Block(text=ROWS[0], indent=0.0),
        Block(text="再次\t罚一千元", indent=4.0),
    )
    found = clean(Source(path="x.txt", format="txt", sha256="0", blocks=blocks)).blocks
    assert found[0].rows[2] == ("", "", "再次", "罚一千元")


NO_TABLES = {
    "目录": ["第一章\t总则\t1", "第二章\t登记\t4", "第三章\t附则\t9"],
    "编号后的制表符": ["一、\t总体要求", "二、\t主要任务", "三、\t保障措施"],
    "公文标识": [
        "索引号：\t11\t发文日期：\t2020-01-01",
        "主题词：\t住房\t文号：\t某政发〔2020〕1号",
    ],
    "列表": ["- 索引号:1", "- 有效性:有效", "- 发布机构:某局", "- 公开日期:2020-01-02 10:00"],
}


@pytest.mark.parametrize("lines", NO_TABLES.values(), ids=NO_TABLES)
def test_lines_that_are_no_rows(lines) -> None:
    assert tables([TITLE, *lines, BODY, BODY]) == []


SHORT = [
    ["某市停车工作方案", "各区政府：", "现印发给你们。", "一、总体要求", "坚持便民。", "二、任务", "加快建设。"],
    ["某市停车工作方案", "", "前言", "", "说明由来。", "", "1 范围", "", "全市适用。", "", "2 要求", "", "持证上岗。"],
]  # fmt: skip


@pytest.mark.parametrize("lines", SHORT, ids=["紧排", "空行"])
def test_few_short_lines_are_not_joined(lines) -> None:
    assert paragraphs(lines) == [line for line in lines if line]


def test_a_narrow_column_is_still_joined() -> None:
    lines = [BODY[at : at + 12] for at in range(0, len(BODY), 12)]
    assert paragraphs(["某市工作方案", *lines]) == ["某市工作方案", BODY]


def paged(head: str, first: int, count: int) -> list[str]:
    body = [BODY * 7 for _ in range(count)]
    return [part for n, text in enumerate(body, first) for part in (text, str(n), head) if part]


@pytest.mark.parametrize("head", ["", "某市文件"], ids=["", "页眉"])
def test_page_numbers_between_whole_paragraphs(head) -> None:
    found = paragraphs([*paged(head, 12, 4), BODY])
    assert not any(text.isdecimal() for text in found)


def test_numbers_that_count_no_pages_stay() -> None:
    lines = [part for n in range(1, 5) for part in (str(n), BODY)]
    assert [text for text in paragraphs([TITLE, *lines]) if text.isdecimal()] == list("1234")


def test_a_column_of_numbers_counts_no_pages() -> None:
    column = [part for n in range(1, 5) for part in (*[str(n)] * 14,)]
    assert [text for text in paragraphs([TITLE, *column, BODY]) if text.isdecimal()] == column
