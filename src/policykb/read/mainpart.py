"""Where on a web page the document stands: a known container, or where the sentences are."""

from __future__ import annotations

import re
from typing import Any

Node = Any
# Containers that the content systems of Chinese government sites print a document into.
KNOWN = (
    "UCAP-CONTENT",
    "UCAP_CONTENT",
    "zoom",
    "Zoom",
    "TRS_Editor",
    "pages_content",
    "vsb_content",
    "article-content",
    "article_content",
    "articleContent",
    "js_content",
    "mainText",
    "content",
    "con_con",
    "trs_editor_view",
    "view",
)
_MARKS = re.compile(r"[。；，]")
ENOUGH = 0.75  # share of a page's sentence marks that the main part has to hold


SILENT = frozenset({"script", "style", "a", "option", "noscript"})


def main_part(root: Node) -> Node:
    """The node that holds the document; the body itself where nothing smaller does."""
    body = root.find(".//body")
    body = root if body is None else body
    marks = _marks(body)
    total = marks[body]
    for name in KNOWN:
        for node in body.xpath(
            ".//*[@id=$n or contains(concat(' ', @class, ' '), $c)]", n=name, c=f" {name} "
        ):
            if marks.get(node, 0) >= 0.5 * total and marks.get(node, 0) > 3:
                return node
    return _densest(body, marks)


def _densest(node: Node, marks: dict[Node, int]) -> Node:
    """The deepest node that still holds enough of the sentences outside links."""
    total = marks[node]
    while True:
        inner = [c for c in node if c in marks and c.tag not in ("p", "tr", "span")]
        best = max(inner, key=lambda c: marks[c], default=None)
        if best is None or total == 0 or marks[best] < ENOUGH * total:
            return node
        node = best


def _marks(body: Node) -> dict[Node, int]:
    """For each node the sentence marks in the text below it, links and scripts left out."""
    marks: dict[Node, int] = {}
    for node in reversed(list(body.iter())):  # children before parents
        if not isinstance(node.tag, str) or node.tag in SILENT:
            continue
        own = [node.text or "", *(child.tail or "" for child in node)]
        marks[node] = len(_MARKS.findall("".join(own))) + sum(marks.get(c, 0) for c in node)
    return marks
