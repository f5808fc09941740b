"""ingest · remove · show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app, note, print_json

if TYPE_CHECKING:
    from policykb.pipeline import Progress, Told
    from policykb.types import JSON, Report

WORDS = {"added": "新增", "unchanged": "未变", "replaced": "更新", "failed": "失败"}


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(help="文件、文件夹或 http(s) 地址", show_default=False)
    ],
) -> None:
    """收入文件、文件夹或网址；未变的跳过，改过的替换，坏文件不影响其余。"""
    from policykb.pipeline import ingest as take_in

    state: State = context.obj
    with progress_bar() as (progress, renewing):
        report = take_in(paths, state.data, progress=progress, renewing=renewing)
    tell_subscribers(state)
    if state.json:
        print_json(report_record(report))
    else:
        print_report(report)
    if report.failed():
        raise typer.Exit(1)


def tell_subscribers(state: State) -> None:
    """Asks the saved questions, where there are any, of what was just taken in."""
    from policykb.store.subscriptions import every

    if every(state.data):
        from policykb.answer.watch import look

        look(state.searcher())


@contextmanager
def progress_bar() -> Iterator[tuple[Progress, Told]]:
    """A bar on stderr that names the file in work, and tells before that how far vectors are made
    anew, where they must be; silent where stderr is no terminal, but for a line on that."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("读取", total=None)

        def show(path: Path, done: int, total: int) -> None:
            bar.update(task, description=path.name[:40], completed=done, total=total)

        def renew(done: int, total: int) -> None:
            if done == 0:
                note(f"内置模型已更新，重新计算 {total} 条向量；中断不影响原有内容…")
            bar.update(task, description="重新计算向量", completed=done, total=total)

        yield show, renew


def report_record(report: Report) -> JSON:
    """The report as JSON: counts, then one row per file."""
    states = [outcome.state for outcome in report.outcomes]
    return {
        **{state: states.count(state) for state in WORDS},
        "generation": report.generation,
        "seconds": round(report.seconds, 3),
        "files": [asdict(outcome) for outcome in report.outcomes],
    }


def print_report(report: Report) -> None:
    """What was done, for people; failures one line each with the reason."""
    record = report_record(report)
    for outcome in report.outcomes:
        if outcome.state == "failed":
            note(f"失败[{outcome.code}] {outcome.message}")
        elif outcome.warnings:
            note(
                f"提示 {Path(outcome.path).name}："
                f"{len(outcome.warnings)} 处编号或结构待核（show 可见）"
            )
    counts = "，".join(f"{word} {record[state]}" for state, word in WORDS.items() if record[state])
    note(f"{counts or '没有文件'}；用时 {report.seconds:.1f} 秒")


@app.command()
def remove(
    context: typer.Context,
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="文件编号、文号或标题")],
) -> None:
    """从库中删除文件。"""
    from policykb.pipeline import remove as take_out

    state: State = context.obj
    removed = take_out(documents, state.data)
    if state.json:
        print_json({"removed": removed})
    else:
        note(f"已删除 {len(removed)} 份文件")


@app.command()
def show(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="DOC[#EID]", help="文件，或其中一条")],
) -> None:
    """显示一份文件的纲目，或其中一条的原文与页码。"""
    state: State = context.obj
    name, _, eid = address.partition("#")
    store = state.store()
    record = store.record(name)
    if eid:
        row = store.provision(name, eid)
        print_json(row) if state.json else print_clause(state, row)
        return
    rows = store.provisions(record["id"])
    if state.json:
        print_json({**record, "provisions": rows})
    else:
        print_outline(state, record["title"], record["warnings"], rows)


def print_clause(state: State, row: JSON) -> None:
    """One clause: citation, page, headings above, text."""
    console = state.console()
    console.print(
        f"[bold]{row['citation']}[/bold]" + (f"  第{row['page']}页" if row["page"] else "")
    )
    if row["path"]:
        console.print(" › ".join(row["path"]), style="dim", markup=False)
    console.print(row["text"], markup=False)


def print_outline(state: State, title: str, warnings: list[str], rows: list[JSON]) -> None:
    """The numbered headings, indented by depth, each with its address."""
    console = state.console()
    console.print(title, style="bold", markup=False)
    for row in rows:
        depth = row["eid"].count("__")
        label = f"{row['number']}{row['heading']}" or row["text"][:30].replace("\n", " ") + "…"
        page = f"  第{row['page']}页" if row["page"] else ""
        console.print(f"{'  ' * depth}{label}  [dim]#{row['eid']}{page}[/dim]")
    for warning in warnings:
        console.print(f"! {warning}", style="yellow", markup=False)
