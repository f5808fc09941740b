"""Raised digits and footnotes in web pages."""

from __future__ import annotations

import re
from typing import Any

from policykb.read.raised import RAISED
from policykb.read.visible import printed

Node = Any
_ID = re.compile(r"(?:sd)?(?:foot|end)note\d{1,4}|_?(?:ft|ed)n\d{1,4}")
_LINK = re.compile(r"#(?:sd(?:foot|end)note\d{1,4}(?:sym|anc)|_?(?:ft|ed)n(?:ref)?\d{1,4})")
_MARK = re.compile(r"\s*\[?(\d{1,3})\]?\s*")


def is_note(node: Node) -> bool:
    """Whether the element is a footnote as office programs write it below the text."""
    return node.tag == "div" and _ID.fullmatch(node.get("id", "")) is not None


def raises(node: Node) -> bool:
    """Whether the element prints digits raised: <sup>, or the mark of such a note."""
    if node.tag == "a":
        marks = _LINK.fullmatch(node.get("href", "")) is not None
    else:
        marks = node.tag == "sup"
    return marks and _MARK.fullmatch(printed(node)) is not None


def raised(node: Node) -> str:
    """What such an element prints: raised digits, without the brackets of a mark."""
    found = _MARK.fullmatch(printed(node))
    return found[1].translate(RAISED) if found else printed(node)
