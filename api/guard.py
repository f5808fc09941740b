"""Whether a request comes from this machine itself, under a name of its own."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from fastapi import Request

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
