"""The words in which measures state conditions, and the test that each puts to a profile.

One row per kind of condition: a finder yields the places where its words stand, with a test that
gives True, False, or None where the profile is silent. Words that no row knows are never tested.
"""

from __future__ import annotations

from dataclasses import replace

from policykb.answer.grammar.days import days
from policykb.answer.grammar.deeds import activities, answers
from policykb.answer.grammar.figures import figures
from policykb.answer.grammar.founders import founders
from policykb.answer.grammar.paid import recipients
from policykb.answer.grammar.places import places, within
from policykb.answer.grammar.said import said_figures
from policykb.answer.grammar.standing import businesses, held_labels, sizes
from policykb.answer.grammar.terms import Finder, Found, Setting, State, Test, any_of, negated
from policykb.numerals import find_quantities
from policykb.types import Span

__all__ = ["Found", "Setting", "State", "Test", "any_of", "found_in", "negated", "within"]

# Kinds whose words may stand inside another's come later: what is found first keeps its place.
FINDERS: tuple[Finder, ...] = (
    places,
    held_labels,
    founders,
    answers,
    recipients,
    figures,
    days,
    sizes,
    businesses,
    activities,
    said_figures,
)


def found_in(text: str, setting: Setting) -> list[Found]:
    """The conditions that known words state, in order, none overlapping another."""
    found: list[Found] = []
    for finder in FINDERS:
        for each in finder(text, setting):
            span = _free(each.span, found)
            if span is not None and (span == each.span or _still_bounds(each, span, text)):
                found.append(replace(each, span=span))
    return sorted(found, key=lambda each: each.span)


def _still_bounds(each: Found, span: Span, text: str) -> bool:
    """Whether what is left of a bound still holds its figure (…不低于100万元|的项目 does not)."""
    return each.kind != "figure" or bool(find_quantities(span.of(text)))


def _free(span: Span, found: list[Found]) -> Span | None:
    """The part of a span behind what was found before (在本市注册|满1年); None inside or around."""
    for other in sorted((each.span for each in found), key=lambda each: each.start):
        if other.start >= span.end or other.end <= span.start:
            continue
        if other.start > span.start or other.end >= span.end:
            return None
        span = Span(other.end, span.end)
    return span
