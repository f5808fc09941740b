"""What must hold of a document, or of a fact, that these filters leave? Conditions in SQL.

The statements that these conditions go into name documents `d` and facts `x`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from typing import Any

from policykb import gazetteer
from policykb.errors import BadRequest
from policykb.gazetteer.called import called
from policykb.types import Filters
from policykb.types.labels import CODES

Condition = tuple[str, list[Any]]

# Validity on a day. Repeal and amendment are said of a document by others (`told`, see effects);
# the rest follows from its dates. A year or month alone reaches to its end: "2025~" sorts after
# every day of 2025. An end that was put off is the later of the two.
STATUS = """(SELECT CASE
 WHEN d.status IN ('repealed', 'amended') THEN d.status
 WHEN t.repealed_on <= ? THEN 'repealed'
 WHEN d.effective_on > ? THEN 'not_yet'
 WHEN coalesce(max(d.expires_on, t.expires_on), d.expires_on, t.expires_on) || '~' < ?
  THEN 'expired'
 WHEN t.amended_on <= ? THEN 'amended'
 WHEN coalesce(d.effective_on, d.expires_on, t.expires_on) IS NOT NULL THEN 'in_force'
 ELSE d.status END FROM (SELECT 1) LEFT JOIN told t ON t.doc = d.doc)"""
_OF_A_PLACE = re.compile(r"[省市区县][^省市区县]{2,}")
# As the API's schema has it: a day beyond the end of its month is no harm here.
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def status_on(as_of: str | None) -> Condition:
    """An expression for the status of `d` on a day (today if None)."""
    day = _checked(as_of) if as_of else dt.date.today().isoformat()
    return STATUS, [day] * STATUS.count("?")


def document_conditions(filters: Filters) -> list[Condition]:
    """What must hold of `d`, whatever stands in it. `doc` must hold ids."""
    found = [_among(f"d.{column}", codes_of(field, filters)) for field, column in COLUMNS.items()]
    found.append(
        _any(filters.issuer, "EXISTS (SELECT 1 FROM json_each(d.issuers) WHERE value = ?)")
    )
    if filters.status:
        sql, days = status_on(filters.as_of)
        marks, values = _among("", codes_of("status", filters))
        found.append((f"({sql}){marks}", [*days, *values]))
    if filters.date_from:  # a document without a date is left out by either limit
        found.append(("d.written_on || '~' >= ?", [_checked(filters.date_from)]))
    if filters.date_to:
        found.append(("d.written_on <= ? || '~'", [_checked(filters.date_to)]))
    return [condition for condition in found if condition[0]]


def fact_conditions(filters: Filters) -> list[Condition]:
    """What must hold of the fact `x` itself."""
    found = []
    for name in LABELLED:
        ids, values = labelled("fact", name, codes_of(name, filters))
        if ids:
            found.append((f"x.id IN ({ids})", values))
    if filters.region:
        here, values = region_condition(filters.region)
        ids, more = labelled_region("fact", filters.region)
        found.append((f"{here} OR x.id IN ({ids})", [*values, *more]))
    return found


def labelled(scope: str, name: str, values: Sequence[str]) -> Condition:
    """The ids of the facts or passages (`scope`) that bear one of these labels."""
    if name == "department":
        values = tuple(
            dict.fromkeys(each for value in values for each in (value, *called(value).names))
        )
    among, rest = _among("value", values)
    # 市发展和改革委员会 of any city: where a document's place is known, it stands before the name.
    bare = [value for value in values if name == "department" and _OF_A_PLACE.match(value)]
    ends = " OR value GLOB ?" * len(bare)
    sql = f"SELECT id FROM labels WHERE scope = ? AND name = ? AND ({among}{ends})"
    return (sql, [scope, name, *rest, *(f"*{_escaped(v)}" for v in bare)]) if among else ("", [])


def labelled_region(scope: str, values: Sequence[str]) -> Condition:
    """The ids of the facts or passages that tell of these places, or of places in them."""
    test, starts = _in_place("value", values)
    return f"SELECT id FROM labels WHERE scope = ? AND name = 'region' AND ({test})", [
        scope,
        *starts,
    ]


def region_condition(values: Sequence[str]) -> Condition:
    """Whether `d` is of one of these places: 浙江 finds 浙江省 and its cities and counties."""
    return _in_place("d.region", values)


def joined(conditions: Sequence[Condition]) -> Condition:
    """All conditions in one, true where there is none."""
    sql = " AND ".join(f"({part})" for part, _ in conditions) or "1"
    return sql, [value for _, values in conditions for value in values]


LABELLED = ("department", "instrument", "obligation")
COLUMNS = {"doc": "id", "level": "level", "doc_type": "doc_type"}


def codes_of(field: str, filters: Filters) -> tuple[str, ...]:
    """The values of a filter, codes where they are given by name (有效, 市级). Raises BadRequest
    for one that no document can bear."""
    values = tuple(getattr(filters, field))
    if field not in CODES:
        return values
    known = CODES[field]
    for value in values:
        if value not in known:
            named = "、".join(dict.fromkeys(known.values()))
            raise BadRequest(f"没有“{value}”这个 {field}，可用：{named}", code="unknown_value")
    return tuple(known[value] for value in values)


def _among(column: str, values: Sequence[str]) -> Condition:
    marks = ",".join("?" * len(values))
    return (f"{column} IN ({marks})", list(values)) if values else ("", [])


def _any(values: Sequence[str], test: str) -> Condition:
    return " OR ".join([test] * len(values)), list(values)


def _in_place(column: str, values: Sequence[str]) -> Condition:
    test = " OR ".join([f"{column} GLOB ?"] * len(values))
    inside = [name for value in values for name in gazetteer.within(value)]
    beside = f" OR {column} IN (SELECT value FROM json_each(?))" if inside else ""
    listed = [json.dumps(inside, ensure_ascii=False)] if inside else []
    return test + beside, [*(f"{_escaped(value)}*" for value in values), *listed]


def _escaped(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)


def _checked(day: str) -> str:
    if not _DATE.fullmatch(day):
        told = f"没有“{day}”这个日期，应为 YYYY-MM-DD、YYYY-MM 或 YYYY"
        raise BadRequest(told, code="bad_date")
    return day
