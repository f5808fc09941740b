"""Tables that say nothing by their rows and columns, but put words in their place on the page: the
masthead of several organs, their signatures side by side, the imprint (GB/T 9704-2012 7.2.4, 7.3.5
and 7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ORGAN = re.compile(
    r"(?:[厅局部委办院署行社会组处馆校司所站队]|政府|办公室|中心|公司|协会|集团|大学|法院|领导小组"
    r"|海关|军区|军分区|警备区|工商联|妇联|残联|科协)$"
)
_DAY = r"[12〇二一][\d〇○零一二三四五六七八九]{3}年[^年月日]{1,3}月[^年月日]{1,3}日"
_DATE = re.compile(rf"{_DAY}$")
_SEAL = re.compile(r"[（(](?:公|印|代|盖)?章[）)]$")
_IMPRINT = re.compile(rf"(?:{_DAY})?印(?:发|制)$|(?:抄送|主送|分送)[:：]|共印\d{{1,5}}份|{_DAY}$")
MOST_ROWS, MOST_CELLS, LONGEST = 8, 4, 40


def placed(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lines that such a table prints, in order; nothing for a table of data."""
    lines = [[_bare(line) for cell in row for line in cell.split("\n")] for row in rows]
    lines = [filled for row in lines if (filled := [line for line in row if line])]
    if not 0 < len(lines) <= MOST_ROWS or max(map(len, rows)) > MOST_CELLS:
        return ()
    every = [line for row in lines for line in row]
    if _masthead(every):
        return (*(line for line in every if line != "文件"), "文件")
    if _signed(every):
        return tuple(every)
    if _imprint(lines):
        return tuple("　".join(row) for row in lines)
    return ()


def _bare(line: str) -> str:
    return re.sub(r"\s", "", line)


def _organ(line: str) -> bool:
    return len(line) <= LONGEST and _ORGAN.search(line) is not None


def _masthead(lines: Sequence[str]) -> bool:
    """Whether the lines are names of organs and 文件 beside them."""
    names = [line for line in lines if line != "文件"]
    return len(names) + 1 == len(lines) and bool(names) and all(map(_organ, names))


def _signed(lines: Sequence[str]) -> bool:
    """Whether the lines are names of organs, and below them when they signed."""
    days = [bool(_DATE.match(line)) for line in lines]
    names = [line for line, day in zip(lines, days, strict=True) if not day]
    below = days == sorted(days) and days[-1]  # the days stand below all names
    return below and bool(names) and all(_organ(n) or _SEAL.match(n) for n in names)


def _imprint(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows tell to whom a document goes and who had it printed when."""
    printed = any(line.endswith(("印发", "印制")) for line in rows[-1])
    return printed and all(_IMPRINT.search(line) or _organ(line) for row in rows for line in row)
