"""Near-duplicates: the same sentences in two files are shown once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SAME = 0.85  # share of the longer passage's characters that stand in sentences of the other
_SENTENCE = re.compile(r"[^。；！？\n]+")
_SPACE = re.compile(r"\s+")
_SHORTEST = 8  # characters; shorter sentences are formulas that unrelated passages share


def fingerprint(text: str) -> frozenset[str]:
    """The sentences of a passage without spaces; what duplicates share."""
    sentences = (_SPACE.sub("", s) for s in _SENTENCE.findall(text))
    return frozenset(s for s in sentences if len(s) >= _SHORTEST)


def firsts(prints: Sequence[frozenset[str]]) -> list[bool]:
    """For each passage whether no earlier one says nearly the same."""
    seen: dict[str, int] = {}
    kept = []
    for at, said in enumerate(prints):
        fresh = seen.keys().isdisjoint(said) or not any(
            _same(said, prints[other]) for other in {seen[s] for s in said if s in seen}
        )
        kept.append(fresh)
        if fresh:
            seen.update(dict.fromkeys(said, at))
    return kept


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = _size(one & other)
    return shared >= SAME * max(_size(one), _size(other))


def _size(sentences: Iterable[str]) -> int:
    return sum(map(len, sentences))
