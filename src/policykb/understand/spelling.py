"""Slips: one wrong character in a term (专精特薪 → 专精特新), and words typed by their sound.

A term of the thesaurus is known well enough to correct any one of its characters; other words only
to one that sounds the same. Only a character that stands in no word of the dictionary is taken for
a slip (贷款利息 stays, though 贷款贴息 is a term).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache

import rjieba

from policykb import gazetteer
from policykb.thesaurus import terms
from policykb.understand.sounds import (
    homophones,
    misspelt,
    read_pinyin,
    runs_around,
    sound,
    variants,
)
from policykb.understand.spoken import cuts_of, spoken

_SHORTEST, _LONGEST = 4, 10
_LONGEST_SHORT_FORM = 5
_HAN_ONLY = re.compile(r"[一-鿿]+")
_ANY = "?"
_NUMERALS = frozenset("一二三四五六七八九十百千万两")
_FUNCTION = frozenset(
    "的了吗呢吧和与或及在是有没不最很都也就还被把给对从到能会要想去来做个家等新小大"
)


def corrections(text: str) -> tuple[tuple[str, str], ...]:
    """(as typed, as meant) for every slip: wrong characters, homophones, pinyin.

    Slips in terms come first; of two readings of the same characters only the first is given.
    """
    loose, cuts = _loose_characters(text) - _named_at(text), cuts_of(text)
    found = dict(_terms_meant(text, loose, cuts))
    taken = {at for typed in found for at in _places(typed, text)}
    for typed, meant in (
        *variants(text, cuts),
        *misspelt(text, cuts),
        *homophones(text, loose - taken, cuts),
        *read_pinyin(text),
    ):
        if not any(typed in other or other in typed for other in found):
            found[typed] = meant
    return tuple(found.items())


def _places(typed: str, text: str) -> range:
    start = text.index(typed)
    return range(start, start + len(typed))


def _named_at(text: str) -> set[int]:
    """Where names and words stand that the dictionary lacks and that are known here: bodies
    (发展改革委), short forms (交强险), what people say (保教费)."""
    spans = [(m.span.start, m.span.end) for m in gazetteer.find_departments(text)]
    for known in (*(form for form, _ in spoken(text)), *_short_forms(text)):
        start = text.index(known)
        spans.append((start, start + len(known)))
    return {at for start, end in spans for at in range(start, end)}


def _short_forms(text: str) -> list[str]:
    known = gazetteer.abbreviations()
    sizes = range(3, _LONGEST_SHORT_FORM + 1)
    runs = {text[at : at + size] for size in sizes for at in range(len(text) - size + 1)}
    return [run for run in runs if run in known]


def _terms_meant(text: str, loose: set[int], cuts: Set[int]) -> dict[str, str]:
    """Every term that differs in one character, in the text's order; none that would be cut out of
    other words (产教融|合型企业 is no 合伙企业)."""
    found: dict[str, str] = {}
    for at in sorted(loose):
        for start, end in runs_around(at, cuts, _SHORTEST, _LONGEST):
            typed = text[start:end]
            meant = _meant(typed, at - start) if _may_be(typed, at - start) else None
            if meant and meant not in text and not _is_whole(typed, at - start):
                found.setdefault(typed, meant)
                break
    return found


def _may_be(typed: str, at: int) -> bool:
    """Whether a term of that length begins so, or ends so where the slip is its first character."""
    return (len(typed), typed[0] if at else typed[-2:]) in _term_ends()


def _meant(typed: str, at: int) -> str | None:
    """The term that differs in this character, one that sounds the same before others; 国六 is not
    meant for 国七."""
    names = _terms_but_one().get(_with_gap(typed, at), ())
    same = (name for name in names if sound(name) == sound(typed))
    likeliest = next(same, names[0] if names else None)
    numbers = likeliest is not None and {typed[at], likeliest[at]} <= _NUMERALS
    return None if numbers else likeliest


def _loose_characters(text: str) -> set[int]:
    """Where single Chinese characters stand that the dictionary joins to no neighbour."""
    places, at = set(), 0
    for token in rjieba.cut(text, False):
        if len(token) == 1 and _HAN_ONLY.fullmatch(token) and token not in _FUNCTION:
            places.add(at)
        at += len(token)
    return places


def _is_whole(typed: str, at: int) -> bool:
    """Whether all but a first or last character are words already: 中小企业|最 is no slip."""
    if 0 < at < len(typed) - 1:
        return False
    rest = typed[1:] if at == 0 else typed[:-1]
    return all(len(token) > 1 for token in rjieba.cut(rest, False))


def _with_gap(text: str, at: int) -> str:
    return text[:at] + _ANY + text[at + 1 :]


@cache
def _term_ends() -> Set[tuple[int, str]]:
    """(length, first character) and (length, last two characters) of every term."""
    names = {name for listed in _terms_but_one().values() for name in listed}
    firsts = {(len(name), name[0]) for name in names}
    return firsts | {(len(name), name[-2:]) for name in names}


@cache
def _terms_but_one() -> Mapping[str, Sequence[str]]:
    """Every term of 4 to 10 characters with each of its characters left open → the terms."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    listed = dict.fromkeys(
        name for term in terms().values() for name in (*term.official, *term.abbr)
    )
    for name in listed:
        if _SHORTEST <= len(name) <= _LONGEST and _HAN_ONLY.fullmatch(name):
            for at in range(len(name)):
                found[_with_gap(name, at)].append(name)
    return dict(found)
