"""What do a fact's own words name of a question? Concepts, and words that are none of theirs.

A clause on many things tells figures of them all; which of them is asked for, its own few words
tell: the name of its indicator and the sentence that it stands in. The names of places and years
tell nothing there, for the facts that are left are of the place, and many of the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from policykb.gazetteer import region
from policykb.search.bearing import COUNTS, terms_borne
from policykb.search.bearing import bears as bears_concept
from policykb.store.said import lowered
from policykb.tokens import words
from policykb.types import JSON, Query

FIGURES = frozenset(("targets", "indicators"))
NAMED = 0.9  # weight of a concept that the question names, and is not only near to
_WHOLE = re.compile("^(?:全[国省市区县]|地方|当地)?(?:[新净]增)?")


def telling(query: Query) -> Query:
    """The question with the concepts alone that it names and that tell what it asks about."""
    named = (c for c in query.concepts if c.weight >= NAMED and c.term not in COUNTS)
    return replace(query, concepts=tuple(named))


_PERIOD = re.compile(r"\d+|十?[一二三四五六七八九]五?|五年?")


def meant_by(query: Query) -> frozenset[str]:
    """What a question names: ids of its concepts, and the words that are none of theirs."""
    explained = "\n".join(concept.by.lower() for concept in query.concepts)
    other = (word for word in wanted_words(query) if word not in explained)
    return frozenset([*(concept.id for concept in query.concepts), *other])


def named_in(query: Query, row: JSON) -> frozenset[str]:
    """What a fact's own words name of a question: ids of concepts, and further words."""
    said = lowered(own_words(row))
    concepts = [concept.id for concept in query.concepts if bears_concept(concept, said)]
    return frozenset([*concepts, *wanted_words(query).intersection(words(said))])


def is_headed(row: JSON, query: Query) -> bool:
    """Whether the name of a fact's indicator begins with a term for what the question names:
    地区生产总值增长率 for GDP, not 单位GDP能耗."""
    name = _WHOLE.sub("", without_names(str(row.get("indicator") or ""), places_named(query)))
    return any(name.startswith(term) for term in terms_borne(query.concepts, name))


def wanted_words(query: Query) -> frozenset[str]:
    """The words of a question but the names of places, which all facts that are left are of, and
    its years, which many figures are of."""
    named = " ".join([*places_named(query), *query.years])
    return frozenset(word for word in query.words if word not in named)


# Words for targets and figures as such: 某市2027年底目标 asks for all of them.
AS_SUCH = frozenset((
    "目标", "指标", "数据", "主要", "预期", "总体", "任务", "发展", "规划", "计划", "期间", "时期",
    "各省", "各市", "各地", "各县", "各区", "我省", "我市", "我县", "本省", "本市", "全省", "全市",
    "年", "年底", "年末", "底", "末", "前", "到", "情况",
))  # fmt: skip


def asks_for_all(query: Query) -> bool:
    """Whether a question names nothing that a target could be of but its place and years."""
    periods = "\n".join([query.text, *query.years])
    words = (word for word in wanted_words(query) - AS_SUCH if not _PERIOD.fullmatch(word))
    return "目标" in periods and not any(words)


def places_named(query: Query) -> list[str]:
    """The names of the places that a question asks about, long ones first."""
    known = [place for name in query.regions if (place := region(name))]
    names = {name for place in known for name in (place.name, place.short)} - {""}
    return sorted(names, key=len, reverse=True)


def without_names(text: str, names: Iterable[str]) -> str:
    """A text without these names."""
    for name in names:
        text = text.replace(name, "")
    return text


def own_words(row: JSON) -> str:
    """The words that a fact itself offers: what it is about, then its quote; a ranking is of what
    its document's title says (综合得分 of an evaluation)."""
    title = str(row["document"].get("title") or "") if row.get("kind") == "ranking" else ""
    told = [str(row.get(name) or "") for name in ("indicator", "subject", "city", "theme")]
    return " ".join([*filter(None, (title,)), *told, str(row.get("dimension") or ""), row["quote"]])
