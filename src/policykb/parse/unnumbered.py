"""Headings without a number: known by a heading style, by their looks, or by their word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from policykb.parse.headings import SENTENCE
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line

# Parts of papers and standards that are headed by a word of their own.
WORDS = re.compile(
    r"摘\s*要|关\s*键\s*词|前\s*言|引\s*言|序\s*言|参\s*考\s*文\s*献|致\s*谢|附\s*则|后\s*记|结\s*(?:束\s*)?语"
    r"|本(?:规程|规范|标准|导则)用词(?:、用语)?说明|Abstract|ABSTRACT|References|REFERENCES"
)
# The same words with what they head on their own line.
SPOKEN = re.compile(
    r"(?:摘\s*要|关\s*键\s*词|Abstract|ABSTRACT|Key\s?[Ww]ords|KEY\s?WORDS)\s*[:：]"
)
NOT_HEADING = re.compile(r"(?:续?表|图|注|来源|单位|Figure|Table|式中|附件|第.{1,4}页|[\d.,%\s]+$)")
PUNCTUATED = re.compile(r"[。；;，！？!?…]|[:：]$")
PHRASE = re.compile(r"[\u4e00-\u9fff0-9“”（）—]*[\u4e00-\u9fff]{3,}[\u4e00-\u9fff0-9“”（）]*")
WORDED = re.compile(r"[\u4e00-\u9fff]{3}")
LONGEST = 40
# Run-in points (一是…, ——坚持…) are no headings, alone on their line or not.
LEAD_IN = re.compile("第?[一二三四五六七八九十]{1,3}[是要，]|[—―－-]|首先|其次|再次|此外|同时")
SPOKEN_LONGEST = 20
SPOKEN_BODY = 30


@dataclass(frozen=True, slots=True)
class Styles:
    """How the body of a document is printed: its usual size, and whether looks tell anything."""

    size: float | None = None
    bold_is_rare: bool = False

    @classmethod
    def of(cls, lines: tuple[Line, ...], form: frozenset[int]) -> Styles:
        """Measured over the characters that are clause text."""
        sizes: Counter[float] = Counter()
        bold = total = 0
        for index, line in enumerate(lines):
            if index in form or line.is_table:
                continue
            total += len(line.text)
            bold += len(line.text) if line.block.bold else 0
            if line.block.size:
                sizes[round(line.block.size, 1)] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else None
        return cls(size, bold_is_rare=0 < bold < total * 0.3)


def is_named(text: str) -> bool:
    """Whether `text` is one of the words that head a part by themselves (前言, 参考文献 …)."""
    return WORDS.fullmatch(text) is not None


def is_heading(lines: tuple[Line, ...], index: int, styles: Styles) -> bool:
    """Whether the line is a heading without a number."""
    line = lines[index]
    if line.is_table or line.block.role in ("footnote", "caption", "meta"):
        return False
    text = line.text
    if is_named(text):
        return True
    if len(text) > LONGEST or PUNCTUATED.search(text) or NOT_HEADING.match(text):
        return False
    if line.block.level is not None:
        return True
    return bool(WORDED.search(text)) and _stands_out(line, styles) and _leads(lines, index)


def stands_alone(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a plain line is a heading by its place: a short phrase between whole paragraphs."""
    text = lines[index].text
    if not 4 <= len(text) <= 24 or not PHRASE.fullmatch(text) or NOT_HEADING.match(text):
        return False
    if index == 0 or index + 1 >= len(lines) or lines[index].block.role != "paragraph":
        return False
    before, after = lines[index - 1], lines[index + 1]
    return (
        not before.is_table
        and not after.is_table
        and before.text.endswith(("。", "！", "：", "？", "!", ":"))
        and len(after.text) >= 60
        and after.text.endswith(("。", "：", "；"))
    )


def spoken_headings(lines: tuple[Line, ...], form: frozenset[int]) -> frozenset[int]:
    """Lines that head what follows though they end with a full stop, as reports print them: short
    sentences alone on their line between whole paragraphs, three of them or more. A single one is
    a sentence."""
    found = {
        index
        for index in range(1, len(lines) - 1)
        if not {index, index + 1} & form and _sentence_over_text(lines, index)
    }
    alone = {index for index in found if index + 1 not in found}
    return frozenset(alone if len(alone) >= 3 else ())


def _sentence_over_text(lines: tuple[Line, ...], index: int) -> bool:
    text, before, after = lines[index].text, lines[index - 1], lines[index + 1]
    if not 5 <= len(text) <= SPOKEN_LONGEST or text[-1] != "。" or not PHRASE.fullmatch(text[:-1]):
        return False
    if SENTENCE.search(text) or LEAD_IN.match(text) or read_marker(text) is not None:
        return False
    plain = not (before.is_table or after.is_table) and lines[index].block.role == "paragraph"
    headed = before.text.endswith(("。", "！", "：")) or len(before.text) <= LONGEST
    body = len(after.text) >= min(2 * len(text), SPOKEN_BODY) and after.text[0] not in "”’）"
    return plain and headed and body and after.text.endswith("。")


def _stands_out(line: Line, styles: Styles) -> bool:
    larger = bool(styles.size and line.block.size and line.block.size >= styles.size * 1.12)
    return larger or (line.block.bold and styles.bold_is_rare)


def _leads(lines: tuple[Line, ...], index: int) -> bool:
    """Whether body text or a clause follows."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return after is not None and len(after.text) > len(lines[index].text)
