"""Conditions and firms in words of either side that mean the same, and grants in tiers."""

import pytest
from growth import assert_linear

from policykb.answer.conditions import conditions
from policykb.answer.grammar import Setting
from policykb.answer.offers import offers
from policykb.answer.profile import read_profile
from policykb.answer.scope import is_conditions, shared_of
from policykb.answer.windows import window
from policykb.cli.matching import firm_of

SETTING = Setting("宁海县", "2026-05-01")
STATES = {True: "met", False: "unmet", None: "unknown"}


def states(text, story):
    """Quote → state of the conditions in a run that states nothing else."""
    firm = read_profile(story, SETTING.as_of)
    found = conditions(text, SETTING, strict=True)
    return {c.quote: STATES[c.judge(firm, SETTING)] for c in found}


# fmt: off
TOLD = [  # words of a measure, the firm's, quote, state
    ("合同金额10万元以上并通过验收", "上了套系统，合同12万，验收过了", "通过验收", "met"),
    ("合同金额10万元以上并通过验收", "上了套系统，合同12万，还没验收", "通过验收", "unmet"),
    ("贷款期一年以上", "贷了80万，三年期", "贷款期一年以上", "met"),
    ("期限在6个月以上", "贷了80万，三个月期", "期限在6个月以上", "unmet"),
    ("单笔金额不高于300万元", "贷了80万", "单笔金额不高于300万元", "met"),
    ("客房数在10间以上", "开了家客栈，十二间房", "客房数在10间以上", "met"),
    ("评为甲级、乙级露营地的", "去年评上了乙级", "评为甲级、乙级露营地的", "met"),
    ("评为甲级、乙级露营地的", "想评乙级", "评为甲级、乙级露营地的", "unknown"),
    ("年网络零售额首次突破500万元", "去年网上卖了400万，今年已经600万了", "年网络零售额首次突破500万元", "met"),
    ("贷款已按期还本付息", "从银行贷款八十万，每月按时还", "贷款已按期还本付息", "met"),
    ("未享受过其他财政贴息政策", "没拿过别的补贴", "未享受过其他财政贴息政策", "met"),
    ("在浙江省境内登记注册", "我们是南昌的公司", "在浙江省境内登记注册", "unmet"),
    ("职工人数不低于5人", "7个工人都交了社保", "职工人数不低于5人", "met"),
    ("取得食品生产许可证、环保设施配套齐全", "许可证有，环保设施也装好了", "取得食品生产许可证、环保设施配套齐全", "met"),
    ("高校毕业生（毕业5年内）、退役军人、返乡创业人员", "我去年大学毕业，自己开了家店", "高校毕业生（毕业5年内）、退役军人、返乡创业人员", "met"),
    ("高校毕业生（毕业5年内）、退役军人、返乡创业人员", "厂里招了两个刚毕业的", "高校毕业生（毕业5年内）、退役军人、返乡创业人员", "unknown"),
    ("设备和软件投入不低于500万元", "总共投了900万，设备软件300万", "设备和软件投入不低于500万元", "unmet"),
    ("年收购本县草莓500吨以上的企业", "去年在本县收了350吨草莓", "草莓500吨以上的企业", "unknown"),
    ("成立时间满3年", "公司15年就成立了", "成立时间满3年", "met"),
    ("企业和个体工商户", "我们是有限公司", "企业和个体工商户", "met"),
]
# fmt: on


@pytest.mark.parametrize(("text", "story", "quote", "state"), TOLD)
def test_told_in_other_words(text, story, quote, state):
    assert states(text, story)[quote] == state


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ("我们在宁海深甽镇开了个厂", "宁海县"),
        ("在沙坡头种枸杞", "沙坡头区"),
        ("贷款在平安银行办的", None),
    ],
)
def test_county_without_its_last_letter(story, place):
    assert (read_profile(story, SETTING.as_of).place or (None,))[-1] == place


TIERS = "购买软件的，大型企业按实际支出的10%、中小企业按20%给予补助，最高不超过50万元。"
EASED = "支持企业实施技术改造，总投资不低于900万元。按投资的8%给予补助。民族地区企业的投资门槛降低至400万元。"


def offered(text, story):
    firm = read_profile(story, SETTING.as_of)
    return [
        (each.amount, {c.quote: STATES[c.judge(firm, SETTING)] for c in each.conditions})
        for each in offers(text, "", SETTING)
    ]


def test_each_tier_is_an_offer_of_its_own():
    large, small = offered(TIERS, "五金厂，四十个人，去年卖了九百万")
    assert large[0] == "按实际支出的10%" and large[1]["大型企业"] == "unmet"
    assert small[0].startswith("按20%") and small[1]["中小企业"] == "met"


def test_bounds_before_the_grant_and_their_easing():
    first, eased = offered(EASED, "工厂，投了500万上产线")
    assert "unmet" in {state for quote, state in first[1].items() if "900万元" in quote}
    assert "unmet" not in eased[1].values()


def test_a_share_before_its_verb_is_an_amount():
    text = "出口额300万美元以下的小微企业，保费全额补贴；300万美元以上的企业，按保费的50%补贴。"
    assert next(each.amount for each in offers(text, "", SETTING)) == "全额补贴"


def test_what_products_must_be_is_no_window():
    text = "申报产品应具有自主知识产权，并于2025年1月1日至2025年12月31日期间销售。"
    assert window([text], "2026-05-01", "2026").state == "unknown"


def test_conditions_of_those_who_apply():
    assert is_conditions("申报主体条件")
    rows = [
        {"eid": "h1_1", "number": "一、", "heading": "补助", "text": "一、补助\n每亩补助500元。", "children": []},
        {"eid": "h1_2", "number": "二、", "heading": "", "text": "二、申请补助的企业应当具备下列条件：", "children": [1]},
        {"eid": "h1_2__h2_1", "number": "（一）", "heading": "", "text": "（一）贷款按期归还，无逾期；", "children": []},
    ]  # fmt: skip
    quotes = [c.quote for each in shared_of(rows, SETTING) for c in each.conditions]
    assert "无逾期" in quotes


def test_a_long_story_is_no_file():
    story = "我们是一家做阀门的小厂，" * 10
    assert firm_of(story) == (story, None)


@pytest.mark.parametrize(
    "unit", ["大型企业按1%、", "毕业生、退役军人", "总投资不低于1万元，", "防疫证、"]
)
def test_hostile_lines_take_linear_time(unit):
    assert_linear(lambda text: offers.__wrapped__(text, "", SETTING), unit, size=2_000)


NOT_ASKED = [
    "对参加展会的企业，在省级补贴的基础上，其余部分按实际支出给予50%的补助。",
    "对参加展会的企业，根据海关统计数据，每出口1美元奖励0.2元。",
    "对参加展会的企业，自纳税之日起给予5万元奖励。",
    "对参加展会的企业，可根据合伙经营人数适当提高额度，给予5万元奖励。",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_on_what_and_from_when_it_is_reckoned_is_asked_of_nobody(text):
    (offer,) = offers(text, "", SETTING)
    assert [c.quote for c in offer.conditions] == ["参加展会"]


def test_what_is_not_counted_in_a_sum_leaves_nobody_out():
    (cost,) = offers("新建厂房的企业，按建设成本（不含土地款）的10%给予补助。", "", SETTING)
    (who,) = offers("参加展会的企业（不含中介机构），给予5万元补助。", "", SETTING)
    assert not any(c.barred for c in cost.conditions)
    assert any(c.barred for c in who.conditions)


def test_where_something_is_done_belongs_to_the_deed():
    (offer,) = offers("在境外市场进行商标注册的企业，给予5万元补助。", "", SETTING)
    assert "在境外市场进行商标注册" in [c.quote for c in offer.conditions]


@pytest.mark.parametrize(
    ("story", "state"),
    [("刚毕业的大学生开了家奶茶店", "unknown"), ("我们厂做轴承，五十人", "unmet")],
)
def test_a_person_may_call_himself_otherwise_than_measures_do(story, state):
    ((_, asked),) = offered("高校毕业生可申请最高20万元的贷款，由财政给予贴息。", story)
    assert asked["毕业生"] == state
