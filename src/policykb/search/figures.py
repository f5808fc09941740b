"""Is a figure of the kind that a question asks for told of what it asks about?

上海老楼装电梯补多少钱 is near many clauses on old houses and lifts; where no sentence of the best
of them holds an amount of money beside a word of the question, none of them is the answer. Where
one does, it goes before its likes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import rjieba

from policykb import gazetteer
from policykb.thesaurus import terms
from policykb.types import Query
from policykb.understand import normalise
from policykb.understand.spoken import written_words

if TYPE_CHECKING:
    from policykb.search.view import Card

# What a sentence with such a figure must come to: its share of the question's words, by rarity, a
# term that documents write for one of them counting as MEANT, and its nearness. Of 73 questions for
# amounts, shares, numbers and days that the libraries of tests/relevance and four fresh ones answer
# one is refused so, of 123 others 84; by the share alone it was one, and 63 of 118.
TOLD, MEANT = 0.55, 0.15
HEADING = 24  # characters of a first sentence that heads the others
NEAREST = 3  # passages of which one must tell of what the figure is asked of
STORY = 40  # characters; whoever tells so much asks for more than a figure
TRUSTED = 0.55  # weight of a concept whose terms may stand for the question's words

Near = Callable[[Sequence[str]], Iterable[float]]

_N = r"[\d十百千万亿一二两三四五六七八九]"
_END = r"(?=[是为有]?(?:多少|几|什么)|[？?]?$|表|号码)"  # asked for, not only spoken of
_PAID = (
    r"奖金|赏金|罚金|罚款|[一-鿿]费|费用|票价|房租|租金|工资|薪水|津贴|补贴|补助|奖励|注册资本"
    r"|总?投资"
)
_ASKS_MONEY = (
    r"多少(?:块?钱|万?元|亿元|个?亿(?![户家人吨亩斤])|万?块|万(?![户家个人名吨亩辆件次字平]))"
    rf"|(?<![好十这那])几(?:千|百|十|万)*[块元毛](?!地)|多少(?:{_PAID}|赏钱|奖|罚款|押金|现金)"
    r"|[交补奖给拿领罚收贴退发销赔付花挣扣垫]个?多少(?![天年月日人家户次个种])"
    rf"|(?:{_PAID})(?:[是为有要得]|标准是?|一个月|每月|一年|每年)*(?:多少|几)(?![天年月人家户次种])"
    rf"|(?:总投资|收费标准|金额){_END}"
)
_ASKS_SHARE = rf"百分之几|几成|几个点|多少比例|(?:[税利费]率|百分比|比例){_END}"
_ASKS_DAY = (
    r"几月几[日号]?|(?<![怕从])哪一?天(?![^，。？]{0,4}[起算])|(?<![好十])几号(?![文令线楼])"
    rf"|日期{_END}|哪个月"
)
_ASKS_PHONE = rf"(?:电话|热线)(?:{_END}|(?:打|拨|是)(?:哪|多少|几|什么))"
_ASKS_PAPERS = (
    r"(?:[带交要办]|提交|准备)些?(?:什么|哪些|啥)(?:申报|申请|证明)?(?:材料|证件|资料|手续|文件)"
)
_ASKS_FIRM = r"哪一?家(?:公司|机构|单位|银行|企业|厂家?|平台|医院|学校)|(?:公司|厂家|机构)是哪一?家"
_ASKS_WHEN = (
    r"(?:什么时[候间]|何时|啥(?:时候|日子)|几时|[哪多]会儿)(?!.{0,2}[能才可])|哪一?年|\b[Ww]hen\b"
)
_ASKS_PERIOD = (
    r"多少个?(?:天|日|月|年|工作日|小时|周)|多久|多长时间|多少时间|\b[Hh]ow (?:long|soon|many "
    r"(?:\w+ )?(?:days|months|years|hours|weeks))\b"
    r"|(?<![这那前帮好十过上近头])几(?:天|个?月|年|日|个?小时|个?钟头|个工作日|分钟)|多少分钟"
)
_COUNT = re.compile(
    r"多少[万亿]?((?:[家户人名位所辆吨部座亩斤种台件项张套条株棵](?![心才气生民工员口长均分属门目])"
    r"|[分个倍次](?![天月年日小工钟人之])|公里|平方米))"
)
_COUNTED = {"人": "人名位", "名": "人名位", "位": "人名位", "家": "家户个", "户": "户家个"}
_COUNTED |= {"个": "个家处所座项"}  # 多少个 is said of whatever has a word of its own
_MONEY = rf"{_N} ?[多余]?[万亿]?[元块]|百分之|千分之|{_N}倍|免费|免[收缴]|不收(?:取)?(?:任何)?费"
_PER_CENT = re.compile(r"\d ?(?:[%％‰]|个?基点)")
_SHARE = rf"{_PER_CENT.pattern}|百分之|千分之|[\d一二三四五六七八九]成|{_N}倍"
_DAY = rf"{_N} ?月|月[底初]|\d ?日"
_PHONE = r"(?<!\d)1[12]\d{3}(?!\d)|(?<!\d)(?:0\d{2,3}[-—]?)?\d{7,8}(?!\d)"
_PAPERS = (
    r"材料|证明(?!了)|证件|证书|申请[书表]|申报书|手续|登记|报告"
    r"|(?:提交|提供|附送|报送|携带|出具|填[写报])[^。；\n]{0,20}(?:书|表|文件|资料|复印件|原件)"
)
_FIRM = r"公司|集团|银行|研究[院所]|大学|中心|协会|学会|交易所|医院|厂(?![家房区商矿])"
_PERIOD = rf"{_N} ?[多余]?(?:个工作)?(?:日|天|个?月|年|个?小时|周|分钟)"
_WHEN = rf"\d{{4}} ?年|{_N} ?月(?!份)|月底|年[底初末]|之日起|届满|{_PERIOD}"
_WHEN += r"|自[^，。；\n]{1,16}[时起]|时(?:成立|开始|生效|终止|设立|转移)"
# What is asked for less often, and what tells it.
_RARER = {
    r"几点(?:钟|[开关上下到能之以]|[？?]?$)": (
        rf"{_N} ?[点时](?![度候期代间])|[:：]\d\d|[上下]午|小时"
    ),
    r"多大(?:年纪|岁数|年龄)|[几少]岁|年龄(?:限制|要求)?[是有]?(?:多|什么|[？?]?$)": (
        rf"{_N} ?周?岁"
    ),
    r"(?:什么|啥|哪种)颜色": r"[红黄蓝绿白黑橙紫灰]色?",
    r"(?<![好这那前上了过])(?:几|多少)次|多久一次": rf"{_N} ?次|每|[日周月季年]报|定期",
    r"几折|打折": r"折|减[免半征按收]|优惠|半价|免[费收征缴除]|[%％]",
    r"(?:几|多少)倍": rf"{_N} ?倍|百分之|[%％]",
    r"(?:几|多少)度(?!电?的)": rf"{_N} ?(?:度|℃|千瓦时)",
    r"(?<![好十])几分(?![钟之])|多少分(?!钟)": rf"{_N} ?分|分值|计分|评分",
    r"多[重沉](?=[？?]?$)|(?:几|多少)公?斤": rf"{_N} ?(?:克|千克|公?斤|吨)",
    r"多[高宽厚深](?=[？?]?$)": rf"{_N} ?(?:毫|厘|公)?[米里]",
    r"(?:收|要|花)钱[吗不嘛么]|[免收]费[吗不嘛么]|能不能免[费]?[？?]?$": (
        r"免费|免[收征缴]|不收|无偿|收费|费用|自费|报销|[费金款]|元"
    ),
    r"谁(?:来)?(?:出|付|掏|交|报销|承担|负担|贴|垫)(?:钱)?[？?]?$": (
        r"承担|负担|支付|出资|[费款金]|财政|垫付|缴纳|报销|免[收征]"
    ),
    r"网址|(?:哪个|什么|啥)(?:网站?|[Aa][Pp][Pp]|小程序|公众号)": (
        r"http|www|网[上站址]|[Aa][Pp][Pp]|小程序|公众号|平台|系统"
    ),
    r"地址|哪条[路街]|几楼|门牌": r"[路街]\d*号?|楼|大[厦厅]|邮编|窗口|地址",
    r"多远|(?:几|多少)(?:米|公里)": rf"{_N} ?(?:公里|千米|厘米|毫米|米)",
    r"\b[Hh]ow much\b": rf"{_MONEY}|[%％]",
    r"(?:什么|啥|多高)学历|学历要求": r"学历|学位|本科|[大专]专|高中|[硕博]士|毕业",
}
# What stands between a noun and the words that ask for its figure; nouns that name nothing told.
_LINKS = re.compile(r"(?:[是为有要得在到]|达到|定为|分别|大约|一共|总共|最[长多高低少短晚迟])+$")
_LIGHT = re.compile(r"能.|孩子|小孩|老人|人家|数量|总[数量]|规模|时间|计划|面积|金额|地方")
_SENTENCE = re.compile(r"[^。；\n]+")
# by how much something has grown is no amount
_GREW = re.compile(
    r"(?:增长|下降|提高|降低|增速|占比?|同比|提升|减少)[^，、。；\d]{0,8}\d[\d.]* ?[%％]"
)
# words of asking for a figure, what is paid, and how it is counted
_ASKING = re.compile(
    rf"{_PAID}|违法所得|货值金额|行政处罚|处罚|处以罚款|多少|几.*|百分.*|标准|金额|比例"
    r"|[每一]个?[月年天日]?|一个|一共|总共|最多|最低|最高|不能|少于|超过|可以|规定|要求|[万亿]?元|钱"
    r"|材料|证件|手续|公司|机构|单位|[今去]年|\d+年?|至少|起码|到底"
    r"|(?:财政|奖励?|奖补|补[助贴])?(?:资金|经费)|财政(?:补[助贴])?|奖补|给予奖励|(?:收费|奖励|补[助贴])标准|价格"
)


_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True)
class Kind:
    """Figures of a kind: how they are asked for, and what tells them, a pattern that is compiled
    when it is first wanted, for a run asks for one kind at most. Where they are `sure`, no other
    words stand for them. Amounts are told in `per_cent` too, but not what has grown by it.
    `of_noun`: what they are of stands right before the words that ask for them."""

    asks: re.Pattern[str]
    tells: str
    sure: bool = True
    per_cent: bool = False
    of_noun: bool = True

    def told_in(self, text: str) -> bool:
        """Whether a text holds a figure of the kind."""
        if _compiled(self.tells).search(text):
            return True
        return self.per_cent and _PER_CENT.search(_GREW.sub("", text)) is not None


# Periods and points in time stand in any words (每年六月), or far from what they are asked of.
_KINDS = (
    Kind(re.compile(r"罚款?多少|罚几[块元千百万]"), rf"罚款|{_MONEY}", per_cent=True),
    Kind(re.compile(_ASKS_MONEY), _MONEY, per_cent=True),
    Kind(re.compile(_ASKS_SHARE), _SHARE),
    Kind(re.compile(_ASKS_PHONE), _PHONE),
    Kind(re.compile(_ASKS_DAY), _DAY),
    Kind(re.compile(_ASKS_PAPERS), _PAPERS),
    Kind(re.compile(_ASKS_FIRM), _FIRM),
    Kind(re.compile(_ASKS_WHEN), _WHEN, sure=False, of_noun=False),
    Kind(re.compile(_ASKS_PERIOD), _PERIOD, sure=False),
    *(Kind(re.compile(asks), tells, sure=False, of_noun=False) for asks, tells in _RARER.items()),
)


def kind_asked(text: str) -> Kind | None:
    """The kind of figure that a question asks for.

    >>> kind = kind_asked("幼儿园一个月收多少钱")
    >>> kind and (kind.told_in("增长5%"), kind.told_in("每月350元"))
    (False, True)
    """
    known = next((kind for kind in _KINDS if kind.asks.search(text)), None)
    counted = _COUNT.search(text)
    if counted and not (known and known.sure):
        units = _COUNTED.get(counted[1], counted[1])
        return Kind(_COUNT, rf"{_N} ?[多余万亿]*(?:以上|左右)?[一-鿿]?[{units}]")
    return known


def untold(
    query: Query,
    cards: Sequence[Card],
    rarity: Callable[[str], float],
    understood: Query,
    near: Near,
) -> bool:
    """Whether a figure is asked for of a kind that none of these passages tells, or of a sure kind
    that none tells of what it is asked of, by the question as it was `understood` in the end;
    `near` tells how near texts are to it, on the model's scale."""
    kind = kind_asked(query.text)
    if kind is None or len(query.text) > STORY:
        return False
    if not any(kind.told_in(card.text) for card in cards):
        return True
    if _headless(understood, kind, cards):
        return True
    if not kind.sure:
        return False
    cards = cards[:NEAREST]
    subject = {word: rarity(word) for word in subject_of(query)}
    whole, meant = sum(subject.values()), terms_for(understood)
    told = [(c, s) for c in cards for s in _SENTENCE.findall(c.text) if kind.told_in(s)]
    shares = [
        sum(weight for word, weight in subject.items() if word in said) / max(whole, 1e-9)
        + MEANT * sum(term in sentence for term in meant)
        for card, sentence in told
        for said in ["".join([*card.passage.path, *headed(card.text), sentence])]
    ]
    if not whole or max(shares, default=0.0) >= TOLD:
        return False
    nearness = near([sentence for _, sentence in told]) if told else ()
    return all(share + close < TOLD for share, close in zip(shares, nearness, strict=True))


def _headless(query: Query, kind: Kind, cards: Sequence[Card]) -> bool:
    """Whether no sentence with a figure of the kind names the thing that is counted or paid for,
    by itself or as documents write it."""
    head = head_of(query.text, kind)
    if not head:
        return False
    known = (terms().get(c.id) for c in query.concepts if head in c.by or c.by in head)
    names = {head, *(name for term in known if term for name in term.official)}
    names |= {
        name for said, meant in query.spoken if said in head or head in said for name in meant
    }
    told = (
        "".join([*card.passage.path, *headed(card.text), sentence])
        for card in cards
        for sentence in _SENTENCE.findall(card.text)
        if kind.told_in(sentence)
    )
    return not any(name in said for said in told for name in names)


def head_of(text: str, kind: Kind) -> str:
    """The noun right before the words that ask for a sum, a number or a period; else nothing.

    >>> head_of("今年种芒果多少亩", kind_asked("今年种芒果多少亩") or _KINDS[0])
    '芒果'
    """
    text = normalise(text)
    asked = kind.asks.search(text) if kind.of_noun else None
    before = _LINKS.sub("", text[: asked.start()]) if asked else ""
    word, tag = next(reversed(rjieba.tag(before)), ("", ""))
    return word if tag == "n" and len(word) > 1 and not _LIGHT.fullmatch(word) else ""


def headed(text: str) -> list[str]:
    """The heading at the head of a text, where one stands there: （一）关于公路建设。你省请求…"""
    return [run for run in _SENTENCE.findall(text)[:1] if len(run) <= HEADING]


def subject_of(query: Query) -> list[str]:
    """The words of a question that tell what the figure is asked of: places, which the whole
    document may be about, are none."""
    text = query.text
    places = {text[m.span.start : m.span.end] for m in gazetteer.find_regions(text)}
    places |= {place.short for name in query.regions if (place := gazetteer.region(name))}
    return [w for w in query.words if not _ASKING.fullmatch(w) and w not in places]


def terms_for(query: Query) -> set[str]:
    """What documents write for the words of a question, but for what is paid."""
    sure = (terms().get(c.id) for c in query.concepts if c.weight >= TRUSTED)
    named: Iterable[str] = (name for term in sure if term for name in term.official)
    every = (*named, *written_words(query.spoken, query.words))
    return {term for term in every if not _ASKING.fullmatch(term)}
