"""The outline: every ladder, and what only looks like one."""

import pytest
from growth import MOST, TIMES, assert_linear, growth
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_samples import BODY, document, numbers, outline

from policykb.parse.ladders import read_marker
from policykb.types import Block

MARKERS = [
    ("一、发展背景", "一、", (1,)),
    ("二十一、附则", "二十一、", (21,)),
    ("（一）加强支持", "（一）", (1,)),
    ("(二十) 加强支持", "(二十)", (20,)),
    ("（ 三 ）加强支持", "（三）", (3,)),
    ("1.建立机制", "1.", (1,)),
    ("10． 建立机制", "10．", (10,)),
    ("３、建立机制", "３、", (3,)),
    ("（1）首次违法", "（1）", (1,)),
    ("①首次违法", "①", (1,)),
    ("2）首次违法", "2）", (2,)),
    ("b)采用储罐", "b)", (2,)),
    ("2.1. 现状", "2.1.", (2, 1)),
    ("4.1.2.1 一级标准", "4.1.2.1", (4, 1, 2, 1)),
    ("1 范围", "1", (1,)),
    ("第三条 本法适用于中小企业。", "第三条", (3,)),
    ("第十条之一　补充规定。", "第十条之一", (10, 1)),
    ("第 二 章　总则", "第二章", (2,)),
    ("第二章总则", "第二章", (2,)),
    ("第一编 通则", "第一编", (1,)),
    ("专栏1 重点工程", "专栏1", (1,)),
    ("第二、坚持勤俭办事", "第二、", (2,)),
]


@pytest.mark.parametrize(("text", "printed", "path"), MARKERS, ids=[m[0] for m in MARKERS])
def test_reads_a_clause_number(text, printed, path):
    marker = read_marker(text)
    assert marker is not None
    assert (marker.printed, marker.path) == (printed, path)


NOT_MARKERS = [
    "6.1 35 8.3",
    "第三条规定的情形除外",
    "第三条、第四条同时适用",
    "第二章第一节的规定",
    "第十条第二款所列事项",
    "2019年底前完成",
    "2019.5万元已经到位",
    "1.5万亿元的信贷规模",
    "3.2％的增速",
    "3.5个百分点",
    "（一）、（二）项所列材料",
    "（三）项规定的材料",
    "一是加强领导",
    "一般情况下",
    "十分重要的作用",
    "二、三级医院共建",
    "——坚持市场导向",
    "第一，加强领导",
    "12,345家企业",
    "第二章是发展思路和主要目标",
    "04.07.2016 22:53",
]


@pytest.mark.parametrize("text", NOT_MARKERS)
def test_leaves_what_is_no_clause_number(text):
    assert read_marker(text) is None


CASES = {
    "四级结构层次": (
        ["一、总体要求", "（一）目标", "1.到位率", BODY, "2.覆盖率", BODY, "（二）原则", BODY, "二、任务", BODY],
        ["h1_1 总体要求", "h1_1__h2_1 目标", "h1_1__h2_1__h3_1 到位率", "h1_1__h2_1__h3_2 覆盖率", "h1_1__h2_2 原则", "h1_2 任务"],
    ),
    "条目跨章连续编号": (
        ["一、财税", f"（一）减负。{BODY}", f"（二）增效。{BODY}", "二、融资", f"（三）贷款。{BODY}", "三、市场", f"（四）采购。{BODY}"],
        ["h1_1 财税", "h1_1__h2_1 减负+", "h1_1__h2_2 增效+", "h1_2 融资", "h1_2__h2_3 贷款+", "h1_3 市场", "h1_3__h2_4 采购+"],
    ),
    "三级条目跨二级连续编号": (
        ["一、工程", "（一）园区", "1.建园", BODY, "2.育企", BODY, "（二）科创", "3.合作", BODY],
        ["h1_1 工程", "h1_1__h2_1 园区", "h1_1__h2_1__h3_1 建园", "h1_1__h2_1__h3_2 育企", "h1_1__h2_2 科创", "h1_1__h2_2__h3_3 合作"],
    ),
    "跳级": (
        ["一、情况", BODY, "二、做法", f"1.改革审批。{BODY}", f"2.优化服务。{BODY}"],
        ["h1_1 情况", "h1_2 做法", "h1_2__h3_1 改革审批+", "h1_2__h3_2 优化服务+"],
    ),
    "论文小数编号": (
        ["1. 引言", BODY, "2. 态势", "2.1. 总量增长", BODY, "2.1.1. 主体增多", BODY, "2.2. 结构优化", BODY, "3. 结论", BODY],
        ["h1_1 引言", "h1_2 态势", "h1_2__h2_1 总量增长", "h1_2__h2_1__h3_1 主体增多", "h1_2__h2_2 结构优化", "h1_3 结论"],
    ),
    "标准的编号不带点": (
        ["1 范围", BODY, "2 术语", "2.1 新建企业", BODY, "3 要求", "3.1 一般规定", "3.1.1 企业应当建立台账，记录运行参数。", "3.1.2 台账保存三年。"],
        ["h1_1 范围", "h1_2 术语", "h1_2__h2_1 新建企业", "h1_3 要求", "h1_3__h2_1 一般规定", "h1_3__h2_1__h3_1", "h1_3__h2_1__h3_2"],
    ),
    "编章节条款项目": (
        ["第一编 通则", "第一章 总则", "第一条 为了规范管理，制定本办法。", "第二章 登记", "第一节 受理", "第二条 申请人提交下列材料：", "（一）申请书；", "（二）证明：", "1.身份证明；", "2.场所证明。", "材料不全的，应当一次告知。", "第三条 本办法由主管部门解释。"],
        ["part_1 通则", "part_1__chp_1 总则", "part_1__chp_1__art_1", "part_1__chp_2 登记", "part_1__chp_2__sec_1 受理", "part_1__chp_2__sec_1__art_2", "part_1__chp_2__sec_1__art_2__item_1", "part_1__chp_2__sec_1__art_2__item_2", "part_1__chp_2__sec_1__art_2__item_2__subitem_1", "part_1__chp_2__sec_1__art_2__item_2__subitem_2", "part_1__chp_2__sec_1__art_3"],
    ),
    "第十条之一": (
        ["第九条 甲乙丙丁戊己。", "第十条 甲乙丙丁戊己。", "第十条之一 甲乙丙丁戊己。", "第十一条 甲乙丙丁戊己。"],
        ["art_9", "art_10", "art_10-1", "art_11"],
    ),
    "条的标题在括号里": (
        ["第一条（目的依据）", "为了促进发展，制定本条例。", "第二条（适用范围） 本条例适用于本市。"],
        ["art_1 目的依据+", "art_2 适用范围+"],
    ),
    "一、下有条": (
        ["一、总则", "第一条 为了规范管理，制定本办法。", "第二条 本办法适用于本市。", "二、登记", "第三条 申请人应当登记。"],
        ["h1_1 总则", "h1_1__art_1", "h1_1__art_2", "h1_2 登记", "h1_2__art_3"],
    ),
    "1.下有（一）": (
        ["一、安排", "1.准备工作", "（一）摸底", BODY, "（二）建账", BODY, "2.实施工作", "（一）动员", BODY],
        ["h1_1 安排", "h1_1__h3_1 准备工作", "h1_1__h3_1__h2_1 摸底", "h1_1__h3_1__h2_2 建账", "h1_1__h3_2 实施工作", "h1_1__h3_2__h2_1 动员"],
    ),
    "列举的条目没有标题": (
        ["一、条件", BODY, "（一）依法设立；", "（二）信用良好；", "（三）没有重大违法记录。", "二、程序", BODY],
        ["h1_1 条件", "h1_1__h2_1", "h1_1__h2_2", "h1_1__h2_3", "h1_2 程序"],
    ),
    "整句不是标题": (
        [f"一、企业数量持续增长，结构不断优化，活力明显增强，贡献稳步提高，已经成为吸纳就业的主要力量和创新的重要源泉。{BODY}", f"二、要根据各地实际情况制定具体的实施办法，明确责任分工和完成时限，加强督促检查，确保各项工作按期完成。{BODY}"],
        ["h1_1", "h1_2"],
    ),
    "标题独占一行以句号结尾": (
        ["（一）统筹建设平台。", BODY, "（二）实行清单管理。", BODY],
        ["h2_1 统筹建设平台", "h2_2 实行清单管理"],
    ),
    "短标签": (
        ["一、元旦：1月1日放假。", "二、春节：2月4日放假，共七天。", "三、清明：4月5日放假。"],
        ["h1_1 元旦+", "h1_2 春节+", "h1_3 清明+"],
    ),
    "标题折行": (
        ["一、提高《企业管理", "工作指南》应用水平", BODY, "二、加强人才", BODY],
        ["h1_1 提高《企业管理工作指南》应用水平", "h1_2 加强人才"],
    ),
    "章名另起一行": (["第一章", "总则", "第一条 甲乙丙丁。", "第二章", "附则", "第二条 甲乙丙丁。"], ["chp_1 总则", "chp_1__art_1", "chp_2 附则", "chp_2__art_2"]),
    "段首的条文引用": (
        ["第一条 为了规范管理，制定本办法。", "第三条规定的情形，由主管部门认定。", "第二条 本办法适用于本市。"],
        ["art_1", "art_2"],
    ),
    "段首的年份和金额": (
        ["一、目标", "2025年底前完成改造。", "1.5万亿元信贷投放到位。", "3.2个百分点的提升幅度。", "二、措施", BODY],
        ["h1_1 目标", "h1_2 措施"],
    ),
    "断句后的数字不是编号": (
        ["一、目标", "各地建成示范园区共计，", "3.家企业入驻园区开展工作。", BODY, "二、措施", BODY],
        ["h1_1 目标", "h1_2 措施"],
    ),
    "缺号": (
        ["一、背景", BODY, "二、目标", BODY, "四、保障", BODY],
        ["h1_1 背景", "h1_2 目标", "h1_4 保障"],
    ),
    "重号": (
        ["一、背景", BODY, "二、目标", BODY, "二、保障", BODY],
        ["h1_1 背景", "h1_2 目标", "h1_2~2 保障"],
    ),
    "专栏": (
        ["一、任务", BODY, "专栏1 重点工程", "1.强基工程。提升基础能力，补齐短板弱项。", "2.育才工程。培养紧缺人才，优化队伍结构。", "二、保障", BODY],
        ["h1_1 任务", "h1_1__box_1 重点工程", "h1_1__box_1__h3_1 强基工程+", "h1_1__box_1__h3_2 育才工程+", "h1_2 保障"],
    ),
    "正文编号不带点": (
        ["1 引言", BODY, "2 方法", BODY, "3 结论", BODY],
        ["h1_1 引言", "h1_2 方法", "h1_3 结论"],
    ),
    "标准的附录": (
        ["1 范围", BODY, "1.1 一般规定", BODY, "附录A", "（规范性附录）", "测定方法", "A.1 总则", BODY, "A.1.1 仪器", BODY, "A.2 步骤", BODY],
        ["h1_1 范围", "h1_1__h2_1 一般规定", "annex_A 测定方法", "annex_A__h1_1 总则", "annex_A__h1_1__h2_1 仪器", "annex_A__h1_2 步骤"],
    ),
    "前言不管住编号": (
        ["前言", BODY, "1. 引言", BODY, "2. 现状", "2.1. 总量", BODY, "参考文献", "[1] 某某. 某书."],
        ["nn_1 前言", "h1_1 引言", "h1_2 现状", "h1_2__h2_1 总量", "nn_2 参考文献"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), CASES.values(), ids=CASES.keys())
def test_outline(blocks, expected):
    assert outline(*blocks) == expected


def test_automatic_numbers_give_the_same_eids_as_printed_ones():
    printed = document("一、背景", "（一）回顾", BODY, "（二）形势", BODY, "二、目标", BODY)
    automatic = document(
        Block(text="背景", role="paragraph", number="一、", level=1),
        Block(text="回顾", role="paragraph", number="（一）", level=2),
        BODY,
        Block(text="形势", role="paragraph", number="（二）", level=2),
        BODY,
        Block(text="目标", role="paragraph", number="二、", level=1),
        BODY,
    )
    assert automatic.text == printed.text
    assert [p.eid for p in automatic.provisions()] == [p.eid for p in printed.provisions()]


def test_unnumbered_headings_by_style():
    blocks = [
        Block(text="工作回顾", role="paragraph", level=1),
        BODY,
        "（一）稳增长。" + BODY,
        "（二）促改革。" + BODY,
        Block(text="工作安排", role="paragraph", level=1),
        BODY,
        "（一）扩内需。" + BODY,
    ]
    assert outline(*blocks) == [
        "nn_1 工作回顾",
        "nn_1__h2_1 稳增长+",
        "nn_1__h2_2 促改革+",
        "nn_2 工作安排",
        "nn_2__h2_1 扩内需+",
    ]


def test_paragraphs_after_items_belong_to_the_article():
    found = document(
        "第一条 有下列情形之一的：", "（一）甲；", "（二）乙。", "前款情形由机关认定。"
    )
    article = found.body[0]
    assert [child.eid for child in article.children] == [
        "art_1__item_1",
        "art_1__item_2",
        "art_1__para_2",
    ]
    assert article.children[2].span.of(found.text) == "前款情形由机关认定。"


def test_closing_paragraph_is_not_part_of_the_last_clause():
    found = document(
        *[f"（{n}）做好准备。{BODY}" for n in "一二三四"], "各地要加强领导，抓好落实。"
    )
    assert [p.eid for p in found.body] == ["h2_1", "h2_2", "h2_3", "h2_4", "nn_1"]


def test_annexes_restart():
    found = document(
        "一、要求",
        BODY,
        "二、落实",
        BODY,
        "附件1",
        "工作清单",
        "一、清单",
        BODY,
        "附件2：分工表",
        "一、分工",
        BODY,
    )
    assert [p.eid for p in found.provisions()] == [
        "h1_1", "h1_2", "annex_1", "annex_1__h1_1", "annex_2", "annex_2__h1_1",
    ]  # fmt: skip
    assert [(a.number, a.heading) for a in found.annexes] == [
        ("附件1", "工作清单"),
        ("附件2", "分工表"),
    ]


@pytest.mark.parametrize(
    ("blocks", "warning"),
    [
        (["一、甲事", BODY, "三、乙事", BODY], "缺号"),
        (["一、甲事", BODY, "二、乙事", BODY, "二、丙事", BODY], "重复"),
        (["二、甲事", BODY, "三、乙事", BODY], "缺少开头"),
    ],
    ids=["缺号", "重号", "缺开头"],
)
def test_audit_tells_of_odd_numbers(blocks, warning):
    assert any(warning in line for line in document(*blocks).warnings)


def test_contents_are_not_clauses():
    heads = ["第一章 总则", "第二章 登记", "第三章 附则"]
    body = [x for i, h in enumerate(heads) for x in (h, f"第{'一二三'[i]}条 甲乙丙丁戊。")]
    for contents in (
        ["目录", *heads],
        heads,
        ["目 录", *[f"{h}………{i}" for i, h in enumerate(heads)]],
    ):
        found = document("某某条例", *contents, *body)
        assert [p.eid for p in found.body] == ["chp_1", "chp_2", "chp_3"]
        assert "toc" in {e.role for e in found.elements}


def test_tables_stay_in_their_clause():
    rows = (("指标", "数值"), ("企业数", "三万"), ("就业数", "五万"))
    table = Block(text="", role="table", rows=rows)
    found = document("一、目标", BODY, "表1 主要指标", table, "二、任务", BODY)
    (made,) = found.tables
    assert (made.eid, made.caption, made.header_rows) == ("h1_1", "表1 主要指标", 1)
    assert [[cell.of(found.text) for cell in row] for row in made.cells] == [list(r) for r in rows]


@pytest.mark.parametrize("unit", ["第一", "（", "1.", "一", "1.1", " 　"])
def test_adversarial_lines_are_read_in_linear_time(unit):
    assert_linear(lambda text: document("一、目标", text + "附件", BODY), unit)


def test_many_clauses_are_read_in_linear_time():
    lines = [
        text
        for n in range(2000)
        for text in (f"第{n + 1}条 甲乙丙丁戊己庚辛。", "（一）甲；", "（二）乙。", "丙丁。")
    ]
    assert growth(lambda some: document(*some), lines[: len(lines) // TIMES], lines) <= MOST


NUMBERS = "一二三四五六七八九"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=0, max_size=5), min_size=1, max_size=9))
def test_any_regular_numbering_is_read_back(shape):
    """Chapters with clauses with points, generated; every number must come back as its eid."""
    blocks, expected = [], []
    for i, clauses in enumerate(shape):
        blocks += [f"{NUMBERS[i]}、章标题", BODY]
        expected.append(f"h1_{i + 1}")
        for j, points in enumerate(clauses):
            blocks += [f"（{NUMBERS[j]}）节标题", BODY]
            expected.append(f"h1_{i + 1}__h2_{j + 1}")
            for k in range(points):
                blocks += [f"{k + 1}.点标题", BODY]
                expected.append(f"h1_{i + 1}__h2_{j + 1}__h3_{k + 1}")
    assert [line.split()[0] for line in outline(*blocks)] == expected


def test_numbers_in_a_box_are_its_own():
    found = document(
        "一、任务", "1.建设网络。" + BODY, "2.推进协同。" + BODY, "专栏1 重点工程",
        "1.扩容工程。" + BODY, "2.提速工程。" + BODY, "3.深化应用。" + BODY, "二、保障", BODY,
    )  # fmt: skip
    assert [eid for eid, _ in numbers(found)] == [
        "h1_1", "h1_1__h3_1", "h1_1__h3_2", "h1_1__h3_2__box_1", "h1_1__h3_2__box_1__h3_1",
        "h1_1__h3_2__box_1__h3_2", "h1_1__h3_2__box_1__h3_3", "h1_2",
    ]  # fmt: skip


def test_terms_under_their_numbers():
    found = document(
        "1 范围", BODY, "2 术语", "2.1", "服务平台 service platform", BODY, "2.2", "窗口", BODY
    )
    assert numbers(found)[2:] == [
        ("h1_2__h2_1", "服务平台 service platform"),
        ("h1_2__h2_2", "窗口"),
    ]


def test_clause_whose_parent_is_not_printed():
    found = document(
        "1 范围", BODY, "2 要求", "2.1 通则", "2.1.1 甲", BODY, "2.3.1 乙", BODY, "2.3.2 丙", BODY
    )
    assert [eid for eid, _ in numbers(found)][-3:] == [
        "h1_2__h2_1__h3_1", "h1_2__h3_3-1", "h1_2__h3_3-2",
    ]  # fmt: skip


def test_decimal_numbers_run_on_over_chapters():
    found = document(
        "第一章 简介", "1.1 目的", BODY, "1.2 背景", BODY, "第二章 需求", "1.3 规则", BODY
    )
    assert numbers(found)[-1] == ("chp_2__h2_3", "规则")


def test_sentences_of_a_standard_are_no_headings():
    found = document(
        "1 范围", BODY, "2 要求", "2.1 人员", "2.1.1 人员不少于10人。", "2.1.2 每年培训一次。"
    )
    assert [heading for _, heading in numbers(found)] == ["范围", "要求", "人员", "", ""]


def test_list_that_a_colon_leads_in_has_no_heading():
    found = document(
        "一、政策",
        "（一）新办企业免征一年。",
        "（二）对安置人员的企业：",
        "1.达到六成的，免征；",
        "2.达到三成的，减半。",
    )
    assert [h for e, h in numbers(found) if "h2" in e and "h3" not in e] == ["", ""]
