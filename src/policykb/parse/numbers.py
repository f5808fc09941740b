"""发文字号 in its canonical form, however its brackets are printed."""

from __future__ import annotations

import re
import unicodedata

from policykb.standards import OWN, TRADES

OPEN = "〔\\[［(（【〖『「„﹝{〈<"
SHUT = "〕\\]］)）】〗』」‟”﹞}〉>"
NUMBER = re.compile(
    rf"(?<![0-9])(?P<organ>[^\s0-9\W]{{1,20}}(?:[ \u3000]?[^\s0-9\W]{{1,10}})?)[ \u3000]*"
    rf"[{OPEN}][ \u3000]*(?P<year>[12][0-9]{{3}})[ \u3000]*年?[ \u3000]*[{SHUT}][ \u3000]*"
    rf"(?:第[ \u3000]*)?(?P<serial>[0-9]{{1,5}})[ \u3000]*号"
)
LAST = re.compile(
    rf"[^\s0-9\W][ \u3000]*[{OPEN}][ \u3000]*(?P<year>[12][0-9]{{3}})[ \u3000]*年?"
    rf"[ \u3000]*[{SHUT}][ \u3000]*(?:第[ \u3000]*)?[0-9]{{1,5}}[ \u3000]*号[ \u3000]*$"
)
# What stands beside a number on its line: the day it was signed on, before it or behind it.
DAY = r"[12][0-9]{3}年[ ]?[0-9]{1,2}月[ ]?[0-9]{1,2}日"
DATED = re.compile(
    rf"(?P<before>{DAY})[ \u3000]*(?P<number>\S.*)|(?P<first>\S.*号)[ \u3000]*(?P<behind>{DAY})"
)
# 发文字号 某政发〔2020〕8号: an organ's code never holds 号, so that what ends with it is a label.
LABELLED = re.compile(r".*号[ \u3000]*(?:[为是][ \u3000]*)?|发文[ \u3000]+")
# A title ends with the kind of document; what follows it on the line is the number.
TITLE_END = re.compile(
    "(?:通知|意见|复函|的函|决定|批复|答复|办法|方案|规划|公告|通告|措施|规定|细则|通报|报告|计划|条例|纲要)"
    "[ \u3000]*"
)
# 令第8号; 令8号 is the same number, printed carelessly.
ORDER = re.compile(
    r"(?P<organ>[^\s0-9\W]{0,16}令)?[ \u3000]*(?:第[ \u3000]*|(?<=\w\w令)(?=[0-9]))"
    r"(?P<serial>[0-9]{1,4}|[〇零一二三四五六七八九十百]{1,6})[ \u3000]*号"
)
STANDARD = re.compile(
    rf"(?P<kind>(?:{TRADES})(?:[ ]?/[ ]?[TZ])?|{OWN})"
    r"[ \u3000/]*(?:(?<=T)-)?(?P<serial>[A-Z]?[0-9]{1,6}(?:\.[0-9]{1,3}){0,2})"
    r"[ \u3000]*[-—－–―][ \u3000]*(?P<year>[0-9]{2}|[0-9]{4})"
    r"[ \u3000]*(?:[（(][12][0-9]{3}[ ]?年?版[）)])?"
)


def canonical(printed: str) -> str:
    """`工信部企业[2021] 0169 号` → `工信部企业〔2021〕169号`; empty where it is no 发文字号."""
    printed = undated(narrow(printed).strip())
    match = NUMBER.search(printed)
    organ = "".join(LABELLED.sub("", match["organ"]).split()) if match else ""
    if match and organ:
        return f"{organ}〔{match['year']}〕{int(match['serial'])}号"
    return _order(printed) or ""


def _order(printed: str) -> str:
    match = ORDER.fullmatch(printed)
    if not match:
        return ""
    serial = match["serial"]
    return f"{match['organ'] or ''}第{int(serial) if serial.isdigit() else serial}号"


def is_number(text: str) -> bool:
    """Whether the whole line is a 发文字号, with the day beside it or alone."""
    text = undated(narrow(text).strip())
    match = NUMBER.fullmatch(text)
    return bool(match and not TITLE_END.search(match["organ"])) or bool(ORDER.fullmatch(text))


def undated(text: str) -> str:
    """The number alone of a line that bears a day and a number."""
    match = DATED.fullmatch(text)
    return text if match is None else match["number"] or match["first"]


def day_beside(text: str) -> str:
    """The day that stands beside a number on its line; empty where there is none.

    >>> day_beside("2020年3月6日 某财发〔2020〕8号"), day_beside("某财发〔2020〕8号")
    ('2020年3月6日', '')
    """
    match = DATED.fullmatch(narrow(text).strip())
    return (match["before"] or match["behind"]) if match and is_number(text) else ""


def number_at_end(text: str) -> int | None:
    """Where a 发文字号 begins that stands behind a title on one line."""
    match = LAST.search(narrow(text))
    if not match:
        return None
    ends = [m.end() for m in TITLE_END.finditer(text, 0, match.start("year") - 1)]
    return ends[-1] if ends else None


def standard(text: str) -> str:
    """The number of a standard that is the whole line: `GB 18918-2002`."""
    match = STANDARD.fullmatch(narrow(text).strip())
    if not match:
        return ""
    return f"{''.join(match['kind'].split())} {match['serial']}-{match['year']}"


def narrow(text: str) -> str:
    """Full-width digits and letters as ASCII; one character stays one character."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "！" <= char <= "～" and char.isalnum() else char
        for char in text
    )
