"""One name for what documents call differently: GDP, 地区生产总值 and 经济增长 are one figure.

Only names that the yearbooks themselves hold to be one. What is told of such a name in another
figure (单位生产总值能耗, 占生产总值比重) is another figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WHOLE = r"(?:国内|地区|[全本我][国省市区县州盟]|地方|当地){0,2}"
# What stands before a name where it is only the measure of another figure, or a part's own.
_OTHERS = r"(?:占|相当于|单位|每|万元|人均|海洋|企业|行业|产业)"
_GROSS = re.compile(rf"(?P<other>{_OTHERS})?{_WHOLE}(?:生产总值|GDP)", re.IGNORECASE)
_TABLE: tuple[tuple[re.Pattern[str], str], ...] = (
    # 与经济增长同步, 高于经济增长: told of incomes
    (
        re.compile(r"(?<![与和同于])(?:国民)?经济增[长速](?=$|[约\d百]|率|目标|预期|速度|保持)"),
        "生产总值增长",
    ),
    (re.compile(r"外商(?:直接)?投资|(?:实际)?[使利]用外资"), "外资"),
    (re.compile(r"研究(?:与开发|开发)?(?:与试验发展)|研究与开发|R&D", re.IGNORECASE), "研发"),
    (
        re.compile(r"研发(?:经费|投入|支出){1,3}(?:强度|(?:相当于|占)[^，。；]{0,9}的?比[例重])"),
        "研发投入强度",
    ),
    (re.compile(r"总产量"), "产量"),
    # 能源消费总量 is another figure
    (re.compile(r"能源消耗"), "能耗"),
    (re.compile(r"能耗强度"), "单位总值能耗"),
    (re.compile(r"比率"), "比例"),
    (re.compile(r"空气(?:环境)?质量优良"), "空气优良"),
    (re.compile(r"细颗粒物(?:[（(]PM2\.?5[）)])?", re.IGNORECASE), "PM2.5"),
)


@lru_cache(maxsize=20_000)
def alike(text: str) -> str:
    """A text with one name for each of these figures, to be compared and never shown.

    >>> alike("全省地区生产总值增长5%"), alike("经济增长5%"), alike("占地区生产总值比重")
    ('生产总值增长5%', '生产总值增长5%', '占总值比重')
    """
    for pattern, name in _TABLE:
        text = pattern.sub(name, text)
    return _GROSS.sub(_gross, text)


def _gross(match: re.Match[str]) -> str:
    return f"{match['other']}总值" if match["other"] else "生产总值"
