"""The numbering audit: what a reader should be told about a parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policykb.types import Document, Provision, Source, Span


def audit(document: Document, source: Source) -> tuple[str, ...]:
    """Warnings in Chinese: numbers that are missing, pages without text, text in no clause."""
    return (*_repeats(document), *_pages(document, source), *_uncovered(document))


def _repeats(document: Document) -> Iterator[str]:
    """Numbers that stand twice under one clause; their addresses end in ~2, ~3 …"""
    twice = [p for p in document.provisions() if p.number and "~" in p.eid.rsplit("__", 1)[-1]]
    if twice:
        yield f"同一上级下编号重复：{len(twice)}处，如“{twice[0].number}{twice[0].heading[:20]}”"


def _pages(document: Document, source: Source) -> Iterator[str]:
    if source.pages and document.places:
        empty = sorted(set(range(1, source.pages + 1)) - {place.page for place in document.places})
        if empty:
            yield f"没有文字的页：{'、'.join(map(str, empty[:20]))}"


def _uncovered(document: Document) -> Iterator[str]:
    lost = sum(len(span.of(document.text)) for span in gaps(document))
    if lost:
        yield f"未归入任何条款的文字：{lost}字"


def gaps(document: Document) -> tuple[Span, ...]:
    """Runs of the text, blanks aside, that stand in no provision, table or element."""
    taken = sorted(
        [p.span for p in (*document.body, *document.annexes)]
        + [t.span for t in document.tables]
        + [e.span for e in document.elements]
    )
    found: list[Span] = []
    position = 0
    for span in (*taken, Span(len(document.text), len(document.text))):
        if document.text[position : span.start].strip():
            found.append(Span(position, span.start))
        position = max(position, span.end)
    return tuple(found)


def deepest(provisions: Iterable[Provision], position: int) -> Provision | None:
    """The innermost provision that holds a position of the text."""
    found = None
    rest = list(provisions)
    while rest:
        node = rest.pop()
        if node.span.start <= position < node.span.end:
            found, rest = node, list(node.children)
    return found
