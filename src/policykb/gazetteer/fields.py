"""Bodies that are called by their field alone, whatever place they are of: 县级以上人民政府卫生健康
部门, 市、区财政部门, 公安机关.

They are no ministry: 财政部门 of a law are those of all places. Their name is the field, written
out, with 部门 or 机关; 国务院 stands before it where the text means the one of the nation.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from policykb.gazetteer.names import Mention, rows, words
from policykb.gazetteer.places import find_regions
from policykb.types import Span

NATION = "国务院"
# Ways to write a field, and the one that laws use.
_SHORT = {
    "发改": "发展改革", "发展和改革": "发展改革", "工信": "工业和信息化",
    "工业信息化": "工业和信息化",
    "经信": "经济和信息化", "经济信息化": "经济和信息化", "人社": "人力资源社会保障",
    "人力社保": "人力资源社会保障", "人力资源和社会保障": "人力资源社会保障",
    "住建": "住房城乡建设",
    "住房和城乡建设": "住房城乡建设", "市场监管": "市场监督管理", "市监": "市场监督管理",
    "卫健": "卫生健康", "医保": "医疗保障", "药监": "药品监督管理", "药品监管": "药品监督管理",
    "科学技术": "科技", "文旅": "文化和旅游", "文化旅游": "文化和旅游", "互联网信息": "网信",
    "国资监管": "国有资产监督管理", "国有资产监管": "国有资产监督管理", "金融监管": "金融监督管理",
    "地方金融监管": "地方金融监督管理", "地方金融": "地方金融监督管理", "应急": "应急管理",
    "城管": "城市管理", "广电": "广播电视", "林草": "林业和草原", "环保": "环境保护",
    "食品药品监管": "食品药品监督管理", "安监": "安全生产监督管理", "退役军人": "退役军人事务",
    "粮食和储备": "粮食和物资储备",
}  # fmt: skip
# What may stand before the field: whose body it is.
_OF_LEVEL = (
    r"(?:县|市|省|区|州|乡|镇|乡镇|设区的市|地级以上市)级?以上"
    r"|省、自治区、直辖市(?!、)|(?:省|市(?!场|监)|县|区(?!域)|州|旗|乡(?!村)|镇|自治区|直辖市)(?:（[^（）]{1,20}）)?(?:级|直属?)?"
    r"|(?:[两二三四]级)|(?:各|本|同|上|下|上一|下一)级|地方|各地区?|当地|属地|所在地|相应|对口|有关|相关|主管|各|本|其他"
)
_PREFIX = re.compile(
    rf"(?:{_OF_LEVEL}|国家(?!安全)|中央|{NATION}|人民政府|政府|、(?=[市县区乡镇州旗]))+"
)
_TAIL = re.compile(
    r"(?:(?:行政)?(?:主管)?(?P<tail>部门|机关)|(?<=监管|管理|监督|经办|编制|监察)(?P<agency>机构))$"
)
# Fields that no list knows are told by their last word: 行政审批, 劳动监察.
_KIND = re.compile(
    r"(?:主管|管理|监管|监督|监察|执法|审批|登记|服务|保障|防疫|检察|司法|行政|工作|保护|安全|建设)$"
)
_COLLECTIVE = frozenset(
    (
        "行业",
        "主管",
        "行业主管",
        "业务主管",
        "审批",
        "监管",
        "监督",
        "管理",
        "执法",
        "职能",
        "政府",
        "登记",
    )
)
_NOT_A_FIELD = re.compile(
    r"[的是向将被由每者以要到]|部门|机关|单位|政府|人员|^(?:[本该其此各对在把报与为等按]|经(?![济贸营信])|有(?!色)|接到|负责|从事|会同|其他|多个)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """A body called by its field: `name` as all its kind go by, `field` alone."""

    name: str
    field: str
    national: bool = False


@functools.cache
def known_fields() -> frozenset[str]:
    """The fields of government that names of bodies tell: 国家知识产权局 → 知识产权."""
    found = set(_SHORT) | set(_SHORT.values())
    for row in (row for row in rows("departments.jsonl") if row["level"] != "collective"):
        for name in (str(row["name"]), *words(row.get("aliases"))):
            plain = re.sub(r"^(?:国家|中国|国务院|中央|省|市)", "", name)
            field = re.sub(
                r"(?:行政)?(?:主管)?(?:部门|机关|委员会|总局|总署|管理局|局|部|委|厅|署|办公室)$",
                "",
                plain,
            )
            if (
                field != plain
                and 2 <= len(field) <= 10
                and field != "办公"
                and not _NOT_A_FIELD.search(field)
            ):
                found.add(field)
    return frozenset(found)


def field_of(words_: str) -> str:
    """A field written out: 市场监管 → 市场监督管理."""
    return _SHORT.get(words_, words_)


@functools.lru_cache(maxsize=20_000)
def office(printed: str, *, listed: bool = False) -> Office | None:
    """The body called by its field in `printed`, or None: 市人民政府卫生健康部门 → 卫生健康部门.

    `listed`: it stands in a list whose other names are fields, so that any word may be one.
    """
    tail = _TAIL.search(printed)
    if tail is None or len(printed) > 40:
        return None
    before = printed[: tail.start()]
    field, national = _without_owner(before)
    kind = tail["tail"] or tail["agency"]
    if not field:  # 行政主管部门 alone, 有关部门
        return None
    if field in _COLLECTIVE:
        return Office("有关部门" if field != "行业" else "行业主管部门", field)
    if field.endswith("行政管理") and field.removesuffix("行政管理") in known_fields():
        field = field.removesuffix("行政管理")
    known = field in known_fields() or listed or _KIND.search(field) or kind == "机关"
    if field not in known_fields() and re.search("[和与及、]", field):
        return None
    if not known or not 2 <= len(field) <= 14 or _NOT_A_FIELD.search(field):
        return None
    full = field_of(field)
    owner = NATION if national else ""
    return Office(owner + full + kind, full, national)


def _without_owner(text: str) -> tuple[str, bool]:
    """A text without the place and level before it, and whether it is the nation's."""
    places = find_regions(text[:12])
    start = 0
    for place in places:
        start = place.span.end if place.span.start == start else start
    national = False
    while start < len(text) and text[start:] not in known_fields():
        owner = _PREFIX.match(text, start)
        if owner is None:
            break
        national = national or NATION in owner.group() or owner.group() == "国家"
        start = owner.end()
    return text[start:], national


_ENDS_OFFICE = re.compile(r"部门|机关|机构")


def find_offices(text: str) -> tuple[Mention[Office], ...]:
    """Bodies called by their field in running text, in order: 市卫生健康部门负责什么."""
    found = []
    for end in _ENDS_OFFICE.finditer(text):
        before = re.sub(
            r"(?:行政)?(?:主管|管理)?$", "", text[max(0, end.start() - 16) : end.start()]
        )
        at = next((k for k in range(len(before)) if before[k:] in known_fields()), None)
        if at is None:
            continue
        start = text.rfind(before[at:], 0, end.start())
        nation = len(NATION) if text[:start].endswith(NATION) else 0
        body = office(text[start - nation : end.end()])
        if body is not None:
            found.append(Mention(Span(start - nation, end.end()), body))
    return tuple(found)
