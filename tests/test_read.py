"""Readers: what stands in small files made here, and what is refused, and why."""

from __future__ import annotations

import contextlib
import io
import os
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb import errors
from policykb.read import READERS, parsed, read
from policykb.read.edges import mark_edges
from policykb.read.glyphs import dots, dotted, rubbish
from policykb.read.numbering import FORMATS, Counters, Level, List, counting
from policykb.read.pdfpage import Line
from policykb.read.pdftables import joined_tables
from policykb.read.sandbox import Child, Children
from policykb.read.scan import available, skew
from policykb.read.sniff import sniff
from policykb.read.wire import packed, unpacked
from policykb.types import Block, Place, Source, Span

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


# ------------------------------------------------------------------ files made here


def docx(body: str, numbering: str = "", styles: str = "", notes: str = "") -> bytes:
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{notes}</w:footnotes>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(at: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


LADDER = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "none", "")
    + level(4, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def blocks_of(data: bytes, kind: str) -> tuple[Block, ...]:
    return parsed(Path(f"x.{kind}"), data, kind).blocks


# ------------------------------------------------------------------ text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_text_in_any_encoding(encoding: str) -> None:
    text = (
        "關於發展中小企業的意見\n一、總體要求\n"
        if encoding == "big5"
        else ("关于支持中小企业发展的若干意见\n一、总体要求\n到2025年，企业数量有较大增长。\n")
    )
    lines = [b.text for b in blocks_of(text.encode(encoding), "txt") if b.text]
    assert lines == text.split()


def test_text_pages_blanks_and_indents() -> None:
    data = "　　第一段。\n\n第二段。\f第三段。 \n".encode()
    first, blank, second, third, *_ = blocks_of(data, "txt")
    assert (first.text, first.indent, first.page) == ("第一段。", 2.0, 1)
    assert blank.text == ""
    assert second.page == 1 and third.page == 2
    assert third.text == "第三段。 ", "a trailing space says that a paragraph ends"
    assert third.places == (Place(span=Span(0, 5), page=2),)


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_one_spoilt_byte_costs_one_character(kind: str) -> None:
    body = "<html><head><meta charset='utf-8'></head><body><p>{}</p></body></html>"
    text = "各区要完善服务体系，推动要素向企业集聚。" * 4
    data = bytearray((body.format(text) if kind == "html" else text).encode())
    data[data.index("企".encode())] = 0xFF
    assert "各区要完善服务体系" in blocks_of(bytes(data), kind)[0].text


def test_text_cut_inside_a_character_keeps_the_rest() -> None:
    data = "企业发展".encode()[:-1]
    assert blocks_of(data, "txt")[0].text == "企业发"


# ------------------------------------------------------------------ refusals


def pdf(text: str = "text") -> bytes:
    """A one-page PDF that prints an ASCII line."""
    content = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\n" % table
        + (b"startxref\n%d\n%%%%EOF\n" % len(data))
    )


def locked_zip() -> bytes:
    data = bytearray(docx(p("正文")))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (130 * 2**20))
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REFUSED = [
    ("empty", "a.txt", b"", errors.EmptyFile),
    ("blank", "a.txt", b" \r\n\n", errors.EmptyFile),
    ("binary text", "a.txt", bytes(range(32)) * 40, errors.WrongFormat),
    ("text as pdf", "a.pdf", "正文".encode(), errors.WrongFormat),
    ("picture as docx", "a.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, errors.WrongFormat),
    ("pdf as docx", "a.docx", pdf(), errors.WrongFormat),
    ("cut pdf", "a.pdf", pdf()[:-80], errors.DamagedFile),
    ("rubbish pdf", "a.pdf", b"%PDF-1.7\n" + b"\x07" * 300 + b"%%EOF", errors.DamagedFile),
    ("cut docx", "a.docx", docx(p("正文"))[:-60], errors.DamagedFile),
    ("cut xml", "a.docx", docx("<w:p><w:r>"), errors.DamagedFile),
    ("locked zip", "a.docx", locked_zip(), errors.EncryptedFile),
    (
        "locked package",
        "a.docx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        errors.EncryptedFile,
    ),
    ("sheet", "a.xls", OLE + "Workbook".encode("utf-16-le"), errors.UnknownFormat),
    ("picture", "a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, errors.UnknownFormat),
    ("strange ending", "a.xyz", "正文".encode(), errors.UnknownFormat),
    ("bomb", "a.docx", bomb(), errors.LimitExceeded),
    ("empty page", "a.html", b"<html><body><p> </p></body></html>", errors.DamagedFile),
]


@pytest.mark.parametrize(
    ("name", "data", "kind"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused_with_one_sentence(
    tmp_path: Path, name: str, data: bytes, kind: type[errors.DocumentError]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(kind) as caught:
        read(path)
    message = str(caught.value)
    assert type(caught.value) is kind
    assert message.startswith(name) and message.endswith("。") and "\n" not in message


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile, match="没有的"):
        read(tmp_path / "没有的.txt")


def test_old_formats_say_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.read.office.shutil.which", lambda name: None)
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    with pytest.raises(errors.UnknownFormat, match="LibreOffice"):
        read(path)


# ------------------------------------------------------------------ the child process


def test_child_gives_what_the_reader_gives(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("一、总则") + p("正文。")))
    assert read(path) == parsed(path, path.read_bytes(), "docx")


def test_child_that_hangs_costs_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    child = Child(seconds=0.0)
    try:
        with pytest.raises(errors.LimitExceeded, match="秒"):
            child.parse(path, "pdf")
        child._seconds = 60.0
        assert child.parse(path, "pdf").pages == 1
    finally:
        child.close()


def test_child_that_runs_out_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("字" * (30 * 2**20))))
    child = Child(memory=200 * 2**20)
    try:
        with pytest.raises(errors.DocumentError):
            child.parse(path, "docx")
    finally:
        child.close()


def test_children_work_side_by_side(tmp_path: Path) -> None:
    paths = []
    for at in range(6):
        paths.append(tmp_path / f"{at}.txt")
        paths[-1].write_text(f"第{at}份文件。", "utf-8")
    children = Children()
    try:
        with ThreadPoolExecutor(3) as pool:
            found = list(pool.map(lambda path: children.parse(path, "txt"), paths))
        assert [s.blocks[0].text for s in found] == [f"第{at}份文件。" for at in range(6)]
    finally:
        children.close()


def test_more_time_for_each_page_of_ocr(tmp_path: Path) -> None:
    """A line `+N` before the answer moves the deadline."""
    child = Child(seconds=0.3)
    first, second = os.pipe()

    def answer() -> None:
        os.write(second, b"+5\n")
        time.sleep(0.6)
        os.write(second, b"{}\n")

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        assert child._line(first) == b"{}"
    finally:
        thread.join()
        os.close(first)
        os.close(second)


def test_file_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(docx(p(" ")))
    with pytest.raises(errors.EmptyFile, match="没有文字"):
        read(path)


def test_wire_keeps_everything() -> None:
    place = Place(span=Span(0, 2), page=3, box=(1.0, 2.0, 3.0, 4.0))
    block = Block(
        text="正文",
        role="table",
        page=3,
        box=(1.0, 2.0, 3.0, 4.0),
        rows=(("甲", ""),),
        places=(place,),
        number="一、",
        level=2,
    )
    source = Source(
        path="x",
        format="pdf",
        sha256="0",
        blocks=(block, Block(text="")),
        pages=3,
        fields=(("标题", "值"),),
        warnings=("注意",),
    )
    assert unpacked(packed(source)) == source


# ------------------------------------------------------------------ DOCX


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("decimal", 3, "3"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalEnclosedCircle", 3, "③"),
        ("ideographTraditional", 2, "乙"),
        ("none", 5, ""),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalFullWidth", 12, "１２"),
    ],
    ids=lambda v: str(v),
)
def test_number_formats(form: str, number: int, expected: str) -> None:
    got = FORMATS[form](number)
    assert got == expected or (form == "chineseLegalSimplified" and got == "拾贰")


@given(st.integers(1, 9998))
def test_counting_is_one_to_one(number: int) -> None:
    assert counting(number) != counting(number + 1)
    assert set(counting(number)) <= set("零一二三四五六七八九十百千")


def test_counters_restart_below_and_run_on() -> None:
    lists = {
        "1": List(
            "0",
            {
                0: Level(text="%1、", format="chineseCounting"),
                1: Level(text="%1.%2", legal=True, format="decimal"),
                2: Level(text="（%3）", restart=0),
            },
        )
    }
    counters = Counters(lists)
    assert [counters.next("1", at) for at in (0, 1, 1, 2, 0, 1, 2)] == [
        "一、",
        "1.1",
        "1.2",
        "（1）",
        "二、",
        "2.1",
        "（2）",
    ]


def test_automatic_numbers_of_paragraphs() -> None:
    body = (
        p("甲", numbered(0))
        + p("乙", numbered(1))
        + p("丙", numbered(1))
        + p("丁", numbered(2))
        + p("戊", numbered(0))
        + p("己", numbered(1))
        + p("无", numbered(3))
        + p("点", numbered(4))
        + p("", numbered(0))
        + p("零", numbered(0, 0))
        + p("庚", numbered(0, 2))
    )
    got = [(b.number, b.text) for b in blocks_of(docx(body, LADDER), "docx")]
    assert got == [
        ("一、", "甲"),
        ("（一）", "乙"),
        ("（二）", "丙"),
        ("1.", "丁"),
        ("二、", "戊"),
        ("（一）", "己"),
        ("", "无"),
        ("", "点"),
        ("", "零"),
        ("五、", "庚"),
    ]


def test_numbers_linked_to_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 2"/>'
        '<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="a"/>')
        + level(1, "decimal", "%2.", '<w:pStyle w:val="b"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("总则", '<w:pStyle w:val="a"/>') + p("目的", '<w:pStyle w:val="b"/>')
    first, second = blocks_of(docx(body, numbering, styles), "docx")
    assert (first.number, first.level) == ("第一章", 1)
    assert (second.number, second.level) == ("1.", 2)


def test_changes_notes_and_boxes() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r>"
        '</w:del><w:r><w:t>正文</w:t><w:footnoteReference w:id="3"/></w:r><w:r><w:txbxContent>'
        "<w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>"
    )
    note = '<w:footnote w:id="3">' + p("注释") + "</w:footnote>"
    got = [(b.text, b.role) for b in blocks_of(docx(body, notes=note), "docx")]
    assert got == [
        ("新增正文", "paragraph"),
        ("框内", "paragraph"),
        ("控件", "paragraph"),
        ("注释", "footnote"),
    ]


def test_docx_table_with_merged_cells() -> None:
    def tc(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    table = (
        "<w:tbl><w:tr>"
        + tc("指标", '<w:gridSpan w:val="2"/>')
        + tc("值")
        + "</w:tr><w:tr>"
        + tc("甲", '<w:vMerge w:val="restart"/>')
        + tc("一")
        + tc("1")
        + "</w:tr><w:tr>"
        + tc("", "<w:vMerge/>")
        + tc("二")
        + tc("2")
        + "</w:tr></w:tbl>"
    )
    frame = "<w:tbl><w:tr><w:tc>" + p("专栏内容") + "</w:tc></w:tr></w:tbl>"
    data, boxed = blocks_of(docx(table + frame), "docx")
    assert data.rows == (("指标", "", "值"), ("甲", "一", "1"), ("", "二", "2"))
    assert (boxed.role, boxed.text) == ("paragraph", "专栏内容")


# ------------------------------------------------------------------ HTML

PAGE = """<html><head><meta charset="{charset}"><title>关于试点工作的通知_某市人民政府</title></head>
<body><div class="nav"><a href="#">首页，导航、栏目</a></div>
<table><tr><td><b>索 引 号：</b></td><td>000-1/2020-3</td><td><b>主题分类：</b></td><td>工业</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">关于试点工作的通知</td></tr>
<tr><td><b>文　　号：</b></td><td>某政〔2020〕3号</td><td><b>主 题 词：</b></td><td></td></tr></table>
<div class="main"><p style="text-align:center">关于试点</p><p align="center">工作的通知</p>
<p>　　各区、县：</p><p>　　一、总体要求<br>　　按照要求，推进试点，形成经验，做好总结。</p>
<table><tr><th rowspan="2">项目</th><th colspan="2">数量</th></tr><tr><td>一</td><td>二</td></tr>
<tr><td>甲</td><td>1</td><td>2</td></tr></table>
<script>var a = "，，，，，，，，，，，，，，";</script><p style="display:none">隐藏</p></div>
<div class="footer">版权，备案</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_page_main_text_fields_and_table(charset: str) -> None:
    data = PAGE.format(charset=charset).encode("gb18030" if charset == "gb2312" else charset)
    source = parsed(Path("x.html"), data, "html")
    assert source.fields == (
        ("索引号", "000-1/2020-3"),
        ("主题分类", "工业"),
        ("标题", "关于试点工作的通知"),
        ("发文字号", "某政〔2020〕3号"),
    )
    assert [(b.role, b.text) for b in source.blocks] == [
        ("title", "关于试点工作的通知"),
        ("paragraph", "各区、县："),
        ("paragraph", "一、总体要求"),
        ("paragraph", "按照要求，推进试点，形成经验，做好总结。"),
        ("table", ""),
    ]
    assert source.blocks[-1].rows == (("项目", "数量", ""), ("", "一", "二"), ("甲", "1", "2"))


def test_nested_page_does_not_recurse_without_end() -> None:
    data = b"<html><body>" + b"<div>" * 5000 + "正文。".encode() + b"</div>" * 5000
    with contextlib.suppress(errors.DocumentError):
        assert blocks_of(data, "html")


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


def table(page: int, rows: tuple[tuple[str, ...], ...]) -> Block:
    box = (70.0, 80.0, 520.0, 700.0)
    return Block(
        text="",
        role="table",
        page=page,
        box=box,
        rows=rows,
        places=tuple(Place(span=Span(0, 1), page=page, box=box) for _ in rows),
    )


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


# ------------------------------------------------------------------ real files


def test_every_document_is_read_or_refused(shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OCR and LibreOffice, which a machine may or may not have."""
    monkeypatch.setattr("policykb.read.scan.available", lambda: False)
    refused: dict[str, set[type[Exception]]] = {}
    for path in sorted(shared("documents").rglob("*.*")):
        data = path.read_bytes()
        try:
            kind = sniff(path, data)
            assert kind == "doc" or parsed(path, data, kind).blocks, path.name
        except errors.DocumentError as error:
            refused.setdefault(path.suffix, set()).add(type(error))
    assert refused == {
        ".xls": {errors.UnknownFormat},
        ".xlsx": {errors.UnknownFormat},
        ".pdf": {errors.NeedsOcr},
    }


def test_metadata_table_of_every_government_page(shared) -> None:
    wanted = {"索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期"}
    for path in sorted((shared("documents") / "html").glob("*.html")):
        assert wanted <= dict(read(path).fields).keys(), path.name


def test_every_kind_has_a_reader() -> None:
    assert set(READERS) == {"txt", "docx", "html", "pdf"}
