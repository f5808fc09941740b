"""Numbers of clauses that a PDF prints as pictures: 3.1 drawn before the text that it counts.

Standards made with some publishing programs have their numbers so; the text layer knows nothing of
them. Where OCR is installed, the small pictures that stand where a number stands are read, and
those that read as a number become one; where it is not, the document is warned of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from policykb.read.pdfpage import Line
from policykb.types import Box

LABEL = re.compile(
    r"(?:[1-9]\d?|[A-Z](?=[.．]))(?:[.．]\d{1,2}){0,5}[.．、]?"
    r"|[（(](?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[）)]|[a-z][）)]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百零]{1,5}[编章节条]"
)
INDENT = 3.0  # sizes of type by which a number alone in its line may be indented
Reader = Callable[[Sequence[Box]], Sequence[str]]  # what stands in pictures at these places


def numbers_of(found: Sequence[Line], pictures: Sequence[Box]) -> list[Box]:
    """Those of the pictures that stand where the number of a clause would: first in their line."""
    if not found or not pictures:
        return []
    left, size = min(line.box[0] for line in found), median(line.size for line in found)
    first = [box for box in pictures if not any(_before(line, box) for line in found)]
    return [
        box
        for box in first
        if box[3] - box[1] < 2 * size
        and (box[0] - left < INDENT * size or any(_after(line, box) for line in found))
    ]


def labelled(found: list[Line], pictures: Sequence[Box], read: Reader) -> tuple[list[Line], int]:
    """(the lines with the numbers among the pictures put before them, how many there were)."""
    lines, count = list(found), 0
    for box, text in zip(pictures, read(pictures), strict=True):
        label = "".join(text.split())
        if LABEL.fullmatch(label):
            lines, count = _with_label(lines, box, label), count + 1
    return lines, count


def _with_label(lines: list[Line], box: Box, label: str) -> list[Line]:
    """The lines with a number before the one that begins behind it, or in a line of its own."""
    behind = [at for at, line in enumerate(lines) if _after(line, box)]
    if behind:
        at = min(behind, key=lambda at: lines[at].box[0])
        line = lines[at]
        text, around = f"{label} {line.text}", _around(box, line.box)
        return [*lines[:at], replace(line, text=text, box=around), *lines[at + 1 :]]
    below = [at for at, line in enumerate(lines) if _below(line, box)]
    at = min(below, key=lambda at: lines[at].box[1], default=len(lines))
    like = lines[min(at, len(lines) - 1)]
    return [*lines[:at], replace(like, text=label, box=box, role="line"), *lines[at:]]


def _level(line: Line, box: Box) -> bool:
    shared = min(line.box[3], box[3]) - max(line.box[1], box[1])
    return shared > 0.5 * min(line.box[3] - line.box[1], box[3] - box[1])


def _before(line: Line, box: Box) -> bool:
    return _level(line, box) and line.box[0] < box[0]


def _after(line: Line, box: Box) -> bool:
    return _level(line, box) and line.box[0] >= box[0]


def _below(line: Line, box: Box) -> bool:
    """Whether a line stands below a picture, in the same column."""
    return line.box[1] >= box[1] and line.box[0] - INDENT * line.size <= box[0] <= line.box[2]


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
