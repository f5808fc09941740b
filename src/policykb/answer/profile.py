"""read_profile(text): what a firm says of itself, every field with the words it was read from.

A field that the words do not give is absent: nothing is assumed. What a firm says it lacks
(没评上, 还不是高企) is kept as such, for it decides conditions as well as what it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from policykb.answer import sizes
from policykb.answer.amounts import Range, exactly, find_amounts
from policykb.answer.holdings import Held, read_labels
from policykb.answer.reading import (
    chain,
    read_age,
    read_figures,
    read_grade,
    read_need,
    read_place,
    read_sector,
    read_states,
)
from policykb.answer.vocabulary import implied, label_named, purposes_spoken
from policykb.errors import BadRequest
from policykb.gazetteer import find_regions, region
from policykb.types import JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A firm. `figures` are ranges by name (staff in people, revenue and assets in yuan a year,
    age in years, rd_ratio in percent …), `states` answers to yes-or-no questions (credit,
    first_loan …), `place` the names around it, outermost first; `quotes` the words of each field.
    """

    text: str = ""
    place: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    trade: str = ""
    figures: Mapping[str, Range] = field(default_factory=dict)
    states: Mapping[str, bool] = field(default_factory=dict)
    labels: tuple[Held, ...] = ()
    size: tuple[str, ...] = ()
    grade: str = ""
    need: str = ""
    founded: str = ""
    quotes: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> Held | None:
        """What is known of a label, also by those that imply it; None where nothing is."""
        own = next((held for held in self.labels if held.name == name), None)
        if own is not None:
            return own
        for held in self.labels:
            if held.held and name in implied(held.name):
                return Held(name, held=True, quote=held.quote)
            if not held.held and held.name in implied(name):
                return Held(name, held=False, quote=held.quote)
        return None

    def sizes(self) -> tuple[str, ...]:
        """The size classes that are possible: as computed from the figures, else as stated."""
        computed = sizes.size_classes(self.sectors, self.figures)
        both = tuple(name for name in computed if name in self.size)
        return both or computed

    def purposes(self) -> tuple[str, ...]:
        """What the firm wants support for."""
        return purposes_spoken(self.need)


def read_profile(text: str, as_of: str) -> Profile:
    """The fields that a few sentences give; `as_of` (ISO) is what 去年 is counted from."""
    text = text.strip()
    place, place_quote = read_place(text)
    sectors, trade = read_sector(text)
    figures, quotes = read_figures(text)
    states, state_quotes = read_states(text)
    size, size_quote = stated_size(text)
    grade, grade_quote = read_grade(text)
    age = read_age(text, as_of)
    if age is not None:
        figures["age"], quotes["age"] = age.range, age.quote
    own = {"place": place_quote, "sector": trade, "size": size_quote, "tax_credit": grade_quote}
    return Profile(
        text=text,
        place=place,
        sectors=sectors,
        trade=trade,
        figures=with_ratio(figures),
        states=states,
        labels=read_labels(text, as_of),
        size=size,
        grade=grade,
        need=read_need(text),
        founded=age.founded if age else "",
        quotes=quotes | state_quotes | {name: quote for name, quote in own.items() if quote},
    )


def with_ratio(figures: Mapping[str, Range]) -> Mapping[str, Range]:
    """The figures and research spending over revenue in percent, where both are given."""
    spent, revenue = figures.get("rd_spend"), figures.get("revenue")
    if "rd_ratio" in figures or spent is None or revenue is None or not revenue.low:
        return figures
    if spent.high is None or not revenue.high:
        return figures
    ratio = Range(100 * spent.low / revenue.high, 100 * spent.high / revenue.low)
    return {**figures, "rd_ratio": ratio}


_SIZE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("小型微型企业", ("micro", "small")),
    ("中小微企业", ("micro", "small", "medium")),
    ("中小企业", ("micro", "small", "medium")),
    ("小微企业", ("micro", "small")),
    ("微型企业", ("micro",)),
    ("小型企业", ("small",)),
    ("中型企业", ("medium",)),
    ("大型企业", ("large",)),
    ("个体工商户", ("micro", "small")),
    ("个体户", ("micro", "small")),
)


def stated_size(text: str) -> tuple[tuple[str, ...], str]:
    """The size class that a firm claims; a label such as 专精特新中小企业 claims none."""
    for word, classes in _SIZE_WORDS:
        at = text.find(word)
        before = text[max(0, at - 4) : at]
        if at >= 0 and not before.endswith(("特新", "创新型", "科技型", "不是", "不算", "特新”")):
            return classes, word
    return (), ""


# ------------------------------------------------------------------ from the caller

FIGURES = (
    "staff", "revenue", "assets", "age", "rd_ratio", "rd_spend", "investment", "loan", "patents",
    "rd_staff", "hires", "layoff_ratio", "layoffs", "debt_ratio", "rent", "insured_staff",
    "insured_months", "growth",
)  # fmt: skip
STATES = ("credit", "first_loan", "layoff_free", "insured", "exports", "legal_entity")


def given_profile(given: Mapping[str, object], as_of: str) -> Profile:
    """The profile that a caller gives or has corrected; what `text` says fills the rest.

    Values may be plain or `{value, quote}`, figures numbers or words (二十来人), labels names or
    `{value, held}`. Raises BadRequest for a value that has no meaning in its field.
    """
    profile = read_profile(str(given.get("text") or ""), as_of)
    for name, raw in given.items():
        value = raw.get("value") if isinstance(raw, Mapping) and name != "size" else raw
        if isinstance(raw, Mapping) and "low" in raw and name in FIGURES:
            value = _bounds(name, raw)
        if name == "text" or value is None:
            continue
        profile = _corrected(profile, name, value, as_of)
    figures = {n: r for n, r in profile.figures.items() if n != "rd_ratio" or "rd_ratio" in given}
    return replace(profile, figures=with_ratio(figures or profile.figures))


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
        return replace(profile, **_SETTERS[name](value, as_of), quotes=quotes)
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


def _place(value: object, as_of: str) -> dict[str, object]:
    names = [str(name) for name in _listed(value)]
    mentions = find_regions("".join(names))
    found = mentions[-1].entry if mentions else region(names[-1]) if names else None
    if found is None:
        raise BadRequest(f"认不出地名：{'、'.join(names)}", code="bad_profile")
    return {"place": chain(found)}


def _sector(value: object, as_of: str) -> dict[str, object]:
    names = [str(name) for name in _listed(value)]
    known = tuple(name for name in names if name in sizes.standards())
    sectors, trade = (known, "") if known else read_sector("、".join(names))
    return {"sectors": sectors, "trade": trade or "、".join(names)}


def _labels(value: object, as_of: str) -> dict[str, object]:
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


def _size(value: object, as_of: str) -> dict[str, object]:
    if isinstance(value, Mapping):  # the record of a reply: only what the firm stated counts
        value = value.get("stated") or (value["value"] if "source" not in value else [])
    words = [str(each) for each in _listed(value)]
    classes = [name for word in words for name in ([word] if word in sizes.CLASSES else stated_size(word)[0])]
    return {"size": tuple(name for name in sizes.CLASSES if name in classes)}


def _need(value: object, as_of: str) -> dict[str, object]:
    return {"need": "、".join(str(each) for each in _listed(value))}


def _founded(value: object, as_of: str) -> dict[str, object]:
    text = str(value)
    age = read_age(f"{text}年成立" if text.isdigit() else f"{text}成立", as_of)
    if age is None:
        raise BadRequest(f"“founded”的值读不出日期：{value}", code="bad_profile")
    return {"figures": {"age": age.range}, "founded": age.founded}


_SETTERS: Mapping[str, Callable[[object, str], dict[str, object]]] = {
    "place": _place,
    "sector": _sector,
    "labels": _labels,
    "size": _size,
    "need": _need,
    "founded": _founded,
    "tax_credit": lambda value, as_of: {"grade": str(value).strip()[:1].upper()},
}


# ------------------------------------------------------------------ as JSON


def profile_record(profile: Profile) -> JSON:
    """The profile as the reply shows it: every field `{value, quote}`, to be corrected and sent
    back. A figure that was rounded has `low` and `high` and no single value."""
    quotes = profile.quotes
    record: JSON = {"text": profile.text}
    plain: dict[str, object] = {
        "place": list(profile.place),
        "sector": list(profile.sectors),
        **profile.states,
        "tax_credit": profile.grade,
        "founded": profile.founded,
        "need": profile.need,
    }
    for name, value in plain.items():
        if value or value is False:
            record[name] = {"value": value, "quote": quotes.get(name, "")}
    for name, found in profile.figures.items():
        record[name] = _range_record(found) | {"quote": quotes.get(name, "")}
    record["labels"] = [_held_record(own) for own in profile.labels]
    record["size"] = sizes.explained(profile.sectors, profile.figures) | {
        "stated": list(profile.size),
        "quote": quotes.get("size", ""),
    }
    return record


def _held_record(own: Held) -> JSON:
    since = list(own.since) if own.since else None
    return {
        "value": own.name, "held": own.held, "quote": own.quote, "since": since, "first": own.first,
    }  # fmt: skip


def _range_record(found: Range) -> JSON:
    low, high = float(found.low), None if found.high is None else float(found.high)
    if low == high:
        return {"value": int(low) if low.is_integer() else low}
    return {"value": None, "low": round(low, 3), "high": high if high is None else round(high, 3)}
