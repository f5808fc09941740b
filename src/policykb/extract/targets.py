"""Targets: quantified or bounded outcomes still to come, and goals without a bound.

A target is a number that a forward-looking part promises. What is done is never one (tense,
dates, section), nor is what only describes (10亿元以上项目), limits conduct (不得超过30日) or
sets the terms of support (每人补贴1000元).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from policykb.extract import goals
from policykb.extract.assigned import assigned
from policykb.extract.clock import Clock, ended
from policykb.extract.describing import describe, goes_on_yearly, quantity_kind, subject_of
from policykb.extract.figures import Figure
from policykb.extract.genres import place_of, promises_nothing
from policykb.extract.granting import awards_points, is_price, is_threshold, thresholds
from policykb.extract.heads import says_nothing, topic
from policykb.extract.projects import of_projects
from policykb.extract.promising import promised
from policykb.extract.sentences import Part, Sentence, sentences
from policykb.extract.tabular import Reading, readings
from policykb.types import Document, Metadata, Target

BY = "targets"


def targets(document: Document) -> tuple[Target, ...]:
    """All targets of a document in the order of its text; none for laws and standards."""
    if promises_nothing(document.meta):
        return ()
    read = tuple(readings(document))
    told = chain(sentences(document), assigned(document, {r.span.end for r in read}))
    found = [t for sentence in told for t in _of_sentence(document, sentence)]
    found.extend(_of_tables(document, read))
    return tuple(sorted(found, key=lambda t: (t.span.start, t.span.end)))


def _of_a_time(meta: Metadata) -> bool:
    """Whether a text sets its aims for a time, as plans do: 2031年工作要点 does for its year."""
    return meta.doc_type in ("plan", "report") or meta.title.endswith("要点")


def _is_dated(text: str, sentence: Sentence) -> bool:
    """Whether a sentence opens with the day by which all is to be reached: 力争到2028年底，…"""
    opening = sentence.parts[0] if sentence.parts else None
    due = opening.periods[-1] if opening and opening.periods else None
    if opening is None or due is None or due.kind != "deadline":
        return False
    around = text[opening.span.start : due.span.start] + text[due.span.end : opening.span.end]
    return _STRIVES.fullmatch(around) is not None


_STRIVES = re.compile("(?:力争|争取|努力|确保|计划|其中|通过努力|经过努力|[一二三四五六]是)*")


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[Target]:
    if sentence.era in ("past", "terms") or not _may_hold(sentence):
        return
    if awards_points(document.text, sentence.span):
        return
    subject = said = ""
    last: Figure | None = None
    clock = Clock(document, sentence)
    lenient = (
        sentence.era == "goal" or _of_a_time(document.meta) or _is_dated(document.text, sentence)
    )
    listed = yearly = False
    given = thresholds(document.text, sentence.span)
    projects = of_projects(document.text, sentence.parts)
    for part, of_project in zip(sentence.parts, projects, strict=True):
        clock.pass_over(part)
        yearly = yearly and not (part.periods or document.text[part.span.start - 1] in "；;")
        if of_project or part.past:
            continue
        of_it = last is not None and document.text.startswith("其中", part.span.start)
        stated = [
            figure
            for figure in promised(document.text, part, lenient=lenient or of_it, listed=listed)
            if not is_threshold(document.text, figure, given, lenient=lenient)
            and not is_price(document.text, sentence.span, figure)
        ]
        listed = any(figure.counted for figure in stated)
        for figure in stated:
            last, said = figure.following(last, said), ""
            clock.deal(last.place if last.whole == last.noun else (0, 1))
            yearly = goes_on_yearly(figure, yearly)
            target = _target(document, sentence, last, subject, clock)
            if yearly and target.basis is None:
                target = replace(target, basis="annual")
            subject = target.subject
            if target.indicator and not says_nothing(last.noun, last.unit):
                yield target
        said = _said(document.text, part, stated=bool(stated))
        aims = _unnumbered(document.text, sentence, part, lenient=lenient, stated=bool(stated))
        yield from _aimed(document, part, sentence.eid, aims, subject, clock)


def _said(text: str, part: Part, *, stated: bool) -> str:
    """What a part says that promises no number, for a head behind it to go on with.

    实施重大项目1900多个，完成投资2500亿元: the number is left out, what it counts is not.
    """
    words = part.span.of(text)
    if not part.quantities:
        return words
    if stated:
        return ""
    first, last = part.quantities[0].span.start, part.quantities[-1].span.end
    words = text[part.span.start : first] + text[last : part.span.end]
    return words if topic(words) else ""


def _may_hold(sentence: Sentence) -> bool:
    """Sections that are about neither tasks nor goals promise only by a date."""
    if sentence.era in ("silent", "told"):
        return any(p.kind == "deadline" for part in sentence.parts for p in part.periods)
    return True


# ------------------------------------------------------------------ the record


def _target(
    document: Document,
    sentence: Sentence,
    figure: Figure,
    subject: str,
    clock: Clock,
) -> Target:
    quantity = figure.quantity
    said = describe(figure, subject, place_of(document.meta))
    return Target(
        eid=sentence.eid,
        span=figure.span,
        by=BY,
        indicator=said.indicator,
        subject=said.subject,
        operator=quantity.operator or "=",
        value=quantity.value,
        value_text=quantity.span.of(document.text),
        unit=quantity.unit,
        value_max=quantity.value_max,
        quantity=said.quantity,
        basis=said.basis,
        baseline=said.baseline,
        deadline=clock.deadline(),
        period=clock.period(),
        region=place_of(document.meta),
        binding=_binding(sentence.span.of(document.text)),
    )


def _binding(sentence: str) -> str | None:
    if "约束性" in sentence:
        return "约束性"
    return "预期性" if "预期目标" in sentence or "预期性" in sentence else None


# ------------------------------------------------------------------ bounds that are no numbers


def _unnumbered(
    text: str, sentence: Sentence, part: Part, *, lenient: bool, stated: bool
) -> tuple[goals.Goal, ...]:
    """Goals bounded by another indicator, by a place, by all or none, or by a direction alone.

    Where numbers are `stated` beside it, only a place is one more goal.
    """
    named = text[part.span.end : part.span.end + 1] in ("：", ":")  # 能力提升：… names its points
    if sentence.head or named or part.span.end - part.span.start > 60:
        return ()
    words = part.span.of(text)
    aims = tuple(goals.place(words))
    if stated:
        return aims
    due = lenient or any(period.kind == "deadline" for period in part.periods)
    due = due and not text.startswith("覆盖率", part.span.end + 1)  # 全覆盖，覆盖率达到95%
    aims = (*aims, *goals.bounded(words), *(goals.whole(words) if due else ()))
    return aims or (tuple(goals.direction(words)) if sentence.era == "goal" else ())


def _aimed(
    document: Document,
    part: Part,
    eid: str,
    aims: Iterable[goals.Goal],
    subject: str,
    clock: Clock,
) -> Iterator[Target]:
    for aim in aims:
        subject = subject_of(aim.noun, subject, place_of(document.meta))
        yield Target(
            eid=eid,
            span=part.span,
            by=BY,
            indicator=aim.noun,
            subject=subject,
            operator=aim.operator,
            value=aim.value,
            value_text=aim.text,
            unit=aim.unit,
            quantity=_kind(aim),
            comparator=aim.comparator,
            deadline=clock.deadline(),
            period=clock.period(),
            region=place_of(document.meta),
            qualitative=aim.qualitative,
        )


_GROWING = re.compile("增速|增长|增幅")


def _kind(aim: goals.Goal) -> str:
    if _GROWING.search(aim.noun):
        return "growth_rate"
    return "ratio" if aim.unit == "%" else ""


# ------------------------------------------------------------------ tables


def _of_tables(document: Document, read: Iterable[Reading]) -> Iterator[Target]:
    """The goal columns of target tables (指标 · 2020年 · 2025年 · 属性)."""
    for reading in read:
        if not reading.target:
            continue
        yield Target(
            eid=reading.eid,
            span=reading.span,
            by=BY,
            indicator=reading.indicator,
            subject=subject_of(reading.indicator, "", place_of(document.meta)),
            operator=reading.quantity.operator or "=",
            value=reading.quantity.value,
            value_text=reading.quantity.text,
            unit=reading.unit,
            value_max=reading.quantity.value_max,
            quantity=quantity_kind(reading.indicator, reading.unit),
            basis=reading.basis,
            baseline=reading.baseline,
            deadline=_deadline(reading),
            period=document.meta.period,
            region=place_of(document.meta),
            binding=reading.binding,
        )


def _deadline(reading: Reading) -> str | None:
    if reading.year:
        return f"{reading.year}"
    return ended(reading.due) if reading.due else None
