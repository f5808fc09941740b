"""Pages set in two columns, one read after the other.

A page of many lines shows its columns by itself. One of few, as the last of a text whose columns
end level, shows them in that the text goes back up the page from the first to the second, where
another page of the document has columns as far apart, or both are running text justified to one
width. A list of names in two columns is neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policykb.types import Block, Box

MANY = 6  # lines of a column, and
SHARE = 0.25  # share of the page's lines, from which it shows by itself
TURNS = 4  # changes of column: titles across both may divide the page
OVER = 6.0  # points by which a line may stand over the middle
ALIKE = 1.2  # em by which edges of one form differ: a mark may hang over
NARROWEST = 8.0  # em
MARKS = frozenset("，。；")


def columned(pages: Sequence[Sequence[Block]]) -> list[list[int]]:
    """For each page of blocks with boxes: 1 and 2 for the lines of its columns, 0 for others."""
    boxes = [[block.box for block in page if block.box] for page in pages]
    found = [_clear(page) for page in boxes]
    lefts = {_lefts(b, c) for b, c in zip(boxes, found, strict=True) if any(c)}
    for at, page in enumerate(pages):
        if page and not any(found[at]):
            found[at] = _short(page, boxes[at], lefts)
    return found


def _clear(boxes: Sequence[Box]) -> list[int]:
    """The columns of a page of many lines; all 0 where it shows none."""
    columns = _halves(boxes)
    turns = sum(a != b for a, b in pairwise(c for c in columns if c))
    few = min(columns.count(1), columns.count(2)) < max(MANY, SHARE * len(boxes))
    return [0] * len(boxes) if few or turns > TURNS else columns


def _halves(boxes: Sequence[Box]) -> list[int]:
    middle = (min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2 if boxes else 0.0
    return [2 if b[0] > middle - OVER else 1 if b[2] < middle + OVER else 0 for b in boxes]


def _lefts(boxes: Sequence[Box], columns: Sequence[int]) -> tuple[float, float]:
    return _edges(boxes, columns, 1)[0], _edges(boxes, columns, 2)[0]


def _edges(boxes: Sequence[Box], columns: Sequence[int], column: int) -> tuple[float, float]:
    inside = [box for box, c in zip(boxes, columns, strict=True) if c == column]
    return min(box[0] for box in inside), max(box[2] for box in inside)


def _short(
    page: Sequence[Block], boxes: Sequence[Box], lefts: set[tuple[float, float]]
) -> list[int]:
    """The columns of a page of few lines; all 0 where it shows none. `lefts` are the left edges of
    the columns of other pages, which those of this one may have further in or out."""
    size = sorted(block.size or 12.0 for block in page)[len(page) // 2]
    own = min(box[0] for box in boxes)
    for second in sorted({edge for a, b in lefts for edge in (b, own + b - a)}):
        columns = _parted(boxes, second, ALIKE * size)
        if _rises(boxes, columns):
            return columns
    columns = _halves(boxes)
    if _rises(boxes, columns) and _running(page, boxes, columns, size):
        return columns
    return [0] * len(boxes)


def _parted(boxes: Sequence[Box], second: float, slack: float) -> list[int]:
    """The columns of lines, where the second one has that left edge."""
    return [2 if b[0] > second - slack else 1 if b[2] < second else 0 for b in boxes]


def _rises(boxes: Sequence[Box], columns: Sequence[int]) -> bool:
    """Whether the text goes once from the first column to the second, and back up the page."""
    inside = [(c, box) for c, box in zip(columns, boxes, strict=True) if c]
    turns = [(a, b) for a, b in pairwise(inside) if a[0] != b[0]]
    return len(turns) == 1 and turns[0][0][0] == 1 and turns[0][1][1][1] < turns[0][0][1][1]


def _running(
    page: Sequence[Block], boxes: Sequence[Box], columns: Sequence[int], size: float
) -> bool:
    """Whether both columns are sentences set to one width, two lines of each at its edge."""
    widths = []
    for column in (1, 2):
        left, right = _edges(boxes, columns, column)
        lines = [block for block, c in zip(page, columns, strict=True) if c == column]
        full = [b for b in lines if b.box and right - b.box[2] < ALIKE * size]
        if len(full) < 2 or not any(MARKS & set(block.text) for block in full):
            return False
        widths.append(right - left)
    return min(widths) > NARROWEST * size and abs(widths[0] - widths[1]) < ALIKE * size
