"""Written clauses held out of training, and how well their questions find them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.pairs import Pair
from training.table import POWER


def parted(
    written: Sequence[Pair], held: int, chance: random.Random
) -> tuple[list[Pair], list[Pair]]:
    """(pairs to learn from, pairs of `held` clauses drawn by chance)."""
    clauses = sorted({pair.group for pair in written if pair.group.startswith("clause-")})
    kept = set(chance.sample(clauses, held))
    return [p for p in written if p.group not in kept], [p for p in written if p.group in kept]


def mean_ranks(
    words: NDArray[np.float32], written: Sequence[Pair], held: Sequence[Pair]
) -> dict[str, str]:
    """Style → mean reciprocal rank and recall at 10, each question among all clauses, by the
    vectors of the words."""
    if not held:
        return {}
    passages = {p.group: p.passage for p in (*held, *written) if p.group.startswith("clause-")}
    place = {group: at for at, group in enumerate(passages)}
    rows = np.stack([_vector(words, text) for text in passages.values()])
    ranks: dict[str, list[int]] = defaultdict(list)
    for pair in held:
        scores = rows @ _vector(words, pair.query)
        ranks[pair.style].append(1 + int((scores > scores[place[pair.group]]).sum()))
    return {style: _figures(np.array(found)) for style, found in sorted(ranks.items())}


def _figures(ranks: NDArray[np.int64]) -> str:
    return f"MRR {np.mean(1 / ranks):.3f}, recall@10 {np.mean(ranks <= 10):.3f} ({len(ranks)})"


def _vector(words: NDArray[np.float32], text: Sequence[int]) -> NDArray[np.float32]:
    known, counts = np.unique(np.asarray(text), return_counts=True)
    row = (counts**POWER).astype(np.float32) @ words[known]
    return row / max(float(np.linalg.norm(row)), 1e-9)
