"""What the catalogue tells of a document that a question names: number, days, issuers, validity.

Only where nothing else is asked: 若干措施什么时候发的, 169号文还有效吗, 条例一共多少条.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policykb.answer.catalogue import shown_document
from policykb.search.lookup import IN_FORCE
from policykb.types import JSON, Hit, Query, dated_on, year_of_number
from policykb.types.labels import STATUS
from policykb.understand.particulars import particulars, without_particulars

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.store import Store

NAMES = {
    "doc_number": "文号",
    "issuers": "发文机关",
    "written_on": "成文日期",
    "published_on": "发布日期",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "status": "有效性",
    "clauses": "条款数",
}
# What goes with what is asked for: whoever asks when a text was issued wants either day.
_WITH = {
    "written_on": ("written_on", "published_on"),
    "expires_on": ("expires_on", "status"),
    "status": ("status", "effective_on", "expires_on"),
}
_UNITS = {
    "part": "编", "chapter": "章", "section": "节", "article": "条",
    "h1": "个一级标题", "h2": "个二级标题", "h3": "个三级标题",
}  # fmt: skip
UNTOLD = "文件没有写明"
_OF_FORCE = frozenset(("effective_on", "expires_on", "status"))
BESIDE = 2  # passages shown beside


def beside(hits: Sequence[Hit], listed: JSON) -> list[Hit]:
    """The passages that tell from when to when the documents named hold, where that is asked."""
    if _OF_FORCE.isdisjoint(listed["catalogue"].get("asks", ())):
        return []
    named = {row["id"] for row in listed["documents"]}
    telling = (hit for hit in hits if IN_FORCE.search(hit.passage.text))
    return [hit for hit in telling if hit.passage.document_id in named][:BESIDE]


def told_of(query: Query, searcher: Searcher) -> JSON:
    """`documents`, those that the question names, each with `told`, its particulars by name; and
    `catalogue`, with what it `asks` for. Empty where it asks something else, or of none here."""
    asked = particulars(query.text)
    ids = searcher.called(without_particulars(query.text)) if asked else ()
    if not ids:
        return {}
    store = searcher.store
    rows = [store.record(each, query.filters.as_of) for each in ids]
    shown = [shown_document(row) | {"told": told(row, asked, store)} for row in rows]
    return {"documents": shown, "catalogue": {"asks": list(asked), "total": len(shown)}}


def told(row: JSON, asked: Sequence[str], store: Store) -> list[JSON]:
    """The particulars of one document: `name`, `value`, and for its validity the `quote`. What
    goes with what is asked for is left out where it is not told."""
    fields = dict.fromkeys(each for field in asked for each in _WITH.get(field, (field,)))
    found = [(field, _value(row, field, store)) for field in fields]
    known = [(field, value) for field, value in found if value or field in asked]
    if any(field == "published_on" for field, _ in known):  # either day answers
        known = [(field, value) for field, value in known if value or field != "written_on"]
    return [
        {
            "name": NAMES[field],
            "value": value or UNTOLD,
            "quote": row["status_basis"] if field == "status" else "",
        }
        for field, value in known
    ]


def _value(row: JSON, field: str, store: Store) -> str:
    if field == "issuers":
        return "、".join(row["issuers"])
    if field == "status":
        return STATUS[row["status"]] if row["status"] != "unknown" else ""
    if field == "clauses":
        counts = Counter(each["level"] for each in store.provisions(row["id"]))
        return "，".join(
            f"{counts[level]}{unit}" for level, unit in _UNITS.items() if counts[level]
        )
    if field == "written_on" and not row[field]:
        year = year_of_number(row["doc_number"])
        return f"{year}年（据文号）" if year and dated_on(row) == year else ""
    return row[field] or ""
