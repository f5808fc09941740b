"""Raised digits: exponents, marks of notes. They are no digits of the number that they stand at.

10³ is not 103, nor is a code 0720 with a note 4 the code 07204. Unicode has signs for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SMALL = 0.8  # of the size of what a digit stands at
ABOVE = 0.15  # of that size, by which its baseline lies higher at least, and
HIGHEST = 0.8  # at most
DIGITS = frozenset("0123456789")


def stands_raised(size: float, level: float, base: float, ground: float) -> bool:
    """Whether print of that size on that baseline is raised over print of size `base` on `ground`;
    baselines in points, upwards."""
    return size < SMALL * base and ABOVE * base < level - ground < HIGHEST * base


def raise_digits(chars: Sequence[dict[str, Any]]) -> None:
    """Makes raised the digits among a page's characters (pdfplumber's) that are printed so."""
    base: dict[str, Any] | None = None
    for char in chars:
        if base is not None and char["text"] in DIGITS and _raised(char, base):
            char["text"] = char["text"].translate(RAISED)
            base = base | {"x1": char["x1"]}
        else:
            base = char if char["upright"] and char["text"].strip() else None


def _raised(char: dict[str, Any], base: dict[str, Any]) -> bool:
    """Whether a character stands raised beside another."""
    beside = abs(char["x0"] - base["x1"]) < 0.3 * base["size"]
    levels = char["matrix"][5], base["matrix"][5]
    return beside and stands_raised(char["size"], levels[0], base["size"], levels[1])
