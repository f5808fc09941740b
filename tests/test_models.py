"""Vectors of an earlier built-in model are made anew by an ingest; a user's own never are."""

import subprocess
import sys

import numpy as np
import pytest

from policykb.embed import load
from policykb.errors import ModelError
from policykb.pipeline import ingest, reread
from policykb.search import Searcher
from policykb.store import Store, verify
from policykb.understand import understand

FIRST = "某市若干措施\n\n一、缓解压力\n\n（一）清理拖欠账款。机关应当在30日内付款，不得拖欠货款。\n"
SECOND = "某县若干措施\n\n一、扩大贷款\n\n（一）增加信用贷款。对小微企业贷款给予贴息。\n"


class Model:
    """A model of another name and length, and what it was given."""

    def __init__(self, name, dim=8, failing=False):
        self.name, self.dim, self.failing = name, dim, failing

    def embed(self, texts):
        if self.failing:
            raise RuntimeError("断电")
        rows = np.ones((len(texts), self.dim), np.float32)
        return rows / np.sqrt(np.float32(self.dim))


@pytest.fixture
def files(tmp_path):
    (tmp_path / "一.txt").write_text(FIRST, "utf-8")
    (tmp_path / "二.txt").write_text(SECOND, "utf-8")
    return tmp_path / "一.txt", tmp_path / "二.txt"


def made_with(name, files, data):
    assert not ingest(files[:1], data, embedder=Model(name)).failed()
    return data


def test_an_ingest_makes_the_vectors_of_an_earlier_model_anew(files, tmp_path):
    data, told = made_with("policykb-0-earlier", files, tmp_path / "data"), []
    report = ingest(files, data, renewing=lambda done, total: told.append((done, total)))
    assert [outcome.state for outcome in report.outcomes] == ["unchanged", "added"]
    with Store.open(data) as store:
        assert (store.model, store.dim) == (load().name, load().dim)
        assert len(store.documents()) == 2
        found = Searcher(store, load()).search(understand("拖欠货款"), limit=3)
        assert "拖欠" in found.hits[0].passage.text
        passages = len(store.passages(store.keys_of("某市若干措施")))
    assert told == [(0, passages), (passages, passages)]
    assert verify(data) == ()
    again = ingest(files, data, renewing=lambda *_: pytest.fail("made anew twice"))
    assert {outcome.state for outcome in again.outcomes} == {"unchanged"}


def test_an_ingest_that_is_cut_short_leaves_the_store_as_it_was(files, tmp_path):
    data = made_with("policykb-0-earlier", files, tmp_path / "data")
    broken = Model(load().name, load().dim, failing=True)
    with pytest.raises(RuntimeError, match="断电"):
        ingest(files, data, embedder=broken)
    with Store.open(data) as store:
        assert (store.model, store.dim, len(store.documents())) == ("policykb-0-earlier", 8, 1)
    assert verify(data) == ()


def test_a_model_of_ones_own_is_never_changed(files, tmp_path):
    data = made_with("acme/own-model", files, tmp_path / "data")
    with pytest.raises(ModelError, match="models use"):
        ingest(files, data)
    with Store.open(data) as store:
        assert (store.model, len(store.documents())) == ("acme/own-model", 1)


def test_another_command_tells_what_to_do(files, tmp_path):
    data = made_with("policykb-0-earlier", files, tmp_path / "data")
    with pytest.raises(ModelError, match="policykb-0-earlier"):
        reread("某市若干措施", data)


def test_the_command_line_says_what_it_does(files, tmp_path):
    data = made_with("policykb-0-earlier", files, tmp_path / "data")

    def run(*arguments):
        command = [sys.executable, "-m", "policykb", "--data", str(data), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    refused = run("search", "拖欠货款")
    assert refused.returncode != 0 and "policykb models use builtin" in refused.stderr
    done = run("--json", "ingest", *map(str, files))
    assert done.returncode == 0, done.stderr
    assert "重新计算" in done.stderr and "重新计算" not in done.stdout
    assert run("search", "拖欠货款").returncode == 0
