"""Lines that a web site prints around any text, copied with it: where the page stands, what one
can do with it, the articles before and after it, who runs the site.

A line is one of them by what it is made of: nothing but such labels, the signs between them and
counts or dates. A line with a word or a sentence of its own is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykb.clean.runs import edited
from policykb.types import Block

# Labels that only sites print; each beside another, or with a bracket or a count, is furniture.
_SITE = (
    r"打印(?:本页|此页|页面|本文)|(?:关闭|收藏)(?:窗口|本页|此页|页面|本站)|返回(?:顶部|首页|列表|上一?[级页])"
    r"|回到?顶部|加入收藏|设为首页|(?:微信|手机|请)?扫一扫[^。；，]{0,20}|用?手机(?:打开|查看|浏览)[^。；，]{0,8}"
    r"|进?入?(?:无障碍|关怀|长者|适老化?|老年|大字)(?:浏览|阅读|模式|版|通道|服务)|(?:网站|本站)?支持\s?IPv6"
    r"|字[号体](?:大小)?|分享[到至]|(?:浏览|点击|阅读|访问)次数|我要纠错|语音(?:播报|朗读)|网站地图"
)
# Labels that are words as well; they count beside those.
_WORDS = (
    r"特大|默认|大|中|小|打印|下载|收藏|关闭|全屏|分享|首页|返回|放大|缩小|加大|减小|还原|朗读|播报"
    r"|微信好友|微信朋友圈|朋友圈|微信|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|人人网|登录|注册|English|繁體|繁体|简体"
    r"|手机版|移动版|客户端|更多|(?:浏览|点击|阅读|访问)[量数]|次|\d{1,9}"
)
_SIGNS = r"[\s|｜/·•,，、:：\[\]【】()（）>»›＞<«←→\-—]"
# Each label is taken once as what it is first: 返回首页 is no 返回 and 首页 after all, or a line of
# such labels with a word at its end would be tried in all their ways.
_CONTROLS = re.compile(rf"(?>{_SITE}|{_WORDS}|{_SIGNS})++", re.IGNORECASE)
_LABELS = re.compile(rf"(?P<site>{_SITE})|(?:{_WORDS})", re.IGNORECASE)
# Of the first, the ones that stand alone on their line.
_ALONE = re.compile(
    r"打印(?:本页|此页)|关闭(?:窗口|本页|此页)|返回(?:顶部|首页|列表)|回到?顶部|加入收藏|设为首页|分享[到至]"
    r"|.{0,2}扫一扫.{0,20}(?:打开|查看|浏览|分享|关注|阅读).{0,10}"
)
_BRACKET = re.compile(r"[\[【:：]")

_ARROW = r"(?:[>»›＞→/|]|&gt;)"
_PLACE = (
    r"(?:[您你](?:现在|当前|目前)?(?:所在)?的?位置|当前(?:所在)?的?位置|(?:现|所)在位置)(?:是|为)?"
)
_WAY = (
    rf"(?:{_PLACE}\s*(?:[:：]\s*(?=.{{0,60}}(?:[>»›＞→]|首页|主页))|(?=首页|主页))"
    rf"|(?:网站|本站|返回)?首页\s*{_ARROW}).{{0,120}}"
)
# The same without its label, at the top of a page: 某市某局 > 政策解读 > 政策问答.
_TRAIL = re.compile(r"[\u4e00-\u9fff]{2,20}(?:\s?[>»›＞]\s?[\u4e00-\u9fff]{2,20}){2,6}")
_TOP = 6  # lines
_TODAY = r"今天是\s*[:：]?\s*(?:20\d\d\s?[年\-/.]|星期).{0,40}?"
_AROUND_PAGE: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?:{_TODAY})?{_WAY}"),
    re.compile(_TODAY),
    re.compile(r"(?:[上下前后]一[篇条])\s*(?:[:：>»].{0,120})?"),
    re.compile(r"[\[【]?\s*我要纠错\s*[\]】]?\s*责任编辑\s*[:：]\s*\S{1,12}"),
    re.compile(r"[-–•·]?\s?\d{1,2}\s?(?:px|pt)", re.IGNORECASE),  # the sizes that a page offers
    re.compile(r"(?:原文链接|查看原文|阅读原文|网页快照)\s*[>»›:：]*"),
    re.compile(
        r".{0,160}(?:ICP备\S{0,8}?\d{6}|公网安备\s*\d{6}|网站标识码\s*[:：]?\s*\w{6}).{0,120}"
    ),
)
_SCAN = re.compile(
    r"(?<=[。！？”）日 \u3000])[ \u3000]*(?:请?用?(?:微信|手机))?扫一扫(?:在?用?(?:手机|微信))?"
    r"(?:打开|查看|浏览|分享|关注|阅读)[^。；，]{0,10}$"
)
_CHAPTER = re.compile(r"\s*【[章节]名】\s*(?=第)")
# How sites that share files introduce them: no office calls itself so.
_EDITOR = re.compile(r"小编(?:为|给|整理|收集|精心|带来|今天|就)")
_INTRODUCED = 400
TEXT = frozenset({"line", "paragraph"})  # the roles of what a reader found as text
_ROW = 120  # characters of what a site says of its page in one line
_NAME = 12  # characters of a name in a row of names
_PROSE = re.compile(r"[。；！？]|，.{0,200}，")
# What stands last on a page, where nothing but furniture follows: who edited it, the heading of a
# list of other articles that was not copied, rights.
_OTHERS = (
    r"(?:相关|延伸|推荐|更多|热点)"
    r"(?:解读|文件|链接|政策|文章|文档|新闻|报道|阅读|信息|稿件|资讯|附件)\s*[:：>»]*"
)
_LAST = re.compile(
    r"[\[【(（]?\s*(?:责任编辑|责编|网站编辑)\s*[:：]\s*\S{1,12}\s*[\]】)）]?"
    rf"|{_OTHERS}"
    r"|版权所有.{0,60}|(?:Copyright|©).{0,80}"
)
# A line of what a site knows of its page: when it put it up, how often it was read. A line that
# opens with 发布时间 or 来源 tells of the document as well, and stays.
_KNOWN = re.compile(
    r"(?P<own>(?:更新|发表|上传|录入)(?:时间|日期)\s*[:：]\s*\d{4}"
    r"|(?:人气|(?:阅读|浏览|点击|访问)(?:次数|量|数)?)\s*[:：]\s*\d|下载地址\s*[:：]\s*点击)"
    r"|(?:时间|日期)\s*[:：]\s*\d{4}|(?:文章|稿件)来源\s*[:：]|作者\s*[:：]"
)


def around_pages(blocks: Sequence[Block]) -> set[int]:
    """Places of the lines that a site printed around the text: those that are furniture by
    themselves, bare labels beside them, and what is left below the last of them."""
    lines = [at for at, b in enumerate(blocks) if b.text.strip() or b.rows]
    found = {at for at in lines if _is_line(blocks[at]) and furniture(blocks[at].text)}
    found |= {at for at in lines[:_TOP] if _TRAIL.fullmatch(blocks[at].text.strip())}
    if not found:
        bare = bool(lines) and re.fullmatch(_OTHERS, blocks[lines[-1]].text.strip())
        return {lines[-1]} if bare and _is_line(blocks[lines[-1]]) else found
    found |= _beside([at for at in lines if _is_line(blocks[at])], blocks, found)
    return found | _left_below(lines, blocks, found)


def unscanned(block: Block) -> Block:
    """The block without the words beside a page's picture that are glued to its last sentence:
    …恢复生产。扫一扫在手机打开当前页."""
    ends = _SCAN.search(block.text, max(0, len(block.text) - 60))
    if block.rows or ends is None or not block.text[: ends.start()].strip():
        return block
    return edited(block, [(ends.start(), len(block.text), "")])


def bare_chapter(block: Block) -> Block:
    """The block without 【章名】, which databases of laws put before the number of a chapter."""
    mark = _CHAPTER.match(block.text)
    return block if block.rows or mark is None else edited(block, [(0, mark.end(), "")])


def furniture(text: str) -> bool:
    """Whether a line is nothing but what a site prints around a text."""
    text = text.strip()
    if _EDITOR.search(text[:_INTRODUCED]) and len(text) <= _INTRODUCED:
        return True
    if not text or len(text) > 300 or _PROSE.search(text):
        return False
    return _controls(text) or _of_page(text) or any(shape.fullmatch(text) for shape in _AROUND_PAGE)


def _of_page(text: str) -> bool:
    """Whether a line opens with what a site knows of its page only, two things or more."""
    known = list(_KNOWN.finditer(text))
    if len(text) > _ROW or not known or known[0].start():
        return False
    enough = len(known) > 1 or text.startswith("下载")
    return enough and any(label["own"] for label in known)


def _controls(text: str) -> bool:
    """Whether the line holds labels of a site only: one that stands alone, or several, or one
    that brackets or a colon mark as a label."""
    if not _CONTROLS.fullmatch(text):
        return False
    labels = list(_LABELS.finditer(text))
    known = [label for label in labels if label["site"]]
    if not known:
        return False
    marked = len(labels) > 1 and (len(known) > 1 or bool(_BRACKET.search(text)))
    return marked or any(_ALONE.fullmatch(label[0]) for label in known)


def _beside(lines: list[int], blocks: Sequence[Block], found: set[int]) -> set[int]:
    """Lines next to furniture that hold labels or names of a menu only, or the name of the
    section that the way to the page below them ends with."""
    more: set[int] = set()
    for at in (*range(len(lines)), *range(len(lines) - 1, -1, -1)):
        near = {lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)} & (found | more)
        if lines[at] in found or not near:
            continue
        text = blocks[lines[at]].text.strip()
        after = blocks[lines[at + 1]].text if at + 1 < len(lines) else ""
        if _menu(text) or (max(near) > lines[at] and _section(text, after)):
            more.add(lines[at])
    return more


def _menu(text: str) -> bool:
    """Whether a line is a row of names set apart by bars, or labels without a count alone."""
    names = [name.strip() for name in re.split("[|｜]", text) if name.strip()]
    if len(names) > 2 and all(len(name) <= _NAME for name in names) and not _PROSE.search(text):
        return True
    bare = "".join(text.split())
    return bool(_CONTROLS.fullmatch(bare)) and any(
        not label[0].isdigit() for label in _LABELS.finditer(bare)
    )


def _section(text: str, way: str) -> bool:
    """Whether a line is what the way to the page in the line below ends with."""
    if not re.fullmatch(rf"(?:{_TODAY})?{_WAY}", way.strip()):
        return False
    names = [name.strip(" -") for name in re.split(_ARROW, way)]
    ends = {names[-1], "-".join(names[-2:])}
    return "".join(text.split()) in {"".join(end.split()) for end in ends}


def _left_below(lines: list[int], blocks: Sequence[Block], found: set[int]) -> set[int]:
    """What stands last on a page, with only furniture below it."""
    below: set[int] = set()
    for at in reversed(lines):
        if at not in found and (blocks[at].rows or not _LAST.fullmatch(blocks[at].text.strip())):
            break
        below.add(at)
    return below


def _is_line(block: Block) -> bool:
    return block.role in TEXT and not block.rows
