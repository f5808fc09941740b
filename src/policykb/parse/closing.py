"""Paragraphs that close a text: they belong to it, not to its last clause."""

from __future__ import annotations

import re

from policykb.parse.tree import Node

# From when a text holds: it closes the text where no clause is about that.
HOLDS = re.compile(
    r"本(?:通知|意见|办法|规定|清单|方案|细则|措施|通告|公告|政策|计划|要点)"
    r"[^。；]{0,12}自[^。；]{2,24}起(?:施行|实施|执行|生效)"
)
# What becomes of the texts changed, and the formulas of notices and reports.
CLOSES = re.compile(
    r"本决定[^。；]{0,12}自[^。；]{2,24}起(?:施行|实施|执行|生效)"
    r"|[^。；：]{0,80}根据本决定[^。；]{0,20}(?:修改|调整|修正|修订|公布)"
    r"|特此(?:通知|公告|通告|通报|报告|函告)|以上(?:意见|报告|请示)[^。；]{0,6}如无不妥"
)
# What the whole text means by a word, how long it holds, who explains it: below the last clause.
ROUNDS_OFF = re.compile(
    r"(?:本|上述|以上)(?:通知|意见|办法|规定|方案|细则|政策|措施|要点){1,2}(?:条款)?中?的?"
    r"(?:所[称指]|(?:有效|执行|实施|试行)期|由[^。；]{2,40}(?:负责)?解释)"
)
# A clause that is itself about when the text holds, or about what is left to say.
IN_FORCE = re.compile(
    "附则|其[他它]|有关(?:事项|要求|问题)|说明|期限|时间|施行|执行|效力|解释|要求$"
)
SUBJECT = 24  # characters in which a heading has said its subject
WITH_PARAGRAPHS = frozenset({"article", "item", "subitem", "box"})


def closes(nodes: list[Node], text: str, *, last: bool) -> bool:
    """Whether a paragraph closes the text whose open clauses are `nodes`: none of them waits for
    its own words, as a heading alone on its line does, and none is an article, whose last
    paragraph may say the same. `last` where no number follows."""
    holds = HOLDS.match(text) or (last and ROUNDS_OFF.match(text))
    if not (CLOSES.match(text) or holds):
        return False
    inner = nodes[-1]
    said = inner.text.endswith(("。", "”")) or "。（" in inner.text  # 。（责任单位：某局）
    waits = inner.lines == 1 and not inner.children and not said
    if waits or any(node.level in WITH_PARAGRAPHS for node in nodes):
        return False
    return not (holds and any(IN_FORCE.search(node.text[:SUBJECT]) for node in nodes))
