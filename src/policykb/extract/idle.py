"""Clauses that promise nothing: background, goals, definitions, and what a text says of itself.

Why it was made and on what grounds (目的和依据), what its words mean, whom it is for, from when it
is in force and who explains it: articles print these first and last (立法技术规范, 总则 and 附则).
"""

from __future__ import annotations

import re

from policykb.extract.eras import AID, PROGRESS
from policykb.extract.genres import THIS

# What replies and reviews call what has been done: 一、工作开展情况, 目前工作总体情况.
_WORK_DONE = (
    r"^(?:当前|目前|前期|近年来?|主要|有关|相关|总体|总的|的|[省市县区]|20\d\d年)*工作的?(?:总体|基本)?"
    r"(?:开展|推进|落实|进展|完成)?的?(?:总体|基本)?情况$"
)
HOW_IT_WENT = re.compile(_WORK_DONE)
_EXPERIENCE = (
    r"^(?:典型|主要|先进|成功|有益|经验)(?:做法|经验|案例)"
    r"(?:(?:及|和|与|、)?(?:典型|先进)?(?:做法|经验|案例))?$"
)
# Sections that promise nothing: what was, what is thought, what is aimed at.
_NO_TASKS = re.compile(
    r"背景|回顾|形势|现状|发展成效|主要成效|取得的?成[效就绩]|取得的[^，。；]{1,6}成[效就绩]|取得[^，。；]{0,6}成就|发展成就|工作进展|发展基础$|基础条件|面临|存在的"
    r"|指导思想|基本原则|总体(?:要求|思路|考虑|目标|战略)|(?:发展|工作|规划)(?:思路|理念|定位)$|发展思路"
    r"|(?:发展|主要|工作|总体|试点|行动|预期|建设|阶段|具体|战略|远景|改革|任务|规划)目标"
    rf"|^目标|^(?!落实|完成|实现|明确|分解|压实)[\u4e00-\u9fff]{{2,4}}目标$|(?:成因|原因|问题|影响|形势|现状)分析|^(?:处理|办理|进展|完成)情况$|{_WORK_DONE}|{_EXPERIENCE}|^工作原则$"
    r"|重[大要]意义|重要性$|编制依据|适用范围$|名词解释|术语|评估工作情况|评估.{0,4}结论"
    rf"|(?:举措|措施|工作|做法|进展|发展|建设|主要)(?:及其?|和|与|、)?(?:主要|取得的)?成[效就绩]$|{PROGRESS}$"
    r"|^(?:引言|前言|序言|概述|概况|摘要|结论|结语|参考文献|致谢|附则|附表|附图|发展环境|基本情况)$"
)
# A heading that begins with a verb of action tells a task, whatever it goes on to name.
TASK_VERB = re.compile(
    r"(?:全面|切实|努力|着力|加快|坚持|深入|持续|大力|扎实|进一步|积极|有效|稳步)*"
    r"(?:加[强快大]|提[升高]|推[进动]|建[设立]|健全|完善|优化|深化|强化|做好|打造|锻造|解决|帮助|摸清|支持|鼓励|规范)"
)
# A clause's own heading that tells it to be about the text, not about what is to be done.
_OF_THE_TEXT = re.compile(
    r"(?:制定|编制|出台|起草)?(?:目的[和与及]?依据|(?:制定|编制|出台|起草)(?:目的|依据|背景|说明|过程))$|^(?:目的|依据)$"
    rf"|(?:适用|申报|{AID})的?(?:对象|范围)$"
    r"|名词.{0,3}(?:解释|界定)|用语.{0,3}(?:解释|界定|定义|含义)"
    r"|^(?:(?:施行|实施|生效|执行)(?:日期|时间)|解释(?:权|机关|部门|单位)?|施行|有效期限?|其他(?:规定|说明))$"
)
# The one sentence of 第一条: 为了…，根据…，制定本办法。
_WHY = re.compile(
    r"\s*(?:为|根据|依据|按照)[^。]*(?:制定|出台|修订|编制|提出)(?:了?(?:本|如下|以下)|《)[^。\n]{0,24}。?\s*"
)
# 本办法自印发之日起施行，由…负责解释。
_IN_FORCE = re.compile(
    rf"\s*{THIS}(?:自|从)[^。]{{1,40}}(?:施行|实施|执行|生效|有效)|\s*{THIS}(?:的解释权|的?解释|由[^。]{{2,24}}(?:负责)?解释)"
)
# The last paragraph of a report calls upon its hearers: 让我们更加紧密地团结起来，……努力奋斗！
_CALLS = re.compile(r"(?:^|[。！\n])[^。！\n]{0,20}让我们[^。！\n]*[。！]?\s*$")
_MOST_CALLED = 400  # letters; what is longer says something else before
# What its words mean, and whom or what it is for.
_DEFINES = re.compile(rf"{THIS}(?:所称|适用)|是指|下列用语|的含义")

# “一窗通办”：指…, an entry of the words that a text explains at its end.
_GLOSSES = re.compile(
    r"\s*[“《「]?[^“”。；，：:\n]{1,30}[”》」]?(?:[：:]是?指|是指|[：:]?\s?—+是?指)"
)


def is_idle_section(headings: tuple[str, ...]) -> bool:
    """Whether a section tells background, thoughts or goals, by the headings down to it."""
    return any(_NO_TASKS.search(h) and not TASK_VERB.match(h) for h in headings)


def speaks_of_itself(heading: str, body: str) -> bool:
    """Whether a clause only says why its text was made, what it means, whom and when it is for, or
    calls upon its hearers at the end.

    >>> speaks_of_itself("", "为规范资金管理，制定本办法。"), speaks_of_itself("", "应当公开结果。")
    (True, False)
    >>> speaks_of_itself("", "各位代表！任务艰巨。让我们携手并进，推动发展！")
    True
    """
    if _OF_THE_TEXT.search(heading):
        return True
    if len(body) <= _MOST_CALLED and _CALLS.search(body):
        return True
    if _WHY.fullmatch(body) or _IN_FORCE.match(heading) or _IN_FORCE.match(body):
        return True
    if len(body) <= 200 and _GLOSSES.match(heading or body):
        return True
    return len(body) <= 200 and bool(_DEFINES.search(body[:60].partition("。")[0]))
