"""A head that was pasted as one paragraph, taken apart again.

Converters and pasted text lose the line breaks of a notice's head: 发文字号, addressees, text,
signature, date and the title of the carried text then follow each other in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from policykb.parse.numbers import NUMBER
from policykb.parse.patterns import ANNOUNCED, CARRIES, ORGAN
from policykb.types import Block, Place, Span

NEAR_TOP = 8
TO = re.compile(r"[^。；！？：]{4,400}?[政厅局部委办院署行组会府][^。；！？：]{0,3}：")
# A title that ends with its kind of document, and at once those it is sent to (GB/T 9704-2012
# 7.3.1, 7.3.2): …的通知各区人民政府：
SENT = re.compile(
    r"[^，。；：、《》！？\s]{0,40}?关于[^。；！？：]{2,100}?"
    r"的(?:通知|意见|决定|通报|函|批复|报告|请示|公告)(?:（[^（）]{1,12}）)?"
    r"(?=(?:各|[^，。；：、《》的]{2,20}(?:人民政府|委员会|[厅局委办])[，、：])[^。；！？：]{0,300}：)"
)
SIGNED = re.compile(
    r"(?<=[。！])(?P<organ>[^。，；：《》\s]{4,40}?)(?P<seal>（[ ]?代?[ ]?章[ ]?）)?"
    r"(?P<date>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)"
)


def unrolled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; a head that is one paragraph becomes one block for each of its parts."""
    for index, block in enumerate(blocks):
        cuts = _cuts(block.text) if index < NEAR_TOP and not block.rows else []
        if cuts:
            bounds = [0, *sorted(set(cuts)), len(block.text)]
            for start, end in pairwise(bounds):
                if block.text[start:end].strip():
                    yield _part(block, start, end, first=start == 0)
        else:
            yield block


def _cuts(text: str) -> list[int]:
    number = NUMBER.match(text)
    signed = next((m for m in SIGNED.finditer(text) if ORGAN.search(m["organ"])), None)
    sent = SENT.match(text)
    if (number is None or number.end() == len(text)) and signed is None and sent is None:
        return []
    cuts = [sent.end(), text.index("：", sent.end()) + 1] if sent is not None else []
    if number is not None:
        cuts.append(number.end())
        to = TO.match(text, number.end())
        cuts += [to.end()] if to else []
    if signed is not None:
        cuts += [i for i in (signed.start(), signed.start("seal"), signed.start("date")) if i > 0]
        cuts.append(signed.end())
        cuts += _title_end(text, signed.end())
    return cuts


def _title_end(text: str, start: int) -> list[int]:
    """Where the carried title ends that stands right after the date."""
    for pattern in (CARRIES, ANNOUNCED):
        for match in pattern.finditer(text, 0, start):
            if text.startswith(match[1], start):
                return [start + len(match[1])]
    return []


def _part(block: Block, start: int, end: int, *, first: bool) -> Block:
    places = tuple(
        Place(
            span=Span(max(place.span.start, start) - start, min(place.span.end, end) - start),
            page=place.page,
            box=place.box,
        )
        for place in block.places
        if place.span.start < end and place.span.end > start
    )
    number = block.number if first else ""
    return replace(block, text=block.text[start:end], places=places, number=number)
