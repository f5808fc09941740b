"""Which document it is: ids, titles, places, periods and days of texts as sites print them."""

import pytest
from parse_samples import BODY, document

from policykb.types import Block

# ------------------------------------------------------------------ ids: two texts, two ids


def report(place: str, year: int = 2026, path: str = "报告.txt"):
    seat = {"省": "省", "县": "县", "区": "自治区"}[place[-1]]
    return document(
        "政府工作报告",
        f"——{year}年1月8日在{place}第十四届人民代表大会第四次会议上",
        "各位代表：",
        f"现在，我代表{seat}人民政府向大会报告工作。",
        "一、工作回顾",
        BODY,
        path=path,
    )


def test_reports_of_two_places_or_years_have_two_ids():
    reports = [report("青海省"), report("甘肃省"), report("青海省", 2025), report("长沙县"),
               report("广西壮族自治区")]  # fmt: skip
    assert len({each.id for each in reports}) == len(reports)
    assert [each.meta.issuers[0] for each in reports[::4]] == [
        "青海省人民政府", "广西壮族自治区人民政府",
    ]  # fmt: skip
    assert (reports[0].meta.period, reports[0].meta.region) == ("2026", "青海省")


def test_a_report_whose_place_is_not_printed_is_told_by_its_words():
    def nameless(what: str):
        return document(
            "政府工作报告", "各位代表：", "现在，我代表县人民政府向大会报告工作。", f"一、{what}",
            BODY,
        )  # fmt: skip

    assert nameless("修路").id != nameless("修桥").id
    assert nameless("修路").id == nameless("修路").id


def untitled(what: str, path: str):
    return document(
        f"为了{what}，请各单位填写下面的表格，并于月底前报送。" + BODY,
        "某某市水务局",
        "2023年3月1日",
        "附件1",
        "申请表",
        "一、填写说明",
        BODY,
        path=path,
    )


def test_an_annex_never_gives_its_name_to_a_text_that_lost_its_own():
    one, other = untitled("修渠", "甲/01.txt"), untitled("修闸", "乙/01.txt")
    assert one.meta.title == "01"
    assert one.id != other.id
    assert untitled("修渠", "丙/关于报送修渠材料有关事项的通知.txt").meta.title.startswith("关于")


CELLS = ["ycwh();", "无", "——", "暂无文号", "/", "见正文", "N/A"]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_without_a_number_is_no_number(cell):
    found = [
        document(title, "一、甲", BODY, fields=(("发文字号", cell), ("发文机关", "义乌市水务局")))
        for title in ("关于修渠的通知", "关于修闸的通知")
    ]
    assert [each.meta.doc_number for each in found] == ["", ""]
    assert found[0].id != found[1].id


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("义政发〔2021〕3号", "义政发〔2021〕3号"),
        ("fill(); 义政发[2021]03号", "义政发〔2021〕3号"),
        ("财政部公告2019年第13号", "财政部公告2019年第13号"),
    ],
)
def test_a_number_in_a_cell_is_read(cell, number):
    assert document("关于甲的通知", BODY, fields=(("文号", cell),)).meta.doc_number == number


def test_brackets_in_a_cell_are_kept():
    fields = (("标题", "关于CDM(清洁发展机制)的通知"), ("发文机关", "fill('甲')鄯善县水务局"))
    meta = document("一、甲", BODY, fields=fields).meta
    assert (meta.title, meta.issuers) == ("关于CDM(清洁发展机制)的通知", ("鄯善县水务局",))


def test_offices_of_two_places_may_share_a_number():
    def numbered(place: str):
        return document(
            "临政发〔2021〕3号", "关于修渠的通知", BODY, f"{place}人民政府", "2021年3月1日"
        )

    assert numbered("临海市").id != numbered("临汾市").id
    assert numbered("临海市").id == numbered("临海市").id


def test_orders_that_name_no_organ_are_told_apart():
    orders = [
        document("第12号", f"{what}管理办法", "第一条 为了管理，制定本办法。", BODY)
        for what in ("水渠", "水闸")
    ]
    assert orders[0].id != orders[1].id


# ------------------------------------------------------------------ titles


@pytest.mark.parametrize(
    ("first", "title", "issuers"),
    [
        (
            "6月12日，西安市水务局发布《关于修渠的通知》，具体内容如下↓",
            "关于修渠的通知", ("西安市水务局",),
        ),
        ("近日，西安市水务局印发了《修渠办法》", "修渠办法", ("西安市水务局",)),
        ("西安市水务局关于印发《修渠办法》的通知", "西安市水务局关于印发《修渠办法》的通知",
         ("西安市水务局",)),
    ],
    ids=["news", "lately", "a notice"],
)  # fmt: skip
def test_a_text_put_up_again(first, title, issuers):
    meta = document(first, "各单位：", BODY, "一、甲", BODY).meta
    assert (meta.title, meta.issuers) == (title, issuers)


@pytest.mark.parametrize(
    ("below", "title"),
    [("（2025年版）", "修渠若干举措（2025年版）"), ("（试行）", "修渠若干举措（试行）"),
     ("（此件公开发布）", "修渠若干举措")],
)  # fmt: skip
def test_an_edition_under_the_title_belongs_to_it(below, title):
    meta = document("修渠若干举措", below, "一、甲", BODY).meta
    assert (meta.title, meta.doc_type) == (title, "measures")


@pytest.mark.parametrize(
    ("notice", "field"),
    [
        ("关于印发鄯善县修渠办法的通知", ""),
        ("关于印发《鄯善县修渠办法》的通知", "县政府关于印发《鄯善县修渠办法》的通知"),
        ("关于印发鄯善县修渠办法的通知", "县政府关于印发鄯善县修渠办法的通知"),
    ],
    ids=["bare", "of a site", "bare, of a site"],
)
def test_a_notice_that_names_what_it_carries_in_its_title_only(notice, field):
    lines = ("各乡镇：", "现印发给你们，请执行。", "鄯善县水务局", "2024年4月2日")
    fields = (("标题", field),) if field else ()
    found = document(notice, *lines, "鄯善县修渠办法[1]", "一、甲", "修渠。", fields=fields)
    assert found.meta.title == "鄯善县修渠办法"
    assert (field or notice) in found.meta.family


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (("枝江市水务局　宜昌海关",), ("枝江市水务局", "宜昌海关")),
        (("枝江市水务局", "宜昌军分区", "枝江市工商联"),
         ("枝江市水务局", "宜昌军分区", "枝江市工商联")),
    ],
)  # fmt: skip
def test_organs_that_end_otherwise_sign_as_well(lines, issuers):
    meta = document("关于修渠的通知", "各乡镇：", BODY, *lines, "2024年4月2日").meta
    assert (meta.issuers, meta.written_on) == (issuers, "2024-04-02")


def test_three_texts_passed_together_the_first_of_which_follows():
    found = document(
        "各县、区人民政府：",
        "《修渠实施方案》《修闸财政支持措施》《修桥财政支持措施》已经市政府第8次常务会议研究通过，"
        "现印发给你们，请认真执行。",
        "2020年11月17日",
        "修渠实施方案",
        "为了修渠，结合我市实际，制定本方案。",
        "一、要求",
        BODY * 2,
    )
    assert (found.meta.title, found.meta.written_on) == ("修渠实施方案", "2020-11-17")


# ------------------------------------------------------------------ days

STAMPS = [
    (("发布日期:2024-04-02 15:35 点击量:10",), (None, "2024-04-02")),
    (("时间：2024/04/02 08:00:00",), (None, "2024-04-02")),
    (("来源：某市水务局 更新时间：2024-04-02",), (None, "2024-04-02")),
    (("2024-04-02 07:00:44",), (None, "2024-04-02")),
    (("来源:某某文库 编辑:某某 时间:2024/04/02 12:48:56",), (None, None)),
    (("- 发文字号：某政发〔2024〕5号", "- 公开日期：2024-04-02 10:00"), (None, "2024-04-02")),
    (("（2024年4月2日第十四届全国人民代表大会第二次会议通过）",), ("2024-04-02", None)),
]


@pytest.mark.parametrize(("under", "days"), STAMPS, ids=[s[0][0][:14] for s in STAMPS])
def test_a_stamp_of_a_site_tells_when_it_was_put_up(under, days):
    meta = document("鄯善县修渠办法", *under, "第一条 为了修渠，制定本办法。", BODY).meta
    assert (meta.written_on, meta.published_on) == days


SIGNED = ("鄯善县水务局", "2024年4月2日")
SENT = [
    ("发文日期：2024-04-09", SIGNED, ("2024-04-02", "2024-04-09")),
    ("成文日期：2024-04-09", SIGNED, ("2024-04-09", None)),
    ("发文日期：2024-04-09", (), ("2024-04-09", None)),
    ("发文日期：2024-03-01", SIGNED, ("2024-03-01", None)),
    ("发文日期：2024-04-09 发布日期：2024-04-12", SIGNED, ("2024-04-02", "2024-04-12")),
    ("", (*SIGNED, "鄯善县水务局办公室　2024年4月5日印发"), ("2024-04-02", "2024-04-05")),
    ("", (*SIGNED, "鄯善县水务局办公室　2026年4月5日印发"), ("2024-04-02", None)),
]


@pytest.mark.parametrize(("label", "end", "days"), SENT, ids=range(len(SENT)))
def test_a_text_is_sent_out_after_it_is_signed(label, end, days):
    lines = filter(None, ("鄯善县修渠办法", label, "第一条 为了修渠，制定本办法。", BODY, *end))
    meta = document(*lines).meta
    assert (meta.written_on, meta.published_on) == days


def test_a_control_of_a_site_ends_the_value_before_it():
    line = "发布日期：2024-04-02来源：鄯善县水务局字体：大中小"
    assert document("修渠办法解读", line, BODY, "一、甲", BODY).meta.issuers == ("鄯善县水务局",)


def test_labels_side_by_side_on_one_line():
    found = document(
        "鄯善县修渠办法",
        "发布机构：鄯善县水务局 成文日期：2014-07-09",
        "文号：某政发〔2014〕9号 发布日期：2014-07-11",
        "各乡镇：",
        BODY,
    ).meta
    assert (found.issuers, found.doc_number) == (("鄯善县水务局",), "某政发〔2014〕9号")
    assert (found.written_on, found.published_on) == ("2014-07-09", "2014-07-11")


@pytest.mark.parametrize("signature", ["总理　某某某　2017年12月25日", "总理某某某2017年12月25日"])
def test_an_order_is_signed_by_a_person(signature):
    meta = document(
        "中华人民共和国国务院令第999号",
        "现公布《修渠条例》，自2018年1月1日起施行。",
        signature,
        "修渠条例",
        "第一条 为了修渠，制定本条例。",
        BODY,
    ).meta
    assert (meta.written_on, meta.issuers) == ("2017-12-25", ("国务院",))


def test_who_passed_a_local_law_stands_before_its_session():
    note = "（2004年12月30日江西省第十届人民代表大会常务委员会第十二次会议通过）"
    meta = document("江西省修渠条例", note, "第一条 为了修渠，制定本条例。", BODY).meta
    assert meta.issuers == ("江西省人民代表大会常务委员会",)


# ------------------------------------------------------------------ form


def test_a_numbered_heading_with_a_colon_is_no_addressee():
    found = document("修渠补助", "一、申报条件：", "（一）在本市注册。", BODY, "二、补助：", BODY)
    assert found.meta.addressees == ()
    assert [p.eid for p in found.body] == ["h1_1", "h1_2"]


def test_a_list_of_annexes_above_how_to_reach_the_office():
    found = document(
        "关于征求修渠办法意见的通告",
        "现公开征求意见。" + BODY,
        "附件：1.修渠办法",
        "2.修渠补助办法",
        "联系人：某某某",
        "电话：0000-0000000",
        "附件1",
        "修渠办法",
        "第一条 为了修渠，制定本办法。",
        BODY,
    )
    assert [annex.heading for annex in found.annexes] == ["修渠办法"]
    assert found.meta.family == ("修渠办法", "修渠补助办法")


def test_labels_of_collections_of_laws():
    meta = document(
        "鄯善县修渠办法",
        "【发布文号】某政发〔2014〕9号",
        "【颁布单位】鄯善县人民政府",
        "• 颁布日期：2014年7月9日",
        "• 实施日期：2014年8月1日　失效日期：2019年7月31日",
        "第一条 为了修渠，制定本办法。",
        BODY,
    ).meta
    assert (meta.doc_number, meta.issuers) == ("某政发〔2014〕9号", ("鄯善县人民政府",))
    assert (meta.published_on, meta.effective_on) == ("2014-07-09", "2014-08-01")
    assert meta.expires_on == "2019-07-31"


def test_a_head_table_tells_what_its_labels_say():
    rows = (("文号", "某政发〔2014〕9号"), ("发文机关：鄯善县人民政府", "成文日期：2014-07-09"))
    table = Block(text="", role="table", rows=rows)
    meta = document(table, "鄯善县修渠办法", "一、甲", BODY).meta
    assert (meta.doc_number, meta.written_on) == ("某政发〔2014〕9号", "2014-07-09")
    listed = Block(text="", role="table", rows=(("文号", "发文机关"), ("某政发〔2014〕9号", "甲")))
    assert document(listed, "鄯善县修渠办法", "一、甲", BODY).meta.doc_number == ""


def test_an_annex_that_is_listed_and_printed_is_one_of_the_family_once():
    found = document(
        "鄯善县人民政府关于修渠的复函",
        "某某镇：",
        "同意修渠。" + BODY,
        "附件：1.水务局关于修渠情况的报告",
        "2.修渠图",
        "鄯善县人民政府",
        "2014年7月9日",
        "附件1",
        "关于修渠情况的报告",
        "一、甲",
        BODY,
    )
    assert found.meta.family == ("关于修渠情况的报告", "修渠图")


def test_a_note_that_tells_each_revision_on_lines_of_its_own_is_no_text():
    note = (
        "（2017年8月22日某某州第十二届人民代表大会",
        "常务委员会第六次主任会议修订",
        "2023年8月28日某某州第十三届人民代表大会",
        "常务委员会第二十次主任会议修订）",
    )
    found = document("某某州修渠办法", *note, "第一条 为了修渠，制定本办法。", BODY)
    assert [p.eid for p in found.body] == ["art_1"]


def test_the_day_of_an_order_whose_signature_was_a_picture():
    meta = document(
        "某省修渠规定", "政府令〔2031〕5号", "《某省修渠规定》已经省政府会议通过，现予公布。",
        "省长", "二○三一年十二月二十五日", "某省修渠规定", f"第一条 {BODY}", f"第二条 {BODY}",
    ).meta  # fmt: skip
    assert meta.written_on == "2031-12-25"


def test_the_mark_of_a_note_is_no_part_of_a_title_that_a_site_prints():
    title = "某某市2025年国民经济和社会发展统计公报〔1〕"
    found = document(f"标题：{title}", title, "某某市统计局", "2026年3月20日", "一、综合", BODY)
    assert found.meta.title == title[:-3]


def test_the_organ_under_the_line_of_the_session_issues_a_report():
    found = document(
        "关于汉中市2025年预算执行情况和2026年预算草案的报告",
        "——2026年1月14日在汉中市第六届人民代表大会第六次会议上",
        "汉中市财政局",
        "各位代表：",
        "受市人民政府委托，现将预算草案提请审议。",
        "一、执行情况",
        BODY,
    )
    assert found.meta.issuers == ("汉中市财政局",)


def test_the_edition_of_a_draft_that_was_changed_belongs_to_its_title():
    edition = "（草案修改二稿征求意见稿）"
    found = document("某市修渠条例", edition, f"第一条 {BODY}", f"第二条 {BODY}")
    assert found.meta.title == f"某市修渠条例{edition}"
