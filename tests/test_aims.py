"""Ways of phrasing an aim that name no plain number, or none at once."""

from decimal import Decimal

import pytest
from outlines import outlined

from policykb.extract.targets import targets

MEASURES = {"doc_type": "measures", "title": "某市实施意见", "written_on": "2026-04-01"}

# sentence of a text of tasks, then indicator, operator, value and unit of each target
AIMS = [
    ("覆盖面积占比达到三分之一。", [("覆盖面积占比", "=", "33.33", "%")]),
    ("原酒产量稳定在3万千升。", [("原酒产量", "=", "30000", "千升")]),
    ("产值在2025年基础上实现倍增。", [("产值", "=", "2", "倍")]),
    ("人均借阅量由3.1次提高到3.5次。", [("人均借阅量", "=", "3.5", "次")]),
    # a difficulty is broken through, a number exceeded
    ("突破20项左右关键技术。", [("关键技术数量", "~", "20", "项")]),
    ("发明专利突破200件。", [("发明专利", ">", "200", "件")]),
    ("专项债务率压降3个百分点。", [("专项债务率下降幅度", "=", "3", "百分点")]),
    ("引进整机项目5个，本地配套率由35%提升至60%。", [
        ("整机项目", "=", "5", "个"), ("本地配套率", "=", "60", "%")]),
    ("培育链主企业15家，其中超50亿元的3家。", [
        ("链主企业", "=", "15", "家"), ("超50亿元的链主企业", "=", "3", "家")]),
    ("2027年底前实现行政村快递服务全覆盖。", [("行政村快递服务覆盖率", "=", "100", "%")]),
    # a sentence that opens with its day promises all that it numbers
    ("到2028年底，集聚企业20家以上，每万人持证飞手8名，漏报为零。", [
        ("企业", ">=", "20", "家"), ("每万人持证飞手", "=", "8", "名"), ("漏报", "=", "0", "")]),
    ("企业加快实现研发机构全覆盖，死亡事故始终保持为零。", []),  # no day, no goals
    ("到2028年，企业加快实现研发机构全覆盖，死亡事故始终保持为零。", [
        ("企业研发机构覆盖率", "=", "100", "%"), ("死亡事故", "=", "0", "")]),
    ("到2028年，站点实现全覆盖，覆盖率达到95%。", [("覆盖率", "=", "95", "%")]),
    ("万元产值用水量再降10%。", [("万元产值用水量下降率", "=", "10", "%")]),
    ("新建、改建、扩建公路1500公里。", [("公路", "=", "1500", "公里")]),
    ("营收突破40亿元、占地区生产总值的比重达到5%。", [
        ("营收", ">", "4000000000", "元"), ("营收占地区生产总值的比重", "=", "5", "%")]),
    ("产值由2025年的3亿元增至2030年的5亿元左右。", [("产值", "~", "500000000", "元")]),
    ("力争到2028年，危化品企业监控基本实现全覆盖。", [("危化品企业监控覆盖率", "~", "100", "%")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AIMS, ids=[text for text, _ in AIMS])
def test_aims(text, expected):
    found = [t for t in targets(outlined(text, **MEASURES)) if not t.qualitative]
    said = [(t.indicator, t.operator, t.value, t.unit) for t in found]
    assert said == [(name, op, Decimal(value), unit) for name, op, value, unit in expected]


@pytest.mark.parametrize(
    "text",
    [
        "推动工业互联网平台全覆盖。",
        "实施千亿斤粮食产能提升行动，推进500万亩高标准农田建设工程，完成100项重点改革任务。",
        "实施“倍增计划”，企业数量成倍增长。",
        "给予不超过配套资金50%的补助。",
        "2026年12月31日前登记的，年营收达到500万元的企业给予10万元奖励。",
    ],
)
def test_no_aims(text):
    assert [t for t in targets(outlined(text, **MEASURES)) if not t.qualitative] == []


def due(text, **meta):
    return [(t.value, t.deadline, t.period) for t in targets(outlined(text, **meta))]


def test_an_aside_that_looks_on_ends_with_its_part():
    text = "到2027年，产业规模突破30亿元，到2030年达到60亿元；集聚企业20家。"
    assert [at for _, at, _ in due(text, **MEASURES)] == ["2027", "2030", "2027"]
    text = "到2027年，产业规模突破30亿元；到2030年，产业规模达到60亿元；集聚企业20家。"
    assert [at for _, at, _ in due(text, **MEASURES)] == ["2027", "2030", "2030"]


@pytest.mark.parametrize(
    "meta",
    [
        {"doc_type": "measures", "title": "2026年某厅工作要点", "period": "2026"},
        {"doc_type": "report", "title": "关于2025年预算执行情况与2026年预算草案的报告", "period": "2025"},
    ],
    ids=["points", "draft"],
)  # fmt: skip
def test_a_year_of_work_is_due_in_it(meta):
    ((_, deadline, period),) = due("一、2026年主要任务。\n新建书屋100家。", **meta)
    assert (deadline, period) == ("2026", "2026" if meta["period"] == "2026" else None)


def test_an_aim_may_be_told_against_last_year():
    points = {"doc_type": "measures", "title": "2026年某厅工作要点"}
    text = "总的目标是：借阅量占比比上年提高3个百分点，满意度不低于90分。"
    assert [value for value, *_ in due(text, **points)] == [3, 90]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三次产业结构优化为9∶40∶51。", []),
        ("城乡居民收入比缩小到1.8∶1。", ["1.8"]),
        ("物价上涨0.2%，控制在2%的目标以内。", ["0.2"]),
    ],
)
def test_ratios_and_what_something_is_judged_by(text, values):
    plan = {"doc_type": "plan", "period": "2026-2030", "title": "“十五五”规划"}
    assert [value for value, *_ in due(text, **plan)] == list(map(Decimal, values))
