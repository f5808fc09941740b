"""A document from the web: http and https only, public addresses only, within size and time.

Each host is resolved here, every address it has is looked at, and the connection goes to the very
address that was looked at, so that no second answer of the name server can lead elsewhere. The same
holds for each redirect.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from policykb.errors import DocumentError, LimitExceeded, MissingFile, RefusedAddress
from policykb.read.charsets import tell_charset

SECONDS = 60.0  # for the whole of it, redirects included
MAX_BYTES = 100 * 2**20
MAX_HOPS = 5
CHUNK = 1 << 16
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HEADERS = {
    "User-Agent": "policykb (document reader)",
    "Accept": "text/html,application/pdf,application/*;q=0.9,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "identity",
}
# What a server calls a file → the ending that the readers know it by; others are told by content.
ENDINGS: dict[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_UNSAFE = re.compile(r"[^\w\u3400-\u9fff.-]+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public(address: str) -> bool:
    """Whether an IP address is one of the public net: not private, loopback, link-local, shared,
    multicast or reserved, nor such a one wrapped into IPv6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)  # type: ignore[assignment]
        if inner is not None:
            return public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def addresses(host: str, port: int) -> list[str]:
    """The IP addresses that a host name has."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


@dataclass(frozen=True)
class Net:
    """How hosts are found and which of their addresses may be asked; limits in bytes, seconds."""

    resolve: Callable[[str, int], list[str]] = addresses
    allowed: Callable[[str], bool] = public
    most: int = MAX_BYTES
    seconds: float = SECONDS


def fetch(url: str, folder: Path, net: Net | None = None) -> Path:
    """The file at `url`, its bytes as they came, written into `folder` under a name that says its
    kind; the encoding that the server tells of is left beside it (`charsets`).

    RefusedAddress for another scheme, an address that is not public, a server's refusal;
    MissingFile for 404 and 410; LimitExceeded for too many bytes, seconds or redirects.
    """
    net = net or Net()
    deadline = time.monotonic() + net.seconds
    at = url
    for _ in range(MAX_HOPS + 1):
        with _asked(at, net, deadline) as reply:
            if reply.status not in REDIRECTS:
                data = _body(url, reply, net)
                if time.monotonic() >= deadline:
                    raise LimitExceeded(f"{url}：下载超过 {net.seconds:.0f} 秒，已停止。")
                return _kept(at, reply, data, folder)
            at = urljoin(at, reply.headers.get("Location", ""))
    raise LimitExceeded(f"{url}：跳转超过 {MAX_HOPS} 次，已停止。")


@contextlib.contextmanager
def _asked(url: str, net: Net, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """The reply to a GET; whatever takes longer than the deadline is cut off."""
    parts = _parts(url)
    connection = _connection(url, parts, net, deadline)
    late = threading.Timer(max(deadline - time.monotonic(), 0.0), _cut, [connection.sock])
    late.daemon = True
    late.start()
    reply: http.client.HTTPResponse | None = None
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~-._')}" if parts.query else ""
        connection.request("GET", target + query, headers=HEADERS)
        reply = connection.getresponse()
        yield reply
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline - 0.05:
            raise LimitExceeded(f"{url}：下载超过 {net.seconds:.0f} 秒，已停止。") from error
        raise RefusedAddress(
            f"{url}：连接中断，没有取到文件（{type(error).__name__}）。"
        ) from error
    finally:
        late.cancel()
        if reply is not None:
            reply.close()
        connection.close()


def _cut(line: socket.socket) -> None:
    """Ends a connection that lasts too long: whoever waits for its bytes gets an error or none."""
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        sound = False
    if not sound:
        raise RefusedAddress(f"{url}：只能收入 http 或 https 地址。")
    if parts.username is not None or any(char < "!" for char in url):
        raise RefusedAddress(f"{url}：地址里不能有用户名、空格或控制字符。")
    return parts


def _connection(
    url: str, parts: SplitResult, net: Net, deadline: float
) -> http.client.HTTPConnection:
    """A connection to an address of the host that may be asked."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        found = net.resolve(host.encode("idna").decode(), port)
    except (OSError, UnicodeError) as error:
        raise RefusedAddress(f"{url}：找不到主机 {host}。") from error
    if not found or not all(net.allowed(address) for address in found):
        raise RefusedAddress(f"{url}：{host} 不是公网地址，拒绝访问。")
    left = max(deadline - time.monotonic(), 0.01)
    connection = http.client.HTTPConnection(host, port, timeout=left)
    try:
        connection.sock = socket.create_connection((found[0], port), timeout=left)
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    except TimeoutError as error:
        raise LimitExceeded(f"{url}：连接超过 {net.seconds:.0f} 秒，已停止。") from error
    except OSError as error:
        raise RefusedAddress(f"{url}：连接不上 {host}。") from error
    return connection


def _kept(at: str, reply: http.client.HTTPResponse, data: bytes, folder: Path) -> Path:
    kind = reply.headers.get_content_type() if reply.headers.get("Content-Type") else ""
    path = folder / f"{_stem(at)}{_ending(at, kind, data)}"
    path.write_bytes(data)
    tell_charset(path, reply.headers.get_content_charset() or "")
    return path


def _refusal(url: str, status: int) -> DocumentError:
    if status in (404, 410):
        return MissingFile(f"{url}：网站上没有这个文件（{status}）。")
    return RefusedAddress(f"{url}：网站没有给出文件（状态码 {status}）。")


def _body(url: str, reply: http.client.HTTPResponse, net: Net) -> bytes:
    """The bytes of the reply, unpacked where the server packed them though not asked to.

    Raises where the server gives no file, or too large a one."""
    if reply.status != 200:
        raise _refusal(url, reply.status)
    packed = reply.headers.get("Content-Encoding", "") in ("gzip", "deflate", "x-gzip")
    unpack = zlib.decompressobj(47) if packed else None
    data = bytearray()
    while chunk := reply.read1(CHUNK):
        try:
            data += unpack.decompress(chunk, net.most + 1) if unpack else chunk
        except zlib.error as error:
            raise RefusedAddress(f"{url}：网站给出的压缩数据已损坏。") from error
        if len(data) > net.most:
            raise LimitExceeded(f"{url}：文件超过 {net.most // 2**20} MB，已停止下载。")
    if reply.length:
        raise RefusedAddress(f"{url}：文件没有下载完整。")
    return bytes(data)


def _stem(url: str) -> str:
    parts = urlsplit(url)
    name = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return _UNSAFE.sub("_", name)[:80].strip("._") or _UNSAFE.sub("_", parts.hostname or "page")


def _ending(url: str, kind: str, data: bytes) -> str:
    """By the content type; where that tells nothing, or tells text, by the content itself."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    told = ENDINGS.get(kind, "")
    if data.startswith(b"PK"):
        return ".docx"
    own = Path(urlsplit(url).path).suffix.lower()
    return told or (own if own in ENDINGS.values() else "")
