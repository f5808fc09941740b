"""Which facts answer: of the place asked about, to this reader, and how many were left out."""

import pytest

from policykb.answer.ask import ORDER, ask, by_purpose, elsewhere, is_measure, order_of
from policykb.answer.naming import (
    asks_for_all,
    is_headed,
    meant_by,
    places_named,
    telling,
    wanted_words,
    without_names,
)
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store
from policykb.understand import understand

# fmt: off
CASES = [  # question, region of the fact, its document's region and level, its city, elsewhere
    ("外省的目标", "湖南省粮食产量目标", "湖北省", "湖北省", "provincial", "", True),
    ("本省的目标", "湖南省粮食产量目标", "湖南省", "湖南省", "provincial", "", False),
    ("省里的管到市", "长沙市有什么补贴", "湖南省", "湖南省", "provincial", "", False),
    ("市里的也是省里的", "湖南省有哪些做法", "长沙市", "长沙市", "municipal", "", False),
    ("邻市的", "长沙市有什么补贴", "武汉市", "武汉市", "municipal", "", True),
    ("同省邻市的", "长沙市有什么补贴", "株洲市", "株洲市", "municipal", "", True),
    ("全国报告里同省邻市的做法", "长沙市有哪些做法", "", "全国", "national", "株洲市", True),
    ("全国报告里邻市的数据", "长沙市有哪些数据", "武汉市", "全国", "national", "", True),
    ("全国的", "湖南省粮食产量目标", "全国", "全国", "national", "", False),
    ("没有地区的", "湖南省粮食产量目标", "", "", "", "", False),
    ("全国报告里外省城市的做法", "湖南省有哪些做法", "", "全国", "national", "武汉市", True),
    ("全国报告里本省城市的做法", "湖南省有哪些做法", "", "全国", "national", "长沙市", False),
    ("没有问地方", "粮食产量目标", "湖北省", "湖北省", "provincial", "", False),
]
# fmt: on


@pytest.mark.parametrize(
    ("question", "region", "of_document", "level", "city", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_facts_of_another_place_do_not_answer(question, region, of_document, level, city, expected):
    row = {"region": region, "city": city, "document": {"region": of_document, "level": level}}
    assert elsewhere(row, understand(question)) is expected


@pytest.mark.parametrize(
    ("question", "left_out"), [("慈溪市排第几", False), ("宁海县排名", True), ("浙江省排名", False)]
)
def test_a_ranking_answers_for_the_places_that_it_names(question, left_out):
    document = {"region": "浙江省", "level": "provincial"}
    row = {"kind": "ranking", "cities": ["慈溪市", "温州"], "document": document}
    assert elsewhere(row, understand(question)) is left_out


# fmt: off
CLAUSES = [  # text, doc_type, to an official, to a firm
    ("违反本法规定的，处一万元罚款。", "regulation", False, False),
    ("经营者不得滥用市场支配地位。", "regulation", True, False),
    ("支持银行发放信用贷款。", "measures", True, True),
    ("骗取补贴的，追回资金。符合条件的给予贴息。", "measures", True, True),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "doc_type", "official", "firm"), CLAUSES, ids=[case[0][:14] for case in CLAUSES]
)
def test_what_is_a_measure_to_whom(text, doc_type, official, firm):
    row = {"text": text, "number": "", "heading": "", "document": {"doc_type": doc_type}}
    assert (is_measure(row, "official"), is_measure(row, "firm")) == (official, firm)


def test_what_a_limit_leaves_out_is_counted(library):
    store = Store.open(library)
    searcher = Searcher(store, load(store.model or "builtin"))
    question = "小微企业的资金周转、账款拖欠和上云"
    whole, cut = (ask(question, searcher, limit=limit) for limit in (10, 1))
    count = len(whole["measures"])
    assert count > 1
    assert whole["more"] == {}
    assert len(cut["measures"]) == 1
    assert cut["more"]["measures"] == count - 1


def test_measures_with_the_help_asked_for_come_before_others() -> None:
    rows = [
        {"text": "健全专精特新企业梯度培育体系。", "score": 0.7},
        {"text": "引导银行增加对专精特新企业的贷款。", "score": 0.6},
        {"text": "鼓励创办专精特新企业的协会。", "score": 0.5},
    ]
    asked = by_purpose(rows, "专精特新企业有哪些融资支持")
    assert [row["score"] for row in asked] == [0.6, 0.56, 0.4]
    assert by_purpose(rows, "专精特新企业有哪些政策") == rows


def test_the_name_of_the_place_asked_about_tells_no_facts_apart() -> None:
    query = understand("甘肃今年新增就业多少人")
    assert wanted_words(query) >= {"新增", "就业"}
    assert "甘肃" not in wanted_words(query)
    assert without_names("甘肃省新增就业", places_named(query)) == "新增就业"


HEADS = [
    ("GDP是多少", "地区生产总值增长率", True), ("GDP是多少", "单位GDP能耗下降率", False),
    ("GDP是多少", "全省地区生产总值", True), ("甘肃的GDP", "甘肃省地区生产总值", True),
    ("GDP是多少", "工业对GDP增长贡献率", False), ("GDP是多少", "", False),
]  # fmt: skip


@pytest.mark.parametrize(("question", "indicator", "expected"), HEADS)
def test_an_indicator_of_the_very_thing_that_is_asked_for(question, indicator, expected) -> None:
    assert is_headed({"indicator": indicator}, telling(understand(question))) is expected


def test_what_a_question_names_are_concepts_and_other_words() -> None:
    named = meant_by(telling(understand("甘肃2024年GDP增速和研发中心")))
    assert "gdp" in named
    assert {"研发", "中心"} <= named
    assert named.isdisjoint({"甘肃", "2024", "2024年"})


def test_who_asks_for_a_figure_sees_figures_first() -> None:
    assert order_of("official", "今年新增就业多少人")[:2] == ("targets", "indicators")
    assert order_of("firm", "有什么扶持") == ORDER["firm"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("成都市2027年底目标", True),
        ("青海十五五目标有哪些", True),
        ("2030年主要目标", True),
        ("青海2030年城镇化率目标", False),
        ("成都市2027年的措施", False),
    ],
)
def test_who_names_only_place_and_year_asks_for_all_targets(question, expected):
    assert asks_for_all(understand(question)) is expected
