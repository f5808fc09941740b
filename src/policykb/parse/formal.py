"""What the lines of a document's form are, as they are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policykb.parse.growth import Cut
from policykb.parse.ladders import read_marker
from policykb.parse.lines import Line
from policykb.parse.unnumbered import is_named

ADDRESSEE = re.compile(r"[^。！？]{2,600}[:：]")
NO_ADDRESSEE = re.compile(r"如下|以下|下列|措施|规定|通知|主要|包括|方面|问题[:：]|要求[:：]")
TITLE_STOP = re.compile(r"[。；！？!?;：:]$|[。；;]")
TITLE_LINES = 4
LONGEST_TITLE = 90


LABEL = re.compile(
    r"(?P<label>原文标题|标\s*题|文\s*号|发文字号|发文机[关构]|发布机构|发布单位|制定机关|印发机关"
    r"|成文日期|发文日期|印发日期|发布日期|发布时间|公开日期|施行日期|生效日期|索\s*引\s*号|主题分类|主\s*题\s*词"
    r"|信息来源|来\s*源|作\s*者|责任编辑|编\s*辑|原文链接|原文出处|[资資]料日期)\s*[:：]\s*(?P<value>.{0,200})"
)


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


def join_title(parts: list[str]) -> str:
    """The lines of a title as one; spaces between Chinese characters are layout."""
    return re.sub(
        r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", "".join(p.strip() for p in parts)
    )


def addresses(line: Line) -> bool:
    """Whether the line names to whom the document goes."""
    return bool(ADDRESSEE.fullmatch(line.text)) and not NO_ADDRESSEE.search(line.text)


def titular(lines: tuple[Line, ...], index: int) -> bool:
    """A short line without a stop, with something under it."""
    text = lines[index].text
    if len(text) > LONGEST_TITLE or is_named(text):
        return False
    if lines[index].block.role != "title" and (TITLE_STOP.search(text) or read_marker(text)):
        return False
    if index + 1 >= len(lines) or lines[index].block.role in ("caption", "footnote"):
        return False
    return lines[index].block.level is None or not _has_fellows(lines, index)


def _has_fellows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether unnumbered lines of the same heading style follow: then it heads a part."""
    level = lines[index].block.level
    return any(
        line.block.level == level and not line.block.number and not read_marker(line.text)
        for line in lines[index + 1 :]
    )


def labelled(form: Form, text: str) -> bool:
    """Whether the line is `label：value`; both are kept."""
    match = LABEL.fullmatch(text)
    if match:
        form.labels.append(("".join(match["label"].split()), match["value"].strip()))
    return match is not None
