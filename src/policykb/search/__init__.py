"""search(query): which passages answer it, in which order, and is there an answer at all?

Exact lookups first (lookup), then candidates of both indexes (pool), one score for each (fuse,
cues), exclusions and near-duplicates (ranking, folding), and a decision whether anything found is
an answer (gate).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policykb.search import gate
from policykb.search.highlight import highlights, terms_in
from policykb.search.lookup import Lookup, look_up
from policykb.search.ranking import Mode, Ranking, phrase_of, rank
from policykb.search.view import View
from policykb.types import JSON, Embedder, Hit, Query

if TYPE_CHECKING:
    from policykb.store import Store

__all__ = ["Mode", "Results", "Searcher", "Verdict"]

Verdict = Literal["found", "nothing_relevant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a ranking; `total`, `facets` and `coverage` are of all of it.

    Paging through `offset` in one `generation` gives each of the `total` hits once. With the
    verdict nothing_relevant the hits are only the nearest passages.
    """

    hits: tuple[Hit, ...]
    total: int
    verdict: Verdict
    facets: JSON
    coverage: JSON
    generation: int


class Searcher:
    """Searches one store with the model that made its vectors."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self.store = store
        self.embedder = embedder
        self._view: View | None = None

    def search(
        self, query: Query, *, limit: int = 10, offset: int = 0, mode: Mode = "fused"
    ) -> Results:
        """Hits `offset` to `offset + limit` of the ranking, and what can be said of all of it.

        Raises NotFound for a document among the filters that is not there.
        """
        view = self._known()
        found = look_up(query, view.names, self.store)
        ranking = rank(query, found, view, self.store, self.embedder, mode)
        page = range(offset, min(offset + limit, len(ranking.keys)))
        return Results(
            hits=tuple(_hit(query, ranking, at) for at in page),
            total=len(ranking.keys),
            verdict=self._verdict(query, found, ranking, view),
            facets=self.store.facets(ranking.keys),
            coverage=dict(self.store.coverage(query.filters)),
            generation=view.number,
        )

    def _known(self) -> View:
        if self._view is None or self._view.number != self.store.generation.number:
            self._view = View.of(self.store)
        return self._view

    def _verdict(self, query: Query, found: Lookup, ranking: Ranking, view: View) -> Verdict:
        """Exact lookups decide alone; otherwise the gate does."""
        if found.missing or not len(ranking.keys):
            return "nothing_relevant"
        if found.keys or query.filters.exact:
            return "found"
        cards, index = ranking.cards, self.store.generation.lexical
        evidence = gate.evidence(query, ranking.fit, ranking.ceiling, cards, index)
        answered = evidence.confidence >= 0 and not gate.elsewhere(query, cards, view)
        return "found" if answered else "nothing_relevant"


def _hit(query: Query, ranking: Ranking, at: int) -> Hit:
    card = ranking.cards[at]
    words = (phrase_of(query),) if query.filters.exact else query.words
    terms = terms_in(card.passage.text, words)
    return Hit(
        rank=at + 1,
        passage=card.passage,
        score=float(ranking.scores[at]),
        lexical=float(ranking.lexical[at]),
        dense=float(ranking.dense[at]),
        terms=terms,
        concepts=tuple(c.term for c in query.concepts if c.id in card.concepts),
        highlights=highlights(card.passage.text, terms),
    )
