"""How many searches a second does the server answer? Called by bench_search.py --http.

The server runs with its own command in processes of its own; the questions come over a few
connections that stay open, each once, from this process, which shares the machine's cores with it.
"""

from __future__ import annotations

import asyncio
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

CONNECTIONS = 16
SECONDS = 6.0
STARTS_WITHIN = 60.0


def requests_per_second(data: Path, questions: Sequence[str], workers: int) -> dict:
    """Answered searches a second, with median and 99th percentile in milliseconds."""
    first = len(questions) // 3
    with server(data, workers) as port:
        asyncio.run(load(port, questions[:first], SECONDS / 2))
        times = asyncio.run(load(port, questions[first:], SECONDS))
    times.sort()
    return {
        "workers": workers,
        "per_second": round(len(times) / SECONDS),
        "p50_ms": round(1000 * times[len(times) // 2], 1),
        "p99_ms": round(1000 * times[int(len(times) * 0.99)], 1),
    }


@contextmanager
def server(data: Path, workers: int) -> Iterator[int]:
    """The port of a server over a store, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("policykb")
    command = [program, "--data", data, "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        await_start(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def await_start(port: int) -> None:
    """Returns when the server answers. Raises TimeoutError if it does not in time."""
    began = time.monotonic()
    while time.monotonic() - began < STARTS_WITHIN:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the server did not start")


async def load(port: int, questions: Sequence[str], seconds: float) -> list[float]:
    """Seconds of each request that was answered with 200 in that time."""
    until = time.perf_counter() + seconds
    jobs = [client(port, questions[at::CONNECTIONS], until) for at in range(CONNECTIONS)]
    return [took for times in await asyncio.gather(*jobs) for took in times]


async def client(port: int, questions: Sequence[str], until: float) -> list[float]:
    """One connection that asks one question after the other. RuntimeError if they run out."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times: list[float] = []
    left = iter(questions)
    while time.perf_counter() < until:
        text = quote(next(left, ""))
        if not text:
            raise RuntimeError("too few questions for this server")
        began = time.perf_counter()
        writer.write(f"GET /api/v1/search?q={text} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        times.append(time.perf_counter() - began)
    writer.close()
    return times
