"""trace · compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app
from policykb.cli.asking import AsOfOption, DocTypeOption, filters_of, finish
from policykb.cli.render import QUOTE_LENGTH, cited, print_coverage
from policykb.labels import quoted

if TYPE_CHECKING:
    from rich.console import Console

    from policykb.types import JSON

# How the other targets stand to the one that is traced (their `relation`).
RELATIONS = {"upper": "上级目标", "peer": "同级目标", "other": "其他目标", "lower": "下级目标"}
SECTIONS = (
    ("measures", "措施"),
    ("practices", "城市做法"),
    ("results", "结果与问题"),
)
STATUS_NAMES = {
    "repeated": "重申",
    "strengthened": "加强",
    "weakened": "减弱",
    "omitted": "遗漏",
    "added": "新增",
}
# What the same is called where neither document takes up the other.
APART_NAMES = {
    "repeated": "相当",
    "strengthened": "后者更强",
    "weakened": "后者更弱",
    "omitted": "仅前者有",
    "added": "仅后者有",
}


@app.command()
def trace(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY_OR_TARGET", help="问题，或目标的编号")],
    doc_type: DocTypeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """追踪目标：由哪些措施落实，各地如何承接，有何做法与结果，缺口在哪里。"""
    from policykb.answer.trace import trace as traced

    state: State = context.obj
    filters = filters_of(context)
    reply = traced(query, state.searcher(), filters=filters)
    finish(state, reply, reply["verdict"] == "traced", print_trace)


@app.command()
def compare(
    context: typer.Context,
    upper: Annotated[str, typer.Argument(help="上级文件：编号、文号或标题")],
    lower: Annotated[str, typer.Argument(help="下级文件：编号、文号或标题")],
) -> None:
    """对照两份文件：上级的每条措施与目标在下级重申、加强、减弱、遗漏，下级新增了什么。"""
    from policykb.answer.compare import compare as compared

    state: State = context.obj
    finish(state, compared(upper, lower, state.searcher()), True, print_comparison)


def print_trace(console: Console, reply: JSON) -> None:
    """The chain from the target down, then progress and gaps."""
    console.rule(f"[bold]{reply['query']['text']}", align="left")
    if reply["verdict"] == "no_answer":
        console.print("库中文件没有与此相关的目标或措施。", style="yellow")
    if reply["target"]:
        print_section(console, "目标", [reply["target"]])
    others = [*reply["targets"], *reply["local_targets"]]
    for relation, title in RELATIONS.items():
        print_section(console, title, [row for row in others if row["relation"] == relation])
    for name, title in SECTIONS:
        print_section(console, title, reply[name])
    for row in reply["progress"]:
        console.print("进展：" + progress_line(row), markup=False)
    for row in reply["gaps"]:
        console.print(f"缺口：{row['message']} — {row['quote'][:40]}", markup=False, style="yellow")
    print_coverage(console, reply["coverage"], f"联系 {len(reply['links'])} 条")


def print_section(console: Console, title: str, rows: list[JSON]) -> None:
    """One link of the chain: words, citation, confidence."""
    if not rows:
        return
    console.print(f"\n【{title}】", style="bold green", markup=False)
    for at, row in enumerate(rows, 1):
        text = one_line(row.get("text") or row["quote"])
        console.print(f"{at}. {text}", markup=False)
        console.print(
            f"   — {cited(row)}（可信度 {row['confidence']}）",
            style="cyan",
            markup=False,
        )


def progress_line(row: JSON) -> str:
    """Baseline, latest figure, goal and gap of one target on one line."""
    known = (("基期", row["baseline"]), ("最新", row["latest"]))
    parts = [f"{name} {f['value_text']}（{f['as_of']}）" for name, f in known if f]
    goal = f"目标 {row['goal']['value_text']}（{row['goal']['deadline'] or '未注明期限'}）"
    left = [] if row["gap"] is None else [f"尚差 {row['gap']:g}{row['unit']}"]
    return f"{row['region']}{row['indicator']}：" + "，".join([*parts, goal, *left])


def print_comparison(console: Console, reply: JSON) -> None:
    """Each clause and target with what became of it, both quotes below."""
    from policykb.answer.compare import handed_down, told_apart

    names = STATUS_NAMES if handed_down(reply) else APART_NAMES
    titles = [reply[side]["title"] for side in ("upper", "lower")]
    console.rule(f"[bold]{quoted(titles[0])}→{quoted(titles[1])}", align="left")
    if note := told_apart(reply):
        console.print(note, style="yellow", markup=False)
    for row in reply["items"]:
        console.print(f"\n[{names[row['status']]}]", style="bold green", markup=False)
        for quote, citation in zip(row["evidence"], row["citations"], strict=True):
            if quote:
                console.print(f"   {one_line(quote)}", markup=False)
                console.print(f"   — {citation}", style="cyan", markup=False)
    counts = (f"{name} {reply['totals'][status]}" for status, name in names.items())
    print_coverage(console, reply["coverage"], "；".join(counts))


def one_line(text: str) -> str:
    """A quote on one line, cut to length."""
    flat = text.replace("\n", " ")
    return flat[:QUOTE_LENGTH] + ("…" if len(flat) > QUOTE_LENGTH else "")
