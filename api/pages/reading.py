"""A document as a page shows it: its clauses in order, their own text, what was found in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from policykb.answer.records import Outline
from policykb.types import JSON, Document, Provision, Span, Table

UNDERLINED = ("targets", "indicators")  # facts short enough to be marked inside the text
KINDS = ("measures", "targets", "practices", "indicators", "rankings", "problems", "references")
DEEPEST = 6
LONG = 40_000  # characters of a document that is told on several pages
LONG_CELL = 60  # characters
FULL = 16_000  # characters of such a page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a clause's own text: paragraphs as safe HTML, or the rows of a table."""

    html: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    caption: str = ""

    @property
    def wide(self) -> bool:
        """Whether a table has long texts in several columns, and is better moved than squeezed."""
        return any(len(row) > 2 and len(cell) > LONG_CELL for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Node:
    """A clause as shown: `level` of its heading (2…6), its marks in the margin, its own text."""

    eid: str
    depth: int
    head: str
    pieces: list[Piece]
    page: int | None
    citation: str
    facts: dict[str, int] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """The heading level."""
        return min(self.depth + 2, DEEPEST)


def nodes(document: Document, shown: range | None = None) -> list[Node]:
    """Every clause of a document in order; those outside the range `shown` without their text."""
    outline, found = Outline(document), facts_by_clause(document)
    return [
        node(document, outline, provision, found, told=shown is None or at in shown)
        for at, provision in enumerate(document.provisions())
    ]


def node(
    document: Document,
    outline: Outline,
    provision: Provision,
    found: dict[str, dict[str, list[Span]]],
    *,
    told: bool = True,
) -> Node:
    """One clause; without its text unless it is to be `told`."""
    marks = found.get(provision.eid, {})
    own = own_span(provision)
    body = Span(min(max(provision.head.end, own.start), own.end), own.end)
    head = provision.head.of(document.text).strip() if provision.heading else ""
    if head and body.of(document.text).startswith("。"):
        head, body = f"{head}。", Span(body.start + 1, body.end)
    start = body if head else own
    page = provision.page or document.page_at(provision.span.start)
    return Node(
        eid=provision.eid,
        depth=len(outline.steps[provision.eid]) - 1,
        head=head,
        pieces=pieces(document, start, marks) if told else [],
        page=page,
        citation=outline.cite(provision.eid, page) if told else "",
        facts={kind: len(marks[kind]) for kind in KINDS if marks.get(kind)} if told else {},
    )


def own_span(provision: Provision) -> Span:
    """What stands in a clause before its first child."""
    children = provision.children
    return Span(provision.span.start, children[0].span.start if children else provision.span.end)


def parts(document: Document) -> list[range]:
    """The places of the clauses that stand on one page together: all, unless a document is long.

    A long one is cut before a clause of the highest rank, once a page is half full; before any
    clause once it is full.
    """
    provisions = list(document.provisions())
    if len(document.text) <= LONG:
        return [range(len(provisions))]
    tops = {top.eid for top in (*document.body, *document.annexes)}
    starts, filled = [0], 0
    for at, provision in enumerate(provisions):
        own = own_span(provision)
        size = own.end - own.start
        full = FULL / 2 if provision.eid in tops else FULL
        if filled >= full or (filled and filled + size > FULL * 1.5):
            starts.append(at)
            filled = 0
        filled += size
    return [range(*ends) for ends in pairwise([*starts, len(provisions)])]


def front(document: Document) -> str:
    """What is printed above the first clause: title, number, addressees."""
    tops = (*document.body, *document.annexes)
    return document.text[: min((top.span.start for top in tops), default=None)].strip()


def facts_by_clause(document: Document) -> dict[str, dict[str, list[Span]]]:
    """eid → kind → spans of the facts that stand there."""
    found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for kind in KINDS:
        for fact in getattr(document.facts, kind):
            found[fact.eid][kind].append(fact.span)
    return found


def pieces(document: Document, span: Span, marks: dict[str, list[Span]]) -> list[Piece]:
    """A run of text cut at the tables that stand in it."""
    tables = sorted((t for t in document.tables if span.holds(t.span)), key=lambda t: t.span)
    made, at = [], span.start
    for table in tables:
        if table.span.start < at:
            continue  # a table inside another
        made += paragraphs(document.text, Span(at, table.span.start), marks)
        made.append(tabled(document.text, table))
        at = table.span.end
    return made + paragraphs(document.text, Span(at, span.end), marks)


def tabled(text: str, table: Table) -> Piece:
    """A table's cells."""
    cells = tuple(tuple(cell.of(text) for cell in row) for row in table.cells)
    return Piece(rows=cells, header_rows=table.header_rows, caption=table.caption)


def paragraphs(text: str, span: Span, marks: dict[str, list[Span]]) -> list[Piece]:
    """The paragraphs of a run, the short facts in them underlined."""
    runs = disjoint(
        (fact, kind) for kind in UNDERLINED for fact in marks.get(kind, ()) if span.holds(fact)
    )
    made, at = [], span.start
    for line in span.of(text).split("\n"):
        here = Span(at, at + len(line))
        at = here.end + 1
        if line.strip():
            inside = [run for run in runs if here.holds(run[0])]
            made.append(Piece(html=underlined(text, here, inside)))
    return made


def disjoint(runs: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The runs in order, those that overlap an earlier one left out."""
    kept: list[tuple[Span, str]] = []
    for run in sorted(runs):
        if not kept or run[0].start >= kept[-1][0].end:
            kept.append(run)
    return kept


def underlined(text: str, span: Span, runs: Sequence[tuple[Span, str]]) -> Markup:
    """The text of a span escaped, the runs in it within <mark>."""
    parts, at = [], span.start
    for run, kind in runs:
        parts.append(escape(text[at : run.start]))
        parts.append(Markup('<mark class="{}">{}</mark>').format(kind, run.of(text)))
        at = run.end
    return Markup("").join([*parts, escape(text[at : span.end])])


def contents(shown: Sequence[Node]) -> list[JSON]:
    """The headings as a tree: eid, text, children; paragraphs without a heading are left out."""
    return list(_level([n for n in shown if n.head]))


def _level(shown: Sequence[Node]) -> Iterator[JSON]:
    """The tree of the nodes, which all lie at or below one depth."""
    top = min((n.depth for n in shown), default=0)
    group = 0

    def family(node: Node) -> int:
        nonlocal group
        group += node.depth == top
        return group

    for _, members in groupby(shown, key=family):
        first, *rest = members
        yield {"eid": first.eid, "head": first.head, "children": list(_level(rest))}
