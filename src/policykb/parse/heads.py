"""Above the body: masthead, 发文字号, title, notes and addressees (GB/T 9704-2012 7.2, 7.3.1-2)."""

from __future__ import annotations

import re
from collections.abc import Callable

from policykb.parse.annexes import START
from policykb.parse.doubtful import opens_chapter
from policykb.parse.formal import (
    ADDRESSEE,
    ASIDE,
    BULLET,
    LABEL,
    LONGEST_TITLE,
    STAMPED,
    TITLE_LINES,
    Form,
    addresses,
    join_title,
    labelled,
    pairs_of,
    titular,
    unbulleted,
)
from policykb.parse.lines import Line
from policykb.parse.numbers import is_number, number_at_end, standard
from policykb.parse.patterns import NOTED, ORGAN, TAG, WHOLE_TITLE
from policykb.parse.rows import KIND_OF, row_of, suits
from policykb.parse.sites import (
    INTRODUCES,
    bare_organ,
    carried_title,
    is_organ,
    of_the_site,
    own_title,
    unmarked,
)
from policykb.parse.titles import ends_title, names_organs, told_before
from policykb.parse.told import cells_of, is_label_table
from policykb.parse.undertitles import DATED_NOTE, is_date, issued_under, under_title
from policykb.parse.unnumbered import SPOKEN

DIGEST = re.compile(r"[（(【]?摘编|.{0,12}[（(]?非原文")
DIGEST_ROW = re.compile(r"[^：:。，]{2,8}[:：].{1,200}")
WHOLE_NOTE = re.compile(r"(?:【题注】[ \u3000]*)?[（(〔\[].{2,800}[）)〕\]]")
DASHED = re.compile(r"[—－─―\-]{2,}[ \u3000]*\S")
# When a site put the page up: 2026年02月10日 07时41分, 2026-01-31 07:00:44
TIMED = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}\.\d{1,2}\.\d{4})"
    r"[ \u3000T]*\d{1,2}[:：时点]\d{2}(?:分|[:：]\d{2})?"
)
MASTHEAD = re.compile(
    r".{2,60}?[ \u3000]*(?:文[ \u3000]*件|令|公[ \u3000]*告|国家标准|地方标准|行业标准)"
)
# Who put a page up, and when: 某某县人民政府 2024年1月8日
PUT_UP = re.compile(
    r"(?P<organ>[^\W\d]{4,30})[ \u3000]*(?P<day>(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)"
)
# 000014349/2020-00012, as the item of a list whose labels were not copied.
CODE = re.compile(r"(?=[^ ]*[0-9])[0-9A-Za-z][\w/.\-—]{7,}")
PICTURE = re.compile(r"[\[【(（]?图片[\]】)）]?")  # where one was that was not copied
ORNAMENT = re.compile(r"[=＝*＊#_~·.\-—]{4,}")
# 第1—18条： above the clauses themselves
CLAUSES = re.compile(r"第[^，。]{1,12}[章节条款项][:：]$")
CONTROL = re.compile("收藏|打印|下载|分享|关闭|朗读|纠错|字体|字号")  # what one can do with a page
COUNT = re.compile(r"[0-9]{3,9}")  # how often a page was read
SITE = re.compile(r"https?://\S+|EN|English|繁[体體]|简体|无障碍|长者版", re.IGNORECASE)
NOTES = (WHOLE_NOTE, DATED_NOTE, ORNAMENT, TIMED, CONTROL, COUNT, SITE)
UNKNOWN = re.compile(r"[\u4e00-\u9fff]{2,6}[:：][ \u3000]*(?!关于)[^，。；:：《]{1,20}")
BRACKETED = re.compile(r"[（(](?P<number>[^（()）]{4,30}号)[）)]$")
ENCLOSED = re.compile(r"[（(][ \u3000]*([^（）()][^（）]{4,40}号)[ \u3000]*[）)]")
OF_A_YEAR = re.compile("(?:19|20)[0-9]{2}|令")
SHORT = 24  # characters of a label with its value
BOX = 6  # characters of the heading over a site's labels
SHORTEST = 6  # characters of a title on a line with labels
CHAPTER_MARK = "【章名】"  # put before a chapter by databases of laws
HEAD_LINES = 40
MASTHEAD_LINES = 12
NOTE_LINES = 6


def read_cover(form: Form, lines: tuple[Line, ...], cover: dict[int, str]) -> int:
    """Where the body of a standard begins; its title is kept."""
    title = next((i for i, role in cover.items() if role == "title"), None)
    if title is not None:
        form.titles.append((title, join_title([lines[title].text])))
    begin = 0
    while begin in cover:
        begin += 1
    return begin


def read_head(form: Form, lines: tuple[Line, ...], start: int) -> int:
    """Marks the lines of a head that begins at `start`; returns where the body begins."""
    index, run, titled = _pass_masthead(form, lines, start), 0, False
    if index == start:
        index = _pass_page(form, lines, start)
    while index < min(len(lines), start + HEAD_LINES):
        role = form.roles.get(index) or _head_role(form, lines, index)
        if titled:
            role = under_title(lines, index) or role
        if role == "title":
            role = _title_goes_on(form, lines, index, run) if titled else role
            run = run + 1 if role == "title" else 0
            titled = True
        elif role:
            run = 0
        if not role:
            break
        form.roles[index] = role
        index += 1
        if role == "addressee":
            break
    _keep_title(form, lines, start, index)
    return index


def _pass_masthead(form: Form, lines: tuple[Line, ...], start: int) -> int:
    """Marks the masthead of several organs, 文件 beside or below their names, each on a line of
    its own; returns what comes below it, `start` where none stands there."""
    names: list[str] = []
    index, told = start, False
    while index < min(len(lines), start + MASTHEAD_LINES):
        text = "".join(lines[index].text.split())
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if text == "文件":
            told = True
        elif not is_organ(text) or text in names or below.startswith("关于"):
            break
        else:
            names.append(text)
        index += 1
    if not (told and names):
        return start
    form.roles |= dict.fromkeys(range(start, index), "issuer")
    return index


def _pass_page(form: Form, lines: tuple[Line, ...], start: int) -> int:
    """Marks what a page prints above the document's own title; returns where that begins.

    An organ named there is whom the site has the text from, which counts less than a signature.
    """
    own = own_title(lines, start, form.roles)
    carried = carried_title(lines, start, form.roles) if own == start else None
    if carried:
        form.titles.append((start, join_title([carried[0]])))
        own = carried[1]
    for index in range(start, own):
        text = lines[index].text
        role = _head_role(form, lines, index)
        stamp = PUT_UP.fullmatch(text)
        if stamp and is_organ(stamp["organ"]):
            form.labels += [("发布机构", bare_organ(stamp["organ"])), ("时间", stamp["day"])]
            role = "issuer"
        elif issued_under(lines, index):
            role = "issuer"
        elif role == "title" and is_organ(text):
            form.labels.append(("发布机构", bare_organ(text)))
        form.roles[index] = "note" if role in ("", "title", "addressee") else role
    return own


def _title_goes_on(form: Form, lines: tuple[Line, ...], index: int, run: int) -> str:
    """The role of a line like a title below a title: its next line, a note, or none at all."""
    if told_before(form, lines, index):
        return "note"
    if lines[index].text.startswith("关于") and names_organs(form, lines, index, run):
        return "title"
    if run and is_organ(lines[index - 1].text) and is_organ(lines[index].text):
        return "title"  # organs one below the other, above 关于…
    whole = not run or run >= TITLE_LINES or ends_title(lines[index - 1], lines[index])
    if whole or ORGAN.search(lines[index].text):
        return "note" if _near_body(lines, index) else ""
    return "title"


def _keep_title(form: Form, lines: tuple[Line, ...], start: int, stop: int) -> None:
    parts = [i for i in range(start, stop) if form.roles.get(i) == "title"]
    if parts:
        words = [_bare_title(lines[i].text[: form.split_at.get(i)]) for i in parts]
        form.titles.append((parts[0], join_title(words)))


def _bare_title(text: str) -> str:
    """A title without the 附件1 before it, and the rule or the mark of a note after it."""
    annex = START.fullmatch(text)
    text = NOTED.sub("", text)
    return ORNAMENT.sub("", annex["title"] if annex else unmarked(text))


def _head_role(form: Form, lines: tuple[Line, ...], index: int) -> str:
    """The role of a line above the body; empty where the body begins."""
    line = lines[index]
    if line.is_table:
        return "note" if is_label_table(line) else ""
    if opens_chapter(lines, index) or line.text.startswith(CHAPTER_MARK):
        return ""
    told = _tells(form, line.text) or _told_below(form, lines, index) or _beside(form, lines, index)
    if line.block.role == "meta" or told or _tagged(form, lines, index):
        return "note"
    item = unbulleted(line.text)
    role = next((role for role, matches in HEAD_ROLES if matches(item)), "")
    if item != line.text and CODE.fullmatch(item):
        return "note"
    if role or _in_brackets(form, lines, index):
        return role or "note"
    if index and line.block.role != "title" and addresses(line) and not CLAUSES.search(line.text):
        return "addressee"
    if not titular(lines, index):
        return ""
    above = not any(role == "title" for role in form.roles.values())
    page = above and (of_the_site(lines, index) or _over_labels(lines, index))
    return "note" if page else _title(form, line, index)


def _over_labels(lines: tuple[Line, ...], index: int) -> bool:
    """Whether an organ's name stands over the labels of a site: it is that of the site; or the
    heading of their box, which names no kind of document: 文件信息."""
    text = lines[index].text
    below = lines[index + 1] if index + 1 < len(lines) else None
    boxed = len(text) <= BOX and not WHOLE_TITLE.search(text)
    if below is None or not (boxed or is_organ(text)):
        return False
    return is_label_table(below) or bool(pairs_of(below.text) or row_of(below.text))


def _tells(form: Form, text: str) -> bool:
    """Whether the line is `label：value`, a row of such cells, a label with nothing, a digest's."""
    if labelled(form, text) or _digest(form, text):
        return True
    bullet = BULLET.match(text)
    bare = text[bullet.end() :] if bullet else text
    if (
        len(bare) <= SHORT
        and not SPOKEN.match(bare)
        and (ASIDE.match(bare) or _blank(bare, bullet))
    ):
        return True
    rows = cells_of(text)
    form.labels += rows
    return bool(rows)


def _beside(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is a label that is not known, with its value, below one that is: 级别：省级
    under 发布时间：…."""
    text = lines[index].text
    known = form.roles.get(index - 1) == "note" and bool(pairs_of(lines[index - 1].text))
    return known and UNKNOWN.fullmatch(text) is not None and not WHOLE_TITLE.search(text)


def _told_below(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the value of the label above it, which has none beside it; or a label
    alone on its line, with its value below."""
    text = lines[index].text
    label = "".join(text.split()).strip("【】[]")
    if label in KIND_OF and index + 1 < len(lines) and suits(label, lines[index + 1].text):
        form.labels.append((label, ""))
        return True
    above = lines[index - 1].text if index else ""
    label, value = form.labels[-1] if form.labels else ("", "")
    said = unbulleted("".join(above.split())).strip("【】[]")
    if value or not label or not said.startswith(label):
        return False
    alone = above.endswith(("：", ":", "】", "]")) or said == label
    if not alone or not suits(label, text):
        return False
    form.labels[-1] = (label, text)
    return True


def _tagged(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line 【所属类别】… goes on with a list of such labels, known or not."""
    above = lines[index - 1].text if index and form.roles.get(index - 1) == "note" else ""
    return bool(TAG.match(lines[index].text) and TAG.match(above))


def _blank(text: str, bullet: re.Match[str] | None) -> bool:
    """Whether an item of a list of labels has nothing after its colon."""
    return bullet is not None and text.endswith(("：", ":"))


def _digest(form: Form, text: str) -> bool:
    """Whether the line says that this is a digest, or is a `label：value` line under that."""
    if len(text) <= 60 and DIGEST.match(text):
        form.digest = True
        return True
    return form.digest and not form.titles and DIGEST_ROW.fullmatch(text) is not None


def _in_brackets(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line belongs to a note in brackets that is broken over lines."""
    text = lines[index].text
    if text[0] in "（(":
        return len(text) <= 400 and _closes(lines[index : index + NOTE_LINES])
    depth, at = 0, index
    while at and index - at < NOTE_LINES and depth <= 0 and form.roles.get(at - 1) == "note":
        at -= 1
        depth += _depth(lines[at].text)
    # a page's teaser breaks off
    return depth > 0 and not lines[index - 1].text.endswith("…") and _depth(text) < 1


def _closes(lines: tuple[Line, ...]) -> bool:
    depth = 0
    for line in lines:
        depth += _depth(line.text)
        if depth <= 0:
            return line.text.endswith(("）", ")"))
    return False


def _depth(text: str) -> int:
    return sum(text.count(left) - text.count(right) for left, right in ("（）", "()"))


def _title(form: Form, line: Line, index: int) -> str:
    """Marks a title, and where on its line a number or the labels of a site begin behind it."""
    told = _label_behind(line.text)
    if told:
        form.labels += pairs_of(line.text[told:])
    at = number_at_end(line.text) or _number_in_brackets(line.text) or told
    if at:
        form.split_at[index] = at
    return "title"


def _label_behind(text: str) -> int:
    """Where behind a title the labels of a site begin: …意见 发布时间：…; 0 nowhere."""
    found = (match for label in (LABEL, STAMPED) if (match := label.search(text, SHORTEST)))
    at = min((match.start() for match in found), default=0)
    return at if at and pairs_of(text[at:]) else 0


def _number_in_brackets(text: str) -> int:
    """Where behind a title its own number begins: …的通知（某政〔2020〕1号); 0 nowhere. That behind
    a title in 《》 is of the text named so, unless the whole line is that."""
    match = BRACKETED.search(text)
    if match is None or not (is_number(match["number"]) and OF_A_YEAR.search(match["number"])):
        return 0
    quoted = text[: match.start()].rstrip().endswith("》")
    return 0 if quoted and not text.startswith("《") else match.start()


def _is_number(text: str) -> bool:
    """Whether the line is a number, perhaps in brackets: （某政发〔2003〕37号）."""
    whole = ENCLOSED.fullmatch(text)
    return is_number(whole[1] if whole else text) or bool(standard(text))


def _is_note(text: str) -> bool:
    """A note in brackets, who spoke where, when a law was passed, 附件 above a title, a rule."""
    if any(note.fullmatch(text) for note in NOTES):
        return True
    annex = START.fullmatch(text)
    dashed = DASHED.match(text) and len(text) <= 80
    introduced = PICTURE.fullmatch(text) or INTRODUCES.fullmatch(text)
    return bool(dashed or introduced or (annex and not annex["title"]))


def _is_masthead(text: str) -> bool:
    return len(text) <= 60 and "关于" not in text and bool(MASTHEAD.fullmatch(text))


HEAD_ROLES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("doc_number", _is_number),
    ("note", _is_note),
    ("date", is_date),
    ("issuer", _is_masthead),
)


def _near_body(lines: tuple[Line, ...], index: int) -> bool:
    """A short line between title and body: who speaks, where, an English title."""
    return len(lines[index].text) <= LONGEST_TITLE and any(
        ADDRESSEE.fullmatch(line.text) for line in lines[index + 1 : index + 4]
    )
