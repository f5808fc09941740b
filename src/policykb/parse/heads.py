"""Above the body: masthead, 发文字号, title, notes and addressees (GB/T 9704-2012 7.2, 7.3.1-2)."""

from __future__ import annotations

import re
from collections.abc import Callable

from policykb.dates import find_periods, read_date
from policykb.parse.annexes import START
from policykb.parse.doubtful import opens_chapter
from policykb.parse.formal import (
    ADDRESSEE,
    LONGEST_TITLE,
    TITLE_LINES,
    Form,
    addresses,
    join_title,
    labelled,
    titular,
)
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.numbers import is_number, number_at_end, standard
from policykb.parse.patterns import ORGAN

DIGEST = re.compile(r"[（(【]?摘编|.{0,12}[（(]?非原文")
DIGEST_ROW = re.compile(r"[^：:。，]{2,8}[:：].{1,200}")
WHOLE_NOTE = re.compile(r"[（(〔\[].{2,800}[）)〕\]]")
DASHED = re.compile(r"[—－─―\-]{2,}[ \u3000]*\S")
# When a site put the page up: 2026年02月10日 07时41分, 2026-01-31 07:00:44
TIMED = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ \u3000T]*\d{1,2}[:：时点]\d{2}(?:分|[:：]\d{2})?"
)
DATED_NOTE = re.compile(
    r"[（(]?[0-9〇○零一二三四五六七八九十１-９０]{4}年[^。；]{0,80}"
    r"(?:(?:会议|大会)上[^。，；]{0,40}。?|通过|公布|修订|修正|批准|起施行|发布|实施)[）)]?"
    r"|自[^。；，]{6,16}日?起施行"
)
MASTHEAD = re.compile(
    r".{2,60}?[ \u3000]*(?:文[ \u3000]*件|令|公[ \u3000]*告|国家标准|地方标准|行业标准)"
)
ORNAMENT = re.compile(r"[=＝*＊#_~·.\-—]{4,}")
# How the titles of documents that have a cover end
WHOLE_TITLE = re.compile(
    r"(?:规划|计划|纲要|方案|报告|办法|措施|意见|通知|要点|指南|细则|规定|白皮书|蓝皮书)"
    r"(?:[（(][^（）()]{2,20}[）)])*$|[—\-]20\d\d年?[）)]$"
)
HEAD_LINES = 40
NOTE_LINES = 6


def read_cover(form: Form, lines: tuple[Line, ...], cover: dict[int, str]) -> int:
    """Where the body of a standard begins; its title is kept."""
    title = next((i for i, role in cover.items() if role == "title"), None)
    if title is not None:
        form.titles.append((title, join_title([lines[title].text])))
    begin = 0
    while begin in cover:
        begin += 1
    return begin


def read_head(form: Form, lines: tuple[Line, ...], start: int) -> int:
    """Marks the lines of a head that begins at `start`; returns where the body begins."""
    index, run, titled = start, 0, False
    while index < min(len(lines), start + HEAD_LINES):
        role = form.roles.get(index) or _head_role(form, lines, index)
        if titled:
            role = _under_title(lines, index) or role
        if role == "title":
            role = _title_goes_on(form, lines, index, run) if titled else role
            run += role == "title"
            titled = True
        elif role:
            run = 0
        if not role:
            break
        form.roles[index] = role
        index += 1
        if role == "addressee":
            break
    _keep_title(form, lines, start, index)
    return index


def _title_goes_on(form: Form, lines: tuple[Line, ...], index: int, run: int) -> str:
    """The role of a line like a title below a title: its next line, a note, or none at all."""
    if _told_before(form, lines, index):
        return "note"
    if not run or run >= TITLE_LINES or ORGAN.search(lines[index].text):
        return "note" if _near_body(lines, index) else ""
    return "title"


def _under_title(lines: tuple[Line, ...], index: int) -> str:
    """issuer or date for what the cover of a plan or report names under its title."""
    if _issued_under(lines, index):
        return "issuer"
    return "date" if _month(lines[index].text) else ""


def _issued_under(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the body that a cover names under the title, above a date or the text."""
    text = lines[index].text
    if len(text) > 40 or not ORGAN.search(text) or not WHOLE_TITLE.search(lines[index - 1].text):
        return False
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    names = re.split(r"[、 \u3000]+", text)
    dated = _month(below) or _is_date(below) or read_marker(below) is not None
    return dated and all(ORGAN.search(name) for name in names if name)


def _month(text: str) -> bool:
    """Whether a line is a month alone: 2024年3月, as on the cover of a plan."""
    found = find_periods(text) if len(text) <= 12 else ()
    return len(found) == 1 and found[0].month != "" and found[0].span.of(text) == text.strip()


def _told_before(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the title once more, or its end: a page's, then the document's own."""
    own = join_title([lines[index].text])
    before = [i for i in range(index) if form.roles.get(i) == "title"]
    return len(own) > 3 and join_title([lines[i].text for i in before]).endswith(own)


def _keep_title(form: Form, lines: tuple[Line, ...], start: int, stop: int) -> None:
    parts = [i for i in range(start, stop) if form.roles.get(i) == "title"]
    if parts:
        words = [_bare_title(lines[i].text[: form.split_at.get(i)]) for i in parts]
        form.titles.append((parts[0], join_title(words)))


def _bare_title(text: str) -> str:
    """A title without the 附件1 before it and the rule after it."""
    annex = START.fullmatch(text)
    return ORNAMENT.sub("", annex["title"] if annex else text)


def _head_role(form: Form, lines: tuple[Line, ...], index: int) -> str:
    """The role of a line above the body; empty where the body begins."""
    line = lines[index]
    if line.is_table or opens_chapter(lines, index):
        return ""
    if line.block.role == "meta" or labelled(form, line.text) or _digest(form, line.text):
        return "note"
    role = next((role for role, matches in HEAD_ROLES if matches(line.text)), "")
    if role or _in_brackets(form, lines, index):
        return role or "note"
    if index and line.block.role != "title" and addresses(line):
        return "addressee"
    return _title(form, line, index) if titular(lines, index) else ""


def _digest(form: Form, text: str) -> bool:
    """Whether the line says that this is a digest, or is a `label：value` line under that."""
    if len(text) <= 60 and DIGEST.match(text):
        form.digest = True
        return True
    return form.digest and not form.titles and DIGEST_ROW.fullmatch(text) is not None


def _in_brackets(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line belongs to a note in brackets that is broken over lines."""
    text = lines[index].text
    if text[0] in "（(":
        return len(text) <= 400 and _closes(lines[index : index + NOTE_LINES])
    open_before = (
        index > 0 and form.roles.get(index - 1) == "note" and _depth(lines[index - 1].text) > 0
    )
    return open_before and _depth(text) < 1


def _closes(lines: tuple[Line, ...]) -> bool:
    depth = 0
    for line in lines:
        depth += _depth(line.text)
        if depth <= 0:
            return line.text.endswith(("）", ")"))
    return False


def _depth(text: str) -> int:
    return sum(text.count(left) - text.count(right) for left, right in ("（）", "()"))


def _title(form: Form, line: Line, index: int) -> str:
    at = number_at_end(line.text)
    if at:
        form.split_at[index] = at
    return "title"


def _is_number(text: str) -> bool:
    return is_number(text) or bool(standard(text))


def _is_note(text: str) -> bool:
    """A note in brackets, who spoke where, when a law was passed, 附件 above a title, a rule."""
    if any(note.fullmatch(text) for note in (WHOLE_NOTE, DATED_NOTE, ORNAMENT, TIMED)):
        return True
    annex = START.fullmatch(text)
    return bool(DASHED.match(text) and len(text) <= 80) or bool(annex and not annex["title"])


def _is_date(text: str) -> bool:
    return read_date(text) is not None


def _is_masthead(text: str) -> bool:
    return len(text) <= 60 and "关于" not in text and bool(MASTHEAD.fullmatch(text))


HEAD_ROLES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("doc_number", _is_number),
    ("note", _is_note),
    ("date", _is_date),
    ("issuer", _is_masthead),
)


def _near_body(lines: tuple[Line, ...], index: int) -> bool:
    """A short line between title and body: who speaks, where, an English title."""
    return len(lines[index].text) <= LONGEST_TITLE and any(
        ADDRESSEE.fullmatch(line.text) for line in lines[index + 1 : index + 4]
    )
