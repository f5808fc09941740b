"""What comes in: files, folders and addresses, each through all stages, several at a time."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from policykb.errors import DocumentError, MissingFile
from policykb.read.fetch import fetch
from policykb.staging import Staged, stage

SKIPPED_NAMES = frozenset({"README.md", "readme.md", "Thumbs.db", "desktop.ini"})
AT_ONCE = min(8, os.cpu_count() or 1)  # files that are parsed side by side
Name = Path | str


@dataclass(frozen=True)
class Prepared(Staged):
    """A file turned into all that the store keeps of it, and the seconds that took."""

    original: bytes
    seconds: float


@dataclass(frozen=True)
class Arrival:
    """One file or address: `shown` as it was named, `source` as it is known by in the store.

    `sha256` is empty for what has yet to be fetched; `known` is the id of the document that the
    store already has of the same bytes; `error` why the file cannot be opened.
    """

    shown: str
    source: str
    sha256: str = ""
    known: str = ""
    error: DocumentError | None = None


def is_address(name: Name) -> bool:
    """Whether a name is a URL, not a path."""
    return isinstance(name, str) and "://" in name[:12]


def expand(names: Iterable[Name]) -> Iterator[Name]:
    """Files and addresses in the order given, folders walked in name order; README and hidden
    files left out."""
    for name in names:
        path = Path(name)
        if is_address(name) or not path.is_dir():
            yield name
            continue
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden and inner.name not in SKIPPED_NAMES:
                yield inner


def arrival(name: Name, has: Callable[[str, str], str | None]) -> Arrival:
    """What is known of a file before it is read; `has(source, sha256)` asks the store."""
    if is_address(name):
        return Arrival(shown=str(name), source=str(name))
    path = Path(name)
    source = str(path.resolve())
    try:
        sha256 = hashlib.sha256(original_bytes(path)).hexdigest()
    except DocumentError as error:
        return Arrival(shown=str(name), source=source, error=error)
    return Arrival(shown=str(name), source=source, sha256=sha256, known=has(source, sha256) or "")


def arrivals(
    names: Sequence[Name], has: Callable[[str, str], str | None]
) -> Iterator[tuple[Arrival, Future[Prepared] | None]]:
    """Each file in order with its work, which is done a few files ahead by a pool of threads (the
    work itself goes on in child processes). None where there is nothing to do."""
    waiting: deque[tuple[Arrival, Future[Prepared] | None]] = deque()
    with ThreadPoolExecutor(AT_ONCE, "intake") as pool:
        try:
            for name in names:
                found = arrival(name, has)
                idle = found.known or found.error
                waiting.append((found, None if idle else pool.submit(prepare, name, found.source)))
                if len(waiting) > 2 * AT_ONCE:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def original_bytes(path: Path) -> bytes:
    """The file's bytes. Raises MissingFile in the words a user understands."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingFile(f"{path.name}：文件不存在或无法打开") from error


def prepare(name: Name, source: str) -> Prepared:
    """One file or address through all stages: read, clean, parse, extract, segment.

    `source` is what the store knows it by. Raises the DocumentError family.
    """
    began = time.perf_counter()
    if not is_address(name):
        return _staged(Path(name), source, began)
    with tempfile.TemporaryDirectory() as folder:
        return _staged(fetch(str(name), Path(folder)), source, began)


def _staged(path: Path, source: str, began: float) -> Prepared:
    original = original_bytes(path)
    made = stage(path, source)
    return Prepared(
        document=made.document,
        passages=made.passages,
        records=made.records,
        original=original,
        seconds=time.perf_counter() - began,
    )
