"""Where annexes begin, and the list of them under a notice (GB/T 9704-2012 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policykb.parse.growth import Cut
from policykb.parse.lines import Line

START = re.compile(
    r"(?P<number>附[ \u3000]?[件表录](?:[ \u3000]*"
    r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[A-ZＡ-Ｚ](?![A-Za-z])))?)"
    r"[ \u3000]*(?:[:：.．、—-][ \u3000]*)?(?P<title>.{0,60})"
)
SORT = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]")
LIST = re.compile(r"附[ \u3000]*件[ \u3000]*[:：][ \u3000]*\S")
ENTRY = re.compile(r"[0-9０-９]{1,2}[ \u3000]*[.．、]")
BODY = re.compile(r"[。；，;]")
REFERS = re.compile(r"[的所中和与及第]|规定|列|共")
# How to reach the office, printed between the list of annexes and the signature.
CONTACT = re.compile(
    r"[（(]?(?:联系|咨询|传真|电话|邮箱|电子邮[箱件]|通[信讯]?地址|地址|邮编|邮政编码|网址|[EeＥ]-?[Mm]ail)"
    r"[^。；]{0,12}[:：]"
)
NEAR_END = 14


def attachment_list(lines: tuple[Line, ...], roles: Mapping[int, str]) -> frozenset[int]:
    """Lines that only name the annexes: 附件：1.… 2.… above a signature or at the end."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.is_table or not LIST.match(line.text) or index in roles:
            continue
        stop = index + 1
        while stop < len(lines) and stop not in roles and ENTRY.match(lines[stop].text):
            stop += 1
        named = range(index, stop)
        while stop < len(lines) and stop not in roles and CONTACT.match(lines[stop].text):
            stop += 1
        signed = any(roles.get(i) in ("signature", "date") for i in range(stop, stop + NEAR_END))
        if signed or stop >= len(lines) or START.match(lines[stop].text):
            found.update(named)
    return frozenset(found)


def annex_cuts(lines: tuple[Line, ...], roles: Mapping[int, str], begin: int) -> dict[int, Cut]:
    """Line → the annex that begins there. `begin` is where the body of the file begins."""
    found: dict[int, Cut] = {}
    for index in range(begin, len(lines)):
        if index not in roles and not lines[index].is_table:
            cut = _annex(lines, index, roles)
            if cut:
                found[index] = cut
    return found


def _annex(lines: tuple[Line, ...], index: int, roles: Mapping[int, str]) -> Cut | None:
    text = lines[index].text
    match = START.fullmatch(text)
    if not match or BODY.search(text) or REFERS.match(match["title"]):
        return None
    number, title = "".join(match["number"].split()), match["title"].strip()
    if title:
        return Cut("annex", number, title, 1)
    parts: list[str] = []
    first = index + 1
    if first < len(lines) and SORT.fullmatch(lines[first].text):
        first += 1
    for at in range(first, min(first + 3, len(lines))):
        line = lines[at]
        if line.is_table or at in roles or len(line.text) > 60 or BODY.search(line.text):
            break
        if parts and not line.block.centred and not _goes_on(parts[-1]):
            break
        if START.fullmatch(line.text) or re.match("[一1第（(]", line.text):
            break
        parts.append(line.text)
    return Cut("annex", number, "".join(parts), first - index + len(parts))


def _goes_on(part: str) -> bool:
    return part.endswith(("的", "和", "与", "及", "、")) or part.count("（") > part.count("）")
