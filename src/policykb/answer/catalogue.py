"""Questions about the library itself: 哪些文件已经失效, 2018年国办发了哪些文件, 有多少份文件.

No clause answers them; the catalogue does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policykb.answer.cite import citation, metadata_of
from policykb.answer.wanted import Wanted
from policykb.types import JSON, Filters, Query, dated_on

if TYPE_CHECKING:
    from policykb.store import Store

MOST = 40  # documents shown
_SHOWN = (
    "id", "title", "doc_number", "doc_type", "issuers", "region", "level", "written_on",
    "published_on", "effective_on", "expires_on", "status", "status_basis", "source",
)  # fmt: skip
# 文种 that a title does not print as they are asked for: what a number or title must show of them.
_COURTS = "最高人民(?:法院|检察院)"
_TOLD: Mapping[str, tuple[str, str]] = {
    "司法解释": (r"^法释|^高检发释", rf"^{_COURTS}.*的(?:解释|规定|批复|安排|决定|规则)$"),
    "法律": (r"^主席令", r"(?<![办做方看用])法$"),
    "规章": (r"令", r"(?!)"),
}
_TYPES = {"法律法规": "regulation", "法规": "regulation", "论文": "paper", "规划": "plan"}
_NAMED_ALIKE = {"政策解读": "解读", "规划纲要": "纲要", "应急预案": "预案"}
_BRACKETS = re.compile(r"[（(【\[][^（(【\[]{0,30}[）)】\]]$|[》」”\s]+$")


def documents_of(wanted: Wanted, query: Query, store: Store) -> JSON:
    """`documents`, those asked for, latest first, each with its citation; and `catalogue`, how
    they were chosen: `total`, and how many documents do not say whether they are in force
    (`unknown`) or bear no such day (`undated`), where that is asked for."""
    limits = Filters(
        as_of=wanted.as_of or query.filters.as_of,
        region=wanted.regions or query.filters.region,
        level=wanted.levels or query.filters.level,
    )
    every = store.documents(limits)
    rows = [row for row in every if _is_wanted(row, wanted)]
    rows.sort(key=lambda row: (dated_on(row), row["title"]), reverse=True)
    chosen = wanted.record() | {"total": len(rows)}
    if wanted.statuses:
        chosen["unknown"] = _count(every, replace(wanted, statuses=("unknown",)))
    if wanted.dates:
        undated = [row for row in every if _is_undated(row, wanted)]
        chosen["undated"] = _count(undated, replace(wanted, dates=()))
    return {"documents": [shown_document(row) for row in rows], "catalogue": chosen}


def _count(rows: Sequence[JSON], wanted: Wanted) -> int:
    return sum(_is_wanted(row, wanted) for row in rows)


def _is_wanted(row: JSON, wanted: Wanted) -> bool:
    return (
        _any(wanted.statuses, [row["status"]])
        and _any(wanted.issuers, row["issuers"])
        and all(each.holds(_day(row, each.on)) for each in wanted.dates)
        and (not wanted.kinds or any(is_of_kind(row, kind) for kind in wanted.kinds))
    )


def _any(asked: Collection[str], own: Sequence[str]) -> bool:
    return not asked or not set(asked).isdisjoint(own)


def _is_undated(row: JSON, wanted: Wanted) -> bool:
    """Whether a document may be of the days asked for, and does not tell."""
    days = [(each, _day(row, each.on)) for each in wanted.dates]
    might = (each.holds(day) or each.leaves_open(day) for each, day in days)
    return all(might) and any(each.leaves_open(day) for each, day in days)


def _day(row: JSON, on: str) -> str:
    """The day of a document that a date in a question is about; empty where it tells none."""
    return dated_on(row) if on == "dated" else row[f"{on}_on"] or ""


def is_of_kind(row: JSON, kind: str) -> bool:
    """Whether a document, or what it carries, is of the 文种 that the question names."""
    if kind in _TYPES:
        return bool(row["doc_type"] == _TYPES[kind])
    number, title = _TOLD.get(kind, ("(?!)", rf"{_NAMED_ALIKE.get(kind, kind)}(?:的通知)?$"))
    names = (_bare(name) for name in (row["title"], *row["family"]))
    return bool(re.search(number, row["doc_number"] or "")) or any(
        re.search(title, name) for name in names
    )


def _bare(title: str) -> str:
    """A title without what stands in brackets at its end: 某某办法（试行）."""
    shorter = _BRACKETS.sub("", title)
    return title if shorter == title else _bare(shorter)


def shown_document(row: JSON) -> JSON:
    """What a reply tells of a document: its record in short, with its citation."""
    return {name: row[name] for name in _SHOWN} | {"citation": citation(metadata_of(row), ())}
