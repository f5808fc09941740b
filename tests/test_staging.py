"""The whole line of stages in a child process: what comes back, and what a failure costs."""

import os
from pathlib import Path

import orjson
import pytest

from policykb import intake
from policykb.errors import LimitExceeded
from policykb.pipeline import ingest
from policykb.read import read
from policykb.read.sandbox import Child, Children
from policykb.staging import StageFault, packed, stage, staged, unpacked

ROOT = Path(__file__).parent.parent
NOTICE = (
    "某县关于支持小店的通知\n\n一、补贴\n\n（一）到2027年，发展小店1.5万家以上。（县商务局负责）\n"
)
# A stage that misbehaves, in a process of its own: only texts that hold its word meet it.
SPOILT = """
import time
from policykb import staging
from policykb.read.child import serve

def spoilt(document, good=staging.extract):
    if "出错" in document.text:
        raise ValueError("没有想到")
    if "挂起" in document.text:
        time.sleep(600)
    if "撑大" in document.text:
        kept = bytearray(2**31)
    return good(document)

staging.extract = spoilt
staging.SECONDS = 0
serve(staging._answer)
"""


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """The name of a module that runs the stages with one that misbehaves."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "spoilt_stages.py").write_text(SPOILT, "utf-8")
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", path)
    return "spoilt_stages"


def file(folder: Path, name: str, text: str = NOTICE) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


CORPUS = sorted(p for p in (ROOT / "corpus").iterdir() if p.suffix in (".txt", ".docx", ".html"))


@pytest.mark.parametrize(
    "path", CORPUS, ids=[path.suffix[1:] + str(at) for at, path in enumerate(CORPUS)]
)
def test_what_comes_back_is_what_was_made(path):
    made = staged(read(path))
    assert made.passages and any(made.records.facts.values())
    back = unpacked(orjson.loads(packed(made)))
    assert (back.document, back.passages) == (made.document, made.passages)
    assert back.records == made.records
    afar = stage(path, str(path))
    assert (afar.document, afar.passages) == (made.document, made.passages)


def test_a_fault_of_the_program_costs_one_file_and_is_told(tmp_path, spoilt, monkeypatch):
    children = Children(spoilt)
    monkeypatch.setattr(intake, "stage", lambda path, source: stage(path, source, children))
    paths = [file(tmp_path, "甲.txt"), file(tmp_path, "乙.txt", NOTICE + "\n（二）出错。\n"),
             file(tmp_path, "丙.txt", NOTICE.replace("某县", "邻县"))]  # fmt: skip
    try:
        report = ingest(paths, tmp_path / "data")
        states = [(o.state, o.code) for o in report.outcomes]
        assert states == [("added", ""), ("failed", "internal_error"), ("added", "")]
        assert "乙.txt" in report.outcomes[1].message and "没有想到" in report.outcomes[1].message
        with pytest.raises(StageFault):
            stage(paths[1], "乙.txt", children)
    finally:
        children.close()


@pytest.mark.parametrize(("word", "said"), [("挂起", "秒"), ("撑大", "内存")])
def test_a_stage_that_hangs_or_swells_is_stopped(tmp_path, spoilt, word, said):
    request = {"kind": "txt", "format": "txt", "sha256": "0", "source": "甲.txt"}
    bad = request | {"path": str(file(tmp_path, "甲.txt", NOTICE + f"\n（二）{word}。\n"))}
    good = request | {"path": str(file(tmp_path, "乙.txt"))}
    child = Child(module=spoilt)
    try:
        child.work(good)  # started, so that only the stage's own time is measured below
        child._seconds = 3.0 if word == "挂起" else 60.0
        with pytest.raises(LimitExceeded, match=said):
            child.work(bad)
        child._seconds = 60.0
        assert unpacked(child.work(good)).document.meta.title == "某县关于支持小店的通知"
    finally:
        child.close()
