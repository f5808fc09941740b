"""Which passages do these filters leave? Sets of keys, so that either index can be asked for them.

The passages of a document have consecutive keys: a condition on documents is a list of key ranges.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policykb.store.catalog import keys_from
from policykb.store.filters import (
    LABELLED,
    Condition,
    codes_of,
    document_conditions,
    joined,
    labelled,
    labelled_region,
    region_condition,
)
from policykb.store.rows import KINDS, kind_of
from policykb.store.schema import rows
from policykb.types import Filters

Keys = NDArray[np.int64]


def select(db: sqlite3.Connection, filters: Filters) -> Keys | None:
    """Keys (ascending) of the passages that the filters leave; None where they leave all."""
    parts = [
        _of_documents(db, document_conditions(filters)),
        *(_of_labels(db, labelled("passage", name, codes_of(name, filters))) for name in LABELLED),
        _of_region(db, filters.region),
        _of_kind(db, codes_of("kind", filters)),
    ]
    limits = [part for part in parts if part is not None]
    return reduce(_common, limits) if limits else None


def containing(db: sqlite3.Connection, phrase: str, allowed: Keys | None) -> Keys:
    """Keys of the passages, of those allowed, in whose text the phrase stands as it is."""
    sql = "SELECT key FROM passages WHERE instr(text, ?) > 0 ORDER BY key"
    found = keys_from(rows(db, sql, (phrase,)))
    return found if allowed is None else _common(found, allowed)


def coverage(db: sqlite3.Connection, filters: Filters, allowed: Keys | None) -> dict[str, int]:
    """How many documents there are, were searched, were left out (how many of them because they
    bear no date), and could not be read."""
    total = _count(db, "SELECT count(*) FROM documents")
    searched = total if allowed is None else _documents_of(db, allowed)
    undated = 0
    if filters.date_from or filters.date_to:
        undated = _count(db, "SELECT count(*) FROM documents WHERE written_on IS NULL")
    return {
        "documents": total,
        "searched": searched,
        "excluded_by_filter": total - searched,
        "undated": undated,
        "damaged": _count(db, "SELECT count(*) FROM damaged"),
    }


def _of_documents(db: sqlite3.Connection, conditions: Sequence[Condition]) -> Keys | None:
    if not conditions:
        return None
    where, values = joined(conditions)
    sql = f"SELECT d.first_key, d.last_key FROM documents d WHERE {where} ORDER BY d.first_key"
    ranges = [np.arange(first, last + 1) for first, last in rows(db, sql, values)]
    return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)


def _of_labels(db: sqlite3.Connection, ids: Condition) -> Keys | None:
    sql, values = ids
    return np.unique(keys_from(rows(db, sql, values))) if sql else None


def _of_region(db: sqlite3.Connection, regions: Sequence[str]) -> Keys | None:
    """Passages of the documents of a region, and those that tell of a practice or figure there."""
    if not regions:
        return None
    return _either(
        _of_documents(db, [region_condition(regions)]),
        _of_labels(db, labelled_region("passage", regions)),
    )


def _of_kind(db: sqlite3.Connection, kinds: Sequence[str]) -> Keys | None:
    """Passages of a kind of their own (clause, table…), or in which a fact of a kind stands."""
    if not kinds:
        return None
    facts = [kind for kind in map(kind_of, kinds) if kind in KINDS.values()]
    # A provision is whatever has a number of its own: all that is a clause
    own = ["clause" if kind == "provision" else kind for kind in map(kind_of, kinds)]
    marks = ", ".join("?" * len(own))
    sql = f"SELECT key FROM passages WHERE kind IN ({marks})"
    return _either(
        np.unique(keys_from(rows(db, sql, own))), _of_labels(db, labelled("passage", "kind", facts))
    )


def _either(one: Keys | None, other: Keys | None) -> Keys:
    found: Keys = np.union1d(*(np.empty(0, np.int64) if k is None else k for k in (one, other)))
    return found


def _common(one: Keys, other: Keys) -> Keys:
    found: Keys = np.intersect1d(one, other, assume_unique=True)
    return found


def _documents_of(db: sqlite3.Connection, keys: Keys) -> int:
    firsts = keys_from(rows(db, "SELECT first_key FROM documents WHERE last_key >= first_key"))
    return len(np.unique(np.searchsorted(np.sort(firsts), keys, "right")))


def _count(db: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> int:
    return int(rows(db, sql, values)[0][0])
