"""Reading: text, refusals, the child process, and every real file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from read_samples import blocks_of, docx, p, pdf

from policykb import errors
from policykb.read import READERS, parsed, read
from policykb.read.office import converted
from policykb.read.sandbox import Allowance, Child, Children, next_line, processor_seconds
from policykb.read.sniff import sniff
from policykb.read.wire import packed, unpacked
from policykb.types import Block, Place, Source, Span

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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("文号：1号\n<p>一、修渠</p><p>（一）清淤。</p><p>（二）除锈。</p>", "html"),
        ("正文中说明：标签<p>表示段落，</p>表示结束。", "txt"),
    ],
)
def test_the_source_of_a_page_that_was_saved_as_text_is_a_page(text: str, kind: str) -> None:
    assert sniff(Path("某文件.txt"), text.encode()) == kind


def test_text_cut_inside_a_character_keeps_the_rest() -> None:
    data = "企业发展".encode()[:-1]
    assert blocks_of(data, "txt")[0].text == "企业发"


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


def test_converter_that_hangs_leaves_nothing_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`soffice` is a script that starts others: all of them are stopped."""
    program, told = tmp_path / "soffice", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {told}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr("policykb.read.office.shutil.which", lambda name: str(program))
    monkeypatch.setattr("policykb.read.office.SECONDS", 1.0)
    path = tmp_path / "a.doc"
    path.write_bytes(b"")
    with pytest.raises(errors.LimitExceeded, match="转换超过"):
        converted(path, tmp_path)
    started = int(told.read_text())
    for _ in range(100):
        if not psutil.pid_exists(started) or psutil.Process(started).status() == "zombie":
            return
        time.sleep(0.05)
    raise AssertionError("the program that soffice started still runs")


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


def test_more_time_for_each_page_of_ocr() -> None:
    """A line `+N` before the answer moves the deadline."""
    first, second = os.pipe()
    allowance = Allowance(0.3, os.getpid())

    def answer() -> None:
        os.write(second, b"+5\n")
        time.sleep(0.6)
        os.write(second, b"{}\n")

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        assert next_line(first, allowance) == b"{}"
        assert allowance.seconds == pytest.approx(5.3)
    finally:
        thread.join()
        os.close(first)
        os.close(second)


@pytest.mark.parametrize(
    ("case", "passed", "worked", "since", "left"),
    [
        ("within", 30, 10, 10, 30.0),
        ("busy machine", 60, 20, 20, 40.0),
        ("sleeps", 60, 2, 2, 0.0),
        ("has fallen asleep", 100, 30, 1, 0.0),
        ("has had its time", 60, 60, 60, 0.0),
        ("endless", 240, 50, 20, 0.0),
        ("nearly done", 90, 59.9, 20, 0.5),
    ],
)
def test_time_of_a_file(
    monkeypatch: pytest.MonkeyPatch,
    case: str, passed: float, worked: float, since: float, left: float,
) -> None:  # fmt: skip
    """60 seconds by the clock, or as many of the processor's while it works; `since` the last look,
    which was at the beginning or 60 seconds ago."""
    now, used = [1000.0], [7.0]
    monkeypatch.setattr("policykb.read.sandbox.time.monotonic", lambda: now[0])
    monkeypatch.setattr("policykb.read.sandbox.processor_seconds", lambda pid: used[0])
    allowance = Allowance(60.0, 1)
    if passed > 60:
        now[0], used[0] = 1060.0, 7.0 + worked - since
        assert allowance.left() > 0, case
    now[0], used[0] = 1000.0 + passed, 7.0 + worked
    assert allowance.left() == pytest.approx(left), case


def test_time_of_a_process_that_works_and_of_one_that_sleeps() -> None:
    sleeps = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    works = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        while processor_seconds(works.pid) < 0.5:
            time.sleep(0.05)
        assert processor_seconds(sleeps.pid) < 0.5
    finally:
        for process in (sleeps, works):
            process.kill()
            process.wait()
    assert processor_seconds(works.pid) == 0.0


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
    assert set(READERS) == {"txt", "md", "docx", "html", "pdf"}
