"""Which clauses come before all facts?

What a law defines, a notice says in passing or an article punishes is no measure and no target, and
may be the very answer: where the search puts such a clause first, it is shown first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from policykb.types import JSON

MOST = 2


def leading(passages: Sequence[JSON], facts: Sequence[JSON]) -> list[JSON]:
    """The passages, best first, that rank before any that bears one of these facts; few of them."""
    borne = {(fact["document"]["id"], fact["eid"]) for fact in facts}
    ahead = takewhile(lambda row: (row["document"]["id"], row["eid"]) not in borne, passages)
    return list(ahead)[:MOST]
