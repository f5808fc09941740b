"""Ruled tables of PDF pages, and those that cross pages made one."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policykb.types import Block, Box, Place, Span

# A line in a cell that begins an item of its own.
_ITEM = re.compile(
    r"(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]|第[^ ]{1,5}[条章])"
)
EDGE = 0.2  # share of the page's height in which a table's part lies at the page's head or foot
SHIFT = 12.0  # points by which the edges of a table differ from page to page
MAX_NOTES = 8  # lines of notes below a table's part that its next part may follow
NOTE = 11.0  # points up to which print is small
_ASCII = re.compile(r"[\x21-\x7e]")


def tables_of_pages(data: bytes, numbers: Sequence[int]) -> dict[int, list[Block]]:
    """The ruled tables of these pages as table blocks, by page, from top to bottom."""
    if not numbers:
        return {}
    import pdfplumber

    parts: dict[int, list[Part]] = {}
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in numbers:
            page = document.pages[number - 1]
            tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
            parts[number] = [_part(table, float(page.height)) for table in tables]
            page.close()
    return {
        number: [_block(whole, number) for part in found if (whole := _whole(part, number, parts))]
        for number, found in parts.items()
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a table: filled rows with their boxes, the left edges of its columns,
    and whether it begins near the page's head or ends near its foot."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    columns: tuple[float, ...]
    box: Box
    at_head: bool
    at_foot: bool


def _part(table: Any, height: float) -> Part:
    rows = [tuple(_cell(text) for text in row) for row in table.extract()]
    filled = [(row, line) for row, line in zip(rows, table.rows, strict=True) if any(row)]
    edges = sorted({round(cell[0], 1) for line in table.rows for cell in line.cells if cell})
    return Part(
        rows=tuple(row for row, _ in filled),
        boxes=tuple(_rounded(line.bbox) for _, line in filled),
        columns=tuple(edges),
        box=_rounded(table.bbox),
        at_head=table.bbox[1] < EDGE * height,
        at_foot=table.bbox[3] > (1 - EDGE) * height,
    )


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


def joined_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with tables that go on over a page made one: nothing but running heads between
    them, the same columns, the header row that is printed again dropped, a cut row mended."""
    done: list[Block] = []
    for block in blocks:
        before, notes = _table_before(done) if block.role == "table" else (None, [])
        if before is not None and _continues(done[before], block, notes):
            done[before] = _merged(done[before], block)
        else:
            done.append(block)
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


def _continues(first: Block, second: Block, notes: list[Block]) -> bool:
    """Notes in small print below a page's part are passed over where the header row is printed
    again."""
    if notes and (
        len(notes) > MAX_NOTES
        or first.rows[0] != second.rows[0]
        or any(note.page == second.page or (note.size or 12) > NOTE for note in notes)
    ):
        return False
    last = first.places[-1].page if first.places else first.page
    if last is None or second.page != last + 1 or len(first.rows[0]) != len(second.rows[0]):
        return False
    a, b = first.box, second.box
    return a is None or b is None or (abs(a[0] - b[0]) < SHIFT and abs(a[2] - b[2]) < SHIFT)


def _merged(first: Block, second: Block) -> Block:
    rows, places = list(first.rows), list(first.places)
    more, more_places = list(second.rows), list(second.places)
    while more and len(more) > 1 and more[0] in rows[:3]:
        more, more_places = more[1:], more_places[1:]
    if more and _cut(rows[-1], more[0]):
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
