"""From a question to an order of passages: candidates, one score each, exclusions, folding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from policykb import gazetteer
from policykb.search.bearing import concept_weights
from policykb.search.cues import (
    around,
    as_asked,
    asks_duties,
    charged,
    cues_of,
    letters,
    numbered,
    place_words,
    untimely,
)
from policykb.search.folding import folded
from policykb.search.fuse import (
    DEPARTMENT,
    KEPT_LETTER,
    KEPT_UNTIMELY,
    MET,
    Cues,
    best_two,
    bonuses,
    bonuses_read,
    fused,
    placed,
    published,
    reread,
    weights,
)
from policykb.search.lookup import Lookup
from policykb.search.maxsim import asked_words, nearness, runs_of
from policykb.search.model import Model, Scale
from policykb.search.names import without
from policykb.search.pairs import Shares, shares
from policykb.search.pool import DEPTH, Floats, Keys, Places, Pool, gather, weighed
from policykb.search.turns import in_turn
from policykb.search.view import Cards
from policykb.store.said import Said
from policykb.types import Query
from policykb.understand import is_chinese, normalise

if TYPE_CHECKING:
    from policykb.embed.builtin import WordVectors
    from policykb.search.view import Card, View
    from policykb.store import Store
    from policykb.store.generation import Generation

Mode = Literal["fused", "lexical", "dense"]
Step = Mode | Literal["first", "concepts"]
"""What can be ranked by: also the first scores alone, and the concepts of the question alone."""

_AS_PRINTED = re.compile(r"\b[A-Z]{2,}\b|\d[\d.%]*")
ALONE = {"lexical": (1.0, 0.0), "dense": (0.0, 1.0)}
# A store of so few passages is weighed as a whole: all that match are listed and counted.
WHOLE = 2_000
NEARBY = 0.05  # a passage without a word of the question matches from this nearness on
MET_BEST = 20  # of these, the best ones, that are set against each word of the question
READ = 100  # candidates that are read, re-ranked and listed; all of them where a text is required
MOST_NAMED = 400  # clauses of a department that become candidates whatever their words
DUTY = 8.0  # lifts a department's clauses above all others where nothing but its duties is asked


@dataclass(frozen=True, slots=True)
class Ranking:
    """The hits best first, for the question as it was understood in the end; `about` is what it
    asks of the documents that it names.

    `scores` are published ones (0…1); `lexical` shares, `dense` cosines; `copies` the keys of the
    passages that say the same as each. What the gate weighs is of all candidates: `fit` the best
    first score, `near` the best cosine on the model's scale, `chat` how near the question
    is to talk about no policy, `worded` whether any holds one of its words, `ceiling` the sum of
    the words' rarities.
    """

    query: Query
    about: Query
    keys: Keys
    cards: Sequence[Card]
    copies: Sequence[Sequence[int]]
    scores: Floats
    lexical: Floats
    dense: Floats
    fit: float
    near: float
    chat: float
    worded: bool
    ceiling: float
    weights: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may return (`allowed`, None for all) and must look at (`extra`)."""

    allowed: Keys | None
    extra: Keys
    departments: Keys


@dataclass(frozen=True, slots=True)
class Candidates:
    """A pool with the place of each candidate's document and the cues for it.

    `numbers` count the documents of the pool alone; `bonus` is what the cues add. `places` are the
    question's words that name a place of the library's (`cues.place_words`).
    """

    query: Query
    places: frozenset[str]
    pool: Pool
    documents: Places
    numbers: Places
    cues: Cues
    first: Floats
    bonus: Floats


def rank(
    query: Query, found: Lookup, view: View, store: Store, model: Model, mode: Step
) -> Ranking:
    """The ranking of a question's passages in one mode; exact lookups come first in all."""
    generation = store.generation  # one for all, whatever is committed meanwhile
    scope = scope_of(query, found, store)
    about = query if query.filters.exact else without(query, found.names)
    vector = model.vector(about)
    query = model.with_near_concepts(query, vector)
    about = replace(about, concepts=query.concepts)
    these = candidates(about, vector, scope, found, view, generation, model.scale)
    pool, first = these.pool, these.first
    places = places_of(pool.keys, found.keys)
    base = getattr(pool, mode) if mode in ("lexical", "dense") else first + these.bonus
    every = np.lexsort((-base, places))
    if generation.count <= WHOLE:
        every = matches(every, these, places, model.scale)
    read, rest = (every, every[:0]) if reads_all(query) else (every[:READ], every[READ:])
    said = generation.said(pool.keys[read])
    cards = Cards(view, store, pool.keys[read].tolist())
    share = share_of(these, read, said)
    scores = base[read]
    if mode == "fused":
        scores = final(these, read, said, cards, share, view, generation, model)
    elif mode == "concepts":
        scores = concept_weights(query.concepts, said)
    order, same, scores = listed(these, read, said, cards, scores, places[read], view, found)
    at = np.concatenate([read[order], rest])
    scores = np.concatenate([scores, np.minimum(base[rest], scores.min(initial=np.inf))])
    return Ranking(
        query=query,
        about=about,
        keys=pool.keys[at],
        cards=Cards(view, store, pool.keys[at].tolist()),
        copies=[pool.keys[read[o]].tolist() if o else [] for o in same] + [[]] * len(rest),
        scores=shown(scores, mode, sum(key in found.keys for key in pool.keys[at].tolist())),
        lexical=pool.lexical[at],
        dense=pool.dense[at],
        fit=float(first.max(initial=0.0)),
        near=float(model.scale.of(pool.dense).max(initial=0.0)),
        chat=model.chattiness(vector),
        worded=bool(pool.lexical.any()),
        ceiling=pool.ceiling,
        weights=ALONE.get(mode) or weights(float(share.pairs.max(initial=0.0))),
    )


def candidates(
    query: Query,
    vector: Floats,
    scope: Scope,
    found: Lookup,
    view: View,
    generation: Generation,
    scale: Scale,
) -> Candidates:
    """What the indexes offer within the scope: all there is where the store is weighed whole."""
    depth = max(DEPTH, generation.count) if generation.count <= WHOLE else DEPTH
    places = place_words(query, view)
    asked = weighed(query.words, query.spoken, places)
    pool = gather(generation, asked, vector, scope.allowed, scope.extra, depth)
    documents = view.documents_of(pool.keys)
    numbers = np.unique(documents, return_inverse=True)[1].astype(np.intp)
    cues = cues_of(query, pool.keys, documents, view, found, scope.departments)
    first = fused(pool, scale)
    return Candidates(query, places, pool, documents, numbers, cues, first, bonuses(cues))


def matches(order: Places, these: Candidates, places: Keys, scale: Scale) -> Places:
    """The candidates that have anything to do with the question; all where none has.

    Each is judged by itself, so that a filter leaves just those of them that it allows.
    """
    pool, cues = these.pool, these.cues
    found = (pool.lexical > 0) | (scale.of(pool.dense) >= NEARBY) | (cues.departments > 0)
    kept = order[(found | (places < places.max(initial=0)))[order]]
    return kept if len(kept) else order


def reads_all(query: Query) -> bool:
    """Whether every candidate must be read: the question requires something of its text."""
    return bool(query.filters.exact or query.excluded or query.clauses)


def share_of(these: Candidates, read: Places, said: Said) -> Shares:
    """What the question shares with each text that was read."""
    query = these.query
    text = in_chinese(query).lower()
    return shares(text, said, these.numbers[read], query.words, these.places)


def in_chinese(query: Query) -> str:
    """The question with what was put right; one in English as the words that it was read as,
    beside what Chinese texts print in Latin letters too: acronyms and figures.

    English words would only meet the English abstract of a paper.
    """
    text = normalise(query.text)
    translated = [word for word in query.words if is_chinese(word)]
    if translated and not is_chinese(text):
        text = " ".join([*translated, *_AS_PRINTED.findall(text)])
    return " ".join([text, *(meant for _, meant in query.corrections)])


def final(
    these: Candidates,
    read: Places,
    said: Said,
    cards: Sequence[Card],
    share: Shares,
    view: View,
    generation: Generation,
    model: Model,
) -> Floats:
    """The final scores of the candidates that were read."""
    query, pool = these.query, these.pool
    scores = reread(pool, model.scale, read, share, best_two(pool.lexical, these.numbers))
    scores = (scores + these.bonus)[read]
    scores += bonuses_read(
        said.kinds,
        concept_weights(query.concepts, said),
        numbered(query, cards) * named_here(these.cues, read),
        as_asked(query, cards),
    )
    signed = these.cues.departments[read]
    told = np.maximum(charged(query, cards) - signed, 0)
    scores += DEPARTMENT * told + DUTY * np.maximum(signed, told) * asks_duties(query)
    scores = placed(scores, these.cues.places[read])
    scores[untimely(query, said)] *= KEPT_UNTIMELY
    scores[letters(said)] *= KEPT_LETTER
    scores += met(these, read, scores, said, generation, model.table)
    return explained_below(scores, these.documents[read], view)


def met(
    these: Candidates,
    read: Places,
    scores: Floats,
    said: Said,
    generation: Generation,
    table: WordVectors,
) -> Floats:
    """What is added for how near the best passages come to each word of the question, and no more
    to the others than to the farthest of these; about nothing in the mean, so that scores stay
    comparable. Nothing where a clause is asked for by its number."""
    if these.query.clauses:
        return np.zeros(len(scores), dtype=np.float32)
    best = np.argsort(-scores, kind="stable")[:MET_BEST]
    runs = generation.runs(these.pool.keys[read[best]])
    if runs is None:
        runs = runs_of([said.texts[at] for at in best.tolist()], table)
    near = nearness(asked_words(these.query, these.places), runs, table)
    added = np.full(len(scores), near.min(initial=0.0), dtype=np.float32)
    added[best] = near
    return np.asarray(MET * (added - near.mean()) if len(near) else added, dtype=np.float32)


def named_here(cues: Cues, read: Places) -> Floats:
    """1 for passages of the documents that the question names; for all where it names none."""
    named = cues.documents[read]
    return named if cues.documents.any() else np.ones_like(named)


def explained_below(scores: Floats, documents: Places, view: View) -> Floats:
    """The scores, those of an interpretation kept below the best of the document it explains."""
    for own, told in view.explained.items():
        ours, theirs = documents == own, documents == told
        if ours.any() and theirs.any():
            scores[ours] = np.minimum(scores[ours], scores[theirs].max() - 1e-3)
    return scores


def listed(
    these: Candidates,
    read: Places,
    said: Said,
    cards: Sequence[Card],
    scores: Floats,
    places: Keys,
    view: View,
    found: Lookup,
) -> tuple[list[int], list[list[int]], Floats]:
    """Places among what was read in final order, the copies of each, and their scores.

    Unwanted passages are left out, duplicates folded, documents take turns unless one is asked
    for.
    """
    query, keys = these.query, these.pool.keys[read]
    order = np.lexsort((keys, -scores, places))
    if query.excluded:
        order = order[wanted(query, cards, view)[order]]
    if not (found.documents or query.filters.doc or asks_duties(query)):
        scores = scores.copy()
        scores[order] = in_turn(these.numbers[read[order]], scores[order])
        order = order[np.lexsort((keys[order], -scores[order], places[order]))]
    same: dict[int, list[int]] = {}
    ranked = order.tolist()
    for at, first in zip(ranked, folded(ranked, said), strict=True):
        same.setdefault(first, []).append(at)
    return list(same), [ats[1:] for ats in same.values()], scores[list(same)]


def scope_of(query: Query, found: Lookup, store: Store) -> Scope:
    """Filters, a phrase that must stand in the text, and what exact lookups brought."""
    none = np.empty(0, dtype=np.int64)
    departments = none
    if query.departments:
        chosen = replace(query.filters, department=query.departments)
        departments = _or_none(store.select(chosen))
        if query.filters.department:
            departments = np.intersect1d(departments, _or_none(store.select(query.filters)))
    if query.filters.exact:
        allowed: Keys | None = store.containing(phrase_of(query), query.filters)
        return Scope(allowed, _or_none(allowed), departments)
    allowed = store.select(query.filters)
    exact = np.array(found.keys, dtype=np.int64)
    if allowed is not None:
        exact = exact[np.isin(exact, allowed)]
    return Scope(allowed, np.concatenate([exact, departments[:MOST_NAMED]]), departments)


def _or_none(keys: Keys | None) -> Keys:
    return np.empty(0, dtype=np.int64) if keys is None else keys


def phrase_of(query: Query) -> str:
    """The phrase of an exact search, without quotation marks around it."""
    return query.text.strip().strip("“”\"'‘’「」")


def places_of(keys: Keys, first: Sequence[int]) -> Keys:
    """For each key its place among those that come first, or the place behind all of them."""
    if not first:
        return np.zeros(len(keys), dtype=np.int64)
    places = {key: at for at, key in enumerate(first)}
    return np.fromiter((places.get(key, len(places)) for key in keys.tolist()), dtype=np.int64)


def shown(scores: Floats, mode: Step, exact: int = 0) -> Floats:
    """Scores in 0…1 that never rise along the ranking; the exact lookups at its head stand apart,
    halfway between what they score and 1.

    >>> shown(np.array([0.0, 0.0], dtype=np.float32), "fused", 1).tolist()
    [0.5, 0.0]
    """
    values = np.clip(scores, 0, 1) if mode in ("lexical", "dense") else published(scores)
    values = np.maximum.accumulate(values[::-1])[::-1] if len(values) else values
    values[:exact] = (1 + values[:exact]) / 2
    return values


def wanted(query: Query, cards: Sequence[Card], view: View) -> NDArray[np.bool_]:
    """For each passage whether the asker has not excluded it.

    `-word` is meant of the text; 除了上海以外 of the documents of the place, for a list that names
    Shanghai beside others is still wanted.
    """
    asked = normalise(query.text)
    words = [name for name in query.excluded if f"-{name}" in asked]
    unwanted = {id for id in view.refs for name in query.excluded if _is_of(view.region(id), name)}
    return np.array(
        [c.document_id not in unwanted and not any(w in c.text for w in words) for c in cards],
        dtype=np.bool_,
    )


def _is_of(region: str, name: str) -> bool:
    place = gazetteer.region(name)
    return place is not None and bool(region) and place.name in around(region)
