"""GET /documents · /documents/{id} · /documents/{id}/provisions/{eid}."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.facts import FormatQuery, ManyQuery, WordsQuery, listing
from api.library import library_of, reply
from api.parameters import CursorQuery, DateQuery, FiltersQuery
from policykb.answer.listing import listed
from policykb.types import JSON

router = APIRouter(tags=["文件"])


@router.get("/documents", summary="全部文件")
def documents(
    request: Request,
    filters: FiltersQuery,
    q: WordsQuery = "",
    limit: ManyQuery = 1000,
    cursor: CursorQuery = None,
    format: FormatQuery = "json",
) -> Response:
    """库中全部文件的题名、文号、机关、日期、有效性；不含全文。

    q 只留题名、文号、机关里有这些词的；要查正文用 /search。
    """
    store = library_of(request).store()
    rows = [without_text(row) for row in listed(store, "documents", filters, q)]
    return listing("documents", rows, store, filters, limit, cursor, format, q)


@router.get("/documents/{document_id}", summary="一份文件")
def document(request: Request, document_id: str, as_of: DateQuery = None) -> Response:
    """一份文件的元数据、全文与纲目。编号可用文件编号、文号或标题。"""
    store = library_of(request).store()
    record = store.record(document_id, as_of)
    related = store.relations(record["id"], as_of)
    return reply(record | {"provisions": store.provisions(record["id"]), "relations": related})


@router.get("/documents/{document_id}/provisions/{eid}", summary="一条")
def provision(request: Request, document_id: str, eid: str) -> Response:
    """一条的原文、上级标题、页码与出处。"""
    return reply(library_of(request).store().provision(document_id, eid))


def without_text(row: JSON) -> JSON:
    """A document record for a list."""
    return {name: value for name, value in row.items() if name != "text"}
