"""Fixtures that the whole suite shares."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Path of something beside the project, or a skip that says what is missing."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"没有 ../shared/{name}：这项测试要用随项目提供的真实文件")
        return path

    return find


MEASURES = """某市数发〔2023〕7号

某市关于支持小微企业稳步发展的若干措施

为帮助小微企业渡过难关，制定本措施。

一、缓解资金压力

（一）设立过桥资金池。市财政安排5000万元建立转贷资金池，为暂时周转不开的小微企业提供短期资金，单户不超过200万元。（市财政局、市金融办按职责分工负责）

（二）治理账款拖欠。机关和事业单位应当在货物验收后30日内付款，不得以审计为由拖延支付小微企业货款。（市工业和信息化局负责）

二、提升数字化水平

（三）推广上云用云。到2025年，推动2000家小微企业上云，打造10个示范车间。（市工业和信息化局牵头，市财政局配合）
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one small invented document, made by the real pipeline."""
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("library")
    source = folder / "某市若干措施.txt"
    source.write_text(MEASURES, "utf-8")
    report = ingest([source], folder / "data")
    assert not report.failed(), report
    return folder / "data"
