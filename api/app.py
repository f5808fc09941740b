"""create_app(): the FastAPI application over one data directory."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from api import (
    citing,
    docs,
    documents,
    facts,
    health,
    intake,
    manners,
    matching,
    openapi,
    originals,
    pages,
    problems,
    searching,
    subscribing,
    tracing,
)
from api.library import Library
from api.parameters import OnlyKnown

DESCRIPTION = "中国政策文件知识库：查措施、找支持、追目标；每条结果附原文、页码与出处。"
ROUTERS = (
    searching.router,
    matching.router,
    documents.router,
    originals.router,
    facts.router,
    tracing.router,
    citing.router,
    intake.router,
    subscribing.router,
)
PREFIX = "/api/v1"


def create_app(data: Path | None = None) -> FastAPI:
    """The application; `data` defaults to POLICYKB_DATA, else index/."""
    app = FastAPI(
        title="policykb",
        version=metadata.version("policykb"),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
    )
    app.state.library = Library(data or Path(os.environ.get("POLICYKB_DATA", "index")))
    app.state.counters = manners.Counters()
    app.add_middleware(GZipMiddleware, minimum_size=2048, compresslevel=5)
    app.add_middleware(manners.Freshness, library=app.state.library)
    app.add_middleware(manners.Counting, counters=app.state.counters)
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX, dependencies=[OnlyKnown])
    app.include_router(health.router, dependencies=[OnlyKnown])
    app.include_router(manners.router)
    app.include_router(docs.router)
    openapi.install(app)
    pages.install(app)
    return app
