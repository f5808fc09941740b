"""A file as it was read, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass

from policykb.types.places import Box, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One printed line or paragraph, or one table, as the reader found it.

    `role`: line (soft-wrapped: may go on in the next) · paragraph (complete) · table · title ·
    header · footer · footnote · caption · meta.
    `number` is an automatic number (DOCX), rendered as printed; it is not part of `text`.
    `level` is the level of a heading style (1 = outermost); `rows` the cells of a table.
    `places` are spans of `text`; empty where the format has no pages.
    """

    text: str
    role: str = "line"
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    centred: bool = False
    indent: float | None = None
    level: int | None = None
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read. `fields` are printed metadata rows (索引号 → …), `pages` 0 without pages."""

    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
