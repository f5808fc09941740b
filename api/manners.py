"""ETag and 304 by the state of the store, and the counters of /metrics: two small ASGI layers."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import metadata

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.library import Library, library_of
from policykb.errors import PolicyKBError
from policykb.store import Store

PREFIX = "/api/v1/"
VERSION = metadata.version("policykb")  # looked up in files, so once
# What changes without the store, or has a validity of its own
OWN_TIME = tuple(PREFIX + name for name in ("tasks/", "subscriptions", "openapi.json"))
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
router = APIRouter(tags=["运行"])


class Freshness:
    """Gives each good GET of the API an ETag, and answers 304 to whoever has it already.

    The tag is weak: a reply also tells how long it took. It names the state of the store, the day
    (validity is judged on it) and the program; which resource is meant, the address says.
    """

    def __init__(self, app: ASGIApp, library: Library) -> None:
        self.app, self.library = app, library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, or answers 304 at once."""
        if not concerned(scope):
            await self.app(scope, receive, send)
            return
        tag = self.tag() if self.library.opened else await run_in_threadpool(self.tag)
        if tag and has(tag, Headers(scope=scope).get("if-none-match", "")):
            await Response(status_code=304, headers=headers_of(tag))(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if tag and message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update(headers_of(tag))
            await send(message)

        await self.app(scope, receive, tagged)

    def tag(self) -> str:
        """The ETag of this moment; empty where the store cannot be opened."""
        try:
            moment = self.library.store().moment
        except PolicyKBError:
            return ""
        return f'W/"{VERSION}-{moment}-{dt.date.today():%Y%m%d}"'


def concerned(scope: Scope) -> bool:
    """Whether a request asks for something that is made of the store alone."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    return path.startswith(PREFIX) and not path.startswith(OWN_TIME)


def has(tag: str, given: str) -> bool:
    """Whether an If-None-Match names the tag; weak comparison, RFC 9110 8.8.3.2."""
    bare = tag.removeprefix("W/")
    tags = (each.strip() for each in given.split(","))
    return any(each == "*" or each.removeprefix("W/") == bare for each in tags)


def headers_of(tag: str) -> dict[str, str]:
    """Keep it, but ask each time whether it still holds."""
    return {"ETag": tag, "Cache-Control": "no-cache"}


class Counters:
    """Requests and their seconds by method, route and status; never by what was asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._buckets: defaultdict[tuple[str, float], int] = defaultdict(int)

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one request."""
        with self._lock:
            self._counts[method, route, status] += 1
            self._seconds[route] += seconds
            for bound in (*BUCKETS, float("inf")):
                self._buckets[route, bound] += seconds <= bound

    def lines(self) -> Iterator[str]:
        """The counters in Prometheus text format 0.0.4."""
        with self._lock:
            counts, seconds = dict(self._counts), dict(self._seconds)
            buckets = dict(self._buckets)
        yield "# HELP policykb_http_requests_total 请求数"
        yield "# TYPE policykb_http_requests_total counter"
        for (method, route, status), count in sorted(counts.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"policykb_http_requests_total{{{labels}}} {count}"
        yield "# HELP policykb_http_request_seconds 用时（秒）"
        yield "# TYPE policykb_http_request_seconds histogram"
        for (route, bound), count in sorted(buckets.items()):
            le = "+Inf" if bound == float("inf") else f"{bound:g}"
            yield f'policykb_http_request_seconds_bucket{{route="{route}",le="{le}"}} {count}'
        for route, total in sorted(seconds.items()):
            whole = buckets[route, float("inf")]
            yield f'policykb_http_request_seconds_sum{{route="{route}"}} {total:.6f}'
            yield f'policykb_http_request_seconds_count{{route="{route}"}} {whole}'


class Counting:
    """Counts every request of the application."""

    def __init__(self, app: ASGIApp, counters: Counters) -> None:
        self.app, self.counters = app, counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and looks at what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            self.counters.add(method, pattern(scope), status, time.perf_counter() - began)


def pattern(scope: Scope) -> str:
    """The pattern of a request's route: an address itself may name what someone looked for."""
    route: str = getattr(scope.get("route"), "path", "other")
    inside = scope["path"].startswith(PREFIX) and not route.startswith(PREFIX)
    return PREFIX.rstrip("/") + route if inside and route != "other" else route


METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"})
# metric → (what it means, how the store tells it)
GAUGES: dict[str, tuple[str, Callable[[Store], int]]] = {
    "policykb_generation": ("索引代次", lambda store: store.generation.number),
    "policykb_passages": ("段落数", lambda store: store.generation.count),
    "policykb_documents": ("文件数", lambda store: len(store.refs())),
    "policykb_damaged_files": ("未能读取的文件数", lambda store: len(store.damaged())),
}


@router.get("/metrics", summary="运行指标")
def metrics(request: Request) -> Response:
    """Prometheus 文本格式；只按路由计数，不含任何人问了什么。多进程时各计各的。"""
    counters: Counters = request.app.state.counters
    try:
        store = library_of(request).store()
        gauges = [
            line
            for name, (meaning, value) in GAUGES.items()
            for line in (
                f"# HELP {name} {meaning}",
                f"# TYPE {name} gauge",
                f"{name} {value(store)}",
            )
        ]
        up = 1
    except PolicyKBError:
        gauges, up = [], 0
    ready = [
        "# HELP policykb_ready 可以回答",
        "# TYPE policykb_ready gauge",
        f"policykb_ready {up}",
    ]
    text = "\n".join([*ready, *gauges, *counters.lines()]) + "\n"
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")
