"""Tables of contents: lines that only repeat the headings to come."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykb.parse.annexes import START
from policykb.parse.ladders import read_candidate, read_marker
from policykb.parse.lines import Line
from policykb.parse.patterns import WHOLE_TITLE

TITLE = re.compile(r"目[ \u3000]*[录次]|contents", re.IGNORECASE)
NAMED = re.compile(r"[^。；，：]{2,60}目[ \u3000]*[录次]")
LEADER = re.compile(r"(?:[.．·…‥_－—-][ \u3000]*){4,}[ \u3000]*[0-9０-９IVXivxⅠ-Ⅻⅰ-ⅻ—\-]{0,7}$")
PAGE = re.compile(r"[ \u3000\t.．·…]*[0-9０-９IVXivxⅠ-Ⅻⅰ-ⅻ]{1,4}$")
RANGE = re.compile(r"[（(]第[^（）()]{1,10}[条條页頁](?:[^（）()]{1,12}[条條页頁])?[）)]$")
SENTENCE = re.compile("[。；;]")
DIVISIONS = frozenset({"part", "chapter", "section"})
LISTED = DIVISIONS | {"1 ", "1.", "1.1", "一、", "（一）"}
NEAR_TOP = 120
LONGEST = 300
WIDEST = 60
TITLE_LINES = 3

Key = tuple[tuple[int, ...], str]


def find_contents(lines: tuple[Line, ...]) -> frozenset[int]:
    """Indices of the lines of a table of contents, its own title included."""
    found = {i for i, line in enumerate(lines) if not line.is_table and LEADER.search(line.text)}
    for index, line in enumerate(lines):
        if TITLE.fullmatch(line.text):
            found.add(index)
            found |= _entries(lines, index + 1)
    found |= _untitled(lines)
    return frozenset(found | {i - 1 for i in found if i and NAMED.fullmatch(lines[i - 1].text)})


def _untitled(lines: tuple[Line, ...]) -> set[int]:
    """The first list of headings near the top that has no text between them and comes again."""
    for start in range(min(NEAR_TOP, len(lines))):
        key = _key(lines[start])
        if key is None or key[0] not in ((1,), (1, 1)):
            continue
        end = start + 1
        while end < min(len(lines), start + LONGEST) and _short(lines[end]):
            end += 1
        found = _again(lines, start, end) or _listed(lines, start, end)
        if found or end - start > 2:
            annexed = any(START.match(line.text) for line in lines[max(0, start - 3) : start])
            return set() if annexed else found  # the blank form of an annex, not contents
    return set()


def _again(lines: tuple[Line, ...], start: int, end: int) -> set[int]:
    """The list from `start`, where before `end` its first heading is printed again."""
    first = _key(lines[start])
    again = next((i for i in range(start + 3, end) if _key(lines[i]) == first), None)
    if again is None:
        return set()
    stop = again
    if _over(lines[stop - 1], lines[again]):  # 总则, 1.1 in the contents, 1 总则, 1.1 in the text
        stop -= 1
        start -= bool(start) and bare(lines[start - 1].text) == _words(lines[stop])
    while stop > start and _key(lines[stop - 1]) is None:  # the title once more
        stop -= 1
    return set(range(start, stop)) if _dense(lines[start:stop]) else set()


def _listed(lines: tuple[Line, ...], start: int, end: int) -> set[int]:
    """The list from `start` to `end` where what it names comes later in the same order, something
    else standing between; or where chapters follow chapters, none of which holds anything."""
    stop = end
    while stop > start and _key(lines[stop - 1]) is None:
        stop -= 1
    keys = [key for line in lines[start:stop] if (key := _key(line)) is not None]
    if len(keys) < 3 or not _dense(lines[start:stop]):
        return set()
    divided = all(_division(line) for line in lines[start:stop])
    later = iter([key for line in lines[stop:] if (key := _key(line)) is not None])
    if all(any(key == other for other in later) for key in (keys[:3] if divided else keys)):
        return set(range(start, stop))
    return set(range(start, stop)) if _empty_chapters(lines, start, stop) else set()


def _empty_chapters(lines: tuple[Line, ...], start: int, stop: int) -> bool:
    """Whether the lines are the chapters 1 to n, none of which holds anything, above other text."""
    markers = [read_marker(line.text) for line in lines[start:stop]]
    values = [m.value for m in markers if m is not None and m.style == "chapter"]
    after = (read_marker(line.text) for line in lines[stop:] if not line.is_table)
    begun = any(marker is not None and marker.value == 1 for marker in after)
    return begun and values == list(range(1, stop - start + 1))


def _division(line: Line) -> bool:
    marker = read_marker(line.text)
    return marker is not None and marker.style in DIVISIONS


def _dense(lines: Iterable[Line]) -> bool:
    """Whether most of the lines are numbered."""
    keys = [_key(line) for line in lines]
    return 2 * sum(key is not None for key in keys) >= len(keys) > 2


def _short(line: Line) -> bool:
    return not line.is_table and len(line.text) <= WIDEST and not SENTENCE.search(line.text)


def _key(line: Line) -> Key | None:
    """What a numbered heading says, however its number is printed: 1总则 is 1. 总则."""
    marker = read_candidate(line.text) if _short(line) else None
    if marker is None or marker.style not in LISTED:
        return None
    return marker.path, bare(line.text[marker.end :])


def _words(line: Line) -> str:
    key = _key(line)
    return key[1] if key else bare(line.text)


def _over(line: Line, below: Line) -> bool:
    """Whether a line is the chapter of the one below: 1 over 1.1."""
    key, first = _key(line), _key(below)
    return key is not None and first is not None and first[0] == (*key[0], 1)


def _title_above(lines: tuple[Line, ...], start: int, stop: int) -> set[int]:
    """The title that is printed once more between numbered entries and the text."""
    top = stop
    while top > start and _key(lines[top - 1]) is None:
        top -= 1
    title = "".join(line.text for line in lines[top:stop])
    whole = start < top and stop - top <= TITLE_LINES and WHOLE_TITLE.search(title)
    return set(range(top, stop)) if whole and not START.match(title) else set()


def _entries(lines: tuple[Line, ...], start: int) -> set[int]:
    """The entries from `start` on: they end where the first of them is repeated as a heading."""
    first = _words(lines[start]) if start < len(lines) else ""
    taken: set[int] = set()
    for index in range(start, min(len(lines), start + LONGEST)):
        text = lines[index].text
        if index > start and _words(lines[index]) == first:
            return taken - _title_above(lines, start, index)
        led = LEADER.search(text) is not None
        if lines[index].is_table or (not led and (len(text) > 90 or SENTENCE.search(text))):
            break
        taken.add(index)
    return {i for i in taken if _paged(lines[i].text)} if not _all_numbered(lines, taken) else taken


def bare(text: str) -> str:
    """A heading without spaces, leaders, page number and the range of its articles."""
    return RANGE.sub("", re.sub(r"\s+", "", PAGE.sub("", LEADER.sub("", text))))


def _paged(text: str) -> bool:
    return bool(LEADER.search(text) or PAGE.search(text)) and read_marker(text) is not None


def _all_numbered(lines: tuple[Line, ...], taken: set[int]) -> bool:
    return bool(taken) and all(LEADER.search(lines[i].text) for i in taken)
