"""ask(question): the measures, targets, practices and figures that apply, with their passages.

A fact is a candidate when it stands in a clause that the search found. Measures are whole clauses
and keep the search's order; smaller facts (one target of four in a clause, one city of three) are
ordered by how well their own words meet the question, together with their clause's place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policykb.answer import across, duties
from policykb.answer.about import beside, told_of
from policykb.answer.bodies import body_of
from policykb.answer.catalogue import MOST, documents_of, shown_document
from policykb.answer.duties import duties_of
from policykb.answer.excerpt import excerpt, found_in
from policykb.answer.giving import gives, imposes
from policykb.answer.naming import (
    FIGURES,
    asks_for_all,
    is_headed,
    meant_by,
    named_in,
    own_words,
    places_named,
    telling,
    without_names,
)
from policykb.answer.pertinence import bears
from policykb.answer.points import SMALL, to_the_point
from policykb.answer.records import hit_records, interpretation
from policykb.answer.related import related_of
from policykb.answer.wanted import asks_for_documents, wanted_documents
from policykb.answer.why_not import why_not
from policykb.answer.words.purposes import purposes_of
from policykb.errors import BadRequest
from policykb.gazetteer import NATIONAL, Region, region
from policykb.search.bearing import terms_borne
from policykb.search.cues import around
from policykb.search.gate import asks_figure
from policykb.search.highlight import highlights, terms_in
from policykb.types import JSON, Filters, Hit, Query
from policykb.understand import asks_which_documents, understand

if TYPE_CHECKING:
    from policykb.search import Results, Searcher
    from policykb.store import Store

CANDIDATES = 30  # passages looked at; a reader is shown at most `limit` facts of a kind
KINDS = ("measures", "targets", "practices", "indicators", "rankings")
AS_GOOD = 0.8  # of the best passage's score: then a passage's small facts are looked at
KEEP = 0.7  # facts weaker than this share of the best of their kind are left out
NEAR = (
    0.2  # cosine to the question below which a small fact is beside the point, wherever it stands
)
HEADED = 0.1  # what a fact gains whose indicator is what is asked for
OTHER_YEAR = 0.8  # what its score keeps where it is of another year than the question asks for
OTHER_HELP = 0.8  # what the score of a measure keeps that helps with something else than is asked
SHORTEST = 8  # letters of a sentence that tells where it stands
_SENTENCES = re.compile(r"[^。；！？\n]+")
# What each reader looks for first; the JSON always holds every kind.
ORDER = {
    "official": ("measures", "targets", "practices", "indicators", "rankings"),
    "firm": ("measures", "practices", "targets", "indicators", "rankings"),
    "analyst": ("targets", "measures", "practices", "indicators", "rankings"),
}


def order_of(persona: str, question: str) -> tuple[str, ...]:
    """The kinds of facts as this reader wants them; figures first where a figure, or one of
    each province, is asked for."""
    kinds = ORDER[persona]
    if not (asks_figure(question) or across.goes_through(question)):
        return kinds
    return tuple(sorted(kinds, key=lambda kind: kind not in FIGURES))


def ask(
    question: str,
    searcher: Searcher,
    *,
    filters: Filters | None = None,
    limit: int = 10,
    persona: str = "official",
) -> JSON:
    """The contract's answer: verdict, facts of each kind, passages, coverage, query.

    `more` counts, for each kind, the entries that `limit` left out. A question about the library
    itself is answered by `documents`, from the catalogue; one that asks which documents there are
    of a subject has there those of the passages found. For a `firm`, what binds or forbids is no
    measure; it stays among the passages. Raises BadRequest for an empty question.
    """
    if not question.strip():
        raise BadRequest("问题为空：请写出要问什么", code="empty_query")
    query = understand(question, filters or Filters())
    results = searcher.search(query, limit=depth_of(question))
    answer: JSON = {"verdict": "no_answer", "documents": [], **{kind: [] for kind in KINDS}}
    answer["more"] = {}
    listed = of_catalogue(question, query, searcher)
    if listed:
        most = {"documents": max(limit, MOST)}
        answer |= listed | _cut({"documents": listed["documents"]}, limit, most)
        answer["verdict"] = "answered" if listed["documents"] else "no_answer"
    elif results.verdict == "found":
        found, through = facts_for(query, results, searcher, persona)
        if asks_which_documents(question):
            found["documents"] = documents_about(results, searcher.store)
        answer |= _cut(found, limit, {kind: across.MOST for kind in through} | {"documents": MOST})
        answer["verdict"] = "answered"
    else:
        answer["why_not"] = why_not(query, searcher)
    if not listed and (charged := duties_of(query, results.hits, searcher.store)):
        answer |= _with_duties(answer, charged)
    hits = beside(results.hits, listed) if listed else results.hits[:limit]
    answer["passages"] = hit_records(hits, searcher.store, query.filters.as_of)
    answer["coverage"] = results.coverage
    answer["query"] = {"text": question, "interpretation": interpretation(results.query)}
    answer["generation"] = results.generation
    return answer


def _with_duties(answer: JSON, charged: list[JSON]) -> JSON:
    """The parts of an answer that the whole list of a body's duties changes."""
    cut = _cut({"measures": charged}, duties.MOST)
    more = {kind: count for kind, count in answer["more"].items() if kind != "measures"}
    return {"verdict": "answered", "why_not": None} | cut | {"more": more | cut["more"]}


def depth_of(question: str) -> int:
    """How many passages a question is looked up in."""
    return across.DEPTH if across.goes_through(question) else CANDIDATES


def facts_for(
    query: Query, results: Results, searcher: Searcher, persona: str = "official"
) -> tuple[dict[str, list[JSON]], Sequence[str]]:
    """(the facts of every kind for a question and what was found, the kinds that list one entry
    for each province because it goes through them)."""
    near = replace(results, hits=results.hits[:CANDIDATES])
    found = {kind: facts_of(kind, query, near, searcher, persona) for kind in KINDS}
    names = searcher.look_up(query).names
    found = to_the_point(found, results.query, searcher.store.generation.lexical, names)
    each = across.goes_through(query.text)
    through = _through(query, results, searcher) if each else {}
    return found | through, tuple(through)


def of_catalogue(question: str, query: Query, searcher: Searcher) -> JSON:
    """The documents that a question about the library asks for, which may be none, and how they
    were chosen, or what it asks of those that it names; empty where it asks something else."""
    if told := related_of(query, searcher):
        return told
    if asks_for_documents(question):
        store = searcher.store
        issuers = {name for row in store.refs().values() for name in row["issuers"]}
        if wanted := wanted_documents(question, issuers, query.years):
            return documents_of(wanted, query, store)
    return told_of(query, searcher)


def documents_about(results: Results, store: Store) -> list[JSON]:
    """The documents of the passages that come near to the best one, best first: for a question
    that asks which documents there are of a subject."""
    hits = results.hits[:CANDIDATES]
    least = KEEP * max((hit.score for hit in hits), default=0.0)
    near = (hit for hit in hits if hit.score >= least and bears(hit, results.query, hits))
    ids = dict.fromkeys(hit.passage.document_id for hit in near)
    return [shown_document(store.record(each, results.query.filters.as_of)) for each in ids]


def _cut(
    found: Mapping[str, list[JSON]], limit: int, most: Mapping[str, int] | None = None
) -> JSON:
    """The lists cut at `limit`, or at what `most` says, and how many entries that left out."""
    limits = {kind: (most or {}).get(kind, limit) for kind in found}
    more = {kind: len(rows) - limits[kind] for kind, rows in found.items()}
    shown = {kind: rows[: limits[kind]] for kind, rows in found.items()}
    return {**shown, "more": {kind: count for kind, count in more.items() if count > 0}}


def _through(query: Query, results: Results, searcher: Searcher) -> dict[str, list[JSON]]:
    """For a question that goes through the provinces, one target and one figure of each, of the
    indicator that it asks for; nothing where no province has any."""
    asked_for = telling(results.query)
    asked_for = replace(asked_for, words=across.telling_words(asked_for.words, query.text))
    anchored = partial(
        across.anchor_of, named=partial(named_in, asked_for), head=across.head_of(asked_for.words)
    )
    ahead = across.looks_ahead(query.text)
    every = {
        kind: (
            across.of_sizes(scored(kind, query, results, searcher), query.text),
            () if ahead and kind == "indicators" else query.years,
        )
        for kind in ("targets", "indicators")
    }
    anchors = (anchored(rows, years) or anchored(rows, ()) for rows, years in every.values())
    anchor = max(filter(None, anchors), key=lambda row: len(named_in(asked_for, row)), default=None)
    if anchor is None:
        return {}
    return {
        kind: across.one_each(rows, query.text, years, anchor)
        for kind, (rows, years) in every.items()
    }


def facts_of(
    kind: str, query: Query, results: Results, searcher: Searcher, persona: str = "official"
) -> list[JSON]:
    """Facts of one kind in the clauses found that bear on the question, best first, each with a
    `score` and with the `excerpt` of its quote, a range of code points, that shows why it was
    found. Those far weaker than the best of their kind are left out, and clauses far weaker than
    the best passage."""
    rows = scored(kind, query, results, searcher, strict=persona == "firm")
    if kind == "measures":
        least = KEEP * max((hit.score for hit in results.hits), default=0.0)
        measures = (row for row in rows if row["score"] >= least and is_measure(row, persona))
        return by_purpose(measures, query.text)
    least = KEEP * rows[0]["score"] if rows else 0.0
    kept = [row for row in rows if row["score"] >= least]
    return across.only_of_years(kept, query.years) if kind == "targets" else kept


def by_purpose(rows: Iterable[JSON], question: str) -> list[JSON]:
    """Measures, best first, where the question asks for help of a kind (融资支持): the `score` of
    those that say nothing of that kind is lowered to `OTHER_HELP` of it.

    The search ranks by all that is said, and who asks (专精特新企业) is often the rarer word.
    """
    asked = set(purposes_of(question))
    if not asked:
        return list(rows)
    scores = (
        (row, row["score"] * (1 if asked.intersection(purposes_of(row["text"])) else OTHER_HELP))
        for row in rows
    )
    weighed = [row | {"score": round(score, 4)} for row, score in scores]
    return sorted(weighed, key=lambda row: -row["score"])


def is_measure(row: JSON, persona: str) -> bool:
    """Whether a clause is a measure to this reader: an article that only sanctions is none to
    anyone; to a firm only what gives, helps or relieves is one."""
    body = body_of(row)
    kind = row["document"]["doc_type"]
    if persona == "firm":
        return gives(body, kind)
    return not imposes(body) or gives(body, kind)


def scored(
    kind: str, query: Query, results: Results, searcher: Searcher, *, strict: bool = False
) -> list[JSON]:
    """All facts of one kind in the clauses that bear on the question, best first, none that does
    not meet it at all."""
    every, about = results.hits, results.query
    # A long clause names what is asked for in one sentence of many; of its small facts their own
    # words tell whether they are to the point.
    enough = AS_GOOD * every[0].score if kind in SMALL and every else math.inf
    hits = [h for h in every if h.score >= enough or bears(h, about, every, strict=strict)]
    places: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        places.setdefault((hit.passage.document_id, hit.passage.eid), []).append(hit)
    rows = searcher.store.facts_at(kind, list(places), Filters(as_of=query.filters.as_of))
    pairs = [
        (row, _own_hit(row, places[row["document"]["id"], row["eid"]]))
        for row in rows
        if not elsewhere(row, query)
    ]
    rows = [row for row, hit in pairs if hit]
    own = [hit for _, hit in pairs if hit]
    if not rows:
        return []
    scores = [hit.score for hit in own]
    if kind != "measures":
        scores = own_scores(rows, own, query, about, searcher)
    order = sorted(range(len(rows)), key=lambda i: -scores[i])
    return [
        rows[i] | {"score": round(scores[i], 4), "excerpt": list(shown(rows[i], own[i], about))}
        for i in order
        if scores[i] > 0
    ]


def _own_hit(row: JSON, hits: Sequence[Hit]) -> Hit | None:
    """The best of a clause's passages that a measure stands in; of any other fact, the best.

    A clause without numbers may hold many measures, of which the passage found is one.
    """
    if row["kind"] != "measure":
        return hits[0]
    return next((hit for hit in hits if _shares(row["text"], hit.passage.text)), None)


def _shares(text: str, passage: str) -> bool:
    """Whether a whole sentence stands in both; of a clause cut in pieces each holds some."""
    said = (match.group().strip() for match in _SENTENCES.finditer(passage))
    return any(each in text for each in said if len(each) >= SHORTEST)


def elsewhere(row: JSON, query: Query) -> bool:
    """Whether a fact is of another place than the question asks about: what Hubei promises answers
    nothing about Hunan. What holds nationwide, or of no place, holds there too."""
    if not query.regions:
        return False
    if row.get("kind") == "ranking" and _leaves_out(row["cities"], query.regions):
        return True
    document = row["document"]
    own = row.get("city") or row.get("region") or document["region"]
    if own in ("", NATIONAL):
        return False
    return not any(own in around(each) or each in around(own) for each in query.regions)


def _leaves_out(ranked: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether a ranking names none of the cities and counties asked about."""
    known = [place for name in asked if (place := region(name)) and _is_ranked(place)]
    return bool(known) and not any({each.name, each.short} & {*ranked} for each in known)


def _is_ranked(place: Region) -> bool:
    """Whether a place may stand among cities and counties, as 北京 does."""
    return place.level in ("municipal", "county") or place.name.endswith("市")


def shown(row: JSON, hit: Hit, query: Query) -> tuple[int, int]:
    """The run of a fact's quote that shows why it was found, in the passage that was: by words of
    the question, or by terms of what it means."""
    quote = row["quote"]
    said = (*terms_in(quote, query.words), *terms_borne(query.concepts, quote))
    marks = highlights(quote, said)
    return excerpt(quote, marks, found_in(quote, [hit.passage]))


def own_scores(
    rows: Sequence[JSON], hits: Sequence[Hit], query: Query, about: Query, searcher: Searcher
) -> list[float]:
    """Half the clause's score, half how well the fact's own words meet the question; 0 if not.
    `about` is the question as it was understood in the end."""
    if asks_for_all(query):
        told = [across.of_year(row, query.years) for row in rows]
        return [hit.score if own else 0.0 for hit, own in zip(hits, told, strict=True)]
    places = places_named(query)
    texts = [without_names(own_words(row), places) for row in rows]
    vectors = searcher.embedder.embed([without_names(query.text, places), *texts])
    near = vectors[1:] @ vectors[0]
    meant = telling(about)
    wanted = meant_by(meant)
    shared = [len(wanted & named_in(meant, row)) / max(1, len(wanted)) for row in rows]
    scores = [
        0.5 * hit.score + 0.25 * float(cosine) + 0.25 * share if cosine >= NEAR else 0.0
        for hit, cosine, share in zip(hits, near, shared, strict=True)
    ]
    return [
        (score + HEADED * is_headed(row, meant))
        * (1 if across.of_year(row, query.years) else OTHER_YEAR)
        for row, score in zip(rows, scores, strict=True)
    ]
