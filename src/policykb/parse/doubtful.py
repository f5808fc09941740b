"""Numbers that only the sequence makes clause numbers: 3.1日常监测, and 1总则 without a space.

A number glued to a word also begins a sentence (3家企业…, 2025年…), and 3.1日 may be a date or an
amount. Such a line opens a clause where the numbers around it leave no other reading: 1总则 stands
over 1.1, 3.1 follows 3 or 2.4. So it tells as well that 4.5G网络 after 3. is the fourth point.
"""

from __future__ import annotations

from dataclasses import dataclass

from policykb.parse.ladders import AMOUNT, Marker, read_candidate, read_whole
from policykb.parse.lines import Line

COUNTED = frozenset({"1 ", "1.", "1.1", "chapter"})
BRIEF = 30

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number of the decimal kind, its line, and the numbers that the next of its kind says."""

    index: int
    marker: Marker
    rest: str
    after: Path

    @property
    def glued(self) -> bool:
        """Whether it is a bare number right before a word: 1总则."""
        return self.marker.doubtful and self.marker.style == "1 "

    @property
    def measured(self) -> bool:
        """Whether a unit may follow it: 3家企业, and 3日常监测 as well."""
        return AMOUNT.match(self.rest) is not None

    @property
    def brief(self) -> bool:
        """Whether a short phrase follows."""
        return 0 < len(self.rest) <= BRIEF and not any(mark in self.rest for mark in "。；，")


def settled(lines: tuple[Line, ...], found: dict[int, Marker]) -> dict[int, Marker]:
    """The candidates without the doubtful ones that do not follow from those around them; those
    that count on only without the figures after their point, without these."""
    found = _whole(lines, found)
    if not any(marker.doubtful for marker in found.values()):
        return found
    counted = [(i, marker) for i, marker in found.items() if marker.style in COUNTED]
    paths = [marker.path for _, marker in counted[1:]] + [()]
    candidates = [
        Candidate(i, marker, lines[i].text[marker.end :], path)
        for (i, marker), path in zip(counted, paths, strict=True)
    ]
    chapters = _chapters(candidates) or _bare_counts(candidates, lines)
    believed = chapters | _amounts(candidates, chapters)
    return {i: m for i, m in found.items() if not m.doubtful or i in believed}


def _whole(lines: tuple[Line, ...], found: dict[int, Marker]) -> dict[int, Marker]:
    """The candidates with 4.5G网络 read as 4. where it stands after 3. and no 4.4 or 4.6 beside
    it: for certain before 5., else where the figures are no amount."""
    counted = [(i, marker) for i, marker in found.items() if marker.style in COUNTED]
    read = dict(found)
    for at, (index, marker) in enumerate(counted):
        if marker.style == "1.1" and len(marker.path) == 2:
            before = counted[at - 1][1] if at else None
            after = counted[at + 1][1] if at + 1 < len(counted) else None
            amount = AMOUNT.match(lines[index].text, marker.end) is not None
            if _is_whole(marker.path, before, after, amount=amount):
                read[index] = read_whole(lines[index].text) or marker
                counted[at] = (index, read[index])
    return read


def _is_whole(path: Path, before: Marker | None, after: Marker | None, *, amount: bool) -> bool:
    """Whether 4.5 is 4. and a word that begins with 5."""
    first, second = path
    if any(beside is not None and beside.path[0] == first for beside in (before, after)):
        return False
    follows = before is not None and before.style == "1." and before.path == (first - 1,)
    leads = after is not None and after.style == "1." and after.path == (first + 1,)
    if first == 1:
        return second > 1 and leads
    return follows and (leads or (second > 1 and not amount))


def counts_on(one: Path, two: Path) -> bool:
    """Whether `two` may come right after `one`: its first part, the next, or the next of an outer
    number (2.1 after 2, 2.2 after 2.1.4, 3 after 2.2)."""
    nexts = [(*one[:at], one[at] + 1) for at in range(len(one))]
    return bool(one) and two in [(*one, 1), *nexts]


def opens_chapter(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is 1总则, the first heading of a text that glues its numbers to the words:
    the next number is 1.1, or 2."""
    marker = read_candidate(lines[index].text)
    if marker is None or not marker.doubtful or (marker.style, marker.value) != ("1 ", 1):
        return False
    for line in lines[index + 1 :]:
        after = None if line.is_table else read_candidate(line.text)
        if after is not None and after.style in COUNTED:
            return after.path in ((1, 1), (2,))
    return False


def _chapters(candidates: list[Candidate]) -> set[int]:
    """Glued numbers over their own first part (2组织体系 over 2.1), and those that stand between
    such chapters without having parts."""
    believed = {c.index for c in candidates if c.glued and c.after == (c.marker.value, 1)}
    last: Path = ()
    for one in candidates:
        number = one.marker.value
        between = last[:1] == (number - 1,) and one.after in ((), (number + 1,))
        if believed and one.glued and between and not one.measured:
            believed.add(one.index)
        if not one.glued or one.index in believed:
            last = one.marker.path
    return believed


def _bare_counts(candidates: list[Candidate], lines: tuple[Line, ...]) -> set[int]:
    """Glued numbers of a text that has no 1.1: three or more from 1 on, each over a longer text,
    none of them before a unit."""
    glued = [c for c in candidates if c.glued and not c.measured]
    rising = [c.marker.value for c in glued] == list(range(1, len(glued) + 1))
    below = (lines[c.index + 1] for c in glued if c.index + 1 < len(lines))
    over = [line for line in below if not line.is_table and len(line.text) >= BRIEF]
    return {c.index for c in glued} if len(over) == len(glued) >= 3 and rising else set()


def _amounts(candidates: list[Candidate], chapters: set[int]) -> set[int]:
    """Numbers before what may be a unit, where they count on from the number before them, and the
    next one counts on from them or they stand before a short phrase."""
    believed: set[int] = set()
    last: Path = ()
    for one in candidates:
        if one.glued and one.index not in chapters:
            continue
        if one.marker.doubtful and not one.glued:
            path = one.marker.path
            begins = one.marker.style == "1." and path == (1,)
            if not (begins or counts_on(last, path)) or not (
                one.brief or counts_on(path, one.after)
            ):
                continue
            believed.add(one.index)
        last = one.marker.path
    return believed
