"""Practices that a table tells, a place and what it did in each row, and figures of practices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.extract.actors import is_city
from policykb.extract.programmes import programmes
from policykb.gazetteer import Region, find_regions
from policykb.numerals import find_quantities
from policykb.types import Document, Practice, Span, Table

BY = "practices"

_PLACES = re.compile(
    r"(?:城市|地区|省份|省市|地方|市州|市县|区县|县区|设区市|地市|单位|试点)(?:名称)?$"
)
_WAYS = re.compile(r"做法|经验|举措|措施|案例|亮点|创新点|实践|内容")
_THEMES = re.compile(r"领域|类别|事项|主题|方面|方向")
_NAMES = re.compile(r"名称|题目|标题|项目|案例|经验")
_STOP = re.compile(r"[，。；、：“”（）的和与\n]")
_LEAST = 8  # characters that tell what a place does


def told_in_rows(document: Document) -> Iterator[Practice]:
    """What each row of a table of places and their ways tells; other tables give nothing."""
    for table in document.tables:
        yield from _of_table(document, table)


def _of_table(document: Document, table: Table) -> Iterator[Practice]:
    text = document.text
    rows = [[cell.of(text).strip() for cell in row] for row in table.cells]
    if len(rows) < 2:
        return
    place_at = _column(rows[0], _PLACES)
    way_at = max((i for i, head in enumerate(rows[0]) if _WAYS.search(head)), default=-1)
    if place_at < 0 or way_at < 0 or way_at == place_at:
        return
    theme_at, name_at = _column(rows[0], _THEMES), _column(rows[0][:way_at], _NAMES)
    for cells, words in zip(table.cells[1:], rows[1:], strict=True):
        if len(words) <= max(place_at, way_at) or len(words[way_at]) < _LEAST:
            continue
        span = Span(min(cells[place_at].start, cells[way_at].start), cells[way_at].end)
        name = words[name_at] if 0 <= name_at < len(words) else ""
        told = span.of(text)
        for place in _places(words[place_at]):
            yield Practice(
                eid=table.eid,
                span=span,
                by=BY,
                city=place.name,
                province=place.province,
                theme=words[theme_at] if 0 <= theme_at < len(words) else name,
                programmes=tuple(dict.fromkeys([*programmes(name), *programmes(told)])),
                figures=figures_of(told),
            )


def _column(heads: list[str], kind: re.Pattern[str]) -> int:
    return next((i for i, head in enumerate(heads) if kind.search(head)), -1)


def _places(printed: str) -> list[Region]:
    """The places that a cell names, a county behind its city as the city's; a province alone."""
    found: list[Region] = []
    end = -1
    for mention in find_regions(printed):
        place = mention.entry
        if found and mention.span.start == end:
            found[-1] = place if not is_city(found[-1]) else found[-1]
        else:
            found.append(place)
        end = mention.span.end
    return [place for place in found if place.level != "national"]


def figures_of(text: str) -> tuple[str, ...]:
    """Numbers with what they count, up to the next stop."""
    quantities = [q for q in find_quantities(text) if q.unit]
    starts = [q.span.start for q in quantities[1:]]
    found = []
    for quantity, following in zip(quantities, (*starts, len(text)), strict=False):
        end = quantity.span.end
        stop = _STOP.search(text, end)
        stops = (stop.start() if stop else len(text), end + 16, following)
        found.append(text[quantity.span.start : max(end, min(stops))].strip())
    return tuple(dict.fromkeys(found))
