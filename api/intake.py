"""POST /documents · DELETE /documents/{id} · GET /tasks/{id}: taking files in, over HTTP."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.library import library_of, reply
from api.problems import problem
from api.security import Writing
from api.uploads import MOST_AT_ONCE, MOST_FILES, keep, take_in
from policykb.errors import BadRequest
from policykb.pipeline import remove
from policykb.settings import Settings
from policykb.store import tasks
from policykb.types import JSON, Report

router = APIRouter(tags=["收入文件"])
FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "string", "format": "binary"},
                        "description": "一个或几个文件：PDF、DOCX、HTML、Markdown、TXT",
                    }
                },
            }
        }
    },
}
WaitQuery = Annotated[
    float, Query(ge=0, le=60, description="最多等几秒；到时还没做完就先答 202 与任务编号")
]


@router.post(
    "/documents",
    summary="收入文件",
    dependencies=[Writing],
    openapi_extra={"requestBody": FORM},
)
async def add(request: Request, wait: WaitQuery = 30) -> Response:
    """逐个说明每份文件的结果：新增、未变、更新或失败及原因；一份坏文件不影响其余。

    时间长的先答 202，结果用 GET /tasks/{id} 取。
    """
    check_length(request)
    # The key was asked for before a byte of the body is read
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        library = library_of(request)
        kept = await run_in_threadpool(keep, library.data, files)

    def work() -> JSON:
        return report_record(take_in(library, kept))

    task = await run_in_threadpool(start, library.data, "ingest", work, wait)
    answer = answer_of(task)
    answer.headers["Location"] = f"/api/v1/tasks/{task['task']}"
    return answer


@router.delete("/documents/{document_id}", summary="删除文件", dependencies=[Writing])
def delete(request: Request, document_id: str) -> Response:
    """从库中删除一份文件；编号可用文件编号、文号或标题。"""
    library = library_of(request)
    return reply({"removed": remove([document_id], library.data)})


@router.get("/tasks/{task_id}", summary="任务")
def task(request: Request, task_id: str) -> Response:
    """任务的状态 running、done、failed 或 interrupted，做完的附结果。"""
    return reply(tasks.task(library_of(request).data, task_id))


def answer_of(task: JSON) -> Response:
    """200 with the report, 202 while the work goes on, or the problem that ended it."""
    error = task["error"]
    if error is None:
        return reply(task, status=202 if task["state"] == "running" else 200)
    status = 500 if error["code"] == "internal_error" else 503
    return problem(status, error["code"], error["message"], task=task["task"])


def check_length(request: Request) -> None:
    """Refuses a body of unknown or too great length, before any of it is kept on disk."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411)
    if int(length) > MOST_AT_ONCE * Settings().max_file_bytes:
        raise HTTPException(413)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadRequest("请用 multipart/form-data 上传，字段名 files", code="bad_body")


def start(data: Path, kind: str, work: Callable[[], JSON], wait: float) -> JSON:
    """The record of a task that was begun, as it stands after `wait` seconds at most."""
    id_ = tasks.begin(data, kind)

    def run() -> None:
        with tasks.ending(data, id_) as end:
            end(work())

    thread = threading.Thread(target=run, daemon=True, name=f"task {id_}")
    thread.start()
    thread.join(wait)
    return tasks.task(data, id_)


def report_record(report: Report) -> JSON:
    """What became of each file, by its own name, not by where it lay for the while."""
    states = Counter(outcome.state for outcome in report.outcomes)
    files = [
        {
            "file": Path(outcome.path).name,
            "state": outcome.state,
            "document_id": outcome.document_id,
            "title": outcome.title,
            "code": outcome.code,
            "message": outcome.message,
            "warnings": list(outcome.warnings),
        }
        for outcome in report.outcomes
    ]
    counts = {name: states[name] for name in ("added", "unchanged", "replaced", "failed")}
    return counts | {
        "generation": report.generation,
        "seconds": round(report.seconds, 3),
        "files": files,
    }
