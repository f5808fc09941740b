"""Figures of everyday speech as ranges: 二十来人, 八百多万, 十几个, 不到五十人, 两三百万.

People round. A figure is kept as the range in which the true one lies, so that a bound is decided
only where the whole range lies on one side of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from policykb.numerals import read_number
from policykb.types import Span


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included unless open; `high` None is without end."""

    low: Decimal
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def compare(self, operator: str, bound: Decimal) -> bool | None:
        """Whether every value of the range meets the bound (True), none does (False), or some."""
        if operator in ("<", "<="):
            opposite = self.compare(">=" if operator == "<" else ">", bound)
            return None if opposite is None else not opposite
        if operator == "=":
            return True if self.low == self.high == bound else (None if bound in self else False)
        return self._above(bound, strict=operator == ">")

    def _above(self, bound: Decimal, *, strict: bool) -> bool | None:
        if self.low > bound or (self.low == bound and (self.low_open or not strict)):
            return True
        if self.high is None or self.high > bound:
            return None
        return False if self.high < bound or self.high_open or strict else None

    def __contains__(self, value: Decimal) -> bool:
        """Whether the value could be the true one."""
        return self.low <= value and (self.high is None or value <= self.high)

    def scaled(self, factor: Decimal) -> Range:
        """The range in another unit."""
        high = None if self.high is None else self.high * factor
        return Range(self.low * factor, high, self.low_open, self.high_open)


def exactly(value: Decimal | int | str) -> Range:
    """The range of one known value."""
    return Range(Decimal(value), Decimal(value))


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a text: where it stands with its unit, the number as said, the range meant."""

    span: Span
    value: Decimal
    range: Range
    unit: str


_D = "零〇一二两三四五六七八九"
_LEADS = (  # words before a figure → what they do to its range
    ("below", "不到 不足 没到 不满 未满 低于 少于 还不到 没超过 连 没有"),
    ("nearly", "将近 接近 快到 快要 快 近 小"),
    ("about", "大概是 大概有 大概 大约有 大约 差不多有 差不多 估计有 估计 约有 约 也就 可能有"),
    ("above", "超过 多于 高于 突破 超 过"),
    ("beyond", "刚过 刚刚过"),
    ("least", "至少有 至少 不低于 不少于 上"),
    ("most", "最多 不超过 顶多 至多"),
)
_TAILS = (
    ("about", "左右 上下 的样子 前后 差不多"),
    ("beyond", "出头 挂零"),
    ("least", "以上 往上 开外"),
    ("most", "以下 以内 之内"),
    ("below", "不到"),
)
_LEAD = {word: effect for effect, words in _LEADS for word in words.split()}
_TAIL = {word: effect for effect, words in _TAILS for word in words.split()}
_FIGURE = (
    rf"(?:\d[\d,]*+(?:\.\d++)?[十百千万亿几多来余]*+"
    rf"|[{_D}十百千万几数半亿][{_D}十百千万亿几多来余点]*+)"
)
_SPOKEN = re.compile(
    rf"(?:(?<![经通])(?P<lead>{'|'.join(sorted(_LEAD, key=len, reverse=True))})(?:了|有|到)?)?"
    rf"(?P<number>{_FIGURE})(?:[—–\-~～至到]{{1,2}}(?P<to>{_FIGURE}))?"
    r"(?P<scale>个亿|亿|万)?(?P<odd>多|来|余)?"
    r"(?P<unit>(?:个|号|口|名|位)?(?:本地|当地|外地|下岗)?(?:员工|工人|职工|雇员|师傅|(?:本科|大专)?(?:应届)?(?:毕业生|大学生|本科生|研究生|应届生)|脱贫户|贫困户|残疾人|退[役伍]军人|农民工|人)|名|位|个月"
    r"|块钱|元钱|块|元|年|周年|%|％|个点|成(?![立本员交功品为了都长型果熟])|平方米|平米|平方|平(?![时台均常价凡])|吨|亩|辆|张|台|项|件|家|间(?![隔接断])|栋|艘|兆瓦|千瓦|公里|[学课]时|小时|[头户套羽株]|只(?![有是能做要会卖招用在])|个)?"
    rf"(?P<tail>{'|'.join(sorted(_TAIL, key=len, reverse=True))})?"
)
_PERCENT = re.compile(r"百分之(?P<number>[零一二两三四五六七八九十百点\d.]++)")
_SCALES = {"个亿": Decimal(10**8), "亿": Decimal(10**8), "万": Decimal(10**4), None: Decimal(1)}
_PEOPLE = re.compile(r"(?:员工|工人|职工|雇员|师傅|[学业究科届]生|[脱贫困]户|军人|民工|人)$")
_COUNTED = re.compile(r"(?:员工|工人|职工|人员|雇员|人数)(?:有|共|大概|大约)?$")
_UNITS = {
    "％": "%",
    "个点": "%",
    "块钱": "元",
    "元钱": "元",
    "块": "元",
    "名": "人",
    "位": "人",
    "周年": "年",
    "平米": "平方米",
    "平方": "平方米",
    "平": "平方米",
}


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every figure that a speaker gives, in order; words that hold a figure letter (一下) left out.

    >>> [(str(a.range.low), str(a.range.high), a.unit) for a in find_amounts("四十多号人")]
    [('40', '50', '人')]
    """
    percents = [found for m in _PERCENT.finditer(text) if (found := _percent(m))]
    taken = [amount.span for amount in percents]
    plain = [
        found
        for m in _SPOKEN.finditer(text)
        if not any(s.start <= m.start("number") < s.end for s in taken) and (found := _read(m))
    ]
    return tuple(sorted((*percents, *plain), key=lambda amount: amount.span))


def _percent(match: re.Match[str]) -> Amount | None:
    value = read_number(match["number"])
    return None if value is None else Amount(Span(*match.span()), value, exactly(value), "%")


def _read(match: re.Match[str]) -> Amount | None:
    scale = _SCALES[match["scale"]]
    meant = _between(match) if match["to"] else _meant(match["number"] + _odd_of(match))
    if meant is None:
        return None
    value, bounds = meant[0] * scale, meant[1].scaled(scale)
    if match["odd"] and match["scale"]:  # 两个亿多: a tenth or so beyond
        bounds = Range(value, value + scale)
    for effect in (_LEAD.get(match["lead"] or ""), _TAIL.get(match["tail"] or "")):
        bounds = _moved(effect, value, bounds)
    unit = match["unit"] or ""
    if unit == "成":  # tenths
        return Amount(Span(*match.span()), value * 10, bounds.scaled(Decimal(10)), "%")
    unit = "人" if _PEOPLE.search(unit) else _UNITS.get(unit, unit)
    if not unit and _COUNTED.search(match.string[: match.start()]):
        unit = "人"  # 工人一百六
    if not unit and value < 1000 and not match["scale"]:
        return None  # 三五, 一 … without a unit say nothing
    return Amount(Span(*match.span()), value, bounds, unit)


def _odd_of(match: re.Match[str]) -> str:
    """多 or 来 that belongs to the number itself, not to a multiplier after it."""
    return (match["odd"] or "") if not match["scale"] else ""


def _between(match: re.Match[str]) -> tuple[Decimal, Range] | None:
    """20到30人, 两百至三百万: a multiplier said once belongs to both ends."""
    first, last = _meant(match["number"]), _meant(match["to"])
    if first is None or last is None:
        return None
    tail = match["to"].lstrip(_D + "十百千点.,0123456789")
    low = first[0] * (_times(tail) if tail and not match["number"].endswith(tail) else 1)
    high = last[1].high or last[0]
    return (low, Range(low, high)) if low <= high else None


def _moved(effect: str | None, value: Decimal, bounds: Range) -> Range:
    """The range after a word such as 不到 or 左右; half the figure is the least 不到 allows."""
    ten = value / 10
    moved = {
        "below": Range(value / 2, value, high_open=True),
        "nearly": Range(value - ten, value),
        "about": Range(min(bounds.low, value - ten), max(bounds.high or value, value + ten)),
        "above": Range(value, None, low_open=True),
        "least": Range(value, None),
        "most": Range(Decimal(0), value),
        "beyond": Range(value, value + 2 * ten),
    }
    return moved.get(effect or "", bounds)


# ------------------------------------------------------------------ the number itself

_PAIR = re.compile(
    rf"(?P<head>(?:[{_D}]?[十百千万])*?)(?P<a>[一二两三四五六七八九])(?P<b>[二三四五六七八九])(?P<tail>[十百千万亿]*)"
)
_ODD = re.compile(rf"(?P<base>[\d.,{_D}十百千万亿点]+)(?P<odd>[多来余几])(?P<tail>[十百千万亿]*)")
_SOME = re.compile(r"[几数](?P<tail>[十百千万亿]+)多?")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def _meant(number: str) -> tuple[Decimal, Range] | None:
    """The number as said and the range it means."""
    if number == "半":
        return Decimal("0.5"), exactly("0.5")
    for reader in (_pair, _odd, _some):
        if found := reader(number):
            return found
    value = read_number(number.replace(",", ""))
    return None if value is None else (value, exactly(value))


def _times(tail: str) -> Decimal:
    return (read_number(tail) if tail else None) or Decimal(1)


def _pair(number: str) -> tuple[Decimal, Range] | None:
    """七八, 五六十, 二十七八, 三五百万: two neighbouring figures."""
    match = _PAIR.fullmatch(number)
    if not match:
        return None
    a, b = _DIGIT[match["a"]], _DIGIT[match["b"]]
    if b - a != 1 and (a, b) != (3, 5):
        return None
    head = (read_number(match["head"]) if match["head"] else None) or Decimal(0)
    low, high = (head + n * _times(match["tail"]) for n in (a, b))
    return low, Range(low, high)


def _odd(number: str) -> tuple[Decimal, Range] | None:
    """二十来, 八百多万, 十几, 百来万: a round figure and something."""
    match = _ODD.fullmatch(number)
    base = read_number(match["base"].replace(",", "")) if match else None
    if not match or not base:
        return None
    step, times = _step(base), _times(match["tail"])
    low, high = base, base + step
    if match["odd"] == "来":  # 二十来: about twenty, a little less or more
        low, high = base - step / 5, base + step / 2
    if match["odd"] == "几":
        low, high = base + 1, base + step - 1
    return base * times, Range(low, high).scaled(times)


def _some(number: str) -> tuple[Decimal, Range] | None:
    """几十, 几百万, 数千: from two to nine of them."""
    match = _SOME.fullmatch(number)
    if not match:
        return None
    unit = _times(match["tail"])
    return 3 * unit, Range(2 * unit, 9 * unit)


def _step(base: Decimal) -> Decimal:
    """The place of the last figure that is not zero: 10 for 20, 100 for 800."""
    if base != base.to_integral_value():
        return Decimal("0.1")
    step = Decimal(1)
    while base % (step * 10) == 0:
        step *= 10
    return step


def segments(text: str) -> Iterator[Span]:
    """The runs between the stops and commas of a text."""
    for match in _SEGMENT.finditer(text):
        yield Span(*match.span())


_SEGMENT = re.compile(r"[^，,。；;！!？?\s：:]+")
