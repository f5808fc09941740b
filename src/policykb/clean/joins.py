"""Soft line breaks: which printed lines are one paragraph.

A line is wrapped only where the next unit would not have fitted any more; so a line that leaves
room for it ends a paragraph. Where the line is full, the marks at its end, the number, the
indentation and the length of the next line decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest

from policykb.clean.measure import SLACK, Habits, Line, habits, measured
from policykb.clean.runs import joined
from policykb.clean.shapes import (
    CLOSING,
    LEADERS,
    caption,
    chinese,
    entitled,
    final,
    first_unit,
    numbered,
    organs,
    over_first_part,
    width,
)
from policykb.clean.signatures import dated, day, rows_of_names
from policykb.clean.torn import torn
from policykb.types import Block

HEADING = 36.0  # em that a heading on one line takes at most
FULL = 0.6  # em that a line leaves which is full: a heading hardly ends just there
OPEN_DAY = "，、。；：至前起以的—－-～"  # what goes on after a day
DEEP = 5.0  # em that no first line of a paragraph is indented
WORDS = 12  # characters on either side of a break that are cut into words
REACH = 20  # lines of a paragraph that are looked back at
FIRST = 2.0  # em by which a paragraph's first line is indented (GB/T 9704-2012 7.3.3)
# Lines that are a paragraph each: the title of the contents, the mark above an annex.
_ALONE = re.compile(r"目\s*[录次]|附\s*件\s*[0-9一二三四五六七八九十]{0,3}")
_PAGE = re.compile(r"[（(]?\d{1,3}[)）]?")
_CHAPTER = re.compile(r"\d{1,2}\s{1,3}[^\d\s。；，：][^。；，：]{1,30}")  # 3 符号和缩略语
_DECIMAL = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,4}\D")
_ARTICLE = re.compile(r"第[^\s条]{1,8}条")
# 二、支持范围 behind the last sentence of a paragraph: what it heads begins on the next line.
HEADED = re.compile(r"[。！？][一二三四五六七八九十]{1,3}、[^。，；：、！？]{2,30}$")
# The end of a run-in heading on its second line: a first sentence of a body is hardly so short.
ENDING = re.compile(r"[^。；：，、！？“]{1,12}。\S")
# Words that no heading ends with: a preposition, a conjunction, a verb that wants its object.
LEADING = frozenset("是的和与及并而或为在对以把将向从于由被按") | {
    "也是", "就是", "以及", "并且", "或者", "对于", "按照", "根据", "通过", "关于",
}  # fmt: skip
ITEM = re.compile("[^。；;！？]{0,80}[；;]$")  # the end of an item of a list
OPENING = "（(《〔"  # nothing ends behind them
PAIRS = {"《": "》", "（": "）", "(": ")", "〔": "〕", "【": "】"}


def paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with runs of `line` blocks joined into `paragraph` blocks; blank ones dropped.

    Lines are measured against all others of the document, but joined only within a run.
    """
    lines = measured([block for block in blocks if block.role == "line"])
    marks, left = habits(lines), iter(lines)
    done: list[Block] = []
    run: list[Line] = []
    for block in blocks:
        if block.role != "line":
            done += [*_of_run(run, marks, top=not done), block]
            run = []
        elif block.text.strip():
            run.append(next(left))
    return [*done, *_of_run(run, marks, top=not done)]


def _of_run(lines: list[Line], marks: Habits, *, top: bool) -> list[Block]:
    """The paragraphs of a run of lines; `top` where it begins the document, with a title then."""
    if not lines:
        return []
    done: list[Block] = []
    current = [lines[0]]
    for line, after in zip_longest(lines[1:], lines[2:]):
        titled = top and not done and entitled(current[-1].text) and line.text[0] not in "的（("
        titled = titled or (len(current) == 1 and entitled(current[0].text) and organs(line.text))
        listed = bool(done) and done[-1].text[-1:] in "；;"
        if not titled and _goes_on(current, line, after, marks, listed=listed):
            current.append(line)
        else:
            done.append(_closed(current))
            current = [line]
    return [*done, _closed(current)]


def _closed(lines: list[Line]) -> Block:
    block = joined([line.block for line in lines])
    return replace(block, role="caption" if caption(block.text) else "paragraph")


# ------------------------------------------------------------------ deciding


def _goes_on(
    current: list[Line], line: Line, after: Line | None, marks: Habits, *, listed: bool
) -> bool:
    """Whether `line` continues the paragraph of `current`; `listed` where the one before it is an
    item of a list."""
    last = current[-1]
    if last.text[-1] in OPENING or _entry(last, line, after) or _torn(current, line):
        return True
    chapter = after is not None and over_first_part(line.text, after.text)
    if chapter or _parted(current, line, marks):
        return False
    if _open_bracket(current, line):
        return True
    if numbered(line.text) and not _wrapped_before_number(current, line):
        return False
    if marks.spaces and chinese(last.text):
        return last.block.text[-1:] != " "
    if not chinese(last.text):
        return _latin_goes_on(last)
    if not _full(current, line, marks):
        return _mid_sentence(current, line)
    return _full_line_goes_on(current, line, after, marks, listed=listed)


def _torn(current: list[Line], line: Line) -> bool:
    """Whether a converter broke the line around a figure or Latin letters; a page that tells where
    its lines lie is measured."""
    plain = current[-1].block.box is None
    return plain and torn([each.text for each in current[-REACH:]], line.text)


def _parted(current: list[Line], line: Line, marks: Habits) -> bool:
    """Signs that never stand inside a paragraph."""
    last = current[-1]
    if HEADED.search(last.text) or (final(last.text) and _CHAPTER.fullmatch(line.text)):
        return True
    if marks.unwrapped or line.block.centred != last.block.centred or _alone(last, line):
        return True
    if line.gap and not _enclosed(current, line):
        return True
    if _signed(current, line):
        return True
    if chinese(line.text) != chinese(last.text) and min(len(line.text), len(last.text)) > 12:
        return True
    if LEADERS.search(last.text) or (caption(line.text) and not _open_sentence(last)):
        return True
    sizes = last.block.size, line.block.size
    return bool(sizes[0] and sizes[1] and abs(sizes[0] - sizes[1]) > 0.12 * sizes[0])


def _alone(last: Line, line: Line) -> bool:
    """Whether one of two lines is a paragraph by what it says."""
    return any(_ALONE.fullmatch(each.text) for each in (last, line))


def _signed(current: list[Line], line: Line) -> bool:
    """Whether one of two lines belongs to a signature: set right, or a day and nothing else."""
    last = current[-1]
    if _set_right(last, line) or dated(last.text, line.text):
        return True
    if len(current) == 1 and rows_of_names(last.text, line.text):
        return True
    return len(current) == 1 and day(last.text) and line.text[0] not in OPEN_DAY


def _set_right(last: Line, line: Line) -> bool:
    """Whether one of two lines is set against the right margin, as names and dates that sign are:
    such a line is not full, wherever it ends, and goes on with nothing that begins elsewhere."""
    if last.block.box is None or line.block.box is None:
        return False
    below = line.block.box[1] > last.block.box[3] - 1  # not beside it
    overleaf = last.block.page != line.block.page
    if not (below or overleaf):
        return False
    if _PAGE.fullmatch(last.text):  # of an entry of the contents
        return False
    ends = [last] if overleaf else [last, line]
    deep = max(DEEP, 0.4 * last.margin)
    right = any(each.left > deep and each.room < SLACK for each in ends)
    return right and abs(last.left - line.left) > SLACK


def _entry(last: Line, line: Line, after: Line | None) -> bool:
    """Whether an entry of a table of contents goes on: it wraps short of the margin, for the
    column of page numbers is kept free."""
    if LEADERS.search(last.text) or numbered(line.text) or final(last.text) or line.gap:
        return False
    if _alone(last, line):
        return False
    led = LEADERS.search(line.text) or (after is not None and LEADERS.search(after.text))
    return bool(led) and chinese(last.text) and last.right > 0.6 * last.margin


def _enclosed(current: list[Line], line: Line) -> bool:
    """Whether a note in brackets that began a paragraph ends with this line."""
    if len(current) > REACH:
        return False
    first = "".join(part.text for part in current)
    return first[:1] in "（(" and not {")", "）"} & set(first) and line.text[-1] in "）)"


def _open_sentence(last: Line) -> bool:
    return last.room < SLACK and not final(last.text)


def _open_bracket(current: list[Line], line: Line) -> bool:
    """Whether a bracket or book title mark that was opened on the last line closes on this one."""
    text = current[-1].text
    for opening, closing in PAIRS.items():
        at = text.rfind(opening)
        if at >= 0 and closing not in text[at:] and closing in line.text[:60]:
            return not numbered(line.text) or line.text.startswith(("（", "("))
    return False


def _full(current: list[Line], line: Line, marks: Habits) -> bool:
    """Whether the last line had no room for what comes next."""
    last = current[-1]
    lost = 0.0
    if len(current) == 1:
        lost = max(0.0, marks.lost - last.shown)
        if last.shown < 1 and not last.indents:
            lost = max(FIRST, lost)
    return last.room - width(first_unit(line.text)) < lost + SLACK - 1.0


def _latin_goes_on(last: Line) -> bool:
    """Ragged lines: a sentence goes on, and one that ended goes on only after a full line."""
    return last.room < (0.06 if final(last.text) else 0.25) * last.margin


def _mid_sentence(current: list[Line], line: Line) -> bool:
    """Whether a line that is not full stops where no paragraph does: after a comma, or inside a
    sentence of a paragraph that has others."""
    last = current[-1]
    if last.right < 0.5 * last.margin or caption(last.text) or line.block.centred:
        return False
    if last.text[-1] in "，、,“‘（(《":
        return True
    if last.text[-1] in CLOSING or final(last.text):
        return False
    if len(current) == 1 and last.indents and _runs_in(last) and last.left - line.left > 1.2:
        return last.room < 3
    text = "".join(part.text for part in current[-REACH:])
    sentences = "。" in text and (len(current) > 1 or not numbered(text))
    clause = "，" in text and not numbered(text)
    return (sentences and last.room < 6) or (clause and last.room < 3)


def _runs_in(line: Line) -> bool:
    """Whether a numbered line says sentences, of which the last goes on."""
    return line.block.box is not None and numbered(line.text) and "。" in line.text


def _wrapped_before_number(current: list[Line], line: Line) -> bool:
    """Whether what looks like a rung is the middle of a sentence: the line before is full and
    stops inside one, and the paragraph is more than a heading."""
    last = current[-1]
    if final(last.text) or last.text[-1] in "：:；;":
        return False
    titled = _headline(last.text) or caption(last.text) or entitled(last.text)
    return (
        not (len(current) == 1 and titled)
        and last.room < SLACK
        and line.left - current[-1].left < 1
    )


def _full_line_goes_on(
    current: list[Line], line: Line, after: Line | None, marks: Habits, *, listed: bool
) -> bool:
    last = current[-1]
    if _bracketed(current):
        return False
    if last.indents and len(current) > 1 and line.left - last.left > 1.2:
        return False
    if last.indents and len(current) == 1 and _flush(last) and line.left - last.left > 1.2:
        return False
    if last.indents and len(current) == 1 and abs(line.left - last.left) < 0.8 and last.left > 1:
        return False
    if len(current) == 1 and _headline(last.text):
        item = listed or ITEM.match(line.text) is not None  # those of a list have no headings
        return item or _heading_goes_on(last, line, after, marks)
    if final(last.text) and last.block.box is None:
        return last.indents or not _opens(line, after, marks)
    return True


def _flush(line: Line) -> bool:
    """Whether a line at the left edge is whole, as that of the addressees is; behind a number the
    lines of a paragraph may hang further in."""
    return line.left < 0.8 and line.text[-1] in "。：:" and not numbered(line.text)


def _bracketed(current: list[Line]) -> bool:
    """Whether the paragraph has ended with a bracket after a sentence: 。（某部负责）."""
    text = "".join(line.text for line in current[-REACH:])
    if text[-1] not in "）)":
        return False
    before = text[: max(text.rfind("（"), text.rfind("("), 0)].rstrip()
    return before[-1:] in ("。", "！", "？")


def _headline(text: str) -> bool:
    """Whether a numbered line may be a heading: at most one comma, and no article of a statute,
    whose text begins on the line of its number."""
    return (
        numbered(text)
        and width(text) <= HEADING
        and not _punctuated(text)
        and text.count("，") < 2
        and (_ARTICLE.match(text) is None)
    )


def _punctuated(text: str) -> bool:
    return any(mark in text for mark in "。；：")


def _heading_goes_on(last: Line, line: Line, after: Line | None, marks: Habits) -> bool:
    """Whether an unpunctuated numbered line that fills the page goes on: its second line is short
    and unpunctuated; a second full line is the body's, for hardly a heading has three."""
    if after is not None and (LEADERS.search(after.text) or _stands_out(line, after)):
        return True
    if LEADERS.search(line.text) or ENDING.match(line.text) or _breaks_off(last.text, line.text):
        return True
    if _punctuated(line.text):
        said = "，" in last.text or _DECIMAL.match(last.text)  # titles of a standard are short
        return line.indents or (bool(said) and last.room < FULL)
    if line.room > SLACK + _first(marks):
        return not final(line.text) and line.text[-1] not in "，、；"
    return line.indents or after is None or numbered(after.text)


def _breaks_off(text: str, below: str) -> bool:
    """Whether a line ends as no heading does: inside a word (用马克思 over 主义…), or with a word
    that something follows (也是)."""
    import rjieba

    end = min(WORDS, len(text))
    words = rjieba.cut(text[-WORDS:] + below[:WORDS], False)
    ends = dict(zip(accumulate(map(len, words)), words, strict=True))
    return end not in ends or ends[end] in LEADING


def _opens(line: Line, after: Line | None, marks: Habits) -> bool:
    """Whether a line without visible indentation is as short as a paragraph's first line, though
    its sentence goes on."""
    if after is None or final(line.text) or numbered(after.text):
        return False
    room = line.room - width(first_unit(after.text)) + 1.0
    return FIRST - 0.8 <= room <= _first(marks) + 1.4


def _stands_out(line: Line, after: Line) -> bool:
    """Whether a line is set larger than the next one, as a heading is over its body."""
    sizes = line.block.size, after.block.size
    return bool(sizes[0] and sizes[1] and sizes[0] > 1.1 * sizes[1])


def _first(marks: Habits) -> float:
    return max(FIRST, marks.lost)
