"""A trace holds what names its subject: not what the same plan sets or reports beside it."""

import pytest
from growth import assert_linear

from policykb.answer.alike import alike
from policykb.answer.members import FROM_ONE, MEASURES
from policykb.answer.subject import MOST, SOME, WHOLE, subject_of
from policykb.answer.topic import topic_of
from policykb.answer.trace import trace
from policykb.answer.whereabouts import happens
from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.store import Store

YEAR = """2031年安徽省政府工作报告

一、过去五年发展成就和今年主要目标
过去五年，全省地区生产总值年均增长5.2%。
2030年，城镇新增就业70万人。粮食产量830亿斤。环境空气质量明显改善。
今年的主要预期目标是：经济增长5%左右；城镇新增就业66万人；粮食产量840亿斤以上；全省环境空气质量保持前列；居民消费价格涨幅2%。

二、重点工作
（一）稳定就业。支持企业稳岗扩岗，帮扶高校毕业生就业。
（二）夯实农业。落实种粮补贴，提高粮食单产。
（三）建设美丽安徽。推进空气质量持续改善行动。
"""
TASKS = ("宣传", "标准", "设施", "收运", "市场", "监管")
PLAN = (
    "园林绿化垃圾利用规划\n\n一、发展目标\n到2030年，园林绿化垃圾利用率达到80%。\n\n二、主要任务\n"
    + "\n".join(
        f"（{number}）完善{task}。各地要制定{task}工作方案，加强{task}队伍，安排{task}经费。"
        for number, task in zip("一二三四五六", TASKS, strict=True)
    )
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    paths = [folder / "报告.txt", folder / "规划.txt"]
    for path, text in zip(paths, (YEAR, PLAN), strict=True):
        path.write_text(text, "utf-8")
    assert not ingest(paths, folder / "data").failed()
    return Searcher(Store.open(folder / "data"), load())


@pytest.mark.parametrize(
    ("question", "target", "result"),
    [
        ("安徽GDP增长目标", "经济增长5%", "年均增长5.2%"),
        ("安徽粮食产量", "840亿斤", "830亿斤"),
        ("安徽环境空气质量", "保持前列", ""),
    ],
)
def test_what_stands_beside_the_goal_is_no_part_of_its_chain(searcher, question, target, result):
    reply = trace(question, searcher)
    assert target in reply["target"]["text"] and not reply["local_targets"]
    assert not any("消费价格" in row["text"] for row in reply["targets"])
    told = [row["text"] for row in reply["results"]]
    assert all("就业" not in text for text in told)
    assert any(result in text for text in told) or not result


def test_nothing_is_traced_that_nothing_names(searcher):
    assert trace("安徽核电装机", searcher)["verdict"] == "no_answer"


def test_a_plan_on_the_subject_gives_all_its_measures(searcher):
    found = trace("园林绿化垃圾利用", searcher)["measures"]
    assert len(found) == len(TASKS) > FROM_ONE[MEASURES]


@pytest.mark.parametrize(
    ("question", "text", "least", "most"),
    [
        ("民间投资占比", "力争民间投资比重达到四成", WHOLE, 1),
        ("民间投资占比", "制造业投资占比七成", SOME, MOST),
        ("GDP增长目标", "经济增长6%左右", WHOLE, 1),
        ("GDP增长目标", "居民收入增长与经济增长同步", 0, 0),
        ("GDP增长目标", "研发经费占地区生产总值比重2.9%", 0, 0),
        ("实际使用外资", "外商直接投资增长一成", WHOLE, 1),
    ],
)
def test_how_much_of_a_subject_a_text_names(question, text, least, most):
    topic = topic_of(question)
    share = subject_of(topic, dict.fromkeys(topic.subject, 5.0)).share(text)
    assert least <= share <= most


@pytest.mark.parametrize(
    ("said", "told"), [("国内生产总值增长9%", False), ("安徽省生产总值增长9%，居全国第三", True)]
)
def test_what_the_nation_reports_is_no_result_of_a_place(said, told):
    assert happens({"document": {"region": "全国"}, "quote": said}, "安徽省") == told


@pytest.mark.parametrize("unit", ["全省", "研发经费投入", "研究与开发", "经济增", "外商直接"])
def test_one_name_is_found_in_linear_time(unit):
    assert_linear(alike.__wrapped__, unit)
