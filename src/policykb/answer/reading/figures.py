"""What a firm's numbers count: staff, revenue, assets, research and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from policykb.answer.amounts import Amount, Range, find_amounts, segments

# role ← words near an amount of money; `ignored` ones keep others from being taken for revenue
_MONEY_ROLES = (
    ("rd_spend", r"研发|科研|技术开发|开发费"),
    (
        "revenue",
        r"卖了?|销售(?:额|收入)?|营收|营业额|营业收入|收入|产值|流水"
        r"|做到?了?(?=$|大概|大约|差不多)|年销|生意|业绩|进账|(?<![几两一二三四五六七八九十])一年(?:下来|能|有|就)*$",
    ),
    ("assets", r"总?资产(?:总额)?|家底"),
    ("rent", r"房租|租金"),
    ("loan", r"贷款?|借|融资(?!租赁)|授信"),
    (
        "ignored",
        r"利润|赚|注册资[本金]|注册了?|税|欠|工资|罚|补贴|奖励|补助|保费|货款"
        r"|学费|订单|单价|亏|展位|摊位费|广告费",
    ),
    (
        "investment",
        r"投(?![诉标保])(?:资|入)?|(?<!销售)(?<!供货)(?<!劳动)(?<!租赁)合同(?:金?额|价)?|设备|改造|买|花|购|更新|项目|产线|上了|机床|机器|加工中心",
    ),
)
_PEOPLE_ROLES = (
    ("rd_staff", r"研发|技术人员|工程师|科研"),
    ("hires", r"招|吸纳|新进|毕业生|大学生"),
    ("layoffs", r"裁|辞退|走了"),
    ("insured_staff", r"社保|参保|五险|缴|交保"),
    ("ignored", r"股东|合伙|客户|残疾|博士|服务了?|带了?|团队|服务"),
    ("staff", r"员工|职工|工人|人|厂|公司|店|一共|总共|手下|在职|从业|雇"),
)
_SHARE_ROLES = (
    ("rd_ratio", r"研发"),
    ("layoff_ratio", r"裁员"),
    ("debt_ratio", r"负债"),
    ("growth", r"增长|增速|涨|增加|多[了出]|掉|降|下滑|跌|减少|缩水"),
)
_COUNT_ROLES = (("patents", r"专利|软著|知识产权"), ("insured_months", r"社保|失业保险|参保|五险"))
_ROLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "元": _MONEY_ROLES,
    "人": _PEOPLE_ROLES,
    "%": _SHARE_ROLES,
    **dict.fromkeys(("项", "件", "个", "个月", "年"), _COUNT_ROLES),
}
_NOT_YET = re.compile(r"目标|打算|计划|预计|争取|想做到|希望|力争")
_LAST_YEAR = re.compile(r"去年|上年|上一年|年营|年销|年产|全年|一年")
_OLDER = re.compile(r"前年|大前年|以前|当年|刚开始|最早|今年")
_NOT_ONE = re.compile(r"[^，。；]{0,6}[也都]没")
_NONE = (
    ("patents", re.compile(r"(?:没有?|无)(?:任何|什么)?专利|[一半][件项个](?:发明)?专利[也都]没")),
)


def read_figures(text: str) -> tuple[dict[str, Range], dict[str, str]]:
    """Ranges of staff, revenue, assets and so on, and the words of each."""
    best: dict[str, tuple[int, Range, str]] = {}
    before = prior = ""
    for span in segments(text):
        said = span.of(text)
        amounts = find_amounts(said)
        for amount in amounts:
            if not _NOT_ONE.match(said, amount.span.end):  # 一件专利都没有
                role = _share_of(_role(amount, said, before), amount.unit, said, prior)
                _keep(best, role, amount, said)
        before, prior = "" if amounts else said, said
    if "equipment" in best and "investment" not in best:
        best["investment"] = best.pop("equipment")
    found = {role: row[1] for role, row in best.items()}
    quotes = {role: row[2] for role, row in best.items()}
    for role, pattern in _NONE:
        if (match := pattern.search(text)) and role not in found:
            found[role], quotes[role] = Range(Decimal(0), Decimal(0)), match.group()
    return found, quotes


def _keep(best: dict[str, tuple[int, Range, str]], role: str, amount: Amount, said: str) -> None:
    """Puts a figure under its role where it speaks better of it than what was read before."""
    if role == "investment" and _EQUIPMENT.search(said):
        role = "equipment"
    rank, quote = _rank(role, said), amount.span.of(said)
    if role and rank > best.get(role, (0,))[0]:
        best[role] = (rank, _in_unit(role, amount, said), quote)
    if role == "insured_staff" and _ALL.match(said, amount.span.end):
        best.setdefault("staff", (1, amount.range, quote))


_ALL = re.compile(r"[^，。；]{0,3}[都全]")  # 8个工人都上了社保: that is all of them
# A part of what was invested, where the whole is told too: 投了1200万，设备和软件420万
_EQUIPMENT = re.compile(r"设备|软件|机器|机床|加工中心")
_SALES = re.compile(r"营收|营业|收入|销售|产值|卖|业绩|生意")
_OTHER_GROWTH = re.compile(r"税|出口|利润|人数|员工|工资|产量|成本|价|订单")


def _share_of(role: str, unit: str, said: str, prior: str) -> str:
    """Whose share or growth a figure in percent is: that of research, where the clause or the one
    before speaks of it and not of sales; of other things it is none of a profile's.
    """
    if not role and unit == "%" and said.startswith("占") and "研发" in prior:
        return "rd_ratio"  # 研发费用涨了8%，占营收6%
    if role != "growth" or _SALES.search(said):
        return role
    if _OTHER_GROWTH.search(said) or _OTHER_GROWTH.search(prior):
        return ""
    return "rd_growth" if "研发" in said or ("研发" in prior and not _SALES.search(prior)) else role


_FELL = re.compile(r"(?:掉|降|下滑|跌|减少?|少|缩水)[^，。；]{0,5}$")


def _in_unit(role: str, amount: Amount, said: str) -> Range:
    """The range in the unit of its figure: months of insurance, though said in years; growth that
    was a fall is negative."""
    if (
        role in ("growth", "rd_growth")
        and _FELL.search(said[: amount.span.start])
        and amount.range.high is not None
    ):
        return Range(-amount.range.high, -amount.range.low)
    in_years = role == "insured_months" and amount.unit == "年"
    return amount.range.scaled(Decimal(12)) if in_years else amount.range


def _rank(role: str, said: str) -> int:
    """How far a figure speaks of the last year: plans not at all, last year first."""
    if role == "revenue" and _NOT_YET.search(said):
        return 0
    return 1 if _OLDER.search(said) else 3 if _LAST_YEAR.search(said) else 2


def _weakness(match: re.Match[str]) -> int:
    """Verbs of spending tell less than the name of what the money is."""
    return 30 if match.group()[0] in "投花买" else 0


def _role(amount: Amount, said: str, before: str) -> str:
    """What an amount counts: the role whose word stands nearest, those before it first."""
    unit = amount.unit or ("元" if amount.value >= 10000 else "")
    if unit == "年" and amount.value > 100:  # a year, not a number of them
        return ""
    roles = _ROLES.get(unit, ())
    near: list[tuple[int, str]] = []
    for role, pattern in roles:
        for match in re.finditer(pattern, said[: amount.span.start]):
            near.append((amount.span.start - match.end() + _weakness(match), role))
        for match in re.finditer(pattern, said[amount.span.end :]):
            near.append((2 * match.start() + 3 + _weakness(match), role))
    if not near and before and unit != "人":
        near = [(0, role) for role, pattern in roles if re.search(pattern, before)]
    if not near and unit == "人" and not re.search(r"[招裁研]", said):
        return "staff"
    role = min(near, default=(0, ""), key=lambda pair: pair[0])[1]
    return "" if role == "ignored" else role
