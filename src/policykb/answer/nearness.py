"""How near is a text to a topic? Its meaning by vectors, and the share of the topic's words.

Both are in 0…1 and mean the same in a small and in a large library. Vectors of texts are kept, for
the same clauses are compared again with the next question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from policykb.answer.alike import alike
from policykb.thesaurus import terms

if TYPE_CHECKING:
    from policykb.search import Searcher

Floats = NDArray[np.float32]

MOST_KEPT = 20_000  # texts whose vectors are kept: about 20 MB
SHARE = 0.5  # weight of the share of words beside the cosine
OFFICIAL = 0.3  # weight of the official terms of a topic's concepts beside its own words
TINY = 1e-9
ECHO = 0.35  # weight of what was found first in the direction that is looked in next


class Vectors:
    """The vectors of texts, each worked out once."""

    def __init__(self, searcher: Searcher) -> None:
        self._embed = searcher.embedder.embed
        self._kept: dict[str, Floats] = {}

    def of(self, texts: Sequence[str]) -> Floats:
        """One unit row per text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if len(self._kept) + len(missing) > MOST_KEPT:
            self._kept, missing = {}, list(dict.fromkeys(texts))
        kept = self._kept
        kept.update(zip(missing, self._embed(missing), strict=True))
        rows = [kept[text] for text in texts]
        return np.stack(rows) if rows else np.empty((0, 0), np.float32)


_KEPT: WeakKeyDictionary[Searcher, Vectors] = WeakKeyDictionary()


def vectors_of(searcher: Searcher) -> Vectors:
    """The vectors that belong to a searcher."""
    return _KEPT.setdefault(searcher, Vectors(searcher))


@dataclass(frozen=True, slots=True)
class Direction:
    """What is looked for: a unit vector, and words with their rarities in the library."""

    vector: Floats
    words: Mapping[str, float]

    def scores(self, texts: Sequence[str], rows: Floats) -> Floats:
        """The score of each text, whose vectors are `rows`: cosine + SHARE · share of words."""
        if not texts:
            return np.empty(0, np.float32)
        total = sum(self.words.values()) or 1.0
        folded = [alike(text).lower() for text in texts]
        shares = [sum(r for word, r in self.words.items() if word in t) / total for t in folded]
        return np.asarray(rows @ self.vector + SHARE * np.array(shares), dtype=np.float32)

    def echoing(self, rows: Floats) -> Direction:
        """The direction turned a little towards what was found in it."""
        return Direction(turned(self.vector, rows, ECHO), self.words)


def direction(
    searcher: Searcher, words: Sequence[str], concepts: Collection[str] = ()
) -> Direction:
    """The direction of words, rare ones weighing more in their share.

    `concepts` are ids of the thesaurus: their official terms turn the vector, so that 拖欠 is near
    款项支付.
    """
    known = terms()
    named = [" ".join(known[id].official) for id in sorted(concepts) if id in known]
    rows = searcher.embedder.embed([" ".join(words), *named])
    lexical = searcher.store.generation.lexical
    rarity = {word: lexical([word], 1)[2] for word in words}
    return Direction(turned(rows[0], rows[1:], OFFICIAL), rarity)


def turned(vector: Floats, towards: Floats, by: float) -> Floats:
    """A unit vector turned by that share towards the mean of others."""
    if not len(towards):
        return vector
    mean = towards.mean(axis=0)
    moved = vector + by * mean / max(float(np.linalg.norm(mean)), TINY)
    return np.asarray(moved / max(float(np.linalg.norm(moved)), TINY), dtype=np.float32)
