"""Metadata whose table has lost its cells and colons, and days beside numbers and orders."""

import pytest
from parse_samples import BODY, document

from policykb.parse.formal import pairs_of
from policykb.parse.rows import row_of, stamp_of

TITLE = "某某县人民政府关于做好某项工作的通知"
END = ("各乡镇人民政府：", BODY, "一、目标。" + BODY, "二、任务。" + BODY)


def head(*lines):
    return document(*lines, f"第一条　{BODY}", f"第二条　{BODY}").meta


def roles(found):
    return [(each.role, each.span.of(found.text)) for each in found.elements]


@pytest.mark.parametrize(
    "rows",
    [
        ("索引号 12345678/2020-00012 发文字号 某政发〔2020〕12号",
         "关键词 发布机构 某某县政府办", "公开形式 主动公开 责任部门 政府办",
         "生成日期 2020-12-12 15:40:33 是否有效"),
        ("索 引 号12345678/2020-00012发文日期2020-12-08",
         "发布机构 某某县人民政府办公室文号某政发〔2020〕12号", "分类政务公开有效性有效"),
        ("标    题 某某县人民政府关于做好某项工作的通知",
         "索引号 12345678/2020-00012 主题分类 农业、林业", "发文字号 某政发〔2020〕12号"),
    ],
    ids=["spaced", "squeezed", "with the title"],
)  # fmt: skip
def test_rows_without_colons_are_metadata_and_no_paragraphs(rows):
    found = document(TITLE, *rows, *END)
    assert (found.meta.doc_number, found.meta.index_number) == (
        "某政发〔2020〕12号", "12345678/2020-00012",
    )  # fmt: skip
    assert found.meta.title == TITLE
    assert found.meta.addressees == ("各乡镇人民政府",)
    assert [p.eid for p in found.body] == ["nn_1", "h1_1", "h1_2"]


def test_the_number_behind_its_label_alone_on_a_line_gives_the_same_id():
    labelled = document(TITLE, "发文字号 某政发〔2020〕12号", *END)
    bare = document(TITLE, "某政发〔2020〕12号", *END)
    assert labelled.meta.doc_number == "某政发〔2020〕12号"
    assert labelled.id == bare.id


def test_days_of_rows():
    meta = document(TITLE, "发布日期 2023-12-29 生效日期 2024-01-15", *END).meta
    assert (meta.published_on, meta.effective_on) == ("2023-12-29", "2024-01-15")


@pytest.mark.parametrize(
    "line",
    [
        "发文字号 发文机关 成文日期",  # the head of a list
        "名称预先核准管理规定",
        "标题管理的规定",
        "发布日期 要及时",
        "有效期五年",
        "主题分类 管理的要求",
        "发文字号 某政发〔2020〕12号，自公布之日起施行。",
        "公开方式主动公开为主，依申请公开为辅。",
        "发布机构名录编制办公室",
        "分类施策 发文字号 某政发〔2020〕12号。",
        "各单位 发文字号 某政发〔2020〕12号",
    ],
)
def test_words_that_only_look_like_rows_stay(line):
    assert row_of(line) == []


def test_a_row_in_the_text_stays_a_paragraph():
    found = document(TITLE, "各乡镇人民政府：", BODY, "发文字号 某政发〔2020〕12号", *END[1:])
    assert found.meta.doc_number == ""
    assert "发文字号 某政发〔2020〕12号" not in [text for _, text in roles(found)]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2023-01-05 10:00 某某县人民政府办公室", "2023-01-05"),
        ("2023-01-05 10:00某某县人民政府办公室", "2023-01-05"),
        ("某某县人民政府办公室 2023年1月5日 10:00:30", "2023年1月5日"),
    ],
)
def test_when_a_site_put_the_page_up_and_who(line, day):
    assert stamp_of(line) == [("时间", day), ("来源", "某某县人民政府办公室")]
    found = document(TITLE, line, *END)
    assert (found.meta.title, found.meta.published_on) == (TITLE, "2023-01-05")
    assert ("note", line) in roles(found)


@pytest.mark.parametrize(("who", "day"), [("某某发布客户端", "2023-01-05"), ("某某资讯网", None)])
def test_a_paper_dates_the_page_but_a_site_that_copies_does_not(who, day):
    meta = document(TITLE, f"{who} 2023-01-05 10:00", *END).meta
    assert (meta.title, meta.published_on) == (TITLE, day)
    assert who not in meta.issuers


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("某某日报 教育部发布《某某办法（征求意见稿）》", "教育部"),
        ("国家互联网信息办公室发布《某某办法（征求意见稿）》", "国家互联网信息办公室"),
        ("某某日报社发布《某某办法（征求意见稿）》", "某某日报社"),
    ],
)
def test_the_paper_before_the_words_of_a_news_item_issues_nothing(line, issuer):
    meta = document(line, "2023-01-05 10:00", *END).meta
    assert (meta.title, meta.issuers) == ("某某办法（征求意见稿）", (issuer,))


@pytest.mark.parametrize(
    "line", ["2023-01-05 10:00 召开会议", "2023-01-05 某某县人民政府办公室", "10:00 某某局"]
)
def test_other_lines_are_no_stamps(line):
    assert stamp_of(line) == []


@pytest.mark.parametrize(
    "line",
    ["2020年3月6日 某财发〔2020〕8号", "2020年3月6日某财发〔2020〕8号", "某财发〔2020〕8号 2020年3月6日"],
)  # fmt: skip
def test_a_day_beside_the_number_is_that_of_writing(line):
    found = document(TITLE, line, *END)
    assert (found.meta.doc_number, found.meta.written_on) == ("某财发〔2020〕8号", "2020-03-06")
    assert found.meta.title == TITLE
    assert [role for role, _ in roles(found)][1] == "doc_number"
    assert found.body[0].eid == "nn_1"
    assert len(found.body) == 3


def test_a_signature_counts_before_the_day_beside_the_number():
    end = ("某某县人民政府", "2020年3月9日")
    assert (
        document(TITLE, "2020年3月6日 某财发〔2020〕8号", *END, *end).meta.written_on
        == "2020-03-09"
    )


@pytest.mark.parametrize(
    ("note", "published"),
    [
        ("（1991年3月26日某某市人民政府令9号发布）", "1991-03-26"),
        ("（1991年3月26日某某市人民政府令第9号发布 2004年7月15日某某市人民政府令第72号修订）", "1991-03-26"),
        ("（1991年3月26日某某市人民政府第九次常务会议通过）", None),
    ],
)  # fmt: skip
def test_an_order_is_published_on_the_day_before_it(note, published):
    meta = document("某某市市场管理规定", note, "第一条 " + BODY, "第二条 " + BODY).meta
    assert meta.published_on == published
    assert meta.written_on == "1991-03-26"


def test_the_items_of_a_list_whose_labels_were_lost():
    title = "江苏省水利厅关于渠道管护的通知"
    code, stamp, number = "• 736916/2024-0037", "• 2024-01-10 15:30:00", "•苏水发〔2024〕1号"
    meta = head(code, stamp, f"•{title}", number, "•现行有效", title)
    assert (meta.title, meta.doc_number) == (title, "苏水发〔2024〕1号")
    assert meta.published_on == "2024-01-10"


def test_values_below_their_labels():
    meta = head(
        *("• 索引号：", "610728/2024-0010", "• 来源：", "• 发文字号：", "某水发〔2024〕7号"),
        *("• 发文日期：", "2024年04月06日 16:40", "某某县渡口管理规则"),
    )
    assert (meta.title, meta.doc_number) == ("某某县渡口管理规则", "某水发〔2024〕7号")
    assert (meta.index_number, meta.written_on) == ("610728/2024-0010", "2024-04-06")


def test_labels_with_and_without_colons_in_one_row():
    row = "文号 | 某水发〔2024〕5号 | 成文日期: 2024-03-01 | 发布日期: 2024-03-05"
    meta = head(row, "某某县渡口管理规则")
    assert (meta.doc_number, meta.written_on) == ("某水发〔2024〕5号", "2024-03-01")
    assert meta.published_on == "2024-03-05"


def test_an_organ_glued_to_its_label_is_told_by_it():
    assert row_of("发文机关某某县人民政府") == [("发文机关", "某某县人民政府")]
    assert row_of("发布机构应当报送某某县人民政府") == []


BOX = (
    "内容要素", "效力注释：", "现行有效", "发文日期：", "2031-03-10", "发文字号：",
    "某政函〔2031〕9号", "发文机关：", "某某县人民政府", "收藏",
)  # fmt: skip


def test_a_box_of_labels_under_a_heading_of_its_own_is_no_title():
    found = document(*BOX, "某某县人民政府关于增设某园区的复函", "某某局：", BODY, "一、同意增设。")
    meta = found.meta
    assert meta.title == "某某县人民政府关于增设某园区的复函"
    assert (meta.doc_number, meta.status) == ("某政函〔2031〕9号", "in_force")
    assert [p.eid for p in found.body] == ["nn_1", "h1_1"]


def test_a_short_title_above_the_labels_is_one():
    assert (
        document("某渠规划", "发布日期：2031-03-10", f"一、总则\n{BODY}").meta.title == "某渠规划"
    )


def test_labels_that_are_not_known_and_counts_are_no_title_and_no_text():
    known = ("发布时间：2031-05-07", "政策级别：省级", "发文部门：某某县水务局")
    found = document(*known, "4874268", *END[1:])
    assert (found.meta.issuers, found.meta.published_on) == (("某某县水务局",), "2031-05-07")
    assert [p.eid for p in found.body] == ["nn_1", "h1_1", "h1_2"]
    assert found.text[found.body[0].span.start :].startswith(BODY[:6])


def test_what_a_site_prints_above_a_title_and_bars_behind_a_value_are_no_text():
    found = document(
        "EN", "https://www.example.org/", "颁布单位：某某县人民政府 |", "某某县关于修渠条例", "修订情况的说明",
        BODY, "一、背景。" + BODY,
    )  # fmt: skip
    assert found.meta.title == "某某县关于修渠条例修订情况的说明"
    assert found.meta.issuers == ("某某县人民政府",)
    assert [p.eid for p in found.body] == ["nn_1", "h1_1"]


def test_a_number_whose_label_is_run_on_to_the_value_before_it():
    line = "发文机关:某某县人民政府发布日期:2031年3月27 时效性:现行有效文号:某政发〔2031〕13号"
    assert pairs_of(line)[-2:] == [("时效性", "现行有效"), ("文号", "某政发〔2031〕13号")]
    assert pairs_of("时效性:以来文文号:为准") == [("时效性", "以来文文号:为准")]
