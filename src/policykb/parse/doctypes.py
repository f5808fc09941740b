"""文种: what kind of text a document is, read from its title and from what it calls itself."""

from __future__ import annotations

import re

# The last of these words in a title names the kind; longer words stand before the ones inside them.
KINDS: tuple[tuple[str, str], ...] = (
    ("interpretation", "政策解读|解读|答记者问|问答|图解"
     "|(?:的|编制|起草|修订|政策|情况)说明"),
    ("regulation",
     "实施条例|条例|(?<![办做方想看手用语书])法(?:实施细则)?|法典|修正案|国务院令|(?<=的)解释"),
    ("plan", "规划纲要|总体规划|发展规划|专项规划|规划|纲要|行动计划|工作计划|计划"
     "|(?:规划|纲要|远景目标)的建议"),
    ("measures",
     "若干措施|政策措施|若干政策|政策(?!解读|问答|汇编|研究)|措施|举措|应急预案|预案|责任分解|任务分解|任务分工|责任分工|任务安排|工作安排|实施办法|管理办法|办法|暂行规定|规定|实施细则|细则|指导意见|实施意见|若干意见|意见|"
     "实施方案|工作方案|行动方案|方案|通知|通告|公告|决定|决议|命令|批复|复函|函|答复|通报|纪要|指南|指引|规则|工作程序|办事程序|政策清单|清单|规程|工作要点|要点"),
    ("report",
     "评估报告|工作报告要点|工作报告|研究报告|报告要点|报告|公报|白皮书|蓝皮书|工作总结|总结"),
)  # fmt: skip
WORD = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in KINDS))
TAIL = re.compile(
    r"[（(【\[][^）)】\]]{0,30}[）)】\]]$|(?:的通知|发布|全文|摘编|草案|试行|征求意见稿|修订版|[0-9]{4}年?版?)$|[》」”\s]+$"
)
SELF = re.compile(
    r"(?:制定|编制|形成|发布|印发|提出)[^。，]{0,6}?本?(?P<made>规划|纲要|计划|办法|条例|规定|细则|意见|措施|方案|评估报告|报告)"
    r"|本(?P<self>规划|纲要|计划|办法|条例|法|规定|细则|意见|措施|方案|报告|文)"
)
PAPER = re.compile(
    r"摘\s*要|关\s*键\s*词|参\s*考\s*文\s*献|Abstract|Key ?words|References", re.IGNORECASE
)
# 部门解读｜《…》: what a site puts before the title of the text that it explains.
EXPLAINS = re.compile(r"[^《》]{0,6}解读[ \u3000]*[｜|丨：:—-][ \u3000]*[《关]")
# What a speaker gives an account of, and what an organ resolves, in texts that lost their title.
REPORTS = re.compile(
    r"向(?:大会|会议|全会)(?:作|报告)[^，。；]{0,12}(?:工作|报告)|向(?:大会|会议)报告"
)
RESOLVES = re.compile(
    r"(?:作出?|做出|提出)(?:以下|如下)(?:决定|意见)|(?:有关(?:事项|要求)|现将?[^，。；]{0,24})通知如下"
)
OPENING = 1200  # characters
OTHER = re.compile(r"(?:标准|规范|规程|导则|技术要求|测定.{0,20}法|目录|名录|表|名单)$")
SELF_KIND = {
    "规划": "plan", "纲要": "plan", "计划": "plan", "条例": "regulation", "法": "regulation",
    "报告": "report", "评估报告": "report", "文": "paper",
}  # fmt: skip


def kind_of_title(title: str) -> str:
    """plan, measures, report, regulation, interpretation — or "" where the title tells none.

    >>> kind_of_title("中小企业促进条例（草案）"), kind_of_title("关于印发发展规划的通知")
    ('regulation', 'plan')
    """
    bare = _bare(title)
    if EXPLAINS.match(title):
        return "interpretation"
    if OTHER.search(bare):
        return "other"
    return _last_kind(bare) or _last_kind(title)


def _last_kind(title: str) -> str:
    """The kind of the last such word, if the title ends with it."""
    found = list(WORD.finditer(title))
    return found[-1].lastgroup or "" if found and len(title) - found[-1].end() <= 4 else ""


def _bare(title: str) -> str:
    before = ""
    while before != title:
        before, title = title, TAIL.sub("", title)
    return title


def kind_of_text(text: str, named: tuple[str, ...] = ()) -> str:
    """The kind that a text without a telling title calls itself; `named` are its own headings.

    A paper is known by its abstract or references.
    """
    if any(PAPER.fullmatch(word) for word in named):
        return "paper"
    if REPORTS.search(text[:OPENING]):
        return "report"
    counts: dict[str, int] = {}
    for match in SELF.finditer(text):
        word = match["made"] or match["self"] or ""
        kind = SELF_KIND.get(word, "measures")
        if kind != "paper":
            counts[kind] = counts.get(kind, 0) + 1
    if counts:
        return max(counts, key=lambda kind: counts[kind])
    return "measures" if RESOLVES.search(text[:OPENING]) else "other"
