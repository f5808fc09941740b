"""Which cities a sentence of an account speaks of, and whether a verb says what they did."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policykb.gazetteer import Region, city, each_region
from policykb.types import Span

_LEAD_IN = re.compile(
    r"(?:例如|譬如|比如|又如|再如|如|其中|同时|此外|另外|再者|近年来)[，,：:]?"
    r"|(?:[自从])?20\d\d年(?:\d{1,2}月)?(?:以来|起|开始)?，"
    r"|(?:再|又)?以(?=[^，。；：\n]{2,12}为例)"
    r"|[①-⑳]|[（(]?\d{1,2}[)）.、．]|[—\-•·●■◆]+|在(?=[^，。]{2,9}[，,])"
)
_ASPECT = re.compile(r"(?:在|围绕|聚焦|针对|为)[^，。；：\n]{1,24}(?:方面|中|上|领域|过程中)?[，,]")
# 案例3, 专栏2-1, 典型案例（一）：what a compilation prints before the place or the name of a case.
CASE_HEAD = re.compile(
    r"(?:典型|实践|创新)?(?:案例|专栏|实例|事例|经验|做法)\s?[（(]?[\d一二三四五六七八九十]{1,3}(?:[-—－.．]\d{1,2})?[)）]?"
    r"[：:、.．\s]*"
)
AND_CITY = re.compile(r"[、和与及]|以及")
_MANY = re.compile(
    r"等(?:近|约|超)?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|半数|多)(?:余|多)?个?(?:参评)?(?:省市|城市|地市|地区|市)"
)
# What a city does, right after its name (and 等地, 高新区, 则 …).
_ACTS = re.compile(
    r"(?:等[省市地]{0,2}|[两二三四五][省市地县区州]|[^\s，。；：、的]{1,6}(?:街道|镇|乡)|[^\s，。；：、]{0,4}(?:高新区|经开区|开发区|新区|园区|试验区|自贸区)"
    r"|(?:人民)?政府|(?:人民)?(?:法|检察)院|海关|(?:(?!推|设|实)[^\s，。；：、的]){2,8}?(?:局|委|办))?"
    r"\s?(?:则|也|还|已|均|都|分别)?"
    r"(?:(?:通过|依托|围绕|聚焦|针对|按照|坚持|立足|结合|借助|利用|根据|面向|着眼|瞄准)"
    r"|[为将以在对向从由把让](?!主)"
    r"|(?:全面|纵深|持续|积极|初步|进一步|深入|大力|不断|扎实|率先|着力|充分|主动|大胆|创新性?|首创|首个|先后"
    r"|重点|有效|切实|加快|联合|统筹|精准|多措并举|常态化|系统|高效|开创性)*"
    r"(?:探索|推[行动进出广送]|试[行点]|打[造通破响]|实[施行现]|搭建|构[建筑]|建[立成设强]|上线|发[布放挥]|启[动用]|举办"
    r"|设[立置]|编[制印]|出台|印发|制[定发]|创[新设建办]|采[用取]|开[展设通发创行辟]|组[建织]|成立|形成|运[用营]|优化|深化"
    r"|完善|健全|聘[任请]|引[入进导育]|强化|加[强快大码]|整[合治]|提[供升高出速]|支持|鼓励|落实|简化|梳理|改[革造]|拓[展宽]"
    r"|培[育养]|促进|缩短|压[缩减降]|取消|放[宽开管]|降低|清理|规范|修[订改]|指导|赋能|畅通|授[予权]|遴选|邀请|每年|向|整建"
    r"|集[成聚中]|汇[聚集]|升级|布局|打包|织[就密]|厘清|实时|累计|牵头|出[资让]|安排|投[入放]|奖励|补[贴助]|免[除费]|减[免少]"
    r"|连续|全国|全省|当好|擦亮|做[优强实好大]|用[好足活]|抓[好实住]|细化|量化|量身|定制|绘制|评[选定价]|认定|扶持|助力|服务|互认"
    r"|联[动通合]|共同|共建|共享|签[订署]|对[接标]|吸引|汇编|营造|弘扬|维护|保护|查[处办]|审理|受理|办理|化解|调解))"
)


# 石家庄的做法是…, 合肥的“国资领投”。, 以黄石市为例，…: what a place does, told of as a thing.
_ITS_WAY = re.compile(
    r"的(?:主要|具体|基本|成功)?(?:做法|经验|探索|实践|模式|办法)(?:主要)?(?:是|为|有|在于|[，：:])"
    r"|的“[^“”\n]{2,20}”[^，。；：“”\n]{0,6}[。：:\n]"
)
_INSTANCED = re.compile(r"为例[，,：:]")
# 广州开发区、中山…: a zone behind its city, in a list.
_ZONE = re.compile(
    r"[^\s，。；：、和与及]{0,6}?(?:高新区|经开区|经济技术开发区|产业开发区|开发区|新区|园区|试验区|自贸区|示范区|保税区)"
    r"(?=[、和与及])"
)
_ADDRESS = re.compile(r"[^，。；：\s]{0,12}[路街道巷弄][^，。；：\s]{0,6}?\d{1,5}号")
_HEAD = 80  # characters in which a subject must stand


@dataclass(frozen=True, slots=True)
class Subject:
    """The cities that a sentence speaks of, from where on, and whether a verb follows."""

    cities: tuple[Region, ...]
    acts: bool
    start: int
    whole: bool  # printed with its kind: 某某市, not 某某


def subject(text: str, piece: Span, *, provinces: bool = False) -> Subject | None:
    """The cities that a sentence begins with, after words such as 例如 or 在…方面; with
    `provinces` also a province that is named alone."""
    head = text[piece.start : min(piece.end, piece.start + _HEAD)]
    first = _skip(CASE_HEAD, head, 0)
    at = _skip(_LEAD_IN, head, _skip(_LEAD_IN, head, first))
    found = _cities_at(head, at, provinces=provinces)
    if found is None and (aspect := _ASPECT.match(head, first)):
        found = _cities_at(head, aspect.end(), provinces=provinces)
    return found and replace(found, start=piece.start + found.start)


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _cities_at(head: str, at: int, *, provinces: bool) -> Subject | None:
    """Cities in a list that begins at `at`: 上海市、苏州市昆山市等地.

    Not taken are provinces (unless asked for), lists of more than three, and short names that go
    on as another name (上海自贸试验区). A county behind its city is the city's.
    """
    found, end = _listed(head, at)
    if not found or len(found) > 3 or _MANY.match(head, end) or _ADDRESS.match(head, end):
        return None
    told = _ITS_WAY.match(head, end) or _INSTANCED.match(head, end)
    acts = bool(told or head.startswith(_OPENS, end) or _ACTS.match(head, end))
    whole = head[end - 1 : end] in "省市区县州盟旗"
    if head.startswith("的", end) and not told:
        return None
    cities = tuple(place for place in found if provinces or is_city(place))
    return Subject(cities, acts, at, whole) if cities and (acts or whole) else None


_OPENS = ("，", "：", ":", "“")


def _listed(head: str, at: int) -> tuple[list[Region], int]:
    """The places of the list at `at` and where it ends."""
    found: list[Region] = []
    end = at
    if (first := _label(head, at)) is not None:
        return [first], at + head[at:].index("：")
    for mention in each_region(head[at:]):
        gap, place = head[end : at + mention.span.start], mention.entry
        if found and gap in _SHORT_OF and found[-1].name in (place.city, place.province):
            found[-1] = found[-1] if is_city(found[-1]) and found[-1].name == place.city else place
        elif gap if not found else not AND_CITY.fullmatch(gap):
            break
        else:
            found.append(place)
        end = at + mention.span.end
        end = _skip(_ZONE, head, end)
    return found, end


_SHORT_OF = ("", "州", "盟", "地区")  # 甘孜|州|康定市


_LABEL = re.compile(r"([\u4e00-\u9fff]{2,4})：")


def _label(head: str, at: int) -> Region | None:
    """A city whose short name is also a word, as the label of what it does: 随州：设立…"""
    found = _LABEL.match(head, at)
    return city(found[1]) if found else None


def is_city(place: Region) -> bool:
    """Whether a place is a city, a county or a municipality, and no province."""
    return place.level not in ("national", "provincial") or place.kind == "municipality"
