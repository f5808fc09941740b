"""Near-duplicates: the same sentences in two files are shown once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from policykb.store.said import LENGTH, Said

SAME = 0.85  # share of the longer passage's characters that stand in sentences of the other


def folded(order: Sequence[int], said: Said) -> list[int]:
    """For each of the passages in this order the earlier one that says nearly the same, or itself.

    `order` are places in `said`. Most passages share no sentence with any other, and are not
    compared at all.
    """
    by_print = np.argsort(said.prints)
    ordered = said.prints[by_print]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    if not len(same):
        return list(order)
    shared = np.concatenate([by_print[same], by_print[same + 1]])
    owners = set((np.searchsorted(said.bounds, shared, "right") - 1).tolist())
    doubtful = [place for place in order if place in owners]
    prints, bounds = said.prints.tolist(), said.bounds.tolist()
    found = firsts([frozenset(prints[bounds[at] : bounds[at + 1]]) for at in doubtful])
    first = {place: doubtful[at] for place, at in zip(doubtful, found, strict=True)}
    return [first.get(place, place) for place in order]


def firsts(prints: Sequence[Collection[int]]) -> list[int]:
    """For each passage the place of the earlier one that says nearly the same, or its own."""
    seen: dict[int, int] = {}
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


def _same(one: Collection[int], other: Collection[int]) -> bool:
    shared = _size(set(one).intersection(other))
    return shared >= SAME * max(_size(one), _size(other))


def _size(prints: Iterable[int]) -> int:
    return sum([each & LENGTH for each in prints])
