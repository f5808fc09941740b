"""conditions(text): what a run of a measure asks of a firm, each with its verbatim words.

Words that no rule knows become conditions too, of kind `other` and always unknown: a reader must
see them, and nothing fits for certain while they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policykb.answer.amounts import segments
from policykb.answer.grammar import Found, Setting, State, Test, any_of, found_in
from policykb.answer.grammar.deeds import unsaid, wants
from policykb.answer.grammar.meanings import meanings
from policykb.answer.grammar.telling import told
from policykb.answer.profile import Profile
from policykb.answer.words.purposes import purposes_of, purposes_spoken
from policykb.extract.support import TO_WHOM
from policykb.search.pairs import pairs_of
from policykb.types import JSON, Span

# kind → what readers call it
KIND_NAMES = {
    "place": "注册地",
    "size": "企业规模",
    "sector": "行业",
    "label": "资质称号",
    "first": "首次",
    "since": "认定时间",
    "figure": "数额",
    "founded": "成立时间",
    "period": "时间范围",
    "first_loan": "首次贷款",
    "credit": "信用记录",
    "safety": "安全生产",
    "wages": "工资支付",
    "layoffs": "裁员情况",
    "finance": "财务状况",
    "taxes": "依法纳税",
    "overdue": "还款记录",
    "profit": "盈利状况",
    "filed": "项目备案",
    "other_funding": "同类资助",
    "insured": "社保缴纳",
    "legal_entity": "法人资格",
    "exports": "出口",
    "tax_credit": "纳税信用",
    "activity": "事项",
    "recipient": "支持对象",
    "window": "申报时间",
    "validity": "有效期",
    "other": "其他条件",
}
RECORDS = (
    "credit",
    "safety",
    "wages",
    "overdue",
    "taxes",
)  # a clean record is asked, whichever way it is put
STATES = {True: "met", False: "unmet", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its kind, the field of the profile that settles it, verbatim words, test.

    `barred`: the words name what must not be the case.
    """

    kind: str
    field: str
    quote: str
    test: Test
    barred: bool = False

    def judge(self, profile: Profile, setting: Setting) -> State:
        """True, False, or None where the profile does not tell; the firm's own answer first."""
        for name in (self.field, f"{self.kind}:{self.quote}", f"other:{self.quote}"):
            if name in profile.answers:
                turned = self.barred and name.startswith("other:")
                return profile.answers[name] != turned
        return self.test(profile, setting)


def conditions(text: str, setting: Setting, *, strict: bool = False) -> list[Condition]:
    """The conditions of a run of text in order, each once.

    `strict`: the run states conditions and nothing else, so every clause of it is one, also where
    no rule knows its words.
    """
    found = [replace(each) for each in _joined(text, found_in(text, setting))]
    listed = [(each.span, _condition(text, each)) for each in found]
    spans = [each.span for each in found]
    listed += [(span, _other(text, span, rest)) for span, rest in _left_over(text, spans, strict)]
    listed.sort(key=lambda pair: pair[0])
    return list({(c.kind, c.quote): c for _, c in listed}.values())


def _condition(text: str, found: Found) -> Condition:
    quote = found.span.of(text).strip("，、。； \n且并")
    return Condition(found.kind, found.field, quote, found.test)


def _other(text: str, span: Span, rest: str) -> Condition:
    """What no rule knows; where few words are left and they name a purpose, the deed supported."""
    quote = _whole(span.of(text).strip("，、。； \n").removeprefix("且"))
    deed = len(rest) <= _SHORT and not (_ONCE.search(quote) or _RECOGNISED.search(quote))
    purposes = purposes_of(rest) if deed else ()
    if purposes:
        return Condition("activity", f"need:{purposes[0]}", quote, wants(purposes, rest, quote))
    return Condition("other", f"other:{quote}", quote, told(quote, rest) if rest else unsaid)


def _whole(quote: str) -> str:
    """Words without the one half of a pair of brackets that they were cut out with."""
    if quote.endswith(("）", ")")) and not re.search(r"[（(]", quote):
        return quote[:-1]
    return quote


# ------------------------------------------------------------------ alternatives

_ALIKE = frozenset(("size", "sector", "label"))
_LIST = re.compile(r"^(?:企业|的)*(?:、|和|或者?|以及|及|与|/|，或者?)?(?:市级|省级|国家级)?$")
# 旅游、住宿、餐饮、会展、交通运输等受损严重行业企业: one list, whichever of its trades are known
_OTHER_TRADES = re.compile(r"(?:业|企业)?(?:、[^，。；、]{2,8})*(?:、|和|及|以及|与|或)")
_TRADES_BEFORE = re.compile(r"(?:[^，。；、：:\s对]{2,6}、)+$")
_TRADES_BEHIND = re.compile(
    r"(?:业|企业)?(?:(?:、[^，。；、等]{2,6})+(?:等[^，。；、]{0,8}(?:行业|领域|业))?"
    r"|等[^，。；、]{0,8}(?:行业|领域))(?:的?(?:中小微?|小微)?企业)?"
)
_LONGEST_LIST = 80  # characters of a list before the first trade that is known
_OR = re.compile(r"^[^，。；、]{0,4}(?:，)?或者?[^，。；、]{0,4}$")


def _joined(text: str, found: list[Found]) -> Iterator[Found]:
    """Names of one kind in a list, and whatever 或 joins, are one condition met by any of them."""
    group: list[Found] = []
    for each in found:
        if group and not _alternative(text, group[-1], each):
            yield _merged(text, group)
            group = []
        group.append(each)
    if group:
        yield _merged(text, group)


def _alternative(text: str, one: Found, other: Found) -> bool:
    between = text[one.span.end : other.span.start]
    if _OR.match(between):
        return True
    if one.kind != other.kind:
        return False
    listed = one.kind == "sector" and _OTHER_TRADES.fullmatch(between)
    return bool(listed or (one.kind in _ALIKE and _LIST.match(between)))


def _merged(text: str, group: list[Found]) -> Found:
    if len(group) == 1:
        return group[0]
    span = Span(group[0].span.start, group[-1].span.end)
    tests = [each.test for each in group]
    if group[0].kind == "sector" and (whole := _list_around(text, span)) != span:
        span, tests = whole, [*tests, unsaid]  # the firm's trade may be one that no rule knows
    return replace(group[0], span=span, test=any_of(tests))


def _list_around(text: str, span: Span) -> Span:
    """A list of trades from its first to 等行业企业, also those that no rule knows."""
    before = _TRADES_BEFORE.search(text, max(0, span.start - _LONGEST_LIST), span.start)
    behind = _TRADES_BEHIND.match(text, span.end)
    return Span(before.start() if before else span.start, behind.end() if behind else span.end)


# ------------------------------------------------------------------ what no rule knows

# Words that add no condition to those around them.
_EMPTY = re.compile(
    r"符合(?:以下|下列|上述|相关|规定|本[^，。；]{0,4})*条件|同时(?:具备"
    r"|符合|满足)?|(?:具备|满足|符合)(?:以下|下列)?|以下|下列"
    r"|上(?:一)?年度|当年度?|年度|最近|近|申报|申请|企业|单位|主体|项目|的"
    r"|对于?|且|并|和|或者?|及|与|须|应当?|需|必须|为|是|在|其|该|经|由|等"
    r"|者|有|已|给予"
    r"|条件|要求|支持|范围|对象|依法|合法|期间|期限|以来|认定|评定|获得|取得"
    r"|通过|新|首次|为|被|本市|我市|本省|全市|各类|符合|一年内|年内|中|内|后"
    r"|人|数|额|不含|含"
    r"|国家级?|省级?|市级?|区级?|财政|资金|[\s0-9.．、，。；：:（）()①-⑳“”\"]"
)
# 在定损核赔后: a step, 未拖欠资金: what was not done; neither is a deed that is supported
_ONCE = re.compile(r"^(?:在|经|待)[^，。；\n]{2,24}后$|^(?:未|没有|不得)")
# 认定为…示范工厂的: others did that to the firm, which its own deeds do not tell
_RECOGNISED = re.compile(r"(?:认定|评定|评选|评|授予|列|入选|命名)[为成]|入选|获评")
_SHORT = 16  # characters of one deed
_LEAST = 5  # characters that are left when a clause says something more
_LEAST_STRICT = 2
# On what it is reckoned, on top of what it comes, from when it is paid, and for what measure
_ASKS_NOTHING = re.compile(
    r"在[^，。；]{2,24}基础上|其余[^，。；]{1,10}部分|根据[^，。；]{2,30}(?:数据|情况|统计|结果|排名)"
    r"|可(?:根据|按照?|适当)[^，。；]{2,40}(?:提高|放宽|延长|上浮|增加)[^，。；]{0,12}"
    r"|自[^，。；]{2,12}之日起|每[^，。；\d]{1,6}1[^，。；\d]{1,3}"
)
_INTRODUCES = re.compile(r"(?:条件|要求|对象|范围|如下|以下|下列)(?:的)?[：:]?$")


def _left_over(text: str, known: list[Span], strict: bool) -> Iterator[tuple[Span, str]]:
    """Clauses whose words, apart from what is known, still say something, and those words."""
    for span in _clauses(text):
        said = span.of(text)
        if _INTRODUCES.search(said) or _ASKS_NOTHING.fullmatch(said.strip("，、。； \n")):
            continue
        masked = _without(said, span, known)
        rest = _EMPTY.sub("", masked)
        touched = masked != said
        least = _LEAST_KNOWN if next(meanings(masked), None) else _LEAST
        if len(rest) >= (_LEAST_STRICT if strict and not touched else least):
            yield from (
                _gaps(text, _stripped(text, span), known)
                if touched
                else ((_stripped(text, span), rest),)
            )


def _gaps(text: str, span: Span, known: Iterable[Span]) -> Iterator[tuple[Span, str]]:
    """What stands between the known words of a clause, where it says something by itself; the whole
    clause where no part of it does."""
    start, found = span.start, []
    for each in sorted((k for k in known if k.end > span.start), key=lambda k: k.start):
        if each.start >= span.end:
            break
        found.append(Span(start, max(start, each.start)))
        start = max(start, min(each.end, span.end))
    found.append(Span(start, span.end))
    runs = [_trimmed(text, each) for each in found]
    told = [(run, rest) for run in runs if _says_more(run.of(text), rest := _rest(run.of(text)))]
    yield from told or [(span, _EMPTY.sub("", _without(span.of(text), span, known)))]


def _rest(said: str) -> str:
    """What is left of a run without the words that add no condition."""
    return _EMPTY.sub("", said)


def _says_more(said: str, rest: str) -> bool:
    """Whether a run between known words is a condition of its own: few words are enough where a row
    knows them (并通过|验收)."""
    return len(rest) >= (_LEAST_KNOWN if next(meanings(said), None) else _LEAST_GAP)


_LEAST_GAP = 4
_LEAST_KNOWN = 2
_TIES = re.compile(
    r"^(?:的|并|且|和|与|及|以及|或|、|（|\(|）|\))+|(?:并|且|和|与|及|以及|或|、|（|\(|在|于|为|的)+$"
)


def _trimmed(text: str, span: Span) -> Span:
    """A run without the words that only tie it to its neighbours."""
    said = span.of(text)
    lead = _TIES.match(said)
    start = span.start + (lead.end() if lead else 0)
    tail = _TIES.search(said, lead.end() if lead else 0)
    return Span(start, span.start + tail.start() if tail and tail.end() == len(said) else span.end)


def _clauses(text: str) -> Iterator[Span]:
    """The runs between stops and commas, two that 且 joins apart."""
    for span in segments(text):
        start = span.start
        for joint in _AND_ALSO.finditer(span.of(text)):
            yield Span(start, span.start + joint.start())
            start = span.start + joint.end()
        yield Span(start, span.end)


_AND_ALSO = re.compile(
    r"(?<=[一-鿿]{4})(?:(?<![并而])且|(?<![合兼])并(?![购网轨列入表联发且]))(?=[一-鿿]{4})"
)


def _without(said: str, span: Span, known: Iterable[Span]) -> str:
    """The clause without the spans that conditions were read from."""
    kept = list(said)
    for each in known:
        for at in range(max(each.start, span.start), min(each.end, span.end)):
            kept[at - span.start] = " "
    return "".join(kept)


_ITEM = re.compile(
    rf"^\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）.．、]|[①-⑳])?\s*(?:{TO_WHOM}(?:于)?)?"
)


def _stripped(text: str, span: Span) -> Span:
    """A clause without its item number."""
    return Span(span.start + len(_ITEM.match(span.of(text)).group()), span.end)  # type: ignore[union-attr]


# ------------------------------------------------------------------ verdicts

FITS, MAY_FIT, DOES_NOT_FIT = "fits", "may_fit", "does_not_fit"


def verdict(states: Iterable[State]) -> str:
    """One failed condition is final; all met fits; anything unknown may fit."""
    listed = list(states)
    if False in listed:
        return DOES_NOT_FIT
    return MAY_FIT if None in listed else FITS


def condition_record(condition: Condition, state: State, profile: Profile) -> JSON:
    """A judged condition as the reply shows it; `because` is the firm's own words, if any."""
    name = "不得有的情形" if condition.barred else KIND_NAMES[condition.kind]
    return {
        "condition": f"{name}：{condition.quote}",
        "kind": condition.kind,
        "field": condition.field,
        "state": STATES[state],
        "quote": condition.quote,
        "because": _because(condition, profile) if state is not None else "",
    }


def _because(condition: Condition, profile: Profile) -> str:
    name, _, which = condition.field.partition(":")
    if name in ("label", "first", "since"):
        held = profile.label(which)
        return held.quote if held else ""
    if name == "size":
        words = [profile.quotes.get(key, "") for key in ("size", "sector", "staff", "revenue")]
        return "、".join(word for word in words if word)
    if name == "need" and (told := _of_purpose(which, condition.quote, profile)):
        return told
    aliases = {"need": profile.need, "founded": profile.quotes.get("age", "")}
    return aliases.get(name) or profile.quotes.get(name, "")


def _of_purpose(purpose: str, quote: str, profile: Profile) -> str:
    """What the firm says of a purpose: of several sentences that which shares most with the
    condition."""
    said = (span.of(profile.text) for span in segments(profile.text))
    told = [words for words in said if purpose in purposes_spoken(words)]
    return max(told, key=lambda words: len({*pairs_of(words)} & {*pairs_of(quote)}), default="")
