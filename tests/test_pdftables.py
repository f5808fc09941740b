"""Ruled tables of PDF pages: whole over a page break, wherever the page cuts them."""

from pathlib import Path

import pytest
from forms import _drawn, packed_pdf

from policykb.clean import clean
from policykb.read import parsed

EDGES = (74.0, 174.0, 334.0, 514.0)
HIGH = 20.0


def grid(rows, top):
    """A table from `top` down: a row is a list of cells, None for one that the left one covers and
    "|" for one that goes on from above (no line over it)."""
    drawn = []
    lines = [f"{x} {top} m {x} {top - HIGH * len(rows)} l S\n" for x in EDGES[:1] + EDGES[-1:]]
    for at, row in enumerate(rows):
        y = top - HIGH * at
        for x, (left, cell) in enumerate(zip(EDGES, row, strict=False)):
            right = EDGES[x + 1]
            if cell != "|":
                lines.append(f"{left} {y} m {right} {y} l S\n")
            if x and cell is not None:
                lines.append(f"{left} {y} m {left} {y - HIGH} l S\n")
            if cell not in (None, "|", ""):
                drawn.append(_drawn(left + 4, y - 14, 10, cell))
    foot = top - HIGH * len(rows)
    lines.append(f"{EDGES[0]} {foot} m {EDGES[-1]} {foot} l S\n")
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


def test_a_frame_of_one_row_is_no_table():
    pages = [
        text(["一、说明"], 760) + grid([["请妥善保存", None, None]], 500),
        text(["二、附则"], 700),
    ]
    source = clean(parsed(Path("框.pdf"), packed_pdf([page.encode() for page in pages]), "pdf"))
    assert [block.text for block in source.blocks] == ["一、说明", "请妥善保存", "二、附则"]
