"""One number of a clause with the words that say what it measures.

Chinese official prose puts a number behind its noun (研发经费年均增长10%以上) or before it
(培育200个产业集群); lists share a verb (…分别增至283家、38家) or a bound (…控制在5%和3%以内).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from policykb.extract.goals import faring
from policykb.extract.heads import completed, is_head, of_part, reaches, says_nothing, topic
from policykb.extract.lists import bound_apart, cut, groups, shared_bounds, shared_points
from policykb.extract.measuring import measured
from policykb.extract.naming import noun_and_verb, only_leads, only_verbs, own_part
from policykb.extract.sentences import Part, trimmed
from policykb.numerals import Quantity
from policykb.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the smallest run that states it.

    `before` and `after` are what stands in that run on either side of it; `noun` is what is
    measured or counted, `verb` what is done to it, `base` what a relative noun (占…, 比…) goes on
    from. `share`: a share printed behind what it is the share of, 反映订单减少（39.5%）. `starts`:
    where a change begins (从82岁…); where it ends (…提高到83岁) tells that as its `origin`.
    `order`: how many numbers stand before it in its clause, `first` the noun of the first of
    them. `place`: its place in a bare list and the length of that, `whole` the nouns of the list.
    `prior`: the noun of the number that it followed.
    """

    quantity: Quantity
    span: Span
    before: str
    after: str
    noun: str = ""
    verb: str = ""
    base: str = ""
    share: bool = False
    starts: bool = False
    origin: str = ""
    order: int = 0
    first: str = ""
    place: tuple[int, int] = (0, 1)
    whole: str = ""
    prior: str = ""

    def following(self, last: Figure | None, said: str = "") -> Figure:
        """This one, measuring what `last` did where it has no noun of its own (增长5%、力争6%).

        What the clause `said` between them speaks of comes first (市场主体持续壮大，突破100万户).
        """
        if said and not self.noun and not self.share and (spoken := faring(said)):
            return replace(self, noun=spoken)
        if is_head(self.noun) and not self.share and not self.counted:
            noun = completed(self.noun, self._owner(last, said), self.unit)
            return replace(self, noun=noun, whole=noun, prior=last.noun if last else "")
        if last is None or self.share:
            return self
        if self._of_part(last) and (noun := of_part(self.noun, last.noun)):
            return replace(self, noun=noun, prior=last.noun)
        if self._picks_out(last):
            noun = f"{self.noun}的{last.noun.rpartition('的')[2]}"
            return replace(self, noun=noun, prior=last.noun)
        if self.noun and not (only_leads(self.noun) and last.unit == self.unit):
            relative = _RELATIVE.match(self.noun) or (self.unit == "倍" and self.noun[0] == "为")
            base = (last.base or last.noun) if relative else ""
            return replace(self, noun=base + self.noun, base=base, prior=last.noun)
        # 增长5%、力争达到6% goes on with the growth; 增加3家、达到9家 tells the level
        rate = self.unit in ("%", "百分点")
        grown = rate and last.unit == self.unit and not _CHANGES.search(self.verb)
        listed = self.place[0] > 0 or rate
        verb = last.verb if grown else self.verb or (last.verb if listed else "")
        noun = last.base if last.base and _ABOVE.search(last.noun) else last.noun
        noun, whole = self._dealt(last) if self.place[1] > 1 else (noun, noun)
        return replace(self, noun=noun, verb=verb, base=last.base, whole=whole, prior=last.noun)

    def _of_part(self, last: Figure) -> bool:
        """Whether it may be the level of a share that `last` told of all: 城镇达到60%."""
        return self.unit == last.unit == "%" and not (self.counted or _CHANGES.search(self.verb))

    def _picks_out(self, last: Figure) -> bool:
        """Whether it counts some of what `last` did: 龙头企业15家，其中超50亿元的3家."""
        some = self.before.endswith("的") and not self.counted and self.unit == last.unit
        return some and bool(last.noun and _SIZED.search(self.noun))

    def _dealt(self, last: Figure) -> tuple[str, str]:
        """The noun that a member of a bare list goes on with, and those of the whole list.

        甲数达3家，乙数达4家，分别增长1%和2%: the first goes on with 甲数.
        """
        pair = self.place == (0, 2) and last.place[1] == 1 and bool(last.prior)
        told = "分别" in self.before or _CHANGES.search(self.verb)
        if pair and told and not _SEVERAL.search(last.prior + last.noun):
            return last.prior, f"{last.prior}、{last.noun}"
        whole = last.whole or last.noun
        return own_part(whole, *self.place), whole

    def _owner(self, last: Figure | None, said: str) -> str:
        """What a head (总数, 投资, 惠及) belongs to: what was counted, or named, just before."""
        if last is not None and last.noun.endswith(self.noun):
            return last.noun
        if said or last is None:
            return topic(said)
        if last.unit in ("%", "百分点") and (reaches(self.noun) or self.unit == "%"):
            return last.noun if self.noun.endswith(("增速", "增幅")) else ""
        alone = self.order or not last.order or says_nothing(last.first)
        return last.noun if alone else last.first

    @property
    def unit(self) -> str:
        """The unit of the quantity, "" where none is printed."""
        return self.quantity.unit

    @property
    def counted(self) -> bool:
        """Whether the noun follows the number (200个产业集群)."""
        return bool(self.after)


_RELATIVE = re.compile(
    r"占(?!地(?!区)|用|[^，。；]{0,4}投资)|[比较](?![重例率值价对为好大])|[高快低慢优]于|高出"
)
# 高于目标2个百分点 only compares; what comes behind is of the same as before it
_ABOVE = re.compile("[高快低慢优]于|高出")
_SIZED = re.compile(r"[\d百千万亿][^，。；]{0,8}$|级$")
_SEVERAL = re.compile("、|和|及|与|城乡")
_CHANGES = re.compile(r"增|减|提|降|升|扩|压|缩|涨")

# ------------------------------------------------------------------ cutting a clause


# Words further away than this say nothing of a number, and would make long lists slow.
_REACH = 120
_MARKS = ("、", "（", "(", "，", "）", ")", "”")


def figures(text: str, part: Part) -> tuple[Figure, ...]:
    """The numbers of a clause that count or measure, each with its own part of it, in order.

    Numbers that only say which things are meant (10亿元以上项目, 3岁以下婴幼儿) stay in the
    words around the others.
    """
    found = shared_bounds(text, shared_points(text, measured(text, part)))
    if not found:
        return ()
    cuts = [part.span.start]
    cuts.extend(cut(text, a, b) for a, b in pairwise(found))
    cuts.append(part.span.end)
    runs = groups(text, found)
    made = [_figure(text, found, cuts, runs[i], i) for i in range(len(found))]
    made = [replace(f, order=i, first=made[0].noun) for i, f in enumerate(made)]
    made[-1] = _with_head_ahead(text, part, made[-1])
    made = _with_shares(text, part, _with_origins(text, _with_heads(made)))
    return tuple(replace(figure, span=_closed(text, figure.span, part.span.end)) for figure in made)


def _closed(text: str, span: Span, end: int) -> Span:
    """The span with the bracket that closes what it opened: 订单减少（39.5%）."""
    said = span.of(text)
    opened = any(said.rfind(left) > said.rfind(right) for left, right in ("（）", "()"))
    closes = span.end < end and text[span.end] in "）)"
    return Span(span.start, span.end + 1) if opened and closes else span


def _figure(
    text: str,
    found: tuple[Quantity, ...],
    cuts: list[int],
    group: tuple[int, int],
    i: int,
) -> Figure:
    first, last = group
    span = Span(cuts[first], cuts[last + 1])
    span = trimmed(text, span, start="、，；。 —", end="、和及与或，；。 ")
    begin, end = found[first].span.start, found[last].span.end
    before = _inside_quote(text[max(span.start, begin - _REACH) : begin])
    after = _NOTES.sub("", text[end : min(span.end, end + _REACH)]).strip()
    after = after.partition("为“")[0]  # 认定20家企业为“某某基地”
    if found[i].unit in ("点", "分"):  # a reading of an index counts nothing
        span, after = Span(span.start, end), ""
    more = ">" if after in ("多", "余") else None
    pace = after if after and only_verbs(after) else ""
    if found[i].unit == "%" and _PACE.fullmatch(after):
        pace = "增长"
    if pace or after.startswith(_MARKS) or _IDLE.match(after):
        # …突破20万台、保持全国第一: what follows a comma is not what is counted
        span, after = Span(span.start, end), ""
    noun, verb = noun_and_verb(before, after)
    verb += pace
    place, whole = (i - first, last - first + 1), noun
    if first != last:
        noun = own_part(noun, *place)
    return Figure(
        quantity=bound_apart(replace(found[i], operator=more or found[i].operator), before),
        place=place,
        whole=whole,
        span=span,
        before=before,
        after=after,
        noun=noun,
        verb=verb,
    )


def _inside_quote(before: str) -> str:
    """What is quoted together with the number: 实现“引进人才2000名 → 引进人才."""
    opened = before.rfind("“")
    return before[opened + 1 :] if opened > before.rfind("”") else before


# What may follow a number that is neither counted by it nor a verb: 突破万亿元大关, 3000名等举措.
_IDLE = re.compile(
    r"套$|安排$|[多余]$|[∶：:]\s?\d|行列$|等(?:举措|措施|方式|工作|目标)?$|大关|台阶|关口|的?(?:目标|水平)$|[点分]$"
    r"|且|并(?![联购网轨])|的(?:唯一|首个|第一个)|(?:打[好下牢]|奠定)[^，。；]{0,6}基础$"
)
_PACE = re.compile(r"的?(?:年均)?(?:增速|增幅|增长速度)")  # 保持6%以上增速
_NOTES = re.compile(r"\[\d{1,3}\]")


_FROM = re.compile(
    r"(?:从|由)(?:[^，。；、]{0,9}的|[^，。；、]{0,6}年)?(?:约|平均|原来|原先|目前)?$"
)
_TO = re.compile(
    r"(?:[（(][^（）()]{0,12}[）)])?(?:逐步|稳步|进一步|大幅|一次性|将|再)*(?:提[高升]|增[加长]?|扩大|[上下]?升|下?降低?"
    r"|减少|压[减缩降]|缩[短小减]|[上下]?调整?|统一|翻番|拓展|延长|恢复|发展|壮大|攀升|回落|收窄|优化)?(?:到|至|为)(?:了?20\d\d年的|目前的|现在的|约)?"
)


def _with_origins(text: str, made: list[Figure]) -> list[Figure]:
    """从82.4岁提高到83.9岁: the first number is where the second begins."""
    out = made[:1]
    for last, figure in pairwise(made):
        start, end = last.quantity.span, figure.quantity.span.start
        opened = text[max(last.span.start, start.start - 14) : start.start]
        led = _FROM.search(opened)
        if (
            led
            and _TO.fullmatch(text, start.end, end)
            and figure.quantity.unit == last.quantity.unit
        ):
            out[-1] = replace(out[-1], starts=True)
            figure = replace(figure.following(last), origin=led[0] + last.quantity.text)
        out.append(figure)
    return out


def _with_heads(made: list[Figure]) -> list[Figure]:
    """5个市级、31个县级专班: the noun that is printed once belongs to all of a list."""
    for i in range(len(made) - 2, -1, -1):
        one, other = made[i], made[i + 1]
        if one.counted and other.counted and (head := _shared_head(one.noun, other.noun)):
            made[i] = replace(one, noun=one.noun + head)
    return made


_LEVEL = re.compile(r"级(.+)")
_OWNS = re.compile(r"具有|拥有|达到|超|面向")
_TAIL = re.compile(r"的[^的]{2,}$")


def _shared_head(noun: str, other: str) -> str:
    if noun.endswith("级"):
        found = _LEVEL.search(other)
        return found[1] if found else other
    if _OWNS.match(noun) and "的" not in noun:
        found = _TAIL.search(other)
        return found[0] if found else ""
    return ""


_AHEAD = re.compile(r"[^。；\n]{0,60}?的(?P<head>[^，。；、的\n]{2,12})(?=[，。；])")


def _with_head_ahead(text: str, part: Part, figure: Figure) -> Figure:
    """10条具有国际优势，10条具有全国优势的产业链: the noun may stand in a later part."""
    if not (figure.counted and _OWNS.match(figure.noun) and "的" not in figure.noun):
        return figure
    ahead = _AHEAD.match(text, part.span.end)
    return replace(figure, noun=f"{figure.noun}的{ahead['head']}") if ahead else figure


def _with_shares(text: str, part: Part, made: list[Figure]) -> list[Figure]:
    """反映订单减少（39.5%）: a bare share in brackets is that of those who say what is before."""
    for i, figure in enumerate(made):
        quantity = figure.quantity
        if quantity.unit != "%" or figure.after:
            continue
        opened = text.rfind(
            "（", max(part.span.start, quantity.span.start - 60), quantity.span.start
        )
        if opened < 0 or "）" in text[opened : quantity.span.start]:
            continue
        said = _said_before(text, part, opened)
        inside = _LEADING.sub("", text[opened + 1 : quantity.span.start])
        if said and not re.search(r"\d", inside.split("、")[-1]) and not _NAMED.search(said):
            own = inside.split("、")[-1]
            noun = f"{said}（{own}）" if own else said
            made[i] = replace(figure, noun=noun, verb="", share=True)
    return made


_LEADING = re.compile(r"^[^（）]*\d[^、（）]*、")
_NAMED = re.compile(r"(?:率|比重|占比|比例|份额|强度|指数|均|[增上]长|提高|达到?|为|同比)$")


def _said_before(text: str, part: Part, opened: int) -> str:
    """What stands before a bracket, from the last mark outside of it."""
    marks = (text.rfind(mark, part.span.start, opened) + 1 for mark in "、）")
    said = text[max(part.span.start, *marks) : opened].lstrip("、和及与")
    return said.removeprefix("而").removeprefix("如").removeprefix("其中")
