"""eval: how good are the rankings of the current index?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app, print_json

if TYPE_CHECKING:
    from policykb.search.evaluate import Figures

NAMES = {
    "lexical": "仅词语",
    "dense": "仅语义",
    "concepts": "仅概念",
    "fused": "词语与语义合并",
    "reranked": "重排之后（实际结果）",
}


@app.command("eval")
def evaluate(
    context: typer.Context,
    queries: Annotated[Path, typer.Argument(help="问题：JSON Lines，含 _id 与 text")],
    qrels: Annotated[Path, typer.Option(help="相关性标注：query-id、corpus-id、score，制表符分隔")],
) -> None:
    """评测检索质量：当前资料库逐步的 nDCG@10、召回率与 MRR。"""
    from policykb.errors import BadRequest
    from policykb.search.evaluate import evaluate, read_qrels, read_queries

    state: State = context.obj
    for path in (queries, qrels):
        if not path.is_file():
            raise BadRequest(f"没有文件“{path}”", code="no_such_file")
    figures = evaluate(state.searcher(), read_queries(queries), read_qrels(qrels))
    if state.json:
        print_json(figures)
    else:
        show(state, figures)


def show(state: State, figures: dict[str, Figures]) -> None:
    """One line for each step."""
    console = state.console()
    for name, values in figures.items():
        shown = "  ".join(f"{key} {value:.4f}" for key, value in values.items())
        console.print(f"{shown}  {NAMES[name]}")
