"""In which encoding a web page is written: what the server says, what the page says, what fits.

What the server says comes with a page, not in it. It is kept in a small file beside the fetched
one, whose bytes stay as they came, and so reaches the process that reads the page.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from policykb.read.text import BOMS, decode

_BESIDE = ".charset"  # what is added to a file's name
_NAME = re.compile(r"[\w.:-]{3,40}", re.ASCII)
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its encoding
# GB2312 and GBK pages use characters of GB18030; Taiwan's pages those of Big5-HKSCS.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "x-gbk": "gb18030"}
# What servers and editors say where nobody has set anything; none of these can write Chinese.
EMPTY = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii"})


def tell_charset(path: Path, name: str) -> None:
    """Leaves the name of an encoding beside a file."""
    if _NAME.fullmatch(name):
        path.with_name(path.name + _BESIDE).write_text(name.lower(), "ascii")


def told_charset(path: Path) -> str:
    """The encoding that was left beside a file; "" where none was."""
    beside = path.with_name(path.name + _BESIDE)
    with contextlib.suppress(OSError, UnicodeDecodeError):
        name = beside.read_text("ascii")[:64]
        return name if _NAME.fullmatch(name) else ""
    return ""


def characters(path: Path, data: bytes) -> str:
    """A page as text: by its byte order mark, then as its server says, then as its head declares,
    then in the likeliest encoding.

    Raises what `text.decode` raises.
    """
    if not data.startswith(tuple(mark for mark, _ in BOMS)):
        declared = _META.search(data[:HEAD])
        for name in (told_charset(path), declared[1].decode("ascii").lower() if declared else ""):
            text = _fitting(data, WIDER.get(name, name))
            if text is not None:
                return text
    return decode(path, data)


def _fitting(data: bytes, name: str) -> str | None:
    """The bytes in that encoding; None where it is unknown or does not fit them."""
    if not name or name in EMPTY:
        return None
    with contextlib.suppress(LookupError, UnicodeError):
        text = data.decode(name, errors="replace")
        # A few spoilt bytes cost their own characters only.
        return text if text.count("\ufffd") <= 6 + len(text) // 50 else None
    return None
