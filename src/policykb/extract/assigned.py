"""What the rows of a table of tasks promise in words: 重点任务 | 目标要求 | 责任单位 | 完成时限."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.extract.cells import due_column, due_in
from policykb.extract.eras import own_year
from policykb.extract.sentences import Sentence, sentences_of_cell
from policykb.extract.tasks import columns_of
from policykb.types import Document

_AIM = re.compile(r"目标|指标|成效")
_REACHED = re.compile(r"目标|成效")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TEXT = re.compile(r"任务|措施|举措|事项|内容|要求|成果|标准|安排|进度")


def assigned(document: Document, read: set[int]) -> Iterator[Sentence]:
    """The sentences of cells that tell what a row is to do or to reach, due when the row says.

    `read`: where cells end whose one number has been read with its column already.
    """
    year = own_year(document)
    for table in document.tables:
        heads = ["".join(cell.of(document.text).split()) for cell in table.cells[0]]
        eras = _eras(heads, columns_of(document, table))
        due_at = due_column(heads)
        for row in table.cells[max(1, table.header_rows) :] if any(eras) else ():
            if len(row) != len(heads):
                continue
            due = due_in(document.text, row[due_at], year) if due_at >= 0 else None
            told = (due,) if due else ()
            for cell, era in zip(row, eras, strict=True):
                if era and cell.end not in read:
                    yield from sentences_of_cell(document, cell, table.eid, era, told)


def _eras(heads: list[str], columns: tuple[list[int], list[int], list[int]] | None) -> list[str]:
    """The era of each column; empty where it holds no aims, nor tasks of the bodies of its row."""
    if columns is None:
        aims = (_REACHED.search(head) and not _YEAR.search(head) for head in heads)
        return ["goal" if aim and at else "" for at, aim in enumerate(aims)]
    others = {*columns[0], *columns[2], due_column(heads)}
    return ["" if i in others else _era(head) for i, head in enumerate(heads)]


def _era(head: str) -> str:
    """The era of a column; empty where it holds no tasks."""
    if _AIM.search(head):
        return "goal"
    return "open" if _TEXT.search(head) else ""
