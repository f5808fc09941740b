"""What a firm must be: its size class, its line of business, the labels it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.grammar.terms import Found, Setting, State, Test, negated
from policykb.answer.profile import Profile
from policykb.answer.words.labels import Label, labels_in
from policykb.answer.words.trades import businesses_in
from policykb.types import Span

_SIZES: tuple[tuple[str, frozenset[str]], ...] = (
    ("(?:大中小微|各类)企业", frozenset(("micro", "small", "medium", "large"))),
    ("(?:中小微|中小型?|中小微型)企业", frozenset(("micro", "small", "medium"))),
    ("(?:小微|小型微型|小型、微型|小型和微型|小微型)企业", frozenset(("micro", "small"))),
    ("微型企业", frozenset(("micro",))),
    ("(?<!中)小型企业", frozenset(("small",))),
    ("中型企业", frozenset(("medium",))),
    ("大型企业", frozenset(("large",))),
)
_SIZE = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(_SIZES)))
_NOT_SIZE = re.compile(r"(?:特新[”\"]?|创新型|科技型?|成长型)$")
_SOLE = re.compile(r"个体工商户")


def sizes(text: str, setting: Setting) -> Iterator[Found]:
    """Size classes of the standard, and 个体工商户."""
    for match in _SIZE.finditer(text):
        if not _NOT_SIZE.search(text[: match.start()]):
            classes = _SIZES[int((match.lastgroup or "s0")[1:])][1]
            yield Found(Span(*match.span()), "size", "size", _has_size(classes))
    for match in _SOLE.finditer(text):
        yield Found(Span(*match.span()), "size", "legal_entity", _is_sole_trader)


def _has_size(classes: frozenset[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        possible = set(profile.sizes())
        if possible <= classes:
            return True
        return None if possible & classes else False

    return test


def _is_sole_trader(profile: Profile, setting: Setting) -> State:
    known = profile.states.get("legal_entity")
    return None if known is None else not known


def businesses(text: str, setting: Setting) -> Iterator[Found]:
    """Lines of business."""
    for span, sectors in businesses_in(text):
        yield Found(span, "sector", "sector", _works_in(frozenset(sectors)))


def _works_in(sectors: frozenset[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        own = set(profile.sectors)
        if not own:
            return None
        return True if own <= sectors else (None if own & sectors else False)

    return test


_NEWLY = re.compile(
    r"(?:首次|首度|新|初次)(?:通过|被|获得?|取得|认定|评定|评为|入选|列入"
    r"|入库|入规|认定为|申报|升规|纳入|上|成为|培育|晋升|获批"
    r"|[^，。；\n]{0,2}认定)"
)
_LACKING = re.compile(r"(?:尚?未(?:被)?(?:认定|获得|取得|评为|获评)?(?:为|过)?|非)$")
_APPLYING = re.compile(
    r"(?:申报|申请|拟|培育|后备|辅导|创建|备案)(?:认定)?(?:为|的)?[^，。；、\n]{0,4}$"
)


def held_labels(text: str, setting: Setting) -> Iterator[Found]:
    """Labels that must be held, and whether for the first time."""
    for span, label in labels_in(text):
        before = text[max(0, span.start - 10) : span.start]
        if _APPLYING.search(before) and not _NEWLY.search(before):
            continue
        test = _holds(label)
        field = f"label:{label.name}"
        yield Found(span, "label", field, negated(test) if _LACKING.search(before) else test)
    named = labels_in(text)
    for match in _NEWLY.finditer(text):
        near = [label for span, label in named if abs(span.start - match.end()) <= 24]
        if near:
            yield Found(Span(*match.span()), "first", f"first:{near[0].name}", _is_first(near))


def _holds(label: Label) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        known = profile.label(label.name)
        return None if known is None else known.held

    return test


def _is_first(labels: list[Label]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        known = [held for label in labels if (held := profile.label(label.name))]
        own = [held for held in known if held.held]
        if not own:  # without the label, the question does not arise: the label decides
            return False if len(known) == len(labels) else None
        return next((held.first for held in own if held.first is not None), None)

    return test
