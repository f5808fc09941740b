"""Blanks that part names: the labels of a line that a site prints, and the organs behind one, above
关于 in a title, or in a bracket that signs a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.labels import FIELDS, STAMPS

_ISSUED = re.compile("关于|印发|转发|批转")
_ORGAN = re.compile("(?:[厅局部委办院署行社会室府]|中心|法院|公司)$")
# Ends of the names of organs that are no name without what stands before them.
_ENDS = frozenset({"办公室", "办公厅", "委员会", "人民政府", "管委会", "常委会"})
# Layout spreads a short label over the width of a longer one: 文    号.
_KNOWN = "|".join(" ?".join(label) for label in sorted((*FIELDS, *STAMPS), key=len, reverse=True))
_FIRST = re.compile(f"(?:{_KNOWN}|名 ?称) ?[:：]")
_LABEL = re.compile(f"(?P<gap> )?(?:{_KNOWN}|[\u4e00-\u9fff]{{2,8}}) ?[:：] ?")
_BRACKET = re.compile("[（(](?P<names>[^（）()。；：:]{4,120} [^（）()。；：:]{1,120})[）)]")
_LONGEST = 240


def between_names(text: str) -> set[int]:
    """Places of the single blanks of a line that part one name from the next."""
    return _issuers(text) | _labels(text) | _signed(text)


def is_word(part: str) -> bool:
    """Whether it is two ideographs or more and nothing else."""
    return len(part) >= 2 and all("\u4e00" <= char <= "\u9fff" for char in part)


def _issuers(text: str) -> set[int]:
    """Blanks between the organs that a title names first: 某市财政局 某市民政局关于…."""
    named = _ISSUED.search(text) if len(text) <= _LONGEST else None
    if named is None or re.search("[。；：]", text):
        return set()
    ends, at = set(), 0
    for word in text[: named.start()].split(" ")[:-1]:
        if not _is_organ(word):
            break
        at += len(word)
        ends.add(at)
        at += 1
    return ends


def _labels(text: str) -> set[int]:
    """Blanks before the labels of a line that begins with a known one, and between the organs
    behind a label: 发文机关：某部 某委 成文日期：…."""
    if len(text) > _LONGEST or "。" in text or not _FIRST.match(text):
        return set()
    found = list(_LABEL.finditer(text))
    stops = [*(label.start() for label in found[1:]), len(text)]
    gaps = {label.start() for label in found if label["gap"]}
    for label, stop in zip(found, stops, strict=True):
        gaps.update(_organs(text, label.end(), stop))
    return gaps


def _signed(text: str) -> set[int]:
    """Blanks between the organs that a bracket names and nothing else: （某委 某局）."""
    return {
        at
        for bracket in _BRACKET.finditer(text)
        for at in _organs(text, bracket.start("names"), bracket.end("names"))
    }


def _organs(text: str, start: int, stop: int) -> Iterator[int]:
    """Blanks of a run of organs; none where anything else stands in it."""
    names = re.split("[ 、，,]+", text[start:stop])
    if all(_is_organ(name) and name not in _ENDS for name in names):
        yield from (at for at in range(start, stop) if text[at] == " ")


def _is_organ(word: str) -> bool:
    return is_word(word) and _ORGAN.search(word) is not None
