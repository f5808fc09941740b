"""What the codes of records are called: the first name is printed, the others are understood."""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, ...]]

_STATUSES: Names = {
    "in_force": ("现行有效", "有效", "现行"),
    "not_yet": ("尚未施行", "未施行", "尚未生效", "未生效"),
    "expired": ("已过期", "过期", "失效", "已失效"),
    "repealed": ("已废止", "废止"),
    "amended": ("已被修改", "已修改", "修改"),
    "unknown": ("未写明", "不明"),
}
_LEVELS: Names = {
    "national": ("国家", "国家级", "全国", "中央"),
    "provincial": ("省级", "省", "自治区", "直辖市"),
    "municipal": ("市级", "市", "地级市"),
    "county": ("区县", "县级", "区级", "县", "区"),
}
_DOC_TYPES: Names = {
    "plan": ("规划计划", "规划", "计划"),
    "measures": ("政策文件", "措施", "办法", "意见", "通知"),
    "report": ("报告",),
    "regulation": ("法律法规", "法律", "法规", "条例"),
    "paper": ("论文",),
    "interpretation": ("政策解读", "解读"),
    "other": ("其他",),
}

_OBLIGATIONS: Names = {
    "must": ("必须", "应当", "严禁"),
    "should": ("要",),
    "encourage": ("鼓励",),
    "explore": ("探索",),
}
_KINDS: Names = {
    "provisions": ("条款", "provision"),
    "measures": ("措施", "measure"),
    "targets": ("目标", "target"),
    "practices": ("城市做法", "做法", "practice"),
    "indicators": ("数据", "indicator"),
    "rankings": ("排名", "ranking"),
    "problems": ("问题", "problem"),
    "references": ("引用", "reference"),
    "contradictions": ("矛盾", "contradiction"),
    "clause": ("正文",),
    "heading": ("标题",),
    "table": ("表格",),
    "toc": ("目录",),
}


def _printed(names: Names) -> dict[str, str]:
    return {code: called[0] for code, called in names.items()}


STATUS = _printed(_STATUSES)
LEVELS = _printed(_LEVELS)
DOC_TYPES = _printed(_DOC_TYPES)
OBLIGATIONS = _printed(_OBLIGATIONS)
# Filter → code or name → code
CODES: Mapping[str, Mapping[str, str]] = {
    field: {name: code for code, called in names.items() for name in (code, *called)}
    for field, names in (
        ("status", _STATUSES),
        ("level", _LEVELS),
        ("doc_type", _DOC_TYPES),
        ("obligation", _OBLIGATIONS),
        ("kind", _KINDS),
    )
}
