"""A parsed document, its outline, and the passages it is answered from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from policykb.types.facts import Facts
from policykb.types.places import Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says about itself; empty or None where it is silent."""

    title: str = ""
    doc_number: str = ""
    doc_type: str = "other"
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    written_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    status: str = "unknown"
    status_basis: str = ""
    index_number: str = ""
    topics: tuple[str, ...] = ()
    region: str = ""
    level: str = ""
    period: str | None = None
    family: tuple[str, ...] = ()
    digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A run of text that is part of the form, not of a clause: title, doc_number, issuer, date,
    addressee, signature, note, toc."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One node of the outline.

    `span` is the whole node with its children, `head` number and heading as printed (empty at
    `span.start` for a plain paragraph), `inline` whether the body follows on the heading's line.
    `level`: part chapter section article paragraph item subitem · h1 h2 h3 h4 · annex box.
    """

    eid: str
    level: str
    number: str
    heading: str
    span: Span
    head: Span
    page: int | None = None
    inline: bool = False
    children: tuple[Provision, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `cells` are spans of the document's text, row by row; `header_rows` lead it."""

    eid: str
    span: Span
    cells: tuple[tuple[Span, ...], ...]
    caption: str = ""
    header_rows: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed document. `text` is fixed; everything else is said about spans of it."""

    id: str
    source: str
    sha256: str
    format: str
    meta: Metadata
    text: str
    pages: int = 0
    places: tuple[Place, ...] = ()
    elements: tuple[Element, ...] = ()
    body: tuple[Provision, ...] = ()
    annexes: tuple[Provision, ...] = ()
    tables: tuple[Table, ...] = ()
    facts: Facts = field(default_factory=Facts)
    warnings: tuple[str, ...] = ()

    def provisions(self) -> Iterator[Provision]:
        """All nodes of the outline in document order, annexes last."""
        for top in (*self.body, *self.annexes):
            yield from top.walk()

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` is printed; None where there are none."""
        at = bisect_right(self.places, offset, key=lambda place: place.span.start) - 1
        return self.places[max(at, 0)].page if self.places else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One answerable unit: one clause, or one piece of a long one.

    `id` is `DOC#EID`, and `DOC#EID:2` … for further pieces; `span` the verbatim run. `text` begins
    with the clause's own printed head: `text == span.of(document.text)` for a first piece, and
    head + newline + that run for a further one. `path` holds the printed headings above,
    outermost first. `kind`: clause · heading · table · toc · reference. `citation` is filled in
    when the document is taken in.
    """

    id: str
    document_id: str
    eid: str
    span: Span
    text: str
    path: tuple[str, ...] = ()
    number: str = ""
    heading: str = ""
    page: int | None = None
    kind: str = "clause"
    citation: str = ""
