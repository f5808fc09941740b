"""By what a ranking ranks, and among whom: 市场环境方面, 副省级以上城市中, 城镇化率居全省第1位."""

from __future__ import annotations

import re

OVERALL = "综合"

_TIER = re.compile(
    r"副省级(?:及)?以上|副省级|地级(?:及)?以上|地级市|县级市|省会城市|直辖市|计划单列市|"
    r"东部|中部|西部|东北地区|[县市区][（(][县市区、]{1,3}[）)]"
)
_DIMENSION = re.compile(
    r"(?:在|从|就)?(?P<name>[\u4e00-\u9fff]{2,14}?)(?:得分|排名|情况)?(?:方面|维度|来看|看|指标上)$"
)


def named_dimension(words: str, current: str) -> str:
    """市场环境方面 names a dimension; 从综合得分看 the overall one."""
    if "综合得分" in words or "综合排名" in words or "总体" in words:
        return OVERALL
    if headed := _HEADING.fullmatch(words):
        return headed[1] or headed[2]
    found = _DIMENSION.match(words)
    return found["name"] if found and len(words) < 18 else current


_HEADING = re.compile(r"([\u4e00-\u9fff]{2,6}环境)(?:指标|得分|排名)?|([\u4e00-\u9fff]{2,10})指标")
_TIER_LEAD = re.compile(rf"^(?:{_TIER.pattern})(?:参评)?(?:城市)?(?:中|里|内)?的?")
# How often, or once more: 城镇化率增幅|连续三年|居全省第1位
_AGAIN = (
    r"已?连续(?:\d{1,2}|[一二两三四五六七八九十多几]{1,3})(?:年|个月|个季度|次|届)|首次|再次|继续|持续"
    r"|依然|仍然?|一直|长期|始终|同时|率先|稳步"
)
_OWN = re.compile(
    r"^(?:等(?:城市)?)?的?(?P<name>[\u4e00-\u9fff]{2,20}?)(?:都|均|全部|皆)?"
    rf"(?:{_AGAIN})*"
    r"(?:得分|排名|分列|位列|位居|排在|名列|稳居|居|列|跻身|进入|均|蝉联|标杆|表现|前\s?[\d一二三四五六七八九十])"
)
_GAIN = re.compile(r"[\u4e00-\u9fff]{0,8}(?:提升|进步|上升)幅度")
_EMPTY = re.compile(
    r"得分|排名|排在|名列|综合|城市|依托|分别|地区|连续|蝉联|位列|位居|稳居"
    r"|首次|再次|双双|成功|顺利|继续|依然|仍|持续|一举|同时|率先"
)


def own_dimensions(rest: str, current: str) -> list[str]:
    """The dimensions between the cities and where they stand: 西安|创新环境排名跻身前5."""
    if gain := _GAIN.search(rest):
        return [gain[0]]
    found = _OWN.match(_TIER_LEAD.sub("", rest))
    if not found or _EMPTY.search(found["name"]) or _TIER.search(found["name"]):
        return [current]
    return [name.removesuffix("指标") or current for name in re.split("[和与及]", found["name"])]


_SCOPE = re.compile(
    rf"(?P<tier>{_TIER.pattern})(?:参评)?(?:城市)?(?:参评)?(?P<mark>中|里|内|方面|来看)?$"
)


def scope_of(words: str, *, touching: bool) -> str:
    """The tier that a lead-in sets for the cities behind it: 副省级以上城市中，…"""
    found = _SCOPE.search(words)
    return found["tier"] if found and (found["mark"] or touching) else ""


def tier_of(words: str, current: str) -> str:
    """The tier that words name, else the one that holds from before."""
    found = _TIER.search(words)
    return found[0] if found else current
