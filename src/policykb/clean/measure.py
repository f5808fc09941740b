"""How printed lines stand: their edges, the margin they were set to, how paragraphs are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles

from policykb.clean.areas import type_areas
from policykb.clean.shapes import CLOSING, broken, chinese, entitled, headline, numbered, width
from policykb.types import Block

WINDOW = 14  # lines looked at on either side for the margin; about half a page
LINE = 28.0  # em of a line as a rule (GB/T 9704-2012 5.2.3)
FLUSH = 1.0  # em from the left edge within which no centred line begins
MANY = 40  # blank lines, so many that hardly any of them stands inside a sentence by chance
SLACK = 1.2  # em by which justified lines differ
ALIGNED = 3.5  # em from the margin within which a wrapped line stops


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
    gaps = _gaps(blocks)
    if any(block.box is not None for block in full):
        return _boxed(full, gaps)
    lines = [_plain(block, gap) for block, gap in zip(full, gaps, strict=True)]
    flush = sum(line.left < 0.5 for line in lines) >= 2
    return [
        replace(line, margin=_margin(lines, at), indents=_indented(_near(lines, at), flush))
        for at, line in enumerate(lines)
    ]


def _boxed(blocks: Sequence[Block], gaps: Sequence[bool]) -> list[Line]:
    """Lines of a paged document, measured against the edges of the type area of their pages."""
    edges = type_areas(blocks)
    lines = [_placed(b, gap, area) for b, gap, area in zip(blocks, gaps, edges, strict=True)]
    flush = sum(line.left < 0.8 for line in lines) >= 0.04 * len(lines)
    return [
        replace(line, indents=flush and _some_indented(_near(lines, at)))
        for at, line in enumerate(lines)
    ]


def _placed(block: Block, gap: bool, area: tuple[float, float]) -> Line:
    text = block.text.strip()
    if block.box is None:
        return replace(_plain(block, gap), margin=width(text))
    size = block.size or 12.0
    left, right = (block.box[0] - area[0]) / size, (block.box[2] - area[0]) / size
    if block.centred and left < FLUSH:  # in the middle of the page, at the edge of its column
        block = replace(block, centred=False)
    return Line(block, text, left, right, margin=(area[1] - area[0]) / size, gap=gap)


def _near(lines: list[Line], at: int) -> list[Line]:
    return lines[max(0, at - WINDOW) : at + WINDOW + 1]


def _gaps(blocks: Sequence[Block]) -> list[bool]:
    """For each text line whether a blank one stands before it; all False where blank lines stand
    inside sentences as well, or before every line."""
    gaps, blank, last, inside = [], False, "", 0
    for block in blocks:
        text = block.text.strip()
        if text:
            gaps.append(blank)
            inside += blank and broken(last)
            blank, last = False, text
        else:
            blank = True
    boxed = any(block.box is not None for block in blocks)
    share = 0.25 if sum(gaps) < MANY else 0.12
    tells = inside <= share * sum(gaps) and sum(gaps) < 0.95 * (len(gaps) - 1)
    return gaps if boxed or tells else [False] * len(gaps)


def _plain(block: Block, gap: bool) -> Line:
    text = block.text.strip()
    left = block.indent or 0.0
    return Line(block, text, left, left + width(text), gap=gap)


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
    """Where full lines end: the middle of the outermost group of at least three within an em and
    a half; None where no three lines end together, or several are longer."""
    ordered = sorted(rights, reverse=True)
    for at, right in enumerate(ordered[:-2]):
        if at > 1 and ordered[1] > right + ALIGNED:
            return None
        group = [other for other in ordered[at:] if right - other <= SLACK]
        if len(group) >= 3:
            return group[len(group) // 2]
    return None


def habits(lines: list[Line]) -> Habits:
    """How this text marks its paragraphs."""
    wide = [line for line in lines if chinese(line.text)]
    long = [line for line in wide if len(line.text) >= 20]
    boxed = any(line.block.box is not None for line in lines)
    return Habits(
        spaces=_spaces_mark_ends(wide),
        unwrapped=not boxed and _unwrapped(wide),
        lost=_lost(long),
    )


def _unwrapped(lines: list[Line]) -> bool:
    """Whether every line is a paragraph, as in a text written in an editor: hardly any line stops
    inside a sentence, or those that do stop at no common margin, or many lines are longer."""
    long = [line for line in lines if width(line.text) >= 15]
    long = [line for line in long if not headline(line.text) and not entitled(line.text)]
    if not long:
        run_on = any(line.text[-1] in "，、" for line in lines)
        return bool(lines) and not (run_on or _narrow(lines))
    stops = [line for line in long if broken(line.text) or line.text[-1] in "，、"]
    if len(stops) <= 0.12 * len(long):
        return True
    edge = median(line.right for line in stops)
    longer = sum(line.right > edge + ALIGNED for line in long)
    aligned = sum(min(abs(line.room), abs(edge - line.right)) < ALIGNED for line in stops)
    return aligned < 0.5 * len(stops) or longer > 0.2 * len(long)


def _narrow(lines: list[Line]) -> bool:
    """Whether short lines are full ones of a narrow column: three that stop inside a sentence end
    together at the outermost edge. Else titles, headings and short sentences are all there is."""
    outermost = max(line.right for line in lines)
    stops = (line for line in lines if line.text[-1] not in CLOSING or line.text[-1] in "，、")
    return sum(outermost - line.right <= SLACK and not headline(line.text) for line in stops) >= 3


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


def _some_indented(lines: list[Line]) -> bool:
    """Whether a fair part of the lines stands about two em inside the type area; a smaller one in
    narrow columns, where a paragraph has more lines."""
    narrow = all(line.margin < 0.6 * LINE for line in lines)
    share = 0.03 if narrow else 0.08
    return sum(1.2 <= line.left <= 5 for line in lines) >= share * len(lines)


def _indented(lines: list[Line], flush: bool) -> bool:
    """Whether a fair part of the lines stands about two em further in; not most of them, where the
    text has no lines at the very edge (`flush`)."""
    if flush:
        return _some_indented(lines)
    if len(lines) < 4:
        return any(line.left >= 1.5 for line in lines) and any(line.left < 0.5 for line in lines)
    base = quantiles([line.left for line in lines], n=10)[1]
    inside = sum(1.2 <= line.left - base <= 5 for line in lines)
    return 0.08 * len(lines) <= inside <= 0.75 * len(lines)
