"""resolve(citation): from 《…》（文号）七、（二十） back to the clause.

A citation may be written as `cite` writes it, or as people do.

The citation of every clause of the document is compared with the one asked for, step by step:
what is found is the clause that would be cited so today, also after the document was taken in anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykb.answer.cite import edition, metadata_of
from policykb.errors import BadRequest, NotFound
from policykb.labels import quoted
from policykb.numerals import read_integer, write_number
from policykb.search.names import fold, same_number
from policykb.store.citations import Index, plain_title
from policykb.types import JSON

if TYPE_CHECKING:
    from policykb.store import Store

Steps = tuple[tuple[str, str], ...]

_HAN = "〇零一二三四五六七八九十百千两"
_WHOLE = re.compile(r"^《(?P<title>.+)》(?P<rest>[^》]*)$", re.DOTALL)
_BARE = re.compile(r"^(?P<number>[^\s《》]{1,30}〔\d{4}〕[^\s《》]{0,6}号)(?P<rest>.*)$", re.DOTALL)
# orders are numbered without a year: 国务院令第227号; one number may stand in brackets
_ORDER = re.compile(
    r"^(?P<number>[^\s《》（）()]{1,40}令[（(]?第?\d{1,4}号[）)]?)(?P<rest>.*)$", re.DOTALL
)
# 某发〔2021〕9号, or who issued the document and when: 某省人民政府，2026年
_NUMBER = re.compile(
    r"^[（(](?P<number>[^（）()]{0,40}(?:[〔\[【]\d{4}|号|(?:19|20)\d\d年)[^（）()]{0,20}"
    r"|[^（）()]{1,20}(?:[省市县区州旗]|政府))[）)]"
)
_DIGEST = re.compile(r"（摘编）")
_PAGE = re.compile(r"[，,]?第(?P<page>\d{1,5})页$")
_STEP = re.compile(
    rf"附件?(?P<annex>\d{{1,3}}|[{_HAN}]{{0,3}})[：:]?"
    rf"|第[（(]?(?P<unit>[{_HAN}\d]{{1,9}})[）)]?(?P<of>编|章|节|条|款|项|目)"
    rf"(?:之(?P<more>[{_HAN}\d]{{1,3}}))?"
    rf"|[（(](?P<round>[{_HAN}]{{1,9}}|\d{{1,4}})[）)]"
    rf"|(?P<dotted>\d{{1,4}}(?:\.\d{{1,4}})+)"
    rf"|(?P<plain>[{_HAN}]{{1,9}}|\d{{1,4}})[、.．]?"
)
BOX = ("", "专栏")
_ARTICLE = re.compile(rf"(?<=.)第[{_HAN}\d]{{1,9}}[编章节条]")
_BRACKETS = str.maketrans("[]【】［］", "〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation taken apart; `steps` are its clause numbers, each as (form, number)."""

    title: str
    number: str
    steps: Steps
    page: int | None


def resolve(text: str, store: Store) -> JSON:
    """The contract record of the cited clause; of the document where no clause is named.

    Raises BadRequest for what is no citation, NotFound where it leads nowhere or, with code
    ambiguous_citation, to several documents.
    """
    titles = by_title(store.refs().values())
    cited = read_citation(text, titles)
    found = []
    for document_id in _documents(cited, store, titles):
        if not cited.steps and cited.page is None:
            found.append(whole(document_id, store))
            continue
        rows = store.provisions(document_id)
        if clause := _clause(cited, rows) or _paragraph(cited, rows):
            found.append(clause)
    if not found:
        raise NotFound(f"“{text}”没有对应的条款", code="no_such_clause")
    if len(found) > 1:
        names = "、".join(f"{row['document']['id']}" for row in found[:3])
        raise NotFound(f"“{text}”对应不止一份文件：{names}", code="ambiguous_citation")
    return found[0]


def read_citation(text: str, titles: Container[str] = ()) -> Cited:
    """The parts of a citation; one without 《》 begins with one of these plain titles. Raises
    BadRequest where no document is named.

    >>> read_citation("《若干措施》（某发〔2021〕9号）七、（二十）").steps
    (('、', '7'), ('（', '20'))
    """
    bare = unicodedata.normalize("NFC", text).strip()
    unmarked = bare.translate(_BRACKETS)
    match = _WHOLE.match(bare) or _BARE.match(unmarked) or _ORDER.match(unmarked)
    parts: dict[str, str] = match.groupdict() if match else _titled(bare, titles)
    rest, number = parts["rest"], parts.get("number") or ""
    if after := _NUMBER.match(rest):
        number, rest = after["number"], rest[after.end() :]
    rest = re.sub(r"\s+", "", _DIGEST.sub("", rest))
    page = _PAGE.search(rest)
    steps = steps_of(rest[: page.start()] if page else rest)
    printed = int(page["page"]) if page else None
    return Cited((parts.get("title") or "").strip(), _canonical(number), steps, printed)


def _titled(text: str, titles: Container[str]) -> dict[str, str]:
    """The longest of the titles that a citation begins with, and the rest of it."""
    ends = {match.start() for match in _STEP.finditer(text)} | {len(text)}
    for end in sorted(ends, reverse=True):
        if plain_title(text[:end]) in titles:
            return {"title": text[:end], "rest": text[end:]}
    if clause := _ARTICLE.search(text):
        raise NotFound(f"没有《{text[: clause.start()]}》这份文件")
    raise BadRequest("不是引文：请写成《标题》（文号）七、（二十）", code="bad_citation")


def by_title(refs: Iterable[JSON]) -> Index:
    """The documents by 文号 and by all their titles."""
    found = Index()
    for ref in refs:
        found.add(ref["id"], ref["title"], ref["doc_number"])
    return found


def steps_of(reference: str) -> Steps:
    """The clause numbers of a reference, outermost first; a number is the same in any writing.

    What is no number (专栏, ①) is a step as it stands.
    """
    steps: list[tuple[str, str]] = []
    at = 0
    for match in _STEP.finditer(reference):
        if match.start() > at:
            steps.append(("", reference[at : match.start()]))
        steps.append(_step(match))
        at = match.end()
    if at < len(reference):
        steps.append(("", reference[at:]))
    if BOX in steps:  # counted through the text, or the annex
        box = steps.index(BOX)
        steps = [step for step in steps[:box] if step[0] == "附"] + steps[box:]
    named = [at for at, (form, _) in enumerate(steps) if form == "条"]
    if not named:
        return tuple(steps)
    annexes = [step for step in steps[: named[0]] if step[0] == "附"]
    return (*annexes, *steps[named[0] :])  # 第二章第三条 is 第三条; that of an annex is not


def _step(match: re.Match[str]) -> tuple[str, str]:
    if match["dotted"]:
        return ".", match["dotted"]
    if match["of"]:
        more = f"-{_integer(match['more'])}" if match["more"] else ""
        return match["of"], _integer(match["unit"]) + more
    if match["round"]:
        return ("(" if match["round"].isdigit() else "（"), _integer(match["round"])
    if match["plain"]:
        return ("1" if match["plain"].isdigit() else "、"), _integer(match["plain"])
    return "附", _integer(match["annex"] or "1")


def _integer(text: str) -> str:
    value = read_integer(text)
    return text if value is None else str(value)


def _canonical(number: str) -> str:
    return re.sub(r"\s+", "", number.translate(_BRACKETS))


def _documents(cited: Cited, store: Store, titles: Index) -> list[str]:
    """Ids of the documents of that 文号, else of that title. Raises NotFound."""
    refs = store.refs().values()
    same = [ref["id"] for ref in refs if cited.number and ref["doc_number"] == cited.number]
    if cited.title and not same:
        same = [ref["id"] for ref in refs if _same_title(ref["title"], cited.title)]
        same = same or list(filter(None, [titles.find(cited.title)]))
        same = _of_edition(cited.number, same, store) or same
    elif not same:
        same = [ref["id"] for ref in refs if _is_order(cited.number, ref)]
    if not same:
        raise NotFound(f"没有《{cited.title or cited.number}》这份文件")
    return same


def _of_edition(told: str, ids: list[str], store: Store) -> list[str]:
    """Those of some documents of one title that were issued by whom and when a citation says."""
    parts = [part for part in re.split(r"[，,；;\s]+", told) if part]
    own = {each: edition(metadata_of(store.record(each))) for each in ids if len(ids) > 1}
    return [each for each, text in own.items() if parts and all(part in text for part in parts)]


def _is_order(number: str, ref: JSON) -> bool:
    """Whether a document is the order of that number, in its 文号 or at the end of its title."""
    asked, stored = fold(number), fold(ref["doc_number"])
    return bool(stored and same_number(asked, stored)) or fold(ref["title"]).endswith(asked)


def _same_title(held: str, asked: str) -> bool:
    """Whether two titles are one, whatever their outer marks and blanks."""
    plain = (
        re.sub(r"[\s《》〈〉“”\"]", "", unicodedata.normalize("NFKC", t)) for t in (held, asked)
    )
    return len(set(plain)) == 1


def _clause(cited: Cited, rows: Iterable[JSON]) -> JSON | None:
    """The clause of those numbers, outermost first; else the only one whose numbers end so.

    Clause numbers that run on through a document (二十 under 七、) are often cited alone.
    """
    every = [(row, read_citation(row["citation"])) for row in rows]
    for row, own in every:
        if own.steps == cited.steps and (cited.steps or own.page == cited.page):
            return row
    ending = [row for row, own in every if cited.steps and _ends(own.steps, cited.steps)]
    addresses = {row["citation"] for row in ending}
    return ending[0] if len(addresses) == 1 else None


def _paragraph(cited: Cited, rows: Iterable[JSON]) -> JSON | None:
    """The clause of a citation that names a 款: the outline holds articles and items only.

    For 第六条第二款 that is the article, with its second paragraph as the quote.
    """
    bare = tuple(step for step in cited.steps if step[0] != "款")
    if bare == cited.steps or not bare:
        return None
    found = _clause(replace(cited, steps=bare), rows)
    form, number = cited.steps[-1]
    if found is None or form != "款":
        return found
    paragraphs = found["text"].split("\n")
    if not number.isdecimal() or not 1 <= int(number) <= len(paragraphs):
        return None
    quote = paragraphs[int(number) - 1]
    citation = f"{found['citation']}第{write_number(int(number))}款"
    return found | {"quote": quote, "citation": citation}


def _ends(steps: Steps, asked: Steps) -> bool:
    """Whether `asked` are the last of the steps; a run-on （二十） may be asked for as 第二十条."""
    loose = tuple(("（", number) if form == "条" else (form, number) for form, number in asked)
    return steps[-len(asked) :] in (asked, loose)


def whole(document_id: str, store: Store) -> JSON:
    """A document as what a citation of the whole leads to."""
    ref = store.document_ref(document_id)
    number = f"（{ref['doc_number']}）" if ref["doc_number"] else ""
    return {
        "id": document_id,
        "kind": "document",
        "document": ref,
        "eid": "",
        "path": [],
        "quote": "",
        "page": None,
        "citation": f"{quoted(ref['title'])}{number}",
        "by": "resolve",
    }
