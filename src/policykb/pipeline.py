"""ingest(paths) → Report: the only place that wires the stages."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policykb.answer.records import Outline, document_record, fact_records, provision_records
from policykb.clean import clean
from policykb.embed import load
from policykb.errors import DocumentError, MissingFile
from policykb.extract import extract
from policykb.parse import parse
from policykb.read import read
from policykb.segment import segment
from policykb.store import Records, Store, Writer
from policykb.types import Document, Embedder, Outcome, Passage, Report

SKIPPED_NAMES = frozenset({"README.md", "readme.md", "Thumbs.db", "desktop.ini"})
Progress = Callable[[Path, int, int], None]


@dataclass(frozen=True)
class Prepared:
    """A file turned into all that the store keeps of it."""

    document: Document
    passages: tuple[Passage, ...]
    records: Records
    original: bytes


def ingest(
    paths: Iterable[Path],
    data: Path,
    *,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
) -> Report:
    """Takes files and folders into the store at `data`; one bad file does not stop the others.

    An unchanged file (same source, same sha256) is left alone, a changed one replaces its old self
    in one transaction. All files become visible together, in one new generation.
    Raises StoreError when the store is locked or damaged.
    """
    began = time.perf_counter()
    files = list(expand(paths))
    outcomes = []
    embedder = embedder or load()
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        for at, path in enumerate(files):
            if progress:
                progress(path, at, len(files))
            outcomes.append(take_in(path, writer, embedder))
        generation = writer.commit()
    return Report(
        outcomes=tuple(outcomes), generation=generation, seconds=time.perf_counter() - began
    )


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files in the order given, folders walked in name order; README and hidden files left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden and inner.name not in SKIPPED_NAMES:
                yield inner


def take_in(path: Path, writer: Writer, embedder: Embedder) -> Outcome:
    """Reads, parses and stores one file; a file that cannot be read is an outcome, not an error."""
    began = time.perf_counter()
    source = str(path.resolve())
    sha256 = ""
    try:
        original = original_bytes(path)
        sha256 = hashlib.sha256(original).hexdigest()
        known = writer.has(source, sha256)
        if known:
            return Outcome(path=str(path), state="unchanged", document_id=known)
        ready = prepare(path, original)
    except DocumentError as error:
        writer.put_damaged(source, sha256, error.code, str(error))
        return Outcome(path=str(path), state="failed", code=error.code, message=str(error))
    except (
        Exception
    ) as error:  # a fault of ours must not cost the other files; it is reported whole
        message = f"{path.name}：程序出错，此文件未收入（{type(error).__name__}: {error}）"
        writer.put_damaged(source, sha256, "internal_error", message)
        return Outcome(path=str(path), state="failed", code="internal_error", message=message)
    vectors = embedder.embed([embedded_text(passage) for passage in ready.passages])
    state = writer.put(ready.document, ready.passages, vectors, ready.original, ready.records)
    return Outcome(
        path=str(path),
        state=state,
        document_id=ready.document.id,
        title=ready.document.meta.title,
        warnings=ready.document.warnings,
        seconds=time.perf_counter() - began,
    )


def original_bytes(path: Path) -> bytes:
    """The file's bytes. Raises MissingFile in the words a user understands."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingFile(f"{path.name}：文件不存在或无法打开") from error


def prepare(path: Path, original: bytes) -> Prepared:
    """One file through all stages: read, clean, parse, extract, segment."""
    document = extract(parse(clean(read(path))))
    return Prepared(
        document=document,
        passages=cited(document, segment(document)),
        records=Records(
            document=document_record(document),
            provisions=provision_records(document),
            facts=fact_records(document),
        ),
        original=original,
    )


def cited(document: Document, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with the citation of the clause that each stands in."""
    outline = Outline(document)
    return tuple(replace(p, citation=outline.cite(p.eid, p.page)) for p in passages)


def embedded_text(passage: Passage) -> str:
    """What a passage's vector is made of: the headings above it, then its words."""
    return "\n".join([*passage.path, passage.text])


def remove(names: Sequence[str], data: Path) -> list[str]:
    """Deletes documents named by id, 文号 or title; gives their ids.

    Raises NotFound for a name that fits nothing, and then deletes none of them.
    """
    with Store.writer(data) as writer:
        ids = [writer.remove(name) for name in names]
        writer.commit()
    return ids


def forget(path: str, data: Path) -> None:
    """Takes a file that could not be read off the list of damaged ones."""
    with Store.writer(data) as writer:
        writer.forget_damaged(path)
        writer.commit()


def use_model(name: str, data: Path, *, local_files_only: bool = True) -> int:
    """Makes all vectors anew with another embedding model; gives how many.

    Raises ModelError when the model cannot be loaded; the store then stays as it was.
    """
    model = load(name, local_files_only=local_files_only)
    with Store.writer(data) as writer:
        count = writer.revector(
            lambda passages: model.embed([embedded_text(passage) for passage in passages]),
            model.name,
            model.dim,
        )
        writer.commit()
    return count
