"""The recipe: which pairs, how many passes, how wide, in which order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from training import pairs
from training.export import Vectors, export
from training.fit import Part, fit, mixed, passes
from training.held import mean_ranks, parted
from training.pairs import Pair
from training.table import Table
from training.units import units

NAME = "policykb-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The figures of a run; README.md tells what became of others."""

    dim: int = 384
    passes: int = 3
    public_batch: int = 1024
    public_rate: float = 3e-3
    steps: int = 1200
    written_batch: int = 384
    asked_batch: int = 128
    mixed_batch: int = 256
    runs: int = 3
    written_rate: float = 4e-3


def make(
    data: Path,
    out: Path,
    recipe: Recipe,
    *,
    own: Path = pairs.OWN,
    seed: int = 0,
    held: int = 0,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Makes the model from `data`, and the clauses in `own`, and writes it to `out`.

    The same bytes for the same arguments on one machine with one number of threads.
    """
    torch.use_deterministic_algorithms(True)
    chance, lexicon = random.Random(seed), pairs.Lexicon()
    public = pairs.public(data, lexicon, seed)
    written, kept_back = parted(pairs.written(data, own, lexicon), held, chance)
    tell(f"{len(public)} public pairs, {len(written)} written, {len(lexicon.words)} words")
    table = Table(units(lexicon.words, public, written), recipe.dim, seed)
    first = Part(public, recipe.public_batch, 0.05, drop_query=0.075, window=128)
    batches = passes(first, recipe.passes, chance)
    fit(table, batches, len(batches), recipe.public_rate, chance, tell)
    start = table.state()
    learned = []
    for run in range(recipe.runs):
        tell(f"run {run + 1} of {recipe.runs}")
        table.restore(start)
        _fit(table, public, written, recipe, random.Random(100 * (seed + 1) + run), tell)
        learned.append(Vectors.of(table))
    vectors = Vectors.mean(learned)
    for style, figures in mean_ranks(vectors.words, written, kept_back).items():
        tell(f"held out, {style}: {figures}")
    tell(f"{out.name}: {export(vectors, out, NAME)} bytes")


def _fit(
    table: Table,
    public: list[Pair],
    written: list[Pair],
    recipe: Recipe,
    chance: random.Random,
    tell: Callable[[str], None],
) -> None:
    asked = [pair for pair in public if pair.style == pairs.ASKED]
    parts = [
        # a higher temperature and more words dropped, lest they be learned by heart
        Part(written, recipe.written_batch, 0.1, drop_query=0.3, drop_passage=0.3),
        Part(asked, recipe.asked_batch, 0.05, drop_query=0.1, drop_passage=0.1),
        Part(public, recipe.mixed_batch, 0.05, drop_query=0.1, drop_passage=0.1),
    ]
    fit(table, mixed(parts, recipe.steps, chance), recipe.steps, recipe.written_rate, chance, tell)
