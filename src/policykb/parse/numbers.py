"""发文字号 in its canonical form, however its brackets are printed."""

from __future__ import annotations

import re
import unicodedata

from policykb.standards import OWN, TRADES

OPEN = "〔\\[［(（【〖『「„﹝{〈<"
SHUT = "〕\\]］)）】〗』」‟”﹞}〉>"
NUMBER = re.compile(
    rf"(?P<organ>[^\s0-9\W]{{1,20}}(?:[ \u3000]?[^\s0-9\W]{{1,10}})?)[ \u3000]*"
    rf"[{OPEN}][ \u3000]*(?P<year>[12][0-9]{{3}})[ \u3000]*年?[ \u3000]*[{SHUT}][ \u3000]*"
    rf"(?:第[ \u3000]*)?(?P<serial>[0-9]{{1,5}})[ \u3000]*号"
)
LAST = re.compile(
    rf"[^\s0-9\W][ \u3000]*[{OPEN}][ \u3000]*(?P<year>[12][0-9]{{3}})[ \u3000]*年?"
    rf"[ \u3000]*[{SHUT}][ \u3000]*(?:第[ \u3000]*)?[0-9]{{1,5}}[ \u3000]*号[ \u3000]*$"
)
# A title ends with the kind of document; what follows it on the line is the number.
TITLE_END = re.compile(
    "(?:通知|意见|复函|的函|决定|批复|答复|办法|方案|规划|公告|通告|措施|规定|细则|通报|报告|计划|条例|纲要)"
    "[ \u3000]*"
)
ORDER = re.compile(
    r"(?P<organ>[^\s0-9\W]{0,16}令)?[ \u3000]*第[ \u3000]*"
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
    match = NUMBER.search(narrow(printed))
    if match:
        organ = "".join(match["organ"].split())
        return f"{organ}〔{match['year']}〕{int(match['serial'])}号"
    return _order(printed) or ""


def _order(printed: str) -> str:
    match = ORDER.fullmatch(narrow(printed).strip())
    if not match:
        return ""
    serial = match["serial"]
    return f"{match['organ'] or ''}第{int(serial) if serial.isdigit() else serial}号"


def is_number(text: str) -> bool:
    """Whether the whole line is a 发文字号."""
    text = narrow(text).strip()
    match = NUMBER.fullmatch(text)
    return bool(match and not TITLE_END.search(match["organ"])) or bool(ORDER.fullmatch(text))


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
