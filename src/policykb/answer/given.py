"""given_profile(json): a firm's profile as a caller gives it, or has corrected it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from policykb.answer import sizes
from policykb.answer.amounts import Range, exactly, find_amounts
from policykb.answer.holdings import Held
from policykb.answer.profile import Profile, profile_record, read_profile, stated_size, with_ratio
from policykb.answer.reading import FIRM, PERSON, chain, read_age, read_sector
from policykb.answer.words.labels import label_named
from policykb.errors import BadRequest
from policykb.gazetteer import find_regions, region

FIGURES = (
    "staff",
    "revenue",
    "assets",
    "age",
    "rd_ratio",
    "rd_spend",
    "investment",
    "equipment",
    "loan",
    "patents",
    "rd_staff",
    "hires",
    "layoff_ratio",
    "layoffs",
    "debt_ratio",
    "rent",
    "insured_staff",
    "insured_months",
    "growth",
    "rd_growth",
)
STATES = (
    "credit",
    "accident_free",
    "wages_paid",
    "first_loan",
    "layoff_free",
    "insured",
    "exports",
    "legal_entity",
    "finance_sound",
    "taxes_paid",
    "not_funded",
    "no_overdue",
    "profitable",
    "filed",
)


def given_profile(given: Mapping[str, object], as_of: str) -> Profile:
    """The profile that a caller gives or has corrected; what `text` says fills the rest.

    Values may be plain or `{value, quote}`, figures numbers or words (二十来人), labels names or
    `{value, held}`. Raises BadRequest for a value that has no meaning in its field.
    """
    profile = read_profile(str(given.get("text") or ""), as_of)
    as_read = profile_record(profile)
    for name, raw in given.items():
        if raw == as_read.get(name):  # left as it was read: keeps its words
            continue
        value = raw.get("value") if isinstance(raw, Mapping) and name not in _WHOLE else raw
        if isinstance(raw, Mapping) and "low" in raw and name in FIGURES:
            value = _bounds(name, raw)
        if name == "text" or value is None:
            continue
        profile = _corrected(profile, name, value, as_of)
    told = "rd_ratio" in given or "rd_ratio" in profile.quotes  # else it was worked out
    figures = {n: r for n, r in profile.figures.items() if n != "rd_ratio" or told}
    return replace(profile, figures=with_ratio(figures or profile.figures))


_WHOLE = frozenset(("size", "answers"))  # fields whose value is itself an object


def _corrected(profile: Profile, name: str, value: object, as_of: str) -> Profile:
    """One field replaced; its old words no longer count."""
    quotes = {key: quote for key, quote in profile.quotes.items() if key != name}
    if name in FIGURES:
        figures = {**profile.figures, name: _figure(name, value)}
        return replace(profile, figures=figures, quotes=quotes)
    if name in STATES:
        if not isinstance(value, bool):
            raise BadRequest(f"“{name}”应为 true 或 false", code="bad_profile")
        return replace(profile, states={**profile.states, name: value}, quotes=quotes)
    if name in _SETTERS:
        changes = _SETTERS[name](value, as_of)
        if "figures" in changes:
            changes["figures"] = {**profile.figures, **changes["figures"]}
        return replace(profile, **changes, quotes=quotes)
    raise BadRequest(f"企业画像没有“{name}”这一项", code="bad_profile")


def _figure(name: str, value: object) -> Range:
    if isinstance(value, Range):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return exactly(str(value))
    amounts = find_amounts(str(value))
    if not amounts:
        raise BadRequest(f"“{name}”的值读不出数目：{value}", code="bad_profile")
    return amounts[0].range


def _bounds(name: str, raw: Mapping[str, object]) -> Range:
    low, high = _figure(name, raw["low"] or 0), raw.get("high")
    return Range(low.low, None if high is None else _figure(name, high).high)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _place(value: object, as_of: str) -> dict[str, Any]:
    names = [str(name) for name in _listed(value)]
    mentions = find_regions("".join(names))
    found = mentions[-1].entry if mentions else region(names[-1]) if names else None
    if found is None:
        raise BadRequest(f"认不出地名：{'、'.join(names)}", code="bad_profile")
    return {"place": chain(found)}


def _sector(value: object, as_of: str) -> dict[str, Any]:
    names = [str(name) for name in _listed(value)]
    known = tuple(name for name in names if name in sizes.standards())
    sectors, trade = (known, "") if known else read_sector("、".join(names))
    return {"sectors": sectors, "trade": trade or "、".join(names)}


def _labels(value: object, as_of: str) -> dict[str, Any]:
    return {"labels": tuple(_label(row) for row in _listed(value))}


def _label(row: object) -> Held:
    if not isinstance(row, Mapping):
        return Held(label_named(str(row)), held=True, quote=str(row))
    since = row.get("since")
    return Held(
        label_named(str(row.get("value") or "")),
        held=row.get("held") is not False,
        quote=str(row.get("quote") or ""),
        since=(str(since[0]), str(since[-1])) if isinstance(since, list) and since else None,
        first=row.get("first") if isinstance(row.get("first"), bool) else None,
    )


def _size(value: object, as_of: str) -> dict[str, Any]:
    if isinstance(value, Mapping):  # the record of a reply: only what the firm stated counts
        value = value.get("stated") or (value["value"] if "source" not in value else [])
    words = [str(each) for each in _listed(value)]
    classes = [
        name
        for word in words
        for name in ([word] if word in sizes.CLASSES else stated_size(word)[0])
    ]
    return {"size": tuple(name for name in sizes.CLASSES if name in classes)}


def _need(value: object, as_of: str) -> dict[str, Any]:
    return {"need": "、".join(str(each) for each in _listed(value))}


def _speaker(value: object, as_of: str) -> dict[str, Any]:
    if value not in (FIRM, PERSON):
        raise BadRequest(f"“speaker”应为 {FIRM} 或 {PERSON}", code="bad_profile")
    return {"speaker": str(value)}


def _answers(value: object, as_of: str) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(v, bool) for v in value.values()):
        raise BadRequest("“answers”应为 {问题: true 或 false}", code="bad_profile")
    return {"answers": {str(name): v for name, v in value.items()}}


def _founded(value: object, as_of: str) -> dict[str, Any]:
    text = str(value)
    age = read_age(f"{text}年成立" if text.isdigit() else f"{text}成立", as_of)
    if age is None:
        raise BadRequest(f"“founded”的值读不出日期：{value}", code="bad_profile")
    return {"founded": age.founded, "figures": {"age": age.range}}


_SETTERS: Mapping[str, Callable[[object, str], dict[str, Any]]] = {
    "place": _place,
    "sector": _sector,
    "labels": _labels,
    "size": _size,
    "need": _need,
    "founded": _founded,
    "speaker": _speaker,
    "answers": _answers,
    "tax_credit": lambda value, as_of: {"grade": str(value).strip()[:1].upper()},
}
