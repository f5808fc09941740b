"""How near does a passage come to each word of a question? Late interaction over word vectors.

One vector of a long passage is the mean of all that it says, so that a word which answers the
question is lost among the others. So each word of the question is set against the words of a few
sentences that stand together and counts by the nearest one (MaxSim; Khattab and Zaharia 2020,
there with contextual vectors); the best such place tells how near the passage comes. A long
passage, which holds a word near to anything somewhere, gains nothing by that. Only the best
candidates are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from policykb.embed.builtin import WordVectors
from policykb.search.pool import PLACE
from policykb.store.runs import ENDS, OWN, Runs, coded, read
from policykb.tokens import spaced
from policykb.types import Query
from policykb.understand.spoken import written_words

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
TOGETHER = 3  # sentences that are read as one, beside the first
SPOKEN = 0.2  # what a word counts that documents write for spoken ones, against the question's own
TINY = np.finfo(np.float32).tiny
SAME = 0.99  # the cosine from which two words are one
# OpenBLAS multiplies matrices of so many products in the calling thread (interface/gemm.c). More
# threads would wait for each other wherever several processes serve.
PRODUCTS = 1 << 18


def nearness(asked: Mapping[str, float], passages: Runs, table: WordVectors) -> Floats:
    """For each passage, 0…1: the mean over the words asked for of the cosine to the nearest word
    of its best sentences.

    A word counts by its weight, the length of its vector, which the model has learnt, and how few
    of these passages hold it.
    """
    near = np.zeros(len(passages.counts), dtype=np.float32)
    rows, weights = weighed_rows(asked, table)
    if not len(rows) or not len(passages.rows):
        return near
    lengths, directions = table.directions(rows)
    best = nearest(directions, passages, table)
    held = np.flatnonzero(passages.counts)
    counts = passages.counts[held]
    starts = np.cumsum(counts) - counts
    holding = np.count_nonzero(np.maximum.reduceat(best, starts, axis=1) > SAME, axis=1)
    weights = weights * lengths * np.log1p(len(near) / (1.0 + holding))
    summed = np.einsum("i,ij->j", weights, together(best, starts, counts))
    places = summed / max(float(weights.sum()), 1e-9)
    near[held] = np.maximum.reduceat(places, starts)
    return near


def nearest(directions: Floats, passages: Runs, table: WordVectors) -> Floats:
    """The cosine of each of the words, by their unit vectors, to the nearest word of each sentence,
    at least 0: `(len(directions), sentences of all passages)`."""
    every, at = each_once(passages.rows, table.size)
    rows, lengths = table.unscaled(every)
    cosines = np.maximum(products(directions, rows) / np.maximum(lengths, TINY), 0.0)
    sizes = passages.sizes
    found: Floats = np.maximum.reduceat(cosines[:, at], np.cumsum(sizes) - sizes, axis=1)
    return found


def each_once(rows: Places, size: int) -> tuple[Places, Places]:
    """The different ones of these numbers below `size`, ascending, and where each stands among
    them: `np.unique`, without sorting."""
    seen = np.zeros(size, dtype=np.bool_)
    seen[rows] = True
    every = np.flatnonzero(seen)
    places = np.empty(size, dtype=np.intp)
    places[every] = np.arange(len(every))
    return every, places[rows]


def products(one: Floats, other: Floats) -> Floats:
    """The products of each row of one matrix with each of the other, some of these at a time."""
    found = np.empty((len(one), len(other)), dtype=np.float32)
    step = max(1, PRODUCTS // one.size)
    for at in range(0, len(other), step):
        found[:, at : at + step] = one @ other[at : at + step].T
    return found


def together(best: Floats, starts: Places, counts: Places) -> Floats:
    """The largest values of each sentence, the next ones of its passage and the first; passages
    begin at `starts`."""
    owners = np.repeat(np.arange(len(starts)), counts)
    found = np.maximum(best, best[:, starts[owners]])
    for step in range(1, TOGETHER):
        follows = owners[step:] == owners[:-step]
        found[:, :-step] = np.maximum(found[:, :-step], np.where(follows, best[:, step:], 0.0))
    return found


def weighed_rows(asked: Mapping[str, float], table: WordVectors) -> tuple[Places, Floats]:
    """The rows of the words asked for, those of its characters for one that the table lacks, each
    once, with its weight."""
    rows: dict[int, float] = {}
    for word, weight in asked.items():
        for row in table.places(word):
            rows[row] = max(weight, rows.get(row, 0.0))
    return np.array([*rows], dtype=np.intp), np.array([*rows.values()], dtype=np.float32)


def asked_words(query: Query, places: Set[str] = frozenset()) -> dict[str, float]:
    """The question's words, and what documents write for its spoken ones, with what each counts;
    `places` are those of its words that count `PLACE`."""
    beside = written_words(query.spoken, query.words) if query.spoken else {}
    own = {word: PLACE if word in places else 1.0 for word in query.words}
    return dict.fromkeys(beside, SPOKEN) | own


def runs_of(texts: Sequence[str], table: WordVectors) -> Runs:
    """The words of passages that are cut only now."""
    cut = (spaced(text.replace("\n", ENDS[0])) for text in texts)
    return read(*coded([f"{OWN}{line}" for line in cut], table))
