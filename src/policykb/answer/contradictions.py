"""Where do documents say two things? Figures of one indicator, subject, region and date that cannot
all be true.

A printed number stands for all that round to it (1.4亿 for 1.35 to 1.45亿), 超过 for all above it;
two figures contradict each other where no value fits both.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from policykb.types import JSON

# Names that say nothing without the sentence around them.
_VAGUE = re.compile(
    r"(?:同比|环比|年均|平均)?(?:增长率|增速|增幅|占比|比重|指数值?|总量|总额|总数|数量|规模|总规模|水平|排名|面积|人数|产量|产值"
    r"|营业收入|总?投资|资金|平均利率|得分|满意度|同期|.*了.*)"
)
_KIND = re.compile(
    r"(?:年均)?(?:增长率|下降率)$|(?:增加|减少)量$|提高幅度$|数量$|占比$|的比重$|排名$"
)
# What a change is measured from, and whether a number tells what was added or what there is.
_BASE = re.compile(r"(?:比|较|与)[^，。；\d]{0,4}(?:\d{4}年)?|同比|环比|同口径")
_FLOW = re.compile(r"新增|净增|增加|新设|新建|新培育|新认定|累计|总数|分别")
_COUNTED = frozenset("个家项条户人名所座件种处次场位")
_SHORTEST, _SHORTEST_COUNT = 4, 6
_FIGURES = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_ROUGH = Decimal("0.05")  # how far 左右 and 约 may be off
# What a statement of a contradiction keeps of its indicator record.
STATEMENT = (
    "id", "value", "value_text", "unit", "operator", "source_kind", "document", "eid", "path",
    "quote", "page", "citation", "by",
)  # fmt: skip


def contradictions(indicators: Iterable[JSON]) -> list[JSON]:
    """One record for each pair of indicator records that contradict each other, in their order.

    A record has the shared `indicator`, `subject`, `region` and `as_of`, the place of the first
    statement as every fact has it, and both `statements` with value, quote and citation.
    """
    groups: dict[tuple[str, ...], list[JSON]] = defaultdict(list)
    for record in indicators:
        if key := _key(record):
            groups[key].append(record)
    return [
        _record(key, first, second)
        for key, group in groups.items()
        for first, second in _pairs(group)
    ]


def _key(record: JSON) -> tuple[str, ...] | None:
    """What two figures must share; None for one that its name and date do not make definite."""
    name, subject = record.get("indicator") or "", record.get("subject") or ""
    if record.get("value") is None or not record.get("as_of"):
        return None
    core, quote = _plain(_KIND.sub("", name)), _plain(record["quote"])
    # A name that is not in the figure's own words was carried over from the sentence.
    if core not in quote or _VAGUE.fullmatch(core) or not (subject or record.get("region")):
        return None
    if len(core) < (_SHORTEST_COUNT if record.get("unit") in _COUNTED else _SHORTEST):
        return None
    base, flow = _BASE.search(record["quote"]), _FLOW.search(record["quote"])
    return (
        _plain(name), _plain(subject), record.get("region") or "", record["as_of"],
        record.get("unit") or "", base[0] if base else "", flow[0] if flow else "",
    )  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[\s“”\"（）()的]", "", name)


def _pairs(group: Sequence[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Pairs that differ, each pair of values once; figures of one quote were told apart there."""
    seen: set[tuple[object, object]] = set()
    for first, second in combinations(group, 2):
        values = (_said(first), _said(second))
        if _same_place(first, second) or values in seen or not _apart(first, second):
            continue
        seen.add(values)
        yield first, second


def _said(record: JSON) -> tuple[str, object, str]:
    return record["document"]["id"], record["value"], record.get("operator") or "="


def _same_place(first: JSON, second: JSON) -> bool:
    if first["document"]["id"] != second["document"]["id"] or first["eid"] != second["eid"]:
        return False
    return bool(first["quote"] in second["quote"] or second["quote"] in first["quote"])


def _apart(first: JSON, second: JSON) -> bool:
    """Whether no value fits both statements."""
    low, high = _range(first)
    other_low, other_high = _range(second)
    return high < other_low or other_high < low


_INFINITE = Decimal("Infinity")


def _range(record: JSON) -> tuple[Decimal, Decimal]:
    """The values that a statement allows."""
    value = Decimal(str(record["value"]))
    half = _granule(value, record.get("value_text") or "") / 2
    operator = record.get("operator") or "="
    if operator in (">", ">="):
        return value - half, _INFINITE
    if operator in ("<", "<="):
        return -_INFINITE, value + half
    slack = max(half, abs(value) * _ROUGH) if operator == "~" else half
    return value - slack, value + slack


def _granule(value: Decimal, printed: str) -> Decimal:
    """What the last printed figure counts: 10 million in 1.4亿 (0.1亿)."""
    found = _FIGURES.search(printed)
    if found is None:
        return Decimal(0)
    number = Decimal(found[0].replace(",", ""))
    scale = value / number if number else Decimal(1)
    rounded = found["decimals"] is not None or abs(scale) > 1
    return abs(scale) * Decimal(10) ** -len(found["decimals"] or "") if rounded else Decimal(0)


def _record(key: tuple[str, ...], first: JSON, second: JSON) -> JSON:
    identity = hashlib.sha1("\x1f".join((first["id"], second["id"])).encode()).hexdigest()[:12]
    return {
        "id": f"contradiction-{identity}",
        "kind": "contradiction",
        **{name: first[name] for name in ("document", "eid", "path", "quote", "page", "citation")},
        "by": "contradictions",
        **{name: first.get(name) for name in ("indicator", "subject", "region", "as_of", "unit")},
        "values": [first["value"], second["value"]],
        "within": first["document"]["id"] == second["document"]["id"],
        "statements": [{name: r.get(name) for name in STATEMENT} for r in (first, second)],
    }
