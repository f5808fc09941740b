"""Lists as workbooks, written and read: what an office opens in Excel or WPS and sends back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from policykb.errors import BadRequest
from policykb.types import JSON

# What XML 1.0 cannot hold, and the most characters that a cell of Excel can.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
_WIDE = frozenset(("quote", "text", "citation", "path", "departments", "responsibility"))


def as_xlsx(names: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """A workbook of one sheet: a header row that stays in sight and filters, then the rows.

    Text is written as text, whatever it begins with, so that no cell is a formula. What is longer
    than a cell holds goes on in columns named `name~2`, `name~3`, … behind the others.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    heads, lines = _split_long(names, rows)
    book = Workbook()
    sheet = book.active
    table: list[Sequence[str | int | float]] = [heads, *lines]
    for at, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(at, column), value)
    for column, name in enumerate(heads, 1):
        head = sheet.cell(1, column)
        head.font, head.alignment = Font(bold=True), Alignment(vertical="top")
        letter = head.column_letter
        sheet.column_dimensions[letter].width = 60 if name in _WIDE else 16
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write(cell: Any, value: str | int | float) -> None:
    if isinstance(value, str):
        cell.value = _UNPRINTABLE.sub("", value)
        cell.data_type = "s"  # a text that begins with = stays a text
        cell.style = "Normal"
        cell.quotePrefix = True
    else:
        cell.value = value


def _split_long(
    names: Sequence[str], rows: Sequence[Sequence[str | int | float]]
) -> tuple[list[str], list[Sequence[str | int | float]]]:
    """The same table with columns for what is too long for one cell."""
    wide = list(names)
    made: list[list[str | int | float]] = []
    for row in rows:
        cells: list[str | int | float] = []
        more: dict[str, str | int | float] = {}
        for name, value in zip(names, row, strict=True):
            pieces = _pieces(value)
            cells.append(pieces[0])
            more |= {f"{name}~{i}": piece for i, piece in enumerate(pieces[1:], 2)}
        wide.extend(name for name in more if name not in wide)
        made.append(cells + [more.get(name, "") for name in wide[len(names) :]])
    return wide, [[*row, *[""] * (len(wide) - len(row))] for row in made]


def _pieces(value: str | int | float) -> list[str | int | float]:
    if not isinstance(value, str) or len(value) <= _LONGEST:
        return [value]
    return [value[at : at + _LONGEST] for at in range(0, len(value), _LONGEST)]


def read_xlsx(path: Path) -> Iterator[tuple[int, JSON]]:
    """(row number as the sheet counts, name → cell) of the first sheet, blank rows left out.

    Raises BadRequest for a file that is no workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # not read-only: WPS and others write no dimensions
        sheet = load_workbook(path, data_only=True).worksheets[0]
    except (InvalidFileException, OSError, KeyError, ValueError, IndexError) as error:
        raise BadRequest(f"{path.name} 不是可以读取的 xlsx 工作簿") from error
    except Exception as error:  # zip and XML errors of many kinds
        raise BadRequest(f"{path.name} 已损坏，不能读取") from error
    names: list[str] = []
    for at, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if not names:
            names = [str(cell or "").strip() for cell in row]
        elif any(cell is not None for cell in row):
            yield at, _joined(dict(zip(names, row, strict=False)))


def _joined(row: JSON) -> JSON:
    """A row with its long values in one piece again."""
    whole = {name: value for name, value in row.items() if name and "~" not in name}
    for name, value in row.items():
        if value is not None and "~" in name:
            whole[name.partition("~")[0]] = f"{whole[name.partition('~')[0]]}{value}"
    return whole
