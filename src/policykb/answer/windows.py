"""When and where support can be applied for, in the clause's own words, on the day asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policykb.dates import Period, find_periods
from policykb.types import JSON

_WINDOW = re.compile(
    r"(?:[^，。；\n]{0,8}(?:申报|申请|受理|办理|提交"
    r"|网上填报)[^，。；\n：]{0,6}(?:时间|期限|日期|截止|起止)|(?:申报|申请"
    r"|受理)(?:材料)?[^，。；\n]{0,10}(?=自|于|截至|截止)|截止"
    r"|截至)(?:(?!，(?:受理|联系|咨询|地点|由|通过|登录|逾期|申报))[^。；\n]){0,48}"
    r"|(?:请|应|须|可)?(?:于|在)[^，。；\n]{2,24}(?:前|之前|期间"
    r"|内)[^，。；\n]{0,6}(?:申报|申请|提交|提出|报送)[^，。；\n]{0,8}"
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
    r"|电话)[：:为]?[^。；\n]{2,60}"
    r"|(?:通过|登录|登陆)[^，。；\n]{2,30}(?:平台|系统|网站|窗口|网|APP|小程序)[^，。；\n]{0,8}"
    r"|向[^，。；\n]{2,24}(?:提出申请|申报|申请|提交)"
)


@dataclass(frozen=True, slots=True)
class Window:
    """`text` as printed; `first` and `last` ISO days, empty where open; `state` on a given day:
    open, not_yet, closed, or unknown where no words tell."""

    text: str = ""
    first: str = ""
    last: str = ""
    state: str = "unknown"


def window(texts: Sequence[str], as_of: str, year: str = "") -> Window:
    """The window that the first of these texts states; own clause first, then those around it.

    `year` is the document's: it is meant by days without one, unless they come back every year.
    """
    for text in texts:
        for pattern in (_WINDOW, _RUNS):
            for match in pattern.finditer(text):
                found = _read(match.group().strip("，、 "), as_of, year)
                if found:
                    return found
        if always := _ALWAYS.search(text):
            return Window(always.group(), state="open")
    return Window()


def where(texts: Sequence[str]) -> str:
    """Where to apply, as the first of these texts prints it; empty if none does."""
    for text in texts:
        found = [match.group().strip("，、 ") for match in _WHERE.finditer(text)]
        if found:
            return "；".join(dict.fromkeys(found))
    return ""


def _read(text: str, as_of: str, year: str) -> Window | None:
    if _ALWAYS.search(text):
        return Window(text, state="open")
    anchor = as_of if "每年" in text or not year else year
    periods = find_periods(text, anchor)
    if not periods:
        return None
    first, last = _bounds(periods, text)
    return Window(text, first, last, state_on(first, last, as_of))


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
