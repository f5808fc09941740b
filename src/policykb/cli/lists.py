"""list · export."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app, note, print_json
from policykb.cli.asking import (
    AsOfOption,
    DepartmentOption,
    DocOption,
    DocTypeOption,
    FromOption,
    InstrumentOption,
    IssuerOption,
    LevelOption,
    ObligationOption,
    RegionOption,
    StatusOption,
    ToOption,
    filters_of,
)
from policykb.cli.render import KIND_NAMES, cited, dated_and_valid, title_of
from policykb.errors import BadRequest
from policykb.labels import quoted

if TYPE_CHECKING:
    from policykb.types import JSON, Filters

KINDS = (
    "documents", "provisions", "measures", "targets", "practices", "indicators", "rankings",
    "problems", "references", "contradictions",
)  # fmt: skip
KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="、".join(KINDS))]


WordsOption = Annotated[str, typer.Option("--q", help="只列本身文字里有这些词的，空格隔开的都要有")]


def rows_of(state: State, kind: str, filters: Filters, q: str) -> list[JSON]:
    """The complete list of one kind. Raises BadRequest for an unknown kind."""
    from policykb.answer.listing import listed

    return listed(state.store(), kind, filters, q)


@app.command("list")
def list_(
    context: typer.Context,
    kind: KindArgument,
    q: WordsOption = "",
    doc: DocOption = None,
    region: RegionOption = None,
    level: LevelOption = None,
    issuer: IssuerOption = None,
    department: DepartmentOption = None,
    doc_type: DocTypeOption = None,
    instrument: InstrumentOption = None,
    obligation: ObligationOption = None,
    status: StatusOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    as_of: AsOfOption = None,
) -> None:
    """列出全部文件或某类事实，总数完整。"""
    state: State = context.obj
    filters = filters_of(context)
    rows = rows_of(state, kind, filters, q)
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
        return " ".join([f"{row['id']}  {quoted(row['title'])}{number}", *dated_and_valid(row)])
    if kind == "contradictions":
        said = " ≠ ".join(f"{s['value_text']}（{cited(s)}）" for s in row["statements"])
        return f"{row['subject']} {row['indicator']}（{row['as_of']}）：{said}"
    if kind in KIND_NAMES:
        return f"{title_of(kind, row)} — {cited(row)}"
    label = row.get("title") or f"{row.get('number', '')}{row.get('heading', '')}" or row["quote"]
    return f"{label[:60]} — {cited(row)}"


@app.command()
def export(
    context: typer.Context,
    kind: KindArgument,
    format: Annotated[str, typer.Option("--format", help="jsonl、csv、xlsx 或 docx")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="写入文件（缺省标准输出）")] = None,
    q: WordsOption = "",
    doc: DocOption = None,
    region: RegionOption = None,
    level: LevelOption = None,
    issuer: IssuerOption = None,
    department: DepartmentOption = None,
    doc_type: DocTypeOption = None,
    instrument: InstrumentOption = None,
    obligation: ObligationOption = None,
    status: StatusOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    as_of: AsOfOption = None,
) -> None:
    """导出完整清单，附原文、页码与出处；改后可用 import-review 导回，docx 供打印。"""
    from policykb.answer.printing import as_docx
    from policykb.answer.tables import FORMATS

    state: State = context.obj
    writers = FORMATS | {"docx": partial(as_docx, kind)}
    if format not in writers:
        raise BadRequest(
            f"没有“{format}”这种格式，可用：{'、'.join(writers)}", code="unknown_format"
        )
    filters = filters_of(context)
    content = writers[format](rows_of(state, kind, filters, q))
    if output:
        output.write_bytes(content)
        note(f"已写入 {output}")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@app.command("import-review")
def import_review(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="改过的 xlsx、csv 或 jsonl 清单")],
) -> None:
    """导回人工更正：改了的单元格、delete 列填“是”的行；坏行指出行号，其余照收。"""
    from policykb.pipeline import import_review as take_in

    state: State = context.obj
    found = take_in(file, state.data)
    changed = len(found.corrections) - found.deleted
    if state.json:
        print_json(
            {
                "changed": changed,
                "deleted": found.deleted,
                "unchanged": found.unchanged,
                "problems": list(found.problems),
            }
        )
    else:
        note(f"更正 {changed} 条，删除 {found.deleted} 条，未变 {found.unchanged} 条")
    for problem in found.problems:
        note(f"未收 {problem}")
    if found.problems:
        raise typer.Exit(1)
