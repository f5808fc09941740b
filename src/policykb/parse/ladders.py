"""The numbers that open a clause: which ladder they belong to and which number they say.

GB/T 9704-2012 7.3.3 orders the ladder of official documents 一、（一）1.（1）; 立法法 orders that
of laws 编章节条款项目; GB/T 1.1 and papers count 1, 1.1, 1.1.1. A match here is a candidate only:
whether it stands in the outline is decided together with the sequence (`outline`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from policykb.numerals import read_integer

HAN = "〇○零一二三四五六七八九十百千廿卅"
GAP = "[ \u3000\u00a0\t]*"
D = "[0-9０-９]"


@dataclass(frozen=True, slots=True)
class Ladder:
    """One kind of number. `rank` orders the ladders from the outermost inwards."""

    style: str
    rank: int
    level: str
    alias: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Marker:
    """A clause number at a line's start.

    `path` are the numbers said: (4,) for 四、, (2, 1) for 2.1, (10, 1) for 第十条之一. `end` is
    the offset of what follows it; `spaced` tells whether a space stands between. A `doubtful` one
    may as well be an amount or a count: it needs the sequence (`doubtful`).
    """

    ladder: Ladder
    path: tuple[int, ...]
    printed: str
    end: int
    spaced: bool
    doubtful: bool = False

    @property
    def style(self) -> str:
        """The name of the ladder."""
        return self.ladder.style

    @property
    def value(self) -> int:
        """The number on its own ladder."""
        return self.path[0] if self.style == "article" else self.path[-1]


def _ladder(style: str, rank: int, level: str, alias: str, pattern: str) -> Ladder:
    return Ladder(style, rank, level, alias, re.compile(pattern))


DECIMAL = f"(?:{D}{{1,2}}|[A-HＡ-Ｈ])(?:[.．]{D}{{1,3}}){{1,5}}"
NUMBER = f"(?P<n>[{HAN}]{{1,7}}|[0-9０-９]{{1,4}})"
AGAIN = f"(?:之(?P<m>[{HAN}]{{1,3}}|{D}{{1,2}}))?"  # 第十条之一
LADDERS: tuple[Ladder, ...] = (
    _ladder("part", 0, "part", "part", f"第{GAP}{NUMBER}{GAP}(?:[编編]|部分)"),
    _ladder("chapter", 1, "chapter", "chp", f"第{GAP}{NUMBER}{GAP}章"),
    _ladder("section", 2, "section", "sec", f"第{GAP}{NUMBER}{GAP}[节節]"),
    _ladder("article", 3, "article", "art", f"第{GAP}{NUMBER}{GAP}[条條]{AGAIN}"),
    _ladder("一、", 4, "h1", "h1", f"(?P<n>[{HAN}]{{1,4}}){GAP}[、．.]"),
    _ladder("（一）", 5, "h2", "h2", f"[（(]{GAP}(?P<n>[{HAN}]{{1,4}}){GAP}[）)][、.．]?"),
    _ladder("第一、", 6, "h3", "h3", f"第(?P<n>[{HAN}]{{1,3}})、(?!第?[{HAN}])"),
    _ladder("1.1", 6, "h2", "h2", rf"(?P<n>{DECIMAL})[.．、]?(?!{D}|[%％])"),
    _ladder(
        "1.", 6, "h3", "h3", f"(?P<n>{D}{{1,3}}){GAP}[.．、](?:(?!{D})|(?=(?:19|20){D}{{2}}年))"
    ),
    _ladder("（1）", 7, "h4", "h4", f"[（(]{GAP}(?P<n>[0-9０-９]{{1,3}}){GAP}[）)][、.．]?"),
    _ladder("1）", 8, "subitem", "subitem", "(?P<n>[0-9０-９]{1,2})[)）]"),
    _ladder("（一）", 5, "h2", "h2", "(?P<n>[㈠-㈩])"),
    _ladder("1.", 6, "h3", "h3", "(?P<n>[⒈-⒛])"),
    _ladder("（1）", 7, "h4", "h4", "(?P<n>[⑴-⒇])"),
    _ladder("①", 9, "subitem", "subitem", "(?P<n>[①-⑳])"),
    _ladder("a)", 9, "subitem", "subitem", "(?P<n>[a-z])[)）]"),
    _ladder("专栏", 10, "box", "box", f"专栏{GAP}{NUMBER}?(?=[:：\\s\u3000]|$)"),
    _ladder("1 ", 6, "h1", "h1", rf"(?P<n>{D}{{1,2}})(?=[ \u3000\u00a0\t]+[^0-9０-９\s.,，。%％])"),
)  # fmt: skip
STYLES = [ladder.style for ladder in LADDERS]

# After a number without a space, these make it a reference or an amount, not a clause number.
# 项 and 款 also begin words (项目, 款项), and 第 does (第三方): a reference goes on after them.
PARAGRAPH = r"[项款](?=[的规所之中下或及和与至到、，,；;。：:)）]|以[上下外]|情[形况]|行为|$)"
REFERENCE = re.compile(
    rf"[、，,；;。）)]|{PARAGRAPH}|款第|的|是(?!非)|规定|之规定|所[规列称述]|以[上下内外]|前款"
    rf"|第{GAP}[（(]?[{HAN}\d]{{1,6}}[）)]?{GAP}[款项条條目章节節]"
    r"|中(?=[的规所第，])|(?:和|与|及|至|到|或者?)第"
)
ENUMERATED = re.compile(rf"、|{PARAGRAPH}|[（(][{HAN}]{{1,4}}[）)]|(?:和|与|至|或者?|及|到)[（(第]")
# 二、三级医院 goes on with the next number; 二、一线职工 is a clause, and so is （二）三级医院.
CLASSES = re.compile(rf"(?P<next>[{HAN}]+)[、级类等期线次]")
AMOUNT = re.compile(
    r"(?:[年月日时]|[万亿千百]|个|家|项|名|人|户|元|％|%|‰|倍|米|吨|公里|平方|亩|件|次|天|周|分|点|"
    r"[a-zA-Z]{1,4}[/²³\d])"
)
# An amount for certain: 3.1万亿元, 2.5亿户; the unit of 3.1日常监测 or 4.1分级响应 begins a word.
MONEY = re.compile("[万亿千百]?(?:元(?!数)|吨|户|平方)|[万亿千百](?!一)|[％%‰倍]")
GLUED = re.compile(r"(?P<n>[0-9０-９]{1,2})(?=[\u4e00-\u9fff][^。；，：！？;,:!?]{1,30}$)")
DOTTED = re.compile(r"[0-9]{1,2}[.][0-9]{1,2}[.](?:19|20)[0-9]{2}(?![0-9])")  # a day: 04.07.2016
FIGURES = re.compile(r"[ \u3000]+[0-9.,%％—~～ -]+")  # a row of a table that was read as text
STRICT = frozenset({"part", "chapter", "section", "article"})


def read_marker(text: str) -> Marker | None:
    """The clause number that `text` begins with, or None.

    >>> read_marker("（二十）加强采购支持。").path
    (20,)
    >>> read_marker("第三条规定的情形") is None
    True
    """
    if text[:1] not in FIRST or DOTTED.match(text):
        return None
    for ladder in LADDERS:
        match = ladder.pattern.match(text)
        if match and not _is_reference(ladder, match, text[match.end() :]):
            return _marker(ladder, match, text)
    return None


def read_candidate(text: str) -> Marker | None:
    """Also the numbers that are one only if the sequence says so, marked `doubtful`: before what
    may be a unit (3.1日常监测), or glued to the words of a heading (1总则).

    >>> read_candidate("1总则").path, read_candidate("3.1日常监测").path
    ((1,), (3, 1))
    >>> read_candidate("3.1亿元投资到位") is None
    True
    """
    found = read_marker(text)
    if found is not None or not text[:1].isdecimal() or DOTTED.match(text):
        return found
    for ladder in LADDERS:
        match = ladder.pattern.match(text) if ladder.style in ("1.1", "1.") else None
        whole = ladder.style == "1."  # no amount ends with its point: 2.亿元企业培育
        money = not whole and MONEY.match(text, match.end()) if match else None
        if match and AMOUNT.match(text, match.end()) and not money:
            marker = _marker(ladder, match, text)
            return replace(marker, doubtful=True) if marker else None
    match = GLUED.match(text)
    marker = _marker(LADDERS[-1], match, match["n"]) if match else None
    return replace(marker, doubtful=True, spaced=False) if marker else None


WHOLE = re.compile(f"(?P<n>{D}{{1,2}}){GAP}[.．]")


def read_whole(text: str) -> Marker | None:
    """The number before the point, where the figures after it are the first of the words.

    >>> read_whole("4.5G网络覆盖").path, read_marker("4.5G网络覆盖").path
    ((4,), (4, 5))
    """
    match = WHOLE.match(text)
    return _marker(LADDERS[STYLES.index("1.")], match, text) if match else None


LETTERS = 300
FIRST = frozenset(
    "第（(专" + HAN + "0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇abcdefghijklmnopqrstuvwxyz"
    "ABCDEFGHＡＢＣＤＥＦＧＨ"
)


def _marker(ladder: Ladder, match: re.Match[str], text: str) -> Marker | None:
    numbers = _numbers(ladder, match)
    if (
        numbers is None
        or max(numbers) > 1500
        or (ladder.style not in STRICT and max(numbers) > 400)
        or (ladder.style == "1.1" and numbers[0] == 0)
    ):
        return None
    rest = text[match.end() :]
    end = match.end() + len(rest) - len(rest.lstrip())
    printed = "".join(match[0].split())
    return Marker(ladder, numbers, printed, end, end > match.end() or end == len(text))


def _numbers(ladder: Ladder, match: re.Match[str]) -> tuple[int, ...] | None:
    said = match["n"]
    if said is None:
        return (0,)
    if ladder.style == "a)":
        return (ord(said) - ord("a") + 1,)
    if len(said) == 1 and unicodedata.category(said) == "No":  # ① ⑴ ⒈ ㈠
        return (int(unicodedata.numeric(said)),)
    if ladder.style == "article":
        first, more = _integer(said), _integer(match["m"] or "零")
        return None if first is None or more is None else ((first, more) if more else (first,))
    parts = [_letter(part) or _integer(part) for part in re.split("[.．]", said)]
    return None if None in parts else tuple(part for part in parts if part is not None)


def _integer(said: str) -> int | None:
    return read_integer(said.replace("廿", "二十").replace("卅", "三十"))


def _letter(part: str) -> int | None:
    """A of A.1 (GB/T 1.1-2020: clauses of annex A) as a number that no clause has."""
    narrow = unicodedata.normalize("NFKC", part)
    return LETTERS + ord(narrow) - ord("A") if "A" <= narrow <= "H" and len(narrow) == 1 else None


def _counts_classes(said: str, rest: str) -> bool:
    """Whether a number and the one behind it count what is named behind both: 一、二线城市."""
    behind = CLASSES.match(rest)
    above, below = _integer(said), _integer(behind["next"]) if behind else None
    return above is not None and below is not None and below > above


def _is_reference(ladder: Ladder, match: re.Match[str], rest: str) -> bool:
    """Whether what follows shows that the number is not one of this text's own clauses."""
    if ladder.style == "1.1" and FIGURES.fullmatch(rest):
        return True
    if not rest or rest[0].isspace():
        return False
    if ladder.style in STRICT:
        return bool(REFERENCE.match(rest))
    if ladder.style in ("一、", "（一）", "（1）"):
        return bool(ENUMERATED.match(rest)) or (
            ladder.style == "一、" and _counts_classes(match["n"], rest)
        )
    if ladder.style == "1.1":
        return bool(AMOUNT.match(rest)) or rest[0] in "，。；、）)—-~～至和/:："
    if ladder.style == "1.":
        return rest[0] in "，。；）)" or bool(re.match("[%％‰]|年|亿|万元", rest))
    return False
