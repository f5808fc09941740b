"""HTML: encodings, main text, the table above gov.cn documents, merged cells."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from read_samples import blocks_of

from policykb import errors
from policykb.read import parsed

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
