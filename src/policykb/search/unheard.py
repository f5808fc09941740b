"""Is a thing asked for by a name that the list of spoken words or the thesaurus knows, and of which
no passage of the store says a word?

外地户口能报不, asked of notices that know neither 户口 nor 户籍, is answered by none of them,
however near they lie to the rest of the question. Only what the last clause of a short question
asks for counts, and no people, nor what the clause begins with: whom a question is about and what
leads to it is often told in other words. Whoever asks how something is dealt with is helped by a
passage that calls it by a wider name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from policykb.search.bearing import BESIDE
from policykb.thesaurus import terms
from policykb.tokens import words
from policykb.types import Query
from policykb.understand import normalise

BRIEF = 24  # characters; a longer question tells of much that only leads to what it asks
_CLAUSE = re.compile(r"[^,。;!?\s]+(?=[。!?\s]*$)")
_HOW = re.compile(r"怎么(?!算)|怎样|咋[办整弄治]|如何|措施|办法")

_PEOPLE = re.compile(r"(?:人|人员|[者员生户]|儿童|职工|学生|群众|公民)$")

Knows = Callable[[str], bool]


def unheard(query: Query, knows: Knows) -> bool:
    """Whether a thing that a short question asks for is named in none of the store's words; `knows`
    tells whether a word stands in a passage."""
    text = normalise(query.text)
    if len(text) > BRIEF or _HOW.search(text):
        return False
    asked = _CLAUSE.search(text)
    if not asked:
        return False
    return any(
        not any(told(name, knows) for name in (said, *names))
        for said, names in named(query, asked[0])
    )


def named(query: Query, clause: str) -> Iterator[tuple[str, Sequence[str]]]:
    """(as said, as documents write it) for the things that a clause names behind its beginning."""
    known = ((c.by, terms().get(c.id)) for c in query.concepts if c.term not in BESIDE)
    meant = ((said, (*term.official, *term.abbr)) for said, term in known if term)
    for said, names in (*query.spoken, *meant):
        if clause.find(said) > 0 and not any(map(_PEOPLE.search, names)):
            yield said, names


def told(name: str, knows: Knows) -> bool:
    """Whether words that stand somewhere make up a name, single characters aside: of 拖欠账款, cut
    into 拖欠, 欠账 and 账款, 账款拖欠 tells."""
    parts = [word for word in words(name) if len(word) > 1] or [name]
    return _covered(name, filter(knows, parts)) >= _covered(name, parts)


def _covered(name: str, parts: Iterable[str]) -> frozenset[int]:
    """The places of a name that some of its words take up."""
    starts = [(name.find(part), len(part)) for part in parts]
    return frozenset(at for start, length in starts for at in range(start, start + length))
