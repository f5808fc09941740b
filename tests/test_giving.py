"""Which sentences give and which impose, in invented words of laws and of measures."""

import pytest

from policykb.answer.giving import gives, giving, imposes

# fmt: off
IMPOSED = [  # sentence, whether it sanctions
    ("逾期不改的，处二万元以上十万元以下罚款", True),
    ("给予警告，并责令限期改正", True),
    ("没收违法所得，吊销其经营许可证", True),
    ("依法给予处分；构成犯罪的，依法追究刑事责任", True),
    ("自滞纳之日起按日加收万分之五的滞纳金", True),
    ("骗取补贴资金的，由财政部门追回", True),
    ("对购置设备的企业给予10%补助", False),
    ("近三年未受过行政处罚的企业，给予奖励20万元", False),
    ("未被列入失信名单的企业，给予贴息", False),
    ("首次轻微违法并及时改正的，不予处罚", False),
    ("免收检测费用", False),
]
GIVEN = [  # clause, doc_type, whether it gives
    ("申请人应当按照规定缴纳年费。", "regulation", False),
    ("经营者不得以低于成本的价格倾销商品。", "regulation", False),
    ("个人取得两处以上所得的，应当办理汇算清缴。", "regulation", False),
    ("违反本法规定的，处五万元以上五十万元以下罚款。", "regulation", False),
    ("用人单位应当对完成成果的职工给予奖励。", "regulation", False),
    ("国家扶持中小企业采用先进技术。", "regulation", True),
    ("国家鼓励用人单位为劳动者建立补充保险。", "regulation", False),
    ("各级人民政府应当对小型企业给予资金支持。", "regulation", True),
    ("对综合利用资源的企业免征环境税。", "regulation", True),
    ("无偿资助、财政奖励、贷款贴息、损失补偿。", "measures", False),
    ("本办法所称服务平台，是指为企业提供服务的机构。", "measures", False),
    ("专用标识由字母和数字组成，共八位。", "measures", False),
    ("支持商业银行发放信用贷款。", "measures", True),
    ("逾期未报的，取消申报资格。", "measures", False),
    ("展示最新发布的政策。", "other", False),
    ("对首次上云的企业给予2万元补贴。", "other", True),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), IMPOSED, ids=[row[0] for row in IMPOSED])
def test_imposes(sentence, expected):
    assert imposes(sentence) is expected


@pytest.mark.parametrize(
    ("clause", "doc_type", "expected"), GIVEN, ids=[f"{row[1]}:{row[0][:16]}" for row in GIVEN]
)
def test_gives(clause, doc_type, expected):
    assert gives(clause, doc_type) is expected


def test_only_the_sentences_that_give():
    text = "企业应当如实申报。对符合条件的给予贴息。弄虚作假的，处一万元罚款。"
    assert list(giving(text, "measures")) == ["对符合条件的给予贴息"]
