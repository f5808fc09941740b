"""Which fact of a sentence speaks for it."""

import pytest

from policykb.answer.statements import Statement, named

FACTS = (
    {"id": "a", "indicator": "梯度培育体系", "subject": "", "quote": "梯度培育体系进一步健全", "qualitative": True},
    {"id": "b", "indicator": "创新型中小企业", "subject": "创新型中小企业", "quote": "创新型中小企业5万家"},
    {"id": "c", "indicator": "“小巨人”企业", "subject": "“小巨人”企业", "quote": "“小巨人”企业不低于300家"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "leading"),
    [(("小巨人",), "c"), (("创新型",), "b"), (("梯度",), "b"), ((), "b")],
    ids=["问到的指标", "另一个指标", "有数的先于没数的", "什么都没问"],
)
def test_the_fact_that_is_asked_about_leads(words, leading):
    record = Statement({}, "……", "……", FACTS).record("target", words)
    assert record["id"] == leading
    assert sorted([record["id"], *record["together"]]) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("5个千亿集群", True),
        ("3个五千亿集群", False),
        ("3个五千亿、5个千亿集群", True),
        ("集群", False),
    ],
)
def test_the_end_of_a_greater_number_is_not_named(text, told):
    assert named("千亿", text) is told
