"""Pages as government sites lay them out: the title above the text, lines broken by <br>, lists
of names, the metadata above, lists of other articles below."""

from pathlib import Path

import pytest

from policykb.read import parsed
from policykb.read.above import page_title
from policykb.read.html import _tree
from policykb.types import Source

TITLE = "某县人民政府办公室关于开好小店的通知"
BODY = (
    "<p>各街道办事处：</p><p>为方便居民，经县政府同意，现就有关事项通知如下。</p>"
    "<p>一、开办对象</p><p>在本县登记的小店，均可申请，由县商务局办理。</p>"
)


def page(inner: str, head: str = "") -> Source:
    text = f"<html><head>{head}</head><body>{inner}</body></html>"
    return parsed(Path("x.html"), text.encode(), "html")


def texts(inner: str, head: str = "") -> list[str]:
    return [block.text for block in page(inner, head).blocks]


# ------------------------------------------------------------------ the title above the text


@pytest.mark.parametrize(
    "above",
    [
        "<h1>{title}</h1><h4>{number}</h4><div id='zoom'>{body}</div>",
        "<div class='t'><h2>某县人民政府办公室<br>关于开好小店<br>的通知</h2></div>"
        "<h4><span>{number}</span></h4><div id='zoom'>{body}</div>",
        "<p align='center'>{number}</p><p align='center'>某县人民政府办公室</p>"
        "<p align='center'>关于开好小店的通知</p><div class='TRS_Editor'>{body}</div>",
        "<table><tr><td align='center'>{title}</td></tr><tr><td>{number}</td></tr>"
        "<tr><td class='TRS_Editor'>{body}</td></tr></table>",
        "<h3>文件详情</h3><div>{title}<p>发布人：某科</p></div><p>{number}</p><div id='zoom'>{body}</div>",
    ],
    ids=["headings", "broken heading", "centred lines", "cells", "plain line"],
)
def test_title_and_number_above_the_text(above):
    html = above.format(title=TITLE, number="某县政办发〔2031〕4号", body=BODY)
    blocks = page(html, "<title>某县人民政府门户网站</title>").blocks
    assert {b.text: b.role for b in blocks[:2]} == {
        TITLE: "title",
        "某县政办发〔2031〕4号": "paragraph",
    }
    assert blocks[2].text == "各街道办事处："


def test_a_title_that_the_text_begins_with_is_not_printed_twice():
    html = f"<h1>{TITLE}</h1><div id='zoom'><p align='center'>{TITLE}</p>{BODY}</div>"
    assert texts(html, f"<title>{TITLE}_某县</title>").count(TITLE) == 1
    carried = f"<h1>{TITLE}</h1><div id='zoom'><p>某县小店管理办法</p>{BODY}</div>"
    assert texts(carried)[0] == "某县小店管理办法"


@pytest.mark.parametrize(
    "above",
    [
        "<h1>某县人民政府</h1><h2>信息公开</h2>",
        "<ul><li><a>某县关于开放集市的通知</a></li></ul>",
        "<p>首页 &gt; 某县关于开放集市的通知</p>",
        "<p>昨日召开会议，学习了有关开好小店的通知。</p>",
        "<table><tr><td>文件编号</td><td>某政〔2031〕9号</td></tr><tr><td>附件</td><td>无</td></tr></table>",
    ],
    ids=["names of the site", "links", "way to the page", "prose", "table"],
)
def test_what_else_stands_above_is_no_title(above):
    assert texts(f"{above}<div id='zoom'>{BODY}</div>")[0] == "各街道办事处："


NAMED = [
    ("某县小店条例_规范性文件_某县人民政府", "某县小店条例"),
    ("某市政府网_关于开店的通知_最新文件", "关于开店的通知"),
    ("2031—2035年小店名单 - 某县人民政府", "2031—2035年小店名单"),
    ("某县财政局-关于开店的通知", "关于开店的通知"),
    ("小店发展规划——城区篇", "小店发展规划——城区篇"),
    ("某县人民政府门户网站", ""),
    ("信息公开详情页", ""),
    ("欢迎访问某县办公平台", ""),
]


@pytest.mark.parametrize(("printed", "title"), NAMED)
def test_what_the_window_is_called(printed, title):
    root = _tree(Path("x"), f"<html><head><title>{printed}</title></head><body>文</body></html>")
    assert page_title(root) == title


def test_the_name_of_the_window_stands_in_for_a_title():
    blocks = page(f"<div id='zoom'>{BODY}</div>", f"<title>{TITLE}_通知公告_某县</title>").blocks
    assert (blocks[0].text, blocks[0].role) == (TITLE, "title")
    told = f"<meta name='ArticleTitle' content='{TITLE}'>"
    assert texts(f"<div id='zoom'>{BODY}</div>", told)[0] == TITLE


def test_the_name_in_a_form_is_no_title_above_the_text():
    form = "<table><tr><td>名称：</td><td>某县某某小店</td></tr><tr><td>地址：</td><td>某街</td></tr></table>"
    assert texts(f"<div id='zoom'>{BODY}{form}</div>")[0] == "各街道办事处："


# ------------------------------------------------------------------ lines


@pytest.mark.parametrize("tag", ["span", "font", "b", "span><b", "p><font"])
def test_br_inside_inline_elements_ends_a_paragraph(tag):
    close = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    html = f"<div id='zoom'><{tag}>各镇：<br>　　一、对象<br>\n　　小店均可申请，按期办理。<br/>{close}</div>"
    assert texts(html) == ["各镇：", "一、对象", "小店均可申请，按期办理。"]


def test_line_breaks_of_the_markup_are_none_of_the_text():
    html = (
        "<div id='zoom'><p>\n  为了方便居民就近购物，经县政府\n  同意，现就开好小店的有关事项\n"
        "  通知如下。</p><p>小店 ABC\n  store，张三\n李四。</p></div>"
    )
    assert texts(html) == [
        "为了方便居民就近购物，经县政府同意，现就开好小店的有关事项通知如下。",
        "小店 ABC store，张三 李四。",
    ]


def test_text_pasted_into_one_element_keeps_its_lines():
    lines = [
        "各街道办事处：",
        "为了方便居民就近购物，减少奔波，经县政府同意，现就开好小店的有关事项通知如下。",
        "一、开办对象",
        "在本县登记的小店均可申请，由县商务局办理，县财政局配合，不收取费用。",
        "特此通知。",
    ]
    assert texts("<div id='zoom'>\n  " + "\n".join(lines) + "</div>") == lines
    assert texts("<pre>第一行，未完\n第二行</pre>") == ["第一行，未完", "第二行"]


# ------------------------------------------------------------------ where the text is


def test_a_list_of_names_is_read_whole():
    names = "".join(f"<li>成员{at}：某某（县某局）</li>" for at in range(9))
    html = (
        f"<div><p align='center'>{TITLE}</p><ul>{names}<li>办公室设在县商务局，由某某兼任主任，"
        "日常工作由某某负责。</li><li>2031年5月6日</li></ul></div>"
    )
    found = texts(html)
    assert (found[0], found[-1], len(found)) == (TITLE, "2031年5月6日", 12)
    assert page(html).warnings == ()


def test_much_text_outside_the_container_is_told_of():
    other = "".join(f"<p>第{at}家小店位于某街道某路面积若干店主某某</p>" for at in range(20))
    (warning,) = page(f"<div id='zoom'>{BODY}</div><div>{other}</div>").warnings
    assert "没有读入" in warning


def test_a_footer_that_signs_is_of_the_document():
    signed = "<footer><div>某县人民政府</div><p>2031年5月6日</p></footer>"
    site = "<footer><p>某县人民政府 2031年5月6日</p><a>联系我们</a></footer><footer>某县</footer>"
    html = f"<div id='zoom'>{BODY}{signed}{site}</div>"
    assert texts(html)[4:] == ["某县人民政府", "2031年5月6日"]


# ------------------------------------------------------------------ tables


def test_a_small_table_within_a_cell_leaves_the_table_whole():
    html = (
        "<table><tr><td colspan='2'><table><tr><td>单位：家</td></tr></table></td></tr>"
        "<tr><td>任务</td><td>责任单位</td></tr><tr><td>新增小店五十家</td><td>县商务局</td></tr></table>"
    )
    (table,) = page(f"<div id='zoom'>{BODY}{html}</div>").blocks[4:]
    assert table.rows == (
        ("单位：家", ""),
        ("任务", "责任单位"),
        ("新增小店五十家", "县商务局"),
    )


def test_a_table_that_lays_out_the_page_is_none():
    html = f"<table><tr><td>栏目</td><td>{BODY}</td></tr><tr><td></td><td><table><tr><td>甲</td></tr></table>"
    assert not any(block.rows for block in page(html + f"{BODY * 4}</td></tr></table>").blocks)


# ------------------------------------------------------------------ metadata

FIELDS = [
    ("cells without colons", "<table><tr><td>信息索引号</td><td>01/2031-2</td><td>文件编号</td><td>某政〔2031〕7号"
     "</td></tr><tr><td>效力状况</td><td>有效</td></tr></table>",
     {"索引号": "01/2031-2", "发文字号": "某政〔2031〕7号", "有效性": "有效"}),
    ("definition list", "<dl><dt>文号</dt><dd>某政〔2031〕7号</dd><dt>发布单位：</dt><dd>某县</dd></dl>",
     {"发文字号": "某政〔2031〕7号", "发文机关": "某县"}),
    ("end in a definition list", "<dl><dt>失效日期</dt><dd>2031-05-06</dd></dl>", {"废止日期": "2031-05-06"}),
    ("boxes in a box", "<div><div><b>发文机关：</b><i>某县</i></div><div><b>文号：</b><i>某政〔2031〕7号</i></div></div>",
     {"发文机关": "某县", "发文字号": "某政〔2031〕7号"}),
    ("label before its text", "<ul><li><span>成文日期</span>2031-05-06</li></ul>", {"成文日期": "2031-05-06"}),
    ("several in a line", "<div>索 引 号：A/1　发布机构：县府办　公开方式：主动　文 号：某政〔2031〕7号</div>",
     {"索引号": "A/1", "发文机关": "县府办", "发文字号": "某政〔2031〕7号"}),
    ("controls after the source", "<div>发布时间：2031-05-06 10:20 来源：县府办 字体：[大 中 小] <a>打印</a></div>",
     {"发布日期": "2031-05-06 10:20", "来源": "县府办"}),
    ("script and hidden text", "<table><tr><td>文号：</td><td><script>no();</script></td></tr><tr><td>发文机关：</td>"
     "<td><script>who('甲')</script><b>某县</b><i style='display:none'>乙</i></td></tr></table>", {"发文机关": "某县"}),
    ("placeholders", "<p>文号：无</p><p>施行日期：——</p><p>索引号：- -</p><p>发文机关：暂无</p>", {}),
    ("dates of the site", "<p>公文发布日期：</p><p>来源网站发布日期：2031-05-07</p>", {"发布日期": "2031-05-07"}),
    ("columns of a table", "<table><tr><td>名称</td><td>文号</td><td>备注</td></tr><tr><td>甲</td><td>乙</td>"
     "<td>丙</td></tr></table>", {}),
    ("a label in a sentence", "<p>各单位应当写明文号：某政〔2031〕7号</p>", {}),
]  # fmt: skip


@pytest.mark.parametrize(("html", "fields"), [f[1:] for f in FIELDS], ids=[f[0] for f in FIELDS])
def test_metadata_above_the_text(html, fields):
    assert dict(page(f"{html}<div id='zoom'>{BODY}</div>").fields) == fields


# ------------------------------------------------------------------ lists of other articles


def test_links_to_other_articles_go():
    links = "<ul><li><a href='1'>小店政策解读</a><i>2031-05-06</i></li><li><a href='2'>一图读懂</a></li></ul>"
    below = f"<p>附件：<a>1.申请表</a></p><div><h3>相关解读</h3></div>{links}"
    assert texts(f"<div id='zoom'>{BODY}{below}</div>")[-1] == "附件：1.申请表"


def test_a_heading_of_that_name_with_text_below_stays():
    below = "<h3>相关文件</h3><p>本通知所称文件，见<a>某县小店条例</a>。</p><h3>相关政策</h3>"
    assert texts(f"<div id='zoom'>{BODY}{below}</div>")[-3:] == [
        "相关文件",
        "本通知所称文件，见某县小店条例。",
        "相关政策",
    ]
