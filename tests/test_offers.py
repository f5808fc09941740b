"""Clauses of measures in invented words: what they grant, whether it can be claimed, what they ask."""

from dataclasses import replace

import pytest

from policykb.answer.conditions import condition_record
from policykb.answer.grammar import Setting
from policykb.answer.offers import offers
from policykb.answer.profile import read_profile
from policykb.answer.scope import shared_of
from policykb.answer.windows import window

SETTING = Setting("合肥市", "2025-06-30")
FIRM = read_profile(
    "合肥的机器人厂，五十来人，去年营收两千三百万，2021年成立，是高企，研发占8%，没裁员",
    SETTING.as_of,
)
STATES = {True: "met", False: "unmet", None: "unknown"}

# fmt: off
CLAUSES = [  # clause → offers: (claimable, amount, {quote: state})
    ("对年营业收入首次突破1亿元的制造业企业，给予20万元奖励。",
     [(True, "给予20万元奖励", {"营业收入首次突破1亿元": "unmet", "制造业": "met"})]),
    ("对首次纳入规模以上统计的工业企业，给予20万元奖励；次年营业收入增长10%以上的，再给予10万元奖励。",
     [(True, "给予20万元奖励", {"首次纳入": "unknown", "规模以上": "unknown", "工业": "met"}),
      (True, "再给予10万元奖励", {"首次纳入": "unknown", "规模以上": "unknown", "工业": "met", "营业收入增长10%以上": "unknown"})]),
    ("中小微企业不裁员或裁员率低于5.5%的，按上年度实际缴纳失业保险费的90%返还；大型企业按30%返还。",
     [(True, "按上年度实际缴纳失业保险费的90%返还", {"中小微企业": "met", "不裁员或裁员率低于5.5%": "met"}),
      (True, "按30%返还", {"大型企业": "unmet"})]),
    ("对小微企业给予贷款贴息。贴息比例为贷款利息的50%，单户最高20万元。",
     [(True, "贴息比例为贷款利息的50%，单户最高20万元", {"小微企业": "met"})]),
    ("鼓励各区对小微企业给予最高10万元补助。", [(False, "给予最高10万元补助", {"小微企业": "met"})]),
    ("鼓励金融机构加大对中小企业的信贷投放。", [(False, "", {})]),
    ("推动落实对小微企业减免增值税的政策。", [(False, None, {"小微企业": "met"})]),
    ("支持方式：按设备投资额的8%给予补助，最高200万元。\n申报条件：\n1.在本市依法注册满2年；\n2.从业人员不少于100人；\n3.管理团队稳定。\n申报材料：营业执照。",
     [(True, "按设备投资额的8%给予补助，最高200万元", {"在本市依法注册": "met", "满2年": "met", "从业人员不少于100人": "unmet", "管理团队稳定": "unknown"})]),
    ("对企业购置机器人给予每台2万元补贴。列入严重失信名单的企业不予支持。",
     [(True, "给予每台2万元补贴", {"列入严重失信名单的企业不予支持": "unknown"})]),
    ("对首次通过认定的高新技术企业给予30万元奖励。重新认定的，给予奖励10万元。",
     [(True, "给予30万元奖励", {"首次通过": "unknown", "高新技术企业": "met"}),
      (True, "给予奖励10万元", {"高新技术企业": "met"})]),
    ("对融资担保机构开展小微企业担保业务，按业务额的0.5%给予奖补。",
     [(True, "按业务额的0.5%给予奖补", {"融资担保机构": "unmet"})]),
    ("企业年研发投入不少于100万元且同比增长20%以上，按增量部分的10%给予补助。",
     [(True, "按增量部分的10%给予补助", {"研发投入不少于100万元": "unknown"})]),
    ("对获得银行贷款的企业，按利息的40%给予贴息，单户不超过50万元。已享受同类贴息的，不再支持。",
     [(True, "按利息的40%给予贴息，单户不超过50万元", {"已享受同类贴息的，不再支持": "unknown"})]),
    ("收购人未履行公告义务的，责令改正，给予警告，并处以五十万元以上五百万元以下的罚款。", [(False, "", {})]),
    ("发挥热线作用，帮助中小企业享受税费减免红利。", [(False, "", {})]),
    ("对中小企业减免房屋租金。", [(True, "减免房屋租金", {"中小企业": "met"})]),
    ("对取得职业技能证书的未就业毕业生，给予每人1000元培训补贴。",
     [(True, "给予每人1000元培训补贴", {"毕业生": "unmet"})]),
    ("对悬挂专用号牌的车辆免收通行费。",
     [(True, "免收通行费", {"车辆": "unmet", "悬挂专用号牌": "unknown"})]),
    ("在开展试点基础上，建立认证制度，对中小企业给予10万元补助。",
     [(True, "给予10万元补助", {"中小企业": "met"})]),
    ("给予新认定的省级专精特新企业20万元奖励。", [(True, None, {"新认定": "unknown", "省级专精特新企业": "unknown"})]),
]
# fmt: on


# fmt: off
ASKED = [  # clause, all that it asks
    ("支持金融机构改进授信。加强对信用良好的服务平台和创新型中小企业的支持。", set()),
    ("聚焦创新型中小企业，构建梯度培育体系，支持专精特新企业成长。", set()),
    ("加大对中小企业的支持，支持专精特新企业发展。", {"专精特新企业"}),
    ("对小微企业给予5万元补助。民政部门要按照本通知要求，认真组织实施。", {"小微企业"}),
    ("对取得职业技能证书的未就业毕业生，给予每人1000元培训补贴。", {"毕业生"}),
    ("在开展试点基础上，建立认证制度，对中小企业给予10万元补助。", {"中小企业"}),
    ("支持贫困地区企业发展电商。", {"贫困地区"}),
    ("收购人违反规定的，给予警告，并处五十万元罚款。", set()),
]
# fmt: on


@pytest.mark.parametrize(("clause", "expected"), ASKED, ids=[c[0][:18] for c in ASKED])
def test_what_others_do_is_asked_of_no_firm(clause, expected):
    (offer,) = offers(clause, "", SETTING)
    assert {c.quote for c in offer.conditions} == expected


def test_who_wants_to_be_listed_has_bought_no_listed_firm():
    firm = read_profile("合肥的软件公司，想上市", SETTING.as_of)
    (offer,) = offers("对完成收购上市公司的企业给予100万元奖励。", "", SETTING)
    judged = {c.quote: c.judge(firm, SETTING) for c in offer.conditions}
    assert judged
    assert True not in judged.values()


@pytest.mark.parametrize(("clause", "expected"), CLAUSES, ids=[c[0][:18] for c in CLAUSES])
def test_offers(clause, expected):
    found = offers(clause, "", SETTING)
    assert len(found) == len(expected)
    for offer, (claimable, amount, states) in zip(found, expected, strict=True):
        judged = {c.quote: STATES[c.judge(FIRM, SETTING)] for c in offer.conditions}
        assert offer.claimable is claimable
        assert {quote: judged.get(quote) for quote in states} == states
        if amount is not None:
            assert offer.amount == amount
        assert offer.amount in clause
        assert all(quote in clause for quote in judged)


# fmt: off
WINDOWS = [  # text, first, last, state on 2025-06-30
    ("申报时间为2025年5月1日至2025年9月30日。", "2025-05-01", "2025-09-30", "open"),
    ("申报时间为6月1日至6月20日。", "2025-06-01", "2025-06-20", "closed"),
    ("受理期限自2025年8月1日起", "2025-08-01", "", "not_yet"),
    ("企业应于2025年7月31日前向市工信局提出申请。", "", "2025-07-31", "open"),
    ("申报截止日期2025年6月1日", "", "2025-06-01", "closed"),
    ("政策执行至2024年12月31日。", "", "2024-12-31", "closed"),
    ("常年受理。", "", "", "open"),
    ("到2027年培育100家企业。", "", "", "unknown"),
    ("对企业给予补助。", "", "", "unknown"),
]
# fmt: on


@pytest.mark.parametrize(("text", "first", "last", "state"), WINDOWS, ids=[w[0] for w in WINDOWS])
def test_window(text, first, last, state):
    found = window([text], SETTING.as_of)
    assert (found.first, found.last, found.state) == (first, last, state)
    assert found.text in text


def test_a_window_without_a_year_is_in_the_year_of_the_document():
    assert window(["申报时间为6月1日至6月20日"], "2025-06-10", "2024").state == "closed"
    assert window(["申报时间为每年6月1日至6月20日"], "2025-06-10", "2024").state == "open"


def provision(eid, number, heading, text):
    return {"eid": eid, "number": number, "heading": heading, "text": text, "children": []}


RULES = [  # a set of rules: chapters, and an annex that tells where to apply
    (
        "c1__a1",
        "第一条",
        "",
        "第一条 本办法适用于在本市依法注册的工业企业。房地产企业不适用本办法。",
    ),
    ("c2__a2", "第二条", "", "第二条 对新建厂房的企业给予10万元补助。"),
    ("c3__a3", "第三条", "", "第三条 申报时间为每年4月1日至5月31日，逾期不予受理。"),
    ("x1__h1", "一、", "联系方式", "一、联系方式\n联系电话：0999-7654321。"),
]


def test_chapters_and_annexes_without_a_grant_speak_for_the_whole_text():
    shared = shared_of([provision(*row) for row in RULES], SETTING)
    assert {each.eid: each.covers("c2__a2") for each in shared} == {
        "c1__a1": True, "c3__a3": True, "x1__h1": True,
    }  # fmt: skip
    asked = {c.quote: c.judge(FIRM, SETTING) for each in shared for c in each.conditions}
    assert asked["房地产企业不适用本办法"] is True
    assert not any("月" in quote for quote in asked)


def test_a_clause_speaks_only_for_the_section_that_grants_something():
    rows = [
        provision("h1__a", "（一）", "", "（一）对小微企业给予5万元补助。"),
        provision("h1__b", "（二）", "申报条件", "（二）申报条件\n在本市依法注册。"),
        provision("h2__a", "（一）", "", "（一）对大型企业给予9万元补助。"),
    ]
    (only,) = shared_of(rows, SETTING)
    assert only.covers("h1__a") and not only.covers("h2__a")


BARRED = [
    provision(
        "c1__a1", "第一条", "", "第一条 技术改造补助。对投资300万元以上的企业给予5万元补助。"
    ),
    provision("c2__a2", "第二条", "", "第二条 有下列情形之一的，不予支持："),
    provision("c2__a2__i1", "（一）", "", "（一）近三年发生安全事故的；"),
    provision("c2__a2__i2", "（二）", "", "（二）存在欠薪行为的；"),
    provision("c2__a2__i3", "（三）", "", "（三）已领取过同类资金的。"),
    provision("c2__a2__i4", "（四）", "", "（四）负责人不配合现场核查的。"),
    provision("x__h1", "一、", "技术改造补助", "一、技术改造补助"),
    provision("x__h1__h1", "（一）", "申报条件", "（一）申报条件\n项目已经备案。"),
]


def judged(story):
    firm = read_profile(story, SETTING.as_of)
    found = [c for each in shared_of(BARRED, SETTING) for c in each.conditions]
    return {c.quote: STATES[c.judge(firm, SETTING)] for c in found}


def test_what_bars_a_firm_is_met_where_it_is_not_the_case():
    clean = judged("合肥的工厂，没出过事故，也没欠过工资")
    assert clean["近三年发生安全事故的"] == clean["存在欠薪行为的"] == "met"
    assert clean["已领取过同类资金的"] == "unknown"
    other = judged("合肥的工厂，去年出过安全事故，欠了工人工资")
    assert other["近三年发生安全事故的"] == other["存在欠薪行为的"] == "unmet"


def test_an_answer_to_what_bars_is_turned_round():
    barred = [c for each in shared_of(BARRED, SETTING) for c in each.conditions if c.barred]
    last = next(c for c in barred if c.kind == "other")
    for answer in (True, False):
        assert last.judge(replace(FIRM, answers={last.field: answer}), SETTING) is not answer
    assert condition_record(last, None, FIRM)["condition"].startswith("不得有的情形")


def test_a_section_of_an_annex_speaks_for_the_support_that_it_names():
    asked = next(each for each in shared_of(BARRED, SETTING) if each.eid == "x__h1__h1")
    assert asked.covers("c1__a1", {"设备更新与技术改造"})
    assert not asked.covers("c1__a1", {"人才引进"})


def test_the_opening_words_of_an_article_ask_nothing():
    (only,) = offers(
        "第五条 人才引进补贴。企业引进博士的，每引进1人给予5万元补贴。", "第五条", SETTING
    )
    assert not any(c.quote == "人才引进" for c in only.conditions)


def test_a_raised_ratio_is_an_offer_of_its_own():
    text = (
        "对投资300万元以上的，按投资额的8%给予补助；对列入重点的，补助比例提高到12%，最高400万元。"
    )
    assert [o.amount for o in offers(text, "", SETTING)][1] == "补助比例提高到12%，最高400万元"


@pytest.mark.parametrize(
    ("clause", "kinds"),
    [
        (
            "深入开展助贷行动，支持银行改进授信审批，扩大小微企业首贷规模，落实担保奖补政策。",
            {"size"},
        ),
        ("推动银行优化内部考核，对诚信经营的小店发放信用贷款。", set()),
        ("对购置节能设备的企业给予补贴。", {"activity"}),
        ("支持企业购置节能设备，按投资额的10%给予补助。", {"activity"}),
    ],
    ids=["指派机关和银行的事", "银行自己的事", "对…的", "写明金额"],
)
def test_what_offices_are_told_to_do_is_no_condition(clause, kinds):
    found = {
        condition.kind for offer in offers(clause, "", SETTING) for condition in offer.conditions
    }
    assert found & {"activity", "other", "first_loan", "size"} == kinds
