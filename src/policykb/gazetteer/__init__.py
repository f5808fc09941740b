"""Places of China and the bodies that sign policy, with the short forms both are printed in.

The rows are data files written for this project: `places.jsonl` (one row per province and
prefecture-level division, its districts inside), `departments.jsonl` (central bodies, local kinds
of bodies, collective ones such as 各地方) and `abbreviations.jsonl`. All searches are one pass over
the text with a table of first two characters, so their time is linear.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from policykb.gazetteer.bodies import (
    Body,
    department,
    find_asked,
    find_departments,
    is_branch,
    names_of_body,
)
from policykb.gazetteer.names import Mention, rows
from policykb.gazetteer.places import (
    LEVELS,
    Region,
    city,
    each_region,
    find_called,
    find_divisions,
    find_regions,
    is_division,
    lettered,
    region,
    within,
)
from policykb.gazetteer.shortened import bodies_called

__all__ = [
    "LEVELS",
    "NATIONAL",
    "Body",
    "Mention",
    "Region",
    "abbreviations",
    "bodies_called",
    "city",
    "department",
    "each_region",
    "find_asked",
    "find_called",
    "find_departments",
    "find_divisions",
    "find_regions",
    "is_branch",
    "is_division",
    "lettered",
    "names_of_body",
    "region",
    "region_of",
    "within",
]

NATIONAL = "全国"

_NATION = re.compile(r"国务院|中共中央|党中央|中华人民共和国|全国|国家|中央")


def region_of(text: str) -> Region | None:
    """The place that a title or an issuer speaks for: 浙江省金华市人民政府 → 金华市; 国务院 and
    central bodies → 全国 (level national); None where nothing tells."""
    regions = find_regions(text)
    first = regions[0].span.start if regions else len(text) + 1
    nation = _NATION.search(text)
    central = next((m for m in find_departments(text) if m.entry.level == "national"), None)
    starts = [m.start() for m in (nation,) if m] + [m.span.start for m in (central,) if m]
    if starts and min(starts) < first:
        return Region(name=NATIONAL, short=NATIONAL, level="national")
    return _innermost(regions)


def _innermost(regions: tuple[Mention[Region], ...]) -> Region | None:
    """The last of the run of places that begins with the first: 浙江省|金华市|义乌市."""
    if not regions:
        return None
    last = regions[0]
    for mention in regions[1:]:
        rank = LEVELS.index(mention.entry.level) > LEVELS.index(last.entry.level)
        if mention.span.start != last.span.end or not rank:
            break
        last = mention
    return last.entry


@functools.cache
def abbreviations() -> Mapping[str, str]:
    """Short forms of the language of policy, lowered, and what they stand for: 北交所 →
    北京证券交易所, cod → 化学需氧量."""
    return {str(row["short"]).lower(): str(row["full"]) for row in rows("abbreviations.jsonl")}
