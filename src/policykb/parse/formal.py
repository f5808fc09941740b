"""What the lines of a document's form are, as they are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policykb.labels import FIELDS, STAMPS
from policykb.parse.growth import Cut
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.patterns import ORGAN, WHOLE_TITLE
from policykb.parse.rows import row_of, stamp_of
from policykb.parse.unnumbered import is_named

ADDRESSEE = re.compile(r"[^。！？]{2,600}[:：]")
NO_ADDRESSEE = re.compile(r"如下|以下|下列|措施|规定|通知|主要|包括|方面|问题[:：]|要求[:：]")
TITLE_STOP = re.compile(r"[。；！？!?;：:]$|[。；;]")
TITLE_LINES = 4
LONGEST_TITLE = 90
LONGEST_JOINT = 240
JOINT = re.compile(r"(?P<organs>[^《》。；：]{8,160}?)(?:关于|印发|转发|批转)")

# Layout spreads a short label over the width of a longer one: 文    号.
NAMES = (
    "|".join(r"\s*".join(label) for label in sorted(FIELDS, key=len, reverse=True))
    + r"|作\s*者|责任编辑|编\s*辑|原文链接|原文出处|[资資]料日期"
)
# 文号：… and, in collections of laws, 【发布文号】….
LABEL = re.compile(
    rf"(?P<label>{NAMES})\s*[:：]\s*|[【\[](?P<tag>{NAMES}|效力级别)[】\]]\s*[:：]?\s*"
)
# What a site prints beside them: a time with its day alone, the rest only behind another label.
STAMPED = re.compile(
    rf"(?P<label>{'|'.join(STAMPS)})\s*[:：]\s*"
    r"(?=\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"[ \u3000]*(?![\d上下—~～至-]))"
)
ASIDE = re.compile(
    r"[【\[（(]?[ ]*(?P<label>点击(?:[量率数]|次数)?|(?:浏览|阅读|访问)(?:[量数]|次数)?|字号|字体"
    r"|分类|名称|分享|打印|责编|审核|关键词|效力级别|下载地址|组配分类|责任部门|服务对象"
    r"|(?:是否|主动)?公开(?:形式|方式|属性|类[型别]|范围|时限|选项)?"
    r"|(?:办理|答复|建议|提案)(?:结果|类[型别]|等级)|类别|签发人?|承办单位)\s*[:：]\s*"
)
CONTROLS = ("字体", "字号", "分享", "打印")  # never the end of a longer word
# Any other label of such a line stands behind a blank: … 组配分类：….
OTHER = re.compile(r"(?<=[ \u3000])(?P<label>[\u4e00-\u9fff]{2,8})[:：]\s*")
# What a site's table calls a title, which is any name elsewhere: known below another label only.
CALLED = re.compile(r"名\s*称\s*[:：]\s*(?=\S)")
LONGEST_LABELLED = 240
BULLET = re.compile(r"[-–—•·●◆■▪*][ \u3000]*(?=\S)")


# 2022-07-18 来源：某县人民政府
DAY_FIRST = re.compile(
    r"(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[ \u3000|｜]*"
)
ITEM = re.compile(r"(?:[•·●◆■▪]|[-*][ \u3000]+)[ \u3000]*(?=\S)")


NUMBER = re.compile(
    r"[ \u3000]*[^\W\d_]{2,12}[〔\[（(](?:19|20)\d\d"
)  # behind 文号, run on to a value


@dataclass(slots=True)
class Form:
    """Which line is what.

    `roles` maps a line to the role of its Element; `labels` are the printed `label：value` lines;
    `titles` the title of each text in the file with the line it starts at; `cuts` where a carried
    text or an annex begins; `split_at` where in a title's line its 发文字号 begins.
    """

    roles: dict[int, str] = field(default_factory=dict)
    labels: list[tuple[str, str]] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    cuts: dict[int, Cut] = field(default_factory=dict)
    split_at: dict[int, int] = field(default_factory=dict)
    digest: bool = False


def unbulleted(text: str) -> str:
    """A line of a list without the sign before it; a dash before words is no such sign."""
    item = ITEM.match(text)
    return text[item.end() :] if item else text


def join_title(parts: list[str]) -> str:
    """The lines of a title as one; spaces between Chinese characters are layout."""
    return re.sub(
        r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", "".join(p.strip() for p in parts)
    )


def addresses(line: Line) -> bool:
    """Whether the line names to whom the document goes; a numbered heading does not."""
    text = line.text
    if read_marker(text) or not ADDRESSEE.fullmatch(text):
        return False
    return not NO_ADDRESSEE.search(text)


def of_many(text: str) -> bool:
    """Whether a line is a title that is long for the names of the organs that issue it together."""
    match = JOINT.match(text) if len(text) <= LONGEST_JOINT else None
    if match is None or not WHOLE_TITLE.search(text):
        return False
    names = re.split(r"[、 \u3000]+", match["organs"].strip())
    return len(names) > 1 and all(ORGAN.search(name) for name in names)


def titular(lines: tuple[Line, ...], index: int) -> bool:
    """A short line without a stop, with something under it."""
    text = lines[index].text
    if (len(text) > LONGEST_TITLE and not of_many(text)) or is_named(text):
        return False
    if lines[index].block.role != "title" and (TITLE_STOP.search(text) or read_marker(text)):
        return False
    if index + 1 >= len(lines) or lines[index].block.role in ("caption", "footnote"):
        return False
    # The style for titles heads each text of a file, a heading style its parts as well.
    styled = lines[index].block.level is None or lines[index].block.role == "title"
    return styled or not _has_fellows(lines, index)


def _has_fellows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether unnumbered lines of the same heading style follow: then it heads a part."""
    level = lines[index].block.level
    return any(
        line.block.level == level and not line.block.number and not read_marker(line.text)
        for line in lines[index + 1 :]
    )


def labelled(form: Form, text: str) -> bool:
    """Whether the line is `label：value`, once or more often; all are kept.

    Without colons only in the head of the file's first text, where a site prints its table.
    """
    bullet = BULLET.match(text)
    line = text[bullet.end() :] if bullet else text
    dated = DAY_FIRST.match(line)
    if dated and (behind := pairs_of(line[dated.end() :])):
        form.labels += [("时间", dated["day"]), *behind]
        return True
    called = CALLED.match(line) if form.labels and not form.titles else None
    line = f"标题：{line[called.end() :]}" if called else line
    found = pairs_of(line) if len(line) <= LONGEST_LABELLED else []
    if not found and not form.titles:
        found = row_of(line) or stamp_of(line)
    form.labels += found
    return bool(found)


def pairs_of(line: str) -> list[tuple[str, str]]:
    """发布机构：甲 成文日期：2014-07-09 → both, each with what is printed up to the next; nothing
    where no label stands first."""
    found: list[tuple[str, str]] = []
    at = 0
    while match := _labels(line, at):
        after = (m for start in range(match.end(), len(line)) if (m := _labels(line, start)))
        stop = next((m.start() for m in after), len(line))
        found.append((_label(match), line[match.end() : stop].strip()))
        at = stop
    return found


def _labels(line: str, at: int) -> re.Match[str] | None:
    """The label that begins at `at`: the end of a longer word is none (数据来源：)."""
    match = LABEL.match(line, at) or STAMPED.match(line, at)
    match = match or (ASIDE.match(line, at) or OTHER.match(line, at) if at else None)
    inside = at > 0 and "\u4e00" <= line[at - 1] <= "\u9fff"
    if match is None or not inside or match[0][0] in "【[":
        return match
    label = _label(match)
    known = len(label) >= 4 or label in CONTROLS
    return match if known or (label == "文号" and NUMBER.match(line, match.end())) else None


def _label(match: re.Match[str]) -> str:
    return "".join((match["label"] or match.groupdict().get("tag") or "").split())
