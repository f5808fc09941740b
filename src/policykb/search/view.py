"""What a searcher remembers of one generation: names and places of documents, passages read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import orjson
from numpy.typing import NDArray

from policykb.search.bearing import lowered
from policykb.search.folding import fingerprint
from policykb.search.lookup import Names, names_of
from policykb.store.rows import Row, passage_of
from policykb.types import JSON, Filters, Passage

if TYPE_CHECKING:
    from policykb.store import Store

MOST_CARDS = 100_000  # about 200 MB; then the older half is forgotten
MOST_COVERAGES = 16
INTERPRETATION = "interpretation"


class Card:
    """A passage as its row was read, with what is worked out from its text once.

    `said`: its headings and text, lowered. Most of what is read is not shown: the passage itself
    and `sentences`, which its duplicates share, are made when they are asked for.
    """

    __slots__ = ("_sentences", "id", "kind", "number", "row", "said", "text")

    def __init__(self, row: Row, said: str) -> None:
        self.row, self.said = row, said
        self._sentences: frozenset[str] | None = None
        self.id: str = row[0]
        self.text, self.number, self.kind = row[4], row[6], row[9]

    @property
    def document_id(self) -> str:
        """The id of its document."""
        return self.id.partition("#")[0]

    @property
    def passage(self) -> Passage:
        """The passage whole."""
        return passage_of(self.row)

    @property
    def sentences(self) -> frozenset[str]:
        """What its duplicates share."""
        if self._sentences is None:
            self._sentences = fingerprint(self.text)
        return self._sentences


def cards_of(found: Sequence[Row]) -> list[Card]:
    """The cards of rows; their texts are lowered all at once."""
    paths = orjson.loads(f"[{','.join([row[5] for row in found])}]")
    texts = ["\n".join([*path, row[4]]) for path, row in zip(paths, found, strict=True)]
    said = lowered("\0".join(texts)).split("\0")
    if len(said) != len(found):  # a text that holds the sign itself, or no rows at all
        said = [lowered(text) for text in texts]
    return list(map(Card, found, said))


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
    marks: dict[int, tuple[str, ...]] = field(default_factory=dict)
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
            cards.update(zip(missing, cards_of(store.lines(missing)), strict=True))
        return [cards[key] for key in wanted]

    def region(self, document_id: str) -> str:
        """The region of a document, empty if unknown."""
        ref = self.refs.get(document_id)
        return str(ref.get("region") or "") if ref else ""

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
