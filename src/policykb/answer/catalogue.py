"""Questions about the library itself: 哪些文件已经失效, 2018年国办发了哪些文件, 有多少份文件.

No clause answers them; the catalogue does. A question is one of these when, apart from the words
that ask for documents and those that say which (a year, an issuer, a place, a kind, a status), it
says nothing more: 哪些文件支持小微企业 has a subject, and is for the search.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykb.answer.cite import citation
from policykb.gazetteer import NATIONAL, abbreviations, department, find_regions
from policykb.types import JSON, Filters, Metadata, Query, dated_on

if TYPE_CHECKING:
    from policykb.store import Store

_DOCUMENTS = (
    r"(?:政策|法规|规范性|公开|红头)?文件|文档|法律法规|法律|法规|规章|条例|规范性文件|公文"
    r"|政策"
)
_ASKS = (
    r"哪几[份部个篇]?|哪些|哪[份部个篇]|多少[份部个篇件]?|几[份部个篇件]|什么|啥|列出|清单|目录"
    r"|有没有|所有的?|全部|名单"
)
_ASKED = re.compile(
    rf"(?:{_ASKS})[^，。；？?]{{0,16}}(?:{_DOCUMENTS})|(?:{_DOCUMENTS})[^，。；？?]{{0,16}}(?:{_ASKS})"
)
_LOOSE = re.compile(r"政策(?!文件)")
# What readers call a status → the statuses meant; the first that fits.
_STATUSES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), statuses)
    for pattern, statuses in (
        (r"还?(?:没有?|未|尚未)(?:开始)?(?:生效|施行|实施)", ("not_yet",)),
        (
            r"(?:失|无)效|废止|过期|作废|到期|不再有效|没用了|停止执行|宣布失效",
            ("expired", "repealed"),
        ),
        (r"修[改订正]", ("amended",)),
        (r"有效性?(?:不明|不清|未知)", ("unknown",)),
        (r"(?:仍然|依然|还)?(?:在?有效|现行|生效|管用|在?执行|在用)", ("in_force",)),
    )
)  # fmt: skip
_KINDS: Mapping[str, str] = {
    "法律法规": "regulation", "法律": "regulation", "法规": "regulation", "条例": "regulation",
}  # fmt: skip
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?:度)?")
# Words that only build the question.
_FILLS = re.compile(
    r"印发|发布|公布|出台|制定|下发|发[了的过文]?|收录|收入|入库|存|列|给|我|你|们|请问?|帮|查[一下]*|看看|告诉|知道"
    r"|知识库|数据库|资料库|系统|库|里面?|中|内|现在|目前|当前|如今|已经?|都|还|是|有|的|了|过|一共|总共|共|到底|分别"
    r"|到|为止|截至|哪|年|份|部|个|篇|件|呢|吗|呀|啊|这|那|以及|和|与|在|由|被|关于"
)
_MARKS = re.compile(r"[\s，。；：、？?！!“”\"《》（）()]")
MOST = 40  # documents shown
_LEFT = 1  # letters that may be left: one is no subject
_SHOWN = (
    "id", "title", "doc_number", "doc_type", "issuers", "region", "level", "written_on",
    "published_on", "effective_on", "expires_on", "status", "status_basis", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a question asks for; an empty field asks nothing."""

    statuses: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    doc_types: tuple[str, ...] = ()

    def record(self) -> JSON:
        """As the reply shows it."""
        return {
            "status": list(self.statuses),
            "years": list(self.years),
            "issuers": list(self.issuers),
            "regions": list(self.regions),
            "doc_types": list(self.doc_types),
        }


def asks_for_documents(question: str) -> bool:
    """Whether a question asks for documents, of whatever subject."""
    return bool(_ASKED.search(question))


def wanted_documents(question: str, issuers: Collection[str] = ()) -> Wanted | None:
    """Which documents of the library a question asks for; None where it asks something else.
    `issuers` are those that the library knows.

    >>> wanted_documents("2018年国办发了哪些文件？", ["国务院", "国务院办公厅"]).issuers
    ('国务院办公厅',)
    >>> wanted_documents("哪些文件支持小微企业融资") is None
    True
    """
    if not asks_for_documents(question):
        return None
    rest, named = _without_issuers(question, issuers)
    rest, regions = _without_places(rest)
    years = tuple(dict.fromkeys(match["year"] for match in _YEAR.finditer(rest)))
    rest, statuses = _without_status(_YEAR.sub("", rest))
    kinds = tuple({_KINDS[word] for word in re.findall(_DOCUMENTS, rest) if word in _KINDS})
    for words in (_DOCUMENTS, _ASKS, _FILLS, _MARKS):
        rest = re.sub(words, "", rest)
    wanted = Wanted(statuses, years, named, regions, kinds)
    # 有什么政策 asks for help; 哪些政策过期了 for documents
    tells = wanted != Wanted() or not _LOOSE.search(question)
    return wanted if len(rest) <= _LEFT and tells else None


def _without_issuers(question: str, issuers: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The question without the bodies that it names, the longest name first, and their names."""
    printed = {name: issuer for issuer in issuers for name in _names(issuer)}
    found = []
    for name in sorted(printed, key=len, reverse=True):
        if name in question:
            question = question.replace(name, "")
            found.append(printed[name])
    return question, tuple(dict.fromkeys(found))


def _names(issuer: str) -> set[str]:
    """A body's name and the short ones that readers use: 国办."""
    body = department(issuer)
    short = {short for short, full in abbreviations().items() if full == issuer}
    return {issuer, *short, *(body.aliases if body else ())}


def _without_places(question: str) -> tuple[str, tuple[str, ...]]:
    places = [each for each in find_regions(question) if each.entry.name != NATIONAL]
    for mention in reversed(places):
        question = question[: mention.span.start] + question[mention.span.end :]
    return question, tuple(dict.fromkeys(mention.entry.name for mention in places))


def _without_status(question: str) -> tuple[str, tuple[str, ...]]:
    for pattern, meant in _STATUSES:
        if pattern.search(question):
            return pattern.sub("", question), meant
    return question, ()


def documents_of(wanted: Wanted, query: Query, store: Store) -> JSON:
    """`documents`, those asked for, latest first, each with its citation; and `catalogue`, how
    they were chosen: `total`, and, where a status is asked for, `unknown`, how many documents do
    not say whether they are in force."""
    limits = Filters(as_of=query.filters.as_of, region=wanted.regions or query.filters.region)
    every = store.documents(limits)
    rows = [row for row in every if _is_wanted(row, wanted)]
    rows.sort(key=lambda row: (dated_on(row), row["title"]), reverse=True)
    chosen = wanted.record() | {"total": len(rows)}
    if wanted.statuses:
        silent = replace(wanted, statuses=("unknown",))
        chosen["unknown"] = sum(_is_wanted(row, silent) for row in every)
    return {"documents": [_shown(row) for row in rows], "catalogue": chosen}


def _is_wanted(row: JSON, wanted: Wanted) -> bool:
    dated = dated_on(row)[:4]
    return (
        _any(wanted.statuses, [row["status"]])
        and _any(wanted.years, [dated])
        and _any(wanted.issuers, row["issuers"])
        and _any(wanted.doc_types, [row["doc_type"]])
    )


def _any(asked: Collection[str], own: Sequence[str]) -> bool:
    return not asked or not set(asked).isdisjoint(own)


def _shown(row: JSON) -> JSON:
    meta = Metadata(
        title=row["title"], doc_number=row["doc_number"] or "", digest=bool(row["digest"])
    )
    return {name: row[name] for name in _SHOWN} | {"citation": citation(meta, ())}
