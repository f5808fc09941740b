"""Is anything that was found an answer? A calibrated decision, not a threshold on one score.

A logistic regression weighs how well the best passage fits (its first score and its cosine, which
mean the same in a small and in a large corpus once the chance of a near neighbour among so many is
taken off), how long the question is (a whole story lies less near to its answer than three words
do), how near it is to talk about no policy (你好, 今天天气), how much of it is an everyday phrase
by which the thesaurus knows a concept of the best passages (货款要不回来), which share of its
official words the corpus does not know at all, which share of its official concepts none of the
best passages bears, whether a fact is asked for (多少, 何时): whoever asks for a figure uses
the words that stand beside it, so that a loose fit is not enough; and whether a thing is asked for
of which no passage says a word (unheard). Other everyday words that the corpus does not know say
nothing: nobody expects 徒弟 in a plan.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policykb import gazetteer
from policykb.search.bearing import bears
from policykb.search.figures import STORY, Near, untold
from policykb.search.model import UNIT
from policykb.search.names import fold
from policykb.search.unheard import unheard
from policykb.thesaurus import terms
from policykb.tokens import words
from policykb.types import Concept, Query
from policykb.understand import STOP_WORDS, normalise
from policykb.understand.patterns import plans

if TYPE_CHECKING:
    from policykb.search.lookup import Lookup
    from policykb.search.ranking import Ranking
    from policykb.search.view import Card, View
    from policykb.store.lexical import Ranked

    Index = Callable[[Sequence[str], int], Ranked]

USUAL = 400  # passages of the corpora that the gate was fitted on
TAILS = 2.0
BEST = 10  # passages that are looked at
LONGEST = 40  # words; few questions that the gate was fitted on have more
NONSENSE = 0.2  # a cosine (on the model's scale) that no word supports must reach this
FEW = 4  # passages of which one must hold a number where a figure is asked for
NEAREST = 3  # passages of which one must tell of the place or year whose figure is asked for
BRIEF = 24  # characters of a question that is about the year which it names

# Fitted by benchmarks/fit_gate.py on the gold questions, on those of tests/relevance and on talk
# about no policy, against indexes of one to fourteen documents; it prints how each of these sets
# fares by a fit that has not seen it. What none of this evidence tells is whether a passage on the
# very subject says what is asked: of such questions hardly one in ten is refused by
# it (rules and figures.py refuse more). UNHEARD was set beside them by hand, to half of what a fit
# on short questions of four fresh libraries gives it: -3.3 without those questions, -5.5 with them.
BIAS = -4.05
FIT, NEAR, LENGTH = 8.18, 8.34, 1.09
CHAT = -7.95
PHRASE = 10.23
UNKNOWN_WORDS = -4.24
MISSING_CONCEPTS = -1.65
FACT = -0.22
UNHEARD = -2.5

_FACT = re.compile(
    r"多少|有几|第几|金额|指数|利率|税率|比例|占比|标准|起征|什么时候|何时|哪一?年|多大|增速"
    r"|(?<![好十百千数])几(?![个家户人][^，。？?吗]{0,9}[了着欠都说把])"
    r"[十百千万]*[元块万亿家个户人岁点年月天成倍次届项]"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_NUMBER = re.compile(
    r"\d|免费|免[收缴]|[第前][一二三四五六七八九十]|[一二三四五六七八九十百千万亿][位名家户个项成倍]"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_FIRST_PERSON = re.compile(r"[我咱俺]|本公司|本企业|本厂")
# Places outside the gazetteer of which national policy says nothing.
_ABROAD = re.compile(
    r"欧盟|欧洲|美国|日本|德国|英国|法国|韩国|印度|俄罗斯|新加坡|澳大利亚|加拿大|意大利|以色列|巴西|越南|泰国|马来西亚|非洲"
)

# Places with laws of their own, of which a text tells that names them, and how it may name them.
_OWN_LAWS = {
    "香港": re.compile("香港|[粤深]港|港(?:澳|[资商胞元币人])"),
    "澳门": re.compile("澳门|[港粤]澳|澳[资商胞]"),
    "台湾": re.compile("台湾|[澳涉对闽]台|台[胞资商企]|两岸"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate weighs: the best fused score, the best cosine, shares in 0…1, a cue; `length`
    is the logarithm of one more than the question's words."""

    fit: float
    near: float
    unknown_words: float
    missing_concepts: float
    fact: bool
    length: float
    chat: float
    phrase: float = 0.0
    unheard: bool = False

    @property
    def confidence(self) -> float:
        """Log-odds that the question is answered, above or below the line."""
        known = BIAS + FIT * self.fit + NEAR * self.near + LENGTH * self.length
        known += CHAT * self.chat + PHRASE * self.phrase
        missing = UNKNOWN_WORDS * self.unknown_words + MISSING_CONCEPTS * self.missing_concepts
        return known + missing + FACT * self.fact + UNHEARD * self.unheard


@dataclass(frozen=True, slots=True)
class Judgement:
    """The gate's decision: `sure` where a lookup or a rule decides alone, else None."""

    evidence: Evidence
    sure: bool | None

    @property
    def answered(self) -> bool:
        """Whether what was found answers the question."""
        return self.evidence.confidence >= 0 if self.sure is None else self.sure


def judge(
    found: Lookup, ranking: Ranking, view: View, index: Index, count: int, near: Near
) -> Judgement:
    """The decision on a ranking of `count` passages and the exact lookups before it; `near` tells
    how near texts are to the question."""
    return Judgement(evidence(ranking, index, count), _sure(found, ranking, view, index, near))


def chance(count: int) -> float:
    """How near the nearest of so many unrelated passages is, against `USUAL` passages.

    The largest of n draws from a normal distribution lies near sqrt(2 ln n) deviations; texts have
    heavier tails, so that beyond `USUAL` it is `TAILS` times as much.
    """
    largest, usual = (math.sqrt(2 * math.log(max(n, 2))) for n in (count, USUAL))
    return UNIT * (largest - usual) * (TAILS if count > USUAL else 1.0)


def _sure(found: Lookup, ranking: Ranking, view: View, index: Index, near: Near) -> bool | None:
    if found.missing or not len(ranking.keys) or unknown_name(found, ranking):
        return False
    if found.keys or ranking.query.filters.exact:
        return True
    if all(word in STOP_WORDS for word in ranking.query.words):
        return False
    refused = is_nonsense(ranking) or elsewhere(ranking, view) or another_year(ranking, view)
    refused = refused or under_other_laws(ranking, view)
    refused = refused or unnumbered(ranking) or unpriced(ranking, index, near)
    return False if refused else None


def unknown_name(found: Lookup, ranking: Ranking) -> bool:
    """Whether a 文号, law or 《document》 is asked for that no document bears and none of the best
    passages cites; of a clause it does not help that another document cites it."""
    names = [fold(name) for name in (*ranking.query.doc_numbers, *found.unheld)]
    if not names or found.documents:
        return False
    if found.unheld and ranking.query.clauses:
        return True
    said = fold("\n".join(card.text for card in ranking.cards[:BEST]))
    return not any(name in said for name in names)


def evidence(ranking: Ranking, index: Index, count: int) -> Evidence:
    """The evidence for a question; `index` tells whether any passage holds a word, and how rare
    it is."""
    query, best = ranking.about, ranking.cards[:BEST]
    held = [concept for concept in query.concepts if _borne(concept, best)]
    return Evidence(
        fit=ranking.fit,
        near=ranking.near - chance(count),
        chat=ranking.chat,
        length=math.log1p(min(len(query.words), LONGEST)),
        unknown_words=unknown_words(query, best, held, ranking.ceiling, index),
        missing_concepts=missing_concepts(query, held),
        fact=asks_fact(query.text),
        phrase=everyday_share(query, held),
        unheard=unheard(query, lambda word: len(index([word], 1)[0]) > 0),
    )


def asks_fact(text: str) -> bool:
    """Whether a question asks for a figure or a date."""
    return bool(_FACT.search(text))


def asks_figure(text: str) -> bool:
    """Whether a question asks for a figure, a date or a target."""
    return asks_fact(text) or "目标" in text


def unknown_words(
    query: Query, best: Sequence[Card], held: Sequence[Concept], ceiling: float, index: Index
) -> float:
    """Share of the question's words, by rarity, that are official words the corpus lacks; those by
    which a concept is known that the best passages bear (`held`) are explained."""
    said = "\n".join(card.text for card in best).lower()
    explained = "".join(concept.by for concept in held)
    doubtful = [
        word
        for word in query.words
        if word not in said and word not in explained and word in official_words()
    ]
    found = (index([word], 1) for word in doubtful)
    return sum(rarity for keys, _, rarity in found if not len(keys)) / max(ceiling, 1e-9)


def everyday_share(query: Query, held: Sequence[Concept]) -> float:
    """Share of the question's characters that are one everyday phrase of a concept held."""
    text = normalise(query.text)
    phrases = [c.by for c in held if c.weight < 1.0 and c.by in text]
    return max(map(len, phrases), default=0) / max(sum(map(str.isalnum, text)), 1)


def missing_concepts(query: Query, held: Sequence[Concept]) -> float:
    """Share of the concepts named in official words that none of the best passages bears."""
    named = [concept for concept in query.concepts if concept.weight == 1.0]
    return sum(concept not in held for concept in named) / len(named) if named else 0.0


def _borne(concept: Concept, best: Sequence[Card]) -> bool:
    """Whether one of the passages bears the concept, or names it in the question's words."""
    return any(
        bears(concept, card.said) or concept.term in card.text or concept.by in card.said
        for card in best
    )


@cache
def official_words() -> frozenset[str]:
    """The words of all official terms of the thesaurus."""
    names = (name for term in terms().values() for name in (*term.official, *term.abbr))
    return frozenset(words("\n".join(names)))


def is_nonsense(ranking: Ranking) -> bool:
    """Whether no word of the question stands anywhere and nothing means nearly the same."""
    return not ranking.worded and ranking.near < NONSENSE


def elsewhere(ranking: Ranking, view: View) -> bool:
    """Whether the question is about a place of which no good passage tells.

    A figure or a target of a province must be told of that province, in a sentence with a number,
    and by a passage that bears one of the concepts named; a firm that only says where it is may be
    helped by what holds everywhere.
    """
    query, nearest = ranking.query, ranking.cards[:NEAREST]
    abroad = [] if _FIRST_PERSON.search(query.text) else _ABROAD.findall(query.text)
    figure = asks_figure(query.text)
    names = abroad + (list(query.regions) if figure else [])
    about = [c for c in query.concepts if c.weight == 1.0] if figure and query.regions else []
    return bool(names) and not any(
        tells_of(card, name, view, figure)
        for card in nearest
        for name in names
        if not about
        or any(_borne(c, [card]) or figured(c, card.text) for c in about)
        or _ranks_in(query.text, card, about, view)
    )


def under_other_laws(ranking: Ranking, view: View) -> bool:
    """Whether a question, but for a story of the asker's own, is about a place with laws of its own
    that none of the best passages names, in its headings or its document's title neither."""
    text = normalise(ranking.query.text)
    asked = [told for place, told in _OWN_LAWS.items() if place in text]
    if not asked or _FIRST_PERSON.search(text):
        return False
    said = [
        "\n".join((str(view.refs[card.document_id].get("title")), *card.passage.path, card.text))
        for card in ranking.cards[:NEAREST]
    ]
    return not any(told.search(each) for told in asked for each in said)


_ASKS_RANK = re.compile(r"第几|排名|名次|位次")
_RANKS = re.compile(r"排名|位列|位居|得分|位次|[前第]\s?[\d一二三四五六七八九十]+[位名]")


def _ranks_in(text: str, card: Card, about: Sequence[Concept], view: View) -> bool:
    """Whether a rank is asked for and a passage ranks, in a document whose title says by what."""
    if not (_ASKS_RANK.search(text) and _RANKS.search(card.text)):
        return False
    title = str(view.refs[card.document_id].get("title") or "")
    return any(concept.term in title or concept.by in title for concept in about)


def figured(concept: Concept, text: str) -> bool:
    """Whether all words of a concept's term stand in one sentence with a number:
    居民消费价格指数涨幅控制在2%左右."""
    numbered = [run for run in _SENTENCE.findall(text) if _NUMBER.search(run)]
    return any(
        all(word in run for word in term) for run in numbered for term in _terms_cut(concept.id)
    )


@cache
def _terms_cut(id: str) -> tuple[tuple[str, ...], ...]:
    """The words of each official term of a concept, of those that are made of words."""
    names = terms()[id].official if id in terms() else ()
    return tuple(filter(None, (tuple(words(name)) for name in names)))


def another_year(ranking: Ranking, view: View) -> bool:
    """Whether a year is asked for that no good passage, nor its document's title, dates or period,
    names: for a figure or target none of the nearest; a story only mentions it."""
    text = ranking.query.text
    figure = asks_figure(text)
    years = _YEAR.findall(text) if figure or len(text) <= BRIEF else []
    return bool(years) and not any(
        year in said
        for card in ranking.cards[: NEAREST if figure else BEST]
        for said in times_of(card, view)
        for year in years
    )


def unnumbered(ranking: Ranking) -> bool:
    """Whether a figure is asked for, and no story told (补多少全凭他们说), and none of the best
    passages holds any number."""
    text = ranking.query.text
    return (
        len(text) <= STORY
        and asks_fact(text)
        and not any(_NUMBER.search(card.text) for card in ranking.cards[:FEW])
    )


def unpriced(ranking: Ranking, index: Index, near: Near) -> bool:
    """Whether a figure is asked for that none of the best passages tells of what it is asked of."""
    cards, rarity = ranking.cards[:FEW], lambda word: index([word], 1)[2]
    return untold(ranking.about, cards, rarity, ranking.query, near)


def times_of(card: Card, view: View) -> tuple[str, ...]:
    """Where the years of a passage may stand: its headings and text, its document's title, dates
    and period, and the years that a period named there ends in (“十五五”: 2030)."""
    ref = view.refs[card.document_id]
    dated = (str(ref.get(name) or "") for name in ("title", "period", "written_on", "published_on"))
    told = (*card.passage.path, card.text, *dated)
    return (*told, *(str(last) for _, last in plans("\n".join(told))))


def tells_of(card: Card, name: str, view: View, figure: bool) -> bool:
    """Whether a passage names the place (another country also by its first character: 对俄, 中美),
    where a figure is asked for beside a number, or its document is the place's own."""
    place = gazetteer.region(name)
    own = view.region(card.document_id)
    if place and own and own in (place.name, place.city):
        return True
    said = place.short if place else name
    if not figure:
        whole = "\n".join([*card.passage.path, card.text])
        return said in whole or (not place and bool(re.search(f"[中对赴驻]{name[0]}", whole)))
    numbered = (run for run in _SENTENCE.findall(card.text) if _NUMBER.search(run))
    return any(said in run for run in (*card.passage.path, *numbered))
