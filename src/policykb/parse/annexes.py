"""Where annexes begin, and the list of them under a notice (GB/T 9704-2012 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policykb.dates import read_date
from policykb.parse.growth import Cut
from policykb.parse.lines import Line

START = re.compile(
    r"(?P<number>附[ \u3000]?[件表录](?:[ \u3000]*"
    r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[A-ZＡ-Ｚ](?![A-Za-z])))?)"
    r"[ \u3000]*(?:[:：.．、—-][ \u3000]*)?(?P<title>.{0,60})"
)
SORT = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]")
LIST = re.compile(r"附[ \u3000]*件(?:下载)?[ \u3000]*[:：][ \u3000]*\S")
BARE = re.compile(r"附[ \u3000]*件[ \u3000]*[:：]")  # above a list that begins on the next line
# The links of a page to its files: never the annex itself.
LINKS = re.compile(r"附[ \u3000]*件下载[ \u3000]*(?:[:：]|$)")
FILE = re.compile(r"[^。；]{2,80}\.(?:pdf|docx?|wps|rtf|xlsx?|zip|rar)", re.IGNORECASE)
ENTRY = re.compile(r"[0-9０-９]{1,2}[ \u3000]*[.．、]")
BODY = re.compile(r"[。；，;]")
REFERS = re.compile(r"[的所中和与及第]|规定|列|共")
# How to reach the office, printed between the list of annexes and the signature.
CONTACT = re.compile(
    r"[（(]?(?:联系|咨询|传真|电话|邮箱|电子邮[箱件]|通[信讯]?地址|地址|邮编|邮政编码|网址|[EeＥ]-?[Mm]ail)"
    r"[^。；]{0,12}[:：]"
)
# What stands below the date on the last page (GB/T 9704-2012 7.4, and the key words before 2012).
COLOPHON = re.compile(
    r"主[ \u3000]*题[ \u3000]*词|抄[ \u3000]*[送报]|分[ \u3000]*送|.{2,40}印[ \u3000]*发$"
)
# What a site heads its lists of other pages with.
RELATED = re.compile(
    r"(?:相关|延伸|推荐)(?:的?(?:政策|文件|解读|链接|文章|新闻|报道|阅读|信息|稿件|资讯)(?:与|和|及|、)?){1,2}[:：]?"
    r"|(?:政策|图片|图文|文字|专家|部门|视频|媒体)解读[:：]?"
)
NEAR_END = 14


def attachment_list(lines: tuple[Line, ...], roles: Mapping[int, str]) -> frozenset[int]:
    """Lines that only name the annexes: 附件：1.… 2.… above a signature, a date or at the end, and
    the links to files under 附件下载."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        links, bare = LINKS.match(line.text) is not None, BARE.fullmatch(line.text)
        if line.is_table or index in roles or not (links or bare or LIST.match(line.text)):
            continue
        stop = index + 1
        while stop < len(lines) and stop not in roles and _is_entry(lines[stop]):
            stop += 1
        named = range(index, stop)
        files = all(FILE.fullmatch(lines[i].text) for i in named)
        if bare and (len(named) == 1 or roles.get(stop) not in ("signature", "date")):
            continue  # the annex itself
        if links or files or _ends_text(lines, roles, stop):
            found.update(named)
    return frozenset(found)


def _is_entry(line: Line) -> bool:
    numbered = ENTRY.match(line.text) and not BODY.search(line.text[:-1])
    return not line.is_table and bool(numbered or FILE.fullmatch(line.text))


def _ends_text(lines: tuple[Line, ...], roles: Mapping[int, str], stop: int) -> bool:
    """Whether the text above ends right below a list: with who signs, a date alone, the annex."""
    while stop < len(lines) and stop not in roles and CONTACT.match(lines[stop].text):
        stop += 1
    if any(roles.get(i) in ("signature", "date") for i in range(stop, stop + NEAR_END)):
        return True
    return stop >= len(lines) or bool(START.match(lines[stop].text)) or dates(lines, stop)


def dates(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the day of a text that nobody signs: below it stand the notes of the last
    page, or 附件 where the annex begins. One under the title of an annex has its text below it."""
    text = lines[index].text
    if lines[index].is_table or "年" not in text or read_date(text) is None:
        return False
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return not below or bool(COLOPHON.match(below) or _bare_start(below))


def _bare_start(text: str) -> bool:
    """附件 or 附件1 alone on its line."""
    match = START.fullmatch(text)
    return match is not None and not match["title"]


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
    first = index + 1 + (index + 1 < len(lines) and bool(SORT.fullmatch(lines[index + 1].text)))
    if _related(lines, first):
        return None
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


def _related(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line heads a page's links to other pages: 附件 above it has no files."""
    return index < len(lines) and RELATED.fullmatch(lines[index].text) is not None


def _goes_on(part: str) -> bool:
    return part.endswith(("的", "和", "与", "及", "、")) or part.count("（") > part.count("）")
