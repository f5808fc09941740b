"""Which run of a long text shows best why it was found?

A clause of a work report runs over pages; its first words seldom say what was asked. The window
begins where a sentence begins and is the one in which most of the question's words stand
(passage-in-context, as search engines show it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykb.types import Passage

LENGTH = 220  # code points of an excerpt
_ENDS = re.compile(r"[。；！？\n]+[”’）]?")

Range = tuple[int, int]


def excerpt(
    text: str, marks: Sequence[Sequence[int]], within: Range | None = None, length: int = LENGTH
) -> Range:
    """(start, end) of the run of at most `length` code points, inside `within` where given.

    `marks` are ranges of the question's words in the text; a word that comes twice counts once.
    """
    first, last = within or (0, len(text))
    if last - first <= length:
        return first, last
    starts = [first, *(m.end() for m in _ENDS.finditer(text, first, last) if m.end() < last)]
    inside = [mark for mark in marks if first <= mark[0] and mark[1] <= last]
    best = first
    if inside:  # of several as good, the one with a sentence before that of the words
        worth = {at: _worth(text, inside, at, min(at + length, last)) for at in starts}
        good = [at for at in starts if worth[at] == max(worth.values())]
        best = good[-2] if len(good) > 1 else good[0]
    best = min(best, next((at for at in starts if at >= last - length), best))  # none left unused
    return best, min(best + length, last)


def _worth(text: str, marks: Sequence[Sequence[int]], start: int, end: int) -> int:
    """How many code points of different marked words stand in the run."""
    return sum(map(len, {text[a:b] for a, b in marks if start <= a and b <= end}))


def found_in(quote: str, passages: Iterable[Passage]) -> Range | None:
    """Where in a fact's quote the first of the passages stands by which it was found."""
    for passage in passages:
        for run in (passage.text, passage.text.partition("\n")[2]):
            at = quote.find(run) if run else -1
            if at >= 0:
                return at, at + len(run)
    return None
