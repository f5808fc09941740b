"""Which tables does the catalogue have, and how is it opened?"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policykb.errors import StoreDamaged, StoreLocked, StoreVersion

CATALOG = "catalog.db"
GENERATIONS = "generations"  # the folder of the indexes, beside it
VERSION = 2
APPLICATION_ID = 0x504B4231  # "PKB1": tells a catalogue from any other SQLite file
BUSY_SECONDS = 0.5
CACHE_KIB = 32_768  # pages a reader keeps of what lies in the log
# Bytes that a reader maps into memory instead of copying pages: a search reads a hundred passages
# from all over the file. No file is ever shortened here (VACUUM only copies).
MAPPED = 2**40

# What a person has put right (see `corrections`): the fact's id, whether it was deleted, which
# fields were changed, and the record as extracted.
CORRECTIONS = """
CREATE TABLE corrections (
  fact TEXT PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL,
  deleted INTEGER NOT NULL, changes TEXT NOT NULL, original TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX corrections_document ON corrections (document);
CREATE INDEX facts_fact ON facts (json_extract(record, '$.id'));
"""

# Narrow columns come first: SQLite then answers filters without reading the long ones behind them.
DDL = (
    """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE originals (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE documents (
  doc INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL, title TEXT NOT NULL, doc_number TEXT NOT NULL, doc_type TEXT NOT NULL,
  region TEXT NOT NULL, level TEXT NOT NULL, issuers TEXT NOT NULL,
  written_on TEXT, effective_on TEXT, expires_on TEXT, status TEXT NOT NULL,
  first_key INTEGER NOT NULL, last_key INTEGER NOT NULL, digest TEXT NOT NULL,
  ref TEXT NOT NULL, record TEXT NOT NULL, document BLOB NOT NULL);
CREATE INDEX documents_title ON documents (title, id);
CREATE INDEX documents_number ON documents (doc_number);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE TABLE facts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, doc INTEGER NOT NULL,
  position INTEGER NOT NULL, eid TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX facts_kind ON facts (kind, doc, position);
CREATE INDEX facts_doc ON facts (doc, kind, eid);
CREATE TABLE passages (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, doc INTEGER NOT NULL,
  eid TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  page INTEGER, number TEXT NOT NULL, heading TEXT NOT NULL, path TEXT NOT NULL,
  citation TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_doc ON passages (doc, kind, eid);
CREATE TABLE labels (
  scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (scope, name, value, id)) WITHOUT ROWID;
CREATE INDEX labels_id ON labels (scope, id, name, value);
CREATE TABLE damaged (
  path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL);
"""
    + CORRECTIONS
)

# What others do to a document (see `effects`): derived, so only in a reader's memory.
TOLD = """
CREATE TEMP TABLE told (
  doc INTEGER PRIMARY KEY, repealed_on TEXT, amended_on TEXT, expires_on TEXT,
  record TEXT NOT NULL);
"""

# MIGRATIONS[n] is the SQL that takes a catalogue of version n + 1 to version n + 2.
MIGRATIONS: tuple[str, ...] = (CORRECTIONS,)


class Connection(sqlite3.Connection):
    """A connection that threads share: `close` waits until none of them is reading from it.

    Python lets one thread close it while another is inside SQLite, which then reads freed memory.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._guard = threading.Lock()
        self._reading = 0
        self._over = False

    def all(
        self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[tuple[Any, ...]]:
        """All rows of a statement."""
        with self._guard:
            self._reading += 1
        try:
            return self.execute(sql, values).fetchall()
        finally:
            with self._guard:
                self._reading -= 1
                last = self._over and not self._reading
            if last:
                super().close()

    def close(self) -> None:
        """Closes it: at once, or when the last statement of another thread is done."""
        with self._guard:
            self._over = True
            idle = not self._reading
        if idle:
            super().close()


def rows(
    db: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """All rows of a statement; what SQLite says of broken files comes as the StoreError family."""
    try:
        if isinstance(db, Connection):
            return db.all(sql, values)
        return db.execute(sql, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise store_error(error) from error


def store_error(error: sqlite3.DatabaseError) -> StoreLocked | StoreDamaged:
    """The error of this house for one of SQLite's."""
    if "locked" in str(error) or "busy" in str(error):
        return StoreLocked("资料库正被另一个进程写入，请稍后再试")
    return StoreDamaged(f"目录库 {CATALOG} 不能读取：{error}")


def connect(data: Path, *, write: bool = False, name: str = CATALOG) -> sqlite3.Connection:
    """The catalogue of a data directory; an empty one in memory where there is none to read.

    Reading goes on while another process writes (SQLite's WAL), also while it makes the file.
    Raises StoreVersion for a catalogue of another version, StoreDamaged for one that is not a
    catalogue at all.
    """
    path = data / name
    if not write and not path.exists():
        return in_memory()
    # Writing needs the file made; reading must never make one.
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
    try:
        db = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
            factory=Connection,
        )
    except sqlite3.DatabaseError as error:
        raise store_error(error) from error
    try:
        if not write and _blank(db) and not (data / GENERATIONS).exists():
            db.close()
            return in_memory()
        _prepare(db, write=write)
        rows(db, "PRAGMA temp_store=MEMORY")
        rows(db, TOLD)
    except BaseException:
        db.close()
        raise
    return db


def in_memory() -> sqlite3.Connection:
    """A catalogue with nothing in it."""
    db = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, factory=Connection
    )
    db.executescript(DDL)
    rows(db, TOLD)
    return db


def _blank(db: sqlite3.Connection) -> bool:
    """Whether it has no tables. Before the first generation a writer is then about to make them.

    They come in one transaction (`_create`): what is asked after this sees all or none of them.
    """
    return not rows(db, "SELECT count(*) FROM sqlite_schema")[0][0]


def _prepare(db: sqlite3.Connection, *, write: bool) -> None:
    version = int(rows(db, "PRAGMA user_version")[0][0])
    if version == 0 and write:
        return _create(db)
    if version == 0 or rows(db, "PRAGMA application_id")[0][0] != APPLICATION_ID:
        raise StoreDamaged(f"{CATALOG} 不是 policykb 的目录库")
    if version > VERSION or (version < VERSION and not write):
        raise StoreVersion(
            f"{CATALOG} 的格式版本是 {version}，本程序使用 {VERSION}："
            + ("请升级程序" if version > VERSION else "请运行 policykb rebuild 升级资料库")
        )
    if write:
        _durable(db)
        _migrate(db, version)
    else:
        rows(db, f"PRAGMA cache_size=-{CACHE_KIB}")
        rows(db, f"PRAGMA mmap_size={MAPPED}")


def _durable(db: sqlite3.Connection) -> None:
    rows(db, "PRAGMA journal_mode=WAL")
    rows(db, "PRAGMA synchronous=FULL")  # a commit that was reported survives a power cut


def _create(db: sqlite3.Connection) -> None:
    """Makes the tables in one transaction, so that a crash leaves an empty file or all of them."""
    if not _blank(db):
        raise StoreDamaged(f"{CATALOG} 不是 policykb 的目录库")
    _durable(db)
    mark = f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};"
    db.executescript(f"BEGIN IMMEDIATE; {DDL} {mark} COMMIT;")


def _migrate(db: sqlite3.Connection, version: int) -> None:
    for number in range(version, VERSION):
        sql = MIGRATIONS[number - 1]
        db.executescript(f"BEGIN IMMEDIATE; {sql}; PRAGMA user_version={number + 1}; COMMIT;")


def get_meta(db: sqlite3.Connection, name: str, default: str = "") -> str:
    """A setting of the store: generation, manifest, model, dim, tokenizer."""
    found = rows(db, "SELECT value FROM meta WHERE name = ?", (name,))
    return str(found[0][0]) if found else default


def set_meta(db: sqlite3.Connection, name: str, value: str) -> None:
    """Records a setting; part of the transaction that is open."""
    rows(db, "INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
