"""What a printed line looks like: its width, its number, the way it ends."""

from __future__ import annotations

import re
import unicodedata

# Widths in em of the characters that are set narrower than half an em in most fonts.
_NARROW = dict.fromkeys(".,;:'|!ijl ", 0.28)
CJK = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff60\u2018-\u201f"
_WIDE_MARKS = frozenset("“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩")
FINAL = "。！？!?"
CLOSING = frozenset("，。、；：！？）》」』】〕〉”’％%,.;:!?)]}")

# The ladders of GB/T 9704-2012 7.3.3 (一、（一）1.（1）), of statutes, and of papers and standards.
LADDER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,5}(?:、|[.．](?!\d))"
    r"|[（(]\s?(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s?[）)]"
    r"|\d{1,3}(?:[、．]|\.(?!\d)|[)）])"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,4}[.．、]?(?=[\s\u4e00-\u9fff])(?!\s?[万亿%％倍个家户元])"
    r"|第\s?[一二三四五六七八九十百千零〇两\d]{1,7}\s?[编章节条編節條](?:之[一二三四五六七八九十]+)?"
    r"(?=[\s\u3000]|$)"
    r"|第[一二三四五六七八九十百]{1,5}[编章节編節部](?:分)?[\s\u3000、]?"
    r"|[①-⑳㈠-㈩⑴-⒇⒈-⒛]"
    r"|——|--"
    r"|(?:附件|附录|附表|附图|附)\s?[\dA-ZＡ-Ｚ一二三四五六七八九十]{0,3}\s?[:：]"
    r"|(?:附件|附录|附表|附图|专栏)\s?[\dA-ZＡ-Ｚ一二三四五六七八九十]{1,3}(?=[\s\u3000]|$))"
)
CAPTION = re.compile(
    r"(?:(?:图|表|附表|附图|专栏)\s?[\d一二三四五六七八九十]{1,3}(?:[-—.．]\d{1,3})?[\s\u3000.．:：]"
    r"|(?:Figure|Table|Fig\.)\s?\d)\s{0,4}\S"
)
_KIND = re.compile(
    r"(?:措施|办法|意见|通知|方案|规划|纲要|条例|规定|细则|公告|通告|报告|决定|计划|规程|指南|预案"
    r"|复函|的函|批复|答复)$"
    r"|令[（(]第[^（()）]{1,6}号[）)]$"
)
# What the name of an organ ends with.
ORGAN = re.compile(
    r"[厅局部委办院署行社会组处馆校司]$|(?:政府|委员会|办公室|中心|公司|协会|集团|大学|银行|法院|检察院)$"
    r"|(?:海关|军区|军分区|警备区|工商联|妇联|残联|科协|[总支大]队)$"
)
GLUED = re.compile(r"(\d{1,2})(?:\s{1,3}[A-Za-z\u4e00-\u9fff]|[\u4e00-\u9fff])[^。；，：]{1,30}")
FIRST_PART = re.compile(r"(\d{1,2})[.．]1(?!\d)[.．、]?\s?[A-Za-z\u4e00-\u9fff]")
LEADERS = re.compile(
    r"(?:\.{4,}|…{2,}|·{4,}|．{3,}|(?:\. ){4,})\s?[-—(（]?\s?"
    r"(?:\d{1,4}|[IVXLivxlⅠ-Ⅻ]{1,6})\s?[-—)）]?\s*$"
)


def width(text: str) -> float:
    """Printed width in em, within a few per cent for the usual fonts."""
    return sum(_width(char) for char in text)


def _width(char: str) -> float:
    if char in _NARROW:
        return _NARROW[char]
    wide = unicodedata.east_asian_width(char) in "WF" or char in _WIDE_MARKS
    return 1.0 if wide else 0.5


def first_unit(text: str) -> str:
    """The run that cannot be parted from the line's beginning: one ideograph or one Latin word or
    number, with the closing marks that may not begin a line."""
    end = 1
    if text[:1].isascii() and text[:1].isalnum():
        while end < len(text) and text[end].isascii() and not text[end].isspace():
            end += 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return text[:end]


def chinese(text: str) -> bool:
    """Whether ideographs outweigh Latin letters (a Latin word weighs as five letters)."""
    wide = sum("\u3400" <= char <= "\u9fff" for char in text)
    return wide * 4 >= sum(char.isascii() and char.isalpha() for char in text)


def final(text: str) -> bool:
    """Whether a sentence ends at the line's end, closing marks apart.

    A bracket that follows a whole sentence belongs to it: 。（某部负责）.
    """
    if text[-1:] in "）)" and max(text.rfind("（"), text.rfind("(")) > 0:
        before = text[: max(text.rfind("（"), text.rfind("("))].rstrip()
        if before[-1:] in FINAL:
            return True
    return text.rstrip("”’）)》】〕\"' ")[-1:] in FINAL


def numbered(text: str) -> bool:
    """Whether the line begins as a rung of a ladder does."""
    return LADDER.match(text) is not None


def over_first_part(text: str, below: str) -> bool:
    """Whether a line is a chapter with a bare number, as the line under it tells: 1总则 over
    1.1编制目的. By itself it might begin as a wrapped line does, with an amount."""
    glued = GLUED.fullmatch(text)
    first = FIRST_PART.match(below)
    return glued is not None and first is not None and glued[1] == first[1]


def counts_on(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Whether the decimal number `two` may come right after `one`: its first part, the next, or
    the next of an outer number."""
    nexts = [(*one[:at], one[at] + 1) for at in range(len(one))]
    return bool(one) and two in [(*one, 1), *nexts]


def headline(text: str) -> bool:
    """Whether a numbered line may be a heading: it has no mark of a sentence."""
    return numbered(text) and not any(mark in text for mark in "。；：")


def broken(text: str) -> bool:
    """Whether a line of some length stops where neither a sentence nor a heading does."""
    return width(text) >= 15 and chinese(text) and text[-1] not in CLOSING and not headline(text)


def organs(text: str) -> bool:
    """Whether a line is the names of organs and nothing else: 财政部、司法部."""
    names = re.split(r"[、 \u3000]+", text.strip())
    return len(text) <= 60 and all(len(name) > 2 and ORGAN.search(name) for name in names)


def entitled(text: str) -> bool:
    """Whether a line can be the whole of a title: unpunctuated, with a kind of document at its
    end."""
    return _KIND.search(text) is not None and not any(mark in text for mark in "。；：，")


def caption(text: str) -> bool:
    """Whether the line names a figure or a table: unpunctuated and of a title's length."""
    return CAPTION.match(text) is not None and len(text) <= 80 and text[-1:] not in "。；，、"
