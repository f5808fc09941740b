"""Small documents for the tests of the extractors, written as text with numbered headings."""

import re

from policykb.extract.targets import targets
from policykb.types import Document, Metadata, Provision, Span, Table, Target

_LADDER = (
    (re.compile(r"[一二三四五六七八九十]+、"), "h1"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "h2"),
)


def outlined(text: str, tables: tuple[Table, ...] = (), **meta: object) -> Document:
    """A document of `text`: lines that begin 一、 or （一） are headings up to their first 。"""
    nodes: list[dict] = []
    at = 0
    for line in text.split("\n"):
        match, level = next(
            ((m, name) for rule, name in _LADDER if (m := rule.match(line))), (None, "")
        )
        head = (line.find("。") + 1 or len(line)) if match else 0
        nodes.append(
            {
                "level": level or "paragraph",
                "number": match[0].strip("、") if match else "",
                "heading": line[match.end() : head].strip("。") if match else "",
                "span": Span(at, at + len(line)),
                "head": Span(at, at + head),
                "depth": int(level[1]) if level else 9,
            }
        )
        at += len(line) + 1
    body = tuple(_nested(nodes, 0, len(nodes)))
    return Document(
        id="d",
        source="d.txt",
        sha256="",
        format="txt",
        meta=Metadata(**meta),
        text=text,
        body=body,
        tables=tables,
    )


def _nested(nodes: list[dict], first: int, last: int):
    while first < last:
        node = nodes[first]
        end = first + 1
        while end < last and nodes[end]["depth"] > node["depth"]:
            end += 1
        yield Provision(
            eid=f"n_{first + 1}",
            level=node["level"],
            number=node["number"],
            heading=node["heading"],
            span=Span(node["span"].start, nodes[end - 1]["span"].end),
            head=node["head"],
            inline=node["head"].end < node["span"].end,
            children=tuple(_nested(nodes, first + 1, end)),
        )
        first = end


def tabled(rows: list[list[str]], caption: str = "", **meta: object) -> Document:
    """A document that holds one table and nothing else."""
    text, cells = "", []
    for row in rows:
        spans = []
        for cell in row:
            spans.append(Span(len(text), len(text) + len(cell)))
            text += cell + "\t"
        text = text[:-1] + "\n"
        cells.append(tuple(spans))
    table = Table(eid="t_1", span=Span(0, len(text)), cells=tuple(cells), caption=caption)
    return outlined(text, tables=(table,), **meta)


PLAN = {"doc_type": "plan", "period": "2021-2025", "title": "“十四五”示范产业规划"}


def promised(text: str, **meta: object) -> list[Target]:
    """The targets of a text that have a bound, of a plan where nothing else is said."""
    return [t for t in targets(outlined(text, **(meta or PLAN))) if not t.qualitative]
