"""Web pages: encoding, main text, printed metadata, tables."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from policykb.errors import DamagedFile
from policykb.read.above import SHORTEST, bare, page_title, with_title
from policykb.read.charsets import characters
from policykb.read.fields import printed_fields
from policykb.read.mainpart import main_part
from policykb.read.markup import blocks_of, tree
from policykb.read.related import unrelated
from policykb.types import Block

Node = Any


def read_html(
    path: Path, data: bytes
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(blocks of the main text, printed metadata rows, warnings) of a page.

    DamagedFile where no text is left of it.
    """
    root = _tree(path, characters(path, data))
    fields = printed_fields(root)
    part, much_left_out = main_part(root)
    unrelated(part)
    blocks = [b for b in blocks_of(part) if b.text.strip() or b.rows]
    if not blocks:
        raise DamagedFile(f"{path.name}：网页里没有正文。")
    told = [value for name, value in fields if name == "标题"]
    names = [name for name in (*told, page_title(root)) if len(bare(name)) >= SHORTEST]
    titled = with_title(part, _titled(blocks, names), names)
    return tuple(titled), fields, _warnings(data, much_left_out)


def _warnings(data: bytes, much_left_out: bool) -> tuple[str, ...]:
    """What a reader should know of how the page was read."""
    whole = b"</html>" in data.lower() or b"<html" not in data.lower()
    told = [] if whole else ["网页没有结尾标记，可能没有下载完整。"]
    if much_left_out:
        told.append("网页上读作正文的部分以外，还有更多文字没有读入，请对照原网页。")
    return tuple(told)


def _tree(path: Path, text: str) -> Node:
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""))
    root = tree(text, page=True)
    if root is None:
        raise DamagedFile(f"{path.name}：网页结构已损坏，读不出内容。")
    return root


def _titled(blocks: list[Block], names: list[str]) -> list[Block]:
    """The blocks with a title that is printed in several made one, known by the names
    that the page gives its document."""
    wanted = {bare(name) for name in names}
    for at in range(min(len(blocks), 12)):
        for end in range(at + 1, min(at + 6, len(blocks)) + 1):
            run = blocks[at:end]
            text = "".join(b.text for b in run)
            if all(b.role == "paragraph" for b in run) and bare(text) in wanted:
                title = replace(run[0], text=text, role="title", centred=True)
                return [*blocks[:at], title, *blocks[end:]]
    return blocks
