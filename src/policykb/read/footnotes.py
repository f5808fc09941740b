"""Footnotes of a paged document: small print at the foot of a page that its text points to.

A note is known by three things together: smaller type than the page's text, a place below all of
it, and a mark at its head that stands in the text above too. A source line under a table has no
such mark and stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from policykb.numerals.marks import NOTE_MARK
from policykb.read.pdfpage import Line
from policykb.read.raised import RAISED

SMALL = 0.9  # of the size of the page's text
MOST = 30  # lines of notes on a page
# A bare number in the text is a mark where it counts nothing: behind a word, before no unit.
_RAISED = (
    r"(?<=[\u4e00-\u9fff”》）。，；])(?<![第表图式件录栏])\s?{}"
    r"(?![\d.,%％‰]|\s?[年月日万亿千百个项家条元人次倍米吨户A-Za-z℃])"
)


def mark_notes(pages: Sequence[list[Line]]) -> None:
    """Sets the role of the lines of footnotes; marks that are bare numbers become raised ones,
    which are no figures of the text."""
    for lines in pages:
        notes = notes_of([line for line in lines if line.role == "line"])
        for line in notes:
            line.role = "footnote"
        for line in notes:
            mark = NOTE_MARK.match(line.text)
            if mark and mark[1].isdecimal():
                _raise(line, mark, [line for line in lines if line.role == "line"])


def _raise(note: Line, mark: re.Match[str], lines: Sequence[Line]) -> None:
    """Raises a note's mark where the text has it raised, or has one number that can be it, which
    is raised as well."""
    if any(mark[1].translate(RAISED) in line.text for line in lines):
        note.text = note.text.replace(mark[1], mark[1].translate(RAISED), 1)
        return
    places = [
        (line, found) for line in lines for found in re.finditer(_RAISED.format(mark[1]), line.text)
    ]
    if len(places) != 1:
        return
    for line, found in (*places, (note, mark)):
        start, end = found.span()
        line.text = line.text[:start] + found[0].translate(RAISED) + line.text[end:]


def notes_of(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that belong to its footnotes, from top to bottom."""
    sizes = [line.size for line in lines]
    if not sizes or min(sizes) > SMALL * max(sizes):  # nothing on the page is set smaller
        return []
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
        mark = NOTE_MARK.match(line.text)
        if mark and _points(mark[1], told):
            return small[at:]
    return []


def _usual(lines: Sequence[Line]) -> float:
    """The size in which most of the page's characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _points(mark: str, told: str) -> bool:
    """Whether the text above holds the mark."""
    if mark.isdecimal() and mark.translate(RAISED) not in told:
        return re.search(_RAISED.format(mark), told) is not None
    return mark in told or mark.translate(RAISED) in told
