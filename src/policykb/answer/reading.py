"""What single fields of a firm's story look like in everyday speech; read_profile joins them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from policykb.answer.amounts import Amount, Range, find_amounts, segments
from policykb.answer.vocabulary import BUSINESSES, TRADES
from policykb.dates import find_periods
from policykb.gazetteer import Mention, Region, find_regions
from policykb.types import Span

# ------------------------------------------------------------------ place

_SEAT = re.compile(r"(?:注册|登记|成立|落户|落地|工商)[^，。；]{0,6}$")
_SEAT_AFTER = re.compile(r"^[^，。；]{0,4}(?:注册|登记|成立|工商)")
_ELSEWHERE = re.compile(
    r"(?:去|到|往|赴|卖给|卖到|销往|发往|出口|客户[^，。；]{0,3}|供应商[^，。；]{0,3}|参加[^，。；]{0,4}|不在|老家)$"
)
_ELSEWHERE_AFTER = re.compile(r"^(?:的)?(?:客户|市场|展|博览会|交易会|银行|供应商|老乡|分公司|货)")


def read_place(text: str) -> tuple[tuple[str, ...], str]:
    """The place where a firm says it is, outermost name first, and the words; empty if none.

    Where it is registered counts before where it works; places it sells or travels to do not.
    """
    runs = _runs(find_regions(text))
    here = [run for run in runs if not _elsewhere(text, run)]
    seats = [run for run in here if _is_seat(text, run)]
    if not here:
        return (), ""
    chosen = (seats or here)[0]
    span = Span(chosen[0].span.start, chosen[-1].span.end)
    return chain(chosen[-1].entry), span.of(text)


def chain(region: Region) -> tuple[str, ...]:
    """A place with those around it: 昆山市 → (江苏省, 苏州市, 昆山市)."""
    names = (region.province, region.city, region.name)
    return tuple(dict.fromkeys(name for name in names if name))


def _runs(mentions: Iterable[Mention[Region]]) -> list[list[Mention[Region]]]:
    """Names that touch belong together: 江苏|苏州|昆山."""
    runs: list[list[Mention[Region]]] = []
    for mention in mentions:
        if runs and mention.span.start == runs[-1][-1].span.end:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _elsewhere(text: str, run: list[Mention[Region]]) -> bool:
    before, after = text[: run[0].span.start], text[run[-1].span.end :]
    return bool(_ELSEWHERE.search(before[-10:]) or _ELSEWHERE_AFTER.match(after))


def _is_seat(text: str, run: list[Mention[Region]]) -> bool:
    before, after = text[: run[0].span.start], text[run[-1].span.end :]
    return bool(_SEAT.search(before[-10:]) or _SEAT_AFTER.match(after))


# ------------------------------------------------------------------ line of business


def read_sector(text: str) -> tuple[tuple[str, ...], str]:
    """The sector of the size standard and the words that name the business; empty if none."""
    for sector, pattern in TRADES:
        if match := pattern.search(text):
            return (sector,), _trimmed_trade(match.group())
    for pattern, sectors in BUSINESSES:
        if match := pattern.search(text):
            return sectors, match.group()
    return (), ""


_TRADE_LEAD = re.compile(r"^.*?(?:开了?家?一?[个家间]?|人的|做|搞|办了?一?[个家]?|是一?家?|的)(?=[一-鿿]{2})")


def _trimmed_trade(said: str) -> str:
    """Without the verb and the measure word that stand before a business."""
    return _TRADE_LEAD.sub("", said) or said


# ------------------------------------------------------------------ figures

# role ← words near an amount of money; `ignored` ones keep others from being taken for revenue
_MONEY_ROLES = (
    ("rd_spend", r"研发|科研|技术开发|开发费"),
    ("revenue", r"卖了?|销售(?:额|收入)?|营收|营业额|营业收入|收入|产值|流水|做到?了?(?=$|大概|大约|差不多)|年销|生意|业绩|进账"),
    ("assets", r"总?资产(?:总额)?|家底"),
    ("rent", r"房租|租金"),
    ("loan", r"贷款?|借|融资|授信"),
    ("ignored", r"利润|赚|注册资[本金]|注册了?|税|欠|工资|罚|补贴|奖励|补助|保费|货款|学费|订单|单价|亏"),
    ("investment", r"投(?![诉标保])(?:资|入)?|设备|改造|买|花|购|更新|项目|产线"),
)  # fmt: skip
_PEOPLE_ROLES = (
    ("rd_staff", r"研发|技术人员|工程师|科研"),
    ("hires", r"招|吸纳|新进|毕业生|大学生"),
    ("layoffs", r"裁|辞退|走了"),
    ("insured_staff", r"社保|参保|五险|缴|交保"),
    ("ignored", r"股东|合伙|客户|残疾|博士|服务了?|带了?|团队|服务"),
    ("staff", r"员工|职工|工人|人|厂|公司|店|一共|总共|手下|在职|从业|雇"),
)
_SHARE_ROLES = (
    ("rd_ratio", r"研发"),
    ("layoff_ratio", r"裁员"),
    ("debt_ratio", r"负债"),
    ("growth", r"增长|增速|涨"),
)
_COUNT_ROLES = (("patents", r"专利|软著|知识产权"), ("insured_months", r"社保|失业保险|参保"))
_ROLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "元": _MONEY_ROLES,
    "人": _PEOPLE_ROLES,
    "%": _SHARE_ROLES,
    **dict.fromkeys(("项", "件", "个", "个月"), _COUNT_ROLES),
}
_NOT_YET = re.compile(r"目标|打算|计划|预计|争取|想做到|希望|力争")
_LAST_YEAR = re.compile(r"去年|上年|上一年|年营|年销|年产|全年|一年")
_OLDER = re.compile(r"前年|大前年|以前|当年|刚开始|最早|今年")
_NONE = (("patents", re.compile(r"(?:没有?|无)(?:任何|什么)?专利")),)


def read_figures(text: str) -> tuple[dict[str, Range], dict[str, str]]:
    """Ranges of staff, revenue, assets and so on, and the words of each."""
    best: dict[str, tuple[int, Range, str]] = {}
    before = ""
    for span in segments(text):
        said = span.of(text)
        amounts = find_amounts(said)
        for amount in amounts:
            role = _role(amount, said, before)
            rank = _rank(role, said)
            if role and rank > best.get(role, (0,))[0]:
                best[role] = (rank, amount.range, amount.span.of(said))
        before = "" if amounts else said
    found = {role: row[1] for role, row in best.items()}
    quotes = {role: row[2] for role, row in best.items()}
    for role, pattern in _NONE:
        if (match := pattern.search(text)) and role not in found:
            found[role], quotes[role] = Range(Decimal(0), Decimal(0)), match.group()
    return found, quotes


def _rank(role: str, said: str) -> int:
    """How far a figure speaks of the last year: plans not at all, last year first."""
    if role == "revenue" and _NOT_YET.search(said):
        return 0
    return 1 if _OLDER.search(said) else 3 if _LAST_YEAR.search(said) else 2


def _role(amount: Amount, said: str, before: str) -> str:
    """What an amount counts: the role whose word stands nearest, those before it first."""
    unit = amount.unit or ("元" if amount.value >= 10000 else "")
    roles = _ROLES.get(unit, ())
    near: list[tuple[int, str]] = []
    for role, pattern in roles:
        for match in re.finditer(pattern, said[: amount.span.start]):
            near.append((amount.span.start - match.end(), role))
        for match in re.finditer(pattern, said[amount.span.end :]):
            near.append((2 * match.start() + 3, role))
    if not near and before:
        near = [(0, role) for role, pattern in roles if re.search(pattern, before)]
    if not near and unit == "人" and not re.search(r"[招裁研]", said):
        return "staff"
    role = min(near, default=(0, ""), key=lambda pair: pair[0])[1]
    return "" if role == "ignored" else role


# ------------------------------------------------------------------ age


@dataclass(frozen=True, slots=True)
class Age:
    """Years since a firm was founded, the words, and the year or day if one was named."""

    range: Range
    quote: str
    founded: str = ""


_BEGUN = r"成立|注册|创办|创立|开办|开业|开张|设立|办的?厂|起家|起步|创业|开的|办的|开始[干做]|登记"
_FOUNDED = re.compile(rf"(?:{_BEGUN})")
_LASTED = re.compile(
    rf"(?:{_BEGUN}|开|办|干|做|经营|运营|营业)(?:到现在|至今)?(?:了|有|已经?|都|也|才|就|满)*$"
)
_NEW = re.compile(r"(?:刚刚?|新)(?:成立|注册|开业|开张|起步|创业|设立|开(?!始用|发|会|工)|办(?!完|理|好))[^，。；]{0,4}")
_YEAR = Decimal("365.25")


def read_age(text: str, as_of: str) -> Age | None:
    """The age in years on the day `as_of`, from 2019年成立, 开了五年, 刚注册 and the like."""
    for span in segments(text):
        said = span.of(text)
        found = _since(said, as_of) or _lasting(said)
        if found:
            return found
    if match := _NEW.search(text):
        return Age(Range(Decimal(0), Decimal(1), high_open=True), match.group())
    return None


def _since(said: str, as_of: str) -> Age | None:
    """A year or day of founding: 2019年成立, 成立于2021年3月, 去年注册的."""
    begun = _FOUNDED.search(said)
    if not begun:
        return None
    for period in find_periods(said, as_of):
        if period.start[:4] > as_of[:4] or period.kind == "deadline":
            continue
        span = Span(min(begun.start(), period.span.start), max(begun.end(), period.span.end))
        if span.end - span.start > 24:
            continue
        founded = period.start if period.start == period.end else period.start[:4]
        return Age(age_range(period.start, period.end or period.start, as_of), span.of(said), founded)
    return None


def age_range(first: str, last: str, as_of: str) -> Range:
    """Years from a day between `first` and `last` until `as_of`."""
    now = dt.date.fromisoformat(as_of)
    days = [max(0, (now - dt.date.fromisoformat(day)).days) for day in (last, first)]
    return Range(*(Decimal(n) / _YEAR for n in days))


def _lasting(said: str) -> Age | None:
    """How long it has been going: 开了五年, 成立快三年, 干了十来年."""
    for amount in find_amounts(said):
        if amount.unit not in ("年", "个月") or amount.value > 200:
            continue
        lasted = _LASTED.search(said[: amount.span.start])
        if not lasted:
            continue
        bounds = amount.range
        if amount.unit == "个月":
            bounds = bounds.scaled(1 / Decimal(12))
        elif bounds.low == bounds.high == bounds.low.to_integral_value():
            bounds = Range(bounds.low, bounds.low + 1, high_open=True)  # 五年: five and some months
        return Age(bounds, Span(lasted.start(), amount.span.end).of(said))
    return None


# ------------------------------------------------------------------ yes or no

# state ← words that affirm it | words that deny it; the denial is looked for first where it
# holds the other's words (没贷过款 | 贷过款).
_STATES: tuple[tuple[str, bool, str], ...] = (
    ("first_loan", True, r"(?:从来?|一直)?(?:没有?|未)(?:在?银行)?(?:贷过款?|借过(?:银行的?)?钱|贷款记录|办过贷款)|第一次(?:贷款|去银行|找银行)|首次贷款|首贷"),
    ("first_loan", False, r"贷过款|(?:有|还着?)(?:一笔)?银行贷款|还在还贷|续贷|以前贷过|去年贷了|已经贷了"),
    ("credit", True, r"信用(?:记录)?(?:一直)?(?:很|都)?(?:良好|好|没问题)|(?:没有?|无|从没|没被)(?:任何|什么|过|被)?(?:严重)?(?:失信|不良|违法|违规|列入|处罚)(?:记录|行为)?|征信(?:很|都|一直)?(?:没问题|良好|干净|好)|没上过?黑名单"),
    ("credit", False, r"(?:被|上了?|列入)[^，。；]{0,6}(?:失信|黑名单|经营异常)|失信被执行|老赖|经营异常|(?:被|刚)(?:环保|税务|市监|市场监管)?[^，。；]{0,3}(?:处罚|罚)过?"),
    ("layoff_free", True, r"(?:没有?|不|未|从没|没怎么)(?:打算)?裁(?:过|掉)?(?:一个)?(?:员|人)|一个(?:人|员工)?(?:也|都)没(?:有)?裁|没有?辞退"),
    ("layoff_free", False, r"裁了|裁员了|裁掉|辞退了"),
    ("insured", True, r"(?:都|一直|按时|足额|正常|按月|依法|全部|给员工)[^，。；没]{0,6}(?:交|缴|上|买)(?:了|着|过|齐)?(?:的)?(?:社保|五险|失业保险|社会保险)|(?:社保|五险|失业保险)(?:一直|都|也)*(?:按时|正常|足额|按月)*(?:在)?(?:交|缴|上|买)(?:了|着|的|齐|满)?"),
    ("insured", False, r"(?:没有?|未|还没)[^，。；]{0,4}(?:交|缴|上|买)(?:过)?(?:社保|五险|失业保险|社会保险)|(?:社保|五险)[^，。；]{0,3}(?:没有?|未|断|欠)|欠(?:缴|着?)[^，。；]{0,3}社保"),
    ("exports", False, r"(?:没有?|不|未)(?:做过?|搞|有)?(?:出口|外贸)|只做内销|全是内销"),
    ("exports", True, r"(?:做|有|搞)(?:点|些)?(?:出口|外贸)|出口(?:到|给|占|额)|外贸(?:公司|企业|工厂)|自营出口"),
    ("legal_entity", False, r"个体工商户|个体户|没有?注册公司"),
    ("legal_entity", True, r"公司|独立法人|股份制"),
)  # fmt: skip
_COMPILED = tuple((name, value, re.compile(pattern)) for name, value, pattern in _STATES)


def read_states(text: str) -> tuple[dict[str, bool], dict[str, str]]:
    """Answers to yes-or-no questions, with the words of each; the longer match of two wins."""
    best: dict[str, tuple[bool, str]] = {}
    for name, value, pattern in _COMPILED:
        match = pattern.search(text)
        if match and (name not in best or len(match.group()) > len(best[name][1])):
            best[name] = (value, match.group())
    return {n: row[0] for n, row in best.items()}, {n: row[1] for n, row in best.items()}


_GRADE = re.compile(r"(?:纳税|税务)信用(?:等级)?(?:评级|评)?(?:为|是)?\s?([ABMCDabmcd])级?")


def read_grade(text: str) -> tuple[str, str]:
    """The tax credit grade (A, B, M, C, D) and the words."""
    match = _GRADE.search(text)
    return (match[1].upper(), match.group()) if match else ("", "")


# ------------------------------------------------------------------ what is wanted

_WISH = re.compile(
    r"想|要(?!求|是|么)|打算|准备|需要|计划|希望|能不能|有没有|有什么|有啥|有哪些|怎么|咋|缺|求|愁|困难|压力"
    r"|紧张|太贵|周转|可以申|能申|能拿|能领|补助|补贴|支持|优惠|扶持|政策|正在|申请|老化|太旧|参加"
)


def read_need(text: str) -> str:
    """The run from the first to the last of the words that wish for something; empty if none."""
    wishes = [span for span in segments(text) if _WISH.search(span.of(text))]
    return text[wishes[0].start : wishes[-1].end] if wishes else ""
