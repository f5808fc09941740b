"""When and where support can be applied for, in the clause's own words, on the day asked about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from policykb.dates import Period, find_periods
from policykb.types import JSON

# 3月1日至4月30日受理: the days stand first
JOINT = "∶"  # joins a heading to the text below it, for reading; it is not printed
_DAYS = (
    r"(?:每年)?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?"
    r"(?:[至到—\-]{1,2}(?:次年|当年|\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底)?)?"
)
_WINDOW = re.compile(
    rf"{_DAYS}(?:期间|前|起|内)?[，,]?(?:集中|统一|开始|常态化)?(?:受理|接受|申报|申请|开展申报|组织申报)"
    r"[^，。；\n]{0,12}|"
    r"(?:[^，。；\n]{0,8}(?:申报|申请|受理|办理|提交"
    r"|网上填报)[^，。；\n：]{0,6}(?:时间|期限|日期|截止|起止)|(?:申报|申请"
    r"|受理)(?:材料)?(?!条件|要求|对象|主体|产品|企业|单位|项目[应须需])[^，。；：\n]{0,10}"
    r"(?=自(?![主己身有行愿营筹])|于|截至|截止)|截止"
    r"|截至)(?:(?!，(?:受理|联系|咨询|地点|由|通过|登录|逾期|申报))[^。；\n]){0,48}"
    r"|(?:请|应|须|可)?(?:于|在)[^，。；\n]{2,24}(?:前|之前|期间"
    r"|内)[^，。；\n]{0,6}(?:申报|申请|提交|提出|报送)[^，。；\n]{0,8}"
)
# 网上申报	各企业	5月6日至6月15日: a row of a table of steps; the cell with the days is the window
_ROW = re.compile(
    r"(?:(?<=\t)|(?<=\n)|^)[^\t\n：]{0,8}(?:申报|申请|填报|受理|报名)(?:阶段|环节|材料|项目)?\t"
    rf"(?:[^\t\n]{{0,60}}\t){{0,3}}(?P<days>(?:自|于|截至)?{_DAYS}(?:期间|以?前|之前|截止|内)?)(?=[\t\n]|$)"
)
_RUNS = re.compile(
    r"(?:政策|本条|措施)?(?:执行|实施|延续|有效)(?:期限)?(?:期)?(?:为|自|至|到)[^，。；\n]{2,36}"
)
_ALWAYS = re.compile(
    r"常年|全年(?:受理|申报)|随时|长期有效|即时|免申即享|不设(?:申报)?(?:期限|时限)|无需申[请报]"
)
_WHERE = re.compile(
    r"(?:(?:受理|办理|申报|咨询|联系|申请)(?:地点|部门|单位|窗口|网址|平台"
    r"|渠道|方式|电话|机构|途径|人)|(?:服务)?热线"
    r"|电话)(?:[：:∶]|为(?!了)|(?=\d))[^。；\n]{2,60}"
    r"|(?:通过|登录|登陆)[^，。；\n]{2,30}(?:平台|系统|网站|窗口|专[区窗栏]|网|APP|小程序)[^，。；\n]{0,12}"
    r"|向[^，。；\n]{2,24}(?:提出申请|申报|申请|提交)"
    r"|(?:报送?至?|送)所在[^，。；\n]{2,24}"
    r"|由[^，。；\n]{2,24}(?:负责|按照?职责|分别)?(?:受理|办理)(?!部门)"
)


@dataclass(frozen=True, slots=True)
class Window:
    """`text` as printed; `first` and `last` ISO days, empty where open; `state` on a given day:
    open, not_yet, closed, or unknown where no words tell."""

    text: str = ""
    first: str = ""
    last: str = ""
    state: str = "unknown"


_ITEMS = re.compile(
    r"第(?P<number>[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十百]{1,4})[条项款]"
)
_ITEM = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]\s*")
_STOPS = re.compile(r"[^。；\n]+[。；\n]?")


@lru_cache(maxsize=20_000)
def meant_for(text: str, number: str) -> str:
    """The sentences of a text that speak for the clause of that number; those that name it, where
    some do, else those that name none.

    >>> meant_for("7月受理。第（四）项常年受理。", "（四）")
    '第（四）项常年受理。'
    """
    own, common = [], []
    start = len(text) - len(text.lstrip())
    for sentence in _STOPS.finditer(text):
        named = {
            match["number"]
            for match in _ITEMS.finditer(sentence.group())
            if sentence.start() + match.start() > start  # else it is the number of the clause
        }
        if number.strip("第条") in named:
            own.append(sentence.group())
        elif not named:
            common.append(sentence.group())
    return "".join(own or common)


def window(texts: Sequence[str], as_of: str, year: str = "") -> Window:
    """The window that the first of these texts states; own clause first, then those around it.

    `year` is the document's: it is meant by days without one, unless they come back every year.
    """
    own, around = texts[:1], texts[1:]
    for said in (own, around):
        kinds = (_WINDOW, _ROW, None, _RUNS)
        listed = [(text, pattern) for pattern in kinds for text in said]
        for text, pattern in listed:
            found = _stated(text, pattern, as_of, year)
            if found:
                return found
    return Window()


@lru_cache(maxsize=20_000)
def _stated(text: str, pattern: re.Pattern[str] | None, as_of: str, year: str) -> Window | None:
    """What a text states by one pattern; by None, that it is open always."""
    if pattern is None:
        always = _ALWAYS.search(text)
        return Window(always.group(), state="open") if always else None
    read = (_read(_ITEM.sub("", _printed(m)), as_of, year) for m in pattern.finditer(text))
    return next(filter(None, read), None)


@lru_cache(maxsize=20_000)
def _places(text: str) -> tuple[str, ...]:
    return tuple(_printed(match) for match in _WHERE.finditer(text))


def where(texts: Sequence[str]) -> str:
    """Where to apply: as the clause's own text, the first, prints it, else as those around it do,
    in the document's order; empty if none does."""
    own, around = texts[:1], texts[1:]
    for said in (own, tuple(reversed(around))):
        found = [place for text in said for place in _places(text)]
        if found:
            return "；".join(list(dict.fromkeys(found))[:MOST])
    return ""


def _printed(match: re.Match[str]) -> str:
    """What a match says, without the heading that was joined to it."""
    said = match.groupdict().get("days") or match.group()
    return said.rpartition(JOINT)[2].strip("，、 ")


MOST = 3  # places and telephones that are told


def _read(text: str, as_of: str, year: str) -> Window | None:
    if _ALWAYS.search(text):
        return Window(text, state="open")
    if _QUICKER.search(text):
        return None
    anchor = as_of if "每年" in text or not year else year
    periods = find_periods(text, anchor)
    if not periods and (months := _MONTHS.search(text)):
        return _of_months(text, anchor[:4], int(months["first"]), int(months["last"]), as_of)
    if not periods:
        return None
    first, last = _bounds(periods, text)
    return Window(text, first, last, state_on(first, last, as_of))


# 办理时间压缩至2个工作日: how long an office takes
_QUICKER = re.compile(r"压缩|缩短|压减|平均[^，。；\n]{0,4}时间")
_MONTHS = re.compile(r"(?P<first>1[0-2]|[1-9])月[至到—\-](?P<last>1[0-2]|[1-9])月(?![\d中上下])")


def _of_months(text: str, year: str, first: int, last: int, as_of: str) -> Window:
    """Whole months of each year, 4月至5月; those that end before they begin reach into the next."""
    ends = int(year) + (last < first)
    day = dt.date(ends + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    start, end = f"{year}-{first:02}-01", day.isoformat()
    return Window(text, start, end, state_on(start, end, as_of))


def _bounds(periods: tuple[Period, ...], text: str) -> tuple[str, str]:
    one = periods[0]
    if len(periods) > 1:
        return one.start, periods[1].end or periods[1].start
    if one.kind == "from":
        return one.start, ""
    until = one.kind in ("deadline", "as_of") or re.search(
        r"截止|截至|至|到|前", text[: one.span.start][-6:] + text[one.span.end :][:2]
    )
    return ("", one.end) if until else (one.start, one.end)


def state_on(first: str, last: str, as_of: str) -> str:
    """open, not_yet or closed on a day; an empty bound is open."""
    if last and as_of > last:
        return "closed"
    return "not_yet" if first and as_of < first else "open"


def window_record(found: Window) -> JSON:
    """The window as the reply shows it."""
    return {
        "text": found.text,
        "from": found.first or None,
        "to": found.last or None,
        "state": found.state,
    }
