"""Numbers, read and written exactly, and the quantities of running text."""

from decimal import Decimal

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.numerals import find_quantities, read_integer, read_number, write_number

NUMBERS = [
    ("一百万", "1000000"),
    ("2.6万", "26000"),
    ("1.5万亿", "1500000000000"),
    ("12,345", "12345"),
    ("12,345.60", "12345.6"),
    ("二十一", "21"),
    ("十", "10"),
    ("二〇二一", "2021"),
    ("２１", "21"),
    ("三点一四", "3.14"),
    ("三点五万", "35000"),
    ("二百五", "250"),
    ("二百零五", "205"),
    ("1亿2000万", "120000000"),
    ("一万二千亿", "1200000000000"),
    ("四分之三", "0.75"),
    ("百分之二十", "0.2"),
    ("负三", "-3"),
    ("壹佰贰拾", "120"),
    ("千亿", "100000000000"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS, ids=[t for t, _ in NUMBERS])
def test_reads_the_exact_number(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "家", "三四百", "1.2.3", "12,34", "点五", "一百家", "9" * 40])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十一", 21), ("21", 21), ("２１", 21), ("1.5", None), ("二〇二一", 2021), ("甲", None)],
)
def test_reads_clause_numbers(text, value):
    assert read_integer(text) == value


@settings(max_examples=10_000, deadline=None)
@given(st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False))
def test_write_then_read_is_the_identity(value):
    assert read_number(write_number(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"), (10, "十"), (15, "十五"), (105, "一百零五"), (10500, "一万零五百"),
        (100_000_000, "一亿"), (100_005_000, "一亿零五千"), (1_200_000_000_000, "一万二千亿"),
    ],
)  # fmt: skip
def test_writes_as_it_is_read_aloud(value, text):
    assert write_number(value) == text


# text, then (value, unit, operator) of every quantity in it
QUANTITIES = [
    ("营业收入增长18%以上", [("18", "%", ">=")]),
    (
        "形成一百万家甲、十万家乙和一万家丙",
        [("1000000", "家", None), ("100000", "家", None), ("10000", "家", None)],
    ),
    ("市场主体超1.4亿户", [("140000000", "户", ">")]),
    ("平台3300多家", [("3300", "家", ">")]),
    ("收回8500多亿元", [("850000000000", "元", ">")]),
    ("近10万家机构", [("100000", "家", "~")]),
    ("9.4万台（套）仪器", [("94000", "台（套）", None)]),
    ("涨幅控制在3%左右", [("3", "%", "~")]),
    ("失业率控制在5.5%以内", [("5.5", "%", "<=")]),
    ("不超过30个工作日", [("30", "工作日", "<=")]),
    ("下降2.5个百分点", [("2.5", "百分点", None)]),
    ("由36.4升至46.1", [("36.4", "", None), ("46.1", "", None)]),
    ("从十方面、20方面提出", [("20", "", None)]),
    ("用水5亿方", [("500000000", "方", None)]),
    ("控制在0.6人/百亿元以下", [("0.6", "人/百亿元", "<=")]),
    ("迈上3万亿元台阶", [("3000000000000", "元", ">=")]),
    ("跨过500亿元", [("50000000000", "元", ">")]),
    ("容量5升", [("5", "升", None)]),
    ("规模突破千亿元", [("100000000000", "元", ">")]),
    ("人均16.8万元/人左右", [("168000", "元/人", "~")]),
    ("总额不超过200万人民币", [("2000000", "元", "<=")]),
    ("每个展位1.5万元人民币", [("15000", "元", None)]),
    ("浓度低于34微克／立方米", [("34", "微克/立方米", "<")]),
    ("装机1000万千瓦", [("10000000", "千瓦", None)]),
    ("三年翻一番", [("3", "年", None), ("2", "倍", None)]),
    ("九成以上企业", [("90", "%", ">=")]),
    ("超七成五城市", [("75", "%", ">")]),
    ("过半企业", [("50", "%", ">")]),
    ("占比达到百分之二十", [("20", "%", None)]),
    ("从36.4提高到46.1", [("36.4", "", None), ("46.1", "", None)]),
    ("投资两位数增长", [("10", "%", ">=")]),
    ("保持两位数以上增长", [("10", "%", ">=")]),
    ("突破万亿元大关", [("1000000000000", "元", ">")]),
    ("交易额突破百亿", [("10000000000", "", ">")]),
    ("产值稳定在千亿元以上", [("100000000000", "元", ">=")]),
    ("在2015年基础上翻了一番", [("2", "倍", None)]),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[t for t, _ in QUANTITIES])
def test_finds_quantities(text, expected):
    found = [(q.value, q.unit, q.operator) for q in find_quantities(text)]
    assert found == [(Decimal(v), unit, operator) for v, unit, operator in expected]
    assert all(q.span.of(text) == q.text for q in find_quantities(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("培育3—5个集群", "3", "5", "个"),
        ("增长2%至3%", "2", "3", "%"),
        ("投入10-20亿元", "1000000000", "2000000000", "元"),
        ("引进3～5万人", "30000", "50000", "人"),
    ],
)
def test_reads_ranges(text, low, high, unit):
    (found,) = find_quantities(text)
    assert (found.value, found.value_max, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2025年1月20日", "2021—2025年", "第3位", "前10位", "5G网络", "PM2.5", "“十四五”时期", "“1+10+N”",
        "3000吨级航道", "千亿级集群", "百亿产业基金", "千亿元产业", "两位数字", "〔2021〕169号", "两个一百", "一个平台", "每万元产值", "十分重要", "8时40分",
    ],
)  # fmt: skip
def test_names_dates_and_ordinals_are_no_quantities(text):
    assert [q.text for q in find_quantities(text) if q.unit not in ("时",)] in ([], ["8"])


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "千",
        "1,",
        "1.",
        "1到",
        "百分之",
        "翻",
        "一成",
        "从1家",
        "超过",
        "1万",
        "（1",
        "1/",
        "多1亿",
        "三点",
    ],
)
def test_time_is_linear(unit):
    assert_linear(find_quantities, unit)
