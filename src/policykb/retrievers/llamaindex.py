"""A LlamaIndex retriever (extra `llamaindex`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from policykb.retrievers.passages import open_searcher, passages
from policykb.types import Filters


class PolicyRetriever(BaseRetriever):  # type: ignore[misc]
    """Passages of a data directory, at most `k`, as LlamaIndex nodes with scores."""

    def __init__(
        self, data: Path | str, *, k: int = 10, filters: Filters | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self._source = open_searcher(data)
        self._k, self._filters = k, filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = query_bundle.query_str
        found = passages(self._source, query, limit=self._k, filters=self._filters)
        return [
            NodeWithScore(
                node=TextNode(id_=metadata["id"], text=text, metadata=metadata), score=score
            )
            for text, score, metadata in found
        ]
