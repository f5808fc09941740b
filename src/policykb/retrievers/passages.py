"""What all the retrievers give: the passages of a search as plain text, score and metadata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.search import Searcher

OF_DOCUMENT = (
    "title",
    "doc_number",
    "doc_type",
    "region",
    "level",
    "written_on",
    "status",
    "source",
)


def open_searcher(data: Path | str) -> Searcher:
    """The searcher of a data directory. Raises StoreError or ModelError when it cannot be had."""
    from policykb.embed import load
    from policykb.search import Searcher
    from policykb.store import Store

    store = Store.open(Path(data))
    return Searcher(store, load(store.model or "builtin"))


def passages(
    searcher: Searcher, query: str, *, limit: int, filters: Filters | None = None
) -> list[tuple[str, float, JSON]]:
    """(text, score in 0…1, metadata) of the best passages; nothing where there is no answer."""
    from policykb.answer.reply import search_reply

    searcher.store.refresh()
    found = search_reply(query, searcher, limit=limit, filters=filters)
    if found["verdict"] != "found":
        return []
    return [(hit["text"], hit["score"], metadata_of(hit)) for hit in found["hits"]]


def metadata_of(hit: JSON) -> JSON:
    """A hit's place and document as flat metadata: strings, numbers and None only."""
    document = hit["document"]
    own = {name: hit[name] for name in ("id", "eid", "number", "heading", "page", "citation")}
    of_document = {name: document[name] for name in OF_DOCUMENT}
    more = {"document_id": document["id"], "issuers": "、".join(document["issuers"])}
    return own | of_document | more | {"path": " › ".join(hit["path"]), "score": hit["score"]}
