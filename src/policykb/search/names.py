"""Which documents does a question name: by 文号, 《title》, or a short form of one?"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policykb import gazetteer
from policykb.thesaurus import terms
from policykb.types import JSON, Query
from policykb.understand import is_chinese, normalise
from policykb.understand.patterns import is_standard

SHORTEST_NAME = 4  # characters of a title that name it: 若干措施, 评估报告; 规划 alone does not
SHORTEST_LAW = 3  # 专利法, 立法法
SHORTEST_HEAD = 2  # of them before its kind where a question begins so: 器官条例第三条
LONGEST_NAME = 32
MOST_NAMED = 3  # a short form that more documents bear, of the places asked for, names none
SHORTEST_WHOLE = 7  # characters of a question that is a title in short
_ORDER = re.compile(r"第?(\d{1,3})号令$")
_KIND = re.compile(
    r"措施|办法|意见|规划|纲要|报告|条例|法|通知|方案|规定|决定|细则|指南|计划|公告|批复|答复|复函|函|解释|预案"
    r"|公报|通报|决议|标准|规范|规程|名录|目录"
)
_ENDS = re.compile(rf"(?<!的)(?:{_KIND.pattern}|建议|要点|令第\d{{1,3}}号)$")
# what may follow the name itself: 《…办法（试行）》, 《…规划（2021—2025年）》, 关于印发《…》的通知
_AFTER_NAME = re.compile(r"(?:试行|暂行|修订|修正|草案|摘编|\d{4}年?[-—至]?(?:\d{4})?年?|的通知)+$")
_PERIOD = re.compile(r"十[一二三四五六七八九]?五(?!年)")  # 十四五: the five years of a plan
_NATIONAL = re.compile(r"全国|国家(?!级)|中央")
_QUOTED = re.compile(r"“([^”]{3,12})”")
_NUMBERED = re.compile(r"\d{3,6}号(?!令)")  # 第4626号提案: a number within a title
_FORM = re.compile(r"[发函字](\d{5,8}号)$")  # the sign for the form of a document before the year
_A_LAW = re.compile(
    r"[一-鿿]{2,12}(?<![办执违做立合守])法(?=》?第)"
    # of rules and measures only where the question begins with them
    r"|^(?![本该此这那上]|请问)[一-鿿]{3,20}(?:条例|办法|规定|细则|规则)(?=》?第)"
)
_NO_WORD = "(?![定人务律治庭院官制]|规(?!定))"  # 法定, 法人, 法务, 法规
_LAW_NAME = re.compile(r"[一-鿿]+(?:(?<![办执违做立合守加])法|条例)")
_DASHES = str.maketrans("—–－―", "----")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉（）()〔〕\[\]【】]")


@dataclass(frozen=True, slots=True)
class Name:
    """A document's names: `title`, `number` and what is `quoted` in its title, folded for
    comparison."""

    id: str
    title: str
    number: str
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all documents of a store; `ends`: short form → those that it could mean."""

    listed: tuple[Name, ...]
    ends: Mapping[str, Sequence[Name]]


def names_of(documents: Iterable[JSON]) -> Names:
    """The names of all documents of a store."""
    listed = tuple(
        Name(
            row["id"],
            fold(row.get("title") or ""),
            fold(row.get("doc_number") or ""),
            tuple(map(fold, _QUOTED.findall(row.get("title") or ""))),
        )
        for row in documents
    )
    ends: defaultdict[str, list[Name]] = defaultdict(list)
    for name in listed:
        for end in ends_of(name.title):
            ends[end].append(name)
    return Names(listed, dict(ends))


def ends_of(title: str) -> list[str]:
    """The ends of a folded title that could stand for it, longest first.

    >>> ends_of("产业促进办法试行")
    ['产业促进办法', '业促进办法', '促进办法']
    """
    name = _AFTER_NAME.sub("", title)
    kinds = [match for match in _KIND.finditer(name) if match.end() == len(name)]
    if not kinds:
        return []
    shortest = SHORTEST_LAW if kinds[-1].group() == "法" else SHORTEST_NAME
    found = [name[at:] for at in range(max(0, len(name) - LONGEST_NAME), len(name) - shortest + 1)]
    period = _PERIOD.search(name)  # a plan is called by its years: the “十四五”规划 of a place
    return [*found, period.group() + kinds[-1].group()] if period else found


def fold(text: str) -> str:
    """Blind to width, case, brackets, quotation marks, spaces and the length of dashes."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).lower()


def unheld(query: Query, names: Names) -> tuple[str, ...]:
    """The laws, regulations and 《documents》 of a question that no document bears, as it names
    them."""
    text = normalise(query.text)
    asked = [*query.titles, *laws_in(text), *(_A_LAW.findall(text) if query.clauses else ())]
    return tuple(dict.fromkeys(each for each in asked if not is_borne(fold(each), names.listed)))


def is_borne(title: str, listed: Sequence[Name]) -> bool:
    """Whether a folded title, or more of it, is borne by any document."""
    return any(title in name.title for name in listed)


def laws_in(text: str) -> list[str]:
    """The laws and regulations that the thesaurus knows and the text names; 公司法定代表人 names
    none."""
    return [law for law in known_laws() if law in text and re.search(rf"{law}{_NO_WORD}", text)]


@cache
def known_laws() -> tuple[str, ...]:
    """Names of laws and regulations among the official terms of the thesaurus."""
    names = dict.fromkeys(name for term in terms().values() for name in term.official)
    return tuple(name for name in names if _LAW_NAME.fullmatch(name))


def named(query: Query, names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the documents that the question names by 文号, 《title》 or a short form of it, and
    the folded words that do."""
    text = fold(query.text) if is_chinese(query.text) else " ".join(query.words)
    found, said = by_number(query, text, names)
    for title in map(fold, query.titles):
        held = [n.id for n in names.listed if title in n.title]
        found += held
        said += [title] if held else []
    if query.clauses and not found:
        found += by_quoted(text, names.listed) or abridged(text, names.listed)
    if query.clauses and found:
        return tuple(dict.fromkeys(found)), ()
    for title in said:
        text = text.replace(title, " ")
    for run in short_names(text, names.ends)[: 1 if query.clauses else None]:
        meant = narrowed(names.ends[run], query)
        if len(meant) <= MOST_NAMED:
            found += [name.id for name in meant]
            said.append(run)
    if not found:
        found += whole(text, names.listed)
        said += [text] if found else []
    return tuple(dict.fromkeys(found)), tuple(said)


def whole(text: str, listed: Sequence[Name]) -> tuple[str, ...]:
    """Documents of whose title the whole folded question is taken, in its order, to the very kind
    that both end in: 区委十四五规划建议, 指挥部第1号令 for 指挥部令（第1号）."""
    asked = _ORDER.sub(r"令第\1号", text)
    kind = _ENDS.search(asked)
    if kind is None or len(asked) < SHORTEST_WHOLE:
        return ()
    found = [
        name.id
        for name in listed
        if _AFTER_NAME.sub("", name.title).endswith(kind[0])
        and taken_from(asked, _AFTER_NAME.sub("", name.title)) == len(asked)
    ]
    return tuple(found) if len(found) <= MOST_NAMED else ()


def called(text: str, names: Names) -> tuple[str, ...]:
    """Ids of the documents of which a text is a name and nothing more: their 文号, their title or
    its end, or letters of it in its order to the kind that both end in (上海规划)."""
    asked = fold(text)
    found = [n for n in names.listed if n.number and same_number(asked, n.number)]
    found = found or [n for n in names.listed if asked == n.title] or [*names.ends.get(asked, ())]
    kind = _KIND.search(asked[-SHORTEST_NAME:])
    if not found and kind and len(asked) >= SHORTEST_NAME:
        ended = [(n, _AFTER_NAME.sub("", n.title)) for n in names.listed]
        found = [
            n
            for n, title in ended
            if _KIND.findall(title)[-1:] == _KIND.findall(asked)[-1:]
            and taken_from(asked, title) == len(asked)
        ]
    return tuple(n.id for n in found) if len(found) <= MOST_NAMED else ()


def by_number(query: Query, text: str, names: Names) -> tuple[list[str], list[str]]:
    """Ids of the documents whose 文号 a question gives, or whose title bears a number that stands
    in the folded text, and the folded 文号 that do."""
    found: list[str] = []
    said: list[str] = []
    for number in map(fold, query.doc_numbers):
        held = [n.id for n in names.listed if n.number and same_number(number, n.number)]
        held = held or other_editions(number, names.listed)
        found += held
        said += [number] if held else []
    for number in () if query.doc_numbers else _NUMBERED.findall(text):
        found += [name.id for name in names.listed if re.search(rf"(?<!\d){number}", name.title)]
    return found, said


def other_editions(number: str, listed: Sequence[Name]) -> list[str]:
    """Documents that are the standard of a folded number in another year's edition: they tell what
    became of the one asked for."""
    undated = re.sub(r"-\d+$", "", number)
    if undated == number or not is_standard(number):
        return []
    return [n.id for n in listed if n.number and same_number(undated, n.number)]


def by_quoted(text: str, listed: Sequence[Name]) -> tuple[str, ...]:
    """Documents of whose title a quoted piece stands in the folded question: 无废城市 for the
    “无废城市”建设试点工作方案; none where it could be many."""
    found = tuple(name.id for name in listed if any(piece in text for piece in name.quoted))
    return found if len(found) <= MOST_NAMED else ()


def without(query: Query, names: Sequence[str]) -> Query:
    """The question without the folded names of documents, where anything else is asked: what is
    said of these documents bears their names no more than the rest of them does."""
    text = query.text
    for name in names:
        # 国办发1996年25号 has the year's own sign where others have brackets.
        letters = f"(?:{_MARKS.pattern}|/|年(?=\\d))*".join(map(re.escape, name))
        text = re.sub(letters, " ", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    gone = "\n".join([*names, query.text.lower()])
    words = tuple([word for word in query.words if word in text.lower() or word not in gone])
    return replace(query, text=text, words=words) if names and words else query


def narrowed(bearing: Sequence[Name], query: Query) -> Sequence[Name]:
    """Of the documents that bear a short form those of the places and the years of the question,
    where there are any: 天津政府工作报告 is one of many reports, and 全国“十四五”规划 that of no
    place."""
    short = [place.short for each in query.regions if (place := gazetteer.region(each))]
    national = bool(_NATIONAL.search(query.text))
    own = [n for n in bearing if of_places(n.title, short) or (national and of_no_place(n.title))]
    bearing = own or bearing
    years = [str(year) for year in query.years]
    return [name for name in bearing if any(year in name.title for year in years)] or bearing


def of_places(title: str, short: Sequence[str]) -> bool:
    """Whether one of these places stands in a title."""
    return any(name in title for name in short)


def of_no_place(title: str) -> bool:
    """Whether a title speaks for no place within the country."""
    place = gazetteer.region_of(title)
    return place is None or place.name == gazetteer.NATIONAL


def same_number(asked: str, stored: str) -> bool:
    """Whether a 文号 as asked is the stored one: words may stand before it, or only 169号; whose
    order it is may be abridged in either (国令, 国务院令); 国办2018年127号 leaves out the 发."""
    if asked[:1].isdigit():
        return bool(re.search(rf"(?<!\d)(?:19|20)\d\d{asked}$", stored))
    if _FORM.sub(r"\1", stored) == asked:
        return True
    if is_standard(asked):
        return _standard_is(asked.replace("/", ""), stored.replace("/", ""))
    (one, order, number), other = asked.rpartition("令第"), stored.rpartition("令第")
    if order and other[1:] == (order, number):
        shorter, longer = sorted((one, other[0]), key=len)
        return taken_from(shorter, longer) == len(shorter)
    return asked.endswith(stored)


def _standard_is(asked: str, stored: str) -> bool:
    """Whether a standard as asked, with or without its year, is the one stored: gb18918."""
    return re.fullmatch(rf"{asked}(?:-(?:19|20)?\d\d)?", stored) is not None


def short_names(text: str, ends: Container[str]) -> list[str]:
    """The ends of titles that stand in the folded question, longest first; none within another."""
    runs = {
        text[start : kind.end()]
        for kind in _KIND.finditer(text)
        for start in range(max(0, kind.end() - LONGEST_NAME), kind.start())
    }
    found = []
    for run in sorted(
        filter(ends.__contains__, runs), key=lambda run: (-len(run), text.index(run))
    ):
        if run in text:
            text = text.replace(run, " ")
            found.append(run)
    return found


def abridged(text: str, listed: Sequence[Name]) -> tuple[str, ...]:
    """Documents whose title the folded question abridges, where it asks for a clause of one: of
    their kind, with the most characters before it that stand in the title in that order; few are
    enough where the question begins with them and they lead to one alone (器官条例第三条)."""
    found: dict[str, int] = {}
    heads = {match.start() for match in list(_KIND.finditer(text))[:1]}
    for kind in _KIND.finditer(text):
        for name in listed:
            head, ending, rest = name.title.rpartition(kind.group())
            if ending and not _AFTER_NAME.sub("", rest):
                taken = taken_from(text[: kind.start()], head)
                found[name.id] = max(taken, found.get(name.id, 0))
    most = max(found.values(), default=0)
    best = tuple(id for id, count in found.items() if count == most)
    named = most >= SHORTEST_NAME or (most in heads and most >= SHORTEST_HEAD and len(best) == 1)
    return best if named and len(best) <= MOST_NAMED else ()


def taken_from(run: str, title: str) -> int:
    """How many characters at the end of `run` stand in the title in that order.

    >>> taken_from("请问药品集采试点", "国家组织药品集中采购和使用试点")
    6
    """
    at, count = len(title), 0
    for char in reversed(run):
        at = title.rfind(char, 0, at)
        if at < 0:
            break
        count += 1
    return count
