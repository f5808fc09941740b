"""Where a firm says it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykb.gazetteer import Mention, Region, find_regions, region
from policykb.types import Span

_SEAT = re.compile(r"(?:注册|登记|成立|落户|落地|工商)[^，。；]{0,6}$")
_SEAT_AFTER = re.compile(r"^[^，。；]{0,4}(?:注册|登记|成立|工商)")
_ELSEWHERE = re.compile(
    r"(?:去|到|往|赴|卖给|卖到|销往|发往|出口|客户[^，。；]{0,3}"
    r"|供应商[^，。；]{0,3}|参加[^，。；]{0,4}|不在|老家)$"
)
_ELSEWHERE_AFTER = re.compile(r"^(?:的)?(?:客户|市场|展|博览会|交易会|银行|供应商|老乡|分公司|货)")


def read_place(text: str) -> tuple[tuple[str, ...], str]:
    """The place where a firm says it is, outermost name first, and the words; empty if none.

    Where it is registered counts before where it works; places it sells or travels to do not.
    """
    runs = _runs(find_regions(text))
    here = [run for run in runs if not _elsewhere(text, run)]
    seats = [run for run in here if _is_seat(text, run)]
    if not here:
        return _bare(text)
    chosen = (seats or here)[0]
    span = Span(chosen[0].span.start, chosen[-1].span.end)
    if inner := _inner(text, span.end, chosen[-1].entry):
        return chain(inner), Span(span.start, span.end + 2).of(text)
    return chain(chosen[-1].entry), span.of(text)


_BEHIND = r"的|开|办|做|这边|本地|注册|小微|中小|个体|有?[一这]?[家个]"
_BARE = re.compile(
    rf"(?:^|(?<=[，。；、在是于\s]))([一-鿿]{{2}})(?={_BEHIND})"
    r"|(?:^|(?<=[在于]))([一-鿿]{2})(?=[，。；,\s]|$)"
)


def _is_name(word: str) -> bool:
    """Whether a word alone is a name, and not one that tells of an act (合作) or a quality."""
    import rjieba

    return all(tag.startswith(("n", "s")) for _, tag in rjieba.tag(word))


_INNER = re.compile(rf"([一-鿿]{{2}})(?={_BEHIND}|企业|公司|[，。；,\s]|$)")


def _inner(text: str, at: int, around: Region) -> Region | None:
    """A county without its 区, 县 or 市 right behind the place that it lies in (苏州|吴江)."""
    match = _INNER.match(text, at)
    named = (region(match[1] + tail) for tail in "区县市") if match else ()
    found = [place for place in named if place and around.name in chain(place)[:-1]]
    return found[0] if len(found) == 1 else None


def _bare(text: str) -> tuple[tuple[str, ...], str]:
    """A county without its 区, 县 or 市, where only one place is called so."""
    for match in _BARE.finditer(text):
        name = match[1] or match[2]
        if match[2] and not _is_name(name):
            continue
        found = [place for tail in "区县市" if (place := region(name + tail))]
        if len(found) == 1:
            return chain(found[0]), name
    return _town(text)


# 在嘉善魏塘街道, 在沙坡头养了…: the county without its 县, with a town or a deed behind it
_IN = re.compile(r"(?:在|于|位于)([一-鿿]{2,6})")
_NAMED_AFTER = re.compile(r"银行|保险|证券|集团|大学|[路街]")


def _town(text: str) -> tuple[tuple[str, ...], str]:
    """A county without its 区, 县 or 市 as the first word behind 在, where only one place is called
    so."""
    for match in _IN.finditer(text):
        word = _first_noun(text[match.start(1) :])
        if len(word) < _SHORTEST or _NAMED_AFTER.match(text, match.start(1) + len(word)):
            continue
        found = [place for tail in "区县市旗" if (place := region(word + tail))]
        if len(found) == 1:
            return chain(found[0]), word
    return (), ""


_SHORTEST = 2  # characters of a name that is one without its 区, 县 or 市
_LOOK = 12  # characters in which a word is cut


def _first_noun(said: str) -> str:
    """The first word of a run, empty where it is none that names."""
    import rjieba

    word, tag = rjieba.tag(said[:_LOOK])[0]
    return str(word) if tag.startswith(("n", "s")) else ""


def chain(region: Region) -> tuple[str, ...]:
    """A place with those around it: 昆山市 → (江苏省, 苏州市, 昆山市)."""
    names = (region.province, region.city, region.name)
    return tuple(dict.fromkeys(name for name in names if name))


def _runs(mentions: Iterable[Mention[Region]]) -> list[list[Mention[Region]]]:
    """Names that touch belong together: 江苏|苏州|昆山."""
    runs: list[list[Mention[Region]]] = []
    for mention in mentions:
        if runs and mention.span.start == runs[-1][-1].span.end:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _elsewhere(text: str, run: list[Mention[Region]]) -> bool:
    before, after = text[: run[0].span.start], text[run[-1].span.end :]
    return bool(_ELSEWHERE.search(before[-10:]) or _ELSEWHERE_AFTER.match(after))


def _is_seat(text: str, run: list[Mention[Region]]) -> bool:
    before, after = text[: run[0].span.start], text[run[-1].span.end :]
    return bool(_SEAT.search(before[-10:]) or _SEAT_AFTER.match(after))
