"""What is on the pages? `read(path)` turns any file that a reader knows into a Source."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from policykb.errors import EmptyFile, MissingFile
from policykb.read.sniff import sniff
from policykb.types import Source

__all__ = ["READERS", "parsed", "read"]

Reader = Callable[[Path, bytes], dict[str, Any]]


def _text(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.text import read_text

    blocks, pages = read_text(path, data)
    return {"blocks": blocks, "pages": pages}


def _docx(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.docx import read_docx

    blocks, warnings = read_docx(path, data)
    return {"blocks": blocks, "warnings": warnings}


def _html(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.html import read_html

    blocks, fields, warnings = read_html(path, data)
    return {"blocks": blocks, "fields": fields, "warnings": warnings}


def _pdf(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.pdf import read_pdf

    blocks, pages, warnings = read_pdf(path, data)
    return {"blocks": blocks, "pages": pages, "warnings": warnings}


# A reader is one file and one row; kinds are those that `sniff` tells.
READERS: dict[str, Reader] = {"txt": _text, "docx": _docx, "html": _html, "pdf": _pdf}
CONVERTED = frozenset({"doc", "rtf"})
# Pure Python and linear in the file's length: needs no process of its own.
HARMLESS = frozenset({"txt"})


def read(path: Path) -> Source:
    """The file's blocks in reading order, as its reader found them (see `types.Block`).

    All but plain text is parsed in a child process with limits (`sandbox`). Raises the
    DocumentError family: missing, empty, unknown kind, not what its ending says, encrypted,
    damaged, over a limit.
    """
    data = _bytes(path)
    kind = sniff(path, data)
    if kind in HARMLESS:
        return parsed(path, data, kind)
    from policykb.read.sandbox import CHILD

    if kind not in CONVERTED:
        return CHILD.parse(path, kind)
    from policykb.read.office import converted

    with tempfile.TemporaryDirectory() as folder:
        source = CHILD.parse(converted(path, Path(folder)), "docx")
    return replace(source, path=str(path), format=kind, sha256=_digest(data))


def parsed(path: Path, data: bytes, kind: str) -> Source:
    """What the reader of `kind` makes of the bytes, in this process."""
    parts = READERS[kind](path, data)
    return Source(path=str(path), format=kind, sha256=_digest(data), **parts)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise MissingFile(f"{path.name}：找不到这个文件。")
    data = path.read_bytes()
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(f"{path.name}：文件是空的。")
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
