"""The labels that documents and pages print before what they tell of themselves: 发文字号：…"""

from __future__ import annotations

import re

# What each label tells, by the field of Metadata that it fills. `publisher` is the office that put
# a text up, which need not be the one that signed; `sent_on` is the day of sending, which sites
# give for that of writing as well; `words` and `form` fill no field.
LABELS: dict[str, tuple[str, ...]] = {
    "title": ("标题", "原文标题", "文件标题", "文件名称", "信息名称", "法规标题"),
    "doc_number": ("发文字号", "文号", "发文文号", "发布文号", "批准文号", "文件编号", "备注/文号"),
    "index_number": ("索引号", "信息索引号", "信息索引", "索取号"),
    "issuers": (
        "发文机关", "发文机构", "发文单位", "制发机关", "制定机关", "印发机关", "颁布单位",
        "发布部门", "发文部门",
    ),
    "publisher": ("发布机构", "发布机关", "发布单位"),
    "written_on": ("成文日期", "成文时间", "公文生成日期"),
    "sent_on": ("发文日期", "发文时间", "印发日期"),
    "published_on": (
        "发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "颁布日期", "公文发布日期",
        "来源网站发布日期",
    ),
    "effective_on": ("施行日期", "实施日期", "生效日期"),
    "expires_on": ("废止日期", "失效日期"),
    "validity": (
        "有效性", "时效性", "是否有效", "效力状态", "效力状况", "效力注释", "文件状态",
    ),
    "topics": ("主题分类", "信息分类"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源"),
    "words": ("主题词",),
    "form": ("公文种类", "体裁分类", "文种"),
}  # fmt: skip
# A site's own stamp, by words that are used for other days too.
STAMPS = (
    *("时间", "日期", "公布时间", "生成日期"),
    *(deed + day for deed in ("更新", "上传", "添加", "发表") for day in ("时间", "日期")),
)
FIELDS: dict[str, str] = {label: field for field, names in LABELS.items() for label in names}
# Label → the first name of its kind, which is the State Council's own.
USUAL: dict[str, str] = {label: names[0] for names in LABELS.values() for label in names}
_INNER = str.maketrans("《》", "〈〉")


def quoted(title: str) -> str:
    """A title in 《》, those that it holds itself turned to 〈〉 (GB/T 15834 4.15.3.5).

    >>> quoted("《某某方案》政策解读"), quoted("《年度报告》")
    ('《〈某某方案〉政策解读》', '《年度报告》')
    """
    whole = re.fullmatch(r"《([^《》]*)》", title)
    return f"《{(whole[1] if whole else title).translate(_INNER)}》"
