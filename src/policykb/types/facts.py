"""What a document promises, reports and names, as typed records over spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from policykb.types.places import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: the clause, the verbatim run (a span of the text), the extractor."""

    eid: str
    span: Span
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A body named in a responsibility: `printed` as it stands, `name` normalised.

    `role`: lead · joint · support · responsible.
    """

    printed: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Help that a measure states, in verbatim runs; a field is empty where it states none.

    `amount`, `ratio` and `cap` hold each run printed, with ； between several.
    """

    claimable: bool = False
    amount: str = ""
    ratio: str = ""
    cap: str = ""
    per: str = ""
    conditions: tuple[str, ...] = ()
    window: str = ""
    deadline: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A clause that says what will be done. `span` runs from the number to the end of the body,
    the responsibility bracket excluded."""

    number: str
    heading: str
    departments: tuple[Department, ...] = ()
    responsibility: str = ""
    instruments: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    obligation: str = "should"
    support: Support | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A quantified or bounded outcome still to come (contract.md gives each field's meaning)."""

    indicator: str
    subject: str = ""
    operator: str = ">="
    value: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    value_max: Decimal | None = None
    quantity: str = ""
    basis: str | None = None
    baseline: str = ""
    comparator: str = ""
    deadline: str | None = None
    period: str | None = None
    region: str = ""
    binding: str | None = None
    qualitative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """An achieved figure. `source_kind`: statistic · survey · self_reported."""

    indicator: str
    subject: str = ""
    region: str = ""
    operator: str = "="
    value: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    as_of: str | None = None
    change: str = ""
    source_kind: str = "statistic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Fact):
    """What one city did, as an evaluation report tells it; `span` is the whole sentence group."""

    city: str
    province: str = ""
    theme: str = ""
    programmes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Fact):
    """Cities in printed order for one dimension and tier."""

    dimension: str
    tier: str = "全部"
    cities: tuple[str, ...] = ()
    edition: str = ""
    universe: str = ""
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Fact):
    """A shortcoming that a document names."""

    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """Another document that is cited; `resolved` is its id in the store, where it is there.

    `effect`: cites · repeals · amends · extends; the last three of the `clauses` named, if any,
    from the day `since` on if one is named, `until` the new end, in the words of `statement`.
    """

    title: str = ""
    doc_number: str = ""
    resolved: str | None = None
    effect: str = "cites"
    clauses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was mined from one document."""

    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    practices: tuple[Practice, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()
