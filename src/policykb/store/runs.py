"""Which words does a passage hold, sentence by sentence? As rows of the built-in table of vectors.

Late interaction sets a question against the single words of the best passages. Cutting twenty
passages takes as long as all else that a search does, and their words are at hand when the lexical
index is made; so a vector segment `N` has two more immutable files: `N.runs` (one number for each
word that the table has, `LAST` added to the last one of its sentence) and `N.bounds` (where each
row of the segment begins and ends among them). All is derived: `rebuild` makes it again.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, repeat
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from policykb.embed.builtin import WordVectors
from policykb.errors import StoreDamaged
from policykb.store.segments import Keys, held, keys_of, mapped, places, unwritten

Places = NDArray[np.intp]
Codes = NDArray[np.uint32]

LAST = np.uint32(1 << 31)
ENDS = "。；"
OWN = "\t"  # the first one in a line of words: what stands before it is said again behind it
BATCH = 4_096
_END, _OTHER = -1, -2
_FIRST = np.zeros(1, dtype=np.intp)
_NONE = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of some passages: their `rows` in the table, how many words each sentence has, none
    of them 0 (`sizes`), and how many sentences each passage (`counts`). A passage's first heading,
    where it has one, is its first sentence."""

    rows: Places
    sizes: Places
    counts: Places


@dataclass(frozen=True, slots=True)
class Segment:
    """The words of one segment's rows; `bounds` is `(len(keys) + 1,)`."""

    keys: Keys
    codes: Codes
    bounds: Places

    def at(self, rows: Places) -> list[Codes]:
        """The words of these rows."""
        codes = self.codes
        begins, stops = self.bounds[rows].tolist(), self.bounds[rows + 1].tolist()
        return [codes[a:b] for a, b in zip(begins, stops, strict=True)]


class RunsIndex:
    """The words of all segments of a generation, shared between processes."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._segments = [opened(folder, name) for name in names]

    def of(self, keys: Keys) -> Runs:
        """The words of these passages, in their order. StoreDamaged for a key that is not there."""
        passages = self.found(keys)
        sizes = np.fromiter(map(len, passages), dtype=np.intp, count=len(passages))
        return read(np.concatenate([_NONE, *passages]), sizes)

    def found(self, keys: Keys) -> list[Codes]:
        """The words of each passage as they are kept."""
        found: dict[int, Codes] = {}
        for segment in self._segments:
            at, here = places(segment.keys, keys)
            if here.all():
                return segment.at(at)
            own = np.flatnonzero(here)
            found.update(zip(own.tolist(), segment.at(at[own]), strict=True))
        if len(found) < len(keys):
            raise StoreDamaged("索引中没有某些段落的词，请运行 policykb rebuild")
        return [found[place] for place in range(len(keys))]

    def has(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of these keys are kept."""
        return held((segment.keys for segment in self._segments), keys)


class Spool:
    """The words of passages that come in, in a file without a name until segments are written."""

    def __init__(self, folder: Path, table: WordVectors) -> None:
        self._table = table
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - until `close`
        self._keys: list[int] = []
        self._sizes: list[int] = []
        self._done = 0  # passages that were taken

    def noted(
        self, words: Iterable[tuple[int, str | Sequence[str]]]
    ) -> Iterator[tuple[int, str | Sequence[str]]]:
        """The same passages, their words noted on the way; keys ascending."""
        passing = iter(words)
        while batch := list(islice(passing, BATCH)):
            lines = [each if isinstance(each, str) else " ".join(each) for _, each in batch]
            codes, sizes = coded(lines, self._table)
            self._file.write(codes.tobytes())
            self._keys += [key for key, _ in batch]
            self._sizes += sizes.tolist()
            yield from batch

    def taken(self, keys: Keys) -> tuple[Codes, Places]:
        """What is kept of the passages that come next, which must be these, and how much of
        each."""
        following = slice(self._done, self._done + len(keys))
        if self._keys[following] != keys.tolist():
            raise StoreDamaged("目录库与索引的段落不一致，请运行 policykb rebuild")
        sizes = np.array(self._sizes[following], dtype=np.intp)
        if not self._done:
            self._file.seek(0)
        self._done += len(keys)
        content = self._file.read(int(sizes.sum()) * LAST.itemsize)
        return np.frombuffer(content, dtype=np.uint32), sizes

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def read(codes: Codes, sizes: Places) -> Runs:
    """Passages by all words that are kept of them, and how many are kept of each."""
    ends = np.flatnonzero(codes & LAST) + 1
    before = np.searchsorted(ends, np.cumsum(sizes), "right")
    return Runs(
        rows=(codes & ~LAST).astype(np.intp),
        sizes=np.diff(ends, prepend=_FIRST),
        counts=np.diff(before, prepend=_FIRST),
    )


def coded(lines: Sequence[str], table: WordVectors) -> tuple[Codes, Places]:
    """What is kept of passages, and how much of each, from lines of words between spaces."""
    cut = [(line.partition(OWN)[2] or line).split() for line in lines]
    lengths = np.fromiter(map(len, cut), dtype=np.intp, count=len(cut))
    numbers = np.fromiter(
        map(_numbers(table).get, chain.from_iterable(cut), repeat(_OTHER)),
        dtype=np.int32,
        count=int(lengths.sum()),
    )
    owners = np.repeat(np.arange(len(cut)), lengths)
    kept = np.flatnonzero(numbers >= 0)
    sentences = (np.cumsum(numbers == _END) + owners)[kept]  # another one in each passage
    codes = numbers[kept].astype(np.uint32)
    codes[np.append(sentences[1:] != sentences[:-1], len(codes) > 0).nonzero()] |= LAST
    return codes, np.bincount(owners[kept], minlength=len(cut)).astype(np.intp)


@lru_cache(maxsize=1)
def _numbers(table: WordVectors) -> Mapping[str, int]:
    """What each word is kept as: its row in the table, or the end of a sentence."""
    return {**table.vocabulary, **dict.fromkeys(ENDS, _END)}


def opened(folder: Path, name: str) -> Segment:
    """The words of a segment, mapped and not read."""
    return Segment(
        keys_of(folder, name),
        as_codes(mapped(folder / f"{name}.runs")),
        np.fromfile(folder / f"{name}.bounds", dtype=np.intp),
    )


def as_codes(content: mmap.mmap | bytes) -> Codes:
    """Bytes of a file as numbers, not copied."""
    return np.frombuffer(content, dtype=np.uint32)


def follow(folder: Path, names: Iterable[str], before: RunsIndex, spool: Spool) -> None:
    """Writes the words of those segments in `folder` that have none yet.

    Their passages are in `before`, or else in the spool, keys ascending. StoreDamaged where one is
    in neither.
    """
    for name, keys in unwritten(folder, names, "bounds"):
        known = before.has(keys)
        codes, sizes = spool.taken(keys[~known])
        if known.any():
            codes, sizes = joined(known, before.found(keys[known]), codes, sizes)
        write(folder, name, codes, sizes)


def joined(
    known: NDArray[np.bool_], old: Sequence[Codes], codes: Codes, sizes: Places
) -> tuple[Codes, Places]:
    """All passages of a segment one after the other, from `old` where it is known."""
    new = iter(np.split(codes, np.cumsum(sizes)[:-1]))
    kept = iter(old)
    every = [next(kept if own else new) for own in known.tolist()]
    return np.concatenate(every), np.fromiter(map(len, every), dtype=np.intp, count=len(every))


def write(folder: Path, name: str, codes: Codes, sizes: Places) -> None:
    """Writes the two files of a segment."""
    codes.tofile(folder / f"{name}.runs")
    np.cumsum(np.concatenate([_FIRST, sizes])).tofile(folder / f"{name}.bounds")
