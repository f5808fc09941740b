"""The rows of a table of tasks as measures: 序号 | 重点任务 | 责任单位."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from policykb.extract import clauses, support
from policykb.extract.instruments import instruments
from policykb.types import Department, Document, Measure, Span, Table

BY = "measures"
Charged = Callable[[Document, str], tuple[Department, ...]]
_TASK_COLUMN = re.compile(r"任务|措施|举措|事项|内容|项目")
_NUMBER_COLUMN = re.compile(r"^(?:序号|编号)$")
_BODY_COLUMNS = re.compile(r"(?:责任|牵头|负责|主办|配合|参与|协办)(?:单位|部门|主体|处室)")


def measures_of_table(document: Document, table: Table, charged: Charged) -> Iterator[Measure]:
    """One measure for each row of a table with a column of tasks and one of bodies; `charged`
    reads whom the cells of a row charge."""
    columns = columns_of(document, table)
    if columns is None:
        return
    head = [_cell(document, cell) for cell in table.cells[0]]
    for row in table.cells[max(1, table.header_rows) :]:
        if len(row) != len(head) or not _cell(document, row[columns[1][-1]]):
            continue
        if not _is_measured(document, head, row):
            yield _of_row(document, table, head, row, columns, charged)


def columns_of(document: Document, table: Table) -> tuple[list[int], list[int], list[int]] | None:
    """The columns of numbers, tasks and bodies of a table of tasks; None of any other."""
    head = [_cell(document, cell) for cell in table.cells[0]] if table.cells else []
    bodies = [i for i, name in enumerate(head) if _BODY_COLUMNS.search(name)]
    tasks = [i for i, name in enumerate(head) if i not in bodies and _TASK_COLUMN.search(name)]
    numbers = [i for i, name in enumerate(head) if _NUMBER_COLUMN.match(name)]
    return (numbers, tasks, bodies) if bodies and tasks else None


_VALUE_COLUMN = re.compile(r"目标|计划|预期|指标值|现状|完成|(?:19|20)\d\d年")
_VALUE = re.compile(r"[≥≤><＞＜约]?[\d.,]+(?:[%％‰]|以[上下内])?")


def _is_measured(document: Document, head: list[str], row: tuple[Span, ...]) -> bool:
    """Whether a row gives what it names as a bare number to be reached: that is a target."""
    cells = (
        _cell(document, cell)
        for cell, name in zip(row, head, strict=True)
        if _VALUE_COLUMN.search(name)
    )
    return any(_VALUE.fullmatch(cell) for cell in cells)


def _cell(document: Document, cell: Span) -> str:
    return "".join(cell.of(document.text).split())


def _of_row(
    document: Document,
    table: Table,
    head: list[str],
    row: tuple[Span, ...],
    columns: tuple[list[int], list[int], list[int]],
    charged: Charged,
) -> Measure:
    numbers, tasks, bodies = columns
    signed = "；".join(f"{head[i]}：{_cell(document, row[i])}" for i in bodies)
    task = clauses.strip(document.text, row[tasks[-1]])
    content = task.of(document.text)
    return Measure(
        eid=table.eid,
        span=task,
        by=BY,
        number=_cell(document, row[numbers[0]]) if numbers else "",
        heading=_cell(document, row[tasks[0]]) if len(tasks) > 1 else "",
        departments=charged(document, signed),
        responsibility=signed,
        instruments=instruments("", content),
        beneficiaries=support.beneficiaries(content),
        obligation=support.obligation("", content),
        support=support.support(content),
    )
