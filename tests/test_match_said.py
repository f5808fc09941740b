"""Conditions put to what a firm says in other words: affirmed, contradicted, or left open.

A story that neither says nor denies a thing leaves it open, however near its words are.
"""

import pytest

from policykb.answer.conditions import conditions
from policykb.answer.grammar import Setting
from policykb.answer.grammar.meanings import contradicted
from policykb.answer.offers import offers
from policykb.answer.profile import read_profile
from policykb.answer.questions import next_question
from policykb.answer.scope import shared_of

SETTING = Setting("", "2024-07-01")
STATES = {True: "met", False: "unmet", None: "unknown"}

RENT = "对租用国有企业房产的个体工商户，免收2个月租金。转租的商户除外。"
LOAN = "对单户500万元以下的流动资金贷款，按本金的1%贴息；固定资产贷款、消费贷款和展期贷款不予贴息。"
HIRED = "对引进的全职博士，签订3年以上合同的，每人补贴2万元，柔性引进的不包括在内。"
KEPT = "对裁员率不高于5%的企业，返还失业保险费的50%；20人以下的企业，裁员率不高于20%。劳务派遣单位、空壳企业不纳入返还范围。"
SAVED = "对年节能量200吨标准煤以上的工业企业改造项目（不含新建、扩建），给予10万元奖励。"
GOODS = "对生产的防护面罩、隔离手套、测温仪等器械实行零收费。"
PAID_LATER = "对受灾情影响且无力缴纳水费的小微企业，由企业提出申请，经批准后延期3个月缴纳。缓缴期满后应足额补缴。"
FAIR = "对参加境外展会的企业补助展位费的50%，最高5万元，仅参加线上展会的企业不享受。"
BANK = "对有贷款需求的网店经营者，银行可发放不超过20万元的信用贷款，财政给予1个百分点的贴息。"

# fmt: off
SAID = [  # clause, story, {words of a condition: state}, the first amount
    (RENT, "我是个体户，铺面租的是私人的房子", {"租用国有企业房产": "unmet"}, "免收2个月租金"),
    (RENT, "我是个体户，铺面租的是区里国企的，没有转租", {"租用国有企业房产": "met", "转租的商户除外": "met"}, None),
    (RENT, "我是个体户，租了间铺面", {"租用国有企业房产": "unknown", "转租的商户除外": "unknown"}, None),
    (LOAN, "贷了300万固定资产贷款盖厂房", {"流动资金贷款": "unmet", "不予贴息": "unmet"}, None),
    (LOAN, "贷了300万用来周转", {"单户500万元以下": "met", "不予贴息": "unknown"}, "按本金的1%贴息"),
    (HIRED, "请了个博士兼职，签了4年", {"全职博士": "unmet", "签订3年以上合同": "met"}, "补贴2万元"),
    (HIRED, "引进了一个全职博士", {"签订3年以上合同": "unknown", "全职博士": "met"}, None),
    (KEPT, "我们是劳务派遣公司，没裁过人", {"劳务派遣单位、空壳企业不纳入返还范围": "unmet"}, "返还失业保险费的50%"),
    (KEPT, "电子厂，没裁过人", {"裁员率不高于5%": "met", "劳务派遣单位、空壳企业不纳入返还范围": "unknown"}, None),
    (SAVED, "水泥厂，一年省300吨标准煤，是扩建的项目", {"200吨标准煤以上": "met", "工业": "met", "不含新建、扩建": "unmet"}, "给予10万元奖励"),
    (GOODS, "我们做体温贴", {"防护面罩": "unknown"}, "实行零收费"),
    (GOODS, "我们做隔离手套", {"防护面罩": "met"}, None),
    (GOODS, "我们做测温仪，不做手套", {"防护面罩": "met"}, None),
    (PAID_LATER, "小微企业，灾情影响大，水费交不起了", {"受灾情影响": "met", "无力缴纳水费": "met", "小微企业": "met"}, None),
    (PAID_LATER, "小微企业，水费交得起", {"无力缴纳水费": "unmet", "受灾情影响": "unknown"}, None),
    (FAIR, "去德国参展了，没参加线上展会", {"参加境外展会": "met", "线上展会": "met"}, "补助展位费的50%，最高5万元"),
    (FAIR, "只参加了线上展会", {"线上展会": "unmet"}, None),
    (BANK, "开网店的，想贷10万", {"有贷款需求的网店经营者": "unknown"}, None),
]
# fmt: on


@pytest.mark.parametrize(("clause", "story", "states", "amount"), SAID, ids=[s[1] for s in SAID])
def test_said_in_other_words(clause, story, states, amount):
    firm = read_profile(story, SETTING.as_of)
    found = offers(clause, "", SETTING)
    judged = {c.quote: STATES[c.judge(firm, SETTING)] for c in found[0].conditions}
    for words, state in states.items():
        assert {judged[quote] for quote in judged if words in quote} == {state}, judged
    if amount:
        assert found[0].amount == amount


def row(eid, number, heading, text, *, children=False):
    return {"eid": eid, "number": number, "heading": heading, "text": text, "children": children}


def test_a_heading_over_grants_asks_nothing_of_its_items():
    rows = [
        row("h1_1", "一、", "支持范围", "一、支持范围", children=True),
        row("h1_1__h3_1", "1.", "", "1.对新建厂房的企业，给予10万元补助。"),
        row("h1_1__h3_2", "2.", "", "2.投资过亿元的重大项目，实行一事一议。"),
    ]
    assert not [each for each in shared_of(rows, SETTING) if each.conditions]


def test_an_article_that_only_refuses_speaks_for_the_others():
    rows = [
        row("art_1", "第一条", "", "第一条 每家企业按费用的40%给予补贴。"),
        row("art_2", "第二条", "", "第二条 上市公司、房地产企业不在支持之列。"),
        row("art_3", "第三条", "", "第三条 弄虚作假的，追回资金并取消申报资格。"),
    ]
    quotes = [c.quote for each in shared_of(rows, SETTING) for c in each.conditions]
    assert quotes == ["上市公司、房地产企业不在支持之列"]


@pytest.mark.parametrize(
    ("story", "field", "value"),
    [
        ("房租是公家的，能免吗", "need", "房租是公家的，能免吗"),
        ("厂子不大，利息能补多少", "need", "利息能补多少"),
        ("贷了款盖厂房", "sectors", ()),
        ("开了一家小餐馆", "trade", "小餐馆"),
        ("去年跨境电商卖了八百万", "trade", "跨境电商"),
        ("做塑料机械的", "trade", "塑料机械"),
        ("旧货车换成新能源货车", "sectors", ()),
        ("昆山", "place", ("江苏省", "苏州市", "昆山市")),
        ("江苏苏州吴江的", "place", ("江苏省", "苏州市", "吴江区")),
        ("想合作，共赢", "place", ()),
        ("我们是家小企业", "size", ("micro", "small")),
        ("我们是家中小企业", "size", ("micro", "small", "medium")),
    ],
)
def test_fields_of_a_story(story, field, value):
    assert getattr(read_profile(story, SETTING.as_of), field) == value


CROPS = "种植茶叶、油茶、毛竹30亩以上的合作社、家庭农场"
SHOP = "开设门店且营业满6个月的"
TRADE = "上年进出口额不低于1000万元的"


@pytest.mark.parametrize(
    ("asked", "words", "story", "state"),
    [
        (CROPS, "30亩以上", "合作社，油茶种了50亩", True),
        (CROPS, "30亩以上", "合作社，水稻种了50亩", None),
        (CROPS, "家庭农场", "合作社，油茶种了50亩", True),
        ("新建育苗基地20亩以上的", "20亩以上", "种了50亩油茶", None),
        ("新增种鹅100只以上的", "100只以上", "新增种鹅120只", True),
        ("新增母羊100只以上的", "100只以上", "养了120只母羊", None),
        ("2024年5月31日前报废旧车的", "5月31日前", "准备把旧车报废", False),
        ("2024年5月31日前报废旧车的", "5月31日前", "旧车报废，准备申请补贴", None),
        ("养殖大户", "养殖", "合作社，养了80只鹅", True),
        ("养殖大户", "养殖", "茶叶合作社", None),
        ("养殖大户", "养殖", "养老院", False),
        ("新增母羊100只以上的", "100只以上", "养了40只母羊", False),
        (SHOP, "6个月", "小店已经开了8个月", True),
        (TRADE, "1000万元", "去年进出口额800万元", False),
        (TRADE, "1000万元", "去年出口800万元", None),
        ("跨境电商进出口额300万元以上的", "300万元", "去年进出口额800万元", None),
        ("近三年无重大生产事故", "事故", "从没出过事故", True),
        ("认定为数字化样板工厂的", "样板", "做完一个数字化项目，想要补贴", None),
        ("认定为数字化样板工厂的", "样板", "去年认定为数字化样板工厂", True),
        ("报废并更新为新能源铲车的", "更新", "准备把柴油铲车换成新能源铲车", True),
    ],
)
def test_what_counts_is_the_thing_that_is_asked(asked, words, story, state):
    firm = read_profile(story, SETTING.as_of)
    (found,) = [c for c in conditions(asked, SETTING) if words in c.quote]
    assert found.judge(firm, SETTING) is state


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("经营民宿且租期在2年以上的", "other:租期在2年以上"),
        ("连续经营2年以上的", "age"),
        ("固定资产投资800万元以上", "investment"),
        ("无欠税、欠薪记录", "taxes_paid"),
    ],
)
def test_what_a_bound_is_of(asked, field):
    assert field in {c.field for c in conditions(asked, SETTING)}


@pytest.mark.parametrize(
    ("asked", "story", "state"),
    [
        ("首次从银行取得信用贷款", "拿厂房抵押贷了款", True),
        ("首次从银行取得信用贷款", "想贷点款", False),
        ("承租非国有房产的", "店面租的是国企的", True),
        ("首次获评的企业", "去年复核通过了", True),
        ("首次获评的企业", "去年又扩产了", False),
        ("仅参加线上展会的", "报了线上展会，没出国", False),
    ],
)
def test_contradicted(asked, story, state):
    assert contradicted(asked, story) is state


def test_what_bars_is_asked_as_what_may_be_the_case():
    firm = read_profile("开网店的", SETTING.as_of)
    (offer,) = offers("对网店给予1万元补助，转租的商户除外。", "", SETTING)
    barred = [c for c in offer.conditions if c.barred]
    assert next_question([barred], firm)["question"] == "企业是否有“转租的商户除外”所说的情形？"


def test_a_firm_that_pays_insurance_is_an_insured_one():
    (offer,) = offers("对参保企业返还失业保险费的50%。", "", SETTING)
    (asked,) = offer.conditions
    states = [
        asked.judge(read_profile(story, SETTING.as_of), SETTING)
        for story in ("社保一直交着", "从没交过社保", "做豆腐的")
    ]
    assert (asked.quote, states) == ("参保", [True, False, None])


def test_a_bound_in_brackets_for_others_asks_nothing_of_this_firm():
    asked = "新招人数达到职工人数的10%（超过100人的企业达到5%）"
    assert "staff" not in {c.field for c in conditions(asked, SETTING)}


def test_the_line_behind_the_last_grant_asks_of_all():
    rows = [
        row("h1_1", "一、", "", "一、对新建厂房的企业，给予10万元补助。"),
        row(
            "h1_2",
            "二、",
            "",
            "二、对参展的企业，补助5万元。\n享受上述政策的企业，应在合肥市注册。",
        ),
    ]
    asked = [each for each in shared_of(rows, SETTING) if each.conditions]
    assert [c.quote for each in asked for c in each.conditions] == ["在合肥市注册"]
    assert all(each.covers("h1_1") and each.eid == "" for each in asked)
