"""Near-duplicates: the same sentences in two files are shown once."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

SAME = 0.85  # share of the longer passage's characters that stand in sentences of the other
SHORTEST = 8  # characters; shorter sentences are formulas that unrelated passages share
APART = "\f"  # stands between two texts that are cut in one go


def firsts(texts: Sequence[str]) -> list[int]:
    """For each passage the place of the earlier one that says nearly the same, or its own."""
    found = list(range(len(texts)))
    prints = sharing(texts)
    seen: dict[str, int] = {}
    for at, said in prints.items():
        others = sorted({seen[s] for s in said if s in seen})
        found[at] = next((other for other in others if _same(said, prints[other])), at)
        if found[at] == at:
            seen.update(dict.fromkeys(said, at))
    return found


def sharing(texts: Sequence[str]) -> dict[int, frozenset[str]]:
    """The sentences of the passages that have one with another in common, by their places.

    Most have none, and all texts are cut at once to see that.
    """
    parts = cut(f"。{APART}。".join([text.replace(APART, "") for text in texts]))
    long = [part for part in parts if len(part) >= SHORTEST]
    if len(set(long)) == len(long):
        return {}
    common = [part for part, count in Counter(long).items() if count > 1]
    borders = [-1, *places_of(APART, parts), len(parts)]
    held = sorted({bisect(borders, at) - 1 for part in common for at in places_of(part, parts)})
    return {
        at: frozenset(p for p in parts[borders[at] + 1 : borders[at + 1]] if len(p) >= SHORTEST)
        for at in held
    }


def places_of(part: str, parts: Sequence[str]) -> Iterator[int]:
    """Where a part stands among all, from the first on."""
    at = -1
    for _ in range(parts.count(part)):
        at = parts.index(part, at + 1)
        yield at


def cut(text: str) -> list[str]:
    """The sentences of a text, without spaces."""
    for space in " \u3000":
        text = text.replace(space, "")
    for mark in "；！？\n\t":
        text = text.replace(mark, "。")
    return text.split("。")


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = _size(one & other)
    return shared >= SAME * max(_size(one), _size(other))


def _size(sentences: Iterable[str]) -> int:
    return sum(map(len, sentences))
