"""What a number measures: its noun, its verb, and the name of the indicator they make."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What may stand between a noun and its number, and what may lead up to a noun.
_VERB_TABLE = """
年均增长 增长 增加 增幅 提高 提升 上升 扩大 下降 降低 减少 压减 压缩 缩短 下调 上涨
达到 达 增长到 增加到 提高到 提升到 上升到 扩大到 下降到 降低到 降到 降至 减少到 压减到
增至 升至 提高至 提升至 扩大至 下降至 降低至 压缩到 压缩至 缩短至 缩短到 增长至 占到
控制在 稳定在 保持在 维持在 稳定 保持 维持 实现 完成 超过 突破 达成 为 是 占 有
迈上 跨上 跃上 站上 迈进 迈过 冲刺 不低于 不少于 不超过 力争达到 争取达到 超
新增 净增 分别 均 都 将 可 约 共 累计 合计 同比 年均 平均 逐年 每年 全年 同口径
力争 争取 确保 预计 预期 继续 基本 总体 左右 再 又 了 要 至 到 在 由 从 的
"""
_LEAD_TABLE = """
力争 争取 确保 努力 推动 促进 实现 保持 使 将 其中 全年 预计 预期 建议 继续 今年
同时 并 以及 和 及 与 再 年内 目标是 目标为 持续 实施 完成 要 着力 进一步 累计 力促 力争新增
新建续建 新建和改造 新建 新改建 改扩建 新改扩建 改建 建设 建成 新建成 规范建设 重点建设 建成投运
打造 培育 新培育 培养 引进 引育 新引进 新增 净增 推出 形成 改造 更新改造 改造提升 滚动培育 布局
新布局 新认证 认证 修复 治理 创建 争创 新创建 认定 遴选 组织 开展 举办 设立 新设 新组建 组建
开工 新开工 新开工建设 开通 新开 投放 投入 投运 发放 筹集 筹措 整治 培训 开发 新开发 提供 攻克
突破 制定 制修订 修订 转化 落实 安排 选派 招引 谋划 统筹推进 储备 发展 提升发展 推广 淘汰 压减
不断 有序 稳步 积极 加快 大力 深入 全面 扎实 高质量 推进 支持 引导 鼓励
"""
_HEAD_TABLE = """
增加值 可支配收入 收入 总额 产值 产量 规模 数量 比重 占比 比例 率 增速 增幅 涨幅 余额 投资 面积
能耗 排放量 浓度 水平
"""
_VERBS = sorted(_VERB_TABLE.split(), key=len, reverse=True)
_LEADS = sorted(_LEAD_TABLE.split(), key=len, reverse=True)
_HEADS = tuple(_HEAD_TABLE.split())


def noun_and_verb(before: str, after: str) -> tuple[str, str]:
    """What is measured and what becomes of it, from the words on either side of the number.

    >>> noun_and_verb("研发经费年均增长", ""), noun_and_verb("培育", "产业集群")
    (('研发经费', '年均增长'), ('产业集群', '培育'))
    """
    head, verb = _split_verb(before.rstrip("（("))
    if after:
        return after.strip("的、，；。 "), verb or head
    return stripped_lead(_DATES.sub("", head)), verb


_DATES = re.compile(r"(?:由|从|至|到|比|较|与)?(?:20\d\d年[底末]?|今年|全年|年内|上年|去年)的?")


def only_verbs(words: str) -> bool:
    """Whether nothing but verbs stands there (…的7.46分|逐年提高至|2024年的8.50分)."""
    return not _split_verb(_DATES.sub("", words))[0]


def _split_verb(before: str) -> tuple[str, str]:
    """The noun part and the verbs behind it; `before` is read from its end."""
    end = len(before)
    while tail := next((v for v in _VERBS if before.endswith(v, 0, end)), None):
        end -= len(tail)
    return before[:end], before[end:]


_POINT = re.compile(r"[一二三四五六七八九十]{1,3}是")


def stripped_lead(noun: str) -> str:
    """The noun without the adverbs and verbs that lead up to it (一是力争新建…)."""
    point = _POINT.match(noun)
    start = point.end() if point else 0
    while lead := next((w for w in _LEADS if noun.startswith(w, start)), None):
        if len(noun) - start == len(lead) + 1:
            break
        start += len(lead)
    return noun[start:].strip("：:，、— ")


def own_part(noun: str, i: int, count: int) -> str:
    """The part of 甲、乙、丙 that belongs to the i-th of as many numbers; else the whole.

    What the last part measures, all of them do: 第一、二、三产业增加值.
    """
    parts = [p for p in re.split(r"、|和|及|与", noun) if p]
    if len(parts) != count:
        return noun
    tail = next((h for h in _HEADS if parts[-1].endswith(h) and len(parts[-1]) > len(h)), "")
    return parts[i] if parts[i].endswith(_HEADS) else parts[i] + tail


# ------------------------------------------------------------------ description


_GROWTH = re.compile(r"增长|增加|提高|提升|上升|扩大|上涨|增幅|涨幅")
_SHRINK = re.compile(r"下降|降低|减少|压减|压缩|缩短|下调")
_TO = re.compile(r"(?:到|至|达|为|在|突破|超过)了?$")
_ANNUAL = re.compile(r"年均|每年|逐年|年平均|全年|年度")
_CUMULATIVE = re.compile(r"累计|五年|期末|总计|合计|共计")
_BASE = re.compile(r"(?:比|较)[^，。；]{0,8}?(?:20\d\d年(?:底|末)?|上年|去年|同期)")
_RATE_HEAD = re.compile(r"(?:率|比重|占比|比例|份额|强度)$")
_RATE_UNITS = frozenset(["%", "倍", "百分点", "‰"])
_AMOUNT_TABLE = """
元 美元 欧元 港元 日元 吨 吨标准煤 公斤 千克 克 斤 亩 公顷 公里 千米 米 平方公里 平方米 立方米
千瓦 千瓦时 度 兆瓦 吉瓦 瓦 瓦时 吨公里 升 标准箱 标箱 TEU
"""
_AMOUNT_UNITS = frozenset(_AMOUNT_TABLE.split())


@dataclass(frozen=True, slots=True)
class Description:
    """What types.Target calls indicator, quantity, basis and baseline."""

    indicator: str
    quantity: str
    basis: str | None
    baseline: str


def describe(noun: str, verb: str, unit: str, around: str, *, counted: bool) -> Description:
    """The description of a number with `unit`; `around` is what stands beside it.

    `counted`: the noun follows the number (200个产业集群).
    """
    changed = unit in _RATE_UNITS and not _TO.search(verb)
    rate = _rate_name(noun, verb) if changed else ""
    kind = _kind(noun, unit, bool(rate))
    basis = "annual" if _ANNUAL.search(around) else None
    if basis is None and _CUMULATIVE.search(around):
        basis = "cumulative"
    base = _BASE.search(around)
    name = rate or (f"{noun}数量" if counted and kind == "count" else noun)
    return Description(name, kind, basis, base[0] if base else "")


def _rate_name(noun: str, verb: str) -> str:
    annual = "年均" if "年均" in verb else ""
    if noun.endswith(("率", "增速", "增幅", "涨幅", "降幅")) and not annual:
        return ""
    if _GROWTH.search(verb):
        return f"{noun}{annual}增长率"
    return f"{noun}{annual}下降率" if _SHRINK.search(verb) else ""


def _kind(noun: str, unit: str, rate: bool) -> str:
    if unit == "倍":
        return "multiple"
    if rate or noun.endswith(("增速", "增幅", "涨幅", "增长率")):
        return "growth_rate"
    if unit.endswith("/人") or ("人均" in noun and unit not in _RATE_UNITS):
        return "per_capita"
    if unit in ("%", "‰", "百分点", "") or _RATE_HEAD.search(noun):
        return "ratio"
    return "amount" if unit in _AMOUNT_UNITS or "/" in unit else "count"


_SUBJECT_ENDS = re.compile(
    r"企业(?!家)|工业|服务业|制造业|农业|产业|居民|城镇|农村|城市|园区|集群|机构|学校|高校|贷款|农民"
)


def subject_of(noun: str, previous: str, default: str = "") -> str:
    """Who or what the noun speaks of: 中小企业人均营业收入 → 中小企业.

    A noun without one (…，专利申请数…) speaks of the `previous` one where that is a body; else
    of `default`.
    """
    ends = [m.end() for m in _SUBJECT_ENDS.finditer(noun)]
    inside = [e for e in ends if e < len(noun)]
    if inside:
        return noun[: _joined(inside)]
    if ends:
        return noun
    return previous if previous.endswith(("企业", "单位", "机构")) else default


def _joined(ends: list[int]) -> int:
    """小型工业企业: subject words that touch are one."""
    end = ends[0]
    for other in ends[1:]:
        if other - end > 2:
            break
        end = other
    return end
