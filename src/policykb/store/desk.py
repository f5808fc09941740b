"""The front desk of a data directory: keys, subscriptions and tasks, in `desk.db`.

They lie beside the catalogue, not in it: a document that is being taken in holds the catalogue's
only write transaction for as long as that lasts, and a key or a saved question must not wait for
it. Nothing here can be derived from the documents, nor is it needed to answer.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from policykb.errors import StoreVersion
from policykb.store.schema import store_error

DESK = "desk.db"
VERSION = 1
APPLICATION_ID = 0x504B4444  # "PKDD"
BUSY_SECONDS = 5.0  # every transaction here is a few rows long

DDL = """
CREATE TABLE keys (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL,
  created_at TEXT NOT NULL, revoked_at TEXT) WITHOUT ROWID;
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, question TEXT NOT NULL, filters TEXT NOT NULL,
  created_at TEXT NOT NULL, known TEXT NOT NULL, moment TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE matches (
  number INTEGER PRIMARY KEY AUTOINCREMENT, subscription TEXT NOT NULL, place TEXT NOT NULL,
  digest TEXT NOT NULL, found_at TEXT, generation INTEGER NOT NULL, record TEXT NOT NULL,
  UNIQUE (subscription, place, digest));
CREATE TABLE tasks (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, process INTEGER NOT NULL,
  created_at TEXT NOT NULL, finished_at TEXT, result TEXT) WITHOUT ROWID;
"""


@contextmanager
def desk(data: Path) -> Iterator[sqlite3.Connection]:
    """One transaction at the desk of `data`, made on first use; committed if the block ends well.

    Raises StoreDamaged for a file that is no database, StoreLocked where another process holds it
    for longer than five seconds.
    """
    data.mkdir(parents=True, exist_ok=True)
    try:
        db = sqlite3.connect(data / DESK, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            _prepare(db)
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        finally:
            db.close()  # rolls back what was not committed
    except sqlite3.DatabaseError as error:
        raise store_error(error) from error


def _prepare(db: sqlite3.Connection) -> None:
    """Makes the tables where there are none; waits while another connection does.

    SQLite does not wait by itself for a switch to WAL: of two at once, one is told at once that
    the file is locked.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return _make(db)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _make(db: sqlite3.Connection) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version or db.execute("PRAGMA application_id").fetchone()[0] not in (0, APPLICATION_ID):
        raise StoreVersion(f"{DESK} 的格式版本是 {version}，本程序使用 {VERSION}")
    mark = f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};"
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] == 0:  # another process may have been first
        for statement in filter(None, map(str.strip, (DDL + mark).split(";"))):
            db.execute(statement)
    db.execute("COMMIT")


def exists(data: Path) -> bool:
    """Whether anything was ever kept at this desk."""
    return (data / DESK).exists()


def select(db: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query, each as column → value."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def now() -> str:
    """This moment, UTC, to the second: 2025-01-02T03:04:05+00:00."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
