"""Documents, provisions, facts, hits and questions as the JSON of the contract.

Those of documents are made once, when one is taken in, and stored as they are: a list is then only
read out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from policykb.answer.cite import citation
from policykb.types import (
    JSON,
    Document,
    Fact,
    Hit,
    Measure,
    Practice,
    Problem,
    Provision,
    Query,
    Span,
)

if TYPE_CHECKING:
    from policykb.store import Store

KINDS = ("measures", "targets", "practices", "indicators", "rankings", "problems", "references")
REF_FIELDS = (
    "title", "doc_number", "doc_type", "region", "level", "written_on", "published_on", "status",
)  # fmt: skip
META_FIELDS = (
    "title", "doc_number", "doc_type", "written_on", "published_on", "effective_on", "expires_on",
    "status", "status_basis", "index_number", "region", "level", "period", "digest",
)  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """A document with each provision's ancestors at hand."""

    document: Document

    @cached_property
    def steps(self) -> dict[str, tuple[Provision, ...]]:
        """eid → provisions from the outermost down to the one of that eid."""
        found: dict[str, tuple[Provision, ...]] = {}
        stack: list[tuple[Provision, tuple[Provision, ...]]] = [
            (top, ()) for top in (*self.document.body, *self.document.annexes)
        ]
        while stack:
            node, above = stack.pop()
            found[node.eid] = (*above, node)
            stack.extend((child, found[node.eid]) for child in node.children)
        return found

    def path(self, eid: str) -> list[str]:
        """The printed headings above a provision, with their numbers, outermost first."""
        return [printed(step) for step in self.steps.get(eid, ())[:-1] if printed(step)]

    def cite(self, eid: str, page: int | None) -> str:
        """The citation of a provision."""
        return citation(self.document.meta, self.steps.get(eid, ()), page)


def printed(provision: Provision) -> str:
    """Number and heading as they stand above the body; empty for plain paragraphs."""
    return f"{provision.number}{provision.heading}" if provision.heading else ""


def document_ref(document: Document) -> JSON:
    """The small `document` object that hits and facts carry."""
    meta = document.meta
    small: JSON = {"id": document.id} | {name: getattr(meta, name) or "" for name in REF_FIELDS}
    small |= {"issuers": list(meta.issuers), "source": PurePath(document.source).name}
    return small | {"digest": meta.digest}


def document_record(document: Document) -> JSON:
    """The contract's `document` record, whole text included."""
    meta = document.meta
    record: JSON = {"id": document.id, "source": PurePath(document.source).name}
    record |= {name: getattr(meta, name) for name in META_FIELDS}
    return record | {
        "issuers": list(meta.issuers),
        "topics": list(meta.topics),
        "family": list(meta.family),
        "text": document.text,
        "pages": document.pages,
        "format": document.format,
        "sha256": document.sha256,
        "warnings": list(document.warnings),
        "counts": {kind: len(getattr(document.facts, kind)) for kind in KINDS}
        | {"provisions": sum(1 for _ in document.provisions())},
    }


def provision_records(document: Document) -> list[JSON]:
    """Every node of the outline; `text` is the node's own words without its children's."""
    outline = Outline(document)
    return [provision_record(outline, node) for node in document.provisions()]


def provision_record(outline: Outline, node: Provision) -> JSON:
    """One node of the outline as a contract record."""
    text = outline.document.text
    page = node.page or outline.document.page_at(node.span.start)
    return {
        "id": f"{outline.document.id}#{node.eid}",
        "kind": "provision",
        "document": document_ref(outline.document),
        "eid": node.eid,
        "path": outline.path(node.eid),
        "level": node.level,
        "number": node.number,
        "heading": node.heading,
        "inline": node.inline,
        "text": own_text(text, node),
        "quote": own_text(text, node),
        "page": page,
        "citation": outline.cite(node.eid, page),
        "children": [child.eid for child in node.children],
        "by": "outline",
    }


def own_text(text: str, node: Provision) -> str:
    """What stands in a node before its first child."""
    end = node.children[0].span.start if node.children else node.span.end
    return Span(node.span.start, end).of(text).rstrip()


def fact_records(document: Document) -> dict[str, list[JSON]]:
    """kind → contract records of the facts mined from a document, in document order."""
    outline = Outline(document)
    ref = document_ref(document)
    return {
        kind: with_own_ids(
            [fact_record(outline, ref, kind, fact) for fact in getattr(document.facts, kind)]
        )
        for kind in KINDS
    }


def with_own_ids(records: list[JSON]) -> list[JSON]:
    """The records with ids that no two share: the second of the same quote ends in ~2."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record["id"]] += 1
        if (count := seen[record["id"]]) > 1:
            record["id"] += f"~{count}"
    return records


def fact_record(outline: Outline, ref: JSON, kind: str, fact: Fact) -> JSON:
    """One fact with its verbatim quote, page and citation."""
    document = outline.document
    quote = fact.span.of(document.text)
    page = document.page_at(fact.span.start)
    own = {name: plain(getattr(fact, name)) for name in own_fields(fact)}
    if isinstance(fact, Measure | Practice | Problem):
        own["text"] = quote
    place = [document.id, kind, fact.eid, quote, str(own.get("value")), str(own.get("indicator"))]
    identity = hashlib.sha1("\x1f".join(place).encode()).hexdigest()[:12]
    return {
        "id": f"{kind[:-1]}-{identity}",
        "kind": kind[:-1],
        "document": ref,
        "eid": fact.eid,
        "path": outline.path(fact.eid),
        "quote": quote,
        "page": page,
        "citation": outline.cite(fact.eid, page),
        "by": fact.by,
        **own,
    }


def own_fields(fact: Fact) -> Iterator[str]:
    """Names of the fields that a kind of fact has beside the shared ones."""
    shared = {field.name for field in fields(Fact)}
    return (field.name for field in fields(fact) if field.name not in shared)


def plain(value: object) -> object:
    """A value as JSON: exact decimals become numbers, tuples lists, dataclasses objects."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    return value


def hit_records(hits: Sequence[Hit], store: Store, as_of: str | None) -> list[JSON]:
    """Search hits as the contract prints them, each document's status judged on `as_of`."""
    refs = store.refs_of([hit.passage.document_id for hit in hits], as_of)
    return [hit_record(hit, refs[hit.passage.document_id]) for hit in hits]


def hit_record(hit: Hit, ref: JSON) -> JSON:
    """A search hit as the contract prints it."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "id": passage.id,
        "document": ref,
        "eid": passage.eid,
        "path": list(passage.path),
        "number": passage.number,
        "heading": passage.heading,
        "text": passage.text,
        "highlights": [list(pair) for pair in hit.highlights],
        "page": passage.page,
        "score": round(hit.score, 4),
        "why": {
            "lexical": round(hit.lexical, 4),
            "dense": round(hit.dense, 4),
            "concepts": list(hit.concepts),
            "terms": list(hit.terms),
            "weights": {
                name: round(weight, 2)
                for name, weight in zip(("words", "meaning"), hit.weights, strict=True)
            },
        },
        "citation": passage.citation,
        "copies": list(hit.copies),
    }


def interpretation(query: Query) -> JSON:
    """What was understood, as the contract names it."""
    return {
        "regions": list(query.regions),
        "departments": list(query.departments),
        "doc_numbers": list(query.doc_numbers),
        "titles": list(query.titles),
        "clauses": list(query.clauses),
        "years": list(query.years),
        "excluded": list(query.excluded),
        "concepts": [{"id": c.id, "term": c.term, "by": c.by} for c in query.concepts],
        "corrections": [list(pair) for pair in query.corrections],
        "spoken": [{"said": said, "written": list(terms)} for said, terms in query.spoken],
    }
