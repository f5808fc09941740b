"""Does a text name what a trace is asked about?

What is near in meaning alone is another target of the same plan: beside 城镇新增就业 stand the
prices, the harvest and the incomes. A text names a subject when a term of the concept that the
question names stands in it, or most of the question's own words, rare ones counting for more. Of
a narrow subject (养老床位) the concept (养老) is but a part: where a text names that very subject,
a concept stands only for the words that name it.
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

    `concepts` are those that the question names and that tell what it is about, each with the words
    of the subject that name it; who names what it asks `beside` the subject names some of it.
    """

    rarity: Mapping[str, float]
    parts: Mapping[str, Collection[str]]
    concepts: Sequence[tuple[Concept, Collection[str]]]
    beside: Collection[str] = ()

    def share(self, text: str) -> float:
        """How much of the subject a text names, 0…1; who bears its concept names most of it."""
        said = lowered(alike(text))
        least = SOME if any(word in said for word in self.beside) else 0.0
        least = MOST if any(bears(concept, said) for concept, _ in self.concepts) else least
        return max(least, self._share(said, frozenset()))

    def narrow(self, text: str) -> float:
        """How much of the very subject a text names, 0…1: a concept stands but for its words."""
        said = lowered(alike(text))
        borne = (own for concept, own in self.concepts if bears(concept, said))
        return self._share(said, frozenset(word for own in borne for word in own))

    def apart(self, text: str, title: str) -> float:
        """How much of what a title does not name of the subject a text names, 0…1: the words of
        its title tell no clause of a document from another."""
        said, above = lowered(alike(text)), lowered(alike(title))
        rest = {w: r for w, r in self.rarity.items() if not self._stands(w, above)}
        told = sum(rare for word, rare in rest.items() if self._stands(word, said))
        return told / sum(rest.values()) if rest else 1.0

    def besides(self, text: str) -> bool:
        """Whether a text names what is asked beside the subject."""
        said = lowered(alike(text))
        return any(word in said for word in self.beside)

    def _share(self, said: str, borne: Collection[str]) -> float:
        """The share of the words that stand in a text, or the greater part of which is `borne`."""
        if not self.rarity:
            return 1.0
        told = (
            rare if self._stands(word, said) else MOST * rare * (word in borne)
            for word, rare in self.rarity.items()
        )
        return sum(told) / sum(self.rarity.values())

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
    named = [c for c in concepts_of_query(topic.text) if c.weight >= NAMED and alike(c.by) == c.by]
    named = [c for c in named if c.term not in BESIDE and c.id not in BROAD]
    return Subject(
        {word: max(rarity.get(word, 0.0), 1.0) for word in whole},
        {word: [part for part in words if part in word and part != word] for word in whole},
        [(c, [word for word in whole if word in lowered(c.by)]) for c in named],
        [lowered(word) for told in topic.aspects.values() for word in told if len(word) > 1],
    )


def _places(part: str, word: str) -> list[int]:
    """The places in a word at which letters of its part stand."""
    at = word.find(part)
    return list(range(at, at + len(part)))
