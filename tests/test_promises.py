"""Targets in lists, of single projects, of parts of a whole, and due by a date told above them."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from outlines import PLAN, promised

from policykb.clean import clean
from policykb.extract import (
    cells,
    describing,
    figures,
    goals,
    heads,
    measuring,
    naming,
    projects,
    promising,
    tabular,
)
from policykb.extract.cells import absolute
from policykb.extract.heads import of_part
from policykb.extract.naming import own_part
from policykb.extract.tabular import _changed
from policykb.extract.targets import targets
from policykb.numerals import find_quantities
from policykb.parse import parse
from policykb.read import parsed

GOAL = "一、发展目标\n"


@pytest.mark.parametrize(
    ("said", "bases"),
    [
        ("每年新增甲店100家、乙店300家，引进厨师50名。", ["annual"] * 3),
        ("每年新增甲店100家；建成市场3个。", ["annual", None]),
        ("每年新增甲店100家，总数达到900家，培训厨师50名。", ["annual", None, None]),
        ("每年新增甲店100家，占比提高2个百分点。", ["annual", None]),
        ("建成市场3个，每年培训厨师50名。", [None, "annual"]),
    ],
)
def test_each_year_said_once_holds_for_the_list(said, bases):
    assert [t.basis for t in promised(GOAL + said)] == bases


SIZES = [
    ("推进甲厂扩建，总投资50亿元，占地300亩。", []),
    ("甲厂扩建项目投产后年产值20亿元、税收2亿元；新增岗位500个。", ["500"]),
    ("达产后年产值20亿元。建成冷库6座。", ["6"]),
    ("实施文旅项目120个、总投资300亿元。", ["120", "30000000000"]),
    ("完成总投资300亿元。", ["30000000000"]),
    ("带动总投资300亿元。", ["30000000000"]),
    ("甲园占地约600亩，布设轨道4条，2座仓库，年吞吐量为300万吨；新建车站3座。", ["3"]),
    ("甲园总投资6亿元，年内完成土建投资2亿元，新增岗位500个。", ["200000000", "500"]),
    ("甲园建成后，将实现年产值3亿元。", []),
    ("总投资6亿元的甲园开工，新建车站3座。", ["3"]),
]


@pytest.mark.parametrize(("said", "values"), SIZES)
def test_the_size_of_one_project_is_no_target(said, values):
    assert [str(t.value) for t in promised(GOAL + said)] == values


# sentence of a section of goals, then indicator, operator, value and unit of each target
GOALS = [
    ("营业收入达到8亿，税收突破3亿。", [
        ("营业收入", "=", "800000000", "元"), ("税收", ">", "300000000", "元")]),
    ("注册用户达到8亿。", []),
    ("网上零售额年均增速9%，总量达到3万亿元。", [
        ("网上零售额年均增速", "=", "9", "%"), ("网上零售额总量", "=", "3000000000000", "元")]),
    ("生产总值增长5%，投资增长6%，收入增长7%。", [
        ("生产总值增长率", "=", "5", "%"), ("投资增长率", "=", "6", "%"), ("收入增长率", "=", "7", "%")]),
    ("全省供水普及率达到90%以上，山区县市达到80%以上。", [
        ("全省供水普及率", ">=", "90", "%"), ("山区县市供水普及率", ">=", "80", "%")]),
    ("城、乡居民收入分别增长5%、7%。", [
        ("城镇居民收入增长率", "=", "5", "%"), ("农村居民收入增长率", "=", "7", "%")]),
    ("按年均8%的增速，产值达到30亿元。", [("产值", "=", "3000000000", "元")]),
    ("产值翻一番、力争翻一番半。", [("产值", "=", "2", "倍")]),
    ("甲、乙、丙排放量分别下降8%、10%以上、12%以上。", [
        ("甲排放量下降率", "=", "8", "%"), ("乙排放量下降率", ">=", "10", "%"),
        ("丙排放量下降率", ">=", "12", "%")]),
    ("失业率、负债率、涨幅分别控制在5%、4%和3%以内。", [
        ("失业率", "<=", "5", "%"), ("负债率", "<=", "4", "%"), ("涨幅", "<=", "3", "%")]),
    ("新增就业3000人、实现再就业2000人。", [
        ("新增就业", "=", "3000", "人"), ("再就业", "=", "2000", "人")]),
    ("推动300项事项全市通办。", [("事项全市通办数量", "=", "300", "项")]),
    ("蔬菜产量保持5%以上增速。", [("蔬菜产量增长率", ">=", "5", "%")]),
    ("粮食播种面积60万亩、总产量25万吨。", [
        ("粮食播种面积", "=", "600000", "亩"), ("粮食总产量", "=", "250000", "吨")]),
    ("完成技改投资100亿。", [("技改投资", "=", "10000000000", "元")]),
    ("争取各类补助资金30亿元以上。", [("各类补助资金", ">=", "3000000000", "元")]),
    ("完成甲路、乙路等53公里道路改建、大修工程。", [
        ("道路改建、大修工程", "=", "53", "公里")]),
    ("安全事故做到坚决清零。", [("安全事故", "=", "0", "")]),
    ("风险坚持动态清零。", [("风险", "=", "0", "")]),
    ("坚持动态清零。", []),
    ("进入全国百强市前60名。", [("全国百强市排名", "<=", "60", "位")]),
    ("发电量保持全省前3。", [("发电量排名", "<=", "3", "位")]),
    ("信用指数跻身全国前十。", [("信用指数排名", "<=", "10", "位")]),
    ("出口额排名重回第4位。", [("出口额排名", "=", "4", "位")]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), GOALS, ids=[g[0] for g in GOALS])
def test_what_a_number_measures(said, expected):
    found = promised(GOAL + said)
    assert [(t.indicator, t.operator, t.value, t.unit) for t in found] == [
        (i, op, Decimal(v), u) for i, op, v, u in expected
    ]


def test_a_share_of_those_who_reach_something_is_promised():
    (found,) = promised("一、主要任务\n七成农户实现线上卖货。", doc_type="measures")
    assert (found.value, found.unit) == (70, "%")


@pytest.mark.parametrize(
    ("heading", "due"),
    [("总体要求", "2027"), ("工作目标", "2027"), ("工作措施", "2027")],
)
def test_a_date_that_opens_a_section_holds_for_its_clauses(heading, due):
    text = (
        f"一、背景\n二、{heading}\n到2027年，服务更加完善。\n"
        "（一）设施更全。建成车站30个。\n（二）服务更好。到2026年，培训司机500名。\n"
        "三、任务\n建成冷库6座。\n"
    )
    source = parsed(Path("方案.txt"), f"某市供销服务实施方案\n\n{text}".encode(), "txt")
    found = [t for t in targets(parse(clean(source))) if not t.qualitative]
    assert [(t.value, t.deadline) for t in found] == [(30, due), (500, "2026"), (6, None)]


def test_the_next_five_years_of_a_heading_are_those_of_the_report():
    text = "一、今后五年奋斗目标\n产值年均增长8%。\n二、今年工作安排\n建成冷库6座。"
    found = promised(text, doc_type="report", title="2022年某县政府工作报告")
    assert [(t.value, t.deadline) for t in found] == [(8, "2026"), (6, "2022")]


def test_what_names_its_points_is_no_goal():
    assert promised(f"{GOAL}能力提升：建成冷库6座。", **PLAN)[0].value == 6


PATTERNS: list[tuple[re.Pattern[str], str, str]] = [
    (projects._SIZE, "该项目总投资约5亿元", "总投资5亿元的车站"),
    (projects._AIMS, "完成总投资", "项目总投资"),
    (projects._GOES_ON, "力争年内完成", "将实现"),
    (projects._COUNTED, "实施项目30个", "实施项目"),
    (projects._ONCE_BUILT, "全部建成后", "建成"),
    (cells._CHANGED, "较2020年下降15%", "下降趋势"),
    (cells._REMARK, "7左右（年均增速）", "7左右"),
    (describing._EACH_YEAR, "每年新增", "全年新增"),
    (describing._LEVELS, "总数达到", "新增"),
    (figures._ABOVE, "高于目标", "占比"),
    (figures._PACE, "的增速", "的企业"),
    (measuring._REACHES_MONEY, "技改投资", "注册用户达到"),
    (naming._HOLDS, "全省有诊所", "全市有效发明专利"),
    (promising._BY, "按年均", "年均"),
    (promising._PACE, "的增速", "的企业"),
    (promising._REACHED, "实现线上卖货", "线上卖货"),
    (promising._SEEKS, "争取各类补助资金", "给予补助资金"),
    (tabular._AGED, "6岁以下儿童", "2020年"),
    (tabular._TURN, "能耗下降幅度", "能耗"),
    (goals._RANK, "出口额排名", "出口额"),
    (heads._ALIAS, "（以下简称零售额）", "（不含税）"),
    (heads._PART, "山区县市", "供水普及率"),
    (heads._SHARE, "全省供水普及率", "供水户数"),
]


@pytest.mark.parametrize(("pattern", "holds", "lacks"), PATTERNS)
def test_patterns(pattern, holds, lacks):
    assert pattern.search(holds)
    assert not pattern.search(lacks)


@pytest.mark.parametrize(
    ("name", "turn", "unit", "expected"),
    [
        ("能耗下降幅度", "下降", "%", "能耗下降率"),
        ("入学率提高", "提高", "百分点", "入学率提高幅度"),
        ("产值", "提高", "%", "产值增长率"),
        ("产值", "", "元", "产值"),
    ],
)
def test_a_row_is_named_with_its_change_once(name, turn, unit, expected):
    assert _changed(name, turn, unit) == expected


def test_a_row_in_hundreds_of_millions_has_no_unit_besides():
    told = absolute(find_quantities("8.0")[0], "亿")
    assert (told.value, told.unit) == (Decimal(800_000_000), "")


def test_parts_of_a_whole():
    assert of_part("其中农村", "全市污水处理率") == "农村污水处理率"
    assert of_part("设备", "全市污水处理率") == ""
    assert own_part("城、乡居民收入", 1, 2) == "农村居民收入"


@pytest.mark.parametrize(
    ("cell", "row", "value", "unit", "baseline"),
    [
        ("比2020年降低10%", "慢病早死率下降率", 10, "%", "比2020年"),
        ("提高5个百分点", "慢病早死率提高幅度", 5, "百分点", "2020年15"),
        ("力争每年降低0.5个百分点以上", "慢病早死率下降幅度", Decimal("0.5"), "百分点", "2020年15"),
        ("7左右（“十四五”期间年均值）", "慢病早死率", 7, "%", "2020年15"),
        ("12.5", "慢病早死率", Decimal("12.5"), "%", "2020年15"),
    ],
)
def test_a_cell_that_tells_a_change_aims_at_it(cell, row, value, unit, baseline):
    page = (
        "<html><body><h1>某市健康规划（2021—2025年）</h1><table>"
        "<tr><th>指标</th><th>2020年</th><th>2025年</th></tr>"
        f"<tr><td>慢病早死率（%）</td><td>15</td><td>{cell}</td></tr>"
        "<tr><td>6岁以下儿童贫血率（%）</td><td>9</td><td>7</td></tr></table></body></html>"
    )
    first, second = targets(parse(clean(parsed(Path("规划.html"), page.encode(), "html"))))
    assert (first.indicator, first.value, first.unit, first.baseline) == (
        row,
        value,
        unit,
        baseline,
    )
    assert (second.indicator, second.value) == ("6岁以下儿童贫血率", 7)


@pytest.mark.parametrize(
    "said",
    [
        "组织执法检查（0.5分，上报总结），建立台账。",
        "确保建房面积1人户不低于20平方米、2人户不低于30平方米。",
        "按成本给予补助，实行分段支付：开工后支付20%，封顶后支付50%。",
    ],
)
def test_scores_standards_for_each_and_parts_paid_out_are_no_targets(said):
    assert not promised(GOAL + said)
