"""The description of the API: models and examples of every reply, problems, servers, tags.

Routes write their replies themselves, so that FastAPI knows nothing of what they hold; a table
here says it, and `tests/test_openapi.py` holds replies and table together.
"""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import examples, models, replies
from policykb.types import JSON

V1 = "/api/v1"
VISIBLE = r"[^\s\u001c-\u001f\u0085]"  # at least one character that is no blank
REF = "#/components/schemas/{model}"
# method, path → model of the good reply
REPLIES: dict[tuple[str, str], type[BaseModel]] = {
    ("get", f"{V1}/search"): models.SearchReply,
    ("get", f"{V1}/answer"): replies.AnswerReply,
    ("post", f"{V1}/match"): replies.MatchReply,
    ("get", f"{V1}/trace"): replies.TraceReply,
    ("get", f"{V1}/compare"): replies.CompareReply,
    ("get", f"{V1}/departments"): models.Listing,
    ("get", f"{V1}/departments/{{name}}"): replies.DepartmentReply,
    ("get", f"{V1}/documents"): models.Documents,
    ("post", f"{V1}/documents"): replies.Task,
    ("get", f"{V1}/documents/{{document_id}}"): models.DocumentRecord,
    ("delete", f"{V1}/documents/{{document_id}}"): replies.Removed,
    ("get", f"{V1}/documents/{{document_id}}/provisions/{{eid}}"): models.Provision,
    ("get", f"{V1}/measures"): models.Measures,
    ("get", f"{V1}/targets"): models.Targets,
    ("get", f"{V1}/practices"): models.Practices,
    ("get", f"{V1}/indicators"): models.Indicators,
    ("get", f"{V1}/rankings"): models.Rankings,
    ("get", f"{V1}/problems"): models.Problems,
    ("get", f"{V1}/references"): models.References,
    ("get", f"{V1}/contradictions"): models.Listing,
    ("get", f"{V1}/cite"): replies.Reference_,
    ("post", f"{V1}/subscriptions"): replies.Subscription,
    ("get", f"{V1}/subscriptions/{{subscription_id}}/feed"): replies.Feed,
    ("delete", f"{V1}/subscriptions/{{subscription_id}}"): replies.Removed,
    ("get", f"{V1}/tasks/{{task_id}}"): replies.Task,
    ("get", f"{V1}/version"): replies.Version,
    ("get", "/health/live"): replies.Live,
    ("get", "/health/ready"): replies.Ready,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# path → what else it may send instead of JSON
OTHER_MEDIA: dict[str, tuple[str, ...]] = {
    f"{V1}/documents/{{document_id}}/source": (
        "application/octet-stream", "application/pdf", "text/plain; charset=utf-8",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    f"{V1}/documents/{{document_id}}/pages/{{number}}.png": ("image/png",),
    f"{V1}/subscriptions/{{subscription_id}}/feed": ("application/atom+xml; charset=utf-8",),
    "/metrics": ("text/plain; version=0.0.4; charset=utf-8",),
}  # fmt: skip
LISTS = ("application/x-ndjson", "text/csv; charset=utf-8", XLSX)
# What only both or either of two fields can say
FIRM = {
    "anyOf": [
        {"required": ["text"], "properties": {"text": {"pattern": VISIBLE}}},
        {
            "required": ["profile"],
            "properties": {"profile": {"type": "object", "minProperties": 1}},
        },
    ]
}
# parameter → what its route's signature does not say
PARAMETERS: dict[tuple[str, str], JSON] = {
    (f"{V1}/search", "q"): {"pattern": VISIBLE},
    (f"{V1}/answer", "q"): {"pattern": VISIBLE},
    (f"{V1}/trace", "q"): {"pattern": VISIBLE},
    (f"{V1}/cite", "document"): {"pattern": VISIBLE},
    (f"{V1}/cite", "citation"): {"pattern": "^(《[^《》]{1,200}》.*)?$"},
}
REQUIRED = {  # or `target`, or `citation`: OpenAPI has no words for either of two
    (f"{V1}/trace", "q"),
    (f"{V1}/cite", "document"),
}
CURSOR_PATTERN = "^(g[0-9]{1,9}-[0-9]{1,9})?$"
PROBLEMS = {
    "400": "参数没有意义，如翻页标记失效",
    "404": "没有这份文件、这一条或这个地址",
    "409": "索引已更新，翻页标记失效",
    "422": "参数不合规，或有这个地址不认识的参数",
    "500": "程序出错",
    "503": "数据目录损坏、被占用或模型不能装入",
}
WRITING_PROBLEMS = {
    "401": "写入要有密钥，或密钥不对",
    "403": "请求来自别的网站",
    "411": "没有写明长度",
    "413": "内容太大",
}
TAGS = (
    ("检索与回答", "检索条款，回答问题。"),
    ("找支持", "按企业情况找支持；企业情况只在请求正文里，不留存、不记录。"),
    ("追踪与对照", "目标的落实，上下级文件对照，部门职责。"),
    ("文件", "库中文件、条款、原件与原页图片。"),
    ("事实清单", "各类事实的完整清单，可导出。"),
    ("出处", "引文与参考文献的写法，由引文找到条款。"),
    ("订阅", "保存问题，新文件入库后得到新内容。"),
    ("收入文件", "上传、删除文件，查看任务。写入要有密钥，见说明。"),
    ("运行", "版本、健康与指标。"),
)


def install(app: FastAPI) -> None:
    """Lets the application describe itself in full."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def describe(app: FastAPI) -> JSON:
    """The OpenAPI 3.1 document of the application."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS],
        servers=[{"url": "/"}],
    )
    used: set[type[BaseModel]] = {*REPLIES.values(), models.Problem}
    inputs = [(model, "serialization") for model in sorted(used, key=lambda each: each.__name__)]
    _, schemas = models_json_schema(inputs, ref_template=REF)  # type: ignore[arg-type]
    made.setdefault("components", {}).setdefault("schemas", {}).update(schemas["$defs"])
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            complete(method, path, operation)
    made["components"]["schemas"]["Firm"] |= FIRM
    made["components"]["schemas"]["Question"]["properties"]["question"]["pattern"] = VISIBLE
    for unused in ("HTTPValidationError", "ValidationError"):
        made["components"]["schemas"].pop(unused, None)
    return made


def complete(method: str, path: str, operation: JSON) -> None:
    """Adds to one operation what it replies and what may go wrong."""
    for parameter in operation.get("parameters", ()):
        refine(path, parameter)
    if operation.get("security"):
        operation["security"] = [{}, *operation["security"]]  # on loopback, before the first key
    responses = operation["responses"]
    responses["200"] = {"description": "成功", "content": content_of(method, path, operation)}
    if (method, path) == ("post", f"{V1}/documents"):
        responses["202"] = {**responses["200"], "description": "已受理，尚未做完"}
    if (method, path) == ("post", f"{V1}/subscriptions"):
        responses["201"] = {**responses.pop("200"), "description": "已保存"}
    if path.startswith(V1) and method == "get":
        responses["304"] = {"description": "与 If-None-Match 所说的相同"}
    problems = PROBLEMS | (WRITING_PROBLEMS if operation.get("security") else {})
    for status, meaning in problems.items():
        schema = {"$ref": REF.format(model="Problem")}
        example = examples.PROBLEM | {"status": int(status), "title": meaning}
        media = {"application/problem+json": {"schema": schema, "example": example}}
        responses[status] = {"description": meaning, "content": media}


def refine(path: str, parameter: JSON) -> None:
    """Says of one parameter what its route's signature does not."""
    schema = parameter["schema"]
    kinds = [each for each in schema.pop("anyOf", ()) if each.get("type") != "null"]
    if kinds:  # a query has no null: the parameter is then left out
        schema |= kinds[0]
    if parameter["name"] == "cursor":
        schema["pattern"] = CURSOR_PATTERN
    schema |= PARAMETERS.get((path, parameter["name"]), {})
    if (path, parameter["name"]) in REQUIRED:
        parameter["required"] = True
        schema.pop("default", None)


def methods_of(app: FastAPI, path: str) -> str:
    """The methods that an address takes, as the Allow header lists them."""
    found = [
        method.upper()
        for pattern, methods in app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(pattern)), path)
        for method in methods
    ]
    return ", ".join(found) or "GET"


def content_of(method: str, path: str, operation: JSON) -> JSON:
    """media type → schema and example of a good reply."""
    content: JSON = {}
    model = REPLIES.get((method, path))
    if model is not None:
        entry: JSON = {"schema": {"$ref": REF.format(model=model.__name__)}}
        if (method, path) in examples.REPLIES:
            entry["example"] = examples.REPLIES[method, path]
        content["application/json"] = entry
    others = OTHER_MEDIA.get(path, ())
    if any(each["name"] == "format" for each in operation.get("parameters", ())) and not others:
        others = LISTS
    for media in others:
        content[media] = {"schema": {"type": "string"}}
    return content
