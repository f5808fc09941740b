"""Which numbered clauses have a heading: each by itself, then all of a ladder together."""

from __future__ import annotations

import re
from collections import defaultdict

from policykb.parse.headings import (
    ARTICLE_HEADING,
    ENTRY,
    GROUPED,
    PLAIN,
    Split,
    fellow,
    likely,
    names_subject,
)
from policykb.parse.outline import plain_paragraph
from policykb.parse.tree import Node

LABEL = re.compile("([^：:，。；、（(]{2,8})[：:](?=.)")
LONG_LABEL = re.compile("([^：:，。；、,;]{2,16})[：:](?=.)")
LATIN = re.compile("[A-Za-z0-9 ()-]+")
PROVIDES = re.compile("(?<![供响反适效对相])应|执行|不得|规定|符合")
FORMULA = re.compile("[≥≤＜＞<>=＝±]")
SHORT = 6
SAID = 24  # characters behind a label that are more than an entry of a form
H_LEVELS = frozenset({"h1", "h2", "h3", "h4"})
STRICT_HEADED = frozenset({"part", "chapter", "section", "box"})
ENTRIES = frozenset({"h3", "h4", "subitem", "item"})


def settle(root: Node) -> None:
    """Sets `heading`, `inline` and the end of the heading on every node below `root`."""
    groups: dict[tuple[str, str], list[tuple[Node, Node]]] = defaultdict(list)
    _collect(root, groups)
    for members in groups.values():
        _settle_group(members)
        _drop_entries(members)


def _collect(above: Node, groups: dict[tuple[str, str], list[tuple[Node, Node]]]) -> None:
    for node in above.children:
        if node.marker is not None:
            groups[above.style, node.style].append((above, node))
        _collect(node, groups)


def _settle_group(members: list[tuple[Node, Node]]) -> None:
    """One ladder under one kind of parent: most headed means all are, few means none is."""
    nodes = [node for _, node in members]
    chosen = [node for node in nodes if _headed(node, PLAIN)]
    if len(nodes) >= 3 and len(chosen) >= 0.6 * len(nodes):
        chosen = _with_fellows(nodes, [node for node in nodes if _headed(node, GROUPED)])
        _head_fellows([node for node in nodes if not any(node is other for other in chosen)])
    elif len(nodes) >= 3 and len(chosen) <= 0.35 * len(nodes):
        whole = _whole_families(members, chosen)
        chosen = [node for node in chosen if node.split.kind != "inline" or id(node) in whole]
    elif len(nodes) >= 3:
        chosen = _without_entries(members, chosen)
    elif len(nodes) == 2 and len(chosen) == 1:
        chosen = [node for node in chosen if not _may_be_sentence(node)]
    for node in chosen:
        _head(node, node.split)
    _head_lists(members, headed=bool(chosen))


def _without_entries(members: list[tuple[Node, Node]], chosen: list[Node]) -> list[Node]:
    """The headed clauses but those most of whose brothers are one whole sentence each: a list."""
    headed = {id(node) for node in chosen}
    kept: set[int] = set()
    for nodes in _families(members):
        said = [n for n in nodes if n.split.kind == "sentence" and not _followed(n)]
        mine = [id(n) for n in nodes if id(n) in headed]
        kept.update(mine if len(said) <= len(mine) else ())
    return [node for node in chosen if id(node) in kept]


def _with_fellows(nodes: list[Node], chosen: list[Node]) -> list[Node]:
    """The headed clauses, and of a ladder where nearly all are headed the ones whose phrase only
    has a word that sentences have."""
    if len(chosen) < 0.8 * len(nodes) or nodes[0].style == "1.1" or nodes[0].level not in H_LEVELS:
        return chosen
    headed = {id(node) for node in chosen}
    return [node for node in nodes if id(node) in headed or fellow(node.split)]


def _head_lists(members: list[tuple[Node, Node]], *, headed: bool) -> None:
    """Heads clauses by what a colon ends, or by words that stand alone over their text."""
    first = members[0][1]
    if first.style == "1.1":
        _head_phrases(members)
    if first.level in ("h1", "h2") and not headed:
        _head_labels([node for _, node in members])
    elif first.level == "h3" and first.style != "1.1":
        _head_labelled(members)
    elif first.level == "subitem":
        _head_alone(members)


def _whole_families(members: list[tuple[Node, Node]], chosen: list[Node]) -> set[int]:
    """The clauses all of whose brothers open with a heading, where those of other parents do
    not: 1.甲。… 2.乙。… under one clause, a plain list under another."""
    headed = {id(node) for node in chosen}
    families = [{id(node) for node in nodes} for nodes in _families(members)]
    whole = [ids for ids in families if len(ids) > 1 and headed.issuperset(ids)]
    return {node for ids in whole for node in ids}


def _may_be_sentence(node: Node) -> bool:
    """Whether the phrase before the first full stop is long and has a comma, as a sentence has."""
    heading = node.split.heading
    comma = "，" in heading or "," in heading
    return node.split.kind == "inline" and len(heading) > GROUPED // 3 and comma


def _head_fellows(nodes: list[Node]) -> None:
    """（一）公开情况：… among clauses that are headed: it is headed by what the colon ends."""
    for node in nodes:
        match = LONG_LABEL.match(node.text, node.body - node.start)
        if match and node.level in ("h1", "h2"):
            _head(node, Split("inline", match[1], match.end(1)))


def _head_labels(nodes: list[Node]) -> None:
    """一、元旦：… 二、春节：…: where nearly all clauses of a ladder open with a short label."""
    found = [(node, LABEL.match(node.text, node.body - node.start)) for node in nodes]
    labelled = [(node, match) for node, match in found if match]
    if len(nodes) >= 3 and len(labelled) >= 0.8 * len(nodes):
        for node, match in labelled:
            _head(node, Split("inline", match[1], match.end(1)))


def _head_labelled(members: list[tuple[Node, Node]]) -> None:
    """1.组织动员：… 2.健康教育：…: where all clauses of a list open with a short label and whole
    sentences follow it, three of them or more."""
    found: list[tuple[Node, re.Match[str]]] = []
    for nodes in _families(members):
        bare = [node for node in nodes if not _labels(node)]
        pairs = [(node, LABEL.match(node.text, node.body - node.start)) for node in bare]
        labelled = [(node, match) for node, match in pairs if match and _told(node, match)]
        found += labelled if len(labelled) == len(bare) else []
    if len(found) >= 3:
        for node, match in found:
            _head(node, Split("inline", match[1], match.end(1)))


def _head_phrases(members: list[tuple[Node, Node]]) -> None:
    """4.2.1 交通保障。… 4.2.2 电力保障。…: where all clauses under one with no heading yet open
    with a short phrase and go on behind its full stop, as plans for emergencies print it."""
    for nodes in _families(members):
        bare = [node for node in nodes if not node.heading]
        if len(nodes) > 1 and all(_phrased(node) for node in bare):
            for node in bare:
                _head(node, node.split)


def _phrased(node: Node) -> bool:
    """Whether a clause opens with the name of a subject; a standard provides something there."""
    inline = node.split.kind == "inline" and likely(node.split, followed=True, limit=ENTRY)
    return inline and not re.search(f"[，,、]|{PROVIDES.pattern}", node.split.heading)


def _labels(node: Node) -> bool:
    """Whether a label that is the whole line heads a clause already: 3.推介模式："""
    return bool(node.heading) and node.split.kind == "colon" and len(node.heading) <= 8


def _told(node: Node, label: re.Match[str]) -> bool:
    """Whether a clause without a heading says whole sentences behind its label."""
    said = node.text[label.end() :].rstrip()
    return not node.heading and len(said) >= SAID and "。" in said


def _head_alone(members: list[tuple[Node, Node]]) -> None:
    """1)甲 2)乙 in a standard: short words alone on their lines, each over text of its own."""
    for nodes in _families(members):
        over = all(
            node.split.kind == "alone" and len(node.split.heading) <= ENTRY and node.lines > 1
            for node in nodes
        )
        if over and len(nodes) > 1:
            for node in nodes:
                _head(node, node.split)


def _families(members: list[tuple[Node, Node]]) -> list[list[Node]]:
    """The clauses of a ladder, those under one parent together."""
    families: dict[int, list[Node]] = defaultdict(list)
    for above, node in members:
        families[id(above)].append(node)
    return list(families.values())


def _headed(node: Node, limit: int) -> bool:
    if node.level in STRICT_HEADED:
        return bool(node.split.heading)
    if node.level == "article":
        return _article_heading(node) is not None
    if node.level in ("item", "subitem"):
        inline = node.split.kind == "inline"
        return (
            inline
            and "，" not in node.split.heading
            and likely(node.split, followed=True, limit=ENTRY)
        )
    if node.style == "1.1":
        return _decimal_headed(node)
    if node.split.kind == "colon" and _counted(node) and names_subject(node.split.heading):
        return True
    if node.split.kind == "colon" and any(c.text.endswith(("；", ";")) for c in node.children):
        short = node.level == "h1" and len(node.split.heading) <= SHORT  # 一、申报条件：
        return short and likely(node.split, followed=True)  # any other leads in the list
    if node.split.kind == "sentence" and limit == PLAIN and not _followed(node):
        return False
    return likely(node.split, followed=_followed(node), limit=limit)


def _decimal_headed(node: Node) -> bool:
    """GB/T 1.1-2020: the title of a clause stands alone on its line, and is short."""
    found = node.split
    phrase = LATIN.sub("", found.heading)
    if found.kind == "sentence":
        short = _followed(node) and likely(found, followed=True, limit=20)
        return short and not PROVIDES.search(phrase)
    return found.kind == "alone" and len(phrase) <= GROUPED // 2 and not FORMULA.search(phrase)


def _counted(node: Node) -> bool:
    """Whether clauses numbered from 1 stand right under the line."""
    below = node.children
    first = below[0].marker if below and node.lines == 1 else None
    return first is not None and first.value == 1 and len(below) > 1


def _followed(node: Node) -> bool:
    return bool(node.children) or node.lines > 1


def _article_heading(node: Node) -> Split | None:
    """第一条（目的）, 第一条【目的】, or a short line of its own over the article's text."""
    start = node.body - node.start
    match = ARTICLE_HEADING.match(node.text, start)
    if match:
        return Split("inline", match[1], match.end())
    found = node.split
    alone = found.kind == "alone" and len(found.heading) <= 20 and "，" not in found.heading
    return found if alone and _followed(node) else None


def _head(node: Node, found: Split) -> None:
    if node.level == "article":
        found = _article_heading(node) or found
    node.heading = "".join(found.heading.split("\n"))
    node.inline = found.kind == "inline"
    node.split = Split(found.kind, node.heading, node.start + found.end)


def _drop_entries(members: list[tuple[Node, Node]]) -> None:
    """Entries of a list have no headings: sibling lines end in semicolons, or no line of them has
    anything under it."""
    for nodes in _families(members):
        listed = any(
            node.text.rstrip().endswith(("；", ";")) and not node.children for node in nodes
        )
        bare = nodes[0].level in ENTRIES and not any(
            _followed(node) or node.inline for node in nodes
        )
        if listed or bare:
            for node in nodes:
                if not _followed(node) or (listed and node.inline):
                    node.heading, node.inline = "", False


def release_closing(root: Node, tails: list[Node]) -> None:
    """Paragraphs after the last clause of a text close the text, not that clause, where every
    other clause of its ladder is one paragraph with its heading in it."""
    for tail in tails:
        if tail.marker is None:
            continue
        peers = _peers(root, tail)
        single = [node for node in peers if node.inline and node.lines == 1]
        closing = [line for line in tail.more if line.block.role != "footnote"]
        if not (tail.inline and closing and len(peers) >= 3 and len(single) >= 0.9 * len(peers)):
            continue
        above = next((n for n in root.children if n.level == "annex" and _holds(n, tail)), root)
        at = next(i for i, node in enumerate(above.children) if _holds(node, tail)) + 1
        first = tail.more.index(closing[0])
        above.children[at:at] = [plain_paragraph(line) for line in tail.more[first:]]
        tail.end = tail.more[first - 1].end if first else tail.start + len(tail.text)
        tail.lines, tail.more = 1, tail.more[:first]


def _peers(root: Node, tail: Node) -> list[Node]:
    """The other clauses beside it; where there are hardly any, those of its ladder anywhere."""
    parent = next(node for node in root.walk() if any(child is tail for child in node.children))
    beside = [node for node in parent.children if node is not tail and node.style == tail.style]
    if len(beside) >= 3:
        return beside
    return [node for node in root.walk() if node.style == tail.style and node is not tail]


def _holds(node: Node, wanted: Node) -> bool:
    return any(inner is wanted for inner in node.walk())
