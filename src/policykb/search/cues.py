"""What speaks for a passage besides its words and meaning, one value per candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from policykb import gazetteer
from policykb.numerals import read_integer
from policykb.search.fuse import Cues
from policykb.search.lookup import Lookup
from policykb.search.pool import Floats, Keys
from policykb.types import Query

if TYPE_CHECKING:
    from policykb.search.view import Card, View

# Words that ask for duties, not for a subject: 海关总署负责哪些措施 asks for all of its clauses.
_DUTIES = """
负责 牵头 配合 职责 分工 职责分工 任务 措施 若干 政策 工作 事项 部门 干 管
承担 参与 落实 责任 单位 责任单位
"""
DUTIES = frozenset(_DUTIES.split())


def cues_of(
    query: Query,
    keys: Keys,
    cards: Sequence[Card],
    view: View,
    found: Lookup,
    departments: Keys,
) -> Cues:
    """The cues of a question for its candidates; `departments`: keys of a department's clauses."""
    places = place_votes(query.regions, view)
    return Cues(
        concepts=concept_weights(query, cards),
        places=floats(places.get(card.passage.document_id, 0.0) for card in cards),
        departments=np.isin(keys, departments).astype(np.float32),
        clauses=floats(bears_number(query, card) for card in cards),
        documents=floats(card.passage.document_id in found.documents for card in cards),
    )


def floats(values: Iterable[float]) -> Floats:
    """The values as float32."""
    return np.fromiter(values, dtype=np.float32)


def concept_weights(query: Query, cards: Sequence[Card]) -> Floats:
    """For each passage the weight of the weightiest concept of the question that it bears.

    A concept that most candidates bear (中小企业) tells none of them apart and weighs little.
    """
    best = np.zeros(len(cards), dtype=np.float32)
    for concept in query.concepts if cards else ():
        borne = floats(concept.id in card.concepts for card in cards)
        best = np.maximum(best, concept.weight * (1 - borne.mean()) * borne)
    return best


def place_votes(regions: Sequence[str], view: View) -> dict[str, float]:
    """+1 for documents of a place asked for or around it, -1 for those of another place."""
    asked = {name for region in regions for name in around(region)}
    if not asked:
        return {}
    votes = {}
    for id, ref in view.refs.items():
        region = str(ref.get("region") or "")
        if region and region != gazetteer.NATIONAL:
            votes[id] = 1.0 if asked & around(region) else -1.0
    return votes


def around(name: str) -> set[str]:
    """The place, its city and its province: what holds there holds in the place."""
    place = gazetteer.region(name)
    return {name} | ({place.name, place.city, place.province} - {""} if place else set())


def asks_duties(query: Query) -> bool:
    """Whether the question names a department and else only asks for its duties."""
    if not query.departments:
        return False
    names = department_names(query)
    rest = [word for word in query.words if word not in DUTIES]
    return all(any(word in name for name in names) for word in rest)


def department_names(query: Query) -> list[str]:
    """All names of the departments asked for."""
    mentions = gazetteer.find_departments(query.text)
    return [query.text[m.span.start : m.span.end] for m in mentions] + list(query.departments)


def bears_number(query: Query, card: Card) -> bool:
    """Whether the passage bears the last clause number of the question."""
    if not query.clauses or not card.passage.number:
        return False
    return number_in(query.clauses[-1]) == number_in(card.passage.number)


def number_in(printed: str) -> int | None:
    """The number printed in 第二十条, （二十）, 二十、 or 20."""
    return read_integer(printed.strip("第编章节条款项点部分（）()、.．之 "))
