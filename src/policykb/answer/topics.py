"""Which support a clause on applications speaks for, where it names one.

Calls for projects print the support first and what each asks in a later section, under the same
name (智能化改造专题) or by its number (申报第（三）项的，…).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# What stands behind the name of a support: 智能化改造|专题, 首台套|奖励
_KIND = re.compile(
    r"(?:专[题项]|项目|事项|类别|方向|类|领域|政策|条款|奖励|奖补|补助|补贴|资助|扶持|支持|条件|要求|资金|申报)+$"
)
_LEAD = re.compile(r"^(?:关于|申[报请]|支持|鼓励|对|推动|促进|实施|加强|给予)+")
_MARKS = re.compile(r"[“”\"‘’《》（）()\[\]【】、，。：:；\s·—-]")
_TITLE = re.compile(
    r"^\s*(?:第[零〇一二三四五六七八九十百\d]{1,6}条)?\s*(?P<title>[^，。；：\d\n]{2,20})。(?=\s*\S)"
)
# 申报…专题的企业，应…; 申报第（三）项、第五条的
_NAMES_ONE = re.compile(
    r"(?:^|[。；\n])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、])?\s*"
    r"(?:申[报请]|享受)(?:本[^，。；]{0,6})?(?P<name>[^，。；：]{2,24}?)(?:的(?:企业|单位|主体|项目)?|，)"
)
_NUMBERED = re.compile(
    r"第(?P<number>[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十百]{1,4}|\d{1,2})[条项款]"
)
SHORTEST = 2  # characters of a name that tells
GENERIC = frozenset(("基本", "专", "限制", "其他", "通用", "共性", "企业", "单位", "材料", "总体"))


class Clause(NamedTuple):
    """What is read of one provision."""

    eid: str
    number: str
    heading: str
    text: str
    children: bool


def names_of(granting: Sequence[Clause]) -> Mapping[str, tuple[str, str]]:
    """eid → bare name and printed number of each clause that grants something."""
    found = {}
    for clause in granting:
        match = None if clause.heading else _TITLE.match(clause.text)
        name = bare(clause.heading or (match["title"] if match else ""))
        found[clause.eid] = (name, clause.number)
    return found


def bare(name: str) -> str:
    """A name without marks and without the words that all such names share.

    >>> bare("“小升规”奖励专题")
    '小升规'
    """
    return _LEAD.sub("", _KIND.sub("", _MARKS.sub("", name)))


def spoken_for(
    heads: Sequence[str], text: str, names: Mapping[str, tuple[str, str]]
) -> frozenset[str]:
    """The eids of the support that a clause, by the headings over it or its own opening words,
    speaks for alone; empty where it names none."""
    for head in heads:
        if found := _named(bare(head), names):
            return found
    if match := _NAMES_ONE.search(text):
        return _numbered(match["name"], names) or _named(bare(match["name"]), names)
    return frozenset()


def _named(name: str, names: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    if len(name) < SHORTEST or name in GENERIC:
        return frozenset()
    same = {eid for eid, (own, _) in names.items() if own == name}
    near = {eid for eid, (own, _) in names.items() if len(own) >= SHORTEST and _alike(own, name)}
    found = same or near
    return frozenset(found) if len(found) < len(names) or len(names) == 1 else frozenset()


def _alike(one: str, other: str) -> bool:
    """Whether one name is a part of the other, or they share most of their letters in order."""
    if one in other or other in one:
        return True
    pairs = [{name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other)]
    shared = len(pairs[0] & pairs[1])
    return 3 * shared >= 2 * min(map(len, pairs)) and shared >= 2


def _numbered(words: str, names: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    said = [match.group() for match in _NUMBERED.finditer(words)]
    wanted = {each.strip("第条项款") for each in said} | set(said)
    return frozenset(eid for eid, (_, number) in names.items() if number in wanted)
