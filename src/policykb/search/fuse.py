"""One score for each candidate, from both indexes and from what the passages are about.

The rule is `(DENSE - c) · cosine + LEXICAL · (FLOOR + c) · share`, then bonuses and re-ranking.
`share` is a passage's BM25 score over the highest possible for the question's words, and `c` the
best share of all passages: how much of the question the lexical index covers. Where it covers the
question (keywords, numbers, names), words decide; where it does not (everyday speech), meaning
does. Nothing is standardised over the candidates: shares and cosines mean the same in a corpus of
one document and of a hundred thousand passages, and a lone passage that holds a word is not blown
up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policykb.search.model import Scale
from policykb.search.pairs import pairs_of, shares
from policykb.search.pool import Pool
from policykb.types import Passage

if TYPE_CHECKING:
    from policykb.search.view import Card

Floats = NDArray[np.float32]

# Set on judged questions of three kinds of text, where each has a broad optimum: doubling or
# halving one moves nDCG@10 by less than 0.01. tests/relevance holds the floors.
DENSE = 1.0
LEXICAL = 2.5
FLOOR = 0.2
PAIRS = 3.0  # characters that stand together, among the best `RERANKED` candidates
RERANKED = 60
CONCEPT = 0.15  # a passage that bears a concept of the question, times the concept's weight
HERE, ELSEWHERE = 0.2, -0.1  # a document of the place asked for; of another place
DEPARTMENT = 0.15  # a clause for which a department of the question answers
CLAUSE = 1.0  # a clause that bears the number asked for
DOCUMENT = 0.2  # a document that the question names
KINDS = {"clause": 0.0, "table": 0.0, "heading": -0.3, "toc": -0.6, "reference": -0.3}


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for a passage besides its words and meaning; one value per candidate."""

    concepts: Floats
    places: Floats
    departments: Floats
    clauses: Floats
    documents: Floats


def fused(pool: Pool, scale: Scale) -> Floats:
    """The fused score of each candidate, without bonuses."""
    words, meaning = LEXICAL * (FLOOR + pool.coverage), DENSE - pool.coverage
    return meaning * scale.of(pool.dense) + words * pool.lexical


def paired(text: str, cards: Sequence[Card], scores: Floats) -> Floats:
    """The scores, those of the best `RERANKED` raised by the pairs of characters they share."""
    best = np.argsort(-scores, kind="stable")[:RERANKED]
    share = shares(pairs_of(text), [cards[at].said for at in best.tolist()])
    raised = scores.copy()
    raised[best] += PAIRS * (FLOOR + share.max(initial=0.0)) * share
    return raised


def bonuses(passages: Sequence[Passage], cues: Cues) -> Floats:
    """What is added for what a passage is, and for whom and where it holds."""
    kinds = np.array([KINDS.get(passage.kind, 0.0) for passage in passages], dtype=np.float32)
    places = np.select([cues.places > 0, cues.places < 0], [HERE, ELSEWHERE], 0.0)
    total = (
        kinds
        + places
        + CONCEPT * cues.concepts
        + DEPARTMENT * cues.departments
        + CLAUSE * cues.clauses
        + DOCUMENT * cues.documents
    )
    return np.asarray(total, dtype=np.float32)


def published(scores: Floats) -> Floats:
    """Scores as users see them: 0…1, in the same order.

    >>> float(published(np.array([0.0], dtype=np.float32))[0])
    0.0
    """
    return -np.expm1(-np.maximum(scores, 0))
