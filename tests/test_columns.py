"""Pages in two columns, the short last one of a text among them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from forms import _drawn, packed_pdf

from policykb.clean import clean
from policykb.clean.columns import columned
from policykb.read import parsed
from policykb.types import Block

EM, LEADING, TOP = 12, 22, 750
WORDS = (
    "各地健全服务小店的工作机制统筹资金场地人员公开办事流程时限回应集中反映的问题组织评议公布结果"
)


def lines_of(text: str, wide: int = 16) -> list[tuple[int, str]]:
    """(indentation in em, line) of one paragraph."""
    rest = text[wide - 2 :]
    return [(2, text[: wide - 2]), *((0, rest[i : i + wide]) for i in range(0, len(rest), wide))]


def paragraph(number: int, length: int) -> str:
    """A sentence of that many characters that no other paragraph holds."""
    turned = (WORDS[number:] + "，" + WORDS[:number]).replace("，，", "，").strip("，")
    return (turned * 4)[: length - 1] + "。"


def page(left: list[tuple[int, str]], right: list[tuple[int, str]], shift: int = 0) -> bytes:
    drawn = [
        _drawn(x + shift + EM * indent, TOP - LEADING * row, EM, text)
        for x, column in ((74, left), (312, right))
        for row, (indent, text) in enumerate(column)
    ]
    return "".join(drawn).encode()


def read(pages: list[bytes]) -> list[str]:
    blocks = clean(parsed(Path("两栏.pdf"), packed_pdf(pages), "pdf")).blocks
    return [block.text for block in blocks]


@pytest.mark.parametrize("shift", [0, 30], ids=["same margin", "other hand's margin"])
@pytest.mark.parametrize("length", [30, 47, 61, 95], ids=lambda n: f"{n} characters")
def test_short_last_page_goes_on_in_its_second_column(length: int, shift: int) -> None:
    numbers = count()
    full = [paragraph(next(numbers), 16 * 4 - 3) for _ in range(10)]
    lines = [line for text in full for line in lines_of(text)]
    last = [paragraph(next(numbers), n) for n in (length, length + 8)]
    tail = [line for text in last for line in lines_of(text)]
    half = (len(tail) + 1) // 2
    assert half < 10
    pages = [page(lines[:20], lines[20:]), page(tail[:half], tail[half:], shift)]
    assert read(pages) == [*full, *last]


def test_a_single_page_of_few_lines_in_columns() -> None:
    text = [paragraph(1, 16 * 3 - 3), "二、" + paragraph(9, 16 * 5 - 3)]
    lines = [line for one in text for line in lines_of(one)]
    assert read([page(lines[:4], lines[4:])]) == text


NO_COLUMNS = [
    ("名单", ["甲市第一机械有限公司", "乙市第二机械有限公司", "丙市第三机械有限公司"],
     ["丁市第四机械有限公司", "戊市第五机械有限公司", "己市第六机械有限公司"]),
    ("联系方式", ["联系人：李某某", "电话：010—0000000"], ["某某市工业和信息化局", "2024年3月1日"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right"), [c[1:] for c in NO_COLUMNS], ids=[c[0] for c in NO_COLUMNS]
)
def test_lists_side_by_side_are_no_columns(left: list[str], right: list[str]) -> None:
    drawn = page([(0, text) for text in left], [(0, text) for text in right])
    blocks = [b for b in parsed(Path("x.pdf"), packed_pdf([drawn]), "pdf").blocks if b.box]
    assert [block.text.replace(" ", "") for block in blocks] == left + right
    assert columned([blocks]) == [[0] * len(blocks)]


def printed(left: float, right: float, top: float) -> Block:
    return Block(text="某句", page=1, box=(left, top, right, top + 12), size=12.0)


def test_a_signature_below_on_the_right_is_no_second_column() -> None:
    full = [printed(60, 260, 80 + 15 * n) for n in range(20)]
    other = [*full, *(printed(300, 500, 80 + 15 * n) for n in range(20))]
    last = [printed(60, 200, 80), printed(60, 230, 95), printed(330, 480, 140)]
    assert columned([other, last]) == [[1] * 20 + [2] * 20, [0, 0, 0]]
    beside = [printed(60, 200, 80), printed(60, 230, 95), printed(330, 480, 80)]
    assert columned([other, beside]) == [[1] * 20 + [2] * 20, [1, 1, 2]]
    assert columned([beside, []]) == [[0, 0, 0], []]
