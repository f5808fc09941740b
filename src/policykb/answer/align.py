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
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policykb.answer.alike import alike
from policykb.answer.bodies import without_head
from policykb.answer.nearness import TINY, Floats, vectors_of
from policykb.answer.progress import same_indicator
from policykb.answer.topic import COMMON, ROLE_WORDS
from policykb.numerals import Quantity, find_quantities
from policykb.tokens import words
from policykb.types import JSON

if TYPE_CHECKING:
    from policykb.search import Searcher

REPEATED, STRENGTHENED, WEAKENED = "repeated", "strengthened", "weakened"
STATUS = {0: REPEATED, 1: STRENGTHENED, -1: WEAKENED}
HEADING = 0.4  # weight of the headings beside the whole clauses
UNHEADED = 0.8  # of the nearness of two clauses, one of which has no heading that speaks for it
SENTENCE, TARGET = 0.72, 0.6  # least nearness of counterparts
# Clauses are counterparts from CLAUSE on, from DOUBTFUL on where nothing is nearer and the clauses
# without their headings reach WHOLE; a clause that another one is nearer to joins it from JOINING.
CLAUSE, DOUBTFUL, WHOLE = 0.45, 0.34, 0.38
JOINING, JOINING_WHOLE = 0.5, 0.6
ONE_COUNTED = 0.9  # of the nearness of two targets, one of which has a number
# A clause that is left over joins one that is taken also where they share so much of their telling
# words, and a sentence of each: one clause on 能耗双控和总量减排 answers to two.
ALSO_WHOLE, ALSO_SHARED, ALSO_SENTENCE = 0.5, 0.25, 0.55
# A pair less near than DOUBTED holds only if its clauses share so much of their telling words, rare
# ones weighing more, or their headings are near.
DOUBTED, SHARED, HEADED = 0.5, 0.14, 0.5
DUTY = {"must": 3, "should": 2, "encourage": 1, "explore": 0}
FALLING = ("<", "<=")
# Numbers of a whole place: a part of the place can only take on its share of them.
ABSOLUTE = ("count", "amount")
_SENTENCE = re.compile(r"[^。；！\n]+[。；！]?")
_BRACKET = re.compile(r"[（(][^（）()]*[)）]")  # who is responsible is another matter
_DAYS = re.compile(r"(?:个)?(?:工作日|日|天|月|年|小时|分钟)")
_RATIO = re.compile(rf"%|％|‰|倍|个?百分点|{_DAYS.pattern}")
_EACH = re.compile(r"最高|一次性|单[户家个]|每[家户人百千万亿]|人均|同一企业|给予[^，。；]{0,8}元")
_WITHIN = re.compile(r"以?内|之[前内]|前")
_CUT = re.compile(r"压[缩减]|缩短|缩减|减少|降|不超过|控制在")
_CUT_TO = re.compile(r"(?:降低?|压[缩减]|缩减|减少|控制)(?:到|至|在)[^，。；]{0,3}$")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A counterpart: its place among the lower document's, how near, and the two quotes."""

    at: int
    near: float
    quotes: tuple[str, str]


Flags = NDArray[np.bool_]
Judge = Callable[[JSON, JSON, tuple[str, str]], tuple[int, str]]


def clause_pairs(
    upper: Sequence[JSON], lower: Sequence[JSON], searcher: Searcher
) -> list[Pair | None]:
    """For each upper clause the lower clause that answers to it, or None."""
    if not upper or not lower:
        return [None] * len(upper)
    whole = _cosines(searcher, [_said(c) for c in upper], [_said(c) for c in lower])
    heads = _cosines(searcher, [_head(c) for c in upper], [_head(c) for c in lower])
    headed = np.array([[bool(_head(one) and _head(other)) for other in lower] for one in upper])
    both = (1 - HEADING) * whole + HEADING * np.maximum(heads, 0)
    near = np.where(headed, both, UNHEADED * whole)
    shared = _shared(searcher, upper, lower)
    borne = (near >= DOUBTED) | (heads >= HEADED) | (shared >= SHARED)
    also = (whole >= ALSO_WHOLE) & (shared >= ALSO_SHARED)
    chosen = assigned(np.where(borne, near, 0.0), whole)
    found: list[Pair | None] = []
    runs = [_runs(c) for c in lower]
    of_clause = [at for at, own in enumerate(runs) for _ in own]
    flat = [run for own in runs for run in own]
    for row, clause in enumerate(upper):
        said = _runs(clause)
        cosines = _cosines(searcher, said, flat)
        best = chosen[row]
        if best is None and cosines.size:
            best = nearest_sentence(cosines.max(axis=0), of_clause, also[row])
        if best is None:
            found.append(None)
            continue
        quotes = _nearest(said, flat, cosines, [at == best for at in of_clause])
        found.append(Pair(best, float(near[row, best]), quotes or _quotes(clause, lower[best])))
    return found


def nearest_sentence(cosines: Floats, of_clause: Sequence[int], also: Flags) -> int | None:
    """The lower clause in which the nearest sentence stands, where it says the same; one that is
    near `also` as a whole needs less of a sentence."""
    at = int(cosines.argmax())
    least = ALSO_SENTENCE if also[of_clause[at]] else SENTENCE
    return of_clause[at] if cosines[at] >= least else None


def assigned(near: Floats, whole: Floats) -> list[int | None]:
    """For each row its column: the nearest two first, again and again among what is left; then a
    row that is left may join a column that is taken, when it is near enough.
    """
    chosen: list[int | None] = [None] * near.shape[0]
    left = np.array(near, dtype=np.float64)
    while left.size and left.max() >= DOUBTFUL:
        row, at = (int(place) for place in np.unravel_index(int(left.argmax()), left.shape))
        if left[row, at] >= CLAUSE or _sure(near, whole, row, at):
            chosen[row] = at
            left[row, :] = left[:, at] = -1.0
        else:
            left[row, at] = -1.0
    for row, column in enumerate(chosen):
        at = int(near[row].argmax())
        if column is None and near[row, at] >= JOINING and whole[row, at] >= JOINING_WHOLE:
            chosen[row] = at
    return chosen


def _sure(near: Floats, whole: Floats, row: int, at: int) -> bool:
    """Whether a pair below the threshold is still one: no clause of the lower document is nearer,
    headings left aside or not, and the clauses themselves say much the same."""
    nearest = at in (int(near[row].argmax()), int(whole[row].argmax()))
    return nearest and bool(whole[row, at] >= WHOLE)


def target_pairs(
    upper: Sequence[JSON], lower: Sequence[JSON], searcher: Searcher
) -> list[Pair | None]:
    """For each upper target the lower target that answers to it, or None; the nearest two first,
    for a target answers to one only."""
    if not upper or not lower:
        return [None] * len(upper)
    near = _cosines(searcher, [_aim(t) for t in upper], [_aim(t) for t in lower])
    same = np.array([[same_indicator(target, other) for other in lower] for target in upper])
    kind = np.array([[_kind(target, other) for other in lower] for target in upper])
    fit = np.where(same, 1 + near, kind * near)
    found: list[Pair | None] = [None] * len(upper)
    taken: set[int] = set()
    for place in np.argsort(-fit, axis=None, kind="stable").tolist():
        row, at = divmod(place, len(lower))
        if fit[row, at] < TARGET:
            break
        if found[row] is None and at not in taken:
            quotes = _quotes(upper[row], lower[at])
            found[row] = Pair(at, min(1.0, float(fit[row, at])), quotes)
            taken.add(at)
    return found


# ------------------------------------------------------------- how firmly


def firmer_clause(upper: JSON, lower: JSON, quotes: tuple[str, str]) -> tuple[int, str]:
    """1, 0 or -1 for a lower clause that is firmer, alike or looser, and on what this rests."""
    elsewhere = _elsewhere(upper, lower)
    by_figures = _figures(*quotes, only_ratios=elsewhere)
    if by_figures:
        return by_figures, "figures"
    oftener = _oftener(*quotes)
    if oftener:
        return oftener, "figures"
    levels = [DUTY.get(str(clause.get("obligation")), DUTY["should"]) for clause in (upper, lower)]
    firmer = _sign(levels[1] - levels[0])
    share = not firmer and elsewhere and _figures(*quotes, only_ratios=False)
    return firmer, "share" if share else "obligation"


def firmer_target(upper: JSON, lower: JSON, quotes: tuple[str, str]) -> tuple[int, str]:
    """1, 0 or -1 for a lower target that is firmer, alike or looser, and on what this rests.

    A number of a whole province, of which a city takes on a part, is repeated with basis share.
    """
    values = [target.get("value") for target in (upper, lower)]
    if None in values:
        return (values[1] is not None) - (values[0] is not None), "quantified"
    if _absolute(upper) and _elsewhere(upper, lower):
        return 0, "share"
    goals = [Decimal(str(value)) for value in values]
    falling = upper.get("operator") in FALLING or bool(_CUT_TO.search(_before(upper)))
    firmer = _sign(goals[0] - goals[1] if falling else goals[1] - goals[0])
    return (firmer, "bound") if firmer else _sooner(upper, lower)


def _elsewhere(upper: JSON, lower: JSON) -> bool:
    """Whether the lower one speaks for another place."""
    regions = [
        fact.get("region") or fact.get("document", {}).get("region") for fact in (upper, lower)
    ]
    return bool(regions[0] != regions[1])


def _absolute(target: JSON) -> bool:
    """Whether a target counts what a whole place has: no share, no days, nothing per head."""
    per_head = _RATIO.fullmatch(str(target.get("unit") or "")) or _EACH.search(
        str(target.get("quote"))
    )
    return not per_head and target.get("quantity") in ABSOLUTE


def _before(target: JSON) -> str:
    """The words of a target before its figure."""
    return str(target.get("quote")).partition(str(target.get("value_text") or "\n"))[0]


def _sooner(upper: JSON, lower: JSON) -> tuple[int, str]:
    """Equal bounds: the earlier deadline is firmer."""
    days = [_YEAR.search(str(t.get("deadline") or "")) for t in (upper, lower)]
    if days[0] is None or days[1] is None:
        return 0, "bound"
    years = [int(day.group()) for day in days if day]
    return _sign(years[0] - years[1]), "deadline" if years[0] != years[1] else "bound"


def _figures(upper: str, lower: str, *, only_ratios: bool) -> int:
    """Compares the figures of two sentences that name the same units in the same order.

    `only_ratios` leaves out numbers of things and of money, for two places have their own; not what
    each applicant is given.
    """
    pairs = [_told(text) for text in (upper, lower)]
    if not pairs[0] or [q.unit for q, _ in pairs[0]] != [q.unit for q, _ in pairs[1]]:
        return 0
    signs = set()
    for (one, falling), (other, _) in zip(*pairs, strict=True):
        if not only_ratios or _RATIO.fullmatch(one.unit) or _EACH.search(upper):
            signs.add(_sign(one.value - other.value if falling else other.value - one.value))
    signs.discard(0)
    return signs.pop() if len(signs) == 1 else 0


# How often something is done: times a year. 每半年发布一次, 每周至少探访一次, 实行月调度
_OFTEN = re.compile(
    r"每(?P<period>两周|周|[半一]?个?月|季度|季|半年|年|[一两二三四五]年|日|天)(?:至少|不少于|都)?"
    r"[^，。；\n\d]{0,14}?(?:[一两二三四五六]次|更新|调整|通报|调度|公布|发布|召开|评估|评价|检查|报告)"
)
_TIMES = {
    "日": 365, "天": 365, "周": 52, "两周": 26, "半月": 24, "半个月": 24, "月": 12, "个月": 12,
    "一个月": 12, "季度": 4, "季": 4, "半年": 2, "年": 1, "一年": 1, "两年": 0.5, "二年": 0.5,
    "三年": 0.33, "四年": 0.25, "五年": 0.2,
}  # fmt: skip


def _oftener(upper: str, lower: str) -> int:
    """1 or -1 where the lower sentence has the same kind of thing done oftener, or more seldom; 0
    where either names no such frequency, or several."""
    told = [[_TIMES.get(m["period"]) for m in _OFTEN.finditer(text)] for text in (upper, lower)]
    if any(len(each) != 1 or each[0] is None for each in told):
        return 0
    one, other = (each[0] or 0 for each in told)
    return (other > one) - (other < one)


def _told(text: str) -> list[tuple[Quantity, bool]]:
    """The figures of a sentence, each with whether less of it is firmer: 15日内办结, 降至1%以下; a
    cap in money (最高20万元) is not, for more help is."""
    return [(q, _falls(q, text)) for q in find_quantities(text)]


def _falls(quantity: Quantity, text: str) -> bool:
    before, after = text[: quantity.span.start][-8:], text[quantity.span.end :][:2]
    if _DAYS.fullmatch(quantity.unit):
        return quantity.operator in FALLING or bool(_CUT.search(before) or _WITHIN.match(after))
    ratio = bool(_RATIO.fullmatch(quantity.unit))
    return ratio and (quantity.operator in FALLING or bool(_CUT_TO.search(before)))


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
    body = without_head(str(clause["text"]), head).lstrip("。：: ")
    runs = (run.strip() for run in _SENTENCE.findall(body))
    return [run for run in runs if len(run) > 6 and not _BRACKET.fullmatch(run)]


def _said(clause: JSON) -> str:
    return f"{clause.get('heading') or ''} {clause['text']}"


@lru_cache(maxsize=5_000)
def _telling(heading: str) -> str:
    """The words of a heading that tell its subject; 推动中小企业… stands over many clauses."""
    kept = [w for w in words(heading) if w not in ROLE_WORDS and w not in COMMON]
    return " ".join(kept) or heading


def _head(clause: JSON) -> str:
    return _telling(str(clause.get("heading") or ""))


def _shared(searcher: Searcher, upper: Sequence[JSON], lower: Sequence[JSON]) -> Floats:
    """How much of its telling words the poorer one of two clauses shares with the other, 0…1."""
    lexical = searcher.store.generation.lexical
    told = [[_telling_words(_said(clause)) for clause in side] for side in (upper, lower)]
    rarity = {word: lexical([word], 1)[2] for side in told for own in side for word in own}

    def share(one: frozenset[str], other: frozenset[str]) -> float:
        sums = [sum(rarity[word] for word in each) for each in (one & other, one, other)]
        return sums[0] / max(min(sums[1:]), TINY)

    return np.array([[share(one, other) for other in told[1]] for one in told[0]], np.float32)


@lru_cache(maxsize=5_000)
def _telling_words(text: str) -> frozenset[str]:
    """The words of a clause that tell what it is about."""
    told = (w for w in words(text) if len(w) > 1)
    return frozenset(w for w in told if w not in ROLE_WORDS and w not in COMMON)


def _aim(target: JSON) -> str:
    return alike(f"{target['indicator']} {target['quote']}")


def _kind(one: JSON, other: JSON) -> float:
    """Whether two targets could be of one kind, 0…1: they count one unit, or neither has a number;
    that one has is doubtful."""
    units = {one.get("unit") or "", other.get("unit") or ""} - {""}
    counted = {target.get("value") is not None for target in (one, other)}
    return 0.0 if len(units) > 1 else (ONE_COUNTED if len(counted) > 1 else 1.0)


def _quotes(one: JSON, other: JSON) -> tuple[str, str]:
    return str(one["quote"]), str(other["quote"])
