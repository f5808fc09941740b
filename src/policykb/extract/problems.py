"""Shortcomings and challenges that a document names, one for each statement between ；and 。."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.extract import clauses
from policykb.extract.clauses import Clause
from policykb.extract.instruments import instruments
from policykb.types import Document, Problem, Span

BY = "problems"

_HEADED = re.compile(
    r"(?:存在|面临|主要|突出|制约|发展).{0,12}(?:问题|挑战|困难|瓶颈|短板|不足|制约)|问题与挑战|问题分析"
)
# 存在的主要问题, not 聚焦突出问题: a section of problems by its first words.
_NAMED_SO = re.compile(
    r"(?:当前|目前|仍|还)*(?:存在|面临|主要|突出).{0,12}(?:问题|挑战|困难|瓶颈|短板|不足)|(?:主要)?问题(?:与挑战|分析|$)"
)
_ANNOUNCED = re.compile(
    r"(?:存在|面临|需[^。；，]{0,4}关注)[^。；，]{0,24}(?:问题|困难|挑战|不足|短板|瓶颈)|从挑战(?:来)?看"
    r"|(?:问题|不足|困难)(?:主要(?:是|有|表现))?[：:]|(?P<seen>(?<!必须)(?<!应)(?<!应当)清[醒楚]地?(?:看到|认识到|意识到))"
)
_LACKING = re.compile(
    r"不(?:足|够|高|强|完善|平衡|充分|健全|到位|畅|规范|适应|匹配|稳|均|优|清|深|力|合理|协调)|缺[乏少失]|难[以题度]|难$|不明[确晰]|停滞"
    r"|[较仍]?[薄微]?弱|滞后|亟待|有待|尚未|尚不|突出|压力|瓶颈|短板|困难|偏[高低慢小少弱]|负增长|放缓|逆流|低迷|受阻|挤压|遭遇|任务艰巨|矛盾"
    r"|制约|损害|下滑|下降|挑战|乏力|门槛高|不想转|不敢转|贵问题|依然存在|普遍存在|时有发生"
)
# 我们也清醒认识到，…必须直面问题: what leads up to the problems and what vows to mend them.
_SEEN = re.compile(
    r"^(?:[^，。；]{0,16}，){0,2}[^，。；]{0,16}清[醒楚]地?(?:看到|认识到|意识到)，?"
)
_VOWS = re.compile(r"，(?:我们)?(?:必须|需要?|要)(?:直面|正视|高度重视|认真|切实|采取|着力|下大)")
_SUMMED = re.compile(
    r"(?:问题|挑战|困难|矛盾|不足|短板|弱项)(?:仍然?|依然|还|也|较|很)*(?:不少|多|突出)?$"
)
# 认识到困难和挑战, which names none
_ONLY_NAMED = re.compile(
    r"(?:(?:面临|存在)的)?(?:(?:问题|挑战|困难|矛盾|不足|短板|风险)[和、与]?){1,4}"
)
# 对受疫情影响、经营困难的企业，可缓缴…: who is helped, and not a problem that is stated.
_HELPED = re.compile(
    r"(?:^|[，。；])对(?:于)?(?!此)[^。；]{2,80}?的[^，。；]{0,16}?(?:企业|单位|机构|个人|人员|项目|户|主体|家庭|群众)[^。；]{0,80}?"
    r"(?:予以|给予|按规定|可(?!能|以看)|申请|返还|延期|补贴|补助|减免|支持)"
)
# Said of what is done against problems, not of the problems.
_REMEDY = re.compile(
    r"针对|破解|整改|督促|整治|解决(?!以下|好?如下)|坚持|着力|重点关注[^。]{0,4}领域"
)
_SOME = re.compile(
    r"(?:存在|面临)[着的]?(?:一些|不少|许多|诸多|以下|如下|几个|一定)[^。；，]{0,8}(?:问题|困难|挑战|不足)"
)
# Where a clause below 存在问题 bears a title, figures tell of the problem that the title names.
_MEASURED = re.compile(r"难$|差距|[低少]于|仅(?:为|有|占|\d)|超过\d|[高长]达|逾期|不及")
# “不敢用”问题突出, stated outside such sections; what the same sentence has reached is before 但.
_STANDS_OUT = re.compile(
    r"问题(?:仍然?|依然|还|也|较为?|比较|十分|日益|更加|尤为)*突出(?=[，。；])"
)
_AGAINST = re.compile(rf"{_REMEDY.pattern}|^对|[，。；]对|凡")
_BUT = re.compile(r"，(?:但是?|然而|不过)")
_POINT = re.compile(r"[一二三四五六七八九十]是")
_NEUTRAL = re.compile(
    r"机遇|^[图表]\s?\d|为(?:了)?(?:破解|解决)|以下意见|我们(?:一定|要|将)|的情况下"
)
_TASKS = re.compile(r"任务|对策|建议|措施|举措|保障|路径")


_STOP = re.compile(r"[；;：:。]")


def problems(document: Document) -> tuple[Problem, ...]:
    """Problems in printed order: the statements of sections headed as problems, and of paragraphs
    from the sentence that announces them on."""
    found: list[Problem] = []
    if document.meta.doc_type == "regulation":
        return ()
    for clause in clauses.walk(document):
        if any(_TASKS.search(heading) for heading in clause.headings()):
            continue
        headed = any(_HEADED.search(heading) for heading in clause.headings())
        for span in _stated_in(document.text, clause, headed):
            theme = clause.node.heading if headed else _theme(span.of(document.text))
            found.append(Problem(eid=clause.node.eid, span=span, by=BY, theme=theme))
    return tuple(found)


def _stated_in(text: str, clause: Clause, headed: bool) -> list[Span]:
    """The statements of a clause; of one with a title below a heading of problems, which states a
    lack itself, also those that only tell figures, or the whole where none does."""
    own, node = _own(clause), clause.node
    titled = headed and node.heading and any(_NAMED_SO.match(p.heading) for p in clause.above)
    found = list(_statements(text, own, headed, _MEASURED if titled else None))
    if found or not titled or any(c.number or c.heading for c in node.children):
        return found
    parts = [part for each in clauses.sentences(text, own) for part in _parts(text, each)]
    return [Span(parts[0].start, parts[-1].end) if parts else node.head]


def _own(clause: Clause) -> Span:
    """The text that is looked at with a clause: plain paragraphs before the first titled one below
    a heading go with that heading, those behind it stand for themselves."""
    node = clause.node
    plain = not node.number and not node.heading and clause.above
    if plain and node.span.start < clauses.own_span(clause.above[-1]).end:
        return Span(node.span.end, node.span.end)
    return clauses.own_span(node)


def _statements(
    text: str, span: Span, headed: bool, measured: re.Pattern[str] | None = None
) -> Iterator[Span]:
    """Parts between 。 and ； that state a lack, in each paragraph from its announcement on."""
    announced, end = headed, span.start
    for sentence in clauses.sentences(text, span):
        if "\n" in text[end : sentence.start]:
            announced = headed
        end = sentence.end
        if not announced:
            match = _ANNOUNCED.search(text, sentence.start, sentence.end)
            if not match or _REMEDY.search(text, sentence.start, match.end()):
                yield from _standing_out(text, sentence)
                continue
            if not match["seen"] and _HELPED.search(sentence.of(text)):
                continue
        announced = True
        for part in _parts(text, sentence):
            part = _stated(text, part)
            told = part.of(text)
            lacking = _LACKING.search(told) or (measured and measured.search(told))
            if (lacking or _is_point(text, part)) and not _NEUTRAL.search(told):
                yield part


def _is_point(text: str, part: Span) -> bool:
    """Whether a part is the first of those that 问题： announces: 问题：一是总量小."""
    lead = text[max(0, part.start - 8) : part.start].rstrip()
    return lead.endswith(("：", ":")) and bool(
        _POINT.match(text, part.start) and _SUMMED.search(lead[:-1])
    )


def _standing_out(text: str, sentence: Span) -> Iterator[Span]:
    """A part that says by itself that a problem stands out, from 但 on."""
    for part in _parts(text, sentence):
        found = _STANDS_OUT.search(text, part.start, min(part.end + 1, len(text)))
        if found and not _AGAINST.search(text, part.start, found.end()):
            cut = _BUT.search(text, part.start, found.start())
            yield Span(cut.start() + 1, part.end) if cut else part


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for match in _STOP.finditer(text, sentence.start, sentence.end):
        part = clauses.strip(text, Span(start, match.start()))
        start = match.end()
        if part.end - part.start >= 6:
            yield part
    rest = clauses.strip(text, Span(start, sentence.end))
    if rest.end - rest.start >= 6:
        yield rest


def _stated(text: str, part: Span) -> Span:
    """A part without the words that announce it (仍存在一些问题，), empty if it is no more."""
    seen = _SEEN.match(part.of(text))
    if seen:
        part = Span(part.start + seen.end(), part.end)
        summed = text.startswith(("：", ":"), part.end) and _SUMMED.search(part.of(text)[-16:])
        if summed or _ONLY_NAMED.fullmatch(part.of(text)):
            return Span(part.end, part.end)
        if vow := _VOWS.search(text, part.start, part.end):
            part = Span(part.start, vow.start())
    match = _SOME.search(text, part.start, part.end)
    comma = text.find("，", match.end(), part.end) if match else -1
    if match and 0 <= comma - match.end() <= 8 and part.end - comma > 5:
        return Span(comma + 1, part.end)
    return Span(part.end, part.end) if match and part.end - match.end() < 8 else part


def _theme(statement: str) -> str:
    """The first instrument that the statement would call for: 融资难… → 信贷担保."""
    return next(iter(instruments(statement, "")), "")
