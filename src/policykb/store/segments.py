"""What the files beside a vector segment have in common: rows by key, mapped, written once."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]


def places(among: Keys, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The place of each key among sorted ones, and whether it stands there."""
    if not len(among):
        return np.zeros(len(keys), dtype=np.intp), np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return at, among[at] == keys


def held(segments: Iterable[Keys], keys: Keys) -> NDArray[np.bool_]:
    """Which of these keys stand in any of the segments."""
    known = np.zeros(len(keys), dtype=np.bool_)
    for among in segments:
        known |= places(among, keys)[1]
    return known


def keys_of(folder: Path, name: str) -> Keys:
    """The keys of a segment's rows, ascending."""
    return np.fromfile(folder / f"{name}.keys", dtype=np.int64)


def unwritten(folder: Path, names: Iterable[str], suffix: str) -> list[tuple[str, Keys]]:
    """The segments that have no file of this suffix yet, with their keys, by the first of these."""
    fresh = [name for name in names if not (folder / f"{name}.{suffix}").exists()]
    return sorted(((name, keys_of(folder, name)) for name in fresh), key=lambda one: int(one[1][0]))


def mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file, mapped; what cannot be mapped is an empty one."""
    with path.open("rb") as file:
        empty = not path.stat().st_size
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
