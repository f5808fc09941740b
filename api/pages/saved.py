"""GET and POST /library/questions: saved questions, what is new for them, and their feeds.

Who knows the id of a question may read its feed, so the list is shown only to those who may write.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.library import library_of
from api.pages import labels
from api.pages.access import access
from api.pages.shell import HEADERS, PageRoute, page
from api.security import writing
from policykb.answer.watch import LONGEST, record, subscribe
from policykb.store import subscriptions as kept
from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
HOME = "/library/questions"
NEWS = 5  # new matches shown of a question; its feed has them all
NAME = 100  # characters of a name
# Filters that a saved question keeps, of those in an address
LIMITS = ("region", "department", "doc_type", "instrument", "level", "obligation", "issuer")
QuestionQuery = Annotated[str, Query(max_length=LONGEST)]
KeyForm = Annotated[str, Form(max_length=200)]


@router.get(HOME)
def questions(request: Request, q: QuestionQuery = "") -> Response:
    """The saved questions where no key is needed, and the form to save `q`."""
    limits = [(n, v) for n, v in request.query_params.multi_items() if n in LIMITS and v]
    return shown(request, access(request) == "open", q=q, limits=limits)


@router.post(HOME)
def add(
    request: Request,
    key: KeyForm = "",
    question: Annotated[str, Form(max_length=LONGEST)] = "",
    name: Annotated[str, Form(max_length=NAME)] = "",
    limit: Annotated[list[str] | None, Form(max_length=50)] = None,
) -> Response:
    """Saves a question; without one the list is shown to the holder of a key."""
    writing(request, None, key or None)
    if question.strip():
        searcher = library_of(request).searcher()
        subscribe(searcher, question.strip(), name=name.strip(), filters=filters_of(limit or []))
    if access(request) == "open":
        return RedirectResponse(HOME, status_code=303, headers=HEADERS)
    return shown(request, True, saved=bool(question.strip()))


@router.get(f"{HOME}/remove")
def ask_to_remove(request: Request, id: str) -> Response:
    """Asks whether a question is to be forgotten."""
    row = record(kept.one(library_of(request).data, id))
    return page(request, "unsave.html", row=row, access=access(request))


@router.post(f"{HOME}/remove")
def remove(request: Request, id: Annotated[str, Form()], key: KeyForm = "") -> Response:
    """Forgets a saved question and what was found for it."""
    writing(request, None, key or None)
    kept.drop(library_of(request).data, id)
    return RedirectResponse(HOME, status_code=303, headers=HEADERS)


def shown(request: Request, listed: bool, **more: Any) -> Response:
    """The page; `listed` tells whether this reader may see what is saved."""
    data = library_of(request).data
    rows = [told(request, row) for row in kept.every(data)] if listed else []
    form: JSON = {"q": "", "limits": [], "saved": False} | more
    return page(request, "questions.html", rows=rows, listed=listed, access=access(request), **form)


def told(request: Request, row: JSON) -> JSON:
    """A saved question with its limits in words and its latest news."""
    news = kept.matches(library_of(request).data, row["id"])
    limits = [
        f"{labels.FILTERS.get(name, name)}：{labels.value_name(name, value)}"
        for name, values in row["filters"].items()
        for value in values
    ]
    return record(row) | {"limits": limits, "news": news[:NEWS], "total": len(news)}


def filters_of(limits: list[str]) -> JSON:
    """The filters of a form's `name:value` texts; unknown names are left out."""
    found: dict[str, list[str]] = {}
    for name, _, value in (each.partition(":") for each in limits):
        if name in LIMITS and value:
            found.setdefault(name, []).append(value)
    return dict(found)
