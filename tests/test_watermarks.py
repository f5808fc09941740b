"""Level words printed over page after page go; what recurs in its own place stays."""

from pathlib import Path

import pytest
from forms import _drawn, packed_pdf

from policykb.clean import clean
from policykb.read import parsed

PAGES = 4


def read(extra):
    """Four pages of different text with something more on each."""
    contents = []
    for page in range(PAGES):
        lines = [
            f"第{page * 6 + at + 1}条小店每年申报一次经营情况，由所在街道受理并告知结果。"
            for at in range(6)
        ]
        drawn = [_drawn(74, 700 - 58 * at, 14, line) for at, line in enumerate(lines)]
        contents.append("".join([*drawn, *extra(page)]).encode())
    blocks = clean(parsed(Path("印.pdf"), packed_pdf(contents), "pdf")).blocks
    return "\n".join(block.text for block in blocks)


CASES = [
    ("大字横在文中", lambda page: [_drawn(90, 575, 60, "内部资料")], "内部资料", False),
    ("小字压在行上", lambda page: [_drawn(200, 584, 12, "某网站转载")], "某网站转载", False),
    (
        "只印一次",
        lambda page: [_drawn(90, 575, 60, "征求意见稿")] if page == 0 else [],
        "征求意见稿",
        True,
    ),
    ("各页位置不同", lambda page: [_drawn(90, 671 - 58 * page, 12, "办理要求")], "办理要求", True),
    ("空白处重复的小标题", lambda page: [_drawn(74, 613, 12, "办理要求")], "办理要求", True),
]


@pytest.mark.parametrize(
    ("extra", "word", "kept"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_watermarks(extra, word, kept):
    text = read(extra)
    assert (word in text) is kept
    assert all(f"第{at}条小店每年申报一次" in text for at in range(1, 6 * PAGES + 1))
