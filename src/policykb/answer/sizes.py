"""Which size class a firm falls into: 中小企业划型标准规定 (工信部联企业〔2011〕300号).

A firm belongs to a class when it reaches every lower bound of that class; one that misses any is
one class lower (第四条, 第七条). Figures may be ranges or missing: the answer is the set of classes
that remain possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from policykb.answer.amounts import Range
from policykb.types import JSON

SOURCE = "《中小企业划型标准规定》（工信部联企业〔2011〕300号）"
CLASSES = ("micro", "small", "medium", "large")
NAMES = {"micro": "微型企业", "small": "小型企业", "medium": "中型企业", "large": "大型企业"}
FIELD_NAMES = {"staff": "从业人员", "revenue": "营业收入", "assets": "资产总额"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Lower bounds of each class above micro: people, and yuan of yearly revenue and assets.

    The lower bound of `large` is where 中小微企业 end.
    """

    sector: str
    bounds: Mapping[str, Mapping[str, Decimal]]


@cache
def standards() -> Mapping[str, Standard]:
    """The sixteen rows by sector, in the regulation's order."""
    lines = resources.files("policykb").joinpath("data/size_standards.jsonl").read_text("utf-8")
    rows = [json.loads(line, parse_int=Decimal) for line in lines.splitlines()]
    return {
        row["sector"]: Standard(sector=row["sector"], bounds={c: row[c] for c in CLASSES[1:]})
        for row in rows
    }


def size_classes(sectors: Iterable[str], figures: Mapping[str, Range]) -> tuple[str, ...]:
    """The classes that a firm of one of these sectors may belong to, smallest first.

    `figures` holds what is known of staff (people), revenue and assets (yuan). No sector given
    means any. One class alone is certain.

    >>> from policykb.answer.amounts import exactly
    >>> size_classes(["工业"], {"staff": exactly(25), "revenue": exactly(8_000_000)})
    ('small',)
    """
    rows = [standards()[sector] for sector in sectors] or list(standards().values())
    possible = {name for row in rows for name in _classes(row, figures)}
    return tuple(name for name in CLASSES if name in possible)


def _classes(row: Standard, figures: Mapping[str, Range]) -> list[str]:
    reached = {"micro": True} | {name: _reaches(row.bounds[name], figures) for name in CLASSES[1:]}
    found = []
    for at, name in enumerate(CLASSES):
        above = [reached[higher] for higher in CLASSES[at + 1 :]]
        if reached[name] is not False and not any(state is True for state in above):
            found.append(name)
    return found


def _reaches(bounds: Mapping[str, Decimal], figures: Mapping[str, Range]) -> bool | None:
    """Whether all lower bounds are met; None where a figure that matters is not known."""
    states = [
        figures[field].compare(">=", bound) if field in figures else None
        for field, bound in bounds.items()
    ]
    if any(state is False for state in states):
        return False
    return None if any(state is None for state in states) else True


def needed(sector: str) -> tuple[str, ...]:
    """The figures that a sector's classes rest on."""
    return tuple(standards()[sector].bounds["small"])


def explained(sectors: Iterable[str], figures: Mapping[str, Range]) -> JSON:
    """The size class as the reply shows it, with the standard's rows that it was read from."""
    listed = tuple(sectors)
    classes = size_classes(listed, figures)
    return {
        "value": [NAMES[name] for name in classes],
        "certain": len(classes) == 1,
        "source": SOURCE,
        "standard": [_printed(standards()[sector]) for sector in listed],
    }


def _printed(row: Standard) -> JSON:
    bounds = {
        NAMES[name]: {FIELD_NAMES[f]: int(v) for f, v in row.bounds[name].items()}
        for name in CLASSES[1:]
    }
    return {"sector": row.sector, "at_least": bounds}
