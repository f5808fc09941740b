"""Lines → the numbered outline, by pattern and sequence together.

Every line either opens a clause or belongs to one. A clause number is believed when it follows
from what stands before (the next of an open ladder, the first of a new one, or a ladder that runs
on across chapters); one that does not needs other evidence: a heading beside it, or a successor.
Nothing is refused: what cannot be placed is a plain paragraph, and what was odd is a warning.
"""

from __future__ import annotations

import re

from policykb.numerals import read_integer
from policykb.parse.closing import closes
from policykb.parse.doubtful import settled
from policykb.parse.growth import (
    BARRIERS,
    INNERMOST,
    LOOK_AHEAD,
    TOP,
    Cut,
    Outline,
    begins_anew,
)
from policykb.parse.headings import STOP, split, unfinished
from policykb.parse.ladders import LETTERS, Marker, read_candidate
from policykb.parse.lines import Line
from policykb.parse.sequence import believed, relation_of
from policykb.parse.tree import Node
from policykb.parse.unnumbered import (
    SPOKEN,
    Styles,
    is_heading,
    is_named,
    spoken_headings,
    stands_alone,
)

# A speaker who turns to the house again has left the numbered point.
SPEECH = re.compile(r"各位(?:代表|委员)[，,！!：:]")
# Behind the annexes of a standard.
BACK_MATTER = re.compile(r"参\s*考\s*文\s*献|本[^。]{2,4}用词(?:、用语)?说明")
# The last part of rules, as a chapter is: the numbers under it are its own.
LAST_PART, CHAPTER = re.compile(r"附\s*则"), 1
FINISHED = tuple("。；;：:！!？?”）)")
HEADS = re.compile(r"[^，。；;,:：]{1,4}[、．.][ \u3000]*[^，。；;,:：]{2,16}。?")
H_LEVELS = ("h1", "h2", "h3", "h4")


def grow(lines: tuple[Line, ...], form: frozenset[int], cuts: dict[int, Cut]) -> Outline:
    """The grown outline: its `root` over all provisions, `warnings` about odd numbers, and `tails`,
    the clauses that were open where a text ended.

    `form` are the indices of lines that are no clause text (title, signature, contents …).
    """
    outline = _begin(lines, form)
    index = 0
    while index < len(lines):
        if index in cuts:
            index += _cut(outline, index, cuts[index])
        elif index in form:
            index += 1
        else:
            index += _take(outline, index, form)
    outline.tails.append(outline.open[-1])
    return outline


def _begin(lines: tuple[Line, ...], form: frozenset[int]) -> Outline:
    markers: dict[int, Marker] = {}
    for index, line in enumerate(lines):
        if index not in form and not line.is_table and line.block.role != "footnote":
            marker = read_candidate(line.text)
            if marker:
                markers[index] = marker
    markers = settled(lines, markers)
    alone = frozenset(i for i in range(len(lines)) if i not in form and stands_alone(lines, i))
    outline = Outline(
        lines,
        Styles.of(lines, form),
        markers,
        list(markers),
        _is_decimal(markers) or _counts_bare(lines, markers),
        alone if len(alone) > 1 else frozenset(),
    )
    if not outline.decimal and not any(m.style == "article" for m in markers.values()):
        outline.spoken = spoken_headings(lines, form)
    outline.open.append(outline.root)
    return outline


def _is_decimal(markers: dict[int, Marker]) -> bool:
    """Whether 1 / 1.1 / 1.1.1 is used: some n.1 stands after its own n."""
    seen: set[int] = set()
    for marker in markers.values():
        if marker.style in ("1.", "1 "):
            seen.add(marker.value)
        elif marker.style == "1.1" and marker.path[0] in seen:
            return True
    return False


def _counts_bare(lines: tuple[Line, ...], markers: dict[int, Marker]) -> bool:
    """Whether 1, 2, 3 without a dot head parts of the text: a body stands between them."""
    expected, seen = 1, 0
    for index, marker in markers.items():
        if marker.style == "1 " and marker.value == expected and len(lines[index].text) <= 40:
            expected += 1
            below = lines[index + 1] if index + 1 < len(lines) else None
            seen += below is not None and not below.is_table and len(below.text) >= 30
    return seen >= 3 and seen == expected - 1


def _cut(outline: Outline, index: int, cut: Cut) -> int:
    outline.tails.append(outline.open[-1])
    outline.open = [outline.root]
    outline.last, outline.inverted = {}, {}
    if cut.kind != "annex":
        return max(1, cut.lines)
    line = outline.lines[index]
    end = outline.lines[index + max(1, cut.lines) - 1].end
    node = Node("annex", "annex", line.start, end, rank=TOP, number=cut.number)
    said = cut.number[2:]
    node.key = str(read_integer(said) or said) if said else ""
    node.heading, node.page, node.body = cut.heading, line.block.page, end
    outline.push(node)
    return max(1, cut.lines)


def _take(outline: Outline, index: int, form: frozenset[int]) -> int:
    """Places one line; returns how many lines it took."""
    marker = outline.markers.get(index)
    if marker is not None:
        while outline.place < len(outline.order) and outline.order[outline.place] <= index:
            outline.place += 1
        if believed(outline, index, marker):
            return _open(outline, index, marker, form)
    if marker is None and (
        is_heading(outline.lines, index, outline.styles)
        or (index in outline.alone and _open_alone(outline))
        or index in outline.spoken
    ):
        _open_unnumbered(outline, index)
    else:
        _add(outline, index)
    return 1


def _open(outline: Outline, index: int, marker: Marker, form: frozenset[int]) -> int:
    _close_for(outline, marker)
    outline.last[marker.style] = marker
    if marker.style in ("1.", "1 "):
        outline.last["1."] = outline.last["1 "] = marker
    line = outline.lines[index]
    level, alias = _level(outline, marker)
    key = _key(outline, marker)
    node = Node(level, alias, line.start, line.end, rank=marker.ladder.rank, marker=marker)
    node.number, node.key, node.page = marker.printed, key if key != "0" else "", line.block.page
    node.depth, node.size = line.block.level, line.block.size
    node.body = line.start + marker.end
    node.text, node.split = line.text, split(line.text, marker.end)
    taken = _second_line(outline, index, marker, form)
    if taken > 1:
        after = outline.lines[index + 1]
        node.text, node.end = f"{line.text}\n{after.text}", after.end
        node.split = split(node.text, marker.end)
    outline.push(node)
    return taken


def _key(outline: Outline, marker: Marker) -> str:
    """The number in an eid: 10-1 for 第十条之一; 2-1 for 5.2.1 where no 5.2 is printed."""
    path = marker.path if marker.style == "article" else marker.path[-1:]
    above = outline.open[-1].path
    if marker.style == "1.1" and above and above == marker.path[: len(above)]:
        path = marker.path[len(above) :]
    return "-".join(map(str, path))


def _second_line(outline: Outline, index: int, marker: Marker, form: frozenset[int]) -> int:
    """2 where the heading goes on in the next line, else 1."""
    rest = outline.lines[index].text[marker.end :]
    following = index + 1
    if following >= len(outline.lines) or following in form or following in outline.markers:
        return 1
    after = outline.lines[following]
    # GB/T 1.1 prints the number of a term on a line of its own, above the term.
    broken = not rest and marker.ladder.rank <= 6 and marker.style not in ("article", "1.")
    longest = 90 if broken and marker.style == "1.1" else 40
    broken = broken or (0 < len(rest) <= 48 and not STOP.search(rest) and unfinished(rest))
    short = len(after.text) <= longest and not STOP.search(after.text[:-1])
    return 2 if broken and short and not after.is_table else 1


def _close_for(outline: Outline, marker: Marker) -> None:
    """Closes what ends where this clause begins."""
    if marker.style == "1.1":
        parent = outline.numbered_above(marker)
        if parent is not None:
            outline.close_to(parent)
            return
    peer = outline.peer(marker)
    if peer is not None and relation_of(outline, marker) != "runs on":
        outline.close_to(outline.open[outline.open.index(peer) - 1])
        return
    if marker.style in outline.inverted:
        for node in reversed(outline.open):
            if node.style == outline.inverted[marker.style]:
                outline.close_to(node)
                return
    while _closes(outline, marker):
        outline.open.pop()


def _closes(outline: Outline, marker: Marker) -> bool:
    top = outline.open[-1]
    if top.level in BARRIERS or top.rank < marker.ladder.rank or top.level == "box":
        return False
    if top.amends and begins_anew(marker):
        return False
    if top.marker is not None and marker.ladder.rank < top.rank and _resumes(outline, top):
        outline.inverted[marker.style] = top.style
        return False
    return True


def _resumes(outline: Outline, top: Node) -> bool:
    """Whether the ladder of `top` goes on after the clauses that begin here: they lie inside it.

    Undoes the usual order of ladders, as in 一、总则 over 第一条, or 1. over （一）.
    """
    lower = {node.style: node.value for node in outline.open[:-1] if node.marker}
    for index in outline.order[outline.place : outline.place + LOOK_AHEAD]:
        marker = outline.markers[index]
        if marker.style == top.style:
            return marker.value == top.value + 1
        if lower.get(marker.style, -9) + 1 == marker.value:
            return False
    return False


def _level(outline: Outline, marker: Marker) -> tuple[str, str]:
    above = outline.open[-1]
    if marker.ladder.rank > 3 and any(node.level == "article" for node in outline.open):
        name = "item" if above.level == "article" else "subitem"
        return (name, name) if marker.style != "专栏" else ("box", "box")
    if marker.style == "1.1":
        depth = len(marker.path) - (2 if marker.path[0] >= LETTERS else 1)
        if above.level in H_LEVELS and above.path == marker.path[: len(above.path)]:
            depth = H_LEVELS.index(above.level) + len(marker.path) - len(above.path)
        return (H_LEVELS[min(depth, 3)],) * 2
    if marker.style in ("1.", "1 ") and outline.decimal:
        inside = any(node.level in H_LEVELS and node.marker for node in outline.open)
        return ("h3", "h3") if inside else ("h1", "h1")
    return marker.ladder.level, marker.ladder.alias


# ------------------------------------------------------------------ lines without a number


def _open_unnumbered(outline: Outline, index: int) -> None:
    line = outline.lines[index]
    equal = next((node for node in outline.open if _equals(node, line)), None)
    while equal in outline.open or _yields(outline.open[-1], line):
        outline.open.pop()
    depth = sum(node.level not in BARRIERS for node in outline.open)
    rank = INNERMOST if is_named(line.text) or index in outline.spoken else TOP
    if LAST_PART.fullmatch(line.text):
        rank = CHAPTER
    if BACK_MATTER.fullmatch(line.text) and depth == 0 and outline.open[-1].level == "annex":
        _leave_annex(outline)
    node = Node(H_LEVELS[min(depth, 3)], "nn", line.start, line.end, rank=rank)
    node.depth, node.size, node.page = line.block.level, line.block.size, line.block.page
    node.text, node.heading = line.text, line.text.rstrip("：:。")
    node.body = line.start + len(node.heading)
    outline.push(node)


def _leave_annex(outline: Outline) -> None:
    """What stands behind the annexes of a standard belongs to none of them (GB/T 1.1-2020, 5)."""
    outline.close_to(outline.root)
    outline.last, outline.inverted = {}, {}


def _open_alone(outline: Outline) -> bool:
    """Makes room for a heading known by its place only: it parts the text above all numbers."""
    above = [node for node in outline.open if node.level not in BARRIERS]
    if above and above[0].marker is not None:
        return False
    if above:
        outline.close_to(above[0])
    return True


def _equals(node: Node, line: Line) -> bool:
    """Whether an open clause has the rank of an unnumbered heading, or a lower one."""
    if node.level in BARRIERS:
        return False
    if line.block.level is not None:
        return node.depth is not None and node.depth >= line.block.level
    same = abs((node.size or 0) - (line.block.size or 0)) <= 0.5
    return node.marker is None and node.depth is None and same


def _yields(top: Node, line: Line) -> bool:
    """Whether an open clause ends at an unnumbered heading: by style level, by size, else only
    another unnumbered one."""
    if top.level in BARRIERS:
        return False
    if is_named(line.text):
        return True
    if line.block.level is not None and top.depth is not None:
        return top.depth >= line.block.level
    if line.block.size and top.size and abs(line.block.size - top.size) > 0.5:
        return top.size < line.block.size
    return top.marker is None


def _add(outline: Outline, index: int) -> None:
    """A line of body text: it belongs to the innermost open clause, but after a list that has
    ended, or after the items of an article (立法法: 款), to the clause above."""
    line = outline.lines[index]
    while not line.is_table and _ended(outline, line):
        outline.open.pop()
    top = outline.open[-1]
    if top.level in BARRIERS:
        top.children.append(plain_paragraph(line))
    elif line.block.role == "footnote":
        _note(top, line)
    elif top.children:
        top.paragraphs += 1
        ordinal = top.lines + top.paragraphs
        node = Node("paragraph", "para", line.start, line.end, page=line.block.page)
        node.body, node.key, node.text = line.start, str(ordinal), line.text
        top.children.append(node)
    else:
        top.end = line.end
        top.lines += 1
        top.more.append(line)


def _note(top: Node, line: Line) -> None:
    """A footnote stands in the clause that it is printed in, and is no paragraph of it."""
    if not top.children:
        top.more.append(line)
    while top.children:
        top = top.children[-1]
    top.end = line.end


def plain_paragraph(line: Line) -> Node:
    """A paragraph that stands in no clause."""
    node = Node("paragraph", "nn", line.start, line.end, page=line.block.page, body=line.start)
    node.text = line.text
    return node


def _heads(item: Node, article: Node) -> bool:
    """Whether a point of an article heads what stands below it: 一、领导机构。 does, one of a list
    whose points end in ； does not."""
    listed = any(n.text.endswith(("；", ";")) for n in article.children if n.style == item.style)
    return item.style == "一、" and HEADS.fullmatch(item.text) is not None and not listed


def _ended(outline: Outline, line: Line) -> bool:
    top, above = outline.open[-1], outline.open[-2] if len(outline.open) > 1 else None
    if above is None:
        return False
    if top.marker is None:
        return top.rank == INNERMOST and SPEECH.match(line.text) is not None
    if top.level in ("item", "subitem"):
        return not _heads(top, above) and (top.more[-1].text if top.more else top.text).endswith(
            FINISHED
        )
    if closes(outline.open, line.text, last=outline.place >= len(outline.order)):
        return True
    if SPEECH.match(line.text):
        return top.level in ("h2", "h3", "h4") and above.level not in BARRIERS
    if SPOKEN.match(line.text):
        return top.level not in BARRIERS
    if top.lines > 1 or top.children:
        return False
    before = next((n for n in reversed(above.children[:-1]) if n.style == top.style), None)
    return (
        before is not None
        and before.text.endswith(("；", ";"))
        and not top.text.endswith(("：", ":"))
    )
