"""GET /: one box, three doors, questions that this library answers well, and what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from api.library import library_of
from api.pages import results
from api.pages.shell import HEADERS, HERE, PageRoute, documents_of, facts_of_all, page, remembered
from policykb.answer.ask import ask
from policykb.types import dated_on

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
EXAMPLES_PER_DOOR = 3
TRIED = 8  # questions put to the library before a door is left with fewer examples
LONGEST = 26  # characters of an example
# How people ask for what an instrument offers; asked only where measures use that instrument.
EVERYDAY = {
    "信贷担保": "贷款太难，银行要抵押怎么办",
    "权益保护": "货款要不回来怎么办",
    "税费优惠": "有哪些税费可以减免",
    "财政资金": "有没有补贴或奖励资金",
    "数字化": "工厂想做数字化改造，有什么支持",
    "人才": "招不到技术工人怎么办",
    "市场开拓": "想把产品卖到国外，有什么帮助",
    "知识产权": "专利被侵权了找谁",
    "政府采购": "小企业怎样拿到政府采购订单",
    "绿色低碳": "节能改造有什么支持",
    "直接融资": "想上市或者引进投资，有什么支持",
}


@dataclass(frozen=True, slots=True)
class Door:
    """One of the three ways in: its key in the form, and where its examples go, and how."""

    key: str
    name: str
    says: str
    action: str
    method: str
    examples: list[str]


@router.get("/")
def home(request: Request) -> Response:
    """The first page; a question in the address leads to its results."""
    if request.query_params.get("q", "").strip():
        return results.search_page(request)
    documents = documents_of(request)
    return page(
        request,
        "home.html",
        doors=doors(request) if documents else bare_doors({}),
        holdings=holdings(documents),
        documents=documents,
        coverage=library_of(request).store().coverage(results.NO_FILTERS),
    )


def bare_doors(examples: dict[str, list[str]]) -> list[Door]:
    """The three doors with these examples."""
    return [
        Door(
            "official",
            "查措施",
            "哪些条款管这件事，谁负责",
            "/search",
            "get",
            examples.get("official", []),
        ),
        Door(
            "firm",
            "找支持",
            "说说企业情况，看能用上什么",
            "/support",
            "post",
            examples.get("firm", []),
        ),
        Door(
            "analyst",
            "追目标",
            "目标定了多少，落实到哪一步",
            "/trace",
            "get",
            examples.get("analyst", []),
        ),
    ]


def doors(request: Request) -> list[Door]:
    """The three doors, each with questions that this library answers."""

    def made() -> list[Door]:
        searcher = library_of(request).searcher()
        found = {
            "official": tried(official_questions(request), "measures", searcher),
            "firm": tried(firm_questions(request), "measures", searcher),
            "analyst": tried(analyst_questions(request), "targets", searcher),
        }
        return bare_doors(found)

    return remembered(request, "doors", made)


def tried(questions: Iterator[str], kind: str, searcher: Searcher) -> list[str]:
    """The first questions that are answered with facts of that kind."""
    good: list[str] = []
    for at, question in enumerate(dict.fromkeys(questions)):
        if at >= TRIED or len(good) >= EXAMPLES_PER_DOOR:
            break
        answer = ask(question, searcher, limit=1)
        if answer["verdict"] == "answered" and answer[kind]:
            good.append(question)
    return good


def official_questions(request: Request) -> Iterator[str]:
    """Questions by department, by the most used instrument, and by heading."""
    measures = facts_of_all(request, "measures")
    bodies = Counter(d["name"] for row in measures for d in row["departments"])
    named = [name for name, _ in bodies.most_common(2)]
    headings = [row["heading"] for row in measures if 5 <= len(row["heading"]) <= LONGEST - 6]
    yield from (f"{name}负责哪些措施" for name in named[:1])
    yield from (f"{heading}有哪些措施" for heading in headings[:: max(1, len(headings) // 6)])


def firm_questions(request: Request) -> Iterator[str]:
    """What firms ask, for the instruments that are most used."""
    uses = Counter(name for row in facts_of_all(request, "measures") for name in row["instruments"])
    yield from (EVERYDAY[name] for name, _ in uses.most_common() if name in EVERYDAY)


def analyst_questions(request: Request) -> Iterator[str]:
    """The indicators that most targets are set for, those with a figure first."""
    rows = [row for row in facts_of_all(request, "targets") if row["value"] is not None]
    known = {row["indicator"] for row in facts_of_all(request, "indicators")}
    rows.sort(key=lambda row: (row["indicator"] not in known, len(row["indicator"])))
    names = dict.fromkeys(row["indicator"] for row in rows if 4 <= len(row["indicator"]) <= LONGEST)
    yield from (f"{name}的目标落实得怎样" for name in names)


def holdings(documents: list[JSON]) -> dict[str, object]:
    """What the library holds: counts of facts over all documents, first and last date."""
    counts: Counter[str] = Counter()
    for record in documents:
        counts.update(record["counts"])
    dates = sorted(filter(None, map(dated_on, documents)))
    return {"counts": counts, "first": dates[0] if dates else "", "last": dates[-1:] or [""]}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """The stylesheet and the modules."""
    path = HERE / "static" / name
    if path.parent != HERE / "static" or not path.is_file():
        return HTMLResponse("没有这个文件", status_code=404, headers=HEADERS)
    return FileResponse(path, headers=HEADERS)
