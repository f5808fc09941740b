"""Which documents of the library does a question ask for? 2020年1月发的文件, 有哪些司法解释.

A question asks for documents when, apart from the words that ask for them and those that say
which (days, an issuer, a place, a level, a 文种, a status), it says nothing more: one that has a
subject (哪些文件支持小微企业) is for the search.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from policykb.gazetteer import NATIONAL, abbreviations, bodies_called, department, find_regions
from policykb.types import JSON

# 文种 that are asked for by name; without more, 有什么办法 asks how, and 哪些措施 for clauses.
_KINDS = (
    r"司法解释|法律法规|法律|法规|规章|条例|政府工作报告|评估报告|(?:实施|工作|行动)方案|(?:实施|管理|暂行)办法"
    r"|(?:实施)?细则|(?:指导|实施)意见|(?:应急)?预案|行动计划|通知|通告|公告|公报|指南|指引|规划纲要|规划"
    r"|(?:政策)?解读|论文"
)
_LOOSE_KINDS = "方案|办法|规定|意见|决定|决议|批复|纲要|计划|报告"
_DOCUMENTS = rf"(?:政策|规范性|公开|红头)?文件|文档|公文|政策|{_KINDS}"
_ASKS = (
    r"哪几[份部个篇]?|哪些|哪[份部个篇]|多少[份部个篇件]?|几[份部个篇件]|什么|啥|列出|清单|目录"
    r"|有没有|所有的?|全部|名单"
)
_COUNTS = r"(?:哪几?|多少|几|哪)[份部篇件]|(?:发布|印发|出台|制定|公布|下发|发)[了过的]"
_ASKED = re.compile(
    rf"(?:{_ASKS})[^，。；？?]{{0,16}}(?:{_DOCUMENTS})|(?:{_DOCUMENTS})[^，。；？?]{{0,16}}(?:{_ASKS})"
    rf"|(?:{_COUNTS})[^，。；？?]{{0,16}}(?:{_LOOSE_KINDS})"
    # 某市住建委的文件: asked by naming them
    r"|[^，。；？?]{2,40}(?:的|(?:印|下)发|发布|出台|制定)(?:政策|规范性)?(?:文件|公文)[。？?]?$"
)
_LOOSE = re.compile(r"政策(?!文件)")
_KIND = re.compile(rf"{_KINDS}|{_LOOSE_KINDS}")
# What readers call a status → the statuses meant; the first that fits. What was amended holds on.
_STATUSES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), statuses)
    for pattern, statuses in (
        (r"还?(?:没有?|未|尚未)(?:开始)?(?:生效|施行|实施)", ("not_yet",)),
        (
            r"(?:失|无)效|废止|过期|作废|到期|不再有效|没用了|停止执行|宣布失效",
            ("expired", "repealed"),
        ),
        (r"修[改订正]", ("amended",)),
        (r"有效性?(?:不明|不清|未知)", ("unknown",)),
        (r"(?:仍然|依然|还)?(?:在?有效|现行|生效|管用|在?执行|在用)", ("in_force", "amended")),
    )
)  # fmt: skip
_LEVELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("国家(?:级|层面)|中央层?面?|全国性"), "national"),
    (re.compile("(?:省|自治区)(?:级|层面)"), "provincial"),
    (re.compile("(?<!县)市(?:级|层面)"), "municipal"),
    (re.compile("(?:区县|县区|县|区)(?:级|层面)"), "county"),
)

# A day, month, quarter, half or year; then how far it reaches.
_POINT = (
    r"((?:19|20)\d\d)(?:年度?|(?=[-.]\d)|(?![\d.]))(?:[-.]?(\d{1,2})(?:月份?|(?=[-.]\d))(?:[-.]?(\d{1,2})[日号]?)?"
    r"|([上下])半年|第?([一二三四1-4])季度)?"
)
_DATES = re.compile(
    rf"(?P<until>有效期?(?:截止|截至|延长)?[至到]|(?:截止|截至)[至到]?)?[自从在于]?{_POINT}"
    rf"(?:[至到—－~-]+(?:{_POINT}|(?P<to>\d{{1,2}})月份?(?:(?P<day>\d{{1,2}})[日号])?)(?:之间|期间)?)?"
    r"(?P<end>[底末])?(?P<reach>以来|以后|之后|至今|起至今|后|以前|之前|前)?起?"
    r"(?P<does>(?:正式|开始|已经?|就|会|将|要|都)*(?:施行|实施|生效|执行|到期|失效|废止|过期|届满|终止)"
    r"|(?:时|当时|那时)?(?:还|仍然?|依然)*在?有效)?"
)
_NTH = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FOREVER, _EVER = "9999", "0000"
# 今年 and 近三年 are years that the question was understood to name
_RELATIVE = re.compile(
    r"今年|本年度?|去年|上一?年度?|前年|明年|(?:最近|近|过去|这)[一二两三四五1-5]年"
)
# Words that only build the question.
_FILLS = re.compile(
    r"印发|发布|公布|出台|制定|下发|发[了的过文]?|收录|收入|入库|存|列|给|我|你|们|请问?|帮|查[一下]*|看看|告诉|知道"
    r"|知识库|数据库|资料库|系统|库|里面?|中|内|现在|目前|当前|如今|已经?|都|还|是|有|的|了|过|一共|总共|共|到底|分别"
    r"|到|为止|截至|哪|年|份|个|篇|件|呢|吗|呀|啊|这|那|以及|和|与|在|由|被|关于|最新|最近|新|自|从|级|层面"
)
_MARKS = re.compile(r"[\s，。；、：？?！!“”\"《》（）()]")
_LEFT = 1  # letters that may be left: one is no subject

# A body before what it does (住建委发了…); 某某委员会办公室 issues for 某某委.
_BODY = re.compile(
    r"(?:^|(?<=[，。、由问下看出里中在]))(?P<name>[一-鿿]{1,20}?"
    r"(?:委员?会?|局|厅|办公[室厅]|办|部门?|府|院|会|署|行|海关|社|司|机关|系统))"
    r"(?=的|[印下]?发|公布|出台|制定|近|最|有|都|在|一共|$)"
)
_LEAD = re.compile(r"^(?:请问|麻烦|帮我?|我想|查一?下?|看看|列出|库里?|系统里|知识库里?|由)+")


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents that bear a day from `first` to `last`, both included, each a year, a month or a
    day; `on` tells which day of a document: dated, effective or expires."""

    on: str
    first: str
    last: str

    def holds(self, day: str) -> bool:
        """Whether a document's own day, or the year or month that it tells, lies within."""
        return self._is_told(day) and self.first <= day <= self.last + "~"

    def leaves_open(self, day: str) -> bool:
        """Whether a document tells too little of its day: nothing, or only a year within."""
        return not self._is_told(day) and self.first[: len(day)] <= day <= self.last + "~"

    def _is_told(self, day: str) -> bool:
        return len(day) >= min(len(self.first), len(self.last))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a question asks for; an empty field asks nothing. `kinds` are 文种 as the
    question names them, `as_of` the day on which the status is asked about."""

    statuses: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    issuers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    as_of: str | None = None

    def record(self) -> JSON:
        """As the reply shows it."""
        dates = [{"on": d.on, "from": d.first, "to": d.last} for d in self.dates]
        return {
            "status": list(self.statuses),
            "dates": dates,
            "issuers": list(self.issuers),
            "regions": list(self.regions),
            "levels": list(self.levels),
            "kinds": list(self.kinds),
            "as_of": self.as_of,
        }


def asks_for_documents(question: str) -> bool:
    """Whether a question asks for documents, of whatever subject."""
    return bool(_ASKED.search(question))


def wanted_documents(
    question: str, issuers: Collection[str] = (), years: Sequence[str] = ()
) -> Wanted | None:
    """Which documents of the library a question asks for; None where it asks something else.
    `issuers` are those that the library knows, `years` those that the question was understood to
    name (去年).

    >>> wanted_documents("2018年国办发了哪些文件？", ["国务院", "国务院办公厅"]).issuers
    ('国务院办公厅',)
    >>> wanted_documents("哪些文件支持小微企业融资") is None
    True
    """
    if not asks_for_documents(question):
        return None
    rest, wanted = _without_dates(question)
    if not wanted.dates and _RELATIVE.search(rest):
        rest = _RELATIVE.sub("", rest)
        wanted = replace(wanted, dates=(Dated("dated", min(years), max(years)),) if years else ())
    rest, named = _without_issuers(rest, issuers)
    rest, regions = _without_places(rest)
    rest, levels = _without(rest, _LEVELS)
    rest, statuses = _without_status(rest) if not wanted.statuses else (rest, wanted.statuses)
    kinds = tuple(dict.fromkeys(_KIND.findall(rest)))
    rest, issuing = _without_called(_LEAD.sub("", rest), issuers) if not named else (rest, named)
    wanted = replace(
        wanted, issuers=issuing, regions=regions, levels=levels, statuses=statuses,
        kinds=kinds,
    )  # fmt: skip
    # 有什么政策 asks for help; 哪些政策过期了 for documents
    tells = wanted != Wanted() or not _LOOSE.search(question)
    return wanted if len(_stripped(rest)) <= _LEFT and tells else None


def _stripped(text: str) -> str:
    """What a question says beside the words that ask."""
    for words in (_DOCUMENTS, _LOOSE_KINDS, _ASKS, _FILLS, _MARKS):
        text = re.sub(words, "", text)
    return text


def _without_dates(question: str) -> tuple[str, Wanted]:
    """The question without its days, and what they ask for."""
    wanted = Wanted()
    while match := _DATES.search(question):
        does = match["does"] or ""
        first, last = _reach(match)
        question = question[: match.start()] + question[match.end() :]
        if "有效" in does:
            wanted = replace(wanted, as_of=_last_day(last), statuses=("in_force", "amended"))
            continue
        if re.search("[施实]行|实施|生效|执行", does):
            on = "effective"
        else:
            on = "expires" if does or match["until"] else "dated"
        wanted = replace(wanted, dates=(*wanted.dates, Dated(on, first, last)))
    return question, wanted


def _reach(match: re.Match[str]) -> tuple[str, str]:
    """The first and last year, month or day that a date in a question takes in."""
    parts = match.groups()
    first, last = _ends(*parts[1:6])
    if parts[6]:
        last = _ends(*parts[6:11])[1]
    elif match["to"]:
        last = _ends(parts[1], match["to"], match["day"], None, None)[1]
    reach = match["reach"] or ""
    if reach in ("以前", "之前", "前"):
        # 2020年底前 and 6月30日前 take that day in, 2020年以前 does not take in that year
        return _EVER, last if match["end"] or len(last) == len("2020-01-01") else _before(first)
    return first, _FOREVER if reach else last


def _ends(
    year: str, month: str | None, day: str | None, half: str | None, quarter: str | None
) -> tuple[str, str]:
    """A point of time by its first and last year, month or day."""
    if half:
        return (f"{year}-01", f"{year}-06") if half == "上" else (f"{year}-07", f"{year}-12")
    if quarter:
        end = 3 * _NTH[quarter]
        return f"{year}-{end - 2:02}", f"{year}-{end:02}"
    point = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return point, point


def _before(point: str) -> str:
    """The year or month before this one."""
    year, _, month = point.partition("-")
    if not month:
        return str(int(year) - 1)
    return f"{year}-{int(month) - 1:02}" if int(month) > 1 else f"{int(year) - 1}-12"


def _last_day(point: str) -> str | None:
    """The last day of a year or month; None without end, which is today."""
    if point == _FOREVER:
        return None
    year, month, day = (*map(int, point.split("-")), 0, 0)[:3]
    month = month or 12
    return f"{year}-{month:02}-{day or calendar.monthrange(year, month)[1]:02}"


def _without_issuers(question: str, issuers: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The question without the bodies that it names, the longest name first, and their names."""
    printed = {name: issuer for issuer in issuers for name in _names(issuer)}
    found = []
    for name in sorted(printed, key=len, reverse=True):
        if name in question:
            question = question.replace(name, "")
            found.append(printed[name])
    return question, tuple(dict.fromkeys(found))


def _names(issuer: str) -> set[str]:
    """A body's name and the short ones that readers use: 国办."""
    body = department(issuer)
    short = {short for short, full in abbreviations().items() if full == issuer}
    return {issuer, *short, *(body.aliases if body else ())}


def _without_places(question: str) -> tuple[str, tuple[str, ...]]:
    places = [each for each in find_regions(question) if each.entry.name != NATIONAL]
    for mention in reversed(places):
        question = question[: mention.span.start] + question[mention.span.end :]
    return question, tuple(dict.fromkeys(mention.entry.name for mention in places))


def _without(
    question: str, table: Sequence[tuple[re.Pattern[str], str]]
) -> tuple[str, tuple[str, ...]]:
    """The question without the words of a table, and what they mean."""
    meant = tuple(value for pattern, value in table if pattern.search(question))
    for pattern, _ in table:
        question = pattern.sub("", question)
    return question, meant


def _without_status(question: str) -> tuple[str, tuple[str, ...]]:
    for pattern, meant in _STATUSES:
        if pattern.search(question):
            return pattern.sub("", question), meant
    return question, ()


def _without_called(question: str, issuers: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The question without the body whose name, its place apart, it shortens (住建委, 人社部门),
    and the library's issuers that bear it; that body itself where none of them does."""
    match = _BODY.search(question)
    if match is None:
        return question, ()
    name = match["name"]
    found = bodies_called(name, issuers)
    if not found and not (department(name) or department(f"市{name}")):
        return question, ()
    return question[: match.start("name")] + question[match.end("name") :], found or (name,)
