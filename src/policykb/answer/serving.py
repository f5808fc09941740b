"""Which of the measures found for a topic serve the target that is traced?

A clause that is only near to it is left out where something tells that it serves another one: it
names nothing of the subject but what all clauses under its title do, it stands in a document of
another field than the target's own, or it sets figures of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from policykb.answer.members import RULING, SERVING, Member, weighed
from policykb.answer.statements import Place
from policykb.answer.subject import MOST, SOME, WHOLE
from policykb.types import JSON

SURE = 0.5  # chance from which on a measure needs nothing else to speak for it
SAID = 0.3  # score from which on a clause says something of the subject
LITTLE = 0.25  # score below which it says nothing, though it be the best


def serving(
    found: Sequence[Member], main: Member | None, aims: Mapping[Place, Sequence[JSON]]
) -> list[Member]:
    """The measures that may serve the traced target, in their order; `aims` are the targets with a
    figure that stand in clauses."""
    whole = any(m.narrow >= WHOLE for m in found)
    told = [m for m in found if not (whole and only_near(m)) and not aside(m)]
    if main is None:
        return told
    if main.titled >= MOST:
        told = [m for m in told if m.fit >= SURE or bears(m)]
    within = clause_of(main) in {clause_of(m) for m in found}
    return [m for m in told if not (within and busy(m, aims.get(clause_of(m), ())))]


def only_near(member: Member) -> bool:
    """Whether a clause names of the subject hardly more than the title above it."""
    return member.fit < SURE and member.titled >= SOME > member.apart


def aside(member: Member) -> bool:
    """Whether a clause is only the best of those that have nothing to do with the subject."""
    return member.score < LITTLE and not bears(member)


def bears(member: Member) -> bool:
    """Whether the words of a clause or its title name the field of the subject."""
    return max(member.titled, member.named) >= SOME


def busy(member: Member, aims: Iterable[JSON]) -> bool:
    """Whether a clause that is hardly on the topic sets figures of its own, which it serves."""
    return member.fit < SERVING and member.narrow < MOST and any(aims)


def of_own_plan(found: Sequence[Member], main: Member | None) -> list[Member]:
    """The measures with those of the plan that sets a place's target weighed among themselves: it
    says for itself, and shorter than the nation does, by what it will reach its target."""
    document = main.record["document"] if main else None
    if not document or document["doc_type"] not in RULING:
        return list(found)
    own = [m for m in found if m.record["document"]["id"] == document["id"] and m.score >= SAID]
    fits = {m.record["id"]: m.fit for m in weighed(own)}
    told = (replace(m, fit=max(m.fit, fits.get(m.record["id"], 0.0))) for m in found)
    return sorted(told, key=lambda member: -member.fit)


def clause_of(member: Member) -> Place:
    """The clause in which a member stands."""
    return str(member.record["document"]["id"]), str(member.record["eid"])
