"""Persons whom support for new firms lists: graduates, veterans, the unemployed, those come home.

A list of several kinds (高校毕业生、退役军人、返乡创业人员…) is one condition, met by any of them;
who is hired by a firm is no such person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policykb.answer.amounts import segments
from policykb.answer.grammar.terms import Found, Setting, State, Test, worded
from policykb.answer.profile import Profile
from policykb.answer.reading import age_range, done_on
from policykb.numerals import read_number
from policykb.types import Span

_KINDS = worded(
    (r"毕业生|大学生|院校学生|学校学生|在校生", r"毕业|大学生|在校|应届"),
    (r"留学(?:回国)?人员|海归", r"留学|海归"),
    (r"(?:复员|转业|退役|退伍)(?:士兵|军人)", r"退役|退伍|转业|当过?兵"),
    (r"失业人员", r"失业|下岗|待业"),
    (r"就业困难(?:人员|群体)", r"就业困难|低保|零就业|4050"),
    (r"返乡[^，。；、\n]{0,6}(?:人员|农民工)|返乡农民工", r"返乡|回(?:了)?(?:老家|家乡|村)"),
    (r"脱贫(?:人口|劳动力|户)|建档立卡", r"脱贫|建档立卡|贫困"),
    (r"残疾人", r"残疾"),
)
_RUN = re.compile(r"[^，。；\n]+")
_BRACKET = re.compile(r"（[^（）\n]{0,30}）")
_WHOM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、])?\s*(?:对于?|凡)?")
# Who hires them, or serves them, is another
_HIRES = re.compile(r"招|聘|吸纳|录用|引进|接收|安置|带动|培训|服务|面向")
_HIRED = re.compile(r"招|聘|录用|吸纳|员工|工人|来了")
_SINCE_SCHOOL = re.compile(r"毕业(?:证)?(?P<years>[一二两三五\d])年(?:以)?内")
_GRADUATED = re.compile(r"毕业")
_MANY = 2  # kinds that make a list


def founders(text: str, setting: Setting) -> Iterator[Found]:
    """A list of persons who are helped to start something."""
    for run in _RUN.finditer(text):
        said = run.group()
        named = [(row, found) for row in _KINDS for found in row[0].finditer(said)]
        kinds = tuple(dict.fromkeys(row for row, _ in named))
        if len(kinds) < _MANY or _HIRES.search(said):
            continue
        end = max(found.end() for _, found in named)
        if behind := _BRACKET.match(said, end):
            end = behind.end()
        lead = _WHOM.match(said)
        span = Span(run.start() + (lead.end() if lead else 0), run.start() + end)
        yield Found(span, "recipient", f"other:{span.of(text)}", _is_one_of(kinds, said))


def _is_one_of(kinds: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...], asked: str) -> Test:
    years = _SINCE_SCHOOL.search(asked)
    most = read_number(years["years"]) if years else None

    def test(profile: Profile, setting: Setting) -> State:
        own = [
            words for s in segments(profile.text) if not _HIRED.search(words := s.of(profile.text))
        ]
        said = [row for row in kinds if any(row[1].search(words) for words in own)]
        if said == [kinds[0]] and most is not None and _GRADUATED.search(kinds[0][1].pattern):
            return _within(profile.text, most, setting.as_of)
        return True if said else None

    return test


def _within(story: str, years: Decimal, as_of: str) -> State:
    """Whether a story tells of a school that was left no longer ago than so many years."""
    states = [
        age_range(first, last, as_of).compare("<=", years)
        for first, last in done_on(story, _GRADUATED, as_of)
    ]
    return states[0] if len(set(states)) == 1 else None
