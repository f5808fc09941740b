"""Numbers in tables: which row and column they stand in, and whether the column is a goal.

Target tables of plans (专栏) print 指标, a base year, a target year, perhaps a rate and 属性
(约束性 or 预期性), and before them perhaps 序号 and 类别; tables that share out tasks print a goal
for each year (任务 · 2025年目标 · 2027年目标); statistical tables print years or groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policykb.dates import Period
from policykb.extract.cells import (
    NUMERIC,
    change_in,
    due_column,
    due_in,
    named_and_unit,
    number_in,
    unit_of_head,
)
from policykb.extract.eras import own_year
from policykb.extract.naming import noun_and_verb, only_leads, stripped_lead
from policykb.numerals import Quantity
from policykb.types import Document, Span, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One numeric cell. `span` runs from the row's label to the cell; `year` is the column's;

    `target` where the column is a goal; `basis`, `binding` and `baseline` as in types.Target;
    `due`: by when the row is to be done, where a column of it says so.
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
    due: Period | None = None


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_GOAL = re.compile(r"目标|规划值|预期|到20\d\d年|期末")
_PLANNED = re.compile(r"20\d\d年度?(?:计划(?:数|值|增[长幅])?(?:[（(]草案[）)])?|[（(]草案[）)])$")
_RESULT = re.compile(r"完成|实际|实绩|执行")
# Heads of the column that names what a row measures, the surest first.
_LABELS = (
    re.compile(r"指标(?:名称|内容)?(?:[（(][^（）()]*[）)])?$"),
    re.compile("名称"),
    re.compile("项目|内容"),
    re.compile("任务|事项"),
    re.compile("类别|指标"),
)
_TASKS = re.compile("任务|事项")
_SERIAL = re.compile(r"序号|编号|^No")
_CLASS = re.compile(r"(?:类别|类型|领域|维度)$")
_NUMBERED = re.compile(r"\d{1,2}[.．、]\s*(?=[\u4e00-\u9fff])")  # 1.研发经费投入强度
_AGED = re.compile(r"\d{1,2}(?:周?岁|小时|分钟|公里|[A-Z])[\u4e00-\u9fff]{3}")  # 3岁以下儿童…
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_RATE_HEAD = re.compile("年均|累计|增速|增幅")
_UNIT_COLUMN = re.compile(r"(?:计量)?单\s?位")
_NO_UNIT = re.compile(r"^[—–\-／/－\s]*$")


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
    if _is_regression(rows):
        return
    heads = rows[max(0, first - 1)]
    label_at = _label_column(heads, rows[first:])
    deepest = _deepest(heads, rows[first:], label_at)
    unit_at = next((i for i, h in enumerate(heads) if _UNIT_COLUMN.fullmatch(h)), -1)
    due_at = due_column(heads)
    binding_at = next((i for i, h in enumerate(heads) if h.endswith(("属性", "性质"))), -1)
    told = [not (_tells_row(head) or _is_over(head, heads, year)) for head in heads]
    for cells, words in zip(table.cells[first:], rows[first:], strict=True):
        named = [i for i in range(label_at, deepest + 1) if i < len(words) and _names(words[i])]
        if not named:
            continue
        due = due_in(text, cells[due_at], year) if 0 <= due_at < len(cells) else None
        found: list[Reading] = []
        for i in range(min(len(words), len(heads))):
            if label_at <= i <= deepest or i in (unit_at, binding_at, due_at) or not told[i]:
                continue
            binding = words[binding_at] if 0 <= binding_at < len(words) else ""
            unit = words[unit_at] if 0 <= unit_at < len(words) else ""
            label = _lettered(text, cells[named[-1]])
            place = _Place(table, heads[i], heads[label_at], label, cells[i], binding, unit)
            if reading := _reading(text, place, year):
                base = reading.baseline or _base(heads[:i], words[:i], reading, year)
                found.append(replace(reading, baseline=base, due=due))
        yield from _with_rate(found, heads, year)


_STARRED = re.compile(r"[-−–]?\d*\.\d+\s?\*{1,3}$")
_OF_FIT = re.compile(
    r"(?:Adj(?:usted)?[.\s-]*|调整后?的?|Pseudo\s?)?R[²2]$|[\u4e00-\u9fff]{2}固定效应$", re.I
)


def _is_regression(rows: list[list[str]]) -> bool:
    """Whether a table prints what a model was fitted to, no figure of the world: 0.25***, R²."""
    return any(
        any(_STARRED.match(word) for word in words) or bool(words and _OF_FIT.match(words[0]))
        for words in rows
    )


def _label_column(heads: list[str], rows: list[list[str]]) -> int:
    """The column that names what is measured, not the one that sorts it (类别) or counts it."""
    for label in _LABELS:
        for i, head in enumerate(heads):
            if label.search(head) and not _YEAR.search(head) and _holds_names(rows, i):
                return i
    return next((i for i, head in enumerate(heads) if not _SERIAL.search(head)), 0)


def _deepest(heads: list[str], rows: list[list[str]], label_at: int) -> int:
    """The last column that one head of names spans: 指标 over its groups and their indicators."""
    last = label_at
    while last + 1 < len(heads) and not heads[last + 1] and _holds_names(rows, last + 1):
        last += 1
    return last


def _holds_names(rows: list[list[str]], column: int) -> bool:
    return any(column < len(words) and _names(words[column]) for words in rows)


def _names(word: str) -> bool:
    """Whether a cell holds the name of a row: no number, nothing left empty."""
    led = _NUMBERED.match(word) or _AGED.match(word)
    return bool(word) and (not word[0].isdigit() or bool(led))


def _tells_row(head: str) -> bool:
    return bool(_SERIAL.search(head) or _CLASS.search(head))


def _is_over(head: str, heads: list[str], year: int | None) -> bool:
    """Whether a column prints what was planned for a year of which another one has the results.

    2025年计划 · 2025年完成 · 2026年计划: the first is neither aimed at nor achieved.
    """
    named = _YEAR.findall(head)
    if not named or year is None or int(named[-1]) >= year or not _plans(head):
        return False
    return any(_RESULT.search(h) and named[-1] in h and not _plans(h) for h in heads)


def _plans(head: str) -> bool:
    return bool(_GOAL.search(head) or _PLANNED.search(head))


def _lettered(text: str, label: Span) -> Span:
    """The name of a row without the number that leads it."""
    found = _NUMBERED.match(text, label.start, label.end)
    return Span(found.end(), label.end) if found else label


def _with_rate(found: list[Reading], heads: list[str], year: int | None) -> Iterator[Reading]:
    """The readings of a row; one whose goal columns are empty aims at its rate or its sum.

    五年累计 and 年均 print the goal of what has no level: 能耗降低 · — · — · 〔15〕.
    """
    goals = [int(y) for h in heads for y in _YEAR.findall(h) if year is None or int(y) > year]
    aims = bool(goals) and not any(r.target for r in found)
    for reading in found:
        if aims and reading.year is None and _RATE_HEAD.search(reading.column):
            reading = replace(reading, target=True, year=max(goals))
        yield reading


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands: its table, the heads of its column and of its row's label, the label

    and its cell; what the row prints in its columns of 属性 and of 单位.
    """

    table: Table
    head: str
    label_head: str
    label: Span
    cell: Span
    binding: str
    unit: str


def _base(heads: list[str], words: list[str], reading: Reading, year: int | None) -> str:
    """What a goal starts from, in the base year's column before it: 2020年2600."""
    if not reading.target or year is None:
        return ""
    for head, word in zip(reversed(heads), reversed(words), strict=True):
        named = [] if _GOAL.search(head) else _YEAR.findall(head)  # an earlier goal is no base
        if named and int(named[-1]) < (reading.year or year + 1) and NUMERIC.match(word):
            return f"{head}{word}"
    return ""


def _noun(text: str, place: _Place, label: str, quantity: Quantity) -> str:
    """What a cell measures: by its row, or among tasks by the noun before its number."""
    if _TASKS.search(place.label_head):
        label = stripped_lead(label)
        noun = noun_and_verb(text[place.cell.start : quantity.span.start].strip(), "")[0]
        if len(noun) > 1 and not only_leads(noun) and _WORDS.match(noun):
            label = noun
    return label


def _reading(text: str, place: _Place, year: int | None) -> Reading | None:
    label, unit = named_and_unit(place.label.of(text).strip())
    unit = unit_of_head(place.head) or unit or _NO_UNIT.sub("", place.unit)
    cell, turn, base = change_in(text, place.cell)
    quantity = number_in(text, cell, "" if turn else unit, named=bool(_GOAL.search(place.head)))
    if quantity is None:
        return None
    named = _YEAR.findall(place.head)
    column_year = int(named[-1]) if named else None
    ahead = year is not None and column_year is not None and column_year > year
    planned = bool(_PLANNED.search(place.head)) and (column_year or 0) >= (year or 0)
    return Reading(
        eid=place.table.eid,
        span=Span(min(place.label.start, place.cell.start), max(place.label.end, place.cell.end)),
        indicator=_changed(_noun(text, place, label, quantity), turn, quantity.unit),
        column=place.head,
        quantity=quantity,
        unit=quantity.unit,
        year=column_year,
        target=ahead or planned or bool(_GOAL.search(place.head)),
        basis=_basis(place.head, place.cell.of(text).strip()),
        binding=place.binding if place.binding in ("约束性", "预期性") else None,
        baseline=base,
    )


_TURN = re.compile(r"(?:累计|年均)?(?:提[高升]|增[加长]|上升|下降|降低|减少)(?:幅度|率)?$")


def _changed(name: str, turn: str, unit: str) -> str:
    """The name of a row with what a cell that tells a change adds to it: 下降率, 提高幅度."""
    if not turn:
        return name
    kind = f"{turn}幅度" if unit == "百分点" else "增长率" if turn == "提高" else "下降率"
    return f"{_TURN.sub('', name) or name}{kind}"


def _basis(head: str, word: str) -> str | None:
    """annual under 年均; cumulative for 〔25〕, as five-year plans print it, and under 累计."""
    if word[:1] in ("〔", "["):
        return "cumulative"
    if "年均" in head or "年均" in word or "每年" in word:
        return "annual"
    return "cumulative" if "累计" in head else None
