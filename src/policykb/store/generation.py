"""What is searched now? One folder per generation: both derived indexes and their manifest.

`generations/N/` holds `lexical/`, `vectors/` (and what ranking reads of each passage, see `said`
and `runs`) and `manifest.json` with the size and sha256 of each file. It is built beside the live
one as `N.building` out of hard links to the files that stay and of new small segments, renamed to
`N` when it is whole, and becomes the live one in the very transaction of the catalogue that brings
the documents: `meta` names its number and the sha256 of its manifest. No crash can leave the two
apart.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policykb.embed import builtin
from policykb.errors import StoreDamaged
from policykb.store import lexical, runs, said, vectors
from policykb.store.files import Entry, check_files, link_tree, list_files, settle
from policykb.store.schema import GENERATIONS

MANIFEST = "manifest.json"
FORMAT = 3  # another one where other files, or other bytes of the same texts, are written
WORDLESS = 2  # without `runs`: still read, and made anew at the next commit
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation consists of. `removed` are key ranges masked in `segments`; `table` is the
    one whose rows the words in `runs` are, empty where none are kept."""

    number: int
    model: str
    dim: int
    tokenizer: str
    table: str = ""
    count: int
    segments: tuple[str, ...]
    removed: tuple[Range, ...]
    files: Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the next generation has that its parent has not, read once each.

    `removed` key ranges, both ends included; `words` of the passages that are new; their
    `vectors` in batches of keys (ascending) and rows, and their `lines` of kind, headings and text.
    """

    removed: Sequence[Range]
    words: Iterable[tuple[int, str | Sequence[str]]]
    vectors: Iterable[tuple[NDArray[np.int64], NDArray[np.float16]]]
    lines: Iterable[said.Line]


class Generation:
    """A snapshot of both indexes; keeps answering from its own files whatever is written later."""

    def __init__(self, folder: Path | None, manifest: Manifest) -> None:
        self.manifest = manifest
        self.number = manifest.number
        self.count = manifest.count
        self._lexical = lexical.LexicalIndex(folder / "lexical") if folder else None
        self._vectors = vectors.VectorIndex(
            folder / "vectors" if folder else Path(), manifest.segments, manifest.removed
        )
        self._said = said.SaidIndex(folder / "vectors" if folder else Path(), manifest.segments)
        self._runs: runs.RunsIndex | None = None
        if folder and manifest.table == builtin.load().name:
            self._runs = runs.RunsIndex(folder / "vectors", manifest.segments)

    def lexical(
        self,
        words: Sequence[str] | Mapping[str, float],
        k: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> lexical.Ranked:
        """Keys (int64), BM25 scores (float32) and their ceiling: see `LexicalIndex.search`."""
        if self._lexical is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32), 0.0
        return self._lexical.search(words, k, allowed)

    def dense(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Keys (int64) and cosines (float32) of the nearest passages: see `VectorIndex.search`."""
        return self._vectors.search(vector, k, allowed)

    def said(self, keys: NDArray[np.int64]) -> said.Said:
        """What these passages say, lowered, in their order: see `SaidIndex.of`."""
        return self._said.of(keys)

    def runs(self, keys: NDArray[np.int64]) -> runs.Runs | None:
        """The words of these passages by their rows in the built-in table, in their order; None
        where no words, or those of another table, are kept: see `RunsIndex.of`."""
        return self._runs.of(keys) if self._runs else None

    def keys(self) -> NDArray[np.int64]:
        """The keys of all passages, ascending, as the vector index holds them."""
        return self._vectors.keys()

    def lexical_count(self) -> int:
        """How many passages the lexical index holds."""
        return self._lexical.count if self._lexical else 0


EMPTY = Manifest(
    number=0, model="", dim=0, tokenizer="", count=0, segments=(), removed=(), files={}
)


def folder_of(data: Path, number: int) -> Path:
    """Where a generation lies."""
    return data / GENERATIONS / str(number)


def open_generation(data: Path, number: int, sha256: str) -> Generation:
    """The generation of that number, or StoreDamaged before any index is opened.

    Every file is hashed, unless a large generation was hashed before and no file has changed its
    size, time or inode since (`files.check_files`).
    """
    if number == 0:
        return Generation(None, EMPTY)
    folder = folder_of(data, number)
    manifest = load_manifest(folder, sha256)
    problems = check_files(folder, manifest.files)
    if problems:
        raise StoreDamaged(f"索引第 {number} 代已损坏（{problems[0]}），请运行 policykb rebuild")
    try:
        return Generation(folder, manifest)
    except (ValueError, RuntimeError, OSError) as error:
        raise StoreDamaged(
            f"索引第 {number} 代打不开（{error}），请运行 policykb rebuild"
        ) from error


def load_manifest(folder: Path, sha256: str) -> Manifest:
    """The manifest in `folder`, whose bytes must have that sha256; StoreDamaged otherwise."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise StoreDamaged(f"索引第 {folder.name} 代缺失，请运行 policykb rebuild") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreDamaged(f"索引第 {folder.name} 代的清单已损坏，请运行 policykb rebuild")
    return _decode(json.loads(content))


def build(
    data: Path,
    parent: Manifest,
    number: int,
    change: Change,
    *,
    model: str,
    dim: int,
    tokenizer: str,
) -> str:
    """Makes generation `number` from `parent` and a change; returns its manifest's sha256.

    Nothing of the live generation is touched.
    """
    target = folder_of(data, number)
    work = target.with_name(f"{number}.building")
    for stale in (work, target):
        shutil.rmtree(stale, ignore_errors=True)
    (work / "lexical").mkdir(parents=True)
    (work / "vectors").mkdir()
    link_tree(folder_of(data, parent.number), work, parent.files)
    table = builtin.load()
    # Cutting words keeps the interpreter busy, FAISS does not need it: they go on side by side.
    # Both read from the writer's connection; SQLite lets them take turns (its serialized mode).
    with ThreadPoolExecutor(1, "vectors") as pool, closing(runs.Spool(data, table)) as spool:
        before = folder_of(data, parent.number) / "vectors"
        updated = pool.submit(_rows, work / "vectors", before, parent, number, change)
        lexical.write(work / "lexical", change.removed, spool.noted(change.words))
        segments, removed = updated.result()
        runs.follow(work / "vectors", segments, runs.RunsIndex(before, parent.segments), spool)
    opened = vectors.VectorIndex(work / "vectors", segments, removed)
    manifest = Manifest(
        number=number,
        model=model,
        dim=dim,
        tokenizer=tokenizer,
        table=table.name,
        count=opened.count,
        segments=segments,
        removed=removed,
        files=list_files(work, folder_of(data, parent.number), parent.files),
    )
    sha256 = _write_manifest(work, manifest)
    # tantivy has synchronised its own files
    settle(
        work,
        target,
        [f for f in manifest.files if f.startswith("vectors/") and f not in parent.files],
    )
    return sha256


def _rows(
    folder: Path, before: Path, parent: Manifest, number: int, change: Change
) -> tuple[tuple[str, ...], tuple[Range, ...]]:
    """Writes the new segments of vectors and of texts; all segments, and what is masked in them."""
    vectors.one_thread()  # a second one would take the core from the words
    segments, removed = vectors.update(
        folder,
        f"{number:06d}",
        parent.segments,
        masked=parent.removed,
        removed=change.removed,
        added=change.vectors,
    )
    said.follow(folder, segments, said.SaidIndex(before, parent.segments), change.lines)
    return segments, removed


def prune(data: Path, live: int) -> None:
    """Deletes what is neither the live generation nor the one before it.

    The one before stays for a reader that has just read its number; files that a reader has
    mapped live on until it lets go of them.
    """
    for folder in (data / GENERATIONS).glob("*"):
        if folder.name not in (str(live), str(live - 1)):
            shutil.rmtree(folder, ignore_errors=True)


def _write_manifest(work: Path, manifest: Manifest) -> str:
    record = {"format": FORMAT, **asdict(manifest)}
    content = json.dumps(record, ensure_ascii=False, indent=1).encode()
    with (work / MANIFEST).open("wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    return hashlib.sha256(content).hexdigest()


def _decode(record: dict[str, object]) -> Manifest:
    if record.pop("format") not in (WORDLESS, FORMAT):
        raise StoreDamaged("索引清单的格式不是本程序所用，请运行 policykb rebuild")
    fields: dict[str, object] = dict(record)
    fields["segments"] = tuple(record["segments"])  # type: ignore[arg-type]
    fields["removed"] = tuple((a, b) for a, b in record["removed"])  # type: ignore[attr-defined]
    fields["files"] = {
        name: Entry(**entry)
        for name, entry in record["files"].items()  # type: ignore[attr-defined]
    }
    return Manifest(**fields)  # type: ignore[arg-type]
