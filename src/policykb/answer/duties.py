"""What a body has to do, where a question asks just for that:
市商务局负责哪些工作, 某条例中网信部门的职责.

The answer is the whole list, signed or told in running text, in all documents or in those whose
title the question names; a question that goes on about a subject is for the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policykb.answer.departments import role_of, told
from policykb.answer.excerpt import LENGTH, excerpt
from policykb.extract.runs import is_body
from policykb.gazetteer.called import Called, called
from policykb.gazetteer.fields import find_offices
from policykb.search.cues import DUTIES, around
from policykb.types import JSON, Filters, Hit, Query

if TYPE_CHECKING:
    from policykb.store import Store

MOST = 100  # clauses shown
_WHAT = "什么|哪些|哪几|啥"
_NOUN = "职责|责任|任务|分工|职能|工作"
_ASKS = re.compile(
    r"(?P<verb>负责|牵头|主管(?!部门|机关|单位)|承担|分管|配合|参与|参加|(?:要|该|需要)?[做干]"
    rf"|(?<![主监接掌分])管(?![理委总局辖]))[^，。？?]{{0,8}}?(?:{_WHAT})"
    rf"|(?:具体|主要)?的?(?:{_NOUN})(?:主要|分别)?(?:有|是|包括)?(?:{_WHAT})?[？?。]?$"
    rf"|有(?:{_WHAT})的?(?:{_NOUN})"
)
# 市财政局在储备粮管理中负责什么
_WITHIN = re.compile(
    r"在(?P<subject>[^，。？?]{2,24}?)(?:中|里|里面|方面|上|期间|过程中|工作中)?(?:要|应|应当|主要|具体|都)?$"
)
_BETWEEN = re.compile(r"(?:都|要|应|应当|主要|具体|需要|的|分别)+$")
_ROLES = {"牵头": ("lead",), "配合": ("joint", "support"), "参与": ("joint", "support")}
_LONGEST, _SHORTEST = 24, 2
_ENOUGH = 0.6  # of the words of the subject that stand in a title that the question means
_KINDS = frozenset(
    ("条例", "办法", "规定", "通知", "意见", "措施", "方案", "规划", "文件", "政策", "细则")
)


def duties_of(query: Query, hits: Sequence[Hit], store: Store) -> list[JSON]:
    """All clauses that charge the body whose duties the question asks for, each with its `role`,
    a `score` and an `excerpt`, those of documents that the search found first; empty where the
    question asks something else or nothing charges the body."""
    asks = _ASKS.search(query.text)
    if asks is None:
        return []
    before = query.text[: asks.start()]
    within = _WITHIN.search(before)
    before = _BETWEEN.sub("", before[: within.start()] if within else before)
    measures = store.facts("measures", Filters(as_of=query.filters.as_of))
    for name in bodies_at_the_end(before):
        subject = before.removesuffix(name) + (within["subject"] if within else "")
        rows = of_body(called(name), _about(subject, query, measures))
        here = [row for row in rows if not _elsewhere(row, query)]
        local = [row for row in here if row["document"]["level"] != "national"]
        rows = (query.regions and local) or here
        if rows:
            return _shown(_of_role(rows, asks["verb"] or ""), hits)
    return []


def bodies_at_the_end(text: str) -> Iterator[str]:
    """The names of bodies that a text may end with, longest first: 某条例中|市网信办."""
    offices = find_offices(text)
    if offices and offices[-1].span.end == len(text):
        yield text[offices[-1].span.start :]
        return
    for size in range(min(len(text), _LONGEST), _SHORTEST - 1, -1):
        if is_body(text[-size:]):
            yield text[-size:]


def of_body(asked: Called, measures: Sequence[JSON]) -> list[JSON]:
    """The clauses that a body is signed for or charged with, with its role, in their order."""
    signed = {row["id"]: row | {"role": role} for row in measures if (role := role_of(row, asked))}
    charged = {row["id"]: row for row in told(asked, measures)}
    every = signed | charged
    return [every[row["id"]] for row in measures if row["id"] in every]


def _about(subject: str, query: Query, measures: Sequence[JSON]) -> list[JSON]:
    """The measures of the documents whose titles tell the subject; all where there is none."""
    places = "".join(query.regions)
    said = [w for w in query.words if len(w) > 1 and w in subject and w not in DUTIES | _KINDS]
    said = [word for word in said if word not in places]
    if not said:
        return list(measures)
    titles = {row["document"]["id"]: row["document"]["title"] for row in measures}
    share = {id_: sum(w in title for w in said) / len(said) for id_, title in titles.items()}
    best = max(share.values(), default=0.0)
    return [row for row in measures if share[row["document"]["id"]] >= max(best, _ENOUGH)]


def _elsewhere(row: JSON, query: Query) -> bool:
    """Whether a clause is of another place than the question names, neither in it nor around it."""
    region = row["document"]["region"]
    if row["document"]["level"] == "national" or not region:
        return False
    inside = any(each in around(region) or region in around(each) for each in query.regions)
    return bool(query.regions) and not inside


def _of_role(rows: list[JSON], verb: str) -> list[JSON]:
    """Those that the body leads, where 牵头 is asked for and it leads any."""
    wanted = _ROLES.get(verb, ())
    return [row for row in rows if row["role"] in wanted] or rows


def _shown(rows: list[JSON], hits: Sequence[Hit]) -> list[JSON]:
    """The clauses with score and excerpt; the documents that the search found first."""
    scores: dict[tuple[str, str], float] = {}
    places: dict[str, int] = {}
    for at, hit in enumerate(hits):
        scores.setdefault((hit.passage.document_id, hit.passage.eid), hit.score)
        places.setdefault(hit.passage.document_id, at)
    least = min(scores.values(), default=0.0)
    rows = sorted(rows, key=lambda row: places.get(row["document"]["id"], len(hits)))
    return [
        row
        | {"score": round(scores.get((row["document"]["id"], row["eid"]), least), 4)}
        | {"excerpt": list(_excerpt(row))}
        for row in rows
    ]


def _excerpt(row: JSON) -> tuple[int, int]:
    """The sentence that charges the body, or how the clause begins."""
    quote = row["quote"]
    at = quote.find(row["charge"]) if "charge" in row else -1
    if at < 0:
        return excerpt(quote, ())
    return at, min(at + len(row["charge"]), at + LENGTH)
