"""How much support a clause states: every tier, range and share of it, and nothing else."""

import pytest

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
