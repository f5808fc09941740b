"""Files that were sent: kept on disk for as long as taking them in lasts, then let go."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import UploadFile

from api.library import Library
from policykb.answer.watch import look
from policykb.errors import BadRequest, StoreLocked
from policykb.pipeline import ingest
from policykb.settings import Settings
from policykb.types import Report

MOST_FILES = 200
MOST_AT_ONCE = 4  # times the size that one file may have
NAME_BYTES = 200
PATIENCE = 60.0  # seconds that files wait for another writer
FOLDER = "uploads"
_UNFIT = re.compile(r"[/\\\x00-\x1f\x7f]")
Tell = Callable[[Path, int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on disk and a hold on its folder, which others may share who sent the same bytes."""

    path: Path
    hold: int


def keep(data: Path, files: Iterable[UploadFile]) -> list[Kept]:
    """Writes what was sent to files of their own names. Raises BadRequest for too much."""
    named = [file for file in files if file.filename]
    if not named:
        raise BadRequest("没有选文件：请先选一个或几个文件", code="no_file")
    if len(named) > MOST_FILES:
        raise BadRequest(f"一次最多 {MOST_FILES} 个文件", code="too_many_files")
    most = Settings().max_file_bytes
    for file in named:
        if (file.size or 0) > most:
            raise BadRequest(f"{file.filename}：文件超过 {most >> 20} MB", code="too_large")
    kept: list[Kept] = []
    try:
        for file in named:
            kept.append(written(data / FOLDER, file))
    except BaseException:
        for each in kept:
            let_go(each)
        raise
    return kept


def take_in(library: Library, kept: list[Kept], tell: Tell | None = None) -> Report:
    """Stores the files, lets go of them, then asks the saved questions of what is new.

    Where another writes, waits for its turn: StoreLocked after a minute.
    """
    until = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                report = ingest(
                    [each.path for each in kept],
                    library.data,
                    embedder=library.searcher().embedder,
                    progress=tell,
                )
                break
            except StoreLocked:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
    finally:
        for each in kept:
            let_go(each)
    look(library.searcher())
    return report


def written(folder: Path, file: UploadFile) -> Kept:
    """One file, in a folder named by its content: sent twice, it is the same source."""
    content = file.file.read()
    place = folder / hashlib.sha256(content).hexdigest()[:16]
    hold = held(place)
    path = place / safe_name(file.filename or "")
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)  # whoever reads the same file meanwhile reads all of it
    return Kept(path, hold)


def held(place: Path) -> int:
    """A hold on a folder, which is made where it is missing; nobody removes it meanwhile."""
    while True:
        place.mkdir(parents=True, exist_ok=True)
        try:
            hold = os.open(place, os.O_RDONLY)
        except FileNotFoundError:  # removed this very moment
            continue
        fcntl.flock(hold, fcntl.LOCK_SH)
        if place.exists() and os.path.samestat(os.fstat(hold), place.stat()):
            return hold
        os.close(hold)


def let_go(kept: Kept) -> None:
    """Gives the hold back; the last one takes the folder with it."""
    try:
        fcntl.flock(kept.hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(kept.path.parent, ignore_errors=True)
    except BlockingIOError:
        pass  # somebody else's file lies there too
    finally:
        os.close(kept.hold)


def safe_name(name: str) -> str:
    """A file name that stays in its folder, as it was sent as far as that goes.

    >>> safe_name("../a/通知.pdf"), safe_name("C:\\\\x\\\\b.docx"), safe_name("")
    ('通知.pdf', 'b.docx', '未命名')
    """
    last = _UNFIT.sub("", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, dot, ending = last.rpartition(".")
    while len(last.encode()) > NAME_BYTES and len(stem) > 1:
        stem = stem[:-1]
        last = f"{stem}{dot}{ending}"
    return last if len(last.encode()) <= NAME_BYTES and last else "未命名"
