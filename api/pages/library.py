"""GET and POST /library: what is held, what could not be read; adding and removing files."""

from __future__ import annotations

import hashlib
import queue
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from fastapi import APIRouter, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse, StreamingResponse

from api.guard import check_writing, may_write
from api.library import library_of
from api.pages.shell import HEADERS, TEMPLATES, PageRoute, documents_of, page
from policykb.errors import BadRequest, PolicyKBError
from policykb.pipeline import forget, ingest, remove
from policykb.settings import Settings
from policykb.types import JSON, Report

router = APIRouter(include_in_schema=False, route_class=PageRoute)
MOST_FILES = 200
NAME_BYTES = 200
_UNFIT = re.compile(r"[/\\\x00-\x1f\x7f]")
_writing = threading.Lock()
Tell = Callable[[Path, int, int], None]


@router.get("/library")
def library_page(request: Request) -> Response:
    """All documents, the damaged ones first, and the form to add more."""
    return shown(request)


@router.post("/library")
def add(request: Request, files: list[UploadFile]) -> Response:
    """Takes files in and tells what became of each."""
    check_writing(request)
    report = take_in(request, files)
    return shown(request, report=report, outcomes=outcomes(report))


@router.post("/library/stream")
def add_and_tell(request: Request, files: list[UploadFile]) -> Response:
    """The same, with an event (text/event-stream) for each file and one at the end."""
    check_writing(request)
    kept = keep(request, files)
    return StreamingResponse(
        events(request, kept), media_type="text/event-stream", headers=HEADERS
    )


@router.get("/library/remove")
def ask_to_remove(request: Request, id: str) -> Response:
    """Asks whether a document is really to go."""
    return page(request, "remove.html", record=library_of(request).store().record(id))


@router.post("/library/remove")
def take_out(request: Request, id: str = Form()) -> Response:
    """Deletes a document."""
    check_writing(request)
    with _writing:
        remove([id], library_of(request).data)
    return RedirectResponse("/library", status_code=303, headers=HEADERS)


@router.post("/library/forget")
def take_off(request: Request, path: str = Form()) -> Response:
    """Takes a file that could not be read off the list."""
    check_writing(request)
    with _writing:
        forget(path, library_of(request).data)
    return RedirectResponse("/library", status_code=303, headers=HEADERS)


def shown(request: Request, **more: object) -> Response:
    """The library page."""
    return page(
        request,
        "library.html",
        documents=documents_of(request),
        damaged=[
            row | {"name": Path(row["path"]).name}
            for row in library_of(request).store().damaged()
        ],
        writable=may_write(request),
        **more,
    )


# ------------------------------------------------------------------ taking in


def take_in(request: Request, files: list[UploadFile], tell: Tell | None = None) -> Report:
    """Stores the files that were sent."""
    return store(request, keep(request, files), tell)


def keep(request: Request, files: list[UploadFile]) -> list[Path]:
    """Writes what was sent to files of their own names. Raises BadRequest for too much."""
    named = [file for file in files if file.filename]
    if not named:
        raise BadRequest("没有选文件：请先选一个或几个文件", code="no_file")
    if len(named) > MOST_FILES:
        raise BadRequest(f"一次最多 {MOST_FILES} 个文件", code="too_many_files")
    most = Settings().max_file_bytes
    kept = []
    for file in named:
        if (file.size or 0) > most:
            raise BadRequest(f"{file.filename}：文件超过 {most >> 20} MB", code="too_large")
        kept.append(written(library_of(request).data / "uploads", file))
    return kept


def written(folder: Path, file: UploadFile) -> Path:
    """One file, in a folder named by its content: sent twice, it is the same source."""
    content = file.file.read()
    place = folder / hashlib.sha256(content).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    path = place / safe_name(file.filename or "")
    path.write_bytes(content)
    return path


def safe_name(name: str) -> str:
    """A file name that stays in its folder, as it was sent as far as that goes.

    >>> safe_name("../a/通知.pdf"), safe_name("C:\\\\x\\\\b.docx"), safe_name("")
    ('通知.pdf', 'b.docx', '未命名')
    """
    last = _UNFIT.sub("", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, dot, ending = last.rpartition(".")
    while len(last.encode()) > NAME_BYTES and len(stem) > 1:
        stem = stem[:-1]
        last = f"{stem}{dot}{ending}"
    return last if len(last.encode()) <= NAME_BYTES and last else "未命名"


def store(request: Request, paths: list[Path], tell: Tell | None = None) -> Report:
    """Takes the kept files into the store, and lets go of them."""
    library = library_of(request)
    with _writing:
        try:
            return ingest(
                paths, library.data, embedder=library.searcher().embedder, progress=tell
            )
        finally:
            for path in paths:
                shutil.rmtree(path.parent, ignore_errors=True)


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


def events(request: Request, paths: list[Path]) -> Iterator[bytes]:
    """Server-sent events: `file` before each file, `done` with the outcome as HTML, or `error`."""
    told: queue.Queue[JSON | None] = queue.Queue()

    def tell(path: Path, at: int, total: int) -> None:
        told.put({"event": "file", "name": path.name, "at": at, "total": total})

    def work() -> None:
        try:
            report = store(request, paths, tell)
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
