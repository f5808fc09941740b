"""Is every byte still what it was? And how is the store remade, saved and put back?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from policykb.errors import PolicyKBError, StoreDamaged
from policykb.store import catalog
from policykb.store.files import check_files
from policykb.store.generation import Generation, folder_of, load_manifest
from policykb.store.intake import document_digest
from policykb.store.rows import PASSAGE_COLUMNS, decode_document, passage_of
from policykb.store.schema import CATALOG, connect, get_meta, rows, set_meta
from policykb.store.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What `inspect` found: one Chinese line per problem, and how much of each kind it checked."""

    problems: tuple[str, ...]
    checked: dict[str, int]


def verify(data: Path) -> tuple[str, ...]:
    """One Chinese line for each thing that is not as it was written; empty for a sound store."""
    return inspect(data).problems


def rebuild(data: Path) -> int:
    """Remakes both indexes from the catalogue; returns the number of the new generation.

    Raises StoreDamaged when the catalogue itself cannot be read.
    """
    with Writer(data) as writer:
        return writer.commit(rebuild=True)


def inspect(data: Path) -> Inspection:
    """Checks the catalogue's structure, originals, documents and passages, then the generation.

    Every byte of every file is read. Raises StoreVersion for a catalogue of another version.
    """
    checked: dict[str, int] = {}
    problems: list[str] = []
    try:
        db = connect(data)
        rows(db, "BEGIN")
    except StoreDamaged as error:
        return Inspection(problems=(str(error),), checked=checked)
    try:
        for check in CHECKS:
            found, count = check(data, db)
            problems += found
            checked[check.__name__.removeprefix("check_")] = count
    except PolicyKBError as error:
        problems.append(str(error))
    finally:
        db.close()
    return Inspection(problems=tuple(problems), checked=checked)


Found = tuple[list[str], int]


def check_structure(data: Path, db: sqlite3.Connection) -> Found:
    """SQLite's own check of its pages and indexes."""
    found = [str(row[0]) for row in rows(db, "PRAGMA integrity_check")]
    return [f"目录库 {CATALOG}：{line}" for line in found if line != "ok"], 1


def check_originals(data: Path, db: sqlite3.Connection) -> Found:
    """The originals against their sha256."""
    problems = []
    names = rows(db, "SELECT sha256 FROM originals")
    for (sha256,) in names:
        content = rows(db, "SELECT CAST(bytes AS BLOB) FROM originals WHERE sha256 = ?", (sha256,))[
            0
        ][0]
        if hashlib.sha256(content).hexdigest() != sha256:
            problems.append(f"原件 {sha256[:12]} 的内容与其 sha256 不符")
    return problems, len(names)


def check_documents(data: Path, db: sqlite3.Connection) -> Found:
    """Each document with its facts and passages against its digest, passages against its text."""
    documents = rows(db, "SELECT doc, id, title, digest FROM documents ORDER BY doc")
    problems = []
    for doc, document_id, title, digest in documents:
        if document_digest(db, doc) != digest:
            problems.append(f"文件 {document_id}《{title}》的记录与入库时不符")
            continue
        problems += [
            f"文件 {document_id}《{title}》：{w}" for w in _misplaced(db, doc, document_id)
        ]
    return problems, len(documents)


def check_files_of_generation(data: Path, db: sqlite3.Connection) -> Found:
    """The manifest, and every file that it names, against their sha256."""
    number = _number(db, "generation")
    if number == 0:
        return [], 0
    folder = folder_of(data, number)
    manifest = load_manifest(folder, get_meta(db, "manifest"))
    found = check_files(folder, manifest.files, every_byte=True)
    if found:
        raise StoreDamaged("；".join(f"索引第 {number} 代：{wrong}" for wrong in found))
    return [], len(manifest.files)


def check_counts(data: Path, db: sqlite3.Connection) -> Found:
    """Whether both indexes hold exactly the passages of the catalogue."""
    wanted = catalog.all_keys(db)
    number = _number(db, "generation")
    if number == 0:
        return (["资料库没有索引"] if len(wanted) else []), len(wanted)
    folder = folder_of(data, number)
    generation = Generation(folder, load_manifest(folder, get_meta(db, "manifest")))
    problems = []
    if not np.array_equal(generation.keys(), wanted):
        problems.append(
            f"向量索引有 {generation.count} 个段落，目录库有 {len(wanted)} 个，两者不一致"
        )
    if generation.lexical_count() != len(wanted):
        problems.append(
            f"全文索引有 {generation.lexical_count()} 个段落，目录库有 {len(wanted)} 个"
        )
    return problems, len(wanted)


CHECKS = (
    check_structure, check_originals, check_documents, check_files_of_generation, check_counts,
)  # fmt: skip


def _misplaced(db: sqlite3.Connection, doc: int, document_id: str) -> Iterator[str]:
    found = rows(db, "SELECT document FROM documents WHERE doc = ?", (doc,))
    document = decode_document(found[0][0])
    eids = {provision.eid for provision in document.provisions()}
    sql = f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE doc = ? ORDER BY key"
    for row in rows(db, sql, (doc,)):
        passage = passage_of(row)
        if not passage.text.endswith(passage.span.of(document.text)):
            yield f"段落 {passage.id} 不是原文"
        if eids and passage.eid not in eids:
            yield f"段落 {passage.id} 所在的条款不存在"


def snapshot(data: Path, target: Path) -> str:
    """Saves the catalogue, from which all else can be remade, as one file; returns its sha256.

    The file holds one moment, whatever is written meanwhile. An existing file is replaced.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    db = connect(data)
    try:
        rows(db, "VACUUM INTO ?", (str(part),))
    finally:
        db.close()
    with part.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    part.replace(target)
    return sha256


def restore(source: Path, data: Path) -> int:
    """Puts a snapshot in the place of what `data` holds; returns the number of its generation.

    The snapshot is checked first (StoreDamaged); the catalogue is replaced in one transaction and
    the indexes are remade from it.
    """
    saved = _open_snapshot(source)
    try:
        problems = [line for check in CHECKS[:3] for line in check(data, saved)[0]]
        if problems:
            raise StoreDamaged(f"快照 {source.name} 已损坏：{problems[0]}")
        with Writer(data) as writer:
            # Counted on from the higher of both: readers tell by the number that it is another
            numbers = {n: max(_number(writer.db, n), _number(saved, n)) for n in COUNTERS}
            saved.backup(writer.db)
            for name, number in numbers.items():
                set_meta(writer.db, name, str(number))
            return writer.commit(rebuild=True)
    finally:
        saved.close()


COUNTERS = ("generation", "change")


def _number(db: sqlite3.Connection, name: str) -> int:
    return int(get_meta(db, name, "0"))


def _open_snapshot(source: Path) -> sqlite3.Connection:
    """A snapshot, open for reading; StoreDamaged or StoreVersion for what is none of this version.

    It is a catalogue under another name, so that it is looked at as one.
    """
    if not source.is_file():
        raise StoreDamaged(f"没有快照 {source.name}")
    return connect(source.parent, name=source.name)
