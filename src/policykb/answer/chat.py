"""complete(…): one question to an OpenAI-compatible endpoint, by the standard library alone."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.parse import urlsplit

import orjson

MOST_BYTES = 1 << 20
PATH = "/chat/completions"


class ModelFailed(Exception):
    """The language model gave nothing that can be used; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Model:
    """Where a language model is asked: `url` up to or with /chat/completions; `seconds` in all."""

    url: str
    name: str = ""
    key: str = ""
    seconds: float = 30.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key and a question are sent to the address that was set, and to no other."""

    def redirect_request(self, *given: Any, **named: Any) -> None:
        """Follows nothing."""


def complete(model: Model, instructions: str, question: str) -> str:
    """What the model says. Raises ModelFailed for every fault of the model or its server."""
    body = {
        "model": model.name,
        "temperature": 0,
        "stream": False,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": question},
        ],
    }
    try:
        found = orjson.loads(_post(model, orjson.dumps(body)))
        said = found["choices"][0]["message"]["content"]
    except (orjson.JSONDecodeError, LookupError, TypeError) as error:
        raise ModelFailed("语言模型的答复读不懂") from error
    if not isinstance(said, str) or not said.strip():
        raise ModelFailed("语言模型没有答复")
    return said


def _post(model: Model, body: bytes) -> bytes:
    url = model.url.rstrip("/")
    url = url if url.endswith(PATH) else url + PATH
    if urlsplit(url).scheme not in ("http", "https"):
        raise ModelFailed("语言模型的地址应以 http:// 或 https:// 开头")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    request = urllib.request.Request(url, body, headers, method="POST")
    opener = urllib.request.build_opener(_NoRedirect)
    until = time.monotonic() + model.seconds
    try:
        with opener.open(request, timeout=model.seconds) as response:
            return _read(response, until)
    except urllib.error.HTTPError as error:
        error.close()
        raise ModelFailed(f"语言模型的服务答 {error.code}") from error
    except TimeoutError as error:
        _late(error)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            _late(error)
        raise ModelFailed("语言模型的服务连不上") from error


def _read(response: Any, until: float) -> bytes:
    """The body, within the time and size allowed, however slowly it drips."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise ModelFailed("语言模型的答复太长")
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(parts)


def _late(error: Exception) -> NoReturn:
    raise ModelFailed("语言模型没有在限定时间内答复") from error
