"""PDF: lines, edges, tables over pages, pictures, OCR."""

from __future__ import annotations

import io
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pypdfium2
import pytest
from forms import _drawn, packed_pdf
from read_samples import pdf, table

from policykb import errors
from policykb.read import heap, parsed, read, scan
from policykb.read.edges import mark_edges
from policykb.read.glyphs import dots, dotted, rubbish
from policykb.read.labels import labelled
from policykb.read.pdfpage import Line
from policykb.read.pdftables import joined_tables
from policykb.read.scan import available, read_small, scan_page, skew
from policykb.types import Block, Place, Span
from policykb.types.opened import opened

# ------------------------------------------------------------------ PDF


def test_pdf_line_has_its_place() -> None:
    source = parsed(Path("x.pdf"), pdf("Small firms"), "pdf")
    (block,) = source.blocks
    assert (block.text, block.page, source.pages, block.size) == ("Small firms", 1, 1, 12.0)
    assert block.box is not None and block.box[0] == pytest.approx(72, abs=1)
    assert block.box[1] < 842 - 700 < block.box[3]
    assert block.places == (Place(span=Span(0, 11), page=1, box=block.box),)


# What takes a landscape page of 842 × 595 points into the file's own coordinates, from the corner
# (20, 30), so that /Rotate shows it level again.
TURNS = {
    0: ("1 0 0 1 20 30", "20 30 862 625"),
    90: ("0 1 -1 0 615 30", "20 30 615 872"),
    180: ("-1 0 0 -1 862 625", "20 30 862 625"),
    270: ("0 -1 1 0 20 872", "20 30 615 872"),
}
SHOWN = ["第一章 总则", "一、一般要求", "（一）各单位要加强领导，一一落实。", "二、附则"]


def shown(turn: int) -> tuple[Block, ...]:
    """The blocks of a landscape page with a grid and a folio that is stored turned."""
    matrix, box = TURNS[turn]
    drawn = [_drawn(74, 500 - 29 * at, 16, text) for at, text in enumerate(SHOWN)]
    edges = [f"{x} 200 m {x} 320 l S\n" for x in (74, 274, 474)]
    edges += [f"74 {y} m 474 {y} l S\n" for y in (200, 240, 280, 320)]
    cells = [_drawn(80 + 200 * x, 215 + 40 * y, 12, f"格{x}{y}") for x in (0, 1) for y in (0, 1, 2)]
    content = "".join([f"{matrix} cm\n", *drawn, *edges, *cells, _drawn(400, 40, 14, "— 1 —")])
    page = f"/MediaBox[0 0 900 900]/CropBox[{box}]/Rotate {turn}".encode()
    return parsed(Path("横排.pdf"), packed_pdf([content.encode()], page), "pdf").blocks


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_a_level_one(turn: int) -> None:
    level = shown(0)
    assert [block.text for block in level if block.role == "line"] == SHOWN
    (grid,) = (block.rows for block in level if block.rows)
    assert grid == (("格02", "格12"), ("格01", "格11"), ("格00", "格10"))
    assert [block.text for block in level if block.role == "footer"] == ["— 1 —"]
    turned = shown(turn)
    assert [(b.role, b.text, b.rows, b.size) for b in turned] == [
        (b.role, b.text, b.rows, b.size) for b in level
    ]
    for one, other in zip(level, turned, strict=True):
        assert other.box == pytest.approx(one.box, abs=0.2)


def printed(*lines: tuple[float, float, float, str]) -> list[str]:
    """What is read of (x, y, size, text) drawn in this order."""
    content = "".join(_drawn(x, y, size, text) for x, y, size, text in lines)
    blocks = parsed(Path("x.pdf"), packed_pdf([content.encode()]), "pdf").blocks
    return [block.text.strip() for block in blocks if block.text.strip()]


def test_lines_drawn_late_above_all_others_come_first() -> None:
    body = [(74.0, 700.0 - 29 * at, 16.0, f"第{n}条 甲乙丙丁") for at, n in enumerate("一二三")]
    late = [(74.0, 790.0, 16.0, "附件2"), (200.0, 750.0, 20.0, "管理办法")]
    told = [line[3] for line in body]
    assert printed(*body, *late) == ["附件2", "管理办法", *told]
    assert printed(*late, *body) == ["附件2", "管理办法", *told]
    beside = [(400.0, 790.0, 16.0, "右栏在上")]
    assert printed(*body, *beside) == [*told, "右栏在上"], "a column beside is read after"


RAISED_SIGNS = [
    ("指数", [(74, 700, 16, "10"), (90, 708, 8, "3"), (94, 700, 16, "个")], "10³个"),
    ("单位", [(74, 700, 16, "8m"), (90, 706, 8, "3")], "8m³"),
    ("下标", [(74, 700, 16, "CO"), (90, 697, 8, "2")], "CO2"),
    ("同样大小", [(74, 700, 16, "10"), (90, 700, 16, "3")], "103"),
]


@pytest.mark.parametrize(
    ("drawn", "expected"), [c[1:] for c in RAISED_SIGNS], ids=[c[0] for c in RAISED_SIGNS]
)
def test_raised_digits_are_no_digits_of_a_number(drawn: list, expected: str) -> None:
    assert printed(*drawn) == [expected]


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


@pytest.mark.parametrize("ocr", [True, False])
def test_a_broken_page_costs_no_other(monkeypatch: pytest.MonkeyPatch, ocr: bool) -> None:
    monkeypatch.setattr("policykb.read.scan.available", lambda: ocr)
    pages = [_drawn(74, 700, 16, text).encode() for text in ("第一条 甲。", "第二条 乙。")]
    data = packed_pdf(pages).replace(b"/Kids[6 0 R 8 0 R]", b"/Kids[6 0 R 3 0 R]")
    source = parsed(Path("x.pdf"), data, "pdf")
    assert source.pages == 2
    assert [block.text for block in source.blocks] == ["第一条 甲。"]


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


# ------------------------------------------------------------------ numbers that are pictures


def with_drawn_numbers(
    numbers: dict[str, tuple[float, float]], *texts: tuple[int, int, str]
) -> bytes:
    """A page of lines (left, bottom, text) with pictures of numbers, 12 points high, at these
    places."""
    from PIL import Image, ImageDraw

    content = "".join(_drawn(left, bottom, 12, text) for left, bottom, text in texts)
    document = pypdfium2.PdfDocument(packed_pdf([content.encode()]))
    page = document[0]
    for number, (left, bottom) in numbers.items():
        picture = Image.new("RGB", (60 * len(number), 120), "white")
        ImageDraw.Draw(picture).text((6, 0), number, fill=0, font_size=100)
        item = pypdfium2.PdfImage.new(document)
        item.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        item.set_matrix(pypdfium2.PdfMatrix(6.0 * len(number), 0, 0, 12, left, bottom - 1))
        page.insert_obj(item)
    page.gen_content()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


DRAWN = with_drawn_numbers(
    {"3.1": (74, 640), "3.2": (74, 610), "4.1": (74, 560), "7.7": (250, 520)},
    (74, 670, "3 术语和定义"), (100, 640, "排放量的计算按本文件执行。"), (100, 590, "企业边界"),
    (100, 560, "排放口应当按规定设置。"), (100, 520, "单位为甲的数值见附表。"),
)  # fmt: skip


def test_numbers_that_are_pictures_are_read() -> None:
    """Before a line or alone in one; a picture inside a line is none of its number."""
    if not available():
        pytest.skip("没有安装 ocr 组件：这项测试要用它识别条号的图片")
    source = parsed(Path("标准.pdf"), DRAWN, "pdf")
    assert [block.text for block in source.blocks if block.text] == [
        "3 术语和定义", "3.1 排放量的计算按本文件执行。", "3.2", "企业边界",
        "4.1 排放口应当按规定设置。", "单位为甲的数值见附表。",
    ]  # fmt: skip
    first = next(block for block in source.blocks if block.text.startswith("3.1"))
    assert first.box is not None and first.box[0] == pytest.approx(74, abs=1)
    assert source.warnings == ("第1页有3处条号印作图片，由 OCR 识别，可能有错。",)


def test_numbers_that_are_pictures_are_told_of_without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.read.scan.available", lambda: False)
    source = parsed(Path("标准.pdf"), DRAWN, "pdf")
    assert "排放量的计算按本文件执行。" in [block.text for block in source.blocks]
    (warning,) = source.warnings
    assert warning.startswith("第1页有3处小图片印在条号的位置，没有读出；") and "ocr" in warning


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("3.10", True), ("（二）", True), ("a）", True), ("第十二条", True),
        ("A.1", True), ("0", False), ("NEW", False), ("中国标准", False), ("", False), ("三、", True),
    ],
)  # fmt: skip
def test_what_a_small_picture_must_say_to_be_a_number(read: str, label: bool) -> None:
    line = Line("正文", 1, (100.0, 50.0, 300.0, 62.0), 12.0, False, False)
    found, count = labelled([line], [(74.0, 50.0, 90.0, 62.0)], lambda boxes: [read])
    assert count == label
    assert [each.text for each in found] == [f"{read} 正文" if label else "正文"]


def test_page_is_read_whole_after_a_single_word(monkeypatch) -> None:
    kept = {"use_det": True}  # as the engine has it, which keeps what a call sets
    found: list[bool] = []

    def recognise(picture, **asked):
        kept.update(asked)
        found.append(kept["use_det"])
        return SimpleNamespace(boxes=None, txts=(), scores=())

    monkeypatch.setattr(scan, "_recogniser", lambda: recognise)
    page = pypdfium2.PdfDocument(pdf("Small firms"))[0]
    read_small(page, [(72.0, 130.0, 90.0, 150.0)])
    scan_page(page, 1)
    assert found == [False, True]


# ------------------------------------------------------------------ pace


def test_a_value_made_openly_is_a_frozen_one() -> None:
    made = opened(Block)(text="Small firms", page=3)
    assert type(made) is Block and made == Block(text="Small firms", page=3)
    with pytest.raises(FrozenInstanceError):
        made.page = 4  # type: ignore[misc]


@pytest.mark.parametrize("knows, asked", [(True, {-1, -3}), (False, set())])
def test_freed_memory_is_kept_where_the_c_library_can(monkeypatch, knows, asked) -> None:
    told: dict[int, int] = {}
    library = SimpleNamespace(**{"mallopt": told.__setitem__} if knows else {})
    monkeypatch.setattr(heap.ctypes, "CDLL", lambda name: library)
    heap.keep_freed.__wrapped__()
    assert set(told) == asked
