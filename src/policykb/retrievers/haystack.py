"""A Haystack retriever component (extra `haystack`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict

from policykb.retrievers.passages import open_searcher, passages


@component
class PolicyRetriever:
    """Passages of a data directory, at most `top_k`, as Haystack documents."""

    def __init__(self, data: str, top_k: int = 10) -> None:
        self.data, self.top_k = data, top_k
        self._searcher: Any = None

    def to_dict(self) -> dict[str, Any]:
        """What a saved pipeline keeps of this component."""
        found: dict[str, Any] = default_to_dict(self, data=str(self.data), top_k=self.top_k)
        return found

    @classmethod
    def from_dict(cls, saved: dict[str, Any]) -> PolicyRetriever:
        """The component of a saved pipeline."""
        made: PolicyRetriever = default_from_dict(cls, saved)
        return made

    def warm_up(self) -> None:
        """Opens the data directory. Raises StoreError or ModelError when that cannot be done."""
        if self._searcher is None:
            self._searcher = open_searcher(Path(self.data))

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]
    def run(self, query: str, top_k: int | None = None) -> dict[str, list[Document]]:
        """`documents`, best first."""
        self.warm_up()
        found = passages(self._searcher, query, limit=top_k or self.top_k)
        documents = [
            Document(id=metadata["id"], content=text, meta=metadata, score=score)
            for text, score, metadata in found
        ]
        return {"documents": documents}
