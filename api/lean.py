"""A route whose parameters all stand in the query: read by one model instead of one by one.

FastAPI asks twenty parameters of a search in twenty steps, which takes a fifth of the whole
request. What they are is declared as ever, and documented from that.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, get_args, get_origin
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError, create_model

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class LeanRoute(APIRoute):
    """As any other route; its function and what that depends on take nothing but the query and
    the request, and it gives a finished response."""

    def get_route_handler(self) -> Handler:
        """What answers a request."""
        dependant = self.dependant
        model = create_model("Asked", **dict(fields_of(dependant)))
        listed = {alias_of(f) for f in model.model_fields.items() if is_list(f[1].annotation)}

        async def handle(request: Request) -> Response:
            given = asked(model, request.scope["query_string"].decode("latin-1"), listed)
            response: Response = await called(dependant, given, request)
            return response

        return handle


def fields_of(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    """(name, (type, declaration)) of every parameter, those of what is depended on too."""
    for field in dependant.query_params:
        yield field.name, (field.field_info.annotation, field.field_info)
    for inner in dependant.dependencies:
        yield from fields_of(inner)


def alias_of(field: tuple[str, Any]) -> str:
    """The name of a parameter in the address."""
    return str(field[1].alias or field[0])


def is_list(annotation: Any) -> bool:
    """Whether a parameter may come several times."""
    return get_origin(annotation) is list or any(map(is_list, get_args(annotation)))


def asked(model: type[BaseModel], query: str, listed: set[str]) -> BaseModel:
    """The parameters of a query. Raises RequestValidationError as FastAPI would."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in listed:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [{**each, "loc": ("query", *each["loc"])} for each in error.errors()]
        raise RequestValidationError(found) from error


async def called(dependant: Dependant, given: BaseModel, request: Request) -> Any:
    """What the function gives for these parameters."""
    values = {field.name: getattr(given, field.name) for field in dependant.query_params}
    for inner in dependant.dependencies:
        values[str(inner.name)] = await called(inner, given, request)
    if dependant.request_param_name:
        values[dependant.request_param_name] = request
    function = dependant.call
    assert function is not None
    if inspect.iscoroutinefunction(function):
        return await function(**values)
    return await run_in_threadpool(function, **values)
