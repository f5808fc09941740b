"""serve · verify · rebuild · doctor · models."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from typing import Annotated

import typer

from policykb.cli.app import State, app, note, print_json
from policykb.errors import PolicyKBError, StoreDamaged
from policykb.types import JSON

models = typer.Typer(help="嵌入模型：列出、选用、核验。", no_args_is_help=True)
app.add_typer(models, name="models")


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(help="端口")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="进程数")] = None,
) -> None:
    """启动接口与网页。"""
    import os

    import uvicorn

    from policykb.settings import Settings

    state: State = context.obj
    settings = Settings()
    os.environ["POLICYKB_DATA"] = str(state.data.resolve())  # what each worker process reads
    uvicorn.run(
        "api.app:create_app",
        factory=True,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers or settings.workers,
        access_log=False,  # a firm's question is nobody's business
        log_level="warning",
    )


@app.command()
def verify(context: typer.Context) -> None:
    """逐字节核对数据目录；发现损坏时退出码为 4。"""
    from policykb.store import verify as check

    state: State = context.obj
    problems = check(state.data)
    if state.json:
        print_json({"ok": not problems, "problems": list(problems)})
    for problem in problems:
        note(f"损坏：{problem}")
    if problems:
        raise StoreDamaged("数据目录有损坏；索引可用 policykb rebuild 重建")
    note("数据目录完好")


@app.command()
def rebuild(context: typer.Context) -> None:
    """由目录库重建全文索引与向量索引。"""
    from policykb.store import rebuild as remake

    state: State = context.obj
    generation = remake(state.data)
    if state.json:
        print_json({"generation": generation})
    note(f"索引已重建（第 {generation} 代）")


@app.command()
def doctor(context: typer.Context) -> None:
    """检查本机：程序、依赖、模型、数据目录。"""
    state: State = context.obj
    checks = [check() for check in CHECKS] + [check_store(state)]
    if state.json:
        print_json({"ok": all(row["ok"] for row in checks), "checks": checks})
    else:
        for row in checks:
            state.console().print(f"{'✓' if row['ok'] else '✗'} {row['name']}：{row['detail']}")
    if not all(row["ok"] for row in checks):
        raise typer.Exit(1)


def check_program() -> JSON:
    """Versions of the program and of Python."""
    detail = f"policykb {metadata.version('policykb')}，Python {platform.python_version()}"
    return {"name": "程序", "ok": sys.version_info >= (3, 11), "detail": detail}


def check_libraries() -> JSON:
    """The libraries that answers rest on."""
    names = ("faiss-cpu", "tantivy", "rjieba", "pypdfium2", "pdfplumber", "sentence-transformers")
    found = [f"{name} {metadata.version(name)}" for name in names]
    return {"name": "依赖", "ok": True, "detail": "，".join(found)}


def check_model() -> JSON:
    """The built-in embedding model."""
    from policykb.embed import load

    try:
        model = load()
    except PolicyKBError as error:
        return {"name": "内置模型", "ok": False, "detail": str(error)}
    return {"name": "内置模型", "ok": True, "detail": f"{model.name}，{model.dim} 维"}


def check_store(state: State) -> JSON:
    """Whether the data directory can be opened, and what it holds."""
    try:
        held = len(state.store().documents())
    except PolicyKBError as error:
        return {"name": "数据目录", "ok": False, "detail": str(error)}
    return {"name": "数据目录", "ok": True, "detail": f"{state.data}，文件 {held} 份"}


CHECKS = (check_program, check_libraries, check_model)


@models.command("list")
def models_list(context: typer.Context) -> None:
    """列出内置模型与本库所用的模型。"""
    state: State = context.obj
    used = state.store().model or "builtin"
    built_in = used == "builtin" or used.startswith("policykb-")
    rows = [{"name": "builtin", "used": built_in}]
    if not built_in:
        rows.append({"name": used, "used": True})
    if state.json:
        print_json({"items": rows, "total": len(rows), "next_cursor": None})
        return
    for row in rows:
        state.console().print(f"{'*' if row['used'] else ' '} {row['name']}")


@models.command("use")
def models_use(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="PATH_OR_NAME", help="builtin、本地路径或模型名")],
    download: Annotated[bool, typer.Option("--download", help="允许联网下载模型")] = False,
) -> None:
    """改用另一个嵌入模型，并为全库重新计算向量。"""
    from policykb.pipeline import use_model

    state: State = context.obj
    count = use_model(name, state.data, local_files_only=not download)
    note(f"已改用 {name}，重新计算 {count} 条向量")


@models.command("verify")
def models_verify(context: typer.Context) -> None:
    """核验本库所用的模型能否装入，向量维数是否相符。"""
    from policykb.embed import load

    state: State = context.obj
    model = load(state.store().model or "builtin")
    vectors = model.embed(["中小企业", "款项支付"])
    if vectors.shape != (2, model.dim):
        raise StoreDamaged(f"模型 {model.name} 给出的向量不是 {model.dim} 维")
    if state.json:
        print_json({"name": model.name, "dim": model.dim, "ok": True})
    note(f"{model.name}：{model.dim} 维，可用")
