"""Does a clause that the search found bear on the question, or only stand nearest to it?

In every ranking something is nearest. A clause bears on a question when it is looked up by its
number or title, when it names one of the things that the question means, when it holds a good share
of its words, or when it is about as near in meaning as the nearest. Of the clauses that the written
questions of this project want, these four keep 97 in a hundred, and they leave out a third of the
others. For a reader to whom a wrong offer is worse than none, nearness alone does not count where
it is known what the question means: that keeps 92.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykb.types import Hit, Query

SHARE = 0.2  # of the question's words, by rarity
AS_NEAR = 0.8  # of the nearest cosine


def bears(hit: Hit, query: Query, hits: Sequence[Hit], *, strict: bool = False) -> bool:
    """Whether the clause of a hit bears on the question; `hits` are all that were found. `strict`:
    nearness does not count where the question names things that are known."""
    if query.doc_numbers or query.titles or query.clauses:
        return True
    if hit.concepts or hit.lexical >= SHARE:
        return True
    if strict and query.concepts:
        return False
    return hit.dense >= AS_NEAR * max(each.dense for each in hits)
