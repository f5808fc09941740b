"""search_reply(…): the contract's answer to GET /search, for the API and the command line alike."""

from __future__ import annotations

import re
import time
from dataclasses import fields
from typing import TYPE_CHECKING, Literal, get_args

from policykb.answer.records import hit_records, interpretation
from policykb.answer.why_not import why_not
from policykb.errors import BadRequest, Outdated
from policykb.types import JSON, Filters
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.search import Searcher

Mode = Literal["fused", "lexical", "dense"]
MODES = get_args(Mode)
CURSOR = re.compile(r"^g([0-9]{1,9})-([0-9]{1,9})$")


def search_reply(
    text: str,
    searcher: Searcher,
    *,
    filters: Filters | None = None,
    limit: int = 10,
    cursor: str | None = None,
    mode: Mode = "fused",
) -> JSON:
    """Ranked passages with verdict, facets, coverage and the filters that were applied.

    Raises BadRequest for an empty question or a cursor of another generation.
    """
    if not text.strip():
        raise BadRequest("查询内容为空：请写出要找的内容", code="empty_query")
    began = time.perf_counter()
    filters = filters or Filters()
    query = understand(text, filters)
    offset = read_cursor(cursor, searcher.store.generation.number)
    results = searcher.search(query, limit=limit, offset=offset, mode=mode)
    hits = hit_records(results.hits, searcher.store, filters.as_of)
    more = offset + len(hits) < results.total and hits
    nothing = {} if results.verdict == "found" else {"why_not": why_not(query, searcher)}
    return {
        "query": {"text": text, "interpretation": interpretation(results.query)},
        "filters": applied(filters),
        "verdict": results.verdict,
        "hits": hits,
        "total": results.total,
        "facets": results.facets,
        "coverage": results.coverage,
        "took_ms": round(1000 * (time.perf_counter() - began), 2),
        "generation": results.generation,
        "next_cursor": write_cursor(offset + len(hits), results.generation) if more else None,
        **nothing,
    }


def applied(filters: Filters) -> JSON:
    """The filters that limit something, as they were given."""
    every = ((each.name, getattr(filters, each.name)) for each in fields(filters))
    return {name: value for name, value in every if value}


def write_cursor(offset: int, generation: int) -> str:
    """A place in a list, good for one generation of the index."""
    return f"g{generation}-{offset}"


def read_cursor(cursor: str | None, generation: int) -> int:
    """The offset that a cursor stands for; 0 for none. Raises Outdated if the index moved on."""
    if not cursor:
        return 0
    found = CURSOR.match(cursor)
    if not found:
        raise BadRequest("翻页标记无法识别", code="bad_cursor")
    if int(found[1]) != generation:
        raise Outdated("索引已更新，翻页标记失效，请重新查询")
    return int(found[2])
