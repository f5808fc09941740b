"""Marks of notes: ①, *, [3], ³, and a bare number before words."""

from __future__ import annotations

import re

NOTE_MARK = re.compile(
    r"\s*([①-⑳*＊※†]|[⁰¹²³⁴-⁹]{1,3}|[\[［〔]\d{1,3}[\]］〕]|\d{1,3}(?=[\s\u4e00-\u9fff《“]))"
)
"""The mark that a note begins with; group 1 is the mark alone."""
