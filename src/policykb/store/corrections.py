"""What a person has put right in the facts, kept apart from what the extractors say.

A correction is of one fact, by its id, which is made from its document, clause and quote: it holds
again whenever the same text is taken in anew. The record as extracted is kept with it, so that a
correction can be taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from policykb.errors import NotFound
from policykb.store.rows import to_json
from policykb.store.schema import rows
from policykb.types import JSON

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Changed fields of a fact, or its deletion; neither means: as extracted again."""

    fact_id: str
    changes: JSON = field(default_factory=dict)
    deleted: bool = False


def corrected(
    db: sqlite3.Connection, document_id: str, facts: Sequence[tuple[str, JSON]]
) -> list[tuple[str, JSON] | None]:
    """(kind, record) of a document's facts as a person left them; None in place of a deleted one.

    What is extracted now becomes what a correction would be taken back to.
    """
    sql = "SELECT fact, deleted, changes FROM corrections WHERE document = ?"
    kept = {fact: (deleted, changes) for fact, deleted, changes in rows(db, sql, (document_id,))}
    return [_one(db, kind, record, kept) for kind, record in facts]


def _one(
    db: sqlite3.Connection, kind: str, record: JSON, kept: Mapping[str, tuple[int, str]]
) -> tuple[str, JSON] | None:
    known = kept.get(record.get("id", ""))
    if known is None:
        return kind, record
    bare = {name: value for name, value in record.items() if name != "document"}
    rows(db, "UPDATE corrections SET original = ? WHERE fact = ?", (to_json(bare), record["id"]))
    deleted, changes = known
    return None if deleted else (kind, record | orjson.loads(changes) | {"by": PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A fact as it was extracted, with the place that it has in its document's list."""

    kind: str
    doc: int
    document_id: str
    position: int
    record: JSON
    changes: JSON
    row: int | None = None
    deleted: bool = False


_STANDING = """SELECT x.id, x.kind, x.doc, d.id, x.position, coalesce(c.original, x.record),
 coalesce(c.changes, '{}')
 FROM facts x JOIN documents d ON d.doc = x.doc
 LEFT JOIN corrections c ON c.fact = json_extract(x.record, '$.id')
 WHERE json_extract(x.record, '$.id') = ?"""
_DELETED = """SELECT NULL, c.kind, d.doc, d.id, c.position, c.original, '{}'
 FROM corrections c JOIN documents d ON d.id = c.document WHERE c.fact = ?"""


def extracted(db: sqlite3.Connection, fact_id: str) -> Extracted:
    """The fact of that id as it was extracted, a deleted one too. Raises NotFound."""
    for sql in (_STANDING, _DELETED):
        if found := rows(db, sql, (fact_id,)):
            row, kind, doc, document_id, position, record, changes = found[0]
            return Extracted(
                kind=kind,
                doc=doc,
                document_id=document_id,
                position=position,
                record=orjson.loads(record),
                changes=orjson.loads(changes),
                row=row,
                deleted=row is None,
            )
    raise NotFound(f"库中没有编号为“{fact_id}”的事实", code="no_such_fact")


def record(db: sqlite3.Connection, fact: Extracted, correction: Correction) -> None:
    """Notes a correction, or forgets it where it changes nothing."""
    if not (correction.changes or correction.deleted):
        rows(db, "DELETE FROM corrections WHERE fact = ?", (correction.fact_id,))
        return
    values: tuple[Any, ...] = (
        correction.fact_id,
        fact.kind,
        fact.document_id,
        fact.position,
        int(correction.deleted),
        to_json(correction.changes),
        to_json(fact.record),
    )
    rows(db, "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?)", values)
