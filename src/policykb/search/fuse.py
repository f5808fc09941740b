"""One score for each candidate, from both indexes and from what the passages are about.

Two rules of the same form: a first one for all candidates, from the indexes alone, that chooses
whom to read, and the final one for those that were read.

    first:  (1 - c) · cosine + WORDS · (FLOOR + c) · share of words
    final:  m · cosine + RUNS · (FLOOR + p) · (own + document's + words' shares) + bonuses
            + MET · (nearness to each word, above its mean), for the best of them (maxsim)

`c` is the best share of words of all passages and `p` the best share of pairs: how much of the
question the corpus covers in its own words. Where it is covered (keywords, numbers, names), words
decide; where it is not (everyday speech), meaning does: `m` falls steeply from 1 to LEAST as `p`
comes to ENOUGH. A passage counts for more in a document of which other passages answer too.
Nothing is standardised over the candidates: shares and cosines mean the same in a corpus of one
document and of a hundred thousand passages, and a lone passage that holds a word is not blown up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policykb.search.model import Scale
from policykb.search.pairs import Shares
from policykb.search.pool import Pool
from policykb.store.said import KINDS

Floats = NDArray[np.float32]

# Learnt one after the other (coordinate ascent, benchmarks/fit_fuse.py) on the judged questions of
# nine libraries: gold, tests/relevance, and the dev questions of the two benchmarks. Each has a
# broad optimum: doubling or halving one moves nDCG@10 by about 0.01 or less. Learnt anew without
# each library in turn, the mean over the libraries left out is 0.798, and 0.797 by what stands
# here. Many long laws want more meaning (RUNS_FLOOR 0.1), plans and notices more words; what stands
# here costs neither more than that. tests/relevance holds floors.
DENSE, WORDS, FLOOR = 1.0, 2.5, 0.2
ENOUGH, STEEP, LEAST = 0.15, 3, 0.2
RUNS, RUNS_FLOOR = 8.0, 0.2
BY_DOCUMENT, BY_WORDS, BY_BEST = 0.1, 0.2, 0.2  # beside the passage's own share
CONCEPT = 0.18  # a passage that bears the concepts of the question, times their weight
MET = 0.7  # how near a passage comes to each word of the question (maxsim), for the best ones
HERE, ELSEWHERE = 0.1, -0.1  # a document of the place asked for; of another place
# What a final score keeps besides: reports of many provinces say the same in the same words, so
# that a fixed bonus is lost where words decide.
KEPT_HERE, KEPT_ELSEWHERE = 1.15, 0.6
KEPT_UNTIMELY = 0.9  # what was done, where targets are asked for, and the other way round
KEPT_LETTER = 0.3  # the letter with which a text is sent out, which repeats the text's title
DEPARTMENT = 0.25  # a clause for which a department of the question answers
AS_ASKED = 0.2  # a passage that tells a rank, or a figure of the kind, that is asked for
CLAUSE = 1.0  # a clause that bears the number asked for
DOCUMENT = 0.4  # a document that the question names
BY_KIND = {"clause": 0.0, "table": 0.0, "heading": -0.3, "toc": -0.6, "reference": -0.3}
_OF_KINDS = np.array([BY_KIND[kind] for kind in KINDS], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for a passage besides its words and meaning; one value per candidate."""

    places: Floats
    departments: Floats
    documents: Floats


def fused(pool: Pool, scale: Scale) -> Floats:
    """The first score of each candidate, without bonuses."""
    words, meaning = WORDS * (FLOOR + pool.coverage), DENSE - pool.coverage
    return np.asarray(meaning * scale.of(pool.dense) + words * pool.lexical, dtype=np.float32)


def reread(
    pool: Pool, scale: Scale, read: NDArray[np.intp], shares: Shares, best: Floats
) -> Floats:
    """The final score of each candidate, without bonuses.

    `shares` are of the candidates at `read`; others share nothing. `best`: how well the words of
    each candidate's document answer.
    """
    words, meaning = weights(float(shares.pairs.max(initial=0.0)))
    runs = BY_WORDS * pool.lexical + BY_BEST * best
    runs[read] += shares.own + BY_DOCUMENT * shares.document
    return np.asarray(meaning * scale.of(pool.dense) + words * runs, dtype=np.float32)


def weights(covered: float) -> tuple[float, float]:
    """What words and what meaning count for, by the best share of pairs.

    >>> weights(0.0)[1], weights(1.0)[1]
    (1.0, 0.2)
    """
    return RUNS * (RUNS_FLOOR + covered), max(LEAST, 1 - (covered / ENOUGH) ** STEEP)


def best_two(lexical: Floats, documents: NDArray[np.intp]) -> Floats:
    """For each candidate the mean share of words of the best two of its document."""
    order = np.lexsort((-lexical, documents))
    sorted_ = documents[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_, sorted_)
    top = np.where(rank < 2, lexical[order], 0.0) / 2
    sums = np.bincount(sorted_, weights=top, minlength=int(documents.max(initial=-1)) + 1)
    return np.asarray(sums[documents], dtype=np.float32)


def bonuses(cues: Cues) -> Floats:
    """What is added for whom and where a passage holds, and for the document it stands in."""
    places = HERE * (cues.places > 0) + ELSEWHERE * (cues.places < 0)
    total = places + DEPARTMENT * cues.departments + DOCUMENT * cues.documents
    return np.asarray(total, dtype=np.float32)


def placed(scores: Floats, places: Floats) -> Floats:
    """Final scores, raised in documents of the place asked for and lowered in those of others."""
    kept = np.select([places > 0, places < 0], [KEPT_HERE, KEPT_ELSEWHERE], 1.0)
    return np.where(scores > 0, scores * kept, scores).astype(np.float32)


def bonuses_read(
    kinds: NDArray[np.uint16], concepts: Floats, clauses: Floats, told: Floats
) -> Floats:
    """What is added for what a passage is (its place among KINDS) and says."""
    return np.asarray(
        _OF_KINDS[kinds] + CONCEPT * concepts + CLAUSE * clauses + AS_ASKED * told, dtype=np.float32
    )


def published(scores: Floats) -> Floats:
    """Scores as users see them: 0…1, in the same order.

    >>> float(published(np.array([0.0], dtype=np.float32))[0])
    0.0
    """
    return np.asarray(-np.expm1(-np.maximum(scores, 0)), dtype=np.float32)
