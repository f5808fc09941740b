"""Where in a passage do the words of the question stand?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_DECIMAL = re.compile(r"\.\d")
Ranges = tuple[tuple[int, int], ...]


def highlights(text: str, terms: Iterable[str]) -> Ranges:
    """Code-point ranges of the terms in the text, in order, touching ones joined.

    >>> highlights("支持中小企业融资", ["融资", "中小", "企业"])
    ((2, 8),)
    """
    low = text.lower()
    if len(low) != len(text):  # a letter whose lower case is two: rather too little than beside
        low = text
    found: list[tuple[int, int]] = []
    for term in filter(None, terms):
        found += standing(term.lower(), low)
    return joined(found)


def standing(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text by itself, in order; both in lower case.

    Only one that begins or ends in a figure or a Latin letter can be a part of something longer.
    """
    chinese = not (term[0].isascii() or term[-1].isascii() or term[0].isdigit())
    size, at = len(term), text.find(term)
    while at >= 0:
        if chinese or apart(text, at, at + size):
            yield at, at + size
        at = text.find(term, at + 1)


def apart(text: str, start: int, end: int) -> bool:
    """Whether a run is no part of a longer number or Latin word: 2 is not said by 2025 or 2.5.

    >>> apart("到2025年", 1, 2), apart("到2025年", 1, 5), apart("年度", 0, 1), apart("2.5", 0, 1)
    (False, True, True, False)
    """
    if text[start].isdigit() and _DECIMAL.match(text, end):
        return False
    return not (_joins(text[start - 1 : start + 1]) or _joins(text[end - 1 : end + 1]))


def _joins(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and (pair.isdigit() or pair.isalpha())


def joined(ranges: Sequence[tuple[int, int]]) -> Ranges:
    """Ranges in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def terms_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words that stand in the text, in the order given, parts of longer ones left out."""
    low = text.lower()
    found = [word for word in words if word in low and (not word.isascii() or stands(word, low))]
    every = "\n".join(dict.fromkeys(found))
    return tuple([word for word in found if every.count(word) == 1])


def stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, a number or Latin word by itself; both in lower case."""
    return next(standing(word, text), None) is not None
