"""What is stored of a document beside itself: its records as the contract spells them."""

from __future__ import annotations

from dataclasses import dataclass, field

from policykb.types.places import JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The contract records of one document: its own, its provisions, its facts by kind."""

    document: JSON
    provisions: list[JSON] = field(default_factory=list)
    facts: dict[str, list[JSON]] = field(default_factory=dict)


def dated_on(record: JSON) -> str:
    """The day that a document bears, in a record of it: when it was written, else published; empty
    where it bears neither. Years and limits of time go by it."""
    return str(record.get("written_on") or record.get("published_on") or "")
