"""The store and its searcher as one server process holds them."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import orjson
from fastapi import Request, Response

from policykb.embed import FAMILY, load
from policykb.search import Searcher
from policykb.store import Store


class Library:
    """Opens the data directory on first use and follows it when a new generation appears."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None

    @property
    def opened(self) -> bool:
        """Whether the store is open; to look whether it moved on then takes microseconds."""
        return self._searcher is not None

    @property
    def quick(self) -> bool:
        """Whether a search takes a few milliseconds: the store is open, the model built in."""
        return self._searcher is not None and self._searcher.embedder.name.startswith(FAMILY)

    def searcher(self) -> Searcher:
        """The searcher over the newest generation. Raises StoreError when it cannot be opened."""
        with self._lock:
            if self._searcher is None:
                store = Store.open(self.data)
                self._searcher = Searcher(store, load(store.model or "builtin"))
                settle()
            elif self._searcher.store.refresh():
                store = self._searcher.store
                if (store.model or "builtin") != self._searcher.embedder.name:
                    self._searcher = Searcher(store, load(store.model or "builtin"))
            return self._searcher

    def store(self) -> Store:
        """The store over the newest generation."""
        return self.searcher().store


def settle() -> None:
    """What is there stays until the end: the collector need not look through it again and again.

    Else each of its full rounds stops all requests for a tenth of a second.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def library_of(request: Request) -> Library:
    """The library of the application that serves this request."""
    library: Library = request.app.state.library
    return library


def reply(value: object, *, media_type: str = "application/json", status: int = 200) -> Response:
    """A JSON response, written by orjson without validating it a second time."""
    return Response(orjson.dumps(value), media_type=media_type, status_code=status)
