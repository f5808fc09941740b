"""Hand-made sources for the parser's tests."""

from policykb.parse import parse
from policykb.types import Block, Document, Source

BODY = "有关部门结合职责做好工作，按月汇总情况，遇到困难及时协调解决，并向社会公开进展。"


def source(*blocks: str | Block, path: str = "样本.txt", fields=()) -> Source:
    """A cleaned source: strings are paragraphs."""
    made = tuple(Block(text=b, role="paragraph") if isinstance(b, str) else b for b in blocks)
    return Source(path=path, format="txt", sha256="0" * 64, blocks=made, fields=tuple(fields))


def document(*blocks: str | Block, **kwargs) -> Document:
    return parse(source(*blocks, **kwargs))


def outline(*blocks: str | Block, **kwargs) -> list[str]:
    """`eid heading` of every numbered or headed provision, `+` for an inline heading."""
    found = document(*blocks, **kwargs)
    return [
        f"{p.eid} {p.heading}{'+' if p.inline else ''}".rstrip()
        for p in found.provisions()
        if p.number or p.heading
    ]


def numbers(found: Document) -> list[tuple[str, str]]:
    """(eid, heading) of every provision that bears a number."""
    return [(p.eid, p.heading) for p in found.provisions() if p.number]
