"""Clauses of measures in invented words: what they grant, whether it can be claimed, what they ask."""

import pytest

from policykb.answer.grammar import Setting
from policykb.answer.offers import offers
from policykb.answer.profile import read_profile
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
    ("给予新认定的省级专精特新企业20万元奖励。", [(True, None, {"新认定": "unknown", "省级专精特新企业": "unknown"})]),
]
# fmt: on


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
