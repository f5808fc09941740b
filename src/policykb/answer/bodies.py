"""A clause apart from the number and the heading that are printed before it."""

from __future__ import annotations

from policykb.types import JSON


def without_head(text: str, heading: str) -> str:
    """A clause without its printed number and heading, whatever stands between the two.

    >>> without_head("1. 房租补贴。对企业…", "1.房租补贴")
    '。对企业…'
    """
    at = 0
    for letter in "".join(heading.split()):
        at += len(text[at:]) - len(text[at:].lstrip())
        if text[at : at + 1] != letter:
            return text
        at += 1
    return text[at:]


def body_of(row: JSON) -> str:
    """The text of a measure without its number and heading."""
    return without_head(row["text"], f"{row['number']}{row['heading']}")
