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

from policykb.extract.runs import DOES, bodies_in, names_in

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
_HOW = (
    r"按照?|依[法据照]?|根据|结合|在|对|自|将|把|从|向|以|每|于|通过|及时|定期|分别|共同|具体|可以?"
    r"|继续|是|为(?!成员)|有权|原则上|各自|各司|统一|负|不得|不再|至少|尽快|随时|首先|先行|适时"
)
_NEXT = rf"(?:{_MUST}|{_WITH}|{DOES}|{_HOW})"
_MUST_HERE, _WITH_HERE, _DOES_HERE = map(re.compile, (_MUST, _WITH, DOES))
_DIRECTS = re.compile(rf"{_MUST}|{DOES}")
_SUPPORTS = re.compile(r"^[^，]{0,8}(?:配合|协助|协同|参[与加])(?![^，]{0,6}的)")
_LEADS = re.compile(r"^[^，]{0,8}牵头")
# 建立由市商务局牵头，市财政局参与的联席会议制度.
_LEADS_ALL = re.compile(r"由[^，]{2,60}牵头")
_JOINS = re.compile(r"(?:共同)?(?:配合|协助|参[与加])的")
# Told of what was done, of who a body is, or whose work a thing is.
_PAST = re.compile(
    rf"^[^，]{{0,4}}(?:已|曾|一直|正在)|^[^，]{{0,60}}?(?:{DOES})[^，的]{{0,2}}了(?!解)|^取得|^达到"
)
_OWNED = re.compile(rf"^(?:{_MUST}|{DOES})+(?:的|后?[，]?方可)|^(?:组成|印发|为成员|是|等?的)")

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
            for name in names_in(printed, level, region):
                found.setdefault((name, sentence), Charge(printed, name, role, sentence))
        before = _alone(sentence)
    return tuple(found.values())


def _alone(sentence: str) -> list[str]:
    """The bodies of a sentence, or of the head of a point, that names nothing else: 市商务局。"""
    plain = _NUMBER.sub("", sentence.rstrip("。；：:"), count=1)
    return bodies_in(plain) if 1 < len(plain) <= 60 and _ENDS.search(plain[-24:]) else []


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
            yield from ((p, RESPONSIBLE) for p in bodies_in(phrase[seat.end() :]))


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
        bodies = bodies_in(phrase[start : end.end()])
        found = (end.end(), bodies) if bodies else found
    area = _AREA.match(phrase, start)
    return found or ((area.end(), [area.group()]) if area else None)


def _run_to_any_end(phrase: str, start: int) -> tuple[int, list[str]] | None:
    found = None
    for tried, end in enumerate(_ANY_END.finditer(phrase, start, start + _LONGEST)):
        if bodies := bodies_in(phrase[start : end.end()]):
            found = end.end(), bodies
        if tried == 12:
            break
    return found
