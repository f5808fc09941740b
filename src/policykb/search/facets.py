"""How many hits are there of each kind? Counts of a whole ranking, from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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
    found = {name: Counter[str]() for name in (*OF_DOCUMENTS, *OF_PASSAGES)}
    places = Counter(view.documents_of(ranking.keys).tolist())
    marks: Counter[tuple[str, ...]] = Counter()
    for place, of in marks_at(places, filters.as_of, view, store).items():
        marks[of] += places[place]
    for values, count in marks.items():  # many documents bear the same ones
        for name, value in zip(OF_DOCUMENTS, values, strict=True):
            found[name][value] += count
    for (name, value), count in Counter(labels_of(ranking.keys.tolist(), view, store)).items():
        found[name][value] += count
    return {
        name: {value: count for value, count in counts.most_common() if value}
        for name, counts in found.items()
    }


def marks_at(
    places: Iterable[int], as_of: str | None, view: View, store: Store
) -> dict[int, tuple[str, ...]]:
    """The marks of the documents at these places, in the order asked; of today from memory."""
    if as_of:
        refs = store.refs_of([view.ids[place] for place in places], as_of)
        return {place: marks_of(refs[view.ids[place]]) for place in places}
    known = view.marks
    for place in places:
        if place not in known:
            known[place] = marks_of(view.refs[view.ids[place]])
    return {place: known[place] for place in places}


def marks_of(ref: JSON) -> tuple[str, ...]:
    """What a document itself is counted by: a value for each of OF_DOCUMENTS, or none."""
    marks = {**ref, "year": str(ref.get("written_on") or "")[:4]}
    return tuple([marks.get(name) or "" for name in OF_DOCUMENTS])


def labels_of(keys: list[int], view: View, store: Store) -> Iterable[tuple[str, str]]:
    """(name, value) for every label of every passage, each passage asked for once."""
    missing = [key for key in keys if key not in view.labels]
    if missing:
        view.labels |= dict.fromkeys(missing, ())
        view.labels |= store.labels(missing, OF_PASSAGES)
    known = view.labels
    return (label for key in keys if known[key] for label in known[key])
