"""Web pages: encoding, main text, printed metadata, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as parser

from policykb.errors import DamagedFile
from policykb.read.charsets import characters
from policykb.read.fields import printed_fields
from policykb.read.mainpart import main_part
from policykb.types import Block

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
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px|em|rem)?", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "": 0.75}


def read_html(
    path: Path, data: bytes
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(blocks of the main text, printed metadata rows, warnings) of a page.

    DamagedFile where no text is left of it.
    """
    root = _tree(path, characters(path, data))
    fields = printed_fields(root)
    part = main_part(root)
    blocks = [b for b in _blocks(part) if b.text.strip() or b.rows]
    if not blocks:
        raise DamagedFile(f"{path.name}：网页里没有正文。")
    titles = [value for name, value in fields if name == "标题"]
    titles += [text for text in (_title(root),) if text]
    warnings = (
        ()
        if b"</html>" in data.lower() or b"<html" not in data.lower()
        else ("网页没有结尾标记，可能没有下载完整。",)
    )
    return tuple(_titled(blocks, titles)), fields, warnings


def _tree(path: Path, text: str) -> Node:
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""))
    reader = parser.HTMLParser(huge_tree=False, no_network=True, remove_comments=True)
    try:
        root = parser.document_fromstring(text, parser=reader)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFile(f"{path.name}：网页结构已损坏，读不出内容。") from error
    return root


def _title(root: Node) -> str:
    text = root.findtext(".//title") or ""
    return re.split(r"[_|\-—]{1,2}\s*(?=[^_|\-—]{2,20}$)", text.strip())[0].strip()


# ------------------------------------------------------------------ blocks


def _blocks(node: Node, depth: int = 0) -> Iterator[Block]:
    """The blocks below a node in order; runs of inline nodes between block nodes are one each."""
    pieces = [node.text or ""]
    for child in node:
        if not isinstance(child.tag, str) or _skipped(child):
            pieces.append(child.tail or "")
            continue
        if child.tag == "br":
            pieces.append("\n" + (child.tail or "").lstrip("\r\n"))
            continue
        if child.tag in INLINE and not _holds_blocks(child):
            pieces += [_inline(child), child.tail or ""]
            continue
        yield from _paragraphs(node, pieces)
        pieces = [child.tail or ""]
        if depth < 200:
            yield from _of_block(child, depth)
    yield from _paragraphs(node, pieces)


def _of_block(node: Node, depth: int) -> Iterator[Block]:
    if node.tag == "table" and (rows := _grid(node)):
        yield Block(text="", role="table", rows=rows)
    else:
        yield from _blocks(node, depth + 1)


def _skipped(node: Node) -> bool:
    return node.tag in SKIPPED or bool(_HIDDEN.search(node.get("style", "")))


def _holds_blocks(node: Node) -> bool:
    return any(
        isinstance(c.tag, str) and c.tag not in INLINE and c.tag not in ("br", "img")
        for c in node.iterdescendants()
    )


def _inline(node: Node) -> str:
    """Text of an inline node; a line break is a newline, source line breaks are blanks."""
    pieces = [re.sub(r"[\r\n]+", " ", node.text or "")]
    for child in node:
        if child.tag == "br":
            pieces.append("\n")
        elif isinstance(child.tag, str) and not _skipped(child):
            pieces.append(_inline(child))
        pieces.append(re.sub(r"[\r\n]+", " ", child.tail or ""))
    return "".join(pieces)


def _paragraphs(node: Node, pieces: list[str]) -> Iterator[Block]:
    """What the inline runs of a node print: one paragraph per line that a <br> ends, for pages
    break lines only between paragraphs, the lines of a centred heading apart."""
    text = "".join(
        piece if piece.startswith("\n") else re.sub(r"[\r\n]+[ \t]*", " ", piece)
        for piece in pieces
    )
    lines = [line.strip(" \t\u00a0\u3000") for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return
    block = _styled(node)
    if block.centred and len(lines) > 1 and not any(re.search("[。；：]", x) for x in lines):
        lines = ["".join(lines)] if len("".join(lines)) <= 60 else lines
    for line in lines:
        yield replace(block, text=line)


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


def _titled(blocks: list[Block], titles: list[str]) -> list[Block]:
    """The blocks with a title that is printed in several made one, known by the page's own
    title."""
    wanted = {_bare(title) for title in titles if len(_bare(title)) > 4}
    for at in range(min(len(blocks), 12)):
        for end in range(at + 1, min(at + 6, len(blocks)) + 1):
            run = blocks[at:end]
            text = "".join(b.text for b in run)
            if all(b.role == "paragraph" for b in run) and _bare(text) in wanted:
                title = replace(run[0], text=text, role="title", centred=True)
                return [*blocks[:at], title, *blocks[end:]]
    return blocks


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000\u00a0]", "", text)


# ------------------------------------------------------------------ tables


def _grid(table: Node) -> tuple[tuple[str, ...], ...]:
    """Cells of a data table, spans filled with ""; empty for a table that only lays out a page."""
    rows = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    if table.find(".//table") is not None or len(rows) < 2:
        return ()
    grid: list[dict[int, str]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while x in grid[y]:
                x += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(y, min(y + down, len(rows))):
                grid[below].update({x + i: "" for i in range(across)})
            grid[y][x] = _cell(cell)
            x += across
    wide = max((max(row, default=-1) for row in grid), default=-1) + 1
    full = [tuple(row.get(x, "") for x in range(wide)) for row in grid]
    filled = [row for row in full if any(row)]
    columns = sum(any(row[x] for row in filled) for x in range(wide))
    return tuple(filled) if len(filled) >= 2 and columns >= 2 else ()


def _span(cell: Node, name: str) -> int:
    found = re.match(r"\d{1,3}", cell.get(name, "1").strip())
    return max(1, min(int(found.group()), 100)) if found else 1


def _cell(cell: Node) -> str:
    return "\n".join(block.text for block in _blocks(cell) if block.text)
