"""The library as tools for language models: an MCP server of eight read-only tools.

Needs the extra `mcp` (the protocol's official SDK). Every result is the JSON of the contract, with
verbatim quotes, pages and citations; nothing can be written through it, and no question is logged.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from policykb.errors import BadRequest, PolicyKBError
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from policykb.search import Searcher
    from policykb.store import Store

INSTRUCTIONS = (
    "中国政策文件知识库。每条结果都带原文（quote 或 text）和出处（citation）：转述时请照抄出处，"
    "不要添加结果里没有的数字、部门或名称。"
    "verdict 为 no_answer 或 nothing_relevant 时，库中没有答案。"
)
Question = Annotated[str, Field(min_length=1, max_length=2000, description="问题，日常说法即可")]
Few = Annotated[int, Field(ge=1, le=50, description="最多几条")]
Page = Annotated[int, Field(ge=0, description="从第几条起，翻页用")]
Region = Annotated[str, Field(description="适用地区，如 上海市；缺省不限")]
Day = Annotated[str, Field(description="按哪一天判断有效性，如 2025-06-30；缺省今天")]
Body = Annotated[str, Field(description="责任部门，如 财政部；缺省不限")]
Address = Annotated[str, Field(description="条款地址 eid；缺省为整份文件")]
Citation = Annotated[str, Field(description="引文，如 《…》（文号）七、（二十）")]
Name = Annotated[str, Field(description="文件编号、文号或标题")]


class Tools:
    """The eight tools over a data directory; their docstrings are what a model reads of them."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._held: Searcher | None = None

    def _searcher(self) -> Searcher:
        """The searcher as of now. Raises StoreError or ModelError when it cannot be had."""
        from policykb.embed import load
        from policykb.search import Searcher
        from policykb.store import Store

        with self._lock:
            if self._held is None:
                store = Store.open(self._data)
                self._held = Searcher(store, load(store.model or "builtin"))
            else:
                self._held.store.refresh()
            return self._held

    def search(
        self, query: Question, limit: Few = 10, region: Region = "", as_of: Day = ""
    ) -> JSON:
        """检索政策条款：按相关程度排列，附原文、页码和出处。"""
        from policykb.answer.reply import search_reply

        filters = limited(region=region, as_of=as_of)
        return search_reply(query, self._searcher(), filters=filters, limit=limit)

    def answer(
        self, question: Question, limit: Few = 5, region: Region = "", as_of: Day = ""
    ) -> JSON:
        """回答问题：适用的措施、目标、城市做法、数据、排名，各附原文和出处。"""
        from policykb.answer.ask import ask

        filters = limited(region=region, as_of=as_of)
        return ask(question, self._searcher(), filters=filters, limit=limit)

    def measures(
        self, department: Body = "", region: Region = "", limit: Few = 20, offset: Page = 0
    ) -> JSON:
        """措施的完整清单，可按责任部门和地区筛选；total 是准确总数。"""
        filters = limited(region=region, department=department)
        return listed(self._searcher().store, "measures", filters, limit, offset)

    def targets(self, region: Region = "", limit: Few = 20, offset: Page = 0) -> JSON:
        """目标的完整清单，可按地区筛选；total 是准确总数。"""
        return listed(self._searcher().store, "targets", limited(region=region), limit, offset)

    def trace(self, question: Question) -> JSON:
        """追踪目标：由目标到措施、下级目标、城市做法与结果，每一环附两端原文，并指出缺口。"""
        from policykb.answer.trace import trace

        return trace(question, self._searcher())

    def match(self, story: Question, as_of: Day = "", limit: Few = 10) -> JSON:
        """按企业情况（几句话）找支持：逐条条件判断；next_question 是最该问的一句。"""
        from policykb.answer.match import match

        return match(self._searcher(), text=story, as_of=as_of or None, limit=limit)

    def document(self, name: Name, eid: Address = "") -> JSON:
        """一份文件的元数据与目录；给出 eid 时是那一条的原文。"""
        store = self._searcher().store
        if eid:
            return store.provision(name, eid)
        record = store.record(name)
        record.pop("text")
        keep = ("eid", "number", "heading", "page", "citation")
        rows = store.provisions(record["id"])
        return record | {"provisions": [{k: row[k] for k in keep} for row in rows]}

    def cite(self, citation: Citation = "", document: Name = "", eid: Address = "") -> JSON:
        """由引文找到条款原文，或给出一条的引文、GB/T 7714—2025 与 BibTeX 写法。"""
        from policykb.answer.citing import cite

        return cite(self._searcher().store, citation=citation, document=document, eid=eid)


NAMES = ("search", "answer", "measures", "targets", "trace", "match", "document", "cite")


def limited(*, region: str = "", department: str = "", as_of: str = "") -> Filters:
    """Filters of what a tool was given; empty values limit nothing."""
    return Filters(
        region=(region,) if region else (),
        department=(department,) if department else (),
        as_of=as_of or None,
    )


def listed(store: Store, kind: str, filters: Filters, limit: int, offset: int) -> JSON:
    """A part of a complete list, with its exact total and how much of the library it covers."""
    every = store.facts(kind, filters)
    items = every[offset : offset + limit]
    return {
        "items": items,
        "total": len(every),
        "complete": offset == 0 and len(items) == len(every),
        "coverage": store.coverage(filters),
    }


def server(data: Path) -> MCPServer:
    """The MCP server over a data directory. Raises BadRequest where the extra is not installed."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise BadRequest("没有安装 MCP：pip install 'policykb[mcp]'", code="no_mcp") from error
    made = MCPServer(
        "policykb",
        title="政策文件知识库",
        instructions=INSTRUCTIONS,
        version=metadata.version("policykb"),
        log_level="ERROR",
    )
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    tools = Tools(data)
    for name in NAMES:
        made.add_tool(told(getattr(tools, name), ToolError), annotations=reading)
    return made


def told(tool: Callable[..., JSON], error_type: type[Exception]) -> Callable[..., JSON]:
    """The tool, its errors told to the model as a Chinese sentence with a code."""

    @wraps(tool)
    def run(*given: Any, **named: Any) -> JSON:
        try:
            return tool(*given, **named)
        except PolicyKBError as error:
            raise error_type(f"{error}（{error.code}）") from error

    return run


def serve(data: Path, *, http: bool = False, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Runs the server on stdio, or on streamable HTTP at http://HOST:PORT/mcp, until its end."""
    made = server(data)
    if http:
        made.run("streamable-http", host=host, port=port)
    else:
        made.run("stdio")
