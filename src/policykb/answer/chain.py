"""The members of a chain: which targets, measures, practices and results a topic is served by.

Every candidate gets one score (nearness), from which its chance is told (members).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from heapq import nlargest
from itertools import product
from typing import TYPE_CHECKING

from policykb.answer.members import (
    RULING,
    SERVING,
    Member,
    fittest,
    named_in,
    names_firm,
    stated,
    told,
    weighed,
    words_of,
)
from policykb.answer.nearness import Direction, Floats, direction, vectors_of
from policykb.answer.papers import devotion
from policykb.answer.progress import counted_alike
from policykb.answer.serving import clause_of, of_own_plan, serving
from policykb.answer.statements import Place, Statement, statements
from policykb.answer.subject import MOST, SOME, WHOLE, Subject, subject_of
from policykb.answer.topic import MEASURES, PRACTICES, RESULTS, TARGETS, Topic
from policykb.answer.whereabouts import bear_on, concerns, happens, region_of
from policykb.thesaurus import concepts_of_passage
from policykb.types import JSON, Filters, Hit
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.search import Searcher

CLAUSES = 60  # clauses of a kind that are looked into
CLOSE = 6  # documents most given to the topic, whose clauses are looked into in any case
ECHOED = 3  # measures whose words turn the direction in which goals and results are looked for
KINDS = {
    TARGETS: ("targets",),
    MEASURES: ("measures",),
    PRACTICES: ("practices",),
    RESULTS: ("indicators", "rankings", "problems"),
}
NAMED = 0.3
PLAIN = 0.2  # a score below this is too low for what follows to count in full
ASKED = 0.15  # a problem or ranking, where the question asks for one
SERVED = 0.15  # a target of a document whose measures serve the topic
NO_FIRM = -0.2  # a text in which no firm is named, where the question is about firms
CONCEPT = 0.1  # a concept of the thesaurus that the question and the candidate share
# Against a measure: of a document that is not given to the topic at all (GIVEN of what the one is
# that is given to it most will do), and of a text that rules or reports rather than plans.
GIVEN, STRAY, ASIDE = 0.5, 0.3, 0.2
ASIDES = frozenset(("regulation", "report"))
_OUTCOMES = re.compile(r"目标(?:的新?要求)?$|^过去|(?:工作)?回顾$")


@dataclass(slots=True)
class Finder:
    """Finds the members of one topic's chain."""

    searcher: Searcher
    topic: Topic
    filters: Filters
    echo: list[str] = field(default_factory=list)
    goals: list[JSON] = field(default_factory=list)
    serving: set[str] = field(default_factory=set)
    figures: list[JSON] = field(default_factory=list)  # met while looking for results
    given: Mapping[str, float] = field(default_factory=dict)  # document → how much to the topic
    ranked: dict[str, list[Member]] = field(default_factory=dict)  # link → its candidates
    subject: Subject | None = None
    exact: Collection[str] = ()  # documents with a figure as goal of the very indicator asked for

    def __post_init__(self) -> None:
        """Looks how much of each document is about the topic."""
        self.given = devotion(self.searcher, (*self.topic.subject, *self.topic.field))

    def members(self, link: str, place: str = "") -> list[Member]:
        """The members of one link of the chain, likeliest first; with a `place` only what bears on
        it. Those of other places are weighed too: beside them the weak ones stay weak."""
        found = self._bearing(link, place)
        if link == RESULTS:
            found = sorted(map(self._reported, found), key=lambda member: -member.fit)
        if link in (TARGETS, RESULTS):
            found = self._on_subject(found, link)
        kept = fittest(found, link)
        if link == MEASURES:
            self.note(found)
        if link == PRACTICES:
            kept = self._of_named_cities(kept)
        return kept

    def measures(self, main: Member | None, place: str = "") -> list[Member]:
        """The measures that serve the traced target, which is set for that `place`; to be asked
        when targets have been looked for."""
        found = self._bearing(MEASURES, place)
        if place:
            self.note(found)
            found = of_own_plan(found, main)
        aims: dict[Place, list[JSON]] = {}
        for fact in self.searcher.store.facts_at(TARGETS, [clause_of(m) for m in found]):
            if fact.get("value") is not None:
                aims.setdefault((fact["document"]["id"], fact["eid"]), []).append(fact)
        return fittest(serving(found, main, aims), MEASURES)

    def _bearing(self, link: str, place: str) -> list[Member]:
        """The weighed candidates of a link that bear on a place."""
        if link not in self.ranked:
            self.ranked[link] = weighed(self.candidates(link))
        bears = happens if link == RESULTS else concerns
        found = [m for m in self.ranked[link] if not place or bears(m.record, place)]
        return [m for m in found if link != MEASURES or not is_outcome(m.record["heading"])]

    def _on_subject(self, found: Sequence[Member], link: str) -> list[Member]:
        """The goals or reports that name the subject, and those of the same indicators: the plan
        that sets one goal sets others beside it. A measure need not, for it serves targets that it
        does not name."""
        if link == TARGETS:
            self.exact = {d for m in found for d in self._indicates(m)}
            sure = (m for m in found if m.fit >= SERVING and self._names(m, link) >= MOST)
            self.goals += [fact for member in sure for fact in self.asked(member)]
        most = max((m.named for m in found), default=0.0)
        bar = partial(self._bar, link=link, most=most)
        return [m for m in found if self._names(m, link) >= bar(m) or self._alike(m)]

    def _indicates(self, member: Member) -> Sequence[str]:
        """The document of a goal with a figure of just what is asked about."""
        subject = self.subject
        counted = [words_of(fact) for fact in member.facts if fact.get("value") is not None]
        own = subject is not None and any(subject.narrow(words) >= WHOLE for words in counted)
        return [member.record["document"]["id"]] if own else []

    def _names(self, member: Member, link: str) -> float:
        """How much of the subject a member names. Where an indicator is asked for, the figure of
        another one names none of it; but a place that sets none for it has its goals in words, and
        a problem that is asked for is one of the field."""
        if not self.exact or member.record["kind"] in self.topic.asked:
            return member.named
        if link == RESULTS or member.record["document"]["id"] in self.exact:
            return member.narrow
        return max(member.narrow, member.worded if member.fit >= SERVING else 0.0)

    def _bar(self, member: Member, link: str, most: float) -> float:
        """How much of the subject must be named, where one names the `most`: some will do where the
        question asks what came of it all, and for what is near, unless the question is but a name
        and others bear it."""
        if self.exact:
            return SOME if member.beside or member.record["kind"] in self.topic.asked else MOST
        if (most >= MOST or self.goals) and not self.topic.links:
            return WHOLE if most >= WHOLE else MOST
        near = member.fit >= SERVING or link in self.topic.links
        return SOME if near else MOST

    def _alike(self, member: Member) -> bool:
        """Whether a fact of a member is of a goal's indicator."""
        return any(counted_alike(*pair) for pair in product(self.goals, member.facts))

    def asked(self, member: Member) -> list[JSON]:
        """The facts of a statement that name the subject themselves, where any does: one sentence
        of a report sets the goals of the whole year. All, in a document on the subject."""
        subject = self.subject
        if subject is None or member.titled >= 1:
            return list(member.facts)
        share = subject.narrow if self.exact else subject.share
        own = [fact for fact in member.facts if share(words_of(fact)) >= MOST]
        return own or list(member.facts)

    def _reported(self, member: Member) -> Member:
        """A figure of a target's own indicator and region is hardly in doubt as its result."""
        figures = replace(member, facts=[f for f in member.facts if f["kind"] == "indicator"])
        return replace(member, fit=(1 + member.fit) / 2) if self._alike(figures) else member

    def note(self, measures: Sequence[Member]) -> None:
        """Keeps what the best measures say and where they stand, for what is looked for next."""
        self.echo = [member.said for member in measures[:ECHOED]]
        sure = {m.record["document"]["id"] for m in measures if m.fit >= SERVING}
        self.serving = {id for id in sure if self.given.get(id, 0.0) >= GIVEN}

    def candidates(self, link: str) -> list[Member]:
        """All that could belong to a link of the chain, with its score."""
        places = self._places(link)
        if link in (TARGETS, RESULTS):
            kind = link.removesuffix("s")
            found = statements(self.searcher.store, places, KINDS[link], goals=link == TARGETS)
            if link == RESULTS:
                store = self.searcher.store
                found = without_practices(found, store.facts_at(PRACTICES, places))
                found = without_rules(found, store.facts_at(MEASURES, places))
            rows = [stated(s, s.record(kind, self.topic.subject)) for s in found]
            self.figures += [f for s in found for f in s.facts if f["kind"] == "indicator"]
        else:
            facts = self.searcher.store.facts_at(link, places, self.filters)
            rows = [Member(fact, told(fact), (fact,), own=("", told(fact))) for fact in facts]
        if link in (TARGETS, MEASURES):
            rows = [row for row in rows if self._here(row.record)]
        if link == RESULTS and (self.topic.local or self.topic.own):
            rows = [row for row in rows if self._here(row.record, self.topic.own)]
        return self._scored(link, rows)

    def _places(self, link: str) -> list[Place]:
        words = " ".join(self.topic.words(link))
        limited = replace(self.filters, kind=KINDS[link])
        found = [(h.passage.document_id, h.passage.eid) for h in self._hits(words, limited)]
        close = nlargest(CLOSE, self.given, key=self.given.__getitem__)
        if len(self.given) > 2 * CLOSE and not limited.doc:
            limited = replace(limited, doc=tuple(close))
            found += [(h.passage.document_id, h.passage.eid) for h in self._hits(words, limited)]
        return list(dict.fromkeys(found))

    def _hits(self, words: str, filters: Filters) -> Sequence[Hit]:
        return self.searcher.search(understand(words, filters), limit=CLAUSES).hits

    def _scored(self, link: str, rows: Sequence[Member]) -> list[Member]:
        if not rows:
            return []
        said = [row.said for row in rows]
        known = vectors_of(self.searcher)
        towards = self._towards(link, known.of(self.echo))
        subject = self.subject = subject_of(self.topic, towards.words)
        scores = towards.scores(said, known.of(said))
        return [
            replace(named_in(row, subject), score=score + self._more(row, score))
            for row, score in zip(rows, scores.tolist(), strict=True)
        ]

    def _towards(self, link: str, echo: Floats) -> Direction:
        towards = direction(self.searcher, self.topic.words(link), self.topic.concepts)
        return towards if link == MEASURES else towards.echoing(echo)

    def _more(self, row: Member, score: float) -> float:
        """What speaks for or against a candidate beside its words: place, kind, concepts, field."""
        topic, record = self.topic, row.record
        named = bool(record.get("city")) and record["city"] in topic.places
        shared = bool(topic.concepts) and not topic.concepts.isdisjoint(concepts_of(row.said))
        bonus = NAMED * named + ASKED * (record["kind"] in topic.asked) + CONCEPT * shared
        served = record["kind"] == "target" and record["document"]["id"] in self.serving
        bonus *= min(1.0, max(0.0, score) / PLAIN)
        field = NO_FIRM * (topic.firms and not names_firm(row))
        return bonus + SERVED * served + field - self._beside(record)

    def _beside(self, record: JSON) -> float:
        """What speaks against a measure of a document that is of another field or kind."""
        if record["kind"] != "measure":
            return 0.0
        if self.topic.local and record["document"]["region"] in self.topic.places:
            return 0.0  # what a place sets out to do for its own target, whatever else it does
        given = min(1.0, self.given.get(record["document"]["id"], 0.0) / GIVEN)
        return STRAY * (1.0 - given) + ASIDE * (record["document"]["doc_type"] in ASIDES)

    def _here(self, record: JSON, own: str = "") -> bool:
        """Whether a document is national, or of a place that the question names (if it does), or
        of the target's `own`."""
        places = self.topic.places or ((own,) if own else ())
        region = region_of(record["document"])
        return not places or any(bear_on(region, place) for place in places)

    def _of_named_cities(self, kept: list[Member]) -> list[Member]:
        """Only practices of cities that the question names, where it names any that has one."""
        named = [m for m in kept if m.record.get("city") in self.topic.places]
        return kept if self.topic.anywhere else named or kept


@lru_cache(maxsize=20_000)
def concepts_of(said: str) -> frozenset[str]:
    """Ids of the concepts that a text bears."""
    return frozenset(concepts_of_passage(said))


def without_practices(found: Sequence[Statement], practices: Sequence[JSON]) -> list[Statement]:
    """The statements that are not told of one city's practice: those are links of their own."""
    told_of: dict[Place, str] = {}
    for row in practices:
        place = (row["document"]["id"], row["eid"])
        told_of[place] = told_of.get(place, "") + str(row["text"])
    return [
        s
        for s in found
        if s.text not in told_of.get((s.clause["document"]["id"], s.clause["eid"]), "")
    ]


def without_rules(found: Sequence[Statement], measures: Sequence[JSON]) -> list[Statement]:
    """The statements that do not stand in a measure of a plan or of a paper that only sets down
    measures: its figures are conditions (最长不超过3个月) or to come (培育平台5个以上) and its
    困难 are whom it helps, none is a report."""
    ruled = {
        (row["document"]["id"], row["eid"])
        for row in measures
        if row["document"]["doc_type"] in RULING
    }
    return [s for s in found if (s.clause["document"]["id"], s.clause["eid"]) not in ruled]


def is_outcome(heading: str) -> bool:
    """Whether a section tells goals or what was done, and no measure.

    >>> is_outcome("过去五年的工作"), is_outcome("实现目标的新要求"), is_outcome("落实目标责任")
    (True, True, False)
    """
    return bool(_OUTCOMES.search(heading))
