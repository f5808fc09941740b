"""Tracing: the chain and the question."""

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import QUESTION
from typer.testing import CliRunner

from api.app import create_app
from policykb.answer.members import chance
from policykb.answer.topic import topic_of
from policykb.answer.trace import trace
from policykb.cli import app
from policykb.embed import load
from policykb.errors import BadRequest, NotFound
from policykb.search import Searcher
from policykb.store import Store

# ------------------------------------------------------------- the chain


def test_the_upper_target_is_traced_and_the_local_one_takes_it_up(reply):
    assert "云上示范企业5000家" in reply["target"]["text"]
    assert [t["document"]["region"] for t in reply["local_targets"]] == ["福州市"]


def test_measures_of_both_documents_serve_it_and_others_do_not(reply):
    headings = {m["heading"] for m in reply["measures"]}
    assert {"推动中小企业上云", "开展上云行动"} <= headings
    assert "加强人才培训" not in headings


def test_practices_on_the_subject_only(reply):
    assert {p["city"] for p in reply["practices"]} == {"长沙市", "宁波市"}


def test_results_hold_figures_and_problems_and_no_practice(reply):
    texts = "".join(r["text"] for r in reply["results"])
    assert "4100家" in texts and "问题突出" in texts
    assert "上云券" not in texts


def test_entries_are_facts_with_verbatim_quotes(reply, searcher):
    for kind in ("measures", "local_targets", "practices", "results"):
        for row in reply[kind]:
            text = searcher.store.document(row["document"]["id"]).text
            assert row["quote"] in text and row["text"] in text
            assert row["citation"] and 0 < row["confidence"] <= 1


def test_links_lead_to_entries_with_evidence_at_both_ends(reply):
    ends = {
        row["id"]: row for kind in ("targets", "local_targets", "measures") for row in reply[kind]
    }
    ends |= {row["id"]: row for kind in ("practices", "results") for row in reply[kind]}
    ends[reply["target"]["id"]] = reply["target"]
    assert reply["links"]
    for link in reply["links"]:
        assert link["from"] in ends and link["to"] in ends
        assert link["type"] in ("explicit", "same_indicator", "same_topic")
        assert all(link["evidence"]) and 0 <= link["confidence"] <= 1


def test_same_indicator_links_target_and_local_target(reply):
    kinds = {
        link["type"] for link in reply["links"] if link["to"] == reply["local_targets"][0]["id"]
    }
    assert kinds == {"same_indicator"}


def test_gaps_name_measures_without_a_case(searcher):
    reply = trace("企业家培训的目标由哪些措施落实？", searcher)
    without = [g["quote"] for g in reply["gaps"] if g["kind"] == "measure_without_practice"]
    assert any("加强人才培训" in quote for quote in without)


def test_progress_tells_baseline_latest_target_and_gap(reply):
    row = next(row for row in reply["progress"] if row["region"] == "全国")
    assert row["baseline"]["value"] == 1200
    assert row["latest"]["value"] == 4100 and row["latest"]["as_of"].startswith("2024")
    assert (row["goal"]["value"], row["gap"], row["reached"]) == (5000, 900, False)


def test_coverage_counts_all_documents(reply):
    assert reply["coverage"]["documents"] == reply["coverage"]["searched"] == 3


def test_a_target_is_traced_by_its_id(searcher):
    target = next(t for t in searcher.store.facts("targets") if t["document"]["region"] == "福州市")
    for reply in (trace("", searcher, target=target["id"]), trace(target["id"], searcher)):
        assert reply["target"]["id"] == target["id"]
        assert "开展上云行动" in {m["heading"] for m in reply["measures"]}


def test_named_cities_alone_where_the_question_names_them(searcher):
    reply = trace("中小企业上云目标由哪些措施落实，长沙有什么做法？", searcher)
    assert [p["city"] for p in reply["practices"]] == ["长沙市"]


def test_nothing_on_the_subject_is_said_so(searcher):
    reply = trace("火星移民的轨道力学参数", searcher)
    assert reply["verdict"] == "no_answer"
    assert not reply["target"] and not reply["measures"] and not reply["links"]
    assert reply["coverage"]["documents"] == 3


@pytest.mark.parametrize(
    ("question", "target", "error"),
    [("", "", BadRequest), ("  ", "", BadRequest), ("", "target-000000000000", NotFound)],
)
def test_wrong_requests(searcher, question, target, error):
    with pytest.raises(error):
        trace(question, searcher, target=target)


def test_an_empty_library_answers_nothing(tmp_path):
    reply = trace(QUESTION, Searcher(Store.open(tmp_path / "none"), load()))
    assert reply["verdict"] == "no_answer" and reply["coverage"]["documents"] == 0


def test_over_http(data):
    with TestClient(create_app(data)) as client:
        reply = client.get("/api/v1/trace", params={"q": QUESTION}).json()
        assert reply["verdict"] == "traced" and "5000" in reply["target"]["text"]
        missing = client.get("/api/v1/trace")
        assert missing.status_code == 400 and missing.json()["code"] == "empty_query"
        unknown = client.get("/api/v1/trace", params={"target": "target-000000000000"})
        assert unknown.status_code == 404 and unknown.json()["code"] == "no_such_target"


@pytest.mark.parametrize(
    ("words", "status", "shown"),
    [
        ((QUESTION,), 0, "5000家"),
        ((QUESTION,), 0, "【下级目标】"),
        ((QUESTION,), 0, "规划》二（已过期）"),
        (("火星移民的轨道力学参数",), 3, "没有与此相关"),
    ],
    ids=["有", "下级", "过期", "无"],
)
def test_on_the_command_line(data, words, status, shown):
    result = CliRunner().invoke(app, ["--data", str(data), "trace", *words])
    assert result.exit_code == status and shown in result.stdout


# ------------------------------------------------------------- the question


@pytest.mark.parametrize(
    ("question", "subject", "link", "beside"),
    [
        ("绿色工厂的目标由哪些措施落实？", ("绿色", "工厂"), "results", ()),
        ("绿色工厂：目标、国家和上海措施？", ("绿色", "工厂"), "measures", ()),
        (
            "绿色工厂目标是什么，服务机构覆盖情况如何？",
            ("绿色", "工厂"),
            "results",
            ("服务", "机构", "覆盖"),
        ),
        ("中小企业目标有哪些", ("中小", "企业", "中小企业"), "targets", ()),
    ],
    ids=["措施", "冒号", "结果旁词", "只有泛称"],
)
def test_topics(question, subject, link, beside):
    topic = topic_of(question)
    assert set(subject) <= set(topic.subject)
    assert set(beside) <= set(topic.words(link))
    assert not {"目标", "措施", "上海", "如何"} & set(topic.words(link))


@pytest.mark.parametrize(
    ("question", "local", "anywhere"),
    [
        ("上海高新技术企业目标由哪些措施支撑", True, False),
        ("高新技术企业目标是什么，上海怎么做", False, False),
        ("高新技术企业目标，哪些城市有案例", False, True),
    ],
)
def test_places_of_a_question(question, local, anywhere):
    topic = topic_of(question)
    assert (topic.local, topic.anywhere) == (local, anywhere)


@given(st.text(max_size=80))
def test_any_question_has_a_topic(text):
    assert isinstance(topic_of(text).words("results"), tuple)


@given(st.floats(0, 2), st.floats(0, 1), st.floats(0, 0.5))
def test_chances_rise_with_score_and_share(score, share, more):
    assert 0 < chance(score, share) <= chance(score + more, share) < 1
    assert chance(score, share) <= chance(score, min(1.0, share + more))
