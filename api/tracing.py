"""GET /trace · /compare · /departments · /departments/{name}."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.library import library_of, reply
from api.parameters import FiltersQuery
from policykb.answer.compare import compare
from policykb.answer.departments import department, departments
from policykb.answer.trace import trace

router = APIRouter(tags=["追踪与对照"])
Question = Annotated[
    str,
    Query(
        max_length=2000, description="问题", examples=["数字化转型目标由哪些措施落实，效果如何？"]
    ),
]
TargetId = Annotated[str, Query(max_length=100, description="目标的编号")]
DocumentName = Annotated[
    str, Query(min_length=1, max_length=300, description="文件编号、文号或标题")
]


@router.get("/trace", summary="追踪目标")
def trace_(
    request: Request, filters: FiltersQuery, q: Question = "", target: TargetId = ""
) -> Response:
    """从目标到措施、下级目标、城市做法与结果，每一环附两端原文与可信度，并指出缺口。"""
    searcher = library_of(request).searcher()
    return reply(trace(q, searcher, target=target, filters=filters))


@router.get("/compare", summary="对照上下级文件")
def compare_(request: Request, upper: DocumentName, lower: DocumentName) -> Response:
    """上级文件的每条措施与目标在下级文件中重申、加强、减弱、新增或遗漏，附两边原文。"""
    return reply(compare(upper, lower, library_of(request).searcher()))


@router.get("/departments", summary="责任部门")
def departments_(request: Request, filters: FiltersQuery) -> Response:
    """全部责任部门及其牵头、联合、配合、负责的条数。"""
    return reply(departments(library_of(request).store(), filters) | {"next_cursor": None})


@router.get("/departments/{name}", summary="一个部门的全部职责")
def department_(request: Request, name: str, filters: FiltersQuery) -> Response:
    """一个部门牵头、参与、配合的全部条款，及未明确责任单位的条款；name 可用简称或旧称。"""
    return reply(department(name, library_of(request).store(), filters))
