"""What a person changed in an exported list: the corrections that its rows ask for.

Rows come as they were exported, with cells changed or `delete` set to 是. What proves a fact (its
document, clause and quote) cannot be changed. A bad row is told by its number; the others count.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from policykb.answer.cells import editable, is_same, is_struck, read_cell
from policykb.answer.sheets import read_xlsx
from policykb.errors import BadRequest, NotFound
from policykb.store import Correction
from policykb.types import JSON

Rows = Iterable[tuple[int, JSON]]
# A fact as extracted, its fields as corrected, whether it was struck out. Raises NotFound.
Known = Callable[[str], tuple[JSON, JSON, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The corrections of a file, and one Chinese line for each row that could not be taken."""

    corrections: tuple[Correction, ...]
    unchanged: int
    problems: tuple[str, ...]

    @property
    def deleted(self) -> int:
        """How many facts are struck out."""
        return sum(correction.deleted for correction in self.corrections)


def review(rows: Rows, known: Known) -> Review:
    """Reads what the rows of an edited list change."""
    corrections: dict[str, Correction] = {}
    problems: list[str] = []
    unchanged = 0
    for at, row in rows:
        try:
            correction = _correction(row, known)
            if correction and correction.fact_id in corrections:
                raise BadRequest("同一编号在前面已有一行")
        except (BadRequest, NotFound) as error:
            problems.append(f"第 {at} 行：{error}")
            continue
        if correction is None:
            unchanged += 1
        else:
            corrections[correction.fact_id] = correction
    return Review(
        corrections=tuple(corrections.values()), unchanged=unchanged, problems=tuple(problems)
    )


def _correction(row: JSON, known: Known) -> Correction | None:
    """What one row asks for; None where it changes nothing. Raises BadRequest, NotFound."""
    fact_id = str(row.get("id") or "").strip()
    if not fact_id:
        raise BadRequest("缺少 id，无法知道是哪一条")
    original, now, struck = known(fact_id)
    if is_struck(row.get("delete")):
        return None if struck else Correction(fact_id=fact_id, deleted=True)
    for name in FIXED:
        if name in row and name in original and not is_same(row[name], original[name]):
            raise BadRequest(f"{name} 是依据，不能更改；请改其余各列，或在 delete 列填“是”")
    changes = _changes(row, original, now)
    # a fact that was struck out and comes unmarked stands again
    return None if changes == now and not struck else Correction(fact_id=fact_id, changes=changes)


def _changes(row: JSON, original: JSON, now: JSON) -> JSON:
    """The fields that differ from what was extracted; a column left out stays as it is `now`."""
    changes: JSON = {}
    for name, kind in editable(original["kind"]).items():
        if name not in row:
            changes |= {name: now[name]} if name in now else {}
        elif name in now and is_same(row[name], now[name]):
            changes[name] = now[name]
        elif not is_same(row[name], original.get(name)):
            changes[name] = read_cell(name, kind, row[name])
    return changes


FIXED = ("kind", "eid", "quote", "text")
# ------------------------------------------------------------------ files


def read_rows(path: Path) -> Iterator[tuple[int, JSON]]:
    """(row number, name → cell) of an exported csv, xlsx or jsonl file; the head is row 1.

    Raises BadRequest for another kind of file, or one that cannot be read.
    """
    if path.suffix.lower() not in READERS:
        raise BadRequest(f"{path.name}：只能导入 {'、'.join(READERS)} 文件")
    if not path.is_file():
        raise BadRequest(f"没有 {path.name} 这个文件")
    return READERS[path.suffix.lower()](path)


def _csv(path: Path) -> Iterator[tuple[int, JSON]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Excel saves in Chinese Windows
        text = content.decode("gb18030", errors="replace")
    csv.field_size_limit(2**31 - 1)  # a clause may be longer than the limit of 128 KiB
    lines = csv.reader(io.StringIO(text, newline=""))
    names: Sequence[str] = next(lines, [])
    for at, cells in enumerate(lines, 2):
        if any(cells):
            yield at, dict(zip(names, cells, strict=False))


def _jsonl(path: Path) -> Iterator[tuple[int, JSON]]:
    for at, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        # a line that is no record has no id, and is told as such
        yield at, row if isinstance(row, dict) else {}


READERS: dict[str, Callable[[Path], Iterator[tuple[int, JSON]]]] = {
    ".csv": _csv,
    ".xlsx": read_xlsx,
    ".jsonl": _jsonl,
}
