"""What sites print above and beside a title, and what stays part of it."""

import pytest
from parse_samples import BODY, document

from policykb.dates import find_periods, read_date
from policykb.types import Block

FIRST = f"第一条　{BODY}"
SECOND = f"第二条　{BODY}"


def head(*lines):
    return document(*lines, FIRST, SECOND).meta


def test_a_title_told_three_times_stands_where_it_is_told_last():
    found = document(
        "某某市渡口管理办法（2012年修正）",
        "某某市渡口管理办法（2012年修正）",
        "某某市人民政府",
        "某某市渡口管理办法",
        "（2009年3月2日某某市人民政府令第12号公布）",
        FIRST,
        SECOND,
    )
    meta = found.meta
    assert meta.title == "某某市渡口管理办法"
    assert (meta.doc_number, meta.issuers) == ("某某市人民政府令第12号", ("某某市人民政府",))
    assert [p.number for p in found.body] == ["第一条", "第二条"]


def test_the_words_of_a_page_around_a_title_are_no_part_of_it():
    meta = head("跳到正文", "某某县水库管理办法", "某某文库，大家的资料", "某某县水库管理办法")
    assert meta.title == "某某县水库管理办法"


def test_a_title_told_again_over_several_lines():
    meta = head(
        "某某市水务局关于加强灌区渠道管护工作的通知",
        "发布时间：2022-05-06 10:11",
        "某某市水务局",
        "关于加强灌区渠道",
        "管护工作的通知",
        "各镇人民政府：",
    )
    assert meta.title == "某某市水务局关于加强灌区渠道管护工作的通知"
    assert (meta.addressees, meta.published_on) == (("各镇人民政府",), "2022-05-06")


def test_an_organ_on_a_cover_twice_is_no_title():
    meta = head("某某县水利发展规划", "某某县人民政府", "2021年5月", "某某县人民政府", "2021年5月")
    assert meta.title == "某某县水利发展规划"


@pytest.mark.parametrize("above", ["某某水利网", "关于渠道管护的通知.pdf", "某某省水利厅"])
def test_the_name_of_a_site_file_or_organ_above_a_whole_title(above):
    title = "某某省水利厅关于渠道管护的通知".replace("某某省", "江苏省")
    assert head(above.replace("某某省", "江苏省"), title).title == title


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("某某省水利厅", "关于渠道管护的通知"),
        ("关于建设全省水利互联网", "的实施意见"),
        ("加快发展水利物联网", "和智慧灌区实施方案"),
    ],
)
def test_a_title_over_two_lines_stays_whole(one, two):
    assert head(one, two).title == one + two


def test_entries_and_site_lines_under_a_title_are_no_part_of_it():
    title = "某某市水务局关于成立防汛工作小组的通知"
    for below in ("组长：甲某某", "发布日期：2020年3月4日 来源：某某省水利厅"):
        meta = head(title, below)
        assert (meta.title, meta.issuers) == (title, ("某某市水务局",))


def test_a_title_marked_up_ends_where_its_mark_ends():
    title = Block(text="某某市关于灌区的决定", role="paragraph", level=1)
    assert head(title, "2018年3月4日某某市水务委员会第三次会议").title == "某某市关于灌区的决定"
    whole = Block(text="某某市关于渠道管护", role="title")
    rest = Block(text="若干规定", role="title")
    assert head(whole, rest, "沈某某").title == "某某市关于渠道管护若干规定"


def test_a_number_or_label_behind_a_title():
    meta = head("某某市关于渠道管护的通知（某政〔2020〕7号）")
    assert (meta.title, meta.doc_number) == ("某某市关于渠道管护的通知", "某政〔2020〕7号")
    meta = head("某某市渠道管护申报条件及流程发布时间：2016-05-24 10:01:39")
    assert (meta.title, meta.published_on) == ("某某市渠道管护申报条件及流程", "2016-05-24")
    assert head("关于渠道管护的公告（第12号）").doc_number == ""
    meta = head("贯彻《某某省渠道管护意见》（某政〔2020〕7号）")
    assert meta.doc_number == ""


def test_rows_of_labels_pasted_with_strokes():
    meta = head(
        "某某市渠道条例",
        "索引号 | 62072/2025-00049 | 发文字号 | |",
        "关键词 | 发布机构 | 某某镇 | |",
        "某某市渠道条例",
    )
    assert (meta.title, meta.index_number) == ("某某市渠道条例", "62072/2025-00049")


def test_a_table_of_labels_at_the_top_is_no_end_of_the_head():
    rows = (("-", "索引号：0106/2023-00979"), ("-", "发文字号：某政发〔2018〕109号"))
    found = document(
        Block(text="", role="table", rows=rows),
        "公开日期：2018-12-07 19:56",
        "关于渠道管护的通知",
        "各镇人民政府：",
        FIRST,
        SECOND,
    )
    meta = found.meta
    assert (meta.title, meta.addressees) == ("关于渠道管护的通知", ("各镇人民政府",))
    assert (meta.doc_number, meta.published_on) == ("某政发〔2018〕109号", "2018-12-07")
    other = (("项目", "金额"), ("修渠", "3万元"))
    told = document(Block(text="", role="table", rows=other), "关于渠道管护的通知", FIRST, SECOND)
    assert len(told.tables) == 1


def test_a_list_of_labels_under_the_title():
    found = document(
        "某某省渠道条例",
        "•时效性：有效",
        "•发文文号：",
        "•颁布单位：某某省人大常委会",
        "浏览次数：12",
        FIRST,
        SECOND,
    )
    assert [p.number for p in found.body] == ["第一条", "第二条"]
    assert (found.meta.addressees, found.meta.issuers) == (
        (), ("某某省人民代表大会常务委员会",)
    )  # fmt: skip


def test_a_list_of_tags_ends_with_one_that_is_not_known():
    tags = ["【发布单位】某某市人民政府", "【发布日期】2004-12-30", "【所属类别】地方规章"]
    assert head(*tags, "某某市渠道办法").title == "某某市渠道办法"
    assert head("【全文】某某市渠道办法").title == "某某市渠道办法"


def test_the_key_words_of_a_paper_are_its_text():
    found = document("渠道研究", "关键词：渠道；水闸", "摘要：" + BODY, "1 引言", BODY)
    assert found.text[found.body[0].span.start :].startswith("关键词")


def test_marks_that_a_database_puts_before_a_note_and_a_chapter():
    note = "【题注】（2001年4月29日某某市第十一届人民代表大会第四次会议通过）"
    found = document("某某市渠道条例", note, "【章名】总则", FIRST, f"第二条　下列事项：{BODY}")
    assert found.meta.written_on == "2001-04-29"
    assert found.text[found.body[0].span.start :].startswith("【章名】")


def test_what_a_note_under_the_title_tells():
    meta = head("渠道用具管理办法", "1990年3月10日，某某部")
    assert (meta.title, meta.issuers, meta.written_on) == (
        "渠道用具管理办法",
        ("某某部",),
        "1990-03-10",
    )


def test_an_order_glued_to_its_words():
    found = document(
        "某某市人民政府令第23号《某某市渠道条例》已经市人民政府审议通过，现予公布。",
        "市长　甲某某",
        "2012年8月29日",
        "某某市渠道条例",
        FIRST,
        SECOND,
    )
    assert found.meta.doc_number == "某某市人民政府令第23号"
    quoted = document("根据某某市人民政府令第23号《某某市渠道条例》，制定本办法。", FIRST, SECOND)
    assert quoted.meta.doc_number == ""


def test_two_texts_of_one_order_are_titled_after_the_first():
    found = document(
        "某某市人民政府令",
        "第55号",
        "《某某市渠道规定》《某某市水闸规定》已经市人民政府通过，现予公布。",
        "市长　甲某某",
        "2011年1月31日",
        "某某市渠道规定",
        FIRST,
        SECOND,
        "某某市水闸规定",
        FIRST,
        SECOND,
    )
    assert found.meta.title == "某某市渠道规定"
    assert found.meta.family == ("某某市水闸规定",)


def test_a_draft_keeps_its_stage():
    meta = head("《某某县渠道条例》", "（修订草案·二审稿）")
    assert meta.title == "某某县渠道条例（修订草案·二审稿）"


def test_whom_a_title_names_before_what_it_carries_out():
    meta = head("某某省人民政府贯彻国务院关于渠道管护指导意见的实施意见")
    assert meta.issuers == ("某某省人民政府",)


def test_a_range_of_articles_addresses_nobody():
    assert head("某某市渠道规定", "第1~18条：").addressees == ()


def test_part_of_a_standard_is_its_title():
    found = document(
        "中华人民共和国国家标准",
        "GB/T 12345.1—2015",
        "信息技术 渠道数据管理第1部分:总则",
        "2015-09-11发布",
        "1 范围",
        BODY,
        "2 术语",
        BODY,
    )
    assert found.meta.title == "信息技术渠道数据管理第1部分:总则"


YEARS = [("二OO八年六月四日", "2008-06-04"), ("二〇一o年十月一日", "2010-10-01"),
         ("二ＯＯＯ年一月三日", "2000-01-03"), ("一OA八年六月四日", None)]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), YEARS)
def test_the_letter_in_a_year(text, day):
    assert read_date(text) == day
    assert [p.start for p in find_periods(f"于{text}")][:1] == ([day] if day else [])


def test_a_title_worded_otherwise_when_it_is_told_again():
    meta = document(
        "【政策解读】关于《某某县渠道办法》的政策解读",
        "江苏省水利厅2024年3月4日",
        "《某某县渠道办法》政策解读",
        "现就有关事项说明。" + BODY,
        "一、背景",
        BODY,
    ).meta
    assert meta.title == "《某某县渠道办法》政策解读"
    assert (meta.published_on, meta.written_on) == ("2024-03-04", None)
    assert meta.issuers == ("江苏省水利厅",)


@pytest.mark.parametrize("mark", ["", "“党务公开”", "“信息公开” "])
def test_a_notice_of_which_only_the_title_is_printed(mark):
    organs = "中共江苏省委办公厅江苏省人民政府办公厅"
    meta = head(
        f"{mark}{organs}印发《江苏省渠道管护行动计划（2018—2020年）》的通知",
        "江苏省渠道",
        "管护行动计划",
        "（2018—2020年）",
    )
    assert meta.title == "江苏省渠道管护行动计划（2018—2020年）"
    assert meta.issuers == ("中共江苏省委办公厅", "江苏省人民政府办公厅")
    assert meta.family == (f"{organs}印发《江苏省渠道管护行动计划（2018—2020年）》的通知",)


def test_a_notice_with_words_of_its_own_keeps_them():
    found = document(
        "江苏省水利厅关于印发《江苏省渠道管护办法》的通知",
        "各市水利局：",
        "现将《江苏省渠道管护办法》印发给你们，请遵照执行。",
        "江苏省水利厅",
        "2014年7月9日",
        "江苏省渠道管护办法",
        FIRST,
        SECOND,
    )
    assert found.meta.addressees == ("各市水利局",)
    assert found.meta.title == "江苏省渠道管护办法"
    assert found.meta.written_on == "2014-07-09"


@pytest.mark.parametrize(
    "title",
    [
        "“十四五”江苏省渠道规划",
        "“清渠”行动领导小组办公室关于修渠的通知",
        "“三清”江苏省水利行动方案",
    ],
)
def test_quotation_marks_that_belong_to_a_title(title):
    assert head(title).title == title


def test_the_number_before_the_names_of_annexes():
    number = "某建发〔2020〕46号"
    found = document("某某市施工现场应急预案", FIRST, SECOND, f"{number}附件1 医院名单")
    assert found.meta.doc_number == number


def test_a_list_of_other_pages_is_no_annex():
    found = document("某某县渡口管理规则", FIRST, SECOND, "附件：", "相关政策与解读")
    assert not found.annexes


def test_the_name_of_the_site_and_the_day_before_its_labels():
    title = "关于《某某县水利规划》的说明"
    meta = head(f"某某县政府门户网站-{title}", title, "2022-07-18 来源：某某县人民政府 【字体：")
    assert (meta.title, meta.published_on) == (title, "2022-07-18")
    assert meta.issuers == ("某某县人民政府",)


def test_an_introduction_above_the_own_title():
    title = "江苏省水利厅关于渠道管护的通知"
    meta = head(title, "导读：渠道要管好。", "苏水发〔2024〕1号", title, "各市水利局：")
    assert (meta.title, meta.doc_number) == (title, "苏水发〔2024〕1号")


def test_organs_one_below_the_other_begin_a_title():
    meta = head("人力资源社会保障部", "财政部", "税务总局关于减免费用的通知", "各省人民政府：")
    assert meta.title == "人力资源社会保障部财政部税务总局关于减免费用的通知"
    assert meta.issuers == ("人力资源社会保障部", "财政部", "税务总局")


def test_a_reply_to_a_deputy_under_the_labels_of_a_page():
    title = "对市九届人大一次会议第12号建议的答复"
    found = document(
        "某某市水务局", "发布日期：2031-05-06　来源：某某市水务局", "公开属性：主动公开", title,
        "某水函〔2031〕7号　　　办理结果：A类", "张三代表：", BODY, "一、管护水渠", BODY,
    )  # fmt: skip
    meta = found.meta
    assert (meta.title, meta.doc_number) == (title, "某水函〔2031〕7号")
    assert (meta.addressees, meta.published_on) == (("张三代表",), "2031-05-06")
    assert len(found.body) == 2


def test_labels_side_by_side_and_organs_parted_by_blanks():
    meta = head(
        "索 引 号：甲A/2031-00012 组配分类：规章 有 效 性：有效 文号：某政发〔2031〕5号",
        "发文机关：某某市水务局 某某市财政局 发布 日期：2031-05-06",
        "名　称：某某市水务局 某某市财政局关于管护水渠的通知 文 号：某水发〔2031〕5号",
    )
    assert (meta.index_number, meta.status) == ("甲A/2031-00012", "in_force")
    assert meta.issuers == ("某某市水务局", "某某市财政局")
    assert (meta.published_on, meta.doc_number) == ("2031-05-06", "某水发〔2031〕5号")
    assert meta.title == "某某市水务局某某市财政局关于管护水渠的通知"


@pytest.mark.parametrize(
    ("under", "issuer", "day"),
    [
        (("某省人大 ", "20310401", "（2031年4月1日某省人民代表大会通过）"), "某省人大", "2031-04-01"),
        (("某某市人民政府", "某某市人民政府令第16号"), "某某市人民政府", None),
        (("某省人大常委会", "（2031年4月1日某省会议通过 2031年5月1日起施行）"), "某省人大常委会",
         "2031-04-01"),
    ],
)  # fmt: skip
def test_who_stands_under_a_title_above_a_number_a_bare_day_or_a_note(under, issuer, day):
    meta = document("某省渠道管理条例", *under, FIRST, f"第二条　{BODY}").meta
    assert (meta.title, meta.issuers, meta.written_on) == ("某省渠道管理条例", (issuer,), day)
