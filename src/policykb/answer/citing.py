"""cite(…): a clause or document with its citation and both forms of reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykb.answer.bibliography import references
from policykb.answer.resolve import resolve, whole
from policykb.errors import BadRequest
from policykb.types import JSON

if TYPE_CHECKING:
    from policykb.store import Store


def cite(store: Store, *, citation: str = "", document: str = "", eid: str = "") -> JSON:
    """The clause that a citation means, or that of an address, with `gbt7714` and `bibtex`.

    Raises BadRequest where neither is given, NotFound where it leads nowhere.
    """
    if citation.strip():
        found = resolve(citation, store)
    elif document.strip() and eid:
        found = store.provision(document, eid)
    elif document.strip():
        found = whole(store.record(document)["id"], store)
    else:
        raise BadRequest("请给出引文，或文件编号与条款地址", code="empty_citation")
    return found | references(store.document(found["document"]["id"]))
