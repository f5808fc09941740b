"""Clauses that say what will be done, by whom, for whom and with which help.

A measure is a numbered clause of a plan, of measures, opinions, notices or regulations, or of the
recommendations of a paper; sections that tell the background, the guiding thought or the goals
hold none. Where a clause only heads others, those are the measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policykb.extract import clauses, responsibility, support
from policykb.extract.charging import charges
from policykb.extract.clauses import Clause
from policykb.extract.eras import AID, heads_terms
from policykb.extract.genres import THIS, interprets_law, is_communique
from policykb.extract.idle import TASK_VERB, is_idle_section, speaks_of_itself
from policykb.extract.instruments import instruments
from policykb.extract.tasks import BY, columns_of, measures_of_table
from policykb.types import Department, Document, Measure, Provision, Span, Support

# Where documents that mostly tell what is say what is to be done.
_TASKS = re.compile(
    r"任务|对策|建议|措施|举措|工作(?:安排|部署|重点|打算|要求)|重点工作|下一步|路径|保障|政策取向|重点抓好"
)
# What a notice or a guide that gives no title of its kind calls its support.
_GIVES = re.compile(
    rf"优惠政策|政策优惠|(?:{AID})(?:政策|标准|方式|措施|内容|办法|额度)|申[报请](?:时间|流程|程序)"
)
_PROPOSED = re.compile("建议|对策")
# What a work report of a government calls the section on the year that lies before it.
_THIS_YEAR = re.compile(r"^(?:关于)?(?:今年|(?P<year>20\d\d)年)的?(?:政府|主要|总体)?工作$")
_WORK_REPORT = re.compile(r"政府工作(?:的?报告|情况的?报告)")
_TELLING = frozenset(("report", "paper", "other"))
_ORDERS = re.compile(
    r"(?:通知|意见|决定|措施|举措|方案|办法|规定|细则)(?:[（(][^（）()]{1,12}[）)])?$"
)
# What an article of a law must say to be more than a definition or a note on the law itself.
_DUTY = re.compile(
    r"应当|必须|不得|禁止|责令|鼓励|支持|国家(?:建立|实行|采取|推)|给予|免征|减征|可以|负责|会同|处以"
)
_DIRECTIVE = re.compile(
    r"应当?|必须|不得|禁止|需要?|要(?!求|素|点|件|是)|可以?|鼓励|支持|引导|推[动进广行]|加[强快大]|建[立设成]"
    r"|健全|完善|实[施行]|开展|落实|优化|提[升高]|强化|深化|扩大|培育|打造|构建|组织|发挥|促进|保障"
    r"|制[定订]|发展|营造|规范|严格|探索|研究|试点|搭建|做好|明确|确保|加以|负责|执行|给予|奖[励补]|补[助贴偿]|资助|贴息|减免|返还|统筹|坚持|聚焦"
    r"|照顾|优先|新[建增改]|引[进育]|力争"
)


def measures(document: Document) -> tuple[Measure, ...]:
    """The measures of a document in printed order, those of its task tables last.

    An interpretation has none: it repeats those of the document that it explains, or tells how
    courts apply a law; nor has a statistical communiqué. Questions and answers that explain no
    text in particular have those that their answers grant; a store leaves them out where it holds
    what they explain.
    """
    if interprets_law(document.meta) or is_communique(document.meta):
        return ()
    if document.meta.doc_type == "interpretation":
        return tuple(_answered(document))
    found = [
        _measure(document, clause, span)
        for top in clauses.tops(document)
        for clause in _units(top, document.text if _tells(document) else "")
        if _promises(document, clause)
        for span in _runs(document, clause.node)
    ]
    rows = (m for table in document.tables for m in measures_of_table(document, table, _charged))
    return (*found, *rows)


# 《某办法》政策问答, 某办法解读: the title names what is explained.
_OF_A_TEXT = re.compile(
    r"《|(?:办法|条例|规定|细则|规则|意见|措施|方案|规划|计划|通知|决定|纲要|法)(?:[（(][^（）()]*[）)])?的?"
    r"(?:政策|热点|有关)*(?:解读|问答|图解|答记者问|说明)"
)
_ASKS = re.compile(r"^\s*问\s?[：:]|[？?]\s*$")
_TELLS_SO_FAR = re.compile(r"截[至止]|已经?(?:累计)?[向为]|累计")


def _answered(document: Document) -> Iterator[Measure]:
    """The answers that grant a sum or a share, in questions and answers on no text in particular.

    What has been paid so far is told, and not granted.
    """
    if _OF_A_TEXT.search(document.meta.title):
        return
    asked = ""
    for clause in clauses.walk(document):
        node = clause.node
        body = Span(node.head.end, node.span.end).of(document.text)
        if node.number:
            asked = node.heading if _ASKS.search(node.heading) else ""
        elif _ASKS.search(body):  # a paragraph of its own, its answer in those behind it
            asked, body = body, ""
        if not asked or _TELLS_SO_FAR.search(body[:40]):
            continue
        if support.states_how_much(body, f"{document.meta.title}{asked}"):
            yield _measure(document, clause, node.span)


def _tells(document: Document) -> bool:
    """Whether the document mostly tells what is, so that only some sections say what to do."""
    kind, title = document.meta.doc_type, document.meta.title
    return kind in _TELLING and not (kind != "paper" and _ORDERS.search(title))


def _is_task(document: Document, headings: tuple[str, ...]) -> bool:
    """Whether a section of a telling document says what to do; in a report also by its verb."""
    if any(_TASKS.search(heading) for heading in headings):
        return True
    if any(_is_of_this_year(document, heading) for heading in headings):
        return True
    if document.meta.doc_type == "other" and any(_GIVES.search(h) for h in headings):
        return True
    return document.meta.doc_type == "report" and bool(TASK_VERB.match("".join(headings[:1])))


def _is_of_this_year(document: Document, heading: str) -> bool:
    """Whether a heading of a work report names the year in which it is given: 关于2026年工作."""
    match, meta = _THIS_YEAR.search(heading), document.meta
    if not match or not _WORK_REPORT.search(meta.title):
        return False
    return match["year"] is None or match["year"] in f"{meta.title}{meta.written_on or ''}"


def _units(clause: Clause, told: str = "") -> Iterator[Clause]:
    """Clauses that stand for themselves: those that head no others, or say something before.

    `told`: the text of a document that mostly tells what is, whose recommendations stand apart.
    """
    below = [c for c in clause.children() if c.node.number or c.node.heading]
    listed = all(_is_item(c.node) for c in below) and not _are_apart(told, clause.node, below)
    if clause.node.number or clause.node.heading:
        if listed:
            yield clause
            return
        if clause.above and clause.node.level not in ("part", "chapter", "section"):
            own = clauses.own_span(clause.node)
            if own.end - own.start >= 30:
                yield clause
    for child in below:
        yield from _units(child, told)


def _are_apart(text: str, node: Provision, items: list[Clause]) -> bool:
    """Whether the items right below a heading of recommendations each end as a sentence."""
    if not text or not node.heading or not _PROPOSED.search(node.heading):
        return False
    leading = clauses.own_span(node).of(text).strip()
    ends = (text[c.node.span.start : _before_notes(text, c.node.span)] for c in items)
    return len(items) > 1 and not leading and all(end.rstrip().endswith("。") for end in ends)


def _is_item(node: Provision) -> bool:
    """Whether a clause is only an item of a list inside the one above."""
    return not node.heading and node.level in ("paragraph", "item", "subitem", "h4")


def _promises(document: Document, clause: Clause) -> bool:
    headings, node = clause.headings(), clause.node
    if _tells(document) and not _is_task(document, headings):
        return False
    if is_idle_section(headings) or node.level == "annex" or _is_condition(clause):
        return False
    body = Span(max(node.head.end, node.span.start), node.span.end).of(document.text).strip()
    if document.meta.doc_type == "regulation" and not _DUTY.search(body):
        return False
    if speaks_of_itself(node.heading, body) and not support.states_how_much(body):
        return False
    if responsibility.signatures(document.text, node.span) or _signed_above(document, clause):
        return True  # what somebody signs for is a task, whatever its words
    if _ONLY_TITLE.fullmatch(f"{node.heading}{body}") or _is_tabled(document, node):
        return False
    if len(body) < 6 or not _DIRECTIVE.search(body):  # 要求 said in the heading alone
        title = document.meta.title
        told = support.tells_when(title, node.heading, body) or _directs(node.heading)
        return told or support.states_how_much(body, title) or bool(_CHARGED.search(body))
    return True


# What a body is to do, and how many of something there are to be, without a word of duty.
_CHARGED = re.compile(
    r"由[^，。；\n]{2,40}(?:追[回缴]|取消|拨付|兑付|约谈|通报|审核|受理|查处|处理)|[组配]建[^，。；\n]{0,12}\d"
    r"|计划[^，。；\n]{1,12}\d|每(?:[年月周]|季度|半年)(?:至少)?(?:调度|通报|考核|检查|评估|督[查促导]|抽查)"
    r"|\d[日月]底?前(?:完成|报送|建成|印发|提交|上报)"
)

# A text that is only named, in a list of those repealed or lapsed: 《…规定》（某令第3号公布）.
_ONLY_TITLE = re.compile(
    r"\s*(?:《[^《》]{2,200}》\s*(?:[（(][^（）()]{0,200}[）)])?"
    r"|[^，。；《》（）()]{4,80}(?:意见|办法|通知|措施|方案|规定|细则|决定|条例|规则|制度|通告|公告)"
    r"(?:[（(]试行[）)])?\s*[（(][^（）()]{0,40}[〔\[]\d{4}[〕\]][^（）()]{0,40}[）)])"
    r"[；;。，、和及\s]*"
)
_SETS_OFF = re.compile(
    r"(?:启动|响应|预警|触发|终止|解除)的?(?:条件|标准|情形)$|^(?:事件|灾害|事故|灾情|响应|预警)?分级(?:标准)?$"
)


def _is_condition(clause: Clause) -> bool:
    """Whether a clause only states what one must be to apply, or what sets off an emergency plan:
    one of those below 申报条件 or 启动条件."""
    above = [node.heading for node in clause.above]
    if any(_SETS_OFF.search(heading) for heading in (*above, clause.node.heading)):
        return True
    return any(heading.endswith("条件") and heads_terms(heading) for heading in above)


def _is_tabled(document: Document, node: Provision) -> bool:
    """Whether a clause says nothing but a table of tasks, whose rows are the measures."""
    inside = [t for t in document.tables if node.head.end <= t.span.start < node.span.end]
    said = Span(node.head.end, node.span.end).of(document.text)
    for table in inside:
        said = said.replace(table.span.of(document.text), "")
    return bool(inside) and not said.strip() and all(columns_of(document, t) for t in inside)


def _directs(heading: str) -> bool:
    return len(heading) >= 15 and bool(_DIRECTIVE.search(heading))


# A section longer than this that has no numbered clauses is a row of paragraphs, each a measure.
_LONGEST = 2_500


def _runs(document: Document, node: Provision) -> Iterator[Span]:
    """The clause as one run, or a long section's paragraphs; before clauses below, its own text."""
    if any((c.number or c.heading) and not _is_item(c) for c in node.children):
        yield Span(node.span.start, clauses.own_span(node).end)
        return
    if node.level not in ("h1", "h2") or node.span.end - node.span.start <= _LONGEST:
        yield node.span
        return
    at = max(node.head.end, node.span.start)
    for line in Span(at, node.span.end).of(document.text).split("\n"):
        run = clauses.strip(document.text, Span(at, at + len(line)))
        at += len(line) + 1
        if run.end - run.start >= 30 and _DIRECTIVE.search(document.text, run.start, run.end):
            yield run


def _measure(document: Document, clause: Clause, run: Span) -> Measure:
    """The measure that `run` states: the whole clause, or one paragraph of it."""
    node, text = clause.node, document.text
    whole = run.start == node.span.start
    body = Span(max(node.head.end, run.start), run.end)
    signed = responsibility.signatures(text, body)
    signing = signed or _signed_above(document, clause) or charges(text, body)
    span = clauses.strip(text, Span(run.start, _end(text, body, signed)))
    named = [body for s in signing for body in _leading(document, _bodies(document, s.inside))]
    content = _unsigned(text, Span(body.start, span.end), signed)
    heading = node.heading if whole else ""
    return Measure(
        eid=node.eid,
        span=span,
        by=BY,
        number=node.number if whole else "",
        heading=heading,
        departments=responsibility.each_once(named),
        responsibility="\n".join(s.inside for s in signing),
        instruments=instruments(heading, content),
        beneficiaries=support.beneficiaries(heading + "\n" + content),
        obligation=support.obligation(heading, content),
        support=_support(document, clause, content),
    )


def _bodies(document: Document, signed: str) -> tuple[Department, ...]:
    return responsibility.departments(signed, document.meta.level, document.meta.region)


def _charged(document: Document, signed: str) -> tuple[Department, ...]:
    """Whom a signature charges, by the document's own note on who leads."""
    return _leading(document, _bodies(document, signed))


def _leading(document: Document, named: tuple[Department, ...]) -> tuple[Department, ...]:
    """The bodies of a signature; the first leads where a note of the document says so."""
    if len(named) > 1 and responsibility.first_leads(document.text):
        return responsibility.with_leader(named)
    return named


def _signed_above(document: Document, clause: Clause) -> tuple[responsibility.Signature, ...]:
    """Who signs for a clause in its heading or the nearest above: 一、强化创新（市科技局牵头）."""
    for node in (clause.node, *reversed(clause.above)):
        if found := responsibility.signatures(document.text, node.head):
            return found
    return ()


# Where a text tells what breaking it costs; 奖励与处罚 also rewards.
_PUNISHES = re.compile(r"法律责任|^罚则|处罚|裁量|责任追究")


def _support(document: Document, clause: Clause, content: str) -> Support | None:
    """The help that a clause states: none in a chapter of penalties; what a paper or a report
    proposes cannot be claimed.
    """
    for heading in (document.meta.title, *clause.headings()):
        if _PUNISHES.search(heading) and "奖" not in heading:
            return None
    kind, asked = document.meta.doc_type, ""
    if kind == "interpretation":
        asked = clause.node.heading
    found = support.support(content, clause.node.heading, document.meta.title + asked)
    proposed = kind == "report" and any(_PROPOSED.search(h) for h in clause.headings())
    if found and (kind == "paper" or proposed):
        return replace(found, claimable=False)
    # by when a law wants something reported is no window to apply in
    return None if kind == "regulation" and not support.gives(content) else found


# What speaks to all after the last signature is the end of the document, not of the clause:
# 各地区、各部门要……
_CLOSING = re.compile(rf"\s*(?:各(?:地|部门|有关|级|省|市|区|单位|成员)|{THIS})")


def _end(text: str, body: Span, signed: tuple[responsibility.Signature, ...]) -> int:
    """Where the body of a clause ends: before the signatures that close it."""
    last = end = _before_notes(text, body)
    for signature in reversed(signed):
        rest = text[signature.span.end : end]
        closing = end == last and _CLOSING.match(rest)
        if rest.strip("。；; \n\t　") and not closing:
            break
        end = signature.span.start
    return max(end, body.start)


# Notes of a table or of the page that stand behind a clause, a line each.
_NOTE = re.compile(r"\s*(?:注[：:]|(?:资料|数据)来源[：:]|\[\d{1,2}\])")


def _before_notes(text: str, span: Span) -> int:
    """Where a clause ends before the notes that are printed behind it."""
    end = span.end
    while (line := text.rfind("\n", span.start, end)) >= 0 and _NOTE.match(text, line, end):
        end = line
    return end


def _unsigned(text: str, span: Span, signed: tuple[responsibility.Signature, ...]) -> str:
    """The body without the signatures that stand inside it."""
    parts, at = [], span.start
    for signature in signed:
        if signature.span.start < span.end:
            parts.append(text[at : signature.span.start])
            at = signature.span.end
    return "".join((*parts, text[at : span.end]))
