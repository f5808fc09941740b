"""From a question to an order of passages: candidates, one score each, exclusions, folding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from policykb import gazetteer
from policykb.search.cues import around, asks_duties, cues_of
from policykb.search.folding import firsts
from policykb.search.fuse import Cues, bonuses, fused, paired, published
from policykb.search.lookup import Lookup
from policykb.search.model import Model, Scale
from policykb.search.pool import Floats, Keys, Pool, gather
from policykb.types import Query
from policykb.understand import normalise

if TYPE_CHECKING:
    from policykb.search.view import Card, View
    from policykb.store import Store

Mode = Literal["fused", "lexical", "dense"]

DUTY = 2.0  # lifts a department's clauses above all others where nothing but its duties is asked


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates best first, for the question as it was understood in the end.

    `scores` are published ones (0…1); `lexical` shares, `dense` cosines. `fit` is the best fused
    score before bonuses, `near` the best cosine on the model's scale and `ceiling` the sum of the
    words' rarities.
    """

    query: Query
    keys: Keys
    cards: Sequence[Card]
    scores: Floats
    lexical: Floats
    dense: Floats
    fit: float
    near: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may return (`allowed`, None for all) and must look at (`extra`)."""

    allowed: Keys | None
    extra: Keys
    departments: Keys


def rank(
    query: Query, found: Lookup, view: View, store: Store, model: Model, mode: Mode
) -> Ranking:
    """The ranking of a question's passages in one mode; exact lookups come first in all."""
    scope = scope_of(query, found, store)
    vector = model.vector(query)
    query = model.with_near_concepts(query, vector)
    pool = gather(store.generation, query.words, vector, scope.allowed, scope.extra)
    cards = view.read(store, pool.keys.tolist())
    scores = pool.lexical if mode == "lexical" else pool.dense
    if mode == "fused":
        cues = cues_of(query, pool.keys, cards, view, found, scope.departments)
        scores = fused_scores(query, pool, cards, cues, model.scale)
    order = np.lexsort((pool.keys, -scores, places_of(pool.keys, found.keys)))
    keep = wanted(query, cards, view)
    kept = [at for at in order.tolist() if keep[at]]
    fresh = firsts([cards[at].sentences for at in kept])
    kept = [at for at, new in zip(kept, fresh, strict=True) if new]
    return Ranking(
        query=query,
        keys=pool.keys[kept],
        cards=[cards[at] for at in kept],
        scores=shown(scores[kept], mode),
        lexical=pool.lexical[kept],
        dense=pool.dense[kept],
        fit=float(fused(pool, model.scale).max(initial=0.0)),
        near=float(model.scale.of(pool.dense).max(initial=0.0)),
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


def fused_scores(
    query: Query, pool: Pool, cards: Sequence[Card], cues: Cues, scale: Scale
) -> Floats:
    """The score of each candidate: fused, with bonuses, re-ranked by pairs of characters."""
    scores = fused(pool, scale) + bonuses([card.passage for card in cards], cues)
    scores = paired(normalise(query.text), cards, scores)
    return scores + DUTY * cues.departments if asks_duties(query) else scores


def places_of(keys: Keys, first: Sequence[int]) -> Keys:
    """For each key its place among those that come first, or the place behind all of them."""
    if not first:
        return np.zeros(len(keys), dtype=np.int64)
    places = {key: at for at, key in enumerate(first)}
    return np.fromiter((places.get(key, len(places)) for key in keys.tolist()), dtype=np.int64)


def shown(scores: Floats, mode: Mode) -> Floats:
    """Scores in 0…1 that never rise along the ranking, exact lookups at its head included."""
    values = published(scores) if mode == "fused" else np.clip(scores, 0, 1)
    return np.maximum.accumulate(values[::-1])[::-1] if len(values) else values


def wanted(query: Query, cards: Sequence[Card], view: View) -> list[bool]:
    """For each passage whether the asker has not excluded it.

    `-word` is meant of the text; 除了上海以外 of the documents of the place, for a list that names
    Shanghai beside others is still wanted.
    """
    asked = normalise(query.text) if query.excluded else ""
    words = [name for name in query.excluded if f"-{name}" in asked]
    unwanted = {id for id in view.refs for name in query.excluded if _is_of(view.region(id), name)}
    return [
        card.passage.document_id not in unwanted and not any(w in card.passage.text for w in words)
        for card in cards
    ]


def _is_of(region: str, name: str) -> bool:
    place = gazetteer.region(name)
    return place is not None and bool(region) and place.name in around(region)
