"""The stable id of a document: the same in whatever file it is read, another for another text."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from policykb.parse.numbers import standard
from policykb.parse.whereabouts import is_bare
from policykb.types import Metadata, Source

# Numbers that more than one body gives out, or that begin anew with each term.
SHARED_ORDER = re.compile(
    r"(?:中华人民共和国)?主席令|(?:自治区|[省市州县区])?(?:人民)?政府令|令?第|[12]\d{3}年|(?:公告|通告|通知)"
)
HAN = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"[\w.-]{6,}", re.ASCII)
ANY_FILE = re.compile(
    r"(?:untitled|document|download|index|content|default|print|attachment|newfile)[\W\d_]*",
    re.IGNORECASE,
)
NAME_ENOUGH = 8  # Chinese characters of a file name that is a title, not 实施方案 or 附件1
OPENING = 120  # Chinese characters of a text that tell it from another


def document_id(meta: Metadata, source: Source) -> str:
    """12 hex digits that stay the same for the same document in whatever file.

    Made of the 发文字号; where that is missing, of title, issuers and year. Two offices may share
    a number (临政发〔2021〕3号) or a title (政府工作报告), so that the place is added where these
    do not tell it, and the first words of the text where nothing does.
    """
    key = _by_number(meta, source) if meta.doc_number else _by_title(meta, source)
    return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:12]


def _by_number(meta: Metadata, source: Source) -> str:
    number = meta.doc_number
    if SHARED_ORDER.match(number) and not standard(number):
        return f"{number}|{meta.region}|{_title(meta, source)}"
    return f"{number}{_local(meta)}"


def _by_title(meta: Metadata, source: Source) -> str:
    stem = PurePath(source.path).stem
    who = "、".join(meta.issuers) or stem
    edition = meta.period or (meta.written_on or meta.published_on or "")[:4]
    key = f"{_title(meta, source)}|{who}|{'' if edition and edition in meta.title else edition}"
    if any(not is_bare(issuer) for issuer in meta.issuers):
        return key
    placed = _local(meta)
    known = placed or (not meta.issuers and _names(stem))
    return f"{key}{placed}" if known else f"{key}|{_first_words(source)}"


def _title(meta: Metadata, source: Source) -> str:
    """The title; with the first words of the text where it is but the name of the file, and that
    names nothing (01.txt, 附件.docx)."""
    stem = PurePath(source.path).stem
    if meta.title != stem or _names(stem):
        return meta.title
    return f"{stem}|{_first_words(source)}"


def _local(meta: Metadata) -> str:
    """The place below a province, which an abbreviated name or number may share with another."""
    return f"|{meta.region}" if meta.level in ("municipal", "county") else ""


def _names(stem: str) -> bool:
    """Whether a file's name can stand for its title."""
    if len(HAN.findall(stem)) >= NAME_ENOUGH:
        return True
    return CODE.fullmatch(stem) is not None and not ANY_FILE.fullmatch(stem)


def _first_words(source: Source) -> str:
    """Chinese characters alone, because each format spaces and breaks a text in its own way."""
    text = "".join(block.text for block in source.blocks if block.role not in ("header", "footer"))
    return "".join(HAN.findall(text)[:OPENING])
