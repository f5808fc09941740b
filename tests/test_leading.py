"""Clauses that no fact stands in, and that the search puts first, are shown first."""

import pytest

from policykb.answer.leading import leading


def at(*eids):
    return [{"document": {"id": "d"}, "eid": eid} for eid in eids]


@pytest.mark.parametrize(
    ("passages", "facts", "shown"),
    [
        (("art_42", "art_2", "art_3"), ("art_3",), ("art_42", "art_2")),
        (("art_3", "art_42"), ("art_3",), ()),
        (("art_1", "art_2", "art_4", "art_3"), ("art_3",), ("art_1", "art_2")),
        (("art_1",), (), ("art_1",)),
    ],
)
def test_clauses_ahead_of_all_facts(passages, facts, shown):
    assert leading(at(*passages), at(*facts)) == at(*shown)
