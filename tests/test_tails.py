"""What lost the line break before it: clauses, signatures and dates behind a sentence."""

import pytest
from clean_samples import source as lined
from growth import assert_linear
from parse_samples import BODY

from policykb.clean import clean
from policykb.clean.carried import entitled_apart
from policykb.clean.tails import untailed
from policykb.parse import parse
from policykb.types import Block


def blocks(*lines: str) -> list[str]:
    made = [Block(text=line, role="paragraph") for line in lines]
    return [block.text for block in untailed(made)]


PARTED = {
    "下一章": (["第一章 总则", f"第一条 {BODY}第二章", "登记"], ["第一章 总则", f"第一条 {BODY}", "第二章", "登记"]),
    "下一条": (["第一条", f"{BODY}第二条", BODY], ["第一条", BODY, "第二条", BODY]),
    "下一节标题": (["一、减负", f"（一）降税。{BODY}二、融资"], ["一、减负", f"（一）降税。{BODY}", "二、融资"]),
    "首节标题": ([f"{BODY}一、减负", "（一）降税。"], [BODY, "一、减负", "（一）降税。"]),
    "标题下第一项": (["一、减负（一）降税。"], ["一、减负", "（一）降税。"]),
    "标题下续号": (["（六）降费。", "二、融资（七）增信。"], ["（六）降费。", "二、融资", "（七）增信。"]),
    "三节以上": ([f"{BODY}一、甲。二、乙。三、丙。"], [BODY, "一、甲。", "二、乙。", "三、丙。"]),
    "标题下各点": (["（一）范围。1.甲。2.乙。"], ["（一）范围。", "1.甲。", "2.乙。"]),
    "标题下续点": (["4.甲。", "三、融资5.乙。"], ["4.甲。", "三、融资", "5.乙。"]),
    "括号后续点": (["4.甲。（某局负责）5.乙。"], ["4.甲。（某局负责）", "5.乙。"]),
    "段中续点": (["1.甲。", f"{BODY}2.乙。"], ["1.甲。", BODY, "2.乙。"]),
    "三点以上": ([f"{BODY}1.甲。2.乙。3.丙。"], [BODY, "1.甲。", "2.乙。", "3.丙。"]),
    "段末标题下首点": ([f"{BODY}（一）减负", "1.降税。"], [BODY, "（一）减负", "1.降税。"]),
    "标题和首点": ([f"{BODY}（一）减负1.降税。"], [BODY, "（一）减负", "1.降税。"]),
    "带逗号的标题": (["要求如下：一、减负，增效", BODY], ["要求如下：", "一、减负，增效", BODY]),
    "条下各项": (["第七条 应当回避:(一)亲属；(二)债权人。"], ["第七条 应当回避:", "(一)亲属；", "(二)债权人。"]),
    "落款": ([f"{BODY}某某市水务局", "2020年3月4日"], [BODY, "某某市水务局", "2020年3月4日"]),
    "括号后的落款": (["联系人见附表（水务科）某某市水务局", "2020年3月4日"], ["联系人见附表（水务科）", "某某市水务局", "2020年3月4日"]),
    "附件名": ([f"{BODY}附件：1.水渠名录2.泵站名录"], [BODY, "附件：1.水渠名录2.泵站名录"]),
    "两节，后一节只有标题": ([f"通知如下。一、减负。{BODY}二、增效，扩面", BODY], ["通知如下。", f"一、减负。{BODY}", "二、增效，扩面", BODY]),
    "带逗号的标题和首点": (["（一）减负，增效1.甲。2.乙。"], ["（一）减负，增效", "1.甲。", "2.乙。"]),
    "日期": ([f"{BODY}2020年3月4日"], [BODY, "2020年3月4日"]),
    "公开方式": (["2020年3月4日（此件公开发布）"], ["2020年3月4日", "（此件公开发布）"]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "parted"), PARTED.values(), ids=PARTED)
def test_what_follows_a_sentence_stands_alone(lines, parted) -> None:
    assert blocks(*lines) == parted


GIVEN = ["现将《水渠管养工作方案（试行）》印发给你们。", "附件：泵站应急预案"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"水渠管养工作方案（试行）为做好管养，{BODY}", "水渠管养工作方案（试行）"),
        (f"泵站应急预案一、工作原则{BODY}", "泵站应急预案"),
        (f"水渠管养工作方案（试行）经市政府同意，{BODY}", ""),
        (f"闸门管养工作方案为做好管养，{BODY}", ""),
    ],
)
def test_the_title_of_a_carried_text_stands_alone(line, title) -> None:
    made = [Block(text=text, role="paragraph") for text in (*GIVEN, line)]
    found = [block.text for block in entitled_apart(made)][2:]
    assert found == ([title, line.removeprefix(title)] if title else [line])


@pytest.mark.parametrize(
    "lines",
    [
        [f"要求如下。一、甲。{BODY}二、乙。{BODY}"],  # a list inside one paragraph
        ["一、减负", f"{BODY}四、融资"],  # the number before it is missing
        ["第一条", "修改为：“甲。第二条 乙。”"],  # the words of another text
        ["第一条", "依照本法第二条处理。"],
        ["3.材料：1.甲。2.乙。"],
        ["附件：1.甲。2.乙。3.丙。"],
        [f"{BODY}1.甲。2.乙。"],
        [f"{BODY}负责人某某", "2020年3月4日"],
        ["报送省（自治区）人民政府", "2020年3月4日"],
    ],
)
def test_other_numbers_and_words_stay_in_their_paragraph(lines) -> None:
    assert blocks(*lines) == lines


def test_headings_and_date_of_a_text_that_lost_some_breaks() -> None:
    lines = [
        "某某市减负措施",
        f"{BODY}一、降税",
        f"（一）甲。{BODY}二、融资",
        f"{BODY}2020年3月4日",
    ]
    found = parse(clean(lined(lines)))
    assert [p.heading for p in found.body if p.number] == ["降税", "融资"]
    assert found.meta.written_on == "2020-03-04"


@pytest.mark.parametrize("unit", ["。一、", "“（一）甲。", "。第一条", "。某局", "一、甲（一）"])
def test_hostile_lines_take_linear_time(unit) -> None:
    assert_linear(lambda text: blocks(text), unit)
