"""Bounds on what no field of a profile holds (服务企业50家, 年薪25万元): put to the figure that the
firm gives beside the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policykb.answer.amounts import Amount, Range, find_amounts, segments
from policykb.answer.grammar.figures import operator_of
from policykb.answer.grammar.telling import GENERIC, LEAD, telling_words
from policykb.answer.grammar.terms import Found, Setting, State, Test, worded
from policykb.answer.profile import Profile
from policykb.numerals import find_quantities
from policykb.tokens import words
from policykb.types import Span

# 并 joins two clauses, but for 合并, 并购 and the like
_RUN = re.compile(r"(?:[^，,。；;、\n且并]|(?<=[合兼])并|并(?=[购网轨列入表联发]))+")
_OF = re.compile(r"(?<=[上下内过])的")
_TAIL = re.compile(r"(?:的(?:[^，。；\n]{0,8}(?:企业|单位|主体))?)?\s*$")
# What measures call it | how a firm says it
_SPOKEN = worded(
    (r"网络(?:零售|销售)|线上(?:零售|销售|交易)|电商销售", r"网上|线上|网店|直播|平台上"),
    (r"专职", r"专职|全职"),
    (r"售价|销售价格|单价", r"一台[^，。；]{0,4}(?:卖|价)|单价|售价"),
    (r"建设(?:周)?期|工期", r"建[完成好了]|工期|完工|竣工"),
    (r"面积", r"平方?米?|面积"),
    (r"合同|租期", r"签|合同|租期|租约"),
    (r"期限|贷款期|借款期|融资期", r"[年月]期|期限|贷|借"),
    (r"游客|人次|客流", r"游客|客人|外地人|带了?|接待|来[了玩]|团"),
    (r"客房", r"房间?|客房|屋"),
)
# 种植黄芪、党参、|柴胡50亩以上
_LISTED_CROPS = re.compile(
    r"(?P<verb>(?:集中连片|规模化?|新增?|标准化)*(?:种植|栽培|养殖|饲养|繁育|生产|加工|销售|购置|购买|引进|新建|建设))"
    r"(?:[^，。；、：\s\d]{1,12}、)+$"
)
_LONGEST_LIST = 60
_NEWLY = re.compile(r"新[建增开购扩种]|扩[建种]|增加")
_IS_NEW = re.compile(r"新|增|扩|今年|去年|建|开了|添|买了|购|多[了养种]")
_RARE = frozenset(("吨", "亩", "辆", "张", "间", "栋", "艘"))
# A run that goes on with the subject of the one before: 且同比增长10%以上, 比前年涨了25%
_GROWS = re.compile(
    r"^(?:[且并]|而且|同时)?(?:同比|较上年|比[上去前]年|年均)?(?:增[长速幅加]|涨|多[了出]|上涨)"
)
_GREW = re.compile(r"增[长速幅加]|涨|多[了出]|翻")
_UNITS = {
    "名": "人", "位": "人", "人次": "人", "个": "家", "万元": "元", "吨标准煤": "吨",
    "年": "个月", "周年": "个月",
}  # fmt: skip
_MONTHS = frozenset(("年", "周年"))  # told and asked in either, both are counted in months
_YEAR = Decimal(12)


def said_figures(text: str, setting: Setting) -> Iterator[Found]:
    """Runs with a bound whose noun no other row knows."""
    before = ""
    for run in _RUN.finditer(text):
        about, before = (before if _GROWS.match(run.group()) else ""), run.group()
        quantities = find_quantities(run.group())
        if len(quantities) != 1:
            continue
        quantity = quantities[0]
        operator = operator_of(run.group(), quantity)
        if operator is None:
            continue
        lead, tail = LEAD.match(run.group()), _TAIL.search(run.group(), quantity.span.end)
        start = run.start() + (lead.end() if lead else 0)
        if listed := _LISTED_CROPS.search(text, max(0, start - _LONGEST_LIST), start):
            start = listed.start("verb")  # 种植黄芪、党参、柴胡50亩以上: any of them
        end = run.start() + tail.start() if tail else run.end()
        if (of := _OF.search(text, run.start() + quantity.span.end, end)) is not None:
            end = of.start()  # 年节能量300吨以上|的工业企业改造项目
        span = Span(start, end)
        quote = span.of(text)
        test = _compared(about + quote, quantity.unit, operator, quantity.value)
        yield Found(span, "figure", f"other:{quote}", test)


def _compared(asked: str, unit: str, operator: str, bound: Decimal) -> Test:
    """The firm's own figure of that unit beside one of the words asked, where there is just one."""

    least = bound * _YEAR if unit in _MONTHS else bound

    def test(profile: Profile, setting: Setting) -> State:
        near: list[State] = []
        others: list[State] = []
        before = ""
        for span in segments(profile.text):
            said = span.of(profile.text)
            about = before + said if _GROWS.match(said) or _goes_on(said) else said
            about_it = _speaks_of(about, asked)
            known = near if about_it else [] if _of_another(said, asked) else others
            known += [
                _part(_counted(amount).compare(operator, least), about, asked, profile.trade)
                for amount in find_amounts(said)
                if _unit(amount, said) == _UNITS.get(unit, unit)
                and (unit != "%" or bool(_GREW.search(said)) == bool(_GREW.search(asked)))
            ]
            before = said
        # a unit that is rarely used tells by itself what is counted
        states = near or (others if unit in _RARE and len(others) == 1 else [])
        if _REACHED.search(asked) and True in states:
            return True
        return states[0] if len(set(states)) == 1 else None

    return test


# 首次突破1000万元: one year that reached it is enough
_REACHED = re.compile(r"首次(?:突破|达到?|超过|迈上)")
_ONLY_WHEN = re.compile(
    r"(?:(?:去|今|前|当|上)年|到|截至|目前|现在|已经?|就|才|又|有|了|多|大概|差不多|左右|的|是|[\d一二三四五六七八九十]{1,3}月(?:份|底)?)*"
)


def _goes_on(said: str) -> bool:
    """Whether a run holds a figure and, beside it, nothing but when (今年到11月已经1300万了): it
    speaks of what the run before spoke of."""
    bare = said
    for amount in reversed(find_amounts(said)):
        bare = f"{bare[: amount.span.start]}{bare[amount.span.end :]}"
    return bare != said and bool(_ONLY_WHEN.fullmatch(bare))


def _counted(amount: Amount) -> Range:
    """The range of an amount, of times in months."""
    return amount.range.scaled(_YEAR) if amount.unit in _MONTHS else amount.range


def _of_another(said: str, asked: str) -> bool:
    """Whether a run of the story names a thing that has no letter in common with what is asked
    (党参种了120亩 tells nothing of a base for seedlings)."""
    bare = list(said)
    for amount in find_amounts(said):
        bare[amount.span.start : amount.span.end] = " " * (amount.span.end - amount.span.start)
    named = (word for word in telling_words("".join(bare)) if not _DOES.search(word))
    return any(not set(word) & set(asked) for word in named)


_DOES = re.compile(r"[能可有了着过在存种养做盖建修搭新]")


def _part(state: State, said: str, asked: str, trade: str) -> State:
    """What is true of exports alone is true of all foreign trade; what is not may still be. What is
    true of all that there is is not yet true of what is new, nor of a kind of it (跨境, 线上)."""
    if state and _NEWLY.search(asked) and not _IS_NEW.search(said):
        return None
    if state and any(kind in asked and not told.search(said + trade) for kind, told in _KINDS):
        return None
    return None if state is False and "进出口" in asked and "进出口" not in said else state


_KINDS = tuple(
    (kind, re.compile(told))
    for kind, told in (
        ("跨境", r"跨境"),
        ("网络", r"网|线上|直播|平台|电商"),
        ("线上", r"网|线上|直播|平台|电商"),
    )
)


_FOREIGN = re.compile(r"美[元金]|欧元|港[元币]|日元")
_SAME_MONEY = {"美金": "美元", "港币": "港元"}


def _unit(amount: Amount, said: str) -> str:
    if foreign := _FOREIGN.match(said, amount.span.end):
        return _SAME_MONEY.get(foreign.group(), foreign.group())
    unit = amount.unit or ("元" if amount.value >= 10_000 else "")
    return _UNITS.get(unit, unit)


def _speaks_of(said: str, asked: str) -> bool:
    """Whether a run of the story shares a telling word with what is asked."""
    if any(official.search(asked) and spoken.search(said) for official, spoken in _SPOKEN):
        return True
    telling = (word for word in words(said) if len(word) > 1 and word not in GENERIC)
    return any(word in asked for word in telling if not any(c.isdigit() for c in word))
