"""An answer as evidence: what it rests on, and, later, which of its citations still hold.

A bundle is one JSON object: the reply, the clauses that it cites with their whole text, the
documents with their sha256, the generation of the index and the version of the program. `sha256`
is taken over all the rest, so that a bundle that was edited by hand is told apart.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

import orjson

from policykb.errors import BadRequest, NotFound
from policykb.types import JSON, Document

if TYPE_CHECKING:
    from policykb.store import Store

FORMAT = "policykb-bundle"
VERSION = 1
# What became of a citation. holds: the same words in the same clause · moved: the same words in
# another clause, whatever its number · changed: the clause is there, its words are not · gone
STATES = ("holds", "moved", "changed", "gone")
SOUND = frozenset({"holds", "moved"})
_BLANKS = re.compile(r"\s+")


def bundle(reply: JSON, store: Store) -> JSON:
    """The evidence of any reply that carries citations: an answer, a search, a match, a trace."""
    whole = lru_cache(maxsize=8)(store.document)
    citations = [_citation(row, whole(row["document"]["id"])) for row in cited_rows(reply)]
    ids = dict.fromkeys(row["document_id"] for row in citations)
    made: JSON = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "program": {"name": "policykb", "version": metadata.version("policykb")},
        "generation": store.generation.number,
        "model": store.model,
        "tokenizer": store.tokenizer,
        "answer": reply,
        "citations": citations,
        "documents": [_document(store, each) for each in ids],
    }
    return made | {"sha256": seal(made)}


def cited_rows(reply: JSON) -> Iterator[JSON]:
    """Every fact, clause and hit of a reply, each once, in the order in which they stand."""
    seen: set[tuple[str, str, str]] = set()
    waiting: list[Any] = [reply]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing))
        elif isinstance(thing, dict):
            if {"document", "eid", "citation"} <= thing.keys():
                key = (thing["document"]["id"], thing["eid"], quote_of(thing))
                if key not in seen:
                    seen.add(key)
                    yield thing
            waiting.extend(reversed(thing.values()))


def quote_of(row: JSON) -> str:
    """The words of a fact (`quote`) or of a hit (`text`)."""
    return str(row.get("quote") or row.get("text") or "")


def _citation(row: JSON, document: Document) -> JSON:
    """One citation with the whole text of its clause as it is now."""
    clause = clause_text(document, row["eid"]) or ""
    return {
        "id": row.get("id", ""),
        "document_id": document.id,
        "eid": row["eid"],
        "citation": row["citation"],
        "page": row.get("page"),
        "number": row.get("number", ""),
        "quote": quote_of(row),
        "clause": clause,
        "clause_sha256": _sha256(clause),
    }


def _document(store: Store, document_id: str) -> JSON:
    record = store.record(document_id)
    wanted = ("id", "title", "doc_number", "source", "sha256", "written_on", "status")
    return {name: record[name] for name in wanted}


def clause_text(document: Document, eid: str) -> str | None:
    """The text of a clause with all that stands under it; None where there is no such clause."""
    for node in document.provisions():
        if node.eid == eid:
            return node.span.of(document.text)
    return None


def seal(made: JSON) -> str:
    """sha256 over a bundle without its own seal, whatever the order of its names."""
    rest = {name: value for name, value in made.items() if name != "sha256"}
    return hashlib.sha256(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)).hexdigest()


def read_bundle(content: bytes) -> JSON:
    """The bundle that a file holds. Raises BadRequest for anything else."""
    try:
        made = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise BadRequest("不是证据包：文件不是 JSON", code="bad_bundle") from error
    if not isinstance(made, dict) or made.get("format") != FORMAT:
        raise BadRequest("不是证据包：请用 answer --bundle 生成的文件", code="bad_bundle")
    if made.get("version") != VERSION:
        raise BadRequest(
            f"证据包的版本是 {made.get('version')}，本程序读 {VERSION}", code="bad_bundle"
        )
    if not all(isinstance(made.get(name), list) for name in ("citations", "documents")):
        raise BadRequest("证据包不完整：缺少出处或文件清单", code="bad_bundle")
    return made


def check_bundle(made: JSON, store: Store) -> JSON:
    """Which citations of a bundle still hold in this store, each with where its words stand now.

    `ok` is true where every citation holds or has only moved and the bundle itself is unaltered.
    """
    try:
        held = {row["id"]: _held(row, store) for row in made["documents"]}
        citations = [_check(row, held[row["document_id"]], store) for row in made["citations"]]
        documents = [_check_document(row, held[row["id"]], store) for row in made["documents"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRequest("证据包不完整：有出处缺少文件、条款或原文", code="bad_bundle") from error
    states = [row["state"] for row in citations]
    intact = made.get("sha256") == seal(made)
    return {
        "ok": intact and all(state in SOUND for state in states),
        "intact": intact,
        "made_at": made.get("made_at", ""),
        "generation": {"then": made.get("generation"), "now": store.generation.number},
        "program": {
            "then": (made.get("program") or {}).get("version"),
            "now": metadata.version("policykb"),
        },
        "counts": {state: states.count(state) for state in STATES},
        "citations": citations,
        "documents": documents,
    }


def _held(row: JSON, store: Store) -> Document | None:
    """The document of a bundle in this store: by its id, else by its 文号 or title."""
    for name in ("id", "doc_number", "title"):
        try:
            document = store.document(row[name]) if row[name] else None
        except NotFound:
            continue
        if document and row[name] in (document.id, document.meta.doc_number, document.meta.title):
            return document
    return None


def _check(row: JSON, document: Document | None, store: Store) -> JSON:
    """One citation today: its state, and citation and page of the clause that holds its words."""
    names = ("document_id", "eid", "citation", "quote")
    gone = {name: row[name] for name in names} | {"state": "gone", "now": None, "unchanged": False}
    if document is None:
        return gone
    clause = clause_text(document, row["eid"])
    if clause is not None and stands_in(row["quote"], clause):
        same = _sha256(clause) == row["clause_sha256"]
        place = _place(store, document.id, row["eid"])
        return gone | {"state": "holds", "unchanged": same, "now": place}
    elsewhere = _find(document, row["quote"].removeprefix(row.get("number", "")))
    if elsewhere is None and clause is None:
        return gone
    place = _place(store, document.id, elsewhere or row["eid"])
    return gone | {"state": "moved" if elsewhere else "changed", "now": place}


def stands_in(quote: str, clause: str) -> bool:
    """Whether a quote stands verbatim in a clause.

    A further piece of a long clause repeats the clause's heading on a line above its own run.
    """
    return quote in clause or (
        "\n" in quote and all(part in clause for part in quote.split("\n", 1))
    )


def _find(document: Document, quote: str) -> str | None:
    """The innermost clause that holds these words."""
    found = None
    for node in document.provisions():
        if stands_in(quote, node.span.of(document.text)):
            found = node.eid  # parents come before their children
    return found


def _place(store: Store, document_id: str, eid: str) -> JSON:
    now = store.provision(document_id, eid)
    return {"document_id": document_id} | {name: now[name] for name in ("eid", "citation", "page")}


def _check_document(row: JSON, document: Document | None, store: Store) -> JSON:
    """A document of the bundle today: same · changed (other bytes) · gone, and its validity."""
    known = {name: row[name] for name in ("id", "title", "sha256")}
    if document is None:
        return known | {"state": "gone", "status": {"then": row["status"], "now": None}}
    now = store.document_ref(document.id)["status"]
    state = "same" if document.sha256 == row["sha256"] else "changed"
    return known | {"state": state, "status": {"then": row["status"], "now": now}}


def _sha256(text: str) -> str:
    return hashlib.sha256(_BLANKS.sub(" ", text).encode()).hexdigest()
