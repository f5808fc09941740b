"""Everyday words ↔ official terms: which concepts a clause names, which ones a question means.

A phrase is looked for only in texts that hold its first two characters, so that the time grows
with the length of the text and hardly with the number of phrases.
"""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, NamedTuple

import orjson

from policykb.types import Concept

_OVERLAP = 0.6  # share of an everyday phrase, its pairs weighed by rarity, that names it too
_FEWEST_SHARED = 2  # pairs; one alone (企业, 没有) says nothing
_MOST_CONCEPTS = 8
_WEIGHTS = {"official": 1.0, "abbr": 1.0, "english": 1.0, "colloquial": 0.9}
_PASSAGE_FIELDS = ("official", "abbr")
_UNUSUAL = re.compile(r"[^ -~一-鿿，。；：、“”‘’（）《》！？\n]")  # what NFKC might change
_APART = "\x1f"
_DROPPED = re.compile(r"[“”\"'‘’《》〈〉「」『』\n\r]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of the thesaurus; `official` begins with the term itself."""

    id: str
    term: str
    theme: str
    official: tuple[str, ...]
    colloquial: tuple[str, ...] = ()
    abbr: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class _Phrase(NamedTuple):
    """`text` is folded, `printed` as the thesaurus writes it."""

    text: str
    printed: str
    term: Term
    weight: float


@cache
def terms() -> Mapping[str, Term]:
    """All concepts by id, in the thesaurus' order."""
    data = resources.files("policykb").joinpath("data/thesaurus.jsonl").read_text("utf-8")
    return {row["id"]: _term(row) for row in map(orjson.loads, data.splitlines())}


def concepts_of_passage(text: str) -> tuple[str, ...]:
    """Ids of the concepts whose official terms stand in the text, in the thesaurus' order.

    >>> "srdi-sme" in concepts_of_passage("支持专精特新中小企业上市")
    True
    """
    found = {phrase.term.id for phrase in _official().standing_in(_fold(text))}
    return tuple(sorted(found, key=_places().__getitem__))


def concepts_of_query(text: str) -> tuple[Concept, ...]:
    """The concepts that a question names, likeliest first, each with the phrase that did.

    Weight 1 where an official term, abbreviation or English name stands in it, 0.9 for a whole
    everyday phrase, less for one of which the question holds the greater part.
    """
    folded = _fold(text)
    whole = [(phrase, phrase.weight) for phrase in _all().standing_in(folded)]
    parts = [(phrase, phrase.weight * share) for phrase, share in _everyday().near(folded)]
    best: dict[str, tuple[_Phrase, float]] = {}
    for phrase, weight in sorted(whole + parts, key=_likeliest):
        best.setdefault(phrase.term.id, (phrase, weight))
    return tuple(
        Concept(id=id, term=phrase.term.term, by=phrase.printed, weight=round(weight, 3))
        for id, (phrase, weight) in list(best.items())[:_MOST_CONCEPTS]
    )


def _likeliest(found: tuple[_Phrase, float]) -> tuple[float, int, int, str]:
    phrase, weight = found
    return -weight, -len(phrase.text), _places()[phrase.term.id], phrase.text


def _term(row: dict[str, Any]) -> Term:
    official = dict.fromkeys([row["term"], *row["official"], *row.get("official_long", [])])
    return Term(
        id=row["id"],
        term=row["term"],
        theme=row["theme"],
        official=tuple(official),
        **{name: tuple(row[name]) for name in ("colloquial", "abbr", "english", "related")},
    )


def _fold(text: str) -> str:
    """Width, case and quotation marks of no account: “小巨人” is 小巨人."""
    return _DROPPED.sub("", _plain(text).lower())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if _UNUSUAL.search(text) else text


def _pairs(text: str) -> set[str]:
    return set(map(operator.add, text, text[1:]))


def _apart(phrase: str, text: str) -> bool:
    """Whether a phrase in Latin letters stands there as words of its own (SME, not in assessment).

    Chinese phrases always do.
    """
    first, last = _latin(phrase[0]), _latin(phrase[-1])
    at = text.find(phrase) if first or last else -1
    while at >= 0:
        end = at + len(phrase)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (first and _latin(before)) and not (last and _latin(after)):
            return True
        at = text.find(phrase, at + 1)
    return not (first or last)


def _swallowed(short: str, found: Sequence[_Phrase], text: str) -> bool:
    """Whether it stands only inside longer phrases: 知识产权 does not name 产权."""
    longer = {phrase.text for phrase in found if short in phrase.text} - {short}
    return bool(longer) and text.count(short) <= max(text.count(phrase) for phrase in longer)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class _Finder:
    """Phrases by their first two characters: quickly made, and few begin alike."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._by_head: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            self._by_head[phrase.text[:2]].append(phrase)

    def standing_in(self, text: str) -> list[_Phrase]:
        """The phrases that stand in the folded text, in no particular order."""
        shared = self._by_head.keys() & _pairs(text)
        near = (phrase for pair in shared for phrase in self._by_head[pair])
        found = [phrase for phrase in near if phrase.text in text and _apart(phrase.text, text)]
        return [phrase for phrase in found if not _swallowed(phrase.text, found, text)]


class _Overlaps:
    """Phrases of which a text holds the greater part, though not as they are written.

    What rarity and totals are is worked out for the few pairs and phrases that a text meets.
    """

    def __init__(self, phrases: Sequence[_Phrase]) -> None:
        self._phrases = phrases
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for at, phrase in enumerate(phrases):
            for pair in _pairs(phrase.text):
                self._by_pair[pair].append(at)
        self._rarity, self._total = cache(self._worked_out), cache(self._summed)

    def near(self, text: str) -> list[tuple[_Phrase, float]]:
        """(phrase, share of it that the folded text holds), shares from `_OVERLAP` upward."""
        held = _pairs(text) & self._by_pair.keys()
        counts = Counter(chain.from_iterable(map(self._by_pair.__getitem__, held)))
        shares = (
            (self._phrases[at], self._share(at, held))
            for at, count in counts.items()
            if count >= _FEWEST_SHARED
        )
        return [(phrase, share) for phrase, share in shares if share >= _OVERLAP]

    def _share(self, at: int, held: Set[str]) -> float:
        """How much of a phrase these pairs are."""
        shared = _pairs(self._phrases[at].text) & held
        return math.fsum(map(self._rarity, shared)) / self._total(at)

    def _worked_out(self, pair: str) -> float:
        """The rarity of a pair among all phrases."""
        return math.log(1 + len(self._phrases) / len(self._by_pair[pair]))

    def _summed(self, at: int) -> float:
        """The rarities of all pairs of a phrase."""
        return math.fsum(map(self._rarity, _pairs(self._phrases[at].text)))


def _phrases(fields: Iterable[str]) -> list[_Phrase]:
    return list(chain.from_iterable(map(_phrases_of, fields)))


@cache
def _phrases_of(field: str) -> list[_Phrase]:
    rows = [
        (printed, term, _WEIGHTS[field])
        for term in terms().values()
        for printed in getattr(term, field)
    ]
    # all at once, apart by a sign that stays: each by itself takes longer
    together = _APART.join([_plain(printed) for printed, _, _ in rows])
    folded = _DROPPED.sub("", together.lower()).split(_APART)
    return [_Phrase(text, *row) for text, row in zip(folded, rows, strict=True)]


@cache
def _places() -> dict[str, int]:
    return {id: place for place, id in enumerate(terms())}


@cache
def _official() -> _Finder:
    return _Finder(_phrases(_PASSAGE_FIELDS))


@cache
def _all() -> _Finder:
    return _Finder(_phrases(_WEIGHTS))


@cache
def _everyday() -> _Overlaps:
    return _Overlaps(_phrases(("colloquial",)))
