"""serve · verify · rebuild · snapshot · restore · doctor · models."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykb.cli.app import State, app, note, print_json
from policykb.errors import BadRequest, PolicyKBError, StoreDamaged

if TYPE_CHECKING:
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

    from policykb.settings import Settings

    state: State = context.obj
    settings = Settings()
    host = host or settings.host
    # What each worker process reads
    os.environ |= {"POLICYKB_DATA": str(state.data.resolve()), "POLICYKB_HOST": host}
    # A question's few small products are slower by threads that wait for each other's turn.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from policykb.cli.serving import run

    run(host, port or settings.port, workers or settings.workers)


@app.command()
def verify(
    context: typer.Context,
    bundle: Annotated[
        Path | None, typer.Argument(metavar="[BUNDLE]", help="answer --bundle 写的证据包")
    ] = None,
) -> None:
    """逐字节核对数据目录（损坏时退出码 4）；给出证据包时，核对其中出处是否仍然成立。"""
    from policykb.store import verify as check

    state: State = context.obj
    if bundle:
        verify_bundle(state, bundle)
        return
    problems = check(state.data)
    if state.json:
        print_json({"ok": not problems, "problems": list(problems)})
    for problem in problems:
        note(f"损坏：{problem}")
    if problems:
        raise StoreDamaged("数据目录有损坏；索引可用 policykb rebuild 重建")
    note("数据目录完好")


STATE_WORDS = {"holds": "成立", "moved": "已移位", "changed": "原文已变", "gone": "已不在库"}


def verify_bundle(state: State, file: Path) -> None:
    """Says which citations of a bundle still hold; exit status 1 where one does not."""
    from policykb.answer.bundle import check_bundle, read_bundle

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadRequest(f"{file.name}：文件不存在或无法打开", code="bad_bundle") from error
    found = check_bundle(read_bundle(content), state.store())
    if state.json:
        print_json(found)
    else:
        for row in found["citations"]:
            moved = f" → {row['now']['citation']}" if row["state"] == "moved" else ""
            state.console().print(
                f"{STATE_WORDS[row['state']]}：{row['citation']}{moved}", markup=False
            )
    if not found["intact"]:
        note("证据包本身被改动过，其内容与封存时不符")
    note("，".join(f"{STATE_WORDS[name]} {count}" for name, count in found["counts"].items()))
    if not found["ok"]:
        raise typer.Exit(1)


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
def snapshot(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="备份写到这个文件")],
) -> None:
    """把目录库备份成一个文件（写入进行中也可以）。"""
    from policykb.store import snapshot as save

    state: State = context.obj
    sha256 = save(state.data, target)
    if state.json:
        print_json({"file": str(target), "sha256": sha256})
    note(f"已备份到 {target}")


@app.command()
def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="snapshot 写的备份")],
) -> None:
    """核对备份并放回数据目录，重建索引；原有内容被替换。"""
    from policykb.store import restore as put_back

    state: State = context.obj
    generation = put_back(source, state.data)
    if state.json:
        print_json({"generation": generation})
    note(f"已放回 {state.data}（第 {generation} 代）")


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
    from importlib import metadata

    detail = f"policykb {metadata.version('policykb')}，Python {platform.python_version()}"
    return {"name": "程序", "ok": sys.version_info >= (3, 11), "detail": detail}


def check_libraries() -> JSON:
    """The libraries that answers rest on."""
    from importlib import metadata

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
