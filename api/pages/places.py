"""A city's places in rankings: over editions, in the latest one, and what may be compared."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from api import charts
from policykb import gazetteer
from policykb.numerals import read_integer
from policykb.types import JSON, dated_on

OVERALL = "综合"
DRAWN = 6  # lines in a picture of places; the table has all
FIGURES = 4  # pictures of figures
LEAST_AXES = 3
_BOUND = re.compile(r"[前第]\s?([\d一二两三四五六七八九十]{1,3})")


def full_name(name: str) -> str:
    """The full name of a place; the name itself where the gazetteer does not know it."""
    place = gazetteer.city(name)
    return place.name if place else name


def bound_of(row: JSON) -> int | None:
    """The N of 前N位 or 第N in a ranking's words; None where they tell none (a table)."""
    found = _BOUND.findall(row["quote"])
    return read_integer(found[-1]) if found else None


def place_of(row: JSON, name: str) -> int | None:
    """The place of a city in a ranking, from 1; None where it was only among the first so many.

    Six cities that entered the first twenty have no places; ten that are the first ten have.
    """
    bound = bound_of(row)
    if not row["ordered"] or (bound is not None and bound != len(row["cities"])):
        return None
    return [full_name(each) for each in row["cities"]].index(name) + 1


def ranks_of(rankings: Sequence[JSON], name: str) -> list[JSON]:
    """The rankings that name a city, newest edition first, each with `place` and `bound`."""
    named = [row for row in rankings if name in [full_name(each) for each in row["cities"]]]
    found = [row | {"place": place_of(row, name), "bound": bound_of(row)} for row in named]
    found.sort(key=lambda row: (row["dimension"] != OVERALL, row["dimension"], row["tier"]))
    return sorted(found, key=edition_of, reverse=True)


def edition_of(row: JSON) -> str:
    """The edition of a ranking, else the year of its document."""
    return str(row["edition"] or dated_on(row["document"])[:4])


def is_edition(row: JSON) -> bool:
    """Whether a ranking stands in an edition of a report: what a plan tells of a rank is none."""
    return bool(row["document"]["doc_type"] == "report" and edition_of(row))


# ------------------------------------------------------------------ over editions


@dataclass(frozen=True, slots=True)
class Editions:
    """Editions in order, and among how many cities each ranks, as printed."""

    names: list[str]
    universes: list[str]

    @property
    def differ(self) -> bool:
        """Whether the places of some of them cannot be compared."""
        return len(set(self.universes)) > 1


def editions_of(ranks: Sequence[JSON]) -> Editions:
    """The editions in which a city has a place."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for row in ranks:
        if row["place"] and is_edition(row):
            told[edition_of(row)][row["universe"]] += 1
    names = sorted(told)
    return Editions(names, [told[name].most_common(1)[0][0] for name in names])


def over_editions(ranks: Sequence[JSON], name: str) -> str:
    """A city's places over editions as lines, where there are at least two; a line stops where
    the cities that were ranked are others."""
    editions = editions_of(ranks)
    if len(editions.names) < 2:
        return ""
    at: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in ranks:
        if row["place"] and is_edition(row):
            at[row["dimension"], row["tier"]][edition_of(row)] = row["place"]
    told = sorted(at.items(), key=lambda item: (-len(item[1]), item[0][0] != OVERALL))[:DRAWN]
    several = len({tier for (_, tier), _ in told}) > 1
    series = [
        (f"{d}（{tier}）" if several else d, [places.get(e) for e in editions.names])
        for (d, tier), places in told
    ]
    groups = [universe or "范围未写明" for universe in editions.universes]
    return charts.lines(series, editions.names, f"{name}历次排名", ranks=True, groups=groups)


# ------------------------------------------------------------------ the latest edition


def star(rankings: Sequence[JSON], ranks: Sequence[JSON], name: str) -> str:
    """A city's places in all dimensions of its latest edition and of the tier in which it has
    most, where there are at least three."""
    mine = [row for row in ranks if row["place"] and is_edition(row)]
    latest = max((edition_of(row) for row in mine), default="")
    tiers = Counter(row["tier"] for row in mine if edition_of(row) == latest)
    if not tiers:
        return ""
    tier = tiers.most_common(1)[0][0]
    axes: dict[str, tuple[float, str]] = {}
    for row in rankings:
        fits = is_edition(row) and edition_of(row) == latest and row["tier"] == tier
        if not fits or not row["ordered"] or row["dimension"] in (OVERALL, *axes):
            continue
        names, of = [full_name(each) for each in row["cities"]], len(row["cities"])
        place = place_of(row, name) if name in names else None
        share = (of + 1 - place) / of if place else 0.0
        axes[row["dimension"]] = (share, f"第{place}" if place else "未列入")
    if len(axes) < LEAST_AXES or not any(share for share, _ in axes.values()):
        return ""
    return charts.radar([(d, *told) for d, told in axes.items()], f"{name}在各项排名中的位置")


# ------------------------------------------------------------------ figures


def tells_of(row: JSON, name: str) -> bool:
    """Whether a figure is of that city: its region, or the name that its subject begins with."""
    said = (row["subject"] or "", row["indicator"])
    return full_name(row["region"]) == name or any(each.startswith(name) for each in said)


def over_years(figures: Sequence[JSON]) -> list[str]:
    """Figures that are told for at least two years, each as a line; those with two values for one
    year are left to the table."""
    known: dict[tuple[str, str, str], dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for row in figures:
        if row["value"] is not None and row["as_of"]:
            key = row["indicator"], row["subject"], row["unit"]
            known[key][row["as_of"][:4]].add(row["value"])
    long = [
        (key, values)
        for key, values in known.items()
        if len(values) > 1 and all(len(each) == 1 for each in values.values())
    ]
    long.sort(key=lambda item: -len(item[1]))
    return [_line(*item) for item in long[:FIGURES]]


def _line(key: tuple[str, str, str], values: dict[str, set[float]]) -> str:
    indicator, _, unit = key
    years = sorted(values)
    series = [(indicator, [next(iter(values[year])) for year in years])]
    return charts.lines(series, years, f"{indicator}（{unit}）" if unit else indicator)
