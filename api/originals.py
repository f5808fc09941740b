"""GET /documents/{id}/source · /documents/{id}/pages/{n}.png: the file as it was taken in."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import OrderedDict
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Request, Response

from api.library import library_of
from policykb.errors import DamagedFile, NotFound
from policykb.labels import quoted
from policykb.types import Box, Document, Provision

router = APIRouter(tags=["文件"])
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
SECONDS = 20.0
KEPT = 64  # pictures
_pictures: OrderedDict[tuple[str, int, tuple[Box, ...]], bytes] = OrderedDict()
_lock = threading.Lock()


@router.get("/documents/{document_id}/source", summary="原件")
def source(request: Request, document_id: str) -> Response:
    """收入时的原文件，逐字节相同。"""
    store = library_of(request).store()
    record = store.record(document_id)
    # Never shown in place: an HTML original would run here with our own address
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(record['source'], safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    media = MEDIA.get(record["format"], "application/octet-stream")
    return Response(store.original(record["id"]), media_type=media, headers=headers)


@router.get("/documents/{document_id}/pages/{number}.png", summary="原页图片")
def page_picture(request: Request, document_id: str, number: int, eid: str = "") -> Response:
    """PDF 的一页；给出 eid 时框出这一条。没有页的格式答 404。"""
    store = library_of(request).store()
    document = store.document(document_id)
    if document.format != "pdf" or not 1 <= number <= document.pages:
        raise NotFound(
            f"{quoted(document.meta.title)}没有第 {number} 页的图片", code="no_such_page"
        )
    boxes = boxes_of(document, number, eid) if eid else ()
    key = (document.sha256, number, boxes)
    picture = _kept(key) or _draw(store.original(document.id), number, boxes)
    _keep(key, picture)
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(picture, media_type="image/png", headers=headers)


def boxes_of(document: Document, number: int, eid: str) -> tuple[Box, ...]:
    """Where a clause, with all that is under it, stands on a page. Raises NotFound."""
    clause = clause_of(document, eid)
    return tuple(
        place.box
        for place in document.places
        if place.page == number
        and place.box is not None
        and place.span.start < clause.span.end
        and clause.span.start < place.span.end
    )


def clause_of(document: Document, eid: str) -> Provision:
    """The clause of that address. Raises NotFound."""
    for provision in document.provisions():
        if provision.eid == eid:
            return provision
    raise NotFound(f"{quoted(document.meta.title)}中没有 {eid} 这一条", code="no_such_clause")


def _draw(original: bytes, number: int, boxes: tuple[Box, ...]) -> bytes:
    """The picture, drawn by a process of its own, so that a bad file cannot harm the server."""
    command = [sys.executable, "-m", "api.drawing", str(number), orjson.dumps(boxes).decode()]
    try:
        done = subprocess.run(command, input=original, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DamagedFile("这一页画得太久，已停止") from error
    if done.returncode or not done.stdout:
        raise DamagedFile("这一页画不出来，原件可能已损坏")
    return done.stdout


def _kept(key: tuple[str, int, tuple[Box, ...]]) -> bytes | None:
    with _lock:
        return _pictures.get(key)


def _keep(key: tuple[str, int, tuple[Box, ...]], picture: bytes) -> None:
    with _lock:
        _pictures[key] = picture
        _pictures.move_to_end(key)
        while len(_pictures) > KEPT:
            _pictures.popitem(last=False)
