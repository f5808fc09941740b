"""What one city or county did, as evaluation reports and compilations of experience tell it.

A group begins where a sentence (or a part after ；) has a city for its subject, and runs on until
the next city takes over or the text turns to all of them. Sections count that are headed as
experience, and clauses in which several cities act one after the other; sentences of ranks and
scores do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from policykb.extract import clauses
from policykb.extract.clauses import Clause
from policykb.extract.eras import EXAMPLES
from policykb.extract.idle import HOW_IT_WENT
from policykb.extract.programmes import programmes
from policykb.extract.sentences import trimmed
from policykb.gazetteer import Region, each_region
from policykb.numerals import find_quantities
from policykb.types import Document, Practice, Span

BY = "practices"

_EXPERIENCE = re.compile(r"经验|做法|典型|案例|实践|亮点|探索|举措|借鉴")
_TELLING = frozenset(("report", "paper", "other", "interpretation"))
_LEAD_IN = re.compile(
    r"(?:例如|譬如|比如|又如|再如|如|其中|同时|此外|另外|再者)[，,：:]?"
    r"|[①-⑳]|[（(]?\d{1,2}[)）.、．]|[—\-•·●■◆]+|在(?=[^，。]{2,9}[，,])"
)
_ASPECT = re.compile(r"(?:在|围绕|聚焦|针对|为)[^，。；：\n]{1,24}(?:方面|中|上|领域|过程中)?[，,]")
_AND_CITY = re.compile(r"[、和与及]|以及")
_MANY = re.compile(
    r"等(?:近|约|超)?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|半数|多)(?:余|多)?个?(?:参评)?(?:省市|城市|地市|地区|市)"
)
_RESULT = re.compile(
    r"位列|位居|排名|得分|跻身|蝉联|名列|居[^，。]{0,12}前|前\s?\d+\s?[位名强]|领先|居首|指数(?:[为达值以]|分别)"
    r"|增长率|同比|第[一二三四五六七八九十]位|分别为"
)
# What a city does, right after its name (and 等地, 高新区, 则 …).
_ACTS = re.compile(
    r"(?:等[省市地]{0,2}|[^\s，。；：、的]{1,6}(?:街道|镇|乡)|[^\s，。；：、]{0,4}(?:高新区|经开区|开发区|新区|园区|试验区|自贸区)"
    r"|(?:人民)?政府|(?:人民)?(?:法|检察)院|海关|(?:(?!推|设|实)[^\s，。；：、的]){2,8}?(?:局|委|办))?"
    r"(?:则|也|还|已|均|都|分别)?"
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
    r"|联[动通合]|共建|共享|签[订署]|对[接标]|吸引|汇编|营造|弘扬|维护|保护|查[处办]|审理|受理|办理|化解|调解))"
)
# The text turns from one city to all of them, or to what follows from it.
_GENERAL = re.compile(
    r"总[体的]|整体|综上|综合|下一步|今后|未来|问卷|数据显示|调查|各(?:参评|地|省|级|市|县|区|部门|有关|类)|参评城市|部分|多[个数]"
    r"|大部分|全国|我国|(?:同时|此外|近年来)，各|但[是同，]|然而|需要|从[^，。]{1,12}看|来源|图\s?\d|表\s?\d|本次|评估"
    r"|\d+\s?个(?:参评)?(?:城市|省)|与此同时|面对|根据|存在"
)
_STOP = re.compile(r"[，。；、：“”（）的和与\n]")


@dataclass(frozen=True, slots=True)
class _Group:
    """A run of text whose subject these cities are; `acts` where a verb follows their names."""

    span: Span
    cities: tuple[Region, ...]
    acts: bool
    theme: str


def practices(document: Document) -> tuple[Practice, ...]:
    """City practices in printed order; a group of two cities gives one for each."""
    if document.meta.doc_type not in _TELLING:
        return tuple(_held_up(document))
    found: list[Practice] = []
    for clause in clauses.walk(document):
        groups = _groups(document, clause)
        if not any(_EXPERIENCE.search(heading) for heading in clause.headings()):
            groups = [g for g in groups if g.acts and not _RESULT.search(g.span.of(document.text))]
            if len({g.cities for g in groups}) < 2 and not _is_case(document, groups):
                continue
        found.extend(p for group in groups for p in _of_group(document, clause, group))
    return tuple(found)


# Among tasks: 借鉴厦门市引入保险的做法, 推广肥西县“办不成事”窗口经验.
_BORROWS = re.compile(
    r"(?:借鉴|学习|推广|复制|参照)(?P<run>[^。；，\n]{4,120}?(?:做法|经验|模式))(?!.{0,2}[》）])"
)
_ONLY_PRAISED = re.compile(
    r"等[省市地]{0,2}|的|在|有关|相关|先进|成功|有益|优秀|典型|好|成熟|经验|做法|模式|[、，和与及]"
)
_LEAST_SAID = 4  # characters that tell what a place does


def _held_up(document: Document) -> Iterator[Practice]:
    """What a plan, a notice or a reply tells of other places: in a clause of examples, in the
    account of what has been done where it bears a name, or as what is to be borrowed."""
    for clause in clauses.walk(document):
        headings = clause.headings()
        if any(EXAMPLES.search(heading) for heading in headings):
            held = [g for g in _groups(document, clause) if g.acts]
        elif any(HOW_IT_WENT.search(heading) for heading in headings):
            held = [g for g in _groups(document, clause) if _is_named(document, g)]
        else:
            held = []
        held = [
            replace(g, cities=tuple(c for c in g.cities if c.name != document.meta.region))
            for g in held
        ]
        held.extend(_borrowed(document, clause))
        for group in held:
            yield from _of_group(document, clause, group)


def _is_named(document: Document, group: _Group) -> bool:
    return group.acts and "“" in group.span.of(document.text)


def _borrowed(document: Document, clause: Clause) -> Iterator[_Group]:
    """The places whose ways a clause says are to be borrowed, each with what it says of them."""
    text, span = document.text, _whole(clause)
    for found in _BORROWS.finditer(text, span.start, span.end):
        run, at = found["run"], found.start("run")
        places = [m for m in each_region(run) if m.entry.level != "national"]
        ends = [*(m.span.start for m in places[1:]), len(run)][: len(places)]
        cities: tuple[Region, ...] = ()
        start: int | None = None
        for place, end in zip(places, ends, strict=True):
            start = at + place.span.start if start is None else start
            said = run[place.span.end : end]
            cities = (*cities, place.entry) if _is_city(place.entry) else cities
            if _AND_CITY.fullmatch(said) or not said:
                continue
            if cities and len(_ONLY_PRAISED.sub("", said)) >= _LEAST_SAID:
                yield _Group(
                    trimmed(text, Span(start, at + end), end="、和与及 "), cities, True, ""
                )
            cities, start = (), None


def _is_case(document: Document, groups: list[_Group]) -> bool:
    """Whether a paper tells of a place as a case: what it did bears a name, and led to figures."""
    if document.meta.doc_type != "paper" or not groups:
        return False
    text = groups[0].span.of(document.text)
    return "“" in text and bool(_figures(text))


def _of_group(document: Document, clause: Clause, group: _Group) -> Iterator[Practice]:
    text = group.span.of(document.text)
    for place in group.cities:
        yield Practice(
            eid=clause.node.eid,
            span=group.span,
            by=BY,
            city=place.name,
            province=place.province,
            theme=group.theme or (clause.headings() or ("",))[-1],
            programmes=programmes(text),
            figures=_figures(text),
        )


def _groups(document: Document, clause: Clause) -> list[_Group]:
    """Runs of the clause's own text that have cities for their subject."""
    text, span = document.text, _whole(clause)
    groups: list[_Group] = []
    open_, theme, last = False, "", span.start
    for piece, subject in _pieces(text, span):
        if "\n" in text[last : piece.start]:
            theme = ""
        last = piece.end
        if subject and not _RESULT.search(text, piece.start, min(piece.end, piece.start + 40)):
            groups.append(_Group(piece, subject.cities, subject.acts, theme))
            open_ = True
        elif subject or _GENERAL.match(text, piece.start):
            open_ = False
        elif open_ and not _LEAD.match(text, piece.start):
            groups[-1] = replace(groups[-1], span=Span(groups[-1].span.start, piece.end))
        else:
            open_, theme = False, _theme(text, piece) or theme
    return groups


def _whole(clause: Clause) -> Span:
    """A clause's own text; plain paragraphs are read with the clause above them."""
    if not clause.node.number and not clause.node.heading and clause.above:
        return Span(clause.node.span.end, clause.node.span.end)
    return clauses.own_span(clause.node)


def _pieces(text: str, span: Span) -> Iterator[tuple[Span, _Subject | None]]:
    """Sentences, cut after ； and ： where a city is the subject of what follows; each with its
    own subject."""
    for sentence in clauses.sentences(text, span):
        start, subject = sentence.start, _subject(text, sentence)
        for match in islice(_CUT.finditer(text, sentence.start, sentence.end - 1), _MOST_CUTS):
            rest = clauses.strip(text, Span(match.end(), min(sentence.end, match.end() + _HEAD)))
            if following := _subject(text, rest):
                yield clauses.strip(text, Span(start, match.end())), subject
                start, subject = rest.start, following
        yield Span(start, sentence.end), subject


_CUT = re.compile(r"[；;：:]")
_MOST_CUTS = 200  # in one sentence; what has more is a row of data
_HEAD = 80  # characters in which a subject must stand


@dataclass(frozen=True, slots=True)
class _Subject:
    """The cities that a sentence speaks of, and whether a verb follows."""

    cities: tuple[Region, ...]
    acts: bool


def _subject(text: str, piece: Span) -> _Subject | None:
    """The cities that a sentence begins with, after words such as 例如 or 在…方面."""
    head = text[piece.start : min(piece.end, piece.start + _HEAD)]
    at = _skip(_LEAD_IN, head, _skip(_LEAD_IN, head, 0))
    found = _cities_at(head, at)
    if found is None and (aspect := _ASPECT.match(head)):
        found = _cities_at(head, aspect.end())
    return found


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _cities_at(head: str, at: int) -> _Subject | None:
    """Cities in a list that begins at `at`: 上海市、苏州市昆山市等地.

    Not taken are provinces, lists of more than three, and short names that go on as another name
    (上海自贸试验区). A county behind its city is the city's.
    """
    found: list[Region] = []
    end = at
    for mention in each_region(head[at:]):
        gap, place = head[end : at + mention.span.start], mention.entry
        if found and not gap and found[-1].name in (place.city, place.province):
            found[-1] = found[-1] if found[-1].name == place.city else place
        elif gap if not found else not _AND_CITY.fullmatch(gap):
            break
        else:
            found.append(place)
        end = at + mention.span.end
    acts = head.startswith(("，", "：", ":"), end) or bool(_ACTS.match(head, end))
    whole = head[end - 1 : end] in "市区县州盟旗"
    if not found or len(found) > 3 or head.startswith("的", end) or _MANY.match(head, end):
        return None
    cities = tuple(place for place in found if _is_city(place))
    return _Subject(cities, acts) if cities and (acts or whole) else None


def _is_city(place: Region) -> bool:
    return place.level != "provincial" or place.kind == "municipality"


_LEAD = re.compile(r"[一二三四五六七八九十]{1,3}是|——")
_LED = re.compile(r"(?:[一二三四五六七八九十]{1,3}是|——)([^，。；：\n]{4,30})[。：]?")


def _theme(text: str, piece: Span) -> str:
    """The theme that a run-in lead announces: 一是深化审批改革。→ 深化审批改革."""
    match = _LED.fullmatch(piece.of(text))
    return match.group(1) if match else ""


def _figures(text: str) -> tuple[str, ...]:
    """Numbers with what they count, up to the next stop."""
    quantities = [q for q in find_quantities(text) if q.unit]
    starts = [q.span.start for q in quantities[1:]]
    found = []
    for quantity, following in zip(quantities, (*starts, len(text)), strict=False):
        end = quantity.span.end
        stop = _STOP.search(text, end)
        stops = (stop.start() if stop else len(text), end + 16, following)
        found.append(text[quantity.span.start : max(end, min(stops))].strip())
    return tuple(dict.fromkeys(found))
