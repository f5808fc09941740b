"""How the numbers of a clause share it: bare lists (4%、5.3%和3.4%), their bounds and units."""

from __future__ import annotations

import re
from dataclasses import replace

from policykb.extract.naming import only_verbs
from policykb.numerals import Quantity

_LIST = re.compile(r"、|以及|及|和|与|或|到|至")
_ONLY_LIST = re.compile(r"(?:、|以及|及|和|与)?")
_APART = re.compile(
    r"(不低于|不少于|至少|最少|[大高]于或?等于)|(不高于|不超过|最多|至多|[小低]于或?等于)|(高于|超过)|(低于)"
)


_NUMBER = re.compile(r"\d(?![\d.]*年)")


def bound_apart(quantity: Quantity, before: str) -> Quantity:
    """至少办好1所, 不少于执法人员总数的5%: a bound that stands away from its number."""
    if quantity.operator is not None:
        return quantity
    bounds = list(_APART.finditer(before))
    if not bounds or bounds[-1].lastindex is None:
        return quantity
    if _NUMBER.search(before, bounds[-1].end()):
        return quantity  # 账期超过6个月的占5%: the bound is of another number
    if quantity.unit == "百分点" and bounds[-1].end() < len(before):
        return quantity  # 高于全国3个百分点 is by how much, not a bound
    return replace(quantity, operator=(">=", "<=", ">", "<")[bounds[-1].lastindex - 1])


def cut(text: str, left: Quantity, right: Quantity) -> int:
    """Where the part of `left` ends and that of `right` begins."""
    gap = text[left.span.end : right.span.start]
    separators = list(_LIST.finditer(gap))
    if not separators:
        owner = gap.endswith("的") and len(gap) > 2 and not only_verbs(gap)
        return right.span.start if owner else left.span.end  # 4000家单位的9万台仪器
    if separators[0].start() == 0:
        return left.span.end + separators[0].end()
    if separators[-1].end() == len(gap):
        return left.span.end + separators[-1].end()
    marks = [s for s in separators if s[0] == "、"] or separators
    return left.span.end + marks[0].end()


def groups(text: str, found: tuple[Quantity, ...]) -> list[tuple[int, int]]:
    """For each number the first and last of the bare list (4%、5.3%和3.4%) it stands in."""
    groups: list[tuple[int, int]] = []
    first = 0
    for i in range(len(found)):
        if i + 1 < len(found) and (
            _linked(text, found[i], found[i + 1]) or _dealt(text, found[first : i + 2])
        ):
            continue
        groups.extend([(first, i)] * (i - first + 1))
        first = i + 1
    return groups


def _dealt(text: str, listed: tuple[Quantity, ...]) -> bool:
    """Whether a bare list goes on whatever its units: 分别达到3个、4架; 达到3吨、4吨、5立方米."""
    gap = text[listed[-2].span.end : listed[-1].span.start]
    lead = text[max(0, listed[0].span.start - 8) : listed[0].span.start]
    goes_on = "分别" in lead or len(listed) > 2
    return goes_on and bool(gap) and bool(_ONLY_LIST.fullmatch(gap))


def _linked(text: str, left: Quantity, right: Quantity) -> bool:
    gap = text[left.span.end : right.span.start]
    if right.span.start < right.core.start:  # 增加3万亿元、突破9万亿元: two statements
        return False
    return left.unit == right.unit and bool(gap) and bool(_ONLY_LIST.fullmatch(gap))


def shared_points(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """分别为2.5个和3个百分点: what is printed behind the last number is the unit of all."""
    shared = list(found)
    for i in range(len(shared) - 1, 0, -1):
        left, right = shared[i - 1], shared[i]
        gap = text[left.span.end : right.span.start]
        halved = left.unit == "个" and right.unit == "百分点"
        if halved and gap and _ONLY_LIST.fullmatch(gap):
            shared[i - 1] = replace(left, unit="百分点")
    return tuple(shared)


def shared_bounds(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """A bound printed once in a bare list holds for all of it (分别控制在5%和3%以内).

    Where several numbers of it have one behind them (8%、10%以上、12%以上), each has its own.
    """
    bounded = list(found)
    apart = _bounded_apart(text, found)
    for i in range(len(bounded) - 1, 0, -1):
        left, right = bounded[i - 1], bounded[i]
        if i not in apart and _linked(text, left, right) and left.operator in (None, "<="):
            bounded[i - 1] = replace(left, operator=right.operator or left.operator)
    for i in range(1, len(bounded)):
        left, right = bounded[i - 1], bounded[i]
        if i not in apart and _linked(text, left, right) and right.operator is None:
            bounded[i] = replace(right, operator=left.operator)
    return tuple(bounded)


def _bounded_apart(text: str, found: tuple[Quantity, ...]) -> frozenset[int]:
    """The places, but the first, in bare lists of which several numbers have a bound behind."""
    apart: set[int] = set()
    first = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and _linked(text, found[i - 1], found[i]):
            continue
        if sum(q.span.end > q.core.end for q in found[first:i]) > 1:
            apart.update(range(first + 1, i))
        first = i
    return frozenset(apart)
