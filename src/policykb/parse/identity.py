"""Who, what, when: the Metadata of a document, from its form, its fields and its first words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import PurePath

from policykb.dates import plan_years, read_date
from policykb.parse.annexes import START, dates
from policykb.parse.days import put_up, signed, told_day
from policykb.parse.doctypes import kind_of_text, kind_of_title
from policykb.parse.family import family_of
from policykb.parse.formal import LONGEST_TITLE, Form, join_title
from policykb.parse.issuers import issuers_of, parts_of
from policykb.parse.lines import Line
from policykb.parse.numbers import canonical, is_number, narrow, standard
from policykb.parse.patterns import CARRIES, NOTED, REPOSTED, TAG
from policykb.parse.signatures import carries
from policykb.parse.told import Told, status_told, tabled, told_by
from policykb.parse.whereabouts import place_of
from policykb.types import Metadata, Source

PLAN = re.compile(
    r"[“\"]?(?P<named>十[一二三四五六七八九]五)[”\"]?|第(?P<count>十[一二三四五六七八九])个五年"
)
SPAN_YEARS = re.compile(r"((?:19|20)\d\d)[ ]?年?[—–\-－~～至][ ]?((?:19|20)\d\d)")
YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?(?!远景|愿景)")
QUOTED_TITLE = re.compile(r"^《([^》]+)》(?:正式)?(?:发布|出台|印发|公布|全文|印发实施)?$")
# What stands in brackets under a title and belongs to it.
EDITION = re.compile(
    r"[（(](?:(?:19|20)\d\d年?[—–\-－~～至]{1,2}(?:19|20)\d\d年?|(?:19|20)\d\d年?(?:版|修订版?|修正版?|本)|试行|暂行|修订"
    r"|(?:修订|修正)?(?:草案(?:修改)?|征求意见|送审|审议|[一二三]次?审议?)稿?"
    r"(?:[一二三]次?审?稿)?(?:[·・、 ]?(?:草案|征求意见|送审|审议|[一二三]次?审议?)稿?)?)[）)]"
)
# An order with its number right before its words: 某某市人民政府令第8号《…》已经…
GLUED_ORDER = re.compile(
    r"(?!根据|按照|依[据照]|经|现|为|自)(?P<number>[^\W\d]{2,24}令[ \u3000]*第[^号]{1,6}号)"
    r"[ \u3000]*(?=《|现)"
)
# Who put a text in force by which order, told in the note under its title.
NOTED_ORDER = re.compile(
    r"[0-9]日[ \u3000]*(?P<number>[^\W\d]{2,24}令[ \u3000]*(?:第[^号]{1,6}|[0-9]{1,4})号)"
    r"[ \u3000]*(?:公布|发布|颁布)"
)
# An announcement is numbered within its year: 2019年第13号.
ANNOUNCEMENT = re.compile(r"[^\W\d_]{0,20}[12][0-9]{3}年第[0-9]{1,4}号")
OF_ANNEX = re.compile(
    r"(?<!\w)(?P<number>[^\W\d]{2,16}[〔\[（(](?:19|20)[0-9]{2}[〕\]）)][0-9]{1,5}号)"
    r"附件[0-9]{0,2}(?![》的中所])"
)
NEWS_LINES = 40
OPENING = 3000
OPENING_LINES = 12


def identify(source: Source, lines: tuple[Line, ...], form: Form, named: Iterable[str]) -> Metadata:
    """The metadata of a file; `named` are the unnumbered headings that it has."""
    told = told_by((*tabled(lines), *form.labels, *source.fields))
    opening = "\n".join(line.text for line in lines)[:OPENING]
    title, others = _title(told, lines, form, source)
    family = family_of(title, others, lines, form)
    number = _doc_number(told, lines, form)
    issuers = issuers_of(told, lines, form, opening, number)
    place = place_of(title, family, issuers, number, opening)
    kind = _doc_type(title, family, opening, tuple(named))
    status, basis = status_told(told, lines)
    written_on = signed(told, lines, form, number) or _unsigned_day(lines, form)
    return Metadata(
        title=title,
        doc_number=number,
        doc_type=kind,
        issuers=issuers,
        addressees=_addressees(lines, form),
        written_on=written_on,
        published_on=put_up(told, lines, form, written_on),
        effective_on=told_day(told, "effective_on"),
        expires_on=told_day(told, "expires_on"),
        status=status,
        status_basis=basis,
        index_number=told.get("index_number"),
        topics=parts_of(told.get("topics"), r"\\+|[;；|]"),
        region=place.name if place else "",
        level=place.level if place else "",
        period=_period(title, opening, kind, written_on),
        family=family,
        digest=form.digest,
    )


def _unsigned_day(lines: tuple[Line, ...], form: Form) -> str | None:
    """The day under a text that nobody signs, above the notes of its last page or its annex: right
    below its last sentence or the list of its annexes. Any other at the end is of the page."""
    days = (i for i in range(1, len(lines)) if i not in form.roles and dates(lines, i))
    return next((read_date(lines[i].text) for i in days if _under_text(lines, form, i)), None)


def _under_text(lines: tuple[Line, ...], form: Form, index: int) -> bool:
    return form.roles.get(index - 1) == "note" or lines[index - 1].text.endswith(("。", "！"))


# ------------------------------------------------------------------ title and kind


def _title(
    told: Told, lines: tuple[Line, ...], form: Form, source: Source
) -> tuple[str, tuple[str, ...]]:
    """The title of the text carried, and the titles of the texts that came with it."""
    apart = {at for at, cut in form.cuts.items() if cut.kind == "annex"}
    titles = [
        _own(lines, title) + _edition(lines, form, at)
        for at, title in form.titles
        if at not in apart
    ]
    annexes = [cut.heading for cut in form.cuts.values() if cut.kind == "annex" and cut.heading]
    title = _unwrapped(NOTED.sub("", join_title([told.get("title")])))
    carried = _carried(titles, annexes, form)
    if title and carries(title, carried):
        return carried, (title, *titles, *annexes)
    return title or carried or PurePath(source.path).stem, (*titles, *annexes)


def _own(lines: tuple[Line, ...], title: str) -> str:
    """The title of a text; of one that a paper puts up, as the text itself bears it further down,
    where the words of news shorten it."""
    bare = _unwrapped(title)
    if bare == title or not REPOSTED.fullmatch(title):
        return bare
    wanted = _short(bare)
    for index, line in enumerate(lines[:NEWS_LINES]):
        under = lines[index + 1].text if index + 1 < len(lines) else ""
        whole = line.text + (under if EDITION.fullmatch(under) else "")
        if len(whole) <= LONGEST_TITLE and whole != title and _short(whole) == wanted:
            return join_title([_unwrapped(whole)])
    return bare


def _short(title: str) -> str:
    """A title as news tell it: without the nation, brackets and quotation marks."""
    return re.sub(r"^中华人民共和国|[\s\u3000（）()《》“”]", "", title)


def _edition(lines: tuple[Line, ...], form: Form, at: int) -> str:
    """（2025年版）, （修订草案）（征求意见稿）: what stands in brackets right under the title that
    begins at `at`, on a line or several."""
    while form.roles.get(at) == "title":
        at += 1
    said = ""
    while form.roles.get(at) == "note" and EDITION.fullmatch(lines[at].text.strip()):
        said += lines[at].text.strip()
        at += 1
    return said


def _carried(titles: list[str], annexes: list[str], form: Form) -> str:
    """The title under that of a notice; where only a notice is printed, the annex that it issues;
    that of the first text where what carries it, an order, bears no title.

    An annex names a text only where a notice says that it issues it: the form or list behind a
    text that has lost its own title is not that text.
    """
    if len(titles) == 1 and "通知" in titles[0]:
        names = [match[1] for match in CARRIES.finditer(titles[0])]
        for annex in annexes:
            if any(name in annex or annex in name for name in names):
                return annex
    untitled = any(at in form.cuts for at, _ in form.titles[:1])
    return next(iter((not untitled and titles[1:2]) or titles), "")


def _unwrapped(title: str) -> str:
    """A title without the 《》 and the words of news around it."""
    tag = TAG.match(title)
    if tag and ("解读" not in tag[0] or kind_of_title(title[tag.end() :]) == "interpretation"):
        title = title[tag.end() :]
    match = QUOTED_TITLE.match(title)
    if match:
        return match[1]
    again = REPOSTED.fullmatch(title)
    return again["title"] if again else title


def _doc_type(title: str, family: tuple[str, ...], opening: str, named: tuple[str, ...]) -> str:
    kind = kind_of_title(title)
    carried = [m[1] for m in CARRIES.finditer(title)]
    if carried:
        kind = kind_of_title(carried[-1]) or kind
    if kind:
        return kind
    told = kind_of_text(opening, named)
    if told != "other":
        return told
    return next((k for k in map(kind_of_title, family) if k), "other")


def _period(title: str, opening: str, kind: str, written_on: str | None) -> str | None:
    """The years that a title names; of a plan without such a title, those its opening names.

    Only a plan is about the five years that it speaks of: a report looks back on them, measures
    belong to them. A report of a government that names no year is that of the year it was given in;
    one on what was reached tells its year behind its title, or with its first words.
    A vision that reaches further (2035年远景目标) is not the plan's period.
    """
    span = SPAN_YEARS.search(title)
    if span:
        return f"{span[1]}-{span[2]}"
    years = _five_years(title) or (_five_years(opening[:800]) if kind == "plan" else None)
    if years:
        return years
    year = YEAR.search(title)
    if year is None and title.endswith("政府工作报告") and written_on:
        return written_on[:4]
    if year is None and kind == "report" and _REVIEW.search(title):
        year = _YEAR_BEHIND.search(title) or _YEAR_BEHIND.search(opening[:OPENING_OF_COVER])
        year = year or _YEAR_FIRST.search(opening)
    return year[1] if year else None


_REVIEW = re.compile(r"公报|总结|(?:评估|评价|调查|监测)(?:工作)?报告")
_YEAR_BEHIND = re.compile(r"[（(]((?:19|20)\d\d)(?:年度?)?[）)]$", re.M)
OPENING_OF_COVER = 120
_YEAR_FIRST = re.compile(r"^((?:19|20)\d\d)年[，,]", re.M)


def _five_years(text: str) -> str | None:
    plan = PLAN.search(text) if _plans(text) else None
    years = plan_years(plan["named"] or plan["count"] + "五") if plan else None
    return f"{years[0]}-{years[1]}" if years else None


def _plans(text: str) -> bool:
    return any(word in text for word in ("规划", "纲要", "计划", "方案"))


# ------------------------------------------------------------------ numbers, people, places


def _doc_number(told: Told, lines: tuple[Line, ...], form: Form) -> str:
    number = _read_number(told.get("doc_number"))
    if number:
        return number
    for index in sorted(form.roles):
        text = lines[index].text
        if form.roles[index] == "doc_number":
            number = canonical(text) or standard(text)
            return _of_order(number, lines[index - 1].text if index else "")
        number = canonical(text[form.split_at[index] :]) if index in form.split_at else ""
        if number:
            return number
    return _order_told(lines, form) or _before_annex(lines)


def _before_annex(lines: tuple[Line, ...]) -> str:
    """The number that a site prints before the name of each annex: 某建发〔2020〕46号附件1."""
    found = (OF_ANNEX.search(line.text) for line in lines if "号附件" in line.text)
    glued = next((match["number"] for match in found if match), "")
    above = (one.text for one, two in pairwise(lines) if START.fullmatch(two.text))
    return canonical(glued or next((text for text in above if is_number(text)), ""))


def _order_told(lines: tuple[Line, ...], form: Form) -> str:
    """The number of the order that stands glued to its first words, or in a note."""
    first = next(
        (line.text for i, line in enumerate(lines[:OPENING_LINES]) if i not in form.roles), ""
    )
    notes = [lines[i].text for i, role in sorted(form.roles.items()) if role == "note"]
    found = GLUED_ORDER.match(first) or next(filter(None, map(NOTED_ORDER.search, notes)), None)
    return canonical(found["number"]).replace("中华人民共和国", "") if found else ""


def _read_number(printed: str) -> str:
    """The number that a cell holds; empty where what it holds cannot be read as one."""
    plain = "".join(narrow(printed).split())
    whole = ANNOUNCEMENT.fullmatch(plain)
    return canonical(printed) or standard(printed) or (whole[0] if whole else "")


def _of_order(number: str, above: str) -> str:
    """第707号 under 中华人民共和国国务院令 is 国务院令第707号."""
    if number.startswith("第") and above.endswith(("令", "公告")) and len(above) <= 40:
        return above.replace("中华人民共和国", "") + number
    return number


def _addressees(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    for index in sorted(form.roles):
        if form.roles[index] == "addressee":
            return parts_of(lines[index].text.rstrip("：: "), "[，,；;]")
    return ()
