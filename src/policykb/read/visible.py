"""What of a web page's markup a reader of the page sees."""

from __future__ import annotations

import re
from typing import Any

Node = Any
SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "form",
        "iframe",
        "head",
        "del",
        "button",
        "select",
        "canvas",
        "svg",
        "object",
        "textarea",
        "template",
        "aside",
        "audio",
        "video",
    }
)
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "st1",
        "strike",
        "tt",
        "nobr",
        "wbr",
    }
)
# Elements that never print, whatever a page wraps into them.
UNPRINTED = frozenset({"script", "style", "noscript", "template", "head"})
# What an office program writes into its web pages around the text: running heads, comments.
_AROUND = re.compile(r"mso-element\s*:\s*(?:header|footer|comment)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年")
_SIGNATURE = 120  # characters of a signature, blanks of the markup counted


def skipped(node: Node) -> bool:
    """Whether what stands in the element is no text of a document, or is not shown."""
    if hidden(node) or _around(node):
        return True
    return node.tag in SKIPPED and not (node.tag == "footer" and _signs(node))


def _around(node: Node) -> bool:
    """Whether the element is a running head, a foot or a comment of an office text."""
    running = node.tag == "div" and node.get("title") in ("header", "footer")
    return running or bool(_AROUND.search(node.get("style", "")))


def _signs(node: Node) -> bool:
    """Whether a footer is a document's own: a signature with its date, without links."""
    text = printed(node) if node.find(".//a") is None else ""
    return len(text) < _SIGNATURE and bool(_DATE.search(text))


def hidden(node: Node) -> bool:
    """Whether the element is there but not shown."""
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def printed(node: Node, left_out: frozenset[str] = UNPRINTED) -> str:
    """The text that the element shows, elements of the tags left out not counted."""
    pieces = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in left_out and not hidden(child):
            pieces.append(printed(child, left_out))
        pieces.append(child.tail or "")
    return "".join(pieces)
