"""What a searcher remembers of one generation: names and places of documents, passages read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, overload

import numpy as np
import orjson
from numpy.typing import NDArray

from policykb.search.names import Names, names_of
from policykb.store.rows import Row, passage_of
from policykb.store.said import lowered
from policykb.types import JSON, Filters, Passage

if TYPE_CHECKING:
    from policykb.search.facets import Marks
    from policykb.store import Store

MOST_CARDS = 100_000  # about 200 MB; then the older half is forgotten
MOST_COVERAGES = 16
NEIGHBOURS = 10
INTERPRETATION = "interpretation"


class Card:
    """A passage as its row was read.

    Not all that is read is shown: the passage itself, and `said`, are made when they are asked
    for.
    """

    __slots__ = ("_said", "id", "number", "row", "text")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.id: str = row[0]
        self.text, self.number = row[4], row[6]
        self._said: str | None = None

    @property
    def said(self) -> str:
        """Its headings and text, lowered."""
        if self._said is None:
            self._said = lowered("\n".join([*orjson.loads(self.row[5]), self.text]))
        return self._said

    @property
    def document_id(self) -> str:
        """The id of its document."""
        return self.id.partition("#")[0]

    @property
    def passage(self) -> Passage:
        """The passage whole."""
        return passage_of(self.row)


class Cards(Sequence[Card]):
    """Passages of a view by their keys, each read from the catalogue when it is asked for.

    Neighbours are read together: whoever looks at one soon looks at the next.
    """

    def __init__(self, view: View, store: Store, keys: Sequence[int]) -> None:
        self._view, self._store, self._keys = view, store, keys

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> Card: ...
    @overload
    def __getitem__(self, at: slice) -> list[Card]: ...
    def __getitem__(self, at: int | slice) -> Card | list[Card]:
        """One of them, or a run of them. Raises NotFound for an unknown key."""
        if isinstance(at, slice):
            return self._view.read(self._store, self._keys[at])
        key = self._keys[at]
        if key not in self._view.cards:
            self._view.read(self._store, self._keys[at:][:NEIGHBOURS])
        return self._view.cards[key]

    def __iter__(self) -> Iterator[Card]:
        """All of them, read together."""
        return iter(self[:])


@dataclass
class View:
    """One generation of a store as searches have come to know it.

    `ids` of all documents in the order of their first keys, `firsts`; `marks` what the documents
    are counted by, by their places among `ids`.
    """

    number: int
    refs: Mapping[str, JSON]
    names: Names
    ids: tuple[str, ...] = ()
    firsts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    cards: dict[int, Card] = field(default_factory=dict)
    labels: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    marks: Marks | None = None
    coverages: dict[Filters, JSON] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> View:
        """The present generation, nothing read yet but the documents' names."""
        refs = store.refs()
        ids, firsts = store.extents()
        return cls(store.generation.number, refs, names_of(refs.values()), ids, firsts)

    def documents_of(self, keys: NDArray[np.int64]) -> NDArray[np.intp]:
        """For each key the place among `ids` of the document that it belongs to."""
        return np.searchsorted(self.firsts, keys, "right") - 1

    def read(self, store: Store, keys: Iterable[int]) -> list[Card]:
        """The passages of these keys, each read from the catalogue once."""
        wanted = list(keys)
        if len(self.cards) > MOST_CARDS:
            self.cards = dict(islice(self.cards.items(), MOST_CARDS // 2, None))
        missing = [key for key in wanted if key not in self.cards]
        cards = self.cards
        if missing:
            cards.update(zip(missing, map(Card, store.lines(missing)), strict=True))
        return [cards[key] for key in wanted]

    def region(self, document_id: str) -> str:
        """The region of a document, empty if unknown."""
        ref = self.refs.get(document_id)
        return str(ref.get("region") or "") if ref else ""

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions of all documents."""
        return frozenset(str(ref.get("region") or "") for ref in self.refs.values())

    def coverage(self, filters: Filters, store: Store) -> JSON:
        """The store's coverage under these filters, asked once."""
        if filters not in self.coverages:
            self.coverages = {filters: store.coverage(filters), **self.coverages}
            self.coverages = dict(list(self.coverages.items())[:MOST_COVERAGES])
        return dict(self.coverages[filters])

    @cached_property
    def explained(self) -> Mapping[int, int]:
        """Place of each interpretation → place of the document that it names in its title."""
        place = {id: at for at, id in enumerate(self.ids)}
        titles = {name.title: name.id for name in self.names.listed if name.title}
        found = {}
        for name in self.names.listed:
            if name.id in place and self.refs[name.id].get("doc_type") == INTERPRETATION:
                named = [t for t, id in titles.items() if id in place and t in name.title]
                named = [t for t in named if t != name.title]
                if named:
                    found[place[name.id]] = place[titles[max(named, key=len)]]
        return found
