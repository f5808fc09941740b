"""Blocks of a cleaned Source → the fixed text of a document, its lines, places and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from policykb.parse.unroll import unrolled
from policykb.types import Block, Place, Source, Span, Table

FURNITURE = frozenset({"header", "footer"})
LATIN_END = re.compile(r"[0-9A-Za-z.]$")
HAN_GAP = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])")
CAPTION = re.compile(
    r"(?:续?表|专栏)\s*[0-9０-９一二三四五六七八九十A-Z]{0,4}[\s.．:：\-—–]|单位[:：]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph or table of the text: `text` stands at `start` of the document's text."""

    start: int
    text: str
    block: Block

    @property
    def end(self) -> int:
        """Where the line ends (its line break is not part of it)."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The line's range."""
        return Span(self.start, self.end)

    @property
    def is_table(self) -> bool:
        """Whether the line is a table."""
        return bool(self.block.rows)


def lines_of(source: Source) -> tuple[Line, ...]:
    """The paragraphs and tables in order; furniture and empty blocks are left out."""
    found: list[Line] = []
    position = 0
    for block in unrolled(source.blocks):
        text = "" if block.role in FURNITURE else printed(block)
        if text:
            found.append(Line(start=position, text=text, block=block))
            position += len(text) + 1
    return tuple(found)


def text_of(lines: Iterable[Line]) -> str:
    """`Document.text`: the lines joined by line breaks."""
    return "\n".join(line.text for line in lines)


def printed(block: Block) -> str:
    """A block as it is printed: its automatic number belongs to it."""
    if block.rows:
        return "\n".join("\t".join(cell_text(cell) for cell in row) for row in block.rows)
    return numbered(block) + block.text.strip()


def numbered(block: Block) -> str:
    """The automatic number with the space that a reader sees after 1 and 第一条, not after 一、."""
    number = block.number.strip()
    if not number or block.text.lstrip().startswith(number):
        return ""
    return number + (" " if LATIN_END.search(number) or number[0] == "第" else "")


def cell_text(cell: str) -> str:
    """A cell on one line: breaks inside Chinese words vanish, others become a space."""
    return " ".join(HAN_GAP.sub("", cell).split())


def places_of(lines: Iterable[Line]) -> tuple[Place, ...]:
    """Where on the pages the text stands, as spans of the document's text."""
    found: list[Place] = []
    for line in lines:
        block = line.block
        moved = _moved(line)
        if moved:
            found += moved
        elif block.page is not None:
            found.append(Place(span=line.span, page=block.page, box=block.box))
    return tuple(found)


def _moved(line: Line) -> list[Place]:
    """The places of a block on its line: an automatic number belongs to the first of them.

    A reader gives the places of a table as spans of its rows, cells joined as they are here.
    """
    block = line.block
    if block.rows:
        shift, ahead = line.start, 0
    else:
        ahead = len(line.text) - len(block.text.strip())
        shift = line.start + ahead - (len(block.text) - len(block.text.lstrip()))
    moved: list[Place] = []
    for place in block.places:
        start, end = place.span.start + shift, min(line.end, place.span.end + shift)
        start = line.start if not moved else max(line.start, start)
        if start < end:
            moved.append(Place(span=Span(start, end), page=place.page, box=place.box))
    return moved


def table_of(line: Line, eid: str, caption: str) -> Table:
    """The table that stands in `line`: every cell as a span of the document's text."""
    position = line.start
    rows: list[tuple[Span, ...]] = []
    for row in line.block.rows:
        cells: list[Span] = []
        for cell in row:
            width = len(cell_text(cell))
            cells.append(Span(position, position + width))
            position += width + 1
        rows.append(tuple(cells))
    return Table(
        eid=eid,
        span=line.span,
        cells=tuple(rows),
        caption=caption,
        header_rows=_header_rows(line.block.rows),
        page=line.block.page,
    )


def _header_rows(rows: tuple[tuple[str, ...], ...]) -> int:
    """1, or 2 where a head cell spans columns (readers repeat it in each) and the next row
    names them."""
    if len(rows) < 3:
        return 1 if len(rows) > 1 else 0
    head = [cell.strip() for cell in rows[0]]
    return 2 if any(a and a == b for a, b in pairwise(head)) else 1


def caption_before(lines: tuple[Line, ...], index: int) -> str:
    """The caption printed above the table at `index`; empty if none is."""
    for line in reversed(lines[max(0, index - 2) : index]):
        if line.is_table:
            return ""
        if line.block.role == "caption" or (len(line.text) <= 60 and CAPTION.match(line.text)):
            if not line.text.startswith("单位"):
                return line.text
        else:
            return ""
    return ""
