"""Near-duplicates: the same sentences in two files are shown once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SAME = 0.85  # share of the longer passage's characters that stand in sentences of the other
# Shorter sentences are formulas that unrelated passages share.
_SENTENCE = re.compile(r"[^。；！？\n\t]{8,}")


def fingerprint(text: str) -> frozenset[str]:
    """The sentences of a passage without spaces; what duplicates share."""
    close = text.replace(" ", "").replace("\u3000", "")
    return frozenset(_SENTENCE.findall(close))


def firsts(prints: Sequence[frozenset[str]]) -> list[int]:
    """For each passage the place of the earlier one that says nearly the same, or its own."""
    seen: dict[str, int] = {}
    found = []
    for at, said in enumerate(prints):
        first = at
        if not seen.keys().isdisjoint(said):
            others = sorted({seen[s] for s in said if s in seen})
            first = next((other for other in others if _same(said, prints[other])), at)
        found.append(first)
        if first == at:
            seen.update(dict.fromkeys(said, at))
    return found


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = _size(one & other)
    return shared >= SAME * max(_size(one), _size(other))


def _size(sentences: Iterable[str]) -> int:
    return sum(map(len, sentences))
