"""Which places bear on each other? The nation on all; a place on what lies in it or around it.

A city's rules hold in its districts and its province's in the city; those of the city beside it
hold in neither.
"""

from __future__ import annotations

from policykb.gazetteer import LEVELS, NATIONAL, find_regions
from policykb.search.cues import around
from policykb.types import JSON

UPPER, PEER, LOWER, OTHER = "upper", "peer", "lower", "other"


def everywhere(place: str) -> bool:
    """Whether a region is the nation, or not known, so that nothing can be held against it."""
    return place in ("", NATIONAL)


def bear_on(one: str, other: str) -> bool:
    """Whether two regions are one, or one lies in the other.

    >>> bear_on("沈阳市", "辽宁省"), bear_on("沈阳市", "大连市")
    (True, False)
    """
    if everywhere(one) or everywhere(other):
        return True
    return one in around(other) or other in around(one)


def concerns(record: JSON, place: str) -> bool:
    """Whether what a record says can bear on a place: by its document, or because its own words
    name the place."""
    return bear_on(region_of(record["document"]), place) or names_place(record, place)


def happens(record: JSON, place: str) -> bool:
    """Whether a record reports on a place: what the nation reports is none of its results, unless
    the words name the place."""
    if region_of(record["document"]) != NATIONAL:
        return concerns(record, place)
    return names_place(record, place)


def names_place(record: JSON, place: str) -> bool:
    """Whether the own words of a record name a place, or one in it."""
    said = str(record.get("text") or record["quote"])
    return any(place in around(mention.entry.name) for mention in find_regions(said))


def region_of(ref: JSON) -> str:
    """The region of a document; empty where unknown."""
    return str(ref["region"] or "")


def standing(ref: JSON, beside: JSON) -> str:
    """How a document stands to another one: upper, peer (of one level), lower, or other where
    neither holds for the other's place, or nothing tells."""
    ranks = [rank(each) for each in (ref, beside)]
    if None in ranks:
        return OTHER
    own, its = (each or 0 for each in ranks)
    if own == its:
        return PEER
    if not bear_on(region_of(ref), region_of(beside)):
        return OTHER
    return UPPER if own < its else LOWER


def rank(ref: JSON) -> int | None:
    """0 for the nation, more for each level below; None where the level is unknown."""
    level = str(ref["level"] or "")
    return LEVELS.index(level) if level in LEVELS else None
