"""Bodies that issue and carry out policy, by all the names that they are printed with."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policykb.gazetteer.names import Mention, Names, rows, words
from policykb.gazetteer.places import find_regions
from policykb.gazetteer.places import region as find_region
from policykb.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that issues or carries out policy; `successor` is the name it goes by today."""

    name: str
    level: str
    aliases: tuple[str, ...] = ()
    successor: str = ""

    @property
    def current(self) -> str:
        """The name of the body that holds its duties now."""
        return self.successor or self.name


# What stands behind a place in the names of branches of national bodies.
BRANCHES = "分行|中心支行|监管分局|监管局|专员办|特派员?办(?:事处)?"
_ETCETERA = re.compile(
    r"等(?:(?:各|有关|相关|多个)*(?:部门|单位|部委|方面|机构|地方|地区|部门和单位))?$"
)
_LEADING = re.compile(r"^(?:由|请|原)")
# 市场监管局 and 市监局 begin with the word for markets, not for a city.
_LOCAL_HEAD = re.compile(
    r"^(?!市(?:场|监局))(?:[各本]?(?:自治区|省|市|州|区|县|旗)(?:[级直属]|人民政府)?(?=.{2})|开发区)"
)
_LOCAL_TAIL = re.compile(
    r"(?:厅|局|委|委员会|办|办公室|部|院|中心|支队|总队|公司|集团|银行|协会|联合会|管委会|政府|海关|工会|[妇残侨文]联|科协|工商联|红十字会)$"
)

# How local bodies shorten themselves, and what stands written out on their seals.
_WRITTEN_OUT = (
    ("经济信息化委", "经济和信息化委员会"),
    ("经信委", "经济和信息化委员会"),
    ("经信局", "经济和信息化局"),
    ("经信厅", "经济和信息化厅"),
    ("工信局", "工业和信息化局"),
    ("工信厅", "工业和信息化厅"),
    ("发展改革委", "发展和改革委员会"),
    ("发改委", "发展和改革委员会"),
    ("发改局", "发展和改革局"),
    ("发展改革局", "发展和改革局"),
    ("科技局", "科学技术局"),
    ("科技厅", "科学技术厅"),
    ("科委", "科学技术委员会"),
    ("人力社保局", "人力资源和社会保障局"),
    ("人力资源社会保障局", "人力资源和社会保障局"),
    ("人力资源社会保障厅", "人力资源和社会保障厅"),
    ("人社局", "人力资源和社会保障局"),
    ("人社厅", "人力资源和社会保障厅"),
    ("市场监管局", "市场监督管理局"),
    ("市监局", "市场监督管理局"),
    ("住建局", "住房和城乡建设局"),
    ("住房城乡建设局", "住房和城乡建设局"),
    ("住房城乡建设厅", "住房和城乡建设厅"),
    ("住建厅", "住房和城乡建设厅"),
    ("住建委", "住房和城乡建设委员会"),
    ("住房城乡建设管理委", "住房和城乡建设管理委员会"),
    ("住房城乡建设委", "住房和城乡建设委员会"),
    ("国资委", "国有资产监督管理委员会"),
    ("卫健委", "卫生健康委员会"),
    ("卫生健康委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"),
    ("卫计委", "卫生和计划生育委员会"),
    ("卫生计生委", "卫生和计划生育委员会"),
    ("应急局", "应急管理局"),
    ("应急厅", "应急管理厅"),
    ("交通局", "交通运输局"),
    ("城管局", "城市管理局"),
    ("退役军人局", "退役军人事务局"),
    ("退役军人厅", "退役军人事务厅"),
    ("环保局", "环境保护局"),
    ("环保厅", "环境保护厅"),
    ("国土局", "国土资源局"),
    ("安监局", "安全生产监督管理局"),
    ("质监局", "质量技术监督局"),
    ("食品药品监管局", "食品药品监督管理局"),
    ("医保局", "医疗保障局"),
    ("商务委", "商务委员会"),
    ("规划资源局", "规划和自然资源局"),
    ("规划自然资源局", "规划和自然资源局"),
    ("文旅局", "文化和旅游局"),
    ("文旅厅", "文化和旅游厅"),
    ("地方金融监管局", "地方金融监督管理局"),
    ("药监局", "药品监督管理局"),
    ("大数据局", "大数据发展管理局"),
    ("政务服务局", "政务服务管理局"),
    ("林草局", "林业和草原局"),
    ("教委", "教育委员会"),
    ("工商联", "工商业联合会"),
)


@functools.cache
def _bodies() -> dict[str, tuple[Body, ...]]:
    table: dict[str, list[Body]] = {}
    known = [
        Body(
            name=str(row["name"]),
            level=str(row["level"]),
            aliases=words(row.get("aliases")),
            successor=str(row.get("successor") or ""),
        )
        for row in rows("departments.jsonl")
    ]
    today = {body.name: body.successor for body in known}
    for body in known:
        while today.get(body.successor):
            body = replace(body, successor=today[body.successor])
        for name in (body.name, *body.aliases):
            table.setdefault(name, []).append(body)
    return {name: tuple(found) for name, found in table.items()}


def _at_level(namesakes: Iterable[Body], level: str) -> Body:
    """Of bodies that share a name, the one whose level is the document's."""
    local = level in ("provincial", "municipal", "county", "local")
    return min(namesakes, key=lambda body: ((body.level == "local") != local, bool(body.successor)))


def department(printed: str, level: str = "", region: str = "") -> Body | None:
    """The body printed as `printed`, or None: 发展改革委 → 国家发展和改革委员会.

    `level` is that of the document: it tells 知识产权局 of the nation from the city's. A local body
    (市财政局, 金华市经信局) is written out, with `region`, if given, for its bare 市 or 省.
    """
    name = _ETCETERA.sub("", _LEADING.sub("", "".join(printed.split())))
    known = _bodies().get(name, ())
    if known and not (_LOCAL_HEAD.match(name) and known[0].level == "local"):
        return _at_level(known, level)
    if governments := _governments(name):
        return _at_level(_bodies()[governments], level)
    return _local(name, region) or (_at_level(known, level) if known else None)


# 各市（州）, 各县（市、区）政府, 各县（市）区政府: those of one level, however it is printed.
_OF_ALL = re.compile(
    r"(?P<each>各?)(?P<of>[省市县区州]{1,3})(?P<also>[（(][省市县区州地旗盟自治、]+[）)])?"
    r"[市县区]?(?:人民)?(?P<named>政府)?"
)


def _governments(name: str) -> str:
    """The governments that a name means together, or an empty string."""
    found = _OF_ALL.fullmatch(name)
    if found is None or not (found["each"] or found["also"]):
        return ""
    levels = found["of"] + (found["also"] or "")
    if "省" in levels:
        return "省级人民政府"
    if found["of"] == "区" and not found["also"]:
        return "区人民政府"
    return "县级人民政府" if "县" in levels or "区" in levels else "市级人民政府"


def _local(name: str, region: str) -> Body | None:
    """A body of a province, city or district, recognised by its head and its tail."""
    places = find_regions(name)
    start = places[0].span.start == 0 if places else False
    end = 0
    for mention in places if start else ():
        end = mention.span.end if mention.span.start == end else end
    head = name[:end]
    if not head:
        bare = _LOCAL_HEAD.match(name)
        head = bare.group() if bare else ""
    if not head or not _LOCAL_TAIL.search(name):
        return None
    rest = name[len(head) :]
    for short, full in _WRITTEN_OUT:
        if rest == short:
            rest = full
    return Body(name=(_seat(head, region) or head) + rest, level="local", aliases=(name,))


def _seat(head: str, name: str) -> str:
    """The place meant by a bare 省 or 市 in a document of the region `name`."""
    place = find_region(name) if name else None
    if place is None or len(head) > 1:
        return ""
    above = (place.name, place.city, place.province)
    return next((seat for seat in above if seat.endswith(head)), "")


_BRANCH_TAIL = re.compile(rf"(?:{BRANCHES}|支行|营业(?:管理)?部|[局办处])$")


def is_branch(printed: str) -> bool:
    """Whether it names the branch of a national body in a place.

    >>> is_branch("人民银行安徽省分行"), is_branch("人民银行")
    (True, False)
    """
    if not _BRANCH_TAIL.search(printed):
        return False
    head = next((m.span.end for m in find_departments(printed) if m.span.start == 0), 0)
    places = find_regions(printed[head:]) if head else ()
    return bool(places) and places[0].span.start == 0


# Two-character short forms that arise across words (其中|行业, 构建|行业) are looked for only in
# lists of bodies, these ones anywhere.
_SHORT_ANYWHERE = frozenset(
    ("央行", "法院", "海关", "工会", "科协", "残联", "妇联", "侨联", "政协")
)


@functools.cache
def _body_names() -> Names[tuple[Body, ...]]:
    return Names({n: b for n, b in _bodies().items() if len(n) > 2 or n in _SHORT_ANYWHERE})


def find_departments(text: str, level: str = "") -> tuple[Mention[Body], ...]:
    """Bodies named in running `text`, in order, longest names first."""
    return tuple(Mention(m.span, _at_level(m.entry, level)) for m in _body_names().find(text))


@functools.cache
def names_of_body(current: str) -> tuple[str, ...]:
    """The names by which texts call the body that goes by this name today, longest first."""
    names = [n for n, bodies in _bodies().items() if any(b.current == current for b in bodies)]
    told_apart = (n for n in names if len(n) > 2 or n in _SHORT_ANYWHERE)
    return tuple(sorted(told_apart, key=len, reverse=True))


@functools.cache
def _asked_for() -> re.Pattern[str]:
    short = sorted(n for n in _bodies() if len(n) == 2 and n not in _SHORT_ANYWHERE)
    return re.compile(
        rf"(?:^|(?<=[ ,，、?？。])|(?<=[和与及由归找问])|(?<=以及))({'|'.join(short)})"
        r"(?=负责|牵头|主管|管(?!理)|出台|发布|印发|下发|定的|要做|该做|有[哪什多]|和|与|、|的(?:政策|措施|职责|任务|文件|通知)|$)"
    )


def find_asked(text: str) -> tuple[Mention[Body], ...]:
    """Bodies that a question names by two characters, where it asks for what they do.

    >>> [mention.entry.name for mention in find_asked("人行负责哪些")]
    ['中国人民银行']
    """
    return tuple(
        Mention(Span(*match.span(1)), _at_level(_bodies()[match[1]], ""))
        for match in _asked_for().finditer(text)
    )
