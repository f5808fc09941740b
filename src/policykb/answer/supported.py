"""doubt(sentence, basis): what a sentence says that the facts it cites do not; empty if nothing.

A sentence may use other words than its facts, but no figure, date, place, department or name that
is not in them, no other direction of a bound, and no other command or ban.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from policykb.answer.directions import turned
from policykb.gazetteer import find_departments, find_regions
from policykb.numerals import Quantity, find_quantities, read_number
from policykb.tokens import words
from policykb.types import JSON

Figure = tuple[Decimal, str, str, Decimal | None]  # value, unit, operator, end of a range
GROUNDED = 0.6  # share of the words of two and more characters that must stand in the facts
_DIGITS = re.compile(r"\d+(?:[.,，]\d+)*")
_HAN_NUMBERS = re.compile(r"[〇零一二三四五六七八九十百千万亿两]{2,12}")
_MARKED = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,40}”|‘[^‘’]{1,40}’|「[^「」]{1,40}」")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+\-]*")
_SUFFIX = re.compile(
    r"(?:公司|集团|银行|大学|学院|协会|商会|联合会|基金会|研究院|研究所|委员会|领导小组|办公室"
    r"|管理局|中心|联盟|平台|基金|法院|检察院|工程|计划|行动|专项)$"
)
# A word that commands, forbids, allows or waives: only where the facts have one of its row
_FORCE: tuple[tuple[str, ...], ...] = (
    ("不得", "禁止", "严禁", "不准", "不许"),
    ("必须", "应当", "应", "须", "务必", "不得", "要", "要求", "责令"),
    ("可以", "可", "允许", "准予"),
    ("免除", "免征", "免收", "免费", "免交", "免", "零"),
    ("无需", "无须", "不需", "不必", "免"),
    ("取消", "停止", "暂停", "废止", "撤销"),
    ("不予", "拒绝", "不支持", "不"),
    ("全部", "一律", "所有", "任何", "全"),
    ("保证", "确保", "必将"),
    ("无偿", "免费"),
)
_ASKED = (
    "不得", "禁止", "严禁", "必须", "应当", "要求", "责令", "可以", "允许", "免除", "免征", "免收",
    "免费", "免交", "无需", "无须",
    "取消", "停止", "暂停", "废止", "撤销", "不予", "拒绝", "全部", "一律", "所有",
    "任何", "保证", "确保", "必将", "无偿",
)  # fmt: skip
_BAN = re.compile(
    r"(?:不得|禁止|严禁|不予)(?:以[^，。；]{1,20}(?:为由|为借口))?(?P<act>[\u4e00-\u9fff]{2})"
)
_NEGATED = re.compile(r"不|禁|严禁|防|避免|杜绝|治理|清理|制止|遏制|查处")
OWN = ("quote", "text", "responsibility", "citation")
# tag of proper names → the longest word of it that is one: longer ones are guesses of the tagger
_NAMES = {"nr": 3, "ns": 12, "nt": 20}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the cited facts say: their words, and the figures, places and bodies in them."""

    text: str
    figures: frozenset[Figure]
    numbers: frozenset[str]
    bodies: frozenset[str]
    regions: frozenset[str]

    @classmethod
    def of(cls, facts: Iterable[JSON]) -> Basis:
        """The basis that contract records (facts or hits) give."""
        text = "\n".join(part for row in facts for part in _parts(row))
        return cls(
            text,
            frozenset(map(_figure, find_quantities(text))),
            frozenset(_numbers(text)),
            frozenset(_bodies(text)),
            frozenset(_regions(text)),
        )


def _parts(row: JSON) -> Iterator[str]:
    """The words of a record that a sentence may use."""
    document = row["document"]
    yield from (str(row.get(name) or "") for name in OWN)
    yield from row["path"]
    yield from (document["title"], document["doc_number"], *document["issuers"])


def doubt(sentence: str, basis: Basis) -> str:
    """The first reason to drop it: its name in `CHECKS`.

    >>> doubt("两千家企业上云", Basis.of([]))
    'number'
    """
    for reason, found in CHECKS:
        if found(sentence, basis):
            return reason
    return ""


def other_number(sentence: str, basis: Basis) -> bool:
    """Whether a figure, its unit, its bound or a bare number is not in the facts."""
    quantities = find_quantities(sentence)
    if any(_figure(each) not in basis.figures for each in quantities):
        return True
    rest = list(sentence)
    for each in quantities:
        rest[each.span.start : each.span.end] = " " * (each.span.end - each.span.start)
    return not set(_numbers("".join(rest))) <= basis.numbers


def other_department(sentence: str, basis: Basis) -> bool:
    """Whether a public body is not in the facts."""
    return not set(_bodies(sentence)) <= basis.bodies


def other_place(sentence: str, basis: Basis) -> bool:
    """Whether a place is not in the facts."""
    return not set(_regions(sentence)) <= basis.regions


def other_name(sentence: str, basis: Basis) -> bool:
    """Whether a title, quoted term, Latin word, organisation or proper name is not in the facts."""
    held = _bare(basis.text)
    named = [match.group() for match in _MARKED.finditer(sentence)]
    if any(_bare(name[1:-1]) not in held for name in named):
        return True
    if any(word.lower() not in basis.text.lower() for word in _LATIN.findall(sentence)):
        return True
    return any(name not in held for name in _named(sentence))


def other_force(sentence: str, basis: Basis) -> bool:
    """Whether a command, ban, leave or waiver is not in the facts, or a ban of theirs is lost."""
    for asked in _ASKED:
        if asked in sentence and asked not in basis.text:
            same = {word for row in _FORCE if asked in row for word in row if len(word) > 1}
            if not any(word in basis.text for word in same):
                return True
    acts = {match["act"] for match in _BAN.finditer(basis.text)}
    return any(act in sentence for act in acts) and not _NEGATED.search(sentence)


def other_direction(sentence: str, basis: Basis) -> bool:
    """Whether it says the opposite of the facts: 下降 for 增长, 年底后 for 年底前."""
    return turned(sentence, basis.text)


def ungrounded(sentence: str, basis: Basis) -> bool:
    """Whether too few of the sentence's words stand in the facts."""
    own = [word for word in words(sentence) if len(word) > 1]
    held = set(words(basis.text))
    return bool(own) and sum(word in held for word in own) < GROUNDED * len(own)


CHECKS = (
    ("number", other_number),
    ("department", other_department),
    ("place", other_place),
    ("name", other_name),
    ("force", other_force),
    ("ungrounded", ungrounded),
    ("direction", other_direction),
)


def _figure(quantity: Quantity) -> Figure:
    operator = quantity.operator or "="
    return quantity.value, quantity.unit or "", operator, quantity.value_max


def _numbers(text: str) -> Iterator[str]:
    """Every number as digits, however it is written: 二〇二五 and 2025 are one."""
    for match in _DIGITS.finditer(text):
        yield match.group().replace(",", "").replace("，", "")
    for match in _HAN_NUMBERS.finditer(text):
        value = read_number(match.group())
        yield match.group() if value is None else f"{value:f}"


def _bodies(text: str) -> Iterator[str]:
    return (mention.entry.name for mention in find_departments(text))


def _regions(text: str) -> Iterator[str]:
    return (mention.entry.name for mention in find_regions(text))


def _bare(text: str) -> str:
    return re.sub(r"[\s《》“”‘’「」〈〉]", "", text)


def _named(sentence: str) -> Iterator[str]:
    """Proper names by the dictionary or their form, and organisations with the noun before."""
    import rjieba

    before, before_tag = "", ""
    for word, tag in rjieba.tag(sentence):
        if _SUFFIX.search(word):
            alone = _SUFFIX.fullmatch(word) is None or not before_tag.startswith(("n", "j"))
            yield word if alone else before + word
        elif 1 < len(word) <= _NAMES.get(tag, 0):
            yield word
        before, before_tag = word, tag
