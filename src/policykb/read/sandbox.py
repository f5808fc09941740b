"""Work in a child process with limits, so that a hang, a bomb or a crash costs one file alone.

The child lives on for the next file. It is told what to do on one line of JSON and answers with
one; a line `+N` before that asks for N seconds more (one page of OCR). The seconds are those of
the clock; where other work takes the processor away, a child that keeps working has as many of the
processor's (`Allowance`), so that a busy machine refuses nothing that an idle one reads.
"""

from __future__ import annotations

import atexit
import os
import queue
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import orjson

from policykb.errors import DamagedFile, DocumentError, LimitExceeded
from policykb.read.wire import unpacked
from policykb.types import Source

MEMORY = 2**30  # bytes of address space
SECONDS = 60.0  # for one file
PATIENCE = 4  # times as long by the clock at most, where the processor is busy with other work
AWAKE = 0.1  # share of the time in which a child works that is not hanging
MOMENT = 0.5  # seconds between two looks at the processor's time, at least
CHUNK = 1 << 20
READING = "policykb.read.child"  # reads and does no more


class Allowance:
    """The time that one file may take in the process `pid`, from now on."""

    def __init__(self, seconds: float, pid: int) -> None:
        self.seconds = seconds
        self._pid = pid
        self._began = self._looked = time.monotonic()
        self._before = self._used = processor_seconds(pid)

    def left(self) -> float:
        """Seconds until it is spent, or until the next look whether it is; 0 when it is spent.

        By the clock first; then for as long as the process has worked for less than that and has
        not slept since the last look.
        """
        now = time.monotonic()
        passed = now - self._began
        if passed < self.seconds:
            return self.seconds - passed
        used = processor_seconds(self._pid)
        worked, awake = used - self._before, used - self._used >= AWAKE * (now - self._looked)
        self._looked, self._used = now, used
        if not awake or worked >= self.seconds or passed >= PATIENCE * self.seconds:
            return 0.0
        return max(MOMENT, self.seconds - worked)


def processor_seconds(pid: int) -> float:
    """How long a process has worked on all processors together; 0 for one that has ended."""
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


class Child:
    """The child process: started when first needed, and again after it had to be stopped.

    `module` is run in it and calls `child.serve`.
    """

    def __init__(
        self, seconds: float = SECONDS, memory: int = MEMORY, module: str = READING
    ) -> None:
        self._seconds, self._memory, self._module = seconds, memory, module
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def parse(self, path: Path, kind: str) -> Source:
        """What the reader of `kind` makes of the file; raises the DocumentError family."""
        return unpacked(self.work({"path": str(path), "kind": kind}))

    def work(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the child makes of a request, which holds a `path`; raises the DocumentError
        family."""
        with self._lock:
            reply = self._ask(request)
        if "error" in reply:
            raise _error(reply)
        made: dict[str, Any] = reply["made"]
        return made

    def close(self) -> None:
        """Stops the child."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        name = Path(request["path"]).name
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(orjson.dumps(request) + b"\n")
            process.stdin.flush()
            allowance = Allowance(self._seconds, process.pid)
            line = next_line(process.stdout.fileno(), allowance)
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise DamagedFile(f"{name}：解析程序异常退出，文件可能已损坏。") from error
        except TimeoutError as error:
            self.close()
            raise LimitExceeded(f"{name}：解析超过 {allowance.seconds:.0f} 秒，已停止。") from error
        reply: dict[str, Any] = orjson.loads(line)
        if reply.get("last"):
            self.close()
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def next_line(pipe: int, allowance: Allowance) -> bytes:
    """The next answer out of a child's pipe; a line `+N` before it adds N seconds.

    TimeoutError or EOFError where none comes.
    """
    buffer = b""
    while True:
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            if not line.startswith(b"+"):
                return line
            allowance.seconds += float(line[1:])
        left = allowance.left()
        if left <= 0:
            raise TimeoutError
        if not select.select([pipe], [], [], left)[0]:
            continue
        chunk = os.read(pipe, CHUNK)
        if not chunk:
            raise EOFError
        buffer += chunk


def _error(reply: dict[str, Any]) -> DocumentError:
    kinds = {kind.code: kind for kind in DocumentError.__subclasses__()}
    return kinds.get(reply["error"], DamagedFile)(reply["message"])


class Children:
    """As many children as files are worked on at once; each is taken out for one file."""

    def __init__(self, module: str = READING) -> None:
        self._module = module
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue()
        atexit.register(self.close)

    def parse(self, path: Path, kind: str) -> Source:
        """What the reader of `kind` makes of the file; raises the DocumentError family."""
        return unpacked(self.work({"path": str(path), "kind": kind}))

    def work(self, request: dict[str, Any]) -> dict[str, Any]:
        """What an idle child makes of a request; raises the DocumentError family."""
        try:
            child = self._idle.get_nowait()
        except queue.Empty:
            child = Child(module=self._module)
        try:
            return child.work(request)
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """Stops all that are idle."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


CHILDREN = Children()
