"""Processes killed with SIGKILL before each step of a commit: the store is the old or the new one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_samples import CLAUSES, DIM, put, vector

from policykb.errors import StoreLocked
from policykb.store import Store, verify
from policykb.store.lock import PATIENCE_SECONDS
from policykb.tokens import words

TESTS = Path(__file__).parent.parent
VICTIM = Path(__file__).with_name("victim.py")
NEW = ("（一）新的第一条。", "（二）新的第二条。")


def victim(*arguments, **more):
    environment = os.environ | {"PYTHONPATH": str(TESTS), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(VICTIM), *map(str, arguments)]
    return subprocess.Popen(command, env=environment, **more)


@pytest.fixture
def base(tmp_path):
    """A store at generation 4 of two documents, with masked rows and two segments."""
    data = tmp_path / "base"
    for clauses in (CLAUSES[:1], CLAUSES[:2], CLAUSES):
        with Store.writer(data, dim=DIM) as writer:
            put(writer, "甲", clauses)
            writer.commit()
    with Store.writer(data) as writer:
        put(writer, "乙", tuple(f"（一）乙的第{at}条。" for at in range(20)))
        writer.commit()
    return data


def seen(data):
    """What a reader sees: each document's text by both indexes, which must agree."""
    with Store.open(data) as store:
        found = {}
        for row in store.documents():
            keys = store.keys_of(row["id"])
            texts = tuple(passage.text for passage in store.passages(keys))
            assert "\n".join(texts) == store.document(row["id"]).text
            found[row["id"]] = texts
        every = sorted(text for texts in found.values() for text in texts)
        near, _ = store.generation.dense(vector("乙"), 100)
        assert sorted(passage.text for passage in store.passages(near)) == every
        held, _, _ = store.generation.lexical(words("".join(every)), 100)
        assert sorted(passage.text for passage in store.passages(held)) == every
        return found


def after(action, old):
    return {
        "replace": [old | {"甲": NEW}],
        "remove": [{"乙": old["乙"]}],
        "rebuild": [],
        "two_commits": [old | {"丁": ("（一）另外一条。",)}, old | {"甲": NEW}],
    }[action]


@pytest.mark.parametrize(
    ("action", "stride"), [("replace", 1), ("remove", 3), ("rebuild", 3), ("two_commits", 3)]
)
def test_killed_before_any_step_the_store_is_the_old_or_the_new_one(action, stride, base, tmp_path):
    old = seen(base)
    states = [old, *after(action, old)]
    folder = tmp_path / "copies"
    folder.mkdir()
    assert victim(action, base, folder, stride).wait() == 0
    copies = sorted(folder.iterdir())
    assert len(copies) > 50 / stride, "each step, and the run that none cut short"
    order = []
    for data in copies:
        assert verify(data) == (), data.name
        order.append(states.index(seen(data)))
    assert order == sorted(order), "never back again"
    assert set(order) == set(range(len(states)))
    for data in copies[:: len(copies) // 12]:
        with Store.writer(data) as writer:  # the next writer clears up and goes on
            put(writer, "甲", NEW)
            number = writer.commit()
        left = {path.name for path in (data / "generations").iterdir()}
        assert left == {str(number), str(number - 1)}
        assert seen(data)["甲"] == NEW
        assert verify(data) == ()


def test_killed_at_any_moment_from_outside(base, tmp_path):
    """Inside of tantivy and SQLite too, where no step can be named."""
    for at in range(8):
        process = victim("two_commits", base, tmp_path / f"outside{at}", 40, process_group=0)
        copies = tmp_path / f"outside{at}"
        copies.mkdir()
        until = time.monotonic() + 20
        while len(list(copies.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.013 * at)
        os.killpg(process.pid, signal.SIGKILL)  # the group that this test started
        process.wait()
        for data in sorted(copies.iterdir())[:-1]:  # the last may be half a copy of the base
            assert verify(data) == ()
            seen(data)


def test_a_second_writer_is_refused_at_once_and_let_in_after_a_kill(base):
    process = victim("hold", base, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    assert PATIENCE_SECONDS < 1
    with pytest.raises(StoreLocked, match=str(process.pid)), Store.writer(base):
        pass
    assert len(seen(base)) == 2, "readers are not in its way"
    process.kill()
    process.wait()
    process.stdout.close()
    with Store.writer(base) as writer:
        put(writer, "甲", NEW)
        writer.commit()
    assert seen(base)["甲"] == NEW


def test_a_forked_worker_does_not_keep_the_lock(base):
    with Store.writer(base):
        worker = os.fork()
        if not worker:
            signal.pause()
            os._exit(0)
    try:
        with Store.writer(base):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
