"""Questions that go through the provinces: 各省的GDP目标, 哪些省新增就业超过100万.

Such a list is of one indicator, with one entry for each province, and holds all of them; a bound in
the question is put to the values. Which indicator is meant, the fact tells that meets the question
best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from policykb.answer.progress import name_of, region_of
from policykb.gazetteer import region
from policykb.numerals import find_quantities
from policykb.types import JSON

MOST = 40  # entries: the 34 divisions of province level, and some that report twice
DEPTH = 200  # passages looked at, for each province's may stand far down

_EACH = re.compile(
    r"各省|各(?:个)?省(?:区市|份)|哪(?:些|几个?|个)(?:省|地方|地区)|每个?省|所有省|全国各地|各地区?(?!级)|省份|31个?省|各自治区|各直辖市"
    r"|多少个?省"
)
_AHEAD = re.compile(r"目标|预期|计划|打算|提出|力争|设定|要达到")
# A size is asked for, not by how much it grows or what share it has
_SIZE = re.compile(r"总量|总额|总值|规模|体量|盘子|多大|多少个?(?:千|百|万)?[亿万]")
_GROWS = re.compile(r"增[长速幅加]|涨|提高|下降|降低|比例|占比|比重|强度")
_ASKING = re.compile("目标|指标|预期|计划|任务|多少|最.|排名|情况|今年|去年")
NEARLY = 0.85  # of the best score
_SAYS_OF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# 经济增长 is the growth of the gross product of the place
_ALIKE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:国民)?经济(?=增)"), "生产总值"),
    (re.compile(r"^(?:国内|地区|全省|全市|全区)*生产总值|^GDP", re.IGNORECASE), "生产总值"),
    (re.compile(r"(?:人数?|人口数|目标设定|目标|总量)$"), ""),
    (re.compile(r"增长率?$|增速$|增幅$"), "增长"),
)
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": lambda value, bound: value >= bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    "<": lambda value, bound: value < bound,
    "=": lambda value, bound: value == bound,
    "~": lambda value, bound: abs(value - bound) * 20 <= abs(bound),
}


@dataclass(frozen=True, slots=True)
class Bound:
    """What the values asked for must meet: unit is empty where the question names none."""

    operator: str
    value: Decimal
    unit: str
    text: str

    def holds(self, row: JSON) -> bool:
        """Whether the value of a fact meets it."""
        if row.get("value") is None or (self.unit and self.unit != (row.get("unit") or "")):
            return False
        return _HOLDS[self.operator](Decimal(str(row["value"])), self.value)


def goes_through(question: str) -> bool:
    """Whether a question asks for every province.

    >>> goes_through("哪些省提出GDP增长5.5%"), goes_through("广西的GDP目标")
    (True, False)
    """
    return bool(_EACH.search(question))


def telling_words(words: Iterable[str], question: str) -> tuple[str, ...]:
    """The words of a question but those by which it goes through the provinces and sets bounds, and
    single characters, which stand in many names.

    >>> telling_words(("各省", "省", "粮食", "产量", "超过", "500"), "各省粮食产量超过500亿斤")
    ('粮食', '产量')
    """
    through = " ".join([*_EACH.findall(question), *(bound.text for bound in bounds_of(question))])
    return tuple(word for word in words if len(word) > 1 and word not in through)


def head_of(words: Sequence[str]) -> str:
    """The word on which the others of a compound depend: the last one that is no word of asking.

    >>> head_of(("研发", "投入", "强度", "目标"))
    '强度'
    """
    return next((word for word in reversed(words) if not _ASKING.fullmatch(word)), "")


def looks_ahead(question: str) -> bool:
    """Whether a question asks for goals: the year that it names is then theirs, and figures of the
    years before it stand beside them.

    >>> looks_ahead("各省2025年GDP增长目标"), looks_ahead("各省2024年新增就业完成多少")
    (True, False)
    """
    return bool(_AHEAD.search(question))


def of_sizes(rows: Sequence[JSON], question: str) -> Sequence[JSON]:
    """The facts that are no shares and rates, where a question asks for a size (GDP总量) and some
    of them are sizes."""
    if not _SIZE.search(question) or _GROWS.search(question):
        return rows
    return [row for row in rows if row.get("unit") not in ("", None, "%", "‰")] or rows


def bounds_of(question: str) -> tuple[Bound, ...]:
    """The bounds that a question sets; a bare figure is the value itself."""
    found = (q for q in find_quantities(_EACH.sub("", question)) if q.value is not None)
    return tuple(Bound(q.operator or "=", q.value, q.unit, q.text) for q in found)


def anchor_of(
    rows: Sequence[JSON],
    years: Sequence[str],
    named: Callable[[JSON], frozenset[str]],
    head: str = "",
) -> JSON | None:
    """The fact that tells which indicator is meant: of those of a province and of the years asked
    for that name as much of the question as any does (`named`), its `head` rather than another
    word, the one whose indicator the most provinces have; None without any. `rows` are ordered best
    first.

    各省的GDP目标 is not about the one province that sets a goal for 海洋生产总值占GDP比重.
    """
    known = _of_provinces(rows, years)
    things = map(named, known)
    asked = max(things, key=lambda each: (len(each), head in each), default=frozenset())
    provinces: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in known:
        provinces[_counted(row)].add(_province(row))
    near = (row for row in known if named(row) >= asked)
    return max(near, key=lambda row: len(provinces[_counted(row)]), default=None)


def one_each(rows: Sequence[JSON], question: str, years: Sequence[str], anchor: JSON) -> list[JSON]:
    """The best entry of each province of the anchor's indicator that meets the bounds of the
    question, highest value first. `rows` are ordered best first."""
    known = _of_provinces(rows, years)
    alike = [row for row in known if is_alike(row, anchor)]
    alike.sort(key=lambda row: _name(row) != _name(anchor))  # stable: the same name goes first
    best: dict[str, JSON] = {}
    for row in alike:
        best.setdefault(_province(row), row)
    bounds = bounds_of(question)
    kept = [row for row in best.values() if all(bound.holds(row) for bound in bounds)]
    return sorted(kept, key=lambda row: -float(row["value"]))


def _of_provinces(rows: Sequence[JSON], years: Sequence[str]) -> list[JSON]:
    known = (row for row in rows if _province(row) and row.get("value") is not None)
    return [row for row in known if of_year(row, years)]


def is_alike(one: JSON, other: JSON) -> bool:
    """Whether two facts, each of its own place, are of one indicator."""
    if (one.get("unit") or "") != (other.get("unit") or ""):
        return False
    short, long = sorted((_name(one), _name(other)), key=len)
    return bool(short) and (short == long or (len(short) >= _TELLS and long.endswith(short)))


def _counted(row: JSON) -> tuple[str, str]:
    return _name(row), row.get("unit") or ""


_TELLS = 5  # letters of a name that tell by themselves what is counted


def _name(row: JSON) -> str:
    name = name_of(str(row.get("indicator") or ""), region_of(row))
    for pattern, common in _ALIKE:
        name = pattern.sub(common, name)
    return name


def _province(row: JSON) -> str:
    """The province (autonomous region, municipality) that a fact is of; empty for the nation."""
    own = region(region_of(row)) if region_of(row) else None
    return (own.province or own.name) if own and own.level == "provincial" else ""


def only_of_years(rows: list[JSON], years: Sequence[str]) -> list[JSON]:
    """Facts, best first, without those of other years than are asked for, where one of these years
    is nearly as good as the best: 2015年的目标 is not that for 2020."""
    best = NEARLY * rows[0]["score"] if rows else 0.0
    told = any(row["score"] >= best and _says_year(row) and of_year(row, years) for row in rows)
    return [row for row in rows if of_year(row, years)] if years and told else rows


def _says_year(row: JSON) -> bool:
    return bool(row.get("deadline") or row.get("period"))


def of_year(row: JSON, years: Sequence[str]) -> bool:
    """Whether a fact is of one of these years, or does not say of which it is."""
    if not years:
        return True
    said = " ".join(str(row.get(name) or "") for name in ("deadline", "period", "as_of"))
    told = _SAYS_OF_YEAR.findall(said)
    # What is to be reached in the years of a plan is to be reached by the last of them.
    wanted = {*years, *(year.rpartition("-")[2] for year in years)}
    return not told or not wanted.isdisjoint(told)
