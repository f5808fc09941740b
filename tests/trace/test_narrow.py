"""An indicator is asked for: its own goals, reports and clauses, not those of its whole field."""

import pytest

from policykb.answer.chain import without_rules
from policykb.answer.members import Member
from policykb.answer.serving import aside, busy, of_own_plan, only_near, serving
from policykb.answer.statements import Statement
from policykb.answer.subject import MOST, WHOLE, subject_of
from policykb.answer.topic import topic_of
from policykb.answer.trace import trace, traced, without_wholes
from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.store import Store

NATION = """关于养老服务发展的规划

国发〔2031〕9号

一、发展目标
到2035年，全国每千名老年人养老床位数达到40张。养老服务网络更加健全。

二、重点任务
（一）增加床位供给。新建改建公办养老机构，支持社会力量举办养老机构，增加护理型养老床位。
（二）发展老年教育。推动老年大学向社区延伸，到2035年，老年大学覆盖90%的县。
（三）繁荣银发消费。开发老年用品，培育为老服务品牌。

国务院
2031年3月1日
"""
PROVINCE = """河北省养老服务发展规划（2031—2035年）

一、发展目标
到2035年，全省每千名老年人养老床位数达到45张。养老护理员达到3万人。养老服务网络更加健全。

二、重点任务
（一）建好养老机构。支持县区改扩建养老机构，增加养老床位，建设助餐点500个以上。

河北省人民政府
2031年6月1日
"""
REPORTS = {
    "河北省": "完成老年人家庭适老化改造3万户，养老护理员增至2万人。",
    "山东省": "新建口袋公园90个，养老床位增至60万张，老年大学增至120所。",
}


def test_words_of_one_letter_beside_a_subject_say_nothing():
    topic = topic_of("秸秆综合利用率的目标，吉林定多少")
    subject = subject_of(topic, dict.fromkeys(topic.subject, 5.0))
    assert not subject.besides("水质稳定在三类")


PARTS = {"甲": "北京市控制在30微克以内", "乙": "地级及以上城市浓度下降一成"}


@pytest.mark.parametrize(("question", "meant"), [("浓度目标", "乙"), ("北京浓度目标", "甲")])
def test_the_target_of_the_whole_place_comes_before_those_of_parts(question, meant):
    document = {"region": "全国", "level": "national"}
    found = [
        Member({"id": name, "text": text, "document": document}, text, score=1.2 - at / 10, fit=0.9)
        for at, (name, text) in enumerate(PARTS.items())
    ]
    main = traced(found, topic_of(question))
    assert main and main.record["id"] == meant


def test_a_paragraph_is_left_out_where_its_sentence_is_listed():
    def row(name: str, text: str, eid: str = "h1_1") -> Member:
        record = {"id": name, "text": text, "eid": eid, "document": {"id": "d"}}
        return Member(record, text)

    whole = row("p", "服务更优。床位达到9万张。")
    sentence, other = row("s", "床位达到9万张。"), row("o", "床位达到9万张。", "h1_2")
    assert without_wholes([whole, sentence], sentence) == [sentence]
    assert without_wholes([whole], sentence) == []
    assert without_wholes([whole, other], None) == [whole, other]


def report(place: str, told: str) -> str:
    return f"""2033年{place}政府工作报告

一、2032年工作回顾
过去一年，{told}

二、2033年重点工作
（一）扩大有效投资。抓好重大项目建设，推动铁路、水利工程开工。
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("narrow")
    texts = {"nation": NATION, "province": PROVINCE}
    texts |= {place: report(place, told) for place, told in REPORTS.items()}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    data = tmp_path_factory.mktemp("data")
    embedder = load()
    ingest([folder], data, embedder=embedder)
    return Searcher(Store.open(data), embedder)


QUESTION = "每千名老年人养老床位的目标由哪些措施落实，河北目标是多少，结果如何"


def test_the_goals_of_an_indicator_are_its_own(searcher):
    reply = trace(QUESTION, searcher)
    assert "40张" in reply["target"]["text"]
    assert ["45张" in row["text"] for row in reply["local_targets"]] == [True]


def test_what_is_reported_of_the_field_is_no_result_of_an_indicator(searcher):
    told = [row["text"] for row in trace(QUESTION, searcher)["results"]]
    assert not any("适老化" in text or "护理员" in text or "助餐" in text for text in told)


def test_a_goal_without_a_report_is_a_gap(searcher):
    reply = trace("河北每千名老年人养老床位的目标和结果", searcher)
    assert not reply["results"]
    assert "target_without_result" in {gap["kind"] for gap in reply["gaps"]}


def test_a_clause_that_names_only_what_its_title_does_serves_another_target(searcher):
    found = trace("养老床位的目标由哪些措施落实", searcher)["measures"]
    heads = [row["heading"] for row in found]
    assert "增加床位供给" in heads and "繁荣银发消费" not in heads


@pytest.mark.parametrize(
    ("question", "text", "least", "most"),
    [
        ("养老床位的目标", "养老床位增至9万张", WHOLE, 1),
        ("养老床位的目标", "养老护理员达到3万人", 0, MOST),
        ("单位GDP能耗的目标", "单位地区生产总值能源消耗下降14%", WHOLE, 1),
        ("单位GDP能耗的目标", "能耗强度累计下降一成", WHOLE, 1),
        ("空气质量优良天数比率目标", "空气优良天数比例达到九成", WHOLE, 1),
        ("PM2.5浓度下降目标", "湖区总磷浓度下降一成", 0, MOST),
        ("单位GDP能耗的目标", "产业增加值占地区生产总值比重8%", 0, MOST),
    ],
)
def test_a_concept_is_but_a_part_of_a_narrow_subject(question, text, least, most):
    topic = topic_of(question)
    assert least <= subject_of(topic, dict.fromkeys(topic.subject, 5.0)).narrow(text) <= most


def test_the_words_of_a_title_tell_no_clause_from_another():
    topic = topic_of("农村养老服务的目标")
    subject = subject_of(topic, dict.fromkeys(topic.subject, 5.0))
    assert subject.apart("办好农村幸福院", "关于发展养老服务的意见") == 1
    assert subject.apart("改善养老护理员待遇", "关于发展养老服务的意见") == 0


def clause(eid: str, **told) -> Member:
    document = {"id": told.pop("document", "plan"), "doc_type": told.pop("doc_type", "plan")}
    return Member({"id": eid, "eid": eid, "document": document}, eid, **told)


AIM = {"value": 5}


@pytest.mark.parametrize(
    ("rule", "member", "left"),
    [
        (only_near, clause("a", fit=0.3, titled=0.6, apart=0.1), True),
        (only_near, clause("a", fit=0.3, titled=0.6, apart=0.5), False),
        (only_near, clause("a", fit=0.8, titled=0.6, apart=0.1), False),
        (only_near, clause("a", fit=0.3, titled=0.0, apart=0.1), False),
        (aside, clause("a", score=0.1, named=0.0), True),
        (aside, clause("a", score=0.1, named=0.5), False),
        (aside, clause("a", score=0.4, named=0.0), False),
        (lambda m: busy(m, [AIM]), clause("a", fit=0.2, narrow=0.3), True),
        (lambda m: busy(m, []), clause("a", fit=0.2, narrow=0.3), False),
        (lambda m: busy(m, [AIM]), clause("a", fit=0.2, narrow=0.7), False),
        (lambda m: busy(m, [AIM]), clause("a", fit=0.4, narrow=0.3), False),
    ],
)
def test_what_tells_that_a_clause_serves_another_target(rule, member, left):
    assert rule(member) == left


def test_a_target_in_a_clause_is_served_by_it_and_not_by_those_with_figures_of_their_own():
    own, other, free = (clause(eid, fit=0.2, score=1, narrow=0.3) for eid in "abc")
    aims = {("plan", "a"): [AIM], ("plan", "b"): [AIM]}
    main = clause("a", narrow=1.0)
    assert serving([clause("a", fit=0.9, score=1), other, free], main, aims)[1:] == [free]
    assert serving([own, other, free], clause("goals"), aims) == [own, other, free]
    assert serving([own, other, free], None, aims) == [own, other, free]


def test_the_plan_that_sets_a_target_is_weighed_by_itself():
    found = [clause("n", document="nation", score=1.0, fit=0.9), clause("a", score=0.4, fit=0.05)]
    told = {m.record["id"]: m.fit for m in of_own_plan(found, clause("goal"))}
    assert told["n"] == 0.9 and told["a"] > 0.3
    assert of_own_plan(found, clause("goal", doc_type="report")) == found
    assert of_own_plan(found, None) == found


@pytest.mark.parametrize(("doc_type", "left"), [("plan", 0), ("measures", 0), ("report", 1)])
def test_a_figure_in_the_measure_of_a_plan_is_still_to_come(doc_type, left):
    place = {"document": {"id": "a", "doc_type": doc_type}, "eid": "h1_1"}
    rows = [Statement(place, "培育工业设计中心5个以上", "培育工业设计中心5个以上")]
    assert len(without_rules(rows, [place])) == left


def test_a_figure_of_a_place_is_told_though_its_passage_is_not_found(searcher):
    told = trace("山东养老床位有多少，有哪些政策措施", searcher)["results"]
    assert ["60万张" in row["text"] for row in told] == [True]
    assert trace("四川养老床位有多少，有哪些政策措施", searcher)["verdict"] == "no_answer"
