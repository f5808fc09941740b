"""Who may write over HTTP: the holder of a key, or, where no key was ever made, this machine.

A key comes as `Authorization: Bearer KEY` or `X-API-Key: KEY`. Without keys the server must listen
on loopback, and the request must come from this machine, under its own name and not from another
site's page; reading is open.
"""

from __future__ import annotations

import ipaddress
import os
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from api.guard import may_write
from api.library import library_of
from policykb.errors import Forbidden, KeyRequired
from policykb.store.keys import any_key, is_valid

HOST = "POLICYKB_HOST"  # set by `serve`; what a proxy in front hides from the connection itself
OWN_SITE = ("same-origin", "none")
_bearer = HTTPBearer(
    auto_error=False, scheme_name="bearer", description="policykb keys create 建的密钥"
)
_header = APIKeyHeader(name="X-API-Key", auto_error=False, scheme_name="apiKey")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Header = Annotated[str | None, Depends(_header)]


def writing(request: Request, bearer: Bearer, header: Header) -> None:
    """Raises KeyRequired or Forbidden unless this request may write."""
    data = library_of(request).data
    key = bearer.credentials if bearer else header
    if key is not None:
        if not is_valid(data, key):
            raise KeyRequired("密钥不对，或已作废", code="bad_key")
        return
    if any_key(data):
        raise KeyRequired("写入要有密钥：请在 Authorization: Bearer 之后写上")
    if not (listens_on_loopback() and may_write(request)):
        raise KeyRequired("本服务不只供本机使用，写入要有密钥：请先运行 policykb keys create")
    check_site(request)


def check_site(request: Request) -> None:
    """Raises Forbidden for what another site's page made the browser send.

    A form that uploads a file needs no leave of this server to be sent here from anywhere.
    """
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if (origin and origin != own) or site not in OWN_SITE:
        raise Forbidden("这个请求来自别的网站，没有执行", code="other_site")


def listens_on_loopback() -> bool:
    """Whether the address that `serve` was told to listen on is this machine's own."""
    host = os.environ.get(HOST, "127.0.0.1")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


Writing = Depends(writing)
