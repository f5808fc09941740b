"""Tables that a text shows only by its blanks: rows of as many cells, parted by tabs, or most of
them numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from policykb.clean.shapes import LEADERS, counts_on, numbered
from policykb.clean.spacing import plain
from policykb.types import Block, Place, Span

_NUMBER = re.compile(r"[-+±]?[\d,]{1,12}(?:\.\d{1,6})?[%％‰]?$|[-—–/]$")
_RUNG = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){0,4}[.．]?$")
_BULLETS = frozenset("-—–*•·●■◆▪")
_TAB = 2.0  # em that the reader counts for a tab at a line's beginning
_STRAY = re.compile(r"(?<=\d)\s(?=[年月日个家万亿元%])")


def gridded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each run of such rows made one table block: three or more, or two parted by
    tabs, the head and a row."""
    done: list[Block] = []
    lines = [b for b in blocks if b.role != "line" or b.text.strip()]
    at, blanks, rungs = 0, _blanks(blocks), _rungs(lines)
    while at < len(lines):
        tabbed = _tabbed(lines, at)
        end = at + len(tabbed) if tabbed else _end_of_grid(lines, at, rungs)
        if tabbed:
            done.append(_of_cells(lines[at:end], tabbed))
        elif end - at >= 3:
            head = _head(done, len(_cells(lines[at].text)))
            done.append(_table([*head, *lines[at:end]]))
        else:
            end = at + 1
            if at in blanks:
                done.append(Block(text=""))
            done.append(lines[at])
        at = end
    return done


def _blanks(blocks: Sequence[Block]) -> set[int]:
    """Positions among the filled blocks before which a blank one stands."""
    found, count = set(), 0
    for block in blocks:
        if block.role == "line" and not block.text.strip():
            found.add(count)
        else:
            count += 1
    return found


def _cells(text: str) -> list[str]:
    return text.split()


def _tabbed(lines: Sequence[Block], at: int) -> list[list[str]]:
    """The cells of the rows from `at` on that a table pasted as text has: three or more columns in
    each. Empty where there are not two rows.

    Words with tabs between them are cells whatever they say; two columns may as well be a label and
    its value, and a number with the page at the line's end is an entry of the contents.
    """
    rows: list[list[str]] = []
    for line in lines[at:]:
        cells = line.text.split("\t") if line.role == "line" else []
        if rows and line.indent and len(cells) < len(rows[0]):  # empty cells begin the row
            cells = [""] * round(line.indent / _TAB) + cells
        entry = numbered(cells[0] + " ") and cells[-1].strip().isdecimal() if cells else False
        if len(cells) < 3 or entry or (rows and len(cells) != len(rows[0])):
            break
        if sum(bool(cell.strip()) for cell in cells) < 2 or cells[0].rstrip().endswith(("：", ":")):
            break
        rows.append(cells)
    return rows if len(rows) > 1 else []


def _rungs(lines: Sequence[Block]) -> set[int]:
    """Lines of a rising decimal outline: `2 预警`, `2.1 监测`, `2.2 预防`.

    Headings that follow each other without a text between (a table of contents, a chapter that
    begins with its clauses) look like two cells, one of them a number; but the numbers of a table
    do not count on like that.
    """
    opened = [_rung(line) for line in lines]
    found: set[int] = set()
    for index, (one, two) in enumerate(pairwise(opened)):
        if max(len(one), len(two)) > 1 and counts_on(one, two):
            found |= {index, index + 1}
    return found


def _rung(line: Block) -> tuple[int, ...]:
    """The numbers of `2.1 监测`, or of `2.1 监测 7` with its page; empty for any other line."""
    cells = _cells(line.text) if line.role == "line" else []
    words = [cell for cell in cells[1:] if not _NUMBER.match(cell)]
    if not 2 <= len(cells) <= 3 or len(words) != 1 or cells[1] != words[0]:
        return ()
    if _RUNG.match(cells[0]) is None or (len(cells) == 3 and not cells[2].isdecimal()):
        return ()
    return tuple(int(part) for part in re.split("[.．]", cells[0].rstrip(".．")))


def _end_of_grid(lines: Sequence[Block], at: int, rungs: set[int]) -> int:
    """Index after the last row like the one at `at`; `at` itself where that is no row."""
    size = len(_cells(lines[at].text))
    end = at
    while end < len(lines) and end not in rungs and _is_row(lines[end], size):
        end += 1
    return end


def _is_row(block: Block, size: int) -> bool:
    if block.role != "line" or size < 2 or LEADERS.search(block.text):
        return False
    cells = _cells(block.text)
    if size == 2 and cells[0] in _BULLETS:
        return False
    numbers = sum(_NUMBER.match(cell) is not None for cell in cells)
    return len(cells) == size and numbers * 2 >= size and all(len(cell) <= 24 for cell in cells)


def _head(done: list[Block], size: int) -> list[Block]:
    """The row of column titles, taken off the end of `done`."""
    while done and done[-1].role == "line" and not done[-1].text.strip():
        done.pop()
    if done and done[-1].role == "line":
        text = _STRAY.sub("", done[-1].text)
        if len(_cells(text)) == size and not re.search("[。；，]", text):
            return [replace(done.pop(), text=text)]
    return []


def _table(rows: list[Block]) -> Block:
    """One table of the rows, with the place of each row's line."""
    return _of_cells(rows, [_cells(row.text) for row in rows])


def _of_cells(rows: Sequence[Block], said: Sequence[Sequence[str]]) -> Block:
    cells = tuple(tuple(plain(cell) for cell in row) for row in said)
    places = tuple(place for row in rows for place in row.places)
    first = rows[0]
    return Block(
        text="",
        role="table",
        page=first.page,
        box=first.box,
        rows=cells,
        places=row_places(cells, places),
    )


def row_places(rows: Sequence[Sequence[str]], places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of a table's rows as spans of its text, rows joined by newlines and cells by
    tabs; none where there is not one place for each row."""
    if len(rows) != len(places):
        return ()
    spans, at = [], 0
    for row in rows:
        length = len("\t".join(row))
        spans.append(Span(at, at + length))
        at += length + 1
    return tuple(replace(p, span=span) for p, span in zip(places, spans, strict=True))
