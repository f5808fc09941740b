"""When a firm says that it did something: 今年三月完工了, 2024年5月贷了两百万."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from policykb.answer.amounts import segments
from policykb.dates import find_periods
from policykb.numerals import read_integer

_MONTH = re.compile(
    r"(?:(?P<year>大前年|前年|去年|今年|当年)的?|(?<![\d年]))(?P<month>十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9])月(?:份|底|初|中)?(?!\d)"
)
_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "当年": 0, None: 0}
_END = re.compile(r"(?P<year>前年|去年|今年)(?:年)?底")
_LAST_MONTH = re.compile(r"上个?月")
_AHEAD = re.compile(r"想|打算|准备|计划|希望|预计|将|下半年|明年|下个?月|要(?!求)")
_DENIES = re.compile(r"没(?!问题)|未|不曾")


DONE = re.compile(
    r"了(?!吗|没)|[招买签贷投租聘](?:过|的)|已经?|去年|上半年|[今前]年|刚|正在|在[^，。；]{0,8}[租住办开]|入驻|参加过|每年|一直"
)


def done_runs(text: str) -> Iterator[str]:
    """The clauses that tell of something done, without what is denied or lies ahead."""
    for span in segments(text):
        said = span.of(text)
        if DONE.search(said) and not _AHEAD.search(said) and not NOT_DONE.search(said):
            yield said


NOT_DONE = re.compile(r"没(?!问题)|未|不(?!少|错|仅|光|止|断)|无(?!线|人)")


def done_on(text: str, deed: re.Pattern[str], as_of: str) -> Iterator[tuple[str, str]]:
    """First and last day between which the firm says it did a deed; what lies ahead is left out.

    A day in the clause before counts where the deed's own clause names none.
    """
    before = ""
    for span in segments(text):
        said = span.of(text)
        if deed.search(said) and not _AHEAD.search(said) and not _DENIES.search(said):
            yield from list(_days(said, as_of)) or list(_days(before, as_of))
        before = said


def _days(said: str, as_of: str) -> Iterator[tuple[str, str]]:
    months = list(spoken_months(said, as_of))
    if months:
        yield from months
        return
    for period in find_periods(said, as_of):
        if period.start <= as_of:
            yield period.start, min(period.end or period.start, as_of)


def spoken_months(said: str, as_of: str) -> Iterator[tuple[str, str]]:
    """Months told from the day asked about: 四月份, 去年十月, 去年底, 上个月."""
    for match in _MONTH.finditer(said):
        year = int(as_of[:4]) + _YEARS[match["year"]]
        month = read_integer(match["month"]) or 1
        if match["year"] is None and f"{year}-{month:02}" > as_of[:7]:
            year -= 1  # 十月 said in July was last year's
        yield _month(year, month, as_of)
    for match in _END.finditer(said):
        year = int(as_of[:4]) + _YEARS[match["year"]]
        yield f"{year}-11-01", min(f"{year}-12-31", as_of)
    if _LAST_MONTH.search(said):
        last = dt.date.fromisoformat(f"{as_of[:7]}-01") - dt.timedelta(days=1)
        yield _month(last.year, last.month, as_of)


def _month(year: int, month: int, as_of: str) -> tuple[str, str]:
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return f"{year}-{month:02}-01", min((after - dt.timedelta(days=1)).isoformat(), as_of)
