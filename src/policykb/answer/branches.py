"""For which line of business a document gives, where its title says so: 关于加快发展养蜂业的意见.

Its clauses then speak of firms without saying of which trade, and are meant for that one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.conditions import Condition
from policykb.answer.grammar import Setting, State
from policykb.answer.grammar.terms import Test
from policykb.answer.profile import Profile
from policykb.answer.words.trades import businesses_in
from policykb.tokens import words
from policykb.types import JSON

# 发展…产业; not 企业, 就业 and 创业, which are no trades, nor what touches many of them
_BRANCH = re.compile(
    r"(?:发展|促进|支持|推动|推进|加快|培育|壮大|繁荣|扶持|振兴|做强|做大)+"
    r"(?!中小|小微|民营|个体|企业|就业|创业|产业)([一-鿿、]{1,12}?(?:产业|(?<![企就创失作专事营毕])业))"
    r"(?![务绩主态余者人])"
)
_OF_MANY = re.compile(
    r"(?:新兴|支柱|传统|优势|特色|主导|重点|未来|富民|全|各|相关|生产性|生活性)(?:性)?产?业$|服务业$|工业$|制造业$"
)
_KIND = re.compile(r"(?:产业|行业|业)$")


def branch_conditions(ref: JSON) -> list[Condition]:
    """The condition that a firm is of the trade that a document's title names; quoted is its name
    there. None where the title names no trade, or one that takes in many."""
    name = next(branches_in(str(ref["title"])), None)
    return [Condition("sector", "sector", name, _is_of(name))] if name else []


def branches_in(title: str) -> Iterator[str]:
    """The lines of business that a title says are to be developed.

    >>> list(branches_in("关于加快发展养蜂业的意见")), list(branches_in("关于促进就业的意见"))
    (['养蜂业'], [])
    """
    for match in _BRANCH.finditer(title):
        if not _OF_MANY.search(match[1]):
            yield match[1]


def _is_of(name: str) -> Test:
    """Whether a firm says that it does such things; unknown where it does not, unless its sector is
    none of those that the trade is known to take in."""
    told = [word for word in words(_KIND.sub("", name)) if len(word) > 1]
    sectors = frozenset(sector for _, own in businesses_in(name) for sector in own)

    def test(profile: Profile, setting: Setting) -> State:
        if any(word in profile.text or word in profile.trade for word in told):
            return True
        own = set(profile.sectors)
        return False if own and sectors and own.isdisjoint(sectors) else None

    return test
