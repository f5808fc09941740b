"""Which documents, passages and facts do these filters leave? Filters become SQL conditions.

The statements that these conditions go into name documents `d`, and passages or facts `x`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from policykb.errors import BadRequest
from policykb.store.rows import KINDS, kind_of
from policykb.types import Filters

Condition = tuple[str, list[Any]]

# Validity on a day. Repeal and amendment are said of a document by others; the rest follows from
# its dates. A year or month alone reaches to its end: "2025~" sorts after every day of 2025.
STATUS = """CASE
 WHEN d.status IN ('repealed', 'amended') THEN d.status
 WHEN d.effective_on > ? THEN 'not_yet'
 WHEN d.expires_on || '~' < ? THEN 'expired'
 WHEN d.effective_on IS NOT NULL OR d.expires_on IS NOT NULL THEN 'in_force'
 ELSE d.status END"""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def status_on(as_of: str | None) -> Condition:
    """An expression for the status of `d` on a day (today if None)."""
    day = _checked(as_of) if as_of else dt.date.today().isoformat()
    return STATUS, [day, day]


def document_conditions(filters: Filters) -> list[Condition]:
    """What must hold of `d`, whatever stands in it. `doc` must hold ids."""
    found = [_among(f"d.{column}", getattr(filters, field)) for field, column in COLUMNS.items()]
    found.append(
        _any(filters.issuer, "EXISTS (SELECT 1 FROM json_each(d.issuers) WHERE value = ?)")
    )
    if filters.status:
        sql, days = status_on(filters.as_of)
        marks, values = _among("", filters.status)
        found.append((f"({sql}){marks}", [*days, *values]))
    if filters.date_from:  # a document without a date is left out by either limit
        found.append(("d.written_on || '~' >= ?", [_checked(filters.date_from)]))
    if filters.date_to:
        found.append(("d.written_on <= ? || '~'", [_checked(filters.date_to)]))
    return [condition for condition in found if condition[0]]


def content_conditions(filters: Filters, scope: str, id_column: str) -> list[Condition]:
    """What must hold of `x`: a passage (scope 'passage') or a fact (scope 'fact')."""
    labelled = [
        _labelled(scope, id_column, name, getattr(filters, name))
        for name in ("department", "instrument", "obligation")
    ]
    found = [*labelled, _region(filters.region, scope, id_column)]
    if scope == "passage":
        found.append(_kind(filters.kind, id_column))
    return [condition for condition in found if condition[0]]


def joined(conditions: Sequence[Condition]) -> Condition:
    """All conditions in one, true where there is none."""
    sql = " AND ".join(f"({part})" for part, _ in conditions) or "1"
    return sql, [value for _, values in conditions for value in values]


COLUMNS = {"doc": "id", "level": "level", "doc_type": "doc_type"}


def _among(column: str, values: Sequence[str]) -> Condition:
    marks = ",".join("?" * len(values))
    return (f"{column} IN ({marks})", list(values)) if values else ("", [])


def _any(values: Sequence[str], test: str) -> Condition:
    return " OR ".join([test] * len(values)), list(values)


def _labelled(scope: str, id_column: str, name: str, values: Sequence[str]) -> Condition:
    among, rest = _among("value", values)
    if not among:
        return "", []
    sql = f"SELECT id FROM labels WHERE scope = ? AND name = ? AND {among}"
    return f"{id_column} IN ({sql})", [scope, name, *rest]


def _region(values: Sequence[str], scope: str, id_column: str) -> Condition:
    """The document's region, or that of a fact in the clause; 浙江 finds 浙江省 and below."""
    here, _ = _any(values, "d.region GLOB ?")
    there, _ = _any(values, "value GLOB ?")
    if not values:
        return "", []
    starts = [_escaped(value) + "*" for value in values]
    labels = f"SELECT id FROM labels WHERE scope = ? AND name = 'region' AND ({there})"
    return f"{here} OR {id_column} IN ({labels})", [*starts, scope, *starts]


def _kind(values: Sequence[str], id_column: str) -> Condition:
    """Passages of a kind of their own (clause, table…), or in which a fact of a kind stands."""
    kinds = [kind_of(value) for value in values]
    facts = [kind for kind in kinds if kind in KINDS.values() and kind != "provision"]
    own = [kind if kind != "provision" else "clause" for kind in kinds if kind not in facts]
    parts = [_among("x.kind", own), _labelled("passage", id_column, "kind", facts)]
    found = [part for part in parts if part[0]]
    return " OR ".join(sql for sql, _ in found), [v for _, values in found for v in values]


def _escaped(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)


def _checked(day: str) -> str:
    if not _DATE.fullmatch(day):
        raise BadRequest(f"日期“{day}”不是 YYYY-MM-DD、YYYY-MM 或 YYYY")
    return day
