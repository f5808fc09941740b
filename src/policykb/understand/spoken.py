"""Spoken words (被炒鱿鱼了, 赖账) and what documents write for them (解除劳动合同, 拖欠账款).

They add to a question's own words, in both indexes, and never replace them. The list stands in
data/spoken.txt; it is read with the first question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate

import rjieba

from policykb.tokens import words

_SHORT = 2  # characters of a form that two neighbouring words may hold by chance
MOST = 3  # written words of one spoken form: what stands behind is less likely

Spoken = tuple[tuple[str, tuple[str, ...]], ...]


def spoken(text: str) -> Spoken:
    """(as said, as documents write it) for each spoken form in a normalised question, in its order;
    none that stands within a longer one.

    >>> spoken("被老板炒鱿鱼了")[0][0]
    '炒鱿鱼'
    """
    heads = {text[at : at + 2] for at in range(len(text) - 1)} & _forms().keys()
    found = [form for head in heads for form in _forms()[head] if form in text]
    cuts = cuts_of(text) if found else ()
    found = [form for form in found if len(form) > _SHORT or _begins_or_ends(form, text, cuts)]
    longest = [form for form in found if not any(form in other for other in found if other != form)]
    return tuple((form, _forms()[form[:2]][form]) for form in sorted(longest, key=text.index))


def cuts_of(text: str) -> frozenset[int]:
    """Where the words of a text begin and end."""
    return frozenset(accumulate(map(len, rjieba.cut(text, False)), initial=0))


def _begins_or_ends(form: str, text: str, cuts: Container[int]) -> bool:
    """Whether a short form begins or ends where a word does: 车补 is not said in 汽车补贴."""
    at = text.find(form)
    while at >= 0:
        if at in cuts or at + len(form) in cuts:
            return True
        at = text.find(form, at + 1)
    return False


def written(said: Spoken) -> tuple[str, ...]:
    """What documents write for all of these, each once."""
    return tuple(dict.fromkeys(term for _, terms in said for term in terms))


def written_words(said: Spoken, asked: Sequence[str]) -> Mapping[str, bool]:
    """The words of the written terms that the question does not hold → whether one is a term of
    its own, not a part of one."""
    found: dict[str, bool] = {}
    for term in written(said):
        for word in words(term):
            if word not in asked:
                found[word] = found.get(word, False) or word == term
    return found


@cache
def _forms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The spoken forms by their first two characters, each with the written words."""
    data = resources.files("policykb").joinpath("data/spoken.txt").read_text("utf-8")
    forms: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for line in data.splitlines():
        if not line.startswith("#"):
            said, _, terms = line.partition(" = ")
            meant = tuple(terms.split()[:MOST])
            for form in said.split():
                forms[form[:2]][form] = meant
    return dict(forms)
