"""For which line of business a document gives, by its title."""

import pytest

from policykb.answer.branches import branch_conditions, branches_in
from policykb.answer.given import given_profile
from policykb.answer.grammar import Setting

TITLES = [
    ("关于加快发展养蜂业的意见", ["养蜂业"]),
    ("某市促进冰雪旅游业恢复发展的若干措施", ["冰雪旅游业"]),
    ("关于支持集成电路产业高质量发展的若干政策", ["集成电路产业"]),
    ("关于促进就业创业的意见", []),
    ("提升中小企业竞争力若干措施", []),
    ("关于加快培育战略性新兴产业的决定", []),
    ("促进服务业领域困难行业恢复发展的若干政策", []),
    ("关于推动产业转移的意见", []),
    ("某省产业发展报告", []),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_branches_in_titles(title, expected):
    assert list(branches_in(title)) == expected


FIRMS = [
    ("关于加快发展养蜂业的意见", "我家养蜂二十年，卖蜂蜜", True),
    ("关于加快发展养蜂业的意见", "想创业，不知道有什么支持", None),
    ("关于支持集成电路产业发展的政策", "我们做集成电路设计，20个人", True),
    ("关于促进餐饮业发展的措施", "我们是做起重机的厂", False),
]


@pytest.mark.parametrize(("title", "story", "expected"), FIRMS)
def test_who_is_of_the_branch(title, story, expected):
    firm = given_profile({"text": story}, "2026-01-01")
    (condition,) = branch_conditions({"title": title})
    assert condition.quote in title
    assert condition.judge(firm, Setting("", "2026-01-01")) is expected
