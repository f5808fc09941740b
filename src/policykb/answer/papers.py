"""How much of each document is about a topic? The share of its passages in which words stand.

In a library of many fields a clause of a document on the subject is likelier meant than one of
another field that happens to use the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from policykb.search import Searcher

Keys = NDArray[np.int64]
FEW = 10  # passages that are added to each document, so that a short one is not all about a word


def devotion(searcher: Searcher, words: Iterable[str]) -> Mapping[str, float]:
    """Id of each document → 0…1, how much it is given to these words beside the one that is most.

    A word counts by its rarity in the library, so that one that stands everywhere tells little.
    """
    generation = searcher.store.generation
    ids, firsts = searcher.store.extents()
    if not ids:
        return {}
    sizes = np.bincount(_places(generation.keys(), firsts), minlength=len(ids)) + FEW
    total = np.zeros(len(ids))
    for word in words:
        keys, _, rarity = generation.lexical([word], generation.count)
        total += rarity * np.bincount(_places(keys, firsts), minlength=len(ids)) / sizes
    most = float(total.max())
    return dict(zip(ids, (total / most if most else total).tolist(), strict=True))


def _places(keys: Keys, firsts: Keys) -> NDArray[np.intp]:
    """For each passage the place of its document among those of these first keys."""
    return np.maximum(np.searchsorted(firsts, keys, "right") - 1, 0)
