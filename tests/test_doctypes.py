"""文种 from titles and from what a text calls itself."""

import pytest

from policykb.parse.doctypes import kind_of_text, kind_of_title

TITLES = [
    ("“十四五”某某发展规划", "plan"),
    ("关于印发某某行动计划的通知", "plan"),
    ("提升某某能力若干措施", "measures"),
    ("某某管理办法（试行）", "measures"),
    ("关于促进某某发展的指导意见", "measures"),
    ("国务院关于某某总体规划（2018—2035年）的批复", "measures"),
    ("某某实施方案", "measures"),
    ("某县某年工作要点", "measures"),
    ("关于2019年部分节假日安排的通知", "measures"),
    ("2024年度某某环境评估报告", "report"),
    ("《2024年度某某环境评估报告》发布", "report"),
    ("2025年某省政府工作报告", "report"),
    ("中华人民共和国某某法", "regulation"),
    ("中华人民共和国某某法实施条例", "regulation"),
    ("某省中小企业促进条例（草案）", "regulation"),
    ("《某某规划》政策解读", "interpretation"),
    ("部门解读｜《关于支持某某的若干措施》", "interpretation"),
    ("2026年某县工作要点", "measures"),
    ("某省政府工作报告要点", "report"),
    ("某某污染物排放标准", "other"),
    ("某某轻微违法行为目录", "other"),
    ("关于制定某县第十五个五年规划和二〇三五年远景目标的建议", "plan"),
    ("关于多修水渠的建议", ""),
    ("某市促进节水若干政策", "measures"),
    ("某区招商引资优惠政策", "measures"),
    ("某市节水政策研究", ""),
    ("某市节水政策解读", "interpretation"),
    ("某某创新发展研究", ""),
    ("某某测量方法", ""),
    ("最高人民法院关于审理某类案件适用法律问题的解释", "regulation"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES, ids=[t[0] for t in TITLES])
def test_kind_of_title(title, kind):
    assert kind_of_title(title) == kind


TEXTS = [
    ("现在，我代表县人民政府向大会报告工作。制定本规划。本规划已实施。", (), "report"),
    ("为了修好水渠，特作出如下决定。", (), "measures"),
    ("为了促进发展，制定本规划。本规划实施期为五年。", (), "plan"),
    ("为了规范管理，制定本办法。", (), "measures"),
    ("形成评估报告，有关情况如下。", (), "report"),
    ("以某省为例，介绍发展态势。", ("摘要",), "paper"),
    ("天气晴朗。", (), "other"),
]


@pytest.mark.parametrize(("text", "named", "kind"), TEXTS, ids=[t[0] for t in TEXTS])
def test_kind_of_text(text, named, kind):
    assert kind_of_text(text, named) == kind
