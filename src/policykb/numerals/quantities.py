"""The quantities of a running text: number, unit, and the words that bound them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from policykb.numerals.figures import (
    ARABIC,
    DIGITS,
    MULTIPLIER,
    WIDTH,
    plain,
    read_han,
    read_integer,
    read_number,
)
from policykb.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, as it stands in a text.

    `span` takes in the words that bound it (超过…, …以上), `core` is number and unit alone.
    `value` is absolute (2.6万家 → 26000), `unit` has no multiplier ("" where none is printed);
    `operator` is one of >= > <= < ~, None where no word bounds it; `value_max` the upper end of a
    range; `text` what stands in `span`.
    """

    span: Span
    core: Span
    value: Decimal
    unit: str
    text: str
    operator: str | None = None
    value_max: Decimal | None = None


# Longest first where one begins with another; the pattern is built once, below.
_UNIT_TABLE = """
个百分点 百分点 个工作日 工作日 个小时 小时 个月 分钟 个点 % ‰
元人民币 人民币 元 美元 欧元 港元 日元 英镑
人次 人份 人天 人 名 户次 户 位 家次 家 个 项次 项 件次 件 种 类 所 座 处 条 只 支 台次 台 套次 套
辆次 辆 架次 架 艘次 艘 列次 列 趟 班次 班列 班 场次 场 批次 批 期 篇 部 本 册 份 张 款 间 栋
幢 片 块 头 羽 尾 株 棵 笔 宗 例 起 门 对 组 队 枚 口 眼 根 颗 席 票 课时 标准箱 标箱 箱 床
节 轮 道 层 段 卷 步 把 盏 面 粒 单 站
吨标准煤 吨标煤 吨公里 蒸吨 吨 公斤 千克 毫克 微克 克 市斤 斤 公里 千米 海里 厘米 毫米 微米 纳米 米
平方公里 平方千米 平方米 平方厘米 平米 立方米 立方 方 亩次 亩 公顷 千瓦时 兆瓦时 吉瓦时 瓦时
千瓦 兆瓦 吉瓦 瓦 千伏安 千伏 毫升 千升 升 蒲式耳 摄氏度 ℃ 度 分贝 岁 周岁 周年 年 天 日 周 秒 倍 分
TEU EFLOPS PFLOPS GFLOPS FLOPS Tbps Gbps Mbps TB PB GB MB kWh kW MW GW km P EB
"""
_UNITS = _UNIT_TABLE.split()
# 由36.4升至46.1 says no litres, 从十方面 no cubic metres.
_NOT_BEFORE = {"升": "(?![至到为])", "方": "(?![面向式案位法])"}
_UNIT = "|".join(
    re.escape(u) + _NOT_BEFORE.get(u, "") for u in sorted(set(_UNITS), key=len, reverse=True)
)
# 元/人, 微克/立方米, 吨标准煤/万元; 台（套）, 套(间)
_UNIT_FULL = rf"(?:{_UNIT})(?:/[百千万亿]{{0,2}}(?:{_UNIT}))?(?:[（(](?:{_UNIT})[）)])?"

_NUMBER = (
    rf"(?:{ARABIC}{MULTIPLIER}{{0,3}}+(?:{ARABIC}{MULTIPLIER}{{1,2}}+)?"
    rf"|(?:[零〇一二两三四五六七八九]|{MULTIPLIER})++(?:点[零一二三四五六七八九]++[万亿]*+)?)"
)


@cache
def _quantity() -> re.Pattern[str]:
    """A number with its unit; made when the first one is looked for: a search never does."""
    return re.compile(
        rf"(?P<doubled>翻[了]?(?:[一两二三四]?番)(?!半)|倍增(?=[，。；、]|目标(?!的)|$))"
        rf"|(?P<below>[百千万]|[二三四五六七八九十])分之(?P<above>{_NUMBER})"
        rf"|(?P<tenths>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半|[一二三四五六七八九])?"
        rf"(?![立为员就长熟果本品分功效交套都渝])"
        rf"|(?P<half_of>过半数?|一半|半数)"
        rf"|(?P<digits>[两三]位数)(?=(?:以上)?的?(?:增|提升|速度|[，。；、]|$))"
        rf"|(?P<number>{_NUMBER})(?:(?P<odd>[多余来])(?P<times>{MULTIPLIER}{{1,2}}+)?)?"
        rf"(?P<unit>{_UNIT_FULL})?"
        rf"(?:[—–\-~～至到]{{1,2}}(?P<to>{_NUMBER})(?P<to_unit>{_UNIT_FULL})?)?"
    )


_BEFORE = (  # words that bound the number that follows them
    (
        ">=",
        "不低于 不少于 不小于 不下于 不得低于 不得少于 至少 最低 不亚于 ≥"
        " 迈上 跨上 跃上 站上 登上 攀上 冲上 站稳",
    ),
    ("<=", "不超过 不高于 不大于 不多于 不得超过 不得高于 最多 至多 最高 控制在 压减到 ≤"),
    (">", "超过 突破 高于 大于 多于 迈过 跨过 越过 跨越 冲破 超 逾 破 过 ＞ >"),
    ("<", "低于 少于 小于 不足 不到 不满 ＜ <"),
    ("~", "大约 大概 接近 将近 约为 约 近 上"),
)
_AFTER = (
    (">=", "及以上 以上 之上"),
    ("<=", "及以下 以下 以内 之内 以里"),
    ("~", "左右 上下 前后"),
)
_BOUND_BEFORE = {word: op for op, words in _BEFORE for word in words.split()}
_BOUND_AFTER = {word: op for op, words in _AFTER for word in words.split()}
_LED_BY = re.compile(
    f"({'|'.join(sorted(_BOUND_BEFORE, key=len, reverse=True))})(?:达到|达|为|到|至|在)?$"
)
_FOLLOWED_BY = re.compile(rf"(?:[（(]含[^（）()]{{0,4}}[）)])?({'|'.join(_BOUND_AFTER)})")
_REACH = max(map(len, _BOUND_BEFORE)) + 2
# A look at one character spares most numbers the patterns.
_LAST = frozenset(word[-1] for word in _BOUND_BEFORE) | frozenset("到达为至在")
_FIRST = frozenset(word[0] for word in _BOUND_AFTER) | frozenset("（(")
# “过” and “上” bound a number only where they do not end another word (经过5年, 以上3项).
_HALF_WORDS = {"过": "经通超度越", "上": "以之线网向市路海晚年础", "近": "附最临", "破": "突"}


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of `text` that counts or measures something, in order.

    Left out are years and days of the month, ordinals (第三, 前10位), clause and document numbers,
    names (5G, PM2.5, “十四五”, 1+10+N), sizes used as names (千亿级, 3000吨级), and Chinese
    figures below ten before a classifier (一个, 两项), which are idiom more often than number.
    """
    narrow = text.translate(WIDTH)
    found = tuple(q for m in _quantity().finditer(narrow) for q in _quantities_of(m, narrow))
    if narrow is text or narrow == text:
        return found
    return tuple(replace(q, text=q.span.of(text)) for q in found)


def _quantities_of(match: re.Match[str], text: str) -> list[Quantity]:
    if match["number"] is None:
        value, unit = _special(match)
        if match["digits"]:  # 两位数增长 is growth by at least 10%
            return [_at_least(_bounded(text, match.start(), match.end(), value, unit))]
        return [_bounded(text, match.start(), match.end(), value, unit, half=match["half_of"])]
    if not _counts(match, text):
        return []
    figure = _figure(match)
    if figure is None:
        return []
    unit = match["unit"] or ""
    end = match.end("unit" if unit else "times" if match["times"] else "number")
    if match["to"] is None or (match["to_unit"] == "年" and _YEAR.fullmatch(match["to"])):
        return [_bounded(text, match.start(), end, figure, _unit(unit), odd=match["odd"])]
    return _range(match, text, figure, unit, end)


def _figure(match: re.Match[str]) -> Decimal | None:
    number = match["number"]
    if number.isdecimal() and number.isascii() and not match["times"] and len(number) < 20:
        return Decimal(number)
    return read_number(number + (match["times"] or ""))


def _at_least(quantity: Quantity) -> Quantity:
    return replace(quantity, operator=quantity.operator or ">=")


def _special(match: re.Match[str]) -> tuple[Decimal, str]:
    """Doublings, fractions, tenths, halves and numbers of digits."""
    if match["digits"]:
        return Decimal(10 if match["digits"].startswith("两") else 100), "%"
    if match["doubled"]:
        times = read_integer(match["doubled"].strip("翻了番倍增") or "一") or 1
        return Decimal(2**times), "倍"
    if match["above"]:
        above = read_number(match["above"]) or Decimal(0)  # 百分之零
        part = {"百": "%", "千": "‰"}.get(match["below"])
        if part:
            return above, part
        return plain(above / (read_number(match["below"]) or Decimal(1))) or Decimal(0), ""
    if match["half_of"]:
        return Decimal(50), "%"
    half = match["half"]
    extra = Decimal(5) if half == "半" else Decimal(DIGITS.get(half or "零", 0))
    return plain((read_number(match["tenths"]) or Decimal(0)) * 10 + extra) or extra, "%"


def _range(match: re.Match[str], text: str, low: Decimal, unit: str, end: int) -> list[Quantity]:
    """3—5个, 2%至3%, 10—20亿元; 从10家到20家 is a change, two quantities."""
    high = read_number(match["to"])
    to_unit = match["to_unit"] or ""
    if high is None or (not to_unit and not unit):
        return []
    if text[max(0, match.start() - 1) : match.start()] in ("从", "由") or (
        unit and to_unit and unit != to_unit
    ):
        return [
            _bounded(text, match.start(), end, low, _unit(unit or to_unit)),
            _bounded(text, match.start("to"), match.end(), high, _unit(to_unit)),
        ]
    if not unit:
        low = plain(low * _shared_multiplier(match["number"], match["to"])) or Decimal(0)
    if low > high:
        return []
    whole = _bounded(text, match.start(), match.end(), low, _unit(to_unit or unit), top=high)
    return [whole]


def _shared_multiplier(first: str, second: str) -> int:
    """3—5万: the multiplier printed once belongs to both ends."""
    tail = second[len(second.rstrip("万亿")) :]
    if not tail or first.rstrip("万亿") != first:
        return 1
    return int(read_han(tail) or 1)


def _bounded(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    unit: str,
    *,
    odd: str | None = None,
    half: str | None = None,
    top: Decimal | None = None,
) -> Quantity:
    operator, begin = (
        _bound_before(text, start) if text[start - 1 : start] in _LAST else (None, start)
    )
    if operator is None and half and half.startswith("过"):
        operator = ">"
    after = _FOLLOWED_BY.match(text, end) if text[end : end + 1] in _FIRST else None
    if operator in (None, "<=") and after:
        operator = _BOUND_AFTER[after[1]]
    if operator is None and odd:
        operator = "~" if odd == "来" else ">"
    core = Span(start, end)
    span = Span(begin, after.end() if after else end) if after or begin < start else core
    return Quantity(
        span=span,
        core=core,
        value=value,
        unit=unit,
        text=span.of(text),
        operator=operator,
        value_max=top,
    )


def _bound_before(text: str, start: int) -> tuple[str | None, int]:
    """The operator that the words right before `start` set, and where they begin."""
    found = _LED_BY.search(text, max(0, start - _REACH), start)
    if not found:
        return None, start
    word, at = found[1], found.start()
    if at and text[at - 1] in _HALF_WORDS.get(word, ""):
        return None, start
    return _BOUND_BEFORE[word], at


def _unit(printed: str) -> str:
    return {
        "个百分点": "百分点",
        "个点": "百分点",
        "个工作日": "工作日",
        "个小时": "小时",
        "人民币": "元",
        "元人民币": "元",
    }.get(printed, printed)


_LETTER = re.compile(r"[A-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether a run of figures is a quantity at all (see `find_quantities`)."""
    start, number, unit = match.start(), match["number"], match["unit"] or ""
    end = match.end("unit" if unit else "number")
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1] if match["to"] is None else ""
    if before in ("第", "前", "+", "/", "每", ".") or after in ("+", "级", "号", "月"):
        return False
    if before and before in ":：∶" and unit in ("", "分") and text[start - 2 : start - 1].isdigit():
        return False  # 按4:6分担
    if number[0].isdigit():
        return _arabic_counts(match, before, after, unit)
    return _han_counts(match, text, unit)


def _arabic_counts(match: re.Match[str], before: str, after: str, unit: str) -> bool:
    if _LETTER.match(before) or _LETTER.match(after):
        return False
    if _YEAR.fullmatch(match["number"]) and (unit in ("", "年") or match["to"]):
        return False  # also 〔2021〕
    # 12月18日, 8时40分
    return not (unit == "日" and before == "月") and not (unit == "分" and before == "时")


def _size_counts(match: re.Match[str], text: str) -> bool:
    """千亿元, 万家, 百亿: figures without a digit name a size (千亿级) unless they are bounded."""
    operator, _ = _bound_before(text, match.start())
    reached = text.endswith(("达", "达到", "上", "至", "到"), 0, match.start())
    end = match.end("unit" if match["unit"] else "number")
    bounded = bool(_FOLLOWED_BY.match(text, end)) and text.endswith("在", 0, match.start())
    return operator is not None or reached or bounded or bool(match["odd"])


def _han_counts(match: re.Match[str], text: str, unit: str) -> bool:
    number = match["number"]
    sized = not any(c in DIGITS or c == "十" for c in number)
    if not (unit or match["to_unit"] or (sized and number.endswith("亿"))):
        return False
    if number == "十" and unit == "分":
        return False
    if sized:
        return _size_counts(match, text)
    if any(c in number for c in "十百千万亿"):
        return True
    return unit in ("倍", "年", "个月") and len(number) == 1
