"""The days that a document bears: written, published, in force. They are never mixed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from policykb.dates import find_periods, read_date, stamped_days
from policykb.parse.formal import Form
from policykb.parse.lines import Line
from policykb.parse.numbers import day_beside, narrow, standard
from policykb.parse.signatures import OFFICE, YEAR
from policykb.parse.told import Told

DAY = re.compile(r"[0-9０-９〇○零一二三四五六七八九]{4}年.{1,4}月.{1,4}日")
# A line that a site prints with a text: it tells when the page was put up, never who signed when.
SITE = re.compile(
    r"(?:时间|日期)[ \u3000]*[:：]|[0-9]{1,2}[:：][0-9]{2}|点击|浏览|阅读"
    r"|(?:来[ \u3000]*源|编[ \u3000]*辑|作[ \u3000]*者)[ \u3000]*[:：]|字号|打印"
)
CLOCKED = re.compile(
    r"(?<!\d)(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[ \u3000T]*\d{1,2}[:：时点]\d{2}"
)
# An order is signed by a person; the line is often run on to the sentence above it.
SIGNED_ORDER = re.compile(
    rf"{OFFICE}[ \u3000]*[^\W\d]{{2,4}}[ \u3000]*"
    rf"(?P<day>{YEAR}[ ]?年[^年月日]{{1,4}}月[^年月日]{{1,4}}日)[ \u3000]*$"
)
ORDER_LINES = 6
# By which order a text was published, in the note under its title: …日某市人民政府令第9号发布.
BY_ORDER = re.compile(
    r"(?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)[ \u3000]*[^\W\d]{2,24}令"
    r"[ \u3000]*第?[^号，。；]{1,6}号[ \u3000]*(?:发布|颁布)"
)
# Sites that put up again what others published.
REPOSTS = re.compile(r"网$|文库|论坛|博客|资料|http")
# Where the day of writing stands, the surest first.
SIGNING = (("date", "signature"),)
WRITTEN = (*SIGNING, ("note",))
# Who had the text printed and when, the last line of its last page (GB/T 9704-2012 7.4.2).
IMPRINT = re.compile(rf"[^，。；：]{{0,40}}?(?P<day>{DAY.pattern})[ \u3000]*印[ \u3000]*[发制]")
BRIEF = 80  # characters of that line
SOON = 366  # days from the signature within which a text is sent out


def told_day(told: Told, name: str) -> str | None:
    """The day that a label tells."""
    value = told.get(name)
    return (read_date(value) or _first_day(value)) if value else None


def written(
    lines: tuple[Line, ...], form: Form, places: tuple[tuple[str, ...], ...] = WRITTEN
) -> str | None:
    """The date of the first signature; else that of the note under the title, or that beside the
    number."""
    for wanted in places:
        for line in _of_roles(lines, form, wanted):
            day = None if SITE.search(line.text) and "note" in wanted else _first_day(line.text)
            if day:
                return day
    beside = (day_beside(line.text) for line in _of_roles(lines, form, ("doc_number",)))
    return next((read_date(day) for day in beside if day), None)


def of_order(lines: tuple[Line, ...]) -> str | None:
    """The day under an order, where name and day are run on to its text."""
    found = (SIGNED_ORDER.search(line.text) for line in lines[:ORDER_LINES])
    return next((_first_day(match["day"]) for match in found if match), None)


def signed(told: Told, lines: tuple[Line, ...], form: Form, number: str) -> str | None:
    """The day of writing, by its label, the signature or the note; a standard, which nobody signs,
    bears that of its cover.

    A label that repeats the day of publication loses to an earlier signature: sites fill in both.
    So does the day of sending, where it is told alone.
    """
    labelled = told_day(told, "written_on") or told_day(told, "sent_on")
    if labelled and labelled != told_day(told, "published_on"):
        day = None if told.get("written_on") else written(lines, form, SIGNING)
        return day if day and _follows(labelled, day) else labelled
    if standard(number):
        return labelled or issued(lines, form)
    printed = (of_order(lines) if "令" in number else None) or written(lines, form)
    return min(filter(None, (labelled, printed)), default=None)


def put_up(told: Told, lines: tuple[Line, ...], form: Form, signed_on: str | None) -> str | None:
    """The day of publication: as labelled, else as a site stamps its page, else when the text was
    sent out, by its label or its last page.

    What stands on the site of somebody else, or years after the signature, is when it was copied.
    """
    if labelled := told_day(told, "published_on"):
        return labelled
    stamp = told_day(told, "stamped") or published(lines, form)
    copied = REPOSTS.search(told.get("source")) is not None
    late = bool(stamp and signed_on and int(stamp[:4]) > int(signed_on[:4]) + 1)
    return (None if copied or late else stamp) or _sent(told, lines, signed_on)


def _sent(told: Told, lines: tuple[Line, ...], signed_on: str | None) -> str | None:
    """The day on which a text that was signed was sent out, where that is told beside it."""
    if signed_on is None:
        return None
    labelled = told_day(told, "sent_on")
    if labelled and labelled != signed_on and _follows(labelled, signed_on):
        return labelled
    printed = (IMPRINT.fullmatch(line.text) for line in lines if len(line.text) <= BRIEF)
    days = (read_date(match["day"]) for match in printed if match)
    return next((day for day in days if day and _follows(day, signed_on)), None)


def _follows(day: str, signed_on: str) -> bool:
    """Whether a day is that of the signature, or soon after it."""
    if len(day) < 10 or len(signed_on) < 10:
        return False
    return 0 <= (dt.date.fromisoformat(day) - dt.date.fromisoformat(signed_on)).days <= SOON


def published(lines: tuple[Line, ...], form: Form) -> str | None:
    """The day before 发布 in a line of the form, with or without the order between them; else that
    of a site's stamp with its time."""
    for line in (lines[index] for index in sorted(form.roles)):
        if day := stamped_days(line.text).get("发布"):
            return day
    notes = [narrow(line.text) for line in _of_roles(lines, form, ("note",))]
    found = [match for way in (BY_ORDER, CLOCKED) for match in map(way.search, notes) if match]
    return read_date(found[0]["day"]) if found else None


def issued(lines: tuple[Line, ...], form: Form) -> str | None:
    """The day that a standard bears: that of 发布 on its cover, else that of 批准; never that of
    实施, nor when it was printed."""
    approved = (stamped_days(line.text).get("批准") for line in lines)
    return published(lines, form) or next((day for day in approved if day), None)


def _of_roles(lines: tuple[Line, ...], form: Form, wanted: tuple[str, ...]) -> Iterator[Line]:
    return (lines[index] for index, role in sorted(form.roles.items()) if role in wanted)


def _first_day(text: str) -> str | None:
    """The first day that a line names; of a line that names a month alone, the month."""
    for match in DAY.finditer(text):
        day = read_date(match[0])
        if day:
            return day
    periods = find_periods(text) if len(text) < 60 else ()
    if not periods:
        return None
    return (periods[0].start if periods[0].kind == "date" else periods[0].month) or None
