"""The trained table as the file that `policykb.embed.builtin` reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from policykb.embed.builtin import FORMAT
from policykb.tokens import TOKENIZER
from training.table import POWER, Table
from training.units import Units


@dataclass(frozen=True)
class Vectors:
    """What a table has learned: one row for each of its `words`, one for each character."""

    units: Units
    words: NDArray[np.float32]
    characters: NDArray[np.float32]

    @classmethod
    def of(cls, table: Table) -> Vectors:
        """The vectors of a table as it is now."""
        return cls(table.units, table.words().copy(), table.characters().copy())

    @classmethod
    def mean(cls, several: Sequence[Vectors]) -> Vectors:
        """The mean of what runs from one start have learned: what only one of them holds by heart
        weighs less (Wortsman et al. 2022, model soups)."""
        words = np.mean([each.words for each in several], axis=0)
        return cls(several[0].units, words, np.mean([each.characters for each in several], axis=0))


def export(vectors: Vectors, path: Path, name: str) -> int:
    """Writes 8-bit rows, scales and words; gives the size in bytes.

    The model's name is `name` and a digest of its rows, so that no store takes one for another.
    """
    units = vectors.units
    rows = np.concatenate([vectors.words[units.kept], vectors.characters])
    numbers, scales = _eight_bits(rows)
    words = [word for word, keep in zip(units.words, units.kept, strict=True) if keep]
    tensors = {
        "rows": numbers,
        "scales": scales,
        "words": _joined(words),
        "characters": _joined(units.characters),
    }
    digest = hashlib.sha256(numbers.tobytes()).hexdigest()[:8]
    facts = {
        "format": FORMAT,
        "name": f"{name}-{digest}",
        "power": str(POWER),
        "tokenizer": TOKENIZER,
    }
    # one entry, for safetensors writes several in an order of chance
    data = save(tensors, metadata={"policykb": json.dumps(facts, ensure_ascii=False)})
    path.write_bytes(data)
    return len(data)


def _eight_bits(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.maximum(np.abs(rows).max(axis=1), np.finfo(np.float32).tiny) / 127
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _joined(names: list[str] | tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
