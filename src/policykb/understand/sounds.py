"""Words typed by their sound: the wrong homophone (财正 → 财政), or pinyin (caigou → 采购).

Known are the terms of the thesaurus and the words that statutes and reports use most
(data/vocabulary.txt); how a character sounds stands in data/syllables.txt, what people write on
purpose in data/no_slips.txt. All are read when a question first holds a character that no word
takes in, or Latin letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

import rjieba

from policykb.thesaurus import terms
from policykb.understand.english import is_english

_HAN_ONLY = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"(?<![a-z0-9+-])[a-z']+(?: [a-z']+)*(?![a-z0-9+-])")
_LONGEST = 8  # characters of a word that is known by its sound
_FEWEST_LETTERS = 4
_MOST_TOGETHER = 4  # pieces of pinyin between spaces that are one word
# What southern speech and many keyboards do not keep apart; only in words of three and more.
_BLURRED = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei]n)g$"), r"\1"))
# Spellings that the dictionary knows though the standard ones are others (通用规范汉字表).
_VARIANTS = {
    "帐款": "账款", "帐户": "账户", "帐期": "账期", "帐号": "账号", "坏帐": "坏账", "记帐": "记账",
    "欠帐": "欠账", "对帐": "对账", "做帐": "做账", "帐单": "账单", "定单": "订单", "定货": "订货",
    "补帖": "补贴", "津帖": "津贴", "再职": "在职", "在就业": "再就业", "在贷款": "再贷款",
    "在贴现": "再贴现", "在担保": "再担保", "在融资": "再融资", "在保险": "再保险",
}  # fmt: skip
# Words of one character in everyday speech: two of them side by side are no misspelt word.
_EVERYDAY = frozenset(
    "只这那他她它你我咱谁哪啥跟用看点又里前后时市县镇村人地拿干活进报比成几多少一二三四五六七八九十"
    "先再才刚正真算又还只就都也被把给叫让跑找钱家店厂货单车房书事话天年月日块条张份"
    "由替罚仿抢偷抄骗质押租修装发收同陪面饭菜肉酒药水火衣鞋吃喝坐站躺睡起出回掉好成"
)
# 在 stands before a noun far more often than it is a slip: 在融资方面 is none
_NO_SLIP = re.compile(r"^在.+$")
_IN_RESPECT_OF = re.compile(r"^(?:方面|领域|上|中|时|过程|环节|的)")


def variants(text: str, cuts: Container[int]) -> Iterator[tuple[str, str]]:
    """(as typed, standard spelling) of the words that are often written otherwise."""
    for typed, meant in _VARIANTS.items():
        at = text.find(typed)
        rest = text[at + len(typed) :]
        whole = at in cuts or at + len(typed) in cuts  # 指|定单|位 is no 订单
        if at >= 0 and whole and not (_NO_SLIP.match(typed) and _IN_RESPECT_OF.match(rest)):
            yield typed, meant


def homophones(text: str, loose: Iterable[int], cuts: Container[int]) -> Iterator[tuple[str, str]]:
    """(as typed, word that sounds the same) around the characters that no word takes in; `cuts`:
    where words begin and end."""
    places = sorted(loose)
    taken = -1
    for at in places:
        if at > taken:
            found = next(_sounding(text, at, set(places), cuts), None)
            if found:
                start, typed, meant = found
                taken = start + len(typed) - 1
                yield typed, meant


def _sounding(
    text: str, at: int, loose: set[int], cuts: Container[int]
) -> Iterator[tuple[int, str, str]]:
    """(start, as typed, as meant) around one place, longest first."""
    for start, end in runs_around(at, cuts, 2, _LONGEST):
        fit = end - start > 2 or {start, start + 1} <= loose
        typed = text[start:end]
        meant = _same_sound(typed) if fit else None
        if meant and meant not in text and _is_slip(typed, meant, end not in loose):
            yield start, typed, meant


def runs_around(
    at: int, cuts: Container[int], shortest: int, longest: int
) -> list[tuple[int, int]]:
    """(start, end) of the runs of whole words around a place, longest first."""
    starts = [start for start in range(max(0, at - longest + 1), at + 1) if start in cuts]
    ends = [end for end in range(at + 1, at + longest + 1) if end in cuts]
    runs = [(s, e) for s in starts for e in ends if shortest <= e - s <= longest]
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def misspelt(text: str, cuts: Iterable[int]) -> Iterator[tuple[str, str]]:
    """(as typed, term) where one word of two characters is another that sounds the same and the
    rest is a term: 施业|保险金. The wrong word is one that is not known here."""
    places = sorted(cuts)
    for at, (start, end) in enumerate(pairwise(places)):
        if end - start == 2 and text[start:end] not in _known():
            stops = places[at + 2 : at + 5], places[max(0, at - 3) : at]
            for first, last in [*((start, p) for p in stops[0]), *((p, end) for p in stops[1])]:
                rest = text[end:last] if first == start else text[first:start]
                for term in _beside().get(rest, ()):
                    if term not in text and sound(term) == sound(text[first:last]):
                        yield text[first:last], term
                        return


@cache
def _beside() -> dict[str, list[str]]:
    """Terms by what is left of them without their first or their last two characters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for term in _known():
        if len(term) >= _LONGEST // 2:
            found[term[2:]].append(term)
            found[term[:-2]].append(term)
    return dict(found)


def _is_slip(typed: str, meant: str, alone: bool) -> bool:
    """Whether so much is right that the rest is a slip.

    At least half of the characters; and a word before or behind another one (出口|占) is whole,
    but for a last character of the very same sound with no loose one behind it (`alone`: 加班废).
    """
    wrong = [at for at, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    if not 0 < len(wrong) <= len(typed) / 2:
        return False
    if len(typed) == 2 and (typed in _no_slips() or _EVERYDAY.issuperset(typed[wrong[0]])):
        return False
    rest = typed[1:] if wrong == [0] else typed[:-1] if wrong == [len(typed) - 1] else ""
    last = wrong == [len(typed) - 1] and len(typed) > 2 and typed[-1] not in _EVERYDAY
    if last and alone and sound(typed[-1]) == sound(meant[-1]):
        return True
    return len(rest) < 2 or any(len(token) == 1 for token in rjieba.cut(rest, False))


def _same_sound(typed: str) -> str | None:
    if not _HAN_ONLY.fullmatch(typed) or typed in _known():
        return None
    return _by_sound().get(sound(typed))


def read_pinyin(text: str) -> Iterator[tuple[str, str]]:
    """(pinyin as typed, the word) for each run of Latin letters that spells a known word.

    >>> list(read_pinyin("zhengfu caigou 预留"))
    [('zhengfu caigou', '政府采购')]
    """
    for run in _LATIN.findall(text.lower()):
        yield from _spelt(run.split(" "))


def _spelt(pieces: list[str]) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(pieces):
        for size in range(min(_MOST_TOGETHER, len(pieces) - at), 0, -1):
            these = pieces[at : at + size]
            word = _word_of(these)
            if word:
                yield " ".join(these), word
                break
        at += size


def _word_of(pieces: list[str]) -> str | None:
    """The word that the pieces spell together, or the two words of one piece."""
    letters = "".join(pieces).replace("'", "")
    if len(letters) < _FEWEST_LETTERS or any(map(is_english, pieces)):
        return None
    known = _by_letters()
    if letters in known or len(pieces) > 1:
        return known.get(letters)
    cuts = range(_FEWEST_LETTERS - 1, len(letters) - _FEWEST_LETTERS + 2)
    halves = ((known.get(letters[:cut]), known.get(letters[cut:])) for cut in cuts)
    return next((first + second for first, second in halves if first and second), None)


@cache
def _syllables() -> dict[str, str]:
    rows = (line.split(" ") for line in _lines("syllables.txt"))
    return {char: syllable for syllable, chars in rows for char in chars}


@cache
def _known() -> dict[str, None]:
    """Terms and words that are known, each once, the likelier of two that sound alike first."""
    names = (name for term in terms().values() for name in (*term.official, *term.abbr))
    common = [word for line in _lines("vocabulary.txt") for word in line.split()]
    fit = (name for name in names if _HAN_ONLY.fullmatch(name) and 2 <= len(name) <= _LONGEST)
    return dict.fromkeys([*common, *fit])


@cache
def _no_slips() -> frozenset[str]:
    return frozenset(word for line in _lines("no_slips.txt") for word in line.split())


@cache
def _by_sound() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in _known():
        found.setdefault(sound(word), word)
    return found


@cache
def _by_letters() -> dict[str, str]:
    """Known words by their pinyin without tones and spaces; ü is v, as keyboards have it."""
    found: dict[str, str] = {}
    table = _syllables()
    for word in _known():
        if all(char in table for char in word):
            found.setdefault("".join(table[char] for char in word), word)
    return found


def sound(word: str) -> str:
    """A word's syllables in a row; blurred in words of three characters and more."""
    syllables = [_syllables().get(char, char) for char in word]
    return "'".join(map(_blurred, syllables) if len(word) > 2 else syllables)


@cache
def _blurred(syllable: str) -> str:
    for pattern, plain in _BLURRED:
        syllable = pattern.sub(plain, syllable)
    return syllable


def _lines(name: str) -> list[str]:
    data = resources.files("policykb").joinpath(f"data/{name}").read_text("utf-8")
    return [line for line in data.splitlines() if not line.startswith("#")]
