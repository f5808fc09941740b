"""Pieces of matching: for whom a clause speaks, which words are quoted, when a deed was done."""

import re

import pytest

from policykb.answer.bodies import without_head
from policykb.answer.grammar import Setting
from policykb.answer.profile import read_profile, stated_size
from policykb.answer.quoting import naming, over
from policykb.answer.reading import done_on, done_runs
from policykb.answer.scope import shared_of
from policykb.answer.topics import bare
from policykb.answer.windows import meant_for, window

SETTING = Setting("合肥市", "2025-07-10")


def row(eid, number, heading, body="", children=False):
    text = f"{number}{heading}{'。' if heading and body else ''}{body}"
    return {
        "eid": eid, "number": number, "heading": heading, "text": text, "children": children,
    }  # fmt: skip


CALL = [
    row("a", "一、", "支持方向", children=True),
    row("a__1", "（一）", "设备更新专题", "对购置设备的企业给予10万元补助。"),
    row("a__2", "（二）", "“小升规”奖励", "对首次上规企业奖励5万元。"),
    row("b", "二、", "申报条件", children=True),
    row("b__1", "（一）", "基本条件", "申报单位须具备下列条件：", children=True),
    row("b__1__1", "1.", "", "在本市登记注册。"),
    row("b__2", "（二）", "专题条件", children=True),
    row("b__2__1", "1.", "设备更新专题", "设备投资不低于200万元。"),
    row("b__2__2", "2.", "小升规奖励", "从业人员不少于20人。"),
    row("b__3", "（三）", "", "申报第（二）项的企业，应成立满2年。"),
    row("b__4", "（四）", "", "有下列情形之一的，不予支持：", children=True),
    row("b__4__1", "1.", "", "存在拖欠工资行为的。"),
]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("a__1", ["在本市登记注册", "设备投资不低于200万元", "存在拖欠工资行为的"]),
        (
            "a__2",
            ["在本市登记注册", "从业人员不少于20人", "成立满2年", "存在拖欠工资行为的"],
        ),
    ],
)
def test_a_clause_with_the_name_of_one_support_speaks_for_it_alone(clause, asked):
    around = [each for each in shared_of(CALL, SETTING) if each.covers(clause)]
    assert [c.quote for each in around for c in each.conditions] == asked


FARMS = [
    row("a", "一、", "奖补", children=True),
    row("a__1", "（一）", "建棚", "新建大棚的农户，每亩补助300元。"),
    row("a__2", "（二）", "创城", "对入选的示范城市，给予500万元补助。"),
    row("b", "二、", "兑付", children=True),
    row("b__1", "（一）", "申报时间", "申报主体于2025年5月20日前提交申请。"),
    row("b__2", "（二）", "资金来源", "奖补资金由县财政统筹补助资金解决，总规模800万元。"),
    row("b__3", "（三）", "不予奖补情形", "欠薪的不予奖补；已兑付的，由县财政局追回。"),
    row("c", "三、", "适用范围", "本办法所称大棚，是指钢架大棚。村集体大棚不受本办法限制。"),
    row("d", "附件", "示范城市申报条件", children=True),
    row("d__1", "1.", "", "常住人口100万人以上。\n相关解读：一图看懂"),
]


def test_what_is_asked_of_cities_or_only_explained_is_asked_of_no_farm():
    """The closing day stands under a heading that gives nothing, whatever money it names."""
    around = {
        eid: [each for each in shared_of(FARMS, SETTING) if each.covers(eid)]
        for eid in ("a__1", "a__2")
    }
    quotes = {eid: [c.quote for s in found for c in s.conditions] for eid, found in around.items()}
    assert quotes == {"a__1": ["欠薪的不予奖补"], "a__2": ["欠薪的不予奖补", "常住人口100万人以上"]}
    assert any("5月20日前" in each.text for each in around["a__1"])


def test_a_row_of_a_table_is_the_window():
    table = (
        "具体安排见下表：\n环节\t单位\t时间\n企业申报\t各企业\t3月1日至4月15日\n审核\t市局\t6月底前"
    )
    found = window(["给予补助。", table], "2025-07-10", "2025")
    assert (found.text, found.last, found.state) == ("3月1日至4月15日", "2025-04-15", "closed")


def test_how_long_an_office_takes_is_no_window():
    assert window(["把退税办理时间压缩，比2023年快一半。"], "2025-07-10", "2024").state == "unknown"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“小升规”奖励专题", "小升规"),
        ("技术改造项目", "技术改造"),
        ("申报条件", ""),
        ("首台（套）", "首台套"),
    ],
)
def test_bare_names(name, expected):
    assert bare(name) == expected


@pytest.mark.parametrize(
    ("text", "head", "rest"),
    [
        ("1. 房租补贴。对企业", "1.房租补贴", "。对企业"),
        ("（一）对企业", "（一）", "对企业"),
        ("对企业", "（一）房租", "对企业"),
    ],
)
def test_without_head(text, head, rest):
    assert without_head(text, head) == rest


@pytest.mark.parametrize(
    ("text", "place", "quote"),
    [
        ("支持全市工业企业开展技改，给予补助。", "苏州市", "支持全市工业企业开展技改"),
        ("对落户苏州市的研发机构给予奖励。", "苏州市", "对落户苏州市的研发机构给予奖励"),
        ("给予补助。（苏州市财政局负责）", "苏州市", ""),
        ("对企业给予补助。", "苏州市", ""),
        ("全县茶园面积12万亩，我县把茶产业作为支柱。", "安溪县", ""),
        ("全县茶企达到90家，茶叶企业40家。", "安溪县", ""),
        ("全县各级公共服务机构暂停集会。", "安溪县", ""),
        ("本办法适用于全县茶产业。", "安溪县", "本办法适用于全县茶产业"),
    ],
)
def test_the_words_that_name_the_place(text, place, quote):
    assert naming(text, place) == quote


@pytest.mark.parametrize(
    ("basis", "quote"),
    [
        ("本措施自2021年1月1日起施行，有效期2年。", "有效期2年"),
        ("规划期为2021—2025年，展望到2035年。", "规划期为2021—2025年"),
        (
            "为了在新的历史起点上全面推动高质量发展和现代化建设再上新的台阶而努力奋斗，不懈进取争先。"
            * 2,
            "",
        ),
    ],
)
def test_the_words_that_tell_the_end(basis, quote):
    assert over(basis) == quote


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("四月份完工验收了", [("2025-04-01", "2025-04-30")]),
        ("去年十月完工", [("2024-10-01", "2024-10-31")]),
        ("十二月完工的", [("2024-12-01", "2024-12-31")]),
        ("去年底买了设备，已经完工", [("2024-11-01", "2024-12-31")]),
        ("打算明年完工", []),
        ("还没完工", []),
    ],
)
def test_when_a_deed_was_done(story, expected):
    assert list(done_on(story, re.compile("完工"), SETTING.as_of)) == expected


def test_what_is_denied_or_planned_was_not_done():
    said = list(done_runs("去年买了三台机床，想再招人，没参加过展会"))
    assert said == ["去年买了三台机床"]


@pytest.mark.parametrize(
    ("story", "classes", "quote"),
    [
        ("我们是家小型软件公司", ("small",), "小型软件公司"),
        ("小型科技企业，想贷款", ("small",), "小型科技企业"),
        ("苏州的小型模具厂", ("small",), "小型模具厂"),
        ("做小型设备的公司", (), ""),
        ("给小微企业做账的公司", (), ""),
        ("大型装备制造厂", (), ""),
        ("中小型制造企业", ("micro", "small", "medium"), "中小型制造企业"),
        ("省级中小企业公共服务示范平台", (), ""),
    ],
)
def test_size_in_everyday_words(story, classes, quote):
    assert stated_size(story) == (classes, quote)


@pytest.mark.parametrize(
    ("story", "field", "state"),
    [
        ("这几年没出过安全和环保事故", "accident_free", True),
        ("前年出过一次较大安全事故", "accident_free", False),
        ("没被列入失信名单", "credit", True),
        ("被列成失信被执行人", "credit", False),
        ("账目规范", "finance_sound", True),
        ("这个项目没拿过国家的钱", "not_funded", True),
        ("这个项目已经拿过省里的补助", "not_funded", False),
        ("去年拿过补助", "not_funded", None),
    ],
)
def test_records_that_are_denied_or_told(story, field, state):
    assert read_profile(story, SETTING.as_of).states.get(field) is state


@pytest.mark.parametrize(
    ("story", "field", "low", "high"),
    [
        ("去年营收比前年掉了四成", "growth", -40, -40),
        ("营收比前年涨了一成", "growth", 10, 10),
        ("研发花了九百万，比前年多了两成", "rd_growth", 20, 20),
        ("去年用融资租赁上了一台八十万的加工中心", "investment", 800_000, 800_000),
        ("一件专利都没有", "patents", 0, 0),
    ],
)
def test_figures_of_a_story(story, field, low, high):
    found = read_profile(story, SETTING.as_of).figures[field]
    assert (found.low, found.high) == (low, high)


def test_sentences_for_one_item():
    text = "（一）7月受理。第（四）项常年受理。"
    assert meant_for(text, "（四）") == "第（四）项常年受理。"
    assert meant_for(text, "（一）") == "（一）7月受理。"
    assert meant_for("第十五条 每年3月受理。", "第九条") == "第十五条 每年3月受理。"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("每年3月1日至4月30日受理上一年度资金申请。", "2025-03-01", "2025-04-30"),
        ("申报时间为每年4月至5月。", "2025-04-01", "2025-05-31"),
        ("申报时间为每年11月至2月。", "2025-11-01", "2026-02-28"),
    ],
)
def test_windows_of_whole_months(text, first, last):
    found = window([text], SETTING.as_of)
    assert (found.first, found.last) == (first, last)
