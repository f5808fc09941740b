"""A LangChain retriever (extra `langchain`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import PrivateAttr

from policykb.retrievers.passages import open_searcher, passages
from policykb.types import Filters


class PolicyRetriever(BaseRetriever):  # type: ignore[misc]
    """Passages of the data directory `data`, at most `k`, as LangChain documents."""

    data: Path
    k: int = 10
    filters: Filters | None = None
    _searcher: Any = PrivateAttr(default=None)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        if self._searcher is None:
            self._searcher = open_searcher(self.data)
        found = passages(self._searcher, query, limit=self.k, filters=self.filters)
        return [
            Document(page_content=text, metadata=metadata, id=metadata["id"])
            for text, _, metadata in found
        ]
