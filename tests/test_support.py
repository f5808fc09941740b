"""How much support a clause states: every tier, range and share of it, and nothing else."""

import pytest
from drafts import draft

from policykb.extract.measures import measures
from policykb.extract.support import support


@pytest.mark.parametrize(
    ("text", "amount", "ratio", "cap"),
    [
        (
            "对新评为三星、四星、五星的饭店，分别给予15万元、40万元、90万元奖励。",
            "15万元、40万元、90万元",
            "",
            "",
        ),
        (
            "对新评企业给予奖励，市级奖励3万元，省级奖励6万元，国家级奖励12万元。",
            "3万元；6万元；12万元",
            "",
            "",
        ),
        (
            "一次性给予4万元奖励；年纳税达到40万元以上，一次性给予9万元奖励。",
            "4万元；9万元",
            "",
            "",
        ),
        ("视产品市场前景给予企业20万元—80万元资金支持。", "20万元—80万元", "", ""),
        ("每个项目给予5—8万元补助。", "每个项目给予5—8万元", "", ""),
        ("投资400万元至4000万元，奖励投资额的6%—15%。", "", "6%—15%", ""),
        ("三级按50%奖励返还，四级按70%奖励返还。", "", "50%；70%", ""),
        ("第一年、第二年分别按8‰、6‰给予奖励。", "", "8‰、6‰", ""),
        (
            "每个项目最高补助20万元；每家企业最高补助60万元。",
            "20万元",
            "",
            "最高补助20万元；最高补助60万元",
        ),
        ("每满一万人奖励一万元。", "每满一万人奖励一万元", "", ""),
        ("把八十岁以上老人津贴标准提高320元。", "320元", "", ""),
        # thresholds are not given, nor is a part in which a grant is paid out
        ("对投资600万元以上的企业给予30万元奖励。", "30万元", "", ""),
        ("年产值达到900万元的企业奖励5万元。", "5万元", "", ""),
        ("投资600万元以上奖励8万元。", "8万元", "", ""),
        ("给予30万元以内的资金补助。", "30万元", "", "30万元以内"),
        ("给予20万元左右的资金支持，并给予贴息。", "20万元", "", ""),
        ("给予10万元以上一次性奖励。", "10万元", "", ""),
        ("给予奖励300万元，奖励资金分三年按40%、30%、30%比例拨付。", "300万元", "", ""),
    ],
)
def test_all_tiers_of_a_grant(text, amount, ratio, cap):
    found = support(text)
    assert found is not None and found.claimable
    assert (found.amount, found.ratio, found.cap) == (amount, ratio, cap)


def test_a_volume_of_guarantees_is_no_amount_paid():
    assert support("为小微企业提供2亿元以上的增信担保。") is None
    loan = support("向企业提供最高200万元的贷款。")
    assert loan is not None and loan.amount == "最高200万元"


def test_what_a_grant_is_weighed_by_is_no_condition():
    found = support("视产品对县域经济的带动作用给予企业20万元支持，对新设立的企业，给予5万元奖励。")
    assert found is not None and found.conditions == ("新设立的企业",)


def test_support_that_can_be_claimed():
    found = support(
        "对首次认定的企业，给予一次性奖励20万元，最高不超过50万元。申报时间为每年3月。咨询电话：8888。"
    )
    assert found is not None and found.claimable
    assert (found.amount, found.cap) == ("20万元", "最高不超过50万元")
    assert found.conditions == ("首次认定的企业",)
    assert found.window.startswith("申报时间") and "8888" in found.contact


def test_support_by_ratio_and_unit():
    found = support("按设备投资额的10%给予补助，每家企业不超过100万元。")
    assert found is not None and found.claimable
    assert found.ratio.startswith("10%") and found.per == "每家"


def test_support_by_loans_from_a_pool():
    found = support("为暂时周转不开的企业提供短期资金，单户不超过200万元。")
    assert found is not None and found.claimable
    assert found.cap == "不超过200万元"


@pytest.mark.parametrize("text", ["鼓励各地对企业给予奖励补助。", "研究制定补贴政策。"])
def test_mere_encouragement_cannot_be_claimed(text):
    found = support(text)
    assert found is not None and not found.claimable


@pytest.mark.parametrize("text", ["推动企业转型升级。", "对成效突出的单位给予表扬。"])
def test_no_support(text):
    assert support(text) is None


# What a sentence imposes, or what it reports beside a policy, is no help to anybody.
IMPOSED = [
    "未按规定报告的，给予警告，处以1万元以上3万元以下的罚款。",
    "违反前款规定的，没收违法所得，并处二十万元罚款；情节严重的，给予吊销执照处分。",
    "逾期缴纳的，按日加收万分之五的滞纳金，不予减免。",
    "对不按规定采购的医疗机构，在公立医院改革的奖补资金、等级评审中予以惩戒。",
    "公司对外提供担保超过上年末净资产的百分之二十的，应当公告。",
    "检测按每次800元的收费标准收取，费率由双方商定。",
    "取得专利的单位应当给予发明人不低于百分之二的奖励。",
    "骗取补助的，追回资金，给予通报批评并处5万元罚款。",
]


@pytest.mark.parametrize("text", IMPOSED, ids=[i[:10] for i in IMPOSED])
def test_what_is_imposed_is_no_support(text):
    found = support(text)
    assert found is None or not (found.claimable or found.amount or found.ratio)
    assert found is None or found.conditions == ()


@pytest.mark.parametrize(
    "text",
    [
        "降低贴息政策门槛，拓展城市更新等增量，全年交通、水利投资分别达900亿元、60亿元。",
        "用好稳岗返还、税费减免、就业补贴等政策，确保毕业生就业率95%以上。",
        "跟进落实研发费用加计扣除政策，全社会研发经费投入增长8%左右。",
        "单户授信1000万元以下的小微企业贷款增长15%，奖补政策得到落实。",
        "培育单项冠军企业，研发费用占比提高到10%。",
    ],
)
def test_a_number_beside_a_policy_is_not_what_it_grants(text):
    found = support(text)
    assert found is None or not (found.claimable or found.amount or found.ratio)


@pytest.mark.parametrize(
    ("text", "amount", "ratio"),
    [
        ("对停业的企业免收滞纳金，并给予每户2000元补助。", "每户2000元", ""),
        ("研发费用按实际发生额的100%加计扣除。", "", "100%"),
        ("对符合条件的小微企业，按设备投资额的20%，给予补助，最高50万元。", "最高50万元", "20%"),
        ("对新认定的企业给予30万元奖励，弄虚作假的，追回资金并处5万元罚款。", "30万元", ""),
        # the sum that a firm must have spent is a condition, not the grant
        ("对投资200万元以上的企业，按投资额的10%给予补助，省级的最高50万元。", "最高50万元", "10%"),
        ("年营业收入首次突破3000万元的，奖励10万元。", "10万元", ""),
        (
            "对研发占比不低于5%的企业，按费用的8%给予补助，同一企业每年最高9万元。",
            "每年最高9万元",
            "8%",
        ),
        ("向企业提供最高300万元的贷款，担保费率降至1%。", "最高300万元", "1%"),
    ],
)
def test_what_is_given_or_waived_is_support_beside_a_penalty(text, amount, ratio):
    found = support(text)
    assert found is not None and found.claimable
    assert (found.amount, found.ratio) == (amount, ratio)


def test_chapters_on_liability_give_no_support():
    lines = (
        "三、法律责任",
        "（九）整改。拒不改正的，按每日1000元加收，应当给予处罚，主动改正的可以减半。",
    )
    (found,) = measures(draft(*lines, doc_type="regulation"))
    assert found.support is None
    lines = ("三、扶持措施", "（九）安置。对安置残疾人的企业应当给予补贴，每人1000元。")
    (found,) = measures(draft(*lines, doc_type="regulation"))
    assert found.support is not None and found.support.amount == "每人1000元"


def test_what_a_paper_proposes_cannot_be_claimed():
    lines = ("一、对策建议", "（一）加大支持。设立资金，对技改企业给予50万元补助。")
    (found,) = measures(draft(*lines, doc_type="paper"))
    assert found.support is not None and not found.support.claimable
