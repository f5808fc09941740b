"""Two stages of contrast: public pairs first, then written ones mixed with some of the public."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from training.pairs import Pair
from training.table import Table


@dataclass(frozen=True, slots=True)
class Stage:
    """How one stage draws and learns; `drop` is the share of words left out of a text at random."""

    temperature: float
    rate: float
    drop_query: float
    drop_passage: float
    window: int


PUBLIC = Stage(temperature=0.05, rate=3e-3, drop_query=0.075, drop_passage=0.0, window=128)
# A higher temperature, and more words dropped, keep 27,000 questions from being learned by heart
WRITTEN = Stage(temperature=0.1, rate=4e-3, drop_query=0.3, drop_passage=0.3, window=160)
PUBLIC_BATCH = 1024
WRITTEN_HALF, PUBLIC_HALF = 384, 384
_SLOWEST = 0.1  # the share of a stage's rate that its last step has

Told = Callable[[str], None]


def fit_public(table: Table, pairs: list[Pair], passes: int, chance: random.Random, tell: Told) -> None:
    """Passes over all public pairs in an order of chance."""
    steps = passes * (len(pairs) // PUBLIC_BATCH)
    for step, batch in enumerate(_passes(pairs, passes, chance)):
        loss = _learn(table, batch, PUBLIC, _rate(PUBLIC, step / steps), chance)
        if step % 50 == 0:
            tell(f"public {step}/{steps}: loss {loss:.3f}")


def fit_written(
    table: Table,
    written: list[Pair],
    public: list[Pair],
    steps: int,
    chance: random.Random,
    tell: Told,
) -> None:
    """Batches of half written, half public pairs."""
    table.forget()
    for step in range(steps):
        batch = chance.sample(written, WRITTEN_HALF) + chance.sample(public, PUBLIC_HALF)
        loss = _learn(table, batch, WRITTEN, _rate(WRITTEN, step / steps), chance)
        if step % 100 == 0:
            tell(f"written {step}/{steps}: loss {loss:.3f}")


def _passes(pairs: list[Pair], passes: int, chance: random.Random) -> Iterator[list[Pair]]:
    for _ in range(passes):
        order = chance.sample(pairs, len(pairs))
        for at in range(0, len(order) - PUBLIC_BATCH + 1, PUBLIC_BATCH):
            yield order[at : at + PUBLIC_BATCH]


def _rate(stage: Stage, done: float) -> float:
    return stage.rate * (1 - (1 - _SLOWEST) * done)


def _learn(
    table: Table, batch: Sequence[Pair], stage: Stage, rate: float, chance: random.Random
) -> float:
    queries = [_thinned(pair.query, stage.drop_query, chance) for pair in batch]
    passages = [
        _thinned(_window(pair.passage, stage.window, chance), stage.drop_passage, chance)
        for pair in batch
    ]
    vectors = table.encode(queries + passages)
    loss = contrast(
        vectors[: len(batch)], vectors[len(batch) :], [p.group for p in batch], stage.temperature
    )
    loss.backward()
    table.move(rate)
    return float(loss.detach())


def contrast(
    queries: torch.Tensor, passages: torch.Tensor, groups: Sequence[str], temperature: float
) -> torch.Tensor:
    """Cross entropy of finding each passage among the batch's, and each query among its queries.

    Rows of one group, unless it is "", do not count against each other (InfoNCE, van den Oord 2018).
    """
    scores = (queries @ passages.T / temperature).masked_fill(_kin(groups), -1e4)
    right = torch.arange(len(groups))
    return (
        functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)
    ) / 2


def _kin(groups: Sequence[str]) -> torch.Tensor:
    numbers: dict[str, int] = {}
    own = np.array([numbers.setdefault(g, len(numbers)) if g else -1 - at for at, g in enumerate(groups)])
    same = own[:, None] == own[None]
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def _window(text: Sequence[int], length: int, chance: random.Random) -> Sequence[int]:
    start = chance.randint(0, max(0, len(text) - length))
    return text[start : start + length]


def _thinned(text: Sequence[int], drop: float, chance: random.Random) -> Sequence[int]:
    return [word for word in text if chance.random() >= drop] or text
