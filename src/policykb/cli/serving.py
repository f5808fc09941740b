"""Several processes behind one port, each with a listening socket of its own.

Where processes share one socket, the first to wake takes all the connections that wait on it, and
the others idle. With SO_REUSEPORT the kernel spreads them (Linux 3.9, socket(7)).
"""

from __future__ import annotations

import socket
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from policykb.errors import BadRequest

try:
    from uvloop import Loop
except ImportError:  # not on Windows
    from asyncio import SelectorEventLoop as Loop  # type: ignore[assignment]

SPREADS = hasattr(socket, "SO_REUSEPORT")
PATIENCE = 30  # seconds that a busy process may take to say that it lives
KEPT = 75  # seconds that an idle connection is kept: longer than a browser or a proxy waits


class OwnSocketLoop(Loop):
    """An event loop that listens on a socket of its own, bound like the one it is given."""

    async def create_server(self, *args: Any, sock: Any = None, **more: Any) -> Any:
        """As in asyncio."""
        if sock is not None and sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT):
            sock = bound(sock.family, sock.getsockname())
        return await super().create_server(*args, sock=sock, **more)


def run(host: str, port: int, workers: int) -> None:
    """Serves the API and the pages until told to stop. Raises BadRequest for a port in use."""
    alone = workers == 1 or not SPREADS
    config = uvicorn.Config(
        "api.app:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="auto" if alone else f"{__name__}:OwnSocketLoop",
        access_log=False,  # a firm's question is nobody's business
        log_level="warning",
        timeout_keep_alive=KEPT,
        timeout_worker_healthcheck=PATIENCE,
    )
    held = reserved(host, port) if SPREADS else config.bind_socket()
    if workers == 1:
        uvicorn.Server(config).run(sockets=[held])
    else:
        Multiprocess(config, sockets=[held]).run()


def reserved(host: str, port: int) -> socket.socket:
    """A socket that holds the address for this process and its children; nothing listens on it."""
    kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    try:
        # Another server of this user's that spreads too would share the port in silence.
        with socket.socket(kind) as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(address)
        return bound(kind, address)
    except OSError as error:
        raise BadRequest(f"端口 {port} 打不开：{error.strerror}。", code="port_in_use") from error


def bound(kind: int, address: Any) -> socket.socket:
    """A socket bound to an address that others may be bound to as well."""
    sock = socket.socket(kind)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(address)
    sock.set_inheritable(True)
    return sock
