"""1 / 1.1 / 1.1.1 as plans for emergencies print it: spaced, glued, before what may be a unit."""

import pytest
from clean_samples import source as lined
from growth import assert_linear
from parse_samples import BODY, document, outline

from policykb.clean import clean
from policykb.clean.chapters import rejoined
from policykb.parse import parse
from policykb.parse.ladders import read_candidate, read_marker
from policykb.types import Document

HEADS = [
    ("1", "总则"), ("1.1", "目的"), ("1.2", "依据"), ("2", "机构"), ("2.1", "指挥机构"),
    ("2.2", "成员单位"), ("3", "附则"), ("3.1", "解释"), ("3.2", "施行"),
]  # fmt: skip


def read(lines: list[str]) -> Document:
    return parse(clean(lined(lines)))


def heads(found: Document) -> list[tuple[str, str]]:
    return [
        (p.number.rstrip(".．、"), p.heading) for p in found.provisions() if p.number or p.heading
    ]


def printed(gap: str, dot: str = "") -> list[str]:
    return [f"{number}{'' if '.' in number else dot}{gap}{words}" for number, words in HEADS]


def filled(lines: list[str]) -> list[str]:
    return [
        part
        for (number, _), line in zip(HEADS, lines, strict=True)
        for part in ((line, BODY) if "." in number else (line,))
    ]


STYLES = {
    "空格": (" ", ""),
    "全角空格": ("　", ""),
    "不空": ("", ""),
    "带点": ("", "."),
    "带全角点": ("", "．"),
    "带顿号": ("", "、"),
    "另起行": ("\n", ""),
}


@pytest.mark.parametrize(("gap", "dot"), STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("blank", [False, True], ids=["", "空行"])
@pytest.mark.parametrize("title", [None, "目  录", "某市防汛应急预案目录", ""])
def test_decimal_outline_however_it_is_printed(gap, dot, blank, title) -> None:
    """With no table of contents (None), under a title of it, or without one ("")."""
    lines = filled(printed(gap, dot))
    if title is not None:
        lines = [*([title] if title else []), *printed(gap, dot), *lines]
    lines = "\n".join(["某市防汛应急预案", *lines]).split("\n")
    found = read([part for line in lines for part in ((line, "") if blank else (line,))])
    assert heads(found) == HEADS
    assert found.meta.title == "某市防汛应急预案"
    assert found.tables == ()
    assert found.warnings == ()


def test_headings_that_follow_each_other_are_no_table() -> None:
    found = read(["1 总则", "1.1 目的", BODY, "2 预警", "2.1 监测", "2.2 预防", "2.3 解除", BODY])
    assert found.tables == ()
    assert [number for number, _ in heads(found)] == ["1", "1.1", "2", "2.1", "2.2", "2.3"]


@pytest.mark.parametrize(
    "rows",
    [
        ["甲县 1.1", "乙县 1.2", "丙县 1.3"],
        ["1 甲县 26", "2 乙县 31", "3 丙县 18"],
        ["2.1 甲县", "0.7 乙县", "1.9 丙县"],
    ],
)
def test_rows_of_figures_stay_a_table(rows) -> None:
    assert len(read(["一、进展", BODY, *rows, BODY]).tables) == 1


WORDS = ("日常", "分级", "人力", "名词", "次生", "家属", "年度", "个人", "周边", "项目", "天气")


@pytest.mark.parametrize("word", WORDS)
def test_a_number_that_is_expected_stands_before_a_unit(word) -> None:
    found = outline("1 总则", f"1.1{word}工作", BODY, "1.2依据", BODY, "2 附则", BODY)
    assert found == [
        "h1_1 总则", f"h1_1__h2_1 {word}工作", "h1_1__h2_2 依据", "h1_2 附则",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "1.1亿元资金已经到位。",
        "1.1万人次参加了培训。",
        "3.5个百分点的降幅已经实现。",
        "2.2家均增收，户户满意，成效初步显现。",
        "5万元以下的由县级审批",
        "3家企业入驻园区",
        "2025年底前全部完成",
        "12月底前全部完成",
    ],
)
def test_amounts_at_the_start_of_a_line_open_no_clause(text) -> None:
    found = outline("1 总则", BODY, "1.1 目的", BODY, text, "1.2 依据", BODY, "2 附则", BODY)
    assert found == ["h1_1 总则", "h1_1__h2_1 目的", "h1_1__h2_2 依据", "h1_2 附则"]


def test_glued_counts_without_parts_need_texts_below() -> None:
    assert outline("1适用范围", BODY, "2基本要求", BODY, "3监督检查", BODY) == [
        "h1_1 适用范围", "h1_2 基本要求", "h1_3 监督检查",
    ]  # fmt: skip
    assert outline("一、成效", BODY, "1家单位受到表彰", BODY, "2名同志立功", BODY) == ["h1_1 成效"]


def test_a_glued_chapter_without_parts_between_others() -> None:
    lines = ["1总则", "1.1目的", BODY, "2总结评估", BODY, "3保障", "3.1人员", BODY, "4附则", BODY]
    assert [line.split()[0] for line in outline(*lines)] == [
        "h1_1", "h1_1__h2_1", "h1_2", "h1_3", "h1_3__h2_1", "h1_4",
    ]  # fmt: skip


def test_candidates_are_more_than_markers() -> None:
    for text in ("1总则", "3.1日常监测", "2.年度考核"):
        assert read_marker(text) is None
        assert read_candidate(text).doubtful
    for text in ("1总则。各地要", "3.1亿元", "2025年", "1.1、1.2和1.3所列"):
        assert read_candidate(text) is None


# ------------------------------------------------------------------ tables of contents


def contents(found: Document) -> str:
    return "\n".join(e.span.of(found.text) for e in found.elements if e.role == "toc")


def test_contents_whose_chapters_lost_their_numbers() -> None:
    """As pages print them whose chapters are numbered by the program that shows them."""
    listed = ["总则", "1.1 目的", "1.2 依据", "机构", "2.1 指挥机构", "2.2 成员单位"]
    body = ["1 总则", "1.1 目的", BODY, "1.2 依据", BODY, "2 机构", "2.1 指挥机构", BODY]
    found = document("某市防汛应急预案", *listed, *body, "2.2 成员单位", BODY)
    assert heads(found)[:4] == [("1", "总则"), ("1.1", "目的"), ("1.2", "依据"), ("2", "机构")]
    assert contents(found).split("\n")[0] == "总则"


@pytest.mark.parametrize("marks", ["一、 二、 三、", "（一） （二） （三）", "1. 2. 3."])
def test_contents_of_any_ladder(marks) -> None:
    listed = [
        f"{mark}{words}"
        for mark, words in zip(marks.split(), ["背景", "内容", "要求"], strict=True)
    ]
    found = document(
        "某某规划解读", *listed, "某某规划解读", *[p for h in listed for p in (h, BODY)]
    )
    assert [words for _, words in heads(found)] == ["背景", "内容", "要求"]
    assert contents(found) == "\n".join(listed)


def test_chapters_that_hold_nothing_are_contents() -> None:
    chapters = ["第一章 总则", "第二章 登记", "第三章 附则"]
    found = document("某某条例", *chapters, BODY, "一、将第三条修改为：", BODY, "二、删去第五条。")
    assert [number for number, _ in heads(found)] == ["一、"[:1], "二"]


def test_a_catalogue_is_a_title_not_contents() -> None:
    found = document("某市政府采购目录", "一、货物类", BODY, "二、工程类", BODY)
    assert found.meta.title == "某市政府采购目录"
    assert [words for _, words in heads(found)] == ["货物类", "工程类"]


def test_forms_of_two_annexes_are_no_contents() -> None:
    fields = ["一、基本情况", "二、经营情况", "三、承诺事项"]
    found = document(
        "关于报名的通知", BODY, "附件1", "企业申请表", *fields, "附件2", "个人申请表", *fields
    )
    assert [a.number for a in found.annexes] == ["附件1", "附件2"]
    assert [len(a.children) for a in found.annexes] == [3, 3]


# ------------------------------------------------------------------ headings of the other ladders


def test_sentences_alone_on_their_line_head_what_follows() -> None:
    spoken = ["产业结构稳步优化。", "城乡面貌明显改观。", "民生保障更加有力。"]
    lines = ["一、工作回顾", BODY, *[part for line in spoken for part in (line, BODY + BODY)]]
    found = outline(*lines, "各位代表！成绩来之不易。" + BODY, "二、工作安排", BODY)
    assert found == [
        "h1_1 工作回顾", "h1_1__nn_1 产业结构稳步优化", "h1_1__nn_2 城乡面貌明显改观",
        "h1_1__nn_3 民生保障更加有力", "h1_2 工作安排",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoken",
    [
        ["产业结构稳步优化。", "城乡面貌明显改观。"],  # two are sentences
        ["一是优化产业结构。", "二是改善城乡面貌。", "三是保障基本民生。"],
        ["——产业结构优化。", "——城乡面貌改观。", "——民生保障有力。"],
        ["各地应当做好准备。", "企业应当如实填报。", "部门应当按期办结。"],
    ],
)
def test_other_short_sentences_are_text(spoken) -> None:
    lines = [part for line in spoken for part in (line, BODY + BODY)]
    assert outline("一、工作回顾", BODY, *lines, "二、安排", BODY) == [
        "h1_1 工作回顾", "h1_2 安排",
    ]  # fmt: skip


def test_a_label_among_headed_clauses_is_a_heading() -> None:
    lines = ["（一）主动公开工作情况：" + BODY, "（二）依申请公开", BODY, "（三）监督保障", BODY]
    assert outline("一、总体情况", *lines) == [
        "h1_1 总体情况", "h1_1__h2_1 主动公开工作情况+", "h1_1__h2_2 依申请公开", "h1_1__h2_3 监督保障",
    ]  # fmt: skip


def test_headed_clauses_beside_a_plain_list_of_another_parent() -> None:
    plain = [
        f"{n}.在甲乙丙丁戊己庚辛壬癸方面分解任务若干项，涉及各有关部门和单位" for n in range(1, 6)
    ]
    headed = ["1.提高站位,压实责任。" + BODY, "2.明确分工,加强协调。" + BODY]
    found = outline("一、内容", "（一）任务", BODY, *plain, "（二）要求", BODY, *headed)
    assert [line.partition(" ")[2] for line in found if line.startswith("h1_1__h2_2__")] == [
        "提高站位,压实责任+", "明确分工,加强协调+",
    ]  # fmt: skip


def test_a_whole_sentence_beside_a_clause_without_heading() -> None:
    long = "一、今年是承上启下的一年，各地各部门要提高认识，全面落实各项任务，按时完成。" + BODY
    other = f"二、各项任务中,列在首位的单位为牵头单位或者汇总单位。{BODY}"
    assert outline(long, other) == ["h1_1", "h1_2"]


def test_what_amends_is_no_heading() -> None:
    found = outline("一、某某办法", "1.将第四条修改为：", BODY, "2.将第六条第一款修改为：", BODY)
    assert found == ["h1_1 某某办法", "h1_1__h3_1", "h1_1__h3_2"]


def test_traditional_characters() -> None:
    found = outline(
        "第一章 總則", f"第一條 {BODY}", f"第二條 {BODY}", "第二章 附則", f"第三條 {BODY}"
    )
    assert [line.split()[0] for line in found] == [
        "chp_1", "chp_1__art_1", "chp_1__art_2", "chp_2", "chp_2__art_3",
    ]  # fmt: skip


def test_a_short_phrase_before_a_colon_heads_its_list() -> None:
    items = ["（一）依法设立；", "（二）信用良好。"]
    assert outline("一、申报条件：", *items, "二、申报程序：", BODY) == [
        "h1_1 申报条件", "h1_1__h2_1", "h1_1__h2_2", "h1_2 申报程序",
    ]  # fmt: skip
    assert outline("一、具备下列条件：", *items, "二、程序", BODY)[0] == "h1_1"


def test_a_heading_ends_with_who_is_responsible() -> None:
    lines = ["（一）培育企业（责任单位：某某局）", BODY, "（二）搭建平台（责任单位：某某委）", BODY]
    assert outline("一、任务", *lines)[1:] == [
        "h1_1__h2_1 培育企业（责任单位：某某局）", "h1_1__h2_2 搭建平台（责任单位：某某委）",
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["1\n甲\n2\n乙\n3\n丙\n3.1 丁\n", "1\n甲\n", "2\n2.1\n"])
def test_bare_numbers_are_read_in_linear_time(unit) -> None:
    assert_linear(lambda text: rejoined(lined([*text.split("\n")]).blocks), unit)


def test_phrases_before_a_full_stop_head_where_all_under_one_clause_do() -> None:
    first, again = f"1.1 目的。{BODY}", f"2.1 市场供应。{BODY}"
    found = outline(
        "1 总则", first, f"1.2 依据。{BODY}", "2 保障", again, "2.2 各地应储备。之后上报。"
    )
    assert found == ["h1_1 总则", "h1_1__h2_1 目的+", "h1_1__h2_2 依据+", "h1_2 保障", "h1_2__h2_1",
                     "h1_2__h2_2"]  # fmt: skip
