"""Three invented editions of a report that ranks cities; the third ranks among others."""

from __future__ import annotations

from pathlib import Path

CITY = "徐州市"
DIMENSIONS = ("市场环境", "法治环境", "融资环境", "创新环境", "政策环境")
# edition → (cities ranked, small shops of the city in 万家, overall first three, first three of
# each dimension)
EDITIONS = {
    "2022": (
        40, "11.2", "温州、徐州和台州",
        ("徐州、温州和台州", "温州、台州和徐州", "台州、温州和潍坊", "温州、徐州和潍坊", "温州、潍坊和徐州"),
    ),
    "2023": (
        40, "11.9", "徐州、温州和台州",
        ("徐州、台州和温州", "徐州、台州和温州", "温州、徐州和潍坊", "潍坊、温州和台州", "徐州、潍坊和温州"),
    ),
    "2024": (
        52, "12.6", "温州、台州和徐州",
        ("温州、徐州和台州", "温州、台州和徐州", "徐州、温州和潍坊", "温州、徐州和台州", "徐州、温州和潍坊"),
    ),
}  # fmt: skip
REPORT = """{year}年度小店经营环境评估报告

一、怎样评估

本次共有{count}个参评城市，小店店主填写问卷，中心再到街上核实。

二、评估结果

（一）总体情况

从综合得分看，地级市参评城市中，{overall}位列前3位。{year}年末，徐州市小店总数达到{shops}万家。

（二）分项情况

{parts}

三、各地做法

1. 让小店少跑路。徐州市开设“小店早市窗口”，清晨六点起办理摊位备案，当天领证。

某小店服务中心

{after}年3月20日
"""


def write(folder: Path) -> list[Path]:
    """The editions as files in that folder."""
    return [written(folder, year) for year in EDITIONS]


def written(folder: Path, year: str) -> Path:
    """One edition."""
    count, shops, overall, leaders = EDITIONS[year]
    parts = "\n\n".join(
        f"{name}方面，{cities}位居地级市前3位。"
        for name, cities in zip(DIMENSIONS, leaders, strict=True)
    )
    text = REPORT.format(
        year=year, after=int(year) + 1, count=count, overall=overall, shops=shops, parts=parts
    )
    path = folder / f"{year}年度小店经营环境评估报告.txt"
    path.write_text(text, "utf-8")
    return path
