"""Spaces and characters as they should have been printed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from policykb.clean.gaps import between_names, is_word
from policykb.clean.runs import Edit, edited
from policykb.clean.shapes import CJK, chinese
from policykb.types import Block

# A full-width space (U+3000) is a blank like any other here; U+00AD is the soft hyphen.
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ufffd\ue000-\uf8ff]")
_VARIANTS = re.compile(
    r"[\u2e3a\u2e3b\u301c\u2e80-\u2fdf\uf900-\ufaff０-９Ａ-Ｚａ-ｚ]|(?<=[\d０-９])．(?=[\d０-９])"
)
# Radicals that share a glyph with a word: some PDF writers name the radical. NFKC leaves most of
# them as they are, and makes ⼾ a 戶.
_RADICALS = str.maketrans(
    "⺎⺒⺠⺾⻁⻅⻆⻈⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⼾⻰",
    "兀巳民艹虎见角讠贝车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿户龙",
)
# PM_2.5, CO_{2}: an underscore is how a page without subscripts writes one.
_ELEMENTS = "(?:[BCFHKNOPS]|Al|Ca|Cl|Fe|Mg|Na|Si)"
_FORMULA = re.compile(
    rf"(?<![A-Za-z0-9_])(?:PM|{_ELEMENTS}{{1,3}})(?P<low>_(?:\{{(?P<set>[\dx.]{{1,4}})\}}"
    rf"|(?=(?:\d{{1,2}}(?:\.\d)?|\d{_ELEMENTS}|[xX])(?![A-Za-z0-9_]|\.[A-Za-z0-9]))))"
)
# What fonts that draw several dashes as one, or the wave of another language, are copied as.
_DRAWN = {"⸺": "——", "⸻": "———", "〜": "～"}
# Kept: the blank after a number that heads a paragraph, or after the label of a table.
_HEAD = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[A-Z]\.\d{1,3}(?:\.\d{1,3})*|第[^\s条章节编條節編]{1,7}[编章节条編節條]"
    r"|[一二三四五六七八九十]{1,3}、"
    r"|附件(?=\s[^\dA-Z一二三四五六七八九十])"
    r"|(?:图|表|附表|附图|专栏|附件|附录)\s?[\dA-Z一二三四五六七八九十]{1,3}(?:[-.—]\d{1,3})?[.．:：]?)\s"
)
_LABEL = re.compile(r"(图|表|附表|附图|专栏|附件|附录)\s(?=[\dA-Z])")
_AFTER_CJK = re.compile(rf"(?<=[{CJK}])\s(?=\S)")
_BEFORE_CJK = re.compile(rf"(?<=\S)\s(?=[{CJK}])")
_SHORT = re.compile(rf"^\S(?:\s\S)+$|(?<![{CJK}])[{CJK}]\s[{CJK}](?![{CJK}])")


def shown(block: Block) -> Block:
    """The block without characters that print nothing, variants made plain."""
    return edited(block, _plain(block.text))


def spaced(block: Block) -> Block:
    """The block without blanks inside Chinese text and around its digits and Latin words, and
    without characters that print nothing; variants (full-width digits, radicals, dashes
    drawn as one) made plain."""
    block = shown(block)
    block = edited(block, _single(block.text))
    if not chinese(block.text):
        return block
    return edited(block, _stray(block.text, whole=block.role == "title"))


def plain(text: str) -> str:
    """`spaced` for the text of a table's cell: line breaks and blanks inside Chinese dropped."""
    return spaced(Block(text=text)).text


def _plain(text: str) -> list[Edit]:
    edits = [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)]
    edits += [
        (m.start(), m.end(), _DRAWN.get(m.group()) or _usual(m.group()))
        for m in _VARIANTS.finditer(text)
    ]
    edits += [(m.start("low"), m.end("low"), m["set"] or "") for m in _FORMULA.finditer(text)]
    return sorted(edits)


def _usual(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign.translate(_RADICALS))


def _single(text: str) -> list[Edit]:
    """One blank where several stand, none at the ends."""
    return [
        (m.start(), m.end(), "" if m.start() == 0 or m.end() == len(text) else " ")
        for m in _BLANKS.finditer(text)
        if m.group() != " " or m.start() == 0 or m.end() == len(text)
    ]


def _stray(text: str, whole: bool) -> list[Edit]:
    head = _HEAD.match(text)
    keep = head.end() - 1 if head else -1
    found = {m.start() for m in _AFTER_CJK.finditer(text)}
    found |= {m.start() for m in _BEFORE_CJK.finditer(text)}
    found |= {m.start(1) + len(m.group(1)) for m in _LABEL.finditer(text[:12])}
    listed = _columns(text, whole)
    listed |= between_names(text)
    return [(at, at + 1, "") for at in sorted(found - {keep}) if at not in listed]


def _columns(text: str, whole: bool) -> set[int]:
    """Blanks that part words of a short unpunctuated line (names, cells), not stray ones; in a
    title, which pages break over lines, only those between words of ideographs alone (`whole`)."""
    if len(text) > 60 or re.search(r"[，。；：、]", text):
        return set()
    words = text.split(" ")
    ends, at = set(), 0
    for left, right in pairwise(words):
        at += len(left)
        sides = (left, right) if whole else (left[-2:], right[:2])
        if all(is_word(side) for side in sides):
            ends.add(at)
        at += 1
    return ends
