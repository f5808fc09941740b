"""The chain of a target as a picture from left to right: boxes in columns, links, gaps dashed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.charts import cut, link, rect, svg, text
from policykb.types import JSON

WIDE, TALL = 200.0, 54.0  # a box
ACROSS, DOWN = 250.0, 66.0  # from box to box
TOP = 34.0
DRAWN = 9  # boxes in a column; the table below has all
LETTERS = {"targets": "t", "local_targets": "t", "measures": "m", "practices": "p", "results": "r"}


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of members: its key, its name, and the boxes (id, first line, second line)."""

    key: str
    name: str
    boxes: Sequence[tuple[str, str, str]]


def flow(
    columns: Sequence[Column], links: Sequence[JSON], lacking: Mapping[str, str], title: str
) -> Markup:
    """The picture. `lacking` holds what is missing at a box, by its id."""
    places = {
        box[0]: (at * ACROSS, TOP + row * DOWN)
        for at, column in enumerate(columns)
        for row, box in enumerate(column.boxes[:DRAWN])
    }
    parts = [curve(row, places) for row in links if row["from"] in places and row["to"] in places]
    for at, column in enumerate(columns):
        parts += drawn(column, at * ACROSS, places, lacking)
    rows = max((min(len(c.boxes), DRAWN) + (len(c.boxes) > DRAWN) for c in columns), default=1)
    width = ACROSS * (len(columns) - 1) + WIDE + 2
    return svg(width, TOP + max(rows, 1) * DOWN, title, parts, role="group")


def drawn(
    column: Column,
    left: float,
    places: Mapping[str, tuple[float, float]],
    lacking: Mapping[str, str],
) -> list[Markup]:
    """One column: its name, its boxes, what was left out; a dashed box where there is none."""
    parts = [text(left, 18, f"{column.name} {len(column.boxes)}", cls="soft")]
    if not column.boxes:
        parts.append(rect(left + 1, TOP, WIDE, TALL, "node gap"))
        parts.append(text(left + 12, TOP + 32, "没有找到", cls="gap"))
    for key, first, second in column.boxes[:DRAWN]:
        x, y = places[key]
        gap = lacking.get(key, "")
        inner = rect(x + 1, y, WIDE, TALL, f"node {LETTERS[column.key]}")
        inner += text(x + 10, y + 22, cut(first, WIDE - 20))
        inner += text(x + 10, y + 42, cut(gap or second, WIDE - 20), cls="gap" if gap else "soft")
        parts.append(link(f"#{key}", inner))
    if len(column.boxes) > DRAWN:
        rest = f"另有 {len(column.boxes) - DRAWN} 条，见下"
        parts.append(text(left + 10, TOP + DRAWN * DOWN + 20, rest, cls="soft"))
    return parts


def curve(row: JSON, places: Mapping[str, tuple[float, float]]) -> Markup:
    """A link, from the right edge of one box to the left edge of another."""
    (x1, y1), (x2, y2) = places[row["from"]], places[row["to"]]
    x1, y1, y2 = x1 + WIDE + 1, y1 + TALL / 2, y2 + TALL / 2
    bend = max((x2 - x1) / 2, 30)
    return Markup(
        '<path class="link {}" d="M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}"/>'
    ).format(row["type"], x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2)
