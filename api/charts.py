"""Pictures as inline SVG, made here on the server; every one of them stands beside its table.

No style attributes: the page's Content-Security-Policy forbids them. Colours come from classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from markupsafe import Markup

WIDTH = 720
ROW = 30
BARS = 440  # pixels of bars with their names: on a phone their words must still be read
LABEL = 172  # pixels for the names at the left of bars
TOP, BOTTOM, LEFT, RIGHT = 28.0, 224.0, 60.0, WIDTH - 200.0  # the room of lines
APART = 3  # pixels between lines that would lie on one another
NAME_ROW = 18  # pixels from one name at the right to the next
EM = 13.5  # pixels a Chinese character takes

Point = tuple[float, float]


def svg(
    width: float, height: float, title: str, parts: Iterable[Markup], role: str = "img"
) -> Markup:
    """A picture that screen readers know by its title; with links in it the role is group."""
    head = Markup('<svg class="chart" role="{}" aria-label="{}" ').format(role, title)
    size = Markup('viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}">')
    return (
        head + size.format(width, height, width, height) + Markup("").join(parts) + Markup("</svg>")
    )


def text(x: float, y: float, said: str, *, cls: str = "", anchor: str = "start") -> Markup:
    """A run of text."""
    return Markup('<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}">{}</text>').format(
        x, y, cls, anchor, said
    )


def rect(x: float, y: float, width: float, height: float, cls: str) -> Markup:
    """A box."""
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>').format(
        x, y, max(width, 0.0), height, cls
    )


def path(points: Sequence[Point], cls: str, *, closed: bool = False) -> Markup:
    """A line through points."""
    steps = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Markup('<path d="M{}{}" class="{}"/>').format(steps, "Z" if closed else "", cls)


def dot(x: float, y: float, cls: str = "dot") -> Markup:
    """A point."""
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4" class="{}"/>').format(x, y, cls)


def link(href: str, inner: Markup) -> Markup:
    """Something to click."""
    return Markup('<a href="{}">{}</a>').format(href, inner)


def cut(said: str, width: float) -> str:
    """A text shortened to what fits into so many pixels.

    >>> cut("中小企业促进条例", 60)
    '中小企…'
    """
    room, at = width, 0
    while at < len(said) and room >= EM * (1 if ord(said[at]) > 0x2E80 else 0.58):
        room -= EM * (1 if ord(said[at]) > 0x2E80 else 0.58)
        at += 1
    return said if at == len(said) else said[: max(at - 1, 1)] + "…"


def bars(rows: Sequence[tuple[str, float, str]], title: str) -> Markup:
    """Horizontal bars: (name, value, value as printed), drawn from nought."""
    most = max((value for _, value, _ in rows), default=0) or 1
    room = BARS - LABEL - 56
    parts = []
    for at, (name, value, shown) in enumerate(rows):
        y = at * ROW
        parts.append(text(LABEL - 8, y + 20, cut(name, LABEL - 10), anchor="end"))
        parts.append(rect(LABEL, y + 6, room * value / most, ROW - 12, "bar"))
        parts.append(text(LABEL + room * value / most + 6, y + 20, shown, cls="soft"))
    return svg(BARS, ROW * len(rows) + 4, title, parts)


def lines(
    series: Sequence[tuple[str, Sequence[float | None]]],
    steps: Sequence[str],
    title: str,
    *,
    ranks: bool = False,
    groups: Sequence[str] = (),
) -> Markup:
    """Values of several things over steps (years, editions); `ranks` has the first place on top.

    A missing value breaks the line: nothing is drawn between. `groups`, one for each step, tell
    which steps may be compared: no line leads from one group into another.
    """
    every = [value for _, values in series for value in values if value is not None]
    low, span = min(every), (max(every) - min(every)) or 1
    across = (RIGHT - LEFT) / max(len(steps) - 1, 1)

    def place(at: int, value: float, number: int) -> Point:
        part = (value - low) / span
        y = TOP + (BOTTOM - TOP) * (part if ranks else 1 - part)
        return LEFT + across * at, y + APART * (number - (len(series) - 1) / 2)

    parts = _steps(steps, groups, across)
    if ranks:
        every_nth = next(n for n, most in ((1, 10), (5, 50), (10, math.inf)) if span <= most)
        told_at = range(0, int(span) + 1, every_nth)
        parts += [_rank(low + at, TOP + (BOTTOM - TOP) * at / span) for at in told_at]
    ends: list[tuple[float, int, str]] = []
    for number, (name, values) in enumerate(series):
        points = [None if v is None else place(at, v, number) for at, v in enumerate(values)]
        cls = f"line s{number % 6 + 1}"
        for first, last in _runs(groups, len(steps)):
            parts += _line(points[first:last], cls)
        told = [(p, v) for p, v in zip(points, values, strict=True) if p and v is not None]
        parts += [] if ranks else [_value(p, v) for p, v in told]
        if told:
            ends.append((told[-1][0][1], number, name))
    names = _spread(ends)
    for y, number, name in names:
        parts.append(path([(RIGHT + 24, y - 4), (RIGHT + 40, y - 4)], f"key s{number % 6 + 1}"))
        parts.append(text(RIGHT + 46, y, cut(name, WIDTH - RIGHT - 46)))
    tall = max(BOTTOM + (58 if groups else 40), names[-1][0] + 12)
    return svg(WIDTH, tall, title, parts)


def _steps(steps: Sequence[str], groups: Sequence[str], across: float) -> list[Markup]:
    """The names of the steps, of the groups below them, and a divider between two groups."""
    parts: list[Markup] = []
    for at, name in enumerate(steps):
        x = LEFT + across * at
        parts.append(text(x, BOTTOM + 28, name, cls="soft", anchor="middle"))
        if groups:
            parts.append(text(x, BOTTOM + 46, groups[at], cls="soft", anchor="middle"))
            if at and groups[at] != groups[at - 1]:
                parts.append(
                    path([(x - across / 2, TOP - 16), (x - across / 2, BOTTOM + 34)], "cut")
                )
    return parts


def _rank(rank: float, y: float) -> Markup:
    """A place at the left, with a line across."""
    across = path([(LEFT - 20, y), (RIGHT + 16, y)], "grid")
    return text(LEFT - 28, y + 4, f"第{rank:g}", cls="soft", anchor="end") + across


def _value(point: Point, value: float) -> Markup:
    """A value above its point."""
    shown = f"{value:,.0f}" if value == int(value) else f"{value:g}"
    return text(point[0], point[1] - 10, shown, cls="soft", anchor="middle")


def _runs(groups: Sequence[str], count: int) -> list[tuple[int, int]]:
    """Ranges of neighbouring steps of one group."""
    starts = [at for at in range(count) if not at or (groups and groups[at] != groups[at - 1])]
    return list(zip(starts, [*starts[1:], count], strict=True))


def _spread(ends: Sequence[tuple[float, int, str]]) -> list[tuple[float, int, str]]:
    """The names at the right, from above, pushed down so that none lies on another."""
    spread: list[tuple[float, int, str]] = []
    for y, number, name in sorted(ends):
        least = spread[-1][0] + NAME_ROW if spread else 0.0
        spread.append((max(y + 4, least), number, name))
    return spread


def _line(points: Sequence[Point | None], cls: str) -> list[Markup]:
    """A line with its gaps, and a dot at each point."""
    parts: list[Markup] = []
    run: list[Point] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        parts += [path(run, cls)] if len(run) > 1 else []
        parts += [dot(*each, cls) for each in run]
        run = []
    return parts


def radar(axes: Sequence[tuple[str, float, str]], title: str) -> Markup:
    """A star of axes: (name, part of the whole 0…1, value as printed)."""
    size, radius = 420.0, 120.0
    middle = size / 2
    parts: list[Markup] = []
    for ring in (0.25, 0.5, 0.75, 1.0):
        parts.append(
            path(
                [_spoke(at, len(axes), radius * ring, middle) for at in range(len(axes))],
                "grid",
                closed=True,
            )
        )
    for at, (name, _, shown) in enumerate(axes):
        x, y = _spoke(at, len(axes), radius + 26, middle)
        anchor = "middle" if abs(x - middle) < 20 else "start" if x > middle else "end"
        parts.append(text(x, y, name, anchor=anchor))
        parts.append(text(x, y + 16, shown, cls="soft", anchor=anchor))
    shape = [_spoke(at, len(axes), radius * part, middle) for at, (_, part, _) in enumerate(axes)]
    return svg(size, size - 90, title, [*parts, path(shape, "area", closed=True)])


def _spoke(at: int, count: int, length: float, middle: float) -> Point:
    turn = 2 * math.pi * at / count - math.pi / 2
    return middle + length * math.cos(turn), middle - 50 + length * math.sin(turn)


def progress(baseline: float | None, latest: float | None, goal: float, title: str) -> Markup:
    """A bar from nought to the target: where it began, where it stands, where it should be."""
    most = max(latest or 0, goal, baseline or 0) * 1.05 or 1
    wide, y = WIDTH - 20.0, 10.0
    parts = [rect(0, y, wide * max(latest or 0, 0) / most, 22, "bar")]
    if baseline is not None:
        parts.append(rect(0, y, wide * max(baseline, 0) / most, 22, "bar base"))
    parts.append(rect(0, y - 3, wide * max(goal, 0) / most, 28, "bar goal"))
    return svg(WIDTH, 44, title, parts)
