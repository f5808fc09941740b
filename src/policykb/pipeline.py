"""ingest(paths) → Report: the only place that wires the stages."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray

from policykb.answer.review import Review, read_rows, review
from policykb.embed import embedded, load, supersedes
from policykb.errors import DocumentError
from policykb.intake import Arrival, Name, Prepared, arrivals, expand, prepare
from policykb.staging import StageFault
from policykb.store import Store, Writer
from policykb.store.cut import Cut, cut
from policykb.types import Embedder, Outcome, Passage, Report

Progress = Callable[[Path, int, int], None]
Told = Callable[[int, int], None]  # how many are done, of how many


def ingest(
    paths: Iterable[Name],
    data: Path,
    *,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    renewing: Told | None = None,
) -> Report:
    """Takes files, folders and URLs into the store at `data`; a bad file does not stop the others.

    An unchanged file (same source, same sha256) is left alone, a changed one replaces its old self
    in one transaction. Files are parsed side by side, stored in the order given, and become
    visible together, in one new generation. Where another edition of the built-in model made the
    vectors, they are first made anew, in the same transaction; `renewing` hears how far that is.
    Raises StoreError when the store is locked or damaged, ModelError where its vectors are of a
    model of the user's own.
    """
    began = time.perf_counter()
    files = list(expand(paths))
    outcomes = []
    embedder = embedder or load()
    may_replace = partial(supersedes, embedder.name)
    with Store.writer(data, embedder.name, embedder.dim, may_replace=may_replace) as writer:
        if may_replace(writer.model):
            revector(writer, embedder, renewing)
        for at, (found, work) in enumerate(arrivals(files, writer.has)):
            if progress:
                progress(Path(found.shown), at, len(files))
            outcomes.append(take_in(found, work, writer, embedder))
        generation = writer.commit()
    return Report(
        outcomes=tuple(outcomes), generation=generation, seconds=time.perf_counter() - began
    )


def take_in(
    found: Arrival, work: Future[Prepared] | None, writer: Writer, embedder: Embedder
) -> Outcome:
    """Stores one file; a file that cannot be read is an outcome, not an error."""
    try:
        if found.error is not None:
            raise found.error
        ready = work.result() if work is not None else None
    except DocumentError as error:
        return damaged(found, error.code, str(error), writer)
    except Exception as error:  # a fault of ours must not cost the other files; told as it is
        told = str(error) if isinstance(error, StageFault) else f"{type(error).__name__}: {error}"
        message = f"{PurePath(found.shown).name}：程序出错，此文件未收入（{told}）"
        return damaged(found, "internal_error", message, writer)
    known = found.known
    if ready is not None:
        known = writer.has(found.source, ready.document.sha256) or ""
    if ready is None or known:
        return Outcome(path=found.shown, state="unchanged", document_id=known)
    return put(found.shown, ready, writer, embedder)


def put(shown: str, ready: Prepared, writer: Writer, embedder: Embedder) -> Outcome:
    """Stores what was read; `shown` is how the file was named."""
    words = cut(ready.passages)
    vectors = vectors_of(ready.passages, words, embedder)
    state = writer.put(
        ready.document, ready.passages, vectors, ready.original, ready.records, words
    )
    return Outcome(
        path=shown,
        state=state,
        document_id=ready.document.id,
        title=ready.document.meta.title,
        warnings=ready.document.warnings,
        seconds=ready.seconds,
    )


def vectors_of(
    passages: Sequence[Passage], words: Sequence[Cut], embedder: Embedder
) -> NDArray[np.float32]:
    """The vectors of passages whose words are cut already."""
    said = [f"{path} {text}" for path, _, text in words]
    return embedded(embedder, [embedded_text(passage) for passage in passages], said)


def reread(name: str, data: Path, *, embedder: Embedder | None = None) -> Report:
    """Reads the kept original of a document anew, as after an improvement of the readers.

    `name` is an id, 文号 or title. Raises NotFound, and the DocumentError family where it can be
    read no longer; the document then stays as it was.
    """
    began = time.perf_counter()
    embedder = embedder or load()
    with Store.open(data) as store:
        document, original = store.document(name), store.original(name)
    shown = PurePath(document.source).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (shown or f"{document.id}.{document.format}")
        path.write_bytes(original)
        ready = prepare(path, document.source)
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        outcome = put(shown, ready, writer, embedder)
        generation = writer.commit()
    return Report(outcomes=(outcome,), generation=generation, seconds=time.perf_counter() - began)


def damaged(found: Arrival, code: str, message: str, writer: Writer) -> Outcome:
    """Notes in the store that a file could not be read."""
    writer.put_damaged(found.source, found.sha256, code, message)
    return Outcome(path=found.shown, state="failed", code=code, message=message)


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
        count = revector(writer, model)
        writer.commit()
    return count


def revector(writer: Writer, model: Embedder, told: Told | None = None) -> int:
    """Makes all vectors of a store anew, for its writer to commit; gives how many."""
    return writer.revector(
        lambda passages: model.embed([embedded_text(passage) for passage in passages]),
        model.name,
        model.dim,
        told,
    )


def import_review(path: Path, data: Path) -> Review:
    """Takes a person's corrections of an exported list into the store; bad rows are left out.

    Raises BadRequest for a file that is no such list, StoreError when the store is locked.
    """
    with Store.writer(data) as writer:
        found = review(read_rows(path), writer.fact)
        for correction in found.corrections:
            writer.correct(correction)
        writer.commit()
    return found
