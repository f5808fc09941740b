"""Automatic numbers of DOCX paragraphs, rendered as Word prints them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from policykb.read.raised import RAISED

DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
LEGAL = dict(zip("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))


def counting(number: int) -> str:
    """Chinese reading of 1…9999: 十, 二十一, 一百零五."""
    if not 0 < number < 10000:
        return str(number)
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return text[1:] if text.startswith("一十") else text


def _digitwise(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    values = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for value, letters in values:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """A…Z, then AA, BB … as Word counts."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, size: int) -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= size else str(n)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "chineseCounting": lambda n: counting(n) if n < 100 else _digitwise(n),
    "chineseCountingThousand": counting,
    "taiwaneseCounting": lambda n: counting(n) if n < 100 else _digitwise(n),
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "koreanCounting": counting,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": lambda n: "".join(LEGAL.get(c, c) for c in counting(n)),
    "ideographLegalTraditional": lambda n: "".join(LEGAL.get(c, c) for c in counting(n)),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "numberInDash": lambda n: f"- {n} -",
    "none": lambda n: "",
}


def note_mark(number: int, form: str) -> str:
    """The mark of a footnote as it is printed: raised digits, so that it is no figure of the text,
    or a circled number; "" for other forms."""
    if form == "decimal":
        return str(number).translate(RAISED)
    return FORMATS[form](number) if form.startswith("decimalEnclosedCircle") else ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `restart` is the level after which it begins anew (None: any upper)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: its levels after overrides, whose counters it shares, and forced starts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)

    def level_of_style(self, style: str) -> int | None:
        """The level that is linked to a paragraph style."""
        return next((at for at, level in self.levels.items() if level.style == style), None)


class Counters:
    """Counts down a document; `next` renders the number of the next paragraph of a list."""

    def __init__(self, lists: dict[str, List]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, number_id: str, at: int) -> str:
        """The number as printed, or "" for bullets, unknown lists and levels without text."""
        numbers = self._lists.get(number_id)
        if numbers is None or at not in numbers.levels:
            return ""
        counts = self._counts.setdefault(numbers.abstract, {})
        self._advance(number_id, numbers, counts, at)
        level = numbers.levels[at]
        if level.format == "bullet":
            return ""
        return _rendered(level, numbers, counts)

    def _advance(self, number_id: str, numbers: List, counts: dict[int, int], at: int) -> None:
        forced = numbers.starts.get(at)
        if forced is not None and (number_id, at) not in self._begun:
            counts[at] = forced
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = numbers.levels[at].start
        self._begun.add((number_id, at))
        for upper in range(at):
            if upper in numbers.levels:
                counts.setdefault(upper, numbers.levels[upper].start)
        for lower in [key for key in counts if key > at]:
            restart = numbers.levels[lower].restart if lower in numbers.levels else None
            if restart is None or (restart > 0 and at < restart):
                del counts[lower]


def _rendered(level: Level, numbers: List, counts: dict[int, int]) -> str:
    def value(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        part = numbers.levels.get(at, Level())
        form = "decimal" if level.legal and part.format != "none" else part.format
        return FORMATS.get(form, str)(counts.get(at, part.start))

    text = re.sub(r"%([1-9])", value, level.text).strip()
    return text if any(char.isalnum() or char in "①②③④⑤⑥⑦⑧⑨⑩" for char in text) else ""
