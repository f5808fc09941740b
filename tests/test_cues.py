"""Whether a question asks for ranks and a passage tells them."""

from dataclasses import dataclass

import pytest

from policykb.search.cues import ranked
from policykb.understand import understand


@dataclass
class Said:
    text: str


ASKED = [
    ("绿化水平排名靠前的县", True),
    ("综合得分第一是哪座城市", True),
    ("哪个市的服务环境最好", True),
    ("前五名有谁", True),
    ("第一条写了什么", False),
    ("前期费用补贴", False),
    ("贷款怎么申请", False),
]


@pytest.mark.parametrize(("question", "asks"), ASKED, ids=[row[0] for row in ASKED])
def test_passages_that_tell_ranks(question, asks):
    cards = [Said("绿化方面，甲县、乙县位列前2位。"), Said("各县要种树。")]
    assert ranked(understand(question), cards).tolist() == [float(asks), 0.0]
