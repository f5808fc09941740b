"""A Source as bytes and back, for the pipe between the reader's process and its child."""

from __future__ import annotations

from typing import Any

import orjson

from policykb.types import Block, Place, Source, Span


def packed(source: Source) -> bytes:
    """One line of JSON."""
    return orjson.dumps(source)


def unpacked(line: bytes | dict[str, Any]) -> Source:
    """The Source that `packed` wrote."""
    record = orjson.loads(line) if isinstance(line, bytes) else line
    record["blocks"] = tuple(_block(block) for block in record["blocks"])
    record["fields"] = tuple((name, value) for name, value in record["fields"])
    record["warnings"] = tuple(record["warnings"])
    return Source(**record)


def _block(record: dict[str, Any]) -> Block:
    record["box"] = tuple(record["box"]) if record["box"] else None
    record["rows"] = tuple(tuple(row) for row in record["rows"])
    record["places"] = tuple(
        Place(
            span=Span(**place["span"]),
            page=place["page"],
            box=tuple(place["box"]) if place["box"] else None,
        )
        for place in record["places"]
    )
    return Block(**record)
