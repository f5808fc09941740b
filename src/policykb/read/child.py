"""The child process of `sandbox`: works on the files it is told of, within its limits."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from policykb.errors import DocumentError, LimitExceeded
from policykb.read import parsed, scan
from policykb.read.wire import packed
from policykb.types import Source

SECONDS_OF_OCR = 20  # more for each page
SCANNING = 4 * 2**30  # bytes of address space that OCR may take; its runtime maps most of 3 GiB
WORN = 500 * 2**10  # kilobytes of memory once used after which a fresh child is better


Work = Callable[[dict[str, Any]], bytes]  # what is made of a request, as JSON

_answers = 1  # where answers go


def serve(work: Work) -> None:
    """Answers one line for each line on standard input, until that ends."""
    global _answers
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, max(memory, SCANNING)))
    _answers = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not break the answers
    scan.before_page = _scanning
    for line in sys.stdin.buffer:
        _write(_answer(orjson.loads(line), work))


def ask_for(seconds: int) -> None:
    """Asks the parent for so much more time."""
    _write(b"+%d" % seconds)


def _scanning() -> None:
    """Before a page goes through OCR: its memory, and its time is asked for."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    ask_for(SECONDS_OF_OCR)


def _worn() -> bool:
    """Whether a fresh child is better for the next file: this one is large, or its limit raised."""
    now, most = resource.getrlimit(resource.RLIMIT_AS)
    return now == most or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > WORN


def _write(data: bytes) -> None:
    view = memoryview(data + b"\n")
    while view:
        view = view[os.write(_answers, view) :]


def _answer(request: dict[str, Any], work: Work) -> bytes:
    path = Path(request["path"])
    try:
        made = work(request)
        return b'{"last":%s,"made":%s}' % (b"true" if _worn() else b"false", made)
    except DocumentError as error:
        return _failed(error.code, str(error), _worn())
    except MemoryError:
        return _failed(LimitExceeded.code, f"{path.name}：解析要用的内存超过限制，已停止。", True)
    except Exception as error:
        reason = f"{path.name}：内容解析出错（{type(error).__name__}），文件可能已损坏。"
        return _failed("damaged_file", reason, _worn())


def _failed(code: str, message: str, last: bool) -> bytes:
    reply: dict[str, Any] = {"error": code, "message": message, "last": last}
    return orjson.dumps(reply)


def source_of(request: dict[str, Any]) -> Source:
    """What the reader of `kind` makes of the file at `path`, in this process."""
    path = Path(request["path"])
    return parsed(path, path.read_bytes(), request["kind"])


if __name__ == "__main__":
    serve(lambda request: packed(source_of(request)))
