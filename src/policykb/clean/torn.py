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
# 里程达到7 over 200公里, 增长6. over 5%: a text that was wrapped inside its numbers
HALF = re.compile(r"[\u4e00-\u9fff，、]\s?[0-9][0-9.,]{0,11}$")
REST = re.compile(
    rf"[0-9]{{1,9}}(?:\.[0-9]{{1,3}})?\s?(?:{UNIT.pattern}"
    r"|[家项亩人次座所套台张辆条种部处位斤株头只批笔宗起例岁棵艘架台把盏]|公斤|千瓦|立方|标准|海里|床|届|℃|余|多)"
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
        return UNIT.match(text) is not None or halved(last, text)
    if numbered(text) or not _open("".join(above[-REACH:])):
        return False
    if len(above) > 1 and LATIN.fullmatch(last):
        return True
    if CODE.search(last) and text[0].isascii() and text[0].isalnum():
        return True  # GB over 1589-2016
    return LATIN.fullmatch(text) is not None and last[-1] > "\u3400"


def halved(above: str, text: str) -> bool:
    """Whether a text goes on inside the number that the one above it ends with.

    >>> halved("铁路营业里程达到7", "200公里"), halved("共12人，其中男7", "女5人")
    (True, False)
    """
    return HALF.search(above) is not None and REST.match(text) is not None


def _open(text: str) -> bool:
    """Whether a title or bracket that was opened has not been closed."""
    return any(text.rfind(left) > text.rfind(right) for left, right in MARKS)
