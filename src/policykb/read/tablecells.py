"""The cells of a table of a web page; nothing for a table that only lays out the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from policykb.read.visible import printed

Node = Any
# A cell that holds tables holds the page, not a value, where it is longer than this, or where
# what stands in tables is more than this share of the whole.
LONGEST = 400
WITHIN = 0.3


def grid(table: Node, read: Callable[[Node], str]) -> tuple[tuple[str, ...], ...]:
    """Cells of a data table as `read` gives them, spans filled with "", rows and columns two or
    more; empty for a table that only lays out a page."""
    rows = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    if len(rows) < 2 or _lays_out(table, rows):
        return ()
    cells: list[dict[int, str]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while x in cells[y]:
                x += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(y, min(y + down, len(rows))):
                cells[below].update({x + i: "" for i in range(across)})
            cells[y][x] = read(cell)
            x += across
    wide = max((max(row, default=-1) for row in cells), default=-1) + 1
    full = [tuple(row.get(x, "") for x in range(wide)) for row in cells]
    filled = [row for row in full if any(row)]
    columns = sum(any(row[x] for row in filled) for x in range(wide))
    return tuple(filled) if len(filled) >= 2 and columns >= 2 else ()


def _lays_out(table: Node, rows: list[Node]) -> bool:
    """Whether the tables inside the table are its parts, not something within a cell."""
    inner = [each for each in table.iterdescendants("table") if _outer(each) is table]
    if not inner:
        return False
    within = sum(_size(each) for each in inner)
    cells = [_size(cell) for row in rows for cell in row.iterchildren("td", "th")]
    return within > WITHIN * sum(cells) or max(cells, default=0) > LONGEST


def _outer(table: Node) -> Node:
    return next(table.iterancestors("table"))


def _size(node: Node) -> int:
    return len("".join(printed(node).split()))


def _span(cell: Node, name: str) -> int:
    found = re.match(r"\d{1,3}", cell.get(name, "1").strip())
    return max(1, min(int(found.group()), 100)) if found else 1
