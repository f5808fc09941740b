"""keys create · list · revoke; mcp."""

from __future__ import annotations

from typing import Annotated

import typer

from policykb.cli.app import State, app, note, print_json

keys = typer.Typer(help="接口密钥：新建、列出、作废。", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("create")
def keys_create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="给谁用，如 某处室")] = "",
) -> None:
    """新建一把密钥；只显示这一次，库中只存其散列值。"""
    from policykb.store.keys import create

    state: State = context.obj
    id_, key = create(state.data, name)
    if state.json:
        print_json({"id": id_, "name": name, "key": key})
    else:
        state.console().print(key, markup=False)
    note(f"密钥 {id_} 已建。请现在抄下，以后无法再显示；请求时写在 Authorization: Bearer 之后")


@keys.command("list")
def keys_list(context: typer.Context) -> None:
    """列出密钥（不含密钥本身）。"""
    from policykb.store.keys import list_keys

    state: State = context.obj
    rows = list_keys(state.data)
    if state.json:
        print_json({"items": rows, "total": len(rows), "next_cursor": None})
        return
    for row in rows:
        ended = f"，已于 {row['revoked_at'][:10]} 作废" if row["revoked_at"] else ""
        line = f"{row['id']}  {row['name'] or '（未命名）'}  {row['created_at'][:10]}{ended}"
        state.console().print(line, markup=False)
    state.console().print(f"共 {len(rows)} 把。", style="dim")


@keys.command("revoke")
def keys_revoke(
    context: typer.Context, id_: Annotated[str, typer.Argument(metavar="ID", help="密钥编号")]
) -> None:
    """作废一把密钥，立即生效。"""
    from policykb.store.keys import revoke

    state: State = context.obj
    revoke(state.data, id_)
    if state.json:
        print_json({"revoked": id_})
    note(f"密钥 {id_} 已作废")


@app.command()
def mcp(
    context: typer.Context,
    http: Annotated[bool, typer.Option("--http", help="改用 streamable HTTP")] = False,
    host: Annotated[str, typer.Option(help="监听地址（--http）")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口（--http）")] = 8001,
) -> None:
    """MCP 服务：供语言模型使用的八个只读工具，缺省走标准输入输出。"""
    from policykb.mcp_server import serve

    state: State = context.obj
    serve(state.data, http=http, host=host, port=port)
