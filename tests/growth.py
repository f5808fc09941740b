"""Does work grow as its text does? Each is compared with itself: the machine's pace cancels out."""

import time
from collections.abc import Callable
from typing import Any

ROUNDS = 6
TIMES = 4  # how much longer the second text is
# Work in one pass takes 4 times as long on it, a step that looks back from every character 16
# times. What is over at once is not measured: there the clock's own steps would count.
MOST = 9.0
AT_ONCE = 0.0005


def growth(work: Callable[[Any], object], short: Any, long: Any) -> float:
    """CPU seconds for `long` over those for `short`, each the least of a few rounds."""
    least = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for at, text in enumerate((short, long)):
            began = time.process_time()
            work(text)
            least[at] = min(least[at], time.process_time() - began)
        if least[1] <= MOST * max(least[0], AT_ONCE):
            break
    return least[1] / max(least[0], AT_ONCE)


def assert_linear(work: Callable[[str], object], unit: str, *, size: int = 10_000) -> None:
    """`unit`, repeated up to `size` characters, costs as much as its length says."""
    text = (unit * size)[:size]
    found = growth(work, text[: size // TIMES], text)
    assert found <= MOST, f"{TIMES} 倍长的“{unit}…”要 {found:.0f} 倍的时间"
