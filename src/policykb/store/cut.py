"""Which words does the lexical index get? Those of the headings above, the heading, the text.

Cutting words takes longer than all else that indexing does. Who has them already, because the
embedding model is made of words too, gives them to the writer; they wait in a file without a name
until the commit, so that memory does not grow with the documents taken in.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import tee
from pathlib import Path
from typing import IO

from policykb.store import catalog
from policykb.store.runs import ENDS, OWN
from policykb.types import Passage

Range = tuple[int, int]
Cut = tuple[str, str, str]
"""The words of a passage's headings above it, its own heading and its text, between spaces."""


def cut(passages: Iterable[Passage]) -> list[Cut]:
    """The words of passages as the lexical index and the built-in model want them."""
    return list(_cut(("\n".join(p.path), p.heading, p.text) for p in passages))


def _cut(parts: Iterable[tuple[str, str, str]]) -> Iterator[Cut]:
    from policykb.tokens import spaced

    # Neighbours stand under the same headings
    of_headings = lru_cache(maxsize=64)(spaced)
    for path, heading, text in parts:
        yield of_headings(path), of_headings(heading), spaced(text)


def joined(words: Cut) -> str:
    """What the indexes are given of a passage, in one line.

    A passage's text begins with its own heading, so that its words count twice in the lexical
    index; sentence by sentence (see `runs`) it is read once.
    """
    path, heading, text = words
    line = f"{heading.replace(OWN, ' ')}{OWN}{path}\n{text}"
    return line.replace("\n", f" {ENDS[0]} ")


class Waiting:
    """The words of passages that were put and not yet committed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._at: dict[Range, tuple[int, int]] = {}

    def keep(self, keys: Range, words: Sequence[Cut]) -> None:
        """Keeps the words of the passages of these keys, first and last included."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - until `close`
        content = "\n".join(map(joined, words)).encode("utf-8", "replace")
        self._at[keys] = (self._file.seek(0, 2), len(content))
        self._file.write(content)

    def of(self, db: sqlite3.Connection, ranges: Iterable[Range]) -> Iterator[tuple[int, str]]:
        """Key and words of every passage in these key ranges; cut now where none were kept."""
        for keys in ranges:
            if self._file is not None and keys in self._at:
                at, size = self._at[keys]
                self._file.seek(at)
                lines = self._file.read(size).decode().split("\n")
                yield from zip(range(keys[0], keys[1] + 1), lines, strict=True)
            else:
                first, second = tee(catalog.texts(db, [keys]))
                words = map(joined, _cut(row[1:] for row in second))
                yield from zip((row[0] for row in first), words, strict=True)

    def close(self) -> None:
        """Lets go of the file."""
        if self._file is not None:
            self._file.close()
