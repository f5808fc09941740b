"""What do the passages say? Their lowered texts beside the vectors, mapped into memory.

Ranking reads a hundred passages for a question and shows ten. What it reads lies here; what is
shown comes from the catalogue. A vector segment `N` has three more immutable files, whose rows are
its own: `N.said` (one record after the other: the passage's headings and text, lowered, in UTF-16,
which is looked through without being decoded, and a sign for its kind), `N.prints` (a number for
each of its sentences, by which duplicates are known) and `N.ends` (where each row ends in both).
All is derived: `rebuild` makes it again.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from policykb.errors import StoreDamaged
from policykb.store.segments import Keys, held, keys_of, mapped, places, unwritten

Line = tuple[int, str, str, str]  # key, kind, headings as JSON, text
Record = tuple[bytes, bytes]  # what is said, prints

LENGTH = 2**32 - 1  # the bits of a print that tell the length of the sentence
KINDS = ("clause", "heading", "table", "toc", "reference")
MARKS = dict(zip(KINDS, "\x01\x02\x03\x04\x05", strict=True))  # end a record, by its kind
ENCODING = "utf-16-le"
BATCH = 4_096
_END = "\x1e"  # ASCII's own separator of records
_CONTROLS = str.maketrans("".join([*MARKS.values(), _END]), " " * (len(MARKS) + 1))
_QUOTES = "“”\"'‘’《》〈〉「」『』"
_CONTROL = re.compile("[\x01-\x05]")
_NOTHING = np.zeros(1, dtype=np.intp)
# Shorter sentences are formulas that unrelated passages share.
_SENTENCE = re.compile(r"[^。；！？\n\t]{8,}")


def lowered(text: str) -> str:
    """Lower case without quotation marks: “小巨人” is 小巨人."""
    text = text.lower()
    for mark in _QUOTES:  # faster than one pattern: most of them stand nowhere in the text
        text = text.replace(mark, "")
    return text


def prints_of(text: str) -> list[int]:
    """A number for each sentence of a passage, spaces left out; what duplicates share.

    CRC-32 above, the sentence's length in the low half (`LENGTH`).
    """
    close = text.replace(" ", "").replace("\u3000", "")
    sentences = dict.fromkeys(_SENTENCE.findall(close))
    return [zlib.crc32(each.encode()) << 32 | len(each) for each in sentences]


@dataclass(frozen=True)
class Said:
    """What some passages say, lowered.

    `codes`: the UTF-16 units of all texts one after the other, each followed by a sign for its
    kind, at `ends`; `lengths` are those without it. `prints`: those of all sentences; the passage
    at a place has those from `bounds[place]` to `bounds[place + 1]`.
    """

    codes: NDArray[np.uint16]
    ends: NDArray[np.intp]
    lengths: NDArray[np.intp]
    prints: NDArray[np.uint64]
    bounds: NDArray[np.intp]

    @property
    def kinds(self) -> NDArray[np.uint16]:
        """The place of each passage's kind among KINDS."""
        return self.codes[self.ends] - np.uint16(1)

    @cached_property
    def texts(self) -> list[str]:
        """Headings and text of each passage, a line each."""
        codes = self.codes.copy()
        codes[self.ends] = ord(_END)
        return codes.tobytes().decode(ENCODING).split(_END)[:-1]


def said_of(texts: Sequence[bytes], prints: Sequence[bytes]) -> Said:
    """What the records of passages and the prints of their sentences say."""
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts)) // 2
    counts = np.fromiter(map(len, prints), dtype=np.intp, count=len(prints))
    return Said(
        codes=np.frombuffer(b"".join(texts), dtype=np.uint16),
        ends=np.cumsum(lengths) - 1,
        lengths=lengths - 1,
        prints=np.frombuffer(b"".join(prints), dtype=np.uint64),
        bounds=np.concatenate([_NOTHING, np.cumsum(counts // 8)]),
    )


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one segment. `ends` is `(len(keys) + 1, 2)`: bytes in `text` and `prints`."""

    keys: Keys
    text: mmap.mmap | bytes
    prints: mmap.mmap | bytes
    ends: NDArray[np.int64]

    def at(self, rows: NDArray[np.intp]) -> tuple[list[bytes], list[bytes]]:
        """Text and prints of these rows."""
        begins, stops = self.ends[rows].T.tolist(), self.ends[rows + 1].T.tolist()
        texts, prints = self.text, self.prints
        return (
            [texts[a:b] for a, b in zip(begins[0], stops[0], strict=True)],
            [prints[a:b] for a, b in zip(begins[1], stops[1], strict=True)],
        )


class SaidIndex:
    """The records of all segments of a generation, shared between processes."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._segments = [opened(folder, name) for name in names]

    def of(self, keys: Keys) -> Said:
        """What these passages say, in their order. StoreDamaged for a key that is not there."""
        return said_of(*self.found(keys))

    def found(self, keys: Keys) -> tuple[list[bytes], list[bytes]]:
        """Text and prints of these keys as they are kept, in their order."""
        texts, prints = [b""] * len(keys), [b""] * len(keys)
        missing = len(keys)
        for segment in self._segments:
            at, here = places(segment.keys, keys)
            own = np.flatnonzero(here)
            if len(own) == len(keys):
                return segment.at(at)
            missing -= len(own)
            for place, *both in zip(own.tolist(), *segment.at(at[own]), strict=True):
                texts[place], prints[place] = both
        if missing:
            raise StoreDamaged("索引中没有某些段落的文字，请运行 policykb rebuild")
        return texts, prints

    def has(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of these keys are kept."""
        return held((segment.keys for segment in self._segments), keys)


def opened(folder: Path, name: str) -> Records:
    """The records of a segment, mapped and not read."""
    return Records(
        keys_of(folder, name),
        mapped(folder / f"{name}.said"),
        mapped(folder / f"{name}.prints"),
        np.fromfile(folder / f"{name}.ends", dtype=np.int64).reshape(-1, 2),
    )


def follow(folder: Path, names: Iterable[str], before: SaidIndex, added: Iterable[Line]) -> None:
    """Writes the records of those segments in `folder` that have none yet.

    Their passages are in `before`, or else in `added`, which is read once, keys ascending.
    StoreDamaged where one is in neither.
    """
    lines = iter(added)
    for name, keys in unwritten(folder, names, "ends"):
        known = before.has(keys)
        old, new = before.found(keys[known]), recorded(lines, keys[~known])
        write(folder, name, joined(known, zip(*old, strict=True), new) if known.any() else new)


def joined(
    known: NDArray[np.bool_], old: Iterator[Record], new: Iterator[Record]
) -> Iterator[Record]:
    """One record after the other, from `old` where it is known."""
    return (next(old if own else new) for own in known.tolist())


def recorded(lines: Iterator[Line], keys: Keys) -> Iterator[Record]:
    """The records of the lines that come next, which must be those of these passages."""
    for at in range(0, len(keys), BATCH):
        batch = list(islice(lines, min(BATCH, len(keys) - at)))
        if [line[0] for line in batch] != keys[at : at + BATCH].tolist():
            raise StoreDamaged("目录库与索引的段落不一致，请运行 policykb rebuild")
        prints = (np.array(prints_of(line[3]), dtype=np.uint64).tobytes() for line in batch)
        yield from zip(texts_of(batch), prints, strict=True)


def texts_of(lines: Sequence[Line]) -> list[bytes]:
    """Kind, headings and text of passages as they are kept; they are lowered all at once."""
    paths = orjson.loads(f"[{','.join([line[2] for line in lines])}]")
    whole = ["\n".join([*path, text]) for path, (*_, text) in zip(paths, lines, strict=True)]
    said = lowered(_END.join(whole)).split(_END)
    if len(said) != len(lines):  # a text that holds the separator itself
        said = [lowered(each.translate(_CONTROLS)) for each in whole]
    return [encoded(each, line[1]) for line, each in zip(lines, said, strict=True)]


def encoded(text: str, kind: str) -> bytes:
    """A record of a lowered text; a passage of no known kind counts as a clause."""
    if _CONTROL.search(text):
        text = text.translate(_CONTROLS)
    return f"{text}{MARKS.get(kind, MARKS[KINDS[0]])}".encode(ENCODING, "replace")


def write(folder: Path, name: str, records: Iterable[Record]) -> None:
    """Writes the three files of a segment."""
    ends = [(0, 0)]
    with (folder / f"{name}.said").open("wb") as said, (folder / f"{name}.prints").open("wb") as by:
        for text, prints in records:
            said.write(text)
            by.write(prints)
            ends.append((ends[-1][0] + len(text), ends[-1][1] + len(prints)))
    np.array(ends, dtype=np.int64).tofile(folder / f"{name}.ends")
