"""Metadata that a web page prints about its document: 索引号, 发文字号, 成文日期 …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from policykb.labels import LABELS as PRINTED
from policykb.labels import USUAL
from policykb.read.visible import UNPRINTED, hidden, printed

Node = Any
# Labels as sites print them → the label of the State Council's own pages, which call the office
# that put a text up by the name of the one that signed it.
LABELS: dict[str, str] = {
    **USUAL,
    **dict.fromkeys(PRINTED["publisher"], "发文机关"),
    "分类": "主题分类",
    "名称": "标题",
    "生成日期": "成文日期",
    "有效期": "有效期",
}
# Names of <meta> tags that government sites have to fill (国办发〔2017〕47号).
META = {"ArticleTitle": "标题", "PubDate": "发布日期", "ContentSource": "来源"}
# Labels that are unmistakable without a colon, alone in a cell, and what their value must hold:
# 名称 and 分类 head the columns of any table.
COUNTED = frozenset(
    {"索引号", "成文日期", "发文日期", "发文字号", "发布日期", "施行日期", "废止日期"}
)
ALONE = COUNTED | {"发文机关", "有效性"}
_BLANK = re.compile(r"[\s\u00a0\u3000]+")
_KNOWN = "|".join(r"\s{0,6}".join(label) for label in sorted(LABELS, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<known>{_KNOWN})\s{{0,6}}[：:]"
    r"|(?:^|(?<=[\s|｜】\]）)]))(?:[\u4e00-\u9fff]{2,8}"
    r"|[\u4e00-\u9fff](?:[\s\u3000]{1,4}[\u4e00-\u9fff]){1,3})\s{0,3}[：:]"
)
# What a site prints in place of a value that it does not have.
_NOTHING = re.compile(r"(?:无|暂无|空|略|null|NULL|N/A|[-—－–_/\\\s]+)")
# Where a site's controls begin, printed in one line with the source of the text.
_CONTROLS = re.compile(
    r"[【\[]|[\s|｜;；]*(?:原文链接|网页快照|打印|关闭|收藏|分享|字体|字号|浏览|点击|阅读|下载)"
)
CELLS = ("td", "th", "li", "dt", "dd", "p", "span", "div", "b", "strong", "label", "em")
MAX_CELL = 400
MAX_RAW = 4000  # with the scripts in it


def printed_fields(root: Node) -> tuple[tuple[str, str], ...]:
    """(label, value) rows in printed order, labels in their usual form, the first of each kept.

    A value that is empty, or says that there is none, is left out. <meta> tags only fill what is
    not printed.
    """
    rows: dict[str, str] = {}
    for label, value in [*_rows(root), *_meta(root)]:
        value = _value(label, value)
        if value and label not in rows:
            rows[label] = value
    # A lone source line or title is no metadata table, but still true.
    return tuple(rows.items())


def _value(label: str, text: str) -> str:
    """The value that a label's text tells; "" for a placeholder."""
    value = _BLANK.sub(" ", text).strip().replace("\\\\", "\\")
    if label == "来源":
        value = _CONTROLS.split(value)[0].rstrip(" ;；|｜")
    return "" if _NOTHING.fullmatch(value) else value


def _rows(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter(*CELLS):
        text = _cell(node) if len(node) < 12 else ""
        if not text or len(text) > MAX_CELL:
            continue
        pairs = _pairs(text)
        if pairs is None:
            yield from _labelled_alone(node, _BLANK.sub("", text))
            continue
        for at, (label, value) in enumerate(pairs):
            last = at == len(pairs) - 1
            yield label, value or (_beside(node) if last else "")


def _cell(node: Node) -> str:
    """The text that a cell shows; "" for one that lays out others, and for one that is hidden."""
    if any(True for _ in node.iterdescendants("td", "th", "li", "dt")):
        return ""
    if len(list(islice(node.iterdescendants("p", "div", "dd"), 2))) > 1:
        return ""
    if sum(map(len, node.itertext())) > MAX_RAW:
        return ""
    if any(hidden(each) for each in (node, *node.iterancestors())):
        return ""
    return printed(node).strip()


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """The known labels of a text that begins with a label, each with what stands before the next;
    None where it begins with none."""
    found = list(_LABEL.finditer(text))
    if not found or found[0].start():
        return None
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (LABELS[_BLANK.sub("", match["known"])], text[match.end() : end].strip(" \t\r\n|｜;；"))
        for match, end in zip(found, ends, strict=True)
        if match["known"]
    ]


def _labelled_alone(node: Node, text: str) -> Iterator[tuple[str, str]]:
    """The value beside a cell that holds nothing but an unmistakable label."""
    label = LABELS.get(text, "")
    if label not in ALONE:
        return
    tail = (node.tail or "").strip(" \t\r\n：:\u00a0\u3000")
    value = tail or _beside(node)
    if label not in COUNTED or re.search(r"\d", value):
        yield label, value


def _beside(node: Node) -> str:
    """The text of the cell after a label's cell; "" where that is a label again."""
    while node is not None and node.getnext() is None and node.tag not in ("td", "th", "dt", "li"):
        node = node.getparent()
    after = None if node is None else node.getnext()
    while after is not None and (not isinstance(after.tag, str) or after.tag in UNPRINTED):
        after = after.getnext()
    if after is None:
        return ""
    text = "" if hidden(after) else printed(after).strip()
    is_label = _BLANK.sub("", text).rstrip("：:") in LABELS or bool(_pairs(text))
    return "" if is_label or len(text) > MAX_CELL else text


def _meta(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter("meta"):
        label = META.get(node.get("name", ""))
        if label:
            yield label, node.get("content", "").strip()
