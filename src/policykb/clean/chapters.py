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
TEXTS = 8  # texts, each with chapters of its own, that one file holds
NEAR = 8  # earlier candidates of one number that are looked at


@dataclass(frozen=True, slots=True)
class Chapter:
    """A bare number, where it stands and where the line below it that may be its title."""

    number: int
    at: int
    title: int


@dataclass(frozen=True, slots=True)
class Run:
    """Chapters that count on from 1; `parted` where the clauses of one stand below it."""

    chapters: tuple[Chapter, ...]
    parted: bool

    def weight(self) -> tuple[bool, int]:
        """Which of two runs is believed."""
        return self.parted, len(self.chapters)


def rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the numbers of chapters before their titles again, and those of the clauses
    of such a text."""
    lines = [at for at, block in enumerate(blocks) if block.role == "line" and block.text.strip()]
    chapters = _chapters(blocks, lines)
    if not chapters:
        return list(blocks)
    title = {chapter.at: chapter.title for chapter in chapters}
    for at, below in pairwise(lines):
        clause = CLAUSE.fullmatch(blocks[at].text.strip())
        if clause and blocks[at].box is None and _entitles(blocks[below].text.strip()):
            title[at] = below
    taken = set(title.values())
    return [
        _before(block, blocks[title[at]]) if at in title else block
        for at, block in enumerate(blocks)
        if at not in taken
    ]


def _before(number: Block, title: Block) -> Block:
    return replace(number, text=f"{number.text.strip()} {title.text.strip()}")


def _chapters(blocks: Sequence[Block], lines: Sequence[int]) -> list[Chapter]:
    """The bare numbers that count chapters, and those of the contents, over the same titles."""
    candidates, clauses = _candidates(blocks, lines), Clauses.of(blocks)
    found: list[Chapter] = []
    left = candidates
    for _ in range(TEXTS):
        run = _counted(left, clauses, len(blocks)) if len(left) >= LEAST else []
        found += run
        left = [one for one in left if run and one.at > run[-1].at]
    told = {(one.number, blocks[one.title].text.strip()) for one in found}
    return [one for one in candidates if (one.number, blocks[one.title].text.strip()) in told]


def _counted(candidates: Sequence[Chapter], clauses: Clauses, end: int) -> list[Chapter]:
    """The longest run of bare numbers that counts chapters, with clauses of one of them right
    below it; empty where none is sure."""
    best: dict[Chapter, Run] = {}
    seen: dict[int, list[Chapter]] = {}
    for one in candidates:
        runs = [Run((), parted=False)] if one.number == 1 else []
        for before in seen.get(one.number - 1, [])[-NEAR:]:
            only = clauses.only(before.number, before.at, one.at)
            if before in best and only is not False:
                run = best[before]
                runs.append(Run(run.chapters, parted=run.parted or only is True))
        if runs:
            run = max(runs, key=Run.weight)
            best[one] = Run((*run.chapters, one), parted=run.parted)
        seen.setdefault(one.number, []).append(one)
    runs = [
        Run(run.chapters, parted=run.parted or clauses.only(one.number, one.at, end) is True)
        for one, run in best.items()
    ]
    longest = max(runs, key=Run.weight, default=Run((), parted=False))
    whole = longest.parted and len(longest.chapters) >= LEAST
    return list(longest.chapters) if whole else []


def _candidates(blocks: Sequence[Block], lines: Sequence[int]) -> list[Chapter]:
    """Bare numbers over a line that may be a title and is no running head."""
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
