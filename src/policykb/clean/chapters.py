"""The number of a chapter that a converter left on a line of its own, above the chapter's title.

Programs that take the text out of a PDF break a line where the gap between the number and the
title is wide: `1` over `范围` (GB/T 1.1-2020 prints them a word apart). The number of a page looks
the same. What tells them apart are the numbers 1, 2, 3 … that count on, and the clauses between
them: 4.1 and 4.2 stand between 4 and 5 and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policykb.clean.shapes import LEADERS, numbered
from policykb.types import Block

BARE = re.compile(r"[1-9]\d?")
CLAUSE = re.compile(r"([1-9]\d?)(?:[.．]\d{1,2}){1,4}(?=\s|$|[\u4e00-\u9fff])")
WORDS = re.compile(r"(?=.{0,30}[\u4e00-\u9fffA-Za-z])[^。；，：:;,!?！？]{1,30}")
LEAST = 3  # chapters that count on
OFTEN = 3  # times that a running head is printed
NEAR = 8  # earlier candidates of one number that are looked at


@dataclass(frozen=True, slots=True)
class Chapter:
    """A bare number, where it stands and where the line below it that may be its title."""

    number: int
    at: int
    title: int


def rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the numbers of chapters before their titles again."""
    found = {chapter.at: chapter for chapter in _counted(blocks)}
    titles = {chapter.title for chapter in found.values()}
    whole: list[Block] = []
    for at, block in enumerate(blocks):
        if at in found:
            title = blocks[found[at].title].text.strip()
            whole.append(replace(block, text=f"{block.text.strip()} {title}"))
        elif at not in titles:
            whole.append(block)
    return whole


def _counted(blocks: Sequence[Block]) -> list[Chapter]:
    """The longest run of bare numbers that counts chapters; empty where none is sure."""
    candidates = _candidates(blocks)
    if len(candidates) < LEAST:
        return []
    clauses = Clauses.of(blocks)
    best: dict[Chapter, list[Chapter]] = {}
    seen: dict[int, list[Chapter]] = {}
    for one in candidates:
        before = [c for c in seen.get(one.number - 1, [])[-NEAR:] if best[c]]
        runs = [best[c] for c in before if clauses.only(c.number, c.at, one.at) is not False]
        longest = max(runs, key=len, default=[])
        best[one] = [*longest, one] if longest or one.number == 1 else []
        seen.setdefault(one.number, []).append(one)
    run = max(best.values(), key=len)
    if len(run) < LEAST:
        return []
    ends = [*(c.at for c in run[1:]), len(blocks)]
    parted = any(clauses.only(c.number, c.at, end) for c, end in zip(run, ends, strict=True))
    return run if parted else []


def _candidates(blocks: Sequence[Block]) -> list[Chapter]:
    """Bare numbers over a line that may be a title and is no running head."""
    lines = [at for at, block in enumerate(blocks) if block.role == "line" and block.text.strip()]
    often = Counter(blocks[at].text.strip() for at in lines)
    found: list[Chapter] = []
    for at, below in pairwise(lines):
        if blocks[at].box is None and BARE.fullmatch(blocks[at].text.strip()):
            title = blocks[below].text.strip()
            if _entitles(title) and often[title] < OFTEN:
                found.append(Chapter(int(blocks[at].text), at, below))
    return found


def _entitles(text: str) -> bool:
    return bool(WORDS.fullmatch(text)) and not numbered(text) and not LEADERS.search(text)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Where the clauses 4.1, 4.2.3 … stand, the chapter that each says, and how far down the next
    ones say the same."""

    places: tuple[int, ...]
    said: tuple[int, ...]
    same: tuple[int, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Clauses:
        """The clauses of a text."""
        matches = [(at, CLAUSE.match(block.text.strip())) for at, block in enumerate(blocks)]
        found = [(at, int(match[1])) for at, match in matches if match]
        same = list(range(1, len(found) + 1))
        for k in range(len(found) - 2, -1, -1):
            same[k] = same[k + 1] if found[k][1] == found[k + 1][1] else k + 1
        return cls(tuple(at for at, _ in found), tuple(said for _, said in found), tuple(same))

    def only(self, chapter: int, start: int, end: int) -> bool | None:
        """Whether all clauses between two places are of a chapter; None where none stands there."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        if first == last:
            return None
        return self.said[first] == chapter and self.same[first] >= last
