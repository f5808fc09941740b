"""Strings of figures to exact decimals, and back.

The grammar is that of GB/T 15835-2011 (numerals in publications): Arabic figures with thousands
separators, Chinese figures with 十百千万亿, mixtures of both (1.5万亿), fractions (三分之二),
tenths (九成), doublings (翻一番) and ranges (3—5个). Values are `Decimal`, never binary floats.
"""

from __future__ import annotations

import re
from decimal import Decimal

WIDTH = str.maketrans("０１２３４５６７８９％．＋－／", "0123456789%.+-/")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}

# What is longer is a serial number or rubbish, and beyond the 28 digits of exact arithmetic.
_LONGEST, _HIGHEST = 64, 24

# 千 and 百 that begin a unit (千瓦, 千升, 百分点) are no multipliers.
MULTIPLIER = "(?:[十万亿]|千(?![瓦克米伏升])|百(?!分[点之]))"
ARABIC = r"(?>\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
_MIXED = re.compile(rf"(?>(?:{ARABIC}[十百千万亿]++)*+)(?:{ARABIC})?+")
_TOKEN = re.compile(rf"{ARABIC}|[十百千万亿]")
_HAN = re.compile(r"[零〇○一二两三四五六七八九十百千万亿]++")
_FRACTION = re.compile(r"([^分]{1,12})分之([^分]{1,12})")


def read_integer(text: str) -> int | None:
    """The whole number that `text` spells, or None: `二十一`, `21`, `２１`, `二〇二一`.

    Meant for clause numbers and years; a fraction, a sign or any other character gives None.
    """
    value = read_number(text)
    whole = value is not None and value == value.to_integral_value()
    return int(value) if whole and value is not None else None


def read_number(text: str) -> Decimal | None:
    """The exact number that the whole of `text` spells, without a unit; None if it spells none.

    >>> read_number("1.5万亿"), read_number("一百万"), read_number("12,345")
    (Decimal('1500000000000'), Decimal('1000000'), Decimal('12345'))

    A fraction that no decimal equals (三分之二) is rounded to 28 digits; longer runs than that
    are no numbers.
    """
    text = text.strip().translate(WIDTH).translate(_FORMAL)
    if len(text) > _LONGEST:
        return None
    if text.startswith("负"):
        value = read_number(text[1:])
        return None if value is None else -value
    if fraction := _FRACTION.fullmatch(text):
        below, above = read_number(fraction[1]), read_number(fraction[2])
        return above / below if above is not None and below else None
    whole, dot, decimals = text.partition("点")
    if dot:
        return _with_decimals(whole, decimals)
    if _HAN.fullmatch(text):
        return plain(read_han(text))
    return plain(_read_mixed(text)) if text and _MIXED.fullmatch(text) else None


def _with_decimals(whole: str, decimals: str) -> Decimal | None:
    """三点一四, and 三点五万: figures after 点, then perhaps one multiplier."""
    figures = decimals.rstrip("十百千万亿")
    head = read_number(whole)
    if head is None or not figures or any(c not in DIGITS for c in figures):
        return None
    value = Decimal(f"{head}.{''.join(str(DIGITS[c]) for c in figures)}")
    factor = read_han(decimals[len(figures) :]) if len(figures) < len(decimals) else Decimal(1)
    return None if factor is None else plain(value * factor)


def plain(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent or trailing zeros, so that it prints as people write;

    None where it is too large to be exact.
    """
    if value is None or value.adjusted() > _HIGHEST:
        return None
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def read_han(text: str) -> Decimal | None:
    """The number that Chinese figures alone spell: 一百二十三, 二〇二一, 万; None if none."""
    if not any(c in _SMALL or c in _BIG for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text)) if text else None
    # 二百五, 三万五: a last figure right behind 百千万亿 counts tenths of that unit.
    if len(text) > 2 and DIGITS.get(text[-1], 0) and text[-2] in "百千万亿":
        head = read_han(text[:-1])
        unit = _SMALL.get(text[-2]) or _BIG[text[-2]]
        return None if head is None else head + Decimal(DIGITS[text[-1]] * unit // 10)
    return _add_up([Decimal(DIGITS[c]) if c in DIGITS else c for c in text])


def _read_mixed(text: str) -> Decimal | None:
    tokens = [t if t in "十百千万亿" else Decimal(t.replace(",", "")) for t in _TOKEN.findall(text)]
    return _add_up(tokens)


def _add_up(tokens: list[Decimal | str]) -> Decimal | None:
    """Sum of figures and multipliers read from left to right; None where two figures touch."""
    total = section = Decimal(0)
    figure: Decimal | None = None
    for token in tokens:
        if isinstance(token, Decimal):
            if figure:
                return None
            figure = token
        elif token in _SMALL:
            # 5百 and 百 alone: a multiplier without a figure stands for one of itself.
            section += (figure or 1) * _SMALL[token]
            figure = None
        else:
            section += figure or 0
            total, section = _times(total, section, _BIG[token]), Decimal(0)
            figure = None
    return total + section + (figure or 0)


def _times(total: Decimal, section: Decimal, big: int) -> Decimal:
    """1亿2000万 adds, 一万二千亿 multiplies all that was read so far."""
    if total >= big:
        return total + section * big if section else total * big
    return (total + section or Decimal(1)) * big


def write_number(value: Decimal | int) -> str:
    """`value` in Chinese figures as it is read aloud: 10 → 十, 10500 → 一万零五百, 0.5 → 零点五.

    Whole part below 10**16. `read_number(write_number(x)) == x`.
    """
    value = Decimal(value)
    if value < 0:
        return "负" + write_number(-value)
    whole, _, decimals = f"{value:f}".partition(".")
    spoken = _write_whole(int(whole))
    decimals = decimals.rstrip("0")
    return spoken + (
        "点" + "".join("零一二三四五六七八九"[int(c)] for c in decimals) if decimals else ""
    )


def _write_whole(number: int) -> str:
    if number == 0:
        return "零"
    parts: list[str] = []
    for power, name in ((12, "万亿"), (8, "亿"), (4, "万"), (0, "")):
        section = number // 10**power % 10**4
        if not section:
            continue
        gap = bool(parts) and (section < 1000 or _skipped(number, power))
        parts.append(("零" if gap else "") + _write_section(section) + name)
    spoken = "".join(parts).replace("万亿", "万", 1) if _joined(number) else "".join(parts)
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken


def _skipped(number: int, power: int) -> bool:
    """Whether the group above `power` is empty (十亿零二千万 has none, 一亿零五千 has one)."""
    return not number // 10 ** (power + 4) % 10**4


def _joined(number: int) -> bool:
    """一万二千亿: 万亿 followed by a group of 亿 says 亿 only once."""
    return number >= 10**12 and number // 10**8 % 10**4 != 0


def _write_section(section: int) -> str:
    spoken, gap = "", False
    for power, name in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        figure = section // 10**power % 10
        if figure:
            spoken += ("零" if gap and spoken else "") + "零一二三四五六七八九"[figure] + name
        gap = not figure
    return spoken
