"""Candidates: what the two indexes offer for a question, with their scores side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policykb.understand.spoken import Spoken, written_words

if TYPE_CHECKING:
    from policykb.store.generation import Generation

DEPTH = 100  # candidates taken from each index
WRITTEN = 0.5
PART = 1 / 3  # what a word counts that is a part of a longer word of the question
PLACE = 0.2  # what the name of a place counts that the library has documents of

Floats = NDArray[np.float32]
Keys = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Candidates in ascending order of `keys`, one value each.

    `lexical`: BM25 for the question's words as a share of their ceiling, 0…1. `dense`: cosine to
    the question, the lowest one found where the dense index did not offer the passage.
    `coverage`: the highest share (how much of the question the lexical index covers). `ceiling`:
    the highest possible BM25 score, the sum of the words' rarities.
    """

    keys: Keys
    lexical: Floats
    dense: Floats
    coverage: float
    ceiling: float


def gather(
    generation: Generation,
    words: Mapping[str, float],
    vector: Floats,
    allowed: Keys | None = None,
    extra: Keys | None = None,
    depth: int = DEPTH,
) -> Pool:
    """The best `depth` passages of each index for a question's words, each with what it counts,
    and its vector, and `extra`."""
    by_word, scores, ceiling = generation.lexical(words, depth, allowed)
    near, cosines = generation.dense(vector, depth, allowed)
    parts = [by_word, near] + ([extra] if extra is not None else [])
    keys = np.unique(np.concatenate(parts))
    lexical = spread(keys, by_word, scores / max(ceiling, 1e-9), 0.0)
    return Pool(
        keys=keys,
        lexical=lexical,
        dense=spread(keys, near, cosines, float(cosines.min(initial=1.0))),
        coverage=float(lexical.max(initial=0.0)),
        ceiling=ceiling,
    )


def weighed(
    words: Sequence[str], said: Spoken = (), places: Set[str] = frozenset()
) -> Mapping[str, float]:
    """How often each word is asked for; `PART` of it for the parts of a longer word, `PLACE` of it
    for `places`. What documents write for words that were `said` counts `WRITTEN` times as much.

    The index holds a long word with its parts, and whoever asks for it asks once: it shall not
    count thrice beside a short one.

    >>> weighed(["专精特新", "专精", "特新", "融资"])["融资"]
    1
    """
    longer = [word for word in words if len(word) > 2]
    beside = written_words(said, words) if said else {}
    return {word: WRITTEN * (1 if whole else PART) for word, whole in beside.items()} | {
        word: often
        * (PART if any(word in each and word != each for each in longer) else 1)
        * (PLACE if word in places else 1)
        for word, often in Counter(words).items()
    }


def spread(keys: Keys, found: Keys, scores: Floats, missing: float) -> Floats:
    """The scores of `found` at their places among `keys`, `missing` elsewhere."""
    out = np.full(len(keys), missing, dtype=np.float32)
    out[np.searchsorted(keys, found)] = scores
    return out
