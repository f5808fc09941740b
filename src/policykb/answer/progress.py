"""How far has a target come? The figures reported of the same indicator, subject and region.

Two figures are of the same indicator when what is counted has the same name once the ways of
naming it (累计培育“专精特新”企业, 专精特新企业数量) are taken off, and their units agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from policykb.answer.alike import alike
from policykb.gazetteer import NATIONAL
from policykb.types import JSON, dated_on

_MARKS = re.compile(r"[“”\"'‘’《》〈〉「」『』()（）\[\]、,，。:：\s—-]")
_HEAD = re.compile(
    r"^(?:其中|同时|累计|滚动|年均|每年|预计|力争|有效期内|已|共|共有|[新净]增|培育|形成|建成|建设|打造|认定|支持|推动"
    r"|达到|拥有|入库|全国|全省|全市|全区|本省|本市|我省|我市|我国|国家级?|省级|市级)+"
)
_TAIL = re.compile(r"(?:的?(?:数量|总数量?|总量|户数|家数|个数|件数|总额|规模|数|(?<=.{3})建设))$")
# 甲在乙中占比, 甲占乙的比例: one share
_SHARE = re.compile(
    r"^([^占]{1,40}?)(?:在([^占]{1,40}?)[中里]?的?占比|占([^占]{1,40}?)[中里]?的?(?:比[重例率]|份额))$"
)
_WHEN = re.compile(r"(?:\d{4}|[本当上去])?年?[期年]?[末底]?")  # a time is no subject
_GROWTH = re.compile(r"增速|增幅|增长(?!率)$")
_RATE = re.compile(r"增长率|增速|增幅")
# What came to a stock within a time is no stock: 新增2115家 tells nothing of 不低于5000家.
_ADDED = re.compile(r"[新净]增|新(?:培育|认定|评定|引进|登记|注册|建成|设立|入库)")
_YEAR = re.compile(r"\d{4}")
_SAID = ("value", "value_text", "unit", "operator", "quote", "citation", "page")


@lru_cache(maxsize=10_000)
def name_of(text: str, region: str = "") -> str:
    """The bare name of what is counted.

    >>> name_of("滚动培育“专精特新”企业数量") == name_of("专精特新企业")
    True
    """
    name = _GROWTH.sub("增长率", bare(alike(text)))
    for place in (region, region.rstrip("省市区县")):
        name = name.removeprefix(place) if len(place) > 1 else name
    name = _HEAD.sub("", name) or name
    if share := _SHARE.match(name):
        return f"{share[1]}占{share[2] or share[3]}"
    return _TAIL.sub("", name) or name


def bare(text: str) -> str:
    """A text without marks and spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def same_indicator(one: JSON, other: JSON) -> bool:
    """Whether two targets or figures are of one indicator and of one subject, in one unit."""
    pair = (one, other)
    printed = [str(fact.get("indicator") or "") for fact in pair]
    if not all(printed) or len({fact.get("unit") or "" for fact in pair} - {""}) > 1:
        return False
    names = {name_of(text, region_of(fact)) for text, fact in zip(printed, pair, strict=True)}
    rates = {bool(_RATE.search(text)) for text in printed}
    return len(names) == 1 and len(rates) == 1 and _subjects(one, other)


def _subjects(one: JSON, other: JSON) -> bool:
    """Whether the subjects do not contradict each other: one is missing or holds the other."""
    told = [str(fact.get("subject") or "") for fact in (one, other)]
    told = ["" if _WHEN.fullmatch(text) else text for text in told]
    names = [name_of(*pair) for pair in zip(told, map(region_of, (one, other)), strict=True)]
    regions = {region_of(one), region_of(other), ""}
    short, long = sorted(names, key=len)
    return short in long or bool(regions & set(names))


def counted_alike(one: JSON, other: JSON) -> bool:
    """Whether two facts are of one indicator; a figure reports only on its own region's target."""
    if other["kind"] == "indicator" and region_of(one) != region_of(other):
        return False
    return same_indicator(one, other)


def region_of(fact: JSON) -> str:
    """The region of a figure: its own, else its document's; empty where unknown."""
    return str(fact.get("region") or fact["document"]["region"] or "")


def progress(targets: Iterable[JSON], figures: Sequence[JSON]) -> list[JSON]:
    """For each target with a number the figures reported of it: baseline, latest, target, gap.

    `baseline` is the last figure of a year up to the one in which the target's document begins,
    `latest` the last one after it (None where there is none yet). `gap` is what is missing to the
    target, in its unit, 0 when it is reached; None where there is no latest figure.
    """
    found = []
    for target in targets:
        mine = [f for f in figures if f.get("as_of") and comparable(target, f)]
        if target.get("value") is not None and mine:
            found.append(entry(target, sorted(mine, key=lambda f: str(f["as_of"]))))
    return found


def comparable(target: JSON, figure: JSON) -> bool:
    """Whether a figure reports on a target: same indicator, subject, region and unit, both what
    there is or both what was added."""
    if is_added(figure) != is_added(target):
        return False
    return (
        figure.get("value") is not None
        and figure.get("unit") == target.get("unit")
        and (region_of(figure) or NATIONAL) == (region_of(target) or NATIONAL)
        and same_indicator(target, figure)
    )


def is_added(fact: JSON) -> bool:
    """Whether a figure counts what was added, not what there is."""
    return bool(_ADDED.search(str(fact.get("quote") or "")))


def entry(target: JSON, figures: Sequence[JSON]) -> JSON:
    """The progress of one target; `figures` in order of their dates."""
    start = start_of(target)
    before = [f for f in figures if not start or year(f["as_of"]) <= start]
    after = [f for f in figures if f not in before]
    latest = after[-1] if after else None
    missing = gap(target, latest) if latest else None
    return {
        "target": target["id"],
        "indicator": target["indicator"],
        "subject": target["subject"],
        "region": region_of(target),
        "unit": target["unit"],
        "goal": said(target) | {"deadline": target.get("deadline") or target.get("period")},
        "baseline": dated(before[-1]) if before else None,
        "latest": dated(latest) if latest else None,
        "gap": missing,
        "reached": None if missing is None else missing == 0,
    }


def start_of(target: JSON) -> int:
    """The last year before a target's document looks ahead; 0 where unknown.

    A plan for 2021-2025 starts from what was reached by the end of 2020.
    """
    period = _YEAR.findall(str(target.get("period") or target["document"].get("period") or ""))
    if len(period) > 1:
        return int(period[0]) - 1
    written = _YEAR.match(dated_on(target["document"]))
    return int(written.group()) if written else 0


def year(as_of: object) -> int:
    """The last year that a date or period names."""
    return max(map(int, _YEAR.findall(str(as_of))), default=0)


def gap(target: JSON, figure: JSON) -> float | int:
    """What a figure still lacks to the target's bound; 0 when it is reached."""
    goal, now = (Decimal(str(fact["value"])) for fact in (target, figure))
    missing = now - goal if target["operator"] in ("<", "<=") else goal - now
    missing = max(missing, Decimal(0))
    return int(missing) if missing == missing.to_integral_value() else float(missing)


def said(fact: JSON) -> JSON:
    """A figure with its words and where they stand."""
    return {name: fact.get(name) for name in _SAID}


def dated(fact: JSON) -> JSON:
    """A figure with its date."""
    return said(fact) | {"id": fact["id"], "as_of": fact["as_of"]}
