"""What has a vector of its own: words met often enough, and characters.

A word is its own row, where it has one, and those of its characters; Latin letters and digits
have none, for they say nothing about the word or number that they stand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.pairs import Pair

_FEWEST, _FEWEST_OF_CHARACTER = 6, 4
_WRITTEN_COUNTS = 3  # everyday words are rare in the public text: each counts as often as this


@dataclass(frozen=True, slots=True)
class Units:
    """Units of word w: `flat[starts[w]:starts[w + 1]]`. `kept[w]`: it has a row of its own."""

    words: Sequence[str]
    characters: Sequence[str]
    kept: NDArray[np.bool_]
    flat: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.float64]

    @property
    def size(self) -> int:
        """How many rows there are; those of words come first."""
        return int(self.kept.sum()) + len(self.characters)


def units(words: Sequence[str], public: Sequence[Pair], written: Sequence[Pair]) -> Units:
    """The units of all words met in the pairs."""
    counts = np.zeros(len(words))
    counts += _counted(public, len(words)) + _WRITTEN_COUNTS * _counted(written, len(words))
    kept = counts >= _FEWEST
    characters = _characters(words, counts)
    row = np.cumsum(kept) - 1
    place = {char: int(kept.sum()) + at for at, char in enumerate(characters)}
    listed = [
        [*([int(row[at])] if kept[at] else []), *(place[c] for c in word if c in place)]
        for at, word in enumerate(words)
    ]
    starts = np.cumsum([0, *map(len, listed)])
    flat = np.fromiter((unit for found in listed for unit in found), np.int64)
    return Units(words, characters, kept, flat, starts, counts)


def _counted(pairs: Iterable[Pair], size: int) -> NDArray[np.float64]:
    counts = np.zeros(size)
    for pair in pairs:
        for side in (pair.query, pair.passage):
            np.add.at(counts, np.asarray(side, np.int64), 1)
    return counts


def _characters(words: Sequence[str], counts: NDArray[np.float64]) -> list[str]:
    found: Counter[str] = Counter()
    for word, number in zip(words, counts, strict=True):
        for char in word:
            found[char] += int(number)
    return sorted(c for c, n in found.items() if n >= _FEWEST_OF_CHARACTER and not c.isascii())
