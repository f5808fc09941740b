"""Contrast: a query must find its own passage among all of a batch, and a passage its query."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from training.pairs import Pair
from training.table import Table

Told = Callable[[str], None]
_SLOWEST = 0.1  # the share of a stage's rate that its last step has
_TELL = 50


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs of one kind and how they are learned; the drops are shares of words left out."""

    pairs: list[Pair]
    size: int  # of them in a batch
    temperature: float
    drop_query: float = 0.0
    drop_passage: float = 0.0
    window: int = 160  # words of a passage, from a place of chance


Batch = list[tuple[Pair, Part]]


def passes(part: Part, times: int, chance: random.Random) -> list[Batch]:
    """Batches that go `times` over all pairs, each time in another order."""
    orders = (chance.sample(part.pairs, len(part.pairs)) for _ in range(times))
    ends = range(part.size, len(part.pairs) + 1, part.size)
    return [[(pair, part) for pair in order[e - part.size : e]] for order in orders for e in ends]


def mixed(parts: Sequence[Part], steps: int, chance: random.Random) -> Iterator[Batch]:
    """`steps` batches, each with pairs of every part."""
    for _ in range(steps):
        yield [(pair, part) for part in parts for pair in chance.sample(part.pairs, part.size)]


def fit(
    table: Table,
    batches: Iterable[Batch],
    steps: int,
    rate: float,
    chance: random.Random,
    tell: Told,
) -> None:
    """Learns from each batch in turn, at a rate that falls in a line to a tenth."""
    table.forget()
    for step, batch in enumerate(batches):
        loss = _learn(table, batch, chance)
        table.move(rate * (1 - (1 - _SLOWEST) * step / steps))
        if step % _TELL == 0:
            tell(f"step {step} of {steps}: loss {loss:.3f}")


def _learn(table: Table, batch: Batch, chance: random.Random) -> float:
    queries = [_thinned(pair.query, part.drop_query, chance) for pair, part in batch]
    windows = [_window(pair.passage, part.window, chance) for pair, part in batch]
    passages = [
        _thinned(text, part.drop_passage, chance)
        for text, (_, part) in zip(windows, batch, strict=True)
    ]
    vectors = table.encode(queries + passages)
    loss = contrast(
        vectors[: len(batch)],
        vectors[len(batch) :],
        [pair.group for pair, _ in batch],
        torch.tensor([part.temperature for _, part in batch]),
    )
    loss.backward()
    return float(loss.detach())


def contrast(
    queries: torch.Tensor,
    passages: torch.Tensor,
    groups: Sequence[str],
    temperatures: torch.Tensor,
) -> torch.Tensor:
    """Mean cross entropy of both directions; rows of one group, unless "", are no negatives.

    InfoNCE, van den Oord et al. 2018, with a temperature for each pair.
    """
    scores, kin = queries @ passages.T, _kin(groups)
    right = torch.arange(len(groups))
    losses = [
        functional.cross_entropy((way / temperatures[:, None]).masked_fill(kin, -1e4), right)
        for way in (scores, scores.T)
    ]
    return (losses[0] + losses[1]) / 2


def _kin(groups: Sequence[str]) -> torch.Tensor:
    """Pairs of different rows of one group."""
    numbers: dict[str, int] = {}
    own = np.array(
        [numbers.setdefault(g, len(numbers)) if g else -1 - at for at, g in enumerate(groups)]
    )
    same = own[:, None] == own[None]
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def _window(text: Sequence[int], length: int, chance: random.Random) -> Sequence[int]:
    start = chance.randint(0, max(0, len(text) - length))
    return text[start : start + length]


def _thinned(text: Sequence[int], drop: float, chance: random.Random) -> Sequence[int]:
    return [word for word in text if chance.random() >= drop] or text
