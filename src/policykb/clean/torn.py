"""Lines that a converter tore around figures and Latin letters: 每人300 over 元, 《应对 over H1N1.

Word processors set Latin runs in a font of their own, and some converters end a line where the
font changes. What gives such a break away is that the figure lacks its unit, or the book title
mark or bracket its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykb.clean.shapes import numbered

RUNS = re.compile("[，。；、]")  # a sentence, not the cell of a table
FIGURE = re.compile(r"[\u4e00-\u9fff，、]\s?[0-9][0-9.,]{0,11}[百千]?[万亿]{0,2}$")
UNIT = re.compile(
    r"(?:[万亿千百]|元|小时|分钟|公里|公顷|平方|个(?!人)|名(?!称)|户(?!籍)|倍|件|米|吨|[年月日天](?!度)|[%％]"
    r"|度(?=[的，。以])|\.\d)"  # 增长6 over .5%
)
SHORTEST = 12  # characters of a line of running text
LATIN = re.compile(r"(?=[^A-Za-z]{0,8}[A-Za-z])[A-Za-z0-9][A-Za-z0-9 .+/-]{0,23}")
CODE = re.compile(r"[A-Z]$")
MARKS = (("《", "》"), ("（", "）"), ("“", "”"))
REACH = 3  # lines that are looked back at


def torn(above: Sequence[str], text: str) -> bool:
    """Whether a line goes on with the figure or the Latin letters that the lines above it end with,
    or is itself such letters inside a title or bracket.

    >>> torn(["每人每天补助，标准为每班次300"], "元。"), torn(["工业增加值", "300"], "元")
    (True, False)
    """
    last = above[-1]
    if len(last) >= SHORTEST and RUNS.search(last) and FIGURE.search(last):
        return UNIT.match(text) is not None
    if numbered(text) or not _open("".join(above[-REACH:])):
        return False
    if len(above) > 1 and LATIN.fullmatch(last):
        return True
    if CODE.search(last) and text[0].isascii() and text[0].isalnum():
        return True  # GB over 1589-2016
    return LATIN.fullmatch(text) is not None and last[-1] > "\u3400"


def _open(text: str) -> bool:
    """Whether a title or bracket that was opened has not been closed."""
    return any(text.rfind(left) > text.rfind(right) for left, right in MARKS)
