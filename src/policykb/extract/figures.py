"""One number of a clause with the words that say what it measures.

Chinese official prose puts a number behind its noun (研发经费年均增长10%以上) or before it
(培育200个产业集群); lists share a verb (…分别增至283家、38家) or a bound (…控制在5%和3%以内).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from policykb.extract.naming import noun_and_verb, only_verbs, own_part
from policykb.extract.sentences import Part, trimmed
from policykb.numerals import Quantity
from policykb.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the smallest run that states it.

    `before` and `after` are what stands in that run on either side of it; `noun` is what is
    measured or counted, `verb` what is done to it.
    """

    quantity: Quantity
    span: Span
    before: str
    after: str
    noun: str = ""
    verb: str = ""

    def following(self, last: Figure | None) -> Figure:
        """This one, measuring what `last` did where it has no noun of its own (增长5%、力争6%)."""
        if self.noun or last is None:
            return self
        return replace(self, noun=last.noun, verb=self.verb or last.verb)

    @property
    def counted(self) -> bool:
        """Whether the noun follows the number (200个产业集群)."""
        return bool(self.after)


# ------------------------------------------------------------------ cutting a clause


# Words further away than this say nothing of a number, and would make long lists slow.
_REACH = 120
# Words further away than this say nothing of a number, and would make long lists slow.
_REACH = 120
_LIST = re.compile(r"、|以及|及|和|与|或|到|至")
_MARKS = ("、", "（", "(", "，", "）", ")")
_ONLY_LIST = re.compile(r"(?:、|以及|及|和|与)?")


def figures(text: str, part: Part) -> tuple[Figure, ...]:
    """The numbers of a clause that count or measure, each with its own part of it, in order.

    Numbers that only say which things are meant (10亿元以上项目, 3岁以下婴幼儿) stay in the
    words around the others.
    """
    # 12类45件实事: the classes are not counted apart from what is in them
    measuring = (_with_unit(text, q) for q in part.quantities if not describes(text, q))
    found = _shared_bounds(
        text, tuple(q for q in measuring if q.unit != "类" and (q.unit or "." in q.text))
    )
    if not found:
        return ()
    cuts = [part.span.start]
    cuts.extend(_cut(text, a, b) for a, b in pairwise(found))
    cuts.append(part.span.end)
    groups = _groups(text, found)
    return tuple(_figure(text, found, cuts, groups[i], i) for i in range(len(found)))


def _figure(
    text: str,
    found: tuple[Quantity, ...],
    cuts: list[int],
    group: tuple[int, int],
    i: int,
) -> Figure:
    first, last = group
    span = Span(cuts[first], cuts[last + 1])
    span = trimmed(text, span, start="、，；。 —", end="、和及与或，；。 ")
    begin, end = found[first].span.start, found[last].span.end
    before = text[max(span.start, begin - _REACH) : begin]
    after = text[end : min(span.end, end + _REACH)]
    if after.startswith(_MARKS) or (after and only_verbs(after)):
        # …突破20万台、保持全国第一: what follows a comma is not what is counted
        span, after = Span(span.start, end), ""
    noun, verb = noun_and_verb(before, after)
    if first != last:
        noun = own_part(noun, i - first, last - first + 1)
    return Figure(
        quantity=_bound_apart(found[i], before),
        span=span,
        before=before,
        after=after,
        noun=noun,
        verb=verb,
    )


# ------------------------------------------------------------------ which numbers


_CLASSES = frozenset("人户家个名项种类所座条件%倍") | {"百分点"}
_NOUN = re.compile(r"[\u4e00-\u9fff“]")
_SPECIFIES = frozenset(["岁", "年", "千伏", "小时", "分钟", "天"])
_FOLK = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:(户)|人口|群众|农牧?民|居民|职工|学生|毕业生|老人|老年人|儿童|残疾人)"
)


def _with_unit(text: str, quantity: Quantity) -> Quantity:
    """5万农牧民, 662万农户: people and households are counted without a classifier."""
    if quantity.unit or quantity.value < 1000 or quantity.text[-1] not in "万亿多余":
        return quantity
    folk = _FOLK.match(text, quantity.span.end)
    return replace(quantity, unit="户" if folk[1] else "人") if folk else quantity


_APART = re.compile(r"(不低于|不少于|至少|最少)|(不高于|不超过|最多|至多)|(高于|超过)|(低于)")


def _bound_apart(quantity: Quantity, before: str) -> Quantity:
    """至少办好1所, 不少于执法人员总数的5%: a bound that stands away from its number."""
    if quantity.operator is not None:
        return quantity
    bounds = list(_APART.finditer(before))
    if not bounds or bounds[-1].lastindex is None:
        return quantity
    return replace(quantity, operator=(">=", "<=", ">", "<")[bounds[-1].lastindex - 1])


_SHARED = re.compile(r"[\u4e00-\u9fff]{0,12}总[数量]的(?=\d)")


def describes(text: str, quantity: Quantity) -> bool:
    """Whether a number says which, not how many: 投资超亿元的项目, 3岁以下婴幼儿."""
    if _SHARED.match(text, quantity.span.end):
        return True
    if quantity.unit in _CLASSES:
        return False
    after = text[quantity.span.end : quantity.span.end + 2]
    if after.startswith(("的", "级")):
        return True
    bounded = quantity.operator is not None or quantity.unit in _SPECIFIES
    return bounded and bool(_NOUN.match(after)) and after[0] not in "和及与或并力到增提达占、"


def _cut(text: str, left: Quantity, right: Quantity) -> int:
    """Where the part of `left` ends and that of `right` begins."""
    gap = text[left.span.end : right.span.start]
    separators = list(_LIST.finditer(gap))
    if not separators:
        return left.span.end
    if separators[0].start() == 0:
        return left.span.end + separators[0].end()
    if separators[-1].end() == len(gap):
        return left.span.end + separators[-1].end()
    marks = [s for s in separators if s[0] == "、"] or separators
    return left.span.end + marks[0].end()


def _groups(text: str, found: tuple[Quantity, ...]) -> list[tuple[int, int]]:
    """For each number the first and last of the bare list (4%、5.3%和3.4%) it stands in."""
    groups: list[tuple[int, int]] = []
    first = 0
    for i in range(len(found)):
        if i + 1 < len(found) and _linked(text, found[i], found[i + 1]):
            continue
        groups.extend([(first, i)] * (i - first + 1))
        first = i + 1
    return groups


def _linked(text: str, left: Quantity, right: Quantity) -> bool:
    gap = text[left.span.end : right.span.start]
    return left.unit == right.unit and bool(gap) and bool(_ONLY_LIST.fullmatch(gap))


def _shared_bounds(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """A bound printed once in a bare list holds for all of it (分别控制在5%和3%以内)."""
    bounded = list(found)
    for i in range(len(bounded) - 1, 0, -1):
        left, right = bounded[i - 1], bounded[i]
        if _linked(text, left, right) and left.operator in (None, "<="):
            bounded[i - 1] = replace(left, operator=right.operator or left.operator)
    for i in range(1, len(bounded)):
        left, right = bounded[i - 1], bounded[i]
        if _linked(text, left, right) and right.operator is None:
            bounded[i] = replace(right, operator=left.operator)
    return tuple(bounded)
