"""Figures that no good passage gives: of another place, of another year, or no figure at all."""

from types import SimpleNamespace

import pytest
from search_samples import DIM, Letters, put

from policykb.search import Searcher
from policykb.search.gate import asks_fact, elsewhere, times_of
from policykb.store import Store
from policykb.understand import understand

REPORT = (
    "一、2030年主要目标。地区生产总值增长5.5%左右，城镇新增就业25万人。",
    "二、重点工作。实施产业强省，推进县域商业，支持夜间经济。",
)
LETTER = (
    "一、关于公路建设。你省四川请求补助12亿元，由交通部门安排。",
    "二、关于乡村教师。鼓励返聘退休教师到乡村任教，解决教师不足。",
    "三、关于边境贸易。扩大对俄水果出口。",
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    data = tmp_path_factory.mktemp("store")
    with Store.writer(data, "letters", DIM) as writer:
        about = {
            "title": "2030年安徽省政府工作报告",
            "region": "安徽省",
            "written_on": "2030-01-15",
        }
        put(writer, "report", REPORT, **about)
        put(writer, "letter", LETTER, title="关于四川省有关问题的复函", region="全国")
        writer.commit()
    return Searcher(Store.open(data), Letters())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2030年安徽省GDP增长目标", "found"),
        ("安徽省城镇新增就业目标", "found"),
        ("2030年四川省GDP增长目标", "nothing_relevant"),  # its letter tells of no GDP
        ("2031年安徽省GDP增长目标", "nothing_relevant"),
        ("对俄水果出口", "found"),
        ("2027年对俄水果出口", "nothing_relevant"),
        ("公路建设请求补助多少亿元", "found"),
        ("返聘退休教师到乡村任教一年补助多少元", "nothing_relevant"),  # the amount is of a road
        ("边境贸易水果出口俄罗斯", "found"),  # 对俄
        ("边境贸易水果出口巴西", "nothing_relevant"),
        ("边境贸易水果出口香港", "nothing_relevant"),
        ("我在香港做边境贸易水果出口", "found"),
        ("县域商业由多少家店组成", "nothing_relevant"),
        ("2030年安徽省城镇新增就业多少人", "found"),
        ("2030年安徽省城镇新增律师多少人", "nothing_relevant"),  # the number is of jobs
        ("返聘退休教师到乡村任教年龄是多大", "nothing_relevant"),  # no age is told anywhere
    ],
)
def test_a_figure_of_a_place_and_a_year(searcher, text, verdict):
    assert searcher.search(understand(text)).verdict == verdict


def test_a_figure_where_no_passage_holds_a_number(tmp_path):
    words = ("鼓励返聘退休教师到乡村任教，解决教师不足。", "推进县域商业，支持夜间经济。")
    with Store.writer(tmp_path, "letters", DIM) as writer:
        put(writer, "plain", words, title="乡村教师的若干措施")
        writer.commit()
    searcher = Searcher(Store.open(tmp_path), Letters())
    asked = "返聘退休教师到乡村任教"
    assert searcher.search(understand(asked)).verdict == "found"
    assert searcher.search(understand(f"{asked}补助多少元")).verdict == "nothing_relevant"


def test_a_plan_tells_of_the_year_in_which_it_ends():
    passage = SimpleNamespace(path=("二、“十六五”时期主要目标",))
    card = SimpleNamespace(passage=passage, text="第十六个五年规划期间增长。", document_id="d")
    view = SimpleNamespace(refs={"d": {}})
    assert "2035" in times_of(card, view)


@pytest.mark.parametrize(
    ("title", "refused"), [("某省营商环境评估", False), ("某省水利评估", True)]
)
def test_a_rank_is_told_by_a_list_in_a_report_whose_title_says_by_what(title, refused):
    text = "综合得分前2位的县（市）为：慈溪市、宁海县。"
    card = SimpleNamespace(
        document_id="d", text=text, said=frozenset(), passage=SimpleNamespace(path=(), text=text)
    )
    view = SimpleNamespace(refs={"d": {"title": title}}, region=lambda _: "浙江省")
    ranking = SimpleNamespace(query=understand("慈溪市营商环境第几名"), cards=[card])
    assert elsewhere(ranking, view) is refused


@pytest.mark.parametrize(
    ("text", "asks"), [("几个单位能报名", True), ("几个单位欠了货款，谁来管", False)]
)
def test_some_are_no_figure_asked_for(text, asks):
    assert asks_fact(text) is asks
