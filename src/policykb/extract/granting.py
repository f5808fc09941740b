"""Thresholds: what one must have or reach to be given support is no target of the document.

Clauses on support print the threshold before the grant: 对年销售额1亿元以上的企业，奖励10万元;
组团6家以上，给予3万元补助. (What stands below a heading of conditions, `eras` knows as terms.)
Rules of assessment print it before the points: 合格率达到95%得6分.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.extract.figures import Figure
from policykb.extract.support import RELIEF, TO_WHOM
from policykb.types import Span


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a sentence tells who is given something; `named` where 对 or 凡 leads to them."""

    span: Span
    named: bool


_SEGMENT = re.compile(r"[^；;]+")
# Those who are helped: 对…的企业, 凡…的.
_WHOM = re.compile(
    r"(?:^|(?<=[，,：:、。\s]))(?:[一二三四五六七八九十]是|其中|同时|此外|另外|另|再|并|或)?[，,]?"
    rf"(?:{TO_WHOM}(?:于|新)?|凡(?=[^，；]))"
)
_GIVES = re.compile(
    rf"{RELIEF}|给予|予以[^，；。]{{0,16}}(?:奖|补|资助|支持)|返还|优先|可?享受|可(?:申[报请]|推荐)|免[收缴]"
)
# A grant whose sum or share is told, or that is told to be settled case by case.
_DEFINITE = re.compile(
    r"给(?:予)?[^，；。]{0,40}?(?:奖励|奖补|补[助贴]|资助|支持|返还|贴息)|一事一议"
    r"|(?:奖励?|奖补|补[助贴]|资助|返还|贴息|配套(?!率|化|企业|产业|产值|设施|能力|服务|园区))[^，；。\d]{0,16}[\d一二三四五六七八九十百]"
)
# What a government does itself, or for its own place, it promises though it also gives.
_OWN = re.compile(
    r"力争|争取|确保|计划|目标|评选|遴选|选派|选拔|安排|筹[集措]|设立|统筹|发放|列支|扶持|支持|组织|举办|开展"
    r"|全(?:年|市|省|县|区|州|国|社会)|[到至](?:19|20)\d\d年|(?:19|20)\d\d年[底末]?前|年底前"
)


# 每降低1个百分点扣1分: what is scored is set for whoever is assessed; 综合得分达到90分 is a goal.
_SCORES = re.compile(
    r"(?:扣|不?得(?!分[率达到为在不])|[加计记减])(?:[\u4e00-\u9fff]{0,4}分)?\d[\d.]*分(?![钟之])"
    r"|得满分|不得分|直至满分|[（(]\d[\d.]*分[）)，,]"
)


def awards_points(text: str, sentence: Span) -> bool:
    """Whether a sentence tells how many points something earns or costs in an assessment."""
    return _SCORES.search(text, sentence.start, sentence.end) is not None


# 上年度出口额5000万元以上的企业，给予…: what is asked of those who are helped was reached by none
_FOR_THOSE = re.compile(
    r"(?:的|(?:的|[^已曾]对)[^，。；]{0,40}(?:企业|单位|个人|机构|项目))[，,][^，。；]{0,12}"
    r"(?:给予|予以|奖励|补[助贴]|资助|减[免征]|免征|返还)"
)


def grants_to_those(text: str, sentence: Span) -> bool:
    """Whether a sentence grants support to whoever is or has reached something."""
    return _FOR_THOSE.search(text, sentence.start, sentence.end) is not None


# What credit costs, beside who may have how much of it and for how long.
_PRICE = re.compile(r"(?<!平均)(?<!综合)(?<!加权)(?:利率|费率)(?:水平)?$")
_RATE_OF_TIME = re.compile(r"[日月年](?:化)?(?:利|费)率$")
_AIMED = re.compile("确保|力争|争取|努力|推动|引导|促进|降|压|下调")
_CREDIT = re.compile(
    r"单[户笔家]|期限(?=[不最为\d一二三])|额度|(?:提供|给予|推出|开发)[^，。；\n]{0,40}(?:资金|贷款|产品|授信|贷”)"
)


def is_price(text: str, sentence: Span, figure: Figure) -> bool:
    """Whether a figure is the price of credit that a sentence offers: 提供资金，费率不高于1%."""
    if figure.counted or not _PRICE.search(figure.noun) or _AIMED.search(figure.before):
        return False
    start = max(sentence.start, figure.span.start - _REACH)
    offered = _CREDIT.search(text, start, figure.span.start)
    return offered is not None or bool(_RATE_OF_TIME.search(figure.noun))


# 裁员率不高于5%的企业可以享受, …的小微企业最高500万元: who may have it, by what they are.
_WHO_MAY = re.compile(
    r"的[^，。；、\n]{0,8}(?:企业|单位|机构|个人|人员|项目|园区|主体|家庭|农户|合作社|工商户|团队)[，,]?"
    r"(?:(?:均|方)?可以?(?:享受|申[请报领])|方可|(?:每[^，。；\d]{1,4})?最[高多]\s?\d)"
)
_REACH = 200  # words further away say nothing of a number


def thresholds(text: str, sentence: Span) -> tuple[Threshold, ...]:
    """The stretches of a sentence that tell what must be had or reached for what it gives."""
    found = _SEGMENT.finditer(text, sentence.start, sentence.end)
    given = tuple(t for segment in found for t in _of_segment(text, *segment.span()))
    may = [m.start() for m in _WHO_MAY.finditer(text, sentence.start, sentence.end)]
    # what others must be for it stands behind; so all but what a government sets itself is one
    return (*given, Threshold(sentence, named=False)) if may else given


def _of_segment(text: str, start: int, end: int) -> Iterator[Threshold]:
    at, gives = start, [m.start() for m in _GIVES.finditer(text, start, end)]
    for whom in _WHOM.finditer(text, start, end):
        given = bisect_left(gives, whom.end())
        if given < len(gives) and whom.start() >= at:
            yield Threshold(Span(whom.end(), gives[given]), named=True)
            at = gives[given]
    last = max((m.start() for m in _DEFINITE.finditer(text, at, end)), default=at)
    if last > at:
        yield Threshold(Span(at, last), named=False)


def is_threshold(text: str, figure: Figure, told: tuple[Threshold, ...], *, lenient: bool) -> bool:
    """Whether a figure is what must be reached, no target.

    In goals, plans and reports (`lenient`) only where those who are helped are named. Those who are
    merely counted (对500户困难户给予补贴) are a promise.
    """
    quantity = figure.quantity
    if figure.counted and quantity.operator is None and quantity.value_max is None:
        return False
    held = [t for t in told if t.span.start <= quantity.core.start < t.span.end]
    if any(t.named for t in held):
        return True
    if not held or lenient:
        return False
    start = max(held[0].span.start, figure.span.start - _REACH)
    return not _OWN.search(text, start, figure.span.end)
