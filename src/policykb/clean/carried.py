"""The title of a carried text that lost the break before its first words: 某某工作方案为落实….

A notice says in 《》, or behind 附件：, what it carries. Where a paragraph further down begins with
that title and goes on as a text begins, the title was a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from policykb.clean.runs import part
from policykb.clean.shapes import entitled
from policykb.types import Block

CARRIED = re.compile(r"《([^《》]{6,80})》")
# The title ends the paragraph, and perhaps the list of several: 附件：1.甲方案
ANNEXED = re.compile(
    r"附件[ \u3000]*[：:][ \u3000]*(?:1[ \u3000]*[.．、])?[ \u3000]*([^。；：:《》]{6,80})$"
)
EDITION = re.compile(r"(?:[（(][^（）()]{2,12}[）)])+$")
# How a text begins under its title.
BEGINS = re.compile(
    r"[ \u3000]*(?:为(?:了|进一步|深入|认真|全面|切实|贯彻|落实|加[强快]|做好|规范|促进|支持"
    r"|保障|推[动进]|有[效力序]|应对|积极|充分|指导|提[高升]|加大|防[控范止治]|统筹|科学|维护|保护|健全|完善|建立)"
    r"|根据|按照|依[据照]|第一[章条]|一、)"
)
TOP = 24  # paragraphs in which a notice names what it carries
MOST = 12  # titles in one of them
LEAST = 20  # characters that follow a title


def entitled_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the title of a carried text in a block of its own."""
    names: list[str] = []
    done: list[Block] = []
    for at, block in enumerate(blocks):
        name = next((n for n in names if block.text.startswith(n)), "")
        if name and _begins(block, len(name)):
            done += [part(block, 0, len(name)), part(block, len(name), len(block.text))]
            continue
        if at < TOP and not block.rows:
            names += islice(_named(block.text), MOST)
        done.append(block)
    return done


def _begins(block: Block, at: int) -> bool:
    long = len(block.text) - at >= LEAST
    return block.role == "paragraph" and long and BEGINS.match(block.text, at) is not None


def _named(text: str) -> Iterator[str]:
    """The titles that a paragraph names in 《》 or as an annex."""
    annexed = ANNEXED.search(text)
    names = [m[1] for m in CARRIED.finditer(text)] + ([annexed[1].strip()] if annexed else [])
    yield from (name for name in names if entitled(EDITION.sub("", name)))
