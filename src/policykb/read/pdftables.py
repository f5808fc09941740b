"""Ruled tables of PDF pages, and those that cross pages made one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from policykb.read.raised import raise_digits
from policykb.read.threeline import Grid, grids
from policykb.types import Block, Box, Place, Span

# A line in a cell that begins an item of its own.
_ITEM = re.compile(
    r"(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]|第[^ ]{1,5}[条章])"
)
EDGE = 0.2  # share of the page's height in which a table's part lies at the page's head or foot
SHIFT = 12.0  # points by which the edges of a table differ from page to page
SNAP = 3.0  # points between lines that are one (pdfplumber's own tolerance)
LEAST = 8.0  # points from which a stroke is a line
MAX_NOTES = 8  # lines of notes below a table's part that its next part may follow
NOTE = 11.0  # points up to which print is small
_ASCII = re.compile(r"[\x21-\x7e]")


def tables_of_pages(
    data: Callable[[], bytes], numbers: Sequence[int]
) -> tuple[dict[int, list[Block]], set[int]]:
    """(the ruled tables of these pages of a file as table blocks, by page, from top to bottom;
    pages at whose end a row is cut). The file is asked for where there are such pages."""
    if not numbers:
        return {}, set()
    import pdfplumber

    parts: dict[int, list[Part]] = {}
    with pdfplumber.open(io.BytesIO(data())) as document:
        for number in numbers:
            page = document.pages[number - 1]
            parts[number] = _parts(page)
            page.close()
    blocks = {
        number: [_block(whole, number) for part in found if (whole := _whole(part, number, parts))]
        for number, found in parts.items()
    }
    cut = {n for n, found in parts.items() if found and found[-1].open_foot}
    return blocks, {n for n in cut if parts.get(n + 1) and parts[n + 1][0].open_head}


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a table: filled rows with their boxes, the left edges of its columns,
    whether it begins near the page's head or ends near its foot, and whether no line closes its
    first or its last row there."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    columns: tuple[float, ...]
    box: Box
    at_head: bool
    at_foot: bool
    open_head: bool
    open_foot: bool


def _parts(page: Any) -> list[Part]:
    """The tables of a page from top to bottom."""
    raise_digits(page.chars)
    if not page.vertical_edges:
        return [_level(grid, float(page.height)) for grid in grids(page)]
    height, head, foot = float(page.height), *open_ends(page)
    ends = [rule for rule in (head, foot) if rule]
    tables = page.find_tables({"explicit_horizontal_lines": ends})
    parts = [_part(table, height) for table in sorted(tables, key=lambda table: table.bbox[1])]
    if parts and head and parts[0].boxes:
        at_rule = abs(parts[0].boxes[0][1] - head["top"]) < SNAP
        parts[0] = replace(parts[0], open_head=at_rule)
    if parts and foot and parts[-1].boxes:
        at_rule = abs(parts[-1].boxes[-1][3] - foot["top"]) < SNAP
        parts[-1] = replace(parts[-1], open_foot=at_rule)
    return parts


def _level(grid: Grid, height: float) -> Part:
    """A table between level lines alone."""
    return Part(
        rows=grid.rows,
        boxes=grid.boxes,
        columns=grid.columns,
        box=grid.box,
        at_head=grid.box[1] < EDGE * height,
        at_foot=grid.box[3] > (1 - EDGE) * height,
        open_head=False,
        open_foot=False,
    )


def open_ends(page: Any) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The lines that lack above a page's first upright ones and below its last ones, where these
    end together near the page's head or foot: a browser closes no row that it cuts there."""
    upright = [e for e in page.vertical_edges if e["bottom"] - e["top"] > LEAST]
    if not upright:
        return None, None
    top, bottom = min(e["top"] for e in upright), max(e["bottom"] for e in upright)
    zone = EDGE * float(page.height)
    begun = [e["x0"] for e in upright if e["top"] < top + SNAP]
    ended = [e["x0"] for e in upright if e["bottom"] > bottom - SNAP]
    return (
        _lacking(page, begun, top) if top < zone else None,
        _lacking(page, ended, bottom) if bottom > page.height - zone else None,
    )


def _lacking(page: Any, edges: Sequence[float], level: float) -> dict[str, Any] | None:
    """A line across upright ones at that height; None where two columns do not end there or one
    is drawn."""
    left, right = min(edges), max(edges)
    between = any(left + LEAST < x < right - LEAST for x in edges)
    drawn = any(
        abs(e["top"] - level) < SNAP and e["x1"] - e["x0"] > LEAST and left < e["x1"] < right + SNAP
        for e in page.horizontal_edges
    )
    if drawn or not between:
        return None
    side = {"x0": left, "x1": right, "width": right - left}
    rule = {"top": level, "bottom": level, "doctop": level, "height": 0.0}
    return {"object_type": "line_edge", "orientation": "h", **side, **rule}


def _part(table: Any, height: float) -> Part:
    said = _with_strays(table, table.extract())
    rows = [tuple(_cell(text) for text in row) for row in said]
    filled = [(row, line) for row, line in zip(rows, table.rows, strict=True) if any(row)]
    edges = sorted({round(cell[0], 1) for line in table.rows for cell in line.cells if cell})
    return Part(
        rows=tuple(row for row, _ in filled),
        boxes=tuple(_rounded(line.bbox) for _, line in filled),
        columns=tuple(edges),
        box=_rounded(table.bbox),
        at_head=table.bbox[1] < EDGE * height,
        at_foot=table.bbox[3] > (1 - EDGE) * height,
        open_head=False,
        open_foot=False,
    )


def _with_strays(table: Any, rows: list[list[str | None]]) -> list[list[str | None]]:
    """The rows with what a table shows in no cell: words of one that goes on overleaf, where no
    line closes it at the page's foot."""
    left, top, right, bottom = table.bbox
    inside = [
        char
        for char in table.page.chars
        if char["text"].strip()
        and top < _middle(char)[1] < bottom
        and left < _middle(char)[0] < right
    ]
    told = sum(len("".join((text or "").split())) for row in rows for text in row)
    if len(inside) <= told:
        return rows
    cells = [cell for row in table.rows for cell in row.cells if cell]
    edges = sorted({cell[0] for cell in cells})
    last: dict[int, tuple[int, float]] = {}  # column: the row that its words began in, their foot
    for char in inside:
        x, y = _middle(char)
        if any(c[0] <= x < c[2] and c[1] <= y < c[3] for c in cells):
            continue
        column = sum(edge <= x for edge in edges) - 1
        row, foot = last.get(column, (-1, 0.0))
        if row < 0 or char["top"] - foot > char["bottom"] - char["top"]:
            row = sum(each.bbox[1] <= y for each in table.rows) - 1
        last[column] = row, char["bottom"]
        if 0 <= column < len(rows[row]):
            rows[row][column] = (rows[row][column] or "") + char["text"]
    return rows


def _middle(char: dict[str, Any]) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _whole(part: Part, number: int, parts: Mapping[int, Sequence[Part]]) -> Part | None:
    """The part as one of a table; None for a frame or a drawing that is none.

    A single row is one where the page before or after has more of the same table, in whose columns
    it is then set: a page may end behind a table's first row, or begin with the rest of its last.
    """
    columns = {x for row in part.rows for x, cell in enumerate(row) if cell}
    if len(part.rows) > 1 and len(columns) > 1:
        return part
    if len(part.rows) != 1:
        return None
    beside = [*parts.get(number - 1, [])[-1:]] if part.at_head else []
    beside += [*parts.get(number + 1, [])[:1]] if part.at_foot else []
    for other in beside:
        row = _set_in(part, other)
        if row and len(other.rows) > 1 and (other.at_foot or other.at_head):
            return replace(part, rows=(row,), columns=other.columns)
    return None


def _set_in(part: Part, other: Part) -> tuple[str, ...]:
    """The part's single row in the columns of another; empty where they are not the same table."""
    a, b = part.box, other.box
    if abs(a[0] - b[0]) > SHIFT or abs(a[2] - b[2]) > SHIFT or len(part.columns) < 2:
        return ()
    row = [""] * len(other.columns)
    for left, cell in zip(part.columns, part.rows[0], strict=False):
        near = [at for at, edge in enumerate(other.columns) if abs(edge - left) < SHIFT / 2]
        if not near:
            return ()
        row[near[0]] = cell
    return tuple(row)


def _block(part: Part, number: int) -> Block:
    """The part as a block."""
    return Block(
        text="",
        role="table",
        page=number,
        box=part.box,
        rows=part.rows,
        places=_places(part.rows, [number] * len(part.rows), part.boxes),
    )


def _rounded(box: Sequence[float]) -> Box:
    left, top, right, bottom = (round(float(side), 1) for side in box)
    return left, top, right, bottom


def _places(
    rows: Sequence[tuple[str, ...]], pages: Sequence[int], boxes: Sequence[Box | None]
) -> tuple[Place, ...]:
    """One place per row; spans are of the rows joined by newlines, their cells by tabs."""
    places, at = [], 0
    for row, page, box in zip(rows, pages, boxes, strict=True):
        length = len("\t".join(row))
        places.append(Place(span=Span(at, at + length), page=page, box=box))
        at += length + 1
    return tuple(places)


def _cell(text: str | None) -> str:
    """A cell's text: its wrapped lines joined, its items on lines of their own."""
    done = ""
    for line in (text or "").split("\n"):
        line = line.strip()
        if not done or not line:
            done += line
        elif _ITEM.match(line) or done[-1] in "。；;":
            done += "\n" + line
        elif _ASCII.match(done[-1]) and _ASCII.match(line[0]):
            done += " " + line
        else:
            done += line
    return done


def within(inner: Box, outer: Box) -> bool:
    """Whether the middle of one box lies inside the other."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def joined_tables(blocks: Sequence[Block], cut: Set[int] = frozenset()) -> tuple[Block, ...]:
    """The blocks with tables that go on over a page made one: nothing but running heads between
    them, the same columns, the header row that is printed again dropped, a cut row mended. `cut`
    are pages known to end inside a row."""
    done: list[Block] = []
    page = 0  # on which the last table ends
    for block in blocks:
        if block.role != "table":
            done.append(block)
            continue
        before, notes = _table_before(done)
        if before is not None and block.page == page + 1 and _same(done[before], block, notes):
            done[before] = _merged(done[before], block, page in cut)
        else:
            done.append(block)
        page = block.page or 0
    return tuple(done)


def _table_before(done: Sequence[Block]) -> tuple[int | None, list[Block]]:
    """(index of the last table, lines of text after it)."""
    notes: list[Block] = []
    for at in range(len(done) - 1, -1, -1):
        if done[at].role == "table":
            return at, notes
        if done[at].role not in ("header", "footer") and done[at].text.strip():
            notes.append(done[at])
    return None, notes


def _same(first: Block, second: Block, notes: list[Block]) -> bool:
    """Whether the second is the first, gone on overleaf: set in the same columns. Notes in small
    print below a page's part are passed over where the header row is printed again."""
    if notes and (
        len(notes) > MAX_NOTES
        or first.rows[0] != second.rows[0]
        or any(note.page == second.page or (note.size or 12) > NOTE for note in notes)
    ):
        return False
    if len(first.rows[0]) != len(second.rows[0]):
        return False
    a, b = first.box, second.box
    return a is None or b is None or (abs(a[0] - b[0]) < SHIFT and abs(a[2] - b[2]) < SHIFT)


def _merged(first: Block, second: Block, cut: bool) -> Block:
    rows, places = list(first.rows), list(first.places)
    more, more_places = list(second.rows), list(second.places)
    while more and len(more) > 1 and more[0] in rows[:3]:
        more, more_places = more[1:], more_places[1:]
    if more and (cut or _cut(rows[-1], more[0])):
        rows[-1] = tuple(_cell(f"{a}\n{b}") for a, b in zip(rows[-1], more[0], strict=True))
        more, more_places = more[1:], more_places[1:]
    elif len(more) == 1 and (begun := _begun(rows, more[0])) is not None:
        rows[begun] = tuple(_cell(f"{a}\n{b}") for a, b in zip(rows[begun], more[0], strict=True))
        more, more_places = [], []
    rows, places = rows + more, places + more_places
    pages, boxes = [p.page for p in places], [p.box for p in places]
    return replace(first, rows=tuple(rows), places=_places(rows, pages, boxes))


def _begun(rows: Sequence[tuple[str, ...]], rest: tuple[str, ...]) -> int | None:
    """The row in whose cell, which spans the rows below it, the only words of a row go on."""
    held = [column for column, cell in enumerate(rest) if cell]
    if len(held) != 1 or _ITEM.match(rest[held[0]]):
        return None
    below_head = range(len(rows) - 2, 0, -1)  # the last row has no rows that it could span
    at = next((at for at in below_head if rows[at][held[0]]), None)
    closed = rows[-1][held[0]] or at is None or rows[at][held[0]][-1] in "。；;"
    return None if closed else at


def _cut(above: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether a page's first row is the rest of the last row of the page before: it has no entry
    of its own in the first column, and what it has goes on in the middle of a sentence."""
    if below[0] or not any(below):
        return False
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    return all(a and a[-1] not in "。；;" and not _ITEM.match(b) for a, b in pairs)
