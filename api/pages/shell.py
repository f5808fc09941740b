"""What every page shares: templates, headers, errors in plain Chinese, what is kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup, escape

from api.library import library_of
from api.pages import labels
from api.problems import STATUS
from policykb.errors import PolicyKBError
from policykb.types import JSON, dated_on

T = TypeVar("T")
HERE = Path(__file__).parent.parent
HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer browsers send "Origin: null", and a form could not be told from a stranger's
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
NAV = (
    ("/search", "查措施"),
    ("/support", "找支持"),
    ("/trace", "追目标"),
    ("/compare", "上下对照"),
    ("/library", "文件库"),
    ("/departments", "部门"),
    ("/cities", "城市"),
    ("/instruments", "政策工具"),
)
# Marks that turn the direction of text around are shown, not obeyed.
DIRECTION = str.maketrans(
    {chr(code): f"⟨U+{code:04X}⟩" for code in (
        0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)
    )}
)  # fmt: skip
# What a reader can do about an error, by its code
ADVICE = {
    "store_locked": "另一个程序正在写入文件库。过几秒再试。",
    "store_damaged": "在服务器上运行 policykb verify 查看损坏，再运行 policykb rebuild 重建。",
    "store_version": "在服务器上运行 policykb rebuild 升级；不行就重新收入文件。",
    "model_error": "在服务器上运行 policykb models verify 核验嵌入模型。",
    "no_such_document": "文件可能已被移出。请到文件库查看现有的文件。",
    "no_such_clause": "文件更新后条款地址可能变了。请从文件的目录里找这一条。",
    "bad_request": "请改一下筛选条件再试。",
    "bad_date": "请把日期写成 2025-01-31、2025-01 或 2025。",
    "unknown_value": "请改一下筛选条件再试。",
    "key_required": "请在运行程序的机器上打开 http://127.0.0.1 开头的地址，或用密钥。",
    "bad_key": "请核对密钥；要新的，在服务器上运行 policykb keys create。",
    "other_site": "请回到本站的文件库页面再操作。",
    "no_such_path": "请检查地址，或从首页重新开始。",
}
MESSAGES = {404: "没有这个页面", 405: "这个地址不接受这种请求", 500: "程序出错，未能完成"}


def visible(value: Any) -> Any:
    """A text in which marks of direction can be seen; anything else as it is."""
    return value.translate(DIRECTION) if isinstance(value, str) else value


def marked(text: str, spans: list[list[int]], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` escaped, with the spans of `text` (in order) between <mark> and </mark>."""
    end = len(text) if end is None else min(end, len(text))
    parts, at = [], start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        parts += [escape(text[at:first]), Markup("<mark>"), escape(text[first:last])]
        parts.append(Markup("</mark>"))
        at = last
    return Markup("").join([*parts, escape(text[at:end])])


def body_start(row: JSON, text: str) -> int:
    """Where the body of a clause begins in its text, after a heading that is shown above it."""
    head = f"{row.get('number', '')}{row.get('heading', '')}"
    if not row.get("heading") or not text.startswith(head):
        return 0
    rest = text[len(head) :]
    return len(text) - len(rest.lstrip("。 　\n：:"))


def window(row: JSON, text: str, start: int, limit: int) -> tuple[int, int]:
    """The run of a long text that is shown before it is opened: from where it says why it was
    found, else from its beginning."""
    found = (row.get("excerpt") or (start,))[0]
    first = max(found, start)
    return first, min(first + limit, len(text))


def figure(value: object) -> str:
    """A number with its digits grouped, as Chinese offices print it on screens: 26,000."""
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return f"{int(value):,}"
    return "" if value is None else str(value)


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    made.filters |= {
        "marked": marked, "day": labels.day_name, "figure": figure, "named": labels.value_name,
        "dated": dated_on,
    }  # fmt: skip
    made.globals |= {"L": labels, "nav": NAV, "body_start": body_start, "window": window}
    return made


TEMPLATES = _templates()


def page(request: Request, template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
    """One page, rendered with what it is to show."""
    shown["here"] = request.url.path
    html = TEMPLATES.get_template(template).render(shown)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def failure(request: Request, status: int, message: str, code: str) -> HTMLResponse:
    """An error as a page: what went wrong, and what to do about it."""
    advice = ADVICE.get(code, "请稍后再试；若总是这样，请把下面的代号告诉管理员。")
    return page(request, "failure.html", status=status, message=message, code=code, advice=advice)


class PageRoute(APIRoute):
    """A route whose errors leave as pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, errors turned into pages."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handle(request)
            except PolicyKBError as error:
                status = next(status for kind, status in STATUS if isinstance(error, kind))
                return failure(request, status, str(error), error.code)
            except RequestValidationError:
                return failure(request, 400, "地址中有认不出的内容", "bad_request")

        return guarded


class Memory:
    """What was worked out from one state of the store, until there is another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment: tuple[str, str] = ("", "")
        self._held: dict[str, Any] = {}

    def get(self, moment: tuple[str, str], name: str, make: Callable[[], T]) -> T:
        """The value of that name at that moment (state, day), made if it is not there."""
        with self._lock:
            if moment != self._moment:
                self._moment, self._held = moment, {}
            if name in self._held:
                return self._held[name]  # type: ignore[no-any-return]
        value = make()
        with self._lock:
            if moment == self._moment:
                self._held[name] = value
        return value


def remembered(request: Request, name: str, make: Callable[[], T]) -> T:
    """The value that `make` gives, made once for each state of the store and day."""
    memory: Memory = request.app.state.memory
    moment = library_of(request).store().moment
    return memory.get((moment, labels.today()), name, make)


def documents_of(request: Request) -> list[JSON]:
    """All document records without their text, by title."""

    def light() -> list[JSON]:
        records = library_of(request).store().documents()
        return [{k: v for k, v in record.items() if k != "text"} for record in records]

    return remembered(request, "documents", light)


def facts_of_all(request: Request, kind: str) -> list[JSON]:
    """All facts of a kind."""
    return remembered(request, kind, lambda: library_of(request).store().facts(kind))
