"""A text that lost its line breaks and was then wrapped at a fixed width: one line of it again.

Its clauses begin anywhere in a line, and at a line's start by chance only. What gives it away is
that nearly all lines are full, and that far more numbers stand behind a sentence inside a line
than begin one. `spools` then parts the long line at its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from policykb.clean.runs import joined
from policykb.clean.shapes import CLOSING, FINAL, entitled, numbered, organs, width
from policykb.clean.spools import numbers_in
from policykb.types import Block

FEWEST = 8  # lines
NARROWEST = 16.0  # em of a line that is wrapped
SHARE = 0.7  # of the lines that are full
ALMOST = 0.75  # of it
RAGGED = 2.0  # em by which full lines differ
NEAR = 9  # characters before a number
INSIDE = 4  # numbers that stand inside the lines, at the least
TIMES = 2  # as many of them as begin a line


def rewound(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the full lines of such a text joined to what they go on with."""
    texts = [b.text.strip() for b in blocks if b.role == "line" and b.text.strip()]
    if any(b.box is not None or b.rows for b in blocks) or len(texts) < FEWEST:
        return list(blocks)
    # Some wrap at a printed width, others after so many characters, however narrow.
    ends = [(measure, _end(sorted(map(measure, texts)))) for measure in (width, len)]
    full = [any(measure(t) >= end - RAGGED > 0 for measure, end in ends) for t in texts]
    if sum(full) < SHARE * len(texts) or not any(end for _, end in ends):
        return list(blocks)
    inside = sum(map(_behind, texts))
    if inside < max(INSIDE, TIMES * sum(map(numbered, texts))):
        return list(blocks)
    goes_on = [each or _breaks_off(t, ends) for each, t in zip(full, texts, strict=True)]
    return list(_wound(blocks, iter(goes_on)))


def _end(lengths: Sequence[float]) -> float:
    """Where lines of these lengths are wrapped; 0 where some are far longer, or all are short."""
    end = lengths[int(0.8 * len(lengths))]
    return end if end >= NARROWEST and lengths[-1] <= end + 2 * RAGGED else 0.0


def _breaks_off(text: str, ends: Sequence[tuple[Callable[[str], float], float]]) -> bool:
    """Whether a line that blanks at its end made shorter stops inside a sentence."""
    long = any(measure(text) >= ALMOST * end > 0 for measure, end in ends)
    return long and text[-1] not in CLOSING and not entitled(text) and not organs(text)


def _behind(text: str) -> int:
    """How many numbers stand in a line behind the end of a sentence."""
    ends = (text[max(0, n.start - NEAR) : n.start].rstrip()[-1:] for n in numbers_in(text))
    return sum(end in tuple(FINAL) for end in ends)


def _wound(blocks: Sequence[Block], full: Iterator[bool]) -> Iterator[Block]:
    current: list[Block] = []
    for block in blocks:
        line = block.role == "line" and bool(block.text.strip())
        current += [block] if line else []
        if current and not (line and next(full)):
            yield joined(current, solid=True)
            current = []
        if not line:
            yield block
    if current:
        yield joined(current, solid=True)
