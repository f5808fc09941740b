"""Rankings: cities, counties or districts in printed order for one dimension and one tier.

A sentence names the dimension (市场环境方面), the tier (副省级以上城市中), a list of cities and
where they stand (位列前10位, 蝉联排名第一); dimension and tier hold until others are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from policykb.extract.dimensions import (
    OVERALL,
    named_dimension,
    own_dimensions,
    scope_of,
    tier_of,
)
from policykb.extract.sentences import Sentence, sentences
from policykb.gazetteer import city, find_divisions, is_division
from policykb.numerals import read_integer
from policykb.types import Document, Ranking, Span, Table

BY = "rankings"
ALL = "全部"

_SEATS = "[县市区](?:[（(][县市区、]{1,3}[）)])?"  # 县（市、区）
_STANDING = re.compile(
    r"(?:位列|位居|排名|排在|名列|稳居|蝉联|跻身|进入|居|列)[^，。；、]{0,24}?"
    r"(?:前\s?[\d一二两三四五六七八九十]{1,3}|第\s?[\d一二三四五六七八九十]{1,3})"
)
# 综合排名前5位的城市依次为：…, 市场环境得分前10名：…, 排名靠前的10个城市是：…
_LISTED = re.compile(
    rf"(?:{_STANDING.pattern}|前\s?[\d一二两三四五六七八九十]{{1,3}}(?:位|名|强)"
    r"|(?:靠前|领先)的?[^，。；、]{0,8}城市"
    rf"|(?:标杆|表现(?:突出|优秀|优异|较好)的?)(?:城市|地区|{_SEATS}))"
)
_ANNOUNCES = re.compile(rf"(?:{_LISTED.pattern})[^，。；]{{0,18}}$")
# 市场环境前10名城市为 …, right before the cities
_LEADS = re.compile(rf"(?:{_LISTED.pattern})的?(?:城市|{_SEATS})?(?:依次|分别)?(?:为|是|有|包括)$")
_PLACE = re.compile(r"第\s?([\d一二三四五六七八九十]{1,3})")
# Who is named in no order: 标杆县（市）（排名不分先后）.
_UNORDERED = re.compile(r"不分先后|标杆|表现|按(?:行政区划|笔[画划]|拼音)")
_SEPARATOR = re.compile(r"[、和与及]|以及")
_MANY = re.compile(r"等(?:\s?[\d一二三四五六七八九十]*\s?个?城市|城市|[市地])?")


@dataclass(frozen=True, slots=True)
class _List:
    """Cities joined by 、 and 和; `open` where 等 says that there are more."""

    span: Span
    names: tuple[str, ...]
    open: bool = False


def rankings(document: Document) -> tuple[Ranking, ...]:
    """All rankings in the order of the text; none where the document ranks no cities."""
    found = [r for s in sentences(document) if not s.head for r in _of_sentence(document, s)]
    found.extend(r for table in document.tables for r in _of_table(document, table))
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end)))


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[Ranking]:
    text = document.text
    if not _LISTED.search(text, sentence.span.start, sentence.span.end):
        return
    dimension, tier = OVERALL, ""
    last: Ranking | None = None
    waiting: _List | None = None
    announced: Span | None = None
    for part in sentence.parts:
        words = part.span.of(text)
        lists = _lists(text, part.span)
        dimension = named_dimension(words, dimension)
        before = words[: lists[0].span.start - part.span.start] if lists else words
        tier = scope_of(before, touching=bool(lists)) or tier
        found = _matched(text, part.span, lists, waiting, announced)
        if found is None:
            leads = lists and lists[0].span.start == part.span.start
            waiting = lists[0] if leads and not _STANDING.search(words) else waiting
            announced = part.span if _announces(text, part.span) else None
            continue
        announced = None
        if last is not None and _goes_on(last, found):
            last = replace(
                last,
                cities=last.cities + found.ranked.names,
                span=Span(last.span.start, found.span.end),
            )
            continue
        if last is not None:
            yield last
        *others, last = [
            _ranking(document, sentence, found, name, tier_of(found.words, tier))
            for name in own_dimensions(found.words, dimension)
        ]
        yield from others
    if last is not None:
        yield last


def _announces(text: str, part: Span) -> bool:
    """Whether the cities come behind: 前5位的城市依次为：…"""
    words = part.of(text)
    said = (
        words.endswith(("为", "是", "有", "包括", "如下")) or text[part.end : part.end + 1] in "：:"
    )
    return said and _ANNOUNCES.search(words) is not None


def _goes_on(last: Ranking, found: _Match) -> bool:
    """Whether cities take the places behind those of `last`: 甲排名第一，乙、丙分列第二、第三."""
    place = _PLACE.search(found.words)
    first = read_integer(place[1]) if place else None
    return first is not None and 1 < first == len(last.cities) + 1


@dataclass(frozen=True, slots=True)
class _Match:
    """Cities with the words that say where they stand, and the run that holds both."""

    ranked: _List
    words: str
    span: Span


def _matched(
    text: str, part: Span, lists: list[_List], waiting: _List | None, announced: Span | None
) -> _Match | None:
    """The cities that a part ranks: its own, those waiting from before, or those announced."""
    first = lists[0] if lists else None
    if announced and first and first.span.start == part.start:
        return _Match(first, announced.of(text), Span(announced.start, first.span.end))
    standing = _STANDING.search(text, part.start, part.end)
    if standing is None and first and _LEADS.search(text, part.start, first.span.start):
        return _Match(first, text[part.start : first.span.start], Span(part.start, first.span.end))
    if standing is None:
        return None
    if first and standing.end() <= first.span.start:
        return _Match(first, text[part.start : first.span.start], Span(part.start, first.span.end))
    if first:
        return _Match(first, text[first.span.end : part.end], part)
    return _Match(waiting, part.of(text), Span(waiting.span.start, part.end)) if waiting else None


def _ranking(
    document: Document, sentence: Sentence, found: _Match, dimension: str, tier: str
) -> Ranking:
    return Ranking(
        eid=sentence.eid,
        span=found.span,
        by=BY,
        dimension=dimension,
        tier=tier or ALL,
        cities=found.ranked.names,
        edition=_edition(document),
        universe=_universe(document.text),
        ordered=not (found.ranked.open or _is_unordered(document.text, found)),
    )


def _is_unordered(text: str, found: _Match) -> bool:
    """Whether the words before a list, or those behind it, say that its order tells nothing."""
    behind = text[found.ranked.span.end : found.ranked.span.end + 10]
    return bool(_UNORDERED.search(found.words) or "不分先后" in behind)


# ------------------------------------------------------------------ lists of cities


@dataclass(frozen=True, slots=True)
class _Named:
    """A place of a list as it is printed there, a county without its city."""

    span: Span
    name: str


def _lists(text: str, span: Span) -> list[_List]:
    lists: list[_List] = []
    run: list[_Named] = []
    for mention in find_divisions(span.of(text)):
        here = _bare(text, mention.span.shifted(span.start))
        if _BODY_THERE.match(text, here.end, span.end):
            continue
        printed = here.of(text)
        name = mention.entry.name if printed.endswith(mention.entry.name) else printed
        if run and not _SEPARATOR.fullmatch(text[run[-1].span.end : here.start].strip()):
            between = _between(text, run[-1].span.end, here.start)
            if between is None:
                lists.append(_as_list(text, span, run))
                run = []
            else:
                run.extend(between)
        run.append(_Named(here, name))
    if run:
        lists.append(_as_list(text, span, run))
    return lists


# 天津港, 上海机场 and 某市大学 are ranked as what they are, and not as the city
_BODY_THERE = re.compile(
    r"(?:国际)?(?:港(?![、和与及澳])|机场|口岸|空港|[\u4e00-\u9fff]{0,4}(?:大学|学院|医院|银行|集团|公司))"
)


def _bare(text: str, span: Span) -> Span:
    """合肥市|场环境: the 市 of the next word is not the city's."""
    joined = (
        text[span.end - 1] == "市"
        and text[span.end : span.end + 1] in "场区民政"
        and span.end < len(text)
    )
    return Span(span.start, span.end - 1) if joined else span


def _between(text: str, start: int, end: int) -> list[_Named] | None:
    """Places whose names are also words (…、吉林、…), or are borne by several (…、鼓楼区、…), found
    only by their place in the list."""
    gap = text[start:end]
    if len(gap) > 24 or not gap or gap[0] not in "、和与及" or gap[-1] not in "、和与及":
        return None
    found, at = [], start + 1
    for name in re.split(r"[、和与及]", gap[1:-1]):
        if not _may_stand(name):
            return None
        found.append(_Named(Span(at, at + len(name)), name))
        at += len(name) + 1
    return found


_ZONE = re.compile(r"(?:高新|经开|开发|新|园)区$")
# A neighbour in a list that begins or ends with a name which the gazetteer alone cannot tell.
_BEFORE = re.compile(r"(?:^|[，：:、和与及为是有括])([\u4e00-\u9fff]{1,8}[县市区旗])[、和与及]$")
_AFTER = re.compile(r"[、和与及]([\u4e00-\u9fff]{1,8}?[县市区旗])")
_REACH = 12


def _may_stand(name: str) -> bool:
    """Whether a name may stand among cities and counties: 鼓楼区, 高新区."""
    return is_division(name) or _ZONE.search(name) is not None


def _as_list(text: str, part: Span, run: list[_Named]) -> _List:
    first = run[0].span.start
    while found := _BEFORE.search(text[max(part.start, first - _REACH) : first]):
        if not _may_stand(found[1]):
            break
        first -= len(found[1]) + 1
        run.insert(0, _Named(Span(first, first + len(found[1])), found[1]))
    end = run[-1].span.end
    while (found := _AFTER.match(text, end, part.end)) and _may_stand(found[1]):
        run.append(_Named(Span(found.start(1), found.end(1)), found[1]))
        end = found.end(1)
    names = tuple(_short(each.name) for each in run)
    return _List(Span(run[0].span.start, end), names, bool(_MANY.match(text, end)))


def _short(name: str) -> str:
    """A city without 市; a county keeps the end of its name, which tells it from others."""
    return name.removesuffix("市") if city(name) else name


# ------------------------------------------------------------------ edition, universe


_YEAR = re.compile(r"20\d\d")
_UNIVERSE = re.compile(
    r"\d{1,3}\s?个(?:参评|样本|被评|受评|参与评估的?|主要)[\u4e00-\u9fff]{0,4}?城市"
)


def _edition(document: Document) -> str:
    if document.meta.period:
        return document.meta.period
    found = _YEAR.search(document.meta.title)
    return found[0] if found else ""


@lru_cache(maxsize=4)
def _universe(text: str) -> str:
    found = _UNIVERSE.search(text)
    return found[0].replace(" ", "") if found else ""


# ------------------------------------------------------------------ tables


_RANKED = re.compile(r"排名|名次|位次|较优|优秀|领先|前[\d一二三四五六七八九十]+")


def _of_table(document: Document, table: Table) -> Iterator[Ranking]:
    """A column of cities under the name of a dimension, or a row of cities behind one."""
    text = document.text
    rows = [[cell.of(text).strip() for cell in row] for row in table.cells]
    if len(rows) < 2:
        return
    tier = tier_of(table.caption, "") or ALL
    heads, body = rows[0], rows[1:]
    if not _RANKED.search(table.caption + " ".join(heads)):
        return
    columns = [i for i in range(len(heads)) if _all_cities([r[i] for r in body if i < len(r)])]
    for i in columns:
        names = tuple(_short(r[i]) for r in body if i < len(r) and r[i])
        column = Span(
            table.cells[1][i].start, table.cells[-1][min(i, len(table.cells[-1]) - 1)].end
        )
        places = not heads[i] or _OF_PLACES.search(heads[i])
        name = _table_dimension(table.caption) if places else heads[i]
        yield _table_ranking(document, table, column, name, tier_of(heads[i], tier), names)
    for cells, words in zip(table.cells, rows, strict=True):
        if not columns and len(words) > 2 and not is_division(words[0]) and _all_cities(words[1:]):
            names = tuple(_short(w) for w in words[1:] if w)
            yield _table_ranking(
                document, table, Span(cells[0].start, cells[-1].end), words[0], tier, names
            )


_OF_PLACES = re.compile(rf"城市|地区|区域|^{_SEATS}(?:名称)?$")


def _all_cities(words: list[str]) -> bool:
    return sum(1 for w in words if w) >= 2 and all(is_division(w) for w in words if w)


def _table_dimension(caption: str) -> str:
    found = re.search(r"[\u4e00-\u9fff]{2,6}环境(?=指标|得分|排名|表现)", caption)
    return found[0] if found else OVERALL


def _table_ranking(
    document: Document,
    table: Table,
    span: Span,
    dimension: str,
    tier: str,
    cities: tuple[str, ...],
) -> Ranking:
    return Ranking(
        eid=table.eid,
        span=span,
        by=BY,
        dimension=re.sub(r"(?:得分|排名|指标)$", "", dimension) or OVERALL,
        tier=tier,
        cities=cities,
        edition=_edition(document),
        universe=_universe(document.text),
    )
