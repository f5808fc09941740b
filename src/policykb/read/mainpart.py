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
    "v_news_content",
    "ivs_content",
    "Custom_UnionStyle",
    "news_content",
    "view",
)
_MARKS = re.compile(r"[。；，]")
_OFFICE = re.compile(r"Word\.Document|Microsoft Word|LibreOffice|OpenOffice|WPS|Kingsoft")
ENOUGH = 0.75  # share of a page's sentence marks that the main part has to hold
MOST = 0.3  # and of its characters: a list of names has marks in one of its lines only
# Elements that hold one paragraph, or one entry of a list, where no blocks stand in them.
_SINGLE = frozenset({"li", "td", "th", "dt", "dd", "b", "strong", "font"})
# What tells nothing of where the text is: links are menus mostly.
SILENT = frozenset({"script", "style", "a", "option", "noscript"})
MUCH = 200  # characters outside the main part, of which more than inside it are told of


def main_part(root: Node) -> tuple[Node, bool]:
    """(the node that holds the document, whether more text outside links stands around it than in
    it); the body itself where nothing smaller holds the document."""
    body = root.find(".//body")
    body = root if body is None else body
    if _of_an_office(root):
        return body, False
    marks, sizes = _counted(body)
    part = _known(body, marks)
    if part is None:
        part = _densest(body, marks, sizes)
    inside = sizes.get(part, 0)
    return part, sizes[body] - inside > max(MUCH, inside)


def _of_an_office(root: Node) -> bool:
    """Whether an office program saved the page: then all of it is the document."""
    metas = root.iterfind("head/meta[@content]")  # one pasted into a site's page says nothing of it
    told = ((meta.get("name", "").lower(), meta.get("content", "")) for meta in metas)
    return any(name in ("generator", "progid") and _OFFICE.match(what) for name, what in told)


def _known(body: Node, marks: dict[Node, int]) -> Node | None:
    """The first known container that holds half of the sentences; None where there is none."""
    for name in KNOWN:
        for node in body.xpath(
            ".//*[@id=$n or contains(concat(' ', @class, ' '), $c)]", n=name, c=f" {name} "
        ):
            if marks.get(node, 0) >= 0.5 * marks[body] and marks.get(node, 0) > 3:
                return node
    return None


def _densest(node: Node, marks: dict[Node, int], sizes: dict[Node, int]) -> Node:
    """The deepest node that still holds enough of the sentences and text outside links."""
    total = marks[node]
    while True:
        inner = [c for c in node if c in marks and not _single(c)]
        best = max(inner, key=lambda c: marks[c], default=None)
        if best is None or total == 0 or marks[best] < ENOUGH * total:
            return node
        if sizes[best] < MOST * sizes[node]:
            return node
        node = best


def _single(node: Node) -> bool:
    """Whether the node holds one paragraph or entry, not a text."""
    if node.tag in ("p", "tr", "span"):
        return True
    blocks = node.iterdescendants("p", "div", "br", "table")
    return node.tag in _SINGLE and next(blocks, None) is None


def _counted(body: Node) -> tuple[dict[Node, int], dict[Node, int]]:
    """For each node the sentence marks and the characters below it, links and scripts left out."""
    marks: dict[Node, int] = {}
    sizes: dict[Node, int] = {}
    for node in reversed(list(body.iter())):  # children before parents
        if not isinstance(node.tag, str) or node.tag in SILENT:
            continue
        own = "".join((node.text or "", *(child.tail or "" for child in node)))
        marks[node] = len(_MARKS.findall(own)) + sum(marks.get(c, 0) for c in node)
        sizes[node] = len("".join(own.split())) + sum(sizes.get(c, 0) for c in node)
    return marks, sizes
