"""The Chinese names of what the contract names in English, one table each."""

from __future__ import annotations

from datetime import date

from policykb.types import labels as named

KINDS = {
    "measures": "措施",
    "targets": "目标",
    "practices": "城市做法",
    "indicators": "数据",
    "rankings": "排名",
    "problems": "问题",
    "references": "引用文件",
}
# What stands in the margin beside a clause: one word each.
MARKS = {
    "measures": "措施",
    "targets": "目标",
    "practices": "做法",
    "indicators": "数据",
    "rankings": "排名",
    "problems": "问题",
    "references": "引用",
}
TABS = {
    "measures": "措施",
    "targets": "目标",
    "practices": "做法",
    "figures": "数据与排名",
    "passages": "原文条款",
}
DOC_TYPES, LEVELS, OBLIGATIONS = named.DOC_TYPES, named.LEVELS, named.OBLIGATIONS
STATUS = named.STATUS | {"unknown": "有效性未写明"}  # stands alone on a page
ROLES = {"lead": "牵头", "joint": "共同负责", "support": "配合", "responsible": "负责"}
OPERATORS = {">=": "不低于", ">": "超过", "<=": "不超过", "<": "低于", "=": "", "~": "约"}
SOURCE_KINDS = {"statistic": "统计", "survey": "调查", "self_reported": "自报"}
FORMATS = {"pdf": "PDF", "docx": "Word", "html": "网页", "md": "Markdown", "txt": "文本"}
OUTCOMES = {"added": "已收入", "unchanged": "未变", "replaced": "已更新", "failed": "未能收入"}
FILTERS = {
    "region": "地区",
    "department": "部门",
    "doc_type": "文种",
    "instrument": "政策工具",
    "year": "年份",
    "status": "有效性",
    "level": "层级",
    "obligation": "约束力",
    "issuer": "发文机关",
    "doc": "文件",
    "from": "成文日期自",
    "to": "成文日期至",
    "as_of": "按这一天判断有效性",
    "exact": "原词组",
}
UNDERSTOOD = {
    "doc_numbers": "文号",
    "titles": "文件",
    "clauses": "条款",
    "regions": "地区",
    "departments": "部门",
    "years": "年份",
    "concepts": "意思",
    "excluded": "不要",
    "corrections": "更正",
    "spoken": "口语",
}
# Values of filters that are codes; other values are their own names.
CODES = {
    "doc_type": DOC_TYPES,
    "status": STATUS,
    "level": LEVELS,
    "obligation": OBLIGATIONS,
    "exact": {"true": "是"},
}


def value_name(name: str, value: str) -> str:
    """The Chinese name of one value of a filter; the value itself where it is no code.

    >>> value_name("status", "in_force"), value_name("region", "上海市")
    ('现行有效', '上海市')
    """
    return CODES.get(name, {}).get(value, value)


def day_name(iso: str | None) -> str:
    """A date as people write it; an empty text for none, the text itself where it is no date.

    >>> day_name("2021-11-06"), day_name("2020-12"), day_name("2021-2025")
    ('2021年11月6日', '2020年12月', '2021—2025年')
    """
    parts = (iso or "").split("-")
    if not all(part.isdigit() for part in parts):
        return iso or ""
    if len(parts) == 2 and len(parts[1]) == 4:
        return f"{parts[0]}—{parts[1]}年"
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def today() -> str:
    """Today as an ISO date."""
    return date.today().isoformat()
