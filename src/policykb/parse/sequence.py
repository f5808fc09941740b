"""Is a number at a line's start a clause number? The sequence decides together with the pattern.

It is believed when it follows from what stands before: the next of an open ladder, the first of a
new one, or a ladder that runs on across chapters. One that does not needs other evidence: a
heading beside it, a heading style, or a successor; and it is told in a warning.
"""

from __future__ import annotations

import re
from itertools import pairwise

from policykb.numerals import read_integer
from policykb.parse.growth import LOOK_AHEAD, Outline
from policykb.parse.headings import likely, split
from policykb.parse.ladders import GAP, HAN, STRICT, D, Marker

GAP_ALLOWED = 5
# Clauses that a print leaves out: 第四条至第九条（略）, （三）—（五）略, 七、略.
SAID = rf"[第（(]?(?P<{{}}>[{HAN}]{{{{1,7}}}}|{D}{{{{1,4}}}})[条條章）)、.．]*{GAP}"
OMITTED = re.compile(
    rf"(?:{SAID.format('first')}[至到—–~-]{{1,2}}{GAP})?{SAID.format('last')}[（(]?{GAP}略"
)


def believed(outline: Outline, index: int, marker: Marker) -> bool:
    """Whether the number at line `index` opens a clause; an odd one is told in a warning."""
    if marker.style == "1 " and not (
        outline.decimal and _brief(outline, index, marker) and _chapter(outline, index, marker)
    ):
        return False
    if marker.style == "1.1":
        return not _cell(outline, index, marker) and _decimal_fits(outline, index, marker)
    relation = relation_of(outline, marker)
    if relation in ("next", "runs on"):
        return True
    if relation == "start":
        return not _mid_sentence(outline, index)
    evidence = _evidence(outline, index, marker)
    if evidence and not (relation == "gap" and _left_out(outline, index, marker)):
        _warn(outline, marker, relation)
    return evidence


def _cell(outline: Outline, index: int, marker: Marker) -> bool:
    """Whether a number alone on its line stands over figures, as in a table that was copied."""
    below = outline.lines[index + 1 : index + 2]
    alone = marker.end == len(outline.lines[index].text)
    return alone and bool(below) and not any(char.isalpha() for char in below[0].text)


def _left_out(outline: Outline, index: int, marker: Marker) -> bool:
    """Whether the line before says that the numbers up to this one are left out."""
    said = OMITTED.match(outline.lines[index - 1].text) if index else None
    return said is not None and read_integer(said["last"]) == marker.value - 1


def relation_of(outline: Outline, marker: Marker) -> str:
    """How a number stands to those before: next, runs on, start, or gap, repeat, orphan."""
    before = outline.last.get(marker.style)
    peer = outline.peer(marker)
    if peer is not None and _succeeds(marker, peer.path):
        return "next"
    if before is not None and _succeeds(marker, before.path):
        return "runs on"
    if marker.value in (0, 1) and (peer is None or marker.style == "专栏"):
        return "start"
    if marker.value == 1:
        return "restart"
    if peer is None and before is None:
        return "orphan"
    reached = peer.value if peer is not None else before.value if before is not None else 0
    return "repeat" if marker.value <= reached else "gap"


def _succeeds(marker: Marker, before: tuple[int, ...]) -> bool:
    if marker.style == "article" and (len(marker.path) > 1 or len(before) > 1):
        steps = ((*before[:1], (before[1] if len(before) > 1 else 0) + 1), (before[0] + 1,))
        return marker.path in steps
    return bool(before) and marker.value == before[-1] + 1


def _evidence(outline: Outline, index: int, marker: Marker) -> bool:
    """Whether a number out of sequence is a clause number all the same."""
    line = outline.lines[index]
    if line.block.number or line.block.level is not None:
        return True
    relation = relation_of(outline, marker)
    successor = _next_of(outline, marker.style)
    continued = successor is not None and _succeeds(successor, marker.path)
    continued = continued or _parts_follow(outline, marker)
    if relation == "restart":
        return continued and not _mid_sentence(outline, index)
    headed = likely(split(line.text, marker.end), followed=True)
    if marker.style in STRICT:
        return marker.spaced or (headed and continued)
    if _mid_sentence(outline, index):
        return False
    if relation == "repeat":
        return headed and (continued or marker.style in ("一、", "（一）"))
    reached = max((m.value for m in (outline.last.get(marker.style),) if m), default=0)
    near = marker.value - reached <= GAP_ALLOWED
    return headed and (continued or (near and marker.style in ("一、", "（一）")))


def _parts_follow(outline: Outline, marker: Marker) -> bool:
    """Whether the next number is 6.1 after 6."""
    after = outline.order[outline.place : outline.place + 1]
    return bool(after) and outline.markers[after[0]].path == (*marker.path, 1)


def _next_of(outline: Outline, style: str) -> Marker | None:
    for index in outline.order[outline.place : outline.place + LOOK_AHEAD]:
        if outline.markers[index].style == style:
            return outline.markers[index]
    return None


def _mid_sentence(outline: Outline, index: int) -> bool:
    """Whether the line before breaks off inside a sentence."""
    before = outline.lines[index - 1] if index else None
    return before is not None and not before.is_table and before.text.endswith(("，", "、", ","))


def _brief(outline: Outline, index: int, marker: Marker) -> bool:
    """`1 范围`: a bare number counts before a short phrase only."""
    phrase = outline.lines[index].text[marker.end :]
    return (
        len(phrase) <= 40
        and not any(char in phrase for char in "。；，")
        and not (phrase[-1:].isdigit())
    )


def _chapter(outline: Outline, index: int, marker: Marker) -> bool:
    """Whether a bare number is a chapter's and not that of a row of a table that was copied: it is
    the next one, and no other line of that number stands over its own first part; or numbers that
    lead to such a line follow."""
    if outline.lines[index].block.level is not None or _leads_to_parts(outline, marker):
        return True
    if relation_of(outline, marker) not in ("next", "runs on", "start"):
        return "1.1" not in outline.last and _next_of(outline, "1.1") is None
    return not _parted_later(outline, marker)


def _leads_to_parts(outline: Outline, marker: Marker) -> bool:
    """Whether 6.1 comes next after 6, or 7 and 7.1 do."""
    value = marker.value
    for index in outline.order[outline.place : outline.place + LOOK_AHEAD]:
        after = outline.markers[index]
        if after.path == (value, 1):
            return True
        if after.style != "1 " or after.value != value + 1:
            return False
        value += 1
    return False


def _parted_later(outline: Outline, marker: Marker) -> bool:
    """Whether a line further down has the same bare number over its own first part."""
    for index, below in pairwise(outline.order[outline.place : outline.place + LOOK_AHEAD]):
        one = outline.markers[index]
        if one.style == "1 " and one.value == marker.value:
            return outline.markers[below].path == (marker.value, 1)
    return False


def _decimal_fits(outline: Outline, index: int, marker: Marker) -> bool:
    above = outline.numbered_above(marker)
    peer = outline.peer(marker)
    if above is None and peer is not None and peer.path[:-1] == marker.path[:-1]:
        return marker.value == peer.value + 1
    if above is None:
        return marker.spaced and not _mid_sentence(outline, index) and _leads(outline, marker)
    peers = [n for n in above.children if n.style == "1.1" and n.path[:-1] == marker.path[:-1]]
    expected = peers[-1].value + 1 if peers else 1
    if marker.value == expected:
        return True
    if _mid_sentence(outline, index) or not 0 < marker.value - expected <= GAP_ALLOWED:
        return False
    _warn(outline, marker, "gap" if peers else "orphan")
    return True


def _leads(outline: Outline, marker: Marker) -> bool:
    """Whether a number like 2.1 whose 2 is not there opens a clause: the first of its chapter, one
    that runs on from another chapter, or one that others follow."""
    if len(marker.path) != 2:
        return False
    before, after = outline.last.get("1.1"), _next_of(outline, "1.1")
    if marker.value == 1 or (before is not None and _follows(marker, before)):
        return True
    if after is not None and _follows(after, marker):
        _warn(outline, marker, "orphan")
        return True
    return False


def _follows(marker: Marker, before: Marker) -> bool:
    return marker.path[:-1] == before.path[:-1] and marker.value == before.value + 1


TELL = {
    "gap": "编号不连续：“{}”之前缺号",
    "repeat": "编号重复：“{}”",
    "orphan": "编号缺少开头：“{}”",
    "restart": "编号重新开始：“{}”",
}


def _warn(outline: Outline, marker: Marker, relation: str) -> None:
    outline.warnings.append(TELL[relation].format(marker.printed))
