"""trace(question): from a target to the measures that serve it, the local targets that take it up,
the practices of cities and the results reported, with the links between them and the gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policykb.answer.chain import Finder
from policykb.answer.links import Linker, gaps
from policykb.answer.members import SERVING, Member
from policykb.answer.progress import progress
from policykb.answer.records import interpretation
from policykb.answer.serving import clause_of
from policykb.answer.statements import Place
from policykb.answer.subject import MOST, WHOLE
from policykb.answer.topic import MEASURES, PRACTICES, RESULTS, TARGETS, Topic, topic_of
from policykb.answer.whereabouts import LOWER, concerns, everywhere, rank, region_of, standing
from policykb.errors import BadRequest, NotFound
from policykb.gazetteer import NATIONAL, find_regions
from policykb.types import JSON, Filters
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.store import Store

DOMINANT = 1.5  # a local target this much nearer than the best above it is the one that is meant
_TARGET_ID = re.compile(r"target-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Chain:
    """The members of a traced chain; `targets` begins with the one that is traced."""

    targets: Sequence[Member] = ()
    local: Sequence[Member] = ()
    measures: Sequence[Member] = ()
    practices: Sequence[Member] = ()
    results: Sequence[Member] = ()
    figures: Sequence[JSON] = field(default=())
    goals: Sequence[JSON] = field(default=())  # those whose progress is asked for

    def every(self) -> Iterable[Member]:
        """All members."""
        return (*self.targets, *self.local, *self.measures, *self.practices, *self.results)

    def told(self) -> Iterable[Member]:
        """Its targets and results."""
        return (*self.targets, *self.local, *self.results)


def trace(
    question: str,
    searcher: Searcher,
    *,
    target: str = "",
    filters: Filters | None = None,
) -> JSON:
    """The contract's trace of a question, or of the target fact whose id is `target`.

    `verdict` is traced, or no_answer with empty lists when the library holds nothing on it.
    Raises BadRequest when neither is given and NotFound for an unknown target.
    """
    filters = filters or Filters()
    if not target and _TARGET_ID.fullmatch(question.strip()):
        target = question.strip()
    fixed = fact_of(target, searcher, filters) if target else None
    question = str(fixed["quote"]) if fixed else question
    if not question.strip():
        raise BadRequest("请写出要追踪的问题或目标", code="empty_query")
    topic = topic_of(counted(fixed) if fixed else question)
    if fixed:
        topic = replace(topic, places=(), local=True, own=str(fixed["document"]["region"] or ""))
    near = related(topic, searcher, filters)
    found = chain_of(topic, searcher, filters, fixed) if near or topic.local else Chain()
    if not near and not any(of_place(m, topic) and m.narrow >= WHOLE for m in found.told()):
        found = Chain()  # a passage that tells it may be too short to be found for the question
    return reply(question, found, searcher, filters)


def fact_of(target: str, searcher: Searcher, filters: Filters) -> JSON:
    """The target fact of an id. Raises NotFound."""
    for row in searcher.store.facts("targets", Filters(as_of=filters.as_of)):
        if row["id"] == target:
            return row
    raise NotFound(f"没有编号为 {target} 的目标", code="no_such_target")


def counted(target: JSON) -> str:
    """What a target counts; of one without a figure all that it says."""
    return str(target["quote"] if target.get("qualitative") else target["indicator"])


def related(topic: Topic, searcher: Searcher, filters: Filters) -> bool:
    """Whether the library holds anything on the question, or on its subject alone; what it holds
    of other places is nothing on a place's own target."""
    asked = (topic.text,) if topic.places and topic.local else (topic.text, " ".join(topic.subject))
    return any(
        searcher.search(understand(text, filters), limit=1).verdict == "found" for text in asked
    )


def chain_of(topic: Topic, searcher: Searcher, filters: Filters, fixed: JSON | None) -> Chain:
    """All members of a topic's chain; `fixed` is the target, if it is given."""
    finder = Finder(searcher, topic, filters, goals=[fixed] if fixed else [])
    finder.members(MEASURES)  # their words turn what is looked for next
    found = finder.members(TARGETS)
    main = given(fixed) if fixed else traced(found, topic)
    if main and fixed:
        found = [m for m in found if fixed["id"] not in ids_of(m.record)]
    found = without_wholes(found, main)
    place = place_of(main)
    measures = finder.measures(main, place)
    upper, local = parted(found, main)
    results = finder.members(RESULTS, place)
    if not fixed and not any(m.named >= MOST for m in (*found, *measures, *results)):
        return Chain()  # nothing names what is asked: all of it is only near
    return Chain(
        targets=upper,
        local=local,
        measures=measures,
        practices=finder.members(PRACTICES),
        results=results,
        figures=finder.figures,
        goals=asked_for([*upper, *local], finder),
    )


def without_wholes(found: Sequence[Member], main: Member | None) -> list[Member]:
    """The targets without paragraphs of which a sentence is listed by itself."""
    told: dict[Place, list[str]] = {}
    for member in (*found, *([main] if main else [])):
        told.setdefault(clause_of(member), []).append(str(member.record["text"]))

    def holds(member: Member) -> bool:
        text, beside = str(member.record["text"]), told[clause_of(member)]
        return any(other in text and other != text for other in beside)

    return [m for m in found if m is main or not holds(m)]


def given(fact: JSON) -> Member:
    """The target that is asked for by its id."""
    record = fact | {"text": fact["quote"], "together": []}
    return Member(record, str(fact["quote"]), (fact,), 1.0, 1.0)


def traced(found: Sequence[Member], topic: Topic) -> Member | None:
    """The target that a question means: the place's own, where it names one; else the best of the
    highest level, or one below that is much nearer."""
    if not found:
        return None
    own = next((m for m in found if of_place(m, topic)), None)
    if own and own.fit >= SERVING:  # 安徽的研发强度: its own target, not the nation's
        return own
    top = min(map(depth, found))
    level = [m for m in found if depth(m) == top]
    whole = (m for m in level if m.narrow >= level[0].narrow and not of_a_part(m, topic))
    highest = next(whole, level[0])
    bar = highest.score * (1.0 if topic.local else DOMINANT)
    return found[0] if found[0].score > bar else highest


def place_of(main: Member | None) -> str:
    """The place for which alone the traced target is set; empty for the nation."""
    region = region_of(main.record["document"]) if main else ""
    return "" if everywhere(region) else region


def parted(found: Sequence[Member], main: Member | None) -> tuple[list[Member], list[Member]]:
    """The traced target with all that do not stand below it; then those of lower levels, of places
    in which it holds. Each says in its record how it stands to the traced one."""
    if main is None:
        return [], []
    document = main.record["document"]
    told = [
        replace(m, record=m.record | {"relation": standing(m.record["document"], document)})
        for m in found
        if m is not main
    ]
    below = [m for m in told if m.record["relation"] == LOWER]
    return [main, *(m for m in told if m not in below)], below


def asked_for(ends: Sequence[Member], finder: Finder) -> list[JSON]:
    """The targets whose progress is asked for, of the traced one's place: those of its indicator,
    and those that name the question's subject."""
    if not ends:
        return []
    place = place_of(ends[0])
    near = [e for e in ends if not place or concerns(e.record, place)]
    return [fact for end in near if end.fit >= SERVING for fact in finder.asked(end)]


def has_practices(store: Store, filters: Filters) -> bool:
    """Whether the library holds cases of cities: where it holds none, no measure lacks one."""
    keys = store.select(replace(filters, kind=(PRACTICES,)))
    return keys is None or keys.size > 0


def of_place(member: Member, topic: Topic) -> bool:
    """Whether a target is of the place that stands beside the subject of a question."""
    return topic.local and region_of(member.record["document"]) in topic.places


def of_a_part(member: Member, topic: Topic) -> bool:
    """Whether a target names places in which alone it holds, beside that of its document, and the
    question does not."""
    named = {mention.entry.name for mention in find_regions(str(member.record["text"]))}
    return bool(named - {region_of(member.record["document"]), NATIONAL, *topic.places})


def depth(member: Member) -> int:
    """0 for national documents, more for each level below."""
    return rank(member.record["document"]) or 0


def ids_of(record: JSON) -> list[str]:
    """The ids of the facts that stand in a statement."""
    return [record["id"], *record.get("together", ())]


def reply(question: str, chain: Chain, searcher: Searcher, filters: Filters) -> JSON:
    """The chain as the contract prints it."""
    linker = Linker.of(searcher, chain.every())
    ends = (*chain.targets, *chain.local)
    links = linker.between(chain.targets, chain.local)
    links += linker.completed(ends, chain.measures) + linker.completed(ends, chain.results)
    links += linker.between(chain.measures or ends, chain.practices)
    kinds = {m.record["id"]: "measure" for m in chain.measures}
    kinds |= {m.record["id"]: "practice" for m in chain.practices}
    kinds |= {m.record["id"]: "result" for m in chain.results}
    targets = records(chain.targets)
    store = searcher.store
    return {
        "verdict": "traced" if any(True for _ in chain.every()) else "no_answer",
        "target": targets[0] if targets else {},
        "targets": targets[1:],
        "measures": records(chain.measures),
        "local_targets": records(chain.local),
        "practices": records(chain.practices),
        "results": records(chain.results),
        "gaps": gaps(ends, chain.measures if has_practices(store, filters) else (), links, kinds),
        "links": links,
        "progress": progress(chain.goals, chain.figures),
        "coverage": dict(store.coverage(filters)),
        "query": {
            "text": question,
            "interpretation": interpretation(understand(question, filters)),
        },
        "generation": store.generation.number,
    }


def records(members: Iterable[Member]) -> list[JSON]:
    """The records of members, each with its confidence."""
    return [member.record | {"confidence": round(member.fit, 3)} for member in members]
