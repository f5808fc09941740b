"""Bounds that a clause states beside its grant: before it, in a definition, lowered for some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from policykb.answer.conditions import Condition, conditions
from policykb.answer.grammar import Setting


def opening(piece: str, setting: Setting) -> list[Condition]:
    """What a sentence before the grant says of the projects or firms that it supports, where it
    bounds figures of theirs (支持企业实施技改，总投资不低于1000万元。按…补助)."""
    if not _SUPPORTS.match(piece):
        return []
    found = conditions(_SUPPORTS.sub("", piece), setting)
    bounds = [c for c in found if c.kind == "figure" and not c.field.startswith("other:")]
    return found if bounds else []


_SUPPORTS = re.compile(r"^\s*(?:支持|鼓励|对|面向)(?:[^，。；\n]{0,6}(?:企业|单位))?(?:实施|开展)?")

# 初创企业是指登记注册3年内的…: the bounds of a word that the grant uses
_DEFINES = re.compile(
    r"^\s*(?:(?:本|上述|前款|其中)[^，。；\n]{0,6})?(?:所称)?(?P<word>[^，。；\n]{2,10}?)，?(?:是指|系指|指的是)(?P<what>[^。；\n]{4,80})"
)


def defined(piece: str, before: Iterable[str], setting: Setting) -> list[Condition]:
    """The bounds in what a sentence says that a word of the grants `before` it means."""
    defines = _DEFINES.match(piece)
    if not defines or not any(defines["word"] in said for said in before):
        return []
    return [c for c in conditions(defines["what"], setting) if c.kind == "figure"]


# 民族地区企业的投资门槛降低至500万元: the same bound, lower for some
_EASED = re.compile(
    r"^\s*(?P<who>[^，。；\n]{2,30}?)的?(?P<what>[^，。；的\n]{2,8}?)(?:门槛|条件|标准|要求)"
    r"(?:可|相应|适当)*(?:降低|下调|放宽|降|放低)(?:至|到|为)(?P<figure>[^，。；\n]{2,20})"
)


def on_easier_terms(
    piece: str, before: Sequence[Condition], setting: Setting
) -> tuple[Condition, ...]:
    """What an offer asks of those for whom a sentence lowers its bound; empty where the sentence
    lowers none of what was asked `before`."""
    eased = _EASED.match(piece)
    if not eased:
        return ()
    bound = [
        c
        for c in conditions(f"{eased['what']}不低于{eased['figure']}", setting)
        if c.kind == "figure"
    ]
    old = [c for c in before if bound and _same_bound(c, bound[0], eased["what"])]
    if not old:
        return ()
    whom = conditions(eased["who"], setting, strict=True)
    quote = eased.string[eased.start("what") : eased.end("figure")]
    new = replace(bound[0], quote=quote)
    kept = [new if c is old[0] else c for c in before]
    return (*kept, *whom)


def _same_bound(one: Condition, new: Condition, what: str) -> bool:
    return one.kind == "figure" and one.field == new.field and what in one.quote
