"""What is stored of a document beside itself: its records as the contract spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policykb.types.places import JSON

_OF_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The contract records of one document: its own, its provisions, its facts by kind."""

    document: JSON
    provisions: list[JSON] = field(default_factory=list)
    facts: dict[str, list[JSON]] = field(default_factory=dict)


def dated_on(record: JSON) -> str:
    """The day that a document bears, in a record of it; empty where it bears none. Years and
    limits of time go by it.

    It is the day of writing; else the year in the 文号 where the page was put up in another year
    or on no day that it tells (GB/T 9704: 发文字号 holds the year of issue); else the day of
    publishing.

    >>> dated_on({"doc_number": "某政发〔2014〕20号", "published_on": "2016-01-17"})
    '2014'
    """
    written, published = record.get("written_on"), str(record.get("published_on") or "")
    year = year_of_number(record.get("doc_number"))
    return str(written or (year if year != published[:4] else "") or published)


def year_of_number(number: str | None) -> str:
    """The year that a 文号 tells; empty where it tells none.

    >>> year_of_number("某发〔2017〕5号"), year_of_number("国务院令第7号")
    ('2017', '')
    """
    found = _OF_YEAR.search(number or "")
    return found[1] if found else ""
