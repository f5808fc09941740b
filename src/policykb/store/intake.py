"""Which rows does one document become, and how do they go again?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from policykb.store import corrections
from policykb.store.corrections import Correction
from policykb.store.rows import (
    Row,
    digest,
    encode_document,
    kind_of,
    labels_of,
    passage_labels,
    passage_row,
    ref_of,
    to_json,
)
from policykb.store.schema import rows
from policykb.types import JSON, Document, Passage, Records, dated_on

Range = tuple[int, int]
NO_KEYS: Range = (0, -1)

DOCUMENT_COLUMNS = (
    "id", "source", "sha256", "title", "doc_number", "doc_type", "region", "level", "issuers",
    "written_on", "effective_on", "expires_on", "status", "first_key", "last_key", "ref", "record",
    "document",
)  # fmt: skip

INSERT_DOCUMENT = (
    f"INSERT INTO documents (doc, {', '.join(DOCUMENT_COLUMNS)}, digest)"
    f" VALUES (?, {', '.join('?' * len(DOCUMENT_COLUMNS))}, ?)"
)
INSERT_PASSAGE = "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_FACT = "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)"

# What goes with a document, in this order.
DELETIONS = (
    "DELETE FROM labels WHERE scope = 'passage' AND id BETWEEN :first AND :last",
    "DELETE FROM labels WHERE scope = 'fact' AND id IN (SELECT id FROM facts WHERE doc = :doc)",
    "DELETE FROM passages WHERE doc = :doc",
    "DELETE FROM facts WHERE doc = :doc",
    "DELETE FROM documents WHERE doc = :doc",
    "DELETE FROM originals WHERE sha256 = :sha256"
    " AND NOT EXISTS (SELECT 1 FROM documents WHERE sha256 = :sha256)",
)


def insert(
    db: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    original: bytes,
    records: Records,
) -> Range:
    """Writes all rows of a document; returns the first and last key of its passages.

    Keys are numbers that were never used before, so that no index can mistake one for another.
    """
    sql = "INSERT OR IGNORE INTO originals VALUES (?, ?, ?)"
    rows(db, sql, (document.sha256, len(original), original))
    rows(db, "DELETE FROM damaged WHERE path = ?", (document.source,))
    first, doc = _next_id(db, "passages"), _next_id(db, "documents")
    keys = (first, first + len(passages) - 1) if passages else NO_KEYS
    own = _document_row(doc, document, keys, records)
    lines = _passage_rows(doc, first, passages, vectors)
    said = corrections.corrected(db, document.id, _all_facts(records))
    facts = _fact_rows(doc, _next_id(db, "facts"), said)
    corrected = _corrections(db, document.id)
    sha256 = digest(chain.from_iterable([own, *facts, *lines, *corrected]))
    rows(db, INSERT_DOCUMENT, (*own, sha256))
    db.executemany(INSERT_PASSAGE, lines)
    db.executemany(INSERT_FACT, facts)
    _insert_labels(db, "passage", enumerate(passage_labels(document, passages), first))
    standing = [labels_of(fact[1]) for fact in said if fact is not None]
    _insert_labels(db, "fact", zip((row[0] for row in facts), standing, strict=True))
    return keys


def correct(db: sqlite3.Connection, correction: Correction) -> None:
    """Puts a fact right, deletes it or takes that back, and notes it. Raises NotFound."""
    fact = corrections.extracted(db, correction.fact_id)
    if fact.row is not None:
        rows(db, "DELETE FROM labels WHERE scope = 'fact' AND id = ?", (fact.row,))
        rows(db, "DELETE FROM facts WHERE id = ?", (fact.row,))
    corrections.record(db, fact, correction)
    if not correction.deleted:
        by = {"by": corrections.PERSON} if correction.changes else {}
        _insert_fact(db, fact.doc, fact.position, fact.kind, fact.record | correction.changes | by)
    seal(db, fact.doc)


def delete(db: sqlite3.Connection, doc: int) -> Range:
    """Deletes all rows of a document; returns the first and last key that its passages had."""
    sql = "SELECT first_key, last_key, sha256 FROM documents WHERE doc = ?"
    first, last, sha256 = rows(db, sql, (doc,))[0]
    for sql in DELETIONS:
        rows(db, sql, {"doc": doc, "first": first, "last": last, "sha256": sha256})
    return first, last


def seal(db: sqlite3.Connection, doc: int) -> None:
    """Records the digest of all that is kept of a document."""
    sql = "UPDATE documents SET digest = ? WHERE doc = ?"
    rows(db, sql, (document_digest(db, doc), doc))


def document_digest(db: sqlite3.Connection, doc: int) -> str:
    """sha256 over all that the catalogue keeps of a document, so that `verify` sees every byte."""
    columns = ", ".join(("doc", *DOCUMENT_COLUMNS))
    parts = rows(db, f"SELECT {columns} FROM documents WHERE doc = ?", (doc,))
    parts += rows(db, "SELECT * FROM facts WHERE doc = ? ORDER BY id", (doc,))
    parts += rows(db, "SELECT * FROM passages WHERE doc = ? ORDER BY key", (doc,))
    parts += _corrections(db, parts[0][1])
    return digest(value for row in parts for value in row)


def _corrections(db: sqlite3.Connection, document_id: str) -> list[Row]:
    return rows(db, "SELECT * FROM corrections WHERE document = ? ORDER BY fact", (document_id,))


def _document_row(doc: int, document: Document, keys: Range, records: Records) -> Row:
    """The number of a document and the values of DOCUMENT_COLUMNS."""
    record, meta = records.document, document.meta
    values: JSON = {name: getattr(meta, name, None) or None for name in DOCUMENT_COLUMNS}
    for name in ("title", "doc_number", "doc_type", "region", "level", "status"):
        values[name] = getattr(meta, name)
    values |= {
        "id": document.id,
        "written_on": dated_on(record) or None,  # by what filters and counts go
        "source": document.source,
        "sha256": document.sha256,
        "issuers": to_json(list(meta.issuers)),
        "first_key": keys[0],
        "last_key": keys[1],
        "ref": to_json(ref_of({"id": document.id} | record)),
        "record": to_json(record),
        "document": encode_document(document),
    }
    return (doc, *(values[name] for name in DOCUMENT_COLUMNS))


def _passage_rows(
    doc: int, first: int, passages: Sequence[Passage], vectors: NDArray[np.float32]
) -> list[Row]:
    every = np.ascontiguousarray(vectors, dtype=np.float16).tobytes()
    size = 2 * vectors.shape[1]
    return [
        passage_row(first + at, doc, passage, every[at * size : (at + 1) * size])
        for at, passage in enumerate(passages)
    ]


def _fact_rows(doc: int, first: int, facts: Sequence[tuple[str, JSON] | None]) -> list[Row]:
    # The `document` object is put back when read, with the status of the day that is asked for.
    return [
        (first + at, kind, doc, at, fact.get("eid", ""), to_json(_without_document(fact)))
        for at, found in enumerate(facts)
        if found is not None
        for kind, fact in [found]
    ]


def _insert_fact(db: sqlite3.Connection, doc: int, position: int, kind: str, record: JSON) -> None:
    row = _next_id(db, "facts")
    values = (row, kind, doc, position, record.get("eid", ""), to_json(record))
    rows(db, INSERT_FACT, values)
    _insert_labels(db, "fact", [(row, labels_of(record))])


def _all_facts(records: Records) -> list[tuple[str, JSON]]:
    provisions = [("provision", record) for record in records.provisions]
    return provisions + [
        (kind_of(kind), record) for kind, found in records.facts.items() for record in found
    ]


def _without_document(fact: JSON) -> JSON:
    return {name: value for name, value in fact.items() if name != "document"}


def _insert_labels(
    db: sqlite3.Connection, scope: str, labels: Iterable[tuple[int, set[tuple[str, str]]]]
) -> None:
    values = [(scope, name, value, id_) for id_, found in labels for name, value in sorted(found)]
    db.executemany("INSERT INTO labels VALUES (?, ?, ?, ?)", values)


def _next_id(db: sqlite3.Connection, table: str) -> int:
    """The next number of an AUTOINCREMENT table: one that was never used, deleted rows included."""
    found = rows(db, "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    return int(found[0][0]) + 1 if found else 1
