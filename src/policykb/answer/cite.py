"""Citations as offices write them: 《标题》（文号）七、（二十）."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from policykb.gazetteer import find_regions
from policykb.labels import quoted
from policykb.types import JSON, Metadata, Provision

# Once an article is named, a citation leaves out what stands above it (立法法：引用到条、款、项);
# so do courts, whose interpretations have 一、 for a chapter.
ABOVE_ARTICLE = frozenset({"part", "chapter", "section", "h1", "h2"})


def citation(meta: Metadata, steps: Sequence[Provision], page: int | None = None) -> str:
    """《标题》（文号）and the clause's numbers; `steps` run from the outermost to the clause.

    A clause without any number is cited by the page it stands on, where there is one; a digest
    says that it is one. Who issued it and when stand for a 文号 where the title tells no place.

    >>> citation(Metadata(title="若干措施", doc_number="工信部企业〔2021〕169号"), ())
    '《若干措施》（工信部企业〔2021〕169号）'
    """
    where = clause_reference(steps)
    where = where.rstrip("、.．：")
    if not where and page:
        where = f"第{page}页"
    number = meta.doc_number or edition(meta)
    told = f"（{number}）" if number else ""
    return f"{quoted(meta.title)}{told}{where}" + ("（摘编）" if meta.digest else "")


@functools.lru_cache(maxsize=256)
def edition(meta: Metadata) -> str:
    """Who issued a document and in which year, where neither a 文号 nor its title tells it from
    those of other places: a library may hold thirty texts called 政府工作报告. Else empty.

    >>> edition(Metadata(title="政府工作报告", region="某省", level="provincial",
    ...                  issuers=("某省人民政府",), written_on="2026-01-27"))
    '某省人民政府，2026年'
    """
    who, year = (*meta.issuers, meta.region)[0], (meta.written_on or meta.published_on or "")[:4]
    if meta.doc_number or not who or not year:
        return ""
    local = meta.level not in ("", "national")
    short = meta.doc_type != "regulation" and len(_HAN.findall(meta.title)) < _NAMES_ENOUGH
    if not (local or short) or who in meta.title or any(find_regions(meta.title)):
        return ""
    return f"{who}，{year}年"


def metadata_of(record: JSON) -> Metadata:
    """What a citation needs of a document, from its record in the store."""
    return Metadata(
        title=record["title"] or "",
        doc_number=record["doc_number"] or "",
        doc_type=record["doc_type"],
        issuers=tuple(record["issuers"]),
        region=record["region"] or "",
        level=record["level"] or "",
        written_on=record["written_on"],
        published_on=record["published_on"],
        digest=bool(record["digest"]),
    )


def clause_reference(steps: Sequence[Provision]) -> str:
    """The numbers of the steps as one reference: 七、（二十） · 第五条第（三）项 · 附件2第三条.

    Boxes (专栏2第1项) are counted through the whole text: what they stand in is left out.
    """
    numbered = [step for step in steps if step.number or step.level == "annex"]
    box = next((at for at, step in enumerate(numbered) if _is_box(step)), None)
    if box is not None:
        return clause_reference([s for s in numbered[:box] if s.level == "annex"]) + _boxed(
            numbered[box:]
        )
    if any(step.level == "article" for step in numbered):
        numbered = [step for step in numbered if step.level not in ABOVE_ARTICLE]
    reference = ""
    for step in numbered:
        number = (step.number or _unnumbered(step.eid)).strip().translate(FULL_WIDTH)
        if reference and number.startswith(reference.rstrip(".")) and number[:1].isdigit():
            reference = number  # 2.1.1 repeats the numbers above it
        else:
            form = ITEM_FORMS.get(step.level)
            reference += form.format(number.rstrip("、.．")) if form else number
    return reference


def _unnumbered(eid: str) -> str:
    """附件：, 附件2：…: what an annex that prints no number is called, for its clauses are not
    those of the text before it; 附件一 would be the first of several."""
    count = eid.removeprefix("annex_")
    return f"附件{count}：" if count.isdecimal() and count != "1" else "附件："


def _is_box(step: Provision) -> bool:
    """Whether a step is a box with a number: 专栏2."""
    return step.level == "box" and step.number[-1] not in "专栏"


def _boxed(steps: Sequence[Provision]) -> str:
    """The numbers from a box on: what is counted in it by a bare number is its 项."""
    box = "".join(steps[0].number.split()).rstrip("、.．:：")
    inner = clause_reference(steps[1:])
    bare = BARE.match(inner)
    rest = inner[bare.end() :].lstrip("、.．") if bare else inner
    return f"{box}第{bare[0]}项{rest}" if bare else box + rest


_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAMES_ENOUGH = 8  # characters of a title that is one text's own; 政府工作报告, 实施方案 are not
BARE = re.compile(r"[0-9]+(?:[.．][0-9]+)*|[一二三四五六七八九十百]+")
FULL_WIDTH = str.maketrans("()", "（）")  # a PDF's (一) is cited as （一）
ITEM_FORMS = {"item": "第{}项", "subitem": "第{}目"}
