"""What speaks for a passage besides its words and meaning, one value per candidate."""

from __future__ import annotations

import re
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
# Who asks for a rank says 排名靠前, 第一 or 最好; the passage that tells it says 位列前5位.
_ASKS_RANK = re.compile(
    r"排名|排行|排位|排第|第几|名次|榜首|垫底|倒数|排在?最?[前后]|靠前|前[一二三四五六七八九十\d]{1,2}[名位强]?"
    r"|(?:得分|分数|评分|水平|环境|综合).{0,6}(?:最[高好优]|第一|领先)|第一名?(?:是|的是)"
    r"|(?:哪|谁|什么).{0,6}(?:最[高好优强]|第一|领先)|(?:最[高好优强]|第一).{0,4}(?:哪|谁)"
)
_TELLS_RANK = re.compile(
    r"前\d{1,3}[位名]|前[二三四五六七八九十]{1,2}[位名]|位列|位居|名列|排名第|得分居|蝉联|居[^。，；]{0,12}第"
)

# How a sentence charges a body: 请财政部明确…, 司法部负责…, 科技部、财政部要…; not 报财政部备案.
_CALLED = r"(?:请|由|责成)[^。；，\n]{0,20}"
_CHARGED = (
    r"[^。；，\n]{0,16}?"
    r"(?:要(?![求点闻])|应(?![对急用收])|须|负责|牵头|会同|承担|主管|归口|组织|制定|落实|加强)"
)
_ASKS_DUTY = re.compile(
    r"负责|牵头|主管|职责|分工|任务|承担|责任|配合|要做|该[做干管]|[做干管](?:什么|啥|哪|些)"
    r"|哪[些几]?(?:件|项|样)?(?:事|工作|活)|要求.{0,12}(?:做|干|办)"
)


def cues_of(
    query: Query, keys: Keys, documents: Places, view: View, found: Lookup, departments: Keys
) -> Cues:
    """The cues of a question for its candidates; `departments`: keys of a department's clauses."""
    votes = place_votes(query.regions, view)
    named = frozenset(found.documents)
    ids = [view.ids[at] for at in documents.tolist()] if votes or named else []
    none = np.zeros(len(keys), dtype=np.float32)
    return Cues(
        # The place of a document that is asked for by name belongs to its name.
        places=floats(0.0 if id in named else votes.get(id, 0.0) for id in ids) if votes else none,
        departments=np.isin(keys, departments).astype(np.float32),
        documents=floats(id in named for id in ids) if named else none,
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


def charged(query: Query, cards: Sequence[Card]) -> Floats:
    """1 for each passage of which a sentence charges a department, where the question asks for its
    duties; signatures such as （财政部牵头） are labels of the passage."""
    asked = query.departments if _ASKS_DUTY.search(query.text) else ()
    names = [name for each in asked for name in gazetteer.names_of_body(each)]
    if not names:
        return np.zeros(len(cards), dtype=np.float32)
    duty = duty_of(names)
    return floats(duty.search(card.text) is not None for card in cards)


def duty_of(names: Iterable[str]) -> re.Pattern[str]:
    """How a sentence charges a body of one of these names: 请财政部明确…, 司法部负责制定…

    Not 财政部门, which are those of all places.
    """
    body = f"(?:{'|'.join(map(re.escape, names))})(?!门)"
    return re.compile(f"{_CALLED}{body}|{body}{_CHARGED}")


def department_names(query: Query) -> list[str]:
    """All names of the departments asked for."""
    mentions = gazetteer.find_departments(query.text)
    return [query.text[m.span.start : m.span.end] for m in mentions] + list(query.departments)


def ranked(query: Query, cards: Sequence[Card]) -> Floats:
    """1 for each passage that tells who ranks where, if the question asks for that, else 0."""
    if not _ASKS_RANK.search(query.text):
        return np.zeros(len(cards), dtype=np.float32)
    return floats(bool(_TELLS_RANK.search(card.text)) for card in cards)


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
