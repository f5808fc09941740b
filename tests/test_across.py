"""Questions through the provinces: one entry each, of one indicator, and a bound on the values."""

import re

import pytest

from policykb.answer.across import (
    anchor_of,
    bounds_of,
    goes_through,
    is_alike,
    of_sizes,
    of_year,
    one_each,
    only_of_years,
)


def row(place, indicator, value, unit="%", year="2025", score=0.5):
    return {
        "region": place, "indicator": indicator, "subject": place, "value": value, "unit": unit,
        "deadline": year, "score": score, "document": {"region": place},
    }  # fmt: skip


ROWS = [
    row("四川省", "地区生产总值增长率", 5.5),
    row("四川省", "规模以上工业增加值增长率", 7),
    row("贵州省", "全省地区生产总值增长率", 6),
    row("青海省", "经济增长率", 4.5),
    row("青海省", "经济增长率", 4),
    row("成都市", "地区生产总值增长率", 8),
    row("全国", "国内生产总值增长率", 5),
    row("云南省", "地区生产总值增长率", None),
    row("重庆市", "地区生产总值增长率", 6, year="2030"),
    row("海南省", "城镇新增就业", 150_000, unit="人"),
]

# fmt: off
QUESTIONS = [
    ("各省的GDP目标是多少", True), ("哪些省城镇新增就业超过100万", True), ("全国各地怎么定的", True),
    ("广西的GDP目标是多少", False), ("各级财政怎么安排", False), ("省里有什么补贴", False),
]
BOUNDS = [
    ("哪些省GDP增长5.5%以上", [">="], [("贵州省", 6), ("四川省", 5.5)]),
    ("哪些省提出5.5%", ["="], [("四川省", 5.5)]),
    ("哪些省的增速低于5%", ["<"], [("青海省", 4.5)]),
    ("哪些省的目标超过10%", [">"], []),
    ("各省GDP增长多少", [], [("贵州省", 6), ("四川省", 5.5), ("青海省", 4.5)]),
]
# fmt: on


def named(row):
    """What a fact names of a question for the gross product."""
    return frozenset(["gdp"] if re.search("生产总值|经济增长", row["indicator"]) else [])


@pytest.mark.parametrize(("question", "expected"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_which_questions_go_through_the_provinces(question, expected):
    assert goes_through(question) is expected


@pytest.mark.parametrize(("question", "operators", "expected"), BOUNDS, ids=[b[0] for b in BOUNDS])
def test_one_entry_of_the_indicator_for_each_province(question, operators, expected):
    assert [bound.operator for bound in bounds_of(question)] == operators
    anchor = anchor_of(ROWS, ["2025"], named)
    found = one_each(ROWS, question, ["2025"], anchor)
    assert [(each["region"], each["value"]) for each in found] == expected


def test_the_indicator_meant_is_the_one_that_most_provinces_have():
    of_one = row("海南省", "海洋生产总值占地区生产总值比重", 30)
    most = row("四川省", "地区生产总值增长率", 5.5)
    employed = [
        row(place, "城镇新增就业", 10, unit="人") for place in ("四川省", "云南省", "贵州省")
    ]
    rows = [of_one, most, row("贵州省", "地区生产总值增长率", 6), *employed]
    assert anchor_of(rows, (), named) == most
    assert anchor_of([of_one, *employed], (), named) == of_one
    assert anchor_of([], (), named) is None


def test_an_anchor_names_the_indicator():
    (found,) = one_each(ROWS, "各省新增就业", [], row("", "城镇新增就业人数", 1, unit="人"))
    assert found["region"] == "海南省"


def test_a_share_of_the_product_is_another_indicator():
    one, other = row("甲", "地区生产总值增长率", 5), row("乙", "单位地区生产总值能耗下降率", 3)
    assert not is_alike(one, other)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("哪个省GDP总量最大", [2]), ("各省GDP增长多少亿元", [1, 2]), ("各省的GDP", [1, 2])],
)
def test_who_asks_for_a_size_is_not_told_rates(question, expected):
    rows = [row("甲", "地区生产总值增长率", 1), row("甲", "地区生产总值", 2, unit="元")]
    assert [each["value"] for each in of_sizes(rows, question)] == expected
    assert of_sizes(rows[:1], question) == rows[:1]


@pytest.mark.parametrize(
    ("years", "expected"),
    [(("2030",), True), (("2026-2030",), True), (("2029",), False), ((), True)],
)
def test_the_years_of_a_plan_end_in_its_last(years, expected):
    assert of_year(row("四川省", "甲", 1, year="2030"), years) is expected


def test_a_target_of_another_year_is_left_out_where_one_of_the_year_asked_is_as_good():
    rows = [
        {"score": 0.8, "deadline": "2015"},
        {"score": 0.75, "deadline": "2020"},
        {"score": 0.7, "deadline": None},
    ]
    assert only_of_years(rows, ("2015",)) == [rows[0], rows[2]]
    assert only_of_years(rows, ()) == rows
    assert only_of_years(rows, ("2017",)) == rows
    assert only_of_years(list(reversed(rows)), ("2020",)) == [rows[2], rows[1]]
