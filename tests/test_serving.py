"""`policykb serve` with several processes: real ones, behind one port."""

import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("policykb")
CONNECTIONS = 24  # all at one of two processes: once in eight million


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(port, tmp_path):
    command = [PROGRAM, "--data", tmp_path / "data", "serve", "--port", str(port), "--workers", "2"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            patiently(lambda: counted(port, 1))
            yield process
        finally:
            process.terminate()
            process.wait(20)


def patiently(ask, seconds=60):
    """What is given at last; processes take their time to start."""
    until = time.monotonic() + seconds
    while True:
        try:
            if found := ask():
                return found
        except OSError:
            pass
        assert time.monotonic() < until
        time.sleep(0.1)


def counted(port, number):
    """How many questions the process behind each of so many connections has answered by then."""
    with ExitStack() as kept:
        connections = [HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(number)]
        for connection in connections:
            kept.callback(connection.close)
            connection.connect()
        return [metric(connection) for connection in connections]


def metric(connection):
    answer(connection, "/health/live")
    return int(
        re.search(r"requests_total\{[^}]*live[^}]*\} (\d+)", answer(connection, "/metrics"))[1]
    )


def answer(connection, path):
    connection.request("GET", path)
    return connection.getresponse().read().decode()


def test_connections_are_spread_over_the_processes(server, port):
    def spread():
        # One process counts them through; a second one begins a count of its own, which may be far
        # behind where it started late.
        counts = sorted(counted(port, CONNECTIONS))
        return counts != list(range(counts[0], counts[0] + CONNECTIONS))

    patiently(spread)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_in_use_is_told(server, port, tmp_path, workers):
    command = [PROGRAM, "--data", tmp_path, "serve", "--port", str(port), "--workers", workers]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert str(port) in done.stderr and "Traceback" not in done.stderr
