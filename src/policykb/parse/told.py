"""What printed labels and the fields of a page say of a document: 发文字号：…, 成文日期：…."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policykb.labels import FIELDS, STAMPS
from policykb.labels import LABELS as PRINTED
from policykb.parse.formal import pairs_of
from policykb.parse.lines import Line, cell_text

LABELS: dict[str, str] = FIELDS | dict.fromkeys(STAMPS, "stamped")
VALIDITY = PRINTED["validity"]
# A call that a page writes its cell with, left standing where no script ran: fill('某市');
SCRIPT = re.compile(r"[A-Za-z_$][\w$.]*\((?:[ ]*['\"][^()]{0,80})?\)[ ]?;?")
# What stands in a cell that has nothing to tell.
NOTHING = re.compile(
    r"[\s—–\-－_/／\\.·*×、，,;；()（）]*|[（(]?(?:暂?无(?:文号|字号)?|空|没有|未知|不详|待定|待补)[）)]?"
    r"|[Nn][/／]?[Aa]|[Nn]ull|NULL|None|undefined"
)
# What databases of laws and sites of governments say of a text's force: 现行有效, 全文失效, 否.
VALID = re.compile("(?:现行|继续|全文|部分|现)*有效|现行|是|已?修[改订正]")
ENDED = re.compile("(?:现?已(?:经|被)?|全文)*(?:废止|失效|撤销|无效)|否")
TOP = 4  # lines
BRIEF = 40  # characters of a line that holds one label
ROW = 3  # cells of a row that was pasted as text, with the empty one at its end
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Told:
    """What labels and fields say, by the field of Metadata that they fill."""

    values: dict[str, str]

    def get(self, name: str) -> str:
        """The value told for a field, or an empty string."""
        return self.values.get(name, "")


def told_by(rows: Iterable[tuple[str, str]]) -> Told:
    """The values of the known labels among `rows`; the last of a label counts, a blank never."""
    values: dict[str, str] = {}
    for label, value in rows:
        name = LABELS.get(_name(label))
        said = SCRIPT.sub("", value).strip(" \u3000|｜")
        if name and not NOTHING.fullmatch(said):
            values[name] = said
    return Told(values)


def status_told(told: Told, lines: Iterable[Line]) -> tuple[str, str]:
    """The status that a printed label tells, and the label as the text prints it, in its usual
    form where only the page around the text does; unknown where there is none."""
    value = "".join(told.get("validity").split())
    status = "in_force" if VALID.fullmatch(value) else "repealed" if ENDED.fullmatch(value) else ""
    if not status:
        return "unknown", ""
    brief = (line.text for line in lines if len(line.text) <= BRIEF and value in line.text)
    printed = (text for text in brief if re.sub(rf"[:：]?{value}$", "", _name(text)) in VALIDITY)
    usual = "是否有效" if value in "是否" else VALIDITY[0]
    return status, next(printed, f"{usual}：{value}")


def tabled(lines: tuple[Line, ...]) -> tuple[tuple[str, str], ...]:
    """The labels of a table at the top of a file, each in a cell with its value or before it.

    One label alone is no such table, nor is a list of documents, whose labels stand in one row.
    """
    return next((_pairs(line) for line in lines[:TOP] if is_label_table(line)), ())


def is_label_table(line: Line) -> bool:
    """Whether a table holds labels with their values, two at least."""
    return sum(_name(label) in LABELS for label, _ in _pairs(line)) > 1


def _pairs(line: Line) -> tuple[tuple[str, str], ...]:
    return tuple(pair for row in line.block.rows for pair in _of_row(row))


def cells_of(text: str) -> list[tuple[str, str]]:
    """The labels of a table's row that was pasted as text, each with the cell after it:
    索引号 | 甲 | 发文字号 | |. Nothing where no known label stands in it."""
    cells = [cell.strip() for cell in re.split(r"[|｜\t]", text)]
    known = [_name(cell) in LABELS for cell in cells]
    within = [pairs_of(cell) for cell in cells]  # 成文日期：2024-03-01 beside labels without colons
    if len(cells) < ROW or not all(len(cell) <= WIDEST for cell in cells):
        return []
    if not any(known) and sum(map(bool, within)) < 2:
        return []
    labels = [
        i for i, told in enumerate(known[:-1]) if told and not (known[i + 1] or within[i + 1])
    ]
    return [(cells[i], cells[i + 1]) for i in labels] + [pair for pairs in within for pair in pairs]


def _of_row(row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    cells = [cell_text(cell) for cell in row]
    for cell in cells:
        yield from pairs_of(cell)
    if len(cells) > 1 and _name(cells[0]) in LABELS and _name(cells[1]) not in LABELS:
        yield cells[0], cells[1]


def _name(label: str) -> str:
    return re.sub(r"[\s:：\u3000]", "", label)
