"""Lists of other articles that a site prints within the container of a text: 相关解读, 相关文件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policykb.read.visible import printed, skipped

Node = Any
# What heads such a list. 相关附件 is none: its links are the document's own annexes.
_HEADS = re.compile(
    r"(?:相关|延伸|推荐|更多|热点|近期|最新|关联)(?:政策|文件|解读|链接|文章|文档|新闻|报道|阅读|信息|稿件|资讯|内容){1,2}"
    r"|(?:政策|图片|图文|文字|专家|部门|视频|媒体)(?:解读|图解)|解读(?:材料|文件)|猜你喜欢"
)
_APART = re.compile(r"[\s\u00a0\u3000·•|｜:：>»\-\[\]【】（）()/.]|\d")  # what sets links apart

LONGEST = 30  # characters of such a heading, with what sets it apart


def unrelated(part: Node) -> None:
    """Takes out of a part the lists of links under such a heading, and the heading; a heading
    with anything but links below it stays, for it is the document's own."""
    for head in list(_headings(part)):
        lists = _links_below(head)
        for node in [head, *lists] if lists else []:
            node.drop_tree()


def _headings(part: Node) -> Iterator[Node]:
    """The outermost elements that hold nothing but such a heading."""
    for node in part.iterdescendants():
        text = _APART.sub("", (node.text or "")[:LONGEST]) if isinstance(node.tag, str) else ""
        if not _HEADS.fullmatch(text) or skipped(node):
            continue
        for outer in node.iterancestors():
            if outer is part or _APART.sub("", printed(outer)) != text:
                break
            node = outer
        yield node


def _links_below(head: Node) -> list[Node]:
    """The elements after a heading, as long as they are links only; those without text between."""
    found: list[Node] = []
    if _APART.sub("", head.tail or ""):
        return found
    for node in head.itersiblings():
        if not isinstance(node.tag, str):
            continue
        text = _APART.sub("", printed(node))
        if text and not _all_links(node, text):
            break
        found.append(node)
        if _APART.sub("", node.tail or ""):
            break
    return found if any(_APART.sub("", printed(node)) for node in found) else []


def _all_links(node: Node, text: str) -> bool:
    links = [node] if node.tag == "a" else node.iterdescendants("a")
    return "".join(_APART.sub("", printed(link)) for link in links) == text
