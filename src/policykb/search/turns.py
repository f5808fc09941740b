"""Whose turn is it? An order of hits in which no document crowds out the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

FEW = 5  # hits of one document before others that are nearly as good get their turn
YIELD = 0.9  # what each further `FEW` hits of a document keep of their score


def in_turn(documents: Sequence[int], scores: Sequence[float]) -> list[float]:
    """The scores of hits (best first), lowered for a document's later ones.

    >>> in_turn([1] * 6 + [2], [1.0] * 7)
    [1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 1.0]
    """
    seen = Counter(documents)
    if max(seen.values(), default=0) <= FEW:
        return list(scores)
    seen.clear()
    lowered = []
    for document, score in zip(documents, scores, strict=True):
        factor = YIELD ** (seen[document] // FEW)
        lowered.append(score * factor if score > 0 else score)
        seen[document] += 1
    return lowered
