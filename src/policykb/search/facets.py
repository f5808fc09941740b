"""How many hits are there of each kind? Counts of a whole ranking, from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.search.ranking import Ranking
    from policykb.search.view import View
    from policykb.store import Store

OF_DOCUMENTS = ("region", "doc_type", "year", "status")
OF_PASSAGES = ("department", "instrument")


def facets_of(ranking: Ranking, filters: Filters, view: View, store: Store) -> JSON:
    """For each name the values that the hits bear, most frequent first, with how many bear them.

    A document's status is that of the day asked for.
    """
    refs = store.refs(filters.as_of) if filters.as_of else view.refs
    found = {name: Counter[str]() for name in (*OF_DOCUMENTS, *OF_PASSAGES)}
    for id, count in Counter([card.document_id for card in ranking.cards]).items():
        for name, value in marks_of(refs[id]):
            found[name][value] += count
    for (name, value), count in Counter(labels_of(ranking.keys.tolist(), view, store)).items():
        found[name][value] += count
    return {
        name: {value: count for value, count in counts.most_common() if value}
        for name, counts in found.items()
    }


def marks_of(ref: JSON) -> Iterator[tuple[str, str]]:
    """(name, value) for what a document itself is counted by."""
    for name in OF_DOCUMENTS:
        value = str(ref.get("written_on") or "")[:4] if name == "year" else ref.get(name)
        if value:
            yield name, value


def labels_of(keys: list[int], view: View, store: Store) -> Iterable[tuple[str, str]]:
    """(name, value) for every label of every passage, each passage asked for once."""
    missing = [key for key in keys if key not in view.labels]
    if missing:
        view.labels |= dict.fromkeys(missing, ())
        view.labels |= store.labels(missing, OF_PASSAGES)
    known = view.labels
    return (label for key in keys if known[key] for label in known[key])
