"""Words printed over the text of page after page, level ones; slanted ones are told by that alone.

A watermark says the same at the same place on most pages and does not keep clear of the text: a
heading that recurs, or the head of a table without lines, does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from policykb.read.pdfpage import Line
from policykb.types import Box

FEWEST = 3  # pages
SHARE = 0.5  # of the pages
NEAR = 2.0  # points
OVER = 0.25  # share of the smaller box's height and width that lies on the other


def mark_watermarks(pages: Sequence[list[Line]]) -> None:
    """Sets the role of the lines of watermarks to header, which is no text."""
    said = Counter(line.text.strip() for lines in pages for line in lines if line.role == "line")
    least = max(FEWEST, SHARE * len(pages))
    recurring = {text for text, count in said.items() if text and count >= least}
    groups: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for at, lines in enumerate(pages) if recurring else ():
        for line in lines:
            if line.role == "line" and line.text.strip() in recurring:
                groups[line.text.strip()].append((at, line))
    for members in groups.values():
        for same in _placed(members):
            if len({at for at, _ in same}) >= least and _crosses(same, pages):
                for _, line in same:
                    line.role = "header"


def _placed(members: Sequence[tuple[int, Line]]) -> list[list[tuple[int, Line]]]:
    """The lines by the place at which they stand."""
    groups: list[list[tuple[int, Line]]] = []
    for at, line in members:
        for group in groups:
            other = group[0][1].box
            if all(abs(a - b) <= NEAR for a, b in zip(line.box, other, strict=True)):
                group.append((at, line))
                break
        else:
            groups.append([(at, line)])
    return groups


def _crosses(same: Sequence[tuple[int, Line]], pages: Sequence[list[Line]]) -> bool:
    """Whether on most pages that have text there the words lie on it."""
    own = {id(line) for _, line in same}
    crossed = 0
    for at, line in same:
        others = [each for each in pages[at] if id(each) not in own and each.role == "line"]
        crossed += any(_on(line.box, other.box) for other in others)
    return crossed >= max(2, len(same) / 3)


def _on(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > OVER * min(one[2] - one[0], other[2] - other[0]) and down > OVER * min(
        one[3] - one[1], other[3] - other[1]
    )
