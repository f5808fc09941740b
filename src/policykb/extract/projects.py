"""What single projects are, told beside what is promised: 总投资50亿元, 投产后年产值2亿元.

The size of a named project is no target of the plan that tells it; what many projects that were
counted just before cost together (实施项目120个、总投资300亿元) is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policykb.extract.sentences import Part

_SIZE = re.compile(
    r"^[^，。；\d]{0,24}(?:总投资|计划投资|投资概算|总概算|占地|用地面积|建筑面积)(?:面积|规模|额)?(?:约|达|近|为)*"
    r"\d[\d.]*[十百千万亿]*(?:元|美元|亩|公顷|平方米|平方公里)(?!的)"
)
# What a government does with it, or a sum of many: 完成总投资, 固定资产总投资.
_AIMS = re.compile(
    r"完成|实现|力争|争取|确保|[新净]增|带动|撬动|引[进入]|固定资产|全社会|年度|年内|累计|全[年省市县区州]"
)
_GOES_ON = re.compile(r"完成|力争|争取|确保|[新净]增|年内|今年|全年")
_COUNTED = re.compile(r"\d[余多]?[个项条宗座所家处]")
_ONCE_BUILT = re.compile(
    r"[^，。；\d]{0,16}?(?:建成|达产|投产|竣工|投用|投运|运营|达效)(?:[^，。；\d]{0,4}[^今最此前])?后(?!续|期|备)"
)


def of_projects(text: str, parts: Iterable[Part]) -> Iterator[bool]:
    """For each part of a sentence whether it says what a single project is, or what it yields when
    it is there; that goes on until a date, a semicolon, or what a government aims at."""
    told = counted = False
    for part in parts:
        words = part.span.of(text)
        if text[part.span.start - 1] in "；;" or part.periods or _GOES_ON.search(words):
            told = False
        alone = not (counted or _AIMS.search(words))
        counted = counted or _COUNTED.search(words) is not None
        sized = alone and _SIZE.match(words) is not None
        told = told or sized or _ONCE_BUILT.match(words) is not None
        yield told
