"""What speaks for a passage besides its words and meaning, one value per candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policykb import gazetteer
from policykb.gazetteer.called import Called, called
from policykb.gazetteer.fields import find_offices
from policykb.numerals import read_integer
from policykb.search.figures import kind_asked
from policykb.search.fuse import Cues
from policykb.search.lookup import Lookup
from policykb.search.pool import Floats, Keys, Places
from policykb.store.said import Said
from policykb.types import Query
from policykb.understand import is_chinese

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

# Who asks what a word means finds it where a law says so; 分别是什么 asks for several things.
_ASKS_MEANING = re.compile(
    r"什么(?:是|叫)|啥(?:是|叫)|(?<!分别)[是指](?:什么|啥)(?:意思)?[？?]?$|怎么定义"
    r"|\b[Ww]hat (?:counts|is meant)|\b[Dd]efinition of"
)
_ASKS_EXCEPTION = re.compile(r"不(?:包括|适用|包含)|例外|除外|哪些[^，。？]{0,12}不")
_TELLS_EXCEPTION = re.compile(r"不包括|除外|不适用|不属于|例外")

# How a sentence charges a body: 请财政部明确…, 司法部负责…, 科技部、财政部要…, 办公室设在教育部;
# not 报财政部备案, 申请财政部贴息, 由财政部等组成 (who sits there), 负责同志 (a person).
_CALLED = (
    r"(?:(?:(?<![申邀聘提报呈])请(?![示求])|(?<![理自事缘])由(?![于此来])(?![^。；\n]{0,120}?组成)"
    r"|责成)(?:[^、。；，\n]{2,14}、){0,12}(?:[^。；，\n经报向送]|经[济贸营]){0,20}"
    r"|(?:办公室|秘书[处组]|办事机构|专班)[^。；，\n]{0,6}设在(?:[^、。；，\n]{2,14}、){0,12})"
)
# What stands before the body that another one asks, tells or obeys: 经财政部批准后组织实施.
_OTHERS = "(?<![经报向按照据受送])(?<![经报向按照据受送]国家)"
# 国务院财政部门 and 国务院证券监督管理机构 are not the State Council itself.
_ITSELF = r"(?!(?<=国务院)[^，。；、\n]{0,16}(?:部门|机构|部委|办公厅|委员会|令))"
# Not what was done (已会同, 研究提出了), nor whose work something is (制定的办法, 指导下).
_CHARGED = (
    r"(?:、(?:(?!组成)[^、。；，\n]){2,14}){0,12}(?:(?!组成)[^。；，\n已曾]){0,16}?"
    r"(?:要(?![求点闻])|应(?![对急用收])|须"
    r"|(?:负责(?!同志|人)|牵头|会同|承[担办]|主管|归口|组织|制定|落实|加强|核发|指导|督促)"
    r"(?![的下]|[^。；，：\n]{0,24}(?:了(?!解)|提出：)))"
)
_ASKS_DUTY = re.compile(
    r"负责|牵头|主管|职责|分工|任务|承担|责任|配合|要做|该[做干管]|[做干管](?:什么|啥|哪|些)"
    r"|哪[些几]?(?:件|项|样)?(?:事|工作|活)|要求.{0,12}(?:做|干|办)"
)


# Reports set what was done and what is to come under headings of their own: 2024年工作回顾,
# 2025年主要任务. HEAD: characters of a passage's text, headings first, in which these stand.
HEAD = 40
_ASKS_AHEAD = re.compile(
    r"目标(?!.{0,6}(?:完成|实现|落实|达成|达到))|预期|计划|打算|今年要|要[达完建]"
)
_ASKS_MEASURES = re.compile("措施|任务|安排|举措|部署|工作")
_ASKS_BEHIND = re.compile("回顾|去年|实际|完成了|实现了|达到了|成绩|成效|进展")
_REVIEW = re.compile(
    r"(?:工作|过去一年|主要)[^\n。]{0,6}(?:回顾|总结)|工作(?:成效|成绩)"
    r"|(?:回顾|成效|成就|成绩|发展(?:现状|基础|情况|历程))\n"
)
_PLAN = re.compile(
    r"\d{4}年[^\n。]{0,8}(?:目标|任务|安排|重点工作|总体要求|思路)|目标任务|预期目标\n"
)

# The letter that a text is sent out with repeats its title and says nothing of it: 现将…印发给你们,
# 请认真贯彻执行. Passages without headings are one line each; quotation marks are lowered away.
_SENDS = "印发|转发|批转|下发|发布|公布|颁布"
_LETTER = re.compile(
    rf"现(?:将[^。\n]{{2,160}}?)?(?:予以?)?(?:{_SENDS})(?:给你们|你们)?"
    r"(?:[，,。；;][ ]?[请望希][^。\n]{0,60}(?:执行|落实|实施|贯彻|遵照)[^，,。\n]{0,6})?[。\s]*"
)
_NOW = re.compile("现(?=将|予|印|转|批|下|发|公|颁)")
LONGEST_LETTER = 480  # characters


FIGURES = 100  # of the passages, best first, in which figures are looked for


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


def place_words(query: Query, view: View) -> frozenset[str]:
    """The question's words that name a place of which the library has documents: what these say
    need not name it, and what names it often is not the answer."""
    held = (name for name in query.regions if name in view.regions)
    known = [place for name in held if (place := gazetteer.region(name))]
    names = [name for place in known for name in (place.name, place.short)]
    return frozenset(word for word in query.words if any(word in name for name in names))


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
    names = [name for each in asked for name in gazetteer.names_of_body(each) or (each,)]
    if not names:
        return np.zeros(len(cards), dtype=np.float32)
    duty, offices = duty_of(names), [called(m.entry.name) for m in find_offices(query.text)]
    return floats(
        duty.search(card.text) is not None or _charges_one(card.text, offices) for card in cards
    )


def _charges_one(text: str, offices: Sequence[Called]) -> bool:
    """Whether a sentence charges one of these bodies that are called by their field."""
    if not offices:
        return False
    # Few questions name an office, and none other shall wait for the patterns of duties.
    from policykb.extract.duties import charges_of

    return any(each.means(o.printed, o.name) for o in charges_of(text) for each in offices)


def duty_of(names: Iterable[str]) -> re.Pattern[str]:
    """How a sentence charges a body of one of these names: 请财政部明确…, 司法部负责制定…

    Not 财政部门, which are those of all places.
    """
    # 市发展改革委 is not the nation's.
    body = f"(?<![省市县区州])(?:{'|'.join(map(re.escape, names))})(?!门){_ITSELF}"
    return re.compile(f"{_CALLED}{body}|{_OTHERS}{body}{_CHARGED}")


def department_names(query: Query) -> list[str]:
    """All names of the departments asked for."""
    mentions = gazetteer.find_departments(query.text)
    return [query.text[m.span.start : m.span.end] for m in mentions] + list(query.departments)


def as_asked(query: Query, cards: Sequence[Card]) -> Floats:
    """1 for each passage that tells what the question asks for by its form, else 0: who ranks
    where, what a word means (本法所称…, …是指), what is left out, or a figure of the kind asked for
    (多少钱, 几天内)."""
    tells = told_by_form(query)
    if tells:
        return floats(bool(tells.search(card.text)) for card in cards)
    told = np.zeros(len(cards), dtype=np.float32)
    if kind := kind_asked(query.text):
        told[:FIGURES] = [kind.told_in(card.text) for card in cards[:FIGURES]]
    return told


def told_by_form(query: Query) -> re.Pattern[str] | None:
    """What tells a rank, a meaning or an exception, where the question asks for one."""
    if _ASKS_RANK.search(query.text):
        return _TELLS_RANK
    words = "|".join(re.escape(word) for word in query.words if len(word) > 1)
    if words and _ASKS_MEANING.search(query.text):
        return re.compile(
            rf"所称的?[^，。；\n]{{0,12}}(?:{words})|(?:{words})[^，。；\n]{{0,8}}(?:是指|，指|指的是)"
        )
    return _TELLS_EXCEPTION if _ASKS_EXCEPTION.search(query.text) else None


def untimely(query: Query, said: Said) -> NDArray[np.bool_]:
    """For each passage whether it stands under a review of what was done, and the question asks
    for what is to come; or under what is to come, where it asks for what was reached."""
    ahead, behind = asks_ahead(query), _ASKS_BEHIND.search(query.text) is not None
    if ahead == behind:
        return np.zeros(len(said.ends), dtype=np.bool_)
    other = _REVIEW if ahead else _PLAN
    return np.array([bool(other.search(each[:HEAD])) for each in said.texts], dtype=np.bool_)


def letters(said: Said) -> NDArray[np.bool_]:
    """For each passage whether it is only the letter that a text is sent out with."""
    return np.array([_is_letter(text) for text in said.texts], dtype=np.bool_)


def _is_letter(text: str) -> bool:
    if len(text) > LONGEST_LETTER or "\n" in text.strip():
        return False
    return any(_LETTER.fullmatch(text, now.start()) for now in list(_NOW.finditer(text))[-3:])


def asks_ahead(query: Query) -> bool:
    """Whether a question asks for targets, or for measures of a year; one in English by what it was
    read as."""
    text = query.text if is_chinese(query.text) else " ".join(query.words)
    if _ASKS_AHEAD.search(text):
        return True
    return bool(query.years) and _ASKS_MEASURES.search(text) is not None


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
