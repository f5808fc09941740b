"""The outline while it grows, and its frozen form with addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from policykb.parse.headings import Split
from policykb.parse.ladders import Marker
from policykb.parse.lines import Line
from policykb.types import Provision, Span

# 将第四条修改为： and 增加一条，作为第五条： without quotation marks around what follows.
AMENDS = re.compile(
    r"(?:修改为|修订为|改为|作为第[^。；：:]{1,12}|增加[一二三四五六七八九十两]?[条款项])[:：]$"
)
NO_SPLIT = Split("none", "", 0)


@dataclass(slots=True, eq=False)
class Node:
    """One provision to be. Offsets are those of the document's text.

    `rank` places it among the ladders, `text` is its first line, `split` the phrase of it that may
    be its heading, `body` where the text after the number begins. `lines` counts its own lines,
    `more` are those below the first, `paragraphs` counts those that follow its children. `depth`
    and `size` are its line's heading level and size of type.
    """

    level: str
    alias: str
    start: int
    end: int
    rank: int = -1
    marker: Marker | None = None
    number: str = ""
    key: str = ""
    body: int = 0
    page: int | None = None
    split: Split = NO_SPLIT
    heading: str = ""
    inline: bool = False
    lines: int = 1
    paragraphs: int = 0
    text: str = ""
    depth: int | None = None
    size: float | None = None
    more: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def amends(self) -> bool:
        """Whether it leads in new words of another text, whose numbers begin anew."""
        return AMENDS.search(self.text) is not None

    @property
    def style(self) -> str:
        """The ladder's name; the level where there is no number."""
        return self.marker.style if self.marker else self.level

    @property
    def path(self) -> tuple[int, ...]:
        """The numbers of its marker."""
        return self.marker.path if self.marker else ()

    @property
    def value(self) -> int:
        """The number on its own ladder, 0 where it has none."""
        return self.marker.value if self.marker else 0

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def freeze(nodes: list[Node], above: str = "") -> tuple[Provision, ...]:
    """The nodes as provisions; eids are `parent__alias_number`, a repeated one gets `~2`."""
    seen: Counter[str] = Counter()
    unnumbered: Counter[str] = Counter()
    found: list[Provision] = []
    for node in nodes:
        key = node.key
        if not key:
            unnumbered[node.alias] += 1
            key = str(unnumbered[node.alias])
        eid = f"{above}{node.alias}_{key}"
        seen[eid] += 1
        if seen[eid] > 1:
            eid += f"~{seen[eid]}"
        found.append(_provision(node, eid))
    return tuple(found)


def _provision(node: Node, eid: str) -> Provision:
    children = freeze(node.children, f"{eid}__")
    end = max(node.end, children[-1].span.end if children else node.end)
    head = node.split.end if node.heading and node.marker else node.body
    return Provision(
        eid=eid,
        level=node.level,
        number=node.number,
        heading=node.heading,
        span=Span(node.start, end),
        head=Span(node.start, max(head, node.start)),
        page=node.page,
        inline=node.inline,
        children=children,
    )
