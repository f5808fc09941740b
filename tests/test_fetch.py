"""Fetching from the web: against a small server here, never against the net."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policykb import errors
from policykb.intake import is_address
from policykb.read import read
from policykb.read.fetch import Net, fetch, public

PAGE = "<html><head><meta charset='utf-8'></head><body><p>一、总体要求</p></body></html>".encode()


SENT_WHOLE: list[str] = []  # paths of slow bodies that were sent to their end
WORDS = "企業應當依法辦理登記，縣級以上機關負責監督。"


def encoded(encoding: str, meta: str = "", mark: bytes = b"") -> bytes:
    """A page in that encoding, which declares `meta`."""
    head = f"<meta charset='{meta}'>" if meta else ""
    page = f"<html><head>{head}</head><body><p>{WORDS}</p></body></html>"
    return mark + page.encode(encoding)


# What decides, what the server says, the bytes: BOM, then server, then page, then what fits.
ENCODED = [
    ("服务器先于网页", "; charset=big5", encoded("big5hkscs", meta="gb2312")),
    ("服务器说 utf-8", "; charset=UTF-8", encoded("utf-8", meta="gbk")),
    ("带引号", '; charset="gb2312"', encoded("gb18030", meta="big5")),
    ("标记先于服务器", "; charset=gbk", encoded("utf-8", mark=b"\xef\xbb\xbf")),
    ("服务器没有说", "", encoded("big5hkscs", meta="big5")),
    ("都没有说", "", encoded("gb18030")),
    ("服务器的缺省值", "; charset=ISO-8859-1", encoded("gb18030", meta="gbk")),
    ("服务器说错", "; charset=utf-8", encoded("gb18030", meta="gbk")),
    ("没有这种编码", "; charset=x-none", encoded("gb18030", meta="gbk")),
    ("不是名字", "; charset=../../x", encoded("gb18030", meta="gbk")),
]


class Pages(http.server.BaseHTTPRequestHandler):
    """What the server gives for each path."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0].split(".")[0] or "page"
        getattr(self, f"give_{name}", self.give_missing)()

    def reply(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        self.reply(PAGE, Content_Type="text/html; charset=utf-8")

    def give_packed(self) -> None:
        self.reply(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def give_bomb(self) -> None:
        self.reply(gzip.compress(b" " * 9_000_000), Content_Encoding="gzip")

    def give_named(self) -> None:
        self.reply(b"%PDF-1.4 ...", Content_Type="text/html")

    def give_moved(self) -> None:
        self.reply(status=302, Location="/page.html")

    def give_home(self) -> None:
        self.reply(status=302, Location=f"http://127.0.0.1:{self.server.server_port}/page")

    def give_file(self) -> None:
        self.reply(status=302, Location="file:///etc/hosts")

    def give_round(self) -> None:
        self.reply(status=302, Location="/round")

    def give_missing(self) -> None:
        self.reply(status=404)

    def give_broken(self) -> None:
        self.reply(status=500)

    def give_short(self) -> None:
        self.reply(b"half", Content_Length="100")

    def give_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.wfile.closed:
            self.wfile.write(b"x" * 65536)

    def give_slow(self) -> None:
        """A byte now and then, until all are sent or nobody listens any more."""
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)
        SENT_WHOLE.append(self.path)

    def give_encoded(self) -> None:
        """The page of the tests of encodings that the query names."""
        told, body = ENCODED[int(self.path.split("?")[1])][1:3]
        self.reply(body, Content_Type=f"text/html{told}")

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the server under a name that the tests' resolver knows."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://policies.test:{server.server_port}"
    server.shutdown()
    server.server_close()


def net(most: int = 1_000_000, seconds: float = 5.0) -> Net:
    """The one host of the tests counts as public; every other is judged as it is in earnest."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    def allowed(address: str) -> bool:
        return asked[-1] == "policies.test" or public(address)

    return Net(resolve=resolve, allowed=allowed, most=most, seconds=seconds)


@pytest.mark.parametrize(
    ("path", "ending"),
    [("/", ".html"), ("/moved", ".html"), ("/packed.shtml", ".html"), ("/named", ".pdf")],
)
def test_fetched_bytes_under_a_name_of_their_kind(
    site: str, tmp_path: Path, path: str, ending: str
) -> None:
    found = fetch(site + path, tmp_path, net())
    assert found.suffix == ending and found.parent == tmp_path
    assert found.read_bytes() == (PAGE if ending == ".html" else b"%PDF-1.4 ...")


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/home", errors.RefusedAddress, "公网"),
        ("/file", errors.RefusedAddress, "http"),
        ("/round", errors.LimitExceeded, "跳转"),
        ("/nothing", errors.MissingFile, "404"),
        ("/broken", errors.RefusedAddress, "500"),
        ("/short", errors.RefusedAddress, "没有"),
        ("/endless", errors.LimitExceeded, "MB"),
        ("/bomb", errors.LimitExceeded, "MB"),
    ],
)
def test_refused(site: str, tmp_path: Path, path: str, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        fetch(site + path, tmp_path, net())
    assert not list(tmp_path.iterdir())


def test_a_slow_body_is_cut_off(site: str, tmp_path: Path) -> None:
    """Not only refused at its end: the line is gone before the server has sent all of it."""
    SENT_WHOLE.clear()
    with pytest.raises(errors.LimitExceeded, match="秒"):
        fetch(site + "/slow", tmp_path, net(seconds=0.6))
    assert not SENT_WHOLE


@pytest.mark.parametrize("at", range(len(ENCODED)), ids=[case[0] for case in ENCODED])
def test_encoding_of_a_fetched_page(site: str, tmp_path: Path, at: int) -> None:
    path = fetch(f"{site}/encoded?{at}", tmp_path, net())
    assert path.read_bytes() == ENCODED[at][2]
    assert [block.text for block in read(path).blocks] == [WORDS]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://policies.test/a", "file:///etc/hosts", "http://", "http://u:p@policies.test/",
        "http://policies.test:99999/", "http://policies.test/a b", "http://127.0.0.1/",
        "http://[::1]/", "http://localhost/",
    ],
)  # fmt: skip
def test_addresses_that_are_never_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(errors.RefusedAddress):
        fetch(url, tmp_path)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("2400:3200::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, expected: bool) -> None:
    assert public(address) is expected


def test_what_is_an_address() -> None:
    assert is_address("https://policies.test/a") and is_address("ftp://a")
    assert not is_address("docs/a.txt") and not is_address(Path("http://a"))


def test_ingest_of_an_address(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from policykb import intake
    from policykb.pipeline import ingest
    from policykb.store import Store

    monkeypatch.setattr(intake, "fetch", lambda url, folder: fetch(url, folder, net()))
    url = f"{site}/page"
    (outcome,) = ingest([url], tmp_path).outcomes
    assert outcome.state == "added" and outcome.path == url
    store = Store.open(tmp_path)
    assert store.original(outcome.document_id) == PAGE
    assert store.document(outcome.document_id).source == url
    assert [o.state for o in ingest([url], tmp_path).outcomes] == ["unchanged"]
    (told,) = ingest([f"{site}/encoded?0"], tmp_path).outcomes
    assert WORDS in Store.open(tmp_path).document(told.document_id).text
    (failed,) = ingest([f"{site}/home"], tmp_path).outcomes
    assert (failed.state, failed.code) == ("failed", "refused_address")
