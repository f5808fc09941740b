"""search · answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from policykb.cli import render
from policykb.cli.app import State, app, note, print_json

if TYPE_CHECKING:
    from policykb.answer.reply import Mode
    from policykb.store import Store
    from policykb.types import JSON, Filters

Many = list[str] | None
NOTHING = 3  # exit status: nothing relevant


def filters_of(context: typer.Context) -> Filters:
    """The filters among a command's options, which typer holds by name: a command only declares
    them. The empty ones are left out."""
    from policykb.types import Filters

    names = Filters.__dataclass_fields__
    given = {name: value for name, value in context.params.items() if name in names and value}
    chosen = {n: tuple(v) if isinstance(v, list) else v for n, v in given.items()}
    return Filters(**chosen)  # type: ignore[arg-type]


KindOption = Annotated[Many, typer.Option(help="只要含某类事实的条款，如 measures、targets")]
RegionOption = Annotated[Many, typer.Option(help="适用地区，如 上海市")]
DepartmentOption = Annotated[Many, typer.Option(help="责任部门，如 财政部")]
DocTypeOption = Annotated[Many, typer.Option(help="文种：plan measures report regulation paper")]
DocOption = Annotated[Many, typer.Option(help="只在这份文件里：编号、文号或标题")]
IssuerOption = Annotated[Many, typer.Option(help="发文机关，如 国务院办公厅")]
LevelOption = Annotated[Many, typer.Option(help="层级：national provincial municipal county")]
InstrumentOption = Annotated[Many, typer.Option(help="政策工具，如 财政补贴")]
ObligationOption = Annotated[Many, typer.Option(help="约束程度，如 应当")]
StatusOption = Annotated[
    Many, typer.Option(help="有效性：in_force not_yet expired repealed unknown")
]
FromOption = Annotated[str | None, typer.Option("--from", help="成文日期不早于")]
ToOption = Annotated[str | None, typer.Option("--to", help="成文日期不晚于")]
AsOfOption = Annotated[str | None, typer.Option(help="按哪一天判断有效性（缺省今天）")]

BundleOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="连同条款原文、文件校验值写成证据包")
]


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="要找什么")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="条数")] = 10,
    mode: Annotated[str, typer.Option(help="fused、lexical 或 dense")] = "fused",
    cursor: Annotated[str | None, typer.Option(help="翻页标记")] = None,
    kind: KindOption = None,
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
    exact: Annotated[bool, typer.Option("--exact", help="按原词组查找")] = False,
) -> None:
    """检索条款：按相关程度排列，条条有出处。"""
    from policykb.answer.reply import search_reply

    state: State = context.obj
    filters = filters_of(context)
    reply = search_reply(
        query, state.searcher(), filters=filters, limit=limit, cursor=cursor, mode=known_mode(mode)
    )
    finish(state, reply, reply["verdict"] == "found", render.print_hits)


def known_mode(mode: str) -> Mode:
    """The mode of that name. Raises BadRequest for another."""
    from policykb.answer.reply import MODES
    from policykb.errors import BadRequest

    if mode not in MODES:
        raise BadRequest(f"没有“{mode}”这种检索方式，可用：{'、'.join(MODES)}", code="unknown_mode")
    return cast("Mode", mode)


@app.command()
def answer(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="问题，日常说法即可")],
    persona: Annotated[str, typer.Option(help="official、firm 或 analyst")] = "official",
    limit: Annotated[int, typer.Option(min=1, max=100, help="每类最多几条")] = 5,
    doc: DocOption = None,
    region: RegionOption = None,
    level: LevelOption = None,
    issuer: IssuerOption = None,
    department: DepartmentOption = None,
    doc_type: DocTypeOption = None,
    status: StatusOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    as_of: AsOfOption = None,
    bundle: BundleOption = None,
    wording: Annotated[
        bool, typer.Option("--wording", help="另由语言模型把所引事实改写成几句话（须先设置）")
    ] = False,
) -> None:
    """回答问题：适用的措施、目标、做法、数据，各附原文与出处。"""
    from policykb.answer.ask import ORDER, ask, order_of
    from policykb.errors import BadRequest

    state: State = context.obj
    if persona not in ORDER:
        raise BadRequest(
            f"没有“{persona}”这种读者，可用：{'、'.join(ORDER)}", code="unknown_persona"
        )
    filters = filters_of(context)
    searcher = state.searcher()
    reply = ask(query, searcher, filters=filters, limit=limit, persona=persona)
    if wording:
        reply = worded(reply)
    if bundle:
        write_bundle(bundle, reply, searcher.store)
    show = render.answer_printer(order_of(persona, query))
    finish(state, reply, reply["verdict"] == "answered", show)


def worded(reply: JSON) -> JSON:
    """The reply with the cited facts in running words, or why there are none."""
    from policykb.answer.wording import word
    from policykb.settings import Settings

    return word(reply, Settings().language_model())


def write_bundle(file: Path, reply: JSON, store: Store) -> None:
    """The evidence of a reply, as one JSON file; `verify FILE` checks it later."""
    import orjson

    from policykb.answer.bundle import bundle

    made = bundle(reply, store)
    file.write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2))
    note(f"证据包已写入 {file}（出处 {len(made['citations'])} 条）")


def finish(state: State, reply: JSON, found: bool, show: render.Printer) -> None:
    """Prints a reply for machines or people; exit status 3 when nothing is relevant."""
    if state.json:
        print_json(reply)
    else:
        show(state.console(), reply)
    if not found:
        raise typer.Exit(NOTHING)
