"""DOCX: automatic numbers, styles, tables, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_samples import blocks_of, docx, p

from policykb.read.numbering import FORMATS, Counters, Level, List, counting
from policykb.read.sniff import sniff


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
        ("新增正文¹", "paragraph"),
        ("框内", "paragraph"),
        ("¹注释", "footnote"),
        ("控件", "paragraph"),
    ]


NUMBERED = [
    ("圈码", '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>', ["①", "②"]),
    ("数字", "", ["¹", "²"]),
    ("每页重编", '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>', ["", ""]),
    ("罗马数字", '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>', ["", ""]),
]


@pytest.mark.parametrize(
    ("section", "marks"), [n[1:] for n in NUMBERED], ids=[n[0] for n in NUMBERED]
)
def test_marks_of_footnotes(section: str, marks: list[str]) -> None:
    refer = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    body = refer.format("甲", 2) + refer.format("乙", 1) + f"<w:sectPr>{section}</w:sectPr>"
    ref = "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{}</w:t></w:r></w:p>"
    notes = "".join(
        f'<w:footnote w:id="{at}">{ref.format(text)}</w:footnote>'
        for at, text in ((1, "后"), (2, "前"))
    )
    got = [block.text for block in blocks_of(docx(body, notes=notes), "docx")]
    assert got == ["甲" + marks[0], marks[0] + "前", "乙" + marks[1], marks[1] + "后"]


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


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
GONE = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
UP = '<w:vertAlign w:val="superscript"/>'
RUNS = [
    ("隐藏文字", f"<w:p>{run('公开')}{run('内部', '<w:vanish/>')}</w:p>", ["公开"]),
    ("样式隐藏", p("窗体", '<w:pStyle w:val="z"/>') + p("正文"), ["正文"]),
    (
        "注音",
        f"<w:p><w:r><w:ruby><w:rt>{run('qú')}</w:rt><w:rubyBase>{run('渠')}</w:rubyBase>"
        f"</w:ruby></w:r>{run('道')}</w:p>",
        ["渠道"],
    ),
    ("删去的段落标记", f"<w:p>{GONE}{run('修渠')}</w:p>" + p("修闸"), ["修渠修闸"]),
    ("整段删去", f"<w:p>{GONE}<w:del>{run('旧')}</w:del></w:p>" + p("新"), ["新"]),
    (
        "符号字体",
        f'<w:p>{run("水位")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("3米")}</w:p>',
        ["水位≥3米"],
    ),
    (
        "公式",
        f"<w:p {MATH}><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        ["a/b"],
    ),
    ("上标", f"<w:p>{run('10m')}{run('2', UP)}</w:p>", ["10m²"]),
]


@pytest.mark.parametrize(("body", "expected"), [r[1:] for r in RUNS], ids=[r[0] for r in RUNS])
def test_what_a_page_would_show(body: str, expected: list[str]) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="z"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    assert [block.text for block in blocks_of(docx(body, styles=styles), "docx")] == expected


PLACING = [
    ("红头", [["某市水务局", "文件"], ["某市财政局", ""]], ["某市水务局", "某市财政局", "文件"]),
    ("落款", [["某市水务局", "某市财政局"], ["2024年3月1日", ""]],
     ["某市水务局", "某市财政局", "2024年3月1日"]),
    ("版记", [["抄送：各区水务局。", ""], ["某市水务局", "2024年3月1日印发"]],
     ["抄送：各区水务局。", "某市水务局　2024年3月1日印发"]),
    ("数据", [["序号", "文件"], ["1", "渠道办法"]], []),
    ("单位名录", [["某市水务局", "某市财政局"], ["某区水务局", "某区财政局"]], []),
    ("无栏目的期限表", [["某市水务局", "2024年3月1日"], ["某市财政局", "2024年5月1日"]], []),
    ("期限表", [["单位", "时限"], ["某市水务局", "2024年3月1日"]], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "lines"), [r[1:] for r in PLACING], ids=[r[0] for r in PLACING])
def test_tables_that_only_place_words(rows: list[list[str]], lines: list[str]) -> None:
    cells = ["".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    got = blocks_of(docx(table), "docx")
    assert [block.text for block in got] == (lines or [""])
    assert bool(got[0].rows) is not bool(lines)


def test_parts_go_by_what_the_package_says() -> None:
    """Word on the web numbers their names."""
    kinds = ("document", "numbering")
    whole = zipfile.ZipFile(io.BytesIO(docx(p("修渠", numbered(0)), LADDER)))
    told, office = (
        io.BytesIO(),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    link = '<Relationship Id="a" Type="{}/{}" Target="{}2.xml"/>'
    with zipfile.ZipFile(told, "w") as file:
        for kind in kinds:
            file.writestr(f"word/{kind}2.xml", whole.read(f"word/{kind}.xml"))
        for name, kind, target in (
            ("_rels/.rels", "officeDocument", "word/document"),
            ("word/_rels/document2.xml.rels", "numbering", "numbering"),
        ):
            file.writestr(name, f"<r>{link.format(office, kind, target)}</r>")
    assert sniff(Path("x.docx"), told.getvalue()) == "docx"
    (block,) = blocks_of(told.getvalue(), "docx")
    assert (block.number, block.text) == ("一、", "修渠")
