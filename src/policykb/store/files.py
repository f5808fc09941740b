"""Are these the bytes that were written? Links, hashes and stamps of a generation's files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

STAMP = "verified.json"
OWN = ("manifest.json", STAMP)
# Below this all files are hashed at each opening: about 20 ms.
ALWAYS_HASHED_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Size in bytes and sha256 of one file."""

    size: int
    sha256: str


def link_tree(source: Path, target: Path, names: Mapping[str, Entry]) -> None:
    """Gives `target` the named files of `source`, as hard links where the file system can."""
    for name in names:
        try:
            os.link(source / name, target / name)
        except OSError:
            shutil.copy2(source / name, target / name)


def list_files(folder: Path, parent: Path, known: Mapping[str, Entry]) -> dict[str, Entry]:
    """Every file of `folder` that belongs to an index; links to a parent's file keep its hash."""
    found: dict[str, Entry] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.suffix == ".lock" or name in OWN:
            continue
        linked = name in known and path.samefile(parent / name)
        found[name] = known[name] if linked else hash_file(path)
    return found


def hash_file(path: Path) -> Entry:
    """Size and sha256 of a file as it is now."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Entry(os.fstat(file.fileno()).st_size, digest)


def settle(work: Path, target: Path, new: Iterable[str]) -> None:
    """Brings the new files in `work` to the disk, then renames it to `target` in one step."""
    for path in (*(work / name for name in new), work / "lexical", work / "vectors", work):
        _sync(path)
    write_stamp(work)
    os.rename(work, target)
    _sync(target.parent)


def check_files(folder: Path, files: Mapping[str, Entry], *, every_byte: bool = False) -> list[str]:
    """What is wrong with the files of a generation, one Chinese phrase each; empty if nothing.

    Sizes are always compared. Bytes are hashed when asked for, when the generation is small, and
    when any file is not the one that was hashed before.
    """
    problems = [f"{name} {wrong}" for name, e in files.items() if (wrong := _size(folder, name, e))]
    if problems:
        return problems
    small = sum(entry.size for entry in files.values()) <= ALWAYS_HASHED_BYTES
    if not every_byte and not small and _read_stamp(folder) == _stamp(folder):
        return []
    problems = [
        f"{name} 的内容与清单不符"
        for name, entry in files.items()
        if hash_file(folder / name) != entry
    ]
    if not problems and not small:
        write_stamp(folder)
    return problems


def write_stamp(folder: Path) -> None:
    """Notes which files were hashed just now; a folder that cannot be written does without."""
    part = folder / f".{STAMP}.{os.getpid()}"
    try:
        part.write_text(json.dumps(_stamp(folder)))
        part.replace(folder / STAMP)
    except OSError:
        part.unlink(missing_ok=True)


def _size(folder: Path, name: str, entry: Entry) -> str:
    try:
        size = (folder / name).stat().st_size
    except OSError:
        return "缺失"
    return "" if size == entry.size else f"应有 {entry.size} 字节，实有 {size}"


def _stamp(folder: Path) -> dict[str, list[int]]:
    stamp: dict[str, list[int]] = {}
    for part in ("lexical", "vectors"):
        for path in (folder / part).iterdir():
            if path.suffix != ".lock":
                at = path.stat()
                stamp[f"{part}/{path.name}"] = [at.st_size, at.st_mtime_ns, at.st_ino]
    return stamp


def _read_stamp(folder: Path) -> object:
    try:
        return json.loads((folder / STAMP).read_bytes())
    except (OSError, ValueError):
        return None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
