"""What a document says of all its support: who may apply, when and where.

Conditions are often printed once, in a clause of their own (申报条件, 适用范围, 申报时间). Such a
clause speaks for everything under the heading that it stands under; a clause of it that carries
the name of one support (专题条件：1.智能化改造…) speaks for that one alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policykb.answer.barred import excluded
from policykb.answer.bodies import without_head
from policykb.answer.conditions import Condition, conditions
from policykb.answer.giving import imposes
from policykb.answer.grammar import Setting
from policykb.answer.offers import grants
from policykb.answer.refusing import refuses
from policykb.answer.topics import Clause, names_of, spoken_for
from policykb.answer.windows import JOINT
from policykb.answer.words.purposes import purposes_of
from policykb.extract.genres import THIS
from policykb.types import JSON

_WHO = re.compile(
    r"(?:申报|申请|支持|适用|扶持|奖励|补助|补贴|享受|基本|专[题项]|资格"
    r"|准入)(?:主体|对象|企业|单位|项目|人|者)?(?:的)?(?:应当?)?(?:具备|符合|满足)?(?:的)?(?:条件|对象|范围|主体|要求|资格)$|^(?:条件|对象|范围)$"
    r"|负面清单$"
)
_WHEN_WHERE = re.compile(
    r"(?:申报|申请|受理|办理|兑现|实施)(?:的)?(?:时间|期限|方式|程序|流程"
    r"|要求|渠道|地点)|联系方式|咨询|附则|其他事项|有关要求"
)
_GENERAL = re.compile(
    rf"(?:{THIS}|本条款)(?:的)?(?:适用(?:于|对象"
    r"|范围)|所称(?=[^，。；\n]{0,12}(?:企业|主体|单位|工商户))|支持|扶持|面向)"
    r"|(?:支持|扶持|适用|资助|补助|奖励|申报)(?:的)?(?:对象|范围|主体)(?:为|是|包括|限于|应)"
    r"|(?:支持|扶持|资助|补助|奖励)的(?:项目|企业|单位|对象)[^，。；\n]{0,6}(?:应|须|需)"
    r"|申[报请领](?:企业|单位|主体|人)?(?=[^，。；\n]{0,30}应)"
    r"|(?:申报|申请|享受)(?:本[^，。；\n]{0,8})?(?:专项)?(?:政策|补助|资金|奖励|支持"
    r"|补贴|扶持|项目)?的?(?:企业|单位|主体)[^，。；\n]{0,6}(?:应|须|需)"
    r"|不予(?:支持|受理|补助|奖励)|不得(?:享受|申报)|不享受"
    r"|不再(?:支持|享受|受理|补助|奖励|给予)|不(?:适用|属于|纳入)(?:于)?(?:本|支持|扶持|申报)"
)
_LATE = re.compile(
    r"(?:逾期|过期|超期|超过[^，。；\n]{0,6}期限)[^，。；\n]{0,8}不(?:予|再)"
)  # says of the window, not of the firm
_REFUSES_ALL = re.compile(
    r"负面清单$|限制(?:性)?(?:条件|情形|范围|条款|事项)$"
    r"|不(?:予|得|再)?(?:支持|受理|补[助贴]|贴息|返还|奖[励补]|申报|纳入|享受)(?:的)?(?:情形|情况|事项|范围|对象|条件|企业|项目)?$"
)
# Words that only open a list: (申报企业)应当具备下列条件：, 有下列情形之一的，…：
_LISTS = re.compile(
    r"(?:条件|要求|规定|情形|情况|范围)[^。；\n]{0,16}[：:]\s*$|(?:条件|要求|规定)\s*$|：\s*$"
)
_ASKS_OF = re.compile(
    r"(?:企业|单位|主体|项目|申[报请]|工商户)[^。；\n]{0,16}(?:应|须|需|具备|符合|满足)"
)
# 应当报送…和下列文件：, what is to be handed in asks nothing of what a firm is
_PAPERS = re.compile(
    r"(?:报送|提交|提供|附具|附送|递交|出具|准备)[^。；\n]{0,30}(?:文件|材料|资料|证明|证件)[^。；\n]{0,6}[：:]\s*$"
)
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]|[①-⑳])\s*")
_SENTENCES = re.compile(r"[^。；;\n]+[：:]?")
# How and when to apply asks nothing of what a firm is
_PROCEDURE = re.compile(
    r"电话|联系人|网址|邮箱|(?:申报|受理|申请|截止)(?:时间|期限|日期)"
    r"|(?:逾期|过期)(?:[^，。；\n]{0,4}(?:不|视|未)|的)"
    r"|(?:提交|报送|填报|上传|提供|递交)[^，。；\n]{0,12}(?:材料|资料|申请[书表]|文件)"
)
# 申报第（三）项的企业，应…: says for which support it speaks, and asks nothing by that
_FOR_ONE = re.compile(
    r"^\s*(?:申[报请]|享受)[^，。；\n]{0,6}第[^，。；\n]{1,12}[条项款](?:的(?:企业|单位|主体|项目)?)?[，,]?"
)
# 本办法所称机械，是指…: tells what a word means, unless it is the word for those who are helped
_DEFINES = re.compile(
    r"所称(?:的)?(?![^，。；\n]{0,20}(?:企业|主体|单位|工商户|机构|合作社|农场|[户者人]|对象|项目|平台))"
    r"[^，。；\n]{1,24}，?(?:是指|系指|指的是|包括)"
)
# What a site prints below a text
_OF_SITE = re.compile(
    r"^\s*(?:(?:相关|政策|文件|图文)?(?:解读|链接|阅读|新闻|图解|附件下载)(?:链接|文件)?|[上下]一[篇条]|责任编辑)[：:]"
)
_TAKEN_BACK = re.compile(
    r"追回|追缴|收回[^，。；\n]{0,8}(?:资金|补[助贴]|奖)"
)  # what follows, no case
_EXEMPT = re.compile(r"不受[^，。；\n]{0,12}(?:限制|约束)")  # of a duty
# 试点城市申报条件: what is asked of places that apply is asked of no firm
_OF_PLACES = re.compile(
    r"(?P<whom>城市|地区|县区|区县|县域|省份|街道|社区|乡镇|村庄)(?:的)?(?:申报|申请|评选|遴选|创建|入选|试点)?(?:的)?"
    r"(?:条件|要求|标准|范围|对象)$"
)
ASKS, REFUSES, NEITHER = "asks", "refuses", ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Conditions and running text of one clause, for what lies under the eid `under`; where it
    carries the names of support, `only` for the clauses of these eids; where the headings above it
    name purposes, `about`, only for what serves one of these."""

    eid: str
    under: str
    about: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()
    text: str = ""
    only: frozenset[str] = frozenset()

    def covers(self, eid: str, purposes: Collection[str] = ()) -> bool:
        """Whether it speaks for the clause of that eid, which serves these purposes."""
        if self.about and purposes and self.about.isdisjoint(purposes):
            return False
        if self.only:
            return any(_inside(eid, each) or _inside(each, eid) for each in self.only)
        return not self.under or _inside(eid, self.under)


def _inside(eid: str, around: str) -> bool:
    return eid == around or eid.startswith(f"{around}__")


def shared_of(provisions: Sequence[JSON], setting: Setting) -> tuple[Shared, ...]:
    """What the clauses that grant nothing themselves say for others, in document order."""
    rows = (
        Clause(row["eid"], row["number"], row["heading"], row["text"], bool(row["children"]))
        for row in provisions
    )
    return _shared(tuple(rows), setting)


@lru_cache(maxsize=64)
def _shared(clauses: tuple[Clause, ...], setting: Setting) -> tuple[Shared, ...]:
    own = {each.eid for each in clauses if grants(each.text)}
    around = {above for eid in own for above in _above(eid)}
    heads = {each.eid: each.heading for each in clauses}
    names = names_of([each for each in clauses if each.eid in own])
    modes = _modes(clauses, own)
    found = []
    for each in clauses:
        if each.eid in own and (asked := tuple(_of_all(each, setting))):
            found.append(Shared("", "", conditions=asked))  # the clause itself stays one that gives
        if each.eid in own or not own.isdisjoint(_above(each.eid)):
            continue
        under, passed = _under(each.eid, around)
        over = [heads[eid] for eid in (*passed, each.eid) if eid in heads]
        told = bool(_WHEN_WHERE.search(each.heading))
        asked = tuple(_conditions(each, modes[each.eid], setting))
        if asked or told or not (each.heading or each.children):
            about = frozenset(purposes_of(" ".join(over[:-1])))
            only = spoken_for(over, each.text, names)
            if whom := _places_asked(over):
                only = frozenset(c.eid for c in clauses if c.eid in own and whom in c.text)
                if not only:
                    continue
            text = _running(each) if told else each.text
            found.append(Shared(each.eid, under, about, asked, text, only))
    return tuple(found)


def _places_asked(heads: Sequence[str]) -> str:
    """The word for the places that a heading says must meet what stands below it, if any."""
    found = (_OF_PLACES.search(head.strip("。：: ")) for head in heads)
    return next((match["whom"] for match in found if match), "")


# 享受上述政策的企业应当…: the end of a document, printed under its last clause
_OF_ALL = re.compile(
    r"^\s*(?:凡)?(?:享受|申报|申请|适用)?(?:上述|以上|前述|本)[^，。；\n]{0,8}(?:政策|措施|条款|资金|支持)的?"
    r"(?:企业|单位|主体|项目)"
)


def _of_all(clause: Clause, setting: Setting) -> Iterator[Condition]:
    """What a line behind a grant asks of all that the document gives."""
    for line in clause.text.split("\n")[1:]:
        if found := _OF_ALL.match(line):
            for sentence in _SENTENCES.findall(line[found.end() :]):
                yield from _sentence(sentence, setting, strict=True)


def _above(eid: str) -> Iterator[str]:
    """The eids around one, nearest first."""
    while eid := eid.rpartition("__")[0]:
        yield eid


def _running(clause: Clause) -> str:
    """申报时间 and the days behind or below it, read as one line."""
    rest = _body(clause)
    named = len(clause.heading) <= _NAME  # else the heading is itself a sentence
    return f"{clause.heading}{JOINT}{rest}" if rest and named else clause.text


_OF_GRANTS = re.compile(r"(?:范围|对象|主体)$")
_NAME = 12  # characters of a heading that only names what follows


def _under(eid: str, around: Collection[str]) -> tuple[str, list[str]]:
    """The clause for whose inside another one speaks, and those between the two.

    It is the nearest around it in which something is granted (`around` has these), for a chapter on
    applications or an annex of forms speaks for the whole text.
    """
    passed: list[str] = []
    for above in _above(eid):
        if above in around:
            return above, passed
        passed.append(above)
    return "", passed


def is_conditions(heading: str) -> bool:
    """Whether a clause of that heading states conditions and no support."""
    said = heading.strip("。：: ")
    return bool(_WHO.search(said) or _REFUSES_ALL.search(said))


# ------------------------------------------------------------------ what a clause does


def _modes(clauses: Sequence[Clause], own: Collection[str]) -> Mapping[str, str]:
    """For each clause whether it lists what is asked, or what bars; its items do as it does."""
    heading = {each.eid.rpartition("__")[0] for each in clauses}  # those that have items
    giving = {above for eid in own for above in _above(eid)}
    modes: dict[str, str] = {}
    for each in clauses:
        above = list(_above(each.eid))
        if each.eid in own or not set(own).isdisjoint(above):
            modes[each.eid] = NEITHER
            continue
        inherited = modes.get(above[0], NEITHER) if above else NEITHER
        if each.eid in giving and _OF_GRANTS.search(each.heading):
            modes[each.eid] = NEITHER  # 支持范围 under which the grants themselves stand
            continue
        modes[each.eid] = _mode(each, has_items=each.eid in heading) or inherited
    return modes


def _mode(clause: Clause, *, has_items: bool) -> str:
    """What the clause itself says that it lists."""
    opening = _body(clause).strip()
    lists = has_items and bool(_LISTS.search(opening)) and not _PAPERS.search(opening)
    if _REFUSES_ALL.search(clause.heading) or (lists and refuses(opening)):
        return REFUSES
    if is_conditions(clause.heading) or (lists and _ASKS_OF.search(opening)):
        return ASKS
    return NEITHER


def _body(clause: Clause) -> str:
    return without_head(clause.text, f"{clause.number}{clause.heading}").lstrip("。：: \n")


def _conditions(clause: Clause, mode: str, setting: Setting) -> list[Condition]:
    said = _SENTENCES.findall(_body(clause))
    sentences = [
        _FOR_ONE.sub("", each)
        for each in said
        if not (each.endswith(("：", ":")) or any(told.search(each) for told in _ASK_NOTHING))
    ]
    if mode == REFUSES:
        cases = [_ITEM.sub("", each) for each in sentences if not _TAKEN_BACK.search(each)]
        return [c for each in cases for c in _barred(each, setting)]
    if mode == ASKS:
        items = [_ITEM.sub("", each) for each in sentences]
        return [c for each in items for c in _sentence(each, setting, strict=True)]
    return [
        condition
        for sentence in sentences
        if (_GENERAL.search(sentence) or (refuses(sentence) and not imposes(sentence)))
        and not _LATE.search(sentence)
        for condition in _sentence(sentence, setting, strict=False)
    ]


_ASK_NOTHING = (_PROCEDURE, _DEFINES, _OF_SITE, _EXEMPT, _TAKEN_BACK)


def _barred(said: str, setting: Setting) -> list[Condition]:
    return (
        excluded(refuses(said) or said, said, setting, listed=bool(refuses(said)))
        if said.strip()
        else []
    )


def _sentence(sentence: str, setting: Setting, *, strict: bool) -> list[Condition]:
    if rest := refuses(sentence):
        return excluded(rest, sentence, setting)
    return conditions(sentence if strict else _GENERAL.sub("", sentence), setting, strict=strict)
