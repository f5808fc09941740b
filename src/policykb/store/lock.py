"""One writer at a time: an exclusive lock on a file of the data directory."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from policykb.errors import StoreLocked

NAME = "lock"
PATIENCE_SECONDS = 0.3

_held: set[int] = set()


def _forget() -> None:
    # A worker forked by the writer would keep the lock alive after the writer's death.
    for descriptor in tuple(_held):
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget)


class Lock:
    """Held from `acquire` to `release`; the system lets go of it when the process dies."""

    def __init__(self, data: Path) -> None:
        self.path = data / NAME
        self._descriptor = -1

    def acquire(self) -> Lock:
        """Takes the lock, or raises StoreLocked within a second, naming the holder."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        until = time.monotonic() + PATIENCE_SECONDS
        while not _try(descriptor):
            if time.monotonic() > until:
                holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
                os.close(descriptor)
                raise StoreLocked(f"资料库正被另一个进程（{holder or '未知'}）写入，请稍后再试")
            time.sleep(0.05)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self._descriptor = descriptor
        _held.add(descriptor)
        return self

    def release(self) -> None:
        """Lets the next writer in. The file stays: removing it would let two hold it at once."""
        if self._descriptor in _held:
            _held.discard(self._descriptor)
            os.close(self._descriptor)
        self._descriptor = -1


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
