"""The query parameters that searches and lists share; and that no other is passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant
from pydantic import Field

from policykb.errors import BadRequest
from policykb.types import Filters
from policykb.types.labels import CODES

Many = list[str] | None


# Values of these are codes; their names are understood too.
Level = Annotated[str, Field(json_schema_extra={"enum": list(CODES["level"])})]
DocType = Annotated[str, Field(json_schema_extra={"enum": list(CODES["doc_type"])})]
Obligation = Annotated[str, Field(json_schema_extra={"enum": list(CODES["obligation"])})]
Status = Annotated[str, Field(json_schema_extra={"enum": list(CODES["status"])})]
DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Kind = Annotated[str, Field(json_schema_extra={"enum": list(CODES["kind"])})]
KindQuery = Annotated[list[Kind] | None, Query(description="事实或条款类别", examples=["measures"])]
DateQuery = Annotated[str | None, Query(pattern=DATE, examples=["2021-11-06"])]


async def filters(  # async: run where it is, not in a thread of its own
    kind: KindQuery = None,
    doc: Annotated[Many, Query(description="文件编号")] = None,
    region: Annotated[Many, Query(description="适用地区", examples=["上海市"])] = None,
    level: Annotated[
        list[Level] | None, Query(description="层级，代码或名称", examples=["national"])
    ] = None,
    issuer: Annotated[Many, Query(description="发文机关")] = None,
    department: Annotated[Many, Query(description="责任部门", examples=["财政部"])] = None,
    doc_type: Annotated[list[DocType] | None, Query(description="文种", examples=["plan"])] = None,
    instrument: Annotated[Many, Query(description="政策工具", examples=["信贷担保"])] = None,
    obligation: Annotated[
        list[Obligation] | None, Query(description="约束力", examples=["must"])
    ] = None,
    status: Annotated[
        list[Status] | None, Query(description="有效性", examples=["in_force"])
    ] = None,
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

# What other programs call our parameters; a name that is only misspelt is found by its letters.
ELSEWHERE = {
    "query": "q", "question": "q", "keyword": "q", "keywords": "q", "search": "q", "text": "q",
    "year": "from", "date": "from", "date_from": "from", "since": "from", "start": "from",
    "date_to": "to", "until": "to", "end": "to", "page": "cursor", "offset": "cursor",
    "size": "limit", "page_size": "limit", "per_page": "limit", "top_k": "limit", "count": "limit",
    "province": "region", "city": "region", "type": "doc_type", "document": "doc", "id": "doc",
    "validity": "status", "valid_on": "as_of", "agency": "issuer", "tool": "instrument",
}  # fmt: skip
# They say how much is shown and how; a route that always shows all of it, one way, loses nothing
# by them, and a program may send them everywhere.
HARMLESS = frozenset(("limit", "cursor", "format", "mode", "persona"))
TOLD = 10  # unknown names; an address has room for thousands


class UnknownParameters(BadRequest):
    """The address names parameters that its route does not take; `names` are these."""

    code = "unknown_parameter"

    def __init__(self, names: Sequence[str], known: Collection[str]) -> None:
        self.names = tuple(names)
        super().__init__("；".join(_told(name, known) for name in names))


def _told(name: str, known: Collection[str]) -> str:
    """What is said of an unknown name."""
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    meant = _meant(name, known)
    return f"没有参数“{shown}”" + (f"，是否指“{meant}”？" if meant else "")


def _meant(name: str, known: Collection[str]) -> str:
    """The known name that is near; empty where none is."""
    plain = name.strip().lower().replace("-", "_")[:40]
    if ELSEWHERE.get(plain) in known:
        return ELSEWHERE[plain]
    return next(iter(get_close_matches(plain, known, n=1, cutoff=0.7)), "")


async def only_known(request: Request) -> None:
    """Raises UnknownParameters for what the route would pass over in silence: a list that a
    misspelt filter left whole is taken for the answer."""
    if not request.query_params:
        return
    known = set(_taken(request.scope["route"].dependant))
    names = [name for name in dict.fromkeys(request.query_params) if name not in known | HARMLESS]
    if names:
        raise UnknownParameters(names[:TOLD], known)


def _taken(dependant: Dependant) -> Iterator[str]:
    """The query parameters of a route and of all that it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for each in dependant.dependencies:
        yield from _taken(each)


OnlyKnown = Depends(only_known)
