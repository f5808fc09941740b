"""next_question(…): the one question whose answer settles most open conditions.

The answer goes back in the profile: under the question's own field, or, for what no field holds,
under `answers` with the question's `field` as key and true or false as value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from policykb.answer import sizes
from policykb.answer.conditions import Condition
from policykb.answer.profile import Profile
from policykb.types import JSON

YES_NO = ("是", "否")
# field → (question, options); a name with : asks for what stands behind it.
QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "place": ("企业注册在哪个省、哪个市（区、县）？", ()),
    "sector": ("企业主要从事哪个行业？", tuple(sizes.standards())),
    "staff": ("企业有多少从业人员（在册职工）？", ()),
    "revenue": ("企业上年度营业收入是多少？", ()),
    "assets": ("企业上年末资产总额是多少？", ()),
    "age": ("企业成立多久了（哪一年注册）？", ()),
    "founded": ("企业是哪一天注册成立的？", ()),
    "rd_ratio": ("上年度研发费用占营业收入的百分之几？", ()),
    "rd_spend": ("上年度研发费用是多少？", ()),
    "rd_staff": ("企业有多少研发人员？", ()),
    "investment": ("项目（设备）总投资是多少？", ()),
    "equipment": ("其中设备（软件）投入是多少？", ()),
    "loan": ("打算申请（已有）的贷款金额是多少？", ()),
    "rent": ("每年租金是多少？", ()),
    "hires": ("新招用多少人？", ()),
    "patents": ("企业有多少件专利？", ()),
    "growth": ("上年度营业收入增长百分之几？", ()),
    "rd_growth": ("上年度研发费用比前一年增长百分之几？", ()),
    "debt_ratio": ("企业资产负债率是多少？", ()),
    "layoff_ratio": ("上年度裁员率是多少（减少人数占参保人数的比例）？", ()),
    "insured_staff": ("企业有多少职工参加社会保险？", ()),
    "insured_months": ("企业已连续缴纳失业保险费（社会保险费）多少个月？", ()),
    "credit": ("企业是否没有严重失信、经营异常和重大违法记录？", YES_NO),
    "accident_free": ("企业近几年是否没有发生过安全生产、环境污染等事故？", YES_NO),
    "wages_paid": ("企业是否没有拖欠工资？", YES_NO),
    "first_loan": ("企业是否从未在银行贷过款（本次为首次贷款）？", YES_NO),
    "layoff_free": ("上年度是否没有裁员？", YES_NO),
    "insured": ("企业是否依法足额缴纳失业保险费、社会保险费？", YES_NO),
    "legal_entity": ("企业是否为独立法人（有限公司等，不是个体工商户）？", YES_NO),
    "finance_sound": ("企业财务管理制度是否健全、会计核算是否规范？", YES_NO),
    "taxes_paid": ("企业是否依法按时纳税、没有欠税？", YES_NO),
    "no_overdue": ("企业贷款是否没有逾期未还？", YES_NO),
    "profitable": ("企业上年度是否盈利？", YES_NO),
    "filed": ("项目是否已经备案（核准）？", YES_NO),
    "not_funded": ("同一项目（事项）是否没有享受过其他财政资金？", YES_NO),
    "exports": ("企业是否有出口业务？", YES_NO),
    "tax_credit": ("企业纳税信用等级是哪一级？", ("A", "B", "M", "C", "D")),
    "label": ("企业是否已被认定为{}？", YES_NO),
    "first": ("{}是否为首次认定（不是复审、复核通过）？", ("首次认定", "复审（复核）通过")),
    "since": ("{}是哪一年认定的？", ()),
    "need": ("企业是否属于“{}”的情形？", YES_NO),
    "period": ("有关事项是否发生在“{}”？", YES_NO),
    "other": ("企业是否符合“{}”？", YES_NO),
}
BARS = "企业是否有“{}”所说的情形？"


def next_question(open_conditions: Iterable[Sequence[Condition]], profile: Profile) -> JSON:
    """The question for the field that most open conditions wait for; empty without any.

    `open_conditions` holds, for each support that may fit, its conditions that are unknown.
    """
    waiting: dict[str, list[Condition]] = defaultdict(list)
    supports: dict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(open_conditions):
        for condition in group:
            field = asked_field(condition, profile)
            waiting[field].append(condition)
            supports[field].add(at)
    if not waiting:
        return {}
    order = list(QUESTIONS)
    best = min(
        waiting,
        key=lambda f: (-len(waiting[f]), -len(supports[f]), order.index(f.partition(":")[0])),
    )
    return _question(best, waiting[best], len(supports[best]))


def asked_field(condition: Condition, profile: Profile) -> str:
    """What to ask for a condition: for a size class, the first figure that is missing."""
    if condition.field == "period":
        return f"period:{condition.quote}"
    if condition.kind == "recipient":
        return f"other:{condition.quote}"
    if condition.field == "rd_ratio" and "rd_spend" in profile.figures:
        return "revenue" if "revenue" not in profile.figures else "rd_ratio"
    if condition.field != "size":
        return condition.field
    if not profile.sectors:
        return "sector"
    needed = sizes.needed(profile.sectors[0])
    return next((name for name in needed if name not in profile.figures), needed[0])


def _question(field: str, waiting: Sequence[Condition], supports: int) -> JSON:
    name, _, which = field.partition(":")
    text, options = QUESTIONS[name]
    if name == "other" and waiting[0].barred:
        text = BARS
    about = which if name != "need" else waiting[0].quote
    quotes = list(dict.fromkeys(condition.quote for condition in waiting))
    return {
        "field": field,
        "question": text.format(about),
        "options": list(options),
        "settles": len(waiting),
        "supports": supports,
        "quotes": quotes,
    }
