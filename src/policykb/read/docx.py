"""DOCX: paragraphs with their automatic numbers, tables in place, boxes, notes, kept changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policykb.read.numbering import Counters, note_mark
from policykb.read.ooxml import Node, Package, Style, W, flag, integer, open_package, value
from policykb.read.placing import placed
from policykb.read.raised import RAISED
from policykb.read.symbols import symbol
from policykb.types import Block

SKIPPED = frozenset(
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnotePr", "rt")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
BOX = W + "txbxContent"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SIGNS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "ptab": "\t",
}
MADE = frozenset(
    {*SIGNS, W + "sym", W + "footnoteRef", W + "footnoteReference", W + "endnoteReference"}
)
HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))


def read_docx(path: Path, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks in document order and warnings; a DOCX has no pages of its own.

    `number` of a block is its automatic number, `level` that of its heading style. Deletions that
    are tracked are left out, insertions kept; headers and footers are other parts, never read.
    """
    package = open_package(path, data)
    blocks = list(Walk(package).document())
    filled = tuple(block for block in blocks if block.text.strip() or block.rows or block.number)
    return filled, () if filled else ("文件里没有文字。",)


class Walk:
    """One pass down a document; holds the counters of its lists and the notes it met."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._counters = Counters(package.lists)
        self._notes: list[tuple[str, str]] = []  # met and not yet told: their keys and marks
        self._counted = 0  # footnotes that have a number
        self._own = ""  # the mark of the note that is being read

    def document(self) -> Iterator[Block]:
        """All blocks, each footnote behind the paragraph or table that refers to it, the endnotes
        at the end."""
        for node in self._package.body:
            yield from self._of(node)
            yield from self._told("footnote")
        yield from self._told("endnote")

    def blocks(self, parent: Node) -> Iterator[Block]:
        """The blocks of a body, a cell or a text box."""
        for node in parent:
            yield from self._of(node)

    def _of(self, node: Node) -> Iterator[Block]:
        if node.tag == W + "p":
            yield from self._paragraph(node)
        elif node.tag == W + "tbl":
            yield from self._table(node)
        elif node.tag in HOLDERS:
            yield from self.blocks(node)

    # -------------------------------------------------------------- notes

    def _told(self, kind: str) -> list[Block]:
        """The notes of that kind that were met since."""
        told = [note for note in self._notes if note[0].startswith(kind)]
        self._notes = [note for note in self._notes if note not in told]
        return [self._note(*note) for note in told if note[0] in self._package.notes]

    def _note(self, key: str, mark: str) -> Block:
        self._own = mark
        parts = [block.text for block in self.blocks(self._package.notes[key])]
        mark, self._own = self._own, ""  # left where the note does not print it
        return Block(text=mark + " ".join(parts), role="footnote")

    def _met(self, node: Node) -> str:
        """The mark that is printed where the text refers to a note."""
        kind = node.tag[len(W) : -len("Reference")]
        mark = ""
        if kind == "footnote" and node.get(W + "customMarkFollows") is None:
            self._counted += 1
            mark = note_mark(self._counted, self._package.note_format)
        self._notes.append((kind + node.get(W + "id", ""), mark))
        return mark

    # -------------------------------------------------------------- paragraphs

    def _paragraph(self, node: Node) -> Iterator[Block]:
        properties = node.find(W + "pPr")
        key = value(properties, "pStyle", self._package.default) or ""
        style = self._package.styles.get(key, Style())
        text = "".join(self._text(node, style.hidden))
        if style.name.startswith("toc "):
            text = "……".join(text.rsplit("\t", 1)).replace("\t", " ")
        number = self._number(properties, key, style) if text.strip() else ""
        yield from _split(self._block(node, properties, style, text, number))
        for box in node.iter(BOX):
            if not any(parent.tag in SKIPPED for parent in box.iterancestors()):
                yield from self.blocks(box)

    def _text(self, node: Node, hidden: bool) -> Iterator[str]:
        """What a node prints; `hidden`: whether runs that do not say are hidden (17.3.2.41)."""
        for child in node:
            tag = child.tag
            if tag in SKIPPED or tag == BOX or not isinstance(tag, str) or _hidden(child, hidden):
                continue
            if tag in (W + "t", M + "t"):
                yield child.text or ""
            elif tag in MADE:
                yield self._made(child)
            elif tag == W + "r" and value(child, "rPr/vertAlign") == "superscript":
                yield _raised("".join(self._text(child, hidden)))
            else:
                yield "/" if tag == M + "den" else ""
                yield from self._text(child, hidden)

    def _made(self, node: Node) -> str:
        """What a node without text of its own prints."""
        if node.tag in SIGNS:
            return "" if node.get(W + "type") in ("page", "column") else SIGNS[node.tag]
        if node.tag == W + "sym":
            return symbol(node.get(W + "font", ""), node.get(W + "char", ""))
        if node.tag == W + "footnoteRef":
            mark, self._own = self._own, ""
            return mark
        return self._met(node)

    def _number(self, properties: Node | None, key: str, style: Style) -> str:
        number_id = value(properties, "numPr/numId", style.number_id)
        if number_id in (None, "0"):
            return ""
        at = integer(value(properties, "numPr/ilvl"))
        if at is None:
            numbers = self._package.lists.get(number_id or "")
            linked = numbers.level_of_style(key) if numbers else None
            at = linked if linked is not None else style.number_level or 0
        return self._counters.next(number_id or "", at)

    def _block(
        self, node: Node, properties: Node | None, style: Style, text: str, number: str
    ) -> Block:
        outline = integer(value(properties, "outlineLvl"))
        outline = style.outline if outline is None else outline
        jc = value(properties, "jc")
        size, bold = _runs(node, style)
        return Block(
            text=text,
            role="title" if style.name in ("title", "标题") else "paragraph",
            size=size,
            bold=bold,
            centred=style.centred if jc is None else jc == "center",
            level=outline + 1 if outline is not None and 0 <= outline < 9 else None,
            number=number,
        )

    # -------------------------------------------------------------- tables

    def _table(self, node: Node) -> Iterator[Block]:
        rows = [row for row in _rows(node)]
        cells = [list(_cells(row)) for row in rows]
        if max((len(row) for row in cells), default=0) == 1:
            # A frame around text (专栏) is no table.
            for row in cells:
                for _, cell, _ in row:
                    yield from self.blocks(cell)
            return
        grid = tuple(tuple(self._row(row, line)) for row, line in zip(rows, cells, strict=True))
        if lines := placed(grid):
            yield from (Block(text=line, role="paragraph") for line in lines)
            return
        wide = max((len(row) for row in grid), default=0)
        yield Block(
            text="",
            role="table",
            rows=tuple(row + ("",) * (wide - len(row)) for row in grid if any(row)),
        )

    def _row(self, row: Node, cells: list[tuple[int, Node, bool]]) -> Iterator[str]:
        yield from [""] * (integer(value(row, "trPr/gridBefore")) or 0)
        for span, cell, continued in cells:
            yield "" if continued else self._cell(cell)
            yield from [""] * (span - 1)

    def _cell(self, cell: Node) -> str:
        parts = []
        for block in self.blocks(cell):
            parts += [" ".join(filter(None, row)) for row in block.rows]
            parts.append(block.number + block.text.replace("\n", " "))
        return "\n".join(part for part in parts if part.strip())


def _hidden(node: Node, by_style: bool) -> bool:
    """Whether a node is a run of hidden text, which is in the file and on no page."""
    if node.tag != W + "r":
        return False
    own = flag(node.find(W + "rPr"), "vanish")
    return by_style if own is None else own


def _raised(text: str) -> str:
    """The text of a superscript: digits become raised ones, so that m2 says m² and no number."""
    return text.translate(RAISED) if text.isdecimal() else text


def _rows(table: Node) -> Iterator[Node]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in HOLDERS:
            yield from _rows(child)


def _cells(row: Node) -> Iterator[tuple[int, Node, bool]]:
    """(columns covered, cell, whether it continues the cell above)."""
    for child in row:
        if child.tag == W + "tc":
            properties = child.find(W + "tcPr")
            span = min(integer(value(properties, "gridSpan")) or 1, 100)
            merge = None if properties is None else properties.find(W + "vMerge")
            yield span, child, merge is not None and merge.get(W + "val") != "restart"
        elif child.tag in HOLDERS:
            yield from _cells(child)


def _runs(node: Node, style: Style) -> tuple[float | None, bool]:
    """Size in points and weight of the first run that prints something."""
    for run in node.iter(W + "r"):
        text = run.find(W + "t")
        if text is not None and (text.text or "").strip():
            properties = run.find(W + "rPr")
            size, bold = integer(value(properties, "sz")), flag(properties, "b")
            return (size / 2 if size else style.size), style.bold if bold is None else bold
    return style.size, style.bold


def _split(block: Block) -> Iterator[Block]:
    """One block per line where manual breaks part sentences; joined where they only wrap."""
    lines = [line for line in block.text.split("\n") if line.strip()]
    if len(lines) < 2:
        yield replace(block, text=block.text.replace("\n", ""))
        return
    pieces = [lines[0]]
    for line in lines[1:]:
        if block.centred or not re.search(r"[。！？；：:;.]\s*$", pieces[-1]):
            pieces[-1] += line.strip() if block.centred else line
        else:
            pieces.append(line)
    for at, piece in enumerate(pieces):
        yield replace(block, text=piece, number=block.number if at == 0 else "")
