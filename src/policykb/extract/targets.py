"""Targets: quantified or bounded outcomes still to come, and goals without a bound.

A target is a number that a forward-looking part promises. What is done is never one (tense,
dates, section), nor is what only describes (10亿元以上项目), limits conduct (不得超过30日) or
sets the terms of support (每人补贴1000元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policykb.dates import Period
from policykb.extract.eras import is_baseline, own_year
from policykb.extract.figures import Figure, figures
from policykb.extract.naming import describe, stripped_lead, subject_of
from policykb.extract.sentences import Part, Sentence, sentences
from policykb.extract.tabular import readings
from policykb.types import Document, Target

BY = "targets"


def targets(document: Document) -> tuple[Target, ...]:
    """All targets of a document in the order of its text; none for laws and regulations."""
    if document.meta.doc_type == "regulation":
        return ()
    found = [t for s in sentences(document) for t in _of_sentence(document, s)]
    found.extend(_of_tables(document))
    return tuple(sorted(found, key=lambda t: (t.span.start, t.span.end)))


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[Target]:
    if sentence.era == "past":
        return
    text = document.text
    subject = ""
    last: Figure | None = None
    clock = Clock(document, sentence)
    lenient = sentence.era == "goal" or document.meta.doc_type in ("plan", "report")
    binding = _binding(sentence.span.of(text))
    for part in sentence.parts:
        clock.pass_over(part)
        if part.past or not _may_hold(sentence):
            continue
        stated = _promised(text, part, lenient=lenient)
        for figure in stated:
            last = figure.following(last)
            subject = (
                last.noun if last.counted else subject_of(last.noun, subject, document.meta.region)
            )
            yield _target(document, sentence, last, subject, clock, binding)
        if not stated and not sentence.head:
            for target in _without_number(document, sentence, part, subject, clock):
                subject = target.subject
                yield target


# ------------------------------------------------------------------ which numbers promise


_SILENT = re.compile(
    r"不得|原则上不|给予|补贴|补助|奖励|资助|奖补|减按|免征|税率|扣除|罚款|最高不|标准为|预付|缴纳|授予|各派|按(?:照)?不"
    r"|(?:的|时|时候)(?=[，；。]|$)|(?<![拥具享])有[近约超]?\d"
)
_DURATIONS = frozenset(["周年", "年", "个月", "天", "日", "小时", "分钟", "秒", "工作日", "周"])
_TIMED = re.compile(r"压缩|缩短|压减|寿命|年限|优良天数|达标天数")
_NO_COUNT = re.compile(
    r"^(?:方面|问题|领域的?工作|重点(?:工作|任务)?$|环节|步骤|阶段|要求|关系|层面|维度|专题|部分|原则|共同|月|国家和地区)"
)
_QUOTED = re.compile(r"“[^”]{0,14}”|《[^》]{0,60}》|\"[^\"]{0,14}\"")
_NAME_AFTER = re.compile(r"^(?:级|强(?:企业|县|市|镇)?|大(?![幅力型量]))")
# What a number is about, not what it promises: 围绕10个品类, 我省有20个口岸, 60多个项目, 近3亿人次
_ABOUT = re.compile(r"^(?:围绕|聚焦|针对|依托|面向|根据|按照)")
_ROUGHLY = re.compile(r"[多余]|^近")


def _may_hold(sentence: Sentence) -> bool:
    """Sections that are about neither tasks nor goals promise only by a date."""
    if sentence.era in ("silent", "told"):
        return any(p.kind == "deadline" for part in sentence.parts for p in part.periods)
    return True


# What commits an ordinary clause to a number: something is built, reached, raised or lowered.
_COMMITS = re.compile(
    r"建[设成立好]|[新改扩]建|打造|培[育养训]|引进|引育|新增|形成|实施|完成|改造|创建|认定|遴选|组织|开展|举办|布局|设立"
    r"|组建|开工|开通|投[放入资]|发放|筹[集措]|治理|修复|整治|开发|提供|攻克|突破|推[出广动进]|力争|争取|确保|实现|达|增[长加至]"
    r"|提[高升]|上升|扩大|降[低至到]|下降|减少|压[减缩]|缩短|控制|稳定|保持|覆盖|超过|不低于|不少于|至少|选择|支持|淘汰|占"
)


def _promised(text: str, part: Part, *, lenient: bool) -> list[Figure]:
    """The numbers of a forward-looking part that are targets.

    `lenient`: in goals, plans and reports a number needs no verb to be a promise.
    """
    if not part.quantities or _SILENT.search(text, part.span.start, part.span.end):
        return []
    quoted = [m.span() for m in _QUOTED.finditer(text, part.span.start, part.span.end)]
    return [
        figure
        for figure in figures(text, part)
        if _promises(figure)
        and (lenient or _commits(text, part, figure))
        and not any(a < figure.quantity.core.start < b for a, b in quoted)
    ]


def _commits(text: str, part: Part, figure: Figure) -> bool:
    start = figure.quantity.core.start
    return bool(_COMMITS.search(text, max(part.span.start, start - 60), figure.quantity.core.end))


def _promises(figure: Figure) -> bool:
    quantity = figure.quantity
    if not quantity.unit or (quantity.unit in _DURATIONS and not _TIMED.search(figure.before)):
        return False
    if (figure.counted and _ABOUT.search(figure.before)) or _ROUGHLY.search(quantity.text):
        return False
    return not (_NO_COUNT.search(figure.after) or _NAME_AFTER.search(figure.after))


# ------------------------------------------------------------------ the record


def _target(
    document: Document,
    sentence: Sentence,
    figure: Figure,
    subject: str,
    clock: Clock,
    binding: str | None,
) -> Target:
    quantity = figure.quantity
    around = figure.before + figure.after
    said = describe(figure.noun, figure.verb, quantity.unit, around, counted=figure.counted)
    return Target(
        eid=sentence.eid,
        span=figure.span,
        by=BY,
        indicator=said.indicator,
        subject=subject,
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
        region=document.meta.region,
        binding=binding,
    )


def _binding(sentence: str) -> str | None:
    if "约束性" in sentence:
        return "约束性"
    return "预期性" if "预期目标" in sentence or "预期性" in sentence else None


class Clock:
    """The deadline and period that hold for the part of a sentence that was passed over last.

    The nearest date before a promise counts: in its own sentence, else a deadline named earlier
    in the paragraph, else the year of a report to an assembly.
    """

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._document = document
        self._year = own_year(document)
        self._named = [p for p in sentence.context if p.kind == "deadline"]

    def pass_over(self, part: Part) -> None:
        """Take in the dates of the next part."""
        told = (p for p in part.periods if not is_baseline(self._document.text, p))
        self._named.extend(p for p in told if self._ahead(p))
        del self._named[:-4]

    def _ahead(self, period: Period) -> bool:
        return bool(period.end) and (self._year is None or period.year >= self._year)

    def deadline(self) -> str | None:
        """An ISO day, or a year."""
        for period in reversed(self._named):
            if period.kind in ("deadline", "date") or period.start[:4] == period.end[:4]:
                return period.end[:4] if period.end.endswith("12-31") else period.end
        return f"{self._year}" if self._year and _is_yearly(self._document) else None

    def period(self) -> str | None:
        """First and last year, as 2021-2025; the document's own period where none is named."""
        for period in reversed(self._named):
            if period.kind == "period" and period.start[:4] != period.end[:4]:
                return f"{period.start[:4]}-{period.end[:4]}"
        return self._document.meta.period


def _is_yearly(document: Document) -> bool:
    """A report to an assembly promises for its own year where it names no other."""
    return document.meta.doc_type == "report" and "工作报告" in document.meta.title


# ------------------------------------------------------------------ bounds that are no numbers


_THAN = re.compile(
    r"^(?P<np>[^，；]{2,40}?)(?P<op>不低于|不高于|高于|快于|优于|低于|慢于|不慢于)(?P<to>[^，；、]{2,30})(?:、|$)"
)
_WITH = re.compile(
    r"^(?P<np>[^，；]{2,30}?)(?P<op>与|和|同)(?P<to>[^，；]{2,20}?)(?:保持)?(?:基本)?(?:同步|相适应|持平)(?:增长)?$"
)
_ASSIGNED = re.compile(
    r"完成(?P<to>(?:国家|省|中央|上级)[^，；]{0,4}(?:下达|考核|规定|要求)[^，；]{0,16}(?:目标|任务|指标))"
)
_THAN_OPS = {
    "不低于": ">=", "不慢于": ">=", "不高于": "<=", "高于": ">", "快于": ">", "优于": ">",
    "低于": "<", "慢于": "<",
}  # fmt: skip
_MEASURE = re.compile(
    r"(?:增速|增长|增幅|涨幅|收入|[^效]率|占比|比重|指标|降低|浓度|产量|面积|满意度)$"
)
_DIRECTION = re.compile(
    r"(?:稳中(?:有|向|趋)?(?:进|升|降|好|优)|(?:稳步|显著|明显|进一步|持续|不断|大幅度?|更加|逐步|全面|有效"
    r"|基本)?(?:提高|提升|增强|增长|增加|扩大|改善|优化|健全|完善|加快|上升|下降|降低|减少|减轻|缩小|形成"
    r"|建成|建立|实现|达标|消除))$"
)
_DOWN = re.compile(r"下降|降低|减少|减轻|缩小|降$")


def _without_number(
    document: Document, sentence: Sentence, part: Part, subject: str, clock: Clock
) -> Iterator[Target]:
    """Goals bounded by another indicator, and goals that only have a direction."""
    if part.span.end - part.span.start > 60:
        return
    words = part.span.of(document.text)
    blank = Target(
        eid=sentence.eid,
        span=part.span,
        by=BY,
        indicator="",
        deadline=clock.deadline(),
        period=clock.period(),
        region=document.meta.region,
    )
    bounded = _comparison(words)
    if bounded:
        noun, operator, comparator = bounded
        noun = stripped_lead(noun.strip("、 的")) or comparator
        target = replace(blank, operator=operator, comparator=comparator, value_text=comparator)
    elif sentence.era == "goal" and (turn := _DIRECTION.search(words)) and turn.start() <= 30:
        noun = stripped_lead(words[: turn.start()].strip("、 的"))
        operator = "<=" if _DOWN.search(turn[0]) else ">"
        target = replace(blank, operator=operator, value_text=turn[0], qualitative=True)
    else:
        return
    if len(noun) > 1:
        yield replace(
            target,
            indicator=noun,
            subject=subject_of(noun, subject, document.meta.region),
            quantity="growth_rate" if re.search("增速|增长|增幅", noun) else "",
        )


def _comparison(words: str) -> tuple[str, str, str] | None:
    """Noun, operator and what bounds it, where that is no number."""
    if (found := _THAN.match(words)) and _MEASURE.search(found["np"]):
        return found["np"], _THAN_OPS[found["op"]], found["to"]
    if (found := _WITH.match(words)) and _MEASURE.search(found["np"]):
        return found["np"], "=", found["to"]
    if found := _ASSIGNED.search(words):
        return words[: found.start()], ">=", found["to"]
    return None


# ------------------------------------------------------------------ tables


def _of_tables(document: Document) -> Iterator[Target]:
    """The goal columns of target tables (指标 · 2020年 · 2025年 · 属性)."""
    for reading in readings(document):
        if not reading.target:
            continue
        unit = reading.quantity.unit or reading.unit
        said = describe(reading.indicator, "", unit, reading.column, counted=False)
        yield Target(
            eid=reading.eid,
            span=reading.span,
            by=BY,
            indicator=reading.indicator,
            subject=subject_of(reading.indicator, "", document.meta.region),
            operator=reading.quantity.operator or "=",
            value=reading.quantity.value,
            value_text=reading.quantity.text,
            unit=unit,
            value_max=reading.quantity.value_max,
            quantity=said.quantity,
            basis=reading.basis,
            deadline=f"{reading.year}" if reading.year else None,
            period=document.meta.period,
            region=document.meta.region,
            binding=reading.binding,
        )
