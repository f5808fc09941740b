"""Fifteen invented firms in everyday speech against one invented notice of measures."""

import json
import logging
from pathlib import Path

import pytest
from docx import Document as Docx
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from policykb.answer.match import match
from policykb.errors import BadRequest

NOTICE = Path(__file__).parent / "firms" / "measures.txt"
AS_OF = "2025-06-20"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data directory with the notice, taken in as a .docx of one paragraph a line."""
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("firms")
    docx = Docx()
    for line in NOTICE.read_text("utf-8").splitlines():
        if line.strip():
            docx.add_paragraph(line)
    docx.save(folder / "措施.docx")
    assert not ingest([folder / "措施.docx"], folder / "data").failed()
    return folder / "data"


@pytest.fixture(scope="module")
def searcher(data):
    from policykb.embed import load
    from policykb.search import Searcher
    from policykb.store import Store

    return Searcher(Store.open(data), load())


# fmt: off
# name, story, {clause: verdict}, {clause: {quote: state}}, field of the next question
FIRMS = [
    ("模具厂添设备", "我在苏州开了个二十来人的模具厂，去年卖了八百多万，刚评上专精特新，想买两台新设备，大概要投三百万，厂子开了五年，没有失信记录",
     {"（三）": "fits", "（四）": "fits"},
     {"（三）": {"设备投资额200万元以上": "met", "成立满2年": "met", "工业": "met", "在本市依法注册": "met"},
      "（四）": {"首次认定": "met", "省级专精特新中小企业": "met"}}, None),
    ("说得不全", "苏州的五金厂，三十多个工人，想换两台机床",
     {"（三）": "may_fit"},
     {"（三）": {"设备投资额200万元以上": "unknown", "成立满2年": "unknown", "工业": "met", "未被列入严重失信主体名单": "unknown"}}, "age"),
    ("投得太少", "苏州工业园区的注塑厂，办厂十来年，打算花八十万买台注塑机这样的设备，信用良好",
     {"（三）": "does_not_fit"},
     {"（三）": {"设备投资额200万元以上": "unmet", "成立满2年": "met"}}, None),
    ("刚开不满两年", "昆山的机加工厂，2024年3月注册的，要投五百万更新设备",
     {"（三）": "does_not_fit"}, {"（三）": {"成立满2年": "unmet", "在本市依法注册": "met"}}, None),
    ("外地厂", "我们在杭州办厂，六十个人，成立八年，准备投一千万做技改，没有失信记录",
     {"（三）": "does_not_fit"}, {"（三）": {"在本市依法注册": "unmet", "设备投资额200万元以上": "met"}}, None),
    ("小餐馆嫌房租贵", "苏州开小餐馆的，连我五个人，一年收入六十来万，租的是国资公司的门面，房租太贵，没上过黑名单",
     {"（九）": "fits"}, {"（九）": {"餐饮、零售行业": "met", "小微企业和个体工商户": "met", "承租国有房屋": "met"}}, None),
    ("工厂房租", "苏州的服装厂，十几个人，房租涨得厉害",
     {"（九）": "does_not_fit"}, {"（九）": {"餐饮、零售行业": "unmet"}}, None),
    ("头一回贷款", "我在苏州做软件开发，公司十二个人，去年营收三百万出头，从来没贷过款，想贷一百万周转，信用记录良好",
     {"（一）": "fits", "（二）": "does_not_fit"},
     {"（一）": {"首次从银行获得贷款": "met", "小微企业": "met"}, "（二）": {"融资担保机构": "unmet"}}, None),
    ("贷过款的", "苏州的软件公司，十二个人，去年营收三百万，以前贷过款，现在资金紧张还想再贷一点",
     {"（一）": "does_not_fit"}, {"（一）": {"首次从银行获得贷款": "unmet"}}, None),
    ("外贸参展", "苏州做外贸的公司，三十人，年销售额四千万，没有违法记录，打算去德国参展",
     {"（八）": "fits", "（十一）": "fits"}, {"（八）": {"参加境外展会": "met", "外贸企业": "met"}}, None),
    ("国内展会", "张家港的外贸企业，出口东南亚，员工45人，没有违法记录，准备参加广交会",
     {"（八）": "may_fit"}, {"（八）": {"参加境外展会": "unknown", "外贸企业": "met", "在本市依法注册": "met"}}, "need:展会与市场开拓"),
    ("科小高企搞研发", "苏州的软件公司，四十五个人，去年营收一千二百万，研发花了一百万，还不是高企，已经入库科技型中小企业，信用良好，研发压力大想要补助",
     {"（五）": "fits"}, {"（五）": {"研发费用占营业收入比重不低于5%": "met", "科技型中小企业或高新技术企业": "met"}}, None),
    ("研发不够", "苏州的机械厂，去年产值两千万，研发投入五十万，是高企，想申请研发补助",
     {"（五）": "does_not_fit"}, {"（五）": {"研发费用占营业收入比重不低于5%": "unmet", "科技型中小企业或高新技术企业": "met"}}, None),
    ("稳岗", "苏州的电子厂，八十多号人，去年做了三千多万，社保一直按时交，去年没裁过人，没有失信记录，想问问稳岗补贴",
     {"（七）": "may_fit"},
     {"（七）": {"裁员率不高于5.5%": "met", "依法缴纳失业保险费": "met", "满12个月": "unknown", "中小微企业": "met"}}, "insured_months"),
    ("没评上", "苏州的装备厂，专精特新去年报了没评上，也还不是小巨人，想问认定了能拿多少",
     {"（四）": "does_not_fit"}, {"（四）": {"国家级专精特新“小巨人”企业": "unmet"}}, None),
]
# fmt: on


@pytest.mark.parametrize(
    ("story", "verdicts", "states", "asks"), [f[1:] for f in FIRMS], ids=[f[0] for f in FIRMS]
)
def test_firms(searcher, story, verdicts, states, asks):
    reply = match(searcher, text=story, as_of=AS_OF)
    found = {entry["fact"]["number"]: entry for entry in reply["support"]}
    assert {number: found[number]["verdict"] for number in verdicts if number in found} == verdicts
    for number, wanted in states.items():
        judged = {c["quote"]: c["state"] for c in found[number]["conditions"]}
        assert {quote: judged.get(quote) for quote in wanted} == wanted
    if asks:
        assert reply["next_question"]["field"] == asks
    fitting = [e for e in reply["support"] if e["verdict"] != "does_not_fit"]
    assert reply["verdict"] == ("found" if fitting else "no_support")
    assert reply["claimable"] == sum(e["claimable"] for e in fitting)


@pytest.mark.parametrize("story", [f[1] for f in FIRMS], ids=[f[0] for f in FIRMS])
def test_every_word_can_be_traced(searcher, story):
    reply = match(searcher, text=story, as_of=AS_OF)
    text = searcher.store.document(reply["support"][0]["fact"]["document"]["id"]).text
    for entry in reply["support"]:
        assert entry["fact"]["quote"] in text
        assert {c["state"] for c in entry["conditions"]} <= {"met", "unmet", "unknown"}
        for condition in entry["conditions"]:
            assert condition["quote"] in text
            assert all(word in story for word in condition["because"].split("、"))
        failed = any(c["state"] == "unmet" for c in entry["conditions"])
        assert (entry["verdict"] == "does_not_fit") == failed
    for name, field in reply["profile"].items():
        if isinstance(field, dict) and name != "text":
            assert field["quote"] in story
    for label in reply["profile"]["labels"]:
        assert label["quote"] in story


def entry_of(reply, number):
    return next(e for e in reply["support"] if e["fact"]["number"] == number)


def test_amount_window_and_place_to_apply(searcher):
    entry = entry_of(match(searcher, text=FIRMS[0][1], as_of=AS_OF), "（三）")
    assert entry["amount"] == "按照设备投资额的10%给予补助，最高500万元"
    assert entry["window"] == {
        "text": "申报时间为2025年6月1日至2025年7月31日",
        "from": "2025-06-01",
        "to": "2025-07-31",
        "state": "open",
    }
    assert entry["contact"] == "受理地点：市政务服务中心三楼工信窗口"
    assert entry["validity"] == "in_force"


# fmt: off
DAYS = [
    ("还没开始", "2025-05-20", "fits", "not_yet", "in_force"),
    ("已截止", "2025-08-01", "does_not_fit", "closed", "in_force"),
    ("文件过期", "2027-06-01", "does_not_fit", "closed", "expired"),
]
# fmt: on


@pytest.mark.parametrize(
    ("day", "verdict", "window", "validity"), [d[1:] for d in DAYS], ids=[d[0] for d in DAYS]
)
def test_the_day_counts(searcher, day, verdict, window, validity):
    story = FIRMS[0][1]
    entry = entry_of(match(searcher, text=story, as_of=day), "（三）")
    assert (entry["verdict"], entry["window"]["state"], entry["validity"]) == (
        verdict,
        window,
        validity,
    )


def test_two_grants_in_one_clause_are_judged_apart(searcher):
    offers = entry_of(match(searcher, text=FIRMS[0][1], as_of=AS_OF), "（四）")["offers"]
    assert [(o["amount"], o["verdict"]) for o in offers] == [
        ("给予一次性奖励20万元", "fits"),
        ("给予一次性奖励50万元", "may_fit"),
    ]


def test_encouragement_cannot_be_claimed(searcher):
    story = "苏州的服装厂，二十个人，想搞数字化，上一套ERP系统"
    reply = match(searcher, text=story, as_of=AS_OF)
    assert entry_of(reply, "（六）")["claimable"] is False
    assert (reply["verdict"], reply["reason"]) == ("found", "only_encouragement")
    assert reply["claimable"] == 0
    assert reply["message"]
    assert "nearest" not in reply


def test_where_nothing_fits_the_list_says_why(searcher):
    story = "我们在杭州办厂，六十个人，成立八年，准备投一千万做技改，没有失信记录"
    reply = match(searcher, text=story, as_of=AS_OF)
    assert (reply["verdict"], reply["reason"]) == ("no_support", "none_fits")
    assert {e["verdict"] for e in reply["support"]} == {"does_not_fit"}
    assert reply["nearest"]


@pytest.mark.parametrize(
    "story", ["我是打工的，三个月没发工资，想问补贴", "老板欠我工资，苏州有没有地方管"]
)
def test_a_person_is_told_that_this_is_for_firms(searcher, story):
    reply = match(searcher, text=story, as_of=AS_OF)
    assert (reply["verdict"], reply["reason"]) == ("no_support", "not_a_firm")
    assert reply["profile"]["speaker"]["value"] == "person"
    assert reply["profile"]["speaker"]["quote"] in story
    assert (reply["support"], reply["next_question"]) == ([], {})
    corrected = reply["profile"] | {"speaker": "firm"}
    assert match(searcher, profile=corrected, as_of=AS_OF)["reason"] != "not_a_firm"


def test_no_support_says_so(searcher):
    reply = match(searcher, text="苏州的公司，想给宠物买保险箱子", as_of=AS_OF)
    assert reply["verdict"] == "no_support"
    assert reply["support"] == []
    assert reply["next_question"] == {}
    assert reply["message"]


def test_answering_the_questions_ends_in_a_decision(searcher):
    profile = match(searcher, text=FIRMS[1][1], as_of=AS_OF)["profile"]
    answers = {"age": 6, "credit": True, "investment": "两百五十万"}
    for _ in range(6):
        reply = match(searcher, profile=profile, as_of=AS_OF)
        question = reply["next_question"]
        if not question:
            break
        profile = reply["profile"] | {question["field"]: answers[question["field"]]}
    assert entry_of(reply, "（三）")["verdict"] == "fits"


def test_answers_settle_words_that_no_rule_knows(searcher):
    story = "苏州的软件公司，十二个人，去年营收三百万，信用良好，招了两个应届大学生，想要招工补贴"
    first = match(searcher, text=story, as_of=AS_OF)
    entry = entry_of(first, "（十）")
    assert entry["verdict"] == "may_fit"
    field = first["next_question"]["field"]
    assert field.startswith("other:")
    for answer, verdict in ((True, "fits"), (False, "does_not_fit")):
        profile = first["profile"] | {"answers": {field: answer}}
        reply = match(searcher, profile=profile, as_of=AS_OF)
        assert entry_of(reply, "（十）")["verdict"] == verdict


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "  "}, "empty_profile"),
        ({"text": "厂" * 4001}, "too_long"),
        ({"profile": {"colour": "red"}}, "bad_profile"),
        ({"profile": {"staff": "好多"}}, "bad_profile"),
        ({"profile": {"credit": "yes"}}, "bad_profile"),
        ({"text": "苏州的厂", "as_of": "2025-02-30"}, "bad_date"),
    ],
)
def test_bad_requests(searcher, given, code):
    with pytest.raises(BadRequest) as error:
        match(searcher, **given)
    assert error.value.code == code


# ------------------------------------------------------------------ HTTP and command line


def test_post_match_logs_nothing(data, caplog):
    from api.app import create_app

    story = FIRMS[0][1]
    with caplog.at_level(logging.DEBUG), TestClient(create_app(data)) as client:
        reply = client.post("/api/v1/match", json={"text": story, "as_of": AS_OF})
        again = client.post(
            "/api/v1/match", json={"profile": reply.json()["profile"], "as_of": AS_OF}
        )
    assert reply.status_code == again.status_code == 200
    assert set(reply.json()) >= {"profile", "support", "next_question", "verdict", "coverage"}
    verdicts = [[e["verdict"] for e in r.json()["support"]] for r in (reply, again)]
    assert verdicts[0] == verdicts[1]
    assert "模具" not in caplog.text


@pytest.mark.parametrize("body", [{"text": 3}, {"text": "厂", "as_of": "昨天"}, {"story": "厂"}])
def test_post_match_refuses_without_repeating_the_words(data, body):
    from api.app import create_app

    with TestClient(create_app(data)) as client:
        reply = client.post("/api/v1/match", json=body)
    assert reply.status_code == 422
    assert reply.json()["code"] == "bad_parameter"
    assert "昨天" not in reply.text


def run(data, *arguments):
    from policykb.cli import app

    return CliRunner().invoke(app, ["--data", str(data), *arguments, "--as-of", AS_OF])


def test_command_reads_words_files_and_profiles(data, tmp_path):
    story = tmp_path / "企业.txt"
    story.write_text(FIRMS[0][1], "utf-8")
    profile = tmp_path / "画像.json"
    profile.write_text(json.dumps({"profile": {"place": "苏州", "need": "买设备"}}), "utf-8")
    for given in (FIRMS[0][1], str(story), str(profile)):
        shown = run(data, "match", given)
        assert shown.exit_code == 0, shown.output
        assert "技术改造补助" in shown.output
    assert run(data, "match", "苏州的公司，想给宠物买保险箱子").exit_code == 3
