"""How old a firm says it is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from policykb.answer.amounts import Range, find_amounts, segments
from policykb.answer.reading.dated import spoken_months
from policykb.dates import find_periods
from policykb.types import Span


@dataclass(frozen=True, slots=True)
class Age:
    """Years since a firm was founded, the words, and the year or day if one was named."""

    range: Range
    quote: str
    founded: str = ""


_BEGUN = (
    r"成立|注册|创办|创立|开办|开业|开张|开门|设立|办的?厂|起家|起步|创业|开的|办的|开始[干做]|登记"
)
_FOUNDED = re.compile(rf"(?:{_BEGUN})")
_LASTED = re.compile(
    rf"(?:{_BEGUN}|开|办|干|做|经营|运营|营业)(?:到现在|至今)?(?:了|有|已经?|都|也|才|就|满)*$"
)
_NEW = re.compile(
    r"(?:刚刚?|新)(?:成立|注册|开业|开张|起步|创业|设立|开(?!始用|发|会|工)"
    r"|办(?!完|理|好))[^，。；]{0,4}"
)
_LONGEST = 24  # characters of the words of an age
_YEAR = Decimal("365.25")


def read_age(text: str, as_of: str) -> Age | None:
    """The age in years on the day `as_of`, from 2019年成立, 开了五年, 刚注册 and the like."""
    before = ""
    for span in segments(text):
        said = span.of(text)
        found = _since(said, as_of) or _lasting(said)
        if found is None and _OPENED.search(before):
            found = _lasting(said, bare=True)
        if found:
            return found
        before = said
    if match := _NEW.search(text):
        return Age(Range(Decimal(0), Decimal(1), high_open=True), match.group())
    return None


def _since(said: str, as_of: str) -> Age | None:
    """A year or day of founding: 2019年成立, 成立于2021年3月, 去年注册的."""
    begun = _FOUNDED.search(said)
    if not begun:
        return None
    if short := _SHORT_YEAR.search(said):  # 公司15年就成立了
        century = "20" if f"20{short['year']}" <= as_of[:4] else "19"
        year = f"{century}{short['year']}"
        first, last = f"{year}-01-01", f"{year}-12-31"
        return Age(age_range(first, last, as_of), said[:_LONGEST], year)
    for first, last in spoken_months(said, as_of):  # 去年九月, 前年底
        return Age(age_range(first, last, as_of), said[:_LONGEST], first[:4])
    for period in find_periods(said, as_of):
        if period.start[:4] > as_of[:4] or period.kind == "deadline":
            continue
        span = Span(min(begun.start(), period.span.start), max(begun.end(), period.span.end))
        if span.end - span.start > _LONGEST:
            continue
        founded = period.start if period.start == period.end else period.start[:4]
        return Age(
            age_range(period.start, period.end or period.start, as_of), span.of(said), founded
        )
    return None


def age_range(first: str, last: str, as_of: str) -> Range:
    """Years from a day between `first` and `last` until `as_of`."""
    now = dt.date.fromisoformat(as_of)
    days = [max(0, (now - dt.date.fromisoformat(day)).days) for day in (last, first)]
    return Range(Decimal(days[0]) / _YEAR, Decimal(days[1]) / _YEAR)


_SHORT_YEAR = re.compile(
    rf"(?<![\d.])(?P<year>\d\d)年(?:就|才|的时候|那年|底|初)?[^，。；\d]{{0,4}}?(?:{_BEGUN})(?!了?[\d一二两三四五六七八九十])"
)
_OPENED = re.compile(rf"(?:{_BEGUN}|开了?家?|办了?家?)")
_BARE = re.compile(r"(?:有|已经|已|都|也|快|才|刚|满)*")


def _lasting(said: str, *, bare: bool = False) -> Age | None:
    """How long it has been going: 开了五年, 成立快三年, 干了十来年; `bare`: the clause before told
    of the founding, and this one only how long ago (两年多了)."""
    for amount in find_amounts(said):
        if amount.unit not in ("年", "个月") or amount.value > 200:
            continue
        lasted = _LASTED.search(said[: amount.span.start])
        if bare and said[amount.span.end :] in ("", "了", "多", "多了"):
            lasted = _BARE.fullmatch(said[: amount.span.start])
        if not lasted:
            continue
        bounds = amount.range
        if amount.unit == "个月":
            bounds = bounds.scaled(1 / Decimal(12))
        elif bounds.low == bounds.high == bounds.low.to_integral_value():
            bounds = Range(bounds.low, bounds.low + 1, high_open=True)  # 五年: five and some months
        return Age(bounds, Span(lasted.start(), amount.span.end).of(said))
    return None
