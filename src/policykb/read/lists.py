"""The numbers of ordered lists in web pages, as a browser prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policykb.read.numbering import FORMATS

Node = Any
_TYPES = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_CHINESE = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"})
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]{1,40})", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,4}")


def entries(node: Node) -> Iterator[tuple[Node, str]]:
    """The children of an <ol>, each with its number; "" for what is no entry, or where the list is
    styled to print none."""
    style = _STYLE.search(node.get("style", ""))
    form = style[1].lower() if style else node.get("type", "1")
    at = _whole(node.get("start"), 1) - 1
    for child in node:
        if child.tag != "li":
            yield child, ""
            continue
        at = _whole(child.get("value"), at + 1)
        own = _STYLE.search(child.get("style", ""))
        yield child, _printed(own[1].lower() if own else child.get("type", form), at)


def _printed(form: str, number: int) -> str:
    if form in ("none", "disc", "circle", "square") or number < 1:
        return ""
    if form in _CHINESE:
        return FORMATS["chineseCountingThousand"](number) + "、"
    return FORMATS[_TYPES.get(form, "decimal")](number) + "."


def _whole(text: str | None, default: int) -> int:
    found = _WHOLE.fullmatch(text.strip()) if text else None
    return int(found[0]) if found else default
