"""Targets bounded by another indicator, by a place or a direction alone, and those of tables."""

from decimal import Decimal

import pytest
from outlines import PLAN, outlined, promised, tabled

from policykb.extract.targets import targets

REPORT = {"doc_type": "report", "title": "2025年某省政府工作报告"}

COMPARED = [
    ("小微贷款增速不低于各项贷款增速", ">=", "各项贷款增速"),
    ("居民收入增长与经济增长同步", "=", "经济增长"),
    ("居民人均可支配收入增速高于全国平均水平", ">", "全国平均水平"),
    ("能耗降低完成国家下达目标", ">=", "国家下达目标"),
    ("能耗完成“十四五”国家考核目标", ">=", "“十四五”国家考核目标"),
    ("减排降碳控制在国家下达目标内", "<=", "国家下达目标"),
    ("不折不扣完成国家下达的约束性指标", ">=", "国家下达的约束性指标"),
]


def test_what_keeps_pace_is_quoted_with_its_words():
    (found,) = promised("一、发展目标\n居民收入增长与经济增长同步。")
    assert (found.value_text, found.comparator) == ("与经济增长同步", "经济增长")


def test_two_bounds_of_one_indicator_are_two_targets():
    found = promised("一、发展目标\n农民收入增速高于全国平均水平、高于城镇居民收入增速。")
    assert [(t.indicator, t.comparator) for t in found] == [
        ("农民收入增速", "全国平均水平"),
        ("农民收入增速", "城镇居民收入增速"),
    ]


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("中小企业人均收入增长8%", "中小企业"),
        ("建设特色产业基地10个", "特色产业基地"),
        ("50所县级医院达到三级水平", "县级医院"),
        ("新改建“四好农村路”4000公里", "某省"),
        ("专利数增长8%", "某省"),
    ],
)
def test_whom_a_target_speaks_of(clause, subject):
    (found,) = promised(f"一、发展目标\n{clause}。", **PLAN, region="某省")
    assert found.subject == subject


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


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("进出口总额力争保持正增长", ["进出口总额"]),
        ("主体数量稳步增长、质量持续提升", ["主体数量", "质量"]),
        ("参与的积极性有较大提升", ["参与的积极性"]),
    ],
)
def test_what_a_direction_is_of(clause, names):
    found = targets(outlined(f"一、发展目标\n{clause}。", **PLAN))
    assert [t.indicator for t in found] == names
    assert all(t.qualitative for t in found)


@pytest.mark.parametrize(
    ("clause", "operator"),
    [
        ("贮存处置总量趋零增长", "~"),
        ("建设用地总量零增长", "="),
        ("进出口总额正增长", ">"),
        ("粮食产量只增不减", ">="),
        ("水质稳定保持在Ⅱ类及以上", ">="),
        ("重大事故零发生", "="),
    ],
)
def test_no_growth_is_not_growth(clause, operator):
    (found,) = targets(outlined(f"一、发展目标\n{clause}。", **PLAN))
    assert (found.operator, found.qualitative) == (operator, True)


@pytest.mark.parametrize(
    ("title", "level", "place"),
    [
        ("国务院关于河北雄安新区总体规划（2018—2035年）的批复", "national", "雄安新区"),
        ("国务院办公厅关于四川省有关问题的函", "national", "四川省"),
        ("国务院关于推广浙江省经验的通知", "national", "全国"),
        ("国务院关于同意全国节水规划的批复", "national", "全国"),
    ],
)
def test_a_reply_speaks_for_the_place_it_is_about(title, level, place):
    meta = {"doc_type": "measures", "title": title, "level": level, "region": "全国"}
    (found,) = promised("一、控制要求\n绿地占比稳定在70%。", **meta, period="2018-2035")
    assert (found.region, found.subject) == (place, place)


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


def test_a_table_names_its_rows_by_their_indicator_not_by_their_class():
    rows = [
        ["类别", "序号", "指标名称", "单位", "2020年", "2025年", "年均〔累计〕", "属性"],
        ["规模", "1", "船舶产值", "亿元", "300", "480", "9.9", "预期性"],
        ["", "2", "1.在册企业", "万户", "2", "≥3.5", "", "预期性"],
        ["绿色", "3", "单位产值水耗降低", "%", "—", "—", "〔12〕", "约束性"],
    ]
    found = targets(tabled(rows, **PLAN))
    said = [(t.indicator, t.operator, t.value, t.unit, t.deadline, t.basis) for t in found]
    assert said == [
        ("船舶产值", "=", Decimal(48_000_000_000), "元", "2025", None),
        ("在册企业", ">=", Decimal(35000), "户", "2025", None),
        ("单位产值水耗降低", "=", Decimal(12), "%", "2025", "cumulative"),
    ]
    assert [t.baseline for t in found] == ["2020年300", "2020年2", ""]


def test_a_table_of_tasks_has_a_goal_for_each_year():
    rows = [
        ["序号", "重点任务", "2026年目标", "2028年目标", "责任单位"],
        ["1", "建设共享菜园", "12个", "30个", "甲局"],
        ["2", "扩大冷库容量", "冷库容量5万吨", "冷库容量9万吨", "乙局"],
        ["3", "完善制度", "制定办法", "—", "丙局"],
    ]
    found = targets(tabled(rows, doc_type="plan", period="2026-2028"))
    assert [(t.indicator, t.value, t.unit, t.deadline, t.baseline) for t in found] == [
        ("共享菜园", 12, "个", "2026", ""),
        ("共享菜园", 30, "个", "2028", ""),
        ("冷库容量", 50000, "吨", "2026", ""),
        ("冷库容量", 90000, "吨", "2028", ""),
    ]
