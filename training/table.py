"""The table while it is trained: word vectors made of units, and an optimiser that touches few.

v(word) = gate(word) · Σ weight(unit) · row(unit);  v(text) = Σ count(word)^power · v(word), unit
length. Each distinct word of a batch is put together once, and only rows that occur are moved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from training.units import Units

POWER = 0.5  # the tenth 企业 of a clause says little more than the first
_RARE = 1e-4  # a/(a + p(w)) of Arora et al. 2017, where the gates start
_SPREAD = 0.1


class Rows:
    """A parameter of which each step moves the rows that it took (Adam, lazily)."""

    def __init__(self, start: torch.Tensor) -> None:
        self.all = start
        self.forget()

    def forget(self) -> None:
        """Starts the optimiser's memory anew."""
        self._mean, self._square = torch.zeros_like(self.all), torch.zeros_like(self.all)
        self._steps = 0

    def take(self, at: torch.Tensor) -> torch.Tensor:
        """Copies of these rows, whose gradient the next `move` follows."""
        self._at, self._taken = at, self.all[at].requires_grad_()
        return self._taken

    def move(self, rate: float) -> None:
        """One step of Adam (Kingma and Ba 2015) for the rows taken last."""
        slope = self._taken.grad
        assert slope is not None
        self._steps += 1
        mean = self._mean[self._at].mul_(0.9).add_(slope, alpha=0.1)
        square = self._square[self._at].mul_(0.999).addcmul_(slope, slope, value=0.001)
        self._mean[self._at], self._square[self._at] = mean, square
        mean, square = mean / (1 - 0.9**self._steps), square / (1 - 0.999**self._steps)
        self.all[self._at] -= rate * mean / (square.sqrt() + 1e-8)


class Table:
    """Rows and weights of units, gates of words."""

    def __init__(self, units: Units, dim: int, seed: int) -> None:
        self.units = units
        chance = torch.Generator().manual_seed(seed)
        self.rows = Rows(torch.randn(units.size, dim, generator=chance) * _SPREAD)
        self.weights = Rows(torch.zeros(units.size, 1))
        share = (units.counts + 1) / units.counts.sum()
        gates = np.log(_RARE / (_RARE + share) + 1e-3)
        self.gates = Rows(torch.tensor(gates, dtype=torch.float32)[:, None])

    @property
    def parameters(self) -> tuple[Rows, ...]:
        """All that is learned."""
        return self.rows, self.weights, self.gates

    def encode(self, texts: Sequence[Sequence[int]]) -> torch.Tensor:
        """Unit vectors of texts (word numbers), `(len(texts), dim)`; remembers what to move."""
        text, word, number = _distinct(texts, len(self.units.words))
        known, at = np.unique(word, return_inverse=True)
        starts = np.searchsorted(text, np.arange(len(texts)))
        sums = functional.embedding_bag(
            torch.from_numpy(at),
            self._words(known),
            torch.from_numpy(starts),
            mode="sum",
            per_sample_weights=torch.from_numpy(number.astype(np.float32) ** POWER),
        )
        return functional.normalize(sums, dim=1)

    def _words(self, known: NDArray[np.int64]) -> torch.Tensor:
        first, last = self.units.starts[known], self.units.starts[known + 1]
        lengths = last - first
        offsets = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(first - offsets, lengths)
        taken, at = np.unique(self.units.flat[places], return_inverse=True)
        rows, weights = (part.take(torch.from_numpy(taken)) for part in self.parameters[:2])
        sums = functional.embedding_bag(
            torch.from_numpy(at),
            rows,
            torch.from_numpy(offsets),
            mode="sum",
            per_sample_weights=weights[torch.from_numpy(at), 0].exp(),
        )
        return sums * self.gates.take(torch.from_numpy(known)).exp()

    def move(self, rate: float) -> None:
        """One step along the gradient of the last loss."""
        for part in self.parameters:
            part.move(rate)

    def forget(self) -> None:
        """Starts the optimiser anew, for another kind of pairs."""
        for part in self.parameters:
            part.forget()

    def state(self) -> list[torch.Tensor]:
        """Copies of all that is learned, for `restore`."""
        return [part.all.clone() for part in self.parameters]

    def restore(self, state: Sequence[torch.Tensor]) -> None:
        """Goes back to what was learned then."""
        for part, then in zip(self.parameters, state, strict=True):
            part.all = then.clone()

    def words(self) -> NDArray[np.float32]:
        """Vectors of all words, gates in them, `(len(units.words), dim)`."""
        units = torch.from_numpy(self.units.flat)
        sums = functional.embedding_bag(
            units,
            self.rows.all,
            torch.from_numpy(self.units.starts[:-1]),
            mode="sum",
            per_sample_weights=self.weights.all[units, 0].exp(),
        )
        return (sums * self.gates.all.exp()).numpy()

    def characters(self) -> NDArray[np.float32]:
        """Vectors of the characters for words without a row, with those words' mean gate."""
        first = self.units.size - len(self.units.characters)
        gates = self.gates.all[torch.from_numpy(~self.units.kept)].exp()
        gate = gates.mean() if len(gates) else 1.0
        return (self.rows.all[first:] * self.weights.all[first:].exp() * gate).numpy()


def _distinct(
    texts: Sequence[Sequence[int]], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(text, word, count) of every distinct word of every text, texts in order."""
    words = np.concatenate([np.asarray(text, np.int64) for text in texts])
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    pairs, counts = np.unique(owner * size + words, return_counts=True)
    return pairs // size, pairs % size, counts
