"""What a firm does, what it answers with yes or no, and what it wants."""

from __future__ import annotations

import re

from policykb.answer.amounts import segments
from policykb.answer.words.purposes import purposes_spoken
from policykb.answer.words.trades import BUSINESSES, TRADES


def read_sector(text: str) -> tuple[tuple[str, ...], str]:
    """The sector of the size standard and the words that name the business; empty if none."""
    for sector, pattern in TRADES:
        for match in pattern.finditer(text):
            if not _GOT.search(match.group()):
                return (sector,), _trimmed_trade(match.group())
    for words, sectors in BUSINESSES:
        if named := words.search(text):
            return sectors, named.group()
    return (), ""


_TRADE_LEAD = re.compile(
    r"^.*?(?:一[家个间]|开(?!发)了?家?一?[个家间]?|人的|做|搞|办了?一?[个家]?|是一?家?|的)(?=[一-鿿]{2})"
)


# What a pattern has taken of what happens to the firm, or what it wants: 建筑公司被拖欠工程款
_TRADE_TAIL = re.compile(r"(?<=[一-鿿]{2})(?:被|想|要|给|把|让|向|去|来|的|有|遭|受|正|在|已)+$")
_GOT = re.compile(r"换[成了为]|更换|报废|淘汰|购置|买了")  # what it bought is not what it does
_WHEN = re.compile(r"^(?:(?:去|今|前|近[一二两三几]?)年|目前|现在|一直|主要|以来)+(?=[一-鿿]{2})")


def _trimmed_trade(said: str) -> str:
    """Without the verb and the measure word that stand before a business, and what follows it."""
    bare = _WHEN.sub("", _TRADE_LEAD.sub("", said) or said)
    return _TRADE_TAIL.sub("", bare) or said


# ------------------------------------------------------------------ yes or no

# state ← words that affirm it | words that deny it; the denial is looked for first where it
# holds the other's words (没贷过款 | 贷过款).
_STATES: tuple[tuple[str, bool, str], ...] = (
    (
        "first_loan",
        True,
        r"(?:从来?|一直)?(?:没有?|未)(?:在?银行)?(?:贷过款?|借过(?:银行的?)?钱"
        r"|贷款记录|办过贷款)|(?:第一|头一)[次回遭][^，。；]{0,8}贷|(?:第一|头一)[次回](?:去|找)银行|首次贷款|首贷",
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
        r"|没被|从未|未曾?)(?:任何|什么|啥|过|被|受过|受到过?|出现过?|有过?|进过?|上过?|在)*(?:严重|重大|税收|税务)*"
        r"(?:失信|不良|违法|违规|列入|处罚|罚[过款])(?:记录|行为)?|征信(?:很|都|一直)?(?:没问题|良好|干净|好)"
        r"|没上过?黑名单",
    ),
    (
        "credit",
        False,
        r"(?:被|上了?|列[入为成])[^，。；]{0,6}(?:失信|黑名单|经营异常)(?:被执行人?)?|失信被执行人?"
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
        "finance_sound",
        True,
        r"(?:账目|账务|账|财务|会计)[^，。；不没]{0,6}(?:规范|清楚|健全|正规|没问题|良好|完善)",
    ),
    (
        "finance_sound",
        False,
        r"(?:账目|账务|账|财务)[^，。；]{0,4}(?:不规范|混乱|不清楚|不健全|乱)",
    ),
    (
        "taxes_paid",
        True,
        r"(?:按时|依法|正常|足额|诚信|按月)+(?:都)?(?:[报交缴]税|纳税)|纳税(?:正常|良好|记录)|(?:没|从不|不|从没)(?:有)?欠过?税"
        r"|税(?:都|也|一直)*(?:按时|正常|足额|依法)(?:在)?(?:交|缴)",
    ),
    ("taxes_paid", False, r"欠(?:着|了|过)?税|[偷漏]过?税"),
    (
        "no_overdue",
        True,
        r"(?:按[时期]|准时|如期)[^，。；没不]{0,4}[还付](?:了|的|款|息|本|清)|(?:没有?|从没|从未|从不|未|无)(?:有|出现|发生)?过?(?:贷款|还款)?逾期",
    ),
    ("no_overdue", False, r"逾期(?:过|了|未还|没还)|有(?:过)?逾期"),
    (
        "profitable",
        True,
        r"(?:赚|盈利)了?(?!吗|不|多少)|有利润|利润[^，。；亏负]{0,6}[万亿]|(?:没有?|未)亏",
    ),
    ("profitable", False, r"亏了|亏损|亏着|没赚|不赚钱|(?:没有?|未)盈利|赔了"),
    ("filed", True, r"备[了过好完]*案(?!没)|(?:已经?|都|有)备案|拿到备案"),
    ("filed", False, r"(?:没有?|未|还没)(?:去)?(?:做|办)?(?:过)?备(?:过)?案"),
    (
        "not_funded",
        True,
        r"(?:没有?|从没|从未|未|没曾)(?:拿|领|享受|得|申请|报|申报|获得?)(?:到|过)+[^，。；]{0,12}"
        r"(?:钱|补贴|补助|资金|奖励|扶持|财政|贴息|项目)",
    ),
    (
        "not_funded",
        False,
        r"(?:同一?个?|这个?|这项|该)(?:项目|设备|事项?|贷款)[^，。；没未]{0,8}(?:拿|领|享受|得|获得?)(?:到|过|了)[^，。；]{0,12}"
        r"(?:钱|补贴|补助|资金|奖励|扶持|财政|贴息)",
    ),
    (
        "wages_paid",
        True,
        r"(?:没有?|从没|从未|未|不)(?:欠税|欠社保|拖?欠款)?[、和也]?(?:欠薪|拖欠薪)|(?:没有?|从没|从未|未|不)(?:拖?欠)过?(?:农民工|工人|员工|职工|大家)?的?(?:工资|薪)|工资(?:都|从来|一直)?(?:不拖欠|按时发)",
    ),
    ("wages_paid", False, r"(?<![没不未])(?:拖?欠)[了着过]?[^，。；]{0,8}工资"),
    (
        "layoff_free",
        True,
        r"(?:没有?|不|未|从没|没怎么)(?:打算)?裁(?:过|掉)?(?:一个)?(?:员|人)"
        r"|一个(?:人|员工)?(?:也|都)?没(?:有)?裁|没有?辞退",
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
    (
        "legal_entity",
        True,
        r"(?:转|变|升|改)[成为]?了?[^，。；]{0,3}(?:公司|企业)|公司|独立法人|股份制",
    ),
)
_COMPILED = tuple((name, value, re.compile(pattern)) for name, value, pattern in _STATES)


# States that are well while something did not happen: a bad thing that is denied affirms them.
_CLEAN = frozenset(("no_overdue", "credit", "accident_free", "wages_paid", "taxes_paid"))
_DENIED = re.compile(
    r"(?:没有?|从没|从未|从来没有?|未|无|不曾|也没|不是|不属于|不在|没在)[^，。；但]{0,4}$"
)


def read_states(text: str) -> tuple[dict[str, bool], dict[str, str]]:
    """Answers to yes-or-no questions, with the words of each; the longer match of two wins."""
    best: dict[str, tuple[bool, str]] = {}
    for name, value, pattern in _COMPILED:
        match = pattern.search(text)
        if not match:
            continue
        said, real = match.group(), value
        if name in _CLEAN and not value and (denied := _DENIED.search(text[: match.start()])):
            said, real = denied.group() + said, True  # 没有出过…事故
        if name not in best or len(said) > len(best[name][1]):
            best[name] = (real, said)
    return {n: row[0] for n, row in best.items()}, {n: row[1] for n, row in best.items()}


_GRADE = re.compile(r"(?:纳税|税务)(?:信用)?(?:等级)?(?:评级|评)?(?:为|是)?\s?([ABMCDabmcd])级?")


def read_grade(text: str) -> tuple[str, str]:
    """The tax credit grade (A, B, M, C, D) and the words."""
    match = _GRADE.search(text)
    return (match[1].upper(), match.group()) if match else ("", "")


# ------------------------------------------------------------------ what is wanted

# Facts that hold words of a wish: 比前年涨了一成, 没拿过补贴
_TOLD = re.compile(
    r"(?:营收|收入|销售|产值|利润|订单|比[去前上]年|同比)[^，。；]{0,8}(?:涨|亏|增长)|涨了?[一二三四五六七八九十百\d]+(?:成|个?点|%)"
    r"|拖?欠[^，。；]{0,6}(?:工资|薪)"
    r"|(?:没有?|从没|未)(?:拿|领|享受|得|申请|报)(?:到|过)|(?:拿|领|享受|得)过"
)

_WISH = re.compile(
    r"想|要(?!求|是|么)|打算|准备|需要|计划|希望|能不能|有没有|有什么|有啥"
    r"|有哪些|怎么|咋|缺|求|愁|困难|压力"
    r"|紧张|太贵|周转|可以申|能申|能拿|能领|补助|补贴|支持|优惠|扶持|政策|正在|申请|老化|太旧|参加"
    r"|拖欠|欠我|要不回|招不到|找不到|卖不|难|贵|涨|亏|滞销|着急|头疼|不够"
    r"|(?:能|可以|行|给|可|会)[^，。；]{0,14}(?:吗|么|嘛|[吧不没呢]$)|[给能行可]不[给能行可]"
    r"|(?:补|给|拿|领|退|返|免|减|缓|奖|报)[^，。；]{0,4}(?:多少|几成|几个点)"
)


# Words of trouble tell what is wanted only where they say of what: 房租太贵, but not 去年亏了
_TROUBLE = re.compile(r"难|贵|涨|亏|滞销|着急|头疼|不够|压力|紧张|缺|愁|困难")


def _wishes(said: str) -> bool:
    """Whether a run of a story wishes for something."""
    if _WISH.search(_TROUBLE.sub("", said)):
        return True
    return bool(_TROUBLE.search(said) and purposes_spoken(said))


def read_need(text: str) -> str:
    """The run from the first to the last of the words that wish for something; empty if none."""
    wishes = [span for span in segments(text) if _wishes(_TOLD.sub("", span.of(text)))]
    if not wishes:
        return ""
    start, end = wishes[0].start, wishes[-1].end
    before = [span for span in segments(text) if span.end <= start][-1:]
    wish = text[start:end]
    if before and len(wish) < _BARE and not purposes_spoken(wish):
        said = before[0].of(text)  # 房租是国企的，能免吗: of what, the clause before tells
        start = before[0].start if purposes_spoken(said) else start
    return text[start:end]


_BARE = 10  # characters of a wish that is no more than a question
