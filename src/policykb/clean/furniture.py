"""What is on the page but is no text: page numbers, running heads, overlays, notices of web sites.

Found by shape, place and repetition, never by the words of a document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from policykb.clean.chapters import rejoined
from policykb.clean.runs import edited
from policykb.clean.shapes import broken, final, numbered, width
from policykb.clean.website import TEXT, around_pages
from policykb.types import Block

_DASH = "[-—–－―·•~]"
_BARE = re.compile(r"\d{1,4}$")
_FOLIO = re.compile(
    rf"(?:{_DASH}\s{{0,3}}){{1,3}}(?:\d{{1,4}}|[IVXLivxl]{{1,6}})\s{{0,3}}(?:{_DASH}\s{{0,3}}){{1,3}}$"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?$"
    r"|[Pp]age\s?\d{1,4}(?:\s?of\s?\d{1,4})?$"
    r"|\d{1,4}\s?/\s?\d{1,4}$"
    r"|[IVX]{1,5}$|[ivx]{2,5}$"
)
# Page numbers printed into a sentence: a dashed number, or "page n of m", between ideographs.
_INLINE = re.compile(
    r"(?<=[\u4e00-\u9fff，、；])\s?(?:[-—–－]{1,2}\s\d{1,4}\s[-—–－]{1,2}"
    r"|第\s?\d{1,4}\s?页[,，/]?\s?共\s?\d{1,4}\s?页)\s?(?=[\u4e00-\u9fff，。、；（“])"
)
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{4,300}", re.ASCII)
_CLOCK = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?,?\s{0,3}(?:[上下]午\s?)?\d{1,2}:\d{2}")
_OF_PAGES = re.compile(r"\b\d{1,3}\s?/\s?\d{1,3}\s*$")
# A notice of a site that republishes: where it has the text from, and whom to write to.
_ORIGIN = re.compile(r"来自互?联?网络|来源于?互?联?网络?|源自网络|转载自|搜集整理|收集整理|整理自")
_CONTACT = re.compile(
    r"联系我们|与我们联系|联系本[站网]|联系删除|及时删除|酌情处理|侵权|版权归|仅供参考|仅供学习"
)
_SENTENCE = re.compile(r"[^。！？!?）)]{4,200}[。！？!?）)]|[^。！？!?）)]{4,200}$")
MIN_PAGE = 12  # printed lines that a page has at least
LONGEST = 28  # em of a printed line (GB/T 9704-2012 5.2.3)
DIGITS = re.compile(r"\d+")


def furnished(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without furniture; what stood inside a sentence is cut out of it."""
    kept = rejoined([b for b in blocks if b.role not in ("header", "footer")])
    drop = _folios(kept) | _overlays(kept) | _heads(kept) | _controls(kept) | around_pages(kept)
    drop |= _blanks_beside(kept, drop)
    kept = [block for at, block in enumerate(kept) if at not in drop]
    return [cut(block) for block in kept]


def _blanks_beside(blocks: Sequence[Block], drop: set[int]) -> set[int]:
    """Blank lines that only set furniture apart: around it a sentence goes on."""
    found: set[int] = set()
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (end in drop or _blank(blocks[end])):
            end += 1
        before = blocks[at - 1].text.strip() if at else ""
        if end > at and (broken(before) or before[-1:] in "，、"):
            run = range(at, end)
            found.update(run if any(place in drop for place in run) else ())
        at = max(end, at + 1)
    return found


def _blank(block: Block) -> bool:
    return block.role == "line" and not block.text.strip()


def _folios(blocks: Sequence[Block]) -> set[int]:
    """Lines that are page numbers: dashed ones always, bare ones where they count pages."""
    found = {at for at, b in enumerate(blocks) if b.role == "line" and _FOLIO.match(b.text.strip())}
    edges = _edges(blocks)
    bare = [
        (at, int(b.text))
        for at, b in enumerate(blocks)
        if b.role == "line" and _BARE.match(b.text.strip()) and _outermost(b, edges)
    ]
    beside = Counter(_neighbour(blocks, at, step) for at, _ in bare for step in (-1, 1))
    # Another number beside it again and again is a column's, not a running head.
    heads = frozenset(
        text for text, times in beside.items() if times >= 3 and text and not _BARE.match(text)
    )
    chain = _rising([(at, n) for at, n in bare if _lone(blocks, at, heads)], _down(blocks))
    if len(chain) >= 2 or (chain and _interrupts(blocks, chain[0])):
        found |= set(chain)
    return found


def _edges(blocks: Sequence[Block]) -> dict[int | None, tuple[float, float]]:
    """Where the uppermost and the lowest line of each page begin."""
    tops: dict[int | None, list[float]] = defaultdict(list)
    for block in blocks:
        if block.box is not None:
            tops[block.page].append(block.box[1])
    return {page: (min(found), max(found)) for page, found in tops.items()}


def _outermost(block: Block, edges: Mapping[int | None, tuple[float, float]]) -> bool:
    """Whether no line of its page stands above a line, or none below it: a number in the middle of
    a page counts no pages. Lines without places may stand anywhere."""
    return block.box is None or block.box[1] in edges[block.page]


def _lone(blocks: Sequence[Block], at: int, heads: frozenset[str]) -> bool:
    """No other short line beside it, as a table's cells would have; `heads` are running heads,
    which stand beside such numbers again and again."""
    texts = [_neighbour(blocks, at, step) for step in (-1, 1)]
    return all(len(text) > 6 or not text or text in heads or numbered(text) for text in texts)


def _neighbour(blocks: Sequence[Block], at: int, step: int) -> str:
    at += step
    while 0 <= at < len(blocks) and not blocks[at].text.strip():
        at += step
    return blocks[at].text.strip() if 0 <= at < len(blocks) else ""


def _interrupts(blocks: Sequence[Block], at: int) -> bool:
    before = _neighbour(blocks, at, -1)
    return not before or (not final(before) and len(before) > 12)


def _down(blocks: Sequence[Block]) -> list[int]:
    """How many printed lines stand above each block."""
    return list(accumulate(map(_printed_lines, blocks), initial=0))


def _printed_lines(block: Block) -> int:
    """How many lines of a page the block took at least: a whole paragraph may be one line here."""
    return 1 if block.rows else max(1, int(width(block.text) / LONGEST))


def _rising(numbers: list[tuple[int, int]], down: Sequence[int]) -> list[int]:
    """Places of the longest run of numbers that rises down the text, a page's lines apart; `down`
    are the printed lines above each block."""
    best: list[list[int]] = []
    for here, (at, number) in enumerate(numbers):
        chains = [
            best[earlier]
            for earlier in range(here)
            if numbers[earlier][1] < number
            and down[at] - down[numbers[earlier][0]] >= MIN_PAGE * (number - numbers[earlier][1])
        ]
        best.append([*max(chains, key=len, default=[]), at])
    return max(best, key=len, default=[])


def _overlays(blocks: Sequence[Block]) -> set[int]:
    """Lines that a browser or a site printed over the pages: address, time of printing, n/m."""
    found, repeated = set(), _repeated(blocks)
    for at, block in enumerate(blocks):
        text = block.text.strip()
        if block.role != "line" or not text:
            continue
        labelled = _neighbour(blocks, at, -1)[-1:] in ("：", ":")  # 发布日期：, and its time below
        often = repeated[DIGITS.sub("#", text)] >= 2 and not labelled
        if _ruled(text) or _browser(text, often):
            found.add(at)
    return found


def _ruled(text: str) -> bool:
    """A line drawn with one sign: =====."""
    return len(text) > 4 and len(set(text)) == 1 and not text[0].isalnum() and text[0] not in "…."


def _browser(text: str, often: bool) -> bool:
    """What a browser prints above and below a page: address with n/m, or time and title."""
    if _URL.match(text):
        return bool(_OF_PAGES.search(text)) or (often and len(text) < 240)
    return often and _CLOCK.match(text) is not None and not final(text)


# The labels that public sites set around a page's text, copied with it: print, text size, share,
# the way to the page. GB/T 9704 knows none of them. Each stands on a line of its own here and
# counts by its neighbours; `website` tells lines that are furniture by themselves.
_CONTROL = re.compile(
    r"[\[【(（]?(?:下载|打印|全屏|收藏|关闭(?:窗口)?|加大|还原|减小|放大|缩小|大|中|小|首页|分享(?:到)?"
    r"|字[号体](?:大小)?|[\]】)）>›»|/]|您?的?当?前?位置|扫一扫.{0,16}|(?:浏览|点击|访问)(?:次数|量)"
    r"|我要纠错|朗读|播报|无障碍)[:：]?\s?\d*[\]】)）]?$"
)
# Of these, the ones that may be words of a text as well, as the cells of a table of sizes are.
_MAY_BE_WORDS = "大 中 小 / | > 首页 分享 打印 下载 收藏 放大 缩小"
_WORDS = frozenset(_MAY_BE_WORDS.split())
_AROUND = 12  # lines between which such labels stand together
_TOGETHER = 3  # of them, one a label and no word, before one counts
_ARROWS = frozenset(">›»/|")
_NAME = 8  # characters of the name of a section of a site


def _controls(blocks: Sequence[Block]) -> set[int]:
    """Labels of a web page that were copied with its text, where several stand together, and the
    names between the arrows of the way to the page."""
    lines = [at for at, b in enumerate(blocks) if b.role in TEXT and b.text.strip()]
    texts = [blocks[at].text.strip() for at in lines]
    found = {n for n, text in enumerate(texts) if _CONTROL.match(text)}
    near = {n: found & set(range(n - _AROUND, n + _AROUND + 1)) for n in found}
    close = {
        n
        for n, others in near.items()
        if len(others) >= _TOGETHER and any(texts[m] not in _WORDS for m in others)
    }
    arrows = {n for n in close if texts[n] in _ARROWS}
    names = {m for n in arrows for m in (n - 1, n + 1) if 0 <= m < len(lines)}
    close |= {n for n in names if len(texts[n]) <= _NAME and not numbered(texts[n])}
    return {lines[n] for n in close}


def _repeated(blocks: Sequence[Block]) -> Counter[str]:
    return Counter(DIGITS.sub("#", block.text.strip()) for block in blocks if block.text.strip())


def _heads(blocks: Sequence[Block]) -> set[int]:
    """Running heads of a text without places: the same short line, three times or more, at least
    a page's lines apart, each time inside a sentence or beside a page number."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        text = block.text.strip()
        placed = block.box is not None  # then the reader has looked for them
        if block.role == "line" and not placed and 3 < len(text) <= 40 and not final(text):
            places[DIGITS.sub("#", text)].append(at)
    found: set[int] = set()
    down = _down(blocks)
    for ats in places.values():
        apart = all(down[b] - down[a] >= MIN_PAGE for a, b in pairwise(ats))
        if len(ats) >= 3 and apart and sum(_at_edge(blocks, at) for at in ats) >= 0.6 * len(ats):
            first, *others = ats  # it may be the title itself that the pages repeat
            found.update(others)
            if down[first] >= MIN_PAGE or _at_edge(blocks, first):
                found.add(first)
    return found


def _at_edge(blocks: Sequence[Block], at: int) -> bool:
    """Whether a page may end beside this line."""
    around = [_neighbour(blocks, at, -1), _neighbour(blocks, at, 1)]
    if any(_FOLIO.match(text) or _BARE.match(text) for text in around):
        return True
    page = blocks[at].page
    if page is not None and any(
        0 <= beside < len(blocks) and blocks[beside].page != page for beside in (at - 1, at + 1)
    ):
        return True
    short = len(blocks[at].text.strip()) < 0.8 * len(around[0])
    return short and len(around[0]) > 15 and not final(around[0]) and not numbered(around[1])


def cut(block: Block) -> Block:
    """The block without page numbers and notices inside its text."""
    if block.rows or not block.text:
        return block
    edits = [(m.start(), m.end(), "") for m in _INLINE.finditer(block.text)]
    for m in _SENTENCE.finditer(block.text):
        if _ORIGIN.search(m.group()) and _CONTACT.search(m.group()):
            edits.append((m.start(), m.end(), ""))
    return edited(block, sorted(edits)) if edits else replace(block)
