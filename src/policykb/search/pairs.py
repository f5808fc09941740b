"""What the question and a passage share however they are cut: pairs of characters, characters.

The words of a question and a clause may be cut differently (信用|贷 and 信|用贷); pairs of
neighbouring characters meet all the same and reward runs that stand together, and single ones
meet where a word is shortened (沪, 沪上). They are counted in the best candidates only, with the
rarity that they have among these: BM25 over a small collection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from policykb.search.pool import PLACE
from policykb.store.said import Said
from policykb.understand import STOP_WORDS, is_chinese

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

K1, B = 1.6, 0.5  # mild: clauses are short, and a long one is seldom about other things
LETTERS = 0.35  # weight of the characters beside that of the pairs
ASKING = 0.4  # of that, what a character of asking words (要不回来) counts
_RUN = re.compile(r"[一-鿿0-9.%]+|[a-z][a-z0-9-]+")
_PLANE = 1 << 16
_FIRST = np.zeros(1, dtype=np.intp)


@cache
def _asking() -> frozenset[str]:
    return frozenset("".join(word for word in STOP_WORDS if is_chinese(word)))


@dataclass(frozen=True, slots=True)
class Shares:
    """For each passage, 0…1: what it shares itself, and what its document's passages share.

    `pairs` alone tell how much of the question is covered; `own` adds the characters to them.
    """

    own: Floats
    pairs: Floats
    document: Floats


def pairs_of(text: str) -> list[str]:
    """Each pair of neighbouring characters and each Latin word once, in order.

    >>> pairs_of("信用贷，贷款 RCEP")
    ['信用', '用贷', '贷款', 'rcep']
    """
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        latin = "a" <= run[0] <= "z"
        found += [run] if latin else [run[at : at + 2] for at in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def letters_of(text: str) -> list[str]:
    """The Chinese characters of a text, each once, in order."""
    return list(dict.fromkeys(re.findall("[一-鿿]", text)))


def shares(
    text: str,
    said: Said,
    documents: Places,
    words: Sequence[str] = (),
    places: Set[str] = frozenset(),
) -> Shares:
    """What each passage shares with a question in lower case; `documents`: the number of each's;
    `words` those of the question, `places` those of them that count `PLACE`."""
    pairs, letters = pairs_of(text), letters_of(text)
    if not len(said.ends) or not (pairs or letters):
        none = np.zeros(len(said.ends), dtype=np.float32)
        return Shares(none, none, none)
    average = max(float(said.lengths.mean()), 1.0)
    damping = (K1 * (1 - B) + K1 * B / average * said.lengths).astype(np.float32)
    held = saturated(counted(letters, pairs, said), damping)
    weights = np.zeros((held.shape[1], 2), dtype=np.float32)  # of pairs alone, and of both
    rare, first = rarity(held), len(letters)
    rare[first:] *= within_words(pairs, words, places)
    weights[first:] = (rare[first:] / max(float(rare[first:].sum()), 1e-9))[:, None]
    weights[:first, 1] = LETTERS * rare[:first] / max(float(rare[:first].sum()), 1e-9)
    weights[:first, 1] *= [ASKING if letter in _asking() else 1.0 for letter in letters]
    alone, both = (held @ weights).T
    best = np.einsum("ij,j->i", best_of_each(held, documents), weights[:, 0])
    return Shares(own=both, pairs=alone, document=best)


def within_words(
    pairs: Sequence[str], words: Sequence[str], places: Set[str] = frozenset()
) -> Floats:
    """What each pair counts: those of one word together as much as the root of their number, for
    whoever asks for 专精特新 and 融资 asks for two things, and not for three and one. Those of
    `places` count `PLACE` of that.

    >>> [round(w, 2) for w in within_words(["专精", "精特", "新融"], ["专精特新"]).tolist()]
    [0.58, 0.58, 1.0]
    """
    weights: dict[str, float] = {}
    for word in words:
        inside = len(word) - 1
        for at in range(inside if inside > 1 and is_chinese(word) else 0):
            pair = word[at : at + 2]
            weights[pair] = min(weights.get(pair, 1.0), inside**-0.5)
    weights |= {pair: PLACE * weights.get(pair, 1.0) for word in places for pair in pairs_of(word)}
    return np.array([weights.get(pair, 1.0) for pair in pairs], dtype=np.float32)


def best_of_each(values: Floats, documents: Places) -> Floats:
    """For each row the largest values, column by column, of the rows of its document."""
    order = np.argsort(documents, kind="stable")
    sorted_ = documents[order]
    other = sorted_[1:] != sorted_[:-1]
    if other.all():  # each is the only one of its document
        return values
    begins = np.concatenate([_FIRST, np.flatnonzero(other) + 1])
    largest: Floats = np.maximum.reduceat(values[order], begins, axis=0)
    return largest[np.searchsorted(sorted_[begins], documents)]


def counted(letters: Sequence[str], pairs: Sequence[str], said: Said) -> Floats:
    """How often each character, then each pair, stands in each passage; all read in one pass."""
    alphabet = {char: at for at, char in enumerate(dict.fromkeys("".join([*letters, *pairs])), 1)}
    size, width = len(alphabet) + 1, len(letters) + len(pairs) + 1
    table = np.zeros(_PLANE, dtype=np.uint16)  # small enough for the nearest cache
    known = {ord(char): at for char, at in alphabet.items() if ord(char) < _PLANE}
    table[list(known)] = list(known.values())
    numbers = table.take(said.codes)
    held = np.flatnonzero(numbers)
    at = numbers[held].astype(np.intp)
    until = np.searchsorted(held, said.ends)
    until[1:] -= until[:-1].copy()
    row = np.repeat(np.arange(len(until)) * width, until)
    single = np.zeros(size, dtype=np.intp)
    single[[alphabet[char] for char in letters]] = np.arange(1, len(letters) + 1)
    double = np.zeros(size * size, dtype=np.intp)
    double[[alphabet[pair[0]] * size + alphabet[pair[1]] for pair in pairs if len(pair) == 2]] = [
        column for column, pair in enumerate(pairs, len(letters) + 1) if len(pair) == 2
    ]
    beside = np.flatnonzero(held[1:] == held[:-1] + 1)
    both = row[beside] + double[at[beside] * size + at[beside + 1]]
    every = np.concatenate([row + single[at], both])  # column 0 is for what is not asked for
    found = np.bincount(every, minlength=len(until) * width).reshape(-1, width)[:, 1:]
    for column, pair in enumerate(pairs, len(letters)):
        if len(pair) > 2:  # a Latin word
            found[:, column] = [passage.count(pair) for passage in said.texts]
    return found.astype(np.float32)


def saturated(counts: Floats, damping: Floats) -> Floats:
    """BM25's saturation of counts, 0…1."""
    held: Floats = counts / (counts + damping[:, None])
    return held


def rarity(held: Floats) -> Floats:
    """The weight of each column, by how few rows hold it."""
    rows = np.count_nonzero(held, axis=0)
    return np.asarray(np.log1p(len(held) / (rows + 1.0)), dtype=np.float32)
