"""GET /search: what was understood, what was found, how to narrow it. The address is the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.library import library_of
from api.pages import labels
from api.pages.address import Address
from api.pages.shell import PageRoute, documents_of, page
from policykb import gazetteer
from policykb.answer.ask import depth_of, documents_about, facts_for, of_catalogue
from policykb.answer.leading import leading
from policykb.answer.records import hit_records, interpretation
from policykb.answer.why_not import not_held
from policykb.search.highlight import highlights, terms_in
from policykb.search.ranking import READ, WHOLE
from policykb.settings import Settings
from policykb.tokens import words
from policykb.types import JSON, Filters, Query
from policykb.understand import asks_which_documents, understand

if TYPE_CHECKING:
    from policykb.search import Results, Searcher
    from policykb.store import Store

router = APIRouter(include_in_schema=False, route_class=PageRoute)
NO_FILTERS = Filters()
PER_PAGE = 10
PAGES = 30  # pages of passages; whoever has not found it by then needs other words
KINDS = ("measures", "targets", "practices", "indicators", "rankings")
FACETS = ("region", "department", "doc_type", "instrument", "year", "status")
SHOWN = 8  # values of a facet before the fold
WORDING = "/search/wording"


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: facts by kind, one page of passages, all that is said of them."""

    query: Query
    results: Results
    facts: dict[str, list[JSON]]
    hits: list[JSON]

    @property
    def relevant(self) -> bool:
        """Whether the library answers the question."""
        return self.results.verdict == "found"

    def counts(self) -> dict[str, int]:
        """How many there are under each tab."""
        return {
            **{kind: len(self.facts[kind]) for kind in ("measures", "targets", "practices")},
            "figures": len(self.facts["indicators"]) + len(self.facts["rankings"]),
            "passages": self.results.total,
        }

    def leading(self, tab: str) -> list[JSON]:
        """The clauses that are shown above the facts of a tab, because they rank before them."""
        facts = [row for rows in self.facts.values() for row in rows]
        return leading(self.hits, facts) if facts and tab != "passages" else []

    def tab(self, wanted: str) -> str:
        """The tab asked for; else the first that holds anything."""
        counts = self.counts()
        first = next((name for name in labels.TABS if counts[name]), "passages")
        return wanted if wanted in counts else first


@router.get("/search")
def search_page(request: Request) -> Response:
    """The results of a question; without one, the box to ask it."""
    address = Address.of(request, "/search")
    question = address.first("q")
    if not question:
        return page(request, "results.html", address=address, q="", found=None)
    found = find(question, address, library_of(request).searcher())
    tab = found.tab(address.first("tab"))
    return page(
        request,
        "results.html",
        address=address,
        q=question,
        found=found,
        counts=found.counts(),
        tab=tab,
        leading=found.leading(tab),
        understood=understood(question, address),
        listed=listed(question, found, library_of(request).searcher()),
        lacking={} if found.relevant else not_held(found.query, library_of(request).searcher()),
        titles={row["id"]: row["title"] for row in documents_of(request)},
        facets=facets(found, address, library_of(request).store()),
        most=max(READ, found.results.total),
        pages=min(-(-found.results.total // PER_PAGE), PAGES),
        at=address.number("page"),
        watched=urlencode([("q", question), *address.limits()]),
        wording=wording(address, found),
    )


def listed(question: str, found: Found, searcher: Searcher) -> JSON:
    """The documents that a question asks for or about: of the library, or of a subject."""
    if told := of_catalogue(question, found.query, searcher):
        return told
    asks = found.relevant and asks_which_documents(question)
    return {"documents": documents_about(found.results, searcher.store)} if asks else {}


def wording(address: Address, found: Found) -> str:
    """Where a language model words these results; empty where none is set or nothing was found."""
    offered = found.relevant and Settings().llm_url
    return replace(address, path=WORDING).take("tab") if offered else ""


def find(question: str, address: Address, searcher: Searcher) -> Found:
    """One search, told as facts and as a page of passages."""
    filters = address.filters()
    query = without(understand(question, filters), address.every("drop"))
    at = min(address.number("page"), PAGES)
    results = searcher.search(query, limit=max(depth_of(question), at * PER_PAGE))
    relevant = results.verdict == "found"
    found = facts_for(query, results, searcher)[0] if relevant else {}
    facts = {kind: [lit(row, query) for row in found.get(kind, ())] for kind in KINDS}
    hits = results.hits[(at - 1) * PER_PAGE : at * PER_PAGE]
    return Found(query, results, facts, hit_records(hits, searcher.store, filters.as_of))


def lit(row: JSON, query: Query) -> JSON:
    """A fact with the words of the question marked in its quote."""
    terms = terms_in(row["quote"], query.words)
    return row | {"highlights": highlights(row["quote"], terms), "terms": terms}


def without(query: Query, dropped: Sequence[str]) -> Query:
    """The query without the readings that the asker took out, each written kind:value."""
    for kind, _, value in (item.partition(":") for item in dropped):
        if kind == "concepts":
            kept = tuple(c for c in query.concepts if c.term != value)
            query = replace(query, concepts=kept)
        elif kind == "corrections":
            query = uncorrected(query, value)
        elif kind == "spoken":
            query = replace(query, spoken=tuple(each for each in query.spoken if each[0] != value))
        elif kind in labels.UNDERSTOOD:
            rest = tuple(each for each in getattr(query, kind) if each != value)
            changed: JSON = {kind: rest}
            query = replace(query, **changed)
    return query


def uncorrected(query: Query, meant: str) -> Query:
    """The query without a correction and the words that it brought."""
    brought = set(words(meant)) - set(words(query.text))
    return replace(
        query,
        words=tuple(word for word in query.words if word not in brought),
        corrections=tuple(pair for pair in query.corrections if pair[1] != meant),
    )


def understood(question: str, address: Address) -> list[JSON]:
    """The readings of a question: kind, what is shown, the address without or again with it."""
    readings = interpretation(understand(question))
    found = []
    for kind, name in labels.UNDERSTOOD.items():
        for value in readings[kind]:
            key, shown = reading(kind, value)
            item = f"{kind}:{key}"
            off = item in address.every("drop")
            url = address.take("drop", item) if off else address.add("drop", item)
            found.append({"name": name, "shown": shown, "off": off, "url": url})
    return found


def reading(kind: str, value: object) -> tuple[str, str]:
    """What a reading is known by, and how it is shown."""
    if kind == "spoken" and isinstance(value, dict):
        return value["said"], f"{value['said']} → {'、'.join(value['written'])}"
    if isinstance(value, dict):
        same = value["by"] == value["term"]
        return value["term"], value["term"] if same else f"{value['by']} → {value['term']}"
    if isinstance(value, list):
        return value[1], f"{value[0]} → {value[1]}"
    return str(value), str(value)


def counted_in_part(found: Found, store: Store) -> bool:
    """Whether the counts of the filters are of the best passages only: in a large library a search
    lists so many, and one that is narrowed as many within its own limits, so that it may list more.
    """
    if found.query.filters.exact or store.generation.count <= WHOLE:
        return False
    allowed = store.select(found.query.filters)
    return (store.generation.count if allowed is None else len(allowed)) > READ


def facets(found: Found, address: Address, store: Store) -> list[JSON]:
    """The filters with their counts, each value with the address that sets or lifts it.

    `least` tells that a count may grow when it is clicked. A filter that is set shows its values;
    another one would widen it, so that no count is told.
    """
    made = []
    least = counted_in_part(found, store)
    for name in FACETS:
        values = dict(found.results.facets.get(name, {}))
        if name == "department":
            values = current_names(values)
        chosen = [value for value in values if value in address.every(name)]
        rows = [facet_row(name, value, values[value], address) for value in values]
        if chosen:
            first, more = [row for row in rows if row["on"]], [row for row in rows if not row["on"]]
        else:
            first, more = rows[:SHOWN], rows[SHOWN:]
        if rows:
            named = {"name": labels.FILTERS[name], "chosen": bool(chosen)}
            made.append(named | {"least": least, "first": first, "more": more})
    return made


def facet_row(name: str, value: str, count: int, address: Address) -> JSON:
    """One value of a filter."""
    on = value in address.every(name)
    url = address.take(name, value) if on else address.add(name, value)
    return {"shown": labels.value_name(name, value), "count": count, "on": on, "url": url}


def current_names(counted: dict[str, int]) -> dict[str, int]:
    """The bodies by their present names; the short and former names beside them left out."""
    return {name: count for name, count in counted.items() if not other_name(name, counted)}


def other_name(name: str, counted: dict[str, int]) -> bool:
    """Whether this is only another name, or a longer way to print, of one that is there too."""
    body = gazetteer.department(name)
    if body is not None and body.name != name:
        return body.name in counted
    return any(name != other and name.endswith(other) for other in counted)
