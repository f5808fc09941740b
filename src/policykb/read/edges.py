"""Running heads, feet and page numbers of a paged document, by their place and repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from policykb.read.pdfpage import Line

ZONE = 0.13  # share of the page's height at its top and at its foot where they stand
FOLIO_ZONE = 0.18  # the same for page numbers, which a landscape page sets further in
REACH = 3  # lines from the edge that are looked at
NEAR = 6.0  # points by which their height differs from page to page
_DIGITS = re.compile(r"\d+|(?<![a-z])[ivxlc]{1,6}(?![a-z])", re.IGNORECASE)
_COUNTS = re.compile(r"[\divxlcIVXLC]")
_FOLIO = re.compile(
    r"[-—–－·\s.]*(?:第\s*)?#(?:\s*页)?(?:\s*[/共,，]\s*(?:共\s*)?#(?:\s*页)?)?[-—–－·\s.]*$"
)


def mark_edges(pages: Sequence[list[Line]], heights: Sequence[float]) -> None:
    """Sets the role of lines that recur at the edges of pages to header or footer."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for side, line in _candidates(lines, height):
            groups[side, _shape(line)].append(line)
    for (side, shape), members in groups.items():
        needed = max(2, min(4, (len(pages) + 3) // 4))
        if _FOLIO.match(shape):
            needed = 1 if len(pages) == 1 else 2
        for near in _same_height(members):
            if len({line.page for line in near}) >= needed:
                _set(near, side)


def _shape(line: Line) -> str:
    text = "".join(line.text.split())
    return _DIGITS.sub("#", text) if _COUNTS.search(text) else text  # most lines count nothing


def _candidates(lines: list[Line], height: float) -> Iterable[tuple[str, Line]]:
    ordered = sorted(lines, key=lambda line: line.box[1])
    for line in ordered[:REACH]:
        if _at_edge(line, line.box[3], height):
            yield "header", line
    for line in ordered[-REACH:]:
        if _at_edge(line, height - line.box[1], height):
            yield "footer", line


def _at_edge(line: Line, depth: float, height: float) -> bool:
    """Whether a line that reaches so far into the page stands at its edge."""
    if depth >= FOLIO_ZONE * height:
        return False
    return depth < ZONE * height or _FOLIO.match(_shape(line)) is not None


def _same_height(members: list[Line]) -> Iterable[list[Line]]:
    """The lines in groups that stand at about one height."""
    group: list[Line] = []
    for line in sorted(members, key=lambda line: line.box[1]):
        if group and line.box[1] - group[-1].box[1] > NEAR:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _set(lines: list[Line], role: str) -> None:
    for line in lines:
        line.role = role
