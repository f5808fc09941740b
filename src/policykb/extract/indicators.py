"""Achieved figures: what a review, a report or a survey says has been reached.

Every number of a clause that tells of the past is one, from sentences and from tables; places in
a ranking (排名第一, 位列前15) count as figures of unit 位.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from policykb.dates import Period
from policykb.extract.clock import listed
from policykb.extract.describing import describe
from policykb.extract.eras import is_baseline, own_year
from policykb.extract.figures import Figure, figures
from policykb.extract.genres import place_of, promises_nothing
from policykb.extract.granting import grants_to_those
from policykb.extract.heads import says_nothing
from policykb.extract.naming import split_verb, stripped_lead
from policykb.extract.sentences import Part, Sentence, sentences
from policykb.extract.tabular import readings
from policykb.numerals import Quantity, read_integer
from policykb.types import Document, Indicator, Span

BY = "indicators"
_TELLING = ("report", "paper", "other")  # types of documents that grant nothing
_DURATIONS = frozenset(["周年", "年", "个月", "天", "日", "小时", "分钟", "秒", "工作日", "周"])


def indicators(document: Document) -> tuple[Indicator, ...]:
    """All achieved figures in the order of the text; none for laws and standards."""
    if promises_nothing(document.meta):
        return ()
    found, year = list(_of_tables(document)), own_year(document)
    section = document.meta.period if document.meta.doc_type in ("report", "paper") else None
    asked: Sentence | None = None
    for sentence in sentences(document):
        section = _section_time(document.text, sentence) or section
        if sentence.head or sentence.era == "terms":
            continue
        # what people answered goes on to the end of its paragraph
        if _SURVEYED.search(document.text, sentence.span.start, sentence.span.end):
            asked = sentence
        elif asked and (asked.eid != sentence.eid or _apart(document.text, asked, sentence)):
            asked = None
        found.extend(_of_sentence(document, sentence, section, surveyed=asked is not None))
        found.extend(_bases(document, sentence, year))
    return tuple(sorted(found, key=lambda i: (i.span.start, i.span.end)))


def _section_time(text: str, sentence: Sentence) -> str | None:
    """The time that a review sets for what follows: 一、2024年工作回顾, “十三五”时期，…"""
    told = (p for part in sentence.parts for p in part.periods if p.kind == "period")
    named = [p for p in told if not is_baseline(text, p)]
    if not named or not (sentence.head or named[0].start[:4] != named[0].end[:4]):
        return None
    return _written(named[0]) if sentence.era in ("past", "told") else None


def _ends(period: Period) -> str:
    """When a period ends: a clause without a date of its own holds for the latest one told, since
    earlier ones are only looked back at (到2020年底，总数A，2015年底是B；企业数C)."""
    return period.end or period.start


def _apart(text: str, first: Sentence, second: Sentence) -> bool:
    return "\n" in text[first.span.end : second.span.start]


def _tells_past(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence tells of the past, and does not only grant support to those who have
    reached something."""
    if not any(part.past for part in sentence.parts):
        return False
    telling = document.meta.doc_type in _TELLING
    return telling or not grants_to_those(document.text, sentence.span)


def _of_sentence(
    document: Document, sentence: Sentence, section: str | None, *, surveyed: bool
) -> Iterator[Indicator]:
    if not _tells_past(document, sentence):
        return
    text, subject, said, measured = document.text, "", "", ""
    kind = "survey" if surveyed else _source_kind(document, sentence)
    last: Figure | None = None
    told = [p for p in sentence.context if _dates(text, p) and not _bare_month(text, p)]
    hedged: Span | None = None
    inside: list[Period] = []
    for part in sentence.parts:
        own = [p for p in part.periods if _dates(text, p)]
        inside.extend(p for p in own if not p.span.of(text).startswith(("未来", "今后")))
        dealt = listed(text, own)  # 2023年、2024年分别为3个、5个
        # what a sentence names itself goes before what its paragraph did
        told = _of_whole_year(text, part, own, inside or told)
        inside = inside and told
        if not part.past:
            continue
        as_of = _written(own[-1] if own else max(told, key=_ends)) if told else section
        blank = replace(_blank(document, sentence, part, kind), as_of=as_of)
        hedged = part.span if _HEDGE.fullmatch(text, part.span.start, part.span.end) else hedged
        for figure in figures(text, part):
            if _achieves_nothing(figure):
                continue
            last, said = figure.following(last, said), ""
            found = _indicator(
                text, part, last, replace(_dealt(blank, last, dealt), subject=subject)
            )
            subject = found.subject
            if hedged:  # what is only expected is quoted so
                found = replace(found, span=Span(hedged.start, found.span.end))
                hedged = None
            if found.indicator and not says_nothing(last.noun, last.unit):
                measured = found.indicator
                yield found
        said = "" if part.quantities else part.span.of(text)
        yield from _places(text, part, blank, measured)


def _blank(document: Document, sentence: Sentence, part: Part, kind: str) -> Indicator:
    """An indicator of a part of a sentence, of which its figure is yet to tell what it is."""
    return Indicator(
        eid=sentence.eid,
        span=part.span,
        by=BY,
        indicator="",
        region=place_of(document.meta),
        source_kind=kind,
    )


def _bases(document: Document, sentence: Sentence, year: int | None) -> Iterator[Indicator]:
    """What aims start from where it is dated: 由2025年的41%提高到55%."""
    text = document.text
    for part in sentence.parts if year else ():
        if part.past or len(part.quantities) < 2 or not part.periods:
            continue
        blank = _blank(document, sentence, part, _source_kind(document, sentence))
        for figure in figures(text, part):
            told = _as_of(text, part, figure.quantity) if figure.starts else None
            if told and told[:4] < f"{year}" and figure.noun:
                yield _indicator(text, part, figure, blank)


# How long something takes is a figure; when it was and how old one is, are none.
_TAKES = re.compile(
    r"(?:时间|时长|时限|周期|用时|耗时|账期|天数)"
    r"(?:总体|平均|基本|同比|[已都均仅只再又由从为约至到在]|需要?|达到?|超过?|[压缩减降下][缩短减少低降]|减|降)*+$|(?:压缩|缩短|压减|缩减)[^，。；、\d]{0,8}$"
    r"|(?:平均|仅|只)(?:需要?|用|花费)$"
)


def _dealt(blank: Indicator, figure: Figure, dates: tuple[Period, ...]) -> Indicator:
    """With the date that a clause deals out to a figure of its list."""
    at, count = figure.place
    if len(dates) != count or count == 1 or figure.whole != figure.noun:
        return blank
    return replace(blank, as_of=_written(dates[at]))


# How much is given for each is a rate, and not what was paid: 对每部电梯给予9万元补贴.
_FOR_EACH = re.compile(r"每[^，。；\d]{1,8}(?:给予|补[助贴]|奖[励补]|资助)[^，。；\d]{0,6}$")


def _achieves_nothing(figure: Figure) -> bool:
    """Whether a figure is a spell of time, a rate of support or the size of a ranked field."""
    if figure.quantity.unit == "元" and _FOR_EACH.search(figure.before):
        return True
    return _only_lasts(figure) or bool(_RANKS_AMONG.search(figure.before))


def _only_lasts(figure: Figure) -> bool:
    if figure.quantity.unit not in _DURATIONS:
        return False
    ends = figure.origin and _TAKES.search(figure.noun)  # …时限由15天压减至3天
    return not (ends or _TAKES.search(figure.before))


_HEDGE = re.compile("(?:据|经)?(?:初步)?(?:预计|预测|估算|测算)")


_WHOLE_YEAR = re.compile("全年(?!龄)")


def _of_whole_year(text: str, part: Part, own: list[Period], told: list[Period]) -> list[Period]:
    """What was told before, or the whole year in place of its end: 年末…家，全年…件."""
    if own or not told or not _WHOLE_YEAR.match(text, part.span.start, part.span.end):
        return told
    last = max(told, key=_ends)
    return [replace(last, start=f"{last.year}-01-01", end=f"{last.year}-12-31", kind="period")]


def _dates(text: str, period: Period) -> bool:
    """Whether a date tells when a figure held: 较2015年, 2015年的2倍 and 1961年以来最低 do not."""
    return not (is_baseline(text, period) or _BASE_AFTER.match(text, period.span.end))


_BASE_AFTER = re.compile(r"以来|的[近约]?\d[\d.]*倍")


def _bare_month(text: str, period: Period) -> bool:
    """Whether a date is a month without its year, which holds for its own sentence only."""
    return period.relative and "月" in period.span.of(text)


def _indicator(text: str, part: Part, figure: Figure, blank: Indicator) -> Indicator:
    quantity = figure.quantity
    said = describe(figure, blank.subject)
    growth = said.quantity == "growth_rate"
    return replace(
        blank,
        span=_quote(part, figure),
        indicator=said.indicator,
        subject=said.subject,
        operator=quantity.operator or "=",
        value=quantity.value,
        value_text=quantity.text,
        unit=quantity.unit,
        as_of=_as_of(text, part, quantity)
        or (None if figure.starts or _left(text, quantity) else blank.as_of),
        change=figure.span.of(text) if growth else _change(text, part, quantity),
    )


def _quote(part: Part, figure: Figure) -> Span:
    """The figure's own run; the whole clause where that run says too little to stand alone."""
    return figure.span if figure.span.end - figure.span.start >= 8 else part.span


_CHANGE = re.compile(
    r"[、，]?(?:较|比|同比)[^，。；]{2,30}(?:增长|提高|提升|下降|增加|减少|高出|低)[^，。；]{0,14}"
)


def _change(text: str, part: Part, quantity: Quantity) -> str:
    found = _CHANGE.match(text, quantity.span.end, part.span.end)
    return found[0].lstrip("，、") if found else ""


# ------------------------------------------------------------------ when and by whom


def _as_of(text: str, part: Part, quantity: Quantity) -> str | None:
    """The date that is joined to the figure itself: 较2015年底的7746.9万户."""
    start = quantity.span.start
    joined = (p for p in part.periods if 0 <= start - p.span.end <= 1 and quantity.unit != "倍")
    return next((_written(p) for p in joined if text[p.span.end : start] in ("", "的")), None)


def _left(text: str, quantity: Quantity) -> bool:
    """Whether a figure is what something rose or fell from (由X增至Y): no date told is its own."""
    return text[: quantity.span.start].endswith(("由", "从"))


def _written(period: Period) -> str:
    if not period.end or period.start == period.end:
        return period.start
    if period.start[:4] != period.end[:4]:
        return f"{period.start[:4]}-{period.end[:4]}"
    whole = period.start.endswith("01-01") and period.end.endswith("12-31")
    return period.end[:4] if whole and period.kind == "period" else period.end[:7]


_SURVEY = re.compile(
    r"问卷|受访|调查显示|抽样调查|满意度|表示满意|企业反映|反映[^，。；]{1,24}[（(\d]|[多半成]数?企业(?:认为|表示)"
)
# What is told of a survey goes on to the end of its paragraph.
_SURVEYED = re.compile(r"问卷|受访|调查显示|抽样调查|企业反映")
_OWN = re.compile(r"本文|笔者|课题组|本研究|我们认为|据估算|估计")


def _source_kind(document: Document, sentence: Sentence) -> str:
    words = sentence.span.of(document.text)
    if _SURVEY.search(words):
        return "survey"
    return "self_reported" if _OWN.search(words) else "statistic"


# ------------------------------------------------------------------ places in a ranking

_PLACE = re.compile(
    r"(?:第(?P<at>[一二三四五六七八九十\d]{1,3})|前(?P<within>[一二三四五六七八九十\d]{1,3}))"
    r"(?=(?:位|名)(?!的)|均|$|[，。；、])"
)
_RANKED = re.compile(r"排名|蝉联|位列|[位稳跃升]居|居(?!民|住)|名列|列|跻身|进入|保持|升至|升到")
# What cities are ranked by, behind their names.
_BY_WHAT = re.compile(
    r"(?:综合|总|各项)?(?:得分|排名|评分|指数|总量|总额|规模|增速|总数|数量|评价|产值|收入|占比|覆盖率)+$"
)
_ADVERBS = re.compile(r"(?:的|均|都|也|再次|成功|继续|分别|连续[一二三四五六七八九十]年)+$")
_VALUED = re.compile(r"(?:达到?|超过?|为|约)*\d[\d.]*[^\d、]{1,4}、$")  # 吞吐量达到1亿吨、跃居第五
_LISTED = re.compile(r"、|等(?:城市|地|市)|[市州]和")
_RANKS_AMONG = re.compile(r"(?:位列|位居|居|列|名列)$")  # 位列36个城市第一
RANK = "排名"
_OF_SEVERAL = re.compile("均|分别|都")  # 产量、产值均居第一 is not of the last one alone
_MOST_PLACES = 50  # in one clause; what has more is a row of data


def _places(text: str, part: Part, blank: Indicator, measured: str) -> Iterator[Indicator]:
    """The ranks that a part of a sentence tells; one that does not say by what is by what the
    sentence has `measured` before it: 吞吐量3亿吨，居全省第一."""
    found = islice(_PLACE.finditer(text, part.span.start, part.span.end), _MOST_PLACES)
    for match in found:
        value = read_integer(match["at"] or match["within"])
        before = text[max(part.span.start, match.start() - 72) : match.start()]
        ranked = next(iter(_RANKED.finditer(before, max(0, len(before) - 16))), None)
        if value is None or ranked is None:
            continue
        subject, indicator = _ranked(before[: ranked.start()], blank.subject)
        if indicator == RANK and not (subject or _OF_SEVERAL.search(before)):
            indicator = f"{measured}{RANK}"
        yield replace(
            blank,
            indicator=indicator,
            subject=subject,
            operator="=" if match["at"] else "<=",
            value=Decimal(value),
            value_text=before[ranked.start() :] + match[0],
            unit="位",
        )


def _ranked(words: str, previous: str) -> tuple[str, str]:
    """Who is ranked and by what: 北京、上海得分 → 北京、上海 and 得分排名."""
    if valued := _VALUED.search(words):
        noun, verb = split_verb(words[: valued.start()])
        return previous, f"{stripped_lead(noun)}{'增长' * verb.endswith('增长')}{RANK}"
    words = stripped_lead(_ADVERBS.sub("", words))
    what = _BY_WHAT.search(words)
    if not _LISTED.search(words):
        # one noun, which may be who is ranked or what by: 上海蝉联, 出口额位居
        named = what is None and len(words) <= 4
        return (words, RANK) if named else (previous, f"{words.removesuffix(RANK)}{RANK}")
    name = what[0].removesuffix(RANK) if what else ""
    return words[: what.start()] if what else words, f"{name}排名"


# ------------------------------------------------------------------ tables


def _of_tables(document: Document) -> Iterator[Indicator]:
    year = own_year(document)
    looks_back = document.meta.doc_type in ("report", "paper")
    for reading in readings(document):
        if reading.target or (reading.binding and reading.year is None):
            continue
        if not looks_back and (reading.year is None or year is None or reading.year >= year):
            continue
        yield Indicator(
            eid=reading.eid,
            span=reading.span,
            by=BY,
            indicator=reading.indicator,
            subject=reading.column,
            region=place_of(document.meta),
            operator=reading.quantity.operator or "=",
            value=reading.quantity.value,
            value_text=reading.quantity.text,
            unit=reading.unit,
            as_of=f"{reading.year}" if reading.year else document.meta.period,
        )
