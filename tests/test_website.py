"""What a site prints around any text goes; whatever has a word of its own stays."""

import pytest
from growth import assert_linear

from policykb.clean.furniture import furnished
from policykb.clean.website import bare_chapter, furniture, unscanned
from policykb.types import Block

AROUND = [
    "扫一扫在手机打开当前页",
    "【打印本页】 【关闭窗口】",
    "分享到：微信 微博 QQ空间",
    "字体：[ 大 中 小 ]",
    "无障碍浏览 长者模式",
    "收藏本站| 设为首页| 首页",
    "浏览次数：128",
    "上一篇：关于开放小店集市的通知",
    "下一条 >> 没有了",
    "首页 >> 信息公开 >> 文件",
    "当前位置：首页 > 政务公开 > 规章",
    "您现在的位置： 某市政府网 » 规划",
    "今天是：2031年5月6日 星期二",
    "今天是：2031年5月6日 星期二 您所在的位置：首页 > 规划",
    "原文链接 >>",
    "【我要纠错】 责任编辑：王某",
    "主办：某某县人民政府 网站标识码：3399000001 浙ICP备12345678号",
    "更新时间：2031-05-06 11:30:01 浏览：928 来源：某网",
    "文章来源：某局 更新时间：2031/05/06 11:30",
    "下载地址：点击此处下载",
]
WORDS = [
    "打印",
    "首页设计",
    "下载",
    "字体设计产业",
    "位置：东至青石路，西至白石路",
    "当前位置：东经120度",
    "所在位置为A区/B区的企业",
    "首页改版工作方案",
    "今天是植树节，各街道要组织义务植树。",
    "上篇：总论",
    "（二）网站标识码加挂",
    "推进“扫一扫”办事，方便群众，减少跑动",
    "一、打印服务",
    "作者：某某编写组",
    "发布日期：2031-05-06 来源：某局",
    "访问量：3000",
    "更新时间、浏览次数和下载地址应当公开",
    "主办单位：某某局 承办单位：某某中心",
    "下载地址：https://www.example.cn/form.doc",
    "2031年5月6日",
    "大 中 小",
    "首页 / 栏目 / 正文三级页面，由办公室维护，每周检查。",
]


@pytest.mark.parametrize("text", AROUND)
def test_line_of_a_site(text):
    assert furniture(text)


@pytest.mark.parametrize("text", WORDS)
def test_line_of_a_document(text):
    assert not furniture(text)


def kept(*lines: str, role: str = "line") -> list[str]:
    return [block.text for block in furnished([Block(text=line, role=role) for line in lines])]


@pytest.mark.parametrize("role", ["line", "paragraph"])
def test_what_stands_beside_such_lines(role):
    text = ("某市小店条例", "第一条 为了便利居民，制定本条例。")
    above = ("某网｜论坛｜专利｜站点", "规章文件", "返 回", "当前位置：首页 > 规章文件")
    below = ("责任编辑：王某", "相关文件", "【关闭窗口】", "版权所有 某某县人民政府")
    assert kept(*above, *text, *below, role=role)[-2:] == list(text)
    assert kept("规章文件", above[-1], *text, role=role) == list(text)


def test_the_title_below_the_way_to_it_stays():
    assert kept("首页 > 规章 > 小店条例", "小店条例", "第一条 总则。") == [
        "小店条例",
        "第一条 总则。",
    ]


def test_headings_that_sites_use_too_stay_within_a_text():
    lines = [
        "相关文件",
        "本办法所称文件，是指有关规定。",
        "责任编辑：各单位自定",
        "分享到：微信",
        "附则",
    ]
    assert kept(*lines) == [line for line in lines if not line.startswith("分享到")]


def test_the_heading_of_a_list_that_was_not_copied_goes():
    assert kept("各单位要抓好落实。", "相关附件") == ["各单位要抓好落实。"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("各单位要抓好落实。扫一扫在手机打开当前页", "各单位要抓好落实。"),
        ("2031年5月6日 扫一扫在手机打开当前页", "2031年5月6日"),
        ("方便群众用微信扫一扫打开当前页", "方便群众用微信扫一扫打开当前页"),
    ],
)
def test_words_beside_a_picture_that_are_glued_to_the_text(text, rest):
    assert unscanned(Block(text=text, role="paragraph")).text == rest


def test_the_last_line_alone_stays():
    assert kept("各单位要抓好落实。", "责任编辑：王某") == ["各单位要抓好落实。", "责任编辑：王某"]


@pytest.mark.parametrize(
    "piece", ["返回首页", "打印", "首页 > ", "今天是：2031年", "扫一扫", "大中小"]
)
def test_long_lines_of_labels_take_linear_time(piece):
    assert_linear(lambda text: furniture(f"{text}，甲"), piece, size=290)
    assert_linear(lambda text: kept(*text.split("\n")), f"{piece}\n{piece}\n甲\n")


@pytest.mark.parametrize("above", [0, 9])
def test_the_way_to_a_page_without_its_label_stands_at_its_top(above):
    lines = (*["某市小店条例"] * above, "某市商务局 > 政策 > 问答", "小店补助问答")
    assert kept(*lines)[above:] == list(lines[above + (not above) :])


@pytest.mark.parametrize(
    ("text", "rest"),
    [("【章名】 第一章 总则", "第一章 总则"), ("【章名】总则", "【章名】总则")],
)
def test_the_mark_of_a_database_before_the_number_of_a_chapter_is_no_text(text, rest):
    assert bare_chapter(Block(text=text, role="line")).text == rest
