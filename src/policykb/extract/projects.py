"""What single projects are, told beside what is promised: 总投资50亿元, 投产后年产值2亿元.

The size of a named project is no target of the plan that tells it; what many projects that were
counted just before cost together (实施项目120个、总投资300亿元) is one.
"""

from __future__ import annotations

import re

from policykb.extract.figures import Figure

_SIZE = re.compile(
    r"(?:总投资|计划投资|项目投资|投资概算|总概算|占地|(?<!新增)用地面|建筑)(?:面积|规模|额|积)?(?:约|达|近|为)*$"
)
_GROUND = re.compile(r"(?:占地|用地面|建筑)(?:面积|积)?(?:约|达|近|为)*$")
# What a government does with it, or a sum of many: 完成总投资, 固定资产总投资.
_AIMS = re.compile(
    r"完成|实现|力争|争取|确保|新增|带动|撬动|引[进入]|固定资产|全社会|年度|累计|全[省市县区州]"
)
_COUNTED = re.compile(r"\d[余多]?[个项条宗]")
_ONCE_BUILT = re.compile(
    r"[^，。；\d]{0,16}?(?:建成|达产|投产|竣工|投用|投运|运营|达效)(?:[^，。；\d]{0,4}[^今最此前])?后(?!续|期|备)"
)


def sizes_project(text: str, start: int, figure: Figure) -> bool:
    """Whether a figure of the sentence that begins at `start` is the size of a single project.

    Where projects were counted before it, it is what they cost together.
    """
    lead = figure.before.rstrip()
    if figure.counted or not _SIZE.search(lead) or _AIMS.search(lead):
        return False
    return bool(_GROUND.search(lead)) or not _COUNTED.search(text, start, figure.span.start)


def yields_when_built(words: str) -> bool:
    """Whether a part of a sentence tells what a project yields when it is there: 投产后年产值….

    >>> yields_when_built("项目达产后年产值20亿元"), yields_when_built("实现年产值20亿元")
    (True, False)
    """
    return _ONCE_BUILT.match(words) is not None
