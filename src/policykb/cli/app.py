"""The Typer application, its two global options, and what every command starts from."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from policykb.search import Searcher
    from policykb.store import Store

app = typer.Typer(
    name="policykb",
    help="中国政策文件知识库：查措施、找支持、追目标，条条有出处。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # boxes around a help text take as long as all the rest of it
    pretty_exceptions_enable=False,
)


@dataclass(frozen=True)
class State:
    """The global options of one run."""

    data: Path
    json: bool

    def store(self) -> Store:
        """The store, opened for reading."""
        from policykb.store import Store

        return Store.open(self.data)

    def searcher(self) -> Searcher:
        """The store with its embedding model, ready to be asked."""
        from policykb.embed import load
        from policykb.search import Searcher

        store = self.store()
        return Searcher(store, load(store.model or "builtin"))

    def console(self) -> Console:
        """Where people read: stdout, plain when it is not a terminal."""
        from rich.console import Console

        return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(help="数据目录（缺省 index/）", envvar="POLICYKB_DATA")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """中国政策文件知识库：查措施、找支持、追目标，条条有出处。"""
    context.obj = State(data=data or Path("index"), json=json)


def print_json(value: Any) -> None:
    """One JSON value and a newline to stdout, UTF-8 as it is."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, default=str) + b"\n")
    sys.stdout.buffer.flush()


def note(message: str) -> None:
    """A line for people, to stderr."""
    sys.stderr.write(message + "\n")
