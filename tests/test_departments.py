"""departments: all clauses of a body, by any of its names, and those that name nobody."""

import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.answer.departments import department, departments
from policykb.answer.duties import duties_of
from policykb.answer.listing import listed
from policykb.errors import NotFound
from policykb.store import Store
from policykb.types import Filters
from policykb.understand import understand

TEXT = """关于促进小店发展的若干措施

为帮助小店，制定本措施。

一、减轻负担

（一）发放补贴。对小店给予房租补贴。（财政部牵头，工业和信息化部、银保监会按职责分工负责）

（二）简化手续。推行一网通办。（市场监管总局负责）

二、扩大经营

（三）扩大贷款。引导银行增加贷款投放。（银保监会牵头，财政部、工业和信息化部等有关部门配合）

（四）加强宣传。及时发布政策信息，开展政策解读，扩大政策知晓度。
"""
CHARGING = """关于小店用电的通知

各有关单位要做好下列工作。

一、简化报装。推行线上办理。国家能源局要会同有关部门督促落实。报财政部备案。

二、降低电价。请财政部明确补贴办法，市场监管总局负责查处乱加价；水利部门要参加。

三、做好宣传。及时公布电价，方便小店查询。（财政部负责）
"""
OFFICES = """关于开展小店帮扶的通知

一、加强领导。成立工作小组，成员由教育部、财政部等部门负责同志组成，工作小组办公室设在国家医保局、教育部。国家医保局承担监督实施的职责。

二、落实责任。做好消费帮扶。（国务院扶贫办、农业农村部负责）

三、发放补贴。对参与帮扶的小店给予房租补贴。（扶贫办牵头）
"""


def ingested(folder, text):
    """The data folder of a store that holds this text."""
    from policykb.pipeline import ingest

    (folder / "文件.txt").write_text(text, "utf-8")
    ingest([folder / "文件.txt"], folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("bodies"), TEXT)


@pytest.fixture(scope="module")
def store(data):
    return Store.open(data)


@pytest.fixture(scope="module")
def charging(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("charging"), CHARGING)


@pytest.mark.parametrize(
    ("asked", "signed", "told"),
    [
        ("财政部", ["三、"], {"二、": "请财政部明确补贴办法，市场监管总局负责查处乱加价；"}),
        ("国家能源局", [], {"一、": "国家能源局要会同有关部门督促落实。"}),
        ("市监总局", [], {"二、": "请财政部明确补贴办法，市场监管总局负责查处乱加价；"}),
        ("水利部", [], {}),
    ],
)
def test_clauses_that_charge_a_body_in_a_sentence(charging, asked, signed, told):
    """Not 报财政部备案, which charges nobody, and not 水利部门, which is another body."""
    found = department(asked, Store.open(charging))
    assert [item["number"] for item in found["items"]] == signed
    assert {item["number"]: item["charge"] for item in found["told"]} == told


def test_the_page_of_a_body_shows_what_sentences_charge_it_with(charging):
    with TestClient(create_app(charging)) as client:
        reply = client.get("/departments/国家能源局")
        assert reply.status_code == 200 and "国家能源局要会同有关部门督促落实。" in reply.text
        assert client.get("/departments/水利部").status_code == 404
        answer = client.get("/api/v1/departments/财政部").json()
        assert [row["number"] for row in answer["told"]] == ["二、"]


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("offices"), OFFICES)


def test_every_sentence_that_charges_a_body_is_told(offices):
    """Where its office is counts; who sits in a group charges nobody."""
    found = department("医保局", Store.open(offices))
    assert [row["charges"] for row in found["told"]] == [
        [
            "成立工作小组，成员由教育部、财政部等部门负责同志组成，工作小组办公室设在国家医保局、教育部。",
            "国家医保局承担监督实施的职责。",
        ]
    ]
    assert found["totals"]["told"] == 1 and found["total"] == 0
    assert [row["number"] for row in department("教育部", Store.open(offices))["told"]] == ["一、"]
    assert department("财政部", Store.open(offices))["told"] == []


def test_a_body_that_only_sentences_charge_is_among_the_others(offices, charging):
    rows = {row["name"]: row for row in departments(Store.open(offices))["items"]}
    assert (rows["国家医疗保障局"]["total"], rows["国家医疗保障局"]["told"]) == (0, 1)
    assert rows["国家医疗保障局"]["printed"] == ["国家医保局"]
    assert "财政部" not in rows
    rows = {row["name"]: row for row in departments(Store.open(charging))["items"]}
    assert (rows["财政部"]["total"], rows["财政部"]["told"]) == (1, 1)
    assert "水利部" not in rows


def test_a_body_of_former_days_is_shown_as_it_is_printed(offices):
    found = department("国务院扶贫办", Store.open(offices))
    assert found["name"] == "农业农村部"
    assert found["printed"] == ["国务院扶贫办", "农业农村部", "扶贫办"]
    with TestClient(create_app(offices)) as client:
        page = client.get("/departments/农业农村部").text
        assert "国务院扶贫办、扶贫办" in page
        assert '现为<a href="/departments/' in client.get("/departments/扶贫办").text
        assert "扶贫办" in client.get("/departments").text
        assert "国家医疗保障局" in client.get("/departments").text


@pytest.mark.parametrize(
    ("asked", "name", "clauses"),
    [
        ("财政部", "财政部", [("（一）", "lead"), ("（三）", "support")]),
        ("工信部", "工业和信息化部", [("（一）", "joint"), ("（三）", "support")]),
        ("银保监会", "国家金融监督管理总局", [("（一）", "joint"), ("（三）", "lead")]),
        ("国家金融监督管理总局", "国家金融监督管理总局", [("（一）", "joint"), ("（三）", "lead")]),
        (
            "工业和信息化部等有关部门",
            "工业和信息化部",
            [("（一）", "joint"), ("（三）", "support")],
        ),
        ("国家市场监督管理总局", "国家市场监督管理总局", [("（二）", "responsible")]),
        ("水利部", "水利部", []),
    ],
    ids=["财政部", "简称", "旧称", "今名", "带等字", "一家负责", "没有条款"],
)
def test_clauses_of_a_body_by_any_name(store, asked, name, clauses):
    found = department(asked, store)
    assert found["name"] == name
    assert [(item["number"], item["role"]) for item in found["items"]] == clauses
    assert found["total"] == len(clauses) and found["complete"]


def test_totals_by_role_and_clauses_of_nobody(store):
    found = department("财政部", store)
    assert found["totals"] == {
        "lead": 1,
        "joint": 0,
        "responsible": 0,
        "support": 1,
        "told": 0,
        "unassigned": 1,
    }
    assert [item["heading"] for item in found["unassigned"]] == ["加强宣传"]
    assert found["coverage"]["documents"] == 1


def test_a_name_that_nobody_bears(store):
    with pytest.raises(NotFound):
        department("月球开发总署办公会", store)


def test_all_bodies_with_counts(store):
    found = departments(store)
    counts = {row["name"]: row["total"] for row in found["items"]}
    assert counts == {
        "财政部": 2, "工业和信息化部": 2, "国家金融监督管理总局": 2, "国家市场监督管理总局": 1,
    }  # fmt: skip
    assert found["total"] == 4 and found["unassigned"] == 1
    printed = next(row["printed"] for row in found["items"] if row["name"] == "工业和信息化部")
    assert printed == ["工业和信息化部", "工业和信息化部等有关部门"]


def test_filters_hold(store):
    assert department("财政部", store, Filters(obligation=("explore",)))["total"] == 0


def test_over_http(data):
    with TestClient(create_app(data)) as client:
        assert client.get("/api/v1/departments").json()["total"] == 4
        assert client.get("/api/v1/departments/工信部").json()["total"] == 2
        missing = client.get("/api/v1/departments/月球开发总署办公会")
        assert missing.status_code == 404 and missing.json()["code"] == "no_such_department"


def test_every_body_of_a_real_notice(shared, tmp_path):
    """Against the hand-made list of who answers for which clause."""
    from policykb.pipeline import ingest

    ingest([next(shared("corpus").glob("003_*.txt"))], tmp_path)
    store = Store.open(tmp_path)
    lines = (shared("gold") / "measures.jsonl").read_text("utf-8").splitlines()
    expected: dict[str, set[str]] = {}
    for row in (row for row in map(json.loads, lines) if row["doc"] == "seed3"):
        for printed in row["departments"]:  # 工业和信息化部等有关部门 is the ministry's too
            name = department(printed, store)["name"]
            expected.setdefault(name, set()).add(row["number"])
    assert len(expected) > 15
    for name, numbers in expected.items():
        assert {item["number"] for item in department(name, store)["items"]} == numbers, name
    assert {row["name"] for row in departments(store)["items"]} == set(expected)


CITY = """大连市人民政府关于夏季防汛的通知

各区人民政府，市政府各部门：

现将防汛有关事项通知如下。

一、巡查堤防。市水利局会同市应急局组织巡查，应急管理部门要值守。

二、疏散人员。街道办事处、社区要逐户登记。具体工作由公安、民政等部门负责。

三、发放物资。结果报市水利局备案。向困难家庭发放物资。（市民政局、财政局）

四、清理河道。县级以上人民政府水利部门应当清理河道，财政部门保障经费。（市水利局）
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("city"), CITY)


@pytest.mark.parametrize(
    ("asked", "clauses"),
    [
        ("市水利局", {"一、": "lead", "四、": "responsible"}),
        ("大连市应急管理局", {"一、": "joint"}),
        ("沈阳市水利局", {}),
        ("应急管理部门", {"一、": "responsible"}),
        ("民政部门", {"二、": "responsible"}),
        ("街道办事处", {"二、": "responsible"}),
        ("水利部门", {"四、": "responsible"}),
        ("大连市财政局", {"三、": "responsible"}),
        ("财政部", {}),
    ],
)
def test_clauses_of_bodies_of_a_place_and_of_those_called_by_their_field(city, asked, clauses):
    """In the table, in the list of one body and in that of measures alike."""
    store = Store.open(city)
    found = department(asked, store)
    rows = [*found["items"], *found["told"]]
    assert {row["number"]: row["role"] for row in rows} == clauses
    listed_ = listed(store, "measures", Filters(department=(asked,)))
    assert {row["number"] for row in listed_} == set(clauses)


def test_the_table_has_a_row_for_each_body_that_text_charges(city):
    rows = {
        row["name"]: (row["total"], row["told"]) for row in departments(Store.open(city))["items"]
    }
    assert rows["大连市水利局"] == (1, 1) and rows["水利部门"] == rows["社区"] == (0, 1)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("大连市水利局负责哪些工作", ["一、", "四、"]),
        ("大连市水利局牵头哪些工作", ["一、"]),
        ("防汛中民政部门的职责是什么", ["二、"]),
        ("街道办事处要做什么？", ["二、"]),
        ("沈阳市水利局负责哪些工作", None),
        ("由谁负责清理河道", None),
    ],
)
def test_a_question_for_the_duties_of_a_body_is_answered_by_all_of_them(city, question, numbers):
    query = understand(question, Filters())
    rows = duties_of(query, [], Store.open(city))
    assert ([row["number"] for row in rows] or None) == numbers
    for row in rows:
        start, end = row["excerpt"]
        assert row.get("charge", row["quote"]).startswith(row["quote"][start:end][:20])


def test_an_answer_shows_the_whole_list_whatever_its_limit(city):
    from policykb.answer.ask import ask
    from policykb.embed import load
    from policykb.search import Searcher

    answer = ask("大连市水利局负责哪些工作", Searcher(Store.open(city), load("builtin")), limit=1)
    assert answer["verdict"] == "answered" and len(answer["measures"]) == 2
    assert "measures" not in answer["more"]
