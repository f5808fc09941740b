"""A text that lost its line breaks: the clauses of one long line, each a block of its own again.

Pages and converters print whole documents as one paragraph. The numbers inside it show where the
clauses were: each follows the end of a sentence, or the heading of the clause that holds it, and
together they count without a gap. A single number proves nothing and a list inside a sentence is
left alone, so only lines that hold most of the document are read like this, and lines of several
articles, for an article of a statute always begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile, zip_longest

from policykb.clean.runs import edited, part
from policykb.clean.shapes import FINAL, ORGAN, counts_on, entitled
from policykb.dates import DAY
from policykb.numerals import read_integer
from policykb.types import Block

HAN = "一二三四五六七八九十"
BLANK = r"[\s\u00a0\u3000]"
# What follows the number of a clause of this text, and not one that is referred to.
OWN = (
    rf"(?!{BLANK}?(?:[、，,；;。：:）)的至和与及或到]|中[的规所第，、]|[款项][的规所下、，]|规定|所[规列称述]|以[上下内外]"
    rf"|第[（(]?[{HAN}\d]{{1,6}}[）)]?[款项]))"
)
NUMBER = re.compile(
    rf"(?P<article>第{BLANK}?[{HAN}百零〇\d]{{1,6}}{BLANK}?[条條](?:之[{HAN}\d]{{1,3}})?){OWN}"
    rf"|(?P<chapter>第{BLANK}?[{HAN}]{{1,3}}{BLANK}?章){OWN}"
    rf"|(?P<section>第{BLANK}?[{HAN}]{{1,3}}{BLANK}?[节節]){OWN}"
    rf"|(?P<named>附{BLANK}{{0,4}}[则則])(?={BLANK}{{0,4}}(?:第|[{HAN}]、|[（(]?[一1][）).．、]))"
    rf"|(?P<h1>[{HAN}]{{1,3}}){BLANK}?、"
    rf"|[（(](?P<h2>[{HAN}]{{1,3}})[）)]"
    r"|(?<![\d.])(?P<h3>\d{1,2})[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))"
    r"|[（(](?P<h4>\d{1,2})[）)]"
    rf"|(?<={BLANK})(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?={BLANK}[\u4e00-\u9fff])"
)
RANKS = {
    "named": 0, "decimal": 0, "chapter": 0, "h1": 0, "section": 1, "article": 2, "h2": 3, "h3": 4,
    "h4": 5,
}  # fmt: skip
PAGE = re.compile(rf"{BLANK}[—-]{BLANK}?\d{{1,3}}{BLANK}?[—-]{BLANK}")
INDENTED = re.compile("(?<=[。！？：；])\u3000{2}")  # of a paragraph, before the lines were lost
DIVISION = re.compile(rf"第[{HAN}]{{1,3}}[编章节]")
MARKS = re.compile("[。；，：！？;,:!?]")
ANNEXED = re.compile(r"附件[：:]\s*$")  # the list of annexes begins
SENTENCE = re.compile("[。，；！？,;]")  # stands in no line of a signature
ISSUED = re.compile(r"[\u4e00-\u9fff]{2,16}[〔\[（(](?:19|20)\d\d[〕\]）)](?:第)?\d{1,5}号")
TITLE = 6  # words into which blanks break a title
LONGEST_FOOT = 60  # characters of such a line
_DATE = re.compile(DAY)
HEADLESS = re.compile("[。；：！？;:!?]")  # as MARKS, but a heading may have commas
NOTED = re.compile("[。；：，]|[0-9]日|(?<=[布开])[）)]")  # stands before the title that is carried
BRIEFEST = 6  # characters of such a title
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|zip)$", re.IGNORECASE)
WORD = re.compile(rf"(?:(?!{BLANK}).)+")
BROKEN = re.compile(rf"。{BLANK}+(?=[\u4e00-\u9fff])")
LINES = 3  # blanks behind full stops from which on they are taken for the lost breaks
UNIT = re.compile(rf"{BLANK}[年月日个家项名人户元万亿米]")
SHARE = 0.5  # of a document's characters that one line holds which is the document
LEAST = 100
HEADING = 40  # characters that a heading takes at most
TELL = "正文连成一行：已按行中的编号分条，请与原文核对"
TELL_NOT = "正文连成一行：行中的编号不连续，未能分条"


@dataclass(frozen=True, slots=True)
class Number:
    """A number inside a line: its ladder, what it says, and where it stands."""

    ladder: str
    path: tuple[int, ...]
    start: int
    end: int


@dataclass(slots=True)
class Count:
    """The numbers that are believed so far, and the ladders that are open, outermost first."""

    found: list[Number] = field(default_factory=list)
    open: list[Number] = field(default_factory=list)
    last: dict[str, tuple[int, ...]] = field(default_factory=dict)


def unspooled(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks with a line that is a whole document, or several articles, taken apart; and what
    the reader is to be told."""
    total = sum(len(block.text) for block in blocks)
    done: list[Block] = []
    told: list[str] = []
    for block in blocks:
        whole = not block.rows and len(block.text) >= max(LEAST, SHARE * total)
        numbers = _counted(block.text) if whole or _articles(block) else []
        if _enough(numbers):
            done += _parts(block, numbers)
            told.append(TELL)
            continue
        if items := _items(block):
            starts = [*(item.start for item in items), len(block.text)]
            done += [part(block, start, end) for start, end in pairwise(starts)]
            continue
        done += _framed(block) if whole else [block]
        if whole and len(numbers_in(block.text)) > 2 and len(block.text) > 8 * LEAST:
            told.append(TELL_NOT)
    return done, tuple(dict.fromkeys(told))


def _articles(block: Block) -> bool:
    """Whether the line holds two articles, the second after a sentence."""
    if block.rows or not {"条", "條"} & set(block.text):
        return False
    articles = [n for n in numbers_in(block.text) if n.ladder == "article"]
    articles = [n for n in articles if _spaced(block.text, n) or _ended(block.text, n.start)]
    rising = all(one.path < two.path for one, two in pairwise(articles))
    return len(articles) > 1 and rising and all(_ended(block.text, n.start) for n in articles[1:])


def _items(block: Block) -> list[Number]:
    """The items of a list that is the whole line: （一）甲；（二）乙。

    A list inside a sentence and one with a number that does not count on are left alone.
    """
    text = block.text
    if block.rows or NUMBER.match(text) is None or not re.search("[；;。》]", text[:-1]):
        return []
    numbers = numbers_in(text)
    items = [n for n in numbers if n.ladder == numbers[0].ladder] if numbers else []
    if len(items) < 2 or items[0].start or items[0].ladder not in ("h1", "h2", "h3", "h4"):
        return []
    counted = all(two.path[0] == one.path[0] + 1 for one, two in pairwise(items))
    parted = all(_last(text, item.start) in set("；;。") for item in items[1:])
    named = all(text[item.end : item.end + 1] == "《" for item in items)  # a list of laws
    parted = parted or (
        named and all(_last(text, item.start) in set("》）)") for item in items[1:])
    )
    return items if counted and parted else []


def numbers_in(text: str) -> list[Number]:
    """The numbers that may open clauses, wherever they stand in a text."""
    found = []
    for match in NUMBER.finditer(text):
        ladder = match.lastgroup or ""
        said = re.sub(rf"[第条條章节節]|{BLANK}", "", match[ladder])
        path = tuple(read_integer(step) or 0 for step in re.split("[.之]", said))
        named = ladder == "named" and _last(text, match.start()) not in FINAL
        if not named and not (ladder == "decimal" and UNIT.match(text, match.end())):
            found.append(Number(ladder, path, match.start(), match.end()))
    return found


def _last(text: str, at: int) -> str:
    """The character that stands before `at`, blanks apart; a blank where there is none near."""
    return text[max(0, at - 9) : at].rstrip()[-1:] or " "


def _counted(text: str) -> list[Number]:
    """The numbers that open clauses, in order."""
    count, numbers = Count(), numbers_in(text)
    for one, after in zip_longest(numbers, numbers[1:]):
        if _believed(text, count, one, after):
            while count.open and RANKS[count.open[-1].ladder] >= RANKS[one.ladder]:
                count.open.pop()
            count.open.append(one)
            count.found.append(one)
            count.last[one.ladder] = one.path
    return count.found


def _believed(text: str, count: Count, one: Number, after: Number | None) -> bool:
    if ANNEXED.search(text, max(0, one.start - 8), one.start):
        return False
    if not (_ended(text, one.start) or _under_heading(text, count, one)):
        return not count.found and one.path[0] == 1 and _under_title(text, one)
    if one.ladder == "decimal":
        last = count.last.get("decimal", (0,))
        begun = len(one.path) > 1 or (after is not None and after.path == (*one.path, 1))
        return counts_on(last, one.path) and (begun or text[: one.start].rstrip()[-1:] in FINAL)
    if one.ladder == "named":
        return after is not None and bool(count.found) and _begins_part(after)
    if one.ladder in ("article", "chapter"):
        held = one.ladder == "article" or _holds(after)
        last = count.last.get(one.ladder, (0,))
        return held and (one.path > last if _spaced(text, one) else succeeds(one.path, last))
    if one.ladder == "section" and not _holds(after):
        return False
    said = count.last.get(one.ladder, (0,))[0]
    peer = any(number.ladder == one.ladder for number in count.open)
    return one.path[0] == said + 1 or (one.path[0] == 1 and not peer)


def _holds(after: Number | None) -> bool:
    """Whether a chapter or section holds something: else it is in the contents."""
    return after is not None and after.ladder in ("section", "article")


def _begins_part(after: Number) -> bool:
    return after.path == (1,) or after.ladder == "article"


def _spaced(text: str, number: Number) -> bool:
    """Whether a blank follows, as none does after an article that is only named."""
    return text[number.end : number.end + 1].isspace()


def succeeds(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """第六条, or 第五条之一, after 第五条."""
    again = last[1] if len(last) > 1 else 0
    return path in ((last[0] + 1,), (last[0], again + 1))


def _ended(text: str, at: int) -> bool:
    """Whether a sentence, a clause of a list or a word before a blank ends at `at`; a bracket that
    follows a sentence belongs to it: 。（某局负责）."""
    before = text[max(0, at - 120) : at]
    kept = before.rstrip()
    if not kept or kept[-1] in "。！？!?；;：:”":
        return True
    if kept[-1] in "）)":
        opened = max(kept.rfind("（"), kept.rfind("("))
        if kept[:opened].rstrip()[-1:] in tuple(FINAL):
            return True
    return kept != before and kept[-1] not in "，、,和与及至或"


def _under_heading(text: str, count: Count, one: Number) -> bool:
    """Whether only the short heading of the clause before stands between: 二、支持范围（一）."""
    if not count.found or RANKS[count.found[-1].ladder] >= RANKS[one.ladder]:
        return False
    between = text[count.found[-1].end : one.start].strip()
    if count.found[-1].ladder == "named":
        return not between
    return 1 < len(between) <= HEADING and not MARKS.search(between)


def _under_title(text: str, one: Number) -> bool:
    """Whether a title or the time of its publication stands right before the first number."""
    before = text[: one.start]
    return entitled(_titled(before)) or before[-1:].isdecimal()


def _titled(before: str) -> str:
    """What may be a title at the end of a text: behind the last sentence, day or note."""
    kept = before[-HEADING:]
    ends = [match.end() for match in NOTED.finditer(kept)]
    tail = kept[ends[-1] :] if ends else kept
    return tail if len(tail.strip()) >= BRIEFEST else kept


def _enough(numbers: list[Number]) -> bool:
    """Whether the outermost ladder counts at least to two, or holds one that does."""
    numbers = [number for number in numbers if number.ladder != "named"]
    if not numbers:
        return False
    ranks = sorted({RANKS[number.ladder] for number in numbers})
    counted = [number.path[0] for number in numbers if RANKS[number.ladder] == ranks[0]]
    inner = [number for number in numbers if RANKS[number.ladder] == ranks[-1]]
    begun = counted[0] == 1 or numbers[0].ladder == "article"
    return begun and (len(counted) > 1 or (len(ranks) > 1 and len(inner) > 1))


def _parts(block: Block, numbers: list[Number]) -> Iterator[Block]:
    text = block.text
    before = text[: numbers[0].start]
    cuts = {number.start for number in numbers} | set(_head(before))
    if entitled(_titled(before)):
        cuts.add(len(before) - len(_titled(before)))
    stops = [*(number.start for number in numbers[1:]), len(text)]
    # Where blanks stand for the breaks, a heading may have commas.
    inside = HEADLESS if len(BROKEN.findall(text)) >= LINES else MARKS
    for number, stop in zip(numbers, stops, strict=True):
        cuts |= set(_heading_end(text, number, stop, inside))
    cuts |= {match.end() for match in INDENTED.finditer(text, numbers[0].start)}
    cuts |= set(_foot(list(WORD.finditer(text, numbers[-1].start))))
    for start, end in pairwise(sorted({0, *cuts, len(text)})):
        if text[start:end].strip():
            piece = part(block, start, end)
            yield edited(piece, [(m.start(), m.end(), "") for m in PAGE.finditer(piece.text)])


def _head(text: str) -> list[int]:
    """Where the title, 文号 and date end that stand before the first clause, blanks between."""
    words = list(WORD.finditer(text))
    if len(words) < 2 or not entitled(words[0][0]):
        return [*_around_number(words), *_foot(words)]
    long = (at for at, word in enumerate(words) if at and len(word[0]) > HEADING)
    pairs = pairwise(words[: next(long, len(words)) + 1])
    return [word.start() for before, word in pairs if not DIVISION.fullmatch(before[0])]


def _around_number(words: Sequence[re.Match[str]]) -> list[int]:
    """Where the 文号 begins that stands between a broken title and the addressees, and what comes
    behind it, down to the first words of the text."""
    at = next((i for i, word in enumerate(words[:TITLE]) if i and ISSUED.fullmatch(word[0])), 0)
    ends = [at, at + 1] if at else []
    if at and at + 1 < len(words) and words[at + 1][0][-1] in "：:":
        ends.append(at + 2)
    return [words[i].start() for i in ends if i < len(words)]


def _framed(block: Block) -> list[Block]:
    """A text without clauses, its title and signature parted where blanks stand for the breaks."""
    words = list(WORD.finditer(block.text))
    cuts = set(_head(block.text)) if words and entitled(words[0][0]) else set()
    if not cuts:
        return [block]
    cuts |= {*_foot(words), *(match.end() for match in BROKEN.finditer(block.text))}
    stops = sorted({0, *cuts, len(block.text)})
    return [part(block, start, end) for start, end in pairwise(stops)]


def _foot(words: Sequence[re.Match[str]]) -> list[int]:
    """Where a signature, its date and the title of what a notice carries begin, at the end of a
    text or right before its first clause."""
    brief = takewhile(lambda word: not SENTENCE.search(word[0]), reversed(words))
    foot = [word for word in brief if len(word[0]) <= LONGEST_FOOT]
    if not any(_DATE.fullmatch(word[0]) for word in foot):
        return []
    starts = {word.start() for word in foot}
    pairs = pairwise(words[-len(foot) - 1 :])
    return [two.start() for one, two in pairs if two.start() in starts and _whole(one[0], two[0])]


def _whole(before: str, word: str) -> bool:
    """Whether what stands before a word at the foot is whole: a sentence, an organ, a day, a note;
    names are broken by blanks as well."""
    ended = (
        before[-1] in "。！!）)"
        or FILE.search(before)
        or _DATE.fullmatch(before)
        or _DATE.fullmatch(word)
    )
    return bool(ended) or (len(before) > 2 and len(word) > 2 and bool(ORGAN.search(before)))


def _heading_end(text: str, number: Number, stop: int, marks: re.Pattern[str]) -> list[int]:
    """Where the heading of a clause ends that only a blank parts from its text."""
    if number.ladder in ("article", "chapter", "section", "named"):
        return []
    begin = number.end + len(text[number.end : stop]) - len(text[number.end : stop].lstrip())
    blank = re.compile(BLANK).search(text, begin, stop)
    heading = text[begin : blank.start()] if blank else ""
    if not blank or not 2 <= len(heading) <= HEADING or marks.search(heading):
        return []
    return [blank.end()] if len(text[blank.end() : stop].strip()) > len(heading) else []
