"""Bounds that are no numbers: another indicator, a task set from above, a direction, a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from policykb.extract.naming import noun_and_verb, only_leads, split_verb, stripped_lead
from policykb.numerals import read_integer


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a clause without a number aims at."""

    noun: str
    operator: str
    text: str
    comparator: str = ""
    value: Decimal | None = None
    unit: str = ""
    qualitative: bool = False


_NO_NUMBER = r"(?!约?\d|[百千万]分之)"  # 不高于3% is a bound that is a number
_THAN = re.compile(
    r"^(?P<np>[^，；]{2,40}?)(?P<op>不低于|不高于|高于|快于|优于|低于|慢于|不慢于)"
    rf"{_NO_NUMBER}(?P<to>[^，；、]{{2,30}})(?:、|$)"
)
_ALSO = re.compile(
    r"(?P<op>不低于|不高于|高于|快于|优于|低于|慢于|不慢于)"
    rf"{_NO_NUMBER}(?P<to>[^，；、]{{2,30}})(?:、|$)"
)
_WITH = re.compile(
    r"^(?P<np>[^，；]{2,30}?)(?P<op>与|和|同)(?P<to>[^，；]{2,20}?)(?:保持)?(?:基本)?(?:同步|相适应|持平)(?:增长)?$"
)
_ASSIGNED = re.compile(
    r"完成(?P<to>(?:“?十[一二三四五六七八]五”?)?(?:国家|省|中央|上级)[^，；]{0,4}(?:下达|考核|规定|要求)[^，；]{0,16}(?:目标|任务|指标))"
)
_WITHIN = re.compile(
    r"控制在(?P<to>(?:国家|省|中央|上级)[^，；]{0,4}(?:下达|考核|规定|要求)[^，；]{0,16}(?:目标|任务|指标))(?:之?内|以内|范围内)"
)
_THAN_OPS = {
    "不低于": ">=", "不慢于": ">=", "不高于": "<=", "高于": ">", "快于": ">", "优于": ">",
    "低于": "<", "慢于": "<",
}  # fmt: skip
_MEASURE = re.compile(
    r"(?:增速|增长|增幅|涨幅|收入|[^效]率|占比|比重|指标|降低|浓度|产量|面积|满意度)$"
)


_MARKET_RATE = re.compile("LPR|(?:基准|报价)利率")


def bounded(words: str) -> Iterator[Goal]:
    """Goals that another indicator bounds (增速高于全国), or a task set from above."""
    if (found := _THAN.match(words)) and _MEASURE.search(found["np"]):
        if _MARKET_RATE.search(found["to"]):
            return  # the price of a loan is set by the market's: 利率不高于LPR加30个基点
        noun, at = _noun(found["np"]), found.start("op")
        while also := _ALSO.match(words, at):
            text = also["to"]
            yield Goal(noun=noun, operator=_THAN_OPS[also["op"]], text=text, comparator=text)
            at = also.end()
    elif (found := _WITH.match(words)) and _MEASURE.search(found["np"]):
        text = words[found.start("op") :]
        yield Goal(noun=_noun(found["np"]), operator="=", text=text, comparator=found["to"])
    elif found := _WITHIN.search(words):
        noun, text = _noun(words[: found.start()]), found["to"]
        yield Goal(noun=noun or text, operator="<=", text=text, comparator=text)
    elif found := _ASSIGNED.search(words):
        noun = _noun(words[: found.start()])
        text = found["to"]
        named = noun if len(noun) > 1 else text
        yield Goal(noun=named, operator=">=", text=text, comparator=text)


def _noun(words: str) -> str:
    noun = stripped_lead(words.strip("、 的"))
    return "" if only_leads(noun) else noun


# ------------------------------------------------------------------ all, and none


_HOW = (
    "(?:坚持|坚决|做到|加快|逐步|努力|全面|稳步|率先|力争|争取|确保|持续|继续|全部|始终|年内|一律"
    "|均|都)*"
)
_ALL = re.compile(
    rf"^(?P<what>[^，；。]{{0,40}}?){_HOW}(?P<near>基本)?(?:实现|达到|做到)"
    r"(?P<of>[^，；。]{0,40})(?P<all>全(?:面|域)?覆盖)$"
)
_NONE = re.compile(
    rf"^(?P<what>[^，；。]{{2,40}}?){_HOW}(?P<near>基本)?"
    "(?P<none>(?:保持|下?降低?|压[减降]|减少|控制)*(?:归|为|至|到|在|保持|实现|动态清|清)零)$"
)


def whole(words: str) -> Iterator[Goal]:
    """Goals that all are reached, or none is left: 实现行政村全覆盖, 死亡事故为零, 动态清零.

    >>> [(goal.noun, goal.value, goal.unit) for goal in whole("巡查实现重点园区全覆盖")]
    [('巡查重点园区覆盖率', Decimal('100'), '%')]
    """
    if found := _ALL.match(words):
        noun = noun_and_verb(found["what"], "")[0] + found["of"].rstrip("的")
        operator = "~" if found["near"] else "="
        goal = Goal(noun=f"{noun}覆盖率", operator=operator, text=found["all"], unit="%")
        if len(noun) > 1:
            yield replace(goal, value=Decimal(100))
    elif found := _NONE.match(words):
        noun = noun_and_verb(found["what"], "")[0]
        if len(noun) > 1 and noun not in ("坚持", "坚决"):
            operator = "~" if found["near"] else "="
            yield Goal(noun=noun, operator=operator, text=found["none"], value=Decimal(0))


# ------------------------------------------------------------------ places


_PLACE = re.compile(
    r"^(?P<noun>[^，；。]{0,30}?)(?:力争|继续|始终|均|稳定|排名|排位|位次)*"
    r"(?:保持|稳居|位居|位列|进入|进位|跻身|挺进|冲刺|(?:提|上|跃|前|晋)?[升移](?:至|到)|达到|重回|重返|回到|居于?)在?"
    r"(?P<of>[^，；。\d]{0,12}?)(?P<kind>第|前)(?P<at>[一二三四五六七八九十\d]{1,3})"
    r"(?:[位名强]|(?<=[一二三四五六七八九十])|(?<=前\d))$"
)


_RANK = re.compile(r"(?:排名|排位|位次)$")


def place(words: str) -> Iterator[Goal]:
    """A place in a ranking that is to be held or reached: 规模保持全国第1位."""
    found = next((m for piece in words.split("、") if (m := _PLACE.match(piece))), None)
    value = read_integer(found["at"]) if found else None
    if found is None or value is None:
        return
    noun = _noun(split_verb(_RANK.sub("", found["noun"]))[0]) or _noun(found["of"])
    if not noun:
        return
    yield Goal(
        noun=f"{noun}排名",
        operator="=" if found["kind"] == "第" else "<=",
        text=found.string[found.start("of") :],
        value=Decimal(value),
        unit="位",
    )


# ------------------------------------------------------------------ directions


_TURN = re.compile(
    r"(?:(?:力争|争取)?(?:保持|实现)?(?:正|趋?零)(?=增长)|有?(?:稳步|显著|明显|进一步|持续|不断|大幅度?|更加|逐步|全面|有效|基本|较大|较快"
    r"|一定)?)(?:稳中(?:有|向|趋)?(?:进|升|降|好|优)|提高|提升|增强|增长|增加|扩大|改善|优化|健全|完善|加快|上升|下降|降低|减少"
    r"|减轻|缩小|形成|建成|建立|实现|达标|消除)$"
    r"|只[增升]不[减降]$|零发生$|(?:稳定)?(?:保持|[稳位]居|进入|跻身|走在|处于|迈入|居)(?:在)?(?:全[国省市]|世界|国内|国际|同类[^，；。、]{0,6})?前列$"
    r"|稳定(?:保持)?在[ⅠⅡⅢⅣ一二三]类(?:及?以上|水质)?$"
)
_DOWN = re.compile(r"下降|降低|减少|减轻|缩小|降$")
_HOLDS = re.compile("只[增升]不|在.类|前列$")  # what is there already is the least


def direction(words: str) -> Iterator[Goal]:
    """Goals that only have a direction: 运营效益稳步提升、质量持续改善."""
    pending = ""
    for piece in words.split("、"):
        pending += "、" + piece if pending else piece
        turn = _TURN.search(pending, max(0, len(pending) - 16))
        if turn is None:
            continue
        noun = _noun(pending[: turn.start()])
        if len(noun) > 1 and turn.start() <= 30 and noun.count("“") == noun.count("”"):
            operator = "<=" if _DOWN.search(turn[0]) else ">"
            if _HOLDS.search(turn[0]):
                operator = ">="
            if "零" in turn[0]:  # 保持零增长; 趋零增长 comes near it
                operator = "~" if "趋" in turn[0] else "="
            yield Goal(noun=noun, operator=operator, text=turn[0], qualitative=True)
        pending = ""


# ------------------------------------------------------------------ how something fares


_FARES = re.compile(
    r"(?:(?:实现|保持|继续|呈现|取得|得到|稳步|显著|明显|进一步|持续|不断|大幅度?|更加|逐步|全面|有效|较大|较快|快速|加快"
    r"|稳定|平稳|连续|连年|逐年|再|又|均|总体|历史|性|有所|健康)*"
    r"(?:增长|提高|提升|增强|增加|扩大|壮大|改善|优化|发展|攀升|跃升|回升|上升|下降|降低|减少|向好|向上"
    r"|(?:迈上|跨上|跃上|迈|上|登上)了?(?:一个)?新(?:的)?(?:大)?(?:台阶|高度|水平)"
    r"|(?:实现|取得)?(?:历史性?|重大|新)?(?:突破|跨越|进展)|创(?:出|下)?(?:历史)?新高))$"
)


def faring(words: str) -> str:
    """What a clause without a number speaks of; the next clause may go on with its figure.

    >>> faring("地区生产总值迈上新台阶"), faring("加快推进招商引资")
    ('地区生产总值', '')
    """
    said = words.rpartition("、")[2]
    found = _FARES.search(said)
    noun = said[: found.start()] if found else ""
    return noun if 1 < len(noun) <= 16 and noun == stripped_lead(noun) else ""
