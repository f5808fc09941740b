"""GET and POST /library: what is held, what could not be read; adding and removing files."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, StreamingResponse
from starlette.datastructures import UploadFile

from api.library import library_of
from api.pages.access import access
from api.pages.lists import PageQuery, part
from api.pages.shell import HEADERS, TEMPLATES, PageRoute, documents_of, page
from api.security import writing
from api.uploads import MOST_AT_ONCE, MOST_FILES, Kept, keep, take_in
from policykb.answer.watch import look
from policykb.errors import BadRequest, PolicyKBError
from policykb.pipeline import forget, remove, reread
from policykb.settings import Settings
from policykb.types import JSON, Report

router = APIRouter(include_in_schema=False, route_class=PageRoute)
LONGEST = 200  # characters of what is looked for in the list
NAMED_BY = ("title", "doc_number", "source")
_writing = threading.Lock()


@router.get("/library")
def library_page(request: Request, find: str = "", at: PageQuery = 1) -> Response:
    """All documents, the damaged ones first, and the form to add more."""
    return shown(request, find=find.strip()[:LONGEST], at=at)


@router.post("/library")
async def add(request: Request) -> Response:
    """Takes files in and tells what became of each."""
    kept = await received(request)
    report = await run_in_threadpool(take_in, library_of(request), kept)
    return await run_in_threadpool(shown, request, report=report, outcomes=outcomes(report))


@router.post("/library/stream")
async def add_and_tell(request: Request) -> Response:
    """The same, with an event (text/event-stream) for each file and one at the end."""
    kept = await received(request)
    return StreamingResponse(events(request, kept), media_type="text/event-stream", headers=HEADERS)


@router.get("/library/remove")
def ask_to_remove(request: Request, id: str) -> Response:
    """Asks whether a document is really to go."""
    record = library_of(request).store().record(id)
    return page(request, "remove.html", record=record, access=access(request))


@router.post("/library/remove")
def take_out(request: Request, id: str = Form(), key: str = Form("")) -> Response:
    """Deletes a document."""
    writing(request, None, key or None)
    with _writing:
        remove([id], library_of(request).data)
    return RedirectResponse("/library", status_code=303, headers=HEADERS)


@router.get("/library/reread")
def ask_to_reread(request: Request, id: str) -> Response:
    """Asks whether a document is to be read anew."""
    record = library_of(request).store().record(id)
    return page(request, "reread.html", record=record, access=access(request))


@router.post("/library/reread")
def read_again(request: Request, id: str = Form(), key: str = Form("")) -> Response:
    """Reads the kept original of a document anew."""
    writing(request, None, key or None)
    library = library_of(request)
    with _writing:
        report = reread(id, library.data, embedder=library.searcher().embedder)
    look(library.searcher())
    return shown(request, report=report, outcomes=outcomes(report))


@router.post("/library/forget")
def take_off(request: Request, path: str = Form(), key: str = Form("")) -> Response:
    """Takes a file that could not be read off the list."""
    writing(request, None, key or None)
    with _writing:
        forget(path, library_of(request).data)
    return RedirectResponse("/library", status_code=303, headers=HEADERS)


def shown(request: Request, find: str = "", at: int = 1, **more: Any) -> Response:
    """The library page; `find` limits the list to titles, numbers and file names that hold it."""
    damaged = library_of(request).store().damaged()
    documents = documents_of(request)
    held = [row for row in documents if not find or any(find in row[n] for n in NAMED_BY)]
    return page(
        request,
        "library.html",
        total=len(documents),
        part=part(held, at),
        find=find,
        damaged=[row | {"name": Path(row["path"]).name} for row in damaged],
        access=access(request),
        **more,
    )


# ------------------------------------------------------------------ taking in


async def received(request: Request) -> list[Kept]:
    """The files of an upload, kept. Raises what tells that the request may not write."""
    most = MOST_AT_ONCE * Settings().max_file_bytes
    if int(request.headers.get("content-length") or 0) > most:
        raise BadRequest(f"一次最多上传 {most >> 20} MB", code="too_large")
    if access(request) != "key":  # a key comes in the body; all else is settled before it is read
        await run_in_threadpool(writing, request, None, None)
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        key = form.get("key")
        if access(request) == "key":
            await run_in_threadpool(writing, request, None, key if isinstance(key, str) else "")
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        return await run_in_threadpool(keep, library_of(request).data, files)


def outcomes(report: Report) -> list[JSON]:
    """What became of each file, failures first."""
    rows = [
        {
            "name": Path(each.path).name,
            "state": each.state,
            "id": each.document_id,
            "title": each.title,
            "message": each.message,
            "warnings": len(each.warnings),
        }
        for each in report.outcomes
    ]
    return sorted(rows, key=lambda row: row["state"] != "failed")


# ------------------------------------------------------------------ telling


def events(request: Request, kept: list[Kept]) -> Iterator[bytes]:
    """Server-sent events: `file` before each file, `done` with the outcome as HTML, or `error`."""
    told: queue.Queue[JSON | None] = queue.Queue()

    def tell(path: Path, at: int, total: int) -> None:
        told.put({"event": "file", "name": path.name, "at": at, "total": total})

    def work() -> None:
        try:
            report = take_in(library_of(request), kept, tell)
            html = TEMPLATES.get_template("outcomes.html").render(
                outcomes=outcomes(report), report=report
            )
            told.put({"event": "done", "html": html})
        except PolicyKBError as error:
            told.put({"event": "error", "message": str(error)})
        except Exception:
            told.put({"event": "error", "message": "程序出错，文件没有收入"})
            raise
        finally:
            told.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (event := told.get()) is not None:
        name = str(event.pop("event"))
        yield b"event: " + name.encode() + b"\ndata: " + orjson.dumps(event) + b"\n\n"
