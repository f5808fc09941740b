"""Which of some bodies does a short name mean? 北京市住建委, 人社部门, 国办."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykb.gazetteer.bodies import department
from policykb.gazetteer.places import find_regions, region

# 某某委员会办公室 issues for 某某委
_INNER = re.compile("(?:员会)?(?:[^委局厅部]{0,8}(?:办公[室厅]|司|处))?$")
_GENERIC = re.compile("(?:主管)?(?:部门|机关|系统)$")
_HEADS = re.compile("^(?:中华人民共和国|国家|中国)|人民(?=政府)")
_OF_LEVEL = re.compile("^[各本]?(省|自治区|市|区|县)(?=.{2})")


def bodies_called(name: str, bodies: Iterable[str]) -> tuple[str, ...]:
    """Those of some printed names of bodies that a shorter name means: the same one, or all of
    whose letters after the place it takes some (北京市住建委, 人社部门).

    >>> bodies_called("北京市住建委", ["北京市住房和城乡建设委员会", "上海市住房和城乡建设委员会"])
    ('北京市住房和城乡建设委员会',)
    """
    every = tuple(bodies)
    body = department(name)
    for known in (name, body.name if body else name):
        if known in every:
            return (known,)
    place, office = _parted(name)
    parted = [(each, *_parted(each)) for each in every]
    return tuple(
        each for each, seat, own in parted if place in ("", seat) and shortens(office, own, seat)
    )


def _parted(name: str) -> tuple[str, str]:
    """The place that a body's name begins with, and the rest of it."""
    end = 0
    for mention in find_regions(name):
        if mention.span.start == end:
            end = mention.span.end
    place = region(name[:end]) if end else None
    return (place.name if place else name[:end]), name[end:]


def shortens(name: str, own: str, seat: str = "") -> bool:
    """Whether `name` takes the letters of the name of an office in their order, from its first to
    its last. `seat` is the place of the office, of which 市财政局 tells the level.

    >>> shortens("住建委", "住房和城乡建设委员会"), shortens("财政部", "财政厅")
    (True, False)
    """
    level = _OF_LEVEL.match(name)
    if level and not seat.endswith(level[1]):
        return False
    own, name = _HEADS.sub("", own), _HEADS.sub("", _OF_LEVEL.sub("", name))
    short = _GENERIC.sub("", name)
    if not short or not own.startswith(short[0]):
        return False
    at = -1
    for letter in short:
        at = own.find(letter, at + 1)
        if at < 0:
            return False
    return short != name or bool(_INNER.match(own, at + 1))
