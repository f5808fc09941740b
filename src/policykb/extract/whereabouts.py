"""Which place is a figure of? Of the one that did what the figure tells of, where only one did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from policykb.types import Facts, Indicator, Span


def placed(facts: Facts) -> Facts:
    """The same facts, the figures in what one city or county did being of that place."""
    cities: dict[Span, set[str]] = defaultdict(set)
    for practice in facts.practices:
        cities[practice.span].add(practice.city)
    told = [(span, next(iter(names))) for span, names in cities.items() if len(names) == 1]
    return replace(facts, indicators=_within(facts.indicators, sorted(told))) if told else facts


def _within(
    indicators: tuple[Indicator, ...], told: list[tuple[Span, str]]
) -> tuple[Indicator, ...]:
    """Both are in the order of the text, and what is told of one place ends before the next."""
    found: list[Indicator] = []
    at = 0
    for indicator in indicators:
        while at + 1 < len(told) and told[at + 1][0].start <= indicator.span.start:
            at += 1
        span, city = told[at]
        found.append(replace(indicator, region=city) if span.holds(indicator.span) else indicator)
    return tuple(found)
