"""offers(text): the single grants of a clause, each with its own conditions.

A clause may hold several (50万元 for one label, 20万元 for another): they are told apart at
sentence ends and semicolons. Sentences that only set conditions belong to all grants of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from policykb.answer.addressing import ACTOR, TURNS, addressed, has_grant, split
from policykb.answer.barred import excluded
from policykb.answer.bodies import without_head
from policykb.answer.bounds import defined, on_easier_terms, opening
from policykb.answer.conditions import Condition, conditions
from policykb.answer.giving import imposes
from policykb.answer.grammar import Setting
from policykb.answer.grammar.deeds import unsaid
from policykb.answer.grammar.paid import PERSONS
from policykb.answer.granting import BEGINS, FIGURES, GRANTS, MONEY, SHARE, SUMS, is_grant
from policykb.answer.refusing import left_out, refuses
from policykb.extract.support import TO_WHOM

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
    opening: list[Condition] = field(default_factory=list)  # of what is supported, before a grant


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
        if not _WHEN.search(piece) or FIGURES.search(piece):
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
        kept = ""
        for at, part in enumerate(_ADDED.split(match.group())):
            if at and is_grant(kept):  # else what is added is all that is granted
                yield kept
                kept = part
            else:
                kept = f"{kept}，{part}" if at else part
        if kept.strip():
            yield kept


# 缓缴期满后应足额补缴, 不影响…: what follows from a grant is neither asked nor given
_FOLLOWS = re.compile(
    r"^[^，。；\n]{0,8}(?:期满|到期|期限届满)[^。；\n]{0,24}(?:补缴|归还|偿还|交还|足额|恢复)"
    r"|应当?(?:在|于|按)[^，。；\n]{0,16}(?:如[数期]|交还|归还|偿还|补缴)|^[^，。；\n]{0,12}不影响"
)


def _read(piece: str, read: _Reading, setting: Setting, *, asking: bool) -> None:
    """Takes one sentence as a grant, as conditions for all, or as neither."""
    if _FOLLOWS.search(piece) and not SUMS.search(piece):
        return
    rest, excepted = left_out(piece)
    if excepted and (asking or is_grant(rest)):
        for who, said in excepted:
            read.shared += excluded(who, said, setting, listed=True)
        piece = rest
    if asking and not is_grant(piece):
        read.shared += conditions(piece, setting, strict=True)
    elif refused := refuses(piece):
        read.shared += excluded(refused, piece, setting)
    elif not imposes(piece):
        _take(piece, read, setting)


def _take(piece: str, read: _Reading, setting: Setting) -> None:
    """Takes a sentence that leaves nobody out."""
    if read.offers and (variant := _variant(piece, read.offers[-1], setting)):
        read.offers.append(variant)
    elif is_grant(piece):
        offer = _following(_offer(piece, setting), piece, read.offers)
        if read.offers and not read.offers[-1].amount:  # it only named those who are helped
            read.offers.pop()
        given = _tiers(piece, offer, setting) or [offer]
        read.offers += [
            replace(each, conditions=_each_once((*read.opening, *each.conditions)))
            for each in given
        ]
    elif GRANTS.search(piece) and not read.offers and not _ENCOURAGES.match(piece.strip()):
        read.offers.append(_encouraged(_offer(piece, setting), piece))
    elif not (read.offers or _OFFICES.match(piece.strip())) and (bounds := opening(piece, setting)):
        read.opening += bounds
    elif meant := defined(piece, [offer.text for offer in read.offers], setting):
        read.told += meant
    elif _asks(piece):
        said = "".join(addressed(re.split(r"(?<=[，,])", piece)))
        read.told += conditions(said, setting, strict=False)


def _asks(piece: str) -> bool:
    """Whether a sentence asks something of firms, and is no cap of a sum or task of an office."""
    said = piece.strip()
    return bool(_ASKS.search(piece)) and not (_CAPS.match(said) or _OFFICES.match(said))


def _variant(piece: str, before: Offer, setting: Setting) -> Offer | None:
    """The offer before on other terms, where a sentence that grants nothing bounds the same figure
    anew for some (30人以下的企业，裁员率不高于20%); None where it does not."""
    if is_grant(piece):
        return None
    if eased := on_easier_terms(piece, before.conditions, setting):
        return replace(before, text=piece.strip(), conditions=eased)
    asked = [c for c in conditions(piece, setting) if c.kind == "figure"]
    fields = {c.field for c in asked}
    again = {
        c.field for c in before.conditions if c.field in fields or _LIKE.get(c.field) in fields
    }
    if len(fields) < 2 or not again:
        return None
    kept = [c for c in before.conditions if c.field not in again]
    return replace(before, text=piece.strip(), conditions=(*kept, *asked))


# 未裁员或裁员率不高于5.5%: one condition, settled by either field
_LIKE = {"layoff_free": "layoff_ratio"}


def _encouraged(offer: Offer, piece: str) -> Offer:
    """An offer without a figure: unless it turns to those who are helped, what it asks of bodies is
    not asked of firms."""
    asked = offer.conditions
    if not _TO_WHOM.search(piece):
        asked = tuple(c for c in asked if c.kind in _HELPED)
    if _PATH.search(piece):
        asked = tuple(c for c in asked if c.kind != "label")
    return replace(offer, amount="", claimable=False, conditions=asked)


# 大型企业按支出的15%、中小企业按30%给予补助: each of them is granted its own share
_TIER = re.compile(
    r"(?P<who>[^，。；、：\n（）]{0,16}(?:企业|单位|公司|机构|主体|产品|[首台]套|[户者人]))"
    r"(?P<what>(?:可)?(?:按照?|给予|补助|补贴|奖励)[^，。；、\n]{0,24}?"
    rf"(?:{MONEY}|{SHARE})[^，。；、\n]{{0,14}})"
)


def _tiers(piece: str, offer: Offer, setting: Setting) -> list[Offer]:
    """The offers of a sentence that gives to several, one after another, each in its measure; none
    where it does not."""
    tiers = list(_TIER.finditer(piece))
    joined = [piece[a.end() : b.start()] for a, b in pairwise(tiers)]
    if len(tiers) < _SEVERAL or any(between not in ("、", "，", "和") for between in joined):
        return []
    common = piece
    for tier in reversed(tiers):
        common = f"{common[: tier.start()]}{common[tier.end('who') :]}"
    asked = _offer(common, setting).conditions
    return [
        replace(
            offer,
            amount=(piece[tier.start("what") :] if tier is tiers[-1] else tier["what"]).strip(
                "，、 "
            ),
            conditions=(*asked, *conditions(_WHOM.sub("", tier["who"]), setting, strict=True)),
        )
        for tier in tiers
    ]


_SEVERAL = 2
_WHOM = re.compile(rf"^\s*(?:其中)?(?:{TO_WHOM}|向|给予?)?")


def _following(offer: Offer, piece: str, before: list[Offer]) -> Offer:
    """An offer that says nothing of its own of whom it is for speaks of those before; what is
    added to an offer asks all that it asked."""
    if not before:
        return offer
    turns = TURNS.match(piece) or _NEWLY.match(piece)
    if offer.conditions and turns and not _BONUS.search(piece):
        return offer  # 对…; 对…: each turns to its own
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
    return any(is_grant(piece) for piece in _pieces(text))


def _offer(piece: str, setting: Setting) -> Offer:
    """One sentence that grants something."""
    whom: list[str] = []
    grant: list[str] = []
    own = False
    for part in re.split(r"(?<=[，,])", piece):
        begins = BEGINS.search(part) if has_grant(part) else None
        if begins is None and not grant:
            whom.append(part)
        elif grant and not _is_condition(part):
            grant.append(part)
        elif begins is None:
            whom.append(part)
        else:
            before, after = split(part, begins)
            if not (ACTOR.match(before) and any(TURNS.match(each) for each in whom)):
                whom.append(before)
            grant.append(after)
            own |= bool(_ENCOURAGES.match(part.strip("对 （）一二三四五六七八九十0123456789.、")))
    run = "".join(addressed(whom))
    asked = conditions(run, setting) or conditions(run, setting, strict=True)
    if not (FIGURES.search(piece) or _TO_WHOM.search(piece)):
        asked = [condition for condition in asked if condition.kind not in _TASKS]
    if persons := [
        c
        for c in asked
        if c.kind == "recipient" and c.field == "sector" and PERSONS.search(c.quote)
    ]:
        asked = persons  # what else is said of them (取得证书的毕业生) is asked of no firm
    return Offer(
        text=piece.strip(),
        amount=_amount(piece),
        claimable=not own and not (_POLICY.search(piece) and not SUMS.search(piece)),
        conditions=tuple(asked),
    )


# 新认定为…的，奖励50万元；新认定为重点…的，奖励100万元
_NEWLY = re.compile(
    r"^\s*(?:新|首次)?(?:认定|评定|评为|获评|入选|升级)[为到]?[^，。；\n]{2,30}的[，,]"
)


def _is_condition(part: str) -> bool:
    """Whether a part behind the grant narrows it: …以上的，须…."""
    said = part.strip("， ")
    if _CAPS.match(said):
        return False
    return bool(_ASKS.search(said)) or (said.endswith(("的", "企业")) and not FIGURES.search(said))


def _amount(piece: str) -> str:
    """The run of a sentence from where the grant begins to its last figure."""
    starts = [m.start() for m in BEGINS.finditer(piece) if piece[m.end() : m.end() + 1] != "”"]
    ends = [m.end() for m in FIGURES.finditer(piece)]
    whole = [(s, e) for s in starts for e in ends if s < e]
    if not whole:
        first = _SHARE_FIRST.search(piece)
        return first.group() if first else ""
    start, end = whole[0][0], whole[-1][1]
    if lead := _MONTHS_FIRST.search(piece[:start]):  # 1个月房租免收
        start = lead.start()
    tail = re.match(rf"[^，。；\n]{{0,14}}{_LIMITS}", piece[end:])
    return piece[start : end + (tail.end() if tail else 0)].strip()


# 保费全额补贴, 租金全免: the share stands before the verb, or in it
_SHARE_FIRST = re.compile(
    r"(?:全额|半数|减半)(?:给予|予以)?(?:补贴|补助|资助|返还|减免|贴息|报销|承担)|全免"
)
_MONTHS_FIRST = re.compile(
    r"(?<=[，,])[^，。；：\n]{0,4}[\d一二两三四五六]{1,2}个?月[^，。；：\n]{0,6}$"
)
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
