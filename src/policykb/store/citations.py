"""Which documents of the store cite which, and which explains which? Derived when it is asked.

A citation leads to the document of the same 文号, else to the only one of the same title. Nothing
of this is stored, so that it stays right when documents come and go.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policykb.store.schema import rows
from policykb.types import JSON

_MARKS = re.compile(r"[\s《》〈〉“”\"（）()]")
# 某局关于印发某办法的通知 carries 某办法, and is cited by either title.
_CARRIES = re.compile(r"关于(?:印发|发布|公布|转发)(?P<carried>.{4,})的(?:通知|公告)$")
_TITLES = re.compile(r"《([^《》]{4,120})》")
INTERPRETATION = "interpretation"
_EXPLAINS = re.compile(r"(?:的?(?:政策)?(?:解读|问答|图解)|答记者问|一图读懂[:：]?)")


def plain_title(title: str) -> str:
    """A title as it is compared: without white space, brackets and quotation marks."""
    return _MARKS.sub("", title)


def _names(title: str) -> tuple[str, ...]:
    """Shorter names of a document: what a notice carries, a law without 中华人民共和国."""
    whole = plain_title(title)
    carried = _CARRIES.search(whole)
    shorter = carried["carried"] if carried else whole
    return shorter, shorter.removeprefix("中华人民共和国")


@dataclass(slots=True)
class Index:
    """The documents of a store by 文号 and by title; a title that two bear leads to neither."""

    numbers: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str | None] = field(default_factory=dict)

    def add(self, document_id: str, title: str, number: str) -> None:
        """Takes in one document."""
        if number:
            self.numbers[number] = document_id
        for name in {plain_title(title), *_names(title)} - {""}:
            other = self.titles.setdefault(name, document_id)
            self.titles[name] = document_id if other == document_id else None

    def __contains__(self, title: object) -> bool:
        """Whether a plain title leads to one document."""
        return isinstance(title, str) and self.titles.get(title) is not None

    def find(self, title: str, number: str = "") -> str | None:
        """The id of the document of that 文号 or title; None where it is not there."""
        if number in self.numbers:
            return self.numbers[number]
        found = (self.titles.get(name) for name in (plain_title(title), *_names(title)))
        return next((document_id for document_id in found if document_id), None)


def index_of(db: sqlite3.Connection) -> Index:
    """The index of all documents in the catalogue."""
    index = Index()
    for document_id, title, number in rows(db, "SELECT id, title, doc_number FROM documents"):
        index.add(document_id, title, number)
    return index


def resolved(db: sqlite3.Connection, references: Sequence[JSON]) -> list[JSON]:
    """Reference records with `resolved` filled in: the id of the document cited, or None."""
    index = index_of(db) if references else Index()
    return [_led(reference, index) for reference in references]


def _led(reference: JSON, index: Index) -> JSON:
    found = index.find(reference.get("title") or "", reference.get("doc_number") or "")
    own = reference["document"]["id"]
    return reference | {"resolved": None if found == own else found}


def explained(document_id: str, title: str, references: Iterable[JSON], index: Index) -> str | None:
    """The document that an interpretation explains: the one in its title, else the first cited."""
    named = [*_TITLES.findall(title), _EXPLAINS.sub("", title)]
    found = (index.find(name) for name in named)
    cited = (reference["resolved"] for reference in references)
    return next((id_ for id_ in (*found, *cited) if id_ and id_ != document_id), None)


def interpretations(db: sqlite3.Connection, references: Sequence[JSON]) -> dict[str, str]:
    """Interpretation → the document that it explains, for all that lead to one in the store.

    `references` are all reference records, resolved.
    """
    index = index_of(db)
    sql = "SELECT id, title FROM documents WHERE doc_type = ?"
    found: dict[str, str] = {}
    for document_id, title in rows(db, sql, (INTERPRETATION,)):
        own = [r for r in references if r["document"]["id"] == document_id]
        if subject := explained(document_id, title, own, index):
            found[document_id] = subject
    return found
