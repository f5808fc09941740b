"""Tables between level lines alone, as reports and standards print them (三线表): one above the
titles of the columns, one below these, one at the end, which a page may lack where it breaks off.

Columns are where no word of any row stands; rows are told by their lines, of which a cell may have
several, set at one height or around one middle. What fits neither stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from policykb.types import Box

Word = dict[str, Any]  # pdfplumber's
Cells = dict[int, list[Word]]  # the words of a line by column
SAME = 6.0  # points by which the ends of a table's lines differ
LONG = 100.0  # points of a line at least
TALL = 70.0  # points of the column titles at most
APART = 0.7  # em of a gap between columns at least
FOOT = 0.91  # share of a page's height below which only its number stands
GAP = 2.0  # heights of a line between two rows at most
MOST = 12  # columns
_CAPTION = re.compile(r"[表图]\d")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of such a table with their boxes, the left edges of its columns, its box."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    columns: tuple[float, ...]
    box: Box


def grids(page: Any) -> list[Grid]:
    """The tables of a page from top to bottom."""
    rules = _rules(page)
    words = page.extract_words(x_tolerance=2, y_tolerance=3) if len(rules) > 1 else []
    found: list[Grid] = []
    at = 0
    while at + 1 < len(rules):
        third = rules[at + 2] if at + 2 < len(rules) else None
        closed = third is not None and _alike(rules[at], third)
        foot = third[2] if third and closed else FOOT * float(page.height)
        grid = _grid(words, rules[at], rules[at + 1], foot)
        if grid:
            found.append(grid)
        at += (2 + closed) if grid else 1
    return found


def _rules(page: Any) -> list[tuple[float, float, float]]:
    """(left, right, height) of the long level lines, drawn in pieces or not, from top to bottom."""
    rules: list[tuple[float, float, float]] = []
    for edge in sorted(page.horizontal_edges, key=lambda e: (round(e["top"]), e["x0"])):
        left, right, top = float(edge["x0"]), float(edge["x1"]), float(edge["top"])
        last = rules[-1] if rules else None
        if last and abs(last[2] - top) < 3 and left < last[1] + 3:
            rules[-1] = min(last[0], left), max(last[1], right), last[2]
        else:
            rules.append((left, right, top))
    return [rule for rule in rules if rule[1] - rule[0] > LONG]


def _alike(one: tuple[float, float, float], two: tuple[float, float, float]) -> bool:
    return abs(one[0] - two[0]) < SAME and abs(one[1] - two[1]) < SAME


def _grid(
    words: Sequence[Word],
    first: tuple[float, float, float],
    second: tuple[float, float, float],
    foot: float,
) -> Grid | None:
    """The table that begins with these two lines; None where there is none."""
    if not _alike(first, second) or second[2] - first[2] > TALL:
        return None
    titles = _between(words, first[2], second[2])
    body = _between(words, second[2], foot)
    columns = _columns(body)
    if not titles or not 1 < len(columns) <= MOST:
        return None
    if not _plain((*titles, *body), first, columns) or not _close(body, second[2]):
        return None
    heads = [_cells(line, columns) for line in _lines(titles)]
    rows = _rows([_cells(line, columns) for line in _lines(body)], len(columns))
    part = sum(len(row) < len(columns) for row in rows)  # as rows under a cell that spans them
    if not rows or max(map(len, heads)) < 2 or part > 0.1 * len(rows):
        return None
    every = [*heads, *rows]
    end = max(w["bottom"] for w in body) + 1
    sides = first[0], first[2], first[1], end
    return Grid(
        rows=tuple(tuple(_text(row.get(x, [])) for x in range(len(columns))) for row in every),
        boxes=tuple(_box([w for cell in row.values() for w in cell]) for row in every),
        columns=tuple(round(left, 1) for left, _ in columns),
        box=tuple(round(float(side), 1) for side in sides),  # type: ignore[arg-type]
    )


def _plain(
    words: Sequence[Word],
    rule: tuple[float, float, float],
    columns: Sequence[tuple[float, float]],
) -> bool:
    """Whether each word stands below the line and in one column, and none names another table."""
    return not any(
        w["x0"] < rule[0] - 2
        or w["x1"] > rule[1] + 2
        or _CAPTION.match(w["text"])
        or sum(_over(w, *column) for column in columns) != 1
        for w in words
    )


def _close(body: Sequence[Word], top: float) -> bool:
    """Whether the lines follow each other from the column titles on, as rows do."""
    foot = top
    for line in _lines(body):
        begin, end = min(w["top"] for w in line), max(w["bottom"] for w in line)
        if begin - foot > GAP * min(w["bottom"] - w["top"] for w in line):
            return False
        foot = end
    return True


def _between(words: Sequence[Word], top: float, bottom: float) -> list[Word]:
    return [w for w in words if top - 1 < (w["top"] + w["bottom"]) / 2 < bottom + 1]


def _columns(body: Sequence[Word]) -> list[tuple[float, float]]:
    """(left, right) of the runs of places where some word stands."""
    columns: list[tuple[float, float]] = []
    for word in sorted(body, key=lambda w: w["x0"]):
        gap = APART * (word["bottom"] - word["top"])
        if columns and word["x0"] - columns[-1][1] < gap:
            columns[-1] = columns[-1][0], max(columns[-1][1], word["x1"])
        else:
            columns.append((word["x0"], word["x1"]))
    return columns


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words in groups between which a level line would meet none."""
    lines: list[list[Word]] = []
    foot = 0.0
    for word in sorted(words, key=lambda w: w["top"]):
        if lines and word["top"] < foot - 1:
            lines[-1].append(word)
        else:
            lines.append([word])
            foot = 0.0
        foot = max(foot, word["bottom"])
    return lines


def _cells(line: Sequence[Word], columns: Sequence[tuple[float, float]]) -> Cells:
    """The words by the column that they stand in."""
    cells: Cells = {}
    for word in line:
        column = next(x for x, sides in enumerate(columns) if _over(word, *sides))
        cells.setdefault(column, []).append(word)
    return cells


def _over(word: Word, left: float, right: float) -> bool:
    return bool(word["x0"] < right and word["x1"] > left)


def _rows(lines: Sequence[Cells], columns: int) -> list[Cells]:
    """The lines made rows: one that fills most columns is a row's own, the others belong to those
    above or below; none where they do so neither with one top nor around one middle."""
    whole = [at for at, line in enumerate(lines) if len(line) >= max(2, ceil(columns / 2))]
    if not whole:
        return []
    ends = [0]  # where each row begins
    above = whole[0]
    for one, two in pairwise(whole):
        between = two - one - 1
        below = min(above, between) if whole[0] else between
        ends.append(one + 1 + below)
        above = between - below
    last = len(lines) - 1 - whole[-1]
    if last != above and (whole[0] or above):
        return []
    return [_joined(lines[a:b]) for a, b in pairwise([*ends, len(lines)])]


def _joined(lines: Sequence[Cells]) -> Cells:
    row: Cells = {}
    for line in lines:
        for column, words in line.items():
            row.setdefault(column, []).extend(words)
    return row


def _text(words: Sequence[Word]) -> str:
    """The words of a cell in reading order, with blanks between words of letters and digits."""
    text, last = "", None
    for word in sorted(words, key=lambda w: (round(w["top"] / 5), w["x0"])):
        said = word["text"]
        apart = last is not None and text[-1].isascii() and said[0].isascii()
        text += (" " if apart else "") + said
        last = word
    return text


def _box(words: Sequence[Word]) -> Box:
    return (
        round(float(min(w["x0"] for w in words)), 1),
        round(float(min(w["top"] for w in words)), 1),
        round(float(max(w["x1"] for w in words)), 1),
        round(float(max(w["bottom"] for w in words)), 1),
    )
