"""The complete list of one kind, for the command line and the API alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policykb.answer.contradictions import contradictions
from policykb.answer.departments import role_of, told
from policykb.errors import BadRequest
from policykb.gazetteer.called import called
from policykb.types import JSON, Filters
from policykb.understand.script import simplified

if TYPE_CHECKING:
    from policykb.store import Store

KINDS = (
    "documents", "provisions", "measures", "targets", "practices", "indicators", "rankings",
    "problems", "references", "contradictions",
)  # fmt: skip
# What of a record is its own text, in the order of the contract: not the headings above it, nor
# the title of the document that it stands in. Of a document, what it is called by.
TEXTS = (
    "number", "heading", "text", "responsibility", "indicator", "subject", "theme", "programmes",
    "city", "province", "dimension", "tier", "edition", "cities", "title", "doc_number", "quote",
    "statements",
)  # fmt: skip
NAMES = ("title", "doc_number", "issuers")
# Brackets and quotation marks are printed in one way and typed in another: 〔2021〕, [2021].
_MARKS = str.maketrans("[]〔〕【】“”「」『』", "()()()" + '"' * 6)


def listed(store: Store, kind: str, filters: Filters, q: str = "") -> list[JSON]:
    """All records of a kind that the filters leave and that hold the words of `q`.

    Raises BadRequest for an unknown kind.
    """
    if kind not in KINDS:
        raise BadRequest(f"没有“{kind}”这类清单，可用：{'、'.join(KINDS)}", code="unknown_kind")
    asked = [q] if filters.exact else q.split()
    words = [word for word in map(_plain, asked) if word]
    rows = _every(store, kind, filters)
    fields = NAMES if kind == "documents" else TEXTS
    return [row for row in rows if holds(row, words, fields)] if words else rows


def holds(record: JSON, words: Sequence[str], fields: Sequence[str] = TEXTS) -> bool:
    """Whether each of the words (plain already) stands in a record's own text as it is."""
    text = _plain("\n".join(_texts(record, fields)))
    return all(word in text for word in words)


def _texts(record: JSON, fields: Sequence[str]) -> Iterator[str]:
    for value in (record.get(name) for name in fields):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _texts(each, fields)
            elif each:
                yield str(each)


def _plain(text: str) -> str:
    """A text without what is layout or a way of typing: width, script, case, blanks in a line."""
    return re.sub(r"[^\S\n]+", "", simplified(text).translate(_MARKS).casefold())


def _every(store: Store, kind: str, filters: Filters) -> list[JSON]:
    if kind == "documents":
        return store.documents(filters)
    if kind == "contradictions":
        return contradictions(store.facts("indicators", filters))
    if kind == "measures" and filters.department:
        return of_departments(store, filters)
    return DERIVED.get(kind, list)(store.facts(kind, filters))


def of_departments(store: Store, filters: Filters) -> list[JSON]:
    """The measures that one of these bodies is signed for, by any of its names, and those of which
    a sentence charges it, with the sentences as `charges`; in the order of all."""
    every = store.facts("measures", replace(filters, department=()))
    found: dict[str, JSON] = {row["id"]: row for row in store.facts("measures", filters)}
    for name in filters.department:
        asked = called(name)
        for row in [*(each for each in every if role_of(each, asked)), *told(asked, every)]:
            found.setdefault(row["id"], row)
    return [found[row["id"]] for row in every if row["id"] in found]


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
