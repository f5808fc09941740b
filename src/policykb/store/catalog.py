"""What is in the catalogue? Questions to it, each a function over a connection."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from policykb.errors import NotFound, StoreDamaged
from policykb.labels import quoted
from policykb.store import citations, effects
from policykb.store.filters import (
    document_conditions,
    fact_conditions,
    joined,
    region_condition,
    status_on,
)
from policykb.store.rows import PASSAGE_COLUMNS, Row, kind_of
from policykb.store.schema import rows
from policykb.types import JSON, Filters

BATCH = 4_096
FACETS_OF_DOCUMENTS = ("region", "doc_type", "year", "status")
FACETS_OF_LABELS = ("department", "instrument")
FACETS = (*FACETS_OF_DOCUMENTS, *FACETS_OF_LABELS)
PASSAGE_COLUMNS_OF_P = ", ".join(f"p.{name}" for name in PASSAGE_COLUMNS.split(", "))
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
            titles = "、".join(quoted(title) for _, title in found[:3])
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
    conditions = document_conditions(filters)
    if filters.region:
        conditions.append(region_condition(filters.region))
    where, values = joined(conditions)
    sql = f"""SELECT d.record, {status}, {effects.RECORD} FROM documents d
              WHERE {where} ORDER BY d.title, d.id"""
    found = rows(db, sql, [*days, *values])
    return [effects.judged(orjson.loads(r), status, told, days[0]) for r, status, told in found]


def refs(
    db: sqlite3.Connection, as_of: str | None, ids: Sequence[str] | None = None
) -> dict[str, JSON]:
    """id → the small `document` object of every document, or of those of `ids`, status as of
    then, sorted by title."""
    status, days = status_on(as_of)
    where = "" if ids is None else "WHERE d.id IN (SELECT value FROM json_each(?))"
    sql = f"""SELECT d.id, d.ref, {status}, {effects.RECORD} FROM documents d
              {where} ORDER BY d.title, d.id"""
    asked = [] if ids is None else [orjson.dumps(list(ids)).decode()]
    found = rows(db, sql, [*days, *asked])
    return {id_: _small(more, days[0]) for id_, *more in found}


def ref(db: sqlite3.Connection, document_id: str, as_of: str | None) -> JSON:
    """The small `document` object of one document. Raises NotFound."""
    status, days = status_on(as_of)
    sql = f"SELECT d.ref, {status}, {effects.RECORD} FROM documents d WHERE d.id = ?"
    found = rows(db, sql, [*days, document_id])
    if not found:
        raise NotFound(f"没有“{document_id}”这份文件")
    return _small(found[0], days[0])


def _small(row: Sequence[Any], day: str) -> JSON:
    """The small object of ref, status and what is told, judged on a day."""
    ref, status, told = row
    return effects.labelled(orjson.loads(ref), status, told, day)


def facts(
    db: sqlite3.Connection, kind: str, filters: Filters, more: str = "1", values: Sequence[Any] = ()
) -> list[JSON]:
    """Contract records of one kind that the filters leave, documents by title, then in order.

    `more` is one more condition on the fact `x`, with its values.
    """
    conditions = document_conditions(filters) + fact_conditions(filters)
    where, rest = joined([*conditions, (more, list(values))])
    status, days = status_on(filters.as_of)
    sql = f"""SELECT x.record, d.id, d.ref, {status}, {effects.RECORD}
              FROM facts x JOIN documents d ON d.doc = x.doc
              WHERE x.kind = ? AND {where} ORDER BY d.title, d.id, x.position"""
    found = rows(db, sql, [*days, kind_of(kind), *rest])
    small = {id_: of_document for _, id_, *of_document in found}
    refs = {id_: _small(of_document, days[0]) for id_, of_document in small.items()}
    records: list[JSON] = [{"document": refs[id_]} | orjson.loads(r) for r, id_, *_ in found]
    if kind_of(kind) == "measure":
        return _said_once(db, records)
    return citations.resolved(db, records) if kind_of(kind) == "reference" else records


def _said_once(db: sqlite3.Connection, measures: list[JSON]) -> list[JSON]:
    """Measures without those of an interpretation whose text is here too: it states them itself."""
    kind = citations.INTERPRETATION
    if not any(measure["document"]["doc_type"] == kind for measure in measures):
        return measures
    cited = facts(db, "reference", Filters(), "d.doc_type = ?", (kind,))
    doubled = citations.interpretations(db, cited)
    return [measure for measure in measures if measure["document"]["id"] not in doubled]


def facts_at(
    db: sqlite3.Connection, kind: str, places: Iterable[tuple[str, str]], filters: Filters
) -> list[JSON]:
    """The facts of one kind that stand at these (document id, eid)."""
    asked = orjson.dumps([list(place) for place in places]).decode()
    at = """(d.id, x.eid) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')
                              FROM json_each(?))"""
    return facts(db, kind, filters, at, (asked,))


def passages(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Row]:
    """key → row of PASSAGE_COLUMNS for those of the keys that exist."""
    sql = f"""SELECT p.key, {PASSAGE_COLUMNS_OF_P} FROM json_each(?) j
              JOIN passages p ON p.key = j.value"""
    return {row[0]: row[1:] for row in rows(db, sql, (_listed(keys),))}


def lines(db: sqlite3.Connection, keys: Sequence[int]) -> list[Row]:
    """The rows of PASSAGE_COLUMNS of those of the keys that exist, in the order asked."""
    # CROSS JOIN keeps the order of the tables, and with it that of the keys.
    sql = f"""SELECT {PASSAGE_COLUMNS_OF_P} FROM json_each(?) j
              CROSS JOIN passages p ON p.key = j.value"""
    return rows(db, sql, (_listed(keys),))


def keys_of(db: sqlite3.Connection, doc: int, eid: str | None) -> NDArray[np.int64]:
    """Keys of a document's passages, or of those of one clause and what stands under it."""
    sql = "SELECT key FROM passages WHERE doc = ?"
    if eid is None:
        return keys_from(rows(db, f"{sql} ORDER BY key", (doc,)))
    below = f"{sql} AND (eid = ? OR substr(eid, 1, ?) = ?) ORDER BY key"
    return keys_from(rows(db, below, (doc, eid, len(eid) + 2, f"{eid}__")))


def facets(
    db: sqlite3.Connection, keys: Sequence[int], as_of: str | None = None
) -> dict[str, dict[str, int]]:
    """How many passages bear each region, doc_type, year, status, department and instrument."""
    asked = _listed(keys)
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    # CROSS JOIN keeps the order of the tables: from the few keys to their rows.
    status, days = status_on(as_of)
    sql = f"""SELECT d.region, d.doc_type, substr(d.written_on, 1, 4), {status}, count(*)
             FROM json_each(?) j CROSS JOIN passages p ON p.key = j.value
             JOIN documents d ON d.doc = p.doc
             GROUP BY d.doc"""
    for *values, count in rows(db, sql, (*days, asked)):
        for name, value in zip(FACETS_OF_DOCUMENTS, values, strict=True):
            found[name][value] += count
    sql = """SELECT l.name, l.value, count(*) FROM json_each(?) j
             CROSS JOIN labels l INDEXED BY labels_id ON l.scope = 'passage' AND l.id = j.value
             WHERE l.name IN (?, ?) GROUP BY 1, 2"""
    for name, value, count in rows(db, sql, (asked, *FACETS_OF_LABELS)):
        found[name][value] += count
    return {
        name: {value: count for value, count in counts.most_common() if value}
        for name, counts in found.items()
    }


def labels(
    db: sqlite3.Connection, keys: Sequence[int], names: Sequence[str]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """key → (name, value) of the labels of these names that each passage bears."""
    marks = ", ".join("?" * len(names))
    sql = f"""SELECT l.id, l.name, l.value FROM json_each(?) j
              CROSS JOIN labels l INDEXED BY labels_id ON l.scope = 'passage' AND l.id = j.value
              WHERE l.name IN ({marks})"""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for key, name, value in rows(db, sql, (_listed(keys), *names)):
        found[key] = (*found.get(key, ()), (name, value))
    return found


def extents(db: sqlite3.Connection) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Ids of the documents that have passages, in the order of their first keys, and these."""
    sql = "SELECT first_key, id FROM documents WHERE last_key >= first_key ORDER BY first_key"
    found = rows(db, sql)
    return tuple(id for _, id in found), keys_from(found)


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


def said(
    db: sqlite3.Connection, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, str, str, str]]:
    """(key, kind, headings as JSON, text) of the passages in these key ranges."""
    sql = "SELECT key, kind, path, text FROM passages WHERE key BETWEEN ? AND ? ORDER BY key"
    for batch in _batches(db, sql, ranges):
        yield from batch


def vectors(
    db: sqlite3.Connection, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float16]]]:
    """Keys and vectors of the passages in these key ranges, in batches."""
    sql = "SELECT key, vector FROM passages WHERE key BETWEEN ? AND ? ORDER BY key"
    for batch in _batches(db, sql, ranges):
        joined_up = b"".join(vector for _, vector in batch)
        array = np.frombuffer(joined_up, dtype=np.float16).reshape(len(batch), -1)
        yield keys_from(batch), array


def all_keys(db: sqlite3.Connection) -> NDArray[np.int64]:
    """The keys of every passage, ascending."""
    return keys_from(rows(db, "SELECT key FROM passages ORDER BY key"))


def keys_from(found: Sequence[Sequence[Any]]) -> NDArray[np.int64]:
    """The first column of rows as an array of keys."""
    return np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))


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


def _listed(keys: Sequence[int]) -> str:
    return orjson.dumps([int(key) for key in keys]).decode()
