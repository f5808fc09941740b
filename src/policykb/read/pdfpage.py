"""The printed lines of one PDF page, through pdfium's text page."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from struct import Struct
from typing import Any

from pypdfium2 import raw as pdfium

from policykb.read import calls
from policykb.read.raised import DIGITS, RAISED, stands_raised
from policykb.types import Box

Page = Any
TextPage = Any
CharBox = tuple[float, float, float, float]
BOLD = 600  # the weight of a font from which it is bold
WIDE = "\u2e80"  # characters beyond this one are as wide as high, others half of that
_DIGIT = re.compile("[0-9]")
_RECT, _MATRIX = Struct("4f"), Struct("6f")  # FS_RECTF and FS_MATRIX, read at once
_BLANKS = re.compile(r"\s+(?=\S)")


@dataclass(slots=True)
class Line:
    """One printed line: text (a trailing space kept), box from the upper left corner, font."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool
    slanted: bool
    role: str = "line"


def lines(page: Page, number: int) -> list[Line]:
    """The lines of a level page in the order of its content, as pdfium groups its characters."""
    textpage = page.get_textpage()
    frame = Frame(page)
    found = []
    try:
        glyphs = Glyphs(textpage)
        for start, text in _runs(glyphs.text):
            for at, part in _level_parts(glyphs, start, text):
                line = _line(glyphs, at, part, number, frame)
                if line is not None:
                    found.append(line)
    finally:
        textpage.close()
    return _rejoined(found)


def in_place(found: list[Line]) -> list[Line]:
    """The lines with those that the page's content names late, though they stand above all before
    them (附件1 in the corner, a line put in last), before these."""
    if all(one.box[1] <= two.box[1] for one, two in pairwise(found)):
        return found  # as most pages are
    tops = [*accumulate((line.box[1] for line in found), min)]
    feet = [*accumulate((line.box[3] for line in reversed(found)), max)][::-1]
    starts = [0]
    for at in range(1, len(found)):
        if feet[at] <= tops[at - 1] and _over(found[starts[-1] : at], found[at:]):
            starts.append(at)
    parts = [found[one:two] for one, two in pairwise([*starts, len(found)])]
    return [line for part in reversed(parts) for line in part]


def _over(below: Sequence[Line], above: Sequence[Line]) -> bool:
    """Whether some of these lines stand over some of those, not beside them as in a column."""
    left, right = min(line.box[0] for line in below), max(line.box[2] for line in below)
    return any(line.box[0] < right and line.box[2] > left for line in above)


def _rejoined(found: list[Line]) -> list[Line]:
    """The lines with raised and lowered signs put back to what they stand at: 3 in mg/m3."""
    done: list[Line] = []
    for line in found:
        last = done[-1] if done else None
        if last is not None and _beside(last, line):
            added = line.text.lstrip()
            feet = -line.box[3], -last.box[3]  # upwards
            if DIGITS.issuperset(added) and stands_raised(line.size, feet[0], last.size, feet[1]):
                added = added.translate(RAISED)
            last.text += added
            box = last.box, line.box
            last.box = (
                *(min(a, b) for a, b in zip(box[0][:2], box[1][:2], strict=True)),
                *(max(a, b) for a, b in zip(box[0][2:], box[1][2:], strict=True)),
            )  # type: ignore[assignment]
        else:
            done.append(line)
    return done


def _beside(last: Line, line: Line) -> bool:
    """Whether a line begins where the last one ends, at about its height."""
    gap = line.box[0] - last.box[2]
    if not -0.3 * last.size < gap < 0.4 * last.size or last.text.endswith(" "):
        return False
    level = min(last.box[3], line.box[3]) - max(last.box[1], line.box[1])
    return level > 0.5 * min(last.size, line.size)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """(offset in the page's text, line without blanks before it) for each that prints something."""
    at = 0
    for line in text.split("\n"):
        if printed := line.lstrip():
            yield at + len(line) - len(printed), printed.rstrip("\r")
        at += len(line) + 1


def _level_parts(glyphs: Glyphs, start: int, text: str) -> list[tuple[int, str]]:
    """The run cut where pdfium goes on in a new line without saying so: the characters on both
    sides stand at different heights, or the next one further left."""
    tall = _steps(glyphs.box(start), glyphs.box(start + len(text.rstrip()) - 1))
    parts, begin = [], 0
    for before, after in _seams(text, tall):
        if _steps(glyphs.box(start + before), glyphs.box(start + after)):
            parts.append((start + begin, text[begin : before + 1]))
            begin = after
    return [*parts, (start + begin, text[begin:])]


def _seams(text: str, tall: bool) -> Iterable[tuple[int, int]]:
    """Neighbouring characters that may be parted: those around blanks, or all of them where the
    run's ends stand in different lines."""
    if tall:
        return pairwise(at for at, char in enumerate(text) if not char.isspace())
    if len(text.split(None, 1)) < 2:  # most lines hold no blank: a pattern takes longer to say so
        return ()
    return [(m.start() - 1, m.end()) for m in _BLANKS.finditer(text)]


def _steps(before: CharBox | None, after: CharBox | None) -> bool:
    """Whether the second of two characters stands in another line than the first."""
    if before is None or after is None or before[1::2] == after[1::2]:
        return False
    high = max(before[3] - before[1], after[3] - after[1], 1.0)
    sunk = abs((before[1] + before[3]) - (after[1] + after[3])) / 2 > 0.6 * high
    return sunk or (after[2] < before[0] and abs(before[1] - after[1]) > 0.3 * high)


class Frame:
    """A level page's corner and height; turns PDF coordinates into those of the page as seen."""

    def __init__(self, page: Page) -> None:
        # not get_cropbox: that one knows nothing of boxes inherited from the page tree
        self._left, _, _, self._top = page.get_bbox()

    def box(self, begin: CharBox, end: CharBox) -> Box:
        """(left, top, right, bottom) of what spans two characters, in tenths of points from the
        upper left corner of the page as seen."""
        left = begin[0] if begin[0] < end[0] else end[0]
        bottom = begin[1] if begin[1] < end[1] else end[1]
        right = begin[2] if begin[2] > end[2] else end[2]
        top = begin[3] if begin[3] > end[3] else end[3]
        return (
            round(10 * (left - self._left)) / 10,  # a third of the time of round(…, 1)
            round(10 * (self._top - top)) / 10,
            round(10 * (right - self._left)) / 10,
            round(10 * (self._top - bottom)) / 10,
        )


def _line(glyphs: Glyphs, start: int, text: str, number: int, frame: Frame) -> Line | None:
    printed = text.rstrip()
    begin, end = glyphs.box(start), glyphs.box(start + len(printed) - 1)
    if begin is None or end is None:
        return None
    box = frame.box(begin, end)
    size, slanted = glyphs.face(start, begin)
    return Line(
        text=_raised(glyphs, start, text),
        page=number,
        box=box,
        size=round(10 * _fitting(size, printed, box)) / 10,
        bold=glyphs.weight(start) >= BOLD,
        slanted=slanted,
    )


def _raised(glyphs: Glyphs, start: int, text: str) -> str:
    """The text with its raised digits made such."""
    if _DIGIT.search(text) is None:
        return text
    raised: dict[int, int] = {}  # place of a raised digit: place of what it stands at
    for found in _DIGIT.finditer(text):
        at = found.start()
        base = raised.get(at - 1, at - 1)
        if base >= 0 and not text[base].isspace() and _above(glyphs, start + at, start + base):
            raised[at] = base
    if not raised:
        return text
    return "".join(c.translate(RAISED) if at in raised else c for at, c in enumerate(text))


def _above(glyphs: Glyphs, at: int, base: int) -> bool:
    """Whether a digit stands raised over another character."""
    level, ground = glyphs.level(at), glyphs.level(base)
    return level > ground and stands_raised(glyphs.size(at), level, glyphs.size(base), ground)


class Glyphs:
    """A page's characters by their offsets in its text.

    What is asked for twice is kept, and what pdfium fills in is made once.
    """

    def __init__(self, textpage: TextPage) -> None:
        count = textpage.count_chars()
        self._raw = textpage.raw
        self.text = textpage.get_text_range(errors="ignore") if count > 0 else ""
        # Where pdfium leaves no character out, offsets and its own indices are the same.
        self._same = count == len(self.text)
        self._boxes: dict[int, CharBox | None] = {}
        self._levels: dict[int, float] = {}
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._at_rect, self._at_matrix = ctypes.byref(self._rect), ctypes.byref(self._matrix)
        self._at_origin = tuple(map(ctypes.byref, self._origin))

    def box(self, at: int) -> CharBox | None:
        """(left, bottom, right, top) in PDF coordinates, as high as the font."""
        if at in self._boxes:
            return self._boxes[at]
        index, box = at if self._same else self._index(at), None
        if index >= 0 and calls.loose_box(self._raw, index, self._at_rect):
            left, top, right, bottom = _RECT.unpack(self._rect)
            box = left, bottom, right, top
        self._boxes[at] = box
        return box

    def level(self, at: int) -> float:
        """The height of a character's baseline in PDF coordinates."""
        if at not in self._levels:
            calls.origin(self._raw, self._index(at), *self._at_origin)
            self._levels[at] = self._origin[1].value
        return self._levels[at]

    def size(self, at: int) -> float:
        """The size of a character in points."""
        index, size = self._index(at), 1.0
        if calls.matrix(self._raw, index, self._at_matrix):
            size = math.hypot(self._matrix.c, self._matrix.d)
        return size * float(calls.font_size(self._raw, index))

    def face(self, at: int, box: CharBox) -> tuple[float, bool]:
        """Font size in points as printed of a character in that box, and whether it stands neither
        level nor upright, as stamps and watermarks do."""
        index, slanted = at if self._same else self._index(at), False
        size = float(calls.font_size(self._raw, index))
        if size > 0 and calls.matrix(self._raw, index, self._at_matrix):
            base, along, across, up, _, _ = _MATRIX.unpack(self._matrix)
            size *= abs(up) if across == 0 else math.hypot(across, up) or 1.0
            if across or along:
                angle = math.degrees(math.atan2(along, base)) % 90
                slanted = 8.0 < angle < 82.0
        return (size if 3 <= size <= 120 else max(box[3] - box[1], box[2] - box[0], 1.0)), slanted

    def weight(self, at: int) -> int:
        """The weight of a character's font: 400 as a rule, 700 where it is bold."""
        index = at if self._same else self._index(at)
        return int(calls.font_weight(self._raw, index))

    def _index(self, at: int) -> int:
        """pdfium's index of a character, -1 for none."""
        if self._same:
            return at
        return int(calls.char_index(self._raw, at))


def _fitting(size: float, text: str, box: Box) -> float:
    """The size, or the advance of the line's characters where they could not stand so close."""
    if box[2] - box[0] >= 0.7 * size * len(text):
        return size
    wide = (len(text) + sum(map(WIDE.__lt__, text))) / 2
    advance = (box[2] - box[0]) / wide if wide >= 8 else size
    return advance if 3 <= advance < 0.7 * size else size
