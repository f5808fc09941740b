"""How does a document that a question names stand to others? 被哪些文件引用, 有没有解读.

The references of all documents tell it, each with the clause that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from policykb.answer.catalogue import shown_document
from policykb.gazetteer import bodies_called, find_regions
from policykb.labels import quoted
from policykb.store.citations import plain_title
from policykb.types import JSON, Filters, Query
from policykb.understand.particulars import relations, without_relations

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.store import Store

# Relation → the effects of the references that tell it, and what it is called.
Told = tuple[tuple[str, ...], str]
_OUTWARD: Mapping[str, Told] = {
    "cites": (("cites",), "引用"),
    "repeals": (("repeals",), "废止"),
    "amends": (("amends",), "修改"),
}
_INWARD: Mapping[str, Told] = {
    "cited_by": (("cites", "repeals", "amends", "extends"), "引用处"),
    "repealed_by": (("repeals",), "废止处"),
    "amended_by": (("amends",), "修改处"),
}
_NATION = "中华人民共和国"


def related_of(query: Query, searcher: Searcher) -> JSON:
    """`documents`, each with `told`: the places or titles (`value`) and words (`quote`) by which it
    stands to the one that the question names; `catalogue` with what it `asks` for. Empty where it
    asks something else, or of a document that none here is or cites."""
    asked = relations(query.text)
    name = without_relations(query.text) if asked else ""
    if not name:
        return {}
    store = searcher.store
    ids = searcher.called(name) or (_of(name, store) if set(asked) <= set(_OUTWARD) else ())
    references = store.facts("reference", Filters(as_of=query.filters.as_of))
    titles = {plain_title(name), _NATION + plain_title(name)}
    inward = [r for r in references if r["resolved"] in ids or plain_title(r["title"]) in titles]
    if not (ids or inward):
        return {}
    outward = [r for r in references if r["document"]["id"] in ids]
    found: dict[str, list[JSON]] = {}
    for relation in asked:
        entries = (
            _interpreted(ids, store)
            if relation == "interpreted_by"
            else _referring(relation, outward, inward)
        )
        for document, entry in entries:
            found.setdefault(document, []).append(entry)
    rows = [
        shown_document(store.record(each, query.filters.as_of)) | {"told": entries}
        for each, entries in found.items()
    ]
    return {"documents": rows, "catalogue": {"asks": list(asked), "total": len(rows)}}


def _of(name: str, store: Store) -> tuple[str, ...]:
    """Ids of the documents of a place or an issuer of that name."""
    places = [each for each in find_regions(name) if each.span.start == 0]
    if places and places[0].span.end == len(name):
        rows = store.documents(Filters(region=(places[0].entry.name,)))
    else:
        known = {each for ref in store.refs().values() for each in ref["issuers"]}
        issuers = bodies_called(name, known)
        rows = store.documents(Filters(issuer=issuers)) if issuers else []
    return tuple(row["id"] for row in rows)


def _referring(
    relation: str, outward: Sequence[JSON], inward: Sequence[JSON]
) -> Iterator[tuple[str, JSON]]:
    """Documents with what they refer to, or with where they refer to the one asked about."""
    if relation in _OUTWARD:
        (effects, name), references, value = _OUTWARD[relation], outward, _title
    else:
        (effects, name), references, value = _INWARD[relation], inward, _place
    for each in references:
        if each["effect"] in effects:
            quote = each["statement"] or each["quote"]
            yield each["document"]["id"], {"name": name, "value": value(each), "quote": quote}


def _interpreted(ids: Sequence[str], store: Store) -> Iterator[tuple[str, JSON]]:
    for each in ids:
        for other in store.relations(each)["interpreted_by"]:
            yield other["id"], {"name": "解读", "value": other["title"], "quote": ""}


def _title(reference: JSON) -> str:
    number = f"（{reference['doc_number']}）" if reference["doc_number"] else ""
    return quoted(reference["title"]) + number if reference["title"] else reference["doc_number"]


def _place(reference: JSON) -> str:
    return str(reference["citation"])
