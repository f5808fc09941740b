"""The type area of each page: between which edges its lines were set.

Pages of one form (format, left or right hand, column) share their edges, so that a page with few
full lines is measured against those of its fellows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from policykb.clean.columns import columned
from policykb.types import Block

Area = tuple[float, float]
SLACK = 1.2  # em by which justified lines differ
NARROWER = 2.5  # em by which a page's own edge has to differ to be another one
WIDE = 620.0  # points: text that reaches further stands on a landscape page
ENOUGH = 20  # lines below which one that sticks out says where the edge is
CLOSING = frozenset("。；：！？，、.;:!?")


def type_areas(blocks: Sequence[Block]) -> list[Area]:
    """Left and right edge in points for each block; (0, 0) for one without a box."""
    forms = _forms(blocks)
    groups: dict[tuple[bool, int, int], list[int]] = defaultdict(list)
    pages: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    for at, form in forms.items():
        groups[form].append(at)
        pages[blocks[at].page, form[2]].append(at)
    shared = {form: _area([blocks[at] for at in members]) for form, members in groups.items()}
    found: list[Area] = [(0.0, 0.0)] * len(blocks)
    for members in pages.values():
        area = _own([blocks[at] for at in members], shared[forms[members[0]]])
        for at in members:
            found[at] = area
    return found


def _forms(blocks: Sequence[Block]) -> dict[int, tuple[bool, int, int]]:
    """Index of a block → (landscape, parity of the page, column)."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.box is not None:
            by_page[block.page or 0].append(at)
    columns = columned([[blocks[at] for at in members] for members in by_page.values()])
    forms: dict[int, tuple[bool, int, int]] = {}
    for (page, members), column in zip(by_page.items(), columns, strict=True):
        wide = max(box[2] for at in members if (box := blocks[at].box)) > WIDE
        forms |= {at: (wide, page % 2, c) for at, c in zip(members, column, strict=True)}
    return forms


def _area(blocks: Sequence[Block]) -> Area:
    """The outermost edges at which several lines begin and end."""
    size = _size(blocks)
    lefts = [block.box[0] for block in blocks if block.box]
    rights = [block.box[2] for block in blocks if block.box]
    left, right = _edge((-x for x in lefts), size), _edge(rights, size)
    return (min(lefts) if left is None else -left, max(rights) if right is None else right)


def _own(blocks: Sequence[Block], shared: Area) -> Area:
    """A page's own edges where its lines show other ones than its fellows', else the shared."""
    size = _size(blocks)
    slack = NARROWER * size
    lefts = [block.box[0] for block in blocks if block.box]
    left = _edge((-x for x in lefts), size)
    begin = shared[0] if left is None or -left > shared[0] - slack else -left
    rights = [block.box[2] for block in blocks if block.box]
    broken = [b.box[2] for b in blocks if b.box and b.text.strip()[-1:] not in CLOSING]
    right = _edge(rights, size)
    if right is not None and right > shared[1] + slack:
        return begin, right
    right = _edge(broken, size)
    if right is None or right > shared[1] - slack or sum(x > right + size for x in rights) > 0:
        return begin, shared[1]
    full = sum(abs(x - right) <= SLACK * size for x in broken)
    return begin, right if full >= max(5, 0.4 * len(blocks)) else shared[1]


def _size(blocks: Sequence[Block]) -> float:
    sizes = sorted(block.size or 12.0 for block in blocks)
    return sizes[len(sizes) // 2]


def _edge(values: Iterable[float], size: float) -> float | None:
    """The largest value that at least three, or two in a hundred, come near; where there are few
    values, only the very largest can be one."""
    ordered = sorted(values, reverse=True)
    needed = max(3, len(ordered) // 50)
    for at, value in enumerate(ordered if len(ordered) >= ENOUGH else ordered[:1]):
        group = [other for other in ordered[at : at + 4 * needed] if value - other <= SLACK * size]
        if len(group) >= needed:
            return group[len(group) // 2]
    return None
