"""Where in a passage do the words of the question stand?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        term = term.lower()
        at = low.find(term)
        while at >= 0:
            found.append((at, at + len(term)))
            at = low.find(term, at + 1)
    return joined(found)


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
    found = [word for word in words if word in low]
    every = "\n".join(dict.fromkeys(found))
    return tuple([word for word in found if every.count(word) == 1])
