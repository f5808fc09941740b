"""Targets beside the one that is traced: upper, of one level, lower; papers that are over."""

import pytest

from policykb.answer.members import Member
from policykb.answer.trace import parted
from policykb.answer.whereabouts import standing
from policykb.cli.render import out_of_force

PROVINCE = {"region": "安徽省", "level": "provincial"}
PLACES = {
    "nation": {"region": "全国", "level": "national"},
    "itself": PROVINCE,
    "neighbour": {"region": "湖北省", "level": "provincial"},
    "its city": {"region": "合肥市", "level": "municipal"},
    "other city": {"region": "武汉市", "level": "municipal"},
    "unknown": {"region": "", "level": ""},
}
STANDING = {
    "nation": "upper", "itself": "peer", "neighbour": "peer", "its city": "lower",
    "other city": "other", "unknown": "other",
}  # fmt: skip


def member(name: str) -> Member:
    return Member({"id": name, "document": PLACES[name]}, name)


@pytest.mark.parametrize(("name", "relation"), STANDING.items())
def test_how_a_document_stands_to_that_of_a_province(name, relation):
    assert standing(PLACES[name], PROVINCE) == relation


def test_only_targets_within_the_place_are_lower_ones():
    main = member("itself")
    others = [member(name) for name in PLACES if name != "itself"]
    beside, below = parted([*others, main], main)
    assert beside[0] is main and [m.said for m in below] == ["its city"]
    assert {m.said: m.record["relation"] for m in beside[1:]}["nation"] == "upper"


def test_all_that_is_local_is_below_the_nation():
    main = member("nation")
    below = parted([main, *map(member, ("itself", "other city"))], main)[1]
    assert [m.said for m in below] == ["itself", "other city"]


@pytest.mark.parametrize(
    ("status", "mark"), [("expired", "（已过期）"), ("repealed", "（已废止）"), ("in_force", "")]
)
def test_the_mark_of_a_paper_that_is_over(status, mark):
    assert out_of_force({"status": status}) == mark
