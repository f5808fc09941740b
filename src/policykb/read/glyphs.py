"""Whether a text layer says what is printed: statistics of its characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from math import ceil

from policykb.read.text import COMMON

ENOUGH = 40  # characters below which nothing can be said
SAMPLE = 400  # characters that are looked at
# What the marks ，。、：；（） become where a Founder font's own codes are taken for GBK.
_STAND_INS = "袁遥尧院曰渊冤"
_COMMON = re.compile(f"[{''.join(sorted(COMMON))}]")
_MARKS = re.compile("[，。、：；（）,.:;()0-9]")
_ODD = re.compile(
    "[\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# Fonts of some typesetting systems print the dot of a clause number as a glyph of their own.
_DOTTED = re.compile(r"\d{1,2}\s?(?P<sign>[\ue000-\uf8ff])\s?\d{1,2}(?!\d)")
_WIDE = re.compile("[\u3400-\u9fff]+")


def rubbish(text: str) -> bool:
    """Whether the characters of a page cannot be its text: private-use glyphs, replacement and
    control characters, ideographs that no Chinese text is made of, or stand-ins for its marks."""
    text = text[:SAMPLE]
    signs = "".join(text.split())
    printed = len(signs)
    if printed < ENOUGH:
        return False
    # All odd signs but this one are unprintable, which is told at once.
    odd = "\ufffd" in signs or not signs.isprintable()
    if odd and _count(_ODD, text) > 0.15 * printed:
        return True
    posing = sum(map(text.count, _STAND_INS))
    if not posing and _holds(_COMMON, text, 0.06 * printed):  # as most pages
        return False
    wide = sum(map(len, _WIDE.findall(text)))
    if wide < ENOUGH or wide < 0.3 * printed:
        return False
    return not _holds(_COMMON, text, 0.06 * wide) or (
        posing > 0.02 * wide and _count(_MARKS, text) < posing
    )


def dots(texts: Iterable[str]) -> str:
    """The private glyphs that stand for the dot of clause numbers (3.1, 5.2.1) at the beginning of
    several lines."""
    texts = [*texts]
    if "".join(texts).isprintable():
        return ""
    found = Counter(sign for text in texts if (m := _DOTTED.match(text)) for sign in set(m["sign"]))
    return "".join(sign for sign, count in found.items() if count > 1)


def dotted(text: str, signs: str) -> str:
    """The text with those glyphs made dots where they stand between digits."""
    if not any(sign in text for sign in signs):
        return text
    return re.sub(rf"(?<=\d)\s?[{signs}]\s?(?=\d)", ".", text)


def _holds(signs: re.Pattern[str], text: str, count: float) -> bool:
    """Whether a text has so many of these signs; one that has them soon is not read to its end."""
    found = signs.finditer(text)
    return next(islice(found, ceil(count) - 1, None), None) is not None


def _count(signs: re.Pattern[str], text: str) -> int:
    return len(signs.findall(text))
