"""What a firm does or has not done: records, first loans, insurance, and the deed supported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.amounts import segments
from policykb.answer.grammar.meanings import contradicted, covered
from policykb.answer.grammar.telling import all_known, level_reached
from policykb.answer.grammar.terms import Found, Setting, State, Test, negated, worded
from policykb.answer.profile import Profile
from policykb.answer.reading.dated import DONE, NOT_DONE
from policykb.answer.words.labels import without_labels
from policykb.answer.words.purposes import purpose, purposes_of, purposes_spoken
from policykb.tokens import words
from policykb.types import Span
from policykb.understand import STOP_WORDS

_STATES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, field, re.compile(pattern))
    for kind, field, pattern in (
        (
            "first_loan",
            "first_loan",
            r"首贷(?:户|企业)?|首次(?:从|在|向)?(?:银行|金融机构|银行机构"
            r"|银行业金融机构)?(?:申请|获得|取得|发放)?[^，。；\n]{0,6}贷款|(?:无"
            r"|没有|从未)[^，。；\n]{0,10}贷款(?:记录)?",
        ),
        (
            "credit",
            "credit",
            r"受(?:到|过)[^，。；\n]{0,12}处罚[^，。；\n]{0,4}"
            r"|(?:近[一二两三四五]年内?)?(?:在[^，。；\n]{2,24}(?:等)?方面)?(?:均)?"
            r"(?:无|未|没有|不存在|不得)[^，。；\n]{0,16}(?:失信|违法|违规"
            r"|不良(?:信用|征信)?记录|经营异常|异常经营|处罚)[^，。；\n]{0,12}|信用(?:状况"
            r"|记录)?(?:良好|较好)|(?:被)?(?:列入|列为|纳入|认定为)[^，。；\n]{0,16}(?:失信"
            r"|经营异常|黑名单)[^，。；\n]{0,12}|诚信(?:守法)?经营"
            r"|(?:严重)?失信[^，。；\n]{0,8}(?:不予|除外|不得"
            r"|不享受)[^，。；\n]{0,4}",
        ),
        (
            "safety",
            "accident_free",
            r"(?:近[一二两三四五]年内?)?(?:均)?(?:无|未|没有)?(?:发生|出现)(?:过)?[^，。；\n]{0,20}(?:事故|环境事件|污染事件)"
            r"[^，。；\n]{0,12}|(?:近[一二两三四五]年内?)?(?:均)?(?:无|没有)[^，。；\n]{0,8}事故(?:记录)?",
        ),
        (
            "wages",
            "wages_paid",
            r"(?:无|未|没有|不)?(?:存在|发生)?(?:恶意)?(?:欠薪|拖欠[^，。；\n]{0,8}工资)[^，。；\n]{0,4}",
        ),
        (
            "finance",
            "finance_sound",
            r"财务(?:管理|会计)?(?:制度|核算|状况|管理)?(?:健全|规范|良好|完善)|(?:会计|财务)核算(?:健全|规范)"
            r"|(?:健全|规范|完善)的财务(?:管理|会计)?(?:制度|核算|体系)",
        ),
        (
            "taxes",
            "taxes_paid",
            r"(?:无|未|没有|不存在)?(?:拖欠|欠缴|欠)税[款费]?(?:(?:的|等)?(?:行为|记录))?"
            r"|依法(?:诚信|按时|足额)*(?:申报)?(?:缴?纳税款?|纳税)|(?:按时|足额|正常)+(?:缴纳税[款费]|纳税)",
        ),
        (
            "profit",
            "profitable",
            r"(?:实现|保持|处于)?盈利(?:状态|企业)?|利润(?:总额)?为正|(?:未|没有)(?:发生|出现)?亏损",
        ),
        (
            "filed",
            "filed",
            r"(?:已|经|完成|取得|办理|通过)+[^，。；、\n]{0,6}(?<!辅导)备案(?:手续|登记)?",
        ),
        (
            "overdue",
            "no_overdue",
            r"(?:无|没有|未)(?:发生|出现|存在)?(?:贷款|还款|银行)?逾期[^，。；\n]{0,6}"
            r"|(?:贷款|还款|本息|利息)逾期",
        ),
        (
            "other_funding",
            "not_funded",
            r"(?:同[一类]|已经?|曾)[^，。；\n]{0,16}(?:享受|获得?|取得|领取|得到)(?:过|了)?[^，。；\n]{0,16}"
            r"(?:财政|补助|补贴|资金|奖励|贴息|扶持|政策)[^，。；\n]{0,8}"
            r"|(?:未|没有|不得)(?:曾|同时|重复)?(?:享受|获得?|取得|领取|得到)(?:过)?(?:其他|其它|同类|别的|各级)[^，。；\n]{0,12}"
            r"(?:财政|补助|补贴|资金|奖励|贴息|扶持)[^，。；\n]{0,8}",
        ),
        ("layoffs", "layoff_free", r"(?:不|未|没有)裁员(?:[、或和]?少裁员)?|少裁员"),
        (
            "insured",
            "insured",
            r"(?:依法|按时|足额|正常|按规定|连续|为职工|为员工)*(?:参加|缴纳"
            r"|缴交)(?:了)?(?:失业保险|社会保险|社保|职工社会保险"
            r"|基本养老保险)(?:费)?|(?<!未)参保(?=企业|单位|用人单位)",
        ),
        (
            "legal_entity",
            "legal_entity",
            r"(?:实行|财务)?独立(?:经济)?核算|(?:具有)?(?:独立)?(?:企业)?法人(?:资格|企业)?",
        ),
        (
            "exports",
            "exports",
            r"(?:有|具有)(?:实际)?(?:进?出口)(?:实绩|业绩|额|记录)|外贸企业"
            r"|(?:自营)?出口企业",
        ),
    )
)
_TAX = re.compile(
    r"纳税信用(?:等级|评级|评价)?(?:结果)?(?:为|达到|在"
    r"|不低于)?(?P<grades>[ABMC](?:级?[、或和]?[ABMC])*)级(?P<above>[（(]含[）)])?(?P<up>及?以上)?"
)
_GRADES = "ABMCD"
_NOT = re.compile(r"(?:未|没有|不得|无|不再?)[^，。；\n]{0,4}$")
_DENIES = re.compile(r"未|没有|不得")


def answers(text: str, setting: Setting) -> Iterator[Found]:
    """Conditions that a yes or no of the firm settles."""
    for kind, field, pattern in _STATES:
        for match in pattern.finditer(text):
            test = _stated(field, match.group())
            denied = _NOT.search(text[: match.start()]) or _DENIES.match(match.group())
            if kind == "other_funding" and not denied:
                test = negated(test)
            yield Found(Span(*match.span()), kind, field, test)
    for match in _TAX.finditer(text):
        grades = set(re.findall(r"[ABMC]", match["grades"]))
        if match["up"]:
            grades |= set(_GRADES[: max(_GRADES.index(grade) for grade in grades) + 1])
        yield Found(Span(*match.span()), "tax_credit", "tax_credit", _graded(frozenset(grades)))


# Bad records of different kinds: who was fined is on no list of defaulters for that.
_RECORDS = (re.compile(r"失信|老赖|黑名单|异常|不良"), re.compile(r"罚|违法|违规"))
_ANY_RECORD = re.compile(r"信用|诚信")


def _same_record(asked: str, told: str) -> bool:
    """Whether a bad record that a firm tells of is of the kind that is asked about."""
    if not told or (_ANY_RECORD.search(asked) and not any(r.search(asked) for r in _RECORDS)):
        return True
    return any(kind.search(asked) and kind.search(told) for kind in _RECORDS)


def _stated(field: str, asked: str) -> Test:
    """The firm's own answer; a lenient condition (少裁员) is not failed by a no, nor one on a bad
    record by another kind of record."""
    lenient = "少裁" in asked

    def test(profile: Profile, setting: Setting) -> State:
        state = profile.states.get(field)
        laid_off = profile.figures.get("layoff_ratio")
        if state is None and field == "layoff_free" and laid_off is not None:
            state = False if laid_off.low > 0 else None
        if state is False and field == "credit":
            return False if _same_record(asked, profile.quotes.get(field, "")) else None
        return None if lenient and state is False else state

    return test


def _graded(grades: frozenset[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        return (profile.grade in grades) if profile.grade else None

    return test


# ------------------------------------------------------------------ what the firm does

_DOES = re.compile(
    r"(?:新?招用|吸纳|招收|录用)[^，。；、\n]{2,20}(?:毕业生|人员|退役军人|残疾人|劳动者|青年)"
    r"|(?:购置|购买|采购|实施|开展|参加|参展|租用|租赁|承租|入驻|新建|建设|获得"
    r"|取得|申请|投保|吸纳|招用|新招用|引进|使用|更新"
    r"|开发|完成|改造|举办|办理|承担|发生|投入|从事|通过|(?<!国际)(?<!社会)组织|加大|进行|应用"
    r"|上(?![年月半个一述级门限]))[^，。；：、\n的并且]{2,24}"
)


_WHERE = re.compile(r"(?<![现存])在[^，。；：、\n的]{2,16}$")  # 在境外|注册商标


def activities(text: str, setting: Setting) -> Iterator[Found]:
    """What the firm must do or have done, told by the purpose that its words name."""
    for match in _DOES.finditer(text):
        purposes = purposes_of(without_labels(match.group()))
        if purposes:
            where = _WHERE.search(text, 0, match.start())
            span = Span(where.start() if where else match.start(), match.end())
            yield Found(span, "activity", f"need:{purposes[0]}", wants(purposes, span.of(text)))


# Words that narrow what is done → how a firm would say it; unsaid, the firm's own may be another.
_NARROWS = worded(
    (r"国有", r"国有|国资|国企"),
    (
        r"境外|国外|海外|国际",
        r"境外|国外|海外|国际|出国|美国|德国|法国|英国|日本|韩国"
        r"|意大利|俄罗斯|欧洲|东南亚"
        r"|越南|泰国|印度|中东|迪拜|非洲|香港|美洲",
    ),
    (r"毕业(?:[一二两三\d]年|年度)", r"应届|刚毕业|今年毕业|去年毕业|毕业(?:才|不到|没)"),
    (r"(?<![博硕]士)毕业生", r"毕业生|大学生|应届"),
    (r"退役军人", r"退役|退伍|老兵"),
    (r"脱贫|残疾|就业困难", r"脱贫|残疾|就业困难|贫困"),
    (r"发明专利", r"发明"),
    (r"信用贷款", r"信用贷"),
    (r"贷款", r"贷|借款"),
    (r"投保|保险", r"投保|保险|信保|买了?保"),
    (r"质押", r"质押|抵押"),
    (r"首台|首批次|首版次", r"首台|首批次|首版次"),
    (r"光伏", r"光伏"),
    (r"机器人", r"机器人"),
    (r"软件", r"软件|系统|ERP|MES"),
    (r"上云|云服务", r"上云|云"),
    (r"绿色|节能", r"绿色|节能|环保|省电"),
    (r"孵化|众创|园区|标准厂房", r"孵化|众创|园区|标准厂房|产业园"),
    (r"博士(?![、和或及]?硕士)|高层次|领军", r"博士|高层次|领军"),
    (r"硕士", r"硕士|博士"),
    (r"国产", r"国产"),
    # a recognition is had by those that were recognised
    (r"认定|评定|评为|获评|入选|称号", r"认定|评[上为定]|获评|入选|称号|牌子|授予|挂牌"),
)


def unsaid(profile: Profile, setting: Setting) -> State:
    """The test of what no profile tells."""
    return None


def wants(purposes: tuple[str, ...], said: str, printed: str = "") -> Test:
    """Whether the firm's wish is this deed, likeliest purpose first: met where the purpose is its
    own, and it says the words that narrow the deed where it speaks of that purpose. `printed` are
    the words with those that say nothing by themselves."""
    whole = printed or said
    if re.search(r"\d", _SINCE_SCHOOL.sub("", said)):  # a measured deed is more than a wish
        return lambda profile, setting: False if contradicted(whole, profile.text) else None
    narrow = [spoken for official, spoken in _NARROWS if official.search(whole)]

    def test(profile: Profile, setting: Setting) -> State:
        decided, state = _settled(whole, profile.text)
        if decided:
            return state
        patents = profile.figures.get("patents")
        if "专利" in said and patents is not None and patents.high == 0:
            return False
        wished = bool(set(purposes) & set(profile.purposes()))
        told = [profile.need] if not profile.text else []
        told += [words for words in _segments(profile) if purposes[0] in _spoken(words, profile)]
        if not wished and not any(DONE.search(words) for words in told):
            return None
        if _other_words(said, purposes[0], " ".join(told)):
            return None
        met = all(any(spoken.search(words) for words in told) for spoken in narrow)
        return True if met else None

    return test


def _settled(asked: str, story: str) -> tuple[bool, State]:
    """Whether words that rows know decide a deed, and how: it is contradicted, they are not said,
    its grade is given, or it is told as done (贷款已按期还本付息) and affirmed."""
    if contradicted(asked, story):
        return True, False
    otherwise, known = covered(asked, story)
    if known and not otherwise:
        return True, otherwise
    told_as_done = bool(otherwise and _ALREADY.search(asked))
    if level_reached(asked, story) or (told_as_done and all_known(asked, known, story)):
        return True, True
    return False, None


_ALREADY = re.compile(r"已经?(?![^，。；]{0,4}(?:认定|获))")


def _other_words(said: str, purpose_name: str, told: str) -> bool:
    """Whether most of what a deed's words tell, beside its purpose, the firm never says."""
    rest = purpose(purpose_name).official.sub("　", said)
    for official, spoken in _NARROWS:
        if spoken.search(told):
            rest = official.sub("　", rest)
    telling = [
        w for w in words(rest) if len(w) > 1 and w not in STOP_WORDS and not _PLAIN.fullmatch(w)
    ]
    unsaid = sum(len(word) for word in telling if word not in told)
    return 2 * unsaid > len(said)


# Words of a deed that tell nothing of which
_PLAIN = re.compile(
    r"企业|单位|公司|项目|实施|开展|参加|购置|采购|获得|取得|申请|新增|首次|引进|毕业生|招用|吸纳|入驻|资产"
    r"|经营性?|用房|房屋|房产|[区市省]级|国家级|以上|方式|通过|采用|科技|实际|进行"
)


def _spoken(words: str, profile: Profile) -> tuple[str, ...]:
    """The purposes that a run names apart from the firm's own line of business: 外贸公司 is a name,
    and no deed."""
    named = _NAMED.search(profile.trade)
    return purposes_spoken(words.replace(profile.trade, "") if named else words)


_NAMED = re.compile(r"公司|企业|集团")


def _segments(profile: Profile) -> Iterator[str]:
    """What the firm says, clause by clause, without what it denies."""
    for span in segments(profile.text):
        words = span.of(profile.text)
        if not NOT_DONE.search(words):
            yield words


_SINCE_SCHOOL = re.compile(r"毕业\d年内?")
