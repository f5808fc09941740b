"""GET /compare: what becomes of each clause and target of an upper document in a lower one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.library import library_of
from api.pages.lists import PageQuery, part
from api.pages.shell import PageRoute, documents_of, page
from policykb.answer.compare import compare, handed_down, told_apart
from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
STATUSES = {
    "repeated": "重申",
    "strengthened": "加强",
    "weakened": "减弱",
    "omitted": "没有提到",
    "added": "下级新增",
}
APART = {  # the same where neither document takes up the other
    "repeated": "相当",
    "strengthened": "后者更强",
    "weakened": "后者更弱",
    "omitted": "仅前者有",
    "added": "仅后者有",
}
BASES = {
    "figures": "看数字",
    "obligation": "看用词的约束力",
    "quantified": "一边有数字，一边没有",
    "share": "下级承担上级总数的一部分",
    "bound": "看目标值",
    "deadline": "看期限",
}
APART_BASES = BASES | {"share": "两地总数不比大小"}
KINDS = {"measure": "措施", "target": "目标", "provision": "条款"}


@router.get("/compare")
def compare_page(
    request: Request, upper: str = "", lower: str = "", status: str = "", at: PageQuery = 1
) -> Response:
    """Two documents side by side; without two, the form to choose them."""
    documents = documents_of(request)
    shown: JSON = {"documents": documents, "upper": upper, "lower": lower, "reply": None}
    if not upper or not lower:
        return page(request, "compare.html", **shown)
    if upper == lower:
        return page(request, "compare.html", **shown, wrong="请选两份不同的文件。")
    reply = compare(upper, lower, library_of(request).searcher())
    lower_one = handed_down(reply)
    items = [item for item in reply["items"] if not status or item["status"] == status]
    return page(
        request,
        "compare.html",
        **shown | {"reply": reply},
        status_=status,
        note=told_apart(reply),
        statuses=STATUSES if lower_one else APART,
        bases=BASES if lower_one else APART_BASES,
        kinds=KINDS,
        part=part(items, at),
    )
