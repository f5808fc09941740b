"""A clause apart from the number and the heading that are printed before it."""

from __future__ import annotations


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
