"""Taking documents in and out. One transaction of the catalogue brings documents and indexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from policykb.embed import builtin
from policykb.errors import ModelError, StoreDamaged
from policykb.store import catalog, corrections
from policykb.store.corrections import Correction
from policykb.store.cut import Cut, Waiting
from policykb.store.generation import (
    EMPTY,
    Change,
    Manifest,
    Range,
    build,
    folder_of,
    load_manifest,
    prune,
)
from policykb.store.intake import NO_KEYS, correct, delete, insert, seal
from policykb.store.lock import Lock
from policykb.store.rows import passage_of
from policykb.store.schema import connect, get_meta, rows, set_meta
from policykb.types import JSON, Document, Passage, Records

Told = Callable[[int, int], None]  # how many are done, of how many


def refuse(model: str) -> bool:
    """That vectors of no other model may be replaced."""
    return False


class Writer:
    """The one writer of a data directory, from `with` to the end of its block.

    Nothing is visible to readers before `commit`; what was put and not committed is dropped at
    the end. `model` and `dim` say what makes the vectors, and are recorded with the first
    document. A store whose vectors another model made is refused (ModelError), but where
    `may_replace` says of its name that whoever writes will `revector`.
    """

    def __init__(
        self,
        data: Path,
        model: str | None = None,
        dim: int | None = None,
        *,
        may_replace: Callable[[str], bool] = refuse,
    ) -> None:
        self.data = data
        self._model, self._dim = model, dim
        self._may_replace = may_replace
        self._lock = Lock(data)
        self._removed: list[Range] = []
        self._added: list[Range] = []

    def __enter__(self) -> Writer:
        """Takes the lock (StoreLocked within a second) and clears what a crash left behind."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        try:
            self.db = connect(self.data, write=True)
            self._waiting = Waiting(self.data)
            self._check_model()
            rows(self.db, "PRAGMA wal_checkpoint(PASSIVE)")  # so that the log can start anew
            prune(self.data, self.generation)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drops what was not committed, and lets the next writer in."""
        if self.db.in_transaction:
            self.db.rollback()
        self.db.close()
        self._waiting.close()
        self._lock.release()

    @property
    def generation(self) -> int:
        """The number of the generation that readers see."""
        return int(get_meta(self.db, "generation", "0"))

    @property
    def model(self) -> str:
        """The name of the model that made the vectors; empty before the first document."""
        return get_meta(self.db, "model")

    def has(self, source: str, sha256: str) -> str | None:
        """The id of the document taken from that source with those bytes, put or committed."""
        return catalog.has(self.db, source, sha256)

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        original: bytes,
        records: Records,
        words: Sequence[Cut] | None = None,
    ) -> str:
        """Takes a document in, in place of one of the same id or the same source.

        `vectors` are the unit rows of the passages, `(len(passages), dim)`; `words` what `cut.cut`
        makes of them, which the commit does otherwise. Returns "added" or
        "replaced"; raises ModelError for vectors of another model's length. A put that fails
        leaves no trace.
        """
        self._check_vectors(passages, vectors)
        self._begin()
        pending = (list(self._removed), list(self._added))
        rows(self.db, "SAVEPOINT put")
        try:
            old = rows(
                self.db,
                "SELECT doc FROM documents WHERE id = ? OR source = ?",
                (document.id, document.source),
            )
            for (doc,) in old:
                self._drop(doc)
            self._name_model(vectors)
            keys = insert(self.db, document, passages, vectors, original, records)
            if passages:
                self._added.append(keys)
            if passages and words is not None:
                self._waiting.keep(keys, words)
        except BaseException:
            rows(self.db, "ROLLBACK TO put")
            self._removed, self._added = pending
            raise
        finally:
            rows(self.db, "RELEASE put")
        return "replaced" if old else "added"

    def put_damaged(self, path: str, sha256: str, code: str, message: str) -> None:
        """Notes a file that could not be read; a document taken from it before stays."""
        self._begin()
        rows(
            self.db,
            "INSERT OR REPLACE INTO damaged VALUES (?, ?, ?, ?)",
            (path, sha256, code, message),
        )

    def fact(self, fact_id: str) -> tuple[JSON, JSON, bool]:
        """A fact as extracted, its fields as corrected, and whether it was deleted.

        Raises NotFound.
        """
        fact = corrections.extracted(self.db, fact_id)
        return fact.record, fact.changes, fact.deleted

    def correct(self, correction: Correction) -> None:
        """Puts a fact right as a person says; holds when its text comes again. Raises NotFound."""
        self._begin()
        correct(self.db, correction)

    def forget_damaged(self, path: str) -> None:
        """Takes a file that could not be read off the list of those."""
        self._begin()
        rows(self.db, "DELETE FROM damaged WHERE path = ?", (path,))

    def remove(self, name: str) -> str:
        """Takes the document of that id, 文号 or title out; returns its id. Raises NotFound."""
        self._begin()
        doc = catalog.find(self.db, name)
        document_id = rows(self.db, "SELECT id FROM documents WHERE doc = ?", (doc,))[0][0]
        self._drop(doc)
        return str(document_id)

    def revector(
        self,
        embed: Callable[[list[Passage]], NDArray[np.float32]],
        model: str,
        dim: int,
        told: Told | None = None,
    ) -> int:
        """Makes all vectors anew with another model; returns how many. `commit` must follow.

        `told` hears how many are done, before each batch and at the end.
        """
        self._begin()
        keys = catalog.all_keys(self.db)
        for at in range(0, len(keys), catalog.BATCH):
            if told:
                told(at, len(keys))
            part = [int(key) for key in keys[at : at + catalog.BATCH]]
            found = catalog.passages(self.db, part)
            vectors = np.asarray(embed([passage_of(found[key]) for key in part]), dtype=np.float16)
            if vectors.shape != (len(part), dim):
                raise ModelError(f"模型 {model} 给出的向量不是 {dim} 维")
            self.db.executemany(
                "UPDATE passages SET vector = ? WHERE key = ?",
                [(row.tobytes(), key) for row, key in zip(vectors, part, strict=True)],
            )
        self._model, self._dim = model, dim
        set_meta(self.db, "model", model)
        set_meta(self.db, "dim", str(dim))
        for (doc,) in rows(self.db, "SELECT doc FROM documents"):
            seal(self.db, doc)
        self._rebuild = True
        if told:
            told(len(keys), len(keys))
        return len(keys)

    _rebuild = False

    def commit(self, *, rebuild: bool = False) -> int:
        """Makes everything put and removed visible at once; returns the generation's number.

        The next generation is built first, beside the live one. The commit of the catalogue then
        switches both: it holds the new documents and the number and sha256 of their generation.
        With `rebuild` the indexes are remade from all passages, merged and without gaps.
        """
        rebuild = rebuild or self._rebuild
        if not (rebuild or self.db.in_transaction):
            return self.generation
        self._begin()
        if rebuild or self._removed or self._added:
            self._build(rebuild)
        set_meta(self.db, "change", str(int(get_meta(self.db, "change", "0")) + 1))
        self._finish()
        self._removed, self._added, self._rebuild = [], [], False
        prune(self.data, self.generation)
        return self.generation

    def _finish(self) -> None:
        rows(self.db, "COMMIT")

    def _build(self, rebuild: bool) -> None:
        from policykb.tokens import TOKENIZER

        number = self.generation + 1
        # Words that another tokenizer cut would not meet those of the new passages.
        rebuild = rebuild or get_meta(self.db, "tokenizer", TOKENIZER) != TOKENIZER
        parent = EMPTY if rebuild else self._parent()
        if parent.segments and parent.table != builtin.load().name:
            rebuild, parent = True, EMPTY  # nor would rows of another table meet those of this one
        ranges = self._ranges() if rebuild else self._added
        change = Change(
            removed=[] if rebuild else self._removed,
            words=self._waiting.of(self.db, ranges),
            vectors=catalog.vectors(self.db, ranges),
            lines=catalog.said(self.db, ranges),
        )
        model, dim = get_meta(self.db, "model"), int(get_meta(self.db, "dim", "0"))
        sha256 = build(self.data, parent, number, change, model=model, dim=dim, tokenizer=TOKENIZER)
        set_meta(self.db, "tokenizer", TOKENIZER)
        set_meta(self.db, "generation", str(number))
        set_meta(self.db, "manifest", sha256)

    def _parent(self) -> Manifest:
        number = self.generation
        if number == 0:
            if len(catalog.all_keys(self.db)) != sum(b - a + 1 for a, b in self._added):
                raise StoreDamaged("资料库没有索引，请运行 policykb rebuild")
            return EMPTY
        return load_manifest(folder_of(self.data, number), get_meta(self.db, "manifest"))

    def _ranges(self) -> list[Range]:
        keys = catalog.all_keys(self.db)
        return [(int(keys[0]), int(keys[-1]))] if len(keys) else []

    def _begin(self) -> None:
        if not self.db.in_transaction:
            rows(self.db, "BEGIN IMMEDIATE")

    def _check_model(self) -> None:
        model = get_meta(self.db, "model")
        other = model and self._model is not None and self._model != model
        if other and not self._may_replace(model):
            raise ModelError(
                f"资料库的向量由模型 {model} 生成，不能加入 {self._model} 的；"
                f"换模型请用 policykb models use"
            )

    def _check_vectors(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        if vectors.ndim != 2 or len(vectors) != len(passages):
            raise ModelError(f"{len(passages)} 个段落应有同样多的向量，实有 {vectors.shape}")
        dim = int(get_meta(self.db, "dim", "0")) or self._dim or vectors.shape[1]
        if len(passages) and vectors.shape[1] != dim:
            raise ModelError(f"资料库的向量是 {dim} 维，不能加入 {vectors.shape[1]} 维的")

    def _name_model(self, vectors: NDArray[np.float32]) -> None:
        if not get_meta(self.db, "model") and len(vectors):
            set_meta(self.db, "model", self._model or "builtin")
            set_meta(self.db, "dim", str(vectors.shape[1]))

    def _drop(self, doc: int) -> None:
        keys = delete(self.db, doc)
        if keys in self._added:
            self._added.remove(keys)
        elif keys != NO_KEYS:
            self._removed.append(keys)
