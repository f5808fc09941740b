"""What is in the catalogue? Questions to it, each a function over a connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from policykb.errors import NotFound, StoreDamaged
from policykb.store.filters import (
    content_conditions,
    document_conditions,
    joined,
    status_on,
)
from policykb.store.rows import PASSAGE_COLUMNS, kind_of, passage_of
from policykb.store.schema import rows
from policykb.types import JSON, Filters, Passage

BATCH = 4_096
FACETS_OF_DOCUMENTS = {
    "region": "d.region",
    "doc_type": "d.doc_type",
    "year": "substr(d.written_on, 1, 4)",
}
FACETS_OF_LABELS = ("department", "instrument")
_BRACKETS = str.maketrans("[]（）()【】{}", "〔〕〔〕〔〕〔〕〔〕")

# How a document may be named, surest first; each must lead to one document only.
NAMES = (
    ("id = ?", str),
    ("doc_number = ?", lambda name: name.translate(_BRACKETS).replace(" ", "")),
    ("title = ?", lambda name: name.strip("《》 ")),
    ("id GLOB ? || '*' AND length(?1) >= 4", lambda name: name.replace("*", "")),
    ("instr(title, ?) > 0 AND length(?1) >= 4", lambda name: name.strip("《》 ")),
)


def find(db: sqlite3.Connection, name: str) -> int:
    """The row of the document of that id, 文号, title, or unique beginning or part of one.

    Raises NotFound where there is none, or more than one.
    """
    for condition, normal in NAMES:
        found = rows(db, f"SELECT doc, title FROM documents WHERE {condition}", (normal(name),))
        if len(found) == 1:
            return int(found[0][0])
        if found:
            titles = "、".join(f"《{title}》" for _, title in found[:3])
            raise NotFound(f"“{name}”不止指一份文件：{titles}")
    raise NotFound(f"没有“{name}”这份文件")


def has(db: sqlite3.Connection, source: str, sha256: str) -> str | None:
    """The id of the document taken from that source with those bytes."""
    sql = "SELECT id FROM documents WHERE source = ? AND sha256 = ?"
    found = rows(db, sql, (source, sha256))
    return str(found[0][0]) if found else None


def documents(db: sqlite3.Connection, filters: Filters) -> list[JSON]:
    """The records of the documents that the filters leave, sorted by title; status as of then."""
    status, days = status_on(filters.as_of)
    where, values = joined(document_conditions(filters) + _regional(filters))
    sql = f"SELECT d.record, {status} FROM documents d WHERE {where} ORDER BY d.title, d.id"
    return [orjson.loads(r) | {"status": status} for r, status in rows(db, sql, [*days, *values])]


def refs(db: sqlite3.Connection, as_of: str | None) -> dict[str, JSON]:
    """id → the small `document` object of every document, status as of then, sorted by title."""
    status, days = status_on(as_of)
    sql = f"SELECT d.id, d.ref, {status} FROM documents d ORDER BY d.title, d.id"
    return {id_: orjson.loads(r) | {"status": status} for id_, r, status in rows(db, sql, days)}


def ref(db: sqlite3.Connection, document_id: str, as_of: str | None) -> JSON:
    """The small `document` object of one document. Raises NotFound."""
    status, days = status_on(as_of)
    found = rows(
        db, f"SELECT d.ref, {status} FROM documents d WHERE d.id = ?", [*days, document_id]
    )
    if not found:
        raise NotFound(f"没有“{document_id}”这份文件")
    record: JSON = orjson.loads(found[0][0])
    return record | {"status": found[0][1]}


def facts(
    db: sqlite3.Connection, kind: str, filters: Filters, more: str = "1", values: Sequence[Any] = ()
) -> list[JSON]:
    """Contract records of one kind that the filters leave, documents by title, then in order.

    `more` is one more condition on the fact `x`, with its values.
    """
    conditions = document_conditions(filters) + content_conditions(filters, "fact", "x.id")
    where, rest = joined([*conditions, (more, list(values))])
    status, days = status_on(filters.as_of)
    sql = f"""SELECT x.record, d.id, d.ref, {status} FROM facts x JOIN documents d ON d.doc = x.doc
              WHERE x.kind = ? AND {where} ORDER BY d.title, d.id, x.position"""
    found = rows(db, sql, [*days, kind_of(kind), *rest])
    small = {id_: orjson.loads(r) | {"status": status} for _, id_, r, status in found}
    return [{"document": small[id_]} | orjson.loads(r) for r, id_, _, _ in found]


def facts_at(
    db: sqlite3.Connection, kind: str, places: Iterable[tuple[str, str]], filters: Filters
) -> list[JSON]:
    """The facts of one kind that stand at these (document id, eid)."""
    asked = orjson.dumps([list(place) for place in places]).decode()
    at = """(d.id, x.eid) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')
                              FROM json_each(?))"""
    return facts(db, kind, filters, at, (asked,))


def passages(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Passage]:
    """key → passage for those of the keys that exist."""
    columns = ", ".join(f"p.{name}" for name in PASSAGE_COLUMNS.split(", "))
    sql = f"""SELECT p.key, d.id, {columns} FROM json_each(?) j
              JOIN passages p ON p.key = j.value JOIN documents d ON d.doc = p.doc"""
    return {r[0]: passage_of(r[1], r[2:]) for r in rows(db, sql, (_listed(keys),))}


def keys_of(db: sqlite3.Connection, doc: int, eid: str | None) -> NDArray[np.int64]:
    """Keys of a document's passages, or of those of one clause and what stands under it."""
    sql = "SELECT key FROM passages WHERE doc = ?"
    if eid is None:
        return _keys(rows(db, f"{sql} ORDER BY key", (doc,)))
    below = f"{sql} AND (eid = ? OR substr(eid, 1, ?) = ?) ORDER BY key"
    return _keys(rows(db, below, (doc, eid, len(eid) + 2, f"{eid}__")))


def select(db: sqlite3.Connection, filters: Filters) -> NDArray[np.int64] | None:
    """Keys (ascending) of the passages that the filters leave; None where they leave all."""
    conditions = document_conditions(filters) + content_conditions(filters, "passage", "x.key")
    if not conditions:
        return None
    where, values = joined(conditions)
    sql = f"""SELECT x.key FROM passages x JOIN documents d ON d.doc = x.doc
              WHERE {where} ORDER BY x.key"""
    return _keys(rows(db, sql, values))


def containing(db: sqlite3.Connection, phrase: str, filters: Filters) -> NDArray[np.int64]:
    """Keys of the passages in whose text the phrase stands, character by character."""
    conditions = document_conditions(filters) + content_conditions(filters, "passage", "x.key")
    where, values = joined([*conditions, ("instr(x.text, ?) > 0", [phrase])])
    sql = f"""SELECT x.key FROM passages x JOIN documents d ON d.doc = x.doc
              WHERE {where} ORDER BY x.key"""
    return _keys(rows(db, sql, values))


def coverage(db: sqlite3.Connection, filters: Filters) -> dict[str, int]:
    """How many documents there are, were searched, were left out (how many of them because they
    bear no date), and could not be read."""
    conditions = document_conditions(filters) + content_conditions(filters, "passage", "x.key")
    where, values = joined(conditions)
    total = _count(db, "SELECT count(*) FROM documents")
    searched = total
    if conditions:
        sql = f"""SELECT count(*) FROM documents d WHERE EXISTS
                  (SELECT 1 FROM passages x WHERE x.doc = d.doc AND {where})"""
        searched = _count(db, sql, values)
    undated = 0
    if filters.date_from or filters.date_to:
        undated = _count(db, "SELECT count(*) FROM documents WHERE written_on IS NULL")
    return {
        "documents": total,
        "searched": searched,
        "excluded_by_filter": total - searched,
        "undated": undated,
        "damaged": _count(db, "SELECT count(*) FROM damaged"),
    }


def facets(db: sqlite3.Connection, keys: Sequence[int]) -> dict[str, dict[str, int]]:
    """How many of the passages bear each region, doc_type, year, department and instrument."""
    asked = _listed(keys)
    found: dict[str, dict[str, int]] = {}
    for name, column in FACETS_OF_DOCUMENTS.items():
        sql = f"""SELECT {column}, count(*) FROM json_each(?) j JOIN passages p ON p.key = j.value
                  JOIN documents d ON d.doc = p.doc GROUP BY 1 ORDER BY 2 DESC, 1"""
        found[name] = {value: count for value, count in rows(db, sql, (asked,)) if value}
    for name in FACETS_OF_LABELS:
        sql = """SELECT l.value, count(*) FROM json_each(?) j
                 JOIN labels l ON l.scope = 'passage' AND l.id = j.value AND l.name = ?
                 GROUP BY 1 ORDER BY 2 DESC, 1"""
        found[name] = dict(rows(db, sql, (asked, name)))
    return found


def damaged(db: sqlite3.Connection) -> list[JSON]:
    """The files that could not be read, with code and message."""
    found = rows(db, "SELECT path, sha256, code, message FROM damaged ORDER BY path")
    return [dict(zip(("path", "sha256", "code", "message"), row, strict=True)) for row in found]


def texts(
    db: sqlite3.Connection, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, str, str, str]]:
    """(key, path, heading, text) of the passages in these key ranges; `path` one step a line."""
    sql = "SELECT key, path, heading, text FROM passages WHERE key BETWEEN ? AND ? ORDER BY key"
    for batch in _batches(db, sql, ranges):
        for key, path, heading, text in batch:
            yield key, "\n".join(orjson.loads(path)), heading, text


def vectors(
    db: sqlite3.Connection, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float16]]]:
    """Keys and vectors of the passages in these key ranges, in batches."""
    sql = "SELECT key, vector FROM passages WHERE key BETWEEN ? AND ? ORDER BY key"
    for batch in _batches(db, sql, ranges):
        joined_up = b"".join(vector for _, vector in batch)
        array = np.frombuffer(joined_up, dtype=np.float16).reshape(len(batch), -1)
        yield _keys(batch), array


def all_keys(db: sqlite3.Connection) -> NDArray[np.int64]:
    """The keys of every passage, ascending."""
    return _keys(rows(db, "SELECT key FROM passages ORDER BY key"))


def _batches(
    db: sqlite3.Connection, sql: str, ranges: Iterable[tuple[int, int]]
) -> Iterator[list[Any]]:
    for first, last in ranges:
        try:
            cursor = db.execute(sql, (first, last))
            while batch := cursor.fetchmany(BATCH):
                yield batch
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(f"目录库不能读取：{error}") from error


def _regional(filters: Filters) -> list[tuple[str, list[Any]]]:
    test = " OR ".join(["substr(d.region, 1, length(?)) = ?"] * len(filters.region))
    return [(test, [v for value in filters.region for v in (value, value)])] if test else []


def _count(db: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> int:
    return int(rows(db, sql, values)[0][0])


def _listed(keys: Sequence[int]) -> str:
    return orjson.dumps([int(key) for key in keys]).decode()


def _keys(found: Sequence[Sequence[Any]]) -> NDArray[np.int64]:
    return np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))
