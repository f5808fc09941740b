"""Every value that passes between the stages, and the protocols of what can be exchanged.

All are frozen; offsets are code points, spans half-open, pages start at 1, boxes are
(left, top, right, bottom) in points from the page's upper left corner.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that stand there."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on the pages a run of text stands: one printed line, or one paragraph."""

    span: Span
    page: int
    box: Box | None = None


# ------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One printed line or paragraph, or one table, as the reader found it.

    `role`: line (soft-wrapped: may go on in the next) · paragraph (complete) · table · title ·
    header · footer · footnote · caption · meta.
    `number` is an automatic number (DOCX), rendered as printed; it is not part of `text`.
    `level` is the level of a heading style (1 = outermost); `rows` the cells of a table.
    `places` are spans of `text`; empty where the format has no pages.
    """

    text: str
    role: str = "line"
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    centred: bool = False
    indent: float | None = None
    level: int | None = None
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read. `fields` are printed metadata rows (索引号 → …), `pages` 0 without pages."""

    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


# ------------------------------------------------------------------ documents


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


# ------------------------------------------------------------------ facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: the clause, the verbatim run (a span of the text), the extractor."""

    eid: str
    span: Span
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A body named in a responsibility: `printed` as it stands, `name` normalised.

    `role`: lead · joint · support · responsible.
    """

    printed: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Help that a measure states; every field a verbatim run or empty."""

    claimable: bool = False
    amount: str = ""
    ratio: str = ""
    cap: str = ""
    per: str = ""
    conditions: tuple[str, ...] = ()
    window: str = ""
    deadline: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A clause that says what will be done. `span` runs from the number to the end of the body,
    the responsibility bracket excluded."""

    number: str
    heading: str
    departments: tuple[Department, ...] = ()
    responsibility: str = ""
    instruments: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    obligation: str = "should"
    support: Support | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A quantified or bounded outcome still to come (contract.md gives each field's meaning)."""

    indicator: str
    subject: str = ""
    operator: str = ">="
    value: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    value_max: Decimal | None = None
    quantity: str = ""
    basis: str | None = None
    baseline: str = ""
    comparator: str = ""
    deadline: str | None = None
    period: str | None = None
    region: str = ""
    binding: str | None = None
    qualitative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """An achieved figure. `source_kind`: statistic · survey · self_reported."""

    indicator: str
    subject: str = ""
    region: str = ""
    operator: str = "="
    value: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    as_of: str | None = None
    change: str = ""
    source_kind: str = "statistic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Fact):
    """What one city did, as an evaluation report tells it; `span` is the whole sentence group."""

    city: str
    province: str = ""
    theme: str = ""
    programmes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Fact):
    """Cities in printed order for one dimension and tier."""

    dimension: str
    tier: str = "全部"
    cities: tuple[str, ...] = ()
    edition: str = ""
    universe: str = ""
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Fact):
    """A shortcoming that a document names."""

    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """Another document that is cited; `resolved` is its id in the store, where it is there."""

    title: str = ""
    doc_number: str = ""
    resolved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was mined from one document."""

    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    practices: tuple[Practice, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()


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


# ------------------------------------------------------------------ asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search or list is limited to; empty means no limit. Dates are ISO."""

    kind: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    doc_type: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    obligation: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    as_of: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term of the thesaurus that a query names, with the words that did and a weight in 0…1."""

    id: str
    term: str
    by: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the asker means. `words` are what the lexical index is asked for."""

    text: str
    words: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked passage with the reasons for its place; `score` in 0…1.

    `copies` are the ids of passages that say nearly the same and are not listed themselves.
    """

    rank: int
    passage: Passage
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    terms: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one path: added · unchanged · replaced · failed (with code and message)."""

    path: str
    state: str
    document_id: str = ""
    title: str = ""
    code: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest did, in the order of its paths."""

    outcomes: tuple[Outcome, ...]
    generation: int
    seconds: float

    def failed(self) -> tuple[Outcome, ...]:
        """The paths that were not taken in."""
        return tuple(o for o in self.outcomes if o.state == "failed")


# ------------------------------------------------------------------ seams


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dim: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, `(len(texts), dim)`, each of length 1 (zeros for no known word)."""
        ...


JSON = dict[str, Any]
Date = dt.date
