"""Short documents made by hand, with the outline that their numbers print."""

import re

from policykb.types import Document, Metadata, Provision, Span

LADDER = (
    ("h1", re.compile(r"[一二三四五六七八九十]+、")),
    ("h2", re.compile(r"（[一二三四五六七八九十]+）")),
    ("h3", re.compile(r"\d+[.．]")),
    ("article", re.compile(r"第[一二三四五六七八九十]+条")),
)


def draft(*lines: str, doc_type: str = "measures", **meta: object) -> Document:
    """A document of these lines; a heading ends with its line, or with its first 。 before more."""
    text = "\n".join(lines)
    starts, at = [], 0
    for line in lines:
        level, number = next(
            ((i, m.group()) for i, (_, p) in enumerate(LADDER) if (m := p.match(line))), (9, "")
        )
        starts.append((at, level, number, line))
        at += len(line) + 1
    body = _nodes(starts, len(text))
    return Document(
        id="d" * 12, source="draft.txt", sha256="", format="txt", text=text, body=body,
        meta=Metadata(doc_type=doc_type, **meta),
    )  # fmt: skip


def _nodes(starts: list, end: int, above: str = "") -> tuple[Provision, ...]:
    found, i = [], 0
    while i < len(starts):
        at, level, number, line = starts[i]
        j = i + 1
        while j < len(starts) and number and starts[j][1] > level:
            j += 1
        stop = starts[j][0] - 1 if j < len(starts) else end
        name = LADDER[level][0] if number else "paragraph"
        eid = f"{above}{name}_{len(found) + 1}"
        heading = "" if not number or name == "article" else _heading(line[len(number) :])
        below = [s for s in starts[i + 1 : j] if s[2]]
        found.append(
            Provision(
                eid=eid, level=name, number=number, heading=heading, span=Span(at, stop),
                head=Span(at, at + len(number) + len(heading)),
                inline=len(number) + len(heading) + 1 < len(line),
                children=_nodes(below, stop, f"{eid}__"),
            )
        )  # fmt: skip
        i = j
    return tuple(found)


def _heading(rest: str) -> str:
    head, _, body = rest.partition("。")
    return head if not body or len(head) <= 24 else ""
