"""What do the documents of the store do to each other? Derived once for every state of it.

A repeal holds from the day that its sentence names, else from the day on which the repealing
document takes effect; an amendment, or the repeal of single clauses, likewise. What a
text has already taken in (根据…《关于修改〈甲〉的决定》修正) is not held against it. None of
this is stored, so that it stays right when documents come and go.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from policykb.labels import quoted
from policykb.store.citations import Index, index_of, plain_title
from policykb.store.schema import rows
from policykb.types import JSON

# doc, repealed_on, amended_on, expires_on, record: the rows of the table `told`.
Told = tuple[tuple[int, str | None, str | None, str | None, str], ...]
RECORD = "(SELECT record FROM told WHERE doc = d.doc)"

_EDITION = re.compile(
    r"(?:19|20)\d\d(?:\s?[年—–~-]+\s?(?:19|20)\d\d)?年?度?|[“\"]?十(?P<number>[一二三四五六七八九])[”\"]?五[”\"]?"
)
_HISTORY = re.compile(r"((?:19|20)\d\d)年(?:(\d{1,2})月(\d{1,2})日)?[^年。\n]{0,200}?修[正订]")
# Which effect a status rests on.
_BASES = {"repealed": "repeals", "amended": "amends", "in_force": "extends", "expired": "extends"}
_NO_SERIES = ("interpretation", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is asked of a document to tell what is done to it."""

    doc: int
    id: str
    title: str
    number: str
    doc_type: str
    region: str
    issuers: str
    written_on: str
    effective_on: str
    expires_on: str

    @property
    def day(self) -> str:
        """From when it does what it says; empty where it bears no date."""
        return self.effective_on or self.written_on


@dataclass(slots=True)
class Standing:
    """What others do to one document: first days, the later end, and who says so."""

    repealed_on: str | None = None
    amended_on: str | None = None
    expires_on: str | None = None
    record: JSON = field(default_factory=dict)

    def take(self, kind: str, day: str, basis: JSON) -> None:
        """Takes in one effect; the earliest repeal or amendment counts, and the latest end."""
        if kind == "extends":
            if day > (self.expires_on or ""):
                self.expires_on, self.record[kind] = day, basis
            return
        known = self.repealed_on if kind == "repeals" else self.amended_on
        if known is not None and known <= day:
            return
        self.record[kind] = basis
        if kind == "repeals":
            self.repealed_on = day
        else:
            self.amended_on = day


def told(db: sqlite3.Connection) -> Told:
    """A row for every document to which another does something."""
    sql = """SELECT doc, id, title, doc_number, doc_type, region, issuers, coalesce(written_on, ''),
             coalesce(effective_on, ''), coalesce(expires_on, '') FROM documents"""
    names = Row.__slots__
    documents = {r[1]: Row(**dict(zip(names, r, strict=True))) for r in rows(db, sql)}
    standings: dict[int, Standing] = {}
    for row, kind, day, basis in _done(db, documents):
        standings.setdefault(row.doc, Standing()).take(kind, day, basis)
    for row, newer in _superseded(documents.values()):
        standings.setdefault(row.doc, Standing()).record["superseded"] = {
            "by": newer.id,
            "on": newer.written_on,
        }
    return tuple(
        (doc, s.repealed_on, s.amended_on, s.expires_on, orjson.dumps(s.record).decode())
        for doc, s in standings.items()
    )


def put(db: sqlite3.Connection, found: Told) -> None:
    """Gives a reader's connection the rows to judge by."""
    db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", found)


def labelled(ref: JSON, status: str, record: str | None, day: str) -> JSON:
    """A `document` object with its status on a day, and `superseded_by` where a later edition was
    there by then."""
    newer: JSON = orjson.loads(record).get("superseded", {}) if record else {}
    here = newer and newer["on"] <= day
    return ref | {"status": status} | ({"superseded_by": newer["by"]} if here else {})


def judged(document: JSON, status: str, record: str | None, day: str) -> JSON:
    """A document's record with its status, and what that rests on where others say it.

    `status_basis` is then their sentence and their title, `status_by` their id.
    """
    found = labelled(document, status, record, day)
    effects: JSON = orjson.loads(record) if record else {}
    extended = effects.get("extends")
    if extended and extended["until"] > str(document.get("expires_on") or ""):
        found["expires_on"] = extended["until"]
    said = effects.get(_BASES.get(status, ""))
    if not said or document.get("status") == status != "in_force":
        return found
    own = "" if status == "repealed" else document.get("status_basis")
    basis = "\n".join(filter(None, (own, said["basis"])))
    return found | {"status_basis": basis, "status_by": said["by"]}


def _done(
    db: sqlite3.Connection, documents: dict[str, Row]
) -> Iterator[tuple[Row, str, str, JSON]]:
    """(document, effect, day, basis) for every effect on a document that is here."""
    sql = """SELECT d.id, x.record FROM labels l JOIN facts x ON x.id = l.id
             JOIN documents d ON d.doc = x.doc
             WHERE l.scope = 'fact' AND l.name = 'effect' ORDER BY d.id, x.position"""
    found = rows(db, sql)
    index = index_of(db) if found else Index()
    for id_, text in found:
        reference, source = orjson.loads(text), documents[id_]
        number = reference.get("doc_number") or ""
        target = documents.get(index.find(reference.get("title") or "", number) or "")
        if not target or not _is_meant(target, source, number):
            continue
        if found_effect := _effect(source, reference):
            kind, day, basis = found_effect
            if kind != "amends" or not _taken_in(db, target, source.written_on or day):
                yield target, kind, day, basis


def _is_meant(target: Row, source: Row, number: str) -> bool:
    """Whether a document found by title is the one named, and not a later edition of it."""
    later = target.written_on and source.day and target.written_on > source.day
    other = number and target.number and target.number != number
    return target.id != source.id and not later and not other


def _effect(source: Row, reference: JSON) -> tuple[str, str, JSON] | None:
    """The effect, its first day (of an extension: the new end), and who says it in which words."""
    kind, day = reference["effect"], reference.get("since") or source.day
    if kind == "repeals" and reference.get("clauses"):
        kind = "amends"
    until = reference.get("until") or ""
    if kind == "extends" and not until:
        return None
    named = f"（{source.number}）" if source.number else ""
    statement = reference.get("statement") or reference.get("quote") or ""
    basis = {
        "basis": f"{statement}——{quoted(source.title)}{named}",
        "by": source.id,
        "until": until,
    }
    return kind, until if kind == "extends" else day, basis


def _taken_in(db: sqlite3.Connection, target: Row, day: str) -> bool:
    """Whether the text is printed with an amendment of that day, or of a later one."""
    # Asked for few only: the record holds the whole text
    sql = "SELECT json_extract(record, '$.status_basis') FROM documents WHERE doc = ?"
    basis = rows(db, sql, (target.doc,))[0][0] or ""
    days = (
        f"{year}-{int(month):02d}-{int(date):02d}" if month else f"{year}-12-31"
        for year, month, date in _HISTORY.findall(basis)
    )
    return max(days, default="") >= day > ""


def _superseded(documents: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """(older, newest) for the documents of one title and issuer that differ in their edition."""
    series: dict[tuple[str, ...], list[tuple[str, Row]]] = {}
    for row in documents:
        edition = _edition(row)
        if edition and row.doc_type not in _NO_SERIES:
            title = plain_title(_EDITION.sub("", row.title))
            key = (title, row.issuers, row.doc_type, row.region)
            series.setdefault(key, []).append((edition, row))
    for editions in series.values():
        newest, last = max(editions, key=lambda one: (one[0], one[1].id))
        yield from ((row, last) for edition, row in editions if edition < newest)


def _edition(row: Row) -> str:
    """The year that a title begins with: 2024年度, “十五五” (2026); else the last of a plan's
    period; empty if there is none."""
    found = _EDITION.search(row.title)
    if not found:
        return row.expires_on[:4] if row.doc_type == "plan" else ""
    if found["number"]:  # 十一五 began in 2006
        return str(2006 + 5 * "一二三四五六七八九".index(found["number"]))
    return found.group()[:4]
