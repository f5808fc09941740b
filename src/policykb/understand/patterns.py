"""What a question names by its form: 文号, titles, clauses, years, exclusions.

All patterns read a normalised question (script.normalise) and are linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykb.dates import find_periods, plan_years
from policykb.gazetteer import find_regions
from policykb.numerals import read_integer, write_number
from policykb.standards import OWN, TRADES

# 〔2021〕 is also typed [2021] (2021) 【2021】 „2021‟ or left bare; NFKC has made （ into (
_OPEN = r"[〔\[(【「『{<〈《„“\"'‘‹]"
_CLOSE = r"[〕\])】」』}>〉》‟”\"'’›]"
_ISSUER = r"([一-鿿]{1,16}) ?"
_DOC_NUMBER = re.compile(
    rf"{_ISSUER}(?:{_OPEN} ?((?:19|20)\d\d) ?年?{_CLOSE} ?第?0*(\d{{1,4}})(?: ?号|(?!\d))"
    r"|((?:19|20)\d\d) ?[年\-—]? ?第?0*(\d{1,4}) ?号)"
)
# 沪经信企2021-1130: without brackets and 号 only behind how a 发文机关代字 ends
_BARE_NUMBER = re.compile(
    r"([一-鿿]{1,12}[发函企字规办令电]) ?((?:19|20)\d\d)[ \-—/]+0*(\d{1,4})(?![\d年月%])"
)
# orders are numbered without a year: 国务院令第707号, 国令（第707号）
_ORDER = re.compile(rf"([一-鿿]{{1,20}}令) ?{_OPEN}? ?第? ?0*(\d{{1,4}}) ?号(?:{_CLOSE})?")
# words that lead up to a 文号 and are not part of its 发文机关代字
_LEAD = re.compile(r".*(?:关于|根据|依据|按照|文件|文号|通知|下发|印发|发布|[请问查找看的是在])")
# Standards (GB/T 1.1-2020, DB44/2367-2022, JTG B01): an old one without its year by its code
_STANDARD = re.compile(
    rf"(?<![A-Za-z])((?:{TRADES})|DB ?[1-6]\d|{OWN})((?: ?/ ?)?[TZ](?![A-Za-z]))?[ /-]*"
    r"(?:([A-Z]?\d{1,5}(?:\.\d{1,2})?) ?[-—–] ?((?:19|20)?\d\d)(?!\d)"
    r"|(\d{3,5}(?:\.\d{1,2})?)(?![\d%.年]))",
    re.IGNORECASE,
)
# Their clauses (GB/T 1.1: 5.2.1); amounts (2.85%, 1.5万) are none
_DECIMAL = re.compile(
    r"(?<![\d.\-—A-Za-z])(?:第 ?)?([1-9]\d?(?:\.\d{1,2}){1,4})"
    r"(?![\d.]*[\d%‰万亿元个度倍家项户人米吨])"
)
_OF_STANDARD = re.compile("标准|规范|规程|条|款")
_SHORT_NUMBER = re.compile(
    r"(?<![\d〕\])年])(\d{1,4}) ?号(?=文|令|公告)|(?<=[发函]) ?(\d{1,4}) ?号"
)
_TITLE = re.compile(r"《([^《》]{2,80})》?")
_HAN = "零〇一二三四五六七八九十百"
_CLAUSE = re.compile(
    rf"第 ?\(? ?([{_HAN}]{{1,7}}|\d{{1,3}}) ?\)? ?([编章节条款项点]|部分)"
    rf"(?:之([一二三四五六七八九十]))?|\(([{_HAN}]{{1,5}}|\d{{1,2}})\)"
)
# 三、（二）and 三（二） name a part and a clause of it; 若干措施20条 the clause of a document
_PART = re.compile(rf"(?<![一-鿿(])([{_HAN}]{{1,3}})(?:[、.]| )?(?=\([{_HAN}]{{1,3}}\))")
_BARE_CLAUSE = re.compile(
    rf"(措施|办法|意见|方案|条例|规定|决定|规划|细则|[法号文]) ?(\d{{1,3}}|[{_HAN}]{{1,5}}) ?条"
    "(?![例件])"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# Counted from this year; 近三年 is this one and the two before it. Only of what is asked for: a
# firm's story has years of its own (去年卖了八百万).
_SPOKEN = {"今年": 0, "本年度": 0, "去年": -1, "上一年": -1, "上年度": -1, "前年": -2, "明年": 1}
_OF = (
    r"(?=[一-鿿]{0,8}(?:评估|报告|目标|数据|排[名行]|做法|案例|政策|措施|文件|规划|任务|结果|成效|指标|通知|办法|意见"
    r"|规定|变化)|$)"
)
_SPOKEN_YEAR = re.compile(f"({'|'.join(_SPOKEN)}){_OF}")
_LATELY = re.compile(rf"(?:最近|近|过去|这)([一二两三四五]|[1-5])年{_OF}")
_DIGITS = "零一二三四五六七八九"
# 八五年, 零三年; not 五六年 (five or six years), 八十五年, 八五年代
_TWO_DIGITS = re.compile(
    r"(?<![零〇一二三四五六七八九十两百千万几第\d])([五六七八九零〇])([零〇一二三四五六七八九])年(?![级来多内期以前后间里代])"
)
_PLAN = re.compile(r"(?<![一二三四五六七八九])(十[一二三四五六七八九]?五)(?![十百千万年个条])")
_NTH_PLAN = re.compile(r"第(十[一二三四五六七八九]?)个五年")

# 除了上海以外, 除杭州外; 外贸 and 外资 are no ends of it
_EXCEPT = re.compile(r"除(?:了|去|开)? ?([^,。;?!]{1,16}?) ?(?:以外|之外|外(?![贸资商汇国企来])),?")
# 不要 only before a place: 不要求抵押 excludes nothing
_WITHOUT = re.compile(r"(?:不要|不含|不包括|不包含|不看|不算|别算|刨去|刨开|抛开|撇开|排除|剔除) ?")
# only behind a place: 上海以外的城市
_BEYOND = re.compile(r" ?(?:以外|之外|除外)")
_MINUS = re.compile(r"(?:^|(?<= ))-([^\s\-]\S{0,30})")
_AND = re.compile(r"[、和与及]")


def doc_numbers(text: str) -> tuple[tuple[str, ...], str]:
    """Canonical 文号 in the order of the text, and the text without them.

    `169号文`, which names no year, gives `169号`.

    >>> doc_numbers("查国发[2021]05号")
    (('国发〔2021〕5号',), ' ')
    >>> doc_numbers("GB/T19001 2016")[0], doc_numbers("db44/2367—2022")[0]
    (('GB/T 19001',), ('DB44 2367-2022',))
    """
    found = [_standard(*parts) for parts in _STANDARD.findall(text)]
    text = _STANDARD.sub(" ", text)
    for match in _DOC_NUMBER.finditer(text):
        issuer, year, number, bare_year, bare_number = match.groups()
        issuer = _LEAD.sub("", issuer) or issuer
        found.append(f"{issuer}〔{year or bare_year}〕{number or bare_number}号")
    rest = _DOC_NUMBER.sub(" ", text)
    for issuer, year, number in _BARE_NUMBER.findall(rest):
        found.append(f"{_LEAD.sub('', issuer) or issuer}〔{year}〕{number}号")
    rest = _BARE_NUMBER.sub(" ", rest)
    for issuer, number in _ORDER.findall(rest):
        found.append(f"{_LEAD.sub('', issuer) or issuer}第{number}号")
    rest = _ORDER.sub(" ", rest)
    found += [f"{first or second}号" for first, second in _SHORT_NUMBER.findall(rest)]
    return tuple(dict.fromkeys(found)), rest


def is_standard(number: str) -> bool:
    """Whether a document's number is that of a standard."""
    return _STANDARD.fullmatch(number) is not None


def standard_words(numbers: Iterable[str]) -> tuple[str, ...]:
    """The words as which texts print the numbers of standards: GB 16889, GB16889, 16889—1997.

    >>> standard_words(["GB 16889-1997", "国发〔2021〕5号"])
    ('gb16889', '16889', '16889-1997')
    """
    found = []
    for number in filter(is_standard, numbers):
        code, dated = number.lower().split()
        plain = dated.partition("-")[0]
        found += [code + plain, plain, dated]
    return tuple(dict.fromkeys(found))


def _standard(code: str, kind: str, dated: str, year: str, alone: str) -> str:
    code = code.replace(" ", "").upper() + ("/" + kind.strip(" /").upper() if kind else "")
    return f"{code} {dated}-{year}" if year else f"{code} {alone}"


def titles(text: str) -> tuple[str, ...]:
    """What stands in 《》, without doubles."""
    return tuple(dict.fromkeys(title.strip() for title in _TITLE.findall(text)))


def clauses(text: str, standard: bool = False) -> tuple[str, ...]:
    """Clause numbers in canonical form: 第20条 and 第（二十）条 are 第二十条, (二十) is （二十）;
    5.2 where a `standard` is named or spoken of.

    >>> clauses("第 20 条和(三)")
    ('第二十条', '（三）')
    >>> clauses("排放标准5.2.1"), clauses("增长5.2")
    (('5.2.1',), ())
    """
    found = _DECIMAL.findall(text) if standard or _OF_STANDARD.search(text) else []
    for number, unit, suffix, alone in (m.groups() for m in _CLAUSE.finditer(_in_full(text))):
        value = read_integer(alone or number)
        if not value:
            continue
        if alone:
            found.append(f"（{alone}）" if alone.isdecimal() else f"（{write_number(value)}）")
        else:
            found.append(f"第{write_number(value)}{unit}" + (f"之{suffix}" if suffix else ""))
    return tuple(dict.fromkeys(found))


def years(text: str) -> tuple[str, ...]:
    """Years and multi-year periods: `2024`, and `2021-2025` for 十四五, in ascending order."""
    found = {*_YEAR.findall(text), *(f"{first}-{last}" for first, last in plans(text))}
    for period in find_periods(text):
        first, last = period.start[:4], (period.end or period.start)[:4]
        found.add(first if first == last else f"{first}-{last}")
    return tuple(sorted(found))


def plans(text: str) -> list[tuple[int, int]]:
    """First and last year of each five-year plan that a text names: 十四五, 第十四个五年规划."""
    named = (*_PLAN.findall(text), *(f"{ordinal}五" for ordinal in _NTH_PLAN.findall(text)))
    return [years for plan in named if (years := plan_years(plan))]


def spoken_years(text: str, this_year: int) -> tuple[str, ...]:
    """Years that are named from today on, in ascending order.

    >>> spoken_years("去年和近两年", 2025), spoken_years("八五年涨价，干了五六年", 2025)
    (('2024', '2025'), ('1985',))
    """
    found = {this_year + _SPOKEN[word] for word in _SPOKEN_YEAR.findall(text)}
    for said in _LATELY.findall(text):
        count = read_integer(said.replace("两", "二")) or 0
        found |= {this_year - back for back in range(count)}
    found |= {year for pair in _TWO_DIGITS.findall(text) if (year := _short_year(*pair))}
    return tuple(str(year) for year in sorted(found))


def _short_year(tens: str, ones: str) -> int | None:
    """The year that two digits stand for; None for two that follow each other: about so many."""
    first, last = (_DIGITS.index(each.replace("〇", "零")) for each in (tens, ones))
    if first and last == first + 1:
        return None
    return (1900 if first else 2000) + 10 * first + last


def exclusions(text: str) -> tuple[tuple[str, ...], str]:
    """Names and words that the asker does not want, and the text without them.

    >>> exclusions("除了上海以外还有谁 -广告")
    (('上海', '广告'), ' 还有谁 ')
    """
    found = [name for match in _EXCEPT.findall(text) for name in _AND.split(match) if name]
    rest = _EXCEPT.sub(" ", text)
    found += _MINUS.findall(rest)
    rest, places = _without_places(_MINUS.sub("", rest))
    return tuple(dict.fromkeys(found + places)), rest


def _without_places(text: str) -> tuple[str, list[str]]:
    """不要上海的, 上海以外 → 上海, and the text without both."""
    found = []
    for match in reversed(list(_BEYOND.finditer(text))):
        begin = max(0, match.start() - 12)
        place = next(reversed(find_regions(text[begin : match.start()])), None)
        if place is not None and begin + place.span.end == match.start():
            found.append(text[begin + place.span.start : match.start()])
            text = f"{text[: begin + place.span.start]} {text[match.end() :]}"
    for match in reversed(list(_WITHOUT.finditer(text))):
        place = next(iter(find_regions(text[match.end() : match.end() + 12])), None)
        if place is not None and place.span.start == 0:
            end = match.end() + place.span.end
            found.append(text[match.end() : end])
            text = f"{text[: match.start()]} {text[end:]}"
    return text, found[::-1]


def without_clauses(text: str) -> str:
    """The text without the clause numbers that `clauses` reads."""
    return _CLAUSE.sub(" ", _in_full(text))


def _in_full(text: str) -> str:
    """三、(二) → 第三部分(二), 办法20条 → 办法第20条."""
    return _BARE_CLAUSE.sub(r"\1第\2条", _PART.sub(r"第\1部分", text))
