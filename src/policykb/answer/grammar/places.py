"""Where a firm must be registered: 在本市注册, 我省企业, 中国境内."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.grammar.terms import Found, Setting, State, Test
from policykb.answer.profile import Profile
from policykb.answer.reading import chain
from policykb.gazetteer import find_regions, region
from policykb.types import Span

_HERE = (
    r"(?:本|我|全|该)[省市区县州旗]|(?<![一-鿿])[省市区县]内|(?:我|本)自治区"
    r"|辖区|本地|(?:中国|中华人民共和国|我国|国内)境内|(?<![省市区县州旗盟国])境内"
)
_PLACE = re.compile(
    rf"(?:在|于)?(?P<here>{_HERE})(?:行政区域|范围|辖区"
    rf"|区域)?内?(?:范围内)?(?:依法|合法|实际|办理|新|工商|进行|从事)*"
    r"(?:注册|登记|设立|成立|纳税|经营(?!主体|者|性|状况|环境|收入)|落户|缴纳)(?:登记|注册|成立|设立|[并、]?(?:依法)?纳税)?"
    rf"|(?:注册地|登记地|工商注册地|注册登记地|税务登记地?|税[收务款][^，。；、\n]{{0,6}}?)"
    rf"[^，。；\n]{{0,14}}?(?:在|于|属于?)(?P<seat>{_HERE})"
    rf"|(?P<own>[本我][省市区县州旗])(?:的|范围内的?"
    rf"|辖区内的?)?(?:各类)?(?=[^，。；\n]{{0,12}}(?:企业|工商户|单位|主体))"
)
_NAMED = re.compile(
    r"^(?:城?区)?(?:行政区域|范围|辖区|境)?内?(?:依法|合法|实际|工商|新|办理|进行|完成)*"
    r"(?:注册|登记|设立|成立|纳税|经营(?!主体|者|性|状况|环境|收入)|落户)(?:登记|注册|成立|设立|[并、]?(?:依法)?纳税)?"
)
# 税收缴纳在…, 税务关系在…, 注册地在…: the place stands last
_SEATED = re.compile(
    r"(?:税[收务款]|纳税|统计|注册地?|登记地?|工商)[^，。；\n]{0,14}?(?:在|于|属于?)$"
)


def places(text: str, setting: Setting) -> Iterator[Found]:
    """Where the firm must be registered."""
    for match in _PLACE.finditer(text):
        word = match["here"] or match["seat"] or match["own"]
        yield Found(Span(*match.span()), "place", "place", _lies_in(_meant_place(word, setting)))
    for mention in find_regions(text):
        after = _NAMED.match(text[mention.span.end : mention.span.end + 16])
        seated = _SEATED.search(text[max(0, mention.span.start - 22) : mention.span.start])
        if seated:
            start = mention.span.start - len(seated.group())
            whole = Span(start, mention.span.end)
            yield Found(whole, "place", "place", _lies_in(chain(mention.entry)))
        elif after:
            start = mention.span.start - (
                1 if text[: mention.span.start].endswith(("在", "于")) else 0
            )
            span = Span(start, mention.span.end + after.end())
            yield Found(span, "place", "place", _lies_in(chain(mention.entry)))


def _meant_place(word: str, setting: Setting) -> tuple[str, ...]:
    """The place that 本市, 全省 or 境内 means in a document of that region, with those around."""
    if word.endswith("境内"):
        return ("全国",)
    own = region(setting.region) if setting.region else None
    names = chain(own) if own else ()
    if word.endswith(("省", "自治区")):
        return names[:1]
    if word.endswith("市") and len(names) == 3:
        return names[:2]
    return names


def _lies_in(target: tuple[str, ...]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        return within(profile.place, target)

    return test


def within(place: tuple[str, ...], target: tuple[str, ...]) -> State:
    """Whether a place lies in another, both with the places around them; None if undecided."""
    if target == ("全国",):
        return True if place else None
    if not place or not target:
        return None
    if target[-1] in place:
        return True
    return None if place[-1] in target else False
