"""GET /cite: how a clause is cited, and which clause a citation means."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.library import library_of, reply
from policykb.answer.citing import cite

router = APIRouter(tags=["出处"])
CitationQuery = Annotated[
    str,
    Query(
        max_length=500,
        description="引文；给出它就找它所指的条款",
        examples=["《若干措施》（某市数发〔2023〕7号）一、（二）"],
    ),
]
NameQuery = Annotated[str, Query(max_length=300, description="文件编号、文号或标题")]
EidQuery = Annotated[str, Query(max_length=200, description="条款地址，缺省为整份文件")]


@router.get("/cite", summary="引文与参考文献")
def cite_(
    request: Request, citation: CitationQuery = "", document: NameQuery = "", eid: EidQuery = ""
) -> Response:
    """由引文找到条款（文件重新收入后仍然有效），或给出一条的引文。

    附 GB/T 7714—2025 与 BibTeX 两种参考文献写法；文件里没有印出的项目列在 missing，不作猜测。
    """
    store = library_of(request).store()
    return reply(cite(store, citation=citation, document=document, eid=eid))
