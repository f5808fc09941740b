"""Footnotes of pages: each one block, behind the paragraph that its mark stands in.

On the page they stand between the two halves of a sentence that goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykb.clean.runs import joined
from policykb.numerals.marks import NOTE_MARK
from policykb.types import Block

Group = tuple[Block | None, list[Block]]  # the last line before them, and the notes


def lifted(blocks: Sequence[Block]) -> tuple[list[Block], list[Group]]:
    """The blocks without the footnote lines of pages, and those by where they stood."""
    kept: list[Block] = []
    groups: list[Group] = []
    run: list[Block] = []
    for block in [*blocks, Block(text="")]:
        if block.role == "footnote" and block.box is not None:
            run.append(block)
            continue
        if run:
            groups.append((_last(kept), _whole(run)))
            run = []
        kept.append(block)
    return kept[:-1], groups


def _last(kept: Sequence[Block]) -> Block | None:
    return next((b for b in reversed(kept) if b.rows or b.text.strip()), None)


def _whole(lines: Sequence[Block]) -> list[Block]:
    """One block for each note; a line without a mark goes on with the note before it."""
    notes: list[list[Block]] = []
    for line in lines:
        if not notes or NOTE_MARK.match(line.text):
            notes.append([])
        notes[-1].append(line)
    return [joined(note) for note in notes]


def put_back(blocks: Sequence[Block], groups: Sequence[Group]) -> list[Block]:
    """The paragraphs with each note behind the one that its mark stands in; where none does,
    behind the one in which the page's text ends."""
    done = list(blocks)
    for before, notes in reversed(groups):
        last = _behind(done, before, notes[0].page or 0)
        places = [_pointing(done[:last], note) or last for note in notes]
        pairs = sorted(zip(places, notes, strict=True), key=lambda pair: pair[0])
        for at, note in reversed(pairs):
            done.insert(at, note)
    return done


def _pointing(blocks: Sequence[Block], note: Block) -> int:
    """Where the paragraph ends whose text on the note's page holds its mark; 0 where none does."""
    mark = NOTE_MARK.match(note.text)
    if mark is None or mark[1].isdecimal():
        return 0
    for at in range(len(blocks), 0, -1):
        block = blocks[at - 1]
        here = [place.span.of(block.text) for place in block.places if place.page == note.page]
        if block.role != "footnote" and any(mark[1] in text for text in here):
            return at
    return 0


def _behind(blocks: Sequence[Block], before: Block | None, page: int) -> int:
    """Where the notes go: after the block that holds that line, else after the page's last."""
    place = before.places[0] if before is not None and before.places else None
    found = 0
    for at, block in enumerate(blocks, 1):
        if place and any((p.page, p.box) == (place.page, place.box) for p in block.places):
            return at
        if (block.page or 0) <= page:
            found = at
    return found
