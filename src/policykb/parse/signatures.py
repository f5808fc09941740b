"""Below the body: signature, date, notes, and the text that a notice carries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykb.dates import read_date
from policykb.parse.annexes import START, annex_cuts
from policykb.parse.formal import LONGEST_TITLE, TITLE_LINES, Form, labelled, titular
from policykb.parse.growth import Cut
from policykb.parse.heads import read_head
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.patterns import ANNOUNCED, CARRIES, JOINT, NOTED, ORGAN, WHOLE_TITLE

# A notice may provide itself; one that issues a text, and who amends one, does not.
PROVIDES = re.compile(r"(?:通知|函|意见|通告|公告)$")
ISSUES = re.compile(r"印发|发布|公布|颁布|修[改订正]|废止")
TEXT = 30  # characters of a paragraph that opens a text
SENDS = re.compile(r"(?:印发|发布|公布|转发|批转)$")
NOTICES = ("的通知", "的公告", "的通告", "的决定")
UNQUOTED = re.compile(
    rf"(?:印发|发布|公布|转发|批转)(?P<name>[^《》。，；：]{{5,80}})(?:{'|'.join(NOTICES)})$"
)
CLOSING_NOTE = re.compile(
    r"抄[ \u3000]*[送报]|[主分][ \u3000]*送|主[ \u3000]*题[ \u3000]*词"
    r"|[（(].{2,40}[）)]$|.{2,30}(?:印发|印制)$|联系人|（此件"
)
# The notes below the last rule of the last page (GB/T 9704-2012 7.4).
PRINTED = re.compile(
    r"(?:抄[ \u3000]*[送报]|分[ \u3000]*送)[ \u3000]*[:：].{2,200}"
    r"|主[ \u3000]*题[ \u3000]*词[ \u3000:：]*[^。；，]{2,60}"
    r"|.{2,40}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[ \u3000]*印(?:发|制)"
)
OPEN = re.compile(r"[（(]此[件文].{2,12}[）)]")  # below a date, or by mistake above it
SEAL = re.compile(
    r"[（(][ \u3000]*(?:代[ \u3000]*)?(?:印[ \u3000]*)?章[ \u3000]*[）)]|[（(]公章[）)]"
)
# Spaces between office and name are layout, and may have been lost.
OFFICE = "(?:总理|主席|委员长|[省市州县区部局署行]长|主任)"
# The name below an order may be a picture, and lost.
PERSON = re.compile(rf"{OFFICE}[ \u3000]+\S|^{OFFICE}(?:[^\W\d]{{2,4}})?$")
NAMED = re.compile(rf"{OFFICE}[ \u3000]*[:：][ \u3000]*[^\W\d]{{2,4}}")
YEAR = "[12〇二一][0-9〇○零OoＯｏ一二三四五六七八九]{3}"
SIGNED = re.compile(
    rf"(?P<organ>[^。，；]{{2,60}}?)[ \u3000]*"
    rf"(?P<date>{YEAR}[ ]?年[ ]?[^年月日]{{1,3}}[ ]?月[ ]?[^年月日]{{1,3}}[ ]?日)"
)


def carries(notice: str, title: str) -> bool:
    """Whether the title of a notice names a title as that which it carries, with 《》 or without:
    关于印发某某办法的通知."""
    name, rest = plain(title), plain(notice)
    at = rest.rfind(name) if name else -1
    return at > 0 and bool(SENDS.search(rest[:at])) and rest[at + len(name) :] in NOTICES


def carried_names(lines: tuple[Line, ...], titles: Iterable[str]) -> frozenset[str]:
    """Titles that a notice says it carries: in 《》, or bare in its own title."""
    bare = (UNQUOTED.search(title) for title in titles)
    found = {plain(match["name"]) for match in bare if match}
    for line in lines:
        for pattern in (CARRIES, ANNOUNCED):
            found |= {plain(match[1]) for match in pattern.finditer(line.text[:400])}
    return frozenset(found)


def plain(title: str) -> str:
    """A title without spaces, quotation marks and the mark of a note, to compare."""
    return re.sub(r"[\s\u3000“”\"'‘’「」《》〈〉]", "", NOTED.sub("", title))


def read_line(form: Form, lines: tuple[Line, ...], index: int, names: frozenset[str]) -> int:
    """Looks at one line of the body; returns the next to look at."""
    line = lines[index]
    if line.is_table or index in form.roles or len(line.text) > LONGEST_TITLE:
        return index + 1
    if names and _is_carried_title(lines, index, names):
        begun = any(cut.kind == "carried" for cut in form.cuts.values())
        below = _carried(form, lines, index)
        if begun:
            _set_apart(form, lines, index, below)
        return below
    if read_date(line.text) is not None and _signature(form, lines, index):
        return _after_signature(form, lines, index + 1)
    match = SIGNED.fullmatch(line.text)
    if match and _by_whom(match["organ"]) and read_date(match["date"]):
        form.roles[index] = "signature"
        return _after_signature(form, lines, index + 1)
    if _bare_date(form, lines, index, names):
        form.roles[index] = "date"
        return _after_signature(form, lines, index + 1)
    if _late_label(form, lines, index):
        form.roles[index] = "note"
    return index + 1


def _by_whom(text: str) -> bool:
    """Whether the words before a date are an organ, or the person who signs an order."""
    return bool(ORGAN.search(text) or PERSON.match(text))


def _bare_date(form: Form, lines: tuple[Line, ...], index: int, names: frozenset[str]) -> bool:
    """Whether a date under the last sentence dates a text whose signature is not printed: below it
    the file ends, or what it carries begins."""
    text = lines[index].text
    if "年" not in text or read_date(text) is None or index == 0 or index - 1 in form.roles:
        return False
    if not lines[index - 1].text.endswith(("。", "！")) or lines[index - 1].is_table:
        return False
    if index + 1 >= len(lines):
        return True
    below = lines[index + 1].text
    carries = bool(names) and _is_carried_title(lines, index + 1, names)
    carries = carries or (bool(WHOLE_TITLE.search(below)) and _begins_text(lines, index + 1))
    return carries or START.fullmatch(below) is not None or CLOSING_NOTE.match(below) is not None


def _late_label(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    if index < len(lines) - 6:
        return False
    return PRINTED.fullmatch(lines[index].text) is not None or labelled(form, lines[index].text)


def _is_carried_title(lines: tuple[Line, ...], index: int, names: frozenset[str]) -> bool:
    above = START.fullmatch(lines[index - 1].text) if index else None
    if above is not None and not above["title"]:
        return False
    words = ""
    for line in lines[index : index + TITLE_LINES]:
        words += plain(line.text)
        if words in names:
            return True
    return False


def _signature(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Marks the lines above a date that sign it; False where nobody does."""
    noted = (
        index > 1 and index - 1 not in form.roles and bool(OPEN.fullmatch(lines[index - 1].text))
    )
    stop = at = index - noted
    while at > 0 and at > index - 12 and at - 1 not in form.roles and _signs(lines[at - 1]):
        at -= 1
    if at == stop:
        return False
    form.roles |= dict.fromkeys(range(at, stop), "signature")
    form.roles |= {index: "date"} | dict.fromkeys(range(stop, index), "note")
    return True


def _signs(line: Line) -> bool:
    text = line.text
    if NAMED.fullmatch(text):
        return not line.is_table
    if line.is_table or len(text) > 80 or re.search("[。；：，]", text) or read_marker(text):
        return False
    return any(name.search(text) for name in (ORGAN, JOINT, PERSON)) or bool(SEAL.fullmatch(text))


def _after_signature(form: Form, lines: tuple[Line, ...], index: int) -> int:
    """Marks closing notes, then the head of a carried text if one follows."""
    while (
        index < len(lines)
        and CLOSING_NOTE.match(lines[index].text)
        and len(lines[index].text) < 200
    ):
        form.roles[index] = "note"
        index += 1
    if index >= len(lines) or index in form.roles or not _begins_text(lines, index):
        return index
    below = _carried(form, lines, index)
    if _provides(form, lines, index):
        _set_apart(form, lines, index, below)
    return below


def _provides(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the text that ends above a line is a notice with clauses of its own, and does not
    only put in force what stands below: that is then an annex, whose clauses are not the notice's.
    """
    title, below = form.titles[0][1] if form.titles else "", plain(form.titles[-1][1])
    named = {plain(m[1]) for m in CARRIES.finditer(title)}
    if not PROVIDES.search(title) or ISSUES.search(title) or below in named:
        return False
    read = (read_marker(lines[i].text) for i in range(index) if i not in form.roles)
    return {1, 2} <= {m.value for m in read if m and m.style == "一、"}


def _begins_text(lines: tuple[Line, ...], index: int) -> bool:
    if annex_cuts(lines[index : index + 1], {}, 0) or lines[index].is_table:
        return False
    return titular(lines, index) and sum(len(line.text) for line in lines[index:]) > 120


def _set_apart(form: Form, lines: tuple[Line, ...], index: int, below: int) -> None:
    """Makes an annex of a second text under one order: its articles count from 1 again, and are
    not those of the first. A title told again, or one above no text, is none."""
    if not form.titles or form.titles[-1][0] != index or below >= len(lines):
        return
    title = form.titles[-1][1]
    told = {plain(other) for _, other in form.titles[:-1]}
    marker = read_marker(lines[below].text)
    begins = marker.value == 1 if marker else len(lines[below].text) >= TEXT
    if plain(title) in told or not begins:
        return
    stop = index
    while form.roles.get(stop) == "title":
        del form.roles[stop]
        stop += 1
    form.cuts[index] = Cut("annex", heading=title, lines=stop - index)


def _carried(form: Form, lines: tuple[Line, ...], index: int) -> int:
    form.cuts[index] = Cut("carried", lines=1)
    return max(read_head(form, lines, index), index + 1)
