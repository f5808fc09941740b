"""The outline while it grows: where new texts begin, and which clauses are open."""

from __future__ import annotations

from dataclasses import dataclass, field

from policykb.parse.ladders import STRICT, Marker
from policykb.parse.lines import Line
from policykb.parse.tree import Node
from policykb.parse.unnumbered import Styles

TOP, INNERMOST = -1, 99
BARRIERS = frozenset({"root", "annex"})
LOOK_AHEAD = 400


@dataclass(frozen=True, slots=True)
class Cut:
    """A line at which a new text begins: a carried text, or an annex (`number`, `heading` as
    printed; `lines` is how many lines its head takes)."""

    kind: str
    number: str = ""
    heading: str = ""
    lines: int = 0


def begins_anew(marker: Marker) -> bool:
    """Whether a number may be the first of a list in the new words of another text."""
    return marker.value == 1 and marker.style not in STRICT


@dataclass(slots=True)
class Outline:
    """The tree as far as it has grown, with the open nodes from the outermost inwards."""

    lines: tuple[Line, ...]
    styles: Styles
    markers: dict[int, Marker]
    order: list[int]
    decimal: bool
    alone: frozenset[int]
    spoken: frozenset[int] = frozenset()
    root: Node = field(default_factory=lambda: Node("root", "", 0, 0, rank=TOP))
    open: list[Node] = field(default_factory=list)
    last: dict[str, Marker] = field(default_factory=dict)
    inverted: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    tails: list[Node] = field(default_factory=list)
    place: int = 0

    def peer(self, marker: Marker) -> Node | None:
        """The open clause of the same ladder: the innermost, but one outside a box where only
        that one is followed by this number. A number 1 in a box begins anew."""
        first: Node | None = None
        for node in reversed(self.open):
            if node.level == "box":
                if first is None and marker.value == 1:
                    return None
                continue
            if first is None and node.amends and begins_anew(marker):
                return None
            if first is None and self._alike(node, marker):
                first = node
            elif self._alike(node, marker) and marker.value == node.value + 1:
                return first if first and marker.value == first.value + 1 else node
        return first

    def _alike(self, node: Node, marker: Marker) -> bool:
        counts = ("1.", "1 ")
        same = node.style == marker.style or (marker.style in counts and node.style in counts)
        return same and (marker.style != "1.1" or len(node.path) == len(marker.path))

    def numbered_above(self, marker: Marker) -> Node | None:
        """The open clause whose numbers are the longest beginning of these (2.1 of 2.1.3)."""
        for node in reversed(self.open):
            numbered = node.style in ("1.", "1 ", "1.1", "chapter")
            length = len(node.path)
            if numbered and 0 < length < len(marker.path) and node.path == marker.path[:length]:
                return node
        return None

    def close_to(self, node: Node) -> None:
        """Closes all that is open below `node`."""
        while self.open[-1] is not node:
            self.open.pop()

    def push(self, node: Node) -> None:
        """Opens `node` under the innermost open clause."""
        self.open[-1].children.append(node)
        self.open.append(node)
