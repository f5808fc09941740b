"""Saved questions and what was newly found for them, at the desk of a data directory."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from policykb.errors import NotFound
from policykb.store.desk import desk, exists, now, select
from policykb.types import JSON

Known = dict[str, str]  # document id → sha256 of the bytes that were searched


def add(data: Path, name: str, question: str, filters: JSON, known: Known, moment: str) -> JSON:
    """Saves a question as asked of the documents `known`; returns its record."""
    id_ = secrets.token_urlsafe(16)  # who knows it may read the feed
    row = (id_, name, question, _json(filters), now(), _json(known), moment)
    with desk(data) as db:
        db.execute("INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return one(data, id_)


def one(data: Path, id_: str) -> JSON:
    """id, name, question, filters, created_at, known, moment. Raises NotFound."""
    found = [row for row in every(data) if row["id"] == id_]
    if not found:
        raise NotFound("没有这个订阅", code="no_such_subscription")
    return found[0]


def every(data: Path) -> list[JSON]:
    """All saved questions, oldest first."""
    if not exists(data):
        return []
    with desk(data) as db:
        rows = select(db, "SELECT * FROM subscriptions ORDER BY created_at, id")
    return [
        row | {"filters": orjson.loads(row["filters"]), "known": orjson.loads(row["known"])}
        for row in rows
    ]


def drop(data: Path, id_: str) -> None:
    """Forgets a saved question and its matches. Raises NotFound."""
    one(data, id_)
    with desk(data) as db:
        db.execute("DELETE FROM matches WHERE subscription = ?", (id_,))
        db.execute("DELETE FROM subscriptions WHERE id = ?", (id_,))


def keep(
    data: Path, id_: str, found: Sequence[JSON], known: Known, moment: str, generation: int
) -> None:
    """Notes what a question found, and on which documents; what is known already stays as it is.

    Each of `found` has a `place` (document and clause), a `digest` of its words, and a `record`.
    """
    at = now()
    with desk(data) as db:
        for each in found:
            places = _places(db, id_, each["place"])
            record = each["record"] | {"change": "changed" if places else "new"}
            row = (id_, each["place"], each["digest"], at, generation, _json(record))
            sql = """INSERT OR IGNORE INTO matches
                     (subscription, place, digest, found_at, generation, record)
                     VALUES (?, ?, ?, ?, ?, ?)"""
            db.execute(sql, row)
        sql = "UPDATE subscriptions SET known = ?, moment = ? WHERE id = ?"
        db.execute(sql, (_json(known), moment, id_))


def begin(data: Path, id_: str, found: Sequence[JSON], generation: int) -> None:
    """Notes what a question found on its first day: known, and never told as new."""
    with desk(data) as db:
        for each in found:
            row = (id_, each["place"], each["digest"], generation)
            sql = """INSERT OR IGNORE INTO matches
                     (subscription, place, digest, found_at, generation, record)
                     VALUES (?, ?, ?, NULL, ?, '{}')"""
            db.execute(sql, row)


def matches(data: Path, id_: str) -> list[JSON]:
    """The new matches of a question, the latest first."""
    one(data, id_)
    sql = """SELECT digest, found_at, generation, record FROM matches
             WHERE subscription = ? AND found_at IS NOT NULL ORDER BY number DESC"""
    with desk(data) as db:
        rows = select(db, sql, (id_,))
    return [
        {"id": row["digest"], "found_at": row["found_at"], "generation": row["generation"]}
        | orjson.loads(row["record"])
        for row in rows
    ]


def _places(db: sqlite3.Connection, id_: str, place: str) -> list[dict[str, Any]]:
    sql = "SELECT digest FROM matches WHERE subscription = ? AND place = ?"
    return select(db, sql, (id_, place))


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
