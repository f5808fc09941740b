"""Is anything that was found an answer? A calibrated decision, not a threshold on one score.

Four things are weighed by a logistic regression: how well the best passage fits (its fused score,
which means the same in a small and in a large corpus), which share of the question's official
words the corpus does not know at all, which share of its official concepts none of the best
passages bears, and whether a fact is asked for (多少, 金额, 什么时候): whoever asks for a figure
uses the words that stand beside it, so that a loose fit is not enough. Everyday words that the
corpus does not know say nothing: nobody expects 徒弟 in a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policykb import gazetteer
from policykb.thesaurus import terms
from policykb.tokens import words
from policykb.types import Concept, Query

if TYPE_CHECKING:
    from policykb.search.view import Card, View
    from policykb.store.lexical import Ranked

    Index = Callable[[Sequence[str], int], Ranked]

BEST = 10  # passages that are looked at
NEAREST = 3  # passages of which one must tell of the place whose figure is asked for

# Fitted by logistic regression on the gold questions against indexes of one to five of the
# documents; `tests/relevance` holds the floors on other questions and other texts.
BIAS = -0.2
FIT = 2.88
UNKNOWN_WORDS = -2.12
MISSING_CONCEPTS = -1.56
FACT, FACT_FIT = -6.35, 4.85

_FACT = re.compile(
    r"多少|有几|第几|金额|指数|利率|税率|比例|占比|标准|起征|什么时候|何时|哪一?年|多大|增速|几岁|几点"
)
_FIRST_PERSON = re.compile(r"[我咱俺]|本公司|本企业|本厂")
# Places outside the gazetteer of which national policy says nothing.
_ABROAD = re.compile(
    r"欧盟|欧洲|美国|日本|德国|英国|法国|韩国|印度|俄罗斯|新加坡|澳大利亚|加拿大|意大利|以色列|巴西|越南|泰国|马来西亚|非洲"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate weighs; the three shares lie in 0…1."""

    fit: float
    unknown_words: float
    missing_concepts: float
    fact: bool

    @property
    def confidence(self) -> float:
        """Log-odds that the question is answered, above or below the line."""
        known = BIAS + FIT * self.fit
        missing = UNKNOWN_WORDS * self.unknown_words + MISSING_CONCEPTS * self.missing_concepts
        return known + missing + self.fact * (FACT + FACT_FIT * self.fit)


def evidence(
    query: Query, fit: float, ceiling: float, cards: Sequence[Card], index: Index
) -> Evidence:
    """The evidence for a question.

    `cards` are its passages, best first, `fit` the best fused score, `ceiling` the sum of its
    words' rarities; `index` tells whether a passage holds a word, and the word's rarity.
    """
    best = cards[:BEST]
    return Evidence(
        fit,
        unknown_words(query, best, ceiling, index),
        missing_concepts(query, best),
        asks_fact(query.text),
    )


def asks_fact(text: str) -> bool:
    """Whether a question asks for a figure or a date."""
    return bool(_FACT.search(text))


def unknown_words(query: Query, best: Sequence[Card], ceiling: float, index: Index) -> float:
    """Share of the question's words, by rarity, that are official words the corpus lacks."""
    said = "\n".join(card.passage.text for card in best).lower()
    explained = "".join(c.by for c in query.concepts if _borne(c, best))
    doubtful = [
        word
        for word in query.words
        if word in official_words() and word not in said and word not in explained
    ]
    found = (index([word], 1) for word in doubtful)
    return sum(rarity for keys, _, rarity in found if not len(keys)) / max(ceiling, 1e-9)


def missing_concepts(query: Query, best: Sequence[Card]) -> float:
    """Share of the concepts named in official words that none of the best passages bears."""
    named = [concept for concept in query.concepts if concept.weight == 1.0]
    return sum(not _borne(c, best) for c in named) / len(named) if named else 0.0


def _borne(concept: Concept, best: Sequence[Card]) -> bool:
    """Whether one of the passages bears the concept, or names it in the question's words."""
    return any(
        concept.id in card.concepts
        or concept.term in card.passage.text
        or concept.by in card.passage.text
        for card in best
    )


@cache
def official_words() -> frozenset[str]:
    """The words of all official terms of the thesaurus."""
    names = (name for term in terms().values() for name in (*term.official, *term.abbr))
    return frozenset(word for name in names for word in words(name))


def elsewhere(query: Query, cards: Sequence[Card], view: View) -> bool:
    """Whether the question is about a place of which no good passage tells.

    A figure of a province must be told of that province; a firm that only says where it is may be
    helped by what holds everywhere.
    """
    abroad = [] if _FIRST_PERSON.search(query.text) else _ABROAD.findall(query.text)
    names = abroad + (list(query.regions) if asks_fact(query.text) else [])
    return bool(names) and not any(
        tells_of(card, name, view) for card in cards[:NEAREST] for name in names
    )


def tells_of(card: Card, name: str, view: View) -> bool:
    """Whether a passage names the place, or its document is the place's own."""
    place = gazetteer.region(name)
    own = view.region(card.passage.document_id)
    if place and own and own in (place.name, place.city):
        return True
    return (place.short if place else name) in "\n".join([*card.passage.path, card.passage.text])
