"""Dates and periods of official Chinese."""

import datetime as dt

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from policykb.dates import (
    find_periods,
    later,
    plan_years,
    read_date,
    stamped_days,
    write_date,
)

DATES = [
    ("2021年11月6日", "2021-11-06"),
    ("２０２１年１月２日", "2021-01-02"),
    ("二〇二一年十一月六日", "2021-11-06"),
    ("二○一九年十二月三十一日", "2019-12-31"),
    ("2021-11-06", "2021-11-06"),
    ("2021/1/6", "2021-01-06"),
    ("2021年2月30日", None),
    ("2021年11月", None),
    ("11月6日", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "iso"), DATES, ids=[t for t, _ in DATES])
def test_reads_a_whole_date(text, iso):
    assert read_date(text) == iso


@given(st.dates(min_value=dt.date(1949, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_write_then_read_is_the_identity(day):
    assert read_date(write_date(day.isoformat())) == day.isoformat()


# text, then start, end and kind of its one period; 2025 is the year it is read in
PERIODS = [
    ("到2025年，建成体系", "2025-01-01", "2025-12-31", "deadline"),
    ("2025年底前完成", "2025-01-01", "2025-12-31", "deadline"),
    ("2023年6月底前印发", "2023-06-01", "2023-06-30", "deadline"),
    ("截至2020年底，共有", "2020-01-01", "2020-12-31", "as_of"),
    ("“十四五”期间", "2021-01-01", "2025-12-31", "period"),
    ("十四五末", "2021-01-01", "2025-12-31", "deadline"),
    ("“十三五”以来", "2016-01-01", "", "from"),
    ("2016-2020年安排", "2016-01-01", "2020-12-31", "period"),
    ("2021年至2023年", "2021-01-01", "2023-12-31", "period"),
    ("2021年上半年", "2021-01-01", "2021-06-30", "period"),
    ("2025年前三季度", "2025-01-01", "2025-09-30", "period"),
    ("2024年1—11月", "2024-01-01", "2024-11-30", "period"),
    ("自2022年1月1日起施行", "2022-01-01", "", "from"),
    ("2021年11月6日印发", "2021-11-06", "2021-11-06", "date"),
    ("2020年初步建成", "2020-01-01", "2020-12-31", "period"),
    ("今年要做好", "2025-01-01", "2025-12-31", "period"),
    ("年底前完成", "2025-01-01", "2025-12-31", "deadline"),
    ("6月底前完成", "2025-06-01", "2025-06-30", "deadline"),
    ("未来三年", "2025-01-01", "2027-12-31", "period"),
    ("去年增长", "2024-01-01", "2024-12-31", "period"),
]


@pytest.mark.parametrize(("text", "start", "end", "kind"), PERIODS, ids=[p[0] for p in PERIODS])
def test_finds_the_period(text, start, end, kind):
    (found,) = find_periods(text, "2025-01-20")
    assert (found.start, found.end, found.kind) == (start, end, kind)


@pytest.mark.parametrize("text", ["今年", "年底前", "第三季度", "5G时代", "2025个", "十五个"])
def test_without_an_anchor_or_a_date_there_is_no_period(text):
    assert find_periods(text) == ()


@pytest.mark.parametrize(
    ("name", "years"), [("十四五", (2021, 2025)), ("六五", (1981, 1985)), ("四五", None)]
)
def test_five_year_plans_follow_each_other(name, years):
    assert plan_years(name) == years


def test_later_keeps_inside_the_month():
    assert later("2024-02-29", years=1) == "2025-02-28"
    assert later("2021-11-06", years=5) == "2026-11-06"
    assert later("2021-10-31", months=4) == "2022-02-28"


@pytest.mark.parametrize("unit", ["2025年", "到", "十", "“十五”", "2021-", "1月", "2025年1—"])
def test_time_is_linear(unit):
    assert_linear(lambda text: find_periods(text, "2025"), unit)


# fmt: off
STAMPS = [
    ("一行两个", "2002－12－24发布2003－07－01实施", {"发布": "2002-12-24", "实施": "2003-07-01"}),
    ("横线丢了", "2008 08 19发布2008 10 01实施", {"发布": "2008-08-19", "实施": "2008-10-01"}),
    ("前后有字", "发布2008 -04 -02发 布", {"发布": "2008-04-02"}),
    ("批准", "国家环境保护局1993-07-19批准", {"批准": "1993-07-19"}),
    ("年月日", "2022年6月1日 实施", {"实施": "2022-06-01"}),
    ("第一个算", "2001-11-12发布 2005-01-01发布", {"发布": "2001-11-12"}),
    ("没有这一天", "2001-13-12发布", {}),
    ("别的话", "2000年2月29日国家环境保护总局发布的标准", {}),
    ("更长的数", "编号12001-11-12发布", {}),
]
# fmt: on


@pytest.mark.parametrize(("text", "days"), [s[1:] for s in STAMPS], ids=[s[0] for s in STAMPS])
def test_days_stamped_on_a_cover(text, days):
    assert stamped_days(text) == days
