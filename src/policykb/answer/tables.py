"""Lists as files: one record per row, whole and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import orjson

from policykb.types import JSON

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_jsonl(rows: Sequence[JSON]) -> bytes:
    """One JSON object per line, UTF-8."""
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def as_csv(rows: Sequence[JSON]) -> bytes:
    """Header row and one line per record, UTF-8 with the BOM that spreadsheets look for."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(name)) for name in names] for row in rows)
    return lines.getvalue().encode("utf-8-sig")


def safe_cell(value: object) -> str | int | float:
    """A cell's content: numbers as they are, structures as JSON, text that is never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return "'" + text if text.startswith(FORMULA_STARTS) else text


FORMATS: dict[str, Callable[[Sequence[JSON]], bytes]] = {"jsonl": as_jsonl, "csv": as_csv}
