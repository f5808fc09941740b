"""API keys: shown once when made, kept only as hashes.

A key reads `pkb_ID_SECRET`. The secret has 256 random bits, so that a plain sha256 of it cannot
be searched for, unlike that of a password.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any

from policykb.errors import NotFound
from policykb.store.desk import desk, exists, now, select

PREFIX = "pkb"
_NOTHING = hashlib.sha256(b"").hexdigest()


def create(data: Path, name: str) -> tuple[str, str]:
    """Makes a key; returns its id and the key itself, which nothing can show again."""
    id_, secret = secrets.token_hex(4), secrets.token_hex(32)
    with desk(data) as db:
        db.execute("INSERT INTO keys VALUES (?, ?, ?, ?, NULL)", (id_, name, _hash(secret), now()))
    return id_, f"{PREFIX}_{id_}_{secret}"


def list_keys(data: Path) -> list[dict[str, Any]]:
    """id, name, created_at and revoked_at of every key, oldest first."""
    if not exists(data):
        return []
    with desk(data) as db:
        return select(db, "SELECT id, name, created_at, revoked_at FROM keys ORDER BY created_at")


def revoke(data: Path, id_: str) -> None:
    """Makes a key worthless. Raises NotFound with code no_such_key."""
    if exists(data):
        with desk(data) as db:
            sql = "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?"
            if db.execute(sql, (now(), id_)).rowcount:
                return
    raise NotFound(f"没有“{id_}”这把密钥", code="no_such_key")


def any_key(data: Path) -> bool:
    """Whether there is, or ever was, a key: from the first one on, writing needs one."""
    return bool(list_keys(data))


def is_valid(data: Path, key: str) -> bool:
    """Whether a key was made here and not revoked; takes as long for a wrong key as for a right."""
    prefix, _, rest = key.partition("_")
    id_, _, secret = rest.partition("_")
    found: list[dict[str, Any]] = []
    if exists(data):
        with desk(data) as db:
            sql = "SELECT hash FROM keys WHERE id = ? AND revoked_at IS NULL"
            found = select(db, sql, (id_,))
    wanted = found[0]["hash"] if found else _NOTHING
    return hmac.compare_digest(_hash(secret), wanted) and prefix == PREFIX and bool(found)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
