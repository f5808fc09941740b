"""The store as everyone but the writer sees it: one consistent moment of catalogue and indexes."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from policykb import gazetteer
from policykb.errors import ModelError, NotFound, StoreDamaged
from policykb.store import catalog, citations, effects, selection
from policykb.store.generation import Generation, open_generation
from policykb.store.rows import Row, decode_document, passage_of
from policykb.store.schema import CATALOG, connect, get_meta, rows
from policykb.store.writer import Writer, refuse
from policykb.types import JSON, Document, Filters, Passage

TRIES = 5
SELECTIONS_KEPT = 16
REFS_KEPT = 20_000  # about 30 MB
# A read transaction that never ended would keep SQLite from ever starting its log file anew; one
# that is over is kept as long for searches that began in it.
PINNED_SECONDS = 5.0
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A read transaction of the catalogue that stays open, and the generation of that moment."""

    db: sqlite3.Connection
    generation: Generation
    change: int
    model: str
    dim: int
    tokenizer: str
    manifest: str
    since: float
    told: effects.Told
    selected: dict[Filters, NDArray[np.int64] | None] = field(default_factory=dict)
    refs: dict[tuple[str, str], JSON] = field(default_factory=dict)


class Store:
    """A data directory open for reading; safe to use from several threads.

    What was asked of it comes from one moment, whatever is written meanwhile; `refresh` moves on
    to the present.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self._now = _snapshot(data)
        self._past: list[Snapshot] = []
        self._watch_catalogue()
        self._moving = threading.Lock()

    @classmethod
    def open(cls, data: Path) -> Store:
        """The store at `data`; an empty or missing directory is an empty store.

        Raises StoreDamaged, before anything of them is opened, when the indexes are not the bytes
        that the catalogue names, and StoreVersion for a catalogue of another version.
        """
        return cls(data)

    @staticmethod
    def writer(
        data: Path,
        model: str | None = None,
        dim: int | None = None,
        *,
        may_replace: Callable[[str], bool] = refuse,
    ) -> Writer:
        """A writer for `data`, to be used in a `with` statement; see `Writer`."""
        return Writer(data, model, dim, may_replace=may_replace)

    def refresh(self) -> bool:
        """Moves on to what was committed last; tells whether anything was. About 10 µs if not."""
        with self._moving:
            if self._watches_nothing and (self.data / CATALOG).exists():
                self._watch.close()
                self._watch_catalogue()
            age = time.monotonic() - self._now.since
            changed = _change(self._watch) != self._now.change
            if changed or age > PINNED_SECONDS:
                self._past.append(self._now)
                self._now = _snapshot(self.data, self._now)
            over = [*(later.since for later in self._past[1:]), self._now.since]
            while self._past and time.monotonic() - over.pop(0) > PINNED_SECONDS:
                self._past.pop(0).db.close()
            return changed

    def close(self) -> None:
        """Lets go of the files."""
        for snapshot in (self._now, *self._past):
            snapshot.db.close()
        self._watch.close()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes it."""
        self.close()

    # ------------------------------------------------------------- what made the indexes

    @property
    def generation(self) -> Generation:
        """The indexes of this moment."""
        return self._now.generation

    @property
    def moment(self) -> str:
        """Another string after every commit, and for a store that was put back: for caches."""
        return f"{self._now.change}-{self._now.manifest[:12]}"

    @property
    def model(self) -> str:
        """The name of the model that made the vectors; empty before the first document."""
        return self._now.model

    @property
    def dim(self) -> int:
        """How long the vectors are; 0 before the first document."""
        return self._now.dim

    @property
    def tokenizer(self) -> str:
        """What cut the words of the lexical index (`tokens.TOKENIZER`)."""
        return self._now.tokenizer

    def check(self, model: str, dim: int, tokenizer: str = "") -> None:
        """Raises ModelError unless questions made like this can be put to these indexes."""
        if not self.model:
            return
        if (model, dim) != (self.model, self.dim):
            raise ModelError(
                f"资料库的向量由 {self.model}（{self.dim} 维）生成，不能用 {model}（{dim} 维）检索"
            )
        if tokenizer and tokenizer != self.tokenizer:
            raise ModelError("资料库的索引由另一版本的分词器生成，请运行 policykb rebuild")

    # ------------------------------------------------------------- documents

    def documents(self, filters: Filters = NO_FILTERS) -> list[JSON]:
        """The contract's document records, sorted by title, each with its status as of then."""
        return catalog.documents(self._db, self._resolved(filters))

    def refs(self, as_of: str | None = None) -> dict[str, JSON]:
        """id → the small `document` object, for all documents: light, unlike `documents`."""
        return catalog.refs(self._db, as_of)

    def document_ref(self, document_id: str, as_of: str | None = None) -> JSON:
        """The small `document` object of a hit, with its status as of then. Raises NotFound."""
        return catalog.ref(self._db, document_id, as_of)

    def refs_of(self, ids: Sequence[str], as_of: str | None = None) -> dict[str, JSON]:
        """id → the small `document` object, for these documents; unknown ones are left out."""
        now, day = self._now, as_of or dt.date.today().isoformat()
        missing = [id for id in ids if (id, day) not in now.refs]
        if len(now.refs) + len(missing) > REFS_KEPT:
            now.refs.clear()
            missing = list(ids)
        found = catalog.refs(now.db, day, missing) if missing else {}
        now.refs.update({(id, day): ref for id, ref in found.items()})
        return {id: dict(now.refs[id, day]) for id in ids if (id, day) in now.refs}

    def record(self, name: str, as_of: str | None = None) -> JSON:
        """The contract's record of one document, with its status as of then. Raises NotFound."""
        return self.documents(Filters(doc=(name,), as_of=as_of))[0]

    def document(self, name: str) -> Document:
        """The whole document of that id, beginning of an id, 文号 or title. Raises NotFound."""
        doc = catalog.find(self._db, name)
        found = rows(self._db, "SELECT document FROM documents WHERE doc = ?", (doc,))
        return decode_document(found[0][0])

    def original(self, name: str) -> bytes:
        """The bytes of the file that the document was read from. Raises NotFound."""
        doc = catalog.find(self._db, name)
        sql = "SELECT bytes FROM originals JOIN documents USING (sha256) WHERE doc = ?"
        return bytes(rows(self._db, sql, (doc,))[0][0])

    def has(self, source: str, sha256: str) -> str | None:
        """The id of the document taken from that source with those bytes."""
        return catalog.has(self._db, source, sha256)

    def damaged(self) -> list[JSON]:
        """The files that could not be read: path, sha256, code, message."""
        return catalog.damaged(self._db)

    # ------------------------------------------------------------- clauses and facts

    def provisions(self, name: str | None = None) -> list[JSON]:
        """Contract records of the clauses of one document, or of all, in document order."""
        filters = NO_FILTERS if name is None else Filters(doc=(name,))
        return self.facts("provision", filters)

    def provision(self, name: str, eid: str) -> JSON:
        """One clause. Raises NotFound with code no_such_document or no_such_clause."""
        found = self.facts_at("provision", [(self._id(name), eid)])
        if not found:
            raise NotFound(f"“{name}”没有 {eid} 这一条款", code="no_such_clause")
        return found[0]

    def facts(self, kind: str, filters: Filters = NO_FILTERS) -> list[JSON]:
        """Contract records of a kind (measures or measure…), documents by title, in their order."""
        return catalog.facts(self._db, kind, self._resolved(filters))

    def facts_at(
        self, kind: str, places: Iterable[tuple[str, str]], filters: Filters = NO_FILTERS
    ) -> list[JSON]:
        """The facts of a kind that stand at these (document id, eid)."""
        return catalog.facts_at(self._db, kind, places, self._resolved(filters))

    def relations(self, name: str, as_of: str | None = None) -> JSON:
        """How a document stands to others that are here; none of it is stored. Raises NotFound.

        `cites` and `cited_by` are reference records; `interprets` (or None) and `interpreted_by`
        small `document` objects: an interpretation never stands for the document it explains.
        """
        own = self._id(name)
        cited = self.facts("reference", Filters(as_of=as_of))
        explains = citations.interpretations(self._db, cited)
        subject = explains.get(own)
        return {
            "cites": [r for r in cited if r["document"]["id"] == own],
            "cited_by": [r for r in cited if r["resolved"] == own],
            "interprets": self.document_ref(subject, as_of) if subject else None,
            "interpreted_by": [
                self.document_ref(other, as_of) for other, of in explains.items() if of == own
            ],
        }

    # ------------------------------------------------------------- passages

    def passages(self, keys: Sequence[int] | NDArray[np.int64]) -> list[Passage]:
        """The passages of these keys, in the order asked. Raises NotFound for an unknown key."""
        return [passage_of(row) for row in self.lines([int(key) for key in keys])]

    def lines(self, keys: Sequence[int]) -> list[Row]:
        """The rows of PASSAGE_COLUMNS of these keys, in the order asked; else as `passages`."""
        lines = catalog.lines(self._db, keys)
        if len(lines) == len(keys):
            return lines
        found = catalog.passages(self._db, keys)
        missing = [key for key in keys if key not in found]
        for snapshot in reversed(self._past if missing else ()):
            # `refresh` went on while a search of an earlier moment was under way
            found |= catalog.passages(snapshot.db, missing)
        try:
            return [found[key] for key in keys]
        except KeyError as error:
            raise NotFound(f"没有编号为 {error} 的段落", code="no_such_passage") from error

    def keys_of(self, name: str, eid: str | None = None) -> NDArray[np.int64]:
        """Keys of a document's passages, or of one clause's and those of the clauses under it."""
        return catalog.keys_of(self._db, catalog.find(self._db, name), eid)

    def select(self, filters: Filters) -> NDArray[np.int64] | None:
        """Keys (ascending) of the passages that the filters leave; None where they leave all."""
        dated = replace(self._resolved(filters), as_of=filters.as_of or dt.date.today().isoformat())
        known = self._now.selected
        if dated not in known:
            while len(known) >= SELECTIONS_KEPT:
                known.pop(next(iter(known)), None)
            known[dated] = selection.select(self._db, dated)
        return known[dated]

    def containing(self, phrase: str, filters: Filters = NO_FILTERS) -> NDArray[np.int64]:
        """Keys (ascending) of the passages whose text holds the phrase, character by character."""
        return selection.containing(self._db, phrase, self.select(filters))

    def coverage(self, filters: Filters = NO_FILTERS) -> dict[str, int]:
        """documents, searched, excluded_by_filter, undated (where dates limit), damaged."""
        return selection.coverage(self._db, filters, self.select(filters))

    def labels(
        self, keys: Sequence[int], names: Sequence[str]
    ) -> dict[int, tuple[tuple[str, str], ...]]:
        """key → the (name, value) labels of these names that a passage bears, if it bears any."""
        return catalog.labels(self._db, keys, names)

    def extents(self) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """Ids of the documents that have passages, in the order of their first keys, and these."""
        return catalog.extents(self._db)

    def facets(
        self, keys: Sequence[int] | NDArray[np.int64], as_of: str | None = None
    ) -> dict[str, dict[str, int]]:
        """Counts of the passages by region, doc_type, year, status, department, instrument."""
        return catalog.facets(self._db, [int(key) for key in keys], as_of)

    @property
    def _db(self) -> sqlite3.Connection:
        return self._now.db

    def _id(self, name: str) -> str:
        doc = catalog.find(self._db, name)
        return str(rows(self._db, "SELECT id FROM documents WHERE doc = ?", (doc,))[0][0])

    def _resolved(self, filters: Filters) -> Filters:
        """The filters with ids where documents were named by 文号 or title, and with the printed
        names of issuers. Raises NotFound."""
        if filters.issuer:
            printed = {name for ref in self.refs().values() for name in ref["issuers"]}
            named = chain.from_iterable(
                gazetteer.bodies_called(each, printed) for each in filters.issuer
            )
            filters = replace(filters, issuer=tuple(named) or filters.issuer)
        if not filters.doc:
            return filters
        return replace(filters, doc=tuple(self._id(name) for name in filters.doc))

    def _watch_catalogue(self) -> None:
        self._watch = connect(self.data)
        self._watches_nothing = not rows(self._watch, "PRAGMA database_list")[0][2]


def _snapshot(data: Path, before: Snapshot | None = None) -> Snapshot:
    """Catalogue and generation of one moment; the generation of `before` where it is the same."""
    for attempt in range(TRIES):
        db = connect(data)
        rows(db, "BEGIN")
        try:
            return _pinned(data, db, before)
        except StoreDamaged:
            number = int(get_meta(db, "generation", "0"))
            db.close()
            # A writer may have gone on twice, and deleted this generation, since it was read.
            if attempt == TRIES - 1 or _current(data) == number:
                raise
    raise AssertionError("unreachable")


def _pinned(data: Path, db: sqlite3.Connection, before: Snapshot | None) -> Snapshot:
    change, number = _change(db), int(get_meta(db, "generation", "0"))
    manifest, since = get_meta(db, "manifest"), time.monotonic()
    if before is not None and before.change == change:
        effects.put(db, before.told)
        return replace(before, db=db, since=since, manifest=manifest)
    if number == 0 and rows(db, "SELECT 1 FROM passages LIMIT 1"):
        raise StoreDamaged("资料库没有索引，请运行 policykb rebuild")
    told = effects.told(db)
    effects.put(db, told)
    return Snapshot(
        db=db,
        generation=open_generation(data, number, manifest),
        change=change,
        model=get_meta(db, "model"),
        dim=int(get_meta(db, "dim", "0")),
        tokenizer=get_meta(db, "tokenizer"),
        manifest=manifest,
        since=since,
        told=told,
    )


def _change(db: sqlite3.Connection) -> int:
    return int(get_meta(db, "change", "0"))


def _current(data: Path) -> int:
    db = connect(data)
    try:
        return int(get_meta(db, "generation", "0"))
    finally:
        db.close()
