"""Other documents that a document cites: 《…》, its 文号, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policykb.extract.effects import Effect, effects, plain
from policykb.types import Document, Reference, Span

BY = "references"

# A 文号 as GB/T 9704-2012 7.2.5 prints it, its year in any bracket.
_NUMBER = (
    r"[\u4e00-\u9fff]{2,12}(?:令|字)?\s?[〔\[［(（【„﹝]\s?(?:19|20)\d\d\s?[〕\]］)）】‟﹞]\s?第?\d{1,5}号"
    r"|(?:国务院|主席|[\u4e00-\u9fff]{1,10}部|[\u4e00-\u9fff]{1,10}总局)令第\d{1,4}号"
)
_TITLED = re.compile(
    rf"《(?P<title>[^《》\n]{{2,120}}(?:《[^《》\n]{{2,80}}》[^《》\n]{{0,40}})?)》(?:[（(](?P<number>{_NUMBER})[^（）()\n]{{0,20}}[）)])?"
)
_NUMBERED = re.compile(_NUMBER)
_LEADING = re.compile(r"^.*(?:按照|依据|根据|以及|落实|执行|贯彻|转发|印发|和|及|与|的)")


def references(document: Document) -> tuple[Reference, ...]:
    """Each cited document once, where it is first named; the document itself is none of them.

    What the document does to it (see `effects`) is told with it, wherever it says so.
    """
    own = plain(document.meta.title)
    carried = _CARRIES.search(own)
    seen = {own, carried[1] if carried else own, _canonical(document.meta.doc_number)}
    seen |= {plain(match[1]) for match in _SHORT.finditer(document.text)}
    seen -= {""}
    forms = [e.span for e in document.elements]
    cited = tuple(_cited(document.text))
    done = effects(document, cited)
    told: dict[str, Reference] = {}
    for at, (span, title, number) in enumerate(cited):
        names = [name for name in (number, plain(title)) if name]
        known = next((name for name in names if name in told), None)
        effect = done.get(at)
        if known and effect:
            told |= {name: _acted_on(told[known], effect) for name in _all_names(told, known)}
        # An earlier edition of the document's own title is told by its number only.
        earlier = effect is not None and number and number not in seen
        if known or (not earlier and any(name in seen for name in names)):
            continue
        eid = _eid(document, span)
        formal = not eid or any(form.holds(span) for form in forms)
        if not effect and (formal or not (number or _is_document(document.text, span, title))):
            continue
        new = Reference(eid=eid, span=span, by=BY, title=_spaceless(title), doc_number=number)
        told |= dict.fromkeys(names, _acted_on(new, effect) if effect else new)
    return tuple(sorted(dict.fromkeys(told.values()), key=lambda reference: reference.span))


def _all_names(told: dict[str, Reference], known: str) -> list[str]:
    return [name for name, reference in told.items() if reference is told[known]]


def _acted_on(reference: Reference, effect: Effect) -> Reference:
    """The reference with this effect beside what was told of it before."""
    if reference.effect != "cites":
        before = Effect(
            kind=reference.effect,
            clauses=reference.clauses,
            since=reference.since,
            until=reference.until,
            statement=reference.statement,
        )
        effect = before.with_other(effect)
    return replace(
        reference,
        effect=effect.kind,
        clauses=effect.clauses,
        since=effect.since,
        until=effect.until,
        statement=effect.statement,
    )


# A notice is not cited by what it carries, nor anything by the short name that it is given.
_CARRIES = re.compile(r"关于(?:印发|发布|公布|转发)(.{4,})的(?:通知|公告)$")
_SHORT = re.compile(r"(?:简称|统称)[：:]?[《“]([^《》“”\n]{2,20})[》”]")
# Books, plays and songs stand in 《》 too; documents are named for their kind, or acted upon.
_KIND = re.compile(
    r"法|条例|规[定则划范程]|办法|意见|通知|公告|决定|决议|纲要|方案|措施|指[南引导]|标准|细则|公约|协[定议]|目录|计划|批复|要点"
    r"|宣言|章程|制度|报告|清单|名录|导则|准则|请示|函|令|通报|若干|白皮书|蓝皮书|合同|议定书|备忘录|解释|说明|大纲|预案|倡议"
)
_ACTED_ON = re.compile(
    r"(?:落实|贯彻|根据|依据|按照|依照|印发|出台|修[订改]|执行|制定|参照|废止|遵守)$"
)


def _is_document(text: str, span: Span, title: str) -> bool:
    acted_on = _ACTED_ON.search(text, max(0, span.start - 2), span.start)
    return bool(_KIND.search(title) or acted_on)


def _cited(text: str) -> Iterator[tuple[Span, str, str]]:
    """Span, title and canonical number of every citation, in order."""
    found: list[tuple[Span, str, str]] = []
    taken: list[Span] = []
    for match in _TITLED.finditer(text):
        span = Span(match.start(), match.end())
        taken.append(span)
        found.append((span, match["title"], _canonical(match["number"] or "")))
    at = 0
    for match in _NUMBERED.finditer(text):
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if at < len(taken) and taken[at].start <= match.start():
            continue
        number = _LEADING.sub("", match.group())
        found.append((Span(match.end() - len(number), match.end()), "", _canonical(number)))
    yield from sorted(found, key=lambda item: item[0])


def _canonical(number: str) -> str:
    """A 文号 with 〔〕, without spaces, 第 and leading zeros."""
    number = re.sub(r"[\[［(（【„﹝]", "〔", "".join(number.split()))
    number = re.sub(r"[\]］)）】‟﹞]", "〕", number)
    return re.sub(r"〕第?0*(\d)", r"〕\1", number)


def _spaceless(title: str) -> str:
    return re.sub(r"\s+", "", title)


def _eid(document: Document, span: Span) -> str:
    """The innermost clause that holds the citation; empty in the form of the document."""
    found, below = "", (*document.body, *document.annexes)
    while True:
        node = next((n for n in below if n.span.start <= span.start < n.span.end), None)
        if node is None:
            return found
        found, below = node.eid, node.children
