"""Nouns that say too little alone: 总数, 投资, 惠及 take the noun phrase they belong to.

Official prose names a thing once and goes on with heads alone: 新增龙头企业16家、总数达到98家;
推进重大工程建设，全年完成投资2400亿元.
"""

from __future__ import annotations

import re

from policykb.extract.goals import faring
from policykb.extract.naming import EMPTY_HEADS, stripped_lead

# Heads that are only clearer with their owner.
_VAGUE_TABLE = """
总规模 总投资 年度投资 总金额 金额 总额 营收 到位资金 总市值 总量 总产量 增速 增幅 年均增速 年均增幅
目标任务 年度任务 全年任务 年度目标任务 年度计划 全年计划
"""
_VAGUE = frozenset(_VAGUE_TABLE.split())
_PLACES = frozenset(["全省", "全市", "全区", "全国", "本市", "本省", "本区"])
_AGAIN = frozenset(["约合", "折合", "合", "相当于", "折"])  # the figure before, in another money
_LONGEST = 40
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_REACHED = {"人": "人数", "户": "户数", "人次": "人次", "家": "户数"}
_REACHES = re.compile(r"(?:惠及|受益)[\u4e00-\u9fff]{0,6}")
# What a noun is measured by is left out before another measure of it: 粮食播种面积 → 粮食.
_MEASURED = re.compile(
    r"(?:播种|种植)?面积$|(?<=.)(?:总量|总数|产量|数量|占比|比重|(?:年均|年度)?增[速幅])$"
)
_ALIAS = re.compile(r"[（(](?:以下)?简称[^（）()]{1,20}[）)]")

_DOES = re.compile(
    r"^(?:全面|扎实|深入|启动|扩面|率先|统筹|持续|如期|大力|加快|继续|已|一批)*(?:推进|实施|开展|建设|设立|出台|完成|落实|组织)"
)
_OBJECT = re.compile(
    r"(?P<np>[^，。；\d]{2,24}?(?:项目|工程|试点|计划|行动|改革|建设|基金|资金|改造|活动|任务|产业|平台)”?)$"
)
_STARTED = re.compile(
    r"(?P<np>[^，。；\d]{2,26}?)(?:在[^，。；]{1,4})?(?:全面|正式|注册|挂牌|顺利)*(?:成立|设立|运营|开工|投产|注册|揭牌|落地|启动|完成|(?:连续[一二三四五六七八九十]{1,2}年|再|喜)?(?:获丰收|增产|增收))$"
)


def says_nothing(noun: str, unit: str = "") -> bool:
    """Whether a noun names no indicator by itself: 投资, 总数, 惠及, 全省.

    How fast income or investment grows is said without an owner: that of the region.
    """
    if noun and not _WORD.search(noun):  # a rule or a mark between the cells of a table
        return True
    return (noun in EMPTY_HEADS and unit != "%") or noun in _PLACES or noun in _AGAIN


def is_head(noun: str) -> bool:
    """Whether a noun is a head that goes on with what was named before it."""
    return noun in EMPTY_HEADS or noun in _VAGUE or reaches(noun)


def reaches(noun: str) -> bool:
    """Whether a noun only says who is reached: 惠及, 惠及企业, 受益群众."""
    return bool(_REACHES.fullmatch(noun))


def completed(noun: str, owner: str, unit: str) -> str:
    """The head with its owner; the head alone where there is none.

    >>> completed("总数", "龙头企业", "家"), completed("惠及", "社会救助资金", "人")
    ('龙头企业总数', '社会救助资金惠及人数')
    """
    owner = _ALIAS.sub("", owner)
    if not owner or len(owner) > _LONGEST or owner.endswith("每") or says_nothing(owner):
        return noun
    if owner.endswith(noun) and "年均" not in owner:
        return owner
    if noun in ("惠及", "受益"):
        return f"{owner}{noun}{_REACHED.get(unit, '')}"
    return f"{_MEASURED.sub('', owner) or owner}{noun}"


_PART = re.compile(
    r"(?:其中)?(?P<who>[^，。；、\d]{0,8}(?:地区|区域|市县|县市|县区|城市|城镇|农村|企业|机构|学校|乡镇|园区|省份))"
)
_SHARE = re.compile(
    r"(?:全[国省市县区州]|我[国省市县区州]|[^，。；、]{2,6}?(?:地区|区域))?"
    r"(?P<share>[^，。；、]{2,24}(?:率|占比|比重|比例))$"
)


def of_part(who: str, share: str) -> str:
    """The share of those who are named alone, going on with what was measured of all of them.

    >>> of_part("东部地区", "全国农村供水普及率"), of_part("东部地区", "供水户数")
    ('东部地区农村供水普及率', '')
    """
    named, measured = _PART.fullmatch(who), _SHARE.fullmatch(share)
    return f"{named['who']}{measured['share']}" if named and measured else ""


def topic(said: str) -> str:
    """What a clause without a number is about, where it names a thing: 推进重大工程建设.

    >>> topic("推进重大工程建设"), topic("温暖工程年度任务全面完成"), topic("在提效益上下功夫")
    ('重大工程建设', '温暖工程年度任务', '')
    """
    if spoken := faring(said):
        return spoken
    words = said.strip()
    if _DOES.match(words) and (found := _OBJECT.search(_DOES.sub("", words))):
        return stripped_lead(found["np"])
    started = _STARTED.fullmatch(said)
    return stripped_lead(started["np"]) if started else ""
