"""How firmly a clause binds, whom it is for, and which help it states."""

from __future__ import annotations

import re

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

_RELIEF = re.compile(r"补助|补贴|奖励|资助|贴息|奖补|减免|免征|减按|减半|加计扣除|减征")
_GRANT = re.compile(
    r"补助|补贴|奖励|资助|贴息|奖补|减免|免征|免收|减按|减半|返还|抵扣|加计扣除|减征|给予|授信额度|担保费|费率|贷款额度"
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
_ONLY_ENCOURAGES = re.compile(r"鼓励|引导|探索|研究制定|支持有条件")
_MONEY = r"\d[\d,，.]{0,14}(?:[—\-至到]\d[\d.]{0,8})?\s?(?:万|亿|万亿)?元"
_AMOUNT = re.compile(rf"(?:最高|不超过|不低于|一次性|每[^\s，。；]{{1,6}})?{_MONEY}")
_CAP = re.compile(
    rf"(?:最高|不超过|上限|累计不超过)[^，。；\n]{{0,14}}?{_MONEY}|{_MONEY}(?:封顶|上限|以内)"
)
_RATIO = re.compile(
    r"(?:不超过|不低于|最高|减按|减)?(?:\d{1,3}(?:\.\d{1,4})?[%％‰]|百分之[零一二三四五六七八九十百]{1,6})"
    r"(?:的[^，。；\n]{0,6})?|减半|全额"
)
_PER = re.compile(r"每(?:家|户|人|个|年|项|件|台|次|亩|吨|名|套|平方米|月|辆|千瓦时)")
_CONDITION = re.compile(r"对(?!接)([^，。；\n]{3,60}?)(?:，|)(?=给予|按|予以|一次性|减|免|实行)")
_WINDOW = re.compile(r"(?:申报|申请|受理)(?:时间|期限|日期)[^。；\n]{0,40}")
_DEADLINE = re.compile(
    r"(?:截至|截止到?|执行至|延续(?:实施|执行)至|有效期至)[^，。；\n]{2,24}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?底?前"
)
_CONTACT = re.compile(
    r"(?:联系电话|咨询电话|联系人|联系方式|受理地点|申报网址|服务热线|申报地址)[：:][^。；\n]{2,40}"
)
_FIRM = re.compile(r"免征|减按|减半|减征|给予[^，。；\n]{0,20}(?:补助|补贴|奖励|资助|贴息)")


def support(text: str) -> Support | None:
    """The help a clause states, each field a verbatim run; None where it states none.

    A clause that only encourages, or grants nothing definite, is not claimable. What a sentence
    imposes (罚款, 没收) is no help, nor is a number that only stands beside a policy.
    """
    sentences = [s for s in map(_giving, _SENTENCE_ENDS.split(text)) if _GRANT.search(s)]
    terms = [_terms(s) for s in sentences]
    granted, stated = "。".join(sentences), "。".join(terms)
    amount, ratio = _first(_AMOUNT, stated), _first(_RATIO, stated)
    if not (amount or ratio or _RELIEF.search(granted)):
        return None
    firm = any(
        not _ONLY_ENCOURAGES.search(s) and any(p.search(t) for p in (_AMOUNT, _RATIO, _FIRM))
        for s, t in zip(sentences, terms, strict=True)
    )
    return Support(
        claimable=firm,
        amount=amount,
        ratio=ratio,
        cap=_first(_CAP, stated),
        per=_first(_PER, stated),
        conditions=tuple(dict.fromkeys(m.group(1) for m in _CONDITION.finditer(granted))),
        window=_first(_WINDOW, text),
        deadline=_first(_DEADLINE, granted),
        contact=_first(_CONTACT, text),
    )


_PIECE = re.compile(r"(?:[^，,：:]|,(?=\d{3}))+[，,：:]?")
# A term of the grant in the piece before: 给予补助，最高50万元; and one that leads up to it.
_GOES_ON = re.compile(
    r"(?:且|并|再|另|但|总额|合计|累计|年度|同一|其中|连续|原则上|实行|执行|政策)*"
    r"(?:最[高低长多]|不[超高低少]|单[户笔家项个]|每|上限|下限|一次性|分别|标准|同一|比例|额度|期限|补|奖|贴|按|减|免|全额|封顶)"
    r"|[^，,：:]{1,8}的最[高多]"
)
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
    pieces = _PIECE.findall(sentence)
    gives = [bool(_GRANT.search(piece)) for piece in pieces]
    kept = list(gives)
    for i in range(1, len(pieces)):
        kept[i] = kept[i] or (kept[i - 1] and bool(_GOES_ON.match(pieces[i])))
    for i in range(len(pieces) - 1):
        kept[i] = kept[i] or (gives[i + 1] and bool(_LEADS_UP.match(pieces[i])))
    return "".join(piece for piece, keep in zip(pieces, kept, strict=True) if keep)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group().strip() if match else ""
