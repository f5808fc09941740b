"""The MCP server, asked by the SDK's own client over stdio and over streamable HTTP."""

import json
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from policykb.errors import BadRequest
from policykb.mcp_server import NAMES, Tools, server


def test_eight_tools_and_no_more():
    public = [name for name in vars(Tools) if not name.startswith("_")]
    assert tuple(public) == NAMES
    assert len(NAMES) == 8


def test_tools_answer_without_the_sdk(library):
    tools = Tools(library)
    assert tools.search("拖欠货款")["verdict"] == "found"
    assert tools.answer("怎么做红烧肉")["verdict"] == "no_answer"
    listed = tools.measures(department="市财政局", limit=1)
    assert (listed["total"], len(listed["items"]), listed["complete"]) == (2, 1, False)
    whole = tools.document("某市数发〔2023〕7号")
    assert "text" not in whole
    clause = tools.document(whole["id"], "h1_1__h2_2")
    assert tools.cite(citation=clause["citation"])["eid"] == "h1_1__h2_2"


def test_without_the_extra_it_says_so(library, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(BadRequest) as caught:
        server(library)
    assert caught.value.code == "no_mcp"


def call(target, work):
    """Runs `work(client)` against a server."""
    mcp = pytest.importorskip("mcp", reason="没有 MCP 的 SDK：pip install policykb[mcp]")
    import anyio

    async def run():
        async with mcp.Client(target) as client:
            return await work(client)

    with ThreadPoolExecutor(1) as thread:  # the browser's tests keep a loop running in this one
        return thread.submit(anyio.run, run).result()


def stdio(library):
    mcp = pytest.importorskip("mcp", reason="没有 MCP 的 SDK：pip install policykb[mcp]")
    args = ["-m", "policykb", "--data", str(library), "mcp"]
    return mcp.StdioServerParameters(command=sys.executable, args=args)


def content(result):
    return json.loads(result.content[0].text)


def test_the_sdks_client_over_stdio(library):
    async def work(client):
        listed = await client.list_tools()
        assert tuple(each.name for each in listed.tools) == NAMES
        assert all(each.annotations.read_only_hint for each in listed.tools)
        assert all(each.description for each in listed.tools)
        found = await client.call_tool("search", {"query": "拖欠货款", "limit": 2})
        reply = content(found)
        assert not found.is_error
        assert reply["hits"][0]["citation"].endswith("一、（二）")
        assert reply == found.structured_content
        answered = content(await client.call_tool("answer", {"question": "账款被拖欠"}))
        assert answered["measures"][0]["number"] == "（二）"
        wrong = await client.call_tool("document", {"name": "没有这份文件"})
        assert wrong.is_error
        assert "no_such_document" in wrong.content[0].text
        assert (await client.call_tool("search", {"query": "x", "limit": 1000})).is_error

    call(stdio(library), work)


def test_the_sdks_client_over_http(library):
    pytest.importorskip("mcp", reason="没有 MCP 的 SDK：pip install policykb[mcp]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "policykb",
        "--data",
        str(library),
        "mcp",
        "--http",
        "--port",
        str(port),
    ]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)

        async def work(client):
            found = await client.call_tool(
                "cite", {"citation": "《某市关于支持小微企业稳步发展的若干措施》一、（一）"}
            )
            assert content(found)["quote"].startswith("（一）设立过桥资金池")

        call(f"http://127.0.0.1:{port}/mcp", work)
    finally:
        running.terminate()
        running.wait(timeout=10)
