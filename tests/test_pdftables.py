"""Ruled tables of PDF pages: whole over a page break, wherever the page cuts them."""

from pathlib import Path

import pytest
from forms import _drawn, packed_pdf

from policykb.clean import clean
from policykb.read import parsed

EDGES = (74.0, 174.0, 334.0, 514.0)
HIGH = 20.0


def grid(rows, top, foot=True):
    """A table from `top` down: a row is a list of cells, None for one that the left one covers and
    "|" for one that goes on from above (no line over it); "|x" the same with words in it. Without
    `foot` no line closes the last row."""
    drawn = []
    lines = [f"{x} {top} m {x} {top - HIGH * len(rows)} l S\n" for x in EDGES[:1] + EDGES[-1:]]
    for at, row in enumerate(rows):
        y = top - HIGH * at
        for x, (left, cell) in enumerate(zip(EDGES, row, strict=False)):
            right = EDGES[x + 1]
            if not (cell or "").startswith("|"):
                lines.append(f"{left} {y} m {right} {y} l S\n")
            if x and cell is not None:
                lines.append(f"{left} {y} m {left} {y - HIGH} l S\n")
            if cell not in (None, "|", ""):
                drawn.append(_drawn(left + 4, y - 14, 10, cell.lstrip("|")))
    low = top - HIGH * len(rows)
    lines.append(f"{EDGES[0]} {low} m {EDGES[-1]} {low} l S\n" if foot else "")
    return "".join([*lines, *drawn])


def text(lines, top):
    return "".join(_drawn(74, top - 24 * at, 14, line) for at, line in enumerate(lines))


HEAD = ["违法行为", "情形", "罚款"]
BODY = [["不公开信息的", "一次", "一万元"], ["|", "二次", "二万元"]]
FULL = (HEAD, ["不公开信息的", "一次", "一万元"], ["", "二次", "二万元"])
# name, the table's part on the first page, its part on the second, rows of the whole
# fmt: off
CUTS = [
    ("表头在前页", [HEAD], BODY, FULL),
    ("末行在后页", [HEAD, BODY[0]], [["再次不公开的", "二次", "二万元"]],
     (HEAD, BODY[0], ["再次不公开的", "二次", "二万元"])),
    ("跨行格的余字在后页", [HEAD, ["不按照规定公", "一次", "一万元"], ["|", "二次", "二万元"]],
     [["开信息的", "", ""]], (HEAD, ["不按照规定公开信息的", "一次", "一万元"], ["", "二次", "二万元"])),
    ("前页末行两格相连", [["依据", "某条例第二条", None]], [HEAD, *BODY], (["依据", "某条例第二条", ""], *FULL)),
]
# fmt: on


@pytest.mark.parametrize(
    ("first", "second", "whole"), [c[1:] for c in CUTS], ids=[c[0] for c in CUTS]
)
def test_a_table_cut_by_the_page_is_one(first, second, whole):
    foot = 90.0 + HIGH * len(first)
    above = ["一、裁量标准适用于本市各区，由市场监管部门按照职权执行。" for _ in range(4)]
    pages = [text(above, 760) + grid(first, foot), grid(second, 770) + text(["二、附则"], 400)]
    source = clean(parsed(Path("表.pdf"), packed_pdf([page.encode() for page in pages]), "pdf"))
    tables = [block for block in source.blocks if block.rows]
    assert [tuple(map(list, table.rows)) for table in tables] == [tuple(map(list, whole))]
    assert {place.page for place in tables[0].places} <= {1, 2}
    said = [block.text for block in source.blocks if not block.rows]
    assert said == [*above, "二、附则"]


# What a browser prints: no line closes the row that a page cuts, below or above.
OPEN = [
    ("在句末断开", [HEAD, ["甲", "公开信息。", ""]], [["|", "|再次公开。", "|一万元"]],
     ["甲", "公开信息。再次公开。", "一万元"]),
    ("首格的字在后页", [HEAD, ["", "公开信", "一万元"]], [["|甲", "|息", "|"], ["乙", "其他", "二万元"]],
     ["甲", "公开信息", "一万元"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "row"), [c[1:] for c in OPEN], ids=[c[0] for c in OPEN]
)
def test_a_row_without_a_line_at_the_page_s_end_is_one_row(first, second, row):
    above = ["一、裁量标准适用于本市各区，由市场监管部门按照职权执行。" for _ in range(4)]
    pages = [
        text(above, 760) + grid(first, 90.0 + HIGH * len(first), foot=False),
        grid(second, 770) + text(["二、附则"], 400),
    ]
    source = clean(parsed(Path("表.pdf"), packed_pdf([page.encode() for page in pages]), "pdf"))
    (table,) = [block for block in source.blocks if block.rows]
    assert [*map(list, table.rows)] == [HEAD, row, *second[1:]]
    assert [block.text for block in source.blocks if not block.rows] == [*above, "二、附则"]


def test_a_row_longer_than_a_page_is_one_row():
    parts = [
        grid([HEAD, ["甲", "公开信息。", "一万元"]], 90 + 2 * HIGH, foot=False),
        grid([["|", "|各类" if at == 3 else "|", "|"] for at in range(35)], 785, foot=False),
        grid([["|", "|事项。", "|"], ["乙", "其他", "二万元"]], 770),
    ]
    source = clean(parsed(Path("表.pdf"), packed_pdf([part.encode() for part in parts]), "pdf"))
    (table,) = source.blocks
    assert [*map(list, table.rows)] == [
        HEAD, ["甲", "公开信息。各类事项。", "一万元"], ["乙", "其他", "二万元"]
    ]  # fmt: skip
    assert [place.page for place in table.places] == [1, 1, 3]


def test_a_closed_row_is_not_joined_with_the_next_page_s():
    first, second = [HEAD, ["甲", "公开信息", "一万元"]], [["乙", "其他", "二万元"]]
    pages = [grid(first, 90.0 + 2 * HIGH), grid(second, 770)]
    source = clean(parsed(Path("表.pdf"), packed_pdf([page.encode() for page in pages]), "pdf"))
    (table,) = source.blocks
    assert [*map(list, table.rows)] == [*first, *second]


def test_raised_digits_of_cells_are_no_digits_of_their_numbers():
    rows = [["项目", "代码", "限值"], ["总氮", "", ""], ["总磷", "0721", "20"]]
    cells = [(178, 666, 10, "0720"), (198, 672, 6, "4"), (338, 666, 10, "10"), (348, 672, 6, "3")]
    drawn = grid(rows, 700) + "".join(_drawn(*cell) for cell in cells)
    (table,) = clean(parsed(Path("表.pdf"), packed_pdf([drawn.encode()]), "pdf")).blocks
    assert table.rows[1:] == (("总氮", "0720⁴", "10³"), ("总磷", "0721", "20"))


def test_a_frame_of_one_row_is_no_table():
    pages = [
        text(["一、说明"], 760) + grid([["请妥善保存", None, None]], 500),
        text(["二、附则"], 700),
    ]
    source = clean(parsed(Path("框.pdf"), packed_pdf([page.encode() for page in pages]), "pdf"))
    assert [block.text for block in source.blocks] == ["一、说明", "请妥善保存", "二、附则"]


def level(rows, top, rules):
    """Rows of cells, (dy, x, words) each, with level lines so far below `top`."""
    drawn = [f"{EDGES[0]} {top - y} m {EDGES[-1]} {top - y} l S\n" for y in rules]
    return "".join([*drawn, *(_drawn(x, top - y, 10, words) for y, x, words in rows)])


TITLES = [(14, 90, "城市"), (14, 200, "得分"), (14, 400, "位次")]
CITIES = [(34, 90, "甲市"), (34, 200, "85.2"), (34, 400, "1"),
          (52, 90, "乙市"), (52, 200, "83.6"), (52, 400, "2")]  # fmt: skip
WRAPPED = [(34, 200, "修缮渠道"), (42, 90, "甲市"), (42, 400, "六月"), (50, 200, "闸门"),
           (66, 200, "检查"), (74, 90, "乙市"), (74, 400, "七月"), (82, 200, "水库")]  # fmt: skip
LEVEL = [
    ("三线", TITLES + CITIES, (0, 20, 58), (("城市", "得分", "位次"), ("甲市", "85.2", "1"), ("乙市", "83.6", "2"))),
    ("格内两行", TITLES + WRAPPED, (0, 20, 90),
     (("城市", "得分", "位次"), ("甲市", "修缮渠道闸门", "六月"), ("乙市", "检查水库", "七月"))),
    ("栏目相连", [TITLES[0], (14, 200, "各县区的得分和在全市的位次排列以及上年的情况"), *CITIES], (0, 20, 58), ()),
    ("有跨行的格", [*TITLES, *CITIES[:4], (52, 200, "83.6")], (0, 20, 58), ()),
    ("线间是文字", [(14, 90, "渠道应当修缮，费用由市承担，区负责施工"), (34, 90, "水闸应当检查。")], (0, 20, 58), ()),
    ("相距很远", TITLES + CITIES, (0, 80, 120), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "rules", "whole"), [c[1:] for c in LEVEL], ids=[c[0] for c in LEVEL]
)
def test_tables_between_level_lines_alone(rows, rules, whole):
    data = packed_pdf([(text(["各市得分见下表。"], 760) + level(rows, 700, rules)).encode()])
    blocks = parsed(Path("表.pdf"), data, "pdf").blocks
    found = [block.rows for block in blocks if block.rows]
    assert found == ([whole] if whole else [])
    if not whole:  # then all of it is text
        said = "".join("".join(block.text for block in blocks).split())
        assert all(words in said for _, _, words in rows)


def test_words_in_a_cell_that_no_line_closes_are_kept():
    """One that goes on overleaf, as a browser prints it: the other cells end at a line."""
    rows = [HEAD, BODY[0], BODY[1]]
    low = 100.0
    closing = f"{EDGES[1]} {low} m {EDGES[3]} {low} l S\n"
    drawn = grid(rows, low + HIGH * len(rows), foot=False) + closing
    blocks = parsed(Path("表.pdf"), packed_pdf([drawn.encode()]), "pdf").blocks
    (found,) = [block.rows for block in blocks if block.rows]
    assert [list(row) for row in found] == list(FULL)
