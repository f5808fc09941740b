"""Whom running text charges with what, where nobody signs: 商务部门会同有关部门推动…, 由市财政局
核定, 各区人民政府要….

A body is charged by a sentence of which it is the subject and whose verb directs (应当, 要, 负责,
牵头, 制定), and by 由, 请, 会同 and 办公室设在 before it. A body that is merely mentioned is not:
报市财政局备案, 经财政部门批准, 市统计局发布的数据. Nor is one that did something already, or that
only sits in a group. Firms, hospitals and persons are no bodies here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.gazetteer import department, find_regions
from policykb.gazetteer.fields import known_fields, office

LEAD, JOINT, SUPPORT, RESPONSIBLE = "lead", "joint", "support", "responsible"


@dataclass(frozen=True, slots=True)
class Charge:
    """A body that a sentence charges: as `printed`, the `name` it goes by, its role, and the
    `sentence`."""

    printed: str
    name: str
    role: str
    sentence: str


_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
# Commas inside brackets end no phrase: 各县（市，区）.
_PHRASE = re.compile(
    r"(?:（[^（）\n]{0,60}）|\([^()\n]{0,60}\)|[^，。；：！？,;:（(]|[（(])+[：:]?"
)
_NUMBER = re.compile(
    r"^[\s　]*(?:第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?"
    r"|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|\d+[.．、]|[（(]\d+[)）]"
    r"|[一二三四五六七八九十]{1,2}是)?[\s　]*"
)
_BEFORE = re.compile(
    r"^(?:同时|此外|另外|其中|必要时|届时|期间|并且|并|再|而|今后|为此|因此|原则上)"
)

# What a body does, or how, right behind its name.
_MUST = (
    r"应当|应(?![对急用收]|当)|要(?![求点闻素件])|须|必须|需(?!求)|负责(?!同志|人)|牵头|承担"
    r"|主管(?!部门|单位)|归口"
)
_WITH = r"会同|会商|商(?!务|标|会|业|贸|品|事|家|户)|联合(?!会|国)"
_DOES = (
    r"建立|建设|制[定订]|组织|开展|推[动进广行]|加[强快大]|指导|监督|督[促查]|协[调助同]|配合|参[与加]"
    r"|审[核批查定]|批准|核[定发实准算查]|发[布放]|公[布示开]|编制|拟[定订]|实[施行]|落实|做好|抓好|支持"
    r"|安排|提[供出升高]|完善|健全|研究|确定|受理|查[处实]|汇总|委托|评[估审价定]|检[查验]|考核|启动|拨付"
    r"|给予|处[以罚置理]|责令|没收|吊销|撤销|罚款|统[筹一计]|集中|优化|强化|规范|引导|鼓励|保障|确保|履行"
    r"|执行|行使|通知|通报|召集|报送|办理|管理|调[度查整]|收[集回]|划定|设[立置]|成立|组[建成]|培育|打造"
    r"|扩大|深化|促进|探索|试点|选[派择]|联合|分[解配]|纳入|维护|严[格厉]|认定|决定|批复|备案|登记|采取"
    r"|予以|追究|征收|征求|运用|充分|积极|主动|密切|切实|大力|全力|全面|进一步"
)
_HOW = (
    r"按照?|依[法据照]?|根据|结合|在|对|自|将|把|从|向|以|每|于|通过|及时|定期|分别|共同|具体|可以?"
    r"|继续|是|为(?!成员)|有权|原则上|各自|各司|统一|负|不得|不再|至少|尽快|随时|首先|先行|适时"
)
_NEXT = rf"(?:{_MUST}|{_WITH}|{_DOES}|{_HOW})"
_MUST_HERE, _WITH_HERE, _DOES_HERE = map(re.compile, (_MUST, _WITH, _DOES))
_DIRECTS = re.compile(rf"{_MUST}|{_DOES}")
_SUPPORTS = re.compile(r"^[^，]{0,8}(?:配合|协助|协同|参[与加])(?![^，]{0,6}的)")
_LEADS = re.compile(r"^[^，]{0,8}牵头")
# 建立由市商务局牵头，市财政局参与的联席会议制度.
_LEADS_ALL = re.compile(r"由[^，]{2,60}牵头")
_JOINS = re.compile(r"(?:共同)?(?:配合|协助|参[与加])的")
# Told of what was done, of who a body is, or whose work a thing is.
_PAST = re.compile(
    rf"^[^，]{{0,4}}(?:已|曾|一直|正在)|^[^，]{{0,60}}?(?:{_DOES})[^，的]{{0,2}}了(?!解)|^取得|^达到"
)
_OWNED = re.compile(rf"^(?:{_MUST}|{_DOES})+(?:的|后?[，]?方可)|^(?:组成|印发|为成员|是|等?的)")

_TAILS = (
    r"部门|机关|(?:监管|管理|监督|经办|编制|检察|审判|派出)机构|人民政府|政府|管委会|管理委员会|办事处|街道|乡镇|镇街|社区"
    r"|居委会|村委会|居民委员会|村民委员会|委员会|总局|总社|总会|局|委|厅|部|署|办|办公室|院|会|中心|分行|支行|银行"
    r"|海关|单位|小组|指挥部|专班|联席会议|地区|各地|[妇残侨文]联|科协|工商联|团委|支?队|(?:管理|事务|服务)所|站|系统|组织|企业|院校"
)
_END = re.compile(
    rf"(?:{_TAILS})(?:（[^（）]{{1,40}}）)?(?:等[一-龥]{{0,12}}?(?:部门和单位|部门|单位|机构|机关|方面)|等)?"
    rf"(?={_NEXT}|[：:]|$)"
)
_ENDS = re.compile(rf"(?:{_TAILS})(?:（[^（）]{{1,20}}）)?$")
_GAP = re.compile(r"[\s　]+|(?:期间|时|[前后]|内|中)(?=[一-龥])")
_AREA = re.compile(
    rf"各[省市县区州](?:（[^（）]{{1,20}}）|市|区|县)*(?={_NEXT})|各地区?(?={_NEXT})"
)
_ANY_END = re.compile(rf"(?:{_TAILS})(?:（[^（）]{{1,40}}）)?(?:等(?:有关|相关)*(?:部门|单位)?)?")
_CALLED = re.compile(r"(?<![理自事缘经])由(?![于此来])|(?<![申邀聘提报呈])请(?![示求假])|责成")
_SEATED = re.compile(r"(?:办公室|秘书[处组]|办事机构|专班)[^，。；]{0,6}设在")
_MEMBERS = re.compile(r"[^，]{0,4}组成|[^，]{0,10}的(?!基础)|选派|派出")  # 由…组成, 由…指定的
# 是…责任主体, 为…的主管部门
_IN_CHARGE = re.compile(
    r"(?:是|为)[^，。]{0,24}(?:责任(?:主体|单位|部门|人)|(?:牵头|主管)(?:单位|部门|机关))"
)
# Bodies that a bare name means wherever they are, not those of the nation.
EVERYWHERE = (
    "法院", "人民法院", "检察院", "人民检察院", "工会", "共青团", "妇联", "残联", "科协", "侨联",
    "红十字会", "税务局", "海关",
)  # fmt: skip
_LONGEST = 400  # characters of one run of bodies


@functools.lru_cache(maxsize=20_000)
def charges_of(text: str, level: str = "", region: str = "") -> tuple[Charge, ...]:
    """The bodies that the sentences of a clause charge, in order, each once for a sentence."""
    found: dict[tuple[str, str], Charge] = {}
    before: list[str] = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        for printed, role in [*_headed(sentence, before), *_in_sentence(sentence)]:
            printed = printed.rpartition("的")[2]
            for name in _names(printed, level, region):
                found.setdefault((name, sentence), Charge(printed, name, role, sentence))
        before = _alone(sentence)
    return tuple(found.values())


def _alone(sentence: str) -> list[str]:
    """The bodies of a sentence, or of the head of a point, that names nothing else: 市商务局。"""
    plain = _NUMBER.sub("", sentence.rstrip("。；：:"), count=1)
    return _bodies(plain) if 1 < len(plain) <= 60 and _ENDS.search(plain[-24:]) else []


def _headed(sentence: str, head: list[str]) -> Iterator[tuple[str, str]]:
    """What stands below a head that is a body is its duty: 市商务局。负责市场供应."""
    if head and _DIRECTS.match(sentence):
        yield from ((printed, RESPONSIBLE) for printed in head)


def _in_sentence(sentence: str) -> Iterator[tuple[str, str]]:
    start = _NUMBER.match(sentence)
    at = start.end() if start else 0
    led = False
    phrases = [m.group() for m in _PHRASE.finditer(sentence, at)]
    for i, phrase in enumerate(phrases):
        rest = "，".join(phrases[i + 1 :])
        led = led or _LEADS_ALL.search(phrase) is not None
        yield from _subject(phrase, rest, led)
        for call in _CALLED.finditer(phrase):
            yield from _called(phrase[call.end() :])
        for seat in _SEATED.finditer(phrase):
            yield from ((p, RESPONSIBLE) for p in _bodies(phrase[seat.end() :]))


def _subject(phrase: str, rest: str, led: bool) -> Iterator[tuple[str, str]]:
    """The bodies that a phrase begins with, where it goes on to say what they do."""
    for start in _starts(phrase):
        run = _run(phrase, start)
        if run is None:
            continue
        end, bodies = run
        told = phrase[end:]
        if told[:1] in "：:":
            told = rest if told in "：:" and _DIRECTS.match(rest.lstrip()) else told[1:]
        if told and (_directs(told, rest) or (led and _JOINS.match(told))):
            yield from _with_roles(bodies, told)
            return


def _starts(phrase: str) -> Iterator[int]:
    """Where the bodies of a phrase may begin: with it, behind a blank, or behind a word of time."""
    at = _BEFORE.match(phrase)
    first = at.end() if at else 0
    if not _CALLED.match(phrase, first):
        yield first
    for gap in _GAP.finditer(phrase[:60]):
        yield gap.end()


def _directs(told: str, rest: str) -> bool:
    """Whether what is said of a body charges it."""
    if _IN_CHARGE.match(told):
        return True
    if _OWNED.match(told) or _PAST.search(told):
        return False
    if _MUST_HERE.match(told) or _DOES_HERE.match(told) or _WITH_HERE.match(told):
        return True
    return not _PAST.search(rest) and bool(_DIRECTS.search(told) or _DIRECTS.search(rest))


def _called(text: str) -> Iterator[tuple[str, str]]:
    """The bodies behind 由, 请 or 责成, and those that they are to do it with."""
    run = _run(text, 0) or _run_to_any_end(text, 0)
    if run is None:
        return
    end, bodies = run
    if not _MEMBERS.match(text, end):
        yield from _with_roles(bodies, text[end:])


def _with_roles(bodies: list[str], told: str) -> Iterator[tuple[str, str]]:
    """The bodies with their roles, and those behind 会同."""
    together = re.match(rf"[^，]{{0,12}}?(?:{_WITH})", told)
    beside: list[str] = []
    if together:
        run = _run(told, together.end()) or _run_to_any_end(told, together.end())
        beside = run[1] if run else []
    role = LEAD if beside or _LEADS.match(told) else SUPPORT if _supports(told) else RESPONSIBLE
    yield from ((each, role) for each in bodies)
    yield from ((each, JOINT) for each in beside)


def _supports(told: str) -> bool:
    return _SUPPORTS.match(told) is not None or _JOINS.match(told) is not None


def _run(phrase: str, start: int) -> tuple[int, list[str]] | None:
    """The bodies named from `start` on, and where they end; None where there are none."""
    found: tuple[int, list[str]] | None = None
    for tried, end in enumerate(_END.finditer(phrase, start, start + _LONGEST)):
        if found and (end.start() > found[0] + 3 or end.group() == "办" or tried > 5):
            break  # 市督办 goes on to 市督办督查局
        bodies = _bodies(phrase[start : end.end()])
        found = (end.end(), bodies) if bodies else found
    area = _AREA.match(phrase, start)
    return found or ((area.end(), [area.group()]) if area else None)


def _run_to_any_end(phrase: str, start: int) -> tuple[int, list[str]] | None:
    found = None
    for tried, end in enumerate(_ANY_END.finditer(phrase, start, start + _LONGEST)):
        if bodies := _bodies(phrase[start : end.end()]):
            found = end.end(), bodies
        if tried == 12:
            break
    return found


# ------------------------------------------------------------------ one run of bodies

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


def _bodies(run: str) -> list[str]:
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


def _names(printed: str, level: str, region: str) -> Iterator[str]:
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
