"""Is a figure of the kind that a question asks for told of what it asks about?

上海老楼装电梯补多少钱 is near many clauses on old houses and lifts; where no sentence of the best
of them holds an amount of money beside a word of the question, none of them is the answer. Only of
amounts, shares and counted things: a period may stand in any words (每年六月, 十年), and lies less
surely beside what it is asked of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from policykb import gazetteer
from policykb.thesaurus import terms
from policykb.types import Query
from policykb.understand.spoken import written_words

if TYPE_CHECKING:
    from policykb.search.view import Card

# How much of the question's words, by rarity, a sentence with such a figure must share; a term that
# documents write for one of its words counts as MEANT.
SHARED, MEANT = 0.12, 0.15
TRUSTED = 0.55  # weight of a concept whose terms may stand for the question's words

_N = r"[\d十百千万亿一二两三四五六七八九]"
_PAID = (
    r"奖金|赏金|罚金|费用|票价|学费|年费|保费|房租|租金|工资|津贴|补贴|补助|奖励|注册资本|总?投资"
)
_MONEY = re.compile(
    r"多少(?:块?钱|万?元|亿元|个?亿(?![户家人吨亩斤])|万?块|万(?![户家个人名吨亩辆件次字平]))"
    rf"|几(?:千|百|十|万)*[块元](?!地)|多少(?:{_PAID}|赏钱|奖|罚款|押金|现金)"
    r"|[交补奖给拿领罚收贴退发](?:个)?多少(?![天年月日人家户次个种])|金额"
    rf"|(?:{_PAID})(?:[是为有]|标准是?)?(?:多少|几)|总投资$|收费标准$"
)
_SHARE = re.compile(r"百分之几|几成|[税利费]率|几个点|百分比|比例(?:[是为])?(?:多少|几)|多少比例")
_COUNT = re.compile(
    r"多少(?:万|亿)?([家户人名位所辆吨部座亩斤])(?!心|才|气|生|民|工|员|口袋|长|均|分|属|门)"
)
_DAY = re.compile(r"几月几[日号]?|(?<![怕从])哪一?天(?![^，。？]{0,4}[起算])|(?<![好十])几号(?!文|令|线|楼)|日期$|哪个月")
_PHONE = re.compile("电话号码|(?:举报|联系|咨询|投诉)电话|热线号码|电话是多少")
_TELLS_MONEY = re.compile(rf"{_N} ?[多余]?(?:万|亿)?[元块]|\d ?[%％‰]|百分之|千分之|{_N}倍")
_TELLS_SHARE = re.compile(rf"\d ?[%％‰]|百分之|千分之|[\d一二三四五六七八九]成|{_N}倍")
_TELLS_DAY = re.compile(rf"{_N} ?月|月[底初]|\d ?日")
_TELLS_PHONE = re.compile(r"(?<!\d)1[12]\d{3}(?!\d)|(?<!\d)(?:0\d{2,3}[-—]?)?\d{7,8}(?!\d)")
# by how much something has grown is no amount
_GREW = re.compile(
    r"(?:增长|下降|提高|降低|增速|占比?|同比|提升|减少)[^，、。；\d]{0,8}\d[\d.]* ?[%％]"
)
_COUNTED = {"人": "人名位", "名": "人名位", "位": "人名位", "家": "家户个", "户": "户家个"}
_SENTENCE = re.compile(r"[^。；\n]+")
# words of asking for a figure, and how it is counted
_ASKING = re.compile(
    r"多少|几.*|百分.*|标准|金额|比例|[每一]个?[月年天日]?|一个|一共|总共|最多|最低|最高|不能|少于|超过"
    r"|可以|规定|要求|[今去]年|\d+年?|至少|起码|到底"
)


def untold(
    query: Query, cards: Sequence[Card], rarity: Callable[[str], float], concepts: Query
) -> bool:
    """Whether a figure is asked for that none of these passages tells beside a word of the question
    or a term for one (of the `concepts` found, or for its spoken words)."""
    tells = told_by(query.text)
    if tells is None:
        return False
    subject = {word: rarity(word) for word in subject_of(query)}
    whole = sum(subject.values())
    meant = terms_for(concepts)
    for card in cards:
        for sentence in _SENTENCE.findall(card.text):
            if tells(sentence):
                said = "".join([*card.passage.path, sentence])
                shared = sum(weight for word, weight in subject.items() if word in said)
                shared += MEANT * whole * sum(term in sentence for term in meant)
                if shared >= SHARED * whole:
                    return False
    return whole > 0


def told_by(text: str) -> Callable[[str], bool] | None:
    """What tells whether a sentence holds a figure of the kind that a question asks for; None where
    it asks for none.

    >>> tells = told_by("幼儿园一个月收多少钱")
    >>> tells and (tells("增长5%"), tells("每月350元"))
    (False, True)
    """
    if _MONEY.search(text):
        return lambda sentence: bool(_TELLS_MONEY.search(_GREW.sub("", sentence)))
    if _SHARE.search(text):
        return lambda sentence: bool(_TELLS_SHARE.search(sentence))
    if _PHONE.search(text):
        return lambda sentence: bool(_TELLS_PHONE.search(sentence))
    if _DAY.search(text):
        return lambda sentence: bool(_TELLS_DAY.search(sentence))
    if asked := _COUNT.search(text):
        unit = _COUNTED.get(asked[1], asked[1])
        told = re.compile(rf"{_N} ?[多余万亿]*(?:以上|左右)?[{unit}]")
        return lambda sentence: bool(told.search(sentence))
    return None


def subject_of(query: Query) -> list[str]:
    """The words of a question that tell what the figure is asked of: places, which the whole
    document may be about, are none."""
    text = query.text
    places = {text[m.span.start : m.span.end] for m in gazetteer.find_regions(text)}
    places |= {place.short for name in query.regions if (place := gazetteer.region(name))}
    return [w for w in query.words if not _ASKING.fullmatch(w) and w not in places]


def terms_for(query: Query) -> set[str]:
    """What documents write for the words of a question."""
    sure = (terms().get(c.id) for c in query.concepts if c.weight >= TRUSTED)
    named: Iterable[str] = (name for term in sure if term for name in term.official)
    return {*named, *written_words(query.spoken, query.words)}
