"""Metadata that a web page prints about its document: 索引号, 发文字号, 成文日期 …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Node = Any
# Labels as sites print them → the label of the State Council's own pages.
LABELS: dict[str, str] = {
    "索引号": "索引号",
    "信息索引号": "索引号",
    "索取号": "索引号",
    "信息索引": "索引号",
    "主题分类": "主题分类",
    "信息分类": "主题分类",
    "分类": "主题分类",
    "主题词": "主题词",
    "发文机关": "发文机关",
    "发布机构": "发文机关",
    "发文单位": "发文机关",
    "发布单位": "发文机关",
    "制发机关": "发文机关",
    "发布机关": "发文机关",
    "发文机构": "发文机关",
    "成文日期": "成文日期",
    "生成日期": "成文日期",
    "发文日期": "成文日期",
    "印发日期": "成文日期",
    "成文时间": "成文日期",
    "标题": "标题",
    "名称": "标题",
    "文件名称": "标题",
    "信息名称": "标题",
    "文件标题": "标题",
    "发文字号": "发文字号",
    "文号": "发文字号",
    "发文文号": "发文字号",
    "文件编号": "发文字号",
    "发布日期": "发布日期",
    "公开日期": "发布日期",
    "发布时间": "发布日期",
    "公开时间": "发布日期",
    "公布日期": "发布日期",
    "施行日期": "施行日期",
    "生效日期": "施行日期",
    "实施日期": "施行日期",
    "废止日期": "废止日期",
    "失效日期": "废止日期",
    "有效性": "有效性",
    "时效性": "有效性",
    "效力状态": "有效性",
    "有效期": "有效期",
    "公文种类": "公文种类",
    "体裁分类": "公文种类",
    "文种": "公文种类",
    "来源": "来源",
    "信息来源": "来源",
}
# Names of <meta> tags that government sites have to fill (国办发〔2017〕47号).
META = {"ArticleTitle": "标题", "PubDate": "发布日期", "ContentSource": "来源"}
_BLANK = re.compile(r"[\s\u00a0\u3000]+")
_PAIR = re.compile(r"([^：:]{2,12})[：:](.{0,300})$", re.DOTALL)
CELLS = ("td", "th", "li", "dt", "dd", "p", "span", "div", "b", "strong")
MAX_CELL = 400


def printed_fields(root: Node) -> tuple[tuple[str, str], ...]:
    """(label, value) rows in printed order, labels in their usual form, the first of each kept.

    An empty value is left out. <meta> tags only fill what is not printed.
    """
    rows: dict[str, str] = {}
    for label, value in [*_rows(root), *_meta(root)]:
        if value and label not in rows:
            rows[label] = value
    # A lone source line or title is no metadata table, but still true.
    return tuple(rows.items())


def _rows(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter(*CELLS):
        text = "".join(node.itertext()) if len(node) < 12 else ""
        if not text.strip() or len(text) > MAX_CELL:
            continue
        found = _PAIR.match(text.strip())
        if not found:
            continue
        label = LABELS.get(_BLANK.sub("", found.group(1)))
        if label is None:
            continue
        value = found.group(2).strip()
        yield label, _BLANK.sub(" ", value or _beside(node)).strip().replace("\\\\", "\\")


def _beside(node: Node) -> str:
    """The text of the cell after a label's cell; "" where that is a label again."""
    while node is not None and node.getnext() is None and node.tag not in ("td", "th", "dt", "li"):
        node = node.getparent()
    after = None if node is None else node.getnext()
    if after is None:
        return ""
    text = "".join(after.itertext()).strip()
    pair = _PAIR.match(text)
    is_label = pair is not None and _BLANK.sub("", pair.group(1)) in LABELS
    return "" if is_label or len(text) > MAX_CELL else text


def _meta(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter("meta"):
        label = META.get(node.get("name", ""))
        if label:
            yield label, node.get("content", "").strip()
