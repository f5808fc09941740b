"""Lists: limited to what holds the words asked, and nothing asked passed over in silence."""

import io
import json
import subprocess
import sys

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.answer.listing import holds


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library)) as client:
        yield client


# fmt: off
HELD = [
    ("一个词", "measures", "转贷资金池", ["（一）"]),
    ("标题里的词", "measures", "过桥资金池", ["（一）"]),
    ("几个词都要有", "measures", "小微企业 示范车间", ["（三）"]),
    ("少一个词就不算", "measures", "示范车间 转贷", []),
    ("次序不同不算一个词", "measures", "企业小微", []),
    ("全角数字与繁体", "measures", "２０００家小微企業", ["（三）"]),
    ("空白等于没有筛选", "measures", "　", ["（一）", "（二）", "（三）"]),
    ("指标", "targets", "示范车间", ["示范车间数量"]),
    ("文件的标题", "documents", "稳步发展", ["某市关于支持小微企业稳步发展的若干措施"]),
    ("文件的文号，括号不拘", "documents", "某市数发[2023]7号", ["某市关于支持小微企业稳步发展的若干措施"]),
    ("文件的正文不算", "documents", "转贷资金池", []),
]
# fmt: on


def shown(row):
    return row.get("number") or row.get("indicator") or row["title"]


@pytest.mark.parametrize(("kind", "q", "expected"), [c[1:] for c in HELD], ids=[c[0] for c in HELD])
def test_lists_of_what_holds_the_words(client, kind, q, expected):
    reply = client.get(f"/api/v1/{kind}", params={"q": q}).json()
    assert [shown(row) for row in reply["items"]] == expected
    assert reply["total"] == len(expected)
    assert reply["filters"].get("q", "") == q.strip()


def test_filters_by_words_and_by_body_together(client):
    params = {"q": "小微企业", "department": "市财政局"}
    reply = client.get("/api/v1/measures", params=params).json()
    assert [row["number"] for row in reply["items"]] == ["（一）", "（三）"]
    assert reply["filters"] == {"department": ["市财政局"], "q": "小微企业"}


def test_pages_and_files_of_what_holds_the_words(client):
    params = {"q": "小微企业", "limit": 2}
    first = client.get("/api/v1/measures", params=params).json()
    rest = client.get("/api/v1/measures", params=params | {"cursor": first["next_cursor"]}).json()
    assert first["total"] == rest["total"] == 3
    assert [len(first["items"]), len(rest["items"])] == [2, 1]
    lines = client.get("/api/v1/measures", params={"q": "示范车间", "format": "jsonl"}).text
    assert [json.loads(line)["number"] for line in lines.splitlines()] == ["（三）"]
    book = client.get("/api/v1/measures", params={"q": "示范车间", "format": "xlsx"}).content
    assert openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].max_row == 2


def test_the_same_on_the_command_line(library):
    def run(*arguments):
        command = [sys.executable, "-m", "policykb", "--data", str(library), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    listed = json.loads(run("--json", "list", "measures", "--q", "示范车间").stdout)
    assert (listed["total"], listed["items"][0]["number"]) == (1, "（三）")
    exported = run("export", "measures", "--q", "示范车间").stdout
    assert [json.loads(line)["number"] for line in exported.splitlines()] == ["（三）"]


@pytest.mark.parametrize(
    ("record", "q", "expected"),
    [
        ({"kind": "indicator", "subject": "规上工业", "indicator": "增加值", "quote": ""}, "规上", True),
        ({"kind": "ranking", "cities": ["苏州市", "宁波市"], "quote": ""}, "宁波", True),
        ({"kind": "measure", "text": "推进“放管服”改革", "quote": ""}, '"放管服"改革', True),
        ({"kind": "measure", "text": "超过2.6 万家", "quote": ""}, "2.6万家", True),
        ({"kind": "measure", "quote": "支持", "document": {"title": "低空经济"}}, "低空经济", False),
        ({"subject": "某市", "indicator": "户数", "statements": [{"quote": "共9户"}]}, "9户", True),
    ],
)  # fmt: skip
def test_what_of_a_record_is_looked_through(record, q, expected):
    """Its own text, not the title of the document that it stands in."""
    assert holds(record, q.split()) is expected


# ------------------------------------------------------------------ unknown parameters

# fmt: off
UNKNOWN = [
    ("写错的名字", "/api/v1/measures?regoin=上海市", ["regoin"], "region"),
    ("别处的叫法", "/api/v1/search?query=企业&q=企业", ["query"], "q"),
    ("年份", "/api/v1/documents?year=2021", ["year"], "from"),
    ("没有相近的", "/api/v1/documents?zzz=1", ["zzz"], ""),
    ("几个", "/api/v1/targets?zzz=1&departement=财政部", ["zzz", "departement"], "department"),
    ("没有参数的地址", "/api/v1/version?x=1", ["x"], ""),
    ("一份文件", "/api/v1/documents/某文件?asof=2024-01-01", ["asof"], "as_of"),
]
# fmt: on


@pytest.mark.parametrize(
    ("address", "names", "meant"), [c[1:] for c in UNKNOWN], ids=[c[0] for c in UNKNOWN]
)
def test_an_unknown_parameter_is_told(client, address, names, meant):
    reply = client.get(address)
    body = reply.json()
    assert (reply.status_code, body["code"]) == (422, "unknown_parameter")
    assert reply.headers["content-type"] == "application/problem+json"
    assert body["errors"] == names
    assert all(f"“{name}”" in body["title"] for name in names)
    assert (f"是否指“{meant}”" in body["title"]) is bool(meant)


def test_every_parameter_that_is_described_is_known(client):
    """Whatever the value: a named parameter is never told to be unknown."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    asked = 0
    for path, methods in paths.items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query":
                reply = client.get(path, params={parameter["name"]: "x"})
                code = reply.json().get("code") if "json" in reply.headers["content-type"] else ""
                assert code != "unknown_parameter", (path, parameter["name"])
                asked += 1
    assert asked > 100


def test_pages_and_static_files_take_what_comes(client):
    assert client.get("/?utm_source=x").status_code == 200
    assert client.get("/static/style.css?v=2").status_code == 200
    assert client.get("/search?q=企业&utm_source=x").status_code == 200


def test_writing_with_an_unknown_parameter_writes_nothing(client):
    files = {"files": ("甲.txt", "关于小店的通知".encode(), "text/plain")}
    reply = client.post("/api/v1/documents?wiat=1", files=files)
    assert (reply.status_code, reply.json()["code"]) == (422, "unknown_parameter")
    assert client.get("/api/v1/documents").json()["total"] == 1


def test_how_much_is_shown_may_be_asked_of_every_route(client):
    for address in ("/departments", "/version", "/search?q=措施"):
        sign = "&" if "?" in address else "?"
        assert client.get(f"/api/v1{address}{sign}limit=5&format=json").status_code == 200
