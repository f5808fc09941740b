"""list · export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app, note, print_json
from policykb.cli.asking import (
    AsOfOption,
    DepartmentOption,
    DocTypeOption,
    RegionOption,
    filters_of,
)
from policykb.cli.render import KIND_NAMES, cited, title_of
from policykb.errors import BadRequest

if TYPE_CHECKING:
    from policykb.types import JSON, Filters

KINDS = (
    "documents", "provisions", "measures", "targets", "practices", "indicators", "rankings",
    "problems", "references",
)  # fmt: skip
KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="、".join(KINDS))]


def rows_of(state: State, kind: str, filters: Filters) -> list[JSON]:
    """The complete list of one kind. Raises BadRequest for an unknown kind."""
    if kind not in KINDS:
        raise BadRequest(f"没有“{kind}”这类清单，可用：{'、'.join(KINDS)}", code="unknown_kind")
    store = state.store()
    if kind == "documents":
        return store.documents()
    if kind == "provisions":
        return store.provisions()
    return store.facts(kind, filters)


@app.command("list")
def list_(
    context: typer.Context,
    kind: KindArgument,
    region: RegionOption = None,
    department: DepartmentOption = None,
    doc_type: DocTypeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """列出全部文件或某类事实，总数完整。"""
    state: State = context.obj
    filters = filters_of(region=region, department=department, doc_type=doc_type, as_of=as_of)
    rows = rows_of(state, kind, filters)
    if state.json:
        items = [
            {k: v for k, v in row.items() if k != "text" or kind != "documents"} for row in rows
        ]
        print_json({"items": items, "total": len(items), "next_cursor": None})
        return
    console = state.console()
    for at, row in enumerate(rows, 1):
        console.print(f"{at}. {line_of(kind, row)}", markup=False)
    console.print(f"共 {len(rows)} 条。", style="dim")


def line_of(kind: str, row: JSON) -> str:
    """One row of a list for people."""
    if kind == "documents":
        number = f"（{row['doc_number']}）" if row["doc_number"] else ""
        return f"{row['id']}  《{row['title']}》{number} {row['written_on'] or ''}"
    if kind in KIND_NAMES:
        return f"{title_of(kind, row)} — {cited(row)}"
    label = row.get("title") or f"{row.get('number', '')}{row.get('heading', '')}" or row["quote"]
    return f"{label[:60]} — {cited(row)}"


@app.command()
def export(
    context: typer.Context,
    kind: KindArgument,
    format: Annotated[str, typer.Option("--format", help="jsonl 或 csv")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="写入文件（缺省标准输出）")] = None,
) -> None:
    """导出完整清单，每行一条，附原文、页码与出处。"""
    from policykb.answer.tables import FORMATS

    state: State = context.obj
    if format not in FORMATS:
        raise BadRequest(
            f"没有“{format}”这种格式，可用：{'、'.join(FORMATS)}", code="unknown_format"
        )
    content = FORMATS[format](rows_of(state, kind, filters_of()))
    if output:
        output.write_bytes(content)
        note(f"已写入 {output}")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
