"""Why does one member of a chain belong to another? Links, each with evidence at both ends.

explicit: the two stand in one clause, or the clause cites the other's document. same_indicator:
the same indicator of the same subject. same_topic: neither, but what they say is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from policykb.answer.members import SERVING
from policykb.answer.nearness import vectors_of
from policykb.answer.progress import counted_alike
from policykb.answer.whereabouts import concerns, region_of
from policykb.search.names import fold
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.answer.members import Member
    from policykb.search import Searcher

EXPLICIT, SAME_INDICATOR, SAME_TOPIC = "explicit", "same_indicator", "same_topic"
AS_NEAR = 0.8  # a member is linked to each end that is at least this share as near as the nearest
LEAST_NEAR = 0.2  # cosine below which two members say nothing of each other
HEAD = 6  # characters that the number of a heading may take
_SENTENCE = re.compile(r"[^。；！\n]+[。；！]?")


@dataclass(frozen=True, slots=True)
class Why:
    """The kind of a link and the quotes that it rests on, at its upper and at its lower end."""

    kind: str
    upper: str
    lower: str


@dataclass(slots=True)
class Linker:
    """Makes the links of one chain."""

    searcher: Searcher
    references: Mapping[tuple[str, str], Sequence[JSON]]

    @classmethod
    def of(cls, searcher: Searcher, members: Iterable[Member]) -> Linker:
        """A linker that knows which clauses of the members' documents cite which documents."""
        documents = tuple({m.record["document"]["id"] for m in members})
        cited: dict[tuple[str, str], list[JSON]] = {}
        rows = searcher.store.facts("references", Filters(doc=documents)) if documents else []
        for row in rows:
            cited.setdefault((row["document"]["id"], row["eid"]), []).append(row)
        return cls(searcher, cited)

    def between(self, ends: Sequence[Member], members: Sequence[Member]) -> list[JSON]:
        """Links from each of the `ends` that a member is near to, to that member."""
        if not ends or not members:
            return []
        known = vectors_of(self.searcher)
        near = known.of([m.said for m in members]) @ known.of([e.said for e in ends]).T
        found = []
        for at, member in enumerate(members):
            best = max(float(near[at].max()), LEAST_NEAR)
            for end, cosine in zip(ends, near[at].tolist(), strict=True):
                if not answers_to(member.record, end.record):
                    continue
                why = bound(end, member)
                if why or cosine >= AS_NEAR * best:
                    share = min(1.0, max(cosine, LEAST_NEAR) / best)
                    found.append(link(end, member, why or self._why(end, member), share))
        return found

    def completed(self, ends: Sequence[Member], members: Sequence[Member]) -> list[JSON]:
        """Those links, and one from each end that has none to what is listed nearest to it: all of
        it was found for the topic of the ends that are `sure`."""
        found = self.between(ends, members)
        linked = {row["from"] for row in found}
        for end in filter(sure, ends):
            rest = [m for m in members if sure(m) and answers_to(m.record, end.record)]
            if end.record["id"] not in linked and rest:
                found += self._nearest_link(end, rest)
        return found

    def _nearest_link(self, end: Member, members: Sequence[Member]) -> list[JSON]:
        known = vectors_of(self.searcher)
        near = known.of([m.said for m in members]) @ known.of([end.said])[0]
        at = int(np.argmax(near))
        if near[at] < LEAST_NEAR:
            return []
        return [link(end, members[at], self._why(end, members[at]), float(near[at]))]

    def _why(self, end: Member, member: Member) -> Why:
        """What links two members that are near: a citation, else their topic."""
        for row in self._references(member.record):
            if cites(row, end.record["document"]):
                return Why(EXPLICIT, self._run(end, member), str(row["quote"]))
        return Why(SAME_TOPIC, self._run(end, member), self._run(member, end))

    def _references(self, record: JSON) -> Sequence[JSON]:
        """What a clause cites; a target rests on all that its plan cites (根据《…》制定)."""
        if record["kind"] != "target":
            return self.references.get(place(record), ())
        document = record["document"]["id"]
        return [row for (id, _), rows in self.references.items() if id == document for row in rows]

    def _run(self, member: Member, other: Member) -> str:
        """The sentence of a long member that is nearest to another; else its quote."""
        quote = str(member.record["quote"])
        head = len(str(member.record.get("heading") or "")) + HEAD
        runs = [run.strip() for run in _SENTENCE.findall(quote)]
        runs = [run for run in runs if len(run) > head]
        if len(runs) < 2:
            return runs[0] if runs else quote
        known = vectors_of(self.searcher)
        near = known.of(runs) @ known.of([other.said])[0]
        return str(runs[int(np.argmax(near))])


def sure(member: Member) -> bool:
    """Whether a member is taken to be on the topic, and not only near it."""
    return member.fit >= SERVING


def answers_to(record: JSON, end: JSON) -> bool:
    """Whether a member can be linked to that end: what one place rules or reports is nothing to
    another one's; what a city does well is a case for all."""
    return record["kind"] == "practice" or concerns(record, region_of(end["document"]))


def bound(end: Member, member: Member) -> Why | None:
    """What links two members however near they are: one clause, or one indicator."""
    one, other = end.record, member.record
    if place(one) == place(other) and str(one["kind"]) != str(other["kind"]):
        return Why(EXPLICIT, str(one["quote"]), str(one["quote"]))
    for a, b in product(end.facts, member.facts):
        if counted_alike(a, b):
            return Why(SAME_INDICATOR, str(a["quote"]), str(b["quote"]))
    return None


def link(end: Member, member: Member, why: Why, share: float) -> JSON:
    """One link; what is explicit or counted alike halves the doubt that a shared topic leaves."""
    doubt = 1 - member.fit * share
    return {
        "from": end.record["id"],
        "to": member.record["id"],
        "type": why.kind,
        "evidence": [why.upper, why.lower],
        "confidence": round(1 - (doubt if why.kind == SAME_TOPIC else doubt / 2), 3),
    }


def place(record: JSON) -> tuple[str, str]:
    """The clause that a record stands in."""
    return str(record["document"]["id"]), str(record["eid"])


def cites(reference: JSON, document: JSON) -> bool:
    """Whether a reference is to that document."""
    if reference.get("resolved"):
        return str(reference["resolved"]) == str(document["id"])
    pairs = ((reference.get(name), document.get(name)) for name in ("doc_number", "title"))
    return any(a and b and fold(str(a)) == fold(str(b)) for a, b in pairs)


def gaps(
    targets: Sequence[Member], measures: Sequence[Member], links: Sequence[JSON], kinds: JSON
) -> list[JSON]:
    """Targets on the topic without measure or result, measures without a case.

    `kinds` tells of each id to which a link leads what it is: measure, practice or result; nothing
    was looked for on behalf of targets that are of another place than the first, or hardly on the
    topic.
    """
    targets = [t for t in targets if sure(t) and answers_to(t.record, targets[0].record)]
    linked = {(row["from"], kinds.get(row["to"])) for row in links}
    wanted = (
        (targets, "measure", "target_without_measure", "目标没有对应措施"),
        (targets, "result", "target_without_result", "目标没有已报告的结果"),
        (measures, "practice", "measure_without_practice", "措施没有城市案例"),
    )
    return [
        {"kind": kind, "message": message} | shown(member.record)
        for members, other, kind, message in wanted
        for member in members
        if (member.record["id"], other) not in linked
    ]


def shown(record: JSON) -> JSON:
    """What a gap shows of the member that lacks something."""
    quote = f"{record.get('number') or ''}{record.get('heading') or ''}" or record["quote"]
    return {"id": record["id"], "quote": quote, "citation": record["citation"]}
