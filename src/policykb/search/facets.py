"""How many hits are there of each kind? Counts of a whole ranking, from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policykb.search.cues import around
from policykb.types import JSON, Filters, dated_on

if TYPE_CHECKING:
    from policykb.search.ranking import Ranking
    from policykb.search.view import View
    from policykb.store import Store

OF_DOCUMENTS = ("region", "doc_type", "year", "status")
OF_PASSAGES = ("department", "instrument", "region")
NAMES = (*OF_DOCUMENTS, *OF_PASSAGES)
OF_BOTH = "region"  # what a passage may say again of its document
Value = tuple[str, str]  # the name of a facet and one of its values
NONE = 0


def facets_of(ranking: Ranking, filters: Filters, view: View, store: Store) -> JSON:
    """For each name the values that the hits bear, most frequent first, with how many bear them.

    What a hit's copies bear counts for the hit: a filter that leaves a copy alone lists it. A
    document's status is that of the day asked for.
    """
    keys, copies = ranking.keys.tolist(), ranking.copies
    bearer = Bearer.of([*keys, *chain.from_iterable(copies)], filters, view, store)
    counts = bearer.counted(keys)
    for key, others in zip(keys, copies, strict=True):
        if others:
            more = set(chain.from_iterable(map(bearer.values, others)))
            counts.update(more.difference(bearer.values(key)))
    found: dict[str, dict[str, int]] = {name: {} for name in dict.fromkeys(NAMES)}
    for (name, value), count in counts.most_common():
        found[name][value] = count
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """What documents are counted by: `values` by their numbers, of which each row of `numbers`,
    `(documents, most marks of one)`, has those of one document, `NONE` among them."""

    values: tuple[Value, ...]
    numbers: NDArray[np.intp]

    def of(self, place: int) -> list[Value]:
        """The marks of the document at this place."""
        return [self.values[number] for number in self.numbers[place].tolist() if number != NONE]

    def counted(self, places: NDArray[np.intp]) -> Counter[Value]:
        """How often each mark is borne where the documents at these places are counted."""
        found = np.bincount(self.numbers[places].ravel(), minlength=1)
        found[NONE] = 0
        return Counter({self.values[at]: int(found[at]) for at in np.flatnonzero(found).tolist()})


@dataclass(frozen=True, slots=True)
class Bearer:
    """What passages are counted by: the marks of their documents and further labels."""

    places: Mapping[int, int]
    marks: Marks
    labels: Mapping[int, Sequence[Value]]

    @classmethod
    def of(cls, keys: Sequence[int], filters: Filters, view: View, store: Store) -> Bearer:
        """What is known of these passages."""
        of_keys = view.documents_of(np.array(keys, dtype=np.int64)).tolist()
        places = dict(zip(keys, of_keys, strict=True))
        marks = marks_at(of_keys, filters.as_of, view, store)
        return cls(places, marks, labels_at(places, view, store))

    def counted(self, keys: Sequence[int]) -> Counter[Value]:
        """How many of the passages bear each value; what documents bear is counted at once."""
        counts = self.marks.counted(np.array([self.places[key] for key in keys], dtype=np.intp))
        counts.update(chain.from_iterable(map(self.labels.__getitem__, keys)))
        return counts

    def values(self, key: int) -> Sequence[Value]:
        """Every value of a passage, each once."""
        return (*self.marks.of(self.places[key]), *self.labels[key])


def marks_at(places: Sequence[int], as_of: str | None, view: View, store: Store) -> Marks:
    """The marks of the documents at these places on a day; those of today, of all documents, from
    memory."""
    if as_of:
        refs = store.refs_of([view.ids[place] for place in dict.fromkeys(places)], as_of)
        return numbered([marks_of(refs[id]) if id in refs else () for id in view.ids])
    if view.marks is None:
        view.marks = numbered([marks_of(view.refs[id]) for id in view.ids])
    return view.marks


def numbered(documents: Sequence[Sequence[Value]]) -> Marks:
    """The marks of documents, each value with a number of its own."""
    numbers: dict[Value, int] = {}
    most = max(map(len, documents), default=0)
    rows = np.full((len(documents), most), NONE, dtype=np.intp)
    for row, marks in zip(rows, documents, strict=True):
        for column, mark in enumerate(marks):
            row[column] = numbers.setdefault(mark, len(numbers) + 1)
    return Marks((("", ""), *numbers), rows)


def marks_of(ref: JSON) -> tuple[Value, ...]:
    """What a document itself is counted by: its value for each of OF_DOCUMENTS that it has, the
    places around its own among them, for a filter for these finds it."""
    marks = {**ref, "year": dated_on(ref)[:4]}
    told = [(name, marks[name]) for name in OF_DOCUMENTS if marks.get(name)]
    return tuple(chain.from_iterable(map(widened, told)))


@cache
def widened(mark: Value) -> tuple[Value, ...]:
    """A mark; of a place also its city and its province.

    >>> widened(("region", "杭州市"))
    (('region', '杭州市'), ('region', '浙江省'))
    """
    name, value = mark
    places = sorted(around(value) - {value}) if name == OF_BOTH else ()
    return (mark, *((name, place) for place in places))


def labels_at(places: Mapping[int, int], view: View, store: Store) -> Mapping[int, Sequence[Value]]:
    """The labels of each passage but those that its document, at this place, bears too; each
    passage asked for once."""
    # not the difference of both keys, which goes through all that are known
    missing = [key for key in places if key not in view.labels]
    if missing:
        view.labels |= dict.fromkeys(missing, ())
        for key, labels in store.labels(missing, OF_PASSAGES).items():
            own = widened((OF_BOTH, view.region(view.ids[places[key]])))
            every = dict.fromkeys(chain.from_iterable(map(widened, labels)))
            view.labels[key] = tuple([label for label in every if label not in own])
    return view.labels
