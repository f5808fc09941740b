"""GET /docs: the description of the API as a page of our own, with a form for each question.

Rendered here from the OpenAPI document, without scripts, so that it works without a network and
under the pages' Content-Security-Policy.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from api.pages.shell import page
from policykb.types import JSON

router = APIRouter(include_in_schema=False)
TYPES = {
    "string": "文字", "integer": "整数", "number": "数", "boolean": "是否", "array": "多个",
    "object": "对象", "null": "空",
}  # fmt: skip


@router.get("/docs")
def docs(request: Request) -> Response:
    """All operations by tag, each with its parameters, body, replies and an example."""
    schema = request.app.openapi()
    return page(request, "docs.html", schema=schema, groups=groups_of(schema))


def groups_of(schema: JSON) -> list[JSON]:
    """tag → its operations, in the order of the tags."""
    groups: dict[str, JSON] = {each["name"]: each | {"operations": []} for each in schema["tags"]}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            row = operation_row(method, path, operation, schema)
            groups[operation["tags"][0]]["operations"].append(row)
    return [group for group in groups.values() if group["operations"]]


def operation_row(method: str, path: str, operation: JSON, schema: JSON) -> JSON:
    """What the page shows of one operation; `form` tells whether it can be tried from here."""
    parameters = [parameter_row(each) for each in operation.get("parameters", ())]
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": f"{method}{path}".replace("/", "-").strip("-"),
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": parameters,
        "form": method == "get" and "{" not in path,
        "key": bool(operation.get("security")),
        "body": [(media, example_of(entry, schema)) for media, entry in body.items()],
        "responses": [
            response_row(status, response)
            for status, response in sorted(operation["responses"].items())
        ],
    }


def parameter_row(parameter: JSON) -> JSON:
    """One parameter: name, type, choices, default, what it means."""
    schema = parameter["schema"]
    inner = schema.get("items", schema)
    example = example_value(schema.get("examples") or parameter.get("examples") or [])
    default = schema.get("default")
    # A form sends every field that it has: one that may not be empty would be refused
    ready = parameter.get("required") or default is not None
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "required": parameter.get("required", False),
        "type": TYPES.get(inner.get("type", ""), "文字")
        + ("，可多个" if inner is not schema else ""),
        "choices": inner.get("enum", []),
        "default": default,
        "value": (example or default) if ready else None,
        "description": parameter.get("description") or schema.get("description", ""),
        "example": example,
    }


def example_value(examples: Any) -> Any:
    """The first of the examples, whichever of the two forms they have."""
    first = next(iter(examples.values() if isinstance(examples, dict) else examples), "")
    return first.get("value", "") if isinstance(first, dict) else first


def response_row(status: str, response: JSON) -> JSON:
    """One reply: status, meaning, media types, example as text."""
    content = response.get("content", {})
    examples = [entry["example"] for entry in content.values() if "example" in entry]
    return {
        "status": status,
        "description": response["description"],
        "media": list(content),
        "example": printed(examples[0]) if examples and status < "300" else "",
    }


def example_of(entry: JSON, schema: JSON) -> str:
    """The example of a body's model."""
    name = entry["schema"].get("$ref", "").rpartition("/")[2]
    model = schema["components"]["schemas"].get(name, entry["schema"])
    return printed(model["examples"][0]) if model.get("examples") else ""


def printed(value: Any) -> str:
    """JSON as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
