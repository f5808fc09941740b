"""Footnotes of a paged document: small print at the foot of a page that its text points to.

A note is known by three things together: smaller type than the page's text, a place below all of
it, and a mark at its head that stands in the text above too. A source line under a table has no
such mark and stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from policykb.read.pdfpage import Line

SMALL = 0.9  # of the size of the page's text
MOST = 30  # lines of notes on a page
MARK = re.compile(r"\s*([①-⑳*＊※†]|[\[［〔]\d{1,3}[\]］〕]|\d{1,3}(?=[\s\u4e00-\u9fff《“]))")
# A bare number in the text is a mark where it counts nothing: behind a word, before no unit.
_RAISED = r"(?<=[\u4e00-\u9fff”》）。，；])\s?{}(?![\d.,%％‰]|\s?[年月日万亿千百个项家条元人次倍])"


def mark_notes(pages: Sequence[list[Line]]) -> None:
    """Sets the role of the lines of footnotes."""
    for lines in pages:
        for line in notes_of([line for line in lines if line.role == "line"]):
            line.role = "footnote"


def notes_of(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that belong to its footnotes, from top to bottom."""
    size = _usual(lines)
    small: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box[1]):
        if line.size > SMALL * size or len(small) == MOST:
            break
        small.insert(0, line)
    if len(small) == MOST or len(small) == len(lines):
        return []
    told = "".join(line.text for line in lines if line not in small)
    for at, line in enumerate(small):
        mark = MARK.match(line.text)
        if mark and _points(mark[1], told):
            return small[at:]
    return []


def _usual(lines: Sequence[Line]) -> float:
    """The size in which most of the page's characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _points(mark: str, told: str) -> bool:
    """Whether the text above holds the mark."""
    if mark.isdigit() and mark.isascii():
        return re.search(_RAISED.format(mark), told) is not None
    return mark in told
