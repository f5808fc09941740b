"""Does a stretch of the document look back or ahead?

Official writing keeps the two apart by section (一、2024年工作回顾 … 二、2025年主要目标) and,
inside a section, by date and particle: a year before the document's own is past, 已 and 了 mark
what is done, 力争 and 确保 what is to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from policykb.dates import Period, find_periods, plan_years
from policykb.extract.genres import tells_statistics
from policykb.gazetteer import each_region
from policykb.types import Document, Metadata, Provision, Span, year_of_number


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one provision that is none of its children's, with the era it is written in.

    `era`: past (a section that looks back) · told (report or paper that says neither) · open
    (tasks, measures, plans) · goal (a section of goals) · silent (principles, situation) · terms
    (who may apply and what support they get: neither aimed at nor achieved). `aside`: what
    another place has done, told among tasks; what follows goes on in the era of its section.
    """

    span: Span
    eid: str
    era: str
    head: bool = False
    aside: bool = False


# ------------------------------------------------------------------ years

# “中国制造2025” names no year of the document.
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?![\d”》])")
_DRAFT = re.compile(r"(20\d\d)年(?!度?[^，。]{0,16}执行)[^\d，。]{0,24}草案")  # of a plan or budget
# How a report begins that bears no date: 刚刚过去的1994年，…
_JUST_OVER = re.compile(r"(?:刚刚|已经)?过去的((?:19|20)\d\d)年(?!代)")
PLAN = re.compile(r"(十?[一二三四五六七八九]五)(?=[”\"]|规划|时期)")


def own_year(document: Document) -> int | None:
    """The year from which the document looks ahead: that of its period, date or title."""
    meta = document.meta
    if drafted := _DRAFT.search(meta.title):
        return int(drafted[1])
    issued = year_of_number(meta.doc_number)  # a page may be put up years later
    dated = meta.period or meta.written_on or issued or meta.published_on or meta.effective_on
    if dated and dated[:4].isdigit():
        year = int(dated[:4])
        return written_later(meta) or year
    if found := _TITLE_YEAR.search(meta.title):
        return int(found[1])
    if found := PLAN.search(meta.title):
        years = plan_years(found[1])
        return years[0] if years else None
    if headed := _headed_year(document):
        return headed
    opening = document.text[:800]
    if over := _JUST_OVER.search(opening):
        return int(over[1]) + 1
    first = next((p for p in find_periods(opening) if p.kind == "date"), None)
    return first.year if first else None


def written_later(meta: Metadata) -> int | None:
    """The year in which a text was written about a period that was over by then, a review's."""
    period, written = (meta.period or "")[-4:], (meta.written_on or "")[:4]
    both = period.isdigit() and written.isdigit()
    return int(written) if both and int(written) > int(period) else None


def _headed_year(document: Document) -> int | None:
    """The year after the one that a section reviews, or that a section of tasks names."""
    for node in document.body:
        years = [period.year for period in find_periods(node.heading)]
        if years and _PAST_HEAD.search(node.heading):
            return max(years) + 1
        if years and (_OPEN_HEAD.search(node.heading) or _GOAL_HEAD.search(node.heading)):
            return min(years)
    return None


# ------------------------------------------------------------------ sections

_PAST_HEAD = re.compile(
    r"回顾|现状|成效|成就|成绩|(?:发展|工作|规划)(?:背景|基础)|基本情况|过去|做法|总结|评估"
    r"|(?:进展|执行|完成|实施|落实)情况"
)
PROGRESS = "(?:工作|任务|项目|实施|建设|改革|总体|主要|阶段性?)进展"
# Ends that tell results, of whatever year they are: 2024年的主要举措和成效.
_RESULTS_HEAD = re.compile(rf"(?:回顾|成[效就绩](?:总结)?|完成情况|{PROGRESS})$")
_NEW_RESULTS = re.compile(
    r"(?:取得|见到|求得|展现)(?:更[大多好]|新|明显|显著|实质性|突破性|扎实|积极)*的?(?:成[效就绩]|进展)$"
)
# 完善评估标准, 夯实发展基础 among tasks: what is to be set up, whatever it is for.
_SETS_UP = re.compile(
    r"(?:进一步|不断|持续|加快|全面|切实|深入|着力)*(?:完善|健全|建[立设]|加强|强化|规范|优化|夯实|改进|制[定订]|构建)"
    r"(?!.*(?:情况|回顾|成[效就绩])$)"
)
_AIMED_AT = re.compile(r"预期|预计|目标|^(?:加快|推[进动]|促进|督促|跟踪|确保|提[高升]|巩固|扩大)")
# Who may apply, for what and how much: figures there are thresholds and rates of support.
AID = "支持|扶持|奖励|奖补|补[贴助]|资助"  # what headings call the help that is given
_GIVEN = rf"(?:申报|申请|{AID}|认定|推荐|评[选定审]|遴选|享受|适用)的?"
_TERMS_HEAD = re.compile(
    rf"(?:{_GIVEN}|入[库选围园驻]|准入|资格|参评|报名|受理|备案|^基本|的基本|其他)(?:基本)?条件(?:[和与及、（(：:]|$)"
    rf"|(?:申报|{AID}|适用|推荐)的?(?:对象|范围|标准|类别|方式|额度)(?:[和与及、（(：:]|$)"
    r"|(?:申报|评审|认定|评[定选]|入选|准入)的?(?:标准|要求)(?:[和与及、（(：:]|$)"
    r"|(?:启动|触发|响应|预警)的?(?:条件|情形)(?:[（(：:]|$)"  # of emergency plans
)
# 提高补助标准, 扩大支持范围 are tasks.
_ALTERS = re.compile(
    r"提[高升]|扩大|创新|完善|健全|优化|调整|统一|规范|制[定订]|加[大强快]|拓[展宽]|放宽|降低|落实|建立|改[善进革]|实施|推[动进]|强化"
)
_LISTS_TERMS = re.compile(
    r"(?:具备|具有|符合|满足|达到)[^。；\n]{0,16}条件[^。；，\n]{0,6}[：:。]?$"
    r"|(?:出现|发生|符合|达到|具有|有)(?:下列|以下)[^。；，\n]{0,8}之一(?:的|时|者)?[^。；\n]{0,24}[：:]$"
)
_SILENT_HEAD = re.compile(r"(?:问题|形势|挑战|机遇|不足|短板|意义)$|指导思想|基本原则")
_PROBLEMS_HEAD = re.compile(r"(?:问题|不足|短板)$")  # what a review finds wrong is so by then
_MENDS_HEAD = re.compile(
    r"(?:加快|着力|全力|尽快|切实|有效|集中|大力|精准|积极|持续)*(?:补[齐强上足]|弥补|破解|解决|化解|消除|缓解|克服)"
)  # 补齐短板 is a task
_GOAL_HEAD = re.compile(r"目标|主要指标|愿景|预期")
_OPEN_HEAD = re.compile(
    r"任务|措施|举措|办好|工程|行动|安排|重点工作|要求|保障|建议|对策|展望|下一步|今后|支持|工作"
)
_WORK_HEAD = re.compile(r"(?:工作|措施|举措|要求)(?!目标$)")
_TURN_HEAD = re.compile(r"下一步|下步|今后|未来|预期目标|主要目标|今年")
_TURN_PARAGRAPH = re.compile(
    r"(?:今年|新的一年|20\d\d年)[^，。；]{0,24}(?:目标(?!纲要)|重点|要|将)"
    r"|预期目标[^，。；]{0,6}(?:是|(?<![作成])为|[:：]|如下)"
    r"|(?:做好|抓好|实现)(?:今年|20\d\d年)"
    r"|^\s*(?:“?十[一二三四五六七八]五”?(?:时期|期间)|(?:今后|未来)(?:五年|5年|一个时期))"
)
# In a section that holds both: the draft of a plan, or what it sets, begins what lies ahead.
_LAID_OUT = re.compile(
    r"(?:规划|《?纲要》?)[（(]?草案|(?:编制|起草|制定|研究提出)了?[^，。；]{0,16}(?:规划|纲要)"
    r"|(?:规划|《纲要》|《建议》)[^，。；]{0,12}(?:提出|明确|确定)了?[^，。；]{0,16}目标"
    r"|(?:今后|未来)(?:五年|5年|一个时期)[^，。；]{0,16}(?:目标|要(?![求素])|将)"
)


def runs(document: Document) -> Iterator[Run]:
    """The document's text in order, cut by provision, each piece with its era."""
    year = own_year(document)
    meta = document.meta
    if tells_statistics(document):
        for top in (*document.body, *document.annexes):
            yield from (replace(r, era="told") for r in _walk(top, document, "told", year))
        return
    looks_back = meta.doc_type in ("report", "paper") or "报告" in meta.title
    era = "told" if looks_back else "open"
    for top in (*document.body, *document.annexes):
        for run in _walk(top, document, era, year, top=True):
            yield run
            # a review or a plan goes on into sections that do not say otherwise
            if run.era in ("past", "open", "told") and not run.aside:
                era = run.era


def _walk(
    node: Provision, document: Document, inherited: str, year: int | None, *, top: bool = False
) -> Iterator[Run]:
    era = _heading_era(node.heading, inherited, top, year) if node.heading else inherited
    at = node.span.start
    if node.head.end > node.head.start:
        yield Run(node.head, node.eid, era, True)
        at = node.head.end
    for child in node.children:
        for run in _own(document, Span(at, child.span.start), node, era, year):
            era = era if run.aside else run.era
            yield run
        if _LISTS_TERMS.search(document.text[at : child.span.start].rstrip()[-40:]):
            era = "terms"  # 应当具备下列条件：（一）…
        for run in _walk(child, document, era, year):
            # an unheaded paragraph that turns ahead takes those after it along
            era = era if run.head or child.heading or run.aside else run.era
            yield run
        at = max(at, child.span.end)
    yield from _own(document, Span(at, max(at, node.span.end)), node, era, year)


def _own(
    document: Document, span: Span, node: Provision, era: str, year: int | None
) -> Iterator[Run]:
    """The runs of a provision's own text between two of its children."""
    if span.end <= span.start:
        return
    for paragraph in _paragraphs(document, span, node.heading):
        if era == "open" and _tells_of_another(document.text, paragraph, node.heading):
            ours = _OURS.search(document.text, paragraph.start, paragraph.end)
            told = Span(paragraph.start, ours.start() if ours else paragraph.end)
            yield Run(told, node.eid, "told", aside=True)
            paragraph = Span(told.end, paragraph.end)
            if ours is None:
                continue
        era = _paragraph_era(document, paragraph, era, year, node.heading)
        yield Run(paragraph, node.eid, era)


# 推广典型经验: a place that such a clause begins with has done what it tells of.
EXAMPLES = re.compile(
    r"(?:典型|先进|有益|成功)(?:经验|做法|案例|模式)|(?:推广|学习|借鉴|复制)[^，。；]{0,6}(?:经验|做法)"
)


_OURS = re.compile(
    r"(?<=[。！\n])[ \t　]*(?:各(?!自)|我[省市县区州]|本[省市县区州]|全[省市县区州])"
)


def _tells_of_another(text: str, span: Span, heading: str) -> bool:
    if not EXAMPLES.search(heading):
        return False
    opening = text[span.start : min(span.end, span.start + 40)].lstrip("。 \t　\n")
    first = next(iter(each_region(opening)), None)
    return first is not None and first.span.start == 0 and first.entry.level != "national"


def _heading_era(heading: str, inherited: str, top: bool, year: int | None) -> str:
    """The era that a heading opens; the inherited one where it says nothing."""
    if told := _told_era(heading, inherited):
        return told
    years = [p.year for p in find_periods(heading)]
    ahead = year is not None and any(y >= year for y in years)
    if ahead and _turns(heading):
        return "past"
    if not ahead and (_looks_back(heading, inherited) or (years and year and inherited != "open")):
        return "past"
    if _GOAL_HEAD.search(heading) and (inherited != "past" or ahead or top):
        return "open" if _WORK_HEAD.search(heading) else "goal"
    if ahead or (_TURN_HEAD.search(heading) and len(heading) < 20):
        return "open"
    if inherited == "past" and not top:
        return inherited
    if _SILENT_HEAD.search(heading) and not (
        _OPEN_HEAD.search(heading) or _MENDS_HEAD.match(heading)
    ):
        looks_back = inherited in ("past", "told") and _PROBLEMS_HEAD.search(heading)
        return inherited if looks_back else "silent"
    return "open" if top and _OPEN_HEAD.search(heading) else inherited


def _told_era(heading: str, inherited: str) -> str:
    """The era of a section of conditions or of results, whatever years it names; else empty."""
    if inherited == "terms" or heads_terms(heading):
        return "terms"
    results = _tells_results(heading) and _looks_back(heading, inherited)
    return "past" if results else ""


def _looks_back(heading: str, inherited: str) -> bool:
    """Whether a heading tells of what was; among tasks 在惠民上取得新成效 tells what shall be."""
    if inherited in ("open", "goal") and _NEW_RESULTS.search(heading):
        return False
    if inherited in ("open", "goal") and _SETS_UP.match(heading):
        return False
    return bool(_PAST_HEAD.search(heading)) or _tells_results(heading)


def _tells_results(heading: str) -> bool:
    return bool(_RESULTS_HEAD.search(heading)) and not _AIMED_AT.search(heading)


def heads_terms(heading: str) -> bool:
    """Whether a section tells who may apply, and for how much: 申报条件, 支持标准."""
    told = _TERMS_HEAD.search(heading) or _LISTS_TERMS.search(heading)
    return bool(told) and not _ALTERS.search(heading)


def _turns(heading: str) -> bool:
    """Whether a section looks back first and then ahead: 发展成就和“十五五”时期主要目标任务."""
    back, ahead = _PAST_HEAD.search(heading), _GOAL_HEAD.search(heading)
    return back is not None and ahead is not None and back.start() < ahead.start()


def _paragraphs(document: Document, span: Span, heading: str) -> Iterator[Span]:
    """The paragraphs of a section that turns ahead in one of them; else the whole at once."""
    ends = []
    if _turns(heading):
        ends = [at + 1 for at in range(span.start, span.end) if document.text[at] == "\n"]
    for start, end in pairwise(sorted({span.start, *ends, span.end})):
        yield Span(start, end)


def _paragraph_era(document: Document, span: Span, era: str, year: int | None, heading: str) -> str:
    """A report without headings turns ahead in a paragraph: 今年发展的主要预期目标是…

    So does a section that announces both; it then goes on as its heading says.
    """
    if era not in ("past", "told") or year is None or document.meta.doc_type == "paper":
        return era
    opening = document.text[span.start : min(span.end, span.start + 120)]
    turn = _TURN_PARAGRAPH.search(opening)
    if not turn and _turns(heading):
        turn = _LAID_OUT.search(opening)
    if not turn or any(p.year < year for p in find_periods(turn[0])):
        return era
    return "goal" if _turns(heading) else "open"


# ------------------------------------------------------------------ clauses

_DONE = re.compile(
    r"已(?!知)|[\u4e00-\u9fff](?<![为除])了(?![解望然])|截至|截止|以来|(?<!项)目前(?!期)|近年|去年|上年(?!度?计划)"
    r"|过去|同期相比|初步核算|预计(?:全年|20)"
)
# Counts what is done, unless a goal or a deadline stands before it
_TALLIED = re.compile(r"[累共]计(?:完成|收集|发放|清偿|注册)")
_AHEAD = re.compile(r"力争|争取(?!到)|确保|拟|今年|(?<![主重需必首])要(?![求素])")
# 经专家评审，认定99家企业为“某某基地” is done with these words.
_NAMES_THEM = re.compile(r"(?:认定|命名|确定|批准|评定)[^，。；\d]{0,4}\d[^，。；“”]{2,30}为“")
_COMPARED = re.compile(r"(?:比|较|与|从|由|照|相对于?|[低高多少优快慢]于|在)$")

# 近六年最高 and 创近三年新高 compare, 近三年累计改造… tells when; 自2019年开始 ends nothing.
_SPANS = re.compile(r"[到至]?(?:近|最近|过去)")
_RECORD = re.compile(
    r"(?:以?来|里|间|之?内|中)?(?:的|同期|历史|单年|全年)*(?:之?最|新[高低]|首[次个]|[高低]点)"
)
_FROM_TO = re.compile(r"从\d{4}年?[到至]\d{4}年?")
_RUNS_ON = re.compile("开始|以[来后]|之后")


def is_past(
    text: str,
    span: Span,
    periods: tuple[Period, ...],
    year: int | None,
    *,
    told: bool,
    goal: bool = False,
    task: bool = False,
) -> bool | None:
    """Whether the words of `span` tell of the past by themselves; None where they do not say.

    `told`: what a report says of its own year has happened; a plan's own year is still to come.
    `goal`: it stands among goals, or behind a deadline. `task`: in a numbered clause of tasks,
    where 比上年下降20% tells how far something is to go.
    """
    ahead = _AHEAD.search(text, span.start, span.end)
    if not (goal or ahead) and _NAMES_THEM.search(text, span.start, span.end):
        return True
    dated = [p for p in periods if _tells_when(text, p) and p.kind != "from"]
    if year is not None and dated:
        if all(p.end < f"{year}-01-01" or p.kind == "as_of" for p in dated):
            return True
        if any(p.year >= year + told for p in dated):
            return False
    if _tells_done(text, span, task=task or goal):
        return True
    if not goal and _TALLIED.search(text, span.start, span.end):
        return True
    return False if ahead else None


_LAST_YEAR = ("去年", "上年")
_OF_LAST = re.compile(r"按照?$")  # 按上年度实际缴纳额的30%返还


def _tells_done(text: str, span: Span, *, task: bool) -> bool:
    """Whether a word says that something is done; the year before, with which a task compares what
    it aims at, and by which a rate is reckoned, says so not."""
    for found in _DONE.finditer(text, span.start, span.end):
        before = text[max(span.start, found.start() - 2) : found.start()]
        compared = task and before.endswith(("比", "较"))
        if found[0] not in _LAST_YEAR or not (compared or _OF_LAST.search(before)):
            return True
    return False


def _tells_when(text: str, period: Period) -> bool:
    """Whether a date tells when something is; 从1990年到1995年 does, though no figure is of it."""
    return bool(_FROM_TO.fullmatch(period.span.of(text))) or not is_baseline(text, period)


def is_baseline(text: str, period: Period) -> bool:
    """Whether a date only says what something is compared with (比2015年, 较上年, 从2020年的…).

    So do the years that something is the best of (近六年最高), and one from which something runs.
    """
    lead = period.span.of(text)
    if _SPANS.match(lead) and _RECORD.match(text, period.span.end):
        return True
    if lead.startswith(("自", "从")) and _RUNS_ON.match(text, period.span.end):
        return True
    before = text[max(0, period.span.start - 3) : period.span.start]
    if lead.startswith(_LAST_YEAR) and _OF_LAST.search(before):
        return True
    if before.endswith("在") and "基础" not in text[period.span.end : period.span.end + 6]:
        return False
    return bool(_COMPARED.search(before)) or (lead.startswith("从") and not lead.endswith("起"))
