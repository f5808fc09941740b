"""Things that a question asks for and of which no passage says a word."""

import pytest

from policykb.search.unheard import unheard
from policykb.understand import understand

NOTICE = frozenset(("器官", "捐献", "遗体", "机关", "单位"))
ASKED = [
    ("no passage knows it", "捐遗体的人火化费谁出", NOTICE, True),
    ("as said", "捐遗体的人火化费谁出", NOTICE | {"火化"}, False),
    ("as documents write it", "机关门口停车费能不能免", NOTICE | {"停车", "收费"}, False),
    ("in another order", "哪些文件讲拖欠账款", NOTICE | {"拖欠", "账款"}, False),
    ("a part of what they write is not enough", "机关门口停车费能不能免", NOTICE | {"收费"}, True),
    ("what only leads to the question", "单位着火了，捐献还算不算", NOTICE, False),
    ("how it is dealt with", "单位着火了怎么办", NOTICE, False),
    ("what the clause begins with", "火化费谁出", NOTICE, False),
    ("whom it is about", "单位不管的老人谁来管", NOTICE, False),
    ("nothing that the list knows", "捐献的人谁来谢", NOTICE, False),
    ("a story", "我在机关做事，去年捐献了遗体器官登记，如今想问问火化费谁出", NOTICE, False),
    ("no question", "", NOTICE, False),
]


@pytest.mark.parametrize(
    ("question", "known", "expected"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_a_thing_of_which_no_passage_says_a_word(question, known, expected):
    assert unheard(understand(question), lambda word: word in known) is expected
