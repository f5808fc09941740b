"""Saved questions, asked again of what is new: so that policy finds the firm.

Only documents that were not there before, or have other bytes now, are searched: an old clause
that moves up in the ranking is no news.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from policykb.answer.ask import KINDS, ask
from policykb.errors import BadRequest
from policykb.store import subscriptions as kept
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.store import Store

LIMIT = 20  # facts of a kind, and passages, that one look at new documents brings
LONGEST = 2000  # characters of a question
MOST = 1000  # subscriptions of one data directory
ATOM = "http://www.w3.org/2005/Atom"


def subscribe(searcher: Searcher, question: str, *, name: str = "", filters: JSON) -> JSON:
    """Saves a question; what it finds today is known, and only what comes later is news.

    Raises BadRequest for an empty question or where there are too many.
    """
    if not question.strip() or len(question) > LONGEST:
        raise BadRequest("请写出要订阅的问题", code="empty_query")
    store = searcher.store
    if len(kept.every(store.data)) >= MOST:
        raise BadRequest(f"订阅已满 {MOST} 个", code="too_many_subscriptions")
    found = list(_found(searcher, question, filters_of(filters)))
    row = kept.add(store.data, name, question, filters, _known(store), store.moment)
    kept.begin(store.data, row["id"], found, store.generation.number)
    return record(row)


def look(searcher: Searcher) -> int:
    """Asks every saved question of what is new; returns how many subscriptions were looked at."""
    rows = kept.every(searcher.store.data)
    return sum(look_for(searcher, row) for row in rows)


def look_for(searcher: Searcher, row: JSON) -> bool:
    """Asks one saved question of what is new; False where nothing has changed since."""
    store = searcher.store
    if row["moment"] == store.moment:
        return False
    known = _known(store)
    fresh = [id_ for id_, sha256 in known.items() if row["known"].get(id_) != sha256]
    found = []
    filters = filters_of(row["filters"])
    if filters.doc:
        named = {store.record(name)["id"] for name in filters.doc}
        fresh = [id_ for id_ in fresh if id_ in named]
    if fresh:
        found = list(_found(searcher, row["question"], replace(filters, doc=tuple(fresh))))
    number = store.generation.number
    kept.keep(store.data, row["id"], found, known, store.moment, number)
    return True


def _found(searcher: Searcher, question: str, filters: Filters) -> Iterator[JSON]:
    """What a question finds: its facts, and the clauses in which no fact stands."""
    answer = ask(question, searcher, filters=filters, limit=LIMIT)
    if answer["verdict"] != "answered":
        return
    told = set()
    for kind in KINDS:
        for row in answer[kind]:
            told.add((row["document"]["id"], row["eid"]))
            yield _match(row, row["kind"], row["quote"])
    for hit in answer["passages"]:
        if (hit["document"]["id"], hit["eid"]) not in told:
            yield _match(hit, "clause", hit["text"])


def _match(row: JSON, kind: str, quote: str) -> JSON:
    place = f"{row['document']['id']}#{row['eid']} {kind}"
    digest = hashlib.sha256(f"{place}\n{quote}".encode()).hexdigest()[:16]
    title = f"{row.get('number', '')}{row.get('heading', '')}" or row["citation"]
    shared = {name: row[name] for name in ("citation", "document", "eid", "page")}
    return {
        "place": place,
        "digest": digest,
        "record": shared | {"kind": kind, "title": title, "quote": quote},
    }


def _known(store: Store) -> dict[str, str]:
    return {row["id"]: row["sha256"] for row in store.documents()}


def filters_of(given: JSON) -> Filters:
    """The filters of a saved question. Raises BadRequest for an unknown one."""
    try:
        values: JSON = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
        return Filters(**values)
    except TypeError as error:
        raise BadRequest(f"没有这样的筛选：{'、'.join(given)}", code="bad_filter") from error


def record(row: JSON) -> JSON:
    """A saved question as users see it."""
    shown = {name: row[name] for name in ("id", "name", "question", "filters", "created_at")}
    return shown | {"feed": f"/api/v1/subscriptions/{row['id']}/feed"}


def feed(searcher: Searcher, id_: str) -> JSON:
    """The new matches of a saved question, latest first; looks at what is new before. NotFound."""
    data = searcher.store.data
    look_for(searcher, kept.one(data, id_))
    items = kept.matches(data, id_)
    return {
        "subscription": record(kept.one(data, id_)),
        "items": items,
        "total": len(items),
        "next_cursor": None,
    }


def atom(found: JSON, base: str) -> bytes:
    """A feed as Atom (RFC 4287); `base` is the server's own address, without a slash at its end."""
    ElementTree.register_namespace("", ATOM)
    subscription = found["subscription"]
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    latest = max((row["found_at"] for row in found["items"]), default=subscription["created_at"])
    _text(root, "id", f"urn:policykb:subscription:{subscription['id']}")
    _text(root, "title", subscription["name"] or subscription["question"])
    _text(root, "subtitle", subscription["question"])
    _text(root, "updated", latest)
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _text(author, "name", "policykb")
    _link(root, "self", base + subscription["feed"])
    for row in found["items"]:
        entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        _text(entry, "id", f"urn:policykb:match:{subscription['id']}:{row['id']}")
        _text(entry, "title", f"{row['title']} · {row['citation']}")
        _text(entry, "updated", row["found_at"])
        _text(entry, "summary", row["quote"])
        address = f"/api/v1/documents/{row['document']['id']}/provisions/{row['eid']}"
        _link(entry, "alternate", base + address)
        for kind in (row["kind"], row["change"]):
            ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": kind})
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    # XML 1.0 has no words for most control characters
    clean = "".join(c for c in text if c >= " " or c in "\t\n")
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = clean


def _link(parent: ElementTree.Element, rel: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})
