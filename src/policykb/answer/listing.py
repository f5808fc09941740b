"""The complete list of one kind, for the command line and the API alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policykb.answer.contradictions import contradictions
from policykb.errors import BadRequest
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.store import Store

KINDS = (
    "documents", "provisions", "measures", "targets", "practices", "indicators", "rankings",
    "problems", "references", "contradictions",
)  # fmt: skip


def listed(store: Store, kind: str, filters: Filters) -> list[JSON]:
    """All records of a kind that the filters leave. Raises BadRequest for an unknown kind."""
    if kind not in KINDS:
        raise BadRequest(f"没有“{kind}”这类清单，可用：{'、'.join(KINDS)}", code="unknown_kind")
    if kind == "documents":
        return store.documents(filters)
    if kind == "contradictions":
        return contradictions(store.facts("indicators", filters))
    return DERIVED.get(kind, list)(store.facts(kind, filters))


# ------------------------------------------------------------------ rankings of several editions


def compared(rankings: Sequence[JSON]) -> list[JSON]:
    """Rankings with `complete` and `not_comparable`.

    `complete` is False for a top N, None where the number ranked is not told; `not_comparable` are
    the editions that rank by the same dimension and tier, but among other cities.
    """
    same: dict[tuple[str, str], list[JSON]] = defaultdict(list)
    for record in rankings:
        same[record["dimension"], record["tier"]].append(record)
    return [
        record
        | {
            "complete": _complete(record),
            "not_comparable": _apart(record, same[record["dimension"], record["tier"]]),
        }
        for record in rankings
    ]


def _complete(record: JSON) -> bool | None:
    count = re.search(r"\d+", record["universe"])
    return len(record["cities"]) >= int(count[0]) if count else None


def _apart(record: JSON, others: Sequence[JSON]) -> list[str]:
    """Editions (or titles, where a document names none) whose universe is another.

    Documents of another kind are no editions: a plan may quote a rank.
    """
    apart = (
        other["edition"] or other["document"]["title"]
        for other in others
        if other["document"]["id"] != record["document"]["id"]
        and other["document"]["doc_type"] == record["document"]["doc_type"]
        and other["universe"] != record["universe"]
    )
    return sorted(set(apart))


DERIVED: dict[str, Callable[[list[JSON]], list[JSON]]] = {"rankings": compared}
