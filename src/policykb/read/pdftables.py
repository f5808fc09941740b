"""Ruled tables of PDF pages, and those that cross pages made one."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from policykb.types import Block, Box, Place, Span

# A line in a cell that begins an item of its own.
_ITEM = re.compile(
    r"(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]|第[^ ]{1,5}[条章])"
)
MAX_NOTES = 8  # lines of notes below a table's part that its next part may follow
NOTE = 11.0  # points up to which print is small
_ASCII = re.compile(r"[\x21-\x7e]")


def tables_of_pages(data: bytes, numbers: Sequence[int]) -> dict[int, list[Block]]:
    """The ruled tables of these pages as table blocks, by page, from top to bottom."""
    if not numbers:
        return {}
    import pdfplumber

    found = {}
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in numbers:
            page = document.pages[number - 1]
            tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
            found[number] = [b for t in tables if (b := _block(t, number)) is not None]
            page.close()
    return found


def _block(table: Any, number: int) -> Block | None:
    """The table as a block; None for a frame or a drawing that is no table."""
    rows = [tuple(_cell(text) for text in row) for row in table.extract()]
    filled = [(row, line) for row, line in zip(rows, table.rows, strict=True) if any(row)]
    columns = sum(any(row[x] for row, _ in filled) for x in range(len(rows[0]))) if rows else 0
    if len(filled) < 2 or columns < 2:
        return None
    cells = tuple(row for row, _ in filled)
    boxes = [_rounded(line.bbox) for _, line in filled]
    return Block(
        text="",
        role="table",
        page=number,
        box=_rounded(table.bbox),
        rows=cells,
        places=_places(cells, [number] * len(cells), boxes),
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
    return a is None or b is None or (abs(a[0] - b[0]) < 12 and abs(a[2] - b[2]) < 12)


def _merged(first: Block, second: Block) -> Block:
    rows, places = list(first.rows), list(first.places)
    more, more_places = list(second.rows), list(second.places)
    while more and len(more) > 1 and more[0] in rows[:3]:
        more, more_places = more[1:], more_places[1:]
    if more and _cut(rows[-1], more[0]):
        rows[-1] = tuple(_cell(f"{a}\n{b}") for a, b in zip(rows[-1], more[0], strict=True))
        more, more_places = more[1:], more_places[1:]
    rows, places = rows + more, places + more_places
    pages, boxes = [p.page for p in places], [p.box for p in places]
    return replace(first, rows=tuple(rows), places=_places(rows, pages, boxes))


def _cut(above: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether a page's first row is the rest of the last row of the page before: it has no entry
    of its own in the first column, and what it has goes on in the middle of a sentence."""
    if below[0] or not any(below):
        return False
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    return all(a and a[-1] not in "。；;" and not _ITEM.match(b) for a, b in pairs)
