"""What a firm says of itself in everyday speech: fields, their words, and what they do not say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.answer.amounts import find_amounts
from policykb.answer.conditions import conditions, verdict
from policykb.answer.given import given_profile
from policykb.answer.grammar import Setting
from policykb.answer.profile import profile_record, read_profile

AS_OF = "2025-06-30"

# fmt: off
AMOUNTS = [  # words, unit, low, high (None: no end)
    ("二十来人", "人", 18, 25), ("四十多号人", "人", 40, 50), ("十几个人", "人", 11, 19),
    ("七八个人", "人", 7, 8), ("五六十号人", "人", 50, 60), ("小一百人", "人", 90, 100),
    ("不到五十人", "人", 25, 50), ("上百人", "人", 100, None), ("三百零五名", "人", 305, 305),
    ("20-30人", "人", 20, 30), ("二十七八个人", "人", 27, 28), ("几十个工人", "人", 20, 90),
    ("八百多万", "", 8_000_000, 9_000_000), ("两个亿", "", 200_000_000, 200_000_000),
    ("两三百万", "", 2_000_000, 3_000_000), ("百来万", "", 800_000, 1_500_000),
    ("1.2个亿", "", 120_000_000, 120_000_000), ("一千二百万元", "元", 12_000_000, 12_000_000),
    ("三千万左右", "", 27_000_000, 33_000_000), ("1,200万元", "元", 12_000_000, 12_000_000),
    ("百分之四点五", "%", 4.5, 4.5), ("8个点", "%", 8, 8), ("超过500万", "", 5_000_000, None),
]
# fmt: on


@pytest.mark.parametrize(("text", "unit", "low", "high"), AMOUNTS, ids=[a[0] for a in AMOUNTS])
def test_amounts(text, unit, low, high):
    (amount,) = find_amounts(f"有{text}")
    got = (amount.unit, float(amount.range.low), amount.range.high and float(amount.range.high))
    assert got == (unit, low, high)


# fmt: off
FIELDS = [  # story, field, value (None: not said), quote
    ("我在苏州开了个模具厂", "place", ["江苏省", "苏州市"], "苏州"),
    ("公司注册在无锡，客户在上海", "place", ["江苏省", "无锡市"], "无锡"),
    ("昆山的厂，要去广州参展", "place", ["江苏省", "苏州市", "昆山市"], "昆山"),
    ("想去德国参加展会", "place", None, None),
    ("吴江的纺织厂", "place", ["江苏省", "苏州市", "吴江区"], "吴江"),
    ("工人一百六", "staff", 160, "一百六"),
    ("厂子 员工八十人 去年卖了五百万", "revenue", 5_000_000, "五百万"),
    ("社保交了五年", "insured_months", 60, "五年"),
    ("开了个二十来人的模具厂", "sector", ["工业"], "模具厂"),
    ("做超市货架的工厂", "sector", ["工业"], None),
    ("开了家火锅店", "sector", ["餐饮业"], None),
    ("做软件开发的", "sector", ["软件和信息技术服务业"], None),
    ("建材批发", "sector", ["批发业"], None),
    ("养猪的合作社", "sector", ["农、林、牧、渔业"], None),
    ("开民宿的", "sector", ["住宿业"], None),
    ("跑货运的车队", "sector", ["交通运输业"], None),
    ("温州做衣服的", "sector", ["工业"], None),
    ("生产螺丝的小厂", "sector", ["工业"], None),
    ("做衣服批发的", "sector", ["批发业"], None),
    ("卖水果的", "sector", ["零售业"], None),
    ("钢铁集团", "sector", ["工业"], None),
    ("体育公司", "sector", ["其他未列明行业"], "体育公司"),
    ("建筑公司被拖欠工程款", "sector", ["建筑业"], "建筑公司"),
    ("劳务公司", "sector", ["租赁和商务服务业"], "劳务公司"),
    ("钢铁集团，几万人，一年500亿", "revenue", 50_000_000_000, "500亿"),
    ("餐馆一年房租三十万", "revenue", None, None),
    ("我是打工的，三个月没发工资", "speaker", "person", "我是打工的"),
    ("老板欠我工资", "speaker", "person", None),
    ("三个月没发工资，找谁", "speaker", "person", None),
    ("我们厂资金紧张，三个月没发工资", "speaker", None, None),
    ("我是大学生，想开个咖啡店", "speaker", None, None),
    ("职业学校，想合作办学", "sector", ["其他未列明行业"], None),
    ("四川的农业公司", "sector", ["农、林、牧、渔业"], None),
    ("广告公司", "sector", ["租赁和商务服务业"], "广告公司"),
    ("一共就我们五个人", "staff", 5, "五个人"),
    ("员工三百零五名", "staff", 305, "三百零五名"),
    ("想招五个人", "staff", None, None),
    ("研发人员8个，一共十五人", "staff", 15, "十五人"),
    ("年营收一千二百万", "revenue", 12_000_000, "一千二百万"),
    ("去年做了两个亿", "revenue", 200_000_000, None),
    ("前年卖了五百万，去年卖了八百万", "revenue", 8_000_000, "八百万"),
    ("今年目标做到一千万", "revenue", None, None),
    ("注册资本一千万", "revenue", None, None),
    ("利润两百万", "revenue", None, None),
    ("想贷五百万", "revenue", None, None),
    ("想贷五百万", "loan", 5_000_000, "五百万"),
    ("资产五千万", "assets", 50_000_000, "五千万"),
    ("研发投入占百分之六", "rd_ratio", 6, "百分之六"),
    ("去年营收一千万，研发花了五十万", "rd_ratio", 5, ""),
    ("要投三百万买设备", "investment", 3_000_000, "三百万"),
    ("有3项专利", "patents", 3, "3项"),
    ("没有专利", "patents", 0, "没有专利"),
    ("没有失信记录", "credit", True, "没有失信记录"),
    ("被列入了失信名单", "credit", False, None),
    ("从来没贷过款", "first_loan", True, "从来没贷过款"),
    ("以前贷过款", "first_loan", False, None),
    ("去年没裁员", "layoff_free", True, None),
    ("去年裁了十个人", "layoff_free", False, None),
    ("从没出过安全事故", "accident_free", True, None),
    ("前年出过一次事故", "accident_free", False, None),
    ("没拖欠过工人工资", "wages_paid", True, None),
    ("还欠着工人两个月工资", "wages_paid", False, None),
    ("没受过处罚", "credit", True, None),
    ("去年出口两百万", "exports", True, None),
    ("社保一直按时交", "insured", True, None),
    ("没给员工交社保", "insured", False, None),
    ("纳税信用B级", "tax_credit", "B", "纳税信用B级"),
    ("我是个体户", "legal_entity", False, None),
]
# fmt: on


@pytest.mark.parametrize(
    ("story", "field", "value", "quote"), FIELDS, ids=[f"{f[0]}-{f[1]}" for f in FIELDS]
)
def test_fields(story, field, value, quote):
    record = profile_record(read_profile(story, AS_OF))
    assert record.get(field, {}).get("value") == value
    if quote is not None:
        assert record[field]["quote"] == quote
    assert record.get(field, {"quote": ""})["quote"] in story


# fmt: off
AGES = [
    ("成立快三年", 2.7, 3), ("开了五年", 5, 6), ("2019年成立", 5.4, 6.6), ("去年注册的", 0.4, 1.6),
    ("成立于2021年3月", 4.2, 4.4), ("刚开业半年", 0.5, 0.5), ("干了十来年", 8, 15), ("刚注册", 0, 1),
    ("公司成立不到一年", 0.5, 1), ("办厂八年", 8, 9), ("开张八个月了", 0.6, 0.7),
    ("贷款三年", None, None), ("合同签了五年", None, None), ("2024年评上高企", None, None),
]
# fmt: on


@pytest.mark.parametrize(("story", "low", "high"), AGES, ids=[a[0] for a in AGES])
def test_age(story, low, high):
    age = read_profile(story, AS_OF).figures.get("age")
    if low is None:
        assert age is None
    else:
        assert low - 0.1 <= age.low <= age.high <= high + 0.1


SRDI, HNTE, GIANT, TECH = (
    "专精特新中小企业",
    "高新技术企业",
    "专精特新“小巨人”企业",
    "科技型中小企业",
)
# fmt: off
LABELS = [  # story → {label: held}
    ("刚评上专精特新", {SRDI: True}),
    ("是高企，专精特新没评上", {HNTE: True, SRDI: False}),
    ("还不是高企", {HNTE: False}),
    ("专精特新去年报了，没评上", {SRDI: False}),
    ("有高企没专精特新", {HNTE: True, SRDI: False}),
    ("高企和专精特新都没有", {HNTE: False, SRDI: False}),
    ("高企、专精特新都有", {HNTE: True, SRDI: True}),
    ("不仅是高企还是专精特新", {HNTE: True, SRDI: True}),
    ("正在申请小巨人", {GIANT: False}),
    ("想评专精特新", {SRDI: False}),
    ("2023年认定的国家级专精特新“小巨人”", {GIANT: True}),
    ("已经入库科技型中小企业", {TECH: True}),
    ("不是高企，是科技型中小企业", {HNTE: False, TECH: True}),
    ("没钱，但是高企", {HNTE: True}),
    ("高企过期了", {HNTE: False}),
    ("未被认定为高新技术企业", {HNTE: False}),
    ("专精特新有什么补贴", {}),
    ("是不是高企才能申请", {}),
    ("在高新区租的厂房", {}),
]
# fmt: on


@pytest.mark.parametrize(("story", "expected"), LABELS, ids=[row[0] for row in LABELS])
def test_labels(story, expected):
    profile = read_profile(story, AS_OF)
    assert {own.name: own.held for own in profile.labels} == expected
    assert all(own.quote in story for own in profile.labels)


def test_a_label_implies_those_below_it():
    profile = read_profile("我们是国家级小巨人", AS_OF)
    assert profile.label(SRDI).held
    assert profile.label("创新型中小企业").held
    assert profile.label(HNTE) is None


def test_lacking_a_label_means_lacking_those_above_it():
    assert read_profile("没评上专精特新", AS_OF).label(GIANT).held is False


@pytest.mark.parametrize(
    ("story", "first"),
    [("刚评上专精特新", True), ("高企复审通过了", False), ("我们是高企", None)],
)
def test_first_recognition(story, first):
    assert read_profile(story, AS_OF).labels[0].first is first


# ------------------------------------------------------------------ conditions

FIRM = "苏州的模具厂，2020年5月成立，二十来人，去年卖了八百多万，去年评上专精特新，没贷过款，想买两台设备，投两百万"
# fmt: off
CONDITIONS = [  # words of a measure → states in order; None is unknown
    ("在本市依法注册满1年的企业", [True, True]),
    ("在吴江区注册的企业", [None]),
    ("在无锡市注册的企业", [False]),
    ("在中国境内注册的企业", [True]),
    ("小微企业", [True]), ("中小微企业", [True]), ("中型企业", [False]), ("大型企业", [False]),
    ("微型企业", [None]), ("个体工商户", [None]), ("小微企业和个体工商户", [True]),
    ("从业人员20人以上", [None]), ("从业人员30人以下", [True]), ("职工人数不少于50人", [False]),
    ("上年度营业收入2000万元以上", [False]), ("年营业收入500万元以上1000万元以下", [True, True]),
    ("资产总额不超过1亿元", [None]),
    ("营业收入5000万元以上或从业人员10人以上", [True]),
    ("成立不超过3年", [False]), ("成立满5年", [True]), ("成立未满6年", [True]),
    ("2020年1月1日以后注册成立", [True]), ("2022年1月1日后新注册", [False]),
    ("专精特新中小企业", [True]), ("高新技术企业", [None]), ("高新技术企业或专精特新中小企业", [True]),
    ("2024年1月1日至2024年12月31日期间新认定的专精特新中小企业", [True, True, True]),
    ("2025年1月1日以后新认定的专精特新中小企业", [False, True, True]),
    ("工业企业", [True]), ("餐饮、住宿企业", [False]), ("服务业企业", [False]),
    # one list, also where some of its trades are known to no rule
    ("旅游、餐饮、会展、交通运输等受损行业企业", [None]),
    ("会展、制造业、商贸流通、软件业企业", [True]),
    ("研发费用占营业收入比重不低于3%", [None]),
    ("首次获得银行贷款", [True]), ("未被列入严重失信主体名单", [None]),
    ("设备投资额100万元以上", [True]), ("设备投资额500万元以上", [False]),
    ("获得国家科学技术进步奖的企业", [None]),
]
# fmt: on


@pytest.mark.parametrize(("text", "states"), CONDITIONS, ids=[c[0] for c in CONDITIONS])
def test_conditions(text, states):
    setting = Setting("苏州市", AS_OF)
    firm = read_profile(FIRM, AS_OF)
    asked = conditions(text, setting)
    assert [condition.judge(firm, setting) for condition in asked] == states
    assert all(condition.quote in text for condition in asked)


@pytest.mark.parametrize("text", [c[0] for c in CONDITIONS])
def test_a_silent_firm_is_never_judged(text):
    setting = Setting("苏州市", AS_OF)
    silent = read_profile("你好", AS_OF)
    assert {c.judge(silent, setting) for c in conditions(text, setting)} == {None}


@given(st.lists(st.sampled_from([True, False, None])))
def test_one_failed_condition_is_final(states):
    assert (verdict(states) == "does_not_fit") == (False in states)
    assert (verdict(states) == "fits") == all(states)


# ------------------------------------------------------------------ corrected profiles


def test_a_record_goes_back_and_forth():
    profile = read_profile(FIRM, AS_OF)
    record = profile_record(profile)
    assert profile_record(given_profile(record, AS_OF)) == record


def test_corrections_replace_what_was_read():
    record = profile_record(read_profile(FIRM, AS_OF))
    given = record | {
        "staff": {"value": 320},
        "place": "无锡",
        "labels": ["高企", {"value": "小巨人", "held": False}],
    }
    profile = given_profile(given, AS_OF)
    assert (profile.figures["staff"].low, profile.place) == (320, ("江苏省", "无锡市"))
    assert [(own.name, own.held) for own in profile.labels] == [(HNTE, True), (GIANT, False)]
    assert profile.quotes.get("staff", "") == ""
    assert profile.figures["revenue"] == read_profile(FIRM, AS_OF).figures["revenue"]


def test_a_plain_profile():
    profile = given_profile(
        {
            "place": "苏州",
            "sector": "制造业",
            "staff": "二十来人",
            "founded": 2020,
            "labels": ["专精特新"],
            "size": "小型企业",
            "need": "买设备",
        },
        AS_OF,
    )
    assert profile.sectors == ("工业",)
    assert profile.sizes() == ("small",)
    assert 4.4 < profile.figures["age"].low < profile.figures["age"].high < 5.6
    assert profile.purposes() == ("设备更新与技术改造",)


ALPHABET = (
    "零一二三四五六七八九十百千万亿几多来个人号名元年月厂评没上不是高企专精特新小巨苏州，。的"
)


@settings(max_examples=200, deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_any_words_can_be_read(story):
    record = profile_record(read_profile(story, AS_OF))
    quotes = [f["quote"] for f in record.values() if isinstance(f, dict)]
    quotes += [label["quote"] for label in record["labels"]]
    assert all(quote in story for quote in quotes)
