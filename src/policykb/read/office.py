"""Old office formats (.doc, .wps, .rtf), through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from policykb.errors import DamagedFile, LimitExceeded, UnknownFormat

SECONDS = 45.0  # of the 60 that a file has: whoever is stopped himself can stop nobody
PROGRAMS = ("soffice", "libreoffice")


def converted(path: Path, folder: Path) -> Path:
    """The file as DOCX, written into `folder`.

    UnknownFormat where LibreOffice is not installed, DamagedFile where it makes nothing of the
    file, LimitExceeded where it takes too long.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnknownFormat(
            f"{path.name}：{path.suffix.lower()} 是旧式文档，要由 LibreOffice 转换，本机没有安装；"
            "可以安装它，或另存为 .docx 后再加入。"
        )
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'user').as_uri()}",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(path.resolve()),
    ]
    if not run(command, SECONDS):
        raise LimitExceeded(f"{path.name}：转换超过 {SECONDS:.0f} 秒，已停止。")
    made = folder / f"{path.stem}.docx"
    if not made.is_file():
        raise DamagedFile(f"{path.name}：LibreOffice 打不开这个文件，可能已损坏。")
    return made


def run(command: Sequence[str], seconds: float) -> bool:
    """Whether a program ended within so many seconds; all that it started ends with it.

    `soffice` is a script whose own children do the work: stopping it alone leaves them running.
    """
    none = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=none, stdout=none, stderr=none, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True
