"""A library to look at, and a real server in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 180.0  # seconds; only a hang takes so long, however loaded the machine is
NO_BROWSER = "没有 Chromium：浏览器测试要 Debian 的 chromium（apt-get install chromium）"
HOSTILE_NAME = "<img src=x onerror=alert(1)>.txt"
HOSTILE = """关于<script>alert('标题')</script>支持小店的若干措施

某市恶发〔2024〕9号

一、整治\u202e字向倒转

（一）<b onmouseover=alert(2)>加强小店照明</b>。市商务局对换装节能灯的小店给予补助，"><script>alert(3)</script>每店最高300元。（市商务局负责）

（二）延长营业时间。鼓励小店夜间营业，{{ 7*7 }} 与 ${7*7} 照原样显示。（市商务局、市公安局按职责分工负责）
"""


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def make_library(folder: Path) -> Path:
    """A data directory with the project's corpus, a notice with conditions, a hostile document."""
    from policykb.pipeline import ingest

    hostile = folder / HOSTILE_NAME
    hostile.write_text(HOSTILE, "utf-8")
    notice = ROOT / "tests/firms/measures.txt"
    report = ingest([ROOT / "corpus", notice, hostile], folder / "data")
    assert not report.failed(), report
    return folder / "data"


@contextmanager
def serving(data: Path, log: Path, model: str = "") -> Iterator[str]:
    """The address of a server over that data directory, for as long as it is needed; `model` is
    the address of its language model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]
    command += ["--port", str(port), "--log-level", "warning"]
    environment = os.environ | {"POLICYKB_DATA": str(data), "OMP_NUM_THREADS": "1"}
    environment["POLICYKB_LLM_URL"] = model
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, log)
        yield address
    finally:
        stop(process)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the server answers; AssertionError with its log if it ends or hangs."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/health/live", timeout=PATIENCE).close()
            return
        except OSError:  # refused: it does not listen yet
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a server: by asking, and by force if it does not heed."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def follow(link: Locator) -> None:
    """Clicks, and returns when the page that this leads to has loaded.

    A click alone returns when that page has begun to come in: what is counted then may be half.
    """
    with link.page.expect_navigation():
        link.click()


def enter(page: Page) -> None:
    """Presses Enter in a form's field, and returns when the next page has loaded."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
