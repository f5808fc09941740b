"""Who is paid, where that is no ordinary firm: banks, bodies that serve, persons, vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.grammar.terms import Found, Setting, State, Test, worded
from policykb.answer.profile import Profile
from policykb.types import Span

_BODIES = (
    r"(?:融资)?担保(?:机构|公司)|(?:商业)?银行(?!贷款|授信|借款|利息|账户)|金融机构|小额贷款公司|(?:公共"
    r"|专业)?服务(?:机构|平台)|孵化器|众创空间|产业园区?|科研院所"
    r"|高等?院?校(?!毕业|学生)|职业院校|投资机构|创投机构|行业(?:协会|商会)|医疗机构"
    r"|培训机构"
)
# Persons, and what a firm owns at most: each is helped only where the run ends with it.
_NAMES_OF_PERSONS = (
    r"劳动者|毕业生|个人|学生|幼儿|儿童|老年人|残疾人|患者|农民工?|农户|群众|居民|贫困户|脱贫户|退役军人"
    r"|教师|考生|游客|旅客|家庭(?!农场|牧场)|失业人员|从业者|纳税人个人|举报人"
)
PERSONS = re.compile(_NAMES_OF_PERSONS)
# What measures call a thing that is spared or helped | how a firm that has it speaks
_THINGS = worded(
    (r"车辆", r"[货客]?车(?!间|床|企)|运输|物流|货运|客运|快递"),
    (r"船舶|渔船", r"船|渔|航运|海运|水运"),
    (r"航班|航线", r"航空|航线|机场|航班"),
)
# Persons as measures call them | as they call themselves
_CALLED = worded(
    (r"毕业生|学生", r"大学生|应届|毕业(?!证)"),
    (r"农民工?|农户", r"农民|返乡|进城|种(?:地|田|粮)"),
    (r"退役军人", r"退役|退伍|老兵|转业"),
    (r"失业人员|劳动者|从业者", r"失业|下岗|没工作"),
    (r"贫困户|脱贫户", r"贫困|脱贫|建档立卡"),
    (r"个人", r"个人|本人|我(?!们|公司|企业|厂|单位|司)"),
)
# 毕业生到乡镇就业, 人员以个人身份灵活就业: what is done by such a person helps no firm
_ACTING = re.compile(
    r"(?:毕业生|大学生|困难人员|失业人员|劳动者|农民工|青年|残疾人)(?:（[^（）\n]{0,30}）)?"
    r"(?=(?:到|赴|在|以个人身份|自主|灵活)[^，。；\n创]{0,40}(?:就业|从业|上岗|见习))"
)
_AS_PERSON = re.compile(r"灵活就业|自由职业|我[^，。；]{0,8}(?:上班|就业|见习)")
_LAST = r"(?=[^，。；\n]{0,4}[，,]?\s*$)"
_RECIPIENT = re.compile(
    rf"{_BODIES}|(?:{_NAMES_OF_PERSONS}|{'|'.join(row[0].pattern for row in _THINGS)}){_LAST}"
)
_ENDS = re.compile(r"[^，。；\n]{0,4}[，,]?\s*$")
_HIRED = re.compile(
    r"(?:招[用收聘]|吸纳|录用|引进|聘[用任]|培养|带动|帮扶|安置|面向|服务)[^，。；\n]{0,20}$"
)
_ACTS = re.compile(r"(?:上?年度|当年|全年)?(?:累计)?(?:开展|为|向|面向|发放|新增)")


def recipients(text: str, setting: Setting) -> Iterator[Found]:
    """One that is no ordinary firm and stands last: it is the one that is paid."""
    for match in _RECIPIENT.finditer(text):
        if _HIRED.search(text[: match.start()]):
            continue
        acts = match.start() <= 3 and _ACTS.match(text, match.end())
        if acts or _ENDS.match(text[match.end() :]):
            yield Found(Span(*match.span()), "recipient", "sector", _test(match.group()))

    for match in _ACTING.finditer(text):
        if not _HIRED.search(text[: match.start()]):
            yield Found(Span(*match.span()), "recipient", "sector", _acts)


def _acts(profile: Profile, setting: Setting) -> State:
    """Whether the one who speaks may be such a person."""
    return None if _AS_PERSON.search(profile.text) else False


def _test(word: str) -> Test:
    for official, spoken in _THINGS:
        if official.fullmatch(word):
            return _has(spoken)
    return _is_person(word) if PERSONS.fullmatch(word) else _is_one(word.removesuffix("机构"))


def _is_one(word: str) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        if word in profile.text or word in profile.trade:
            return None
        return False if profile.sectors else None

    return test


def _is_person(word: str) -> Test:
    """No firm is a person; one that speaks of such persons may apply for them, and whoever calls
    himself one may be meant."""
    spoken = next((said for official, said in _CALLED if official.fullmatch(word)), None)

    def test(profile: Profile, setting: Setting) -> State:
        told = word in profile.text or (spoken and spoken.search(profile.text))
        return None if told else False

    return test


def _has(spoken: re.Pattern[str]) -> Test:
    """A firm that never speaks of such a thing has none that is spared."""

    def test(profile: Profile, setting: Setting) -> State:
        return None if spoken.search(profile.text) or not profile.text else False

    return test
