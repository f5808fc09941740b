"""The printed lines of one PDF page, through pdfium's text page."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from pypdfium2 import raw as pdfium

from policykb.read.raised import DIGITS, RAISED, stands_raised
from policykb.types import Box

Page = Any
TextPage = Any
CharBox = tuple[float, float, float, float]
RULE = 4.5  # points: a path thinner than this is a ruling line; pdfium adds twice the stroke
_BLANKS = re.compile(r"(?<=\S)\s+(?=\S)")


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
    """(offset in the page's text, line) for each line that prints something."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line.rstrip("\r")
        at += len(line) + 1


def _level_parts(glyphs: Glyphs, start: int, text: str) -> Iterator[tuple[int, str]]:
    """The run cut where pdfium goes on in a new line without saying so: the characters on both
    sides stand at different heights, or the next one further left."""
    begin = 0
    if _BLANKS.search(text) is None and not _tall(glyphs, start, text):
        yield start, text
        return
    for before, after in _seams(glyphs, start, text):
        if _steps(glyphs.box(start + before), glyphs.box(start + after)):
            yield start + begin, text[begin : before + 1]
            begin = after
    yield start + begin, text[begin:]


def _seams(glyphs: Glyphs, start: int, text: str) -> Iterator[tuple[int, int]]:
    """Neighbouring characters that may be parted: those around blanks, or all of them where the
    run's ends tell that it is higher than one line."""
    if _tall(glyphs, start, text):
        yield from pairwise(at for at, char in enumerate(text) if not char.isspace())
    else:
        yield from ((m.start() - 1, m.end()) for m in _BLANKS.finditer(text))


def _tall(glyphs: Glyphs, start: int, text: str) -> bool:
    """Whether the run's ends stand in different lines."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    return _steps(glyphs.box(start + first), glyphs.box(start + last))


def _steps(before: CharBox | None, after: CharBox | None) -> bool:
    """Whether the second of two characters stands in another line than the first."""
    if before is None or after is None:
        return False
    high = max(before[3] - before[1], after[3] - after[1], 1.0)
    sunk = abs((before[1] + before[3]) - (after[1] + after[3])) / 2 > 0.6 * high
    return sunk or (after[2] < before[0] and abs(before[1] - after[1]) > 0.3 * high)


class Frame:
    """A level page's corner and height; turns PDF coordinates into those of the page as seen."""

    def __init__(self, page: Page) -> None:
        # not get_cropbox: that one knows nothing of boxes inherited from the page tree
        self._left, _, _, self._top = page.get_bbox()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """(left, top, right, bottom) in points from the upper left corner of the page as seen."""
        return (left - self._left, self._top - top, right - self._left, self._top - bottom)


def _line(glyphs: Glyphs, start: int, text: str, number: int, frame: Frame) -> Line | None:
    first = start + len(text) - len(text.lstrip())
    last = start + len(text.rstrip()) - 1
    begin, end = glyphs.box(first), glyphs.box(last)
    if begin is None or end is None:
        return None
    left, top, right, bottom = frame.box(
        min(begin[0], end[0]), min(begin[1], end[1]), max(begin[2], end[2]), max(begin[3], end[3])
    )
    box = round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
    raw, at = glyphs.raw, glyphs.index(first)
    size, slanted = _set(raw, at, begin)
    return Line(
        text=_raised(glyphs, start, text),
        page=number,
        box=box,
        size=round(_fitting(size, text.strip(), box), 1),
        bold=pdfium.FPDFText_GetFontWeight(raw, at) >= 600,
        slanted=slanted,
    )


def _raised(glyphs: Glyphs, start: int, text: str) -> str:
    """The text with its raised digits made such."""
    chars, base = list(text), -1
    for at, char in enumerate(text):
        if char in DIGITS and base >= 0:
            (size, level), (other, ground) = glyphs.set(start + at), glyphs.set(start + base)
            if stands_raised(size, level, other, ground):
                chars[at] = char.translate(RAISED)
                continue
        base = -1 if char.isspace() else at
    return "".join(chars)


class Glyphs:
    """A page's characters by their offsets in its text; boxes asked for twice are kept."""

    def __init__(self, textpage: TextPage) -> None:
        count = textpage.count_chars()
        self.raw = textpage.raw
        self.text = textpage.get_text_range(errors="ignore") if count > 0 else ""
        # Where pdfium leaves no character out, offsets and its own indices are the same.
        self._same = count == len(self.text)
        self._boxes: dict[int, CharBox | None] = {}
        self._rect = pdfium.FS_RECTF()

    def index(self, at: int) -> int:
        """pdfium's index of a character, -1 for none."""
        return at if self._same else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at))

    def box(self, at: int) -> CharBox | None:
        """(left, bottom, right, top) in PDF coordinates, as high as the font."""
        if at not in self._boxes:
            self._boxes[at] = self._ask(at)
        return self._boxes[at]

    def set(self, at: int) -> tuple[float, float]:
        """(size of a character in points, height of its baseline in PDF coordinates)."""
        index, matrix = self.index(at), pdfium.FS_MATRIX()
        size = float(pdfium.FPDFText_GetFontSize(self.raw, index))
        if index < 0 or not pdfium.FPDFText_GetMatrix(self.raw, index, matrix):
            return size, 0.0
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.raw, index, x, y)
        return size * math.hypot(matrix.c, matrix.d), y.value

    def _ask(self, at: int) -> CharBox | None:
        index, rect = self.index(at), self._rect
        if index < 0 or not pdfium.FPDFText_GetLooseCharBox(self.raw, index, rect):
            return None
        return rect.left, rect.bottom, rect.right, rect.top


def _set(raw: Any, at: int, box: CharBox) -> tuple[float, bool]:
    """Font size in points as printed, and whether the text stands neither level nor upright, as
    stamps and watermarks do."""
    size, slanted = float(pdfium.FPDFText_GetFontSize(raw, at)), False
    matrix = pdfium.FS_MATRIX()
    if size > 0 and pdfium.FPDFText_GetMatrix(raw, at, matrix):
        across, up = matrix.c, matrix.d
        size *= abs(up) if across == 0 else math.hypot(across, up) or 1.0
        if across or matrix.b:
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 90
            slanted = 8.0 < angle < 82.0
    return (size if 3 <= size <= 120 else max(box[3] - box[1], box[2] - box[0], 1.0)), slanted


def _fitting(size: float, text: str, box: Box) -> float:
    """The size, or the advance of the line's characters where they could not stand so close."""
    if box[2] - box[0] >= 0.7 * size * len(text):
        return size
    wide = sum(1.0 if char > "\u2e80" else 0.5 for char in text)
    advance = (box[2] - box[0]) / wide if wide >= 8 else size
    return advance if 3 <= advance < 0.7 * size else size


def ruled(page: Page) -> bool:
    """Whether the page has ruling lines enough for a table: two level and two upright ones, or
    three upright ones with none across, as where a page shows the middle of a row."""
    level = upright = 0
    for wide, high in _paths(page.raw, pdfium.FPDFPage_CountObjects(page.raw), 0):
        level += wide > 20 and high < RULE
        upright += high > 8 and wide < RULE
        if wide > 20 and high > 8 and wide < 0.95 * page.get_width():
            level, upright = level + 1, upright + 1  # a drawn cell
        if (level >= 3 and upright >= 2) or upright >= 3:
            return True
    return False


def _paths(holder: Any, count: int, depth: int) -> Iterator[tuple[float, float]]:
    """Width and height of each path on a page, those in form objects included."""
    sides = [ctypes.c_float() for _ in range(4)]
    get = pdfium.FPDFPage_GetObject if depth == 0 else pdfium.FPDFFormObj_GetObject
    for index in range(min(count, 20000)):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 3:
            yield from _paths(item, pdfium.FPDFFormObj_CountObjects(item), depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            pdfium.FPDFPageObj_GetBounds(item, *sides)
            left, bottom, right, top = (side.value for side in sides)
            yield right - left, top - bottom


def pictured(page: Page) -> bool:
    """Whether images cover more than half of the page."""
    sides = [ctypes.c_float() for _ in range(4)]
    covered = 0.0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), 2000)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(item, *sides)
            left, bottom, right, top = (side.value for side in sides)
            covered += (right - left) * (top - bottom)
    return bool(covered > 0.5 * page.get_width() * page.get_height())
