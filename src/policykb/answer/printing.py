"""Lists as documents that an office can print: a title, a table, where each row comes from."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from policykb.types import JSON
from policykb.types.labels import STATUS

# For each kind what its columns are headed, and which fields (first found) fill them.
Column = tuple[str, tuple[str, ...]]
COLUMNS: dict[str, tuple[Column, ...]] = {
    "documents": (("标题", ("title",)), ("文号", ("doc_number",)), ("机关", ("issuers",)),
                  ("成文日期", ("written_on", "published_on")), ("有效性", ("status",))),
    "provisions": (("条款", ("number",)), ("标题", ("heading",)), ("内容", ("text",))),
    "measures": (("措施", ("heading", "number")), ("内容", ("text",)),
                 ("责任单位", ("departments",))),
    "targets": (("指标", ("indicator",)), ("目标值", ("value_text",)), 
                ("期限", ("deadline", "period")), ("原文", ("quote",))),
    "practices": (("城市", ("city",)), ("主题", ("theme",)), ("做法", ("text",))),
    "indicators": (("指标", ("indicator",)), ("数值", ("value_text",)), ("时间", ("as_of",)),
                   ("原文", ("quote",))),
    "rankings": (("维度", ("dimension",)), ("层级", ("tier",)), ("城市（依次）", ("cities",))),
    "problems": (("主题", ("theme",)), ("问题", ("text",))),
    "references": (("文件", ("title", "doc_number")), ("文号", ("doc_number",))),
    "contradictions": (("指标", ("indicator",)), ("时间", ("as_of",)), ("说法", ("statements",))),
}  # fmt: skip
NAMES = {
    "documents": "文件", "provisions": "条款", "measures": "措施", "targets": "目标",
    "practices": "城市做法", "indicators": "指标数据", "rankings": "排名", "problems": "问题",
    "references": "引用文件", "contradictions": "矛盾数据",
}  # fmt: skip
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_docx(kind: str, rows: Sequence[JSON]) -> bytes:
    """A landscape A4 document with one table row per record, its head repeated on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    _dress(document.styles["Normal"])
    document.add_heading(f"{NAMES[kind]}清单", level=0)
    document.add_paragraph(f"共 {len(rows)} 条。{dt.date.today():%Y年%m月%d日}导出。")
    columns = COLUMNS[kind]
    heads = ["序号", *(name for name, _ in columns), *(["出处"] if kind != "documents" else [])]
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, heads)
    _repeat(table.rows[0])
    for at, row in enumerate(rows, 1):
        cells = [str(at), *(cell_of(row, fields) for _, fields in columns)]
        _fill(table.add_row().cells, [*cells, *([cited(row)] if kind != "documents" else [])])
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _fill(cells: Sequence[Any], values: Sequence[str]) -> None:
    for cell, value in zip(cells, values, strict=True):
        cell.text = _UNPRINTABLE.sub("", value)


def _dress(style: Any) -> None:
    """Body text as GB/T 9704-2012 has it, in a size that fits a table."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def cited(row: JSON) -> str:
    """The citation with its page, and a mark where a person put the record right."""
    page = f"，第{row['page']}页" if row.get("page") else ""
    return f"{row['citation']}{page}" + ("（经人工更正）" if row.get("by") == "person" else "")


def cell_of(row: JSON, fields: Sequence[str]) -> str:
    """The first of these fields that is filled, as people read it."""
    value = next((row[name] for name in fields if row.get(name)), "")
    if isinstance(value, list):
        return "、".join(_said(each) for each in value)
    return STATUS.get(value, value) if fields == ("status",) else str(value)


def _said(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "printed" in value:
        role = {"lead": "（牵头）", "support": "（配合）"}.get(value.get("role", ""), "")
        return f"{value['printed']}{role}"
    return f"“{value.get('quote', '')}”（{value.get('citation', '')}）"
