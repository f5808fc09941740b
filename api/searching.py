"""GET /search · GET /answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.library import library_of, reply
from api.parameters import CursorQuery, FiltersQuery, LimitQuery
from policykb.answer.ask import ask
from policykb.answer.reply import search_reply
from policykb.answer.wording import word
from policykb.settings import Settings
from policykb.types import JSON

router = APIRouter(tags=["检索与回答"])
QuestionQuery = Annotated[
    str,
    Query(
        min_length=1, max_length=2000, description="问题或关键词", examples=["货款要不回来怎么办"]
    ),
]
Mode = Literal["fused", "lexical", "dense"]
Persona = Literal["official", "firm", "analyst"]


@router.get("/search", summary="检索条款")
async def search(
    request: Request,
    q: QuestionQuery,
    filters: FiltersQuery,
    limit: LimitQuery = 10,
    cursor: CursorQuery = None,
    mode: Mode = "fused",
) -> Response:
    """按相关程度排列的条款，附原文、页码、出处与入选理由。

    库中没有答案时 verdict 为 nothing_relevant。
    """

    def found() -> JSON:
        searcher = library_of(request).searcher()
        return search_reply(q, searcher, filters=filters, limit=limit, cursor=cursor, mode=mode)

    # Two milliseconds of work: handing it to a thread and waiting for the interpreter costs more.
    quick = library_of(request).quick and not filters.exact
    return reply(found() if quick else await run_in_threadpool(found))


@router.get("/answer", summary="回答问题")
def answer(
    request: Request,
    q: QuestionQuery,
    filters: FiltersQuery,
    limit: LimitQuery = 10,
    persona: Persona = "official",
    wording: Annotated[bool, Query(description="另由语言模型改写成几句话（须先设置）")] = False,
) -> Response:
    """适用的措施、目标、做法、数据与排名；库中没有答案时 verdict 为 no_answer。"""
    searcher = library_of(request).searcher()
    found = ask(q, searcher, filters=filters, limit=limit, persona=persona)
    found |= {"persona": persona}
    return reply(word(found, Settings().language_model()) if wording else found)
