"""What is one answerable unit? Provisions → passages of one clause each, 80 to 600 characters.

A clause and the unheaded items that only list its parts are one unit. A longer one is cut at
paragraph and sentence ends into pieces that each repeat the clause's head; two headed clauses are
never joined. The headings above are kept apart from the text (`path`), for they must not be
quoted as if they stood there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policykb.types import Document, Passage, Provision, Span, Table

LONGEST = 600
IDEAL = 520
ENTRY = 150
DIVISIONS = frozenset({"part", "chapter", "section", "annex"})
SENTENCE_END = re.compile("(?:[。！？!?；;]+[”’」』）)]*|\n)[ \u3000]*")
PAUSE = re.compile("[，,、：:]")
REFERENCES = frozenset({"参考文献", "References", "REFERENCES"})


@dataclass(slots=True)
class _Work:
    """One document on its way to passages; `used` counts the passages of each eid."""

    document: Document
    used: dict[str, int] = field(default_factory=dict)
    tables: dict[str, list[Table]] = field(default_factory=dict)

    def passage(
        self, node: Provision, path: tuple[str, ...], span: Span, kind: str, head: str
    ) -> Passage:
        """A passage of `node`; `head` is repeated above a further piece."""
        text = self.document.text
        count = self.used[node.eid] = self.used.get(node.eid, 0) + 1
        name = f"{self.document.id}#{node.eid}"
        return Passage(
            id=name if count == 1 else f"{name}:{count}",
            document_id=self.document.id,
            eid=node.eid,
            span=span,
            text=f"{head}\n{span.of(text)}" if head else span.of(text),
            path=path,
            number=node.number,
            heading=node.heading,
            page=self.document.page_at(span.start) or node.page,
            kind=kind,
        )


def segment(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; each lies in one provision."""
    work = _Work(document)
    for table in document.tables:
        work.tables.setdefault(table.eid, []).append(table)
    found: list[Passage] = []
    for top in (*document.body, *document.annexes):
        found += _cut(work, top, ())
    return tuple(found)


def _cut(work: _Work, node: Provision, path: tuple[str, ...]) -> Iterator[Passage]:
    """A node as one unit where its items only list; else its own words, then its children."""
    if _is_unit(work, node):
        yield from _pieces(work, node, path, node.span)
        return
    own = Span(node.span.start, node.children[0].span.start if node.children else node.span.end)
    yield from _pieces(work, node, path, own)
    below = (*path, f"{node.number}{node.heading}") if node.heading else path
    for child in node.children:
        yield from _cut(work, child, below)


def _is_unit(work: _Work, node: Provision) -> bool:
    """Whether a node is one clause with all below it: an article with its items, or a clause whose
    items are entries of a list."""
    if node.level in DIVISIONS:
        return False
    below = [inner for child in node.children for inner in child.walk()]
    if any(inner.heading or inner.eid in work.tables for inner in below):
        return False
    if not below or node.level == "article":
        return True
    return all(child.span.end - child.span.start <= ENTRY for child in node.children)


# ------------------------------------------------------------------ pieces


def _pieces(work: _Work, node: Provision, path: tuple[str, ...], span: Span) -> Iterator[Passage]:
    """The runs of `span` between its tables, and the tables, in order."""
    position = span.start
    for table in work.tables.get(node.eid, ()):
        begin = _with_caption(work.document.text, table, position)
        yield from _words(work, node, path, Span(position, begin))
        yield from _rows(work, node, path, table, begin)
        position = table.span.end
    yield from _words(work, node, path, Span(position, span.end))


def _words(work: _Work, node: Provision, path: tuple[str, ...], span: Span) -> Iterator[Passage]:
    text = work.document.text
    span = stripped(text, span)
    if span.start >= span.end:
        return
    kind = "clause"
    if node.heading and span.end <= node.head.end + 1:
        kind = "heading"
    elif node.heading in REFERENCES:
        kind = "reference"
    head = _head(text, node)
    for piece in split(text, span):
        again = head if piece.start > node.span.start else ""
        yield work.passage(node, path, piece, kind, again)


def _head(text: str, node: Provision) -> str:
    """Number and heading as printed, without what only separates them from the body."""
    if not node.number and not node.heading:
        return ""
    return node.head.of(text).strip() or f"{node.number}{node.heading}"


def split(text: str, span: Span) -> list[Span]:
    """`span` cut into pieces of at most 600 characters at the ends of paragraphs and sentences.

    Pieces are of about equal length; a sentence that is itself too long is cut at its pauses.
    """
    length = span.end - span.start
    if length <= LONGEST:
        return [span]
    target = length / math.ceil(length / IDEAL)
    found: list[Span] = []
    start = last = span.start
    for end in _stops(text, span):
        if end - start > LONGEST and last > start:
            found.append(stripped(text, Span(start, last)))
            start = last
        paragraph = text[end - 1] == "\n"
        if end - start >= target * (0.7 if paragraph else 0.95):
            found.append(stripped(text, Span(start, end)))
            start = end
        last = end
    if start < span.end:
        found.append(stripped(text, Span(start, span.end)))
    return _evened(text, [piece for piece in found if piece.start < piece.end])


def _stops(text: str, span: Span) -> Iterator[int]:
    """Where a piece may end: after sentences, and inside one that is longer than a passage."""
    position = span.start
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        if match.end() - position > LONGEST:
            yield from _pauses(text, Span(position, match.end()))
        position = match.end()
        yield position
    if span.end - position > LONGEST:
        yield from _pauses(text, Span(position, span.end))
    yield span.end


def _pauses(text: str, span: Span) -> Iterator[int]:
    last = span.start
    for match in PAUSE.finditer(text, span.start, span.end):
        if match.end() - last > LONGEST:
            yield from range(last + LONGEST, match.end(), LONGEST)
        last = match.end()
        yield last
    yield from range(last + LONGEST, span.end, LONGEST)


def _evened(text: str, pieces: list[Span]) -> list[Span]:
    """A last crumb joins the piece before where both fit into one."""
    if len(pieces) > 1:
        before, last = pieces[-2:]
        if last.end - last.start < 60 and last.end - before.start <= LONGEST:
            pieces[-2:] = [Span(before.start, last.end)]
    return pieces


def stripped(text: str, span: Span) -> Span:
    """`span` without the blanks at its ends."""
    run = span.of(text)
    start = span.start + len(run) - len(run.lstrip())
    return Span(start, max(start, span.start + len(run.rstrip())))


# ------------------------------------------------------------------ tables


def _with_caption(text: str, table: Table, floor: int) -> int:
    """Where the table's passage begins: at its caption, if that stands right above it."""
    start = table.span.start - len(table.caption) - 1
    captioned = table.caption and start >= floor and text.startswith(table.caption, start)
    return start if captioned else table.span.start


def _rows(
    work: _Work, node: Provision, path: tuple[str, ...], table: Table, begin: int
) -> Iterator[Passage]:
    """Pieces of whole rows; further ones repeat caption and header rows."""
    text = work.document.text
    rows = [Span(row[0].start, row[-1].end) for row in table.cells if row]
    if not rows:
        return
    header = "\n".join(row.of(text) for row in rows[: table.header_rows])
    head = "\n".join(part for part in (table.caption, header[: LONGEST // 2]) if part)
    start, end = begin, begin
    for row in rows:
        room = max(LONGEST - (len(head) if start > begin else 0), LONGEST // 2)
        if row.end - start > room and end > start and end > table.span.start:
            yield from _run(work, node, path, Span(start, end), head if start > begin else "")
            start = row.start
        end = row.end
    yield from _run(work, node, path, Span(start, end), head if start > begin else "")


def _run(
    work: _Work, node: Provision, path: tuple[str, ...], span: Span, head: str
) -> Iterator[Passage]:
    """Rows as one piece; a row that is longer than a passage is cut like a paragraph."""
    for piece in split(work.document.text, span):
        yield work.passage(node, path, piece, "table", head)
