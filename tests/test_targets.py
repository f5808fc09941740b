"""Targets: what is promised, and only that."""

import time
from decimal import Decimal

import pytest
from outlines import outlined, tabled

from policykb.extract.targets import targets

PLAN = {"doc_type": "plan", "period": "2021-2025", "title": "“十四五”示范产业规划"}
REPORT = {"doc_type": "report", "title": "2025年某省政府工作报告"}


def promised(text, **meta):
    return [t for t in targets(outlined(text, **(meta or PLAN))) if not t.qualitative]


# sentence of a section of goals, then indicator, operator, value and unit of each target
GOALS = [
    ("企业人均收入增长18%以上。", [("企业人均收入增长率", ">=", "18", "%")]),
    ("研发经费年均增长10%左右，专利数年均增长5%。", [("研发经费年均增长率", "~", "10", "%"), ("专利数年均增长率", "=", "5", "%")]),
    (
        "推动形成一百万家甲企业、十万家乙企业、一万家丙企业。",
        [("甲企业数量", "=", "1000000", "家"), ("乙企业数量", "=", "100000", "家"), ("丙企业数量", "=", "10000", "家")],
    ),
    ("培育200个集群和10个合作区。", [("集群数量", "=", "200", "个"), ("合作区数量", "=", "10", "个")]),
    ("地区生产总值突破2.5万亿元。", [("地区生产总值", ">", "2500000000000", "元")]),
    ("失业率、物价涨幅分别控制在5%和3%以内。", [("失业率", "<=", "5", "%"), ("物价涨幅", "<=", "3", "%")]),
    ("城乡居民收入分别增长5%和7%左右。", [("城乡居民收入增长率", "~", "5", "%"), ("城乡居民收入增长率", "~", "7", "%")]),
    ("工业投资达到400亿元、增长8%以上。", [("工业投资", "=", "40000000000", "元"), ("工业投资增长率", ">=", "8", "%")]),
    ("产值五年翻一番。", [("产值五年", "=", "2", "倍")]),
    ("单位产值能耗降低13.5%。", [("单位产值能耗下降率", "=", "13.5", "%")]),
    ("占比提高3个百分点。", [("占比增长率", "=", "3", "百分点")]),
    ("每县至少办好1所优质高中。", [("优质高中数量", ">=", "1", "所")]),
    ("新增岗位5万农民。", [("农民数量", "=", "50000", "人")]),
    ("实施亿元以上技改项目1200项以上。", [("亿元以上技改项目", ">=", "1200", "项")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), GOALS, ids=[g[0] for g in GOALS])
def test_reads_every_number_of_a_goal(sentence, expected):
    found = promised(f"一、发展目标\n{sentence}")
    assert [(t.indicator, t.operator, t.value, t.unit) for t in found] == [
        (i, op, Decimal(v), u) for i, op, v, u in expected
    ]


def test_a_range_has_both_ends():
    (found,) = promised("一、发展目标\n培育3—5个龙头企业。")
    assert (found.value, found.value_max) == (3, 5)


# what tells of the past, describes, limits conduct or sets terms of support
OTHERS = [
    "已建成300个平台。",
    "截至2020年底，企业数达4331万户。",
    "2019年收入增长了12%。",
    "用地面积不得超过50亩。",
    "每户给予5000元补贴。",
    "办理时间为30日。",
    "我省有20个口岸。",
    "围绕10个品类提升质量。",
    "全面对接60多个项目。",
    "实施“百千万”行动和三年行动计划。",
    "进入第2个一百年。",
    "重点抓好11个方面工作。",
]


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_promises_nothing_is_no_target(sentence):
    assert promised(f"一、主要任务\n{sentence}") == []


def test_a_review_holds_no_targets_and_a_plan_section_does():
    text = (
        "一、2024年工作回顾\n地区生产总值增长5.8%。力争新增企业300家。\n"
        "二、2025年工作安排\n地区生产总值增长5%左右。新增企业200家。"
    )
    found = promised(text, **REPORT)
    assert [(t.value, t.deadline) for t in found] == [(5, "2025"), (200, "2025")]


def test_a_report_without_headings_turns_ahead_in_a_paragraph():
    text = "过去一年，收入增长6%。\n今年发展的主要预期目标是：收入增长5%左右，新增就业30万人。"
    assert [t.value for t in promised(text, **REPORT)] == [5, 300000]


def test_children_of_a_review_are_reviews_whatever_their_headings_say():
    text = "一、2024年工作回顾\n（一）实施重点工程，推动产业发展\n建成平台30个。"
    assert promised(text, **REPORT) == []


@pytest.mark.parametrize("kind", ["measures", "plan"])
def test_targets_stand_in_measures_too(kind):
    text = "一、提升数字化水平\n（一）推广产品应用。培育一批平台，打造100个应用场景，满足需求。"
    (found,) = promised(text, doc_type=kind, written_on="2021-11-06")
    assert (found.value, found.indicator, found.eid) == (100, "应用场景数量", "n_2")


def test_a_regulation_sets_rules_not_targets():
    assert promised("一、总则\n比例达到30%以上。", doc_type="regulation") == []


def test_measures_without_a_verb_of_doing_describe():
    text = "一、号牌规格\n号牌宽度480毫米。"
    assert promised(text, doc_type="measures", written_on="2018-12-20") == []


def test_deadline_and_period_come_from_the_nearest_date():
    text = "一、发展目标\n到2025年，建成平台30个，产值达到500亿元。比2020年增长20%。"
    found = promised(text)
    assert [t.deadline for t in found] == ["2025", "2025", "2025"]
    assert found[2].baseline == "比2020年"
    assert {t.period for t in found} == {"2021-2025"}


def test_the_quote_is_the_smallest_run():
    text = "一、发展目标\n加快转型，建成平台30个、基地5个；满意度提高。"
    document = outlined(text, **PLAN)
    found = [t for t in targets(document) if not t.qualitative]
    assert [t.span.of(text) for t in found] == ["建成平台30个", "基地5个"]


COMPARED = [
    ("小微贷款增速不低于各项贷款增速", ">=", "各项贷款增速"),
    ("居民收入增长与经济增长同步", "=", "经济增长"),
    ("居民人均可支配收入增速高于全国平均水平", ">", "全国平均水平"),
    ("能耗降低完成国家下达目标", ">=", "国家下达目标"),
]


@pytest.mark.parametrize(
    ("clause", "operator", "comparator"), COMPARED, ids=[c[0] for c in COMPARED]
)
def test_a_bound_may_be_another_indicator(clause, operator, comparator):
    (found,) = promised(f"一、发展目标\n{clause}。")
    assert (found.operator, found.comparator, found.value) == (operator, comparator, None)


def test_goals_without_a_bound_are_kept_apart():
    found = targets(outlined("一、发展目标\n运营效益稳步提升，税费负担进一步减轻。", **PLAN))
    assert [(t.indicator, t.operator, t.qualitative) for t in found] == [
        ("运营效益", ">", True),
        ("税费负担", "<=", True),
    ]


def test_reads_a_table_of_targets():
    rows = [
        ["指标", "2020年", "2025年", "年均增长", "属性"],
        ["研发经费投入强度（%）", "2.4", "3.2", "", "预期性"],
        ["新建平台（个）", "—", "〔25〕", "", "约束性"],
    ]
    found = targets(tabled(rows, caption="专栏1 主要指标", **PLAN))
    assert [(t.indicator, t.value, t.unit, t.deadline, t.binding, t.basis) for t in found] == [
        ("研发经费投入强度", Decimal("3.2"), "%", "2025", "预期性", None),
        ("新建平台", Decimal(25), "个", "2025", "约束性", "cumulative"),
    ]


@pytest.mark.parametrize(
    "unit", ["增长1%，", "1家、", "的", "高于", "到2025年", "分别1%和", "“", "（1", "目标是："]
)
def test_time_is_linear(unit):
    text = "一、发展目标\n" + (unit * 10_000)[:10_000]
    short, long = (outlined(text[:n], **PLAN) for n in (2_506, 10_006))
    assert _seconds(long) < 12 * _seconds(short) + 0.02


def _seconds(document):
    begin = time.perf_counter()
    targets(document)
    return time.perf_counter() - begin
