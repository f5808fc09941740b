"""What lost the line break before it: clauses, a signature or a date right behind a sentence.

A text that was copied keeps most of its breaks and loses some. What gives such a place away is
that a sentence ends there, and what follows goes on with the count of the clauses above it, or is
nothing but an organ above a date. A number inside a sentence or a quotation is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from policykb.clean.runs import part
from policykb.clean.shapes import FINAL, organs
from policykb.clean.signatures import DATE, begins_whole
from policykb.clean.spools import HEADING, HEADLESS, MARKS, RANKS, Number, numbers_in, succeeds
from policykb.dates import DAY
from policykb.types import Block

LADDERS = ("chapter", "section", "h1", "article", "h2")  # the outermost first
INNER = ("h1", "h2", "h3")  # ladders whose whole count one paragraph may hold
SIGNED = re.compile(r"(?<=[。！!])(?P<organ>[^。，；：！？、《》0-9]{3,60})$")
# The note before a signature may stand in brackets without a sentence: 联系电话：…（某科）某某局
BEHIND_NOTE = re.compile(r"(?<=[）)])(?P<organ>[^。，；：！？、《》()（）0-9]{6,60})$")
# The list of annexes behind the last sentence, of one or of several: 附件：1.甲 2.乙
ANNEXED = re.compile(r"(?<=[。！!])附件[ \u3000]?[：:][^。；]{4,200}$")
DATED = re.compile(
    rf"(?<=[。！!])(?P<organ>[^。，；：！？、《》0-9]{{0,60}})(?P<day>{DAY})(?P<note>[（(][^（()）]{{2,30}}[）)])?$"
)
LEAD = "：:"
NAMED = re.compile("附件[：:]")  # the annexes are named, each with its number
NEAR = 60  # characters that are looked at around a number
MANY = 3  # clauses that no list inside a paragraph has behind sentences
OPENED = re.compile(rf"(?P<day>{DAY})[（(][^（）()]{{0,12}}公开[^（）()]{{0,8}}[）)]")

Last = dict[str, tuple[int, ...]]


def untailed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what is glued behind their sentences in blocks of its own."""
    done: list[Block] = []
    last: Last = {}
    for at, block in enumerate(blocks):
        if block.rows or block.role != "paragraph" or NAMED.match(block.text):
            done.append(block)
            continue
        after = blocks[at + 1].text if at + 1 < len(blocks) else ""
        cuts = {*_clauses(block.text, after, last), *_signature(block.text, after)}
        done += [part(block, a, b) for a, b in pairwise(sorted({0, *cuts, len(block.text)}))]
    return done


def _clauses(text: str, after: str, last: Last) -> Iterator[int]:
    """Where clauses begin inside a text; `last` are the numbers that are reached, kept up."""
    every = numbers_in(text)
    numbers = [n for n in every if n.ladder in LADDERS]
    below = next((n for n in numbers_in(after[:NEAR]) if n.start == 0), None)
    spoken = _quoted(text, every)
    listed = {*_listed(text, numbers), *_many(text, every, last)}
    above: Number | None = None
    for number, following in zip_longest(every, every[1:]):
        if number.ladder not in (*LADDERS, "h3"):
            continue
        begins = not number.start or number.start in listed
        if not begins and number.start not in spoken:
            begins = _counts_on(text, number, below, last) or _heads(text, number, following)
        if begins or _under_heading(text, above, number, last):
            last[number.ladder] = number.path
            above = number
            if number.start:
                yield number.start


def _counts_on(text: str, one: Number, below: Number | None, last: Last) -> bool:
    """Whether a number behind a sentence is the next of its ladder, or the first of one: with its
    heading at the paragraph's end, or with the second on the line below. A list that is all inside
    one paragraph is left alone."""
    if one.path != (1,):
        behind = _final(_before(text, one))
        return behind and one.ladder in last and succeeds(one.path, last[one.ladder])
    if not _opened(text, one):
        return False
    if _goes_on(one, below):
        return True
    rest = text[one.end :]
    if one.ladder == "h2":
        return _opens_part(one, below) and _phrase(rest)
    return one.ladder == "h1" and 1 < len(rest.strip()) <= HEADING and not HEADLESS.search(rest)


def _heads(text: str, one: Number, following: Number | None) -> bool:
    """Whether （一） is the first over a part: only its heading stands between it and 1."""
    inner = following is not None and (following.ladder, following.path) == ("h3", (1,))
    first = one.ladder == "h2" and one.path == (1,) and _opened(text, one)
    return inner and first and following is not None and _phrase(text[one.end : following.start])


def _opened(text: str, one: Number) -> bool:
    """Whether a sentence ends before a number, or a colon leads it in."""
    before = _before(text, one)
    return _final(before) or before[-1:] in LEAD


def _goes_on(one: Number, below: Number | None) -> bool:
    """Whether the line below begins with the second of the ladder whose first is `one`."""
    return below is not None and (below.ladder, below.path) == (one.ladder, (2,))


def _opens_part(one: Number, below: Number | None) -> bool:
    """Whether the line below begins with the first of a ladder inside that of `one`."""
    inner = below is not None and RANKS[below.ladder] > RANKS[one.ladder]
    return inner and below is not None and below.path == (1,)


def _before(text: str, one: Number) -> str:
    """What stands right before a number."""
    return text[max(0, one.start - NEAR) : one.start].rstrip()


def _quoted(text: str, numbers: Sequence[Number]) -> set[int]:
    """Where the numbers stand that are inside quotation marks."""
    found: set[int] = set()
    depth = at = 0
    for number in numbers:
        depth += text.count("“", at, number.start) - text.count("”", at, number.start)
        at = number.start
        if depth > 0:
            found.add(at)
    return found


def _many(text: str, numbers: Sequence[Number], last: Last) -> list[int]:
    """The clauses 一、二、三、 and more that one paragraph holds, or （一）… or 1.…, each behind a
    sentence."""
    found: list[int] = []
    for ladder in INNER:
        clauses = [n for n in numbers if n.ladder == ladder]
        found += _run(text, clauses, last) if len(clauses) > 1 and clauses[0].start else []
    return found


def _run(text: str, clauses: Sequence[Number], last: Last) -> list[int]:
    """Where the clauses of one ladder begin that count on inside a paragraph. Two will do where
    the first stands right behind the phrase that opens the paragraph (（三）范围。1.甲。…2.乙。…),
    or is the next after the last one above."""
    first = clauses[0].path[0]
    runs_on = first > 1 and last.get(clauses[0].ladder) == (first - 1,)
    counted = [n.path[0] for n in clauses] == [first + k for k in range(len(clauses))]
    if not counted or not (first == 1 or runs_on) or _quoted(text, clauses):
        return []
    headed = _behind_heading(text, clauses[0])
    if len(clauses) < MANY and not (runs_on or headed or _ends_headed(text, clauses[-1])):
        return []
    behind = all(_final(_before(text, n)) for n in clauses[1:])
    opened = _opened(text, clauses[0]) if first == 1 else _final(_before(text, clauses[0]))
    opened = opened or (headed and first == 1)
    return [n.start for n in clauses] if behind and opened else []


def _behind_heading(text: str, one: Number) -> bool:
    """Whether nothing but the number and the heading of a clause stands before a number, with its
    full stop or without."""
    first = next((n for n in numbers_in(text[: one.start]) if not n.start), None)
    if first is None or RANKS[first.ladder] >= RANKS[one.ladder]:
        return False
    heading = text[first.end : one.start].strip()
    if heading[-1:] in tuple(FINAL):
        return _phrase(heading[:-1])
    return 1 < len(heading) <= HEADING and HEADLESS.search(heading) is None


def _ends_headed(text: str, last: Number) -> bool:
    """Whether a paragraph ends with a number and its heading, which has no stop behind it."""
    heading = text[last.end :].strip()
    phrased = 1 < len(heading) <= HEADING and HEADLESS.search(heading) is None
    return last.ladder == "h1" and phrased and heading[-1] not in "，、"


def _under_heading(text: str, above: Number | None, one: Number, last: Last) -> bool:
    """Whether only the heading of the clause above stands before a number: 二、支持范围（一）."""
    if above is None or RANKS[above.ladder] >= RANKS[one.ladder]:
        return False
    if above.ladder != "h1" and (above.ladder, one.ladder) != ("h2", "h3"):
        return False
    begins = one.path == (1,) or (one.ladder in last and succeeds(one.path, last[one.ladder]))
    return begins and _phrase(text[above.end : one.start])


def _phrase(text: str) -> bool:
    """Whether a text is as short and plain as a heading."""
    return 1 < len(text.strip()) <= HEADING and not MARKS.search(text)


def _final(before: str) -> bool:
    """Whether a sentence ends there; a bracket or quotation mark behind it belongs to it."""
    kept = before.rstrip("”’")
    if kept.endswith(("）", ")")):
        kept = kept[: max(kept.rfind("（"), kept.rfind("("))].rstrip()
    return kept[-1:] in tuple(FINAL)


def _listed(text: str, numbers: Sequence[Number]) -> list[int]:
    """The items of an article that leads them in: 第七条 …应当回避：（一）甲；（二）乙。"""
    items = [n for n in numbers if n.ladder == "h2"]
    if len(items) < 2 or numbers[0].ladder != "article" or numbers[0].start:
        return []
    counted = [n.path for n in items] == [(k + 1,) for k in range(len(items))]
    led = _before(text, items[0])[-1:] in tuple(LEAD)
    parted = all(_before(text, n)[-1:] in tuple("；;。") for n in items[1:])
    return [n.start for n in items] if counted and led and parted else []


def _signature(text: str, after: str) -> Iterator[int]:
    """Where a signature, or its date, begins behind the last sentence."""
    opened = OPENED.fullmatch(text)
    if opened:
        yield opened.end("day")  # 2020年2月7日（此件公开发布）
    dated = DATED.search(text)
    if dated and (not dated["organ"].strip() or organs(dated["organ"])):
        yield from {dated.start(), dated.start("day"), dated.end("day")}
        return
    named = ANNEXED.search(text)
    if named:
        yield named.start()  # 。附件：某某方案
    if not (DATE.match(after) or organs(after)):
        return
    signed = SIGNED.search(text) or BEHIND_NOTE.search(text)
    if (
        signed
        and organs(signed["organ"])
        and (signed.re is SIGNED or begins_whole(signed["organ"]))
    ):
        yield signed.start()
