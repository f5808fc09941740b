"""The form around the clauses, and the metadata that it tells."""

import pytest
from parse_samples import BODY, document

from policykb.parse.numbers import canonical
from policykb.types import Block

NUMBERS = [
    ("工信部企业〔2021〕169号", "工信部企业〔2021〕169号"),
    ("沪经信企„2021‟1130 号", "沪经信企〔2021〕1130号"),
    ("国办发[2019]003号", "国办发〔2019〕3号"),
    ("浙政发（2022） 12号", "浙政发〔2022〕12号"),
    ("财税【2020】第 8 号", "财税〔2020〕8号"),
    ("京政办发﹝2018﹞６号", "京政办发〔2018〕6号"),
    ("第707号", "第707号"),
    ("某某市人民政府令9号", "某某市人民政府令第9号"),
    ("发文字号 某政发〔2020〕8号", "某政发〔2020〕8号"),
    ("文  号某政发〔2020〕8号", "某政发〔2020〕8号"),
    ("文号为某政发〔2020〕8号", "某政发〔2020〕8号"),
    ("发文 某政发〔2020〕8号", "某政发〔2020〕8号"),
    ("某党 教文〔2020〕8号", "某党教文〔2020〕8号"),
    ("2020年3月6日 某财发〔2020〕8号", "某财发〔2020〕8号"),
    ("2020年3月6日某财发〔2020〕8号", "某财发〔2020〕8号"),
    ("某财发〔2020〕8号 2020年3月6日", "某财发〔2020〕8号"),
    ("责令3号", ""),
    ("关于做好工作的通知", ""),
    ("共计〔若干〕号", ""),
]


@pytest.mark.parametrize(("printed", "expected"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_doc_number_is_made_canonical(printed, expected):
    assert canonical(printed) == expected


def notice(*more):
    return document(
        "某某市经济和信息化局 文件",
        "某经信〔2021〕012号",
        "关于印发《某某市助企若干措施》的通知",
        "各区县经信局，市属各单位：",
        "现将《某某市助企若干措施》印发给你们，请遵照执行。",
        "某某市经济和信息化局",
        "（印章）",
        "2021年3月5日",
        "（此件公开发布）",
        *more,
    )


def test_a_notice_and_the_text_it_carries():
    found = notice(
        "某某市助企若干措施", "为了帮助企业，提出以下措施。", "一、减负", BODY, "二、增效", BODY
    )
    meta = found.meta
    assert meta.title == "某某市助企若干措施"
    assert meta.doc_number == "某经信〔2021〕12号"
    assert meta.issuers == ("某某市经济和信息化局",)
    assert meta.addressees == ("各区县经信局", "市属各单位")
    assert meta.written_on == "2021-03-05"
    assert meta.doc_type == "measures"
    assert meta.family == ("关于印发《某某市助企若干措施》的通知",)
    assert [e.role for e in found.elements] == [
        "issuer", "doc_number", "title", "addressee", "signature", "date", "note", "title",
    ]  # fmt: skip
    assert [p.eid for p in found.body] == ["nn_1", "nn_2", "h1_1", "h1_2"]


def test_the_carried_text_is_an_annex_where_it_is_printed_as_one():
    found = notice("附件", "某某市助企若干措施", "一、减负", BODY)
    assert found.meta.title == "某某市助企若干措施"
    assert [p.eid for p in found.annexes[0].walk()] == ["annex_1", "annex_1__h1_1"]


def test_attachment_list_is_a_note_not_an_annex():
    found = document(
        "关于报送材料的通知",
        "各单位：",
        BODY,
        "附件：1.申请表",
        "2.汇总表",
        "某某局",
        "2022年1月4日",
        "附件1",
        "申请表",
        "一、说明",
        BODY,
    )
    assert [a.heading for a in found.annexes] == ["申请表"]
    assert "附件：1.申请表\n2.汇总表" in [e.span.of(found.text) for e in found.elements]


def test_metadata_table_of_a_page():
    fields = (
        ("索 引 号：", "000014349/2020-00011"),
        ("主题分类：", "财政、金融\\\\税务"),
        ("发文机关：", "国务院办公厅"),
        ("成文日期：", "2020年02月03日"),
        ("标　　题：", "国务院办公厅关于某项工作的意见"),
        ("发文字号：", "国办发〔2020〕5号"),
        ("发布日期：", "2020年02月14日"),
    )
    meta = document("国务院办公厅关于某项工作的意见", "一、要求", BODY, fields=fields).meta
    assert (meta.index_number, meta.doc_number) == ("000014349/2020-00011", "国办发〔2020〕5号")
    assert (meta.written_on, meta.published_on) == ("2020-02-03", "2020-02-14")
    assert meta.issuers == ("国务院办公厅",)
    assert meta.topics == ("财政、金融", "税务")
    assert (meta.region, meta.level) == ("全国", "national")


def test_digest_head_block():
    found = document(
        "摘编（非原文，以官方原文为准）",
        "原文标题：某省“十四五”助企规划",
        "文号：某政发〔2021〕8号",
        "发文机关：浙江省人民政府",
        "成文日期：2021年6月1日",
        "说明：摘编者所加",
        "某省“十四五”助企规划",
        "一、背景",
        BODY,
    )
    meta = found.meta
    assert meta.digest
    assert (meta.title, meta.doc_number) == ("某省“十四五”助企规划", "某政发〔2021〕8号")
    assert (meta.issuers, meta.written_on) == (("浙江省人民政府",), "2021-06-01")
    assert (meta.region, meta.level, meta.period) == ("浙江省", "provincial", "2021-2025")
    assert [p.eid for p in found.body] == ["h1_1"]


def test_law_note_tells_who_passed_it_and_when():
    meta = document(
        "中华人民共和国某某法",
        "（2003年8月27日第十届全国人民代表大会常务委员会第四次会议通过）",
        "第一条 为了规范某某活动，制定本法。",
        "第二条 本法自公布之日起施行。",
    ).meta
    assert meta.issuers == ("全国人民代表大会常务委员会",)
    assert (meta.written_on, meta.doc_type) == ("2003-08-27", "regulation")


def test_report_of_a_government():
    meta = document(
        "2025年某省政府工作报告",
        "——2025年1月13日在江苏省第十四届人民代表大会第三次会议上",
        "来源：某某日报",
        "各位代表：",
        "现在，我代表江苏省人民政府向大会报告工作，请予审议。" + BODY,
        "一、工作回顾",
        BODY,
    ).meta
    assert (meta.doc_type, meta.period) == ("report", "2025")
    assert (meta.issuers, meta.written_on) == (("江苏省人民政府",), "2025-01-13")
    assert meta.addressees == ("各位代表",)


def test_cover_of_a_standard():
    found = document(
        "ICS 13.060",
        "中华人民共和国国家标准",
        "GB 12345—2002",
        "某某排放标准",
        "2002-12-24 发布 2003-07-01 实施",
        "某某环境保护总局 发布",
        "前言",
        BODY,
        "某某排放标准",
        "1 范围",
        BODY,
        "2 术语",
        "2.1 新建企业",
        BODY,
    )
    meta = found.meta
    assert (meta.title, meta.doc_number) == ("某某排放标准", "GB 12345-2002")
    assert (meta.published_on, meta.issuers) == ("2002-12-24", ("某某环境保护总局",))
    assert meta.written_on == "2002-12-24"
    assert [p.eid for p in found.body] == ["nn_1", "h1_1", "h1_2"]


def test_a_standard_without_a_day_of_issue_bears_that_of_approval():
    found = document(
        "中华人民共和国国家标准",
        "GB 12345—93",
        "某某排放标准",
        "1994-01-15实施",
        "1993年10月第1版",
        "1 范围",
        BODY,
        "某某环境保护局1993-07-19批准",
    )
    assert (found.meta.written_on, found.meta.published_on) == ("1993-07-19", None)


def test_head_that_was_pasted_as_one_paragraph():
    found = document(
        Block(text="助企若干措施", role="paragraph", centred=True),
        "某工信〔2021〕169号各省人民政府：《助企若干措施》已经审议通过，现印发给你们。"
        "某某领导小组办公室（代章）2021年11月6日助企若干措施为了帮助企业，提出以下措施。",
        "一、减负",
        BODY,
    )
    meta = found.meta
    assert (meta.doc_number, meta.written_on) == ("某工信〔2021〕169号", "2021-11-06")
    assert meta.issuers == ("某某领导小组办公室",)
    assert meta.title == "助企若干措施"


@pytest.mark.parametrize(
    ("under", "issuers", "written_on"),
    [
        (("杭州市商务局", "2024年3月"), ("杭州市商务局",), "2024-03"),
        (
            ("杭州市商务局 杭州市财政局", "二〇二四年三月"),
            ("杭州市商务局", "杭州市财政局"),
            "2024-03",
        ),
        (("某某促进中心",), ("某某促进中心",), None),
        (
            ("（公开版）", "杭州市商务局", "某某促进中心", "2024年3月"),
            ("杭州市商务局", "某某促进中心"),
            "2024-03",
        ),
        (("2024年3月",), (), "2024-03"),
    ],
)
def test_the_cover_of_a_plan_names_who_issues_it_under_the_title(under, issuers, written_on):
    found = document("杭州市小店发展规划（2024—2028年）", *under, "一、总体要求", BODY)
    meta = found.meta
    assert meta.title == "杭州市小店发展规划（2024—2028年）"
    assert (meta.issuers, meta.written_on) == (issuers, written_on)
    assert [p.eid for p in found.body] == ["h1_1"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("《2024年度某某评估报告》发布", "2024年度某某评估报告"),
        ("国务院办公厅关于某某工作的复函 国办函〔2005〕21号", "国务院办公厅关于某某工作的复函"),
    ],
)
def test_what_is_printed_with_the_title(line, title):
    assert document(line, BODY, "一、甲", BODY).meta.title == title


def test_without_a_printed_title_the_file_name_stands_in():
    meta = document(BODY + "制定本规划。", "一、甲", BODY, path="目录/某规划.txt").meta
    assert (meta.title, meta.doc_type, meta.doc_number) == ("某规划", "plan", "")


def test_the_id_follows_the_number_not_the_file():
    first = document("某政发〔2021〕8号", "关于甲的通知", BODY, path="a.txt")
    second = document("关于甲的通知", "某政发〔2021〕8号", BODY, path="b.txt")
    other = document("关于乙的通知", "某政发〔2021〕9号", BODY, path="b.txt")
    assert first.id == second.id != other.id
    assert len(first.id) == 12


def test_family_of_a_notice_with_listed_annexes():
    found = document(
        "关于印发某某方案的通知",
        "各单位：",
        "现将《某某方案》印发给你们，请认真执行。",
        "附件：1.申报表",
        "2.材料清单",
        "某市财政局",
        "2023年3月1日",
    )
    assert set(found.meta.family) >= {"材料清单"}


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("《某市助企若干措施》政策解读", "为便于理解，现将有关内容解读如下，供各单位参考使用，请结合实际。"),
        ("某市助企政策解读", "近日，某市人民政府印发了《某市助企若干措施》，自2023年5月1日起施行，现解读如下。"),
    ],
    ids=["in the title", "in the opening"],
)  # fmt: skip
def test_family_of_an_interpretation(title, first):
    found = document(title, first, "一、出台背景", BODY)
    assert found.meta.doc_type == "interpretation"
    assert found.meta.family[0] == "某市助企若干措施"


def test_numbers_that_stand_twice_are_told():
    found = document("一、甲。" + BODY, "二、乙。" + BODY, "二、丙。" + BODY, "三、丁。" + BODY)
    assert any("重复" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        # an organ, and what it is about on two lines of which the first ends in an organ too
        (["最高人民法院", "关于某地人民法院", "办理小额案件的安排"], "最高人民法院关于某地人民法院办理小额案件的安排"),
        # the site that shows the text, and the column where it stands
        (["某某市税务局", "最新文件", "关于印发助企措施的通知"], "关于印发助企措施的通知"),
    ],
)  # fmt: skip
def test_organs_alone_are_no_title(above, title):
    found = document(*above, "为了帮助企业，提出以下措施。", "一、减负", BODY, "二、增效", BODY)
    assert found.meta.title == title


def test_a_masthead_of_several_organs_stands_on_lines_of_its_own():
    found = document(
        "某某市水务局",
        "文 件",
        "某某市财政局",
        "某水发〔2024〕6号",
        "关于印发《某某市渠道办法》的通知",
        "各区水务局：",
        BODY,
    )
    assert found.meta.title == "关于印发《某某市渠道办法》的通知"
    assert found.meta.issuers == ("某某市水务局", "某某市财政局")


def test_the_style_for_titles_heads_each_text_of_a_file():
    head, carried = (
        Block(text=text, role="title", level=1, centred=True)
        for text in ("关于印发《某某市渠道办法》的通知", "某某市渠道办法")
    )
    below = ("各区水务局：", "现将《某某市渠道办法》印发给你们。", "某某市水务局", "2024年3月1日")
    found = document(head, *below, carried, f"第一条　{BODY}", f"第二条　{BODY}")
    assert (found.meta.title, found.meta.addressees) == ("某某市渠道办法", ("各区水务局",))


def test_a_list_of_annexes_that_begins_below_its_word_is_a_note():
    found = document(
        "某某厅关于报送材料的通知", "各单位：", BODY, "附件：", "1.申请表", "2.汇总表（电子版）",
        "某某厅", "2022年1月4日",
    )  # fmt: skip
    assert found.annexes == ()
    assert "附件：\n1.申请表\n2.汇总表（电子版）" in [e.span.of(found.text) for e in found.elements]


def test_a_note_may_stand_between_who_signs_and_the_day():
    found = document(
        "某某市渠道通知", "各单位：", BODY, "某某市水务局", "（此件公开发布）", "2022年1月4日"
    )
    assert found.meta.written_on == "2022-01-04"
    assert [e.role for e in found.elements][-3:] == ["signature", "note", "date"]
