"""Which passages mean nearly this? FAISS segments in half precision, with codes to look first.

A segment is two or three immutable files: `N.faiss` (an exact index of FAISS), `N.keys` (the
passage key of each row, ascending) and, from `FAST_ROWS` rows on, `N.fast`: the same rows as
product-quantised codes of 4 bits that are scanned in registers (André et al. 2015, FAISS's fast
scan), made of their first principal components. Reading the codes takes a twentieth of the time
of reading the rows; the best `OVERFETCH * k` are then scored exactly. Taking passages out needs no
writing: the rows are masked until the segment is merged.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from policykb.store.lexical import is_member

MAX_ROWS = 262_144  # rows of a segment: 192 MiB at 384 dimensions
MERGED_ROWS = 65_536  # a commit rewrites no more than this to fold small segments: about 0.5 s
FAST_ROWS = 16_384  # from here on codes pay; below, all rows are read in less than a millisecond
# Codes tell only the first third of the components: most of the variance of the built-in model's
# vectors. Two of these share a code: FAISS makes codes of two or four components four times as
# fast as of three, and 64 codes for 128 components are as close as for 192.
KEPT, CODED = 3, 2
# Rows are scored exactly, so many times as many as are wanted, and no fewer are wanted than that.
# Recall@10 against exact search is 0.99 on 100,000 articles.
OVERFETCH, FEWEST = 5, 100
TRAINING_ROWS, ROUNDS = 4_096, 10  # twice as many of both find nothing more
MERGE_RATIO = 4
MASKED_SHARE = 0.3
Range = tuple[int, int]
Batch = tuple[NDArray[np.int64], NDArray[np.float16]]
Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]


def one_thread() -> None:
    """Keeps FAISS's searches in the calling thread: OpenMP counts threads for each of them anew.

    A second one makes single queries slower (the scan is bound by memory, not by arithmetic), and
    while it waits for the next, it takes a whole core from the other requests.
    """
    faiss.omp_set_num_threads(1)


one_thread()


@dataclass(frozen=True, slots=True)
class Segment:
    """One pair of files; `alive` is None while every row still counts; `fast` looks by codes first,
    where there are any."""

    index: Any
    keys: NDArray[np.int64]
    alive: NDArray[np.bool_] | None
    fast: Any = None

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest rows that count and are allowed, as keys and cosines.

        Exact where rows are filtered or have no codes.
        """
        if self.fast is not None and allowed is None:
            keys, scores = self._by_codes(vector, k)
            if len(keys) == min(k, len(self.keys)):
                return keys, scores
        scores, at = self.index.search(vector, min(k, len(self.keys)), params=self._only(allowed))
        found = at[0] >= 0  # FAISS pads with -1 where fewer rows are allowed than asked for
        return self.keys[at[0][found]], scores[0][found]

    def _by_codes(self, vector: NDArray[np.float32], k: int) -> Ranked:
        """The `k` nearest by codes; fewer where too many of them are masked."""
        wanted = max(k, FEWEST) * (1 if self.alive is None else 2)
        scores, at = self.fast.search(vector, min(wanted, len(self.keys)))
        found = at[0][at[0] >= 0]
        keep = np.ones(len(found), np.bool_) if self.alive is None else self.alive[found]
        return self.keys[found[keep]][:k], scores[0][at[0] >= 0][keep][:k]

    def _only(self, allowed: NDArray[np.int64] | None) -> Any:
        mask = self.alive
        if allowed is not None:
            mask = _rows_of(self.keys, allowed)
            mask &= True if self.alive is None else self.alive
        if mask is None:
            return None
        bits = np.packbits(mask, bitorder="little")
        # FAISS's stubs describe the C++ signatures, not those of its Python wrappers.
        selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
        return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


class VectorIndex:
    """The segments of one generation, mapped into memory and shared between processes."""

    def __init__(self, folder: Path, names: Sequence[str], removed: Sequence[Range]) -> None:
        self.segments = [open_segment(folder, name, removed) for name in names]
        self.count = sum(_alive(segment) for segment in self.segments)

    def search(
        self,
        vector: NDArray[np.float32],
        k: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` passages with the highest cosine to a unit vector, best first.

        `allowed` (sorted keys) limits the result before ranking.
        """
        if k <= 0 or not self.segments:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        row = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        found = [segment.search(row, k, allowed) for segment in self.segments]
        keys = np.concatenate([part[0] for part in found])
        scores = np.concatenate([part[1] for part in found])
        # Equal scores come in the order of their keys, whatever the segments are.
        best = np.lexsort((keys, -scores))[:k]
        return keys[best], scores[best]

    def keys(self) -> NDArray[np.int64]:
        """The keys of all rows that count, ascending."""
        parts = [s.keys if s.alive is None else s.keys[s.alive] for s in self.segments]
        return np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)


def open_segment(folder: Path, name: str, removed: Sequence[Range]) -> Segment:
    """A segment whose rows are mapped, not read; `removed` key ranges do not count."""
    index = faiss.read_index(str(folder / f"{name}.faiss"), faiss.IO_FLAG_MMAP_IFC)
    keys = np.fromfile(folder / f"{name}.keys", dtype=np.int64)
    alive = np.ones(len(keys), dtype=np.bool_)
    for first, last in removed:
        alive[np.searchsorted(keys, first) : np.searchsorted(keys, last, "right")] = False
    codes = folder / f"{name}.fast"
    fast = refined(faiss.read_index(str(codes)), index) if codes.exists() else None
    return Segment(index, keys, None if alive.all() else alive, fast)


def refined(codes: Any, exact: Any, factor: float = OVERFETCH) -> Any:
    """Search by codes; the exact index scores the best rows, `factor` times as many as wanted."""
    both = faiss.IndexRefine(codes, exact)
    both.k_factor = factor
    return both


def new_index(rows: int, dim: int) -> Any:
    """An exact index of FAISS, still empty, in half precision."""
    return faiss.IndexScalarQuantizer(
        dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )


def write_segment(
    folder: Path, name: str, keys: NDArray[np.int64], vectors: NDArray[np.float16]
) -> None:
    """Writes one segment; `keys` ascending, `vectors` unit rows `(len(keys), dim)`."""
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    index = new_index(*rows.shape)
    index.add(rows)
    faiss.write_index(index, str(folder / f"{name}.faiss"))
    if len(rows) >= FAST_ROWS:
        faiss.write_index(coded(rows), str(folder / f"{name}.fast"))
    np.ascontiguousarray(keys, dtype=np.int64).tofile(folder / f"{name}.keys")


def coded(rows: NDArray[np.float32]) -> Any:
    """The codes of unit rows; trained on an even sample of them, the same for the same rows."""
    sample = np.ascontiguousarray(rows[:: max(1, len(rows) // TRAINING_ROWS)])
    parts = max(1, rows.shape[1] // KEPT // CODED)
    axes = principal(sample, CODED * parts)
    dim = len(axes)
    turn = faiss.LinearTransform(axes.shape[1], dim, False)
    faiss.copy_array_to_vector(axes.ravel(), turn.A)
    turn.is_trained = True
    codes = faiss.IndexPQFastScan(dim, parts, 4, faiss.METRIC_INNER_PRODUCT)
    codes.pq.cp.niter = ROUNDS
    fast = faiss.IndexPreTransform(turn, codes)
    fast.train(sample)
    fast.add(rows)
    return fast


def principal(sample: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """The first `count` principal axes of rows, turned so that all tell about as much.

    Products of what lies along them stay those of the rows, so that nothing is centred.
    """
    values, axes = np.linalg.eigh(sample.T @ sample)
    first = axes[:, np.argsort(-values)[:count]].T
    spread = np.linalg.qr(np.random.default_rng(1).standard_normal((len(first), len(first))))[0]
    return np.ascontiguousarray(spread @ first, dtype=np.float32)


def read_rows(segment: Segment) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """Keys and vectors of the rows that count."""
    size = segment.index.sa_code_size()
    codes = faiss.vector_to_array(segment.index.codes).reshape(-1, size)
    vectors = codes.view(np.float16)
    if segment.alive is None:
        return segment.keys, vectors
    return segment.keys[segment.alive], vectors[segment.alive]


def update(
    folder: Path,
    prefix: str,
    segments: Sequence[str],
    masked: Sequence[Range],
    removed: Sequence[Range],
    added: Iterable[Batch],
) -> tuple[tuple[str, ...], tuple[Range, ...]]:
    """Adds a change to the segments in `folder`; returns the names and masked ranges that result.

    New files are named `prefix-1` and so on; those of segments that were merged are deleted.
    """
    names = (f"{prefix}-{number}" for number in itertools.count(1))
    masked = (*masked, *removed)
    live = {name: open_segment(folder, name, masked) for name in segments}
    for keys, vectors in _batches(added):
        name = next(names)
        write_segment(folder, name, keys, vectors)
        live[name] = open_segment(folder, name, ())
    while parts := _due(live):
        merged = [live.pop(part) for part in parts]
        delete_segments(folder, parts)
        keys, vectors = _joined(merged)
        if len(keys):
            name = next(names)
            write_segment(folder, name, keys, vectors)
            live[name] = open_segment(folder, name, ())
    return tuple(live), tuple(r for r in masked if _stands_in(r, live.values()))


def delete_segments(folder: Path, names: Iterable[str]) -> None:
    """Unlinks the files of segments; who has them mapped keeps them."""
    for name in names:
        for path in folder.glob(f"{name}.*"):
            path.unlink()


def _batches(vectors: Iterable[Batch]) -> Iterator[Batch]:
    """The same rows in batches of at most MAX_ROWS, none of them small but the last."""
    waiting: list[Batch] = []
    rows = 0
    for batch in vectors:
        if rows + len(batch[0]) > MAX_ROWS:
            yield _stacked(waiting)
            waiting, rows = [], 0
        waiting.append(batch)
        rows += len(batch[0])
    if rows:
        yield _stacked(waiting)


def _stacked(batches: Sequence[Batch]) -> Batch:
    keys, vectors = zip(*batches, strict=True)
    return np.concatenate(keys), np.concatenate(vectors)


def _joined(segments: Sequence[Segment]) -> Batch:
    keys, vectors = _stacked([read_rows(segment) for segment in segments])
    order = np.argsort(keys)
    return keys[order], vectors[order]


def _due(live: Mapping[str, Segment]) -> list[str]:
    """Which segments should become one now: those with many masked rows, then the small ones."""
    for name, segment in live.items():
        if _alive(segment) < len(segment.keys) * (1 - MASKED_SHARE):
            return [name]
    count = to_merge([_alive(segment) for segment in live.values()])
    return list(live)[len(live) - count :] if count else []


def _stands_in(removed: Range, segments: Iterable[Segment]) -> bool:
    first, last = removed
    return any(
        np.searchsorted(s.keys, first) < np.searchsorted(s.keys, last, "right") for s in segments
    )


def to_merge(sizes: Sequence[int]) -> int:
    """How many of the last segments should become one: 0, or at least 2.

    Small ones are folded into a neighbour that is not much larger, so that their number grows
    with the logarithm of the rows and each row is rewritten a few times in its life.
    """
    total, taken = (sizes[-1], 1) if sizes else (0, 0)
    for size in reversed(sizes[:-1]):
        if size > MERGE_RATIO * total or size + total > MERGED_ROWS:
            break
        total, taken = total + size, taken + 1
    return taken if taken > 1 else 0


def _alive(segment: Segment) -> int:
    return len(segment.keys) if segment.alive is None else int(segment.alive.sum())


def _rows_of(keys: NDArray[np.int64], allowed: NDArray[np.int64]) -> NDArray[np.bool_]:
    return is_member(keys, allowed)
