"""What stands above the first clause about the force of the text: that it is a draft, when it came
into force, was amended or was repealed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.dates import DAY, read_date
from policykb.extract.genres import SILENT
from policykb.types import Document

LONGEST_HEAD = 4_000  # characters
LONGEST_NOTE = 1_500
# A law printed with its own history : the text is the amended one.
_HISTORY = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[^。；;\n]{0,160}?(?:第[一二三四五六七八九十]{1,2}次)?"
    r"(?:修正|修订)(?=[。；;，）)\s]|根据|$)"
)
_PASSED = re.compile(r"\s*[（(]?\s*(?:根据|(?:19|20)\d\d年)")
# A draft says so behind its title, or its title asks for opinions on one (行政法规制定程序条例).
_DRAFT = "(?:草案|草稿|征求意见|送审|讨论|审议)"
_MARKED_DRAFT = re.compile(
    rf"[（(][^（）()\n]{{0,12}}(?:{_DRAFT}稿?|审稿)[^（）()\n]{{0,12}}[）)][》〉”\s]*$"
    rf"|(?:草案|征求意见|送审|讨论)稿$|[^预决]算?草案(?:[（(][^（）()\n]{{0,12}}[）)])?$"
)
_ASKING = re.compile(
    r"(?:征求|征集|听取)[^。\n]{0,80}(?:意见|建议)(?:建议)?的?(?:通知|公告|通告|启事|函)?$"
)
_ASKED = re.compile(rf"[《〈][^《》\n]{{2,100}}{_DRAFT}")
# 时效性：已废止 in the table that collections of laws print above a text.
_LABEL = re.compile(
    r"(?:时\s*效\s*性|有\s*效\s*性|效力状态|效力|法规状态)\s*[:：]\s*"
    r"(?:现?已(?:经|被)?|全文)?(?:废止|失效|撤销)"
)
_STAMPED = re.compile(
    r"[（(【\[](?:现|本[^（）()，。]{1,8})?(?:已经?|全文|被){0,2}(?:废止|失效)[）)】\]]"
)
_OWN = r"[^，,；;。（）()《》\n同原]"  # no 同时废止《乙》, no 原办法废止
_ENDED = re.compile(
    rf"(?P<day>{DAY})(?:(?!(?:19|20)\d\d\s?年){_OWN}){{0,30}}(?:《[^《》\n]{{2,80}}》)?{_OWN}{{0,8}}"
    r"(?:废止|失效)\s*(?=[，,；;。）)】\]]|$)"
)
_BRACKETED = re.compile(r"[（(【\[]")
_PART = re.compile(r"[，,；;。（）()【】\[\]]+")
_BEGINS = re.compile(rf"(?:自|从|于)?(?P<day>{DAY})起?(?:正式)?(?:施行|实施|实行|生效)")
_LABELLED = re.compile(
    r"(?:施行|实施|生效)(?:日期|时间)[:：]\s*(?P<day>(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}"
    r"|年\d{1,2}月\d{1,2}日))"
)


def head_of(document: Document) -> str:
    """The text above the first clause that has a number."""
    first = min((p.span.start for p in document.body if p.number), default=0)
    return document.text[: min(first, LONGEST_HEAD)]


def is_draft(document: Document) -> bool:
    """Whether the text, or what it is sent out with, is only a draft."""
    meta = document.meta
    if meta.doc_type in SILENT:
        return False
    titles = [meta.title, *meta.family]
    lines = [line.strip() for line in head_of(document)[:600].splitlines() if len(line) < 100]
    return any(_of_draft(title) for title in titles) or any(map(_MARKED_DRAFT.search, lines))


def _of_draft(title: str) -> bool:
    asks = _ASKING.search(title) and _ASKED.search(title)
    return bool(asks or _MARKED_DRAFT.search(title))


def repeal_note(document: Document) -> tuple[str, str | None]:
    """(the line that says the text is no longer in force, the day since when); ("", None) where
    none does."""
    for line in _notes(document):
        if _LABEL.search(line) or _STAMPED.search(line):
            return line, None
        ended = _ENDED.search(line) if _BRACKETED.match(line) else None
        if ended:
            return line, read_date(ended["day"])
    return "", None


def start_note(document: Document) -> tuple[str | None, str]:
    """(the day on which the text came into force, the line that says it): 2018年12月1日 施行 in a
    line of its own or in the note below the title; (None, "") where none does."""
    for line in _notes(document):
        parts = ["".join(part.split()) for part in _PART.split(line)]
        found = [match for part in parts if (match := _BEGINS.fullmatch(part))]
        labelled = _LABELLED.search(line)
        if found or labelled:
            day = found[-1]["day"] if found else labelled["day"] if labelled else ""
            return read_date(day), line
    return None, ""


def history(document: Document) -> str:
    """The lines that tell when the text itself was amended."""
    if document.meta.doc_type in SILENT:
        return ""
    return "\n".join(
        line for line in _notes(document) if _PASSED.match(line) and _HISTORY.search(line)
    )


def _notes(document: Document) -> Iterator[str]:
    for line in head_of(document).splitlines():
        if line.strip() and len(line) < LONGEST_NOTE:
            yield line.strip()
