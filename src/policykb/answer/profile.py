"""read_profile(text): what a firm says of itself, every field with the words it was read from.

A field that the words do not give is absent: nothing is assumed. What a firm says it lacks
(没评上, 还不是高企) is kept as such, for it decides conditions as well as what it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from policykb.answer import sizes
from policykb.answer.amounts import Range
from policykb.answer.holdings import Held, read_labels
from policykb.answer.reading import (
    done_runs,
    read_age,
    read_figures,
    read_grade,
    read_need,
    read_place,
    read_sector,
    read_speaker,
    read_states,
)
from policykb.answer.words.labels import implied
from policykb.answer.words.purposes import purposes_spoken
from policykb.types import JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A firm. `answers` are replies to questions by their field, for what no other field holds;
    `figures` are ranges by name (staff in people, revenue and assets in yuan a year,
    age in years, rd_ratio in percent …), `states` answers to yes-or-no questions (credit,
    first_loan …), `place` the names around it, outermost first; `quotes` the words of each field.
    `speaker` is `person` where it is no firm that speaks.
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
    speaker: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
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
        if self.trade and (named := purposes_spoken(self.need.replace(self.trade, ""))):
            return named  # 机器人公司想进政府采购 wants to sell, not to buy robots
        return purposes_spoken(self.need)

    def deeds(self) -> tuple[str, ...]:
        """What support could be for that the firm says it has done."""
        done = [said for said in done_runs(self.text) if said not in self.need]
        return tuple(dict.fromkeys(name for said in done for name in purposes_spoken(said)))


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
    speaker, speaker_quote = read_speaker(text)
    own = {"place": place_quote, "sector": trade, "size": size_quote, "tax_credit": grade_quote}
    own["speaker"] = speaker_quote
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
        speaker=speaker,
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
    ("小企业", ("micro", "small")),
    ("微型企业", ("micro",)),
    ("小型企业", ("small",)),
    ("中型企业", ("medium",)),
    ("大型企业", ("large",)),
    ("个体工商户", ("micro", "small")),
    ("个体户", ("micro", "small")),
)
# 小型科技企业, 我们是家小型软件公司: the class with the firm's own name for itself
_SIZED = re.compile(
    r"(?<!中)(?P<class>中小微|中小|小微|小型|微型|中型|大型)型?[^，。；、\s]{0,8}?(?:企业|公司|厂|店|商户|作坊|工作室)"
)
_CLASSES = {
    "中小微": ("micro", "small", "medium"),
    "中小": ("micro", "small", "medium"),
    "小微": ("micro", "small"),
    "小型": ("small",),
    "微型": ("micro",),
    "中型": ("medium",),
    "大型": ("large",),
}
# Whom it serves or sells to, and what it makes, is not the firm: 给小微企业做账, 大型装备厂
_OF_OTHERS = re.compile(
    r"(?:给|为|帮|替|向|面向|服务|对接|客户[都是有]{0,2}|供应)(?:[^，。；是]{0,3})$"
)
_SERVES = re.compile(r"^(?:公共)?服务(?!业)|^客户|^的客户")
_MAKES = re.compile(r"(?:做|生产|制造|卖|加工|销售|经营|租|修)(?:[^，。；是]{0,3})$")
_MADE = re.compile(r"^[中大]型(?:设备|机械|装备|机器|工程|超市|商场|活动|会议|展会|铸件|锻件|零)")


def stated_size(text: str) -> tuple[tuple[str, ...], str]:
    """The size class that a firm claims; a label such as 专精特新中小企业 claims none."""
    for word, classes in _SIZE_WORDS:
        for match in re.finditer(word, text):
            if _is_own(text, match):
                return classes, word
    for match in _SIZED.finditer(text):
        if _is_own(text, match):
            return _CLASSES[match["class"]], match.group()
    return (), ""


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether words of size speak of the firm itself, and not as a part of a label."""
    before = text[max(0, match.start() - 6) : match.start()]
    if before.endswith("中") and match.group() == "小企业":
        return False
    if before.endswith(("特新", "创新型", "科技型", "不是", "不算", "特新”")):
        return False
    if _OF_OTHERS.search(before) or _MAKES.search(before):
        return False
    return not (_MADE.match(match.group()) or _SERVES.match(text[match.end() :]))


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
        "speaker": profile.speaker,
    }
    for name, value in plain.items():
        if value or value is False:
            record[name] = {"value": value, "quote": quotes.get(name, "")}
    for name, found in profile.figures.items():
        record[name] = _range_record(found) | {"quote": quotes.get(name, "")}
    if profile.answers:
        record["answers"] = dict(profile.answers)
    record["labels"] = [_held_record(own) for own in profile.labels]
    record["size"] = sizes.explained(profile.sectors, profile.figures) | {
        "stated": list(profile.size),
        "quote": quotes.get("size", ""),
    }
    return record


def _held_record(own: Held) -> JSON:
    since = list(own.since) if own.since else None
    return {
        "value": own.name,
        "held": own.held,
        "quote": own.quote,
        "since": since,
        "first": own.first,
    }


def _range_record(found: Range) -> JSON:
    low, high = float(found.low), None if found.high is None else float(found.high)
    if low == high:
        return {"value": int(low) if low.is_integer() else low}
    return {"value": None, "low": round(low, 3), "high": high if high is None else round(high, 3)}
