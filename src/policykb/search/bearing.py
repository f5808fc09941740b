"""Does a passage bear a concept: does one of the concept's official terms stand in it?

Asked for the few concepts of a question and the passages that are read, so that nothing has to be
worked out for a whole corpus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from policykb.store.said import Said, lowered
from policykb.thesaurus import terms
from policykb.types import Concept

Floats = NDArray[np.float32]

_LATIN = re.compile(r"[a-z0-9]")
# Kinds of business and body: who asks, or whom it is asked about, not what is asked for.
_BODIES = """
个体工商户 中小企业 小微企业 规模以上企业 民营企业 国有企业 外商投资企业 初创企业 平台企业
经营主体 分支机构 合伙企业 社会组织 农民专业合作社 家庭农场
"""
# How a figure is put, not what it is of: 城镇新增就业, GDP增速.
_COUNTS = "增长速度 占比 翻番与倍数 累计与存量 覆盖率"
COUNTS = frozenset(_COUNTS.split())
BESIDE = frozenset(_BODIES.split()) | COUNTS
KEPT_BESIDE = 0.25  # of its weight, which such a concept keeps beside one that tells what is asked


def bears(concept: Concept, text: str) -> bool:
    """Whether an official term or abbreviation of the concept stands in a lowered text.

    Not where it is only a part of the term of another concept: 知识产权 does not name 产权.
    """
    own = _phrases(concept.id, concept.term)
    return any(_stands(phrase, own, text) for phrase in own)


def terms_borne(concepts: Sequence[Concept], text: str) -> tuple[str, ...]:
    """The lowered terms by which a text bears concepts, in the order of these."""
    said = lowered(text)
    every = [_phrases(concept.id, concept.term) for concept in concepts]
    return tuple([phrase for own in every for phrase in own if _stands(phrase, own, said)])


def borne(concepts: Sequence[Concept], texts: Sequence[str]) -> Floats:
    """1 where a text bears a concept, else 0: `(len(texts), len(concepts))`."""
    whole = "\n".join(texts)
    held = np.zeros((len(texts), len(concepts)), dtype=np.float32)
    for column, concept in enumerate(concepts):
        own = _phrases(concept.id, concept.term)
        for phrase in own:
            if phrase in whole:  # most terms stand in none of the texts, and in few where in any
                # nor do most of the terms that are longer
                stands = _standing(phrase, [n for n in _longer(phrase, own) if n in whole])
                held[[at for at, text in enumerate(texts) if stands(text)], column] = 1
    return held


def _stands(phrase: str, own: tuple[str, ...], text: str) -> bool:
    """Whether a phrase, one of a concept's `own`, stands in a text by itself."""
    return phrase in text and bool(_standing(phrase, _longer(phrase, own))(text))


def _standing(phrase: str, longer: Sequence[str]) -> Callable[[str], object]:
    """What tells whether a phrase stands in a text apart from these longer ones."""
    pattern = _apart(phrase)
    if not longer:
        return pattern.search if pattern else lambda text: phrase in text

    def stands(text: str) -> bool:
        if phrase not in text or (pattern and not pattern.search(text)):
            return False
        return text.count(phrase) > max([text.count(each) for each in longer])

    return stands


def concept_weights(concepts: Sequence[Concept], said: Said) -> Floats:
    """How much of what the question means each passage bears, about 0…1.

    A concept that most candidates bear (中小企业) tells none of them apart and weighs little. The
    sum is divided by the root of how many concepts there are, faint ones counting for less: a long
    story names many things, of which each one says little. Those `BESIDE` what is asked about count
    for less than it, the firm in 国企拖欠货款 than the debt.
    """
    if not concepts or not len(said.ends):
        return np.zeros(len(said.ends), dtype=np.float32)
    held = borne(concepts, said.texts)
    common = held.mean(axis=0, dtype=np.float64).tolist()
    asked = weights_of(concepts)
    weights = [weight * (1 - share) for weight, share in zip(asked, common, strict=True)]
    largest = max(*weights, 1e-9)
    many = max(1.0, sum(weight * weight for weight in weights) / largest**2)
    shares = np.array([weight / many**0.5 for weight in weights], dtype=np.float32)
    # not by BLAS, whose kernels may warn of values that lie beyond the last column
    summed: Floats = np.einsum("ij,j->i", held, shares)
    return summed


def weights_of(concepts: Sequence[Concept]) -> list[float]:
    """What each concept counts for in a question that names them all."""
    if all(concept.term in BESIDE for concept in concepts):
        return [concept.weight for concept in concepts]
    return [c.weight * (KEPT_BESIDE if c.term in BESIDE else 1) for c in concepts]


@cache
def _phrases(id: str, term: str) -> tuple[str, ...]:
    """The concept's terms, lowered."""
    known = terms().get(id)
    names = (*known.official, *known.abbr) if known else (term,)
    return tuple(dict.fromkeys(lowered(name) for name in names))


@cache
def _longer(phrase: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """The longer terms of other concepts that hold the phrase."""
    return tuple(name for name in _holding(phrase) if name not in own)


@cache
def _apart(phrase: str) -> re.Pattern[str] | None:
    """A pattern of a phrase that begins or ends in Latin letters (SME, not in assessment)."""
    if not (_LATIN.match(phrase[0]) or _LATIN.match(phrase[-1])):
        return None
    return re.compile(rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])")


def _holding(phrase: str) -> list[str]:
    """The official terms and abbreviations that hold the phrase and more, but for those that begin
    with it: the head of a Chinese compound stands last, so that 知识产权 is another thing than
    产权, while 地区生产总值增长 is told of the 地区生产总值."""
    every, found = _names(), []
    at = every.find(phrase)
    while at >= 0:
        end = every.index("\n", at)
        name = every[every.rindex("\n", 0, at + 1) + 1 : end]
        found += [name] if len(name) > len(phrase) and not name.startswith(phrase) else []
        at = every.find(phrase, end)
    return found


@cache
def _names() -> str:
    """All official terms and abbreviations, lowered, each once, between line ends."""
    every = (name for term in terms().values() for name in (*term.official, *term.abbr))
    return "\n".join(["", *dict.fromkeys(map(lowered, every)), ""])
