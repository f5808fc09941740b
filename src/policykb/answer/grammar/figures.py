"""Bounds on staff, revenue, age, research and other figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policykb.answer.grammar.terms import Found, Setting, State, Test
from policykb.answer.profile import Profile
from policykb.numerals import Quantity, find_quantities
from policykb.types import Span

# figure ← (unit, words before or after the number); the nearest words are taken
_NOUNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, units, re.compile(pattern))
    for name, units, pattern in (
        (
            "insured_staff",
            "人 名",
            r"参保(?:人数|职工|人员)?|缴纳社(?:会)?保(?:险)?(?:的)?(?:人数|人员)",
        ),
        ("rd_staff", "人 名", r"研发人员|科技人员|技术人员"),
        (
            "hires",
            "人 名",
            r"新?(?:招用|吸纳|新增(?:就业|岗位)|录用|招收)(?:[^，。；\n]{0,6}(?:人数|人员))?",
        ),
        (
            "staff",
            "人 名",
            r"从业人员|职工|员工|在职人员|用工人数|(?<![一-鿿])(?:人数|人员)|(?:从业|企业|员工)人数",
        ),
        ("rd_ratio", "% ‰", r"(?:研发|研究开发)[^，。；\n]{0,24}(?:占|比重|比例|强度)"),
        ("layoff_ratio", "%", r"裁员率"),
        ("debt_ratio", "%", r"资产负债率"),
        (
            "growth",
            "%",
            r"(?:营业收入|营收|产值|销售(?:额|收入))[^，。；\n]{0,8}(?:增长|增速|增幅|下降|下滑|降幅|减少)",
        ),
        (
            "rd_growth",
            "%",
            r"(?:研发|研究开发)[^，。；\n]{0,8}(?:增长|增速|增幅|增加)",
        ),
        ("rd_spend", "元", r"(?:研发|研究开发)(?:费用|投入|经费|支出)?(?:总额)?"),
        (
            "revenue",
            "元",
            r"营业收入|营收|主营业务收入|销售(?:收入|额)|产值|年收入|经营收入|营业额",
        ),
        ("assets", "元", r"资产总额|总资产|资产"),
        (
            "loan",
            "元",
            r"贷款(?:金额|额度|余额|本金)?|授信|借款|单户|单笔(?!合同|订单|交易|投资)(?:金额)?",
        ),
        ("rent", "元", r"租金|房租"),
        (
            "investment",
            "元",
            r"固定资产投资|投资(?:额|总额|规模)?|设备(?:[、和及与]?(?:软件|仪器|工器具)){0,2}|投入|购置|项目|合同(?:金)?额",
        ),
        (
            "age",
            "年 个月 周年",
            r"成立|注册|登记|设立|经营|营业(?![收额执])|开办|存续|运营|开展业务",
        ),
        ("insured_months", "个月 年", r"缴(?:纳|费)|参保|失业保险|社会保险"),
        ("patents", "件 项 个", r"专利|知识产权|软件著作权"),
    )
)
_UNITS = {name: units.split() for name, units, _ in _NOUNS}
_APART = 3  # characters between two nouns of one name (设备的投资额)
_REACH = 30  # characters between a noun and its number
_CHANGES = re.compile(r"增[长加幅速]|同比|提高|下降")  # not the figure itself, but its change
_TIMES = ("年", "个月")
_TERMS = re.compile(r"租期|租赁|合同|期限|工期|学制|周期")  # what lasts, and is not the firm
_LEAST = re.compile(r"(?:满|达到?|已满|突破)$")
_FALLS = re.compile(r"下降|下滑|降幅|减少")
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_SHARE_OF = re.compile(
    r"(?:^|[，。；\n])且?并?占[^，。；\n]{0,4}(?:营业|销售|主营|营收)[^，。；\n]{0,12}$"
)
_LESS = re.compile(r"(?:未满|不满|不足|不到)$")
_NO_MORE = re.compile(r"(?:不超过|未超过|不高于|≤)$")


def figures(text: str, setting: Setting) -> Iterator[Found]:
    """Bounds, each with the noun that it bounds."""
    last = ""
    for quantity in find_quantities(text):
        noun = _noun(text, quantity) or _share(text, quantity, last)
        if (
            noun is None
            and quantity.unit in _UNITS.get(last, ())
            and operator_of(text, quantity) in ("<", "<=")
        ):
            noun = (last, quantity.span.start)  # 2000万元以上1亿元以下: one noun for both
        operator = operator_of(text, quantity)
        if noun is None or operator is None or _for_others(text, quantity):
            continue
        last = noun[0]
        span = Span(min(noun[1], quantity.span.start), quantity.span.end)
        bound = quantity.value / 12 if last == "age" and quantity.unit == "个月" else quantity.value
        if last == "insured_months" and quantity.unit == "年":
            bound = quantity.value * 12
        if last == "growth" and _FALLS.search(text, noun[1], quantity.span.start):
            operator, bound = _TURNED[operator], -bound
        part = last == "investment" and "设备" in text[noun[1] : quantity.span.start]
        yield Found(span, "figure", last, _bounded(last, operator, bound, "equipment" * part))


def _for_others(text: str, quantity: Quantity) -> bool:
    """Whether a bound in brackets says for whom another one holds: 10%（超过100人的企业5%）."""
    opened = _OPENED.search(text, max(0, quantity.span.start - _REACH), quantity.span.start)
    return bool(opened and _OF_SOME.match(text, quantity.span.end))


_OPENED = re.compile(r"[（(][^（）()]*$")
_OF_SOME = re.compile(r"[^（）()，。；]{0,4}的[^（）()]{1,24}\d")


def _share(text: str, quantity: Quantity, last: str) -> tuple[str, int] | None:
    """研发费用…，且占营业收入比重…: the share of what was bounded before."""
    match = _SHARE_OF.search(text[: quantity.span.start])
    if match is None or last != "rd_spend" or quantity.unit not in ("%", "‰"):
        return None
    return "rd_ratio", match.start() + len(match.group()) - len(match.group().lstrip("，。；\n"))


def _noun(text: str, quantity: Quantity) -> tuple[str, int] | None:
    """The figure that a quantity bounds and where its name begins; the nearest before it."""
    floor = max(0, quantity.span.start - _REACH)
    stop = max((text.rfind(mark, floor, quantity.span.start) for mark in "。；\n，"), default=-1)
    near: list[tuple[int, int, str]] = []
    for name, units, pattern in _NOUNS:
        if quantity.unit not in units.split():
            continue
        start = end = -_APART
        for match in pattern.finditer(text, max(floor, stop + 1), quantity.span.start):
            between = text[match.end() : quantity.span.start]
            if not (
                _CHANGES.search(between) or (quantity.unit in _TIMES and _TERMS.search(between))
            ):
                start = start if match.start() - end < _APART else match.start()
                end = match.end()
        if end >= 0:
            near.append((end, -start, name))
    if not near:
        return None
    _, start, name = max(near)  # the nearest; of two that end alike the longer
    return name, -start


def operator_of(text: str, quantity: Quantity) -> str | None:
    """The bound that a quantity sets: >= > < <=; None where it sets none."""
    before = text[: quantity.span.start]
    if _LESS.search(before):
        return "<"
    if _NO_MORE.search(before):
        return "<="
    if quantity.operator in (">=", ">", "<", "<="):
        return quantity.operator
    return ">=" if _LEAST.search(before) else None


def _bounded(name: str, operator: str, bound: Decimal, part: str = "") -> Test:
    """The bound put to the firm's figure; to that of the `part` of it that is asked for, where the
    firm tells it apart."""

    def test(profile: Profile, setting: Setting) -> State:
        if part in profile.figures:
            return profile.figures[part].compare(operator, bound)
        if name in profile.figures:
            return profile.figures[name].compare(operator, bound)
        if name == "layoff_ratio" and profile.states.get("layoff_free"):
            return True
        if name == "insured_staff" and operator.startswith(">") and "staff" in profile.figures:
            # no firm insures more people than it has
            return False if profile.figures["staff"].compare(operator, bound) is False else None
        return None

    return test
