"""The pages: server-rendered, in Chinese, whole without JavaScript."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from api.pages import (
    asking,
    comparing,
    documents,
    home,
    library,
    lists,
    results,
    saved,
    support,
    tracing,
    wording,
)
from api.pages.shell import MESSAGES, Memory, failure
from api.problems import problem

MACHINES = ("/api/", "/health/", "/metrics")
ROUTERS = (
    home.router,
    asking.router,
    results.router,
    wording.router,
    documents.router,
    lists.router,
    support.router,
    tracing.router,
    saved.router,
    library.router,
    comparing.router,
)


def install(app: FastAPI) -> None:
    """Adds the pages to the application, and lets errors outside the API leave as pages."""
    app.state.memory = Memory()
    for router in ROUTERS:
        app.include_router(router)
    for_machines = app.exception_handlers[HTTPException]

    @app.exception_handler(HTTPException)
    def on_http_error(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith(MACHINES):
            return for_machines(request, error)  # type: ignore[return-value]
        message = MESSAGES.get(error.status_code, str(error.detail))
        code = "no_such_path" if error.status_code == 404 else "http_error"
        return failure(request, error.status_code, message, code)

    @app.exception_handler(Exception)
    def on_fault(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(MACHINES):
            return problem(500, "internal_error", "程序出错，未能完成")
        return failure(request, 500, MESSAGES[500], "internal_error")
