"""Pictures as inline SVG, made here on the server; every one of them stands beside its table.

No style attributes: the page's Content-Security-Policy forbids them. Colours come from classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from markupsafe import Markup

WIDTH = 720
ROW = 30
LABEL = 220  # pixels for the names at the left of bars
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
    room = WIDTH - LABEL - 80
    parts = []
    for at, (name, value, shown) in enumerate(rows):
        y = at * ROW
        parts.append(text(LABEL - 8, y + 20, cut(name, LABEL - 10), anchor="end"))
        parts.append(rect(LABEL, y + 6, room * value / most, ROW - 12, "bar"))
        parts.append(text(LABEL + room * value / most + 6, y + 20, shown, cls="soft"))
    return svg(WIDTH, ROW * len(rows) + 4, title, parts)


def lines(
    series: Sequence[tuple[str, Sequence[float | None]]],
    steps: Sequence[str],
    title: str,
    *,
    ranks: bool = False,
) -> Markup:
    """Values of several things over steps (years, editions); `ranks` has the first place on top.

    A missing value breaks the line: nothing is drawn between.
    """
    every = [value for _, values in series for value in values if value is not None]
    low, high = min(every), max(every)
    top, bottom, left, right = 24.0, 220.0, 60.0, WIDTH - 190.0
    span, wide = (high - low) or 1, max(len(steps) - 1, 1)

    def place(at: int, value: float) -> Point:
        part = (value - low) / span
        return left + (right - left) * at / wide, top + (bottom - top) * (
            part if ranks else 1 - part
        )

    parts = [
        text(place(at, low)[0], bottom + 28, s, cls="soft", anchor="middle")
        for at, s in enumerate(steps)
    ]
    for number, (name, values) in enumerate(series):
        points = [None if v is None else place(at, v) for at, v in enumerate(values)]
        parts += _line(points, f"line s{number % 5 + 1}")
        last = next((p for p in reversed(points) if p), None)
        if last:
            shown = next(v for v in reversed(values) if v is not None)
            parts.append(text(last[0] + 8, last[1] + 4, cut(f"{name} {shown:g}", 180)))
    return svg(WIDTH, bottom + 40, title, parts)


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
    return svg(size, size - 40, title, [*parts, path(shape, "area", closed=True)])


def _spoke(at: int, count: int, length: float, middle: float) -> Point:
    turn = 2 * math.pi * at / count - math.pi / 2
    return middle + length * math.cos(turn), middle - 20 + length * math.sin(turn)


def progress(baseline: float | None, latest: float | None, goal: float, title: str) -> Markup:
    """A bar from nought to the target: where it began, where it stands, where it should be."""
    most = max(latest or 0, goal, baseline or 0) * 1.05 or 1
    wide, y = WIDTH - 20.0, 10.0
    parts = [rect(0, y, wide * max(latest or 0, 0) / most, 22, "bar")]
    if baseline is not None:
        parts.append(rect(0, y, wide * max(baseline, 0) / most, 22, "bar base"))
    parts.append(rect(0, y - 3, wide * max(goal, 0) / most, 28, "bar goal"))
    return svg(WIDTH, 44, title, parts)
