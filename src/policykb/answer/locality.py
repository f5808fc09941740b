"""Where the support of a document holds: at home, or at the place that a national paper is about.

A local document is for the firms of its place, also where it does not say so. A national reply,
approval or decision on one place (关于某省…的函, …总体规划的批复) is for that place, which
its title names; one that holds it up as an example is for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policykb.answer.conditions import Condition
from policykb.answer.grammar import Setting, State, any_of, within
from policykb.answer.grammar.terms import Test
from policykb.answer.profile import Profile
from policykb.answer.quoting import naming
from policykb.answer.reading import chain
from policykb.gazetteer import NATIONAL, Region, find_regions, region
from policykb.types import JSON

_EXAMPLE = re.compile(r"推广|学习|借鉴|复制|经验|做法|典型")
# 北京证券交易所 and the like stand in a place, and serve all
_BODY = re.compile(r"^[^，。；的关]{0,4}(?:证券交易所|银行|大学|交易中心|海关|铁路局)")


def localities(ref: JSON) -> tuple[Region, ...]:
    """The places for which alone a document gives; none where it gives for all."""
    if ref["level"] != "national":
        own = region(ref["region"]) if ref["region"] else None
        return (own,) if own else ()
    title = str(ref["title"])
    return () if _EXAMPLE.search(title) else tuple(_named(title))


def _named(title: str) -> Iterator[Region]:
    """The places that a title names; of names that touch (湖北省|巴东县) the last."""
    found = find_regions(title)
    starts = {mention.span.start for mention in found}
    for mention in found:
        end = mention.span.end
        if end not in starts and mention.entry.name != NATIONAL and not _BODY.match(title[end:]):
            yield mention.entry


def place_conditions(ref: JSON, texts: Sequence[str], whole: str) -> list[Condition]:
    """The condition that a firm lies there; quoted are the words of these texts that name the
    place, the nearest first, else the title as it stands in the `whole` text."""
    here = localities(ref)
    if not here:
        return []
    names = [each.name for each in here]
    said = next(filter(None, (naming(text, name) for text in texts for name in names)), "")
    if not said:
        words = (ref["title"], *names)
        said = next((word for word in words if word in whole), words[0])
    return [Condition("place", "place", said, any_of([_lies_in(each) for each in here]))]


def _lies_in(place: Region) -> Test:
    target = chain(place)

    def test(profile: Profile, setting: Setting) -> State:
        return within(profile.place, target)

    return test
