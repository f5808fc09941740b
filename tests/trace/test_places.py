"""A target of a place: its own target and results, not those of its neighbours."""

import pytest

from policykb.answer.chain import Finder, without_rules
from policykb.answer.links import Linker, gaps
from policykb.answer.members import Member
from policykb.answer.statements import Statement
from policykb.answer.topic import topic_of
from policykb.answer.trace import trace
from policykb.answer.whereabouts import concerns
from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.store import Store
from policykb.types import Filters

REPORTS = {
    "安徽省": ("4.8", "5.5", "2.4", "2.9"),
    "湖北省": ("5.1", "6", "2.3", "2.6"),
}
PLAN = """关于促进中小企业创新发展的规划

一、发展目标
（一）总体目标。到2030年，中小企业研发经费投入强度年均增长10%以上。

二、主要任务
（一）支持研发投入。落实研发费用加计扣除，引导中小企业加大研发经费投入。
"""


def report(place: str, grown: str, wanted: str, spent: str, strength: str) -> str:
    return f"""2030年{place}政府工作报告

一、2029年工作回顾
过去一年，全省地区生产总值增长{grown}%，研发经费投入强度达到{spent}%，城镇新增就业30万人。

二、2030年目标任务
主要预期目标是：全省地区生产总值增长{wanted}%左右，研发经费投入强度达到{strength}%左右。

三、重点工作
（一）加快科技创新。加大研发经费投入，建设省级实验室。
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for place, figures in REPORTS.items():
        (folder / f"{place}.txt").write_text(report(place, *figures), "utf-8")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    data = tmp_path_factory.mktemp("data")
    embedder = load()
    ingest([folder], data, embedder=embedder)
    return Searcher(Store.open(data), embedder)


@pytest.mark.parametrize("place", list(REPORTS))
def test_results_of_other_places_are_left_out(searcher, place):
    reply = trace(f"{place}地区生产总值增长目标", searcher)
    assert REPORTS[place][1] in reply["target"]["text"]
    regions = {row["document"]["region"] for row in reply["results"]}
    assert regions <= {place, "全国", ""} and reply["results"]


def test_the_places_own_target_is_the_one_that_is_traced(searcher):
    reply = trace("安徽研发经费投入强度目标", searcher)
    assert reply["target"]["document"]["region"] == "安徽省"


def test_nothing_speaks_against_the_places_own_measures_for_its_own_target(searcher):
    def demerit(question: str, region: str) -> float:
        document = {"id": "?", "region": region, "doc_type": "report"}
        finder = Finder(searcher, topic_of(question), Filters())
        return finder._beside({"kind": "measure", "document": document})

    assert demerit("安徽研发经费投入强度目标", "安徽省") == 0
    assert demerit("安徽研发经费投入强度目标", "全国") > 0
    assert demerit("研发经费投入强度目标，安徽怎么做", "安徽省") > 0


def test_results_of_a_given_target_are_of_its_place(searcher):
    target = trace("湖北省地区生产总值增长目标", searcher)["target"]
    results = trace("", searcher, target=target["id"])["results"]
    assert results
    assert {row["document"]["region"] for row in results} <= {"湖北省", "全国", ""}


def test_what_another_place_rules_or_reports_serves_no_target(searcher):
    reply = trace("地区生产总值增长目标", searcher)
    place = reply["target"]["document"]["region"]
    assert place in REPORTS
    served = [*reply["measures"], *reply["results"]]
    assert {row["document"]["region"] for row in served} <= {place, "全国"}
    assert any(row["document"]["region"] == place for row in reply["results"])


def test_links_do_not_lead_from_one_place_to_another(searcher):
    reply = trace("研发经费投入强度目标", searcher)
    targets = [reply["target"], *reply["targets"], *reply["local_targets"]]
    members = [*targets, *reply["measures"], *reply["results"]]
    region = {row["id"]: row["document"]["region"] for row in members}
    pairs = {(region[row["from"]], region[row["to"]]) for row in reply["links"]}
    assert ("安徽省", "安徽省") in pairs
    assert not pairs & {("安徽省", "湖北省"), ("湖北省", "安徽省")}


def test_progress_is_of_the_indicator_and_the_place_that_are_asked_about(searcher):
    reply = trace("安徽研发经费投入强度目标", searcher)
    assert [(r["indicator"], r["region"]) for r in reply["progress"]] == [
        ("研发经费投入强度", "安徽省")
    ]


def test_no_gap_where_the_library_holds_no_cases_or_the_list_shows_the_thing(searcher):
    reply = trace("安徽研发经费投入强度目标", searcher)
    assert reply["measures"] and reply["results"]
    assert not reply["gaps"]


@pytest.mark.parametrize(
    ("fit", "region", "told"),
    [(0.9, "安徽省", True), (0.1, "安徽省", False), (0.9, "湖北省", False)],
)
def test_gaps_of_targets_on_the_topic_and_of_the_place(fit, region, told):
    def end(id: str, fit: float, region: str) -> Member:
        record = {"id": id, "kind": "target", "quote": id, "citation": ""}
        return Member(record | {"document": {"region": region}}, id, fit=fit)

    rows = gaps([end("main", 1.0, "安徽省"), end("other", fit, region)], (), [], {})
    assert ("other" in {row["id"] for row in rows}) is told


def test_a_target_without_link_is_bound_to_the_nearest_that_is_sure(searcher):
    document = {"id": "d", "region": "安徽省"}

    def member(kind: str, said: str, fit: float) -> Member:
        own = {"id": said, "kind": kind, "eid": said, "quote": said, "document": document}
        return Member(own, said, fit=fit)

    ends = [
        member("target", "城镇新增就业30万人", 1.0),
        member("target", "高校毕业生就业创业服务培训", 1.0),
    ]
    measure = "为高校毕业生提供就业创业服务和培训"
    for fit, bound in ((0.5, 2), (0.1, 1)):
        rows = Linker.of(searcher, []).completed(ends, [member("measure", measure, fit)])
        assert len({row["from"] for row in rows}) == bound


@pytest.mark.parametrize(
    ("region", "said", "place", "told"),
    [
        ("沈阳市", "", "辽宁省", True),
        ("辽宁省", "", "沈阳市", True),
        ("大连市", "", "沈阳市", False),
        ("全国", "", "沈阳市", True),
        ("", "", "沈阳市", True),
        ("大连市", "与沈阳市共建产业园", "沈阳市", True),
        ("大连市", "与鞍山市共建产业园", "沈阳市", False),
    ],
)
def test_what_concerns_a_place(region, said, place, told):
    record = {"document": {"region": region}, "text": said, "quote": ""}
    assert concerns(record, place) is told


def test_the_conditions_of_a_measure_are_no_results():
    def statement(eid: str, doc_type: str) -> Statement:
        return Statement({"document": {"id": "d", "doc_type": doc_type}, "eid": eid}, "", "")

    def measure(doc_type: str) -> dict:
        return {"document": {"id": "d", "doc_type": doc_type}, "eid": "a"}

    rows = [statement("a", "measures"), statement("b", "measures")]
    assert without_rules(rows, [measure("measures")]) == rows[1:]
    assert without_rules(rows, [measure("report")]) == rows


def test_a_place_of_which_nothing_is_held(searcher):
    assert trace("四川省地区生产总值增长目标", searcher)["verdict"] == "no_answer"
