"""HTML: encodings, main text, the table above gov.cn documents, merged cells."""

from __future__ import annotations

import base64
import contextlib
import quopri
from pathlib import Path

import pytest
from read_samples import blocks_of

from policykb import errors
from policykb.read import parsed
from policykb.read.sniff import sniff

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


LISTS = [
    ("数字", "<ol><li>修渠<li><p>修闸</p></ol>", ["1.", "2."]),
    ("起始", '<ol start="4"><li>修渠<li value="9">修闸</ol>', ["4.", "9."]),
    ("字母", '<ol type="a"><li>修渠<li>修闸</ol>', ["a.", "b."]),
    ("中文", '<ol style="list-style-type:cjk-ideographic"><li>修渠<li>修闸</ol>', ["一、", "二、"]),
    ("无号", '<ol style="list-style: none"><li>修渠<li>修闸</ol>', ["", ""]),
    ("已有号", "<ol><li>（一）修渠<li>（二）修闸</ol>", ["", ""]),
    ("无序", "<ul><li>修渠<li>修闸</ul>", ["", ""]),
]


@pytest.mark.parametrize(("markup", "numbers"), [r[1:] for r in LISTS], ids=[r[0] for r in LISTS])
def test_numbers_of_lists(markup: str, numbers: list[str]) -> None:
    page = f"<html><meta charset=utf-8><body>{markup}</body></html>".encode()
    assert [block.number for block in blocks_of(page, "html")] == numbers


OFFICE = """<html><head><meta charset="utf-8"><meta name="Generator" content="{made}"></head><body>
<div title="header"><p>内部资料</p></div><div class="WordSection1"><p>渠道应当修缮，费用由市承担，
区负责施工{mark}；面积<br>不少于10m<sup>2</sup>。</p><p>水闸应当检查，每年两次，雨季加密，<br>
记录存档。</p></div><div class="WordSection2"><p>附件</p></div>{note}</body></html>"""
WORD = (
    '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
    '<div style="mso-element:footnote-list"><div style="mso-element:footnote" id="ftn1"><p>'
    '<a href="#_ftnref1"><span>[1]</span></a> 指县区。</p></div></div>',
)
LIBRE = (
    '<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a>',
    '<div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a> 指县区。</p></div>'
    '<div title="footer"><p>— 1 —</p></div>',
)


@pytest.mark.parametrize(
    ("made", "notes"), [("Microsoft Word 15", WORD), ("LibreOffice 24.2 (Linux)", LIBRE)]
)
def test_pages_that_an_office_program_saved(made: str, notes: tuple[str, str]) -> None:
    """All sections, no running heads, notes with raised marks, and no break inside a sentence."""
    page = OFFICE.format(made=made, mark=notes[0], note=notes[1]).encode()
    got = [(block.role, "".join(block.text.split())) for block in blocks_of(page, "html")]
    assert got == [
        ("paragraph", "渠道应当修缮，费用由市承担，区负责施工¹；面积"),
        ("paragraph", "不少于10m²。"),
        ("paragraph", "水闸应当检查，每年两次，雨季加密，记录存档。"),
        ("paragraph", "附件"),
        ("footnote", "¹指县区。"),
    ]


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_saved_with_its_pictures_is_read(coding: str) -> None:
    """MHTML, which people also name .doc."""
    text = "<html><meta charset=utf-8><p>渠道应当修缮。</p><p>水闸应当检查。</p></html>".encode()
    pack = quopri.encodestring if coding == "quoted-printable" else base64.encodebytes
    parts = (("image/png", b"iVBORw0KGgo="), ("text/html", pack(text)), ("text/html", b"<p>2</p>"))
    data = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    for kind, content in parts:
        head = f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
        data += head.encode() + content + b"\r\n"
    data += b"--x--\r\n"
    assert sniff(Path("x.doc"), data) == sniff(Path("x.mht"), data) == "html"
    got = [block.text for block in blocks_of(data, "html")]
    assert got == ["渠道应当修缮。", "水闸应当检查。"]


def test_a_page_that_a_site_pasted_from_an_office_program_is_the_sites() -> None:
    word = '<meta name="Generator" content="Microsoft Word 15"><p>渠道应当修缮，费用由市承担。</p>'
    page = PAGE.format(charset="utf-8").replace('<div class="main">', f'<div class="main">{word}')
    texts = [block.text for block in blocks_of(page.encode(), "html")]
    assert "渠道应当修缮，费用由市承担。" in texts and "首页，导航、栏目" not in texts
