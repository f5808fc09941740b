"""Markdown: its headings, lists, tables and quotations as the blocks they print.

Parsed by markdown-it (CommonMark, and tables as GitHub writes them). Three habits of Chinese texts
are met that the standard knows nothing of: first lines are indented by blanks and are no code; a
line break without a blank line may end a paragraph, so that `clean` decides on it as it does for
plain text; and bold type that ends with a full stop or a quotation mark is closed all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policykb.read.dialects import standardised
from policykb.read.frontmatter import front_matter
from policykb.read.markup import blocks_of, tree
from policykb.read.text import BLANKS, decode, indentation, read_text
from policykb.types import Block

Fields = tuple[tuple[str, str], ...]

# No indented code: it would be a paragraph set in as in print. No link definitions: a note
# (`[注1]：…`, `[^1]: …`) without a blank in it reads as one and would be lost.
PARSER = MarkdownIt("commonmark").enable("table").disable(["code", "reference", "text_join"])
SIGNS = frozenset({"heading_open", "blockquote_open", "fence", "html_block", "table_open"})
PLAIN = frozenset({"text", "softbreak", "hardbreak"})
HARD = "\v"  # a line break that the text asks for, between "\n" that may be wrapping
END = Block(text="", role="paragraph")  # parts the lines of one paragraph from the next
MAX_FENCED = 3  # texts that are quoted in one another and read as Markdown

_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_CONTENTS = re.compile(r"\[{1,2}toc\]{1,2}", re.IGNORECASE)
_DEFINITION = re.compile(r"\[[^\]\n]{1,60}\]:\s*<?(?:https?:|mailto:|[./#])\S*.{0,200}")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_BARE = re.compile(r"[1-9A-Z]?\d?(?:\.\d{1,2}){1,4}|第[一二三四五六七八九十百\d]{1,5}[编章节]")
_SENTENCE = re.compile(r"[。；]")


def read_markdown(path: Path, data: bytes) -> tuple[tuple[Block, ...], int, Fields]:
    """(blocks, number of pages, printed metadata) of a Markdown file.

    `level` of a block is that of its heading. A file without any sign of Markdown is read as the
    plain text that it is, and only that may have pages. WrongFormat where the bytes are no text.
    """
    text = decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    fields, body = front_matter(text)
    walk = Walk(body)
    if not fields and not walk.marked():
        return (*read_text(path, data), ())
    return tuple(_numbered(walk.blocks())), 0, fields


class Walk:
    """One pass down a text: what is open at a token."""

    def __init__(self, text: str, depth: int = 0) -> None:
        standard = standardised(text)
        self._tokens = PARSER.parse(standard)
        self._changed = standard != text.replace("\f", "\n")
        self._lines = standard.split("\n")
        self._depth = depth
        self._heading: Token | None = None
        self._mark = ""  # number of a list's item that waits for the item's text
        self._lists: list[Iterator[str]] = []
        self._table: list[list[str]] | None = None

    def marked(self) -> bool:
        """Whether anything in the text is Markdown; numbered lines are in any text."""
        return self._changed or any(
            token.type in SIGNS or any(child.type not in PLAIN for child in token.children or ())
            for token in self._tokens
        )

    def blocks(self) -> Iterator[Block]:
        """The blocks of the text in order."""
        for at, token in enumerate(self._tokens):
            if token.type == "ordered_list_open":
                self._lists.append(iter(_numbers(self._tokens, at)))
            elif token.type in HANDLERS:
                yield from HANDLERS[token.type](self, token)

    def heading(self, token: Token) -> Iterator[Block]:
        """A heading begins or ends."""
        self._heading = token if token.nesting > 0 else None
        yield from ()

    def end_of_list(self, token: Token) -> Iterator[Block]:
        """The end of a numbered list."""
        self._lists.pop()
        yield from ()

    def item(self, token: Token) -> Iterator[Block]:
        """An item begins: its number is printed before its text; the dot of another is not."""
        if token.info:
            self._mark += next(self._lists[-1])
        yield from ()

    def end_of_item(self, token: Token) -> Iterator[Block]:
        """An item ends: a number without any text is still printed."""
        if self._mark:
            yield Block(text=self._taken().strip(), role="paragraph")

    def row(self, token: Token) -> Iterator[Block]:
        """A row of a table begins."""
        if self._table is not None:
            self._table.append([])
        yield from ()

    def table(self, token: Token) -> Iterator[Block]:
        """A table begins, or ends and is told; of one column it is a frame around text."""
        if self._table is None:
            self._table = []
            return
        rows = [tuple(row) for row in self._table if any(row)]
        self._table = None
        if max((len(row) for row in rows), default=0) > 1:
            yield Block(text="", role="table", rows=tuple(rows))
        else:
            yield from (Block(text=cell, role="paragraph") for row in rows for cell in row)

    def fence(self, token: Token) -> Iterator[Block]:
        """What is quoted as code: its lines; what says that it is Markdown is read as such."""
        if token.info.strip().lower() in ("markdown", "md") and self._depth < MAX_FENCED:
            yield from Walk(token.content, self._depth + 1).blocks()
            return
        yield from (_line(line, indentation(line)) for line in token.content.split("\n"))
        yield END

    def page(self, token: Token) -> Iterator[Block]:
        """HTML in a place of its own, as the reader of web pages has it."""
        root = tree(token.content, page=False)
        if root is None:
            return  # nothing but a comment or an end tag
        yield from (b for b in blocks_of(root) if b.text.strip() or b.rows)

    def inline(self, token: Token) -> Iterator[Block]:
        """The text of a heading, a cell, or a paragraph."""
        text, bold = printed(token.children or ())
        if self._table is not None:
            self._table[-1].append(_joined(text, "\n"))
        elif _CONTENTS.fullmatch(text) or _DEFINITION.fullmatch(text):
            return
        elif self._heading is not None and _heads(self._heading, text):
            text = self._taken() + _joined(text, "")
            level = int(self._heading.tag[1])
            yield Block(text=text, role="paragraph", level=level, bold=True)
        elif note := _NOTE.match(token.content):
            yield Block(text=f"{note[1]} {_noted(text, note[1])}", role="footnote")
        else:
            yield from self._paragraph(token, text, bold)

    def _paragraph(self, token: Token, text: str, bold: bool) -> Iterator[Block]:
        """A paragraph that is printed in one line, or the lines of one that is not."""
        first = token.map[0] if token.map else 0
        for part in text.split(HARD):
            lines = part.split("\n")
            for at, line in enumerate(lines):
                raw = self._lines[first + at] if first + at < len(self._lines) else ""
                line = self._taken() + line.strip(BLANKS)
                if len(lines) == 1 and line:
                    yield Block(text=line, role="paragraph", bold=bold)
                elif line:
                    yield _line(line, indentation(raw), bold)
            first += len(lines)
            yield END

    def _taken(self) -> str:
        mark, self._mark = self._mark, ""
        return mark


Handler = Callable[[Walk, Token], Iterator[Block]]
HANDLERS: dict[str, Handler] = {
    "heading_open": Walk.heading,
    "heading_close": Walk.heading,
    "ordered_list_close": Walk.end_of_list,
    "list_item_open": Walk.item,
    "list_item_close": Walk.end_of_item,
    "table_open": Walk.table,
    "table_close": Walk.table,
    "tr_open": Walk.row,
    "fence": Walk.fence,
    "html_block": Walk.page,
    "inline": Walk.inline,
}


def printed(children: Sequence[Token]) -> tuple[str, bool]:
    """(what a run of inline marks prints, whether all of it is bold). A line break is "\\n",
    or HARD where it is asked for. What only leads to other places of the text is empty."""
    pieces: list[str] = []
    strong = linked = 0
    plain = led = free = False
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type in ("link_open", "link_close"):
            linked = child.nesting > 0 and str(child.attrs.get("href", "")).startswith("#")
            led = led or linked
        else:
            piece = _piece(child)
            plain = plain or (bool(piece.strip()) and not strong)
            free = free or (bool(piece.strip(BLANKS + "\n")) and not linked)
            pieces.append(piece)
    text = "".join(pieces).strip(BLANKS + "\n" + HARD)
    return ("", False) if led and not free else (text, bool(text) and not plain)


def _piece(child: Token) -> str:
    """What one inline mark prints."""
    if child.type == "text":  # pairs of stars that are left stood beside a mark of punctuation
        return _NOTE.sub(r"\1", child.content.replace("**", ""))
    if child.type in ("text_special", "code_inline"):
        return child.content.replace("\u2003", "\u3000").replace("\u2002", " ")
    if child.type == "softbreak":
        return "\n"
    broken = child.type == "hardbreak" or (
        child.type == "html_inline" and _BREAK.fullmatch(child.content)
    )
    return HARD if broken else ""


def _numbers(tokens: Sequence[Token], at: int) -> list[str]:
    """How the items of the numbered list that begins at `at` are numbered: as they are written,
    but counted where all have the same number and leave the counting to Markdown."""
    level = tokens[at].level
    items: list[Token] = []
    for token in tokens[at + 1 :]:
        if token.level == level:
            break
        if token.type == "list_item_open" and token.level == level + 1:
            items.append(token)
    same = len(items) > 1 and len({token.info for token in items}) == 1
    return [
        f"{int(token.info) + n if same else token.info}{token.markup} "
        for n, token in enumerate(items)
    ]


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a number that was made a heading of its own put before the heading that it
    counts, as programs that read print make of 3.1.2 above its term (GB/T 1.1-2020, 8.7)."""
    number: Block | None = None
    for block in blocks:
        if number is not None and block.level is not None:
            block = replace(number, text=f"{number.text} {block.text}")
        elif number is not None:
            yield number
        number = block if block.level is not None and _BARE.fullmatch(block.text) else None
        if number is None:
            yield block
    if number is not None:
        yield number


def _heads(heading: Token, text: str) -> bool:
    """Whether a heading is one: a paragraph above a ruled line only looks as if it were."""
    ruled = heading.markup in ("=", "-")
    return not (ruled and ("\n" in text or _SENTENCE.search(text)))


def _joined(text: str, between: str) -> str:
    """The lines of a heading or a cell as one text; `between` where a break is asked for."""
    parts = (re.sub(r" *\n *", "", part).strip(BLANKS) for part in text.split(HARD))
    return between.join(part for part in parts if part)


def _noted(text: str, name: str) -> str:
    """The text of a note without its own mark."""
    return text.removeprefix(name).lstrip(":：" + BLANKS)


def _line(text: str, indent: float, bold: bool = False) -> Block:
    return Block(text=text.strip(BLANKS), role="line", indent=indent, bold=bold)
