"""One score for each candidate, from both indexes and from what the passages are about.

The rule: `cosine + LEXICAL · (FLOOR + c) · share + bonuses`, where `share` is a passage's BM25
score over the highest possible for the question's words, and `c` the best share of all
passages. Where the lexical index covers the question (keywords, numbers, names), words decide;
where it does not (everyday speech), meaning does. It is the rule `dense·(1.3 − c) + lexical·(0.2 +
c)` without its standardisation: shares and cosines mean the same in a corpus of one document and
of a hundred thousand passages, and a single passage that holds a word is not blown up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policykb.search.pool import Pool
from policykb.types import Passage

Floats = NDArray[np.float32]

# Fitted on gold questions; tests/relevance and benchmarks/ hold the floors.
LEXICAL = 2.5
FLOOR = 0.2
CONCEPT = 0.12  # a passage that bears a concept of the question, times the concept's weight
HERE, ELSEWHERE = 0.1, -0.1  # a document of the place asked for; of another place
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


def fused(pool: Pool) -> Floats:
    """The fused score of each candidate, without bonuses."""
    weight = LEXICAL * (FLOOR + pool.coverage)
    return pool.dense + weight * pool.lexical


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
