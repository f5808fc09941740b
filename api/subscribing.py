"""POST /subscriptions · GET /subscriptions/{id}/feed · DELETE /subscriptions/{id}."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.library import library_of, reply
from api.parameters import DocType, Kind, Level, Obligation
from api.security import Writing
from policykb.answer.watch import LONGEST, atom, feed, subscribe
from policykb.store import subscriptions as kept

router = APIRouter(tags=["订阅"])
EXAMPLE = {"question": "拖欠小企业货款的新规定", "name": "账款", "filters": {"region": ["上海市"]}}
Many = Annotated[list[str], Field(max_length=50)]


class Limits(BaseModel):
    """Filters of a saved question, as searches take them."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[list[Kind], Field(max_length=50)] = []
    region: Many = []
    level: Annotated[list[Level], Field(max_length=50)] = []
    issuer: Many = []
    department: Many = []
    doc_type: Annotated[list[DocType], Field(max_length=50)] = []
    instrument: Many = []
    obligation: Annotated[list[Obligation], Field(max_length=50)] = []


class Question(BaseModel):
    """A question to be saved."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    question: Annotated[str, Field(min_length=1, max_length=LONGEST, description="要订阅的问题")]
    name: Annotated[str, Field(max_length=100, description="给它起的名字")] = ""
    filters: Annotated[Limits, Field(description="筛选，同检索")] = Limits()


@router.post("/subscriptions", summary="订阅一个问题", dependencies=[Writing])
def add(request: Request, question: Question) -> Response:
    """保存一个问题；以后收入的文件里与它有关的新条款、新事实见 feed 的地址。

    问题存在服务器上，直到删除；知道编号的人都可以看它的 feed。
    """
    limits: dict[str, Any] = question.filters.model_dump(exclude_defaults=True)
    found = subscribe(
        library_of(request).searcher(), question.question, name=question.name, filters=limits
    )
    answer = reply(found, status=201)
    answer.headers["Location"] = found["feed"]
    return answer


@router.get("/subscriptions/{subscription_id}/feed", summary="订阅的新内容")
def read(
    request: Request,
    subscription_id: str,
    format: Annotated[Literal["atom", "json"], Query(description="atom 或 json")] = "atom",
) -> Response:
    """新出现的（new）与改过的（changed）条款和事实，最新的在前；Atom（RFC 4287）或 JSON。"""
    found = feed(library_of(request).searcher(), subscription_id)
    if format == "json":
        return reply(found)
    base = f"{request.url.scheme}://{request.url.netloc}"
    return Response(atom(found, base), media_type="application/atom+xml; charset=utf-8")


@router.delete("/subscriptions/{subscription_id}", summary="取消订阅", dependencies=[Writing])
def drop(request: Request, subscription_id: str) -> Response:
    """删除保存的问题及其新内容。"""
    kept.drop(library_of(request).data, subscription_id)
    return reply({"removed": [subscription_id]})
