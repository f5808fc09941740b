"""The blocks of a part of a web page: paragraphs with their look, and data tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from lxml import etree
from lxml import html as parser

from policykb.read.lists import entries
from policykb.read.notes import is_note, raised, raises
from policykb.read.placing import placed
from policykb.read.tablecells import grid
from policykb.read.visible import INLINE, skipped
from policykb.types import Block

Node = Any
# Stands for <br> until the lines are told apart: no source holds it, for NUL is dropped on reading.
BREAK = "\0"
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px|em|rem)?", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "": 0.75}
_STOP = re.compile(r"[。；：！？!?;:]$")
_NUMBER = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[)）、]|第[一二三四五六七八九十百]{1,5}[章节条]"
    r"|[（(]?\d{1,2}[)）、.．](?!\d)"
)
_WRAP = 8  # characters that a line of the markup has at least where it was broken by its width
TYPED = 3  # lines of the markup that text typed without markup has at least, after the first
DEEPEST = 200
# Characters of a heading whose lines are one: of <h1>…, and of a paragraph that is only centred.
LONGEST_HEADING, LONGEST_CENTRED = 90, 60


def tree(text: str, *, page: bool) -> Node | None:
    """The elements of a whole page, or of a piece of one; None where there are none to be read."""
    reader = parser.HTMLParser(huge_tree=False, no_network=True, remove_comments=True)
    try:
        if page:
            return parser.document_fromstring(text, parser=reader)
        return parser.fragment_fromstring(text, create_parent=True, parser=reader)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def blocks_of(node: Node, depth: int = 0) -> Iterator[Block]:
    """The blocks below a node in order; runs of inline nodes between block nodes are one each."""
    pieces = [node.text or ""]
    for child in node:
        if not isinstance(child.tag, str) or skipped(child):
            pieces.append(child.tail or "")
            continue
        if child.tag == "br":
            pieces += [BREAK, child.tail or ""]
            continue
        if child.tag in INLINE and not _holds_blocks(child):
            pieces += [_inline(child), child.tail or ""]
            continue
        yield from _paragraphs(node, pieces)
        pieces = [child.tail or ""]
        if depth < DEEPEST:
            yield from element_blocks(child, depth)
    yield from _paragraphs(node, pieces)


def element_blocks(node: Node, depth: int = 0) -> Iterator[Block]:
    """The blocks of an element: one table, or what is below it."""
    if node.tag == "table" and (rows := grid(node, _cell)):
        if lines := placed(rows):
            yield from (Block(text=line, role="paragraph") for line in lines)
        else:
            yield Block(text="", role="table", rows=rows)
    elif node.tag == "ol":
        yield from _counted(node, depth)
    elif is_note(node):
        text = " ".join(_texts(blocks_of(node, depth + 1)))
        yield Block(text=text, role="footnote")
    else:
        yield from blocks_of(node, depth + 1)


def _counted(node: Node, depth: int) -> Iterator[Block]:
    """The blocks of an ordered list, each entry with the number that a browser prints."""
    yield from _paragraphs(node, [node.text or ""])
    for child, number in entries(node):
        if isinstance(child.tag, str) and not skipped(child) and depth < DEEPEST:
            blocks = list(element_blocks(child, depth + 1))
            if blocks and not blocks[0].rows and not _NUMBER.match(blocks[0].text):
                blocks[0] = replace(blocks[0], number=number)
            yield from blocks
        yield from _paragraphs(node, [child.tail or ""])


def _cell(cell: Node) -> str:
    return "\n".join(_texts(blocks_of(cell)))


def _texts(blocks: Iterator[Block]) -> Iterator[str]:
    """The texts of blocks, the cells of a table inside a cell as well."""
    for block in blocks:
        yield from (cell for row in block.rows for cell in row if cell)
        if block.text:
            yield block.text


def _holds_blocks(node: Node) -> bool:
    return any(
        isinstance(c.tag, str) and c.tag not in INLINE and c.tag not in ("br", "img")
        for c in node.iterdescendants()
    )


def _inline(node: Node) -> str:
    """Text of an inline node as the markup has it; a line break is BREAK."""
    pieces = [node.text or ""]
    if raises(node):
        return raised(node)
    for child in node:
        if child.tag == "br":
            pieces.append(BREAK)
        elif isinstance(child.tag, str) and not skipped(child):
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


# ------------------------------------------------------------------ lines


def _paragraphs(node: Node, pieces: list[str]) -> Iterator[Block]:
    """What the inline runs of a node print: one paragraph per line that a <br> ends, for pages
    break lines only between paragraphs, the lines of a heading apart."""
    text = "".join(pieces)
    text = text.replace("\n", BREAK) if _keeps_lines(node, text) else _folded(text)
    lines = [line.strip(" \t\r\u00a0\u3000") for line in text.split(BREAK)]
    lines = [line for line in lines if line]
    if not lines:
        return
    block = _styled(node)
    longest = LONGEST_HEADING if block.level else LONGEST_CENTRED if block.centred else 0
    if len("".join(lines)) <= longest and not any(re.search("[。；：]", x) for x in lines):
        lines = ["".join(lines)]
    for line in _gone_on(lines):
        yield replace(block, text=line)


def _gone_on(lines: list[str]) -> Iterator[str]:
    """The lines, those joined between which a sentence goes on: no paragraph ends at a comma."""
    whole = lines[0]
    for line in lines[1:]:
        if whole[-1] in "，、" and not _NUMBER.match(line):
            whole += line
        else:
            yield whole
            whole = line
    yield whole


def _folded(text: str) -> str:
    """The text without the line breaks of the markup, which print as a blank: none between
    characters where a long line was broken by its width, for Chinese has none there."""
    lines = [line.strip(" \t\r") for line in text.split("\n")]
    whole = lines[0]
    for before, line in pairwise(lines):
        wraps = len(before) > _WRAP and before[-1] > "\x7f" and line[:1] > "\x7f"
        whole += line if wraps or not whole or whole[-1] == BREAK else f" {line}"
    return whole


def _keeps_lines(node: Node, text: str) -> bool:
    """Whether the line breaks of the markup are those of the text: in <pre>, and where a document
    was pasted into one element as plain text, so that nearly all its lines end where a line ends:
    with a stop, above a number, or well short of the width."""
    if any(each.tag == "pre" for each in (node, *node.iterancestors())):
        return True
    lines = [line for line in re.split(r"\s*[\n\0]\s*", text.strip()) if line]
    if node.tag in ("p", "li") or len(lines) <= TYPED or "。" not in text:
        return False
    width = max(len(line) for line in lines)
    ended = sum(
        bool(_STOP.search(line) or _NUMBER.match(below)) or 2 * len(line) < width
        for line, below in pairwise(lines)
    )
    return ended >= 0.9 * (len(lines) - 1)


# ------------------------------------------------------------------ look


def _styled(node: Node) -> Block:
    """An empty paragraph with the look of a node: centred, bold, size in points, heading level."""
    chain = [node, *list(node.iterancestors())[:3]]
    inner = [node, *[c for c in node.iterdescendants() if isinstance(c.tag, str)][:6]]
    styles = " ".join(c.get("style", "") for c in inner)
    size = _SIZE.search(styles)
    level = int(node.tag[1]) if re.fullmatch("h[1-6]", str(node.tag)) else None
    return Block(
        text="",
        role="paragraph",
        level=level,
        size=_points(size) if size else None,
        bold=level is not None
        or any(c.tag in ("b", "strong") for c in inner)
        or "font-weight: bold" in styles,
        centred=any(_centred(c) for c in chain),
    )


def _points(match: re.Match[str]) -> float | None:
    try:
        return float(match.group(1)) * POINTS[(match.group(2) or "").lower()]
    except ValueError:
        return None


def _centred(node: Node) -> bool:
    align = str(node.get("align", "")).lower()
    return (
        node.tag == "center"
        or (align == "center" and node.tag in ("p", "div", "h1", "h2", "h3"))
        or bool(_CENTRE.search(node.get("style", "")))
    )
