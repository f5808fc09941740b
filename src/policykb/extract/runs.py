"""The bodies of one run of text: 市财政局、税务局, 各区（市、县）人民政府, 民政等有关部门."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from policykb.gazetteer import department, find_regions
from policykb.gazetteer.fields import known_fields, office

# What a body does, right behind its name; such a word before 部门 is no part of a name.
DOES = (
    r"建立|建设|制[定订]|组织|开展|推[动进广行]|加[强快大]|指导|监督|督[促查]|协[调助同]|配合|参[与加]"
    r"|审[核批查定]|批准|核[定发实准算查]|发[布放]|公[布示开]|编制|拟[定订]|实[施行]|落实|做好|抓好|支持"
    r"|安排|提[供出升高]|完善|健全|研究|确定|受理|查[处实]|汇总|委托|评[估审价定]|检[查验]|考核|启动|拨付"
    r"|给予|处[以罚置理]|责令|没收|吊销|撤销|罚款|统[筹一计]|集中|优化|强化|规范|引导|鼓励|保障|确保|履行"
    r"|执行|行使|通知|通报|召集|报送|办理|管理|调[度查整]|收[集回]|划定|设[立置]|成立|组[建成]|培育|打造"
    r"|扩大|深化|促进|探索|试点|选[派择]|联合|分[解配]|纳入|维护|严[格厉]|认定|决定|批复|备案|登记|采取"
    r"|予以|追究|征收|征求|运用|充分|积极|主动|密切|切实|大力|全力|全面|进一步"
)
_DOES_HERE = re.compile(DOES)

# Bodies that a bare name means wherever they are, not those of the nation.
EVERYWHERE = (
    "法院", "人民法院", "检察院", "人民检察院", "工会", "共青团", "妇联", "残联", "科协", "侨联",
    "红十字会", "税务局", "海关",
)  # fmt: skip

_AND = re.compile(r"以及|及其|及|和|与")
_ETC = re.compile(
    r"等(?:[一-龥]{0,8}?(?:有关|相关|各|多个)(?:公共|行政|职能|主管)?)?(?P<tail>部门和单位|部门|单位|机构|机关|方面)?$"
)
_UNION = re.compile(
    r"^(?:[一-龥]{2,6}(?<=[省市县区州])|各级?|[省市县区州])?(?:级)?"
    r"(?:总?工会|妇联|残联|侨联|文联|科协|工商联|红十字会|贸促会|团委)$|^团[省市县区州]委$"
)
_AREA_ALONE = re.compile(r"^各[省市县区州](?:（[^（）]{1,20}）|市|区|县)*$")
_BRANCH = re.compile(r"^[一-龥]{2,14}(?:分行|支行|监管局|分局|办事处|海关)$")
_GROUP = re.compile(
    r"^[一-龥“”]{0,20}(?:领导小组|工作小组|工作组|协调小组|指挥部|专班|联席会议|采购办公室)(?:办公室)?$"
    r"|^[一-龥]{2,10}(?:管委会|管理委员会)$"
)
_LOCAL = re.compile(r"^(?:本|各)?[省市区县州](?!域|块|城|会|民|面|场|级)")
_GOVERNMENT = re.compile(
    r"^(?:(?:各|本|有关|所在地|属地|当地|地方|试点|上级|下级|同级|本级|国家|设区的市级?|[省市县区州旗乡镇]|（[^（）]{1,20}）"
    r"|级|以上|各级|、)+|[一-龥]{2,9}[省市县区州旗乡镇]|试点城市)(?:人民)?政府$"
)
_BASE = re.compile(
    r"^(?:各|本|所在|所在地|当地|属地)?(?:镇街|乡镇|街道|社区|村|居|镇|乡|、|（[^（）]{1,20}）)+"
    r"(?:办事处|居委会|村委会|居民委员会|村民委员会|人民政府)?$"
)
_NOBODY = re.compile(
    r"[是由等要与]|^(?:经(?![济贸营信])|报|向|对(?!外)|与|为|被|给|在|从|按|各自|任何|所有|用人|建设单位|施工|到|未|建议|以|移送|保证|提请|请|责成|成立|组建|凡|均|须|并)"
)
# Others that a run may name beside bodies: 由所在企业、社区分别建档.
_OTHERS = re.compile(r"(?:企业|公司|医院|学校|院校|高校|协会|商会|机构|单位|组织|个人|方面)$")
_SEAT = re.compile(r"(?:所|站|队|中心|院|馆)$")
_LEVELS = re.compile(r"^(?:各)?[省市县区州旗乡镇]$")


@functools.lru_cache(maxsize=20_000)
def _split(run: str) -> tuple[str, ...]:
    """The bodies of a run, as printed; empty where any of it is none."""
    etc = _ETC.search(run)
    shared = (etc["tail"] or "") if etc else ""
    plain = run[: etc.start()] if etc else run
    items = [each for each in _outside_brackets(plain)]
    found: list[str] = []
    last = len(items) - 1
    if not etc and len(items) > 1 and (tail := re.search(r"(部门|人民政府|政府)$", items[-1])):
        shared = tail.group()
    fields = sum(office(f"{item}{shared or '部门'}") is not None for item in items)
    listed = len(items) > 1 and fields * 2 >= len(items)
    behind: list[str] = []
    for i, item in reversed(list(enumerate(items))):
        if behind and _LEVELS.match(item):
            behind = [f"{item}{_kind_of(behind[0])}"]
        else:
            behind = _item(item, shared if etc or i < last else "", listed)
        if not behind and not (last and _OTHERS.search(item)):
            return ()
        found = [*behind, *found]
    return tuple(found)


def _kind_of(body: str) -> str:
    """What 市 is of in 市、区人民政府: 人民政府."""
    known = office(body)
    return known.name if known else "人民政府" if body.endswith("政府") else body[1:]


def bodies_in(run: str) -> list[str]:
    """The bodies of a run, as printed but for what they share; none where any part is no body."""
    return list(_split(run.strip()))


def _outside_brackets(run: str) -> Iterator[str]:
    """What stands between 、 outside brackets."""
    depth, start = 0, 0
    for match in re.finditer(r"[（(]|[）)]|、(?!自治区|直辖市)", run):
        depth += (match.group() in "（(") - (match.group() in "）)")
        if match.group()[0] == "、" and depth <= 0:
            yield run[start : match.start()]
            start = match.end()
    yield run[start:]


def _item(item: str, shared: str, listed: bool, split: bool = True) -> list[str]:
    """The bodies of one item, with the tail that the list shares where it has none of its own."""
    item = item.removeprefix("原").removeprefix("其他").strip("“”")
    whole = item in known_fields() or department(item) is not None or office(item) is not None
    both = _AND.search(item) and not whole
    if split and both and (two := _two(item, shared, listed)):
        return two
    for text in (item, f"{item}{shared}") if shared else (item,):
        if is_body(text, listed):
            return [text]
    return _two(item, shared, listed) if split else []


def _two(item: str, shared: str, listed: bool) -> list[str]:
    """The bodies on both sides of an 和."""
    for match in _AND.finditer(item):
        left, right = item[: match.start()], item[match.end() :]
        a = _item(left, shared or _tail_of(right), listed, split=False)
        b = _item(right, shared, listed) if a else []
        if a and b:
            return [*a, *b]
    return []


def _tail_of(text: str) -> str:
    tail = re.search(r"(?:部门|人民政府|政府)$", text)
    return tail.group() if tail else ""


@functools.lru_cache(maxsize=20_000)
def is_body(text: str, listed: bool = False) -> bool:
    """Whether a run is the name of a body: by its field, by its form, or by the gazetteer."""
    plain, _ = _unbracketed(text)
    if "的" in plain:  # 接到举报的公安机关
        before, _, after = plain.rpartition("的")
        return "由" not in before and (after == "人民政府" or is_body(after))
    if not 2 <= len(plain) <= 40 or _NOBODY.search(plain):
        return False
    known = office(plain, listed=listed)
    if known is not None and (known.field in known_fields() or not _DOES_HERE.match(plain)):
        return True  # 组织部门, not 加强执法部门
    if _DOES_HERE.match(plain):
        body = department(plain)  # 试点城市政府
        return _GROUP.match(plain) is not None or (body is not None and body.level != "local")
    forms = (text, _GOVERNMENT), (text, _BASE), (text, _AREA_ALONE), (plain, _UNION)
    if any(form.match(name) for name, form in (*forms, (plain, _GROUP), (plain, _BRANCH))):
        return True
    return _is_known(plain)


def _is_known(name: str) -> bool:
    """Whether the gazetteer knows a body, or its place and what it is."""
    places = find_regions(name[:12])
    if places and places[0].span.start == 0 and _SEAT.search(name):
        return True
    body = department(name)
    if body is None or name.endswith(("公司", "集团", "协会", "企业")):
        return False
    of_place = bool(places) or _LOCAL.match(name) is not None or name in body.aliases
    return body.level != "local" or of_place


def _unbracketed(text: str) -> tuple[str, str]:
    """A name and what stands in brackets behind it."""
    note = re.search(r"（([^（）]{1,40})）$", text)
    return (text[: note.start()], note[1]) if note else (text, "")


def names_in(printed: str, level: str, region: str) -> Iterator[str]:
    """The names that a body goes by, with that in brackets behind it: 市发展改革委（市粮食局）."""
    plain, note = _unbracketed(printed)
    yield name_of(printed if _GOVERNMENT.match(printed) else plain, level, region)
    if note and is_body(note):
        yield name_of(note, level, region)


def name_of(printed: str, level: str = "", region: str = "") -> str:
    """The name that a body of running text goes by: its field, or as the gazetteer has it."""
    known = office(printed, listed=True)
    if known is not None:
        return known.name
    if printed in EVERYWHERE:
        return printed
    every = f"各{printed}" if printed.startswith("省、自治区、直辖市") else printed
    body = department(every, level, region) or department(printed.removeprefix("各"))
    return body.current if body else printed
