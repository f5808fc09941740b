"""A question in any width and script → simplified, NFKC, single spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

_HAN = re.compile("[一-鿿]")
LONGEST = 2000  # characters of a question that are read; a firm's own story fits well inside


def normalise(text: str) -> str:
    """NFKC width, simplified script, single spaces, at most `LONGEST` characters.

    >>> normalise("ＡＰＥＣ　雙盲評審")
    'APEC 双盲评审'
    """
    return " ".join(simplified(text[:LONGEST]).split())[:LONGEST]


def simplified(text: str) -> str:
    """NFKC width, simplified script; a text of any length, its blanks as they are."""
    return unicodedata.normalize("NFKC", text).translate(_simplified())


def is_chinese(text: str) -> bool:
    """Whether any Chinese character stands in a text."""
    return _HAN.search(text) is not None


@cache
def _simplified() -> dict[int, str]:
    data = resources.files("policykb").joinpath("data/traditional.txt").read_text("utf-8")
    pairs = (p for line in data.splitlines() if not line.startswith("#") for p in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}
