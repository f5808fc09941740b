"""Sentences that state a goal or report a result, each with the facts that stand in it.

A fact is a short run (数量突破2.6万家); a reader wants the sentence around it, and a goal without a
bound may have no fact at all. A statement is the sentence, led by what its paragraph is about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykb.types import JSON

if TYPE_CHECKING:
    from policykb.store import Store

Place = tuple[str, str]  # document id, eid

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
_STOPS = "。：:"
_SPACES = " \t　\r"
_MARKS = re.compile(r"[“”\"'‘’]")
_NUMERALS = frozenset("0123456789.一二三四五六七八九十百千万亿两")
_LEAD_IN = 24  # characters of an opening sentence that names what its paragraph is about
_SHORTEST = 6  # characters of a statement
_GOALS = re.compile(r"目标|愿景|主要指标|预期")
_REPORTS = re.compile(r"成就|成绩|成效|回顾|进展|完成情况|执行情况")  # …发展成就和…主要目标
_NO_GOALS = re.compile(r"指导思想|基本原则|总体思路|总体要求$")
_SHARED = ("document", "eid", "path", "page", "citation")


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` is verbatim, `said` what is compared: what the sentence is about, then its words;
    `opening` what its paragraph says to be about, empty where only a heading does."""

    clause: JSON
    text: str
    said: str
    facts: tuple[JSON, ...] = ()
    opening: str = ""

    def record(self, kind: str, words: Collection[str] = ()) -> JSON:
        """The fact that says most of the words, a counted one first, with the whole sentence as
        `text` and the ids of the others; or the sentence as one of `kind`."""
        if self.facts:
            leading = max(self.facts, key=lambda fact: _speaks(fact, words))
            also = [other["id"] for other in self.facts if other is not leading]
            return leading | {"text": self.text, "together": also}
        place = [self.clause["document"]["id"], kind, self.clause["eid"], self.text]
        identity = hashlib.sha1("\x1f".join(place).encode()).hexdigest()[:12]
        shared = {name: self.clause[name] for name in _SHARED}
        own = {"id": f"{kind}-{identity}", "kind": kind, "quote": self.text, "text": self.text}
        return own | shared | {"by": "sentence", "qualitative": True, "together": []}


def _speaks(fact: JSON, words: Collection[str]) -> tuple[bool, int]:
    """Whether a fact has a figure, and how many characters of the words it names."""
    own = f"{fact.get('indicator', '')}{fact.get('subject', '')}{fact['quote']}"
    bare = _MARKS.sub("", own)
    return not fact.get("qualitative"), sum(len(word) for word in words if named(word, bare))


def named(word: str, text: str) -> bool:
    """Whether a text names a word; a number that is the end of a greater one is another number.

    >>> named("百亿", "10个百亿企业"), named("百亿", "6个五百亿级集群")
    (True, False)
    """
    if word[:1] not in _NUMERALS:
        return word in text
    at = text.find(word)
    while at > 0 and text[at - 1] in _NUMERALS:
        at = text.find(word, at + 1)
    return at >= 0


def states_goals(clause: JSON) -> bool:
    """Whether a clause stands in a section of goals alone, principles and guiding thought left out.

    >>> states_goals({"path": ["二、总体要求", "（二）发展目标"], "heading": "创新能力"})
    True
    """
    heads = [*clause["path"], clause["heading"]]
    inner = heads[-2:]
    if any(map(_NO_GOALS.search, inner[-1:])):
        return False
    return any(_GOALS.search(head) and not _REPORTS.search(head) for head in heads)


def statements(
    store: Store, places: Iterable[Place], kinds: Collection[str], *, goals: bool = False
) -> list[Statement]:
    """Sentences of these clauses in which a fact of these kinds stands, in document order.

    With `goals` also those of a section of goals that hold none.
    """
    wanted = list(dict.fromkeys(places))
    facts: dict[Place, list[JSON]] = {}
    for kind in kinds:
        for row in store.facts_at(kind, wanted):
            facts.setdefault((row["document"]["id"], row["eid"]), []).append(row)
    found = []
    for clause in store.facts_at("provision", wanted):
        here = facts.get((clause["document"]["id"], clause["eid"]), [])
        every = goals and states_goals(clause)
        told = sentences(clause, here, whole=every)
        found += [s for s in told if s.facts or every]
    return found


def sentences(clause: JSON, facts: Iterable[JSON], *, whole: bool = False) -> Iterator[Statement]:
    """The sentences of a clause's own words, its number and heading left out.

    The opening words of a paragraph (——服务体系持续完善。) say what it is about; with `whole` they
    stand for all of it.
    """
    head = f"{clause['number']}{clause['heading']}"
    body = str(clause["text"]).removeprefix(head)
    found = ((body.find(row["quote"]), row) for row in facts)
    rows = [(at, row) for at, row in found if at >= 0]
    start = 0
    for paragraph in body.split("\n"):
        yield from _told(clause, paragraph, [(at - start, row) for at, row in rows], whole)
        start += len(paragraph) + 1


def _told(
    clause: JSON, paragraph: str, facts: Sequence[tuple[int, JSON]], whole: bool
) -> Iterator[Statement]:
    """The statements of one paragraph; `facts` with the places at which they begin in it."""
    lead, about = clause["heading"] or "".join(clause["path"][-1:]), ""
    for match in _SENTENCE.finditer(paragraph):
        text = match.group().strip(_SPACES)
        here = tuple(row for at, row in facts if match.start() <= at < match.end())
        opening = match.start() == 0 and len(text) <= _LEAD_IN and text[-1:] in _STOPS
        opening = opening and (whole or not here)
        shown = paragraph.strip(_SPACES) if opening and whole else text
        if len(text) >= _SHORTEST or here:
            yield Statement(clause, shown, f"{lead} {text}", here, about)
        lead, about = (text, text) if opening else (lead, about)
