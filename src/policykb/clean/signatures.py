"""Names of issuers that are broken over two lines above the date of signing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykb.clean.runs import joined
from policykb.clean.shapes import ORGAN, organs
from policykb.types import Block

_PLACE = re.compile(
    r"(?:国家|国务院|中国|中共|全国|中华|[^，。]{1,8}?(?:[省市区县州盟旗]))[^，。]{2,}"
)
DATE = re.compile(r"[12〇零一二\d]{1}[\d〇零一二三四五六七八九]{3}\s?年.{1,4}月.{1,4}日$")
# What departments that act together sign with: 某某工作协调机制.
JOINT = re.compile(r"(?:联防联控|协调|联席|会商|工作)机制(?:综合组|办公室)?$")
_BLANK = re.compile(r"[ \u3000]")
_REACH = 8


def dated(line: str, below: str) -> bool:
    """Whether two lines are the end of an organ's name and the day on which it signed."""
    return day(below) and ORGAN.search(line.rstrip()) is not None


def rows_of_names(line: str, below: str) -> bool:
    """Whether two lines are the whole names of organs that sign together, each row for itself."""
    names = not re.search("、", line + below) and organs(line) and organs(below)
    return names and (bool(_BLANK.search(line.strip() + below.strip())) or begins_whole(below))


def day(text: str) -> bool:
    """Whether a line is a day and nothing else."""
    return DATE.match(text) is not None


def signed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with broken issuer names joined; found by the date that follows them."""
    done: list[Block] = []
    for block in blocks:
        if block.role == "paragraph" and DATE.match(block.text):
            _mend(done)
        done.append(block)
    return done


def _mend(done: list[Block]) -> None:
    at = len(done) - 1
    while at > 0 and len(done) - at <= _REACH and _short(done[at]) and _short(done[at - 1]):
        before, after = done[at - 1], done[at]
        if not _signs(before.text) and _signs(after.text) and not begins_whole(after.text):
            done[at - 1 : at + 1] = [joined([before, after])]
        at -= 1


def _signs(text: str) -> bool:
    """Whether a line ends as the name of who signs: an organ, or what several have set up."""
    return ORGAN.search(text) is not None or JOINT.search(text) is not None


def begins_whole(text: str) -> bool:
    """Whether a line is the whole name of an organ: it begins with its place or its level."""
    return _PLACE.match(text) is not None


def _short(block: Block) -> bool:
    text = block.text
    return (
        block.role == "paragraph" and 2 < len(text) <= 24 and not re.search(r"[。，；：、]", text)
    )
