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
CharBox = tuple[float, float, float, float]  # left, top, right, bottom in PDF coordinates
Part = tuple[int, str, CharBox, CharBox]  # where a line begins, its text, its first and last box
Face = tuple[float, bool, bool]  # size in points as printed, whether bold, whether slanted
EVEN = 1.5 * 2**52  # once added and taken away, numbers are whole: what round() does in more time
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
    textpage = pdfium.FPDFText_LoadPage(page.raw)
    try:
        glyphs = Glyphs(textpage)
        parts = _parts(glyphs)
        boxes = Frame(page).boxes([(begin, end) for _, _, begin, end in parts])
        found = [
            _line(number, _raised(glyphs, at, text), box, face)
            for (at, text, _, _), box, face in zip(parts, boxes, glyphs.faces(parts), strict=True)
        ]
    finally:
        pdfium.FPDFText_ClosePage(textpage)
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


def _parts(glyphs: Glyphs) -> list[Part]:
    """The page's lines; what has no place is left out."""
    runs = [*_runs(glyphs.text)]
    begins = glyphs.boxes([at for at, _ in runs])
    ends = glyphs.boxes([at + len(text.rstrip()) - 1 for at, text in runs])
    parts: list[Part] = []
    for (at, text), begin, end in zip(runs, begins, ends, strict=True):
        tall = _steps(begin, end)
        blank = len(text.split(None, 1)) > 1  # as few lines hold
        if tall or (blank and not glyphs.alike(at, len(text))):
            parts += _level_parts(glyphs, at, text, tall)
        elif begin and end:
            parts.append((at, text, begin, end))
    return parts


def _level_parts(glyphs: Glyphs, start: int, text: str, tall: bool) -> Iterator[Part]:
    """The run cut where pdfium goes on in a new line without saying so: the characters on both
    sides stand at different heights, or the next one further left."""
    seams = [*_seams(text, tall)]
    befores = glyphs.boxes([start + before for before, _ in seams])
    afters = glyphs.boxes([start + after for _, after in seams])
    cut = [s for s, one, two in zip(seams, befores, afters, strict=True) if _steps(one, two)]
    starts = [0, *(after for _, after in cut)]
    ends = [*(before + 1 for before, _ in cut), len(text)]
    for one, two in zip(starts, ends, strict=True):
        part = text[one:two]
        begin, end = glyphs.boxes((start + one, start + one + len(part.rstrip()) - 1))
        if begin and end:
            yield start + one, part, begin, end


def _seams(text: str, tall: bool) -> Iterable[tuple[int, int]]:
    """Neighbouring characters that may be parted: those around blanks, or all of them where the
    run's ends stand in different lines."""
    if tall:
        return pairwise(at for at, char in enumerate(text) if not char.isspace())
    return [(m.start() - 1, m.end()) for m in _BLANKS.finditer(text)]


def _steps(before: CharBox | None, after: CharBox | None) -> bool:
    """Whether the second of two characters stands in another line than the first."""
    if before is None or after is None:
        return False
    if before[1] == after[1] and before[3] == after[3]:
        return False
    high = max(before[1] - before[3], after[1] - after[3], 1.0)
    sunk = abs((before[1] + before[3]) - (after[1] + after[3])) / 2 > 0.6 * high
    return sunk or (after[2] < before[0] and abs(before[3] - after[3]) > 0.3 * high)


class Frame:
    """A level page's corner and height; turns PDF coordinates into those of the page as seen."""

    def __init__(self, page: Page) -> None:
        # not get_cropbox: that one knows nothing of boxes inherited from the page tree
        self._left, _, _, self._top = page.get_bbox()

    def boxes(self, ends: Iterable[tuple[CharBox, CharBox]]) -> list[Box]:
        """(left, top, right, bottom) of what spans two characters, for each two, in tenths of
        points from the upper left corner of the page as seen."""
        corner, head = self._left, self._top
        boxes = []
        for (left, top, right, bottom), (west, north, east, south) in ends:
            boxes.append(
                (
                    (10 * ((left if left < west else west) - corner) + EVEN - EVEN) / 10,
                    (10 * (head - (top if top > north else north)) + EVEN - EVEN) / 10,
                    (10 * ((right if right > east else east) - corner) + EVEN - EVEN) / 10,
                    (10 * (head - (bottom if bottom < south else south)) + EVEN - EVEN) / 10,
                )
            )
        return boxes


def _line(number: int, text: str, box: Box, face: Face) -> Line:
    size, bold, slanted = face
    tenths = 10 * _fitting(size, text, box) + EVEN - EVEN
    return Line(text, number, box, tenths / 10, bold, slanted)


def _raised(glyphs: Glyphs, start: int, text: str) -> str:
    """The text with its raised digits made such."""
    if _DIGIT.search(text) is None or glyphs.alike(start, len(text)):
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

    Most is asked of all lines at once, and what pdfium fills in is made once: a call takes less
    time than what is around it.
    """

    def __init__(self, textpage: TextPage) -> None:
        self._raw = textpage
        count = calls.count_chars(textpage)
        self.text = _text(textpage, count) if count > 0 else ""
        # Where pdfium leaves no character out, offsets and its own indices are the same.
        self._same = count == len(self.text)
        self._levels: dict[int, float] = {}
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._at_rect, self._at_matrix = ctypes.byref(self._rect), ctypes.byref(self._matrix)
        self._at_origin = tuple(map(ctypes.byref, self._origin))

    def boxes(self, places: Sequence[int]) -> list[CharBox | None]:
        """(left, top, right, bottom) of characters in PDF coordinates, as high as the font."""
        raw, rect, at_rect = self._raw, self._rect, self._at_rect
        ask, read = calls.loose_box, _RECT.unpack
        return [read(rect) if ask(raw, at, at_rect) else None for at in self._indices(places)]

    def faces(self, parts: Sequence[Part]) -> list[Face]:
        """The face of each line's first character."""
        raw, matrix, at_matrix = self._raw, self._matrix, self._at_matrix
        faces = []
        for part, at in zip(parts, self._indices([part[0] for part in parts]), strict=True):
            size, slanted = calls.font_size(raw, at), False
            if size > 0 and calls.matrix(raw, at, at_matrix):
                base, along, across, up, _, _ = _MATRIX.unpack(matrix)
                if across or along:
                    size *= math.hypot(across, up)
                    slanted = 8.0 < math.degrees(math.atan2(along, base)) % 90 < 82.0
                else:
                    size *= abs(up)
            if not 3 <= size <= 120:
                left, top, right, bottom = part[2]
                size = max(top - bottom, right - left, 1.0)
            faces.append((size, calls.font_weight(raw, at) >= BOLD, slanted))
        return faces

    def alike(self, start: int, count: int) -> bool:
        """Whether so many characters are printed at once: in one size, on one baseline."""
        return self._same and bool(calls.count_rects(self._raw, start, count) == 1)

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

    def _indices(self, places: Sequence[int]) -> Sequence[int]:
        """pdfium's indices of characters, -1 for none."""
        return places if self._same else [*map(self._index, places)]

    def _index(self, at: int) -> int:
        if self._same:
            return at
        return int(calls.char_index(self._raw, at))


def _text(textpage: TextPage, count: int) -> str:
    """The text of a page of so many characters, from the first to the last one that has any: beyond
    these pdfium reads what is not there."""
    first, last = 0, count - 1
    while first <= last and calls.text_index(textpage, first) < 0:
        first += 1
    while first < last and calls.text_index(textpage, last) < 0:
        last -= 1
    if first > last:
        return ""
    space = bytearray(2 * count + 2)  # with the zero that ends it
    place = ctypes.byref(ctypes.c_char.from_buffer(space))
    units = calls.text(textpage, first, last - first + 1, place) - 1
    return space[: 2 * units].decode("utf-16-le", "ignore")


def _fitting(size: float, text: str, box: Box) -> float:
    """The size, or the advance of the line's characters where they could not stand so close."""
    if box[2] - box[0] >= 0.7 * size * len(text):
        return size
    printed = text.rstrip()
    if box[2] - box[0] >= 0.7 * size * len(printed):
        return size
    wide = (len(printed) + sum(map(WIDE.__lt__, printed))) / 2
    advance = (box[2] - box[0]) / wide if wide >= 8 else size
    return advance if 3 <= advance < 0.7 * size else size
