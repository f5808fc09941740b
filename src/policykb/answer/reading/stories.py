"""What a firm does, what it answers with yes or no, and what it wants."""

from __future__ import annotations

import re

from policykb.answer.amounts import segments
from policykb.answer.words.trades import BUSINESSES, TRADES


def read_sector(text: str) -> tuple[tuple[str, ...], str]:
    """The sector of the size standard and the words that name the business; empty if none."""
    for sector, pattern in TRADES:
        if match := pattern.search(text):
            return (sector,), _trimmed_trade(match.group())
    for pattern, sectors in BUSINESSES:
        if match := pattern.search(text):
            return sectors, match.group()
    return (), ""


_TRADE_LEAD = re.compile(
    r"^.*?(?:开了?家?一?[个家间]?|人的|做|搞|办了?一?[个家]?|是一?家?|的)(?=[一-鿿]{2})"
)


def _trimmed_trade(said: str) -> str:
    """Without the verb and the measure word that stand before a business."""
    return _TRADE_LEAD.sub("", said) or said


# ------------------------------------------------------------------ yes or no

# state ← words that affirm it | words that deny it; the denial is looked for first where it
# holds the other's words (没贷过款 | 贷过款).
_STATES: tuple[tuple[str, bool, str], ...] = (
    (
        "first_loan",
        True,
        r"(?:从来?|一直)?(?:没有?|未)(?:在?银行)?(?:贷过款?|借过(?:银行的?)?钱"
        r"|贷款记录|办过贷款)|第一次(?:贷款|去银行|找银行)|首次贷款|首贷",
    ),
    (
        "first_loan",
        False,
        r"贷过款|(?:有|还着?)(?:一笔)?银行贷款|还在还贷|续贷|以前贷过|去年贷了"
        r"|已经贷了",
    ),
    (
        "credit",
        True,
        r"信用(?:记录)?(?:一直)?(?:很|都)?(?:良好|好|没问题)|(?:没有?|无|从没"
        r"|没被|从未|未曾?)(?:任何|什么|啥|过|被|受过|受到过?|出现过?|有过?)*(?:严重|重大)?"
        r"(?:失信|不良|违法|违规|列入|处罚|罚[过款])(?:记录|行为)?|征信(?:很|都|一直)?(?:没问题|良好|干净|好)"
        r"|没上过?黑名单",
    ),
    (
        "credit",
        False,
        r"(?:被|上了?|列入)[^，。；]{0,6}(?:失信|黑名单|经营异常)|失信被执行"
        r"|老赖|经营异常|(?:被|刚)(?:环保|税务|市监"
        r"|市场监管)?[^，。；]{0,3}(?:处罚|罚)过?",
    ),
    (
        "accident_free",
        True,
        r"(?:没有?|从没|从未|未|无)(?:出|发生)?(?:过)?(?:任何|什么|啥|大|重大|安全|生产|环保)*事故",
    ),
    ("accident_free", False, r"(?:出|发生)[过了][^，。；没]{0,8}事故"),
    (
        "wages_paid",
        True,
        r"(?:没有?|从没|从未|未|不)(?:拖?欠)过?(?:工人|员工)?的?(?:工资|薪)|工资(?:都|从来|一直)?(?:不拖欠|按时发)",
    ),
    ("wages_paid", False, r"(?<![没不未])(?:拖?欠)[了着过]?[^，。；]{0,8}工资"),
    (
        "layoff_free",
        True,
        r"(?:没有?|不|未|从没|没怎么)(?:打算)?裁(?:过|掉)?(?:一个)?(?:员|人)"
        r"|一个(?:人|员工)?(?:也|都)没(?:有)?裁|没有?辞退",
    ),
    ("layoff_free", False, r"裁了|裁员了|裁掉|辞退了"),
    (
        "insured",
        True,
        r"(?:都|一直|按时|足额|正常|按月|依法|全部|给员工)[^，。；没]{0,6}(?:交"
        r"|缴|上|买)(?:了|着|过|齐)?(?:的)?(?:社保|五险|失业保险|社会保险)"
        r"|(?:社保|五险|失业保险)(?:一直|都|也)*(?:按时|正常|足额"
        r"|按月)*(?:在)?(?:交|缴|上|买)(?:了|着|的|齐|满)?",
    ),
    (
        "insured",
        False,
        r"(?:没有?|未|还没)[^，。；]{0,4}(?:交|缴|上|买)(?:过)?(?:社保|五险"
        r"|失业保险|社会保险)|(?:社保|五险)[^，。；]{0,3}(?:没有?|未|断|欠)"
        r"|欠(?:缴|着?)[^，。；]{0,3}社保",
    ),
    (
        "exports",
        False,
        r"(?:没有?|不|未)(?:做过?|搞|有)?(?:出口|外贸)(?!过?[一-鿿]国|到)"
        r"|只做内销|全是内销",
    ),
    (
        "exports",
        True,
        r"(?:做|有|搞)[^，。；没]{0,6}(?:出口|外贸)|出口(?:到|给|占|额|了|[\d一二两三四五六七八九十百])"
        r"|外贸(?:公司|企业|工?厂)|自营出口",
    ),
    ("legal_entity", False, r"个体工商户|个体户|没有?注册公司"),
    ("legal_entity", True, r"公司|独立法人|股份制"),
)
_COMPILED = tuple((name, value, re.compile(pattern)) for name, value, pattern in _STATES)


def read_states(text: str) -> tuple[dict[str, bool], dict[str, str]]:
    """Answers to yes-or-no questions, with the words of each; the longer match of two wins."""
    best: dict[str, tuple[bool, str]] = {}
    for name, value, pattern in _COMPILED:
        match = pattern.search(text)
        if match and (name not in best or len(match.group()) > len(best[name][1])):
            best[name] = (value, match.group())
    return {n: row[0] for n, row in best.items()}, {n: row[1] for n, row in best.items()}


_GRADE = re.compile(r"(?:纳税|税务)(?:信用)?(?:等级)?(?:评级|评)?(?:为|是)?\s?([ABMCDabmcd])级?")


def read_grade(text: str) -> tuple[str, str]:
    """The tax credit grade (A, B, M, C, D) and the words."""
    match = _GRADE.search(text)
    return (match[1].upper(), match.group()) if match else ("", "")


# ------------------------------------------------------------------ what is wanted

_WISH = re.compile(
    r"想|要(?!求|是|么)|打算|准备|需要|计划|希望|能不能|有没有|有什么|有啥"
    r"|有哪些|怎么|咋|缺|求|愁|困难|压力"
    r"|紧张|太贵|周转|可以申|能申|能拿|能领|补助|补贴|支持|优惠|扶持|政策|正在|申请|老化|太旧|参加"
    r"|拖欠|欠我|要不回|招不到|找不到|卖不|难|贵|涨|亏|滞销|着急|头疼|不够"
)


def read_need(text: str) -> str:
    """The run from the first to the last of the words that wish for something; empty if none."""
    wishes = [span for span in segments(text) if _WISH.search(span.of(text))]
    return text[wishes[0].start : wishes[-1].end] if wishes else ""
