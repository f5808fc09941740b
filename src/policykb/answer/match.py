"""match(firm): the support that fits, may fit or does not, every condition with its own words.

There is no score of fit: a condition is met, unmet or unknown, one that is unmet is final, and the
one question is named that settles most of what is open. What a firm tells is neither stored nor
logged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policykb.answer.branches import branch_conditions
from policykb.answer.candidates import (
    candidates,
    purposes_served,
    relevance,
    telling_words,
    wanted,
)
from policykb.answer.conditions import (
    DOES_NOT_FIT,
    FITS,
    MAY_FIT,
    Condition,
    condition_record,
    verdict,
)
from policykb.answer.given import given_profile
from policykb.answer.grammar import Setting, State
from policykb.answer.locality import place_conditions
from policykb.answer.offers import Offer, grants, offers
from policykb.answer.profile import Profile, profile_record
from policykb.answer.questions import next_question
from policykb.answer.quoting import over
from policykb.answer.reading import PERSON
from policykb.answer.records import hit_records
from policykb.answer.scope import Shared, is_conditions, shared_of
from policykb.answer.windows import Window, meant_for, where, window, window_record
from policykb.errors import BadRequest
from policykb.types import JSON, Document, dated_on

if TYPE_CHECKING:
    from policykb.search import Results, Searcher
    from policykb.store import Store

LONGEST = 4000  # characters of a firm's story
CLOSE = 2  # telling words of a story that a measure must share to be what it speaks of
NEAREST = 3  # clauses shown where there is no support
ORDER = (FITS, MAY_FIT, DOES_NOT_FIT)
OVER = ("expired", "repealed")
REASONS = {
    "only_encouragement": "没有找到可以直接申领的资金或减免；所列是鼓励、服务一类的措施。",
    "none_fits": "库里没有找到这家企业用得上的支持，不符合的条件见各条。",
    "nothing_relevant": "库里没有找到这家企业可以申领的支持。",
    "not_a_firm": "说话的是个人，不是企业；这里只为企业找支持。",
}


def match(
    searcher: Searcher,
    *,
    text: str = "",
    profile: Mapping[str, object] | None = None,
    as_of: str | None = None,
    limit: int = 30,
) -> JSON:
    """The contract's reply to POST /match: verdict, profile, support, next_question.

    `verdict` is `found` where something in the list fits or may fit, else `no_support`; `reason`
    (of REASONS) says what that means, `message` the same in words; `claimable` counts what fits or
    may fit and can be claimed. Where nothing fits, `nearest` holds the closest clauses, as no more
    than that. `profile` is a corrected profile of an earlier reply; it goes before `text`. Raises
    BadRequest when neither says anything.
    """
    day = _day(as_of)
    given = dict(profile or {})
    if text.strip():
        given.setdefault("text", text)
    if not given:
        raise BadRequest("请写几句企业情况，或给出企业画像", code="empty_profile")
    if len(str(given.get("text") or "")) > LONGEST:
        raise BadRequest(f"企业情况最多 {LONGEST} 字", code="too_long")
    firm = given_profile(given, day)
    rows, first = candidates(firm, searcher, day)
    entries = [] if firm.speaker == PERSON else _entries(rows, firm, searcher.store, day)
    return _reply(entries, firm, first, searcher.store, day, limit)


def _day(as_of: str | None) -> str:
    if not as_of:
        return dt.date.today().isoformat()
    try:
        return dt.date.fromisoformat(as_of).isoformat()
    except ValueError as error:
        raise BadRequest(f"日期“{as_of}”不是 YYYY-MM-DD", code="bad_date") from error


def _reply(
    entries: Sequence[Entry], firm: Profile, first: Results, store: Store, day: str, limit: int
) -> JSON:
    shown = sorted(entries, key=lambda e: e.place)
    fitting = [e for e in shown if e.verdict != DOES_NOT_FIT]
    claimable = [e for e in fitting if e.claimable]
    reason = _reason(shown, fitting, claimable, firm)
    waiting = [e.unknown for e in claimable or fitting if e.verdict == MAY_FIT]
    reply: JSON = {
        "verdict": "found" if fitting else "no_support",
        "reason": reason,
        "claimable": len(claimable),
        "as_of": day,
        "profile": profile_record(firm),
        "support": [e.record() for e in shown[:limit]],
        "total": len(shown),
        "next_question": next_question(waiting, firm),
        "coverage": first.coverage,
        "generation": first.generation,
    }
    if reason:
        reply["message"] = REASONS[reason]
    if not fitting:
        reply["nearest"] = hit_records(first.hits[:NEAREST], store, day)
    return reply


def _reason(
    shown: Sequence[Entry], fitting: Sequence[Entry], claimable: Sequence[Entry], firm: Profile
) -> str:
    """Why there is nothing to claim; empty where there is."""
    if claimable:
        return ""
    if firm.speaker == PERSON:
        return "not_a_firm"
    if fitting:
        return "only_encouragement"
    return "none_fits" if shown else "nothing_relevant"


# ------------------------------------------------------------------ one measure


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer with the state of each of its conditions."""

    offer: Offer
    conditions: tuple[tuple[Condition, State], ...]

    @property
    def verdict(self) -> str:
        """fits, may_fit or does_not_fit."""
        return verdict(state for _, state in self.conditions)

    @property
    def place(self) -> tuple[int, bool, int, int]:
        """Sorts the better offer first: fewest conditions failed or open, then the most met."""
        states = [state for _, state in self.conditions]
        unmet = sum(state is not True for state in states)
        return ORDER.index(self.verdict), not self.offer.claimable, unmet, -states.count(True)


@dataclass(frozen=True)
class Entry:
    """One measure with its offers judged, the best first."""

    row: JSON
    judged: tuple[Judged, ...]
    firm: Profile
    window: Window
    contact: str
    why: str

    @property
    def best(self) -> Judged:
        """The offer that the firm comes nearest to."""
        return self.judged[0]

    @property
    def verdict(self) -> str:
        """That of the best offer."""
        return self.best.verdict

    @property
    def claimable(self) -> bool:
        """Whether the best offer can be claimed, and is no mere encouragement."""
        return self.best.offer.claimable

    @cached_property
    def unknown(self) -> list[Condition]:
        """The open conditions of the best offer."""
        return [condition for condition, state in self.best.conditions if state is None]

    @cached_property
    def shared(self) -> int:
        """How many conditions, apart from the place, the firm is known to meet."""
        return sum(state is True and c.kind != "place" for c, state in self.best.conditions)

    @cached_property
    def touched(self) -> int:
        """How many telling words of the story stand in the measure."""
        said = self.row["text"]
        return sum(word in said for word in telling_words(self.firm.text))

    @property
    def place(self) -> tuple[int, int, bool, int, float]:
        """Sorts claimable support first, then by verdict and by relevance. What the firm asked for
        in so many words and does not get stands before what it never spoke of."""
        verdict_at = ORDER.index(self.verdict)
        asked_for = self.why == "need" or self.touched >= CLOSE
        fails = self.verdict == DOES_NOT_FIT
        return (
            2 * (not (asked_for if not fails else self.touched >= CLOSE)) + fails,
            verdict_at + 3 * (not self.claimable),
            self.why != "need",
            -self.shared - self.touched,
            -self.row["score"],
        )

    def record(self) -> JSON:
        """The entry as the contract prints it."""
        fact = {name: value for name, value in self.row.items() if name not in ("score", "rank")}
        return {
            "fact": fact,
            "verdict": self.verdict,
            "claimable": self.claimable,
            "amount": self.best.offer.amount,
            "conditions": _conditions(self.best, self.firm),
            "window": window_record(self.window),
            "contact": self.contact,
            "validity": self.row["document"]["status"],
            "relevance": self.why,
            "offers": [_offer_record(each, self.firm) for each in self.judged],
        }


def _conditions(judged: Judged, firm: Profile) -> list[JSON]:
    return [condition_record(condition, state, firm) for condition, state in judged.conditions]


def _offer_record(judged: Judged, firm: Profile) -> JSON:
    offer = judged.offer
    return {
        "quote": offer.text,
        "amount": offer.amount,
        "claimable": offer.claimable,
        "verdict": judged.verdict,
        "conditions": _conditions(judged, firm),
    }


def _entries(rows: Sequence[JSON], firm: Profile, store: Store, day: str) -> list[Entry]:
    """The relevant measures, judged document by document."""
    wish, done = wanted(firm), frozenset(firm.deeds())
    by_document: dict[str, list[tuple[JSON, str]]] = {}
    for row in rows:
        asks = is_conditions(row["heading"]) and not grants(row["text"])
        why = "" if asks else relevance(row, firm, wish, done)
        if why:
            by_document.setdefault(row["document"]["id"], []).append((row, why))
    return [
        entry
        for document, listed in by_document.items()
        for entry in _Paper(store, document, day).entries(listed, firm)
    ]


class _Paper:
    """One document on one day: what it says for all of its support."""

    def __init__(self, store: Store, document: str, day: str) -> None:
        self.day = day
        self.ref = store.document_ref(document, day)
        self.store = store
        self.setting = Setting(self.ref["region"], day)
        # in a law each article sets its own conditions; the rules of a fund (细则) are no law
        law = self.ref["doc_type"] == "regulation" and not _RULES.search(self.ref["title"])
        clauses = [] if law else store.provisions(document)
        self.shared = shared_of(clauses, self.setting)
        self.branch = branch_conditions(self.ref)

    @cached_property
    def paper(self) -> Document:
        """The whole document, read only where its words are needed."""
        return self.store.document(self.ref["id"])

    def entries(self, listed: Sequence[tuple[JSON, str]], firm: Profile) -> list[Entry]:
        """The measures with their offers; encouragement only where it serves the wish."""
        found = []
        asks = {each.eid for each in self.shared if each.conditions}
        for row, why in listed:
            if row["eid"] in asks:
                continue
            entry = self._entry(row | {"document": self.ref}, why, firm)
            if entry.claimable or why == "need":
                found.append(entry)
        return found

    def _entry(self, row: JSON, why: str, firm: Profile) -> Entry:
        served = purposes_served(row)
        around = [each for each in self.shared if each.covers(row["eid"], served)]
        texts = [row["text"], *(each.text for each in reversed(around))]
        year = dated_on(self.ref)[:4]
        told = [row["text"], *(meant_for(text, row["number"]) for text in texts[1:])]
        open_on = window(told, self.day, year)
        head = f"{row['number']}{row['heading']}"
        given = offers(row["text"], head, self.setting)
        extra = self._extra(around, open_on)
        here = place_conditions(self.ref, texts, self.paper.text)
        judged = [self._judged(offer, [*extra, *self.branch], here, firm) for offer in given]
        return Entry(
            row=row,
            judged=tuple(sorted(judged, key=lambda each: each.place)),
            firm=firm,
            window=open_on,
            contact=where(texts),
            why=why,
        )

    def _judged(
        self, offer: Offer, extra: Sequence[Condition], here: Sequence[Condition], firm: Profile
    ) -> Judged:
        asked = [*offer.conditions, *extra]
        if not any(condition.kind == "place" for condition in asked):
            asked += here
        listed = {(c.kind, c.quote): c for c in asked}.values()
        return Judged(offer, tuple((c, c.judge(firm, self.setting)) for c in listed))

    def _extra(self, around: Sequence[Shared], open_on: Window) -> list[Condition]:
        """Conditions from elsewhere in the document, and those that the day itself fails."""
        extra = [condition for each in around for condition in each.conditions]
        if open_on.state == "closed":
            extra.append(Condition("window", "window", open_on.text, _failed))
        if self.ref["status"] in OVER:
            quote = over(self.paper.meta.status_basis) or self.ref["title"]
            extra.append(Condition("validity", "validity", quote, _failed))
        return extra


_RULES = re.compile(
    r"(?<!法)(?<!条例)(?:实施|管理|操作)?(?:细则|办法|规程)(?:（[^）]{1,6}）)?(?:的通知)?$"
)


def _failed(profile: Profile, setting: Setting) -> State:
    return False
