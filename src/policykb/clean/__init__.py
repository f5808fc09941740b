"""Which of it is text? `clean(source)` leaves one block per paragraph."""

from __future__ import annotations

from dataclasses import replace

from policykb.clean.carried import entitled_apart
from policykb.clean.furniture import cut, furnished
from policykb.clean.grids import gridded, row_places
from policykb.clean.joins import paragraphs
from policykb.clean.notes import lifted, put_back
from policykb.clean.rewound import rewound
from policykb.clean.signatures import signed
from policykb.clean.spacing import plain, shown, spaced
from policykb.clean.spools import unspooled
from policykb.clean.tails import untailed
from policykb.clean.website import bare_chapter, unscanned
from policykb.types import Block, Source

__all__ = ["clean"]


def clean(source: Source) -> Source:
    """The source with one block per paragraph, table, caption, title, footnote or metadata line.

    Furniture and watermarks are gone, soft line breaks joined, stray blanks dropped; `places` are
    spans of each block's new text; those of a table are of its rows joined by newlines, their
    cells by tabs, one per row. No block is empty.
    """
    lines, notes = lifted(furnished(source.blocks))
    whole = put_back(paragraphs(gridded(rewound(lines))), notes)
    parted, told = unspooled([bare_chapter(unscanned(shown(cut(block)))) for block in whole])
    blocks = signed(untailed(entitled_apart([_finished(block) for block in parted])))
    return replace(
        source,
        blocks=tuple(block for block in blocks if block.text or block.rows),
        warnings=(*source.warnings, *told),
    )


def _finished(block: Block) -> Block:
    if not block.rows:
        return spaced(block)
    rows = tuple(tuple(plain(cell) for cell in row) for row in block.rows)
    return replace(block, rows=rows, places=row_places(rows, block.places))
