"""The name of an indicator, whom it speaks of and its kind, from what is measured and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykb.extract.counted import BODY_ENDS, parted
from policykb.extract.figures import Figure
from policykb.extract.naming import stripped_lead

_GROWTH = re.compile(r"增长|增加|再增|提高|提升|上升|扩大|上涨|增幅|涨幅|递增")
_SHRINK = re.compile(r"下降|降低|再降|减少|压减|压降|削减|压缩|缩短|下调|递减")
_TO = re.compile(r"(?:到|至|达|为|在|突破|超过)了?$")
_RISE = re.compile(r"[增涨降]幅|增长达到?$")  # 同比增幅为5%, 同比增长达30%
_ANNUAL = re.compile(r"年均|每年|逐年|年平均|全年|年度")
_CUMULATIVE = re.compile(r"累计|五年|期末|总计|合计|共计")
_BASE = re.compile(r"(?:比|较)[^，。；]{0,8}?(?:20\d\d年(?:底|末)?|上年|去年|同期)")
_THAN_THIS = re.compile(
    r"[比较与从由][^，。；\d]*(?:(?:19|20)\d\d年[底末初]?|上年|去年|同期)(?:同期)?的"
)
_RATE_HEAD = re.compile(r"(?:率|比重|占比|比例|份额|强度|增速|增幅|涨幅|降幅|指数|水平|程度)$")
_OF_WHOLE = re.compile(r"占[^，。；]*(?:总|全部|全国|全省|全市|GDP|[数量额比重入值])")
_RATE_UNITS = frozenset(["%", "倍", "百分点", "‰"])
_AMOUNT_TABLE = """
元 美元 欧元 港元 日元 吨 吨标准煤 公斤 千克 克 斤 亩 公顷 公里 千米 米 平方公里 平方米 立方米
千瓦 千瓦时 度 兆瓦 吉瓦 瓦 瓦时 吨公里 升 标准箱 标箱 TEU
"""
_AMOUNT_UNITS = frozenset(_AMOUNT_TABLE.split())
_TALLY = re.compile(r"(?:数量?|人数|户数|总数|总量|就业|人次|规模|能力|产量)$")


@dataclass(frozen=True, slots=True)
class Description:
    """What types.Target calls indicator, subject, quantity, basis and baseline."""

    indicator: str
    subject: str
    quantity: str
    basis: str | None
    baseline: str


def describe(figure: Figure, previous: str = "", default: str = "") -> Description:
    """The description of a figure; `previous` is the subject of the one before it in its sentence,

    `default` that of the document (its region).
    """
    unit, noun, around = figure.quantity.unit, figure.noun, figure.before + figure.after
    by_how_much = not (_TO.search(figure.verb) and not _RISE.search(figure.verb))
    changed = by_how_much and not figure.counted and not _THAN_THIS.search(figure.before)
    rate = _rate_name(noun, figure.verb, unit) if changed and unit in _RATE_UNITS else ""
    kind = quantity_kind(noun, unit, rate=bool(rate))
    basis = "annual" if _ANNUAL.search(around) else None
    if basis is None and _CUMULATIVE.search(around):
        basis = "cumulative"
    base = _BASE.search(around)
    subject = _subject(figure, kind, previous, default)
    name = rate or _name(figure, kind, subject)
    if name and changed and unit not in _RATE_UNITS:
        name = _change_name(name, figure.verb or _led(figure), unit)
    if name and (added := _added(figure)) and not _ADDED.search(name):
        name = f"{added}{name}"
    return Description(name, subject, kind, basis, base[0] if base else figure.origin)


_EACH_YEAR = re.compile("每年|年均")
_LEVELS = re.compile(r"累计|总[数量]|共计|合计|达到?|其中")


def goes_on_yearly(figure: Figure, yearly: bool) -> bool:
    """Whether a figure is for each year, as the one before it in its list (`yearly`) was.

    每年新增甲100家、乙300家，引进丙500名: said once it holds for all that is made, until a share
    or a level is told (总数达到2000家).
    """
    if figure.quantity.unit in _RATE_UNITS:
        return False
    if _EACH_YEAR.search(figure.before):
        return True
    level = _TO.search(figure.verb) or _LEVELS.search(figure.before)
    return yearly and not level


_ADDED = re.compile("[新净]增")


def _added(figure: Figure) -> str:
    """新增 or 净增 where a figure tells what is added to a stock: 新增企业80家, 企业新增80家."""
    if figure.share or figure.base:
        return ""
    lead = figure.before.rstrip()
    if not figure.counted and figure.noun and figure.noun in lead:
        ahead = lead[: lead.rindex(figure.noun)]
        lead = ahead if ahead.endswith(("新增", "净增")) else _TO.sub("", figure.verb)
    found = _ADDED.search(lead, max(0, len(lead) - 2))
    return found[0] if found else ""


def _name(figure: Figure, kind: str, subject: str) -> str:
    noun = figure.noun
    if figure.share:
        return _share_name(noun, subject)
    if kind == "count":
        return f"{noun}数量" if figure.counted else noun
    if kind != "ratio" or figure.quantity.unit not in ("%", "‰") or _RATE_HEAD.search(noun):
        return noun
    if figure.counted:
        over = figure.before.removesuffix("覆盖")
        return f"{noun}占比" if over == figure.before else f"{stripped_lead(over)}{noun}覆盖率"
    return f"{noun}的比重" if _OF_WHOLE.search(noun) else noun


def _share_name(said: str, subject: str) -> str:
    """The share of those who name something: 企业反映订单减少（39.5%） → 反映订单减少的企业占比."""
    who, does = _speakers(said)
    if not re.search(r"反映|认为|表示|面临|受|遭遇|有|选择|满意|希望|需要|在|愿意", does):
        does = f"反映{does}"
    return f"{does}的{who or subject or '受访者'}占比"


def _speakers(said: str) -> tuple[str, str]:
    ends = [m.end() for m in BODY_ENDS.finditer(said)]
    inside = [e for e in ends if e < len(said)]
    if not inside:
        return "", said
    end = _joined(said, inside)
    return cleaned_subject(said[:end]), said[end:].removeprefix("中")


# A level that rises and falls; of other things 提升 and 扩大 tell what is done to them.
_LEVEL = re.compile(
    r"(?:面积|规模|产能|能力|标准|收入|价格?|率|指数|得分|评分|里程|装机|人次|排名|位次|[数量额值产费])$"
)
_SURE = re.compile(r"增长|增加|提高|上升|上涨|下降|降低|减少|下调")
_SCORES = frozenset(["点", "分", "", "位"])


_LED = re.compile(r"(?:压减|增加)了?$")


def _led(figure: Figure) -> str:
    """The verb of change before a level: 压减地下水开采量1.5亿立方米."""
    lead = figure.before.removesuffix(figure.noun)
    found = _LED.search(lead) if lead != figure.before and _LEVEL.search(figure.noun) else None
    return found[0] if found else ""


def _change_name(name: str, verb: str, unit: str) -> str:
    """The name of a change by an amount, which is no level: 亩均产量提高24斤."""
    if not (_SURE.search(verb) or _LEVEL.search(name)) or name.endswith(("增量", "降幅", "增幅")):
        return name
    kind = "幅度" if unit in _SCORES else "量"
    if _GROWTH.search(verb):
        return f"{name}{'提高' if unit in _SCORES else '增加'}{kind}"
    return f"{name}{'下降' if unit in _SCORES else '减少'}{kind}" if _SHRINK.search(verb) else name


def _rate_name(noun: str, verb: str, unit: str) -> str:
    annual = "年均" if "年均" in verb else ""
    if unit == "百分点":  # the share itself moves, it has no rate of growth
        turn = "提高" if _GROWTH.search(verb) else "下降" if _SHRINK.search(verb) else ""
        return f"{noun}{annual}{turn}幅度" if turn else ""
    if noun.endswith(("率", "增速", "增幅", "涨幅", "降幅")) and not annual:
        return ""
    if _GROWTH.search(verb):
        return f"{noun}{annual}增长率"
    return f"{noun}{annual}下降率" if _SHRINK.search(verb) else ""


def quantity_kind(noun: str, unit: str, *, rate: bool = False) -> str:
    """count · growth_rate · ratio · amount · per_capita · multiple, as types.Target has it."""
    if unit == "倍":
        return "multiple"
    if rate or noun.endswith(("增速", "增幅", "涨幅", "增长率")):
        return "growth_rate"
    if unit.endswith("/人") or ("人均" in noun and unit not in _RATE_UNITS):
        return "per_capita"
    if unit in ("%", "‰", "百分点", "点", "分", "") or _RATE_HEAD.search(noun):
        return "ratio"
    return "amount" if unit in _AMOUNT_UNITS or "/" in unit else "count"


# ------------------------------------------------------------------ whom a figure speaks of


def _subject(figure: Figure, kind: str, previous: str, default: str) -> str:
    noun = figure.noun
    if figure.base:  # 占…的比重 and 比…高出 go on with the one before
        return previous or default
    if figure.share:
        return _speakers(noun)[0] or (previous if _is_body(previous) else default)
    if figure.counted:
        who, does = parted(figure.after.strip("的、，；。 "))
        return who if who and does else noun
    if kind == "count" and not _TALLY.search(noun):
        return cleaned_subject(noun) or previous or default
    return subject_of(noun, previous, default)


def subject_of(noun: str, previous: str, default: str = "") -> str:
    """Who or what the noun speaks of: 中小企业人均营业收入 → 中小企业.

    A noun without one (…，专利申请数…) speaks of the `previous` one where that is a body; else
    of `default`.
    """
    ends = [m.end() for m in BODY_ENDS.finditer(noun)]
    inside = [e for e in ends if e < len(noun)]
    if inside:
        return cleaned_subject(noun[: _joined(noun, inside)]) or default
    if ends:
        return cleaned_subject(noun)
    return previous if _is_body(previous) and not _WIDER.match(noun) else default


# What is measured of a whole place is not of the body named before it.
_WIDER = re.compile("全(?:国|省|市|县|区|州|社会|自治区)|自治区|我[国省市县区]|本[省市县区]|城乡")


def _is_body(name: str) -> bool:
    return name.endswith(("企业", "单位", "机构", "城市"))


# A subject begins behind what only leads to it: 给了中小企业, 占全部企业, 用于扶持中小企业.
_LEADS_TO = re.compile(
    r"^.*(?:给了?|授予了?|占(?!据)(?:全国|全省|全市|全部|本市)?|用于(?:扶持|支持)?|扶持|惠及|处理|使得?|让|吸纳|带动"
    r"|发放|减免|清理(?:拖欠)?|清偿|共有|针对|关于|比)"
)


def cleaned_subject(name: str) -> str:
    """The subject without what leads up to it and without half a pair of quotation marks."""
    name = _LEADS_TO.sub("", name).strip("、，的")
    if name.count("“") != name.count("”"):
        return ""
    return name


_BETWEEN = re.compile(r"(?:中小微?|小微|小型|微型|民营|法人|骨干|领军|龙头)?[\u4e00-\u9fff]{2}")


def _joined(noun: str, ends: list[int]) -> int:
    """小型工业企业, 工业中小企业: subject words that touch are one."""
    end = ends[0]
    for other in ends[1:]:
        if not _BETWEEN.fullmatch(noun, end, other):
            break
        end = other
    return end
