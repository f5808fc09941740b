"""Which facts answer: those of the place asked about, and of no other."""

import pytest

from policykb.answer.ask import elsewhere
from policykb.understand import understand

# fmt: off
CASES = [  # question, region of the fact, its document's region and level, its city, elsewhere
    ("外省的目标", "湖南省粮食产量目标", "湖北省", "湖北省", "provincial", "", True),
    ("本省的目标", "湖南省粮食产量目标", "湖南省", "湖南省", "provincial", "", False),
    ("省里的管到市", "长沙市有什么补贴", "湖南省", "湖南省", "provincial", "", False),
    ("市里的也是省里的", "湖南省有哪些做法", "长沙市", "长沙市", "municipal", "", False),
    ("邻市的", "长沙市有什么补贴", "武汉市", "武汉市", "municipal", "", True),
    ("全国的", "湖南省粮食产量目标", "全国", "全国", "national", "", False),
    ("没有地区的", "湖南省粮食产量目标", "", "", "", "", False),
    ("全国报告里外省城市的做法", "湖南省有哪些做法", "", "全国", "national", "武汉市", True),
    ("全国报告里本省城市的做法", "湖南省有哪些做法", "", "全国", "national", "长沙市", False),
    ("没有问地方", "粮食产量目标", "湖北省", "湖北省", "provincial", "", False),
]
# fmt: on


@pytest.mark.parametrize(
    ("question", "region", "of_document", "level", "city", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_facts_of_another_place_do_not_answer(question, region, of_document, level, city, expected):
    row = {"region": region, "city": city, "document": {"region": of_document, "level": level}}
    assert elsewhere(row, understand(question)) is expected
