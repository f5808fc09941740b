"""What stands above the container of a page's text and belongs to it: its title and 发文字号.

Content systems keep the title in a field of its own and print it above the text as they print it
above any page; the 发文字号 often likewise. Without both, a document has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from policykb.read.markup import element_blocks
from policykb.read.visible import printed, skipped
from policykb.types import Block

Node = Any
# How the titles of official documents end (GB/T 9704-2012 7.3.1, 公文处理工作条例 §8, laws).
_KIND = (
    r"(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|复函|议案|函|纪要|令"
    r"|法|条例|规定|办法|细则|规则|规程|规范|标准|章程|方案|规划|计划|纲要|要点|预案|指南|措施|政策"
    r"|清单|名单|目录|解读|若干(?:规定|意见|措施))"
)
_BRACKETS = r"(?:[（(〔\[【][^（）()〔〕\[\]【】]{1,30}[）)〕\]】]){0,2}"
_ENDS = re.compile(rf"{_KIND}{_BRACKETS}$")
_ABOUT = re.compile(rf"[^：:。；]{{0,60}}关于.{{2,150}}{_KIND}{_BRACKETS}$")
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()]{1,30}[〔\[［(（【﹝〈]\s?(?:19|20)\d\d\s?[〕\]］)）】﹞〉]\s?第?\s?\d{1,5}\s?号"
    r"|[\u4e00-\u9fff]{0,20}(?:令\s?)?第\s?\d{1,4}\s?号"
)
# The names of sites and of their sections, as they stand in <title> and in banners.
_SITE = re.compile(
    r"(?:网|网站|门户|平台|政府|频道|首页|主页|详情|详情页|正文|内容页?|公开|公开目录|专栏|栏目|系统"
    r"|信息|动态|列表|文件库|法规库|数据库|委员会|办公室|厅|局)$"
)
_BODY = re.compile(r"(?:政府|委员会|办公[室厅]|委|厅|局|部|院|会)$")
_SECTION = 20  # characters of the name of a site's section
_STRONG = re.compile(r"\s*[_|｜]\s*")
_WEAK = re.compile(r"\s+[-—–·]\s*|\s*[-–·]\s+|(?<!\d)-(?!\d)|(?<![\d—])—(?![\d—])|\s*>+\s*")
_STOP = re.compile(r"[。；！？!?;：:]$|[。；>»]")
SHORTEST, LONGEST = 5, 160
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
NEAR = 12  # blocks above the container among which the title stands
HEAD = 8  # blocks at the beginning of the text that may be its own title


def with_title(part: Node, blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """The blocks of the part with the title and 发文字号 of the page above them, where they
    themselves begin with none. `names` are titles that the page's metadata give, best first."""
    own = _head(blocks)
    named = {bare(name) for name in names}
    found = _above(part, named)
    if any(_own_title(block, named) for block in own):
        found = [block for block in found if block.role != "title"]
    elif not any(block.role == "title" for block in found):
        # A name that stands further down is a cell or a heading, not the title above.
        printed_below = bare("".join(block.text + _cells(block) for block in blocks))
        unprinted = [name for name in names if bare(name) not in printed_below]
        found = [*(Block(text=name, role="title", centred=True) for name in unprinted[:1]), *found]
    within = bare("".join(block.text for block in own))
    return [*(b for b in found if bare(b.text) not in within), *blocks]


def _cells(block: Block) -> str:
    return "".join(cell for row in block.rows for cell in row)


def _head(blocks: Sequence[Block]) -> list[Block]:
    """The first blocks, up to the first that is prose or names addressees."""
    head: list[Block] = []
    for block in blocks[:HEAD]:
        if block.rows or re.search("[。；]|[：:]$", block.text):
            break
        head.append(block)
    return head


def _own_title(block: Block, named: set[str]) -> bool:
    """Whether a block before the prose may be the title that the text itself begins with."""
    return titular(block, named) or bool(_ENDS.search(bare(block.text)))


def titular(block: Block, named: set[str]) -> bool:
    """Whether a block looks like the title of a document, or is one of those named."""
    text = bare(block.text)
    if text in named:
        return True
    if not SHORTEST <= len(text) <= LONGEST or _STOP.search(text) or block.rows:
        return False
    if _ABOUT.fullmatch(text):
        return True
    shown = block.centred or block.level is not None
    large = block.level is not None and block.level <= 2 and not _SITE.search(text)
    return shown and bool(_ENDS.search(text) or large)


def page_title(root: Node) -> str:
    """What <title> names without the names of the site and its sections; "" where it names
    nothing else."""
    text = " ".join((root.findtext(".//title") or "").split())
    parts = [part for part in _STRONG.split(text) if part]
    while len(parts) > 1 and len(parts[-1]) <= _SECTION and not _ABOUT.fullmatch(parts[-1]):
        parts.pop()
    while len(parts) > 1 and _SITE.search(parts[0]):
        parts.pop(0)
    title = _without_site("_".join(parts))
    is_title = _ENDS.search(title) or (len(title) >= 2 * SHORTEST and not _SITE.search(title))
    return title if is_title and len(title) >= SHORTEST and not _STOP.search(title) else ""


def _without_site(title: str) -> str:
    """The title without a site's name set off by a dash before or after it."""
    cuts = list(_WEAK.finditer(title))
    for cut in reversed(cuts):
        if _SITE.search(title[cut.end() :]) and len(title) - cut.end() <= _SECTION:
            title = title[: cut.start()]
    for cut in cuts:
        before = title[: cut.start()]
        if cut.end() < len(title) and len(before) <= _SECTION and _SITE.search(before):
            return title[cut.end() :].strip()
    return title.strip()


def bare(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"[\s\u3000\u00a0]", "", text)


# ------------------------------------------------------------------ above the container


def _above(part: Node, named: set[str]) -> list[Block]:
    """The title and the 发文字号 that stand nearest above the part, in printed order."""
    title: list[Block] = []
    number: list[Block] = []
    for at, block in enumerate(_upwards(part)):
        if at >= NEAR:
            break
        if not number and _NUMBER.fullmatch(bare(block.text)):
            number = [block]
            if title:
                return [*number, *title]
        elif title:
            if not _begins(block, title[0]):
                break
            title = [replace(title[0], text=block.text + title[0].text)]
        elif titular(block, named):
            title = [replace(block, role="title", centred=True, level=None)]
    return [*title, *number]


def _begins(above: Block, title: Block) -> bool:
    """Whether a line is the first of a title that two lines print: who issues it above 关于…, or
    a first line with 关于 above a last one without."""
    text = bare(above.text)
    if not above.centred or _STOP.search(text) or len(text) > LONGEST:
        return False
    if title.text.startswith("关于"):
        return bool(_BODY.search(text))
    return "关于" not in title.text and "关于" in text and not _ENDS.search(text)


def _upwards(part: Node) -> Iterator[Block]:
    """The blocks above a node from near to far, those that only link elsewhere left out."""
    for node in (part, *part.iterancestors()):
        if node.tag == "body":
            return
        for before in node.itersiblings(preceding=True):
            if isinstance(before.tag, str) and not skipped(before) and not _links(before):
                blocks = [b for b in element_blocks(before) if b.text.strip() and not b.rows]
                yield from reversed(blocks)


def _links(node: Node) -> bool:
    """Whether most of the text is in links, as in menus and lists of other documents."""
    whole = len(bare(printed(node)))
    linked = sum(len(bare(printed(link))) for link in node.iter("a"))
    return node.tag not in HEADINGS and 2 * linked > whole
