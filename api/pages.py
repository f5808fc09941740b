"""GET /: one box to ask, and what the library answers. Works without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from api.library import library_of
from policykb.answer.ask import ORDER, ask
from policykb.errors import PolicyKBError

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
)
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
PERSONAS = {"official": "查措施", "firm": "找支持", "analyst": "追目标"}
KIND_NAMES = {"measures": "措施", "targets": "目标", "practices": "城市做法", "indicators": "数据"}


@router.get("/")
def home(
    request: Request,
    q: Annotated[str, Query(max_length=2000)] = "",
    persona: str = "official",
) -> Response:
    """The page: a question, three readers, answers with their citations."""
    persona = persona if persona in ORDER else "official"
    shown: dict[str, object] = {"q": q, "persona": persona, "personas": PERSONAS}
    try:
        searcher = library_of(request).searcher()
        shown["documents"] = searcher.store.documents()
        if q.strip():
            kinds = [kind for kind in ORDER[persona] if kind in KIND_NAMES]
            shown |= {"answer": ask(q, searcher, limit=8), "kinds": kinds, "names": KIND_NAMES}
    except PolicyKBError as error:
        shown["error"] = str(error)
    page = TEMPLATES.get_template("home.html").render(shown)
    return HTMLResponse(
        page, status_code=503 if "error" in shown else 200, headers=SECURITY_HEADERS
    )


@router.get("/static/{name}")
def static(name: str) -> Response:
    """The stylesheet."""
    path = HERE / "static" / Path(name).name
    if not path.is_file():
        return HTMLResponse("没有这个文件", status_code=404, headers=SECURITY_HEADERS)
    return FileResponse(path, headers=SECURITY_HEADERS | {"Cache-Control": "max-age=3600"})
