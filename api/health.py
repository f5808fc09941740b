"""GET /health/live · /health/ready · /api/v1/version."""

from __future__ import annotations

from importlib import metadata

from fastapi import APIRouter, Request, Response

from api.library import library_of, reply

router = APIRouter(tags=["运行"])


@router.get("/health/live", summary="进程在运行")
def live() -> Response:
    """只要进程在就是 200。"""
    return reply({"status": "live"})


@router.get("/health/ready", summary="可以回答")
def ready(request: Request) -> Response:
    """数据目录能打开、模型能装入时为 200，否则 503 并说明原因。"""
    searcher = library_of(request).searcher()
    store = searcher.store
    return reply(
        {
            "status": "ready",
            "generation": store.generation.number,
            "passages": store.generation.count,
            "model": searcher.embedder.name,
        }
    )


@router.get("/api/v1/version", summary="版本")
def version(request: Request) -> Response:
    """程序版本、索引代次与所用模型。"""
    searcher = library_of(request).searcher()
    return reply(
        {
            "version": metadata.version("policykb"),
            "generation": searcher.store.generation.number,
            "model": searcher.embedder.name,
        }
    )
