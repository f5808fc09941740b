"""Where the support of a document holds, told from its own place or from a title that names one."""

import pytest

from policykb.answer.grammar import Setting
from policykb.answer.locality import localities, place_conditions
from policykb.answer.profile import read_profile

# fmt: off
CASES = [  # title, level, region, places
    ("关于支持企业稳岗的若干措施", "municipal", "宁波市", ["宁波市"]),
    ("关于支持企业稳岗的若干措施", "national", "全国", []),
    ("国务院办公厅关于贵州省有关问题和建议办理情况的函", "national", "全国", ["贵州省"]),
    ("国务院关于青岛西海岸新区总体方案的批复", "national", "全国", ["西海岸新区"]),
    ("关于推广福建省改革经验的通知", "national", "全国", []),
    ("关于北京证券交易所上市企业税收政策的公告", "national", "全国", []),
]
# fmt: on


@pytest.mark.parametrize(("title", "level", "region", "expected"), CASES, ids=[c[0] for c in CASES])
def test_localities(title, level, region, expected):
    ref = {"title": title, "level": level, "region": region}
    assert [place.name for place in localities(ref)] == expected


@pytest.mark.parametrize(
    ("story", "state"), [("贵阳的厂", True), ("武汉的厂", False), ("一家五金厂", None)]
)
def test_a_letter_to_one_province_is_for_its_firms(story, state):
    title = "国务院办公厅关于贵州省有关问题和建议办理情况的函"
    ref = {"title": title, "level": "national", "region": "全国"}
    (condition,) = place_conditions(ref, ["你省提出的减免问题，原则同意。"], f"{title}\n你省…")
    day = "2025-06-30"
    assert condition.judge(read_profile(story, day), Setting("全国", day)) is state
    assert condition.quote in title
