"""Provinces, cities and districts, by their full and their short names."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from policykb.gazetteer.names import Mention, Names, rows, words
from policykb.types import Span

LEVELS = ("national", "provincial", "municipal", "county")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place: full `name`, `short` form, the `province` and `city` it lies in, its `level`.

    `kind` tells a municipality, a sub-provincial city (副省级城市) and so on; `city` is empty
    unless the place is a district or county. A municipality is its own province and city.
    """

    name: str
    short: str
    level: str
    province: str = ""
    city: str = ""
    kind: str = ""


def _region(row: Mapping[str, object]) -> Region:
    name, kind = str(row["name"]), str(row.get("kind", ""))
    own_city = name if kind == "municipality" else ""
    return Region(
        name=name,
        short=str(row["short"]),
        level=str(row["level"]),
        province=str(row.get("province", name)),
        city=own_city,
        kind=kind,
    )


def _counties(row: Mapping[str, object]) -> Iterator[Region]:
    city = str(row["name"])
    for name in words(row.get("counties")):
        short = re.sub(r"(?:新区|自治县|[区县市旗])$", "", name) or name
        yield Region(
            name=name,
            short=short if len(short) > 1 else name,
            level="county",
            province=str(row.get("province", city)),
            city=city,
            kind="county",
        )


_PEOPLES = re.compile(
    r"(?:各|满|回|蒙古|朝鲜|苗|侗|瑶|壮|仫佬|毛南|土家|布依|仡佬|彝|水|白|傣|哈尼|拉祜|佤|布朗|纳西|傈僳|普米"
    r"|独龙|怒|藏|羌|黎|畲|土|撒拉|保安|东乡|裕固|达斡尔)族|哈萨克|锡伯|塔吉克|(?<=.)蒙古|(?<=焉耆)回族"
)


def _plain_name(name: str) -> str:
    """融水苗族自治县 as it is called for short, 融水县; empty for other names."""
    if not name.endswith("自治县"):
        return ""
    plain = _PEOPLES.sub("", name.removesuffix("自治县"))
    return f"{plain}县" if len(plain) > 1 else ""


@functools.cache
def _places() -> tuple[dict[str, Region], dict[str, tuple[Region, ...]]]:
    """Names of provinces and cities (full and short), and names of counties."""
    upper: dict[str, Region] = {}
    lower: dict[str, list[Region]] = {}
    for row in rows("places.jsonl"):
        region = _region(row)
        upper[region.name] = region
        if not row.get("word"):
            upper.setdefault(region.short, region)
        for county in _counties(row):
            for name in filter(None, (county.name, _plain_name(county.name))):
                lower.setdefault(name, []).append(county)
            if county.name in words(row.get("known")):
                lower.setdefault(county.short, []).append(county)
    return upper, {name: tuple(rows) for name, rows in lower.items()}


@functools.cache
def _place_names() -> Names[tuple[Region, ...]]:
    upper, lower = _places()
    names = {name: (region, *lower.get(name, ())) for name, region in upper.items()}
    return Names({**lower, **names})


@functools.cache
def _bare_names() -> dict[str, Region]:
    """Short names of all cities, also those that are words of the language."""
    regions = (_region(row) for row in rows("places.jsonl"))
    return {r.short: r for r in regions if r.level == "municipal" or r.kind == "direct"}


def _is_city(region: Region) -> bool:
    return region.level == "municipal" or region.kind in ("municipality", "direct")


def city(name: str) -> Region | None:
    """The city printed as `name`, full or short: 金华 → 金华市 (浙江省); None if there is none.

    The four municipalities and cities directly under a province count as cities.
    """
    name = "".join(name.split())
    found = _bare_names().get(name) or _places()[0].get(name)
    if found is None:
        found = _bare_names().get(name.removesuffix("市").removesuffix("州"))
    return found if found is not None and _is_city(found) else None


def region(name: str) -> Region | None:
    """The place printed as `name`, of any level; a county only where one place bears that name."""
    name = "".join(name.split())
    upper, lower = _places()
    if name in upper:
        return upper[name]
    namesakes = lower.get(name, ())
    return namesakes[0] if len(namesakes) == 1 else city(name)


def is_division(name: str) -> bool:
    """Whether cities, counties or districts bear this name, be they one or several.

    >>> is_division("鼓楼区"), is_division("金华"), is_division("浙江省"), is_division("试验区")
    (True, True, False, False)
    """
    return name in _places()[1] or city(name) is not None


@functools.cache
def within(name: str) -> tuple[str, ...]:
    """Full names of the cities and counties that lie in a place; of counties those that no other
    place shares its name with.

    >>> "杭州市" in within("浙江省"), "余杭区" in within("杭州市"), within("杭州市西湖边")
    (True, True, ())
    """
    upper, lower = _places()
    place = upper.get(name)
    if place is None or place.level == "national":
        return ()
    cities = [r.name for r in upper.values() if r.province == place.name and r != place]
    counties = (namesakes[0] for namesakes in lower.values() if len(namesakes) == 1)
    inside = (c.name for c in counties if place.name in (c.city, c.province))
    return tuple(dict.fromkeys([*cities, *inside]))


def find_regions(text: str) -> tuple[Mention[Region], ...]:
    """Places named in `text`, in order; a district right after its city is told from its
    namesakes by it, and one that stands alone counts only where its name is unique."""
    return tuple(each_region(text))


def each_region(text: str) -> Iterator[Mention[Region]]:
    """The same, one by one, for readers who stop early."""
    last: Mention[Region] | None = None
    for mention in _place_names().find(text):
        above = last.entry if last and last.span.end == mention.span.start else None
        heads = _heads(text, mention.span.start, mention.span.end)
        entry = _told_apart(mention.span.of(text), mention.entry, above, heads)
        if entry is not None and not _COUNTY_BESIDE.match(text, mention.span.end - 1):
            last = Mention(mention.span, entry)
            yield last


# Districts whose names are also common nouns: they count only right after their city, as do
# names of two characters (各市|和县).
_NOUNS = frozenset((
    "矿区", "城区", "郊区", "港口区", "新市区", "西市区", "站前区", "解放区", "前进区", "河口区",
    "湖滨区", "海港区", "城关区", "城厢区", "新城区", "老城区", "市中区", "复兴区", "平安区",
    "新兴区", "长安区", "新华区", "合作市", "红旗区", "东风区", "工农区", "东山区", "西山区",
    "友好区", "会同县", "东至县", "资源县", "延长县", "富裕县",
))  # fmt: skip
# 金华|县: a county of old that shares its name with the city beside it; not so in 金华|县域.
_COUNTY_BESIDE = re.compile("[^省市区县州盟旗]县(?![域级区市城])")
_GOVERNS = ("人民政府", "人民代表大会", "人民法院", "国民经济")


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a county's name opens the text or what its government is called: 勉县人民政府."""
    if text[end - 1] != "县":
        return False
    apart = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"
    return start == 0 or (apart and text.startswith(_GOVERNS, end))


def _told_apart(
    name: str, namesakes: tuple[Region, ...], above: Region | None, heads: bool
) -> Region | None:
    if above is not None:
        for place in namesakes:
            if above.name in (place.city, place.province) and place.name != above.name:
                return place
    upper = next((p for p in namesakes if p.level != "county" or p.kind == "direct"), None)
    common = len(namesakes) > 1 or (not heads and (len(name) == 2 or name in _NOUNS))
    return upper or (None if common and name[-1] in "区县市旗" else namesakes[0])


# The one-character names of provinces. Those in AMBIGUOUS are words of their own when they stand
# alone.
_LETTERS = """
京 北京市 津 天津市 沪 上海市 渝 重庆市 冀 河北省 豫 河南省 鲁 山东省 晋 山西省 陕 陕西省 皖 安徽省
苏 江苏省 浙 浙江省 赣 江西省 鄂 湖北省 湘 湖南省 粤 广东省 桂 广西壮族自治区 琼 海南省 闽 福建省
黔 贵州省 贵 贵州省 滇 云南省 云 云南省 川 四川省 蜀 四川省 甘 甘肃省 陇 甘肃省 辽 辽宁省 吉 吉林省
黑 黑龙江省 蒙 内蒙古自治区 藏 西藏自治区 青 青海省 宁 宁夏回族自治区 新 新疆维吾尔自治区
"""
LETTERS = dict(zip(_LETTERS.split()[::2], _LETTERS.split()[1::2], strict=True))
AMBIGUOUS = frozenset("贵云川甘吉黑蒙藏青宁新")
_LETTERED = re.compile(
    rf"(?<![^\W\d_])([{''.join(LETTERS)}]{{1,4}})(?=[两二三四各]?[省地市](?![方下场])|企|\s|\d|[，、。？?和与的]|$)"
)


def lettered(text: str) -> tuple[str, ...]:
    """Full names of the provinces that a text calls by one character each: 苏皖两省, 皖 2025.

    They must stand apart: 京津冀协同发展 is a policy, not three places; 辽宁 is one.
    """
    found = [run[1] for run in _LETTERED.finditer(text) if run[1] not in _places()[0]]
    known = (run for run in found if len(run) > 1 or run not in AMBIGUOUS)
    return tuple(dict.fromkeys(LETTERS[letter] for run in known for letter in run))


# Short names of cities that are common words first, in questions too: 日照, 东方, 中央和地方.
_COMMON = frozenset((
    "日照", "东方", "白银", "来宾", "大同", "朝阳", "新星", "白杨", "长治", "安康", "普洱", "阿里",
    "兴安", "河源", "吉林", "海西", "双河", "吴忠", "中卫",
))  # fmt: skip


@functools.cache
def _called() -> Names[Region]:
    """Short names by which only who asks calls a city: in running text they may be other words."""
    upper = _places()[0]
    names = {n: r for n, r in _bare_names().items() if n not in upper and n not in _COMMON}
    return Names(names)


@functools.cache
def _counties_below() -> Mapping[str, Mapping[str, Region]]:
    """The counties of each city and province by their short names."""
    below: dict[str, dict[str, Region]] = {}
    for row in rows("places.jsonl"):
        for county in _counties(row):
            for above in {county.city, county.province}:
                below.setdefault(above, {}).setdefault(county.short, county)
    return below


def find_called(text: str, cuts: Container[int]) -> tuple[Mention[Region], ...]:
    """Places that a question names as one does in speech: cities without 市 (龙岩, 开封), counties
    right behind what they lie in (北京通州). `cuts` are where words begin and end.

    >>> [found.entry.name for found in find_called("龙岩的评审", {0, 2, 3, 5})]
    ['龙岩市']
    """
    cities = [m for m in _called().find(text) if m.span.start in cuts and m.span.end in cuts]
    counties = []
    for above in (*find_regions(text), *cities):
        at = above.span.end
        for short, county in _counties_below().get(above.entry.name, {}).items():
            end = at + len(short)
            if len(short) > 1 and text.startswith(short, at) and end in cuts:
                counties.append(Mention(Span(at, end), county))
    return tuple([*cities, *counties])


def find_divisions(text: str) -> tuple[Mention[Region], ...]:
    """Cities and counties named in `text`, in order (municipalities too); of a county that stands
    behind its city (绍兴市|柯桥区) the run holds both."""
    found: list[Mention[Region]] = []
    for mention in find_regions(text):
        last, place = found[-1] if found else None, mention.entry
        inside = place.level == "county" and not _is_city(place)
        if (
            last
            and inside
            and last.span.end == mention.span.start
            and last.entry.name == place.city
        ):
            found[-1] = Mention(Span(last.span.start, mention.span.end), place)
        elif inside or _is_city(place):
            found.append(mention)
    return tuple(found)
