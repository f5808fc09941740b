"""Exact lookups: which document does the question name, and which clause of it?

They are answered from the catalogue, before any index is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykb.numerals import read_integer
from policykb.search.names import Name, Names, fold, named, unheld
from policykb.types import JSON, Query

if TYPE_CHECKING:
    from policykb.store import Store

OPENING = 2  # passages that stand for a document of which nothing else is asked
LOOKED_AT, BRIEF = 8, 24  # the first ones, of which those of fewer characters are no text
_ABOUT = """
文件 全文 原文 内容 主要内容 讲 号文 年 号 规定 发布 发文 印发 机关 单位 时间 通知
时候 何时 开始 什么时候 施行 实施 生效 起 日期 有效 有效期 失效 废止 标准
"""
ABOUT = frozenset(_ABOUT.split())

# What the counting word of a clause calls for, likeliest level first: 第二十条 is an article of a
# law, and by usage the （二十） of a document whose clauses run on (GB/T 9704-2012 7.3.3).
LEVELS = {
    "编": ("part",),
    "章": ("chapter", "h1"),
    "节": ("section", "h2"),
    "条": ("article", "h2", "h1", "h3"),
    "款": ("paragraph",),
    "项": ("item", "h3"),
    "点": ("h3", "h2"),
    "部分": ("h1", "part", "chapter"),
    "（": ("h2", "item", "h4"),
}
_CLAUSE = re.compile(r"(?:第|（)(\w+?)(部分|[编章节条款项点]|）)(?:之(\w))?")
# When a document holds, and what it puts an end to
_ASKS_FORCE = re.compile("施行|实施|生效|有效|失效|废止|作废|取代|代替")
IN_FORCE = re.compile(
    r"自 ?(?:\d|[二〇一九]{2}|发布|公布|印发|下发|签署)[^。；，\n]{0,20}起(?:正式)?"
    "(?:施行|实施|执行|生效)"
    r"|(?:同时|予以)废止|本[^。；，\n]{0,8}代替|有效期(?:至|为|到|\d)"
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What exact lookup found: documents named, keys of the clause asked for, best first.

    Where a document is named and nothing else is asked, `keys` are its first clauses. `missing`
    where a named document is numbered that way but has no such clause. `names`: the folded words
    by which documents are named; `unheld` the laws and documents named that the store lacks.
    """

    documents: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()
    missing: bool = False
    names: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()


def look_up(query: Query, names: Names, store: Store) -> Lookup:
    """The documents and the clause that a question names."""
    documents, said = named(query, names)
    if documents and query.clauses:
        return clause_lookup(query.clauses, documents, store)
    if documents and names_alone(query, documents, said, names):
        opening = in_force if _ASKS_FORCE.search(query.text) else firsts
        return Lookup(documents, tuple(key for each in documents for key in opening(store, each)))
    return Lookup(documents, names=said, unheld=() if documents else unheld(query, names))


def firsts(store: Store, document: str) -> list[int]:
    """The passages that stand for a document: its first ones, but for mere lines above its text."""
    keys = [int(key) for key in store.keys_of(document)[:LOOKED_AT]]
    told = [key for key, text in texts_of(store, keys) if len(text) >= BRIEF]
    return (told or keys)[:OPENING]


def texts_of(store: Store, keys: Sequence[int]) -> list[tuple[int, str]]:
    """Each key with the text of its passage."""
    return [(key, row[4]) for key, row in zip(keys, store.lines(keys), strict=True)]


def in_force(store: Store, document: str) -> list[int]:
    """The passages that tell from when on a document holds and what it replaces; those that stand
    for it where none does."""
    keys = [int(key) for key in store.keys_of(document)]
    told = [key for key, text in texts_of(store, keys) if IN_FORCE.search(text)]
    return told[::-1][:OPENING] or keys[:OPENING]


def clause_lookup(clauses: Sequence[str], documents: Sequence[str], store: Store) -> Lookup:
    """The passages of a clause in the documents named."""
    keys: list[int] = []
    missing = False
    for document in documents:
        eids, numbered = clause_eids(clauses, store.provisions(document))
        missing |= numbered and not eids
        for eid in eids:
            keys += [key for key in keys_of(store, document, eid) if key not in keys]
    return Lookup(tuple(documents), tuple(keys), missing and not keys)


def names_alone(query: Query, documents: Sequence[str], said: Sequence[str], names: Names) -> bool:
    """Whether the question is the documents' name, or asks nothing but what they are."""
    if tuple(said) == (fold(query.text),):
        return True
    return asks_nothing_else(query, [name for name in names.listed if name.id in documents])


def asks_nothing_else(query: Query, names: Iterable[Name]) -> bool:
    """Whether all words of the question belong to a document's names, or ask what it is."""
    said = "".join([*query.doc_numbers, *(name.title + name.number for name in names)])
    return all(word in said or word in ABOUT for word in query.words)


def clause_eids(clauses: Sequence[str], provisions: Sequence[JSON]) -> tuple[list[str], bool]:
    """Eids of the clause that the numbers lead to, step by step, and whether the document is
    numbered that way at all.

    第二章第五条 narrows down, 第三条和第五条 are both wanted; a 款 that is no node of its own
    leaves its article.
    """
    found: list[str] = []
    wider: list[str] = []
    numbered, before = False, ""
    for clause in clauses:
        matching, at_level = matching_eids(clause, provisions)
        numbered |= at_level
        if inner := matching_eids(clause, below(found, provisions))[0]:
            found = inner
        elif before and (inner := matching_eids(clause, below(wider, provisions))[0]):
            found = inner  # 第四点（十一）: the fourth part, not （四）
        elif not found or unit_of(clause) == before:
            found = [*found, *matching]
        before = unit_of(clause)
        wider = outermost(clause, provisions)
    return found, numbered


def below(eids: Sequence[str], provisions: Sequence[JSON]) -> list[JSON]:
    """The provisions within these."""
    return [row for row in provisions if any(row["eid"].startswith(f"{up}__") for up in eids)]


def outermost(clause: str, provisions: Sequence[JSON]) -> list[str]:
    """Eids of the parts of a document with that number."""
    tail = tail_of(clause)
    rows = [row for row in provisions if row["level"] in LEVELS["部分"]]
    return [row["eid"] for row in rows if tail and tail.search(row["eid"])]


def tail_of(clause: str) -> re.Pattern[str] | None:
    """How the eid of a clause with that number ends; None for what is no number."""
    parts = _CLAUSE.match(clause)
    value = read_integer(parts[1]) if parts else None
    if parts is None or value is None:
        return None
    return re.compile(rf"_{value}{'-' + str(read_integer(parts[3])) if parts[3] else ''}(?:~\d+)?$")


def unit_of(clause: str) -> str:
    """The counting word of a clause number: 条, 部分, or （ for one in brackets."""
    parts = _CLAUSE.match(clause)
    return "" if parts is None else "（" if parts[2] == "）" else parts[2]


def matching_eids(clause: str, provisions: Sequence[JSON]) -> tuple[list[str], bool]:
    """Eids with that number at the likeliest level that the document has, and whether it has."""
    if clause[:1].isdigit():  # 5.2: as printed
        same = [row["eid"] for row in provisions if row["number"].rstrip(".") == clause]
        return same, bool(same)
    tail = tail_of(clause)
    if tail is None:
        return [], False
    for level in LEVELS[unit_of(clause)]:
        rows = [row for row in provisions if row["level"] == level]
        found = [row["eid"] for row in rows if tail.search(row["eid"])]
        if found or len(rows) > 1:
            return found, True
    return [], False


def keys_of(store: Store, document: str, eid: str) -> list[int]:
    """Keys of the clause's passages; of the clause around it where it has none of its own."""
    while eid:
        keys = store.keys_of(document, eid)
        if len(keys):
            return [int(key) for key in keys]
        eid = eid.rpartition("__")[0]
    return []
