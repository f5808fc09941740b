"""search(query): which passages answer it, in which order, and is there an answer at all?

Exact lookups first (lookup), then candidates of both indexes (pool), one score for each (fuse,
cues), exclusions and near-duplicates (ranking, folding), and a decision whether anything found is
an answer (gate).
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Literal

from policykb.search import gate
from policykb.search.bearing import borne
from policykb.search.facets import facets_of
from policykb.search.highlight import highlights, terms_in
from policykb.search.lookup import Lookup, look_up
from policykb.search.model import Model, model_of
from policykb.search.names import called
from policykb.search.ranking import READ, Mode, Ranking, Step, phrase_of, rank
from policykb.search.view import Card, View
from policykb.store.vectors import one_thread
from policykb.types import JSON, Embedder, Hit, Query
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.store import Store

__all__ = ["Mode", "Results", "Searcher", "Step", "Verdict"]

KEPT = 64  # rankings of the last questions: some 40 kB each
Verdict = Literal["found", "nothing_relevant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a ranking; `total`, `facets` and `coverage` are of all of it.

    `query` is the question as it was understood in the end, concepts by similarity included.

    Paging through `offset` in one `generation` gives each of the `total` hits once. With the
    verdict nothing_relevant the hits are only the nearest passages.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    verdict: Verdict
    facets: JSON
    coverage: JSON
    generation: int


class Searcher:
    """Searches one store with the model that made its vectors; one question at a time.

    Threads would only wait for each other's interpreter lock, at every call into an index.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self.store = store
        self.embedder = embedder
        self._view: View | None = None
        self._moment = ""
        self._turn = threading.Lock()
        self._model: Model | None = None
        self._kept: OrderedDict[object, Ranking] = OrderedDict()

    def search(
        self, query: Query, *, limit: int = 10, offset: int = 0, mode: Step = "fused"
    ) -> Results:
        """Hits `offset` to `offset + limit` of the ranking, and what can be said of all of it.

        Raises NotFound for a document among the filters that is not there.
        """
        with self._turn:
            one_thread()
            return self._search(query, limit, offset, mode)

    def _search(self, query: Query, limit: int, offset: int, mode: Step) -> Results:
        view = self._known()
        found = look_up(query, view.names, self.store)
        ranking = self._ranked(query, found, view, mode)
        shown = slice(offset, offset + limit)
        cards, copies = read_page(ranking, shown, view, self.store)
        concepts = concepts_of(ranking, cards)
        answered = self._judge(found, ranking, view).answered
        return Results(
            query=without_idle(ranking.query, query, concepts),
            hits=tuple(map(partial(_hit, ranking), count(offset), cards, concepts, copies)),
            total=len(ranking.keys),
            verdict="found" if answered else "nothing_relevant",
            facets=facets_of(ranking, query.filters, view, self.store),
            coverage=view.coverage(query.filters, self.store),
            generation=view.number,
        )

    def _ranked(self, query: Query, found: Lookup, view: View, mode: Step) -> Ranking:
        """The ranking; that of one of the last questions again: for a further page, whoever asks in
        between, or to say why nothing was found."""
        asked = (query, mode, view.number, self._moment)
        ranking = self._kept.get(asked)
        if ranking is None:
            ranking = rank(query, found, view, self.store, self._measured(), mode)
            if printed := printed_slips(ranking):
                query = replace(understand(query.text, printed=printed), filters=query.filters)
                ranking = rank(query, found, view, self.store, self._measured(), mode)
            self._kept[asked] = ranking
        self._kept.move_to_end(asked)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return ranking

    def examine(self, query: Query) -> gate.Judgement:
        """The decision whether the store answers the question, with what it rests on."""
        with self._turn:
            view = self._known()
            found = look_up(query, view.names, self.store)
            return self._judge(found, self._ranked(query, found, view, "fused"), view)

    def look_up(self, query: Query) -> Lookup:
        """What exact lookup alone finds: documents and clauses named, and what is not there."""
        with self._turn:
            return look_up(query, self._known().names, self.store)

    def called(self, name: str) -> tuple[str, ...]:
        """Ids of the documents of which this is a name and nothing more."""
        with self._turn:
            return called(name, self._known().names)

    def _known(self) -> View:
        # What holds today is judged on the day: a new one makes the view anew.
        moment = f"{self.store.moment}-{dt.date.today().isoformat()}"
        if self._view is None or self._moment != moment:
            self._view, self._moment = View.of(self.store), moment
            self._kept.clear()
        return self._view

    def _measured(self) -> Model:
        if self._model is None:
            self._model = model_of(self.embedder, self.store.data)
        return self._model

    def _judge(self, found: Lookup, ranking: Ranking, view: View) -> gate.Judgement:
        generation = self.store.generation
        near = partial(self._measured().nearness, ranking.query)
        return gate.judge(found, ranking, view, generation.lexical, generation.count, near)


def without_idle(query: Query, asked: Query, held: Sequence[Sequence[str]]) -> Query:
    """The question without the concepts that it was only near to and that no hit bears: they moved
    nothing, and may be far from what was meant."""
    borne = {*(c.id for c in asked.concepts), *chain.from_iterable(held)}
    return replace(query, concepts=tuple(c for c in query.concepts if {c.id, c.term} & borne))


def printed_slips(ranking: Ranking) -> frozenset[str]:
    """What was taken for a slip and stands in a passage: a name that the dictionary lacks."""
    typed = [typed for typed, _ in ranking.query.corrections]
    cards = ranking.cards[:READ] if typed else ()
    return frozenset(each for each in typed if any(each in card.text for card in cards))


def read_page(
    ranking: Ranking, shown: slice, view: View, store: Store
) -> tuple[list[Card], list[tuple[str, ...]]]:
    """The passages of a page and the ids of the copies of each, read from the catalogue at once."""
    keys, copies = ranking.keys[shown].tolist(), ranking.copies[shown]
    cards = iter(view.read(store, [*keys, *chain.from_iterable(copies)]))
    page = list(islice(cards, len(keys)))
    return page, [tuple([card.id for card in islice(cards, len(each))]) for each in copies]


def concepts_of(ranking: Ranking, cards: Sequence[Card]) -> list[tuple[str, ...]]:
    """For each passage the question's concepts that it bears."""
    asked = ranking.query.concepts
    held = borne(asked, [card.said for card in cards]).tolist() if asked else [()] * len(cards)
    return [tuple([c.term for c, here in zip(asked, row, strict=True) if here]) for row in held]


def _hit(
    ranking: Ranking, at: int, card: Card, concepts: tuple[str, ...], copies: tuple[str, ...]
) -> Hit:
    query = ranking.query
    words = (phrase_of(query),) if query.filters.exact else query.words
    terms = terms_in(card.text, words)
    return Hit(
        rank=at + 1,
        passage=card.passage,
        score=float(ranking.scores[at]),
        lexical=float(ranking.lexical[at]),
        dense=float(ranking.dense[at]),
        terms=terms,
        concepts=concepts,
        copies=copies,
        highlights=highlights(card.text, terms),
        weights=ranking.weights,
    )
