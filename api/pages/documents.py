"""GET /documents/{id}: outline beside text, facts in the margin, the page with the clause boxed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.library import library_of
from api.pages import reading
from api.pages.access import access
from api.pages.shell import HEADERS, TEMPLATES, PageRoute, documents_of, facts_of_all, page
from policykb.answer.bibliography import references
from policykb.store import Store
from policykb.types import JSON, Document, Filters

router = APIRouter(include_in_schema=False, route_class=PageRoute)
# <meta> names that Zotero and scholarly search engines read
CITED_AS = {
    "citation_title": "title",
    "citation_technical_report_number": "doc_number",
    "citation_publication_date": "written_on",
}


@router.get("/documents")
def documents() -> Response:
    """The list of documents is the library page."""
    return RedirectResponse("/library", status_code=308, headers=HEADERS)


@router.get("/documents/{document_id}")
def document_page(request: Request, document_id: str, eid: str = "") -> Response:
    """One document; `eid` names the clause to show."""
    store = library_of(request).store()
    document = store.document(document_id)
    shown = reading.nodes(document)
    chosen = next((node for node in shown if node.eid == eid), None)
    record = store.record(document.id)
    return page(
        request,
        "document.html",
        document=document,
        record=record,
        nodes=shown,
        contents=reading.contents(shown),
        front=reading.front(document),
        chosen=chosen,
        lost=bool(eid) and chosen is None,
        picture=picture(document, chosen),
        facts=facts_at(store, document.id, eid) if chosen else [],
        cited=cited(request, store.facts("references", Filters(doc=(document.id,)))),
        citing=citing(request, record),
        tags=tags(record),
        reference=references(document),
        access=access(request),
    )


@router.get("/documents/{document_id}/clauses/{eid}")
def clause(request: Request, document_id: str, eid: str) -> Response:
    """One clause alone, as a piece of a page."""
    store = library_of(request).store()
    store.provision(document_id, eid)  # raises NotFound
    document = store.document(document_id)
    below = f"{eid}__"
    found = [n for n in reading.nodes(document) if n.eid == eid or n.eid.startswith(below)]
    html = TEMPLATES.get_template("clause.html").render(nodes=found, document=document)
    return HTMLResponse(html, headers=HEADERS)


def facts_at(store: Store, document_id: str, eid: str) -> list[JSON]:
    """Every fact that stands at a clause."""
    return [row for kind in reading.KINDS for row in store.facts_at(kind, [(document_id, eid)])]


def picture(document: Document, chosen: reading.Node | None) -> JSON | None:
    """The page picture to show: the chosen clause's page, else the first; None without pages."""
    if document.format != "pdf" or not document.pages:
        return None
    number = (chosen.page if chosen else None) or 1
    query = f"?eid={chosen.eid}" if chosen else ""
    source = f"/api/v1/documents/{document.id}/pages/{number}.png{query}"
    return {"number": number, "source": source}


def cited(request: Request, references: list[JSON]) -> list[JSON]:
    """The documents that are cited, each once, with the id of those that are held here."""
    records = documents_of(request)
    found: dict[tuple[str, str], JSON] = {}
    for row in references:
        held = next((record["id"] for record in records if names(row, record)), None)
        found.setdefault((row["title"], row["doc_number"]), row | {"resolved": held})
    return list(found.values())


def citing(request: Request, record: JSON) -> list[JSON]:
    """References of other documents to this one."""
    return [
        row
        for row in facts_of_all(request, "references")
        if row["document"]["id"] != record["id"] and names(row, record)
    ]


def names(reference: JSON, record: JSON) -> bool:
    """Whether a reference is to this document."""
    if reference["resolved"]:
        return bool(reference["resolved"] == record["id"])
    number, title = reference["doc_number"], reference["title"]
    return bool(number and number == record["doc_number"]) or bool(
        title and title.strip("《》") == record["title"].strip("《》")
    )


def tags(record: JSON) -> list[tuple[str, str]]:
    """The citation_* tags of a document."""
    found = [(tag, record[name]) for tag, name in CITED_AS.items() if record[name]]
    found += [("citation_author", issuer) for issuer in record["issuers"]]
    return [*found, ("citation_language", "zh-CN")]
