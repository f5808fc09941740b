"""The built-in model: one vector per word, summed and brought to length 1.

A word's vector was learned as its own row plus those of its characters, and is stored as their
sum; a word that the table lacks is read as its characters. `training/` makes the file: rows in 8
bits with one scale each, the words in one UTF-8 run. Needs numpy and safetensors alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from safetensors import SafetensorError, safe_open

from policykb.errors import ModelError
from policykb.tokens import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = "policykb-words-1"


class WordVectors:
    """The table. `rows` (n, dim) int8, `scales` (n,); the last `len(characters)` are characters.

    `power` is the exponent of a word's count in a text: 0.5 lets the tenth 企业 weigh little.
    """

    def __init__(
        self,
        name: str,
        rows: NDArray[np.int8],
        scales: NDArray[np.float32],
        vocabulary: Sequence[str],
        characters: Sequence[str],
        power: float,
    ) -> None:
        self.name = name
        self.dim = int(rows.shape[1])
        self._rows, self._scales, self._power = rows, scales, power
        self._word = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
        first = len(vocabulary)
        self._character = dict(zip(characters, range(first, len(rows)), strict=True))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, `(len(texts), dim)`, of length 1, or zeros where no word is known."""
        return self._rows_of(map(words, texts), len(texts))

    def embed_cut(self, cut: Sequence[str]) -> NDArray[np.float32]:
        """The same rows for texts that `tokens.spaced` has cut into words already."""
        return self._rows_of(
            ([w for w in text.split() if w[0].isalnum()] for text in cut), len(cut)
        )

    def places(self, word: str) -> list[int]:
        """The row of a word; those of its characters for one that the table lacks."""
        return self._counts(Counter([word]))[0]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The row of each word that the table has."""
        return self._word

    def directions(
        self, places: NDArray[np.intp]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(length of each row, the rows brought to length 1), `(n,)` and `(n, dim)`."""
        rows, lengths = self.unscaled(places)
        rows /= np.maximum(lengths, np.finfo(np.float32).tiny)[:, None]
        return lengths * self._scales[places], rows

    def unscaled(self, places: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The rows as they are kept, `(n, dim)`, and how long they are so, `(n,)`: enough where
        only cosines are wanted."""
        rows = self._rows.take(places, axis=0).astype(np.float32)
        return rows, np.sqrt(np.einsum("ij,ij->i", rows, rows))

    def _rows_of(self, texts: Iterable[list[str]], count: int) -> NDArray[np.float32]:
        sums = np.zeros((count, self.dim), np.float32)
        for at, found in enumerate(texts):
            self._add(found, sums[at])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        sums /= np.maximum(lengths, np.finfo(np.float32).tiny)
        return sums

    def _add(self, found: list[str], out: NDArray[np.float32]) -> None:
        places, numbers = self._counts(Counter(found))
        if places:
            at = np.array(places)
            weights = self._scales[at] * np.array(numbers, np.float32) ** self._power
            np.dot(weights, self._rows[at].astype(np.float32), out=out)

    def _counts(self, found: Counter[str]) -> tuple[list[int], list[int]]:
        """Rows of the words and how often each stands there; unknown words by character."""
        places = [*map(self._word.get, found)]
        numbers = [*found.values()]
        if None not in places:
            return cast(list[int], places), numbers
        for word in [word for word, place in zip(found, places, strict=True) if place is None]:
            characters = [*map(self._character.get, word)]
            places += characters
            numbers += [found[word]] * len(characters)
        known = [(place, n) for place, n in zip(places, numbers, strict=True) if place is not None]
        return [place for place, _ in known], [n for _, n in known]


@cache
def load() -> WordVectors:
    """The model that comes with the package, read once per process."""
    with resources.as_file(resources.files("policykb").joinpath("data/model.safetensors")) as path:
        return read(path)


def read(path: Path) -> WordVectors:
    """A model file; ModelError where it is missing, damaged or of another format."""
    try:
        with safe_open(path, framework="numpy") as file:
            return _table(file, path)
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise ModelError(f"模型文件“{path.name}”不存在或已损坏：{error}") from error


def _table(file: Any, path: Path) -> WordVectors:
    facts = json.loads((file.metadata() or {}).get("policykb", "{}"))
    if facts.get("format") != FORMAT:
        raise ModelError(f"模型文件“{path.name}”不是本版本认识的格式（{FORMAT}）")
    return WordVectors(
        facts["name"],
        file.get_tensor("rows"),
        file.get_tensor("scales"),
        _names(file.get_tensor("words")),
        _names(file.get_tensor("characters")),
        float(facts["power"]),
    )


def _names(joined: NDArray[np.uint8]) -> list[str]:
    return joined.tobytes().decode("utf-8").split("\n")
