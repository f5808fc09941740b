"""Cells of an edited list, read back as the fields of a fact."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from policykb.answer.tables import FORMULA_STARTS, plain_cell
from policykb.dates import read_date
from policykb.errors import BadRequest
from policykb.extract.instruments import TERMS
from policykb.extract.responsibility import departments
from policykb.types import (
    JSON,
    Fact,
    Indicator,
    Measure,
    Practice,
    Problem,
    Ranking,
    Reference,
    Target,
)

_YES = frozenset(("是", "1", "true", "x", "√", "删", "删除", "y", "yes"))
_NO = frozenset(("", "否", "0", "false", "n", "no"))


def is_struck(cell: object) -> bool:
    """Whether a cell of the column `delete` strikes its row out. Raises BadRequest."""
    word = str(plain_cell(cell)).strip().lower()
    if word not in _YES | _NO:
        raise BadRequest(f"delete 应填“是”或留空，得到“{word}”")
    return word in _YES


def is_same(cell: object, value: object) -> bool:
    """Whether a cell still says what was exported, whatever the spreadsheet did to its form."""
    if cell == value or _text(cell) == _text(value):
        return True
    try:
        return isinstance(value, int | float) and Decimal(str(cell)) == Decimal(str(value))
    except InvalidOperation:
        return False


def _text(cell: object) -> str:
    text = str(plain_cell(cell)) if not isinstance(cell, str) else cell
    if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS):
        text = text[1:]
    return re.sub(r"\s+", "", text.replace("_x000D_", ""))


KINDS: dict[str, type[Fact]] = {
    "measure": Measure, "target": Target, "practice": Practice, "indicator": Indicator,
    "ranking": Ranking, "problem": Problem, "reference": Reference,
}  # fmt: skip
CHOICES: dict[str, tuple[str, ...]] = {
    "operator": (">=", ">", "<=", "<", "=", "~"),
    "obligation": ("must", "should", "encourage", "explore"),
    "quantity": ("count", "growth_rate", "ratio", "amount", "per_capita", "multiple", ""),
    "basis": ("annual", "cumulative"),
    "binding": ("约束性", "预期性"),
    "source_kind": ("statistic", "survey", "self_reported"),
    "effect": ("cites", "repeals", "amends", "extends"),
}  # fmt: skip
_DATES = frozenset(("deadline", "as_of"))


def editable(kind: str) -> dict[str, str]:
    """Field → its type, for the fields of a kind of fact that a person may correct."""
    if kind not in KINDS:
        raise BadRequest(f"“{kind}”这类记录不能更正")
    shared = {field.name for field in fields(Fact)} | {"resolved"}
    return {f.name: str(f.type) for f in fields(KINDS[kind]) if f.name not in shared}


def read_cell(name: str, kind: str, cell: object) -> Any:
    """A cell's value as the record has it. Raises BadRequest with the field's name."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS):
        cell = cell[1:]
    value = PARSERS[kind](name, cell)
    allowed = CHOICES.get(name)
    if allowed and value is not None and value not in allowed:
        raise BadRequest(f"{name} 应为 {'、'.join(filter(None, allowed))} 之一，得到“{value}”")
    if name == "instruments" and (unknown := [v for v in value if v not in TERMS]):
        raise BadRequest(f"没有“{'、'.join(unknown)}”这种政策工具")
    return value


def _string(name: str, cell: object) -> str:
    text = str(plain_cell(cell)).strip()
    text = text.removesuffix(".0") if isinstance(cell, float) else text
    return (read_date(text.replace("/", "-")) or text) if name in _DATES else text


def _optional(name: str, cell: object) -> str | None:
    return _string(name, cell) or None


def _number(name: str, cell: object) -> int | float | None:
    text = str(plain_cell(cell)).strip().replace(",", "")
    if not text:
        return None
    try:
        value = Decimal(text)
        whole = value == value.to_integral_value()
    except InvalidOperation as error:
        raise BadRequest(f"{name} 应为数字，得到“{text}”") from error
    if not value.is_finite():
        raise BadRequest(f"{name} 应为数字，得到“{text}”")
    return int(value) if whole else float(value)


def _flag(name: str, cell: object) -> bool:
    word = str(plain_cell(cell)).strip().lower()
    if word not in _YES | _NO:
        raise BadRequest(f"{name} 应填“是”或“否”，得到“{word}”")
    return word in _YES


def _list(name: str, cell: object) -> list[str]:
    """A JSON list, or words with 、 between them."""
    if isinstance(cell, list):
        return [str(each) for each in cell]
    text = str(plain_cell(cell)).strip()
    if not text.startswith("["):
        return [part.strip() for part in re.split(r"[、；;\n]", text) if part.strip()]
    found = _json(name, text)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise BadRequest(f"{name} 应为以“、”隔开的名称")
    return found


def _bodies(name: str, cell: object) -> list[JSON]:
    """Departments as exported, or as a document signs them: 财政部牵头，税务总局配合."""
    found = _json(name, cell) if str(plain_cell(cell)).startswith("[") else None
    if found is None:
        said = departments(str(plain_cell(cell)))
        return [{"printed": b.printed, "name": b.name, "role": b.role} for b in said]
    roles = ("lead", "joint", "support", "responsible")
    for body in found:
        if not isinstance(body, dict) or not body.get("printed") or body.get("role") not in roles:
            raise BadRequest(f"{name} 的每一项应有 printed、name、role（{'、'.join(roles)}）")
    return [
        {"printed": b["printed"], "name": b.get("name") or b["printed"], "role": b["role"]}
        for b in found
    ]


def _support(name: str, cell: object) -> JSON | None:
    if not str(plain_cell(cell)).strip():
        return None
    found = _json(name, cell)
    if not isinstance(found, dict):
        raise BadRequest(f"{name} 应为导出时的 JSON 形式，或留空")
    return found


def _json(name: str, cell: object) -> Any:
    if not isinstance(cell, str):
        return cell
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{name} 不是完整的 JSON") from error


PARSERS: dict[str, Callable[[str, object], Any]] = {
    "str": _string,
    "str | None": _optional,
    "Decimal | None": _number,
    "bool": _flag,
    "tuple[str, ...]": _list,
    "tuple[Department, ...]": _bodies,
    "Support | None": _support,
}
