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
from policykb.extract.actors import AND_CITY, CASE_HEAD, Subject, is_city, subject
from policykb.extract.caserows import figures_of, told_in_rows
from policykb.extract.clauses import Clause
from policykb.extract.eras import EXAMPLES
from policykb.extract.idle import HOW_IT_WENT
from policykb.extract.programmes import programmes
from policykb.extract.sentences import trimmed
from policykb.gazetteer import Region, each_region, find_regions
from policykb.types import Document, Practice, Span

BY = "practices"

_EXPERIENCE = re.compile(r"经验|做法|典型|案例|实践|亮点|探索|举措|借鉴")
_TELLING = frozenset(("report", "paper", "other", "interpretation"))
# 典型经验做法清单, 优秀案例选编, whatever carries them: each clause tells what one place did.
_COMPILED = re.compile(
    r"(?:典型|先进|优秀|创新|示范|最佳|成功|改革)[^，。]{0,8}(?:案例|经验|做法|事例)"
    r"|(?:经验|做法|案例)(?:清单|汇编|选编|选登|集)|可复制可?推广"
)
_RESULT = re.compile(
    r"位列|位居|排名|得分|跻身|蝉联|名列|居[^，。]{0,12}前|前\s?\d+\s?[位名强]|领先|居首|指数(?:[为达值以]|分别)"
    r"|增长率|同比|第[一二三四五六七八九十]位|分别为"
)
# The text turns from one city to all of them, or to what follows from it.
_GENERAL = re.compile(
    r"总[体的]|整体|综上|综合|下一步|今后|未来|问卷|数据显示|调查|各(?:参评|地|省|级|市|县|区|部门|有关|类)|参评城市|部分|多[个数]"
    r"|大部分|全国|我国|(?:同时|此外|近年来)，各|但[是同，]|然而|需要|从[^，。]{1,12}看|来源|图\s?\d|表\s?\d|本次|评估"
    r"|\d+\s?个(?:参评)?(?:城市|省)|与此同时|面对|根据|存在"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """A run of text whose subject these cities are; `acts` where a verb follows their names."""

    span: Span
    cities: tuple[Region, ...]
    acts: bool
    theme: str


def practices(document: Document) -> tuple[Practice, ...]:
    """City practices in printed order; a group of two cities gives one for each."""
    compiled = _COMPILED.search(document.meta.title) is not None
    if not compiled and document.meta.doc_type not in _TELLING:
        return tuple(_held_up(document))
    found = list(told_in_rows(document))
    rows = [practice.span for practice in found]
    done = Span(0, 0)
    for clause in clauses.walk(document):
        if done.holds(clause.node.span):
            continue
        span = _span(document.text, clause, compiled)
        done = span if span.end == clause.node.span.end else done
        groups = [
            g
            for g in _groups(document.text, span, compiled)
            if not any(row.start < g.span.end and g.span.start < row.end for row in rows)
        ]
        if not compiled and not any(_EXPERIENCE.search(h) for h in clause.headings()):
            groups = [g for g in groups if g.acts and not _RESULT.search(g.span.of(document.text))]
            if len({g.cities for g in groups}) < 2 and not _is_case(document, groups):
                continue
        found.extend(p for group in groups for p in _of_group(document, clause, group))
    return tuple(sorted(found, key=lambda p: p.span.start))


def _span(text: str, clause: Clause, compiled: bool) -> Span:
    """What of a clause is read: its own text; with its title where that has a city for subject
    (（一）某市推行…), and all below it in a compilation, where each such clause is one case."""
    own, node = _whole(clause), clause.node
    if not node.heading:
        return own
    at = text.find(node.heading, node.head.start, node.head.end)
    named = subject(text, Span(at, node.head.end), provinces=compiled) if at >= 0 else None
    if named is None:
        return own
    return Span(at, node.span.end if compiled and named.acts else own.end)


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
            held = [g for g in _groups(document.text, _whole(clause)) if g.acts]
        elif any(HOW_IT_WENT.search(heading) for heading in headings):
            groups = _groups(document.text, _whole(clause))
            held = [g for g in groups if _is_named(document, g)]
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
            cities = (*cities, place.entry) if is_city(place.entry) else cities
            if AND_CITY.fullmatch(said) or not said:
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
    return "“" in text and bool(figures_of(text))


def _of_group(document: Document, clause: Clause, group: _Group) -> Iterator[Practice]:
    span = trimmed(document.text, group.span, end="， ")
    text = span.of(document.text)
    for place in group.cities:
        yield Practice(
            eid=clause.node.eid,
            span=span,
            by=BY,
            city=place.name,
            province=place.province,
            theme=group.theme or _heading(text, clause),
            programmes=programmes(text),
            figures=figures_of(text),
        )


def _heading(told: str, clause: Clause) -> str:
    """The nearest heading that is no part of what is told itself."""
    above = [heading for heading in clause.headings() if not told.startswith(heading)]
    return (above or clause.headings() or ("",))[-1]


def _groups(text: str, span: Span, compiled: bool = False) -> list[_Group]:
    """Runs of the span that have cities for their subject; in a compilation a case goes on
    through its points (主要做法：一是…) to the next one."""
    groups: list[_Group] = []
    open_, theme, last = False, "", span.start
    for piece, actor in _pieces(text, span, compiled):
        if "\n" in text[last : piece.start]:
            theme = ""
        last = piece.end
        if actor and open_ and _is_named_again(text, groups[-1], actor, compiled):
            groups[-1] = replace(groups[-1], span=Span(groups[-1].span.start, piece.end))
        elif actor and not _RESULT.search(text, piece.start, min(piece.end, piece.start + 40)):
            groups.append(_Group(piece, actor.cities, actor.acts, theme))
            open_ = True
        elif actor or _closes(text, piece, compiled):
            open_ = False
        elif open_ and (compiled or not _LEAD.match(text, piece.start)):
            groups[-1] = replace(groups[-1], span=Span(groups[-1].span.start, piece.end))
        else:
            open_, theme = False, _theme(text, piece) or theme
    return groups


def _closes(text: str, piece: Span, compiled: bool) -> bool:
    """Whether the text turns from a place to the next case, or to what holds for all."""
    if CASE_HEAD.match(text, piece.start, piece.end):
        return True
    return not compiled and _GENERAL.match(text, piece.start) is not None


def _is_named_again(text: str, group: _Group, actor: Subject, compiled: bool) -> bool:
    """Whether a sentence goes on with the place of a title (合肥的“领投”。合肥市通过…), or of a
    case in a compilation, or with what lies in it."""
    title = text[group.span.end - 1] not in "。；" or text[group.span.end - 2] in "”式"
    names = {n for place in group.cities for n in (place.name, place.city, place.province) if n}
    same = all(place.name in names or place.city in names for place in actor.cities)
    return same and (title or (compiled and text[group.span.end - 1] != "；"))


def _whole(clause: Clause) -> Span:
    """A clause's own text; plain paragraphs are read with the clause above them."""
    if not clause.node.number and not clause.node.heading and clause.above:
        return Span(clause.node.span.end, clause.node.span.end)
    return clauses.own_span(clause.node)


def _pieces(
    text: str, span: Span, provinces: bool = False
) -> Iterator[tuple[Span, Subject | None]]:
    """Sentences, cut after ； and ： and at a comma where a city is the subject of what follows;
    each with its own subject."""
    for sentence in clauses.sentences(text, span):
        start, actor = sentence.start, subject(text, sentence, provinces=provinces)
        for match in islice(_CUT.finditer(text, sentence.start, sentence.end - 1), _MOST_CUTS):
            rest = clauses.strip(text, Span(match.end(), min(sentence.end, match.end() + _HEAD)))
            following = subject(text, rest, provinces=provinces)
            if following is None or not (match[0] in "；;：:" or _takes_over(actor, following)):
                continue
            if _says_something(text, Span(start, match.start()), actor):
                yield clauses.strip(text, Span(start, match.end())), actor
            start, actor = rest.start, following
        yield Span(start, sentence.end), actor


def _takes_over(actor: Subject | None, following: Subject) -> bool:
    """Whether another city acts behind a comma: 甲市设立…，乙市推行…"""
    if actor and (actor.start == following.start or set(following.cities) & set(actor.cities)):
        return False
    return following.acts and following.whole


def _says_something(text: str, piece: Span, actor: Subject | None) -> bool:
    """Whether a piece is more than 如： or the name of the place above (某州：某市建立…)."""
    if actor is None:
        return piece.end - piece.start > _LEAST_SAID
    said = text[actor.start : piece.end]
    for place in find_regions(said):
        said = said.replace(place.span.of(text[actor.start : piece.end]), "")
    return len(said.strip(" 、和与及")) > 1


_CUT = re.compile(r"[；;：:]|，(?=[^，。；：\n]{0,12}[市县区州盟旗])")
_MOST_CUTS = 200  # in one sentence; what has more is a row of data
_HEAD = 80  # characters in which a subject must stand


_LEAD = re.compile(r"[一二三四五六七八九十]{1,3}是|——")
_LED = re.compile(r"(?:[一二三四五六七八九十]{1,3}是|——)([^，。；：\n]{4,30})[。：]?")


def _theme(text: str, piece: Span) -> str:
    """The theme that a run-in lead announces: 一是深化审批改革。→ 深化审批改革."""
    match = _LED.fullmatch(piece.of(text))
    return match.group(1) if match else ""
