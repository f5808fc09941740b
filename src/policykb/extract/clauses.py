"""The outline as the extractors walk it: clauses with the headings above them, and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.types import Document, Provision, Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision and those above it, outermost first."""

    node: Provision
    above: tuple[Provision, ...] = ()

    def headings(self) -> tuple[str, ...]:
        """Headings from the outermost down to this clause's own; empty ones left out."""
        return tuple(p.heading for p in (*self.above, self.node) if p.heading)

    def children(self) -> Iterator[Clause]:
        """The clauses directly below."""
        for child in self.node.children:
            yield Clause(child, (*self.above, self.node))

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in document order."""
        yield self
        for child in self.children():
            yield from child.walk()


def tops(document: Document) -> Iterator[Clause]:
    """The outermost clauses of the body, then of the annexes."""
    for node in (*document.body, *document.annexes):
        yield Clause(node)


def walk(document: Document) -> Iterator[Clause]:
    """All clauses in document order."""
    for top in tops(document):
        yield from top.walk()


def own_span(node: Provision) -> Span:
    """What stands between the head of a clause and its first titled or numbered child.

    Plain paragraphs below the head belong to the clause; numbered ones are clauses themselves.
    """
    end = next((c.span.start for c in node.children if c.number or c.heading), node.span.end)
    return Span(min(max(node.head.end, node.span.start), end), end)


_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’」』）)]*|\n|$)|[。！？]+")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences inside `span`, closing quotes included, blank ones and line breaks left out."""
    for match in _SENTENCE.finditer(text, span.start, span.end):
        trimmed = strip(text, Span(match.start(), match.end()))
        if trimmed.end > trimmed.start:
            yield trimmed


def strip(text: str, span: Span) -> Span:
    """`span` without white space at either end."""
    run = text[span.start : span.end]
    start = span.start + len(run) - len(run.lstrip())
    return Span(start, max(start, span.end - (len(run) - len(run.rstrip()))))
