"""Rankings of cities, from sentences and tables."""

import pytest
from outlines import outlined, tabled

from policykb.extract.rankings import rankings

REPORT = {"doc_type": "report", "title": "2023年度发展环境评估报告", "period": "2023"}

SENTENCES = [
    (
        "从综合得分看，副省级以上城市中，大连、长春和武汉位列前3位；地级市参评城市中，温州、徐州和台州位列前3位。",
        [
            ("综合", "副省级以上", ("大连", "长春", "武汉"), True),
            ("综合", "地级市", ("温州", "徐州", "台州"), True),
        ],
    ),
    (
        "法治环境方面，济南、沈阳得分居副省级以上城市前2位，常州、嘉兴得分居地级市前2位。",
        [
            ("法治环境", "副省级以上", ("济南", "沈阳"), True),
            ("法治环境", "地级市", ("常州", "嘉兴"), True),
        ],
    ),
    (
        "温州、徐州补齐短板，加大改革力度，首次进入参评城市前30。",
        [("综合", "全部", ("温州", "徐州"), True)],
    ),
    ("前8位都在东部城市，杭州再次排名第一。", [("综合", "全部", ("杭州",), True)]),
    ("济南、沈阳等城市得分位列前25。", [("综合", "全部", ("济南", "沈阳"), False)]),
    (
        "厦门市场环境和创新环境均进入前8。",
        [("市场环境", "全部", ("厦门",), True), ("创新环境", "全部", ("厦门",), True)],
    ),
    (
        "创新环境排名前3位的城市依次为：杭州、合肥、武汉。",
        [("创新环境", "全部", ("杭州", "合肥", "武汉"), True)],
    ),
    ("地级市融资环境排名前两位的是温州、徐州。", [("融资环境", "地级市", ("温州", "徐州"), True)]),
    ("大连、长春的创新环境位居前2。", [("创新环境", "全部", ("大连", "长春"), True)]),
    ("大连、长春融资环境都排在前2位。", [("融资环境", "全部", ("大连", "长春"), True)]),
    (
        "市场环境得分前3位依次为：大连、长春、武汉。",
        [("市场环境", "全部", ("大连", "长春", "武汉"), True)],
    ),
    (
        "市场环境前3名城市为大连、长春、武汉。",
        [("市场环境", "全部", ("大连", "长春", "武汉"), True)],
    ),
    (
        "政策环境方面，排名靠前的3个城市是：大连、长春、武汉。",
        [("政策环境", "全部", ("大连", "长春", "武汉"), True)],
    ),
    ("法治环境：大连、长春位列前2。", [("法治环境", "全部", ("大连", "长春"), True)]),
    (
        "副省级及以上城市综合排名前2：大连、长春。",
        [("综合", "副省级及以上", ("大连", "长春"), True)],
    ),
    (
        "大连市场环境排名第一，长春、武汉分列第二、第三位。",
        [("市场环境", "全部", ("大连", "长春", "武汉"), True)],
    ),
    (
        "从综合得分看，排在前4位的县（市、区）依次是：鼓楼区、慈溪市、宁海县和杭州市余杭区。",
        [("综合", "县（市、区）", ("鼓楼区", "慈溪市", "宁海县", "余杭区"), True)],
    ),
    (
        "融资服务指标标杆县（市）：慈溪市、宁海县、高新区（排名不分先后）。",
        [("融资服务", "县（市）", ("慈溪市", "宁海县", "高新区"), False)],
    ),
    (
        "用工保障指标：表现较好的城市包括温州、台州。",
        [("用工保障", "全部", ("温州", "台州"), False)],
    ),
    # how often a place is held is no part of what is ranked
    ("温州城镇化率增幅连续三年居全省第1位。", [("城镇化率增幅", "全部", ("温州",), True)]),
    ("台州民营经济增加值稳居全省前2位。", [("民营经济增加值", "全部", ("台州",), True)]),
    # a port, an airport or a university is not its city
    ("宁波港货物吞吐量稳居全球第1位。", []),
    ("杭州大学连续两年排名第三。", []),
    ("前3名项目落地大连、长春。", []),
    ("宁海县、慈溪市打造标杆县（市）。", []),
    ("杭州市推动改革，宁波市试点备案制。", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[s[0][:14] for s in SENTENCES])
def test_reads_rankings_from_sentences(text, expected):
    found = rankings(outlined(text, **REPORT))
    assert [(r.dimension, r.tier, r.cities, r.ordered) for r in found] == expected
    assert all(r.edition == "2023" for r in found)


def test_names_the_universe():
    text = "组织50个参评城市报送情况。\n杭州、宁波位列前2位。"
    (found,) = rankings(outlined(text, **REPORT))
    assert found.universe == "50个参评城市"


def test_reads_a_table_of_cities():
    rows = [["排名", "市场环境", "法治环境"], ["1", "杭州市", "南京市"], ["2", "宁波市", "苏州市"]]
    found = rankings(tabled(rows, caption="表1 副省级以上城市中表现较优城市", **REPORT))
    assert [(r.dimension, r.tier, r.cities) for r in found] == [
        ("市场环境", "副省级以上", ("杭州", "宁波")),
        ("法治环境", "副省级以上", ("南京", "苏州")),
    ]


def test_reads_a_table_of_counties():
    rows = [["位次", "县（市）", "得分"], ["1", "慈溪市", "91.2"], ["2", "宁海县", "90.4"]]
    (found,) = rankings(tabled(rows, caption="表1 综合得分前2位", **REPORT))
    assert (found.dimension, found.tier) == ("综合", "县（市）")
    assert found.cities == ("慈溪市", "宁海县")


def test_a_table_of_places_is_no_ranking():
    rows = [["城市", "指数"], ["杭州市", "135"], ["宁波市", "128"]]
    assert rankings(tabled(rows, caption="表2 各市指数", **REPORT)) == ()
