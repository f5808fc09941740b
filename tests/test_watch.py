"""Saved questions: only what is new or was changed is told, as Atom and as JSON."""

import json
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.answer.watch import ATOM, atom, feed, look, subscribe
from policykb.embed import load
from policykb.errors import BadRequest, NotFound
from policykb.pipeline import ingest, remove
from policykb.search import Searcher
from policykb.store import Store, keys, subscriptions

FIRST = """某县若干措施

一、缓解资金压力

（一）清理拖欠账款。机关和事业单位应当在验收后20日内付款，不得拖欠小微企业货款。
"""
SECOND = """某市若干措施

一、保障权益

（一）防范拖欠账款。国有企业应当按合同约定及时支付小微企业货款，拖欠的给予通报。

（二）推广上云用云。推动200家小微企业上云。
"""
QUESTION = "拖欠小微企业货款"


@pytest.fixture
def shelf(tmp_path):
    def take(name, text):
        (tmp_path / name).write_text(text, "utf-8")
        assert not ingest([tmp_path / name], tmp_path / "data").failed()
        return Searcher(Store.open(tmp_path / "data"), load())

    return take


def test_what_was_there_is_no_news_and_what_comes_is(shelf):
    searcher = shelf("一.txt", FIRST)
    row = subscribe(searcher, QUESTION, name="账款", filters={})
    assert feed(searcher, row["id"])["items"] == []
    searcher = shelf("二.txt", SECOND)
    found = feed(searcher, row["id"])
    assert found["total"] == len(found["items"]) >= 1
    assert {item["document"]["title"] for item in found["items"]} == {"某市若干措施"}
    assert {item["change"] for item in found["items"]} == {"new"}
    assert any("拖欠的给予通报" in item["quote"] for item in found["items"])
    assert feed(searcher, row["id"]) == found  # looking again finds nothing twice


def test_a_changed_clause_is_told_as_changed(shelf):
    row = subscribe(shelf("一.txt", FIRST), QUESTION, filters={})
    found = feed(shelf("一.txt", FIRST.replace("20日", "15日")), row["id"])
    assert {item["change"] for item in found["items"]} == {"changed"}
    assert all("15日" in item["quote"] for item in found["items"])


def test_taking_the_same_in_again_is_no_news(shelf, tmp_path):
    searcher = shelf("一.txt", FIRST)
    row = subscribe(searcher, QUESTION, filters={})
    remove([searcher.store.documents()[0]["id"]], tmp_path / "data")
    look(Searcher(Store.open(tmp_path / "data"), load()))
    assert feed(shelf("一.txt", FIRST), row["id"])["items"] == []


def test_filters_and_questions_that_nothing_answers(shelf):
    searcher = shelf("一.txt", FIRST)
    other = subscribe(searcher, "怎么做红烧肉", filters={})
    nowhere = subscribe(searcher, QUESTION, filters={"region": ["上海市"]})
    searcher = shelf("二.txt", SECOND)
    assert look(searcher) == 2
    assert look(searcher) == 0
    assert feed(searcher, other["id"])["items"] == []
    assert feed(searcher, nowhere["id"])["items"] == []


def test_what_is_refused(shelf):
    searcher = shelf("一.txt", FIRST)
    for question, filters in (("  ", {}), ("x" * 3000, {}), (QUESTION, {"nope": 1})):
        with pytest.raises(BadRequest):
            subscribe(searcher, question, filters=filters)
    with pytest.raises(NotFound):
        feed(searcher, "nope")


def test_atom_holds_what_rfc_4287_asks_for(shelf):
    row = subscribe(shelf("一.txt", FIRST), QUESTION, name="账款<&", filters={})
    found = feed(shelf("二.txt", SECOND), row["id"])
    found["items"][0]["quote"] += "\x01<b>&"
    root = ElementTree.fromstring(atom(found, "https://kb.example"))
    one = f"{{{ATOM}}}"
    assert root.tag == f"{one}feed"
    for parent in (root, *root.iter(f"{one}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{one}{name}")) == 1, name
        assert "T" in parent.findtext(f"{one}updated")
    assert root.find(f"{one}author/{one}name") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{one}link")}
    assert links["self"] == f"https://kb.example/api/v1/subscriptions/{row['id']}/feed"
    ids = [entry.findtext(f"{one}id") for entry in root.iter(f"{one}entry")]
    assert len(ids) == len(set(ids)) == found["total"]


def test_over_http(shelf, tmp_path):
    shelf("一.txt", FIRST)
    data = tmp_path / "data"
    base, peer = "http://127.0.0.1:8000", ("127.0.0.1", 5000)
    with TestClient(create_app(data), base_url=base, client=peer) as client:
        url = "/api/v1/subscriptions"
        made = client.post(url, json={"question": QUESTION, "name": "账款"})
        assert made.status_code == 201
        place = made.json()["feed"]
        sent = [("files", ("二.txt", SECOND.encode()))]
        assert client.post("/api/v1/documents", files=sent).status_code == 200
        assert subscriptions.matches(data, made.json()["id"])  # found at once, before any reading
        assert client.get(place, params={"format": "json"}).json()["total"] >= 1
        read = client.get(place)
        assert read.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert ElementTree.fromstring(read.content).tag == f"{{{ATOM}}}feed"
        assert (
            client.post(url, json={"question": QUESTION, "filters": {"x": []}}).status_code == 422
        )
        assert client.delete(f"{url}/{made.json()['id']}").status_code == 200
        assert client.get(place).json()["code"] == "no_such_subscription"
        keys.create(data, "")
        assert client.post(url, json={"question": QUESTION}).json()["code"] == "key_required"


def test_the_command_line_asks_after_each_ingest(shelf, tmp_path, monkeypatch, capsys):
    from policykb import cli

    searcher = shelf("一.txt", FIRST)
    row = subscribe(searcher, QUESTION, filters={})
    (tmp_path / "二.txt").write_text(SECOND, "utf-8")
    args = [
        "policykb",
        "--data",
        str(tmp_path / "data"),
        "--json",
        "ingest",
        str(tmp_path / "二.txt"),
    ]
    monkeypatch.setattr("sys.argv", args)
    with pytest.raises(SystemExit):
        cli.main()
    assert json.loads(capsys.readouterr().out)["added"] == 1
    assert subscriptions.matches(tmp_path / "data", row["id"])
