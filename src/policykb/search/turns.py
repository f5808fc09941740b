"""Whose turn is it? An order of hits in which no document crowds out the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEW = 5  # hits of one document before others that are nearly as good get their turn
YIELD = 0.9  # what each further `FEW` hits of a document keep of their score

Floats = NDArray[np.float32]


def in_turn(documents: NDArray[np.intp], scores: Floats) -> Floats:
    """The scores of hits (best first), lowered for a document's later ones.

    >>> in_turn(np.array([1, 1, 1, 1, 1, 1, 2]), np.full(7, 0.5, np.float32)).round(2)
    array([0.5 , 0.5 , 0.5 , 0.5 , 0.5 , 0.45, 0.5 ], dtype=float32)
    """
    order = np.argsort(documents, kind="stable")
    sorted_ = documents[order]
    turns = np.empty(len(documents), dtype=np.intp)
    turns[order] = (np.arange(len(documents)) - np.searchsorted(sorted_, sorted_)) // FEW
    if not turns.any():
        return scores
    return np.where(scores > 0, scores * YIELD**turns, scores).astype(np.float32)
