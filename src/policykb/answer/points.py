"""Is a fact of the clauses found to the point, or does it only stand in them?

A clause on many things tells figures and cases of them all, and something of it is always nearest
to a question. A small fact is to the point whose own words bear a concept that the question means,
or come near to the fact that holds most of the question's words, by their rarity in the store; one
that is among the best need hold only `LEAST` of them. A measure, which says much, is beside the
point only where others are better, and it names nothing that is meant or goes with it, and hardly a
word.

On 44 questions over six and over 79 documents, whose 297 small facts were judged by hand, that
keeps 109 of the 125 to the point and 45 of the 172 others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from policykb.answer.naming import AS_SUCH, NAMED, own_words, wanted_words
from policykb.answer.pertinence import bears_related
from policykb.search.bearing import BESIDE, COUNTS, KEPT_BESIDE
from policykb.search.bearing import bears as bears_concept
from policykb.search.cues import department_names
from policykb.search.highlight import stands
from policykb.search.names import without
from policykb.store.said import lowered
from policykb.types import JSON, Concept, Query
from policykb.understand import STOP_WORDS

if TYPE_CHECKING:
    from policykb.store.lexical import Ranked

    Index = Callable[[Sequence[str], int], Ranked]

SMALL = ("targets", "practices", "indicators", "rankings")  # facts that are parts of a clause
MEANT = 0.45  # weight of a concept whose facts are to the point
LEAST, OF_BEST = 0.25, 0.6  # of the question's words; of the most that a fact holds
LEADING = 0.85  # of the best score
TOUCHED = 0.1  # of the question's words: for a measure that names nothing meant, a leading case

# Words by which help, cases or results are asked for, whatever they are of.
_ASKING = frozenset((
    "做法", "措施", "办法", "成绩", "安排", "支持", "帮助", "扶持", "优势", "好处", "优惠", "达到",
    "降到", "要建", "解决", "参加", "推动", "促进", "针对", "做得", "保证", "完成", "实现", "取得",
    "建成", "一共", "总共", "大概", "去年", "今年", "明年", "目前", "现在", "当前", "最新", "最近",
    "变化", "进展",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """What a question asks about: the concepts that tell facts apart, and what each of its words
    that do so counts."""

    query: Query
    concepts: Sequence[Concept]
    weights: Mapping[str, float]

    def named_in(self, said: str) -> bool:
        """Whether a lowered text bears a concept that is meant, and not only near."""
        return any(bears_concept(c, said) for c in self.concepts if c.weight >= MEANT)

    def share_of(self, said: str) -> float:
        """The share of the question's words, by weight, that a lowered text holds, or names by a
        concept that is meant by them."""
        held = "\n".join(c.by.lower() for c in self.concepts if bears_concept(c, said))
        named = (w for word, w in self.weights.items() if stands(word, said) or word in held)
        return sum(named) / max(sum(self.weights.values()), 1e-9)

    def touched_by(self, text: str) -> bool:
        """Whether a measure of this text has to do with it."""
        said = lowered(text)
        return (
            not self.weights
            or self.share_of(said) >= TOUCHED
            or self.named_in(said)
            or bears_related(text, self.query)
        )


def point_of(
    query: Query, index: Index, names: Sequence[str] = (), texts: Sequence[str] = ()
) -> Point | None:
    """What a question asks about, by an index that tells how rare a word is; None where it tells
    no facts apart, or names the document or the clause that it wants. `names` of documents tell
    nothing of what is asked of these; `texts`, lowered, are known to hold what they hold, however
    it is cut there."""
    if query.doc_numbers or query.titles or query.clauses:
        return None
    said, query = query.text, without(query, names)
    concepts = tuple(
        c
        for c in query.concepts
        if c.term not in BESIDE and (c.by in query.text or c.by not in said)
    )
    asked = telling_words(query)
    if not asked and not any(concept.weight >= NAMED for concept in concepts):
        return None  # 苏州有哪些做法: of a place all facts are to the point
    return Point(query, concepts, weights_of(query, asked, index, "\n".join(texts)))


def to_the_point(
    found: Mapping[str, list[JSON]], query: Query, index: Index, names: Sequence[str] = ()
) -> dict[str, list[JSON]]:
    """The facts of each kind, best first, without those beside the point; `names`: the folded words
    by which the question names documents."""
    small = {kind: rows for kind, rows in found.items() if kind in SMALL}
    every = list(chain.from_iterable(small.values()))
    said = {row["id"]: lowered(own_words(row)) for row in every}
    point = point_of(query, index, names, [*said.values()])
    if point is None:
        return dict(found)
    shares = {id: point.share_of(text) for id, text in said.items()}
    most = max(LEAST, OF_BEST * max(shares.values(), default=0.0))
    leading = LEADING * max((row["score"] for row in every), default=0.0)

    def kept(row: JSON) -> bool:
        least = TOUCHED if row["kind"] == "practice" else LEAST
        least = least if row["score"] >= leading else most
        return shares[row["id"]] >= least or point.named_in(said[row["id"]])

    chosen = {kind: list(filter(kept, rows)) for kind, rows in small.items()}
    return {**found, **chosen, "measures": touching(found.get("measures", ()), point)}


def touching(measures: Sequence[JSON], point: Point) -> list[JSON]:
    """The measures, best first, that have to do with a question, and those about as good as the
    best one: 刚出校门的年轻人 is said in other words by all of them."""
    least = LEADING * max((row["score"] for row in measures), default=0.0)
    return [row for row in measures if row["score"] >= least or point.touched_by(row["text"])]


def weights_of(
    query: Query, asked: Sequence[str], index: Index, told: str = ""
) -> dict[str, float]:
    """What each telling word of a question counts: its rarity, a part of that for words that name
    a kind of business. None where most of what is asked is in words that no passage holds and by
    which no concept is known: the others (企业 in 大企业拖着货款不给) tell nothing then."""
    apart = _named(query, lambda term: term not in BESIDE)
    beside = _named(query, BESIDE.__contains__)
    weights, unknown = dict[str, float](), 0.0
    for word in asked:
        if any(part in word for part in weights):
            continue  # its parts tell it
        keys, _, rarity = index([word], 1)
        known = len(keys) or stands(word, told)
        if word in apart or word in beside or (len(word) > 1 and known):
            weights[word] = rarity * (KEPT_BESIDE if word in beside and word not in apart else 1)
        elif len(word) > 1:
            unknown += rarity
    whole = sum(weights.values())
    return weights if whole >= LEAST * (whole + unknown) else {}


def telling_words(query: Query) -> list[str]:
    """The words of a question that tell facts apart, parts before the longer words that they are
    of: not those by which it asks for figures, help or cases, nor those that say how a figure is
    put, nor the names of bodies, which answer for facts that do not name them."""
    put = _named(query, COUNTS.__contains__)
    apart = _named(query, lambda term: term not in BESIDE)
    every = wanted_words(query) - AS_SUCH - _ASKING - STOP_WORDS
    bodies = "\n".join(department_names(query))
    kept = (w for w in every if w not in bodies and (w not in put or w in apart))
    return sorted(kept, key=lambda word: (len(word), word))


def _named(query: Query, chosen: Callable[[str], bool]) -> str:
    """The phrases, lowered, by which a question names concepts of chosen terms."""
    return "\n".join(c.by.lower() for c in query.concepts if c.weight >= NAMED and chosen(c.term))
