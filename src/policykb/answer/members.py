"""The members of a chain: what was compared of each, how much of the subject it names, and the
chance that a reader counts it as part of the chain.

The chance is that of the score and of how it stands beside the best of its kind. Members are those
whose chance is good enough; the same figure is the confidence of the links that end at them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policykb.answer.nearness import TINY
from policykb.answer.statements import Statement
from policykb.answer.subject import SOME, WHOLE, Subject
from policykb.answer.topic import FIRM, MEASURES, PRACTICES, RESULTS, TARGETS
from policykb.types import JSON

# Chance of membership: logistic in score and in score over the best of the kind, fitted on the
# gold traces by benchmarks/fit_trace.py; a place that is named counts like so much more score.
BIAS, BY_SCORE, BY_SHARE = -6.04, 3.06, 4.80
PEERS = 2  # the best ones whose mean score is the measure of a share
RULING = frozenset(("measures", "plan"))  # types of documents that set down what will be done
SERVING = 0.3  # chance from which on a measure or target is taken to be on the topic
# Members of a kind: at least this chance, at most so many.
LEAST = {TARGETS: 0.08, MEASURES: 0.09, PRACTICES: 0.1, RESULTS: 0.06}
MANY = {TARGETS: 12, MEASURES: 16, PRACTICES: 6, RESULTS: 18}
SCORED = {PRACTICES: 0.15}  # no practice with less, though it be the best: of another subject
# Of one document that is not on the subject itself, so that a long one does not crowd out others.
FROM_ONE = {MEASURES: 4}


@dataclass(frozen=True, slots=True)
class Member:
    """A candidate: the record to show, the words that were compared, score and chance.

    `facts`: the facts that it stands for, all of a statement's. How much of the subject its `own`
    words name, 0…1 (what its paragraph opens with, then what it says; headings are left out):
    `named`; `narrow`, where the subject's concept is but a part of it; `worded`, beside its
    figures. `titled`: how much its document's title names; `apart`: how much of the rest it names
    itself. `beside`: whether it names what is asked beside the subject.
    """

    record: JSON
    said: str
    facts: Sequence[JSON] = ()
    score: float = 0.0
    fit: float = 0.0
    own: tuple[str, str] = ("", "")
    named: float = 1.0
    narrow: float = 1.0
    worded: float = 1.0
    beside: bool = False
    titled: float = 0.0
    apart: float = 1.0

    @property
    def level(self) -> str:
        """The level of its document."""
        return str(self.record["document"]["level"])


def names_firm(row: Member) -> bool:
    """Whether a candidate, the headings above it or its document's title name firms."""
    title = str(row.record["document"]["title"])
    return any(FIRM in text for text in (row.said, title, *row.record["path"]))


def stated(statement: Statement, record: JSON) -> Member:
    """A statement as a candidate."""
    return Member(record, statement.said, statement.facts, own=(statement.opening, statement.text))


def named_in(row: Member, subject: Subject) -> Member:
    """A candidate with how much of the subject it names: all, in a document on the subject."""
    title, (opening, text) = str(row.record["document"]["title"]), row.own
    titled, beside = subject.share(title), subject.besides(text)
    named = 1.0 if titled >= 1 else max(subject.share(text), min(subject.share(opening), SOME))
    narrow = max(subject.narrow(text), min(subject.narrow(opening), SOME), SOME * beside)
    return replace(
        row,
        titled=titled,
        named=named,
        narrow=narrow,
        worded=min(named, subject.share(without_figures(row))),
        beside=beside,
        apart=subject.apart(text, title),
    )


def without_figures(row: Member) -> str:
    """What a candidate says beside its facts that have a figure."""
    said = row.own[1]
    for fact in row.facts:
        said = said.replace(str(fact["quote"]), "") if fact.get("value") is not None else said
    return said


def words_of(fact: JSON) -> str:
    """What a target or figure counts, in its own words."""
    return f"{fact.get('subject') or ''}{fact.get('indicator') or ''} {fact['quote']}"


def told(fact: JSON) -> str:
    """The words of a fact that are compared: what it is about, then its text."""
    return f"{fact.get('theme') or fact.get('heading') or ''} {fact['text']}"


def weighed(found: Iterable[Member]) -> list[Member]:
    """The candidates with their chances, likeliest first."""
    ranked = sorted(found, key=lambda member: -member.score)
    peers = [member.score for member in ranked[:PEERS]]
    best = max(math.fsum(peers) / max(len(peers), 1), TINY)
    # Scores can fall below nought (demerits), and all of them can: a share lies in 0…1 regardless.
    return [replace(m, fit=chance(m.score, min(1.0, max(0.0, m.score / best)))) for m in ranked]


def fittest(found: Iterable[Member], link: str) -> list[Member]:
    """The candidates that make a link of the chain, of those that stand likeliest first.

    All measures of a plan on the subject serve it, whatever they name.
    """
    kept: list[Member] = []
    taken: Counter[str] = Counter()
    for member in found:
        document = member.record["document"]["id"]
        whole = link == MEASURES and member.titled >= WHOLE
        most = MANY[link] if whole else FROM_ONE.get(link, MANY[link])
        near = member.score >= SCORED.get(link, -math.inf) and member.fit >= LEAST[link]
        if (near or whole) and taken[document] < most and len(kept) < MANY[link]:
            taken[document] += 1
            kept.append(replace(member, fit=max(member.fit, SERVING)) if whole else member)
    return kept


def chance(score: float, share: float) -> float:
    """The chance that a candidate belongs to the chain, 0…1.

    >>> chance(1.0, 1.0) > chance(1.0, 0.5) > chance(0.5, 0.5)
    True
    """
    return 1 / (1 + math.exp(-(BIAS + BY_SCORE * score + BY_SHARE * share)))
