"""Who issued a plan or report and in which month, as its cover names them under the title."""

from __future__ import annotations

import re

from policykb.dates import find_periods, read_date
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.numbers import is_number
from policykb.parse.patterns import ORGAN, WHOLE_TITLE
from policykb.parse.sites import is_organ

PROSE = 30  # characters of a first paragraph
DATED_NOTE = re.compile(
    r"[（(]?[0-9〇○零一二三四五六七八九十１-９０]{4}年[^。；]{0,80}"
    r"(?:(?:会议|大会)上[^。，；]{0,40}。?|通过|公布|修订|修正|批准|起施行|发布|实施)[）)]?"
    r"|自[^。；，]{6,16}日?起施行"
    r"|(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[，,、 \u3000]+[^\W\d]{2,30}"
)


BARE_DAY = re.compile(r"(?:19|20)[0-9]{6}")  # 20040401


def under_title(lines: tuple[Line, ...], index: int) -> str:
    """issuer or date for what the cover of a plan or report names under its title."""
    if issued_under(lines, index) or _is_stacked(lines, index):
        return "issuer"
    return "date" if _month(lines[index].text) else ""


def issued_under(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the body that a cover names under the title, above a date or the text."""
    text = lines[index].text
    if not is_organ(text) or re.search("[：:]", text) or DATED_NOTE.fullmatch(text):
        return False
    if index == 0 or not WHOLE_TITLE.search(lines[index - 1].text):
        return False
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    names = re.split(r"[、 \u3000]+", text)
    begun = _month(below) or is_date(below) or read_marker(below) is not None
    begun = begun or (len(below) >= PROSE and below[-1] in "。：:")
    begun = begun or ("关于" in below and WHOLE_TITLE.search(below) is not None)
    begun = begun or is_number(below) or BARE_DAY.fullmatch(below) is not None
    begun = begun or DATED_NOTE.match(below) is not None
    return begun and all(ORGAN.search(name) for name in names if name)


def _is_stacked(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is one of the bodies that a cover names one below the other, between the
    title, with what stands in brackets under it, and a month or day."""
    top = index
    while top > 0 and index - top < COVER_LINES and _may_stand_under(lines[top - 1].text):
        top -= 1
    end = index
    while end < min(len(lines), index + COVER_LINES) and _names_body(lines[end].text):
        end += 1
    if end == index or top == 0 or end >= len(lines):
        return False
    dated = _month(lines[end].text) or is_date(lines[end].text)
    return dated and WHOLE_TITLE.search(lines[top - 1].text) is not None


COVER_LINES = 4  # that name the bodies of a cover
IN_BRACKETS = re.compile(r"[（(][^（）()]{2,16}[）)]")


def _names_body(text: str) -> bool:
    return is_organ(text) and bool(ORGAN.search(text.strip())) and not re.search("[：:]", text)


def _may_stand_under(text: str) -> bool:
    return _names_body(text) or IN_BRACKETS.fullmatch(text.strip()) is not None


def _month(text: str) -> bool:
    """Whether a line is a month alone: 2024年3月, as on the cover of a plan."""
    found = find_periods(text) if len(text) <= 12 else ()
    return len(found) == 1 and found[0].month != "" and found[0].span.of(text) == text.strip()


def is_date(text: str) -> bool:
    """Whether a line holds a day."""
    return read_date(text) is not None
