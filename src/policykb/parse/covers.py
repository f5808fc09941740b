"""The cover of a standard (GB/T 1.1-2020, 6.1): ICS, number, title, dates, issuing bodies."""

from __future__ import annotations

import re

from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.numbers import narrow, standard
from policykb.parse.unnumbered import is_named

CLASS = re.compile(r"(?:ICS|CCS)\b|[A-Z] ?[0-9]{2}$")
SORT = re.compile(
    r"(?:国家|地方|行业|团体|企业)[ \u3000]*标[ \u3000]*准(?:化指导性技术文件)?$|国家标准"
)
NAME = re.compile(
    r"[^。；：:]{3,60}?(?:标准|规范|规程|导则|指南|要求|方法|规则|限值|术语)(?:[（(].{1,20}[）)])?"
    r"|[^。；：:]{3,40}第[ ]?[0-9一二三四五六七八九十]{1,3}[ ]?部分[ \u3000]*[：:][^。；：:]{2,30}"
)
FIRST_LINES = 12
LONGEST = 60


def cover_roles(lines: tuple[Line, ...], contents: frozenset[int]) -> dict[int, str]:
    """Roles of the lines of the cover, and of the title repeated above clause 1; empty where the
    file is no standard."""
    top = lines[:FIRST_LINES]
    numbered = [i for i, line in enumerate(top) if standard(line.text)]
    sorted_as = any(SORT.search(line.text) or CLASS.match(narrow(line.text)) for line in top)
    if not sorted_as or not (numbered or any(CLASS.match(narrow(line.text)) for line in top[:3])):
        return {}
    stop = next((i for i in range(len(lines)) if _ends(lines, i, contents)), 0)
    roles = {i: "doc_number" if standard(lines[i].text) else "note" for i in range(stop)}
    names = [i for i in range(stop) if _names(lines[i].text)]
    if not names:  # the cover's own is a picture: it comes again above clause 1
        return roles | _above_clauses(lines, stop)
    title = max(names, key=lambda i: len(lines[i].text))
    roles[title] = "title"
    name = "".join(lines[title].text.split())
    return roles | {i: "title" for i in _again(lines, stop, name)}


def _ends(lines: tuple[Line, ...], index: int, contents: frozenset[int]) -> bool:
    text = lines[index].text
    marker = read_marker(text)
    numbered = (
        marker is not None
        and not standard(text)
        and marker.style in ("1 ", "1.", "article", "一、")
    )
    return index in contents or is_named(text) or (numbered and index > 2) or len(text) > 160


def _names(text: str) -> bool:
    return len(text) <= LONGEST and bool(NAME.fullmatch(text)) and not SORT.search(text)


def _above_clauses(lines: tuple[Line, ...], start: int) -> dict[int, str]:
    for index in range(start, len(lines) - 1):
        below = read_marker(lines[index + 1].text)
        first = below is not None and below.style in ("1 ", "1.") and below.value == 1
        if first and _names(lines[index].text):
            return {index: "title"}
    return {}


def _again(lines: tuple[Line, ...], start: int, name: str) -> list[int]:
    """The lines of the title where it comes again, on one line or broken over two."""
    found: list[int] = []
    for i in range(start, len(lines)):
        text, below = lines[i].text, lines[i + 1].text if i + 1 < len(lines) else ""
        if len(text) <= LONGEST and "".join(text.split()) == name:
            found.append(i)
        elif len(text + below) <= LONGEST and "".join((text + below).split()) == name:
            found += [i, i + 1]
    return found[:2]
