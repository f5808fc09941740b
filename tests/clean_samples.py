"""Lines as the tests of cleaning make them."""

from __future__ import annotations

from policykb.clean import clean
from policykb.types import Block, Source

# Invented sentences, wrapped as a page of 20 characters would wrap them.
BODY = (
    "各区要把培育创新型企业摆在突出位置，完善服务体系，健全工作机制，推动要素向企业集聚。"
    "各部门应当按照职责分工，定期报送进展情况，及时总结经验，形成可以推广的做法。"
)


def wrapped(text: str, width: int = 20, indent: int = 0, spaces: str = "") -> list[str]:
    lines = [text[: width - indent]]
    at = width - indent
    while at < len(text):
        lines.append(text[at : at + width])
        at += width
    return [*lines[:-1], lines[-1] + spaces]


def source(lines: list[str]) -> Source:
    blocks = tuple(
        Block(text=line.lstrip("　"), indent=float(len(line) - len(line.lstrip("　"))))
        for line in lines
    )
    return Source(path="x.txt", format="txt", sha256="0", blocks=blocks)


def paragraphs(lines: list[str]) -> list[str]:
    return [block.text for block in clean(source(lines)).blocks]
