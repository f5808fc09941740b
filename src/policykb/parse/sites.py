"""What a site prints above the title of a document: its own name, a file's, its page's title."""

from __future__ import annotations

import re
from collections.abc import Container

from policykb.gazetteer import find_regions
from policykb.parse.annexes import RELATED
from policykb.parse.formal import of_many
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.patterns import CARRIES, ORGAN, TAG, WHOLE_TITLE

# The name of a file put up: 某某预案.pdf
FILE = re.compile(r"[^。；]{2,80}\.(?:pdf|docx?|wps|rtf|xlsx?|txt)", re.IGNORECASE)
SITE = re.compile(r"[^。；，：:《》\s]{2,12}网")
PAPER = re.compile(r"[^。；，：:《》\s]{2,10}(?:日报|晚报|早报|晨报|时报|商报|青年报)")
# The name of a page's section above rules, whose own titles begin with the place they hold for.
SECTION = re.compile(r"关于[^\W\d]{2,6}")
RULES = re.compile(
    r"(?!.*(?:关于|若干))[^。；，：:]{4,60}(?:办法|规则|规定|条例|细则|章程)(?:[（(][^（）()]{2,20}[）)])*"
)
NATION = ("中国", "中华人民共和国", "全国", "国家", "国务院", "中共")
# How a site marks a page before the organs that issue the text: “信息公开”某某市人民政府印发….
MARK = re.compile(r"“[^“”《》]{2,14}”[ \u3000]*(?=\S)")
# The section of the site that the page stands in, or a picture that was not copied.
COLUMN = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:文件|公开|公告|公示|法规|要闻|动态|专栏)|图片)"
    r"[ \u3000:：>|·-]*(?=\S)"
)
# What a paper prints under its own title, above the text.
INTRODUCES = re.compile(r"(?:导读|编者按|内容提要|核心提示)[ \u3000]*[:：].{4,300}")
# The name of the site before the title of its page: 某县政府门户网站-关于….
SITED = re.compile(r"[^《》。，：:\s-]{2,16}(?:网站?|门户)[ \u3000]*[-—_|｜][ \u3000]*(?=\S{6})")
SAID = re.compile(r"[：:]$|[，；]")  # words of the notice itself
ORDERS = re.compile(r"(?:通知|公告|通告|决定|》)$")
# The edition that a page adds to a title: （2004年修正）.
ADDED = re.compile(r"[（(][^（）()]{2,20}[）)]$")
HAN = re.compile("[\u4e00-\u9fff]")
LAYOUT = re.compile(r"[\s\u3000“”\"《》〈〉]")
# An item of a list, or of a collection: 第一篇：….
LISTED = re.compile(r"^(?:[•·●◆■▪]|第[一二三四五六七八九十]{1,3}篇[：:])[ \u3000]*")
INTERPRETS = re.compile(r"^关于《|》的(?=(?:政策|文字)?解读)")
ABOUT = re.compile(r"(?P<organ>[^《》。]{2,30}?)[ \u3000]?(?:关于|印发|转发|批转)")
TOP = 20
TITLE_TOP = 4
BROKEN = 5  # lines of a title
ENOUGH = 6  # Chinese characters of a title that can be told again
ENTIRE = 10  # characters of a line that is no mere end of a title
LONGEST = 120


def own_title(lines: tuple[Line, ...], start: int, form: Container[int]) -> int:
    """Where the last of the same titles begins that stand above the body from `start` on, one
    line or several; what stands above it is of the site's page. `start` where none comes again.

    `form` are the lines whose role is known already: the search ends there.
    """
    stop = _top(lines, start, form)
    for first in range(start, min(stop, start + TITLE_TOP)):
        name = _name(lines[first].text)
        if len(HAN.findall(name)) >= ENOUGH and "：" not in name and not is_organ(name):
            again = (at for at in range(stop - 1, first, -1) if _told(lines[at:stop], name))
            found = next(again, None)
            if found is not None:
                return found
    return start


def carried_title(
    lines: tuple[Line, ...], start: int, form: Container[int]
) -> tuple[str, int] | None:
    """The title of a notice of which a page prints nothing else, and where that of the text that it
    carries begins: 关于印发《某某办法》的通知, under it 某某办法. None where there is none."""
    stop = _top(lines, start, form)
    for last in range(start, min(stop, start + TITLE_TOP)):
        notice = "".join(line.text.strip() for line in lines[start : last + 1])
        match = CARRIES.search(notice)
        name = _name(match[1]) if match and ORDERS.search(notice) else ""
        if len(HAN.findall(name)) >= ENOUGH:
            below = (at for at in range(last + 1, stop) if _told(lines[at:stop], name))
            found = next(below, None)
            bare = found is not None and not any(
                SAID.search(line.text) for line in lines[last + 1 : found]
            )
            return (unmarked(notice), found) if found is not None and bare else None
    return None


def unmarked(title: str) -> str:
    """A title without what a site marks its page with before the organs: a mark in quotation marks,
    the name of a section, the word in place of a picture."""
    sited = SITED.match(title)
    title = title[sited.end() :] if sited else title
    for mark in (MARK.match(title), COLUMN.match(title)):
        rest = title[mark.end() :] if mark else title
        if mark and ABOUT.match(rest) and _placed(rest):
            return rest
    return title


def _top(lines: tuple[Line, ...], start: int, form: Container[int]) -> int:
    """Where the body begins at the latest: above it stand brief lines."""
    stop = start
    while stop < min(len(lines), start + TOP) and stop not in form and _brief(lines[stop]):
        stop += 1
    return stop


def _brief(line: Line) -> bool:
    text = line.text
    if INTRODUCES.fullmatch(text):
        return True
    short = len(text) <= LONGEST or of_many(text)
    return not line.is_table and short and "。" not in text and not read_marker(text)


def _name(text: str) -> str:
    return ADDED.sub("", _plain(text))


def _plain(text: str) -> str:
    """A title without what pages put before it or word otherwise when they tell it again."""
    tag = TAG.match(text)
    if tag and ("解读" not in tag[0] or "解读" in text[tag.end() :]):
        text = text[tag.end() :]
    text = unmarked(LISTED.sub("", text))
    return LAYOUT.sub("", INTERPRETS.sub("", text))


def _told(lines: tuple[Line, ...], name: str) -> bool:
    """Whether the first lines make up the title `name`."""
    words = ""
    for line in lines[:BROKEN]:
        words += line.text
        if name in (_plain(words), _name(words)):
            return True
        if not name.startswith(_plain(words)):
            return False
    return False


def of_the_site(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line above a title is no part of it: the name of a file, site, paper or section, or
    that of an organ whose own name the whole title under it begins with."""
    text = lines[index].text
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if FILE.fullmatch(text):
        return True
    if RELATED.fullmatch(text):
        return len(below) >= ENTIRE
    if is_organ(text) and RELATED.fullmatch(below):
        return True
    if PAPER.fullmatch(text):
        return len(below) >= ENTIRE and below[0] not in "的和与及、"
    if SECTION.fullmatch(text) and RULES.fullmatch(below) and _placed(below):
        return not any(line.text.startswith("的") for line in lines[index + 2 : index + 3])
    if not WHOLE_TITLE.search(below):
        return False
    if SITE.fullmatch(text):
        return "关于" not in text and below[0] not in "的和与及、"
    joint = text.startswith("中共") and not below.startswith(text)  # the government signs with it
    return is_organ(text) and not joint and _names_its_own(below)


def is_organ(text: str) -> bool:
    """Whether the line is the name of an organ and nothing else."""
    return len(text) <= 40 and "关于" not in text and ORGAN.search(text) is not None


def bare_organ(text: str) -> str:
    """福建省厦门市人民政府, as a site says where it lies, as the organ calls itself."""
    places = find_regions(text)[:2]
    nested = len(places) == 2 and places[0].span.start == 0
    return (
        text[places[1].span.start :]
        if nested and places[0].span.end == places[1].span.start
        else text
    )


def _names_its_own(title: str) -> bool:
    match = ABOUT.match(title)
    if match is None or not ORGAN.search(match["organ"]):
        return False
    return _begins_with_place(match["organ"])


def _placed(title: str) -> bool:
    return title.startswith(NATION) or _begins_with_place(title)


def _begins_with_place(name: str) -> bool:
    places = find_regions(name)
    return bool(places) and places[0].span.start == 0
