"""References in lists of literature: GB/T 7714—2025 and BibTeX, for papers, reports and the rest.

What a paper says of itself stands in its line 文章引用 or 引用格式, and in the names under its
title; what is printed nowhere is left out, never guessed, and named in `missing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from policykb.types import JSON, Document

MOST_AUTHORS = 3  # GB/T 7714 7.1.2: of more, the first three and 等
# doc_type → code of the kind of literature (GB/T 7714 annex) and BibTeX entry
KINDS = {"paper": ("J", "article"), "report": ("R", "techreport")}
OTHER = ("Z", "misc")
NEEDED = {
    "paper": ("authors", "journal", "year", "pages"),
    "report": ("authors", "publisher", "year"),
}
_SELF = re.compile(
    r"(?:文章引用|引用格式|引用本文|引文格式)[】\]:：\s]{0,3}(?P<said>[^\n]{10,400})"
)
_JOURNAL = re.compile(
    r"^(?P<authors>[^.．。\[]{2,120})[.．。]\s*(?P<title>[^\[]{2,120})\[J(?:/OL)?\]\s*[.．。]\s*"
    r"(?P<journal>[^,，\d]{2,60})[,，]\s*(?P<year>\d{4})(?:[,，]\s*(?P<volume>\d{1,4}))?"
    r"\s*(?:[(（](?P<issue>[\w\-]{1,9})[)）])?\s*(?:[:：]\s*(?P<pages>\d[\d\-–—,，+]{0,20}))?"
)
_DOI = re.compile(r"\b(?P<doi>10\.\d{4,9}/[\w.()/:;\-]{1,80}[\w/])")
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?$")
_NO_NAMES = re.compile(
    r"摘要|关键|引言|目录|前言|大学|学院|研究|公司|中心|委员|政府|局$|部$|省|市|\d{4}"
)
_BETWEEN = re.compile(r"[\s,，、;；\d*＊†‡①-⑩（）()]+")
_HEAD = 3000  # characters of a paper in which it says who wrote it
_TEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"\\": r"\textbackslash{}"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is known of a document as a piece of literature; empty where nothing is printed."""

    kind: str
    title: str
    authors: tuple[str, ...] = ()
    number: str = ""
    journal: str = ""
    publisher: str = ""
    year: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""


def work_of(document: Document) -> Work:
    """The document as a piece of literature, from its metadata and what it says of itself."""
    meta = document.meta
    date = meta.published_on or meta.written_on or ""
    known = Work(
        kind=meta.doc_type,
        title=re.sub(r"^《([^《》]*)》$", r"\1", meta.title),
        authors=tuple(meta.issuers),
        number=meta.doc_number,
        date=date,
        year=date[:4] or (meta.period or "")[:4] * (meta.doc_type != "plan"),
        publisher=meta.issuers[0] if meta.issuers else "",
    )
    return _paper(document, known) if meta.doc_type == "paper" else known


def _paper(document: Document, known: Work) -> Work:
    """A paper with what it prints of journal, pages and DOI."""
    text = document.text
    said = {field.name: getattr(known, field.name) for field in fields(Work)}
    said["authors"] = known.authors or _authors(document)
    ends = text[:_HEAD] + "\n" + text[-_HEAD:]
    if own := _SELF.search(ends):
        if match := _JOURNAL.match(own["said"].strip()):
            found = {name: (value or "").strip() for name, value in match.groupdict().items()}
            authors = tuple(filter(None, re.split(r"[,，、;；]\s*|\s{2,}", found.pop("authors"))))
            found.pop("title")
            said |= found | {"authors": tuple(a.strip() for a in authors if a.strip(" 等"))}
        ends = own["said"]
    doi = _DOI.search(ends)
    return Work(**said | {"doi": doi["doi"] if doi else ""})


def _authors(document: Document) -> tuple[str, ...]:
    """The names on the first line under the title that holds nothing but names."""
    title = next((e.span for e in document.elements if e.role == "title"), None)
    under = document.text[title.end if title else 0 :][:300].strip().split("\n")[:3]
    for line in under:
        if _NO_NAMES.search(line):
            break
        names = tuple(filter(None, _BETWEEN.split(line)))
        if names and all(map(_NAME.match, names)):
            return names
    return ()


def missing(work: Work) -> list[str]:
    """Which parts of a whole reference are printed nowhere in the document."""
    return [name for name in NEEDED.get(work.kind, ("authors", "year")) if not getattr(work, name)]


def gbt7714(work: Work) -> str:
    """The reference after GB/T 7714—2025, Chinese form with full-width marks.

    >>> gbt7714(Work(kind="report", title="报告", authors=("某院",), publisher="某院"))
    '某院.报告[R].某院.'
    """
    code, _ = KINDS.get(work.kind, OTHER)
    authors = "，".join(work.authors[:MOST_AUTHORS])
    if len(work.authors) > MOST_AUTHORS:
        authors += "，等"
    number = f"：{work.number}" if work.number else ""
    carrier = "/OL" if work.doi else ""
    head = f"{work.title}{number}[{code}{carrier}]."
    head = f"{authors}.{head}" if authors else head
    body = _in_journal(work) if code == "J" else _published(work)
    doi = f"DOI：{work.doi}." if work.doi else ""
    return head + (f"{body}." if body else "") + doi


def _in_journal(work: Work) -> str:
    """刊名，年，卷（期）：页码 as far as it is known."""
    issue = f"（{work.issue}）" if work.issue else ""
    volume = f"{work.volume}{issue}"
    year = work.year if work.volume or not issue else work.year + issue
    parts = [work.journal, year, volume if work.volume else ""]
    pages = f"：{work.pages}" if work.pages else ""
    return "，".join(part for part in parts if part) + pages


def _published(work: Work) -> str:
    """出版者，年 of a report; for other documents the day they were issued."""
    if work.kind in KINDS:
        return "，".join(part for part in (work.publisher, work.year) if part)
    return work.date or work.year


def bibtex(work: Work, key: str) -> str:
    """The reference as one BibTeX entry; a body's name stands in braces of its own."""
    _, entry = KINDS.get(work.kind, OTHER)
    report = work.kind == "report"
    rows = {
        "author": " and ".join(
            _tex(name) if work.kind == "paper" else f"{{{_tex(name)}}}" for name in work.authors
        ),
        "title": f"{{{_tex(work.title)}}}",
        "journal": _tex(work.journal),
        "institution": f"{{{_tex(work.publisher)}}}" if report and work.publisher else "",
        "number": _tex(work.issue or work.number),
        "year": work.year,
        "volume": work.volume,
        "pages": re.sub(r"[-–—]+", "--", work.pages),
        "doi": work.doi,
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in rows.items() if value]
    return "\n".join([f"@{entry}{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return text.translate(_TEX)


def references(document: Document) -> JSON:
    """Both forms of a document's reference, and what could not be found for it."""
    work = work_of(document)
    return {
        "gbt7714": gbt7714(work),
        "bibtex": bibtex(work, f"kb{document.id}"),
        "missing": missing(work),
    }
