"""Measures without a word of duty: what is granted, done or answered; and what is none."""

import pytest
from drafts import draft

from policykb.extract.measures import measures
from policykb.extract.support import support

GRANTED = [  # what an article gives, or has a body do, without the words of a duty
    ("每户每年度领取额度最高3万元，科技型企业最高5万元；团队每年度最高1万元。", "最高3万元；最高5万元；最高1万元"),
    ("服务券按合同额的一定比例抵扣：设计类按30%抵扣，单个合同抵扣额不超过2万元。", "不超过2万元"),
    ("骗取资金的，由市科技局追回已经发放的资金。", None),
    ("每个乡镇组建20人以上的抢险队。", None),
    ("工作专班每月调度，年底评比。", None),
    ("运营机构每年9月底前报送台账。", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "cap"), GRANTED, ids=[g[0][:8] for g in GRANTED])
def test_an_article_that_gives_or_has_done_needs_no_word_of_duty(body, cap):
    (found,) = measures(draft(f"第一条 {body}"))
    assert (found.support.cap if found.support else None) == cap


NO_MEASURES = [
    ["一、失效文件", "1.某县人民政府关于支持旅游发展的实施意见（某政发〔2009〕3号）"],
    ["一、废止下列文件", "（一）《某县促进旅游发展实施意见》（某政发〔2009〕3号）"],
    ["一、工作开展情况", "（一）建设。加强改造，支持企业，给予每台补贴2万元。"],
    ["一、主要经验做法", "（一）建设。推行联办，建立清单，优化服务。"],
    ["一、试点县申报条件", "1.已建立工作机制。"],
    ["一、响应启动条件", "1.一级响应。城区保障供水中断12小时以上。"],
    ["一、工作原则", "坚持统筹推进，加强协同配合。"],
]


@pytest.mark.parametrize("lines", NO_MEASURES, ids=[n[0] for n in NO_MEASURES])
def test_what_is_named_done_or_required_is_no_measure(lines):
    assert measures(draft(*lines)) == ()


ASKED = (
    "一、问：招用毕业生有什么补贴？\n答：按每人800元发放一次性补贴。",
    "二、问：要不要申请？\n答：不需要，资金直接拨付。",
    "三、问：发放情况如何？\n答：截至上月，已向3万户发放补贴2亿元。",
)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [("稳岗政策问答", ["一、"]), ("《某市稳岗办法》问答", []), ("某市稳岗若干措施政策问答", [])],
)
def test_answers_that_grant_are_measures_where_no_text_is_explained(title, numbers):
    lines = [line for asked in ASKED for line in asked.split("\n")]
    found = measures(draft(*lines, doc_type="interpretation", title=title))
    assert [m.number for m in found] == numbers


def test_questions_and_answers_may_be_paragraphs_without_numbers():
    lines = ["问：创业有什么补贴？", "答：按每人3000元给予补贴。", "问：找谁办？", "答：找窗口。"]
    document = draft(*lines, doc_type="interpretation", title="创业政策问答")
    assert [m.span.of(document.text) for m in measures(document)] == ["答：按每人3000元给予补贴。"]


def test_what_those_must_be_who_may_have_most_is_no_share_of_it():
    found = support(
        "个人最高20万元，新招人数达到现有人数12%的小微企业最高250万元，按利率的40%贴息。"
    )
    assert (found.ratio, found.cap) == ("40%", "最高20万元；最高250万元")


@pytest.mark.parametrize(
    ("title", "body", "amount"),
    [
        ("某市租房补贴办法", "毕业生租房的，本科每人每月400元，博士每人每月900元。", "每人每月400元；每人每月900元"),
        ("某市租房补贴办法", "申请人每人每月收入在900元以内。", None),
        ("某市租房管理办法", "毕业生租房的，本科每人每月400元。", None),
    ],
)  # fmt: skip
def test_in_a_text_on_aid_a_sum_for_each_is_given(title, body, amount):
    found = measures(draft(f"第一条 {body}", title=title))
    assert [m.support.amount for m in found] == ([amount] if amount else [])


STATED = [  # heading, text → claimable, amount, ratio, cap, whom it is for
    ("", "对首次认定的节水企业，高新区按市级财政资金100%进行匹配。",
     (True, "", "100%", "", ("首次认定的节水企业",))),
    ("", "对节水企业给予一次性20万元奖励，用于鼓励企业加大投入。",
     (True, "一次性20万元", "", "", ("节水企业",))),
    ("", "鼓励区县对节水企业给予补贴。", (False, "", "", "", ("节水企业",))),
    ("", "符合条件的个人可申请最高50万元的贷款，对贷款利率1%以上部分予以贴息。",
     (True, "最高50万元", "1%", "最高50万元", ())),
    ("", "确定担保贷款额度，最高不超过400万元，按照利率50%给予贴息。",
     (True, "最高不超过400万元", "50%", "最高不超过400万元", ())),
    ("", "按实际投入给予10%的补助，分别给予补助总额30%、70%的补助。", (True, "", "10%的补助", "", ())),
    ("补助标准", "分类补助为：1.低保户重建房屋户均2万元；修缮户均0.6万元。",
     (True, "户均2万元；户均0.6万元", "", "", ())),
    ("补助标准", "C级维修不高于1.5万元。", (True, "不高于1.5万元", "", "不高于1.5万元", ())),
    ("拨款补助", "节水项目不超过总投资的50%，最高不超过200万元。",
     (True, "最高不超过200万元", "", "最高不超过200万元", ())),
    ("", "对利息予以补助，贴息年限不超过二年，分年度安排，每年最高不超过300万元。",
     (True, "每年最高不超过300万元", "", "最高不超过300万元", ())),
    ("", "对参加展会的企业，在省级补贴的基础上，其余部分按实际支出予以补助。",
     (False, "", "", "", ("参加展会的企业",))),
    ("", "单个企业年支持费用不超过10万元。", (True, "不超过10万元", "", "不超过10万元", ())),
    ("", "给予奖励，奖励总额不超过200万人民币。",
     (True, "不超过200万人民币", "", "不超过200万人民币", ())),
    ("补助对象", "年收入不高于1.5万元的农户。", None),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "text", "expected"), STATED, ids=[s[1][:12] for s in STATED])
def test_how_much_is_granted_and_to_whom(heading, text, expected):
    found = support(text, heading)
    told = found and (found.claimable, found.amount, found.ratio, found.cap, found.conditions)
    assert told == expected
