"""How do documents, facts and passages become rows, and rows become them again?"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import numpy as np
import orjson

from policykb.types import JSON, Document, Fact, Passage, Span
from policykb.types.codec import document_json, document_of

PASSAGE_COLUMNS = "id, eid, start, stop, text, path, number, heading, page, kind, citation"
Row = tuple[Any, ...]  # the values of PASSAGE_COLUMNS, `path` as JSON

# The small `document` object that hits and facts carry (contract.md, "A search reply").
REF_TEXTS = (
    "id", "title", "doc_number", "doc_type", "region", "level", "written_on", "published_on",
    "status", "source",
)  # fmt: skip

# The lists of the contract are named in the plural, a fact's own `kind` is singular.
KINDS = {
    "provisions": "provision", "measures": "measure", "targets": "target",
    "practices": "practice", "indicators": "indicator", "rankings": "ranking",
    "problems": "problem", "references": "reference", "contradictions": "contradiction",
}  # fmt: skip

# Which fields of a fact it can be filtered and counted by.
LABELS = {
    "instruments": "instrument",
    "obligation": "obligation",
    "region": "region",
    "city": "region",
    "province": "region",
    "effect": "effect",
}
# A citation that does nothing to the document cited is found by no label.
PLAIN = ("effect", "cites")


def kind_of(name: str) -> str:
    """The singular kind for either form: measures → measure."""
    return KINDS.get(name, name)


def to_json(value: Any) -> str:
    """A record as text; exact decimals become JSON numbers."""
    return orjson.dumps(value, default=_number).decode()


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def ref_of(record: JSON) -> JSON:
    """The small `document` object of a document's record."""
    small: JSON = {name: record.get(name) or "" for name in REF_TEXTS}
    small |= {"issuers": list(record.get("issuers") or ())}
    return small | {"digest": bool(record.get("digest"))}


def encode_document(document: Document) -> bytes:
    """A whole document as compressed JSON; `decode_document` gives it back, equal."""
    return zlib.compress(document_json(document), 3)


def decode_document(encoded: bytes) -> Document:
    """The document that `encode_document` was given."""
    return document_of(zlib.decompress(encoded))


def passage_row(key: int, doc: int, passage: Passage, vector: bytes) -> Row:
    """A row of the table of passages, in the order of its columns."""
    return (
        key, passage.id, doc, passage.eid, passage.kind, passage.span.start, passage.span.end,
        passage.page, passage.number, passage.heading, orjson.dumps(passage.path).decode(),
        passage.citation, passage.text, vector,
    )  # fmt: skip


def passage_of(row: Row) -> Passage:
    """The passage of a row of PASSAGE_COLUMNS; its id tells the document."""
    id_, eid, start, stop, text, path, number, heading, page, kind, citation = row
    return Passage(
        id=id_,
        document_id=id_.partition("#")[0],
        eid=eid,
        span=Span(start, stop),
        text=text,
        path=tuple(orjson.loads(path)),
        number=number,
        heading=heading,
        page=page,
        kind=kind,
        citation=citation,
    )


def labels_of(fact: JSON | Fact) -> set[tuple[str, str]]:
    """(name, value) pairs that a fact is found by; departments by printed and by normal name."""
    found = {
        ("department", _get(department, name))
        for department in _get(fact, "departments") or ()
        for name in ("name", "printed")
    }
    for name, label in LABELS.items():
        value = _get(fact, name) or ()
        found |= {(label, one) for one in ((value,) if isinstance(value, str) else value)}
    return {(name, value) for name, value in found - {PLAIN} if value}


def passage_labels(document: Document, passages: Sequence[Passage]) -> list[set[tuple[str, str]]]:
    """For each passage the labels of all facts whose run of text it overlaps, kinds included."""
    labels: list[set[tuple[str, str]]] = [set() for _ in passages]
    starts = np.array([passage.span.start for passage in passages])
    ends = np.array([passage.span.end for passage in passages])
    for name in (each.name for each in fields(document.facts)):
        for fact in getattr(document.facts, name):
            own = labels_of(fact) | {("kind", kind_of(name))}
            for at in np.flatnonzero((starts < fact.span.end) & (ends > fact.span.start)):
                labels[at] |= own
    return labels


def _get(thing: Any, name: str) -> Any:
    """A field of a record or of the value that it was made from."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


def digest(values: Iterable[Any]) -> str:
    """One sha256 over values of any kind."""
    encoded = [
        v.encode() if type(v) is str else v if type(v) is bytes else str(v).encode() for v in values
    ]
    return hashlib.sha256(b"\x1f".join(encoded)).hexdigest()
