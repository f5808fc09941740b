"""What is on the pages? `read(path)` turns any file that a reader knows into a Source."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policykb.errors import EmptyFile, LimitExceeded, MissingFile
from policykb.read.sniff import sniff
from policykb.types import Source

__all__ = ["READERS", "held", "opened", "parsed", "read"]

Reader = Callable[[Path, bytes], dict[str, Any]]


def _text(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.text import read_text

    blocks, pages = read_text(path, data)
    return {"blocks": blocks, "pages": pages}


def _markdown(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.markdown import read_markdown

    blocks, pages, fields = read_markdown(path, data)
    return {"blocks": blocks, "pages": pages, "fields": fields}


def _docx(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.docx import read_docx

    blocks, warnings = read_docx(path, data)
    return {"blocks": blocks, "warnings": warnings}


def _html(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.html import read_html
    from policykb.read.mht import unpacked

    blocks, fields, warnings = read_html(path, unpacked(data))
    return {"blocks": blocks, "fields": fields, "warnings": warnings}


def _pdf(path: Path, data: bytes) -> dict[str, Any]:
    from policykb.read.pdf import read_pdf

    blocks, pages, warnings = read_pdf(path, data)
    return {"blocks": blocks, "pages": pages, "warnings": warnings}


# A reader is one file and one row; kinds are those that `sniff` tells.
READERS: dict[str, Reader] = {
    "txt": _text,
    "md": _markdown,
    "docx": _docx,
    "html": _html,
    "pdf": _pdf,
}
CONVERTED = frozenset({"doc", "rtf"})
MAX_BYTES = 500 * 2**20  # of one file
MAX_CHARACTERS = 20_000_000  # of one document; the longest codes have two million


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be parsed: the reader of `kind` reads the bytes at `path`, which were made
    from a file of `format` with that sha256."""

    path: Path
    kind: str
    format: str
    sha256: str


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """What is to be parsed of a file, until the end of the block; an old office file converted.

    Raises the DocumentError family: missing, empty, unknown kind, not what its ending says.
    """
    data = _bytes(path)
    kind = sniff(path, data)
    if kind not in CONVERTED:
        yield Opened(path, kind, kind, _digest(data))
        return
    from policykb.read.office import converted

    with tempfile.TemporaryDirectory() as folder:
        yield Opened(converted(path, Path(folder)), "docx", kind, _digest(data))


def read(path: Path) -> Source:
    """The file's blocks in reading order, as its reader found them (see `types.Block`).

    Parsed in a child process with limits (`sandbox`). Raises the DocumentError family: those of
    `opened`, encrypted, damaged, in need of OCR, over a limit.
    """
    from policykb.read.sandbox import CHILDREN

    with opened(path) as file:
        source = CHILDREN.parse(file.path, file.kind)
    return held(replace(source, path=str(path), format=file.format, sha256=file.sha256))


def held(source: Source) -> Source:
    """The source, where it holds text and not too much of it; else EmptyFile, LimitExceeded."""
    name = Path(source.path).name
    size = sum(len(b.text) + sum(len(c) for row in b.rows for c in row) for b in source.blocks)
    if size > MAX_CHARACTERS:
        raise LimitExceeded(f"{name}：文字超过 {MAX_CHARACTERS // 10000} 万字，拒绝读取。")
    if not any(block.text.strip() or block.rows for block in source.blocks):
        raise EmptyFile(f"{name}：文件里没有文字。")
    return source


def parsed(path: Path, data: bytes, kind: str) -> Source:
    """What the reader of `kind` makes of the bytes, in this process."""
    parts = READERS[kind](path, data)
    return Source(path=str(path), format=kind, sha256=_digest(data), **parts)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise MissingFile(f"{path.name}：找不到这个文件。")
    if path.stat().st_size > MAX_BYTES:
        raise LimitExceeded(f"{path.name}：文件超过 {MAX_BYTES // 2**20} MB，拒绝读取。")
    data = path.read_bytes()
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(f"{path.name}：文件是空的。")
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
