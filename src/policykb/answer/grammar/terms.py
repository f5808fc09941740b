"""What a condition is before it is judged: its words, and the test they put to a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policykb.answer.profile import Profile
from policykb.types import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What a condition's words are relative to: the document's place, and the day asked about."""

    region: str
    as_of: str


State = bool | None
Test = Callable[[Profile, Setting], State]


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a condition: where they stand, which kind, which field settles it, its test."""

    span: Span
    kind: str
    field: str
    test: Test


Finder = Callable[[str, Setting], Iterator[Found]]


def negated(test: Test) -> Test:
    """The test whose answer is the other one; unknown stays unknown."""

    def turned(profile: Profile, setting: Setting) -> State:
        state = test(profile, setting)
        return None if state is None else not state

    return turned


def all_of(tests: list[Test]) -> Test:
    """Met when all are met, unmet when one is unmet (Kleene's and)."""
    return negated(any_of([negated(test) for test in tests]))


def any_of(tests: list[Test]) -> Test:
    """Met when one is met, unmet when all are unmet (Kleene's or)."""

    def either(profile: Profile, setting: Setting) -> State:
        states = [test(profile, setting) for test in tests]
        if True in states:
            return True
        return None if None in states else False

    return either


def worded(*rows: tuple[str, str]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Rows of how measures call a thing | how a firm says it, as patterns."""
    return tuple((re.compile(official), re.compile(spoken)) for official, spoken in rows)
