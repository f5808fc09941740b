"""How firmly a clause binds, whom it is for, and which help it states."""

from __future__ import annotations

import re
from bisect import bisect_right

from policykb.types import Support

# ------------------------------------------------------------------ obligation

_MUST = re.compile(r"应当|必须|不得|严禁|禁止|一律|务必|(?:^|[。；，\n])(?:切实)?确保")
_ENCOURAGE = re.compile(r"^(?:积极|大力|依法)?(?:鼓励|支持|引导|倡导|提倡|允许)")
_EXPLORE = re.compile(r"^(?:积极|稳步|稳妥|深入)?(?:探索|研究|试点|试行|先行先试|鼓励先行)")
_SENTENCE_ENDS = re.compile(r"[。；！\n]")


def obligation(heading: str, body: str) -> str:
    """How a clause binds: must (应当, 不得…), encourage, explore, or should.

    A word of duty anywhere decides; else what most sentences begin with, the heading counting as
    two of them.
    """
    if _MUST.search(body):
        return "must"
    openings = [heading, heading, *(s.strip() for s in _SENTENCE_ENDS.split(body))]
    openings = [opening for opening in openings if opening]
    for name, pattern in (("encourage", _ENCOURAGE), ("explore", _EXPLORE)):
        if 2 * sum(bool(pattern.match(opening)) for opening in openings) > len(openings):
            return name
    return "should"


# ------------------------------------------------------------------ beneficiaries

_WHO = (
    r"中小微企业|中小企业|小微企业|小型微型企业|小型微利企业|微型企业|民营企业|个体工商户|市场主体|经营主体"
    r"|小巨人”?企业|单项冠军”?企业|独角兽企业|瞪羚企业|高新技术企业|龙头企业|集体经济组织|专业合作社|农民工?|农户|贫困户"
    r"|服务机构|创业者|企业家|劳动者|高校毕业生|技术人[才员]|技能人才|科研人员|退役军人|残疾人|纳税人|缴费人|消费者"
    r"|社会组织|产业集群|家庭农场|外资企业|外商投资企业|上市公司|职业院校|科研院所|企业"
)
_BENEFICIARY = re.compile(
    rf"(?:(?:国家级|省级|大(?=中小)|创新型|科技型|成长型|初创|专精特新|优质|拟上市|中|小|规模以上|外贸|制造业|服务业|农业"
    rf"|[“\"][^”\"\n]{{1,8}}[”\"]|符合条件的|欠发达地区|产业链上下游|链上)){{0,3}}(?:{_WHO})"
)


def beneficiaries(text: str) -> tuple[str, ...]:
    """Those a clause is for, as printed, each once; plain 企业 only where nothing closer stands."""
    found = dict.fromkeys(match.group() for match in _BENEFICIARY.finditer(text))
    if len(found) > 1:
        found.pop("企业", None)
    return tuple(found)


# ------------------------------------------------------------------ support

RELIEF = "补助|补贴|奖励|资助|贴息|奖补|减免|免征|减按|减半|加计扣除|减征"
# What turns to those who are helped, 对…的企业; not 对接, 对外, 对口, 对象.
TO_WHOM = "对(?![接口外标照比冲话手象])"
_RELIEF = re.compile(RELIEF)
_GRANT = re.compile(
    rf"{RELIEF}|免收|返还|抵扣|给予|津贴|慰问金|优待金|授信额度|担保费|费率|贷款额度"
    r"|(?:申领|兑付|支持|报销|领取|提取|发放)额度|申请(?:不超过|最[高多](?:不超过)?)(?=\d)"
    r"|资金[^，。；\n]{0,8}(?:进行|予以|给予)?(?:匹配|配套)|支持(?:上限|限额|费用|金额|资金)[^，。；\n\d]{0,6}\d"
    r"|(?:企业|团队|个人|农户|机构|项目|门店|家庭|每[户人家店])(?:每年度?|累计)?最[高多](?:可[贷借领得]|可申[请领])?(?=\d)"
    r"|[为向对](?!外)[^，。；\n]{1,24}提供[^，。；\n]{0,14}(?:资金|贷款|担保|保险)"
)
# What a sentence imposes is no help, whatever else it gives: 给予警告，并处以…罚款.
_IMPOSES = re.compile(
    r"罚款|罚金|处以|并处|没收|滞纳金|违约金|赔偿|惩戒|处罚|处分|警告|吊销|责令|追[回缴究]|查处|通报批评|违反"
    r"|(?<!加计)(?<!税前)(?<!附加)扣除|收费标准"
)
_WAIVES = re.compile(r"免[收征除予于缴交]|减免|减半|降低|不予?(?:加收|处罚|罚款)|取消")
# A private body that must give: a duty, not help that somebody can apply for.
_OWED = re.compile(r"(?:用人单位|的单位|雇主|公司)应当")
# 用于鼓励企业投入 tells what a grant is for.
_ONLY_ENCOURAGES = re.compile(r"(?<!用于)(?<!为了)(?:鼓励|引导|探索|研究制定|支持有条件)")
# 10万元—100万元 and 5—10万元 are ranges; 20万元、50万元、100万元 the tiers of one grant.
_NUMBER = r"(?:\d[\d,，.]{0,14}|[一二两三四五六七八九十][一二三四五六七八九十百千零]{0,6})"
_UNITS = r"\s?(?:万亿|[百千]?万|亿|[百千])?"
_SUM = rf"{_NUMBER}(?:{_UNITS}元?[—–\-~～至到]{{1,2}}{_NUMBER})?(?:{_UNITS}元|\s?[百千]?万人民币)"
_MONEY = rf"(?:{_SUM}(?:、|和|及|或)(?=[\d一二两三四五六七八九十])){{0,11}}{_SUM}"
_AMOUNT = re.compile(
    rf"(?:最高(?:不超过)?|不超过|不[高低]于|一次性(?:最高)?|[户人亩]均|每[^\s，。；]{{1,6}})?{_MONEY}"
)
# A sum that must be had or reached is none that is given: 投资500万元以上, 产值达到1000万元的企业;
# nor is a volume of guarantees, 1亿元以上的担保. Bounds of the grant are: 5万元以内的资金补助.
_ITSELF = r"的?(?:一次性|资金|财政|专项)*(?:奖[励补金]|补[助贴]|资助|支持)(?![^，。；]{0,6}\d)"
_REQUIRED = re.compile(
    rf"(?:（[^（）]{{0,8}}）)?(?:(?:及?以[上下]|以内(?=的)|左右(?=的))(?!{_ITSELF})"
    r"|的(?=[^，。；]{0,12}(?:企业|单位|项目|个人|机构|园区|团队)[^，。；]{0,8}(?:给予|奖励|补[助贴]|资助)))"
)
_REACHED = re.compile(r"(?:达到?|超过|突破|满)$")
_CAP = re.compile(
    rf"(?:最高|不超过|不高于|上限|累计不超过)[^，。；\n]{{0,14}}?{_MONEY}|{_MONEY}(?:封顶|上限|以内)"
)
_PERCENT = r"\d{1,3}(?:\.\d{1,4})?[%％‰]"
_RATIO = re.compile(
    rf"(?:不超过|不低于|最高|减按|减)?(?:\d{{1,3}}(?:\.\d{{1,4}})?[%％‰]?[—–\-~～至到]{{1,2}}{_PERCENT}|{_PERCENT}(?:、{_PERCENT}){{0,11}}"
    r"|百分之[零一二三四五六七八九十百]{1,6})"
    r"(?:的[^，。；\n]{0,6})?|减半|全额"
)
_PER = re.compile(r"每(?:家|户|人|个|年|项|件|台|次|亩|吨|名|套|平方米|月|辆|千瓦时)")
# In which parts a grant is paid out is not how much it is.
_PAID_OUT = re.compile(
    r"分[\d一二两三四五]年[^，。；]{0,24}(?:拨付|兑[现付]|支付|发放)|比例(?:拨付|兑[现付])"
    r"|(?:补[助贴]|奖[励补]|资助|支持)(?:资金)?总额的?\d"
)
_CONDITION = re.compile(
    rf"(?:视[^，。；\n]{{1,12}})?{TO_WHOM}([^，。；\n]{{3,60}}?)(?:，在[^，。；\n]{{2,24}}[上下内间])?(?:，[^，。；\n]{{1,8}}?(?=按)|，|)"
    r"(?=给予|按|予以|一次性|减|免|实行)"
)
# …以上部分予以贴息, 按对地方财政的贡献给予: what is counted, not who is helped.
_COUNTED = re.compile(r"(?:部分|利[率息]|费用?|贡献|损失|支出|投入|基础上)(?:的?\d[\d.]*[%％])?$")
_DAY = r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|底|末|[上中下]旬)?"
# 申报时间为…, 受理截止时间：…
_WINDOW = re.compile(
    r"(?:申报|申请|受理|报名|提交|征集|填报)[^。；，\n]{0,16}(?:时间|期限|日期|截止)[^。；\n]{0,40}"
)
# 自本通知印发之日起至…, 请于…前报送: offices are told so too, by when to report to others; those
# who apply, in a document or clause on applying.
_SPELL = re.compile(
    rf"自(?:本通知|即日|印发|发布|公布)[^。；，\n]{{0,8}}起?至\s?{_DAY}"
    rf"|(?:于|在)\s?{_DAY}(?:之?前|下班前)[^，。；\n]{{0,16}}(?:报送|提交|申报|上报|报至|送至)[^，。；\n]{{0,16}}"
)
_TIMED = re.compile(r"[\d一二三四五六七八九十][年月日天]|常年|随时|全年|长期|通知")
_APPLYING = re.compile(r"申报|申请|受理|报名|征集|推荐|认定|评选|遴选")
_WHEN_HEAD = re.compile(r"(?:申报|申请|受理|报名|征集)[^，。；]{0,6}(?:时间|期限|日期)")
_DATED = re.compile(rf"[^。；\n]{{0,24}}{_DAY}[^。；\n]{{0,40}}")
_DEADLINE = re.compile(
    r"(?:截至|截止到?|执行至|延续(?:实施|执行)至|有效期至)[^，。；\n]{2,24}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?底?前"
)
_CLOSES = re.compile(
    rf"(?:截[止至](?:时间)?(?:[到为至于]|[：:])?|[至到—–-])\s?{_DAY}|{_DAY}(?:之?前|下班前)"
)
_CONTACT = re.compile(
    r"(?:联系电话|咨询电话|联系人|联系方式|受理地点|申报网址|服务热线|申报地址)[：:][^。；\n]{2,40}"
)
_FIRM = re.compile(r"免征|减按|减半|减征|给予[^，。；\n]{0,20}(?:补助|补贴|奖励|资助|贴息)")


def support(text: str, heading: str = "", title: str = "") -> Support | None:
    """The help a clause states, in verbatim runs; None where it states none.

    What only tells when to apply, under a `heading` such as 申报时间 or in a document whose `title`
    is about applying, has a window. Of several sums, shares or caps each is given as printed, with
    ； between them.

    A clause that only encourages, or grants nothing definite, is not claimable. What a sentence
    imposes (罚款, 没收) is no help, nor is a number that only stands beside a policy.
    """
    sentences = _granting(text, title, heading)
    terms = [_terms(s) for s in sentences]
    granted, stated = "。".join(sentences), "。".join(terms)
    amount, ratio = _amount(stated), _each(_RATIO, stated)
    window = _window(text, heading, title)
    if not (amount or ratio or _RELIEF.search(granted)):
        return _to_apply(text, window)
    firm = any(
        not _ONLY_ENCOURAGES.search(s) and any(p.search(t) for p in (_AMOUNT, _RATIO, _FIRM))
        for s, t in zip(sentences, terms, strict=True)
    )
    return Support(
        claimable=firm,
        amount=amount,
        ratio=ratio,
        cap=_each(_CAP, stated),
        per=_first(_PER, stated),
        conditions=_conditions(granted),
        window=window,
        deadline=_first(_DEADLINE, granted) or _first(_CLOSES, window),
        contact=_first(_CONTACT, text),
    )


def states_how_much(text: str, title: str = "") -> bool:
    """Whether a clause, of a document of that title, grants a sum or a share."""
    found = support(text, title=title)
    return found is not None and bool(found.amount or found.ratio)


def gives(text: str) -> bool:
    """Whether a clause grants anything, definite or not."""
    return bool(_granting(text))


# In a text on aid by its title a sum for each, or at most, is what is given: 本科每人每月500元.
_ON_AID = re.compile(r"补[助贴]|奖[励补]|资助|津贴")
_EACH_SUM = re.compile(
    rf"(?:^|[，,：:、\u4e00-\u9fff](?<![过于到达]))(?:每[人户亩头台店件只套间个家站][每年月次天学期]{{0,4}}|[每按]?[年月次]?最[高多]|[户人亩]均){_SUM}"
)
_STANDARDS = re.compile(r"(?:补[助贴]|奖[励补]|资助|津贴|贴息)(?:标准|额度|金额)?$")
_AT_MOST = re.compile(rf"不[超高][过于]{_SUM}")
_MOST = re.compile(rf"(?:每[年家户个]|单[个户家]|一次性|累计|年度|合计)*最[高多](?:不超过)?{_SUM}")
_NO_AID = re.compile(r"[缴交]纳?|收[入费取]|罚|投资|产值|销售|成本|价格|低于|不足")


def _granting(text: str, title: str = "", heading: str = "") -> list[str]:
    """The sentences that grant something, without what they impose."""
    on_aid, listed = bool(_ON_AID.search(title)), bool(_STANDARDS.search(heading))
    told = map(_giving, _SENTENCE_ENDS.split(text))
    return [
        s
        for s in told
        if _GRANT.search(s)
        or ((on_aid or listed) and _gives_each(s))
        or (listed and any(map(_limits, _PIECE.findall(s))))
    ]


def _gives_each(sentence: str) -> bool:
    """Whether a piece of a sentence says how much there is for each, and of no fee or income."""
    pieces = _PIECE.findall(sentence)
    return any(_EACH_SUM.search(p) and not _NO_AID.search(p) for p in pieces)


_PIECE = re.compile(r"(?:[^，,：:]|,(?=\d{3}))+[，,：:]?")
# A term of the grant in the piece before: 给予补助，最高50万元; and one that leads up to it.
_GOES_ON = re.compile(
    r"(?:且|并|再|另|但|总额|合计|累计|年度|同一|其中|连续|原则上|实行|执行|政策)*"
    r"(?:最[高低长多]|不[超高低少]|单[户笔家项个]|每|上限|下限|一次性|分别|标准|同一|比例|额度|期限|补|奖|贴|按|减|免|全额|封顶)"
    r"|[^，,：:]{1,8}的最[高多]|[^，,：:\d]{1,16}(?:企业|团队|个人|机构|创业|户)最[高多]\d"
    r"|[^，,：:\d]{1,12}每[个家户人亩头台店站件只套所][年月次]?(?=\d)"
)
# What those must be whose most is told: 新招人数达到15%的小微企业最高500万元.
_THOSE_OF = re.compile(r"^[^，]{4,80}的(?=[^，的\d]{0,12}(?:企业|团队|个人|机构|户)最[高多]\d)")
_LEADS_UP = re.compile(r"(?:[^，]{0,8})[按以](?!上)")


def _giving(sentence: str) -> str:
    """A sentence without what it imposes; empty where all of it does."""
    kept = ""
    for piece in _PIECE.findall(sentence):
        if (_IMPOSES.search(piece) and not _WAIVES.search(piece)) or _OWED.search(piece):
            break
        kept += piece
    return kept


def _terms(sentence: str) -> str:
    """The pieces of a sentence that give, with those that only go on or lead up to one."""
    pieces = [p for p in _PIECE.findall(sentence) if not _PAID_OUT.search(p)]
    gives = [bool(_GRANT.search(piece)) for piece in pieces]
    if not any(gives):  # in a text on aid
        gives = [_gives_each(piece) for piece in pieces]
    if not any(gives):  # under 补助标准
        gives = [_limits(piece) for piece in pieces]
    kept = list(gives)
    for i in range(1, len(pieces)):
        led = pieces[i - 1].endswith(("：", ":")) and _sets_sum(pieces[i])
        kept[i] = kept[i] or (kept[i - 1] and (led or bool(_GOES_ON.match(pieces[i]))))
        kept[i] = kept[i] or (any(kept[:i]) and bool(_MOST.match(pieces[i])))
    for i in range(len(pieces) - 1):
        kept[i] = kept[i] or (gives[i + 1] and bool(_LEADS_UP.match(pieces[i])))
    stated = (piece for piece, keep in zip(pieces, kept, strict=True) if keep)
    return "".join(_THOSE_OF.sub("", piece) for piece in stated)


def _sets_sum(piece: str) -> bool:
    """Whether a piece behind a colon tells how much there is: 补助标准：户均2万元."""
    return _limits(piece) or bool(_EACH_SUM.search(piece) and not _NO_AID.search(piece))


def _limits(piece: str) -> bool:
    """Whether a piece says how much there is at most, and of no fee or income."""
    return bool(_AT_MOST.search(piece)) and not _NO_AID.search(piece)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group().strip() if match else ""


def _each(pattern: re.Pattern[str], text: str) -> str:
    return "；".join(dict.fromkeys(m.group().strip() for m in pattern.finditer(text)))


def _amount(text: str) -> str:
    """The sums that are given; a cap is one where no other sum is told."""
    caps = [m.span() for m in _CAP.finditer(text)]
    ends = [end for _, end in caps]
    given: list[str] = []
    capped: list[str] = []
    for found in _AMOUNT.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()]
        if _REQUIRED.match(text, found.end()) or _REACHED.search(before):
            continue
        at = bisect_right(ends, found.start())
        inside = at < len(caps) and caps[at][0] < found.end()
        (capped if inside else given).append(found.group().strip())
    return "；".join(dict.fromkeys(given)) or (capped[0] if capped else "")


def _conditions(text: str) -> tuple[str, ...]:
    """Whom a grant is for; not what it is weighed by (视产品对市场的作用给予…)."""
    found = (m for m in _CONDITION.finditer(text) if not m.group().startswith("视"))
    return tuple(dict.fromkeys(m[1] for m in found if not _COUNTED.search(m[1])))


def _window(text: str, heading: str, title: str) -> str:
    """When to apply, as printed: in words, or the first date under 申报时间."""
    told = _first(_WINDOW, text)
    if not told and _APPLYING.search(f"{title}\n{heading}"):
        told = _first(_SPELL, text)
    if told and _TIMED.search(told):
        return told
    return _first(_DATED, text) if _WHEN_HEAD.search(heading) else ""


def tells_when(title: str, heading: str, body: str) -> bool:
    """Whether a clause of a notice of that title says from when or until when to apply."""
    return bool(_CLOSES.search(_window(body, heading, title)))


def _to_apply(text: str, window: str) -> Support | None:
    """What a clause of a notice says of applying: from when to when; None where it names no day."""
    closes = _first(_CLOSES, window)
    if not closes:
        return None
    return Support(window=window, deadline=closes, contact=_first(_CONTACT, text))
