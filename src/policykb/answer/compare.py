"""compare(upper, lower): what becomes of each clause and target of a document in a lower one.

repeated · strengthened · weakened · omitted for those of the upper document, added for those of the
lower one that answer to none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policykb.answer.align import (
    STATUS,
    Judge,
    Pair,
    clause_pairs,
    firmer_clause,
    firmer_target,
    target_pairs,
)
from policykb.answer.whereabouts import LOWER, PEER, UPPER, rank, region_of, standing
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.search import Searcher
    from policykb.store import Store

OMITTED, ADDED = "omitted", "added"
STATUSES = ("repeated", "strengthened", "weakened", OMITTED, ADDED)
SHORTEST = 15  # characters of a clause that says something


def compare(upper: str, lower: str, searcher: Searcher) -> JSON:
    """Items with status, both facts, both quotes and what the status rests on; totals by status.

    `relation` tells how the second document stands to the first by level and place: lower, as the
    names have it, peer, upper or other; nothing is handed down between the last three.
    Documents are named by id, 文号 or title. Raises NotFound for one that is not there.
    """
    store = searcher.store
    refs = [store.document_ref(store.document(name).id) for name in (upper, lower)]
    ids = [str(ref["id"]) for ref in refs]
    above, below = (clauses_of(id, store) for id in ids)
    items = aligned(above, below, clause_pairs(above, below, searcher), firmer_clause)
    above, below = (store.facts("targets", Filters(doc=(id,))) for id in ids)
    items += aligned(above, below, target_pairs(above, below, searcher), firmer_target)
    counts = Counter(item["status"] for item in items)
    return {
        "upper": refs[0],
        "lower": refs[1],
        "relation": standing(refs[1], refs[0]),
        "items": items,
        "total": len(items),
        "totals": {status: counts[status] for status in STATUSES},
        "complete": True,
        "coverage": store.coverage(Filters(doc=tuple(dict.fromkeys(ids)))),
    }


def told_apart(reply: JSON) -> str:
    """In words, where the second document is no lower one; empty where it is, or nothing tells."""
    refs = (reply["upper"], reply["lower"])
    places = [region_of(ref) for ref in refs]
    if None in map(rank, refs) or not all(places) or reply["relation"] == LOWER:
        return ""
    if reply["relation"] == UPPER:
        return "后一份文件的级别高于前一份，以下只是对照内容。"
    if places[0] == places[1]:
        return f"两份文件同级，同属{places[0]}，不是上下级文件。"
    level = "同级" if reply["relation"] == PEER else "不同级"
    return f"两份文件分属{level}的{places[0]}和{places[1]}，互不隶属，以下只是对照内容。"


def handed_down(reply: JSON) -> bool:
    """Whether the second document can take up the first: it is lower, or of the same place."""
    return not told_apart(reply) or reply["upper"]["region"] == reply["lower"]["region"]


def clauses_of(document: str, store: Store) -> list[JSON]:
    """The measures of a document with the numbered clauses beside them, in its order; of one that
    has no measures, all its numbered clauses."""
    measures = {row["eid"]: row for row in store.facts("measures", Filters(doc=(document,)))}
    clauses = [c for c in store.provisions(document) if c["number"] and len(c["text"]) >= SHORTEST]
    if not measures:
        return clauses
    inside = {eid.rpartition("__")[0] for eid in measures}
    beside = [c for c in clauses if c["eid"].rpartition("__")[0] in inside - {""}]
    listed = {c["eid"]: c for c in beside if not c["children"]} | measures
    order = {c["eid"]: at for at, c in enumerate(store.provisions(document))}
    return sorted(listed.values(), key=lambda row: order.get(row["eid"], 0))


def aligned(
    upper: Sequence[JSON], lower: Sequence[JSON], pairs: Sequence[Pair | None], judge: Judge
) -> list[JSON]:
    """The items of one kind: those of the upper document in order, then what the lower adds."""
    items = []
    for one, pair in zip(upper, pairs, strict=True):
        if pair is None:
            items.append(item(OMITTED, one, None))
            continue
        firmer, basis = judge(one, lower[pair.at], pair.quotes)
        items.append(item(STATUS[firmer], one, lower[pair.at], pair, basis))
    answered = {pair.at for pair in pairs if pair}
    return items + [item(ADDED, None, o) for at, o in enumerate(lower) if at not in answered]


def item(
    status: str,
    upper: JSON | None,
    lower: JSON | None,
    pair: Pair | None = None,
    basis: str = "",
) -> JSON:
    """One row of a comparison; `evidence` are the two quotes, empty on the side that has none."""
    sides = [str(side["quote"]) if side else "" for side in (upper, lower)]
    return {
        "status": status,
        "kind": (upper or lower or {})["kind"],
        "upper": upper,
        "lower": lower,
        "evidence": list(pair.quotes) if pair else sides,
        "citations": [str(side["citation"]) if side else "" for side in (upper, lower)],
        "basis": basis,
        "nearness": round(pair.near, 3) if pair else None,
    }
