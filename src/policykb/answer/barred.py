"""excluded(text): what must not be the case, as one condition for each case that bars."""

from __future__ import annotations

import re
from dataclasses import replace

from policykb.answer.conditions import RECORDS, Condition, conditions
from policykb.answer.grammar import Setting, Test, any_of, negated
from policykb.answer.grammar.deeds import unsaid
from policykb.answer.grammar.telling import told

_SOME = 5  # characters of words that name some


def excluded(
    text: str, sentence: str, setting: Setting, *, listed: bool = False
) -> list[Condition]:
    """What must not be the case (…的不予支持, the whole `sentence`); a condition on credit says so
    by itself. `listed`: the words name those left out and tell nothing else."""
    runs = re.split(r"[，,]", sentence)
    if runs[-1].endswith("除外") and len(runs[-1]) > _SOME and re.search("应|须", sentence):
        text, sentence = runs[-1].removesuffix("除外"), runs[-1]  # the rest of it is a duty
    parts = [part for part in _ALSO.split(sentence.strip("，、。； \n")) if part.strip()]
    if len(parts) == 1:
        parts, runs = [sentence.strip("，、。； \n")], [text]
    else:
        runs = parts
    return [
        barred
        for part, run in zip(parts, runs, strict=True)
        for barred in _any_listed(run, part, setting, listed=listed)
        or [
            _refused(c, part)
            for c in _case(conditions(run, setting) or conditions(run, setting, strict=True))
        ]
    ]


# 劳务派遣单位、僵尸企业和严重失信企业: any of those listed is left out
_AND = re.compile(r"、|(?<=[一-鿿]{2})(?:以及|和|及|或者?|与)(?=[一-鿿]{2})")
_LEADS = re.compile(r"^(?:\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、])?\s*(?:对于?|凡)?")
_LONGEST_NAME = 24  # characters of one of a list of those left out
_RULED = re.compile(r"[，。；：]|应当?|必须|近[一二三四五两]年|\d")


def _any_listed(run: str, quote: str, setting: Setting, *, listed: bool) -> list[Condition]:
    """The one condition that a plain list of those left out makes; none where it is no list."""
    run = run.strip("，、。； \n")
    names = [name for name in _AND.split(_LEADS.sub("", run)) if name]
    if len(names) < _TWO or _RULED.search(run) or _EVENT.match(names[0]):
        return []
    if any(len(name) > _LONGEST_NAME for name in names) or not (listed or _NOUN.search(names[0])):
        return []
    found = [conditions(name, setting, strict=True) for name in names]
    if all(each.kind in RECORDS for one in found for each in one):
        return []
    tests = [_barring(each) for one in found for each in one]
    tests += [unsaid for one in found if not one]
    return [Condition("other", f"other:{quote}", quote, negated(any_of(tests)), barred=True)]


_TWO = 2
_EVENT = re.compile(r"被|列|受|拖欠|发生|存在|上年|近|有(?!限)|因|正")
_NOUN = re.compile(
    r"(?:企业|单位|公司|机构|主体|工商户|项目|贷款|人员|设备|车辆|专利|房产|园区?|费用?|业|[户人房车店地])$"
)


def _barring(condition: Condition) -> Test:
    """Whether one of a list is the case; a record is clean where its condition is met."""
    return negated(condition.test) if condition.kind in RECORDS else condition.test


def _case(found: list[Condition]) -> list[Condition]:
    """The conditions of one case that bars: what only describes a record (因环保问题受到处罚) is no
    case of its own."""
    records = [c for c in found if c.kind in RECORDS or c.kind == "other_funding"]
    return records or found


# 受到行政处罚的企业，以及列入…名单的企业，不得申报: each is a case of its own
_ALSO = re.compile(
    r"(?<=[的业位])(?:，以及|、以及|以及|，或者?|或者)"
    r"|(?:、|，|，?或者?|，?以及)(?=(?:被|拖欠|近[一二两三四五]年|发生|存在|列入|纳入|恶意|因|正在|处于))"
)


def _refused(condition: Condition, quote: str) -> Condition:
    """A condition turned round; a wish for a deed does not tell whether it was done before."""
    if condition.kind == "activity":
        test = negated(told(condition.quote, condition.quote))
        return Condition("other", f"other:{quote}", quote, test, barred=True)
    test = condition.test if condition.kind in RECORDS else negated(condition.test)
    field = f"other:{quote}" if condition.kind == "other" else condition.field
    return replace(condition, field=field, quote=quote, test=test, barred=True)
