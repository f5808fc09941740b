"""Tables of contents: lines that only repeat the headings to come."""

from __future__ import annotations

import re

from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line

TITLE = re.compile(r"目[ \u3000]*[录次]|contents", re.IGNORECASE)
LEADER = re.compile(r"(?:[.．·…‥_－—-][ \u3000]*){4,}[ \u3000]*[0-9０-９IVXivxⅠ-Ⅻⅰ-ⅻ—\-]{0,7}$")
PAGE = re.compile(r"[ \u3000\t.．·…]*[0-9０-９IVXivxⅠ-Ⅻⅰ-ⅻ]{1,4}$")
SENTENCE = re.compile("[。；;]")
DIVISIONS = frozenset({"part", "chapter", "section"})
NEAR_TOP = 120
LONGEST = 300


def find_contents(lines: tuple[Line, ...]) -> frozenset[int]:
    """Indices of the lines of a table of contents, its own title included."""
    found = {i for i, line in enumerate(lines) if not line.is_table and LEADER.search(line.text)}
    for index, line in enumerate(lines):
        if TITLE.fullmatch(line.text):
            found.add(index)
            found |= _entries(lines, index + 1)
    return frozenset(found | _untitled(lines))


def _untitled(lines: tuple[Line, ...]) -> set[int]:
    """A run of chapter headings near the top that all come again: contents without a title."""
    run: list[int] = []
    for index, line in enumerate(lines[:NEAR_TOP]):
        marker = None if line.is_table else read_marker(line.text)
        if marker is not None and marker.style in DIVISIONS and len(line.text) <= 60:
            run.append(index)
        elif len(run) >= 3:
            break
        else:
            run = []
    if len(run) < 3:
        return set()
    later = {bare(line.text) for line in lines[run[-1] :]}
    first = bare(lines[run[0]].text)
    stop = next((i for i in run[1:] if bare(lines[i].text) == first), run[-1] + 1)
    run = [i for i in run if i < stop]
    later |= {bare(line.text) for line in lines[stop:]}
    return set(run) if sum(bare(lines[i].text) in later for i in run[:3]) == 3 else set()


def _entries(lines: tuple[Line, ...], start: int) -> set[int]:
    """The entries from `start` on: they end where the first of them is repeated as a heading."""
    first = bare(lines[start].text) if start < len(lines) else ""
    taken: set[int] = set()
    for index in range(start, min(len(lines), start + LONGEST)):
        text = lines[index].text
        if index > start and bare(text) == first:
            return taken
        led = LEADER.search(text) is not None
        if lines[index].is_table or (not led and (len(text) > 90 or SENTENCE.search(text))):
            break
        taken.add(index)
    return {i for i in taken if _paged(lines[i].text)} if not _all_numbered(lines, taken) else taken


def bare(text: str) -> str:
    """A heading without spaces, leaders and page number."""
    return re.sub(r"\s+", "", PAGE.sub("", LEADER.sub("", text)))


def _paged(text: str) -> bool:
    return bool(LEADER.search(text) or PAGE.search(text)) and read_marker(text) is not None


def _all_numbered(lines: tuple[Line, ...], taken: set[int]) -> bool:
    return bool(taken) and all(LEADER.search(lines[i].text) for i in taken)
