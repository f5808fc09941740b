"""Run by test_kill.py: does one thing to a store in forked processes and kills each at a step.

A step is a call into the operating system, tantivy or FAISS that changes files, and the commit of
the catalogue (what SQLite does before it is one transaction, of which nothing is seen). Usage:
    victim.py ACTION BASE FOLDER N   one copy of BASE in FOLDER for each N-th step, killed before it
    victim.py hold DATA              takes the writer's lock, says so, and waits
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from store_samples import make, put

from policykb.store import Store, rebuild
from policykb.store.rows import decode_document, encode_document

STEPS = frozenset((
    "commit", "copy2", "fsync", "link", "mkdir", "rename", "replace", "rmdir", "tofile", "unlink",
    "wait_merging_threads", "write_index", "writer",
))  # fmt: skip
OWN_STEPS = frozenset(("_finish",))


def replace(data):
    with Store.writer(data) as writer:
        put(writer, "甲", ("（一）新的第一条。", "（二）新的第二条。"))
        writer.commit()


def remove(data):
    with Store.writer(data) as writer:
        writer.remove("甲")
        writer.commit()


def two_commits(data):
    with Store.writer(data) as writer:
        put(writer, "丁", ("（一）另外一条。",))
        writer.commit()
        writer.remove("丁")
        put(writer, "甲", ("（一）新的第一条。", "（二）新的第二条。"))
        writer.commit()


ACTIONS = {"replace": replace, "remove": remove, "rebuild": rebuild, "two_commits": two_commits}


def killed_before(step, action, data):
    """Does `action` in this process and dies before its `step`-th step; exits 0 without one."""
    left = step

    def watch(frame, event, argument):
        nonlocal left
        foreign = event == "c_call" and argument.__name__ in STEPS
        if foreign or (event == "call" and frame.f_code.co_name in OWN_STEPS):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.setprofile(watch)
    action(data)
    sys.setprofile(None)
    os._exit(0)


def main(name, base, folder, stride):
    step, status = 0, signal.SIGKILL
    decode_document(encode_document(make("戊")[0]))  # what is imported late is imported once
    while status == signal.SIGKILL:
        data = Path(folder) / f"{step:04d}"
        shutil.copytree(base, data)
        child = os.fork()
        if not child:
            killed_before(step, ACTIONS[name], data)
        _, status = os.waitpid(child, 0)
        step += int(stride)
    sys.exit(status)


def hold(data):
    with Store.writer(Path(data)):
        sys.stdout.write("held\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    hold(sys.argv[2]) if sys.argv[1] == "hold" else main(*sys.argv[1:])
