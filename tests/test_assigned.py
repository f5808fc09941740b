"""Numbers in tables: tasks in words, plans beside results, units and signs printed apart."""

from decimal import Decimal

from outlines import tabled

from policykb.extract.indicators import indicators
from policykb.extract.targets import targets

DRAFT = {
    "doc_type": "report",
    "title": "关于2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告",
    "period": "2025",
}


def aims(rows, **meta):
    found = [t for t in targets(tabled(rows, **meta)) if not t.qualitative]
    return [(t.indicator, t.operator, t.value, t.unit, t.deadline) for t in found]


def test_cells_of_tasks_promise_by_the_day_of_their_row():
    rows = [
        ["序号", "重点任务", "目标要求", "责任单位", "完成时限"],
        [
            "1",
            "码头扩建",
            "泊位延长至300米，年吞吐能力达到5万吨",
            "甲局（牵头）、乙县人民政府",
            "2027年6月",
        ],
        ["2", "船员培训", "累计培训800人次", "丙局", "2026年底前"],
        ["3", "编制规划", "印发实施", "丙局", "2026年9月"],
    ]
    assert aims(rows, doc_type="measures", written_on="2026-04-01") == [
        ("泊位", "=", 300, "米", "2027-06-30"),
        ("年吞吐能力", "=", 50000, "吨", "2027-06-30"),
        ("船员培训", "=", 800, "人次", "2026"),
    ]


def test_boxes_of_projects_promise_in_words():
    rows = [
        ["工程名称", "建设内容", "责任单位"],
        ["孵化器", "建设孵化器3万平方米，引进团队20个", "甲局"],
    ]
    assert aims(rows, doc_type="plan", period="2026-2030") == [
        ("孵化器", "=", 30000, "平方米", None),
        ("团队", "=", 20, "个", None),
    ]


def test_aims_of_works_without_bodies():
    rows = [
        ["工程名称", "主要内容", "预期目标"],
        ["清水工程", "治理河道20公里", "水质达标率达到95%，新增湿地300亩"],
    ]
    assert aims(rows, doc_type="plan", period="2026-2030") == [
        ("水质达标率", "=", 95, "%", None), ("新增湿地", "=", 300, "亩", None),
    ]  # fmt: skip


PLANNED = [
    ["指标名称", "单位", "2025年计划", "2025年预计完成", "2026年计划", "属性"],
    ["经济总量", "亿元", "1900", "1950", "2000", "预期性"],
    ["总量增速", "%", "5.5", "5.3", "5—5.5", "预期性"],
    ["细颗粒物浓度", "微克/立方米", "36", "35", "≤34", "约束性"],
]


def test_a_plan_stands_beside_what_became_of_the_last():
    assert aims(PLANNED, **DRAFT) == [
        ("经济总量", "=", 200_000_000_000, "元", "2026"),
        ("总量增速", "=", 5, "%", "2026"),
        ("细颗粒物浓度", "<=", 34, "微克/立方米", "2026"),
    ]
    document = tabled(PLANNED, **DRAFT)
    assert [t.value_max for t in targets(document)] == [None, Decimal("5.5"), None]
    assert [(i.value, i.as_of) for i in indicators(document)] == [
        (195_000_000_000, "2025"), (Decimal("5.3"), "2025"), (35, "2025"),
    ]  # fmt: skip


def test_heads_of_columns_have_units_and_cells_have_signs():
    rows = [
        ["产品名称", "单位", "产量", "比上年增长（%）"],
        ["甲", "万吨", "62.31", "-1.9"],
        ["乙", "吨", "2025", "0.4"],
    ]
    report = {"doc_type": "report", "title": "某市统计公报", "period": "2025"}
    assert [(i.indicator, i.value, i.unit) for i in indicators(tabled(rows, **report))] == [
        ("甲", Decimal(623100), "吨"), ("甲", Decimal("-1.9"), "%"),
        ("乙", Decimal(2025), "吨"), ("乙", Decimal("0.4"), "%"),
    ]  # fmt: skip
