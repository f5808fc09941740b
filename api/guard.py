"""Who may write: whoever sits at the machine itself, as long as no key has been made."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from fastapi import Request

from policykb.errors import BadRequest

NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def may_write(request: Request) -> bool:
    """Whether the request comes from this machine, under this machine's own name.

    The name is asked for too: a stranger's page whose name was made to point here (DNS rebinding)
    would otherwise speak as if it were ours. What a proxy passes on comes from elsewhere.
    """
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    passed_on = any(name in request.headers for name in FORWARDED)
    return host in NAMES and not passed_on and is_loopback(request)


def is_loopback(request: Request) -> bool:
    """Whether the other end of the connection is this machine."""
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def check_writing(request: Request) -> None:
    """Raises BadRequest unless the request may write and was sent from a page of our own."""
    if not may_write(request):
        raise BadRequest("只能在运行程序的这台机器上改动文件库", code="not_allowed")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if (origin and origin != own) or site not in ("same-origin", "none"):
        raise BadRequest("这个请求来自别的网站，没有执行", code="not_allowed")
