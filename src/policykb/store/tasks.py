"""Long work that a request began: what it is, whether it is done, and what came of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from policykb.errors import NotFound, PolicyKBError
from policykb.store.desk import desk, exists, now, select
from policykb.types import JSON

KEPT_DAYS = 30


def begin(data: Path, kind: str) -> str:
    """Notes that a task of this process has begun; returns its id."""
    id_ = secrets.token_hex(8)
    with desk(data) as db:
        db.execute(
            "DELETE FROM tasks WHERE created_at < datetime('now', ?)", (f"-{KEPT_DAYS} days",)
        )
        row = (id_, kind, "running", os.getpid(), now())
        db.execute("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, NULL, NULL)", row)
    return id_


@contextmanager
def ending(data: Path, id_: str) -> Iterator[Callable[[JSON], None]]:
    """Calls for the result of a task; an error becomes the task's, with its code and message."""
    state: str = "failed"
    result: JSON = {"code": "internal_error", "message": "程序出错，任务没有做完"}

    def end(found: JSON) -> None:
        nonlocal state, result
        state, result = "done", found

    try:
        yield end
    except PolicyKBError as error:
        result = {"code": error.code, "message": str(error)}
    finally:
        with desk(data) as db:
            sql = "UPDATE tasks SET state = ?, finished_at = ?, result = ? WHERE id = ?"
            db.execute(sql, (state, now(), orjson.dumps(result).decode(), id_))


def task(data: Path, id_: str) -> JSON:
    """task (its id), kind, state, created_at, finished_at and `report` or `error`.

    A task whose process has gone is `interrupted`. Raises NotFound with code no_such_task.
    """
    found = []
    if exists(data):
        with desk(data) as db:
            found = select(db, "SELECT * FROM tasks WHERE id = ?", (id_,))
    if not found:
        raise NotFound(f"没有“{id_}”这个任务", code="no_such_task")
    row = found[0]
    result = orjson.loads(row.pop("result") or "null")
    if row["state"] == "running" and not _lives(row["process"]):
        row["state"] = "interrupted"
    del row["process"]
    failed = row["state"] == "failed"
    return (
        {"task": row.pop("id")}
        | row
        | {"report": None if failed else result, "error": result if failed else None}
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
