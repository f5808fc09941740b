"""Lists as files: one record per row, whole and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import orjson

from policykb.answer.sheets import as_xlsx
from policykb.types import JSON

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_jsonl(rows: Sequence[JSON]) -> bytes:
    """One JSON object per line, UTF-8."""
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def as_csv(rows: Sequence[JSON]) -> bytes:
    """Header row and one line per record, UTF-8 with the BOM that spreadsheets look for."""
    names = columns_of(rows)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(name)) for name in names] for row in rows)
    return lines.getvalue().encode("utf-8-sig")


def as_workbook(rows: Sequence[JSON]) -> bytes:
    """The same table as an Excel workbook; text that looks like a formula stays text."""
    names = columns_of(rows)
    return as_xlsx(names, [[plain_cell(row.get(name)) for name in names] for row in rows])


def columns_of(rows: Sequence[JSON]) -> list[str]:
    """All field names in the order of their first record; facts have a column to strike them out.

    A fact whose `delete` says 是 is deleted by `import-review`.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [*names, "delete"] if "by" in names and "children" not in names else names


def plain_cell(value: object) -> str | int | float:
    """A cell's content: numbers as they are, structures as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | str):
        return value
    return orjson.dumps(value).decode()


def safe_cell(value: object) -> str | int | float:
    """The same, but text that a spreadsheet would take for a formula begins with an apostrophe."""
    cell = plain_cell(value)
    formula = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if formula else cell


FORMATS: dict[str, Callable[[Sequence[JSON]], bytes]] = {
    "jsonl": as_jsonl,
    "csv": as_csv,
    "xlsx": as_workbook,
}
