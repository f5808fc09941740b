"""What a number measures: its noun and its verb, from the words on either side of it."""

from __future__ import annotations

import re

from policykb.extract.counted import counted_noun

# What may stand between a noun and its number, and what may lead up to a noun.
_VERB_TABLE = """
年均增长 增长 增加 增幅 提高 提升 上升 扩大 下降 降低 减少 压减 压缩 缩短 下调 上涨
压降 压降至 压降到 削减 再降 再增 发展到 发展至 壮大到 攀升至 攀升到 回落至 回落到 收窄至 收窄到
优化至 优化到 首次 再次 延长 延长至 延长到
达到 达 增长到 增加到 提高到 提升到 上升到 上升至 扩大到 下降到 降低到 降到 降至 减少到 压减到
增至 升至 提高至 提升至 扩大至 下降至 降低至 压缩到 压缩至 缩短至 缩短到 增长至 占到
缩小到 缩小至 缩小 新认定
控制在 稳定在 保持在 维持在 稳定 保持 维持 实现 完成 超过 突破 达成 为 是 占 有
需要 仅需 只需 仅需要 只需要
迈上 跨上 跃上 站上 登上 攀上 冲上 站稳 迈进 迈入 迈过 跨过 越过 跨越 冲破
跻身 大于等于 大于或等于 高于等于 高于或等于 小于等于 小于或等于 低于等于 低于或等于
冲刺 不低于 不少于 不超过 力争达到 争取达到 超
新增 净增 各 分别 均 都 将 可 约 共 累计 合计 同比 年均 平均 逐年 每年 全年
同口径 拟按 预计 有望 预期 继续 基本 总体 左右 再 又 了 要 至 到 在 由 从 的 已经 已 就 仅 也
仍 仍然 依然
力争 争取 确保 高达 多达 以 依次是 突飞猛进到 递增 递减 快速增长 原则上 实际 努力 必须 不断
"""
_LEAD_TABLE = """
力争 争取 确保 努力 推动 促进 实现 保持 使 将 其中 全年 预计 预期 建议 继续 今年 每年
同时 并 以及 和 及 与 再 年内 目标是 目标为 持续 实施 完成 要 着力 进一步 累计 力促 力争新增
新建续建 新建和改造 新建 新改建 改扩建 新改扩建 改建 建设 建成 新建成 规范建设 重点建设 建成投运
打造 培育 新培育 培养 培养资助 引进 引育 新引进 新增 净增 推出 形成 改造 更新改造 改造提升 滚动培育
布局
新布局 新认证 认证 修复 治理 创建 争创 新创建 认定 遴选 组织 开展 举办 设立 新设 新组建 组建
开工 新开工 新开工建设 开通 新开 投放 投入 投运 发放 筹集 筹措 整治 培训 开发 新开发 提供 攻克
突破 制定 制修订 修订 转化 落实 安排 选派 招引 谋划 统筹推进 储备 发展 提升发展 推广 淘汰
压减 不断 有序 稳步 积极 加快 大力 深入 全面 扎实 推进
高质量推进 高质量建设 高质量打造 高质量完成 高质量实施 高质量编制 支持 引导 鼓励 新认定 新评选 评选
配置 配备 增配 招募 招聘 采取 加装 维修 提升 优化 设置 设置优化 供应 筹措供应 供给 上线 启动
增补 救助 受理 培育壮大 壮大 不折不扣 如期 圆满 坚决 顺利 稳定 巩固 规划 规划建设 重点打造 创成 建好
而 如 例如 但 因此 据统计 我们 重点支持 持续实施 继续实施 滚动实施 扩大 增加 提出 成为
滚动推进 滚动实施 开行 集聚 汇聚 聚集 拥有 现有 共有 扩建
"""
# 开发区, 建设用地, 发展基金: a lead that is the beginning of a noun.
_NO_LEAD = re.compile(
    r"(?:开发|建设|发展|培训|服务|改造|创建|投入|支持|引导|治理|增加|供应|提升|优化|组织|制定|完成|集聚|汇聚|聚集)"
    r"(?:区|者|商|工|率|量|值|业|额|用地|基金|银行|机构|资金|强度|链|行动|工程|计划|规模|体系|面积|[^\u4e00-\u9fff]?$)|共有产权|再(?:就业|生|制造|贷款|担保|保险)"
)
_HEAD_TABLE = """
增加值 可支配收入 收入 总额 产值 产量 规模 数量 比重 占比 比例 率 增速 增幅 涨幅 余额 投资 面积
能耗 排放总量 排放量 浓度 水平 吞吐量 周转量 排名 补助标准 津贴标准 养老金标准 标准
"""
_VERBS: dict[str, list[str]] = {}  # by their last character, longest first
for _verb in sorted(_VERB_TABLE.split(), key=len, reverse=True):
    _VERBS.setdefault(_verb[-1], []).append(_verb)
_LEAD = re.compile("|".join(sorted(_LEAD_TABLE.split(), key=len, reverse=True)))
# Heads that mean nothing alone.
_EMPTY_TABLE = (
    "总数 数量 总量 总产 产量 规模 投资 投入 收入 资金 惠及 受益 首期安排 安排 筹措 筹集 拨付"
)
EMPTY_HEADS = frozenset(_EMPTY_TABLE.split())
_HEADS = tuple(_HEAD_TABLE.split())
# A part that ends so lacks nothing: 接待人数和旅游收入.
_WHOLE = (*_HEADS, "人数", "人次", "户数", "额", "量", "值", "费", "指数")


def noun_and_verb(before: str, after: str) -> tuple[str, str]:
    """What is measured and what becomes of it, from the words on either side of the number.

    >>> noun_and_verb("研发经费年均增长", ""), noun_and_verb("培育", "产业集群")
    (('研发经费', '年均增长'), ('产业集群', '培育'))
    """
    head, verb = split_verb(_NOTES.sub("", before).rstrip("（("))
    if after:
        return counted_noun(after.strip("的、，；。 ")), verb or head
    # 10%以上的增长 and 5%左右的速度增长 are said with the verb behind
    noun = split_verb(_DATES.sub("", _RECKONED.sub("", head)))[0].lstrip("、")
    return stripped_lead(_HOLDS.sub("", _NEXT_AIM.sub("", noun))), verb


# 基本建成某区、实现人均产值翻番: one aim after another, of which the last has the number.
_NEXT_AIM = re.compile(r"^.*、(?:力争|确保)?实现(?=[\u4e00-\u9fff]{3})")
# 全省有诊所80家, and 医生90人（护士30人）, whose bracket the number does not close.
_HOLDS = re.compile(
    r"^(?:[全我本][省市县区州国]共?有(?![效色机线轨限关序害毒偿望意无价氧])(?=[\u4e00-\u9fff]{2})|[（(](?=[^（）()]+$))"
)
# 按不变价计算增长5%: how it is reckoned, not what.
_RECKONED = re.compile(r"^按(?:可比|不变|现行?|当年|同)(?:价格?|口径)(?:计算)?")
_NOTES = re.compile(r"\[\d{1,3}\]")  # marks of footnotes
_DATES = re.compile(
    r"(?:由|从|截至|截止|至|到|比|较|与|在)?(?:(?:(?:19|20)\d\d[-—~～至]+)?(?:19|20)\d\d年(?:\d{1,2}月)?[底末]?(?:之?前|基础上|相比)?"
    r"|[\d一二两三四五六七八九十]{1,3}年(?:时间)?之?内|(?:今年)?(?:\d{1,2}月[底末]?|年[底末])之?前|今年|全年|年内|上年度?(?:末|底)?|去年(?:同期)?|[上下]半年|连续[一二三四五六七八九十\d]{1,2}年|“?十[一二三四五六七八]五”?(?:期?末|期间|时期))(?:相比)?的?"
)


def only_verbs(words: str) -> bool:
    """Whether nothing but verbs stands there (…的7.46分|逐年提高至|2024年的8.50分, 5%的增速)."""
    return bool(_PACE.fullmatch(words)) or not split_verb(_DATES.sub("", words))[0]


_PACE = re.compile(
    r"的?(?:年均|平均)?(?:速度|增速|幅度)?(?:快速|稳定|持续|较快|高速|大幅度?|明显|显著|稳步|略有|有所|平稳|继续|进一步)?(?:增长|递增|提升|上升|下降)?"
)


def split_verb(before: str) -> tuple[str, str]:
    """The noun part and the verbs behind it; `before` is read from its end."""
    end = len(before)
    while end and (verbs := _VERBS.get(before[end - 1])):
        tail = next((verb for verb in verbs if before.endswith(verb, 0, end)), "")
        if not tail:
            break
        end -= len(tail)
    return before[:end], before[end:]


_POINT = re.compile(r"[一二三四五六七八九十]{1,3}是")
# Where and how often something is done, before the verb for it: 全市打造…, 每年培训…, 三年引进….
_SCOPE = re.compile(
    r"(?:全[市省县区州]|每[年季月]度?|分别|各地|[一二两三四五六七八九十\d]年(?:之?内)?)+"
    "(?!新)"  # 全省新设企业 are none of those that there are
)


def stripped_lead(noun: str) -> str:
    """The noun without the adverbs and verbs that lead up to it (一是力争新建…)."""
    point = _POINT.match(noun)
    start = point.end() if point else 0
    if (scope := _SCOPE.match(noun, start)) and _leads(noun, scope.end()):
        what = _without_leads(noun, scope.end())
        if what not in EMPTY_HEADS:  # 每年安排资金 says more than 资金
            return what
    return _without_leads(noun, start)


def _without_leads(noun: str, start: int) -> str:
    while (lead := _LEAD.match(noun, start)) and not _NO_LEAD.match(noun, start):
        if len(noun) <= lead.end() + 1:
            break
        start = lead.end()
        if noun.startswith("、", start) and _leads(noun, start + 1):
            start += 1  # 新建、改建、扩建公路
    return noun[start:].strip("：:，,、— ").removeprefix("了").removeprefix("的")


def _leads(noun: str, at: int) -> bool:
    return _LEAD.match(noun, at) is not None and not _NO_LEAD.match(noun, at)


def only_leads(words: str) -> bool:
    """Whether nothing but a verb that leads up to a noun stands there (确保完成…)."""
    return _LEAD.fullmatch(words) is not None


def own_part(noun: str, i: int, count: int) -> str:
    """The part of 甲、乙、丙 that belongs to the i-th of as many numbers; else the whole.

    What the last part measures, all of them do: 第一、二、三产业增加值, 城镇和农村居民人均收入.
    """
    if (told := _TOLD_APART.search(noun)) and (names := _names_apart(told[0], count)):
        return f"{noun[: told.start()]}{names[i]}{noun[told.end() :]}"
    parts = [p for p in re.split(r"、|和|及|与", noun) if p]
    if len(parts) != count:
        return noun
    own, last = parts[i], parts[-1]
    share = _SHARE_HEAD.search(last)
    if share and own is not last and not _RATE_NOUN.search(own):
        return own + share[0]  # 甲增加值、乙出口额占比分别为…
    if own is last or own.endswith(_WHOLE):
        return own
    return own + (_rest(own, last) or next((h for h in _HEADS if _ends(last, h)), ""))


# Words that name two or three things in one, in the order of their numbers: 产销量分别为3吨、2吨.
_TOLD_APART = re.compile(
    "第?一、?二、?三(?:次)?产业|三次产业|城、?乡(?=居民|常住居民|低保)|产销量|收支(?!平衡|差|比)|进出口(?!总额|差)|存贷款"
)
_APART = {
    "城乡": ("城镇", "农村"), "产销量": ("产量", "销量"), "收支": ("收入", "支出"),
    "进出口": ("进口", "出口"), "存贷款": ("存款", "贷款"),
}  # fmt: skip
_INDUSTRIES = ("第一产业", "第二产业", "第三产业")


def _names_apart(word: str, count: int) -> tuple[str, ...]:
    """The names that a word holds where it holds as many as there are numbers."""
    names = _APART.get(word.replace("、", ""), _INDUSTRIES)
    return names if len(names) == count else ()


_SHARE_HEAD = re.compile(r"(?:占比|比重|增速|增幅|涨幅|降幅)$")
_RATE_NOUN = re.compile(r"(?:率|占比|比重|比例|份额|强度|增速|增幅|涨幅|降幅|指数|水平|程度)$")


_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}?[省市县区州]")


def _rest(own: str, last: str) -> str:
    """What goes on behind the word of the last part that stands in the place of `own`.

    Only words of two characters are taken for each other: 城镇 for 农村, 粮食 for 蔬菜.
    """
    if _PLACE_NAME.fullmatch(own) and (place := _PLACE_NAME.match(last)):
        return last[place.end() :]  # 甲省、乙省企业的产出
    if len(own) != 2 or not last.endswith(_HEADS):
        return ""
    import rjieba

    parted = {word for word in rjieba.cut_for_search(last) if len(word) > 1}
    word, rest = last[:2], re.sub(r"^分别(?:完成|达到?|实现)?", "", last[2:])
    return rest if word in parted and any(map(rest.startswith, parted)) else ""


def _ends(noun: str, head: str) -> bool:
    return noun.endswith(head) and len(noun) > len(head)
