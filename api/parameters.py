"""The query parameters that searches and lists share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from policykb.types import Filters

Many = list[str] | None
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
KindQuery = Annotated[Many, Query(description="事实或条款类别", examples=["measures"])]
DateQuery = Annotated[str | None, Query(pattern=DATE, examples=["2021-11-06"])]


async def filters(  # async: run where it is, not in a thread of its own
    kind: KindQuery = None,
    doc: Annotated[Many, Query(description="文件编号")] = None,
    region: Annotated[Many, Query(description="适用地区", examples=["上海市"])] = None,
    level: Annotated[Many, Query(description="national provincial municipal county")] = None,
    issuer: Annotated[Many, Query(description="发文机关")] = None,
    department: Annotated[Many, Query(description="责任部门", examples=["财政部"])] = None,
    doc_type: Annotated[Many, Query(description="文种", examples=["plan"])] = None,
    instrument: Annotated[Many, Query(description="政策工具", examples=["信贷担保"])] = None,
    obligation: Annotated[Many, Query(description="must should encourage explore")] = None,
    status: Annotated[Many, Query(description="有效性", examples=["in_force"])] = None,
    date_from: Annotated[str | None, Query(alias="from", pattern=DATE)] = None,
    date_to: Annotated[str | None, Query(alias="to", pattern=DATE)] = None,
    as_of: DateQuery = None,
    exact: Annotated[bool, Query(description="按原词组查找")] = False,
) -> Filters:
    """The filters that a request names."""
    return Filters(
        kind=tuple(kind or ()), doc=tuple(doc or ()), region=tuple(region or ()),
        level=tuple(level or ()), issuer=tuple(issuer or ()), department=tuple(department or ()),
        doc_type=tuple(doc_type or ()), instrument=tuple(instrument or ()),
        obligation=tuple(obligation or ()), status=tuple(status or ()),
        date_from=date_from, date_to=date_to, as_of=as_of, exact=exact,
    )  # fmt: skip


FiltersQuery = Annotated[Filters, Depends(filters)]
LimitQuery = Annotated[int, Query(ge=1, le=100, description="条数")]
CursorQuery = Annotated[str | None, Query(max_length=100, description="翻页标记")]
