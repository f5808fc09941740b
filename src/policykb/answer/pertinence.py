"""Does a clause that the search found bear on the question, or only stand nearest to it?

In every ranking something is nearest. A clause bears on a question when it is looked up by its
number or title, when it names one of the things that the question means or one that the thesaurus
sets beside them (拖欠账款, 保障中小企业款项支付条例), when it holds a good share of its words, or
when it is about as near in meaning as the nearest. Of the clauses that answer a gold question these
keep 97 in a hundred, of those that are a part of an answer 77, and they leave out six in ten of the
others. For a reader to whom a wrong offer is worse than none, nearness alone does not count where
it is known what the question means: that keeps 94 and 73.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykb.thesaurus import concepts_of_passage, terms
from policykb.types import Hit, Query

SHARE = 0.2  # of the question's words, by rarity
AS_NEAR = 0.8  # of the nearest cosine


def bears(hit: Hit, query: Query, hits: Sequence[Hit], *, strict: bool = False) -> bool:
    """Whether the clause of a hit bears on the question; `hits` are all that were found. `strict`:
    nearness does not count where the question names things that are known."""
    if query.doc_numbers or query.titles or query.clauses:
        return True
    if hit.concepts or hit.lexical >= SHARE or bears_related(hit.passage.text, query):
        return True
    if strict and query.concepts:
        return False
    return hit.dense >= AS_NEAR * max(each.dense for each in hits)


def bears_related(text: str, query: Query) -> bool:
    """Whether a text names a concept that the thesaurus sets beside one that the question names,
    be it in everyday words."""
    known = terms()
    named = [known[concept.id] for concept in query.concepts if concept.id in known]
    beside = {name for term in named for name in term.related}
    return bool(beside) and any(known[id].term in beside for id in concepts_of_passage(text))
