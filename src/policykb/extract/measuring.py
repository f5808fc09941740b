"""Which numbers of a clause count or measure, and which only say what is meant.

10亿元以上项目, 3岁以下婴幼儿 and 19个城市拥有的… name things; 突破百亿 and 指数达到92 measure
though no unit is printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from policykb.extract.sentences import Part
from policykb.numerals import Quantity, find_quantities
from policykb.numerals.figures import plain
from policykb.types import Span


def measured(text: str, part: Part) -> tuple[Quantity, ...]:
    """The numbers of a clause that count or measure something, in order, with their units."""
    # 12类45件实事: the classes are not counted apart from what is in them
    measuring = (_with_unit(text, q, part) for q in part.quantities if not describes(text, q))
    named = [
        m.span()
        for pattern in (_QUOTED, _RATE_OF_SPEECH)
        for m in pattern.finditer(text, part.span.start, part.span.end)
    ]
    found = tuple(
        q
        for q in measuring
        if q.unit != "类"
        and _measures(text, q, part)
        and not any(a < q.core.start < b for a, b in named)
        and not _is_reference(text, q, part)
    )
    return _telling(text, found, part)


# Names in quotation marks, and titles, hold numbers that measure nothing: “金融18条”.
_QUOTED = re.compile(r"“[^”]{0,14}”|《[^》]{0,60}》|\"[^\"]{0,14}\"")

# 每4辆汽车就有1辆…: both numbers are of a figure of speech.
_RATE_OF_SPEECH = re.compile(
    r"每[^，。；\n\d]{0,8}[\d一二两三四五六七八九十百]{1,4}[^，。；\n]{1,16}?"
    r"(?:就|便|即|中|里)(?:会|约|能)?有[^，。；\n]{0,4}[\d一二两三四五六七八九十]{1,3}[^，。；\n]"
)

# Numbers of standards (GB/T 1.1), of clauses (按5.3.2, 4.2的规定) and of days (1994-07-19).
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB[JZ]?|DB|HJ|ISO|IEC|EN|ASTM|AQ|CJJ?|JB|JGJ|YY|QB|SL|HG|S[HY]|DL|N[BY]|LY|WS|TSG|JJ[FG])"
    r"\s?(?:[/／]\s?[A-Z]{1,6})?[\d.\s—-]{0,8}$"
)
_IN_DATE = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]$")
_CLAUSE_BEFORE = re.compile(r"(?:[见按照据除§]|符合|依照|第|条款?|附录|[表图式])\s?$")
_CLAUSE_AFTER = re.compile(
    r"\.\d|\s?(?:的?(?:规定|要求|方法|步骤|条款?|款|节)|所[述列规]|中的?[规要列])"
)


# At what level a finding of statistics is significant: 在1%水平上显著.
_SIGNIFICANT = re.compile(
    r"的?(?:(?:显著性|统计|置信)?水平[上下]?(?:是|均|都)?[^，。；]{0,2}显著|(?:显著性|置信)(?:水平|区间|度))"
)


def _is_reference(text: str, quantity: Quantity, part: Part) -> bool:
    """Whether a number only says where something is written or which standard is meant."""
    start = quantity.core.start
    before = text[max(part.span.start, start - 16) : start]
    if _STANDARD.search(before) or _IN_DATE.search(before):
        return True
    if quantity.unit == "%" and _SIGNIFICANT.match(text, quantity.core.end):
        return True
    if quantity.unit == "百分点" and text.startswith("位", quantity.core.end):  # 5个点位
        return True
    if quantity.unit == "分" and text.startswith("钱", quantity.core.end):
        return True
    if quantity.unit or "." not in quantity.text:
        return False
    after = _CLAUSE_AFTER.match(text, quantity.core.end)
    return bool(after or _CLAUSE_BEFORE.search(before))


_LIST = re.compile(r"、|以及|及|和|与|或|到|至")
_INDEXED = re.compile(r"(?:指数|系数|得分|评分|分值|指数值)[^，。；、\d（）]{0,8}$")
_EDITION = re.compile(r"版|号|型|[”\")）]")
_LATER_EDITION = re.compile(r"\d\.0")  # 自贸区3.0服务站
_MONEY = re.compile(
    r"(?:额|值|收入|营收|税收|利税|投资|规模|资产|GDP|总量|余额|利润|资金)[^，。；、\d]{0,6}$"
)
# 营业收入达到8亿: nouns that are counted in money alone.
_REACHES_MONEY = re.compile(
    r"(?:资金|产值|增加值|收入|营收|税收|利税|利润|投资|[销成交零进出售易口资]额|GDP|生产总值|贷款余额|存款余额)"
    r"[^，。；、\d]{0,6}$"
)
_MAKES_HERE = re.compile(r"建|打造|培育|新增|形成|实施|完成|推[出动]|设立|布局|引进|组织|支持|带动")
_CLASSIFIERS = frozenset("个家条项户所座名")


def _measures(text: str, quantity: Quantity, part: Part) -> bool:
    """Whether a number without a unit measures something: 46.1, and 指数达到92."""
    if quantity.unit:
        return True
    if _LATER_EDITION.fullmatch(quantity.text) and _NOUN.match(text, quantity.span.end):
        return False
    if "." in quantity.text and not _EDITION.match(text, quantity.span.end):
        return True
    before = text[max(part.span.start, quantity.span.start - 16) : quantity.span.start]
    return bool(_INDEXED.search(before))


# 三成的企业反映账期超过6个月: the second number is of what they say.
_SAY = re.compile(
    r"的?[^，。；、\d]{0,12}?(?:企业|受访者|商户|工商户|居民|群众|机构|农户)[^，。；、\d]{0,4}?(?:反映|认为|表示|指出|希望|预计)"
)


def _telling(text: str, found: tuple[Quantity, ...], part: Part) -> tuple[Quantity, ...]:
    """The numbers without those that only say who does it: 19个城市拥有的平台占总数的55%."""
    kept: list[Quantity] = []
    for i, quantity in enumerate(found):
        if kept and kept[-1].unit == "%" and _SAY.match(text, kept[-1].span.end, part.span.end):
            break
        if i + 1 < len(found) and quantity.unit in _CLASSIFIERS and quantity.operator is None:
            gap = text[quantity.span.end : found[i + 1].span.start]
            lead = text[max(part.span.start, quantity.span.start - 60) : quantity.span.start]
            if len(gap) > 1 and not _LIST.search(gap) and not _MAKES_HERE.search(lead):
                continue
        kept.append(quantity)
    return tuple(kept)


_CLASSES = frozenset("人户家个名项种类所座条件%倍") | {"百分点"}
_NOUN = re.compile(r"[\u4e00-\u9fff“]")
_SPECIFIES = frozenset(["岁", "年", "千伏", "小时", "分钟", "天"])
_FOLK = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:(户)|人口|群众|农牧?民|居民|职工|学生|毕业生|老人|老年人|儿童|残疾人)"
)


_CENT = Decimal("0.01")  # as far as anybody prints a share
_READ = frozenset("点次")
# 突破20项关键技术: a difficulty is broken through, not a number.
_BREAKS = re.compile("突破(?:约|近)?")
_BROKEN = re.compile(
    r"(?:左右|以上)?[^，。；、\d]{0,12}?(?:技术|瓶颈|难题|难点|短板|卡点|产品|装备|材料|零部件)"
)


def _tackled(text: str, quantity: Quantity, part: Part) -> Quantity:
    """The number of difficulties without the 突破 before it, which is then no bound."""
    if quantity.operator != ">" or quantity.unit not in _TACKLED:
        return quantity
    broken = _BREAKS.match(text, quantity.span.start, quantity.core.start)
    if not broken or not _BROKEN.match(text, quantity.core.end, part.span.end):
        return quantity
    start = broken.end()
    bare = next(iter(find_quantities(text[start : quantity.span.end])), None)
    if bare is None:  # 突破千项 is a number by its bound alone
        return quantity
    return replace(bare, span=bare.span.shifted(start), core=bare.core.shifted(start))


_TACKLED = frozenset("项个种类件款")
_ROUNDS = re.compile(r"发(?=[，。；、）]|$)", re.MULTILINE)  # 雷管8000万发


def _with_unit(text: str, quantity: Quantity, part: Part) -> Quantity:
    """5万农牧民, 662万农户: people and households are counted without a classifier.

    交易额突破百亿 is money, 130.51点 a reading of an index, 3.5次 a mean, 三分之一 a share.
    """
    if quantity.unit:
        return _tackled(text, quantity, part)
    if "分之" in quantity.text and quantity.value < 1:
        share = (quantity.value * 100).quantize(_CENT)
        return replace(quantity, value=plain(share) or share, unit="%")
    if "." in quantity.text and (reading := text[quantity.span.end : part.span.end][:1]) in _READ:
        end = quantity.span.end + 1
        span, core = Span(quantity.span.start, end), Span(quantity.core.start, end)
        return replace(quantity, unit=reading, span=span, core=core, text=span.of(text))
    if quantity.value < 1000 or quantity.text[-1] not in "万亿多余":
        return quantity
    closed = quantity.span.end >= part.span.end or text.startswith("大关", quantity.span.end)
    if quantity.value >= 10**8 and closed:
        before = text[max(part.span.start, quantity.span.start - 16) : quantity.span.start]
        money = _MONEY if quantity.operator is not None else _REACHES_MONEY
        return replace(quantity, unit="元") if money.search(before) else quantity
    if _ROUNDS.match(text, quantity.span.end):
        end = quantity.span.end + 1
        span, core = Span(quantity.span.start, end), Span(quantity.core.start, end)
        return replace(quantity, unit="发", span=span, core=core, text=span.of(text))
    folk = _FOLK.match(text, quantity.span.end)
    return replace(quantity, unit="户" if folk[1] else "人") if folk else quantity


_SHARED = re.compile(r"[\u4e00-\u9fff]{0,12}总[数量]的(?=\d)")
_PACE_AFTER = re.compile(r"的?(?:速度|增速|增长(?![点极])|递增|幅度)")


# 三次产业结构为12∶40∶48 is no number; 控制在2%的目标以内 says by what something is judged.
_RATIO = re.compile(r"\s?[:：∶]\s?(?!1(?![\d.∶:：]))\d")
_JUDGED = re.compile(
    r"的?(?:年度|年初|预期|调控|控制|计划|省定|国家)*(?:目标|任务)(?:值|数)?"
    r"(?:以内|之内|内|范围|约?\d[\d.]*个?百分点)"
)


def describes(text: str, quantity: Quantity) -> bool:
    """Whether a number says which, not how many: 投资超亿元的项目, 3岁以下婴幼儿."""
    if _SHARED.match(text, quantity.span.end) or _JUDGED.match(text, quantity.span.end):
        return True
    if not quantity.unit and _RATIO.match(text, quantity.span.end):
        return True
    if quantity.unit in _CLASSES or "分之" in quantity.text:
        return False
    after = text[quantity.span.end : quantity.span.end + 2]
    if after in ("大关", "台阶", "关口") or _PACE_AFTER.match(text, quantity.span.end):
        return False
    if after.startswith(("的", "级")):
        return True
    bounded = quantity.operator is not None or quantity.unit in _SPECIFIES
    return bounded and bool(_NOUN.match(after)) and after[0] not in "和及与或并力到增提达占、"
