"""PDF: lines, edges, tables over pages, pictures, OCR."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from read_samples import pdf, table

from policykb import errors
from policykb.read import parsed, read
from policykb.read.edges import mark_edges
from policykb.read.glyphs import dots, dotted, rubbish
from policykb.read.pdfpage import Line
from policykb.read.pdftables import joined_tables
from policykb.read.scan import available, skew
from policykb.types import Block, Place, Span

# ------------------------------------------------------------------ PDF


def test_pdf_line_has_its_place() -> None:
    source = parsed(Path("x.pdf"), pdf("Small firms"), "pdf")
    (block,) = source.blocks
    assert (block.text, block.page, source.pages, block.size) == ("Small firms", 1, 1, 12.0)
    assert block.box is not None and block.box[0] == pytest.approx(72, abs=1)
    assert block.box[1] < 842 - 700 < block.box[3]
    assert block.places == (Place(span=Span(0, 11), page=1, box=block.box),)


def line(text: str, page: int, top: float) -> Line:
    return Line(
        text=text, page=page, box=(80.0, top, 300.0, top + 12), size=12.0, bold=False, slanted=False
    )


def test_heads_and_folios_by_place_and_repetition() -> None:
    pages = [
        [line("某市发展规划", n, 40), line(f"正文{n}", n, 200), line(f"— {n} —", n, 790)]
        for n in range(1, 7)
    ]
    pages[0].append(line("单独一行", 1, 800))
    mark_edges(pages, [842.0] * 6)
    assert [x.role for x in pages[3]] == ["header", "line", "footer"]
    assert pages[0][3].role == "line"


def test_table_that_crosses_a_page_is_one() -> None:
    head = ("序号", "任务", "部门")
    first = table(1, (head, ("1", "推进甲事项，", "工信")))
    foot = Block(text="— 1 —", role="footer", page=1)
    second = table(2, (head, ("", "并做好乙事项。", ""), ("2", "推进丙", "财政")))
    whole, *rest = joined_tables([first, foot, second])
    assert whole.rows == (
        head,
        ("1", "推进甲事项，并做好乙事项。", "工信"),
        ("2", "推进丙", "财政"),
    )
    assert [p.page for p in whole.places] == [1, 1, 2]
    text = "\n".join("\t".join(row) for row in whole.rows)
    assert whole.places[-1].span.of(text) == "2\t推进丙\t财政"
    assert rest == [foot]


def test_tables_of_other_pages_stay_apart() -> None:
    first, third = table(1, (("甲", "乙"), ("1", "2"))), table(3, (("甲", "乙"), ("3", "4")))
    assert len(joined_tables([first, third])) == 2
    between = Block(text="二、另一张表", page=2, size=16.0)
    second = table(2, (("甲", "乙"), ("3", "4")))
    assert len(joined_tables([first, between, second])) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为贯彻落实中小企业发展的有关规定，现就有关工作通知如下。" * 3, False),
        ("\ue001\ue002\ue003企业" * 20, True),
        (
            "标准名称尧编号如下院按有关法律规定袁以上标准具有效力遥本标准渊试行冤自发布之日起实施遥"
            * 2,
            True,
        ),
        ("Small and medium enterprises, 2024. " * 4, False),
        ("短", False),
    ],
    ids=["text", "private use", "stand-ins", "latin", "too short"],
)
def test_rubbish_layers(text: str, expected: bool) -> None:
    assert rubbish(text) is expected


def test_glyphs_that_stand_for_dots() -> None:
    texts = ["3\ue010 1", "3\ue010 2 术语", "高度1\ue010 2 m", "A\ue011weighted"]
    signs = dots(texts)
    assert signs == "\ue010"
    assert [dotted(text, signs) for text in texts] == [
        "3.1", "3.2 术语", "高度1.2 m", "A\ue011weighted"
    ]  # fmt: skip
    assert not dots(["3\ue010 1"]), "one line alone proves nothing"


def scanned(text: str = "POLICY", turned: float = 0.0) -> bytes:
    """A one-page PDF that is a picture of large letters."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (620, 877), "white")
    for line in range(12):
        ImageDraw.Draw(picture).text((80, 60 + 60 * line), f"{text} {line}", fill=0, font_size=40)
    file = io.BytesIO()
    picture.rotate(turned, fillcolor="white").save(file, "PDF", resolution=75)
    return file.getvalue()


def test_pictures_without_ocr_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.read.scan.available", lambda: False)
    with pytest.raises(errors.NeedsOcr, match=r"policykb\[ocr\]"):
        parsed(Path("扫描.pdf"), scanned(), "pdf")


def test_pictures_are_stored_as_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from policykb import intake
    from policykb.pipeline import ingest
    from policykb.staging import staged

    monkeypatch.setattr("policykb.read.scan.available", lambda: False)
    here = lambda path, source: staged(parsed(path, path.read_bytes(), "pdf"))  # noqa: E731
    monkeypatch.setattr(intake, "stage", here)
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scanned())
    report = ingest([path], tmp_path / "data")
    assert [(o.state, o.code) for o in report.outcomes] == [("failed", "needs_ocr")]


@pytest.mark.parametrize("turned", [0.0, 1.5, -2.0])
def test_skew_of_a_page(turned: float) -> None:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (800, 1100), "white")
    for line in range(20):
        ImageDraw.Draw(picture).line((80, 60 + 50 * line, 700, 60 + 50 * line), fill=0, width=6)
    page = np.asarray(picture.rotate(turned, fillcolor="white"))
    assert skew(page) == pytest.approx(-turned, abs=0.3)


def test_ocr_reads_a_turned_page(tmp_path: Path) -> None:
    if not available():
        pytest.skip("没有安装 ocr 组件：这项测试要用它识别一页图像")
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scanned(turned=1.5))
    source = read(path)
    assert [b.text.replace(" ", "") for b in source.blocks[:3]] == [
        "POLICY0", "POLICY1", "POLICY2"
    ]  # fmt: skip
    first = source.blocks[0].places[0].box
    assert first is not None and 40 < first[0] < 160 and first[1] < 110
    assert "OCR" in source.warnings[0]
