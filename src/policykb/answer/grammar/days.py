"""Stretches of time in which a firm was founded, got a label, or does what is supported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policykb.answer.amounts import segments
from policykb.answer.grammar.terms import Found, Setting, State, Test, worded
from policykb.answer.profile import Profile
from policykb.answer.reading import age_range, done_on
from policykb.answer.words.labels import Label, labels_in
from policykb.dates import Period, find_periods
from policykb.types import Span

_FOUNDED = re.compile(
    r"^(?:\(含\)|（含）|（含当日）)?(?:以?后|起|之后|期间|以来|内|前"
    r"|之前)?(?:，)?(?:在[^，。；\n]{0,8})?(?:新|依法|首次)*(?:注册|登记"
    r"|设立|成立)"
)
_BOUND_AFTER = re.compile(r"^(?:（含[^）]{0,4}）)?(?:以?后|起|之后|以来)")
_BOUND_BEFORE = re.compile(r"^(?:（含[^）]{0,4}）)?(?:以?前|之前)")
_RECOGNISED = re.compile(r"认定|评定|入选|入库|列入|获评|评为|通过|升规|纳入|上规")
# A year that only says of which year a figure is: 2024年度营业收入…
_OF_A_FIGURE = re.compile(
    r"^(?:年)?度?内?的?(?:营业|营收|主营|销售|产值|研发|纳税|税收|利润|资产|从业|职工|参保|裁员|缴纳|用电|出口|进出口)"
)
# What must have been done in the stretch | how a firm says that it did it
_DEEDS = worded(
    (
        r"完工|竣工|建成|投产|投[入用]使?用|验收|完成",
        r"完工|竣工|建成|投产|投用|验收|完成|装好|上线|调试好|弄好|用上了|建好",
    ),
    (r"放款|贷款|借款|授信", r"贷|放款|借"),
    (r"购[置买入]|采购|设备|发票", r"买|购|换了|添了|上了"),
    (r"报废|更新|更换|淘汰|置换", r"报废|更新|换[成了为掉]|淘汰"),
    (r"招用|录用|吸纳|引进|就业", r"招|引进|录用|入职"),
    (r"开工|备案|立项", r"开工|动工|备案|立项"),
    (r"参展|展会|参加", r"参展|参加|展会|展览"),
    (r"签订|租赁|入驻", r"签|租|入驻|搬进"),
)


def days(text: str, setting: Setting) -> Iterator[Found]:
    """Stretches of time, each for what stands beside it: founding, a label, or the deed itself."""
    for first, last, span in _stretches(text, setting):
        after = text[span.end : span.end + 40]
        bounds = _open_ended(first, last, after)
        tail = re.split(r"[。；\n]", after)[0]
        if bounding := _BOUND_AFTER.match(after) or _BOUND_BEFORE.match(after):
            span = Span(span.start, span.end + bounding.end())
            after = after[bounding.end() :]
        if founded := _FOUNDED.match(after):
            whole = Span(span.start, span.end + founded.end())
            yield Found(whole, "founded", "founded", _founded_between(*bounds))
        elif (labels := [label for _, label in labels_in(tail)]) and _RECOGNISED.search(tail):
            yield Found(span, "since", f"since:{labels[0].name}", _got_between(labels, *bounds))
        elif not _only_dates(text, span, after):
            yield Found(span, "period", "period", _now_between(*bounds, _deeds(text, span)))


def _only_dates(text: str, span: Span, after: str) -> bool:
    """Whether a stretch only says of which year a figure is, or since when a record is clean."""
    if _CLEAN_SINCE.match(after):
        return True
    return bool(_OF_A_FIGURE.match(after)) and _is_year(span.of(text))


_CLEAN_SINCE = re.compile(r"^，?(?:均|都|一直)?(?:未|无|没有|不存在)")


def _is_year(said: str) -> bool:
    return bool(re.fullmatch(r"\d{4}年?度?", said))


def _deeds(text: str, span: Span) -> list[re.Pattern[str]]:
    """How a firm would say what the words around a stretch of time want done in it."""
    before = re.split(r"[。；\n]", text[max(0, span.start - 24) : span.start])[-1]
    around = before + re.split(r"[。；\n]", text[span.end : span.end + 40])[0]
    return [spoken for official, spoken in _DEEDS if official.search(around)]


def _stretches(text: str, setting: Setting) -> Iterator[tuple[Period, Period, Span]]:
    """Periods, two joined by 至 taken as one; the second may leave out the year (至6月30日)."""
    at, periods = 0, find_periods(text, setting.as_of)
    while at < len(periods):
        first = last = periods[at]
        after = periods[at + 1] if at + 1 < len(periods) else None
        if after and _TO.fullmatch(text[first.span.end : after.span.start]):
            at += 1
            last = after
            if after.relative:
                last = replace(after, end=first.start[:4] + after.end[4:])
        at += 1
        if not first.relative:
            yield first, last, Span(first.span.start, last.span.end)


_TO = re.compile(r"[—–\-~～至到]{0,2}")


def _open_ended(first: Period, last: Period, after: str) -> tuple[str, str]:
    """First and last day; 后 and 起 leave the end open, 前 the beginning."""
    if first is last and (first.kind == "from" or _BOUND_AFTER.match(after)):
        return first.start, ""
    if first is last and (first.kind == "deadline" or _BOUND_BEFORE.match(after)):
        return "", first.end
    return first.start, last.end or last.start


def _founded_between(first: str, last: str) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        age = profile.figures.get("age")
        if age is None:
            return None
        oldest = age_range(first, first, setting.as_of).low if first else None
        youngest = (
            age_range(last, last, setting.as_of).low if last and last <= setting.as_of else None
        )
        states = [age.compare("<=", oldest) if oldest is not None else True]
        states.append(age.compare(">=", youngest) if youngest is not None else True)
        return False if False in states else (None if None in states else True)

    return test


def _got_between(labels: list[Label], first: str, last: str) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        known = [held for label in labels if (held := profile.label(label.name))]
        own = [held for held in known if held.held]
        if not own:
            return False if len(known) == len(labels) else None
        since = next((held.since for held in own if held.since), None)
        if since is None:
            return None
        if since[0] >= first and (not last or since[1] <= last):
            return True
        return False if since[1] < first or (last and since[0] > last) else None

    return test


def _now_between(first: str, last: str, deeds: list[re.Pattern[str]]) -> Test:
    """A thing that was done lies in the stretch or not; one still to be done can be done in time as
    long as the stretch is not over."""

    def test(profile: Profile, setting: Setting) -> State:
        done = [d for deed in deeds for d in done_on(profile.text, deed, setting.as_of)][:1]
        for start, end in done:
            if start >= first and (not last or end <= last):
                return True
            return False if end < first or (last and start > last) else None
        if last and last < setting.as_of and any(_plans(profile.text, deed) for deed in deeds):
            return False  # what is yet to be done comes too late
        ahead = bool(_AHEAD.search(profile.need))
        return True if ahead and first <= setting.as_of <= (last or "9999") else None

    return test


def _plans(text: str, deed: re.Pattern[str]) -> bool:
    """Whether a firm says that it is about to do a deed, not to apply for help with it."""
    for span in segments(text):
        said = span.of(text)
        plan = _PLANS.search(said)
        if plan and deed.search(said, plan.end()) and not _APPLIES.search(said, plan.end()):
            return True
    return False


_PLANS = re.compile(r"准备|打算|计划|正要")
_APPLIES = re.compile(r"申[报请]|[领拿要补]|享受")
_AHEAD = re.compile(r"想|打算|准备|要|计划|希望")
