"""150 spoilt files with fixed seeds (`make fuzz` runs 2,000)."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import run, spoilt


@pytest.mark.parametrize("first", range(0, 150, 30))
def test_spoilt_files_are_read_or_refused(first: int, tmp_path: Path) -> None:
    found = run(range(first, first + 30), tmp_path)
    assert found.total() == 30
    assert found["internal_error"] == 0
    assert found["read"] and len(found) > 1, found


def test_a_seed_gives_the_same_file_each_time() -> None:
    assert [spoilt(seed) for seed in range(20)] == [spoilt(seed) for seed in range(20)]
