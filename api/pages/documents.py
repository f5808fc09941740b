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
def document_page(
    request: Request, document_id: str, eid: str = "", part: int = 0, whole: bool = False
) -> Response:
    """One document; `eid` names the clause to show. A long one is told in parts, on the one that
    holds the clause or the `part` asked for (from 1), unless the `whole` of it is."""
    store = library_of(request).store()
    document = store.document(document_id)
    parts = reading.parts(document)
    at = 0 if whole else place_of(document, eid, parts) or min(max(part, 1), len(parts))
    here = range(sum(map(len, parts))) if whole else parts[at - 1]
    shown = reading.nodes(document, here)
    told = [shown[place] for place in here]
    chosen = next((node for node in told if node.eid == eid), None)
    record = store.record(document.id)
    return page(
        request,
        "document.html",
        document=document,
        record=record,
        nodes=told,
        addresses=[n for p, n in enumerate(shown) if n.head and (n.depth == 0 or p in here)],
        contents=reading.contents(shown),
        parts=[part_name(shown, each) for each in parts],
        at=at,
        front=reading.front(document) if not here or here[0] == 0 else "",
        chosen=chosen,
        lost=bool(eid) and chosen is None,
        picture=picture(document, chosen, told[0] if at > 1 else None),
        facts=facts_at(store, document.id, eid) if chosen else [],
        cited=cited(request, store.facts("references", Filters(doc=(document.id,)))),
        citing=citing(request, record),
        tags=tags(record),
        reference=references(document),
        access=access(request),
    )


def place_of(document: Document, eid: str, parts: list[range]) -> int:
    """The number (from 1) of the part that holds a clause; 0 where there is no such clause."""
    eids = [provision.eid for provision in document.provisions()]
    place = eids.index(eid) if eid in eids else -1
    return next((at for at, part in enumerate(parts, 1) if place in part), 0)


def part_name(shown: list[reading.Node], part: range) -> str:
    """The first heading of a part."""
    return next((shown[at].head for at in part if shown[at].head), "")


@router.get("/documents/{document_id}/clauses/{eid}")
def clause(request: Request, document_id: str, eid: str) -> Response:
    """One clause alone, as a piece of a page."""
    store = library_of(request).store()
    store.provision(document_id, eid)  # raises NotFound
    document = store.document(document_id)
    below = [p.eid == eid or p.eid.startswith(f"{eid}__") for p in document.provisions()]
    within = range(below.index(True), below.index(True) + sum(below))
    found = reading.nodes(document, within)[within.start : within.stop]
    html = TEMPLATES.get_template("clause.html").render(nodes=found, document=document)
    return HTMLResponse(html, headers=HEADERS)


def facts_at(store: Store, document_id: str, eid: str) -> list[JSON]:
    """Every fact that stands at a clause."""
    return [row for kind in reading.KINDS for row in store.facts_at(kind, [(document_id, eid)])]


def picture(
    document: Document, chosen: reading.Node | None, first: reading.Node | None = None
) -> JSON | None:
    """The page picture to show: the page of the chosen clause, else of the first one, else the
    first page; None without pages."""
    if document.format != "pdf" or not document.pages:
        return None
    node = chosen or first
    number = (node.page if node else None) or 1
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
