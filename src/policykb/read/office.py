"""Old office formats (.doc, .wps, .rtf), through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from policykb.errors import DamagedFile, LimitExceeded, UnknownFormat

SECONDS = 60
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
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(f"{path.name}：转换超过 {SECONDS} 秒，已停止。") from error
    made = folder / f"{path.stem}.docx"
    if not made.is_file():
        raise DamagedFile(f"{path.name}：LibreOffice 打不开这个文件，可能已损坏。")
    return made
