"""Pages that gather facts from all documents: /departments · /cities · /instruments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api import charts
from api.library import library_of
from api.pages import labels, places
from api.pages.places import full_name
from api.pages.shell import PageRoute, facts_of_all, page, remembered
from policykb import gazetteer
from policykb.answer.departments import departments as every_body
from policykb.answer.departments import role_of, told
from policykb.answer.listing import compared
from policykb.errors import NotFound
from policykb.gazetteer.called import called
from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PER_PAGE = 50
DRAWN = 12  # bars in a picture; the table has all
NOBODY = "未写明"
PageQuery = Annotated[int, Query(alias="page", ge=1, le=10_000)]
OBLIGATION_ORDER = tuple(labels.OBLIGATIONS)


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a longer list."""

    rows: Sequence[Any]
    total: int
    at: int
    pages: int


def part(rows: Sequence[Any], at: int) -> Part:
    """The rows of that page (from 1)."""
    pages = max(1, -(-len(rows) // PER_PAGE))
    at = min(at, pages)
    return Part(rows[(at - 1) * PER_PAGE : at * PER_PAGE], len(rows), at, pages)


# ------------------------------------------------------------------ departments


@router.get("/departments")
def departments(request: Request) -> Response:
    """Every body that measures name, with how many it leads, joins, supports."""
    store = library_of(request).store()
    found = remembered(request, "bodies", lambda: every_body(store))
    rows = found["items"]
    drawn = [(row["name"], row["total"], f"{row['total']} 条") for row in rows[:DRAWN]]
    return page(
        request,
        "departments.html",
        rows=rows,
        chart=charts.bars(drawn, "各部门的措施条数") if len(drawn) > 1 else "",
        nobody=found["unassigned"],
        total=len(facts_of_all(request, "measures")),
    )


@router.get("/departments/{name}")
def department(request: Request, name: str, role: str = "", at: PageQuery = 1) -> Response:
    """All clauses that a body leads, joins or supports; or those that name nobody."""
    rows = measures_of(request, name)
    asked = called(name)
    body = None if asked.office else gazetteer.department(name)  # 财政部门 is no ministry
    others = [] if name == NOBODY else told(asked, facts_of_all(request, "measures"))
    signed = (each for row in rows for each in row["departments"])
    printed = [each["printed"] for each in signed if asked.means(each["printed"], each["name"])]
    if not rows and not others and name != NOBODY:
        raise NotFound(f"库里没有写明由“{name}”负责的措施")
    roles = Counter(role_of(row, asked) for row in rows)
    kept = [row for row in rows if not role or role_of(row, asked) == role]
    return page(
        request,
        "department.html",
        name=name,
        today=body.current if body and body.current not in (name, body.name) else "",
        printed=[each for each in dict.fromkeys(printed) if each != name],
        roles={key: roles[key] for key in labels.ROLES if roles[key]},
        role=role,
        part=part(kept, at),
        documents=Counter(row["document"]["title"] for row in kept),
        nobody=name == NOBODY,
        told=others if not role and at == 1 else [],
    )


def measures_of(request: Request, name: str) -> list[JSON]:
    """The measures of a body, by any of its names."""
    every = facts_of_all(request, "measures")
    if name == NOBODY:
        return [row for row in every if not row["departments"]]
    asked = called(name)
    return [row for row in every if role_of(row, asked)]


# ------------------------------------------------------------------ cities


@router.get("/cities")
def cities(request: Request) -> Response:
    """Every city with practices or ranks, by province."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in facts_of_all(request, "practices"):
        found[full_name(row["city"])]["practices"] += 1
    for row in facts_of_all(request, "rankings"):
        for name in row["cities"]:
            found[full_name(name)]["rankings"] += 1
    provinces: dict[str, list[tuple[str, Counter[str]]]] = defaultdict(list)
    for name, counts in sorted(found.items(), key=lambda item: -item[1].total()):
        provinces[province_of(name)].append((name, counts))
    return page(request, "cities.html", provinces=dict(provinces), total=len(found))


@router.get("/cities/{name}")
def city(request: Request, name: str) -> Response:
    """A city's practices, its ranks over editions, and figures told of it."""
    name = full_name(name)
    practices = [r for r in facts_of_all(request, "practices") if full_name(r["city"]) == name]
    rankings = compared(facts_of_all(request, "rankings"))
    ranks = places.ranks_of(rankings, name)
    figures = [r for r in facts_of_all(request, "indicators") if places.tells_of(r, name)]
    if not (practices or ranks or figures):
        raise NotFound(f"库里没有写到“{name}”的做法、排名或数据")
    return page(
        request,
        "city.html",
        name=name,
        province=province_of(name),
        practices=practices,
        ranks=ranks,
        figures=figures,
        over_editions=places.over_editions(ranks, name),
        editions=places.editions_of(ranks),
        environments=places.star(rankings, ranks, name),
        over_years=places.over_years(figures),
    )


def province_of(name: str) -> str:
    """The province of a city or county; 其他 where it is not known."""
    place = gazetteer.city(name) or gazetteer.region(name)
    return (place.province or place.name) if place else "其他"


# ------------------------------------------------------------------ instruments


@router.get("/instruments")
def instruments(request: Request) -> Response:
    """How often each policy instrument is used, in all and in each document."""
    measures = facts_of_all(request, "measures")
    counted: Counter[str] = Counter()
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for row in measures:
        counted.update(row["instruments"])
        used[row["document"]["title"]].update(row["instruments"])
    rows = counted.most_common()
    drawn = [(name, count, f"{count} 条") for name, count in rows]
    return page(
        request,
        "instruments.html",
        rows=rows,
        used=used,
        chart=charts.bars(drawn, "用到各种政策工具的措施条数") if len(rows) > 1 else "",
        total=len(measures),
    )


@router.get("/instruments/{name}")
def instrument(request: Request, name: str, obligation: str = "", at: PageQuery = 1) -> Response:
    """All measures that use an instrument, the binding ones first."""
    rows = [row for row in facts_of_all(request, "measures") if name in row["instruments"]]
    if not rows:
        raise NotFound(f"库里没有用到“{name}”的措施")
    counted = Counter(row["obligation"] for row in rows)
    kept = [row for row in rows if not obligation or row["obligation"] == obligation]
    kept.sort(key=lambda row: OBLIGATION_ORDER.index(row["obligation"]))
    bodies = Counter(body["name"] for row in rows for body in row["departments"]).most_common(DRAWN)
    drawn = [(body, count, f"{count} 条") for body, count in bodies]
    return page(
        request,
        "instrument.html",
        name=name,
        obligations={key: counted[key] for key in OBLIGATION_ORDER if counted[key]},
        obligation=obligation,
        part=part(kept, at),
        bodies=bodies,
        chart=charts.bars(drawn, f"负责“{name}”措施的部门") if len(drawn) > 1 else "",
    )
