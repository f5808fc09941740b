"""The size standard of 工信部联企业〔2011〕300号: its rows, and classes from exact and rough figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.answer.amounts import Range, exactly
from policykb.answer.sizes import CLASSES, SOURCE, explained, needed, size_classes, standards

WAN = 10_000

# The regulation's fourth article, in people and 万元: sector, the figures it rests on, and the
# bounds of large, medium and small.
# fmt: off
ROWS = [
    ("农、林、牧、渔业", ("revenue",), (20000,), (500,), (50,)),
    ("工业", ("staff", "revenue"), (1000, 40000), (300, 2000), (20, 300)),
    ("建筑业", ("revenue", "assets"), (80000, 80000), (6000, 5000), (300, 300)),
    ("批发业", ("staff", "revenue"), (200, 40000), (20, 5000), (5, 1000)),
    ("零售业", ("staff", "revenue"), (300, 20000), (50, 500), (10, 100)),
    ("交通运输业", ("staff", "revenue"), (1000, 30000), (300, 3000), (20, 200)),
    ("仓储业", ("staff", "revenue"), (200, 30000), (100, 1000), (20, 100)),
    ("邮政业", ("staff", "revenue"), (1000, 30000), (300, 2000), (20, 100)),
    ("住宿业", ("staff", "revenue"), (300, 10000), (100, 2000), (10, 100)),
    ("餐饮业", ("staff", "revenue"), (300, 10000), (100, 2000), (10, 100)),
    ("信息传输业", ("staff", "revenue"), (2000, 100000), (100, 1000), (10, 100)),
    ("软件和信息技术服务业", ("staff", "revenue"), (300, 10000), (100, 1000), (10, 50)),
    ("房地产开发经营", ("revenue", "assets"), (200000, 10000), (1000, 5000), (100, 2000)),
    ("物业管理", ("staff", "revenue"), (1000, 5000), (300, 1000), (100, 500)),
    ("租赁和商务服务业", ("staff", "assets"), (300, 120000), (100, 8000), (10, 100)),
    ("其他未列明行业", ("staff",), (300,), (100,), (10,)),
]
# fmt: on


def test_all_sectors_are_there():
    assert list(standards()) == [row[0] for row in ROWS]


@pytest.mark.parametrize(
    ("sector", "fields", "large", "medium", "small"), ROWS, ids=[row[0] for row in ROWS]
)
def test_rows(sector, fields, large, medium, small):
    assert needed(sector) == fields
    for name, printed in (("large", large), ("medium", medium), ("small", small)):
        wanted = {
            field: Decimal(value if field == "staff" else value * WAN)
            for field, value in zip(fields, printed, strict=True)
        }
        assert standards()[sector].bounds[name] == wanted


# fmt: off
CLASSED = [
    ("小厂", "工业", {"staff": 25, "revenue": 800}, "small"),
    ("人够钱不够", "工业", {"staff": 25, "revenue": 299}, "micro"),
    ("恰在界上", "工业", {"staff": 300, "revenue": 2000}, "medium"),
    ("人多钱少", "工业", {"staff": 1200, "revenue": 1000}, "small"),
    ("两项都到", "工业", {"staff": 1000, "revenue": 40000}, "large"),
    ("差一人", "工业", {"staff": 999, "revenue": 40000}, "medium"),
    ("餐馆", "餐饮业", {"staff": 9, "revenue": 500}, "micro"),
    ("农场只看收入", "农、林、牧、渔业", {"revenue": 60}, "small"),
    ("建筑看资产", "建筑业", {"revenue": 7000, "assets": 4000}, "small"),
    ("开发商", "房地产开发经营", {"revenue": 210000, "assets": 9000}, "medium"),
    ("其他只看人", "其他未列明行业", {"staff": 100}, "medium"),
]
# fmt: on


@pytest.mark.parametrize(
    ("sector", "figures", "expected"), [c[1:] for c in CLASSED], ids=[c[0] for c in CLASSED]
)
def test_exact_figures(sector, figures, expected):
    known = {n: exactly(v if n == "staff" else v * WAN) for n, v in figures.items()}
    assert size_classes([sector], known) == (expected,)


# fmt: off
ROUGH = [
    ("二十来人", ["工业"], {"staff": (18, 25), "revenue": (800, 900)}, ("micro", "small")),
    ("只知道人少", ["工业"], {"staff": (5, 8)}, ("micro",)),
    ("只知道人多", ["工业"], {"staff": (320, 320)}, ("micro", "small", "medium")),
    ("什么都不知道", ["工业"], {}, CLASSES),
    ("行业不明", [], {"staff": (3, 3)}, ("micro", "small", "medium", "large")),
    ("两个行业", ["批发业", "零售业"], {"staff": (6, 6), "revenue": (2000, 2000)}, ("micro", "small")),
]
# fmt: on


@pytest.mark.parametrize(
    ("sectors", "figures", "expected"), [c[1:] for c in ROUGH], ids=[c[0] for c in ROUGH]
)
def test_rough_figures_leave_all_that_is_possible(sectors, figures, expected):
    known = {
        n: Range(*(Decimal(v if n == "staff" else v * WAN) for v in pair))
        for n, pair in figures.items()
    }
    assert size_classes(sectors, known) == expected


FIGURES = st.tuples(*(st.integers(0, 10**10) for _ in range(3)))


@given(st.sampled_from([row[0] for row in ROWS]), FIGURES, FIGURES)
def test_a_rough_answer_holds_the_exact_one(sector, values, around):
    named = dict(zip(("staff", "revenue", "assets"), values, strict=True))
    exact = size_classes([sector], {n: exactly(v) for n, v in named.items()})
    rough = {
        n: Range(Decimal(max(0, v - off)), Decimal(v + off))
        for (n, v), off in zip(named.items(), around, strict=True)
    }
    assert len(exact) == 1
    assert set(exact) <= set(size_classes([sector], rough))


def test_the_source_is_shown():
    shown = explained(["工业"], {"staff": exactly(25), "revenue": exactly(8_000_000)})
    assert shown["value"] == ["小型企业"]
    assert shown["certain"]
    assert shown["source"] == SOURCE
    assert "300号" in SOURCE
    assert shown["standard"][0]["at_least"]["小型企业"] == {"从业人员": 20, "营业收入": 3_000_000}
