"""When a target is due: the dates of its sentence, of its paragraph, of its clause's signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from policykb.dates import Period, find_periods, plan_years
from policykb.extract import clauses
from policykb.extract.eras import PLAN, is_baseline, own_year
from policykb.extract.responsibility import DUE
from policykb.extract.sentences import Part, Sentence
from policykb.numerals import read_integer
from policykb.types import Document, Span

_YEARS = r"[一二两三四五六七八九十\d]{1,2}"
_TERM = re.compile(
    rf"(?<![近去后第每一二三四五六七八九十\d]){_YEARS}(?:[到至—–~-]{{1,2}}{_YEARS})?年(?:左右)?的?(?:时间|之?内|左右|(?=安排|投入|统筹|累计))"
)
# 2012年起5年内 ends in 2017; a comma before the years may end the part.
_FROM_TERM = re.compile(
    rf"(?P<from>(?:19|20)\d\d)年起[，]?(?:用)?(?P<years>{_YEARS})年(?:的?时间|之?内|左右)"
)
_TERM_LENGTH = 16  # characters from its first year at most


# 到2030年达到600亿元: the date of a further step of what was just named.
_GOES_ON = re.compile(
    "(?:力争|争取|再|进一步|将)*(?:达|突破|超过|增[至到加长]|提[高升]|升[至到]|降[至到低]|扩大|翻)"
)


class Clock:
    """The deadline and period that hold for the part of a sentence that was passed over last.

    The nearest date before a promise counts: in its own sentence, else a deadline named earlier
    in the paragraph, else the year of a report to an assembly. A number of years (力争三到五年内)
    ends on no day that is told, and not on one that was named for something else.
    """

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._document = document
        self._year = own_year(document)
        self._named = [p for p in sentence.context if p.kind == "deadline"]
        self._inside, self._eid = sentence.span, sentence.eid
        self._section = _sections(document).get(sentence.eid, ("", ""))
        self._spanned = False
        self._until = ""
        self._dealt: tuple[Period, ...] = ()
        self._own: Period | None = None
        self._opening: Period | None = None

    def pass_over(self, part: Part) -> None:
        """Take in the dates of the next part."""
        text = self._document.text
        term = _TERM.search(text, part.span.start, part.span.end)
        end = min(part.span.end + _TERM_LENGTH, self._inside.end)
        if run := _FROM_TERM.search(text, part.span.start, end):
            self._until = f"{int(run['from']) + (read_integer(run['years']) or 0)}"
        told = [p for p in part.periods if not is_baseline(text, p) and self._ahead(p)]
        if term and not told and not any(self._inside.holds(p.span) for p in self._named):
            self._named, self._spanned = [], True
        if self._opening and text[part.span.start - 1] in "；;":
            self._named = [self._opening]  # what an aside looked on to ends with its part
            self._opening = None
        if told and self._is_aside(told[0], part):
            self._opening = self._opening or (self._named[-1] if self._named else None)
        elif told:
            self._opening = None
        self._named.extend(told)
        del self._named[:-4]
        if told:
            self._dealt = listed(text, told)

    def _is_aside(self, period: Period, part: Part) -> bool:
        """Whether a part only looks on from what stands before it: …，到2030年达到600亿元."""
        text, inside = self._document.text, self._inside
        begins = period.span.start == part.span.start and period.kind == "deadline"
        return begins and bool(_GOES_ON.match(text, period.span.end, inside.end))

    def deal(self, place: tuple[int, int]) -> None:
        """Take the next figure to be at a `place` of a bare list, which may have a date for each:

        2026年、2027年分别建成3个、5个.
        """
        at, count = place
        self._own = self._dealt[at] if count == len(self._dealt) > 1 else None

    def _ahead(self, period: Period) -> bool:
        if period.span.of(self._document.text).endswith("起"):
            return False  # when something begins is not when it is done
        return bool(period.end) and (self._year is None or period.year >= self._year)

    def deadline(self) -> str | None:
        """An ISO day, or a year."""
        if self._own:
            return ended(self._own)
        if self._until:
            return self._until
        for period in reversed(self._named):
            if period.kind in ("deadline", "date") or period.start[:4] == period.end[:4]:
                return ended(period)
        if due := _due(self._document, self._eid, self._inside.end, self._year):
            return due
        if self._spanned:
            return None
        if not (self._year and _is_yearly(self._document)):
            return None
        return self._section[1] or f"{self._year}"

    def period(self) -> str | None:
        """First and last year, as 2021-2025; of the section or document where none is named."""
        for period in reversed(self._named):
            if period.kind == "period" and period.start[:4] != period.end[:4]:
                return f"{period.start[:4]}-{period.end[:4]}"
        first, last = self._section
        if first:
            return f"{first}-{last}"
        own = self._document.meta.period
        over = own and self._year and own[-4:] < f"{self._year}"
        return None if over else own


_AND = re.compile("(?:、|和|及|与|以及)(?:到)?")


def listed(text: str, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The dates that a clause lists with nothing but marks between them; none where it has one."""
    apart = pairwise(periods)
    if all(_AND.fullmatch(text, a.span.end, b.span.start) for a, b in apart):
        return tuple(periods)
    return ()


_TO_ASSEMBLY = re.compile(r"工作报告|(?:计划|预算)[^，。]{0,8}草案")
_OF_YEAR = re.compile(r"(?:19|20)\d\d年(?!代|[-—–])")


def _is_yearly(document: Document) -> bool:
    """A report to an assembly promises for its own year where it names no other; so do 要点."""
    meta = document.meta
    reports = meta.doc_type == "report" and _TO_ASSEMBLY.search(meta.title)
    points = meta.title.endswith("要点") and _OF_YEAR.search(meta.title)
    return bool(reports or points)


# （牵头单位：…；完成时限：2026年底前） and lines such as 完成时间：2026年6月
_DUE = re.compile(
    rf"(?:{DUE}|(?:办结|落实|实施|推进)?时限|完成日期|办结时间)\s?[：:]\s?(?P<when>[^；;。）)\n]{{2,24}})"
)

_FAR = 1_500  # a signature further behind is not looked for


@lru_cache(maxsize=2)
def _sections(document: Document) -> dict[str, tuple[str, str]]:
    """Clauses below a heading that names several years alone (“十五五”时期主要目标), and those."""
    found = {}
    year = own_year(document)
    anchor = f"{year}" if year else None
    for clause in clauses.walk(document):
        named = [years for heading in clause.headings() for years in _years(heading, anchor)]
        if named and all(first != last for first, last in named):
            found[clause.node.eid] = max(named)  # of 成就 and goals, the goals
    return found


def _years(heading: str, anchor: str | None) -> Iterator[tuple[str, str]]:
    """First and last years of the periods and five-year plans that a heading names."""
    yield from ((p.start[:4], p.end[:4]) for p in find_periods(heading, anchor) if p.end)
    for named in PLAN.finditer(heading):
        if years := plan_years(named[1]):
            yield f"{years[0]}", f"{years[1]}"


@lru_cache(maxsize=2)
def _spans(document: Document) -> dict[str, Span]:
    return {c.node.eid: clauses.own_span(c.node) for c in clauses.walk(document)}


def _due(document: Document, eid: str, at: int, year: int | None) -> str | None:
    """The day or year by which a clause is to be done, where it is signed with one."""
    own = _spans(document).get(eid)
    found = _DUE.search(document.text, at, min(own.end, at + _FAR)) if own else None
    dates = find_periods(found["when"], f"{year}" if year else None) if found else ()
    return ended(dates[-1]) if dates and dates[-1].end else None


def ended(period: Period) -> str:
    """The last day of a period; its year alone where that ends it."""
    return period.end[:4] if period.end.endswith("12-31") else period.end
