"""Numbers in tables: which row and column they stand in, and whether the column is a goal.

Target tables of plans (专栏) print 指标, a base year, a target year, perhaps a rate and 属性
(约束性 or 预期性); statistical tables print years or groups over the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policykb.extract.eras import own_year
from policykb.numerals import Quantity, find_quantities
from policykb.types import Document, Span, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One numeric cell. `span` runs from the row's label to the cell; `year` is the column's;

    `target` where the column is a goal; `basis`, `binding` and `baseline` as in types.Target.
    """

    eid: str
    span: Span
    indicator: str
    column: str
    quantity: Quantity
    unit: str = ""
    year: int | None = None
    target: bool = False
    basis: str | None = None
    binding: str | None = None
    baseline: str = ""


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_GOAL = re.compile(r"目标|规划值|预期|到20\d\d年|期末")
_LABEL = re.compile(r"指标|名称|项目|内容|类别")
_SERIAL = re.compile(r"序号|编号|^No")
_UNIT = re.compile(r"[（(]([^（）()]{1,10})[）)]\s*$")
_UNIT_COLUMN = re.compile(r"(?:计量)?单\s?位")
_NO_UNIT = re.compile(r"^[—–\-／/－\s]*$")
_CELL = re.compile(
    r"[\s〔\[（(<>≥≤＜＞±+约近超]{0,6}(?:超过|不低于|不高于|达到)?[\d一二三四五六七八九十百千万亿]"
)


def readings(document: Document) -> Iterator[Reading]:
    """Every numeric cell of every table, row by row."""
    year = own_year(document)
    for table in document.tables:
        yield from _of_table(document, table, year)


def _of_table(document: Document, table: Table, year: int | None) -> Iterator[Reading]:
    text, first = document.text, table.header_rows
    rows = [[cell.of(text).strip() for cell in row] for row in table.cells]
    if len(rows) <= first:
        return
    heads = rows[max(0, first - 1)]
    label_at = next((i for i, h in enumerate(heads) if _LABEL.search(h)), 0)
    unit_at = next((i for i, h in enumerate(heads) if _UNIT_COLUMN.fullmatch(h)), -1)
    binding_at = next((i for i, h in enumerate(heads) if h.endswith(("属性", "性质"))), -1)
    for cells, words in zip(table.cells[first:], rows[first:], strict=True):
        if label_at >= len(words) or not words[label_at] or words[label_at][0].isdigit():
            continue
        for i in range(min(len(words), len(heads))):
            if i in (label_at, unit_at, binding_at) or _SERIAL.search(heads[i]):
                continue
            if quantity := _number(text, cells[i], words[i]):
                binding = words[binding_at] if 0 <= binding_at < len(words) else ""
                unit = words[unit_at] if 0 <= unit_at < len(words) else ""
                place = _Place(table, heads[i], cells[label_at], cells[i], binding, unit)
                reading = _reading(text, place, quantity, year)
                base = _base(heads[:i], words[:i], reading, year)
                yield replace(reading, baseline=base)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands: its table, the head of its column, its row's label, its cell; what

    the row prints in its columns of 属性 and of 单位.
    """

    table: Table
    head: str
    label: Span
    cell: Span
    binding: str
    unit: str


def _base(heads: list[str], words: list[str], reading: Reading, year: int | None) -> str:
    """What a goal starts from, in the base year's column before it: 2020年2600."""
    if not reading.target or year is None:
        return ""
    for head, word in zip(reversed(heads), reversed(words), strict=True):
        named = _YEAR.findall(head)
        if named and int(named[-1]) < (reading.year or year + 1) and _CELL.match(word):
            return f"{head}{word}"
    return ""


def _label(printed: str) -> tuple[str, str]:
    """研发经费投入强度（%） → its name and its unit."""
    found = _UNIT.search(printed)
    if not found:
        return printed, ""
    return printed[: found.start()].strip(), found[1]


def _number(text: str, cell: Span, word: str) -> Quantity | None:
    """The number that a cell holds, if it holds one and little else."""
    if not _CELL.match(word):
        return None
    found = find_quantities(cell.of(text))
    if len(found) != 1 or len(word) > len(found[0].text) + 6:
        return None
    quantity = found[0]
    return replace(
        quantity, span=quantity.span.shifted(cell.start), core=quantity.core.shifted(cell.start)
    )


def _reading(text: str, place: _Place, quantity: Quantity, year: int | None) -> Reading:
    named = _YEAR.findall(place.head)
    column_year = int(named[-1]) if named else None
    ahead = year is not None and column_year is not None and column_year > year
    label, unit = _label(place.label.of(text).strip())
    unit = unit or _NO_UNIT.sub("", place.unit)
    return Reading(
        eid=place.table.eid,
        span=Span(min(place.label.start, place.cell.start), max(place.label.end, place.cell.end)),
        indicator=label,
        column=place.head,
        quantity=quantity,
        unit=unit,
        year=column_year,
        target=ahead or bool(_GOAL.search(place.head)),
        basis=_basis(place.head, place.cell.of(text).strip()),
        binding=place.binding if place.binding in ("约束性", "预期性") else None,
    )


def _basis(head: str, word: str) -> str | None:
    """annual under 年均; cumulative for 〔25〕, as five-year plans print it, and under 累计."""
    if "年均" in head:
        return "annual"
    return "cumulative" if word[:1] in ("〔", "[") or "累计" in head else None
