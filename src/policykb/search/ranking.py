"""From a question to an order of passages: candidates, one score each, exclusions, folding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from policykb import gazetteer
from policykb.search.cues import around, asks_duties, cues_of
from policykb.search.folding import firsts
from policykb.search.fuse import bonuses, fused, published
from policykb.search.lookup import Lookup
from policykb.search.pool import Floats, Keys, Pool, gather
from policykb.types import Embedder, Query
from policykb.understand import normalise

if TYPE_CHECKING:
    from policykb.search.view import Card, View
    from policykb.store import Store

Mode = Literal["fused", "lexical", "dense"]

DUTY = 2.0  # lifts a department's clauses above all others where nothing but its duties is asked


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates best first. `scores` are published ones (0…1); `lexical` shares, `dense` cosines.

    `fit` is the best fused score before bonuses and `ceiling` the sum of the words' rarities.
    """

    keys: Keys
    cards: Sequence[Card]
    scores: Floats
    lexical: Floats
    dense: Floats
    fit: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may return (`allowed`, None for all) and must look at (`extra`)."""

    allowed: Keys | None
    extra: Keys
    departments: Keys


def rank(
    query: Query, found: Lookup, view: View, store: Store, embedder: Embedder, mode: Mode
) -> Ranking:
    """The ranking of a question's passages in one mode; exact lookups come first in all."""
    scope = scope_of(query, found, store)
    vector = embedder.embed([normalise(query.text)])[0]
    pool = gather(store.generation, query.words, vector, scope.allowed, scope.extra)
    cards = view.read(store, pool.keys.tolist())
    scores = scores_of(query, pool, cards, view, found, scope, mode)
    order = np.lexsort((pool.keys, -scores, places_of(pool.keys, found.keys)))
    kept = [at for at in order.tolist() if not excluded(query, cards[at], view)]
    fresh = firsts([cards[at].sentences for at in kept])
    kept = [at for at, new in zip(kept, fresh, strict=True) if new]
    return Ranking(
        keys=pool.keys[kept],
        cards=[cards[at] for at in kept],
        scores=shown(scores[kept], mode),
        lexical=pool.lexical[kept],
        dense=pool.dense[kept],
        fit=float(fused(pool).max(initial=0.0)),
        ceiling=pool.ceiling,
    )


def scope_of(query: Query, found: Lookup, store: Store) -> Scope:
    """Filters, a phrase that must stand in the text, and what exact lookups brought."""
    none = np.empty(0, dtype=np.int64)
    departments = none
    if query.departments:
        chosen = replace(query.filters, department=query.filters.department or query.departments)
        departments = _or_none(store.select(chosen))
    if query.filters.exact:
        allowed: Keys | None = store.containing(phrase_of(query), query.filters)
        return Scope(allowed, _or_none(allowed), departments)
    allowed = store.select(query.filters)
    exact = np.array(found.keys, dtype=np.int64)
    if allowed is not None:
        exact = exact[np.isin(exact, allowed)]
    return Scope(allowed, np.concatenate([exact, departments]), departments)


def _or_none(keys: Keys | None) -> Keys:
    return np.empty(0, dtype=np.int64) if keys is None else keys


def phrase_of(query: Query) -> str:
    """The phrase of an exact search, without quotation marks around it."""
    return query.text.strip().strip("“”\"'‘’「」")


def scores_of(
    query: Query,
    pool: Pool,
    cards: Sequence[Card],
    view: View,
    found: Lookup,
    scope: Scope,
    mode: Mode,
) -> Floats:
    """The score of each candidate in a mode."""
    if mode != "fused":
        return pool.lexical if mode == "lexical" else pool.dense
    cues = cues_of(query, pool.keys, cards, view, found, scope.departments)
    scores = fused(pool) + bonuses([card.passage for card in cards], cues)
    return scores + DUTY * cues.departments if asks_duties(query) else scores


def places_of(keys: Keys, first: Sequence[int]) -> Keys:
    """For each key its place among those that come first, or the place behind all of them."""
    places = {key: at for at, key in enumerate(first)}
    return np.fromiter((places.get(key, len(places)) for key in keys.tolist()), dtype=np.int64)


def shown(scores: Floats, mode: Mode) -> Floats:
    """Scores in 0…1 that never rise along the ranking, exact lookups at its head included."""
    values = published(scores) if mode == "fused" else np.clip(scores, 0, 1)
    return np.maximum.accumulate(values[::-1])[::-1] if len(values) else values


def excluded(query: Query, card: Card, view: View) -> bool:
    """Whether the asker does not want this passage.

    `-word` is meant of the text; 除了上海以外 of the documents of the place, for a list that names
    Shanghai beside others is still wanted.
    """
    asked, text = normalise(query.text), card.passage.text
    region = view.region(card.passage.document_id)
    return any(
        (f"-{name}" in asked and name in text) or _is_of(region, name) for name in query.excluded
    )


def _is_of(region: str, name: str) -> bool:
    place = gazetteer.region(name)
    return place is not None and bool(region) and place.name in around(region)
