"""What the tests of this folder share."""

from pathlib import Path

import pytest
from trace_samples import CITY, PLAN, QUESTION, REPORT

from policykb.answer.trace import trace
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("chain")
    paths = []
    for name, text in (("全国规划", PLAN), ("福州规划", CITY), ("评估报告", REPORT)):
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, "utf-8")
    report = ingest(paths, folder / "data")
    assert not report.failed(), report
    return folder / "data"


@pytest.fixture(scope="module")
def searcher(data):
    return Searcher(Store.open(data), load())


@pytest.fixture(scope="module")
def reply(searcher):
    return trace(QUESTION, searcher)
