"""What a cell of a table holds: its number, whose unit may stand elsewhere, and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policykb.dates import Period, find_periods
from policykb.extract.responsibility import DUE
from policykb.numerals import Quantity, find_quantities, read_number
from policykb.numerals.figures import plain
from policykb.types import Span

NUMERIC = re.compile(
    r"[\s〔\[（(<>≥≤＜＞±+约近超]{0,6}(?:超过|不低于|不高于|达到)?[\d一二三四五六七八九十百千万亿]"
)
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,14}\d[\d.]*[\u4e00-\u9fffA-Za-z%‰]{0,6}$")  # 产能30万吨
_BELOW = re.compile(r"[-－−](?=\d)")
_TIMES = re.compile(r"(?:[百千]?万亿?|[百千]?亿)(?=[\u4e00-\u9fffA-Za-z]|$)")  # 亿元, 万千瓦, 亿
_REMARK = re.compile(r"(?<=[\d%右])\s?[（(][^（）()]{3,20}[）)]$")  # 5.5左右（年均增速）
_BRACKETED = re.compile(r"[（(]([^（）()]{1,10})[）)]\s*$")


def number_in(text: str, cell: Span, unit: str, *, named: bool = False) -> Quantity | None:
    """The number that a cell holds, if it holds one and little else; `named`: its noun as well.

    `unit` is what the table prints for it elsewhere: 2000 under 亿元 is no year, 5—5.5 under %
    a range.
    """
    words = cell.of(text)
    word = _REMARK.sub("", words.strip())
    start = cell.start + words.index(word)
    below = _BELOW.match(word)
    word, start = (word[1:], start + 1) if below else (word, start)
    if not NUMERIC.match(word) and not (named and _NAMED.match(word)):
        return None
    found = find_quantities(word) or _united(word, unit)
    if len(found) != 1:
        return None
    quantity = found[0]
    if len(word) > len(quantity.text) + 6 and not word.endswith(quantity.text):
        return None
    span, core = quantity.span.shifted(start), quantity.core.shifted(start)
    if below:
        span = Span(span.start - 1, span.end)
        quantity = replace(quantity, value=-quantity.value, text=span.of(text))
    return absolute(replace(quantity, span=span, core=core), unit)


_CHANGED = re.compile(
    r"\s*(?P<base>(?:比|较)(?:(?:19|20)\d\d年[底末]?|上年|基期))?(?:力争|争取|确保|累计|年均|每年|再)*"
    r"(?:(?P<up>提[高升]|增[加长]|上升)|(?P<down>下降|降低|减少))了?(?=[\d约\s])"
)


def change_in(text: str, cell: Span) -> tuple[Span, str, str]:
    """What is left of a cell behind the words that tell a change (较2020年降低15%), which way it
    turns (提高, 下降) and from what; the cell itself where it tells none."""
    found = _CHANGED.match(text, cell.start, cell.end)
    if found is None:
        return cell, "", ""
    return Span(found.end(), cell.end), "提高" if found["up"] else "下降", found["base"] or ""


def _united(word: str, unit: str) -> tuple[Quantity, ...]:
    """What a cell tells only together with its unit."""
    if not unit or not word[-1:].isdigit():
        return ()
    whole = (
        q for q in find_quantities(word + unit) if q.unit and q.core.start <= len(word) < q.core.end
    )
    ends = len(word)
    return tuple(
        replace(
            q,
            span=Span(q.span.start, ends),
            core=Span(q.core.start, ends),
            text=word[q.span.start :],
        )
        for q in whole
    )


def absolute(quantity: Quantity, unit: str) -> Quantity:
    """A number under 亿元 or 万户 with that multiplier taken in, as in running text, and the unit
    that is printed elsewhere where it has none of its own."""
    if quantity.unit:
        return quantity
    found = _TIMES.match(unit)
    times = read_number(f"1{found[0]}") if found else None
    if found is None or times is None:
        return replace(quantity, unit=unit)
    value = plain(quantity.value * times)
    top = plain(quantity.value_max * times) if quantity.value_max is not None else None
    if value is None:
        return replace(quantity, unit=unit)
    return replace(quantity, value=value, value_max=top, unit=unit[found.end() :])


def named_and_unit(printed: str) -> tuple[str, str]:
    """研发经费投入强度（%） → its name and its unit."""
    found = _BRACKETED.search(printed)
    if not found:
        return printed, ""
    return printed[: found.start()].strip(), found[1]


def unit_of_head(head: str) -> str:
    """The unit that the head of a column prints in brackets: 比上年增长（%）, not 产值（预计）."""
    unit = named_and_unit(head)[1]
    found = find_quantities(f"1{unit}") if unit else ()
    return unit if len(found) == 1 and found[0].unit and found[0].core.end == len(unit) + 1 else ""


# ------------------------------------------------------------------ by when a row is to be done

_DUE = re.compile(rf"{DUE}|时限|(?:完成|办结|实施)(?:日期|期限)|^(?:年限|期限)$")


def due_column(heads: Sequence[str]) -> int:
    """Which column tells by when a row is to be done; -1 where none does."""
    return next((i for i, head in enumerate(heads) if _DUE.search(head)), -1)


def due_in(text: str, cell: Span, year: int | None) -> Period | None:
    """The last date that a cell names, as a deadline; `year` is the document's own."""
    found = find_periods(cell.of(text), f"{year}" if year else None)
    last = found[-1] if found and found[-1].end else None
    return replace(last, kind="deadline", span=last.span.shifted(cell.start)) if last else None
