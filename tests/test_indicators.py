"""Achieved figures, with when they held and who says so."""

from decimal import Decimal

import pytest
from outlines import outlined, tabled

from policykb.extract.indicators import indicators

PLAN = {"doc_type": "plan", "period": "2021-2025"}

REVIEW = [
    ("截至2020年底，企业总数超1.4亿户。", [("企业总数", ">", "140000000", "户", "2020-12")]),
    ("2020年研发经费比2015年增长102.5%。", [("研发经费比2015年增长率", "=", "102.5", "%", "2020")]),
    ("较2015年底的2185万户大幅增长。", [("较2015年底", "=", "21850000", "户", "2015-12")]),
    ("水平从2015年的36.4提高到2020年的46.1。", [("水平", "=", "36.4", "", "2015"), ("水平", "=", "46.1", "", "2020-12")]),
    ("2019年建成212家基地、343家园区和2500多家平台。", [
        ("基地数量", "=", "212", "家", "2019"),
        ("园区数量", "=", "343", "家", "2019"),
        ("平台数量", ">", "2500", "家", "2019"),
    ]),
    ("2020年市级企业、县级企业分别增至28家、38家。", [
        ("市级企业", "=", "28", "家", "2020"),
        ("县级企业", "=", "38", "家", "2020"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), REVIEW, ids=[r[0] for r in REVIEW])
def test_reads_the_figures_of_a_review(sentence, expected):
    found = indicators(outlined(f"一、发展回顾\n{sentence}", **PLAN))
    assert [(i.operator, i.value, i.unit, i.as_of) for i in found] == [
        (op, Decimal(v), u, d) for _, op, v, u, d in expected
    ]


def test_names_what_was_measured():
    found = indicators(
        outlined("一、发展回顾\n2020年小微企业占全部企业的比重为81.1%，经费增长了6%。", **PLAN)
    )
    assert [(i.indicator, i.subject) for i in found] == [
        ("小微企业占全部企业的比重", "小微企业"),
        ("经费增长率", "小微企业"),
    ]


def test_plans_ahead_are_not_achieved():
    assert indicators(outlined("一、主要任务\n培育200个集群。", **PLAN)) == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("问卷显示，九成以上企业表示满意。", "survey"),
        ("据估算，市场规模达300亿元。", "self_reported"),
        ("全市企业达300家。", "statistic"),
    ],
)
def test_tells_surveys_and_claims_from_statistics(sentence, kind):
    (found,) = indicators(
        outlined(sentence, doc_type="report", title="2024年度评估报告", period="2024")
    )
    assert found.source_kind == kind


def test_places_in_a_ranking_are_figures():
    text = "甲市法治环境进入前6名，乙市再次排名第一。"
    found = indicators(outlined(text, doc_type="report", title="2024年度评估报告"))
    assert [(i.operator, i.value, i.unit) for i in found] == [("<=", 6, "位"), ("=", 1, "位")]


def test_reads_tables_of_a_report():
    rows = [["城市", "指数", "增速"], ["甲市", "135.30", "7.13%"], ["乙市", "128.11", "5.80%"]]
    found = indicators(tabled(rows, doc_type="paper", title="指数研究"))
    assert [(i.indicator, i.subject, i.value) for i in found][:2] == [
        ("甲市", "指数", Decimal("135.3")),
        ("甲市", "增速", Decimal("7.13")),
    ]


def test_the_base_column_of_a_target_table_is_achieved():
    rows = [["指标", "2020年", "2025年"], ["研发强度（%）", "2.4", "3.2"]]
    (found,) = indicators(tabled(rows, **PLAN))
    assert (found.value, found.unit, found.as_of) == (Decimal("2.4"), "%", "2020")
