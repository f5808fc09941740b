"""English words of a question → the Chinese ones that documents use (data/english.txt)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LONGEST = 3  # words of an entry
# Words of asking and joining, not of what is asked.
_FUNCTION_WORDS = """
a an the of for and or to in on at by with from between into about as is are be was were been am
do does did can could may might will would should must have has had what how which who whom when
where why there this that these those it its i me my we our us you your they their any some all
more most other not no if than get give tell please
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


def translated(text: str) -> tuple[str, ...]:
    """Chinese words for the English ones of a question, longest entries first, each once.

    >>> translated("pilot projects for solid wastes")
    ('试点', '项目', '固体废物')
    """
    said = [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
    found: list[str] = []
    at = 0
    while at < len(said):
        size, meant = next(
            ((size, e) for size in range(_LONGEST, 0, -1) if (e := _entry(said[at : at + size]))),
            (1, ()),
        )
        found += meant
        at += size
    return tuple(dict.fromkeys(found))


def is_english(word: str) -> bool:
    """Whether a word in lower case is one of the English words known here."""
    return word in FUNCTION_WORDS or bool(_entry([word]))


def _entry(words: list[str]) -> tuple[str, ...]:
    *before, last = words
    known = _glossary()
    stems = (last, *(last[: -len(end)] + new for end, new in _ENDINGS if last.endswith(end)))
    return next((known[key] for s in stems if (key := " ".join([*before, s])) in known), ())


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    data = resources.files("policykb").joinpath("data/english.txt").read_text("utf-8")
    rows = (line.split("=") for line in data.splitlines() if not line.startswith("#"))
    return {english: tuple(chinese.split()) for english, chinese in rows}
