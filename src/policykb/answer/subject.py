"""Does a text name what a trace is asked about?

What is near in meaning alone is another target of the same plan: beside 城镇新增就业 stand the
prices, the harvest and the incomes. A text names a subject when a term of the concept that the
question names stands in it, or most of the question's own words, rare ones counting for more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from policykb.answer.alike import alike
from policykb.answer.topic import BROAD, Topic
from policykb.search.bearing import BESIDE, bears
from policykb.store.said import lowered
from policykb.thesaurus import concepts_of_query
from policykb.types import Concept

NAMED = 0.9  # weight of a concept that the question names, and is not only near to
# Share of a question's words from which a text names all of it, the greater part, or some; a term
# of its concept counts as the greater part, for a concept is wider than a name.
WHOLE, MOST, SOME = 0.75, 0.6, 0.33


@dataclass(frozen=True, slots=True)
class Subject:
    """`rarity` of each word that is no part of another one; `parts` are the words inside these.

    `concepts` are those that the question names and that tell what it is about; who names what it
    asks `beside` the subject names some of it.
    """

    rarity: Mapping[str, float]
    parts: Mapping[str, Collection[str]]
    concepts: Sequence[Concept]
    beside: Collection[str] = ()

    def share(self, text: str) -> float:
        """How much of the subject a text names, 0…1."""
        said = lowered(alike(text))
        least = SOME if any(word in said for word in self.beside) else 0.0
        least = MOST if any(bears(concept, said) for concept in self.concepts) else least
        if not self.rarity:
            return 1.0
        total = sum(self.rarity.values())
        told = (rare for word, rare in self.rarity.items() if self._stands(word, said))
        return max(least, sum(told) / total)

    def _stands(self, word: str, said: str) -> bool:
        """Whether a word stands in a text, or all of it in parts: 粮食产量 in 粮食面积、产量."""
        if word in said:
            return True
        inside = [part for part in self.parts[word] if part in said]
        told = {at for part in inside for at in _places(part, word)}
        return len(told) == len(word)


def subject_of(topic: Topic, rarity: Mapping[str, float]) -> Subject:
    """What a question asks about; `rarity` of its words. Of a concept
    whose name documents vary (GDP), the one name tells."""
    words = [lowered(word) for word in topic.subject]
    whole = [word for word in words if not any(word in o for o in words if o != word)]
    whole = [word for word in whole if len(word) > 1] or whole  # 占, 比, 总 stand in many names
    named = (c for c in concepts_of_query(topic.text) if c.weight >= NAMED and alike(c.by) == c.by)
    return Subject(
        {word: max(rarity.get(word, 0.0), 1.0) for word in whole},
        {word: [part for part in words if part in word and part != word] for word in whole},
        [c for c in named if c.term not in BESIDE and c.id not in BROAD],
        [lowered(word) for told in topic.aspects.values() for word in told],
    )


def _places(part: str, word: str) -> list[int]:
    """The places in a word at which letters of its part stand."""
    at = word.find(part)
    return list(range(at, at + len(part)))
