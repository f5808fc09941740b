"""ETag and 304 by the state of the store; counters that say nothing of what was asked."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.pipeline import ingest

TEXT = "某县若干措施\n\n一、加强支持\n\n（一）加大信贷投放。引导银行扩大小微企业贷款规模。\n"


@pytest.fixture
def shelf(tmp_path):
    file = tmp_path / "措施.txt"

    def take(text):
        file.write_text(text, "utf-8")
        assert not ingest([file], tmp_path / "data").failed()

    take(TEXT)
    with TestClient(create_app(tmp_path / "data")) as client:
        yield client, take


@pytest.mark.parametrize(
    "path", ["/api/v1/search?q=贷款", "/api/v1/measures", "/api/v1/documents", "/api/v1/version"]
)
def test_nothing_is_sent_twice_until_the_store_changes(shelf, path):
    client, take = shelf
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    take(TEXT.replace("扩大", "持续增加"))
    fresh = client.get(path, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert fresh.headers["etag"] != tag


def test_what_has_no_tag(shelf):
    client, _ = shelf
    for path in ("/api/v1/documents/none", "/health/live", "/api/v1/openapi.json", "/metrics"):
        assert "etag" not in client.get(path).headers, path


def test_gzip(shelf):
    client, _ = shelf
    reply = client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert reply.headers["content-encoding"] == "gzip"


def test_a_damaged_store_is_a_problem_not_a_tag(shelf, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "catalog.db").write_bytes(b"nonsense" * 1000)
    with TestClient(create_app(tmp_path / "broken")) as client:
        reply = client.get("/api/v1/documents", headers={"If-None-Match": "*"})
        assert (reply.status_code, reply.json()["code"]) == (503, "store_damaged")
        assert "policykb_ready 0" in client.get("/metrics").text


def test_metrics_count_routes_and_never_questions(shelf):
    client, _ = shelf
    client.get("/api/v1/search", params={"q": "贷款secretword"})
    client.get("/api/v1/documents/secretword")
    client.get("/secretword")
    text = client.get("/metrics").text
    assert "secretword" not in text
    wanted = 'policykb_http_requests_total{method="GET",route="/api/v1/search",status="200"} 1'
    assert wanted in text
    assert 'route="/api/v1/documents/{document_id}",status="404"' in text
    assert "policykb_documents 1\n" in text
    line = re.compile(r'^(#.*|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+)$')
    assert all(line.match(each) for each in text.strip().split("\n"))
    buckets = re.findall(r'bucket\{route="/api/v1/search",le="([^"]+)"\} (\d+)', text)
    counts = [int(count) for _, count in buckets]
    assert counts == sorted(counts)
    assert buckets[-1] == ("+Inf", "1")


def test_a_cursor_of_an_earlier_index_is_a_conflict(shelf):
    client, take = shelf
    cursor = "g1-0"
    assert client.get(f"/api/v1/measures?cursor={cursor}").status_code == 200
    take(TEXT.replace("扩大", "持续增加"))
    reply = client.get(f"/api/v1/measures?cursor={cursor}")
    assert (reply.status_code, reply.json()["code"]) == (409, "stale_cursor")


def test_405_names_every_method(shelf):
    reply = shelf[0].request("PATCH", "/api/v1/documents")
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) == {"GET", "POST"}
