"""Documents and their passages as JSON and back, equal: for the store and between processes."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from policykb.types.documents import Document, Passage

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def document_json(document: Document) -> bytes:
    """A whole document; exact decimals become strings, so that none loses a digit."""
    return orjson.dumps(document, default=_exact)


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def document_of(json: bytes | dict[str, Any]) -> Document:
    """The document of its JSON, as bytes or already taken apart."""
    if isinstance(json, bytes):
        return _documents().validate_json(json)
    return _documents().validate_python(json)


def passages_of(rows: list[Any]) -> tuple[Passage, ...]:
    """The passages of their JSON, already taken apart."""
    return _passages().validate_python(rows)


# pydantic takes 100 ms to import, which no search should pay


@cache
def _documents() -> TypeAdapter[Document]:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)


@cache
def _passages() -> TypeAdapter[tuple[Passage, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Passage, ...])
