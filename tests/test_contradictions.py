"""Two figures contradict each other where no value fits both."""

import pytest

from policykb.answer.contradictions import contradictions


def figure(value, value_text, quote=None, *, doc="甲", operator="=", unit="家", **more):
    record = {
        "id": f"indicator-{doc}-{value}-{value_text}",
        "kind": "indicator",
        "indicator": "全省专精特新企业数量",
        "subject": "专精特新企业",
        "region": "某省",
        "as_of": "2024",
        "value": value,
        "value_text": value_text,
        "operator": operator,
        "unit": unit,
        "document": {"id": doc, "title": f"{doc}报告"},
        "eid": f"h1_{value}",
        "path": [],
        "quote": quote or f"全省专精特新企业{value_text}",
        "page": None,
        "citation": f"《{doc}报告》一、",
        "by": "indicators",
        "source_kind": "statistic",
    }
    return record | more


# value, printed, operator of two statements; whether they contradict each other
PAIRS = [
    ((300, "300家", "="), (320, "320家", "="), True),
    ((300, "300家", "="), (300, "300家", "="), False),
    ((26000, "2.6万家", "="), (26012, "26012家", "="), False),
    ((26000, "2.6万家", "="), (26612, "26612家", "="), True),
    ((300, "超过300家", ">"), (320, "320家", "="), False),
    ((300, "超过300家", ">"), (280, "280家", "="), True),
    ((300, "300家左右", "~"), (310, "310家", "="), False),
    ((300, "300家左右", "~"), (400, "400家", "="), True),
    ((300, "300家以内", "<="), (310, "310家", "="), True),
    ((300, "不足300家", "<"), (290, "290家", "="), False),
]


@pytest.mark.parametrize(
    ("one", "other", "wanted"), PAIRS, ids=[f"{p[0][1]}|{p[1][1]}" for p in PAIRS]
)
def test_which_statements_contradict(one, other, wanted):
    rows = [
        figure(value, text, doc=doc, operator=operator)
        for doc, (value, text, operator) in zip("甲乙", (one, other), strict=True)
    ]
    assert bool(contradictions(rows)) is wanted


def test_a_contradiction_shows_both_statements():
    (found,) = contradictions([figure(300, "300家"), figure(320, "320家", doc="乙")])
    assert found["kind"] == "contradiction"
    assert (found["indicator"], found["as_of"], found["values"]) == (
        "全省专精特新企业数量",
        "2024",
        [300, 320],
    )
    assert found["within"] is False
    assert [s["citation"] for s in found["statements"]] == ["《甲报告》一、", "《乙报告》一、"]
    assert all(s["quote"] for s in found["statements"])
    assert {"document", "eid", "path", "quote", "page", "citation", "by", "id"} <= set(found)


def test_within_one_document():
    (found,) = contradictions([figure(300, "300家"), figure(320, "320家")])
    assert found["within"] is True


# what differs in more than its value, or is not definite
OTHERS = [
    {"as_of": "2023"},
    {"region": "别省"},
    {"subject": "别的企业"},
    {"unit": "户"},
    {"as_of": None},
    {"indicator": "全省小巨人企业数量"},
    {"quote": "比上年增加320家全省专精特新企业"},  # a change, not a state
    {"quote": "累计达320家"},  # the name was carried over from the sentence
    {"value": None},
]


@pytest.mark.parametrize("other", OTHERS, ids=[str(o) for o in OTHERS])
def test_what_cannot_be_compared_contradicts_nothing(other):
    second = figure(320, "320家", doc="乙") | other
    assert contradictions([figure(300, "300家"), second]) == []


def test_vague_names_contradict_nothing():
    rows = [
        figure(v, f"{v}%", f"总量{v}%", doc=str(v), indicator="总量", subject="") for v in (3, 5)
    ]
    assert contradictions(rows) == []


def test_figures_of_one_list_contradict_nothing():
    quote = "全省专精特新企业分别为300家、320家"
    rows = [figure(v, f"{v}家", quote, eid="h1_1") for v in (300, 320)]
    assert contradictions(rows) == []


def test_real_documents_contradict_nothing_by_mistake(shared):
    from policykb.answer.records import fact_records
    from policykb.clean import clean
    from policykb.extract.facts import extract
    from policykb.parse import parse
    from policykb.read import read

    rows = []
    for path in sorted(shared("corpus").glob("*.txt")):
        rows += fact_records(extract(parse(clean(read(path)))))["indicators"]
    assert contradictions(rows) == []
