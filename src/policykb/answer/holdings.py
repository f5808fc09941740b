"""Which labels a firm says it holds, and which it says it lacks: 刚评上…, 没评上…, 还不是…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.answer.amounts import segments
from policykb.answer.words.labels import Label, labels_in
from policykb.dates import find_periods, later
from policykb.types import Span


@dataclass(frozen=True, slots=True)
class Held:
    """A label that a firm has (or says it lacks); `since` the days between which it got it.

    `first` tells a first recognition (刚评上) from a renewal (复审); None where nothing tells.
    """

    name: str
    held: bool
    quote: str = ""
    since: tuple[str, str] | None = None
    first: bool | None = None


Named = tuple[Span, Label]

_LACKS_BEFORE = re.compile(
    r"(?:没(?!问题|钱)|未|尚|不(?!仅|但|光|只|止|过|错|知|少)|无|缺)[^但却而]{0,7}$"
)
_WANTS_BEFORE = re.compile(
    r"(?:想|准备|打算|计划|争取|目标是?|冲刺?|正在|在)(?:去|要|再)?(?:申请"
    r"|申报|评|报|认定|拿|争取|冲)?(?:一个|个)?[^但]{0,3}$"
)
_LACKS_AFTER = re.compile(
    r"^[^但]{0,6}?(?:(?:没有?|未|还没|尚未|没能)(?!别的|其他|啥别|什么问题"
    r"|问题|丢)|落选|被取消|被撤|失败|过期|到期|不够|还在(?:申请|申报|评"
    r"|准备))"
)
_NEXT_LACKS = re.compile(
    r"^(?:但是?|可是?|结果|不过)?(?:都|也|还|就)?(?:没|未"
    r"|尚未)(?:有)?(?:评上|通过|过|下来|批|拿到|中|成|评|报)|^(?:落选|被取消"
    r"|失败|过期|到期)"
)
_TRIED = re.compile(r"^[^但]{0,6}(?:$|报|申|试|评|冲|等)")
_ASKS = re.compile(
    r"是不是|是否|要不要|有什么|有哪些|有啥|什么条件|怎么(?:申|评|拿)|如何|需不需要|能不能评|能评"
)
_HAS = re.compile(
    r"是(?!不是|否)|评上|拿到|获得|获评|认定|有(?!什么|哪些|啥|没有)|入选|入库|通过|作为"
)
_JOINED = re.compile(r"^(?:企业)?(?:和|、|也|或者?|跟|及|与|以及|还有|又是|、?同时是)?$")
_RENEWED = re.compile(r"退库|重新(?:入库|纳入|入统)|复审|复核|重新认定|续评|再次|又一次")
_GOT = re.compile(
    r"首次|首度|(?:第一|头一)[次回遭]|刚|新(?:评|认|获|入)|评上|获评|拿到|认定|获得|通过|入选|入库|进规|上规|升规|入规"
)
# 达到限上标准了，头一次入库: the next clause goes on about the same title
_GOES_ON = re.compile(
    r"^(?:是|算|这?也?是)?(?:首次|头一[次回遭]|第一[次回]|刚|今年)[^，。；]{0,6}(?:入[库统]|纳[统入]|认定|评上|进|拿到)"
)
_JUST = re.compile(r"刚|最近|上个?月|前不久|新近|近期")


def read_labels(text: str, as_of: str) -> tuple[Held, ...]:
    """The labels of a story, each once; a later mention that says more replaces an earlier one."""
    spans = list(segments(text))
    found: dict[str, Held] = {}
    for at, span in enumerate(spans):
        said = span.of(text)
        following = spans[at + 1].of(text) if at + 1 < len(spans) else ""
        for group in _groups(said):
            for held in _group(group, said, following, as_of):
                known = found.get(held.name)
                if known is None or (held.since and not known.since):
                    found[held.name] = held
    return tuple(found.values())


def _groups(said: str) -> Iterator[list[Named]]:
    """Labels that are named in one breath: 高企和专精特新."""
    group: list[Named] = []
    for named in labels_in(said):
        if group and not _JOINED.match(said[group[-1][0].end : named[0].start]):
            yield group
            group = []
        group.append(named)
    if group:
        yield group


def _group(group: list[Named], said: str, following: str, as_of: str) -> Iterator[Held]:
    """What is said of one group: nothing where it is only asked about."""
    start, end = group[0][0].start, group[-1][0].end
    before, after = _own_words(said, start, end)
    if _ASKS.search(said) and not _HAS.search(_ASKS.sub("", before)):
        return
    lacks = (
        _LACKS_BEFORE.search(before)
        or _WANTS_BEFORE.search(before)
        or _LACKS_AFTER.search(after)
        or (_TRIED.match(after) and _NEXT_LACKS.search(following))
    )
    quote = _quote(said, start, end, before, after, following if lacks else "")
    since = None if lacks else _since(said, as_of)
    for _, label in group:
        first = _first(before + after)
        if first is None and (match := _GOES_ON.match(following)):
            first = _first(match.group())
        yield Held(label.name, not lacks, quote, since, None if lacks else first)


def _own_words(said: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a group up to its neighbours' labels."""
    others = [span for span, _ in labels_in(said)]
    left = max((span.end for span in others if span.end <= start), default=0)
    right = min((span.start for span in others if span.start >= end), default=len(said))
    after = said[end:right]
    if right < len(said):  # what stands between two labels belongs to the second: 有高企没专精特新
        after = re.split(r"没|未|不|但|还", after)[0]
    return said[left:start], after


def _quote(said: str, start: int, end: int, before: str, after: str, following: str) -> str:
    """The smallest run that shows both the label and what is said of it."""
    left = re.search(
        r"(?:没|未|尚|还|不|想|准备|打算|正在|刚|去年|今年|前年|\d{4}年|复|是|有"
        r"|评|拿|获|认|通|入)[^，。]{0,9}$",
        before,
    )
    right = re.match(r"[^，。；]{0,8}", after)
    begin = start - (len(before) - left.start() if left else 0)
    return said[begin : end + (right.end() if right else 0)]


def _since(said: str, as_of: str) -> tuple[str, str] | None:
    periods = [p for p in find_periods(said, as_of) if p.start <= as_of and p.kind != "deadline"]
    if periods:
        return periods[0].start, min(periods[0].end or as_of, as_of)
    return (later(as_of, years=-1), as_of) if _JUST.search(said) else None


def _first(words: str) -> bool | None:
    if _RENEWED.search(words):
        return False
    return True if _GOT.search(words) else None
