"""How this reader may write by the pages: the rules of security.py, told before they are needed."""

from __future__ import annotations

from fastapi import Request

from api.guard import may_write
from api.library import library_of
from api.security import listens_on_loopback
from policykb.store.keys import any_key


def access(request: Request) -> str:
    """How this reader may write: open (at the machine itself), key (with one), or none."""
    if any_key(library_of(request).data):
        return "key"
    return "open" if listens_on_loopback() and may_write(request) else "none"
