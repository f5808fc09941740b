"""Which clause or target of a lower document answers to one of the upper document, and how firmly?

Clauses answer to each other by heading and text, or by one sentence that says the same; targets by
their indicator, else by what they say. Firmer is a higher bound (a lower one of what shall fall),
an earlier deadline, or a stronger word of duty (must > should > encourage > explore).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from policykb.answer.nearness import Floats, vectors_of
from policykb.answer.progress import region_of, same_indicator
from policykb.numerals import find_quantities
from policykb.types import JSON

if TYPE_CHECKING:
    from policykb.search import Searcher

REPEATED, STRENGTHENED, WEAKENED = "repeated", "strengthened", "weakened"
STATUS = {0: REPEATED, 1: STRENGTHENED, -1: WEAKENED}
HEADING = 0.4  # weight of the headings beside the whole clauses
CLAUSE, SENTENCE, TARGET = 0.47, 0.72, 0.6  # least nearness of counterparts
DUTY = {"must": 3, "should": 2, "encourage": 1, "explore": 0}
FALLING = ("<", "<=")
# Numbers of a whole place: a part of the place can only take on its share of them.
ABSOLUTE = ("count", "amount")
_SENTENCE = re.compile(r"[^。；！\n]+[。；！]?")
_DAYS = re.compile(r"日|天|月|年|小时")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A counterpart: its place among the lower document's, how near, and the two quotes."""

    at: int
    near: float
    quotes: tuple[str, str]


Judge = Callable[[JSON, JSON, tuple[str, str]], tuple[int, str]]


def clause_pairs(
    upper: Sequence[JSON], lower: Sequence[JSON], searcher: Searcher
) -> list[Pair | None]:
    """For each upper clause the lower clause that answers to it, or None."""
    if not upper or not lower:
        return [None] * len(upper)
    whole = _cosines(searcher, [_said(c) for c in upper], [_said(c) for c in lower])
    heads = _cosines(searcher, [_head(c) for c in upper], [_head(c) for c in lower])
    near = np.where(heads > 0, (1 - HEADING) * whole + HEADING * heads, (1 - HEADING) * whole)
    found: list[Pair | None] = []
    runs = [_runs(c) for c in lower]
    of_clause = [at for at, own in enumerate(runs) for _ in own]
    flat = [run for own in runs for run in own]
    for row, clause in enumerate(upper):
        said = _runs(clause)
        cosines = _cosines(searcher, said, flat)
        best = int(near[row].argmax())
        if near[row, best] < CLAUSE and cosines.size and cosines.max() >= SENTENCE:
            best = of_clause[int(cosines.max(axis=0).argmax())]
        elif near[row, best] < CLAUSE:
            found.append(None)
            continue
        quotes = _nearest(said, flat, cosines, [at == best for at in of_clause])
        found.append(Pair(best, float(near[row, best]), quotes or _quotes(clause, lower[best])))
    return found


def target_pairs(
    upper: Sequence[JSON], lower: Sequence[JSON], searcher: Searcher
) -> list[Pair | None]:
    """For each upper target the lower target that answers to it, or None."""
    if not upper or not lower:
        return [None] * len(upper)
    near = _cosines(searcher, [_aim(t) for t in upper], [_aim(t) for t in lower])
    found: list[Pair | None] = []
    for row, target in enumerate(upper):
        same = np.array([same_indicator(target, other) for other in lower])
        fit = np.where(same, 1 + near[row], [_units(target, o) for o in lower] * near[row])
        best = int(fit.argmax())
        pair = Pair(best, min(1.0, float(fit[best])), _quotes(target, lower[best]))
        found.append(pair if fit[best] >= TARGET else None)
    return found


# ------------------------------------------------------------- how firmly


def firmer_clause(upper: JSON, lower: JSON, quotes: tuple[str, str]) -> tuple[int, str]:
    """1, 0 or -1 for a lower clause that is firmer, alike or looser, and on what this rests."""
    by_figures = _figures(*quotes)
    if by_figures:
        return by_figures, "figures"
    levels = [DUTY.get(str(clause.get("obligation")), DUTY["should"]) for clause in (upper, lower)]
    return _sign(levels[1] - levels[0]), "obligation"


def firmer_target(upper: JSON, lower: JSON, quotes: tuple[str, str]) -> tuple[int, str]:
    """1, 0 or -1 for a lower target that is firmer, alike or looser, and on what this rests.

    A number of a whole province, of which a city takes on a part, is repeated with basis share.
    """
    values = [target.get("value") for target in (upper, lower)]
    if None in values:
        return (values[1] is not None) - (values[0] is not None), "quantified"
    if upper.get("quantity") in ABSOLUTE and region_of(upper) != region_of(lower):
        return 0, "share"
    goals = [Decimal(str(value)) for value in values]
    falling = upper.get("operator") in FALLING
    firmer = _sign(goals[0] - goals[1] if falling else goals[1] - goals[0])
    return (firmer, "bound") if firmer else _sooner(upper, lower)


def _sooner(upper: JSON, lower: JSON) -> tuple[int, str]:
    """Equal bounds: the earlier deadline is firmer."""
    days = [_YEAR.search(str(t.get("deadline") or "")) for t in (upper, lower)]
    if days[0] is None or days[1] is None:
        return 0, "bound"
    years = [int(day.group()) for day in days if day]
    return _sign(years[0] - years[1]), "deadline" if years[0] != years[1] else "bound"


def _figures(upper: str, lower: str) -> int:
    """Compares the figures of two sentences that name the same units in the same order."""
    ours, theirs = find_quantities(upper), find_quantities(lower)
    if not ours or [q.unit for q in ours] != [q.unit for q in theirs]:
        return 0
    signs = set()
    for one, other in zip(ours, theirs, strict=True):
        falling = one.operator in FALLING and bool(_DAYS.search(one.unit))
        signs.add(_sign(one.value - other.value if falling else other.value - one.value))
    signs.discard(0)
    return signs.pop() if len(signs) == 1 else 0


def _sign(difference: Decimal | int) -> int:
    return (difference > 0) - (difference < 0)


# ------------------------------------------------------------- how near


def _cosines(searcher: Searcher, rows: Sequence[str], columns: Sequence[str]) -> Floats:
    known = vectors_of(searcher)
    if not rows or not columns:
        return np.empty((len(rows), len(columns)), np.float32)
    return np.asarray(known.of(rows) @ known.of(columns).T, dtype=np.float32)


def _nearest(
    said: Sequence[str], flat: Sequence[str], cosines: Floats, within: Sequence[bool]
) -> tuple[str, str] | None:
    """The two sentences that are nearest, the second one of the clause that was chosen."""
    if not cosines.size or not any(within):
        return None
    masked = np.where(np.array(within), cosines, -1.0)
    one, other = np.unravel_index(int(masked.argmax()), masked.shape)
    return said[int(one)], flat[int(other)]


def _runs(clause: JSON) -> list[str]:
    head = f"{clause.get('number') or ''}{clause.get('heading') or ''}"
    body = str(clause["text"]).removeprefix(head)
    return [run.strip() for run in _SENTENCE.findall(body) if len(run.strip()) > 6]


def _said(clause: JSON) -> str:
    return f"{clause.get('heading') or ''} {clause['text']}"


def _head(clause: JSON) -> str:
    return str(clause.get("heading") or "")


def _aim(target: JSON) -> str:
    return f"{target['indicator']} {target['quote']}"


def _units(one: JSON, other: JSON) -> bool:
    """Whether two targets could be of one kind: one has no number, or they count one unit."""
    units = {one.get("unit") or "", other.get("unit") or ""} - {""}
    return len(units) < 2


def _quotes(one: JSON, other: JSON) -> tuple[str, str]:
    return str(one["quote"]), str(other["quote"])
