"""What is drawn on a PDF page beside its text: ruling lines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdfium2 import raw as pdfium

from policykb.read import calls

Page = Any
Sides = tuple[float, float, float, float]  # left, top, right, bottom in PDF coordinates
Drawing = tuple[int, int, Sides]  # its kind among pdfium's, the forms around it, its sides

RULE = 4.5  # points: a path thinner than this is a ruling line; pdfium adds twice the stroke
LOW, HIGH, WIDE = 4.0, 24.0, 100.0  # points: pictures of so much are as large as a few characters
SAME, TALL = 6.0, 74.0  # points: by which such lines differ; the height of column titles at most
MOST, DEEPEST = 20_000, 3  # things that are looked at on a page; forms in forms


@dataclass(frozen=True, slots=True)
class Drawn:
    """Whether a page has ruling lines enough for a table, level ones alone that may hold one, and
    its pictures as small as words."""

    ruled: bool
    level: bool
    small: Sequence[Sides]


def drawn(page: Page) -> Drawn:
    """What is drawn on a page.

    Ruled is one with two level and two upright lines, or three upright ones with none across, as
    where a page shows the middle of a row.
    """
    level = upright = 0
    long: dict[int, tuple[float, float]] = {}  # the ends of the level lines by their height
    whole, small = 0.95 * page.get_width(), []
    for kind, depth, sides in _drawings(page.raw, pdfium.FPDFPage_CountObjects(page.raw)):
        wide, high = sides[2] - sides[0], sides[1] - sides[3]
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if depth == 0 and LOW < high < HIGH and LOW / 2 < wide < WIDE:
                small.append(sides)
            continue
        cell = 20 < wide < whole and high > 8
        level += cell + (wide > 20 and high < RULE)
        upright += cell + (high > 8 and wide < RULE)
        if wide > 20 and high < RULE:
            at = round(sides[1] / 2)
            left, right = long.get(at, sides[::2])
            long[at] = min(left, sides[0]), max(right, sides[2])
    ruled = (level >= 3 and upright >= 2) or upright >= 3
    return Drawn(ruled, upright == 0 and _titled(long), small)


def _titled(lines: Mapping[int, tuple[float, float]]) -> bool:
    """Whether two long level lines with the same ends stand a row of column titles apart."""
    ends = [(2 * at, *lines[at]) for at in sorted(lines)]
    return any(
        abs(one[1] - two[1]) < SAME
        and abs(one[2] - two[2]) < SAME
        and one[2] - one[1] > WIDE
        and two[0] - one[0] < TALL
        for one, two in pairwise(ends)
    )


def pictured(page: Page) -> bool:
    """Whether images cover more than half of the page."""
    covered, count = 0.0, pdfium.FPDFPage_CountObjects(page.raw)
    for kind, _, (left, top, right, bottom) in _drawings(page.raw, count):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += (right - left) * (top - bottom)
    return bool(covered > 0.5 * page.get_width() * page.get_height())


def _drawings(holder: Any, count: int, depth: int = 0) -> Iterator[Drawing]:
    """Each path and picture on a page, those in forms included; these lie as the form has them."""
    sides = [ctypes.c_float() for _ in range(4)]
    at_sides = [*map(ctypes.byref, sides)]
    get = calls.page_object if depth == 0 else calls.form_object
    for index in range(min(count, MOST)):
        item = get(holder, index)
        kind = calls.object_kind(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _drawings(item, pdfium.FPDFFormObj_CountObjects(item), depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            calls.object_bounds(item, *at_sides)
            left, bottom, right, top = (side.value for side in sides)
            yield kind, depth, (left, top, right, bottom)
