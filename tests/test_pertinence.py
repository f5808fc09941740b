"""Which clauses bear on a question, and which only stand nearest to it."""

import pytest

from policykb.answer.pertinence import bears
from policykb.types import Concept, Hit, Passage, Query, Span

OWED = Concept(id="late-payment", term="拖欠账款", by="货款要不回来", weight=0.9)
CONCEPT = Concept(id="noise", term="噪声", by="轰轰响")


def hit(text="一、噪声。", **scores):
    passage = Passage(
        id="甲#h1_1", document_id="甲", eid="h1_1", span=Span(0, 4), text=text, path=()
    )
    return Hit(rank=1, passage=passage, score=0.5, **scores)


# fmt: off
CASES = [  # what was found, the question, to a strict reader, whether it bears
    ("说的正是", {"concepts": ("噪声",)}, {"concepts": (CONCEPT,)}, True, True),
    ("词够多", {"lexical": 0.3}, {"concepts": (CONCEPT,)}, True, True),
    ("只是词沾边", {"lexical": 0.1, "dense": 0.25}, {}, False, False),
    ("意思最近", {"dense": 0.45}, {}, True, True),
    ("知道问的是什么而没说到", {"dense": 0.45}, {"concepts": (CONCEPT,)}, True, False),
    ("不严的读者", {"dense": 0.45}, {"concepts": (CONCEPT,)}, False, True),
    ("说的是旁边的概念", {"text": "落实款项支付条例"}, {"concepts": (OWED,)}, True, True),
    ("按文号找的", {"dense": 0.01}, {"doc_numbers": ("国发〔2018〕44号",)}, True, True),
]
# fmt: on


@pytest.mark.parametrize(
    ("scores", "asked", "strict", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_bears(scores, asked, strict, expected):
    found = hit(**scores)
    hits = [hit(dense=0.5), found]
    assert bears(found, Query(text="问", **asked), hits, strict=strict) is expected
