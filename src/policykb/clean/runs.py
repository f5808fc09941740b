"""Blocks changed without losing where their characters stand on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policykb.clean.torn import halved
from policykb.types import Block, Place, Span

LONGEST = 16  # characters that a number and the one before it take

Edit = tuple[int, int, str]


def edited(block: Block, edits: Sequence[Edit]) -> Block:
    """The block with each `(start, end, text)` put in; edits are in order and do not overlap."""
    if not edits:
        return block
    pieces, cuts, last = [], [], 0
    for start, end, text in edits:
        pieces += [block.text[last:start], text]
        cuts.append((start, end, len(text)))
        last = end
    text = "".join(pieces) + block.text[last:]
    return replace(block, text=text, places=_moved(block.places, cuts))


def part(block: Block, start: int, end: int) -> Block:
    """The block of `text[start:end]`, with the places of those characters."""
    places = tuple(
        replace(p, span=Span(max(p.span.start, start) - start, min(p.span.end, end) - start))
        for p in block.places
        if p.span.start < end and p.span.end > start
    )
    return replace(block, text=block.text[start:end], places=places)


def _moved(places: Iterable[Place], cuts: list[tuple[int, int, int]]) -> tuple[Place, ...]:
    moved = (
        replace(place, span=Span(_at(place.span.start, cuts), _at(place.span.end, cuts)))
        for place in places
    )
    return tuple(place for place in moved if place.span.start < place.span.end)


def _at(position: int, cuts: list[tuple[int, int, int]]) -> int:
    """Where a position lies after the cuts; one inside a cut stays within what replaced it."""
    shift = 0
    for start, end, length in cuts:
        if position >= end:
            shift += length - (end - start)
        elif position > start:
            return start + shift + min(length, position - start)
        else:
            break
    return position + shift


def joined(lines: Sequence[Block], *, solid: bool = False) -> Block:
    """One block of many printed lines: Chinese without a space between, Latin words with one; also
    figures, but for the halves of a number, and in a `solid` text, which was wrapped inside its
    numbers throughout."""
    if len(lines) == 1:
        return edited(lines[0], _trimmed(lines[0].text))
    text = ""
    places: list[Place] = []
    for line in lines:
        line = edited(line, _trimmed(line.text))
        parted = solid and text[-1:].isdecimal() and line.text[:1].isdecimal()
        parted = parted or halved(text[-LONGEST:], line.text)
        text = text if parted else _glued(text, line.text)
        if places and places[-1].span.end > len(text):
            places[-1] = replace(places[-1], span=Span(places[-1].span.start, len(text)))
        places += [replace(p, span=p.span.shifted(len(text))) for p in line.places]
        text += line.text
    return replace(lines[0], text=text, places=tuple(places))


def _trimmed(text: str) -> list[Edit]:
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    if right <= left:
        return [(0, len(text), "")] if text else []
    return [(0, left, "")] * (left > 0) + [(right, len(text), "")] * (right < len(text))


def _glued(before: str, after: str) -> str:
    """`before` as it has to end for `after` to follow: hyphen mended, or a space, or unchanged."""
    if not before or not after:
        return before
    tail, head = before[-1], after[0]
    if tail == "-" and before[-2:-1].isalpha() and before[-2:-1].isascii() and head.islower():
        return before[:-1]
    if (
        tail.isascii()
        and head.isascii()
        and (tail.isalnum() or tail in ".,;:?!)%")
        and (head.isalnum() or head in "([")
    ):
        return before + " "
    return before
