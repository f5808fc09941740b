"""GET /measures /targets … /references /contradictions: complete lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.library import library_of, reply
from api.parameters import CursorQuery, FiltersQuery
from policykb.answer.listing import listed
from policykb.answer.reply import applied, read_cursor, write_cursor
from policykb.answer.tables import FORMATS
from policykb.store import Store
from policykb.types import JSON, Filters

router = APIRouter(tags=["事实清单"])
# path → (Chinese name, media type is decided by `format`)
LISTS = {
    "measures": "措施",
    "targets": "目标",
    "practices": "城市做法",
    "indicators": "指标数据",
    "rankings": "排名",
    "problems": "问题",
    "references": "引用文件",
    "contradictions": "矛盾数据",
}
MEDIA = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Format = Literal["json", "jsonl", "csv", "xlsx"]


ManyQuery = Annotated[int, Query(ge=1, le=1000, description="一页条数")]
WordsQuery = Annotated[
    str,
    Query(
        max_length=500,
        description="只列本身文字里有这些词的；空格隔开的几个词都要有，exact 时整句连着找",
        examples=["专精特新 贷款"],
    ),
]
FormatQuery = Annotated[Format, Query(description="json 分页；其余格式为整份清单")]


def add_list(kind: str, name: str) -> None:
    """Adds the route of one list."""

    @router.get(f"/{kind}", summary=f"{name}清单", name=kind)
    def rows(
        request: Request,
        filters: FiltersQuery,
        q: WordsQuery = "",
        limit: ManyQuery = 100,
        cursor: CursorQuery = None,
        format: FormatQuery = "json",
    ) -> Response:
        store = library_of(request).store()
        every = listed(store, kind, filters, q)
        return listing(kind, every, store, filters, limit, cursor, format, q)

    rows.__doc__ = (
        f"{name}的完整清单，total 为准确总数；q 只留本身文字里有这些词的，"
        "format 可取 json、jsonl、csv、xlsx。"
    )


def listing(
    kind: str,
    every: Sequence[JSON],
    store: Store,
    filters: Filters,
    limit: int,
    cursor: str | None,
    format: Format,
    q: str = "",
) -> Response:
    """One page of a complete list with its exact total and coverage; or all of it as a file."""
    number = store.generation.number
    offset = read_cursor(cursor, number)
    if format != "json":
        name = {"Content-Disposition": f'attachment; filename="{kind}.{format}"'}
        return Response(FORMATS[format](every), media_type=MEDIA[format], headers=name)
    items = every[offset : offset + limit]
    end = offset + len(items)
    more = write_cursor(end, number) if end < len(every) else None
    body = {"items": items, "total": len(every), "next_cursor": more}
    limits = applied(filters) | ({"q": q.strip()} if q.strip() else {})
    return reply(body | {"filters": limits, "coverage": store.coverage(filters)})


for kind, name in LISTS.items():
    add_list(kind, name)
