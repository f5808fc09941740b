"""How printed lines stand: their edges, the margin they were set to, how paragraphs are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from policykb.clean.shapes import CLOSING, chinese, final, numbered, width
from policykb.types import Block

WINDOW = 14  # lines looked at on either side for the margin; about half a page
SLACK = 1.2  # em by which justified lines differ


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with its edges in em; `margin` is where lines like it end."""

    block: Block
    text: str
    left: float
    right: float
    margin: float = 0.0
    gap: bool = False  # a blank line stands before it where blank lines mean something
    indents: bool = False  # first lines near it are visibly indented

    @property
    def shown(self) -> float:
        """Em of indentation that the text itself shows; 0 where boxes tell the edges."""
        return self.block.indent or 0.0 if self.block.box is None else 0.0

    @property
    def room(self) -> float:
        """Em left between the line's end and the margin."""
        return self.margin - self.right


@dataclass(frozen=True, slots=True)
class Habits:
    """How this text marks its paragraphs."""

    spaces: bool  # a trailing space stands at the end of a paragraph
    unwrapped: bool  # every line is a paragraph
    lost: float  # em of indentation that first lines had in print and the text has lost


def measured(blocks: Sequence[Block]) -> list[Line]:
    """The lines that hold text, with their edges and margins in em."""
    full = [block for block in blocks if block.text.strip()]
    lines = [_line(b, gap) for b, gap in zip(full, _gaps(blocks), strict=True)]
    if any(line.block.box for line in lines):
        lines = [_from_edge(lines, at) for at in range(len(lines))]
    return [
        replace(line, margin=_margin(lines, at), indents=_indented(_near(lines, at)))
        for at, line in enumerate(lines)
    ]


def _from_edge(lines: list[Line], at: int) -> Line:
    """The line measured from the left edge of the text near it rather than of the page."""
    edge = _edge([-other.left for other in _near(lines, at)])
    base = -edge if edge is not None else min(other.left for other in _near(lines, at))
    line = lines[at]
    return replace(line, left=line.left - base, right=line.right - base)


def _near(lines: list[Line], at: int) -> list[Line]:
    return lines[max(0, at - WINDOW) : at + WINDOW + 1]


def _gaps(blocks: Sequence[Block]) -> list[bool]:
    """For each text line whether a blank one stands before it; all False where most have one."""
    gaps, blank = [], False
    for block in blocks:
        if block.text.strip():
            gaps.append(blank)
            blank = False
        else:
            blank = True
    boxed = any(block.box is not None for block in blocks)
    return gaps if boxed or sum(gaps) <= 0.4 * len(gaps) else [False] * len(gaps)


def _line(block: Block, gap: bool) -> Line:
    text = block.text.strip()
    if block.box is not None and block.size:
        left, right = block.box[0] / block.size, block.box[2] / block.size
    else:
        left = block.indent or 0.0
        right = left + width(text)
    return Line(block, text, left, right, gap=gap)


def _margin(lines: list[Line], at: int) -> float:
    """The right margin near a line: the smaller of what stands before and after it, so that a
    change of the page's width inside a text is met on the right side."""
    before = _edge([line.right for line in lines[max(0, at - WINDOW) : at + 1]])
    after = _edge([line.right for line in lines[at : at + WINDOW + 1]])
    if before and after and min(before, after) > 0.75 * max(before, after):
        return min(before, after)
    if before or after:
        return max(before or 0.0, after or 0.0)
    return _edge([line.right for line in lines]) or max(line.right for line in _near(lines, at))


def _edge(rights: list[float]) -> float | None:
    """Where full lines end: the middle of the largest group of at least three within an em and a
    half; None where no three lines end together."""
    ordered = sorted(rights, reverse=True)
    for at, right in enumerate(ordered[:-2]):
        group = [other for other in ordered[at:] if right - other <= SLACK]
        if len(group) >= 3:
            return group[len(group) // 2]
    return None


def habits(lines: list[Line]) -> Habits:
    """How this text marks its paragraphs."""
    wide = [line for line in lines if chinese(line.text)]
    long = [line for line in wide if len(line.text) >= 20]
    ends = sum(final(line.text) or line.text[-1] in "：；:;" for line in long)
    return Habits(
        spaces=_spaces_mark_ends(wide),
        unwrapped=bool(long) and ends >= 0.7 * len(long),
        lost=_lost(long),
    )


def _lost(lines: list[Line]) -> float:
    """How far numbered first lines whose sentence goes on stop short of the margin, in em, their
    visible indentation added. 0 where it cannot be known or nothing is lost."""
    first = [
        line
        for line in lines
        if numbered(line.text)
        and "。" in line.text[4:-1]
        and line.text[-1] not in CLOSING
        and line.room < 0.3 * line.margin
    ]
    rooms = sorted(line.room for line in first)
    if len(first) < 3 or rooms[len(rooms) // 2] < 1:
        return 0.0
    return sorted(line.room + line.shown for line in first)[len(first) // 2]


def _spaces_mark_ends(lines: list[Line]) -> bool:
    """Whether short lines end in a space and full ones do not."""
    short = [line.block.text[-1:] == " " for line in lines if line.room > 4]
    full = [line.block.text[-1:] == " " for line in lines if line.room < 1]
    return (
        len(short) >= 3
        and len(full) >= 3
        and sum(short) >= 0.85 * len(short)
        and sum(full) <= 0.3 * len(full)
    )


def _indented(lines: list[Line]) -> bool:
    """Whether a fair part of the lines, but not most, stands about two em further in."""
    if len(lines) < 4:
        return any(line.left >= 1.5 for line in lines) and any(line.left < 0.5 for line in lines)
    base = quantiles([line.left for line in lines], n=10)[1]
    inside = sum(1.2 <= line.left - base <= 5 for line in lines)
    return 0.08 * len(lines) <= inside <= 0.75 * len(lines)
