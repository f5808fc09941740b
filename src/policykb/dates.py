"""Dates and periods of official Chinese: 2025年底前, “十四五”期间, 截至2020年末, 今年.

Dates are ISO strings (YYYY-MM-DD). Five-year plans follow each other without a gap; the sixth
(“六五”) began in 1981, so the fourteenth is 2021 to 2025.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from policykb.numerals import read_integer
from policykb.types import Span

_WIDTH = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
# The letter O for 〇 in a year of Chinese digits: 二OO八年.
_LETTER_O = re.compile("(?<=[一二〇○零OoＯｏ])[OoＯｏ](?=[OoＯｏ〇○零一二三四五六七八九年])")
_HAN = "[〇○零一二三四五六七八九十]"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_DAY = re.compile(
    rf"(?P<y>{_YEAR})\s?(?:年\s?|[-/.])(?P<m>\d{{1,2}}|{_HAN}{{1,2}})\s?(?:月\s?|[-/.])"
    rf"(?P<d>\d{{1,2}}|{_HAN}{{1,3}})\s?日?"
)

# A whole day in words, for patterns of running text; `read_date` reads what it matches.
DAY = (
    r"(?:(?:19|20)\d\d|[一二][〇○零OoＯｏ一二三四五六七八九]{3})\s?年"
    rf"\s?(?:\d{{1,2}}|{_HAN}{{1,2}})\s?月\s?(?:\d{{1,2}}|{_HAN}{{1,3}})\s?日"
)


def read_date(text: str) -> str | None:
    """The ISO date that the whole of `text` spells, or None.

    >>> read_date("2021年11月6日"), read_date("二〇二一年十一月六日"), read_date("2021-2-30")
    ('2021-11-06', '2021-11-06', None)
    """
    match = _DAY.fullmatch(_plain(text.strip()))
    return _day(match["y"], match["m"], match["d"]) if match else None


def _plain(text: str) -> str:
    """The text with digits of one width and 〇 for the letter, character for character."""
    return _LETTER_O.sub("〇", text.translate(_WIDTH))


_STAMP = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d) ?[-－—–―年./ ] ?(?P<m>\d{1,2}) ?[-－—–―月./ ] ?(?P<d>\d{1,2})日?"
    r"[ \u3000]*(?P<what>发[ \u3000]*布|实[ \u3000]*施|批[ \u3000]*准)"
)


def stamped_days(text: str) -> dict[str, str]:
    """发布, 实施 and 批准 → the first ISO date printed right before each, as on the cover of a
    standard (GB/T 1.1-2020, 6.1), where a dash is often lost.

    >>> stamped_days("2008 08 19发布 2008-10-01 实施")
    {'发布': '2008-08-19', '实施': '2008-10-01'}
    """
    found: dict[str, str] = {}
    for match in _STAMP.finditer(text):
        day = _day(match["y"], match["m"], match["d"])
        if day:
            found.setdefault("".join(match["what"].split()), day)
    return found


def write_date(iso: str) -> str:
    """An ISO date as official documents print it (GB/T 9704-2012 7.3.5.4): 2021年11月6日."""
    day = dt.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _day(year: str, month: str, day: str) -> str | None:
    numbers = [read_integer(part) for part in (year, month, day)]
    try:
        return dt.date(*(n or 0 for n in numbers)).isoformat()
    except ValueError:
        return None


def later(iso: str, *, years: int = 0, months: int = 0) -> str:
    """The same day `years` and `months` on; the last of the month where that day is missing."""
    day = dt.date.fromisoformat(iso)
    ordinal = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    return dt.date(year, month, min(day.day, _last(year, month))).isoformat()


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def plan_years(ordinal: str) -> tuple[int, int] | None:
    """First and last year of a five-year plan named by its ordinal: 十四五 → (2021, 2025)."""
    number = read_integer(ordinal.removesuffix("五"))
    if number is None or not ordinal.endswith("五") or not 6 <= number <= 30:
        return None
    return 1981 + (number - 6) * 5, 1985 + (number - 6) * 5


# ------------------------------------------------------------------ running text


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time that a text names; `start` and `end` are ISO days, both included.

    `kind`: date (one day) · period (in it) · deadline (by its end: 到…, …前, …末) · as_of (state
    at its end: 截至…) · from (自…起; `end` is ""). `relative` where it was counted from the
    anchor (今年, 年底前). `span` takes in the words that make the kind.
    """

    span: Span
    start: str
    end: str
    kind: str
    relative: bool = False

    @property
    def year(self) -> int:
        """The last calendar year that it reaches into (the first of an open one)."""
        return int((self.end or self.start)[:4])

    @property
    def month(self) -> str:
        """YYYY-MM where it is one calendar month, else empty: 2024年3月."""
        whole = self.start.endswith("-01") and self.end[8:] >= "28"
        return self.start[:7] if whole and self.start[:7] == self.end[:7] else ""


_PLAN = "(?:十[一二三四五六七八九]?|[六七八九])五"
_PERIOD = re.compile(
    r"(?P<lead>截至|截止到?|自|从|力争到|计划到|到|至)?"
    r"(?:"
    rf"[“\"]?(?P<plan>{_PLAN})[”\"]?(?P<plan_tail>规划期?末|期?末|规划期|期间|时期|以来|规划收官)"
    rf"|(?P<from>{_YEAR})年?[—–\-~～至到]{{1,2}}(?P<to>{_YEAR})年"
    rf"|(?P<y>{_YEAR})(?:年|(?=[-/.]\d{{1,2}}[-/.]\d))"
    rf"(?:年?(?P<part>[上下]半年|前?[一二三四1-4]个?季度|年?(?:[底末]|初(?![步期级中始次创])|中(?![国央小学级心西部医等东型华])))"
    rf"|[-/.]?(?P<m1>\d{{1,2}}|{_HAN}{{1,2}})(?:[—–\-~～至到](?P<m2>\d{{1,2}}))?(?:月|(?=[-/.]\d))"
    rf"(?:[-/.]?(?P<d>\d{{1,2}}|{_HAN}{{1,3}})日?|(?P<m_part>[底末初中]))?)?"
    r"|(?P<word>今年|本年度?|明年|来年|去年|上年度?|前年|年内|年底|年末|过去一年|一年来)(?P<word_part>[底末])?"
    r"|(?P<next>未来|今后|近|过去|最近)(?P<years>[一二两三四五六七八九十\d]{1,2})年"
    r"|(?P<rm>\d{1,2})月(?:(?P<rd>\d{1,2})日|(?P<rm_part>[底末]))"
    r")"
    r"(?P<tail>之?以?前|起)?"
)
_BEGIN_OF_PART = {"上半年": (1, 6), "下半年": (7, 12)}
_WORDS = {  # years away from the anchor
    "今年": 0, "本年": 0, "本年度": 0, "年内": 0, "年底": 0, "年末": 0, "明年": 1, "来年": 1,
    "去年": -1, "上年": -1, "上年度": -1, "前年": -2, "过去一年": -1, "一年来": -1,
}  # fmt: skip


def find_periods(text: str, anchor: str | None = None) -> tuple[Period, ...]:
    """Every date and period that `text` names, in order.

    `anchor` (ISO date, or a year) is what 今年, 年底前, 6月底 and 未来三年 are counted from;
    without it such words are left out.
    """
    plain = _plain(text)
    base = int(anchor[:4]) if anchor else None
    found = (_period(match, base) for match in _PERIOD.finditer(plain))
    return tuple(period for period in found if period)


def _period(match: re.Match[str], base: int | None) -> Period | None:
    bounds = _bounds(match, base)
    if bounds is None:
        return None
    start, end = bounds
    relative = not (match["plan"] or match["from"] or match["y"])
    kind = _kind(match, start, end)
    return Period(
        span=Span(match.start(), match.end()),
        start=start,
        end="" if kind == "from" else end,
        kind=kind,
        relative=relative,
    )


def _kind(match: re.Match[str], start: str, end: str) -> str:
    lead, tail = match["lead"] or "", match["tail"] or ""
    if lead.startswith("截"):
        return "as_of"
    if (lead in ("自", "从") and tail == "起") or match["plan_tail"] == "以来":
        return "from"
    at_end = any(
        (match[g] or "").endswith(("底", "末"))
        for g in ("plan_tail", "part", "m_part", "rm_part", "word", "word_part")
    )
    if tail.endswith("前") or lead.endswith(("到", "至")) or at_end:
        return "deadline"
    return "date" if start == end else "period"


def _bounds(match: re.Match[str], base: int | None) -> tuple[str, str] | None:
    """First and last day, or None where the words give no real date."""
    if match["plan"]:
        years = plan_years(match["plan"])
        return years and _years(*years)
    if match["from"]:
        first, last = read_integer(match["from"]) or 0, read_integer(match["to"]) or 0
        return _years(first, last) if first <= last else None
    if match["y"]:
        return _dated(match, read_integer(match["y"]) or 0)
    return None if base is None else _counted(match, base)


def _years(first: int, last: int) -> tuple[str, str]:
    return f"{first}-01-01", f"{last}-12-31"


def _months(year: int, first: int, last: int) -> tuple[str, str] | None:
    if not 1 <= first <= last <= 12:
        return None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{_last(year, last)}"


def _dated(match: re.Match[str], year: int) -> tuple[str, str] | None:
    """A printed year with what follows it."""
    if match["part"]:
        return _part(year, match["part"])
    if not match["m1"]:
        return _years(year, year)
    month = read_integer(match["m1"]) or 0
    if match["d"]:
        day = _day(str(year), str(month), match["d"])
        return (day, day) if day else None
    return _months(year, month, int(match["m2"] or month))


def _part(year: int, part: str) -> tuple[str, str] | None:
    if part in _BEGIN_OF_PART:
        return _months(year, *_BEGIN_OF_PART[part])
    if part.endswith("季度"):
        quarter = read_integer(part.removeprefix("前").removesuffix("季度").removesuffix("个")) or 0
        return _months(year, 1 if part.startswith("前") else quarter * 3 - 2, quarter * 3)
    if part.endswith("初"):
        return _months(year, 1, 1)
    return _months(year, 6, 6) if part.endswith("中") else _years(year, year)


def _counted(match: re.Match[str], base: int) -> tuple[str, str] | None:
    """Words counted from the anchor's year."""
    if match["word"]:
        year = base + _WORDS[match["word"]]
        return _years(year, year)
    if match["next"]:
        number = read_integer(match["years"]) or 1
        ahead = match["next"] in ("未来", "今后")
        return _years(base, base + number - 1) if ahead else _years(base - number, base - 1)
    month = int(match["rm"])
    if match["rd"]:
        day = _day(str(base), match["rm"], match["rd"])
        return (day, day) if day else None
    return _months(base, month, month)
