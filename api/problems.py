"""Errors as RFC 9457 problem details: a Chinese title, a stable code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.library import reply
from api.openapi import methods_of
from api.parameters import UnknownParameters
from policykb.errors import (
    BadRequest,
    Forbidden,
    KeyRequired,
    ModelError,
    NotFound,
    Outdated,
    PolicyKBError,
    StoreError,
)

# error class → HTTP status; the first row that fits
STATUS: tuple[tuple[type[PolicyKBError], int], ...] = (
    (NotFound, 404),
    (Outdated, 409),
    (BadRequest, 400),
    (KeyRequired, 401),
    (Forbidden, 403),
    (StoreError, 503),
    (ModelError, 503),
    (PolicyKBError, 422),
)
HTTP_TITLES = {
    400: ("请求的正文读不懂", "bad_body"),
    404: ("没有这个地址", "no_such_path"),
    405: ("此地址不接受这种请求", "bad_method"),
    411: ("请求须写明长度（Content-Length）", "length_required"),
    413: ("上传的内容太大", "too_large"),
}


# Of a body as a whole: it is no JSON, or no object.
UNREADABLE = frozenset({"json_invalid", "model_attributes_type", "dict_type"})
# What is wrong with a parameter | how it is put; the field of its context that tells the bound.
WHY = {
    "missing": ("（必填）", ""),
    "greater_than_equal": ("（不小于 {}）", "ge"),
    "less_than_equal": ("（不大于 {}）", "le"),
    "int_parsing": ("（应为整数）", ""),
    "bool_parsing": ("（应为 true 或 false）", ""),
    "string_type": ("（应为文字）", ""),
    "literal_error": ("（可用：{}）", "expected"),
    "enum": ("（可用：{}）", "expected"),
    "string_too_short": ("（至少 {} 字）", "min_length"),
    "string_too_long": ("（至多 {} 字）", "max_length"),
    "extra_forbidden": ("（没有这个字段）", ""),
}


def why_of(error: Mapping[str, Any]) -> str:
    """What is wrong with one parameter, in brackets; empty where only its name is told.

    >>> why_of({"type": "less_than_equal", "ctx": {"le": 100}})
    '（不大于 100）'
    """
    put, field = WHY.get(error["type"], ("", ""))
    bound = str(error.get("ctx", {}).get(field, ""))
    return put.format(bound.replace("'", "").replace(" or ", "、").replace(", ", "、"))


def invalid(found: Sequence[Mapping[str, Any]]) -> Response:
    """The problem of a request whose parameters or body are not what the path takes."""
    if any(each["type"] in UNREADABLE and len(each["loc"]) < 3 for each in found):
        title = "请求的正文不是 JSON 对象，或没有写明 Content-Type: application/json"
        return problem(422, "bad_json", title)
    where = [".".join(str(step) for step in each["loc"][1:]) for each in found]
    named = "、".join(f"{name}{why_of(each)}" for name, each in zip(where, found, strict=True))
    return problem(422, "bad_parameter", f"参数不合规：{named}", errors=where)


def problem(status: int, code: str, title: str, **more: object) -> Response:
    """One problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, **more}
    return reply(body, media_type="application/problem+json", status=status)


def install(app: FastAPI) -> None:
    """Lets every error of the application leave as a problem document."""

    @app.exception_handler(PolicyKBError)
    def on_policykb_error(request: Request, error: PolicyKBError) -> Response:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        answer = problem(status, error.code, str(error))
        if status == 401:  # RFC 9110 11.6.1
            answer.headers["WWW-Authenticate"] = 'Bearer realm="policykb"'
        return answer

    @app.exception_handler(UnknownParameters)
    def on_unknown_parameters(request: Request, error: UnknownParameters) -> Response:
        return problem(422, error.code, str(error), errors=list(error.names))

    @app.exception_handler(RequestValidationError)
    def on_validation_error(request: Request, error: RequestValidationError) -> Response:
        return invalid(error.errors())

    @app.exception_handler(Exception)
    def on_fault(request: Request, error: Exception) -> Response:
        # A fault of ours: the log has the trace, the reader a problem like any other.
        return problem(500, "internal_error", "程序出错，这次没有结果；请稍后再试或告诉管理员")

    @app.exception_handler(HTTPException)
    def on_http_error(request: Request, error: HTTPException) -> Response:
        title, code = HTTP_TITLES.get(error.status_code, (str(error.detail), "http_error"))
        answer = problem(error.status_code, code, title)
        if error.status_code == 405:  # RFC 9110 15.5.6
            answer.headers["Allow"] = methods_of(app, request.url.path)
        return answer
