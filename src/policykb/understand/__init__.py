"""understand(text): what does the asker mean? A question in any script → Query.

The question is brought to NFKC width and simplified script; what it names by its form (文号,
clauses, years, exclusions) is read by patterns, places and departments come from the gazetteer,
concepts from the thesaurus, and the rest becomes the words that are looked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator, Sequence
from itertools import chain

from policykb import gazetteer
from policykb.gazetteer import Mention, Region
from policykb.gazetteer.bodies import BRANCHES
from policykb.gazetteer.fields import Office, find_offices
from policykb.thesaurus import concepts_of_query
from policykb.tokens import words
from policykb.types import Concept, Filters, Query, Span
from policykb.understand import patterns
from policykb.understand.english import FUNCTION_WORDS, translated
from policykb.understand.script import is_chinese, normalise
from policykb.understand.spelling import corrections
from policykb.understand.spoken import cuts_of, spoken

__all__ = ["STOP_WORDS", "asks_which_documents", "is_chinese", "normalise", "understand"]

# Ways of asking that would be cut into other words (能|不能, 药会|不会, 里|管), longest first.
_ASKING = re.compile(
    r"请问|是什么|有哪些|有没有|能不能|可不可以|怎么办|怎么弄|怎么样|为什么|干啥|咋办|咋整|想知道|告诉我"
    r"|(?<=[一-鿿])里(?=[有管写说讲])|([会要该是行好对算用])不\1"
)
# Whoever asks which documents there are looks for their subject: 有没有关于养老的文件.
_DOCUMENTS_ASKED = re.compile(
    r"(?<![交供备要需送具带附])(?:哪些|哪几[份个部]?|什么|几[份个部])(?:政策)?文[件档](?=[一-鿿])"
    r"|(?<=[一-鿿])(?:(?:方面|相关)的?|的)(?:政策)?文[件档](?:有没有|有哪些|有多少|有几[份个]|是哪[些份个])?[?]?$"
    r"|(?<=[一-鿿])(?<!性)文[件档](?:有没有|有哪些|有多少|有几[份个]|是哪[些份个])[?]?$"
)
_COUNTED = re.compile("多少[份个件]")  # 清掉了多少份设门槛的文件 asks for a number
# Words of asking, not of what is asked; kept when nothing else is left.
_STOP = """
不 不在 的 了 吗 呢 吧 啊 呀 嘛 么 着 过 得 地 之 与 和 及 或 而 且 也 都 就 还
又 再 很 太 最 把 被 让 给 对 向 从 在 是 有 没 没有 怎么 怎样 如何 什么
哪些 哪个 哪里 哪儿 哪 谁 多少 几 几个 几条 几家 为何 是否 能否 可否 请 想
想要 要 想问 问 知道 了解 一下 咋 啥 办 我 我们 我家 你 你们 他们 它 咱 咱们
这 那 这个 那个 这些 那些 那种 个 一个 能 可以 会 该 应该 来 去 到 上 下 里
中 于 等 用 做 写 说 里面 分别 到底 第 号 条
"""
STOP_WORDS = frozenset(_STOP.split()) | FUNCTION_WORDS


# The court that one goes to is not the highest one, unless a question asks for duties.
_COURTS = frozenset(("法院", "人民法院", "检察院", "人民检察院"))
_DUTY = re.compile("负责|牵头|职责|配合|任务|措施")
# What stands behind a place in the names of branches.
_OF_PLACE = re.compile(r"海关|银保?监局|证监局|[一-鿿]{2,4}?(?:监?分局|支行|分行)")
_BRANCH = re.compile(rf"[省市]?(?:{BRANCHES}|支行|分局|办事处)")


def understand(
    text: str,
    filters: Filters | None = None,
    today: dt.date | None = None,
    printed: Container[str] = (),
) -> Query:
    """The meaning of a question: what it names, what it excludes, the words to look for.

    Never fails: an empty question is a Query without words. `today` is what 去年 and 近三年 are
    counted from; the real day if left out. `printed`: words that look like slips and are none.

    >>> understand("169号文第（十一）条").clauses
    ('第十一条',)
    """
    excluded, rest = patterns.exclusions(normalise(text))
    numbers, plain = patterns.doc_numbers(rest)
    slips = tuple(slip for slip in corrections(plain) if slip[0] not in printed)
    found = _words(rest, slips)
    concepts = _concepts(plain, found, slips)
    counted = patterns.spoken_years(plain, (today or dt.date.today()).year)
    found += tuple(year for year in counted if year not in found)
    found += tuple(w for w in patterns.standard_words(numbers) if w not in found)
    english = _translated(text, concepts, found)
    said = " ".join([plain, *english])
    places = _places(said)
    return Query(
        text=text.strip(),
        words=found + english,
        regions=_regions(said, places),
        departments=_departments(plain, places),
        doc_numbers=numbers,
        titles=patterns.titles(rest),
        clauses=patterns.clauses(plain, any(map(patterns.is_standard, numbers))),
        years=tuple(sorted({*patterns.years(plain), *counted})),
        excluded=excluded,
        concepts=concepts,
        corrections=slips,
        spoken=spoken(" ".join([*(english or [plain]), *(meant for _, meant in slips)])),
        filters=filters or Filters(),
    )


def asks_which_documents(text: str) -> bool:
    """Whether a question asks which documents there are of a subject.

    >>> asks_which_documents("有没有关于养老的文件"), asks_which_documents("要交哪些文件")
    (True, False)
    """
    text = normalise(text)
    return bool(_DOCUMENTS_ASKED.search(text)) and not _COUNTED.search(text)


def _words(text: str, slips: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Each word once, words of asking left out; the corrected words beside those typed.

    Pinyin is left out where it was read: it stands in no document.
    """
    for typed, _ in slips:
        text = text if is_chinese(typed) else re.sub(re.escape(typed), " ", text, flags=re.I)
    if asks_which_documents(text):
        text = _DOCUMENTS_ASKED.sub(" ", text)
    asked = _ASKING.sub(" ", patterns.without_clauses(_apart(text)))
    found = list(dict.fromkeys(words(asked) or words(text)))
    kept = [word for word in found if word not in STOP_WORDS] or found
    return tuple(dict.fromkeys([*kept, *(w for _, meant in slips for w in words(meant))]))


def _apart(text: str) -> str:
    """Names of bodies between spaces, so that they are cut from their neighbours (部|要)."""
    for mention in reversed(gazetteer.find_departments(text)):
        start, end = mention.span.start, mention.span.end
        text = f"{text[:start]} {text[start:end]} {text[end:]}"
    return text


def _concepts(
    text: str, found: tuple[str, ...], slips: tuple[tuple[str, str], ...]
) -> tuple[Concept, ...]:
    """Concepts of the thesaurus, and what abbreviations stand for (id: the short form)."""
    concepts = concepts_of_query(" ".join([text, *(meant for _, meant in slips)]))
    known = {concept.term for concept in concepts}
    full = gazetteer.abbreviations()
    short = [word for word in found if full.get(word, "") not in ("", *known)]
    return concepts + tuple(Concept(id=word, term=full[word], by=word) for word in short)


def _translated(
    text: str, concepts: tuple[Concept, ...], found: tuple[str, ...]
) -> tuple[str, ...]:
    """The Chinese words of what a question without a Chinese character means."""
    if is_chinese(text):
        return ()
    terms = (*translated(text), *(concept.term for concept in concepts))
    meant = (word for term in terms for word in words(term))
    return tuple(dict.fromkeys(word for word in meant if word not in found))


def _places(text: str) -> Sequence[Mention[Region]]:
    """The places named, in the order of the text."""
    found = gazetteer.find_regions(text), gazetteer.find_called(text, cuts_of(text))
    return sorted(chain.from_iterable(found), key=lambda mention: mention.span.start)


def _regions(text: str, places: Sequence[Mention[Region]]) -> tuple[str, ...]:
    """Full names of the places named; those of one character last."""
    named = [mention.entry.name for mention in places]
    return tuple(dict.fromkeys([*named, *gazetteer.lettered(text)]))


def _departments(text: str, places: Sequence[Mention[Region]]) -> tuple[str, ...]:
    """Today's names of the bodies named, old and short names included; a branch (南通海关,
    人民银行沈阳分行) stands before the body that it belongs to."""
    offices = find_offices(text)
    named = [m for m in gazetteer.find_departments(text) if not _is_part(m.span, offices)]
    ends = {mention.span.end for mention in places}
    if named and ends:
        # 某市商务部门 is the city's, not the ministry.
        local = {m.span: m for m in gazetteer.find_departments(text, "local")}
        named = [local[m.span] if m.span.start in ends else m for m in named]
    told = [m for m in named if m.span.of(text) not in _COURTS or _DUTY.search(text)]
    found = [m.entry.current for m in told or gazetteer.find_asked(text)]
    known = [m.span for m in named]
    others = (m.entry.name for m in offices if m.span not in known)
    return tuple(dict.fromkeys([*_branches(text, known, places), *found, *others]))


def _is_part(span: Span, offices: Sequence[Mention[Office]]) -> bool:
    """Whether a name is only a part of that of a body called by its field: 国务院|民政部门."""
    inside = (m for m in offices if m.span.start <= span.start and span.end <= m.span.end)
    return any(m.span != span for m in inside)


def _branches(
    text: str, bodies: Sequence[Span], places: Sequence[Mention[Region]]
) -> Iterator[str]:
    """The branches named: a body, a place and 分行; a place and 海关."""
    before = {body.end: body.start for body in bodies}
    for start, end in ((place.span.start, place.span.end) for place in places):
        if own := _OF_PLACE.match(text, end):
            yield text[start : own.end()]
        elif start in before and (branch := _BRANCH.match(text, end)):
            yield text[before[start] : branch.end()]
