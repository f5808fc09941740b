"""ask(question): the measures, targets, practices and figures that apply, with their passages.

A fact is a candidate when it stands in a clause that the search found. Measures are whole clauses
and keep the search's order; smaller facts (one target of four in a clause, one city of three) are
ordered by how well their own words meet the question, together with their clause's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policykb.answer.excerpt import excerpt, found_in
from policykb.answer.records import hit_records
from policykb.answer.why_not import why_not
from policykb.errors import BadRequest
from policykb.gazetteer import NATIONAL
from policykb.search.cues import around
from policykb.search.highlight import highlights, terms_in
from policykb.tokens import words
from policykb.types import JSON, Filters, Hit, Query
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.search import Results, Searcher

CANDIDATES = 30  # passages looked at; a reader is shown at most `limit` facts of a kind
KINDS = ("measures", "targets", "practices", "indicators", "rankings")
KEEP = 0.7  # facts weaker than this share of the best of their kind are left out
NEAR = (
    0.2  # cosine to the question below which a small fact is beside the point, wherever it stands
)
# What each reader looks for first; the JSON always holds every kind.
ORDER = {
    "official": ("measures", "targets", "practices", "indicators", "rankings"),
    "firm": ("measures", "practices", "targets", "indicators", "rankings"),
    "analyst": ("targets", "measures", "practices", "indicators", "rankings"),
}


def ask(
    question: str,
    searcher: Searcher,
    *,
    filters: Filters | None = None,
    limit: int = 10,
) -> JSON:
    """The contract's answer: verdict, facts of each kind, passages, coverage, query.

    Raises BadRequest for an empty question.
    """
    if not question.strip():
        raise BadRequest("问题为空：请写出要问什么", code="empty_query")
    query = understand(question, filters or Filters())
    results = searcher.search(query, limit=CANDIDATES)
    answer: JSON = {"verdict": "no_answer", **{kind: [] for kind in KINDS}}
    if results.verdict == "found":
        answer |= {kind: facts_of(kind, query, results, searcher)[:limit] for kind in KINDS}
        answer["verdict"] = "answered"
    else:
        answer["why_not"] = why_not(query, searcher)
    answer["passages"] = hit_records(results.hits[:limit], searcher.store, query.filters.as_of)
    answer["coverage"] = results.coverage
    answer["query"] = {"text": question, "interpretation": interpretation(results.query)}
    answer["generation"] = results.generation
    return answer


def facts_of(kind: str, query: Query, results: Results, searcher: Searcher) -> list[JSON]:
    """Facts of one kind in the clauses found, best first, each with a `score` and with the
    `excerpt` of its quote, a range of code points, that shows why it was found."""
    places = {(hit.passage.document_id, hit.passage.eid): hit for hit in reversed(results.hits)}
    rows = searcher.store.facts_at(kind, list(places), Filters(as_of=query.filters.as_of))
    rows = [row for row in rows if not elsewhere(row, query)]
    if not rows:
        return []
    hits = [places[row["document"]["id"], row["eid"]] for row in rows]
    scores = [hit.score for hit in hits]
    if kind != "measures":
        scores = own_scores(rows, hits, query, searcher)
    order = sorted(range(len(rows)), key=lambda i: -scores[i])
    least = KEEP * scores[order[0]]
    return [
        rows[i] | {"score": round(scores[i], 4), "excerpt": list(shown(rows[i], hits[i], query))}
        for i in order
        if scores[i] >= least > 0
    ]


def elsewhere(row: JSON, query: Query) -> bool:
    """Whether a fact is of another place than the question asks about: what Hubei promises answers
    nothing about Hunan. What holds nationwide, or of no place, holds there too."""
    if not query.regions:
        return False
    document = row["document"]
    of_nation = document["level"] == "national" and not row.get("city")
    own = row.get("city") or row.get("region") or document["region"]
    if of_nation or own in ("", NATIONAL):
        return False
    asked = {name for region in query.regions for name in around(region)}
    return not asked & around(own)


def shown(row: JSON, hit: Hit, query: Query) -> tuple[int, int]:
    """The run of a fact's quote that shows why it was found, in the passage that was."""
    quote = row["quote"]
    marks = highlights(quote, terms_in(quote, query.words))
    return excerpt(quote, marks, found_in(quote, [hit.passage]))


def own_scores(
    rows: Sequence[JSON], hits: Sequence[Hit], query: Query, searcher: Searcher
) -> list[float]:
    """Half the clause's score, half how well the fact's own words meet the question; 0 if not."""
    texts = [own_words(row) for row in rows]
    vectors = searcher.embedder.embed([query.text, *texts])
    near = vectors[1:] @ vectors[0]
    wanted = set(query.words)
    shared = [len(wanted & set(words(text))) / max(1, len(wanted)) for text in texts]
    return [
        0.5 * hit.score + 0.25 * float(cosine) + 0.25 * share if cosine >= NEAR else 0.0
        for hit, cosine, share in zip(hits, near, shared, strict=True)
    ]


def own_words(row: JSON) -> str:
    """The words that a fact itself offers: what it is about, then its quote."""
    about = [str(row.get(name) or "") for name in ("indicator", "subject", "city", "theme")]
    return " ".join([*about, str(row.get("dimension") or ""), row["quote"]])


def interpretation(query: Query) -> JSON:
    """What was understood, as the contract names it."""
    return {
        "regions": list(query.regions),
        "departments": list(query.departments),
        "doc_numbers": list(query.doc_numbers),
        "titles": list(query.titles),
        "clauses": list(query.clauses),
        "years": list(query.years),
        "excluded": list(query.excluded),
        "concepts": [{"id": c.id, "term": c.term, "by": c.by} for c in query.concepts],
        "corrections": [list(pair) for pair in query.corrections],
    }
