"""GET /documents · /documents/{id} · /documents/{id}/provisions/{eid}."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.library import library_of, reply
from policykb.errors import NotFound
from policykb.types import JSON

router = APIRouter(tags=["文件"])


@router.get("/documents", summary="全部文件")
def documents(request: Request) -> Response:
    """库中全部文件的题名、文号、机关、日期、有效性；不含全文。"""
    rows = [without_text(row) for row in library_of(request).store().documents()]
    return reply({"items": rows, "total": len(rows), "next_cursor": None})


@router.get("/documents/{document_id}", summary="一份文件")
def document(request: Request, document_id: str) -> Response:
    """一份文件的元数据、全文与纲目。编号可用文件编号、文号或标题。"""
    store = library_of(request).store()
    found = store.document(document_id)
    record = next(row for row in store.documents() if row["id"] == found.id)
    return reply(record | {"provisions": store.provisions(found.id)})


@router.get("/documents/{document_id}/provisions/{eid}", summary="一条")
def provision(request: Request, document_id: str, eid: str) -> Response:
    """一条的原文、上级标题、页码与出处。"""
    store = library_of(request).store()
    found = store.document(document_id)
    for row in store.provisions(found.id):
        if row["eid"] == eid:
            return reply(row)
    raise NotFound(f"《{found.meta.title}》中没有 {eid} 这一条", code="no_such_clause")


def without_text(row: JSON) -> JSON:
    """A document record for a list."""
    return {name: value for name, value in row.items() if name != "text"}
