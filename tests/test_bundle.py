"""An answer as evidence: sealed, and checked again after the documents have changed."""

import copy
import json

import pytest

from policykb.answer.ask import ask
from policykb.answer.bundle import STATES, bundle, check_bundle, cited_rows, read_bundle, stands_in
from policykb.embed import load
from policykb.errors import BadRequest
from policykb.pipeline import ingest, remove
from policykb.search import Searcher
from policykb.store import Store

TEXT = """某县数发〔2024〕3号

某县关于帮扶小微企业的若干措施

一、缓解资金压力

（一）设立应急资金池。县财政安排800万元，为周转困难的小微企业提供短期借款，单户不超过30万元。（县财政局负责）

（二）清理拖欠账款。机关和事业单位应当在验收后20日内付款，不得以内部流程为由拖延支付货款。（县工业和信息化局负责）
"""
QUESTION = "拖欠小微企业货款怎么办"


@pytest.fixture
def shelf(tmp_path):
    """(take, data): `take(text)` puts the text into the store as the same file and opens it."""
    file, data = tmp_path / "措施.txt", tmp_path / "data"

    def take(text=TEXT):
        file.write_text(text, "utf-8")
        assert not ingest([file], data).failed()
        return Store.open(data)

    return take, data


def sealed(store):
    made = bundle(ask(QUESTION, Searcher(store, load())), store)
    return json.loads(json.dumps(made))  # as a file gives it back


def states(found):
    return {(row["citation"].split("）", 1)[1], row["state"]) for row in found["citations"]}


def test_a_bundle_holds_all_that_the_answer_stands_on(shelf):
    store = shelf[0]()
    made = sealed(store)
    assert made["format"] == "policykb-bundle"
    assert made["generation"] == store.generation.number
    assert made["program"]["version"]
    assert [row["sha256"] for row in made["documents"]] == [store.documents()[0]["sha256"]]
    cited = {row["citation"] for row in cited_rows(made["answer"])}
    assert cited == {row["citation"] for row in made["citations"]}
    assert made["answer"]["measures"][0]["citation"] in cited
    assert all(stands_in(row["quote"], row["clause"]) for row in made["citations"])


# fmt: off
CHANGES = [
    ("未变", TEXT, {"holds"}, True),
    ("改字", TEXT.replace("20日", "60日").replace("30万元", "10万元"), {"changed"}, False),
    ("挪到二、（三）", TEXT.replace("（二）清理", "二、其他\n\n（三）清理"), {"holds", "moved"}, True),
    ("删去", TEXT[: TEXT.index("（二）")], {"holds", "gone"}, False),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "expected", "ok"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_which_citations_still_hold(shelf, text, expected, ok):
    take = shelf[0]
    made = sealed(take())
    found = check_bundle(made, take(text))
    second = {state for place, state in states(found) if place == "一、（二）"}
    assert second <= expected
    assert second
    assert found["ok"] is ok
    assert sum(found["counts"].values()) == len(found["citations"])
    assert found["documents"][0]["state"] == ("same" if text == TEXT else "changed")


def test_a_moved_citation_names_its_new_place(shelf):
    take = shelf[0]
    made = sealed(take())
    found = check_bundle(made, take(TEXT.replace("（二）清理", "二、其他\n\n（三）清理")))
    moved = next(row for row in found["citations"] if row["state"] == "moved")
    assert moved["now"]["citation"].endswith("二、（三）") or moved["now"]["citation"].endswith(
        "二"
    )


def test_a_removed_document_is_gone(shelf):
    take, data = shelf
    store = take()
    made = sealed(store)
    remove([store.documents()[0]["id"]], data)
    found = check_bundle(made, Store.open(data))
    assert {row["state"] for row in found["citations"]} == {"gone"}
    assert found["documents"][0]["state"] == "gone"
    assert not found["ok"]


def test_an_edited_bundle_is_not_intact(shelf):
    store = shelf[0]()
    made = sealed(store)
    edited = copy.deepcopy(made)
    edited["citations"][0]["quote"] = "机关应当在三年内付款"
    assert check_bundle(made, store)["intact"]
    assert not check_bundle(edited, store)["intact"]
    assert not check_bundle(edited, store)["ok"]


# fmt: off
NO_BUNDLES = [
    ("不是 JSON", b"\x00\x01"),
    ("另一种 JSON", b'{"a": 1}'),
    ("数组", b"[]"),
    ("别的版本", b'{"format": "policykb-bundle", "version": 99}'),
    ("缺清单", b'{"format": "policykb-bundle", "version": 1}'),
]
# fmt: on


@pytest.mark.parametrize("content", [c[1] for c in NO_BUNDLES], ids=[c[0] for c in NO_BUNDLES])
def test_what_is_no_bundle_is_refused(content):
    with pytest.raises(BadRequest) as caught:
        read_bundle(content)
    assert caught.value.code == "bad_bundle"


def test_a_bundle_with_broken_rows_is_refused(shelf):
    store = shelf[0]()
    made = sealed(store)
    del made["citations"][0]["quote"]
    with pytest.raises(BadRequest):
        check_bundle(made, store)


def test_command_line(shelf, tmp_path, capsys, monkeypatch):
    from policykb import cli

    take, data = shelf
    take()
    file = tmp_path / "evidence.json"

    def run(*args):
        monkeypatch.setattr("sys.argv", ["policykb", "--data", str(data), "--json", *args])
        with pytest.raises(SystemExit) as done:
            cli.main()
        return done.value.code, capsys.readouterr()

    assert run("answer", QUESTION, "--bundle", str(file))[0] == 0
    code, out = run("verify", str(file))
    assert code == 0
    assert json.loads(out.out)["counts"]["holds"] > 0
    assert set(json.loads(out.out)["counts"]) == set(STATES)
    take(TEXT.replace("20日", "60日"))
    code, out = run("verify", str(file))
    assert (code, json.loads(out.out)["ok"]) == (1, False)
    assert run("verify", str(tmp_path / "none.json"))[0] == 2
    assert run("verify")[0] == 0
