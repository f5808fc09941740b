"""What a searcher remembers of one generation: names and places of documents, passages read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykb.search.folding import fingerprint
from policykb.search.lookup import Names, names_of
from policykb.thesaurus import concepts_of_passage
from policykb.types import JSON, Passage

if TYPE_CHECKING:
    from policykb.store import Store

MOST_CARDS = 50_000  # about 100 MB; then the memory starts anew


@dataclass(frozen=True, slots=True)
class Card:
    """A passage with what is worked out from its text once; `said`: its headings and text."""

    passage: Passage
    said: str
    concepts: frozenset[str]
    sentences: frozenset[str]


@dataclass(slots=True)
class View:
    """One generation of a store as searches have come to know it."""

    number: int
    refs: Mapping[str, JSON]
    names: Names
    cards: dict[int, Card] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> View:
        """The present generation, nothing read yet but the documents' names."""
        refs = store.refs()
        return cls(store.generation.number, refs, names_of(refs.values()))

    def read(self, store: Store, keys: Iterable[int]) -> list[Card]:
        """The passages of these keys, each read from the catalogue once."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self.cards]
        if len(self.cards) + len(missing) > MOST_CARDS:
            self.cards = {}
            missing = wanted
        for key, passage in zip(missing, store.passages(missing), strict=True):
            self.cards[key] = card(passage)
        cards = self.cards
        return [cards[key] for key in wanted]

    def region(self, document_id: str) -> str:
        """The region of a document, empty if unknown."""
        ref = self.refs.get(document_id)
        return str(ref.get("region") or "") if ref else ""


def card(passage: Passage) -> Card:
    """A passage with its concepts and sentences."""
    said = "\n".join([*passage.path, passage.text])
    return Card(passage, said, frozenset(concepts_of_passage(said)), fingerprint(passage.text))
