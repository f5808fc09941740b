"""What the question and a passage share however they are cut: pairs of characters, characters.

The words of a question and a clause may be cut differently (信用|贷 and 信|用贷); pairs of
neighbouring characters meet all the same and reward runs that stand together, and single ones
meet where a word is shortened (沪, 沪上). They are counted in the best candidates only, with the
rarity that they have among these: BM25 over a small collection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

K1, B = 1.6, 0.5  # mild: clauses are short, and a long one is seldom about other things
LETTERS = 0.3  # weight of the characters beside that of the pairs
_RUN = re.compile(r"[一-鿿0-9.%]+|[a-z][a-z0-9-]+")
_PLANE = 1 << 16
_OUTSIDE = _PLANE - 1  # stands for characters beyond the basic plane, of which no question is made


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


def shares(text: str, passages: Sequence[str], documents: Places) -> Shares:
    """What each passage shares with a question; `documents` number the document of each.

    Both in lower case.
    """
    pairs, letters = pairs_of(text), letters_of(text)
    if not len(passages) or not (pairs or letters):
        none = np.zeros(len(passages), dtype=np.float32)
        return Shares(none, none, none)
    lengths = np.array([len(passage) for passage in passages])
    damping = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
    by_letter, by_pair = (saturated(c, damping) for c in counted(letters, pairs, passages, lengths))
    weights = rarity(by_pair)
    alone = by_pair @ weights
    own = alone + LETTERS * (by_letter @ rarity(by_letter))
    return Shares(own=own, pairs=alone, document=best_of_each(by_pair, documents) @ weights)


def best_of_each(values: Floats, documents: Places) -> Floats:
    """For each row the largest values, column by column, of the rows of its document."""
    order = np.argsort(documents, kind="stable")
    sorted_ = documents[order]
    begins = np.flatnonzero(np.diff(sorted_, prepend=-1))
    largest: Floats = np.maximum.reduceat(values[order], begins, axis=0)
    return largest[np.searchsorted(sorted_[begins], documents)]


def counted(
    letters: Sequence[str], pairs: Sequence[str], passages: Sequence[str], lengths: Places
) -> tuple[Floats, Floats]:
    """How often each character and each pair stands in each passage; all are read in one pass."""
    codes = np.frombuffer("".join(passages).encode("utf-32-le", "replace"), dtype=np.uint32)
    rows = np.repeat(np.arange(len(passages)), lengths)
    alphabet = {char: at for at, char in enumerate(dict.fromkeys("".join([*letters, *pairs])), 1)}
    table = np.zeros(_PLANE, dtype=np.uint16)  # small enough for the nearest cache
    table[[min(ord(char), _OUTSIDE) for char in alphabet]] = list(alphabet.values())
    numbers = table.take(codes, mode="clip")  # what lies beyond the plane counts as _OUTSIDE
    held = np.flatnonzero(numbers)
    at, row = numbers[held], rows[held]
    single = np.zeros(len(alphabet) + 1, dtype=np.intp)
    single[[alphabet[char] for char in letters]] = np.arange(1, len(letters) + 1)
    beside = (np.diff(held) == 1) & (row[1:] == row[:-1])
    double = np.zeros((len(alphabet) + 1,) * 2, dtype=np.intp)
    for column, pair in enumerate(pairs, 1):
        if len(pair) == 2:
            double[alphabet[pair[0]], alphabet[pair[1]]] = column
    by_letter = tallied(row, single[at], len(passages), len(letters))
    by_pair = tallied(row[1:][beside], double[at[:-1], at[1:]][beside], len(passages), len(pairs))
    for column, pair in enumerate(pairs):
        if len(pair) > 2:  # a Latin word
            by_pair[:, column] = [passage.count(pair) for passage in passages]
    return by_letter, by_pair


def tallied(rows: Places, columns: Places, height: int, width: int) -> Floats:
    """How often each (row, column) comes; columns count from 1, 0 is none."""
    flat = np.bincount(rows * (width + 1) + columns, minlength=height * (width + 1))
    return flat.reshape(height, width + 1)[:, 1:].astype(np.float32)


def saturated(counts: Floats, damping: NDArray[np.float64]) -> Floats:
    """BM25's saturation of counts, 0…1."""
    return np.asarray(counts / (counts + damping[:, None]), dtype=np.float32)


def rarity(held: Floats) -> Floats:
    """The weight of each column, by how few rows hold it; they sum to 1."""
    weights = np.log1p(len(held) / ((held > 0).sum(axis=0) + 1.0))
    return np.asarray(weights / max(float(weights.sum()), 1e-9), dtype=np.float32)
