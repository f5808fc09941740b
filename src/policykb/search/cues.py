"""What speaks for a passage besides its words and meaning, one value per candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from policykb import gazetteer
from policykb.numerals import read_integer
from policykb.search.fuse import Cues
from policykb.search.lookup import Lookup
from policykb.search.pool import Floats, Keys, Places
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
    query: Query, keys: Keys, documents: Places, view: View, found: Lookup, departments: Keys
) -> Cues:
    """The cues of a question for its candidates; `departments`: keys of a department's clauses."""
    votes = place_votes(query.regions, view)
    ids = [view.ids[at] for at in documents.tolist()] if votes or found.documents else []
    none = np.zeros(len(keys), dtype=np.float32)
    return Cues(
        places=floats(votes.get(id, 0.0) for id in ids) if votes else none,
        departments=np.isin(keys, departments).astype(np.float32),
        documents=floats(id in found.documents for id in ids) if found.documents else none,
    )


def floats(values: Iterable[float]) -> Floats:
    """The values as float32."""
    return np.fromiter(values, dtype=np.float32)


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


def numbered(query: Query, cards: Sequence[Card]) -> Floats:
    """1 for each passage that bears the last clause number of the question, else 0."""
    if not query.clauses:
        return np.zeros(len(cards), dtype=np.float32)
    asked = number_in(query.clauses[-1])
    numbers = [card.number for card in cards]
    return floats(bool(number) and number_in(number) == asked for number in numbers)


def number_in(printed: str) -> int | None:
    """The number printed in 第二十条, （二十）, 二十、 or 20."""
    return read_integer(printed.strip("第编章节条款项点部分（）()、.．之 "))
