"""offers(text): the single grants of a clause, each with its own conditions.

A clause may hold several (50万元 for one label, 20万元 for another): they are told apart at
sentence ends and semicolons. Sentences that only set conditions belong to all grants of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from policykb.answer.bodies import without_head
from policykb.answer.conditions import Condition, conditions, excluded
from policykb.answer.giving import imposes
from policykb.answer.grammar import Setting
from policykb.answer.grammar.deeds import unsaid
from policykb.answer.grammar.paid import PERSONS
from policykb.extract.support import RELIEF, TO_WHOM

# ------------------------------------------------------------------ what grants look like

_MONEY = (
    r"\d[\d,，.]*(?:[—\-至到]\d[\d.]*)?\s?(?:万|亿|万亿|千)?元|[一二两三四五六七八九十百]+[万亿]元?"
)
_SHARE = (
    r"\d+(?:\.\d+)?\s?[%％‰]|百分之[零一二两三四五六七八九十百点]+"
    r"|\d+(?:\.\d+)?个(?:百分)?点|[一二三四五六七八九]成|[减折]半|半数|全额"
    r"|免费"
)
_HELP = (
    rf"{RELIEF}|免收|免除|免[缴交租]|缓缴|缓征"
    r"|返还|抵扣|给予|予以|一次性|奖[^励补罚项章]{0,2}(?=\d)"
    r"|补偿|优惠|兑现|授信|担保费|贷款额度|转贷|过桥|发放|服务券|创新券|信用贷款"
)
_SUMS = re.compile(
    rf"{_MONEY}|{_SHARE}|[免减](?:除|收|缴|交|租)?[^，。；\n]{{0,3}}[\d一二两三四五六]{{1,2}}个?月"
)
_GRANTS = re.compile(_HELP)
# 税费减免政策 names what others grant; 减免租金 grants
_FIGURES = re.compile(
    rf"{_MONEY}|{_SHARE}|免征|免收|免除|免[缴交租]|全免|缓缴"
    r"|减免(?!红利|政策|措施|事项|手续|服务|工作|优惠)"
)
# Where the grant begins inside a clause; what stands before tells to whom.
_BEGINS = re.compile(
    r"(?:补助|补贴|奖励|贴息)(?:比例|标准|额度|金额)(?:提高|上浮|增加)(?:至|到)"
    r"|(?:可|将|分别|由[^，。；\n]{0,12}|市级?财政|财政|省级财政|每年|再|额外)*"
    r"(?:给予|予以|按照?(?!规定|时)|一次性|最高|享受|可?享|实行|补贴|补助"
    r"|奖励|资助|减免|免征|免收|免除|免[缴交租]|减征|减按|减半|缓缴|返还|发放"
    r"|提供(?=[^，。；\n]{0,8}(?:最高|不超过|\d))|兑现|奖补|贴息)"
)
_ENCOURAGES = re.compile(r"(?:鼓励|引导|探索|研究|争取|推动|支持有条件|有条件的[^，。；]{0,12}可)")
_CAPS = re.compile(
    r"^(?:同一|单个|单家|每(?:家|户|个|人|年|项)|累计|最高|总额|合计|单户"
    r"|年度|所需|资金由|补助资金|奖励资金|贴息(?:期限|比例|年限)|补贴(?:期限"
    r"|标准|比例)|期限|原则上|按|给予|就高|不重复|其余|分)"
)
_BONUS = re.compile(r"其中|再(?:给予|奖励|增加)|额外|另(?:外|行)?(?:给予|奖励)|上浮|提高(?:至|到)")
_ASKS = re.compile(
    r"应当?(?![用急对届邀])|须|必须|需(?!求|要|方)|要求|条件|同时(?:符合|具备|满足)"
    r"|仅限|限于|适用于|符合|具备|满足|近[一二两三]年|无(?:重大|严重|不良)|未(?:发生|被?列入)|信用"
)
_REFUSES = re.compile(
    r"不予(?:支持|受理|补助|奖励)|不得(?:享受|申报|申请)|不再(?:支持|享受|受理|补助|奖励|给予)"
    r"|不(?:享受|支持|纳入|适用|属于[^，。；]{0,6}范围)(?:本[^，。；]{1,4})?"
    r"|除外|取消[^，。；]{0,6}资格"
)
_LABELLED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]"
    r"|[①-⑳])?\s*(?:(?P<who>(?:支持|适用|申报|享受|扶持|奖励|补贴|补助"
    r"|申请)(?:对象|主体|范围|条件)|(?:基本|申报|申请|享受)?条件(?:要求)?)"
    r"|(?P<how>(?:支持|奖励|补助|补贴|扶持|奖补|贴息)(?:标准|方式|内容|政策)|(?:政策)?内容)"
    r"|(?P<rest>申报(?:时间|期限|材料|流程|方式|程序)|受理[^：]{0,6}"
    r"|办理[^：]{0,6}|咨询[^：]{0,4}|联系[^：]{0,6}|实施期限"
    r"|责任[^：]{0,4}))[：:。]"
)
# 第三条 技术改造补助。对…: the opening words of an article are its heading
_TITLE = re.compile(
    r"^\s*(?:第[零一二三四五六七八九十百]{1,6}条)?\s*+(?!对)[^，。；：\d\n给予按]{2,20}。(?=\s*[^\s])"
)
_PIECES = re.compile(r"[^。；;\n]+")
# 给予10万元，…的再奖励5万元: what is added stands apart
_ADDED = re.compile(
    r"(?<!的)[，,](?=其中|[^，。；\n]{0,30}(?:的，)?(?:再|另外?|额外)(?:给予|奖励|补助|补贴|增加|叠加))"
)
_WHEN = re.compile(
    r"申报(?:时间|期限|截止)|受理(?:时间|期限)|申请(?:时间|期限)|截止|联系"
    r"|咨询|电话|执行至|有效期|网址|窗口"
)


_FOR = re.compile(r"(?:支持|鼓励|引导|帮助|推动|面向)([^，。；\n]{0,24}?(?:企业|工商户))")
# A sentence that turns to those who are helped (对…的, 凡…). Another without a figure tells offices
# and banks what to do: its deeds are theirs, and nothing that a firm must have done.
_TO_WHOM = re.compile(
    r"(?:^|[，,；])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]|[①-⑳])?\s*"
    rf"(?:{TO_WHOM}|凡|给予|符合|经认定|新认定|首次|获得?|被(?:认定|评为))"
)
_TASKS = frozenset(("activity", "other", "first_loan"))
# What a sentence that only encourages can ask: it tells banks and bodies what to do for firms, so
# that the lines of business and the bodies it names are theirs.
_HELPED = frozenset(("size", "label", "place"))
_OF_BODIES = frozenset(("sector", "recipient", "label"))
# How a label is come by: what a clause on that asks of nobody is to have the label.
_PATH = re.compile(
    r"梯度|培育(?:体系|库|机制|计划|工程|工作)|孵化培育|(?:评价|认定|评定|遴选)(?:体系|标准|机制|办法|流程|工作|管理)"
)
# 应急部负责…, 各地要…: what an office is told to do is no condition of a firm
_OFFICES = re.compile(
    r"^[^，。；\n]{0,24}(?:[部厅局]|委员会|政府|部门|各地区?|办公室)(?:要|应当?|须|必须|负责|会同|按照|加强)"
)
# A sentence that only tells of a policy to be carried out or made grants nothing by itself.
_POLICY = re.compile(r"落实|完善|健全|研究|推动|探索|按(?:有关|国家|现行)?规定|依法")


@dataclass(frozen=True, slots=True)
class Offer:
    """One grant: its verbatim run, whether it can be claimed, and what it asks."""

    text: str
    amount: str
    claimable: bool
    conditions: tuple[Condition, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What was read of a clause so far."""

    offers: list[Offer] = field(default_factory=list)
    shared: list[Condition] = field(default_factory=list)  # from sentences that set conditions
    told: list[Condition] = field(default_factory=list)  # from others that speak of some


@lru_cache(maxsize=5_000)
def offers(text: str, heading: str, setting: Setting) -> tuple[Offer, ...]:
    """The grants that a clause states, in order; one that cannot be claimed where it only
    encourages. The conditions of the whole clause stand behind each grant's own."""
    body = _TITLE.sub("", without_head(text, heading), count=1)
    read = _Reading()
    asking = False
    for piece in _pieces(body):
        label = _LABELLED.match(piece)
        if label:
            asking = bool(label["who"])
            if label["rest"]:
                continue
            piece = piece[label.end() :]
        if not _WHEN.search(piece) or _FIGURES.search(piece):
            _read(piece, read, setting, asking=asking)
        if piece.rstrip().endswith(("：", ":")) and _ASKS.search(piece):
            asking = True
    if not read.offers:
        return (_wish(body, setting),)
    told = read.told
    if not any(offer.claimable for offer in read.offers):
        told = [c for c in told if c.kind not in _TASKS | _OF_BODIES]
    shared = [*read.shared, *told]
    return tuple(
        replace(offer, conditions=_each_once((*offer.conditions, *shared))) for offer in read.offers
    )


def _pieces(body: str) -> Iterator[str]:
    for match in _PIECES.finditer(body):
        yield from (part for part in _ADDED.split(match.group()) if part.strip())


def _read(piece: str, read: _Reading, setting: Setting, *, asking: bool) -> None:
    """Takes one sentence as a grant, as conditions for all, or as neither."""
    if asking and not _is_grant(piece):
        read.shared += conditions(piece, setting, strict=True)
    elif rest := refuses(piece):
        read.shared += excluded(rest, piece, setting)
    elif imposes(piece):
        return
    elif _is_grant(piece):
        offer = _following(_offer(piece, setting), piece, read.offers)
        if read.offers and not read.offers[-1].amount:  # it only named those who are helped
            read.offers.pop()
        read.offers.append(offer)
    elif _GRANTS.search(piece) and not read.offers and not _ENCOURAGES.match(piece.strip()):
        read.offers.append(_encouraged(_offer(piece, setting), piece))
    elif _ASKS.search(piece) and not (_CAPS.match(piece.strip()) or _OFFICES.match(piece.strip())):
        read.told += conditions(piece, setting, strict=False)


def _encouraged(offer: Offer, piece: str) -> Offer:
    """An offer without a figure: unless it turns to those who are helped, what it asks of bodies is
    not asked of firms."""
    asked = offer.conditions
    if not _TO_WHOM.search(piece):
        asked = tuple(c for c in asked if c.kind in _HELPED)
    if _PATH.search(piece):
        asked = tuple(c for c in asked if c.kind != "label")
    return replace(offer, amount="", claimable=False, conditions=asked)


def _following(offer: Offer, piece: str, before: list[Offer]) -> Offer:
    """An offer that says nothing of its own of whom it is for speaks of those before; what is
    added to an offer asks all that it asked."""
    if not before:
        return offer
    told = [c for c in offer.conditions if c.kind != "other"]
    earlier = [c for c in before[-1].conditions if told == [] or c.kind != "other"]
    if _BONUS.search(piece):
        earlier = list(before[-1].conditions)
    elif told:
        return offer
    else:
        earlier = [c for c in earlier if c.kind != "first"]
    return replace(offer, conditions=(*earlier, *offer.conditions))


@lru_cache(maxsize=20_000)
def grants(text: str) -> bool:
    """Whether a clause states a grant with its figure."""
    return any(_is_grant(piece) for piece in _pieces(text))


def _is_grant(piece: str) -> bool:
    return bool(_GRANTS.search(piece) and _FIGURES.search(piece)) and not imposes(piece)


def _offer(piece: str, setting: Setting) -> Offer:
    """One sentence that grants something."""
    whom: list[str] = []
    grant: list[str] = []
    own = False
    for part in re.split(r"(?<=[，,])", piece):
        begins = _BEGINS.search(part) if _has_grant(part) else None
        if begins is None and not grant:
            whom.append(part)
        elif grant and not _is_condition(part):
            grant.append(part)
        elif begins is None:
            whom.append(part)
        else:
            before, after = _split(part, begins)
            whom.append(before)
            grant.append(after)
            own |= bool(_ENCOURAGES.match(part.strip("对 （）一二三四五六七八九十0123456789.、")))
    run = "".join(_addressed(whom))
    asked = conditions(run, setting) or conditions(run, setting, strict=True)
    if not (_SUMS.search(piece) or _TO_WHOM.search(piece)):
        asked = [condition for condition in asked if condition.kind not in _TASKS]
    if persons := [c for c in asked if c.kind == "recipient" and PERSONS.search(c.quote)]:
        asked = persons  # what else is said of them (取得证书的毕业生) is asked of no firm
    return Offer(
        text=piece.strip(),
        amount=_amount(piece),
        claimable=not own and not (_POLICY.search(piece) and not _SUMS.search(piece)),
        conditions=tuple(asked),
    )


# 在…基础上，建立…制度，对进入目录的企业给予…: what the office does before it turns to whom it helps
_OWN_ACTS = re.compile(
    r"^\s*(?:[（(][^）)\n]{0,30}[）)])?(?:在[^，]{2,30}(?:基础上|框架下|前提下)|构建|制定|完善|健全|研究|统筹|推[动进]|落实|加[快大]"
    r"|优化|建立(?![^，]{0,20}的[，,]))"
)
_TURNS = re.compile(rf"^\s*(?:依法|依规)?(?:{TO_WHOM}|凡)")


def _addressed(parts: list[str]) -> list[str]:
    """The parts that say to whom, without the acts of the giver that stand before them."""
    at = next((at for at, part in enumerate(parts) if _TURNS.match(part)), 0)
    return [part for part in parts[:at] if not _OWN_ACTS.match(part)] + parts[at:]


def _has_grant(part: str) -> bool:
    return bool(_GRANTS.search(part) or (_BEGINS.search(part) and _FIGURES.search(part)))


def _split(part: str, begins: re.Match[str]) -> tuple[str, str]:
    """To whom, and what; 给予新认定的…企业一次性奖励20万元 names them after the verb."""
    if begins.start() > 2 or not begins.group().endswith(
        ("给予", "予以", "奖励", "补贴", "补助", "资助")
    ):
        return part[: begins.start()], part[begins.start() :]
    figure = re.search(rf"(?:一次性|最高|不超过|每|总额)|{_MONEY}|{_SHARE}", part)
    end = figure.start() if figure and figure.start() >= begins.end() else begins.end()
    return part[begins.end() : end], part[end:]


def _is_condition(part: str) -> bool:
    """Whether a part behind the grant narrows it: …以上的，须…."""
    said = part.strip("， ")
    if _CAPS.match(said):
        return False
    return bool(_ASKS.search(said)) or (said.endswith(("的", "企业")) and not _FIGURES.search(said))


def _amount(piece: str) -> str:
    """The run of a sentence from where the grant begins to its last figure."""
    starts = [m.start() for m in _BEGINS.finditer(piece)]
    ends = [m.end() for m in _FIGURES.finditer(piece)]
    whole = [(s, e) for s in starts for e in ends if s < e]
    if not whole:
        return ""
    start, end = whole[0][0], whole[-1][1]
    tail = re.match(rf"[^，。；\n]{{0,14}}{_LIMITS}", piece[end:])
    return piece[start : end + (tail.end() if tail else 0)].strip()


# Limits without money behind the grant: 补贴面积不超过300平方米，期限最长2年
_LIMITS = (
    r"(?:[，,](?:补贴|补助|贴息|奖励|租金|享受|支持)?(?:面积|期限?|年限|时间)[^，。；\n]{1,16}"
    r"|[，,](?:最长|连续)[^，。；\n]{1,12})*"
)


def _wish(body: str, setting: Setting) -> Offer:
    """A clause without any grant: encouragement, for those that stand right behind its verb."""
    match = _FOR.search(body)
    run = match[1] if match else ""
    asks = _HELPED - {"label"} if _PATH.search(body) else _HELPED
    found = [
        condition
        for condition in conditions(run, setting)
        if condition.kind in asks and "大" not in condition.quote
    ]
    if area := _AREA.search(body):
        found.append(Condition("place", "place", area["area"], unsaid))
    return Offer(next(_pieces(body), body).strip(), "", claimable=False, conditions=tuple(found))


# 支持贫困地区…: which counties are meant, a list elsewhere says
_AREA = re.compile(
    r"^[^，。；\n]{0,4}(?:支持|帮助|推动|鼓励|引导|面向|在)"
    r"(?P<area>(?:深度)?(?:贫困|脱贫|欠发达|民族|边境|边远|老少边穷|革命老)[^，。；\n]{0,4}(?:地区|县|区))"
)


def _each_once(listed: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple({(c.kind, c.quote): c for c in listed}.values())


def refuses(piece: str) -> str:
    """The words that a refusal is about (…的不予支持); empty where the sentence refuses nothing."""
    return _REFUSES.sub("", piece) if _REFUSES.search(piece) else ""
