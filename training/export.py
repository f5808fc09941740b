"""The trained table as the file that `policykb.embed.builtin` reads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from policykb.embed.builtin import FORMAT
from policykb.tokens import TOKENIZER
from training.table import POWER, Table


def export(table: Table, path: Path, name: str) -> int:
    """Writes 8-bit rows, scales and words; gives the size in bytes.

    The model's name is `name` and a digest of its rows, so that no store takes one for another.
    """
    kept = table.units.kept
    rows = np.concatenate([table.words()[kept], table.characters()])
    numbers, scales = _eight_bits(rows)
    words = [word for word, keep in zip(table.units.words, kept, strict=True) if keep]
    tensors = {
        "rows": numbers,
        "scales": scales,
        "words": _joined(words),
        "characters": _joined(table.units.characters),
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
