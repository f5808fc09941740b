"""Sentences of a document and their parts, each with its tense, its numbers and its dates.

What the extractors of targets, indicators and rankings share: they ask of every run of text which
clause of the outline it is in, whether it tells of what was or what is to come, and which
quantities and periods stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from policykb.dates import Period, find_periods
from policykb.extract.eras import Run, is_past, own_year, runs, written_later
from policykb.numerals import Quantity, find_quantities
from policykb.types import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run between ，；： with the quantities and periods inside it, in order."""

    span: Span
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of one provision; `era` as in `eras.Run`, with goal also for sentences that

    follow 目标是： in their paragraph. `context` holds the periods named before in the paragraph,
    newest last.
    """

    span: Span
    eid: str
    era: str
    head: bool = False
    parts: tuple[Part, ...] = ()
    context: tuple[Period, ...] = ()


_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_PART = re.compile(r"(?:[^，；：;:,]|,(?=\d{3}))+")
_GOALS = re.compile(r"目标(?:任务|要求)?(?:主要)?(?:是|为|：|:)|(?:具体|主要)指标(?:是|为)?[：:]")


@lru_cache(maxsize=2)
def _quantities(text: str) -> tuple[tuple[int, ...], tuple[Quantity, ...]]:
    found = find_quantities(text)
    return tuple(q.core.start for q in found), found


@lru_cache(maxsize=2)
def _periods(text: str, anchor: str | None) -> tuple[tuple[int, ...], tuple[Period, ...]]:
    found = find_periods(text, anchor)
    return tuple(p.span.start for p in found), found


@lru_cache(maxsize=2)
def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence of the document's provisions in order, tables left out.

    Kept for the document at hand, since several extractors ask for them one after another.
    """
    year = own_year(document)
    tables = sorted((t.span for t in document.tables), key=lambda s: s.start)
    found: list[Sentence] = []
    led, over = _Led(), written_later(document.meta) is not None
    for run in runs(document):
        found.extend(_of_run(document.text, run, tables, year, led, over=over))
    return tuple(found)


# 到2025年，实现以下目标： with its points behind it.
_POINT = re.compile(r"\s*(?:[—–-]{1,2}(?=[\u4e00-\u9fff])|[一二三四五六七八九十]{1,2}是)")


class _Led:
    """The deadline that opens a paragraph of goals, which holds for the points behind it too."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Period]] = []  # outermost clause first

    def open(self, sentence: Sentence) -> None:
        """Take in the first sentence of a paragraph that is no point.

        Among goals a paragraph without a date goes on with what was told before it.
        """
        if sentence.era == "goal" and not sentence.head and not _is_dated(sentence):
            return
        while self._open and not sentence.eid.startswith(f"{self._open[-1][0]}__"):
            self._open.pop()
        dues = (p for p in sentence.parts[0].periods if p.kind == "deadline" and not p.relative)
        first = next((p for p in dues if p.span.start - sentence.span.start < 3), None)
        if first and sentence.era in ("goal", "open") and not sentence.head:
            self._open.append((sentence.eid, first))

    def due(self, run: Run, *, point: bool) -> tuple[Period, ...]:
        """What holds where a paragraph of `run` begins: for points, and for clauses below."""
        if run.era not in ("goal", "open"):
            return ()
        for eid, due in reversed(self._open):
            beside = run.eid == eid or _above(run.eid) == _above(eid)
            if (beside and (point or run.era == "goal")) or run.eid.startswith(f"{eid}__"):
                return (due,)
        return ()


def _is_dated(sentence: Sentence) -> bool:
    return any(part.periods for part in sentence.parts)


def _above(eid: str) -> str:
    return eid.rpartition("__")[0]


def _of_run(
    text: str, run: Run, tables: list[Span], year: int | None, led: _Led, *, over: bool
) -> Iterator[Sentence]:
    goal, at = False, run.span.start
    dense = _is_dense(text, at, run.span.end)
    fresh, point = True, bool(_POINT.match(text, at, run.span.end))
    context = led.due(run, point=point)
    for match in _SENTENCE.finditer(text, run.span.start, run.span.end):
        span = trimmed(text, Span(match.start(), match.end()))
        if span.end <= span.start or any(t.holds(span) for t in tables):
            continue
        if "\n" in text[at : span.start]:
            goal, fresh, point = False, True, bool(_POINT.match(text, span.start, run.span.end))
            context = led.due(run, point=point)
            dense = _is_dense(text, span.start, run.span.end)
        at = span.end
        if dense:
            continue
        goal = goal or bool(_GOALS.search(text, span.start, span.end))
        task = run.era in ("open", "goal") and not run.eid.rpartition("__")[2].startswith("nn")
        parts = tuple(_parts(text, span, run.era, year, over=over, task=task or goal))
        sentence = Sentence(
            span=span,
            eid=run.eid,
            era="goal" if goal and run.era != "past" else run.era,
            head=run.head,
            parts=parts,
            context=context,
        )
        if fresh and not point and parts:
            led.open(sentence)
        fresh = False
        yield sentence
        context = (*context, *(p for part in parts for p in part.periods))[-4:]


def sentences_of_cell(
    document: Document, span: Span, eid: str, era: str, context: tuple[Period, ...]
) -> Iterator[Sentence]:
    """The sentences of a cell of a table, which `sentences` leaves out."""
    year = own_year(document)
    for match in _SENTENCE.finditer(document.text, span.start, span.end):
        inside = trimmed(document.text, Span(match.start(), match.end()))
        if inside.end > inside.start:
            parts = tuple(_parts(document.text, inside, era, year, over=False, task=True))
            yield Sentence(span=inside, eid=eid, era=era, parts=parts, context=context)


def sentence_around(text: str, start: int, end: int | None = None, marks: str = "。\n") -> str:
    """The sentence that holds a place or stretch of the text, its closing mark included."""
    first = max(text.rfind(mark, 0, start) for mark in marks) + 1
    ends = [at for mark in marks if (at := text.find(mark, start if end is None else end)) >= 0]
    return text[first : min(ends, default=len(text)) + 1].strip()


# A line with more numbers than this is a row of data, not prose that promises or reports.
_MOST_NUMBERS = 200


def _is_dense(text: str, start: int, end: int) -> bool:
    starts, _ = _quantities(text)
    stop = text.find("\n", start, end)
    stop = end if stop < 0 else stop
    return bisect_left(starts, stop) - bisect_left(starts, start) > _MOST_NUMBERS


def _of_last_year(text: str, period: Period, year: int) -> Period:
    """9月底前 in a review: of the year that is reviewed.

    过去一年 and 去年 look back themselves, from the day of the report; 上年 is the one before the
    year that is reviewed.
    """
    back = bool(period.end) and period.end < f"{year}-01-01"
    if back and not period.span.of(text).lstrip("较比").startswith("上年"):
        return period
    found = find_periods(period.span.of(text), f"{year - 1}")
    return replace(found[0], span=period.span) if found else period


_COUNTED_YEARS = re.compile(r"[\d一二两三四五六七八九十几数]$")


def _names_time(text: str, period: Period) -> bool:
    """Whether the words are a date: not the 年内 of 三到五年内, nor the 来年 of 以来年均."""
    said, before = period.span.of(text), text[max(0, period.span.start - 1) : period.span.start]
    if said.startswith("来年"):
        return before != "以"
    return not (said.startswith("年") and _COUNTED_YEARS.match(before))


# In a report on a year that was over by then, 年末 is the end of that year; 今年 and 去年 are told
# from the day of the report.
_OF_THE_YEAR = re.compile(r"[到至]?(?:年[末底内]|本年|上年)")


def _of_year_told(text: str, period: Period, year: int) -> Period:
    told = period.relative and _OF_THE_YEAR.match(period.span.of(text))
    return _of_last_year(text, period, year) if told else period


def _parts(
    text: str, sentence: Span, era: str, year: int | None, *, over: bool, task: bool
) -> Iterator[Part]:
    starts, quantities = _quantities(text)
    period_starts, periods = _periods(text, f"{year}" if year else None)
    past, due = era in ("past", "told"), False
    for match in _PART.finditer(text, sentence.start, sentence.end):
        span = trimmed(text, Span(match.start(), match.end()), end="。！？!? \t　")
        if span.end <= span.start:
            continue
        dated = bisect_left(period_starts, span.start), bisect_left(period_starts, span.end)
        counted = bisect_left(starts, span.start), bisect_left(starts, span.end)
        own = tuple(p for p in periods[dated[0] : dated[1]] if _names_time(text, p))
        if era == "past" and year:
            own = tuple(_of_last_year(text, p, year) if p.relative else p for p in own)
        elif era == "told" and year and over:
            own = tuple(_of_year_told(text, p, year) for p in own)
        goal = era == "goal" or due
        tense = is_past(text, span, own, year, told=era == "told", goal=goal, task=task)
        due = due or any(period.kind == "deadline" for period in own)
        # a part that does not say goes on in the tense of the one before
        past = past if tense is None else tense
        yield Part(
            span=span,
            quantities=quantities[counted[0] : counted[1]],
            periods=own,
            past=past or era == "past",
        )


def trimmed(text: str, span: Span, *, start: str = " \t　", end: str = " \t　") -> Span:
    """The span without the given characters at its ends."""
    first, last = span.start, span.end
    while first < last and text[first] in start:
        first += 1
    while last > first and text[last - 1] in end:
        last -= 1
    return Span(first, last)
