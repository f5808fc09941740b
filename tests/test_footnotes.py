"""Footnotes of PDF pages: found, whole, and out of the way of the sentence that goes on overleaf."""

from pathlib import Path

import pytest
from forms import _drawn, packed_pdf, wrapped

from policykb.clean import clean
from policykb.parse import parse
from policykb.read import parsed

TEXT = (
    "二、改善服务。各地要健全服务小店的工作机制{mark}，统筹资金、场地和人员，公开办事流程和办理时限，"
    "对小店反映集中的问题逐件回应，每年组织一次评议，评议结果向社会公布，并与资金安排挂钩。"
    "各地可以结合实际制定办法，及时总结做法，形成可以推广的经验，带动更多小店稳定经营、扩大就业。"
)


def page(lines, notes, number, indent):
    """A page of 16-point lines with notes of 9 points below a short rule."""
    drawn = [
        _drawn(74 + (indent if at == 0 else 0), 700 - 29 * at, 16, t) for at, t in enumerate(lines)
    ]
    drawn.append("74 150 m 200 150 l S\n" if notes else "")
    drawn += [_drawn(74, 136 - 13 * at, 9, note) for at, note in enumerate(notes)]
    drawn.append(_drawn(280, 60, 14, f"— {number} —"))
    return "".join(drawn).encode()


def read(text, notes, on_first=3):
    lines = wrapped(text)
    pages = [page(lines[:on_first], notes, 1, 32), page(lines[on_first:], [], 2, 0)]
    data = packed_pdf(pages)
    return clean(parsed(Path("注.pdf"), data, "pdf"))


# fmt: off
NOTES = [
    ("圈码", "①", ["① 小店指从业人员不足十人的经营者，包括个体工商户和", "小微企业，不含连锁门店。"],
     ["①小店指从业人员不足十人的经营者，包括个体工商户和小微企业，不含连锁门店。"]),
    ("方括号", "[1]", ["[1] 含个体工商户。"], ["[1]含个体工商户。"]),
    ("两条", "①②", ["① 含个体工商户。", "② 指村和社区。"], ["①含个体工商户。", "②指村和社区。"]),
    ("星号", "*", ["* 含个体工商户。"], ["*含个体工商户。"]),
    ("数字", "1", ["1 含个体工商户。"], ["¹含个体工商户。"]),
]
# fmt: on


@pytest.mark.parametrize(
    ("mark", "notes", "expected"), [n[1:] for n in NOTES], ids=[n[0] for n in NOTES]
)
def test_notes_stand_behind_the_paragraph(mark, notes, expected):
    text = TEXT.format(mark=mark)
    blocks = read(text, notes).blocks
    shown = [(b.role, b.text.replace(" ", "")) for b in blocks]
    if mark.isdecimal():  # a bare number is told from the figures of the text
        text = TEXT.format(mark="¹")
    assert shown == [("paragraph", text), *(("footnote", note) for note in expected)]
    assert {place.page for place in blocks[0].places} == {1, 2}
    assert {place.page for place in blocks[1].places} == {1}


def test_a_note_stands_behind_the_paragraph_of_its_mark():
    """Not behind the one with which the page ends."""
    lines = ["一、健全机制①。", "二、统筹资金②。", "三、公开流程。"]
    drawn = page(lines, ["① 含个体工商户。", "② 指村和社区。"], 1, 0)
    blocks = clean(parsed(Path("注.pdf"), packed_pdf([drawn]), "pdf")).blocks
    assert [block.text for block in blocks] == [
        lines[0], "①含个体工商户。", lines[1], "②指村和社区。", lines[2]
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["表1所列", "增加到1倍", "不少于1m"])
def test_a_number_that_two_places_could_mean_is_left_as_it_is(said):
    text = TEXT.format(mark="1").replace("人员", said)
    blocks = read(text, ["1 含个体工商户。"]).blocks
    got = blocks[0].text.replace(" ", "")
    assert got == text.replace("机制1", "机制¹")
    twice = TEXT.format(mark="1").replace("人员", "人员1")
    assert read(twice, ["1 含个体工商户。"]).blocks[0].text.replace(" ", "") == twice


def test_a_note_is_no_clause_of_the_ladder():
    document = parse(read(TEXT.format(mark="1"), ["1 含个体工商户。"]))
    numbers = [node.number for node in document.provisions() if node.number]
    assert numbers == ["二、"]


NO_NOTES = [
    ("资料来源", ["资料来源：某市统计局。"], ""),
    ("文中没有这个号", ["① 含个体工商户。"], ""),
    ("文中是数量", ["3 含个体工商户。"], "在3年内"),
]


@pytest.mark.parametrize(("notes", "said"), [n[1:] for n in NO_NOTES], ids=[n[0] for n in NO_NOTES])
def test_small_print_without_a_mark_in_the_text_stays_text(notes, said):
    source = read(TEXT.format(mark=said), notes)
    assert "footnote" not in {block.role for block in source.blocks}
    assert notes[0].replace(" ", "") in "".join(b.text for b in source.blocks).replace(" ", "")
