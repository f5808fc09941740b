"""GET /trace: a target, the measures for it, local targets, practices, results; and the gaps."""

from __future__ import annotations

from collections import defaultdict

from fastapi import APIRouter, Request, Response

from api import charts
from api.flow import Column, flow
from api.library import library_of
from api.pages.address import Address
from api.pages.results import understood
from api.pages.shell import PageRoute, page
from policykb.answer.trace import trace
from policykb.types import JSON

Members = dict[str, list[JSON]]  # column → its members
router = APIRouter(include_in_schema=False, route_class=PageRoute)
COLUMNS = {
    "targets": "目标",
    "local_targets": "地方目标",
    "measures": "措施",
    "practices": "城市做法",
    "results": "结果与问题",
}
WEAK = 0.2  # members of less confidence are folded away, and left out of the picture
LINKS = {"explicit": "原文写明", "same_indicator": "同一指标", "same_topic": "同一主题"}


@router.get("/trace")
def trace_page(request: Request, target: str = "") -> Response:
    """The chain of a question or of a target fact; without either, the box to ask."""
    address = Address.of(request, "/trace")
    question = address.first("q")
    if not question and not target:
        return page(request, "trace.html", q="", reply=None)
    reply = trace(question, library_of(request).searcher(), target=target)
    reply["targets"] = [row for row in (reply["target"], *reply["targets"]) if row]
    strong, weak = parted(reply)
    lacking = gaps_by_member(reply["gaps"])
    return page(
        request,
        "trace.html",
        q=question,
        target=target,
        reply=reply,
        columns=COLUMNS,
        links=LINKS,
        strong=strong,
        weak=weak,
        gaps=[gap for gap in reply["gaps"] if gap["id"] not in ids(weak)],
        chart=chart(strong, reply["links"], lacking) if reply["verdict"] != "no_answer" else "",
        incoming=incoming(reply),
        lacking=lacking,
        progress=[with_bar(row) for row in reply.get("progress", ())],
        understood=understood(question, address) if question else [],
    )


def parted(reply: JSON) -> tuple[Members, Members]:
    """The members by column: those to be shown, and those too weak; the traced target is shown."""
    traced = reply["target"].get("id")
    strong: Members = {}
    weak: Members = {}
    for key in COLUMNS:
        for row in reply[key]:
            sure = row["confidence"] >= WEAK or row["id"] == traced
            (strong if sure else weak).setdefault(key, []).append(row)
    return strong, weak


def ids(members: Members) -> set[str]:
    """The ids of all members."""
    return {row["id"] for rows in members.values() for row in rows}


def chart(members: Members, links: list[JSON], lacking: dict[str, str]) -> str:
    """The chain as a picture."""
    columns = [
        Column(key, name, [(row["id"], *lines_of(row)) for row in members.get(key, ())])
        for key, name in COLUMNS.items()
        if key != "local_targets" or key in members
    ]
    return flow(columns, links, lacking, "目标、措施、做法和结果之间的联系")


def lines_of(row: JSON) -> tuple[str, str]:
    """What a box says of a member: two lines."""
    names = {
        "target": (row.get("indicator"), row.get("value_text")),
        "measure": (f"{row.get('number') or ''}{row.get('heading') or ''}", ""),
        "practice": (row.get("city"), row.get("theme")),
        "indicator": (row.get("indicator"), row.get("value_text")),
        "ranking": (row.get("dimension"), row.get("tier")),
        "problem": ("问题", row["quote"]),
    }
    first, second = names.get(row["kind"], ("", ""))
    return str(first or row["quote"]), str(second or row["document"]["title"])


def gaps_by_member(gaps: list[JSON]) -> dict[str, str]:
    """id of a member → what it lacks."""
    found: dict[str, list[str]] = defaultdict(list)
    for gap in gaps:
        found[gap["id"]].append(gap["message"])
    return {key: "；".join(messages) for key, messages in found.items()}


def incoming(reply: JSON) -> dict[str, list[JSON]]:
    """id of a member → the links that end at it, surest first, each with the name of its start."""
    names = {row["id"]: lines_of(row)[0] for key in COLUMNS for row in reply[key]}
    found: dict[str, list[JSON]] = defaultdict(list)
    for row in sorted(reply["links"], key=lambda row: -row["confidence"]):
        found[row["to"]].append(row | {"name": names.get(row["from"], "")})
    return found


def with_bar(row: JSON) -> JSON:
    """Progress to a target with its bar, where a figure was reported."""
    latest, before, goal = row.get("latest"), row.get("baseline"), row["goal"]
    if not (latest or before) or goal.get("value") is None:
        return row | {"chart": ""}
    now = f"现有 {latest['value_text']}" if latest else "还没有新的数"
    bar = charts.progress(
        before["value"] if before else None,
        latest["value"] if latest else None,
        goal["value"],
        f"{row['indicator']}：{now}，目标 {goal['value_text']}",
    )
    return row | {"chart": bar}
