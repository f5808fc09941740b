"""Is a fact of the clauses found to the point?"""

import pytest

from policykb.answer.points import to_the_point
from policykb.understand import understand


def quotes(found: dict) -> dict:
    return {kind: [row["quote"] for row in rows] for kind, rows in found.items()}


def index(asked, k):
    """An index that holds 账款, 企业, 贷款, 银行 and 增速, all as often, and nothing else."""
    held = [word for word in asked if word in ("账款", "企业", "贷款", "银行", "增速")]
    return [1] * len(held), [], 1.0 if held else 9.0


def fact(quote, score=0.5):
    return {"id": quote, "kind": "", "quote": quote, "score": score, "document": {}}


POINTS = [
    # what is meant is named: 货款 is 拖欠账款; the other figures of its clause are left out
    ("货款要不回来怎么办", ["清偿拖欠账款80亿元"], ["培训300人", "办展12场"]),
    # none names what is meant, which no passage says in the asker's words: none is shown
    ("大企业拖着货款不给", [], ["七成企业反映成本上涨", "企业户数增长5%"]),
    # by words alone, the rare ones; what one of the best holds the half of is enough
    ("银行贷款有多少", ["银行贷款3亿元", "贷款余额2亿元"], ["培训300人"]),
    # how a figure is put is not what it is of
    ("新增多少", ["新增床位300张", "城镇就业30万人"], []),
    # a body answers for facts that do not name it
    ("财政部有哪些目标", ["新增床位300张"], []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "shown", "left_out"), POINTS)
def test_figures_beside_the_point_are_left_out(question, shown, left_out) -> None:
    found = {
        "measures": [fact("培训300人") | {"text": "拖欠账款要清偿，银行给予贷款，新增床位。"}],
        "targets": [fact(quote) for quote in shown[:1] + left_out[:1]],
        "indicators": [fact(quote) for quote in shown[1:] + left_out[1:]],
    }
    told = quotes(to_the_point(found, understand(question), index))
    assert told.pop("measures") == ["培训300人"]
    assert sorted(quote for each in told.values() for quote in each) == sorted(shown)


MEASURES = [
    ("银行不给贷款", "引导银行增加贷款。", True), ("银行不给贷款", "培训经营管理人才。", False),
    ("货款要不回来怎么办", "建立清偿拖欠账款的机制。", True), ("货款要不回来怎么办", "举办展会。", False),
    ("新增多少", "举办展会。", True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "expected"), MEASURES)
def test_measures_that_say_hardly_a_word_of_what_is_asked_are_left_out(question, text, expected):
    better = "增加贷款，清偿拖欠账款，新增床位。"
    found = {"measures": [fact(better, 0.9) | {"text": better}, fact(text) | {"text": text}]}
    told = quotes(to_the_point(found, understand(question), index))
    assert told["measures"] == [better, text][: 1 + expected]


def test_the_best_measure_is_shown_though_it_says_nothing_in_the_askers_words():
    found = {"measures": [fact("举办招聘活动。") | {"text": "举办招聘活动。"}]}
    assert to_the_point(found, understand("银行不给贷款"), index) == found


def test_all_facts_of_a_document_that_is_named_are_shown() -> None:
    found = {"targets": [fact("培训300人")], "indicators": []}
    query = understand("工信部企业〔2021〕169号")
    assert to_the_point(found, query, index) == found
