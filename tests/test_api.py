"""The HTTP API over the real application."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library)) as client:
        yield client


def test_a_hit_tells_what_words_and_meaning_counted_for(client):
    def weights(query, mode="fused"):
        hits = client.get("/api/v1/search", params={"q": query, "mode": mode}).json()["hits"]
        return hits[0]["why"]["weights"]

    official, everyday = weights("机关事业单位货物验收后付款"), weights("欠钱不还找谁")
    assert official["words"] > official["meaning"]
    assert everyday["meaning"] > official["meaning"] and everyday["words"] < official["words"]
    assert weights("货款", "dense") == {"words": 0.0, "meaning": 1.0}


def test_search_reply_has_the_contract_fields(client):
    reply = client.get("/api/v1/search", params={"q": "拖欠货款", "limit": 2}).json()
    assert set(reply) >= {
        "query",
        "verdict",
        "hits",
        "total",
        "facets",
        "coverage",
        "took_ms",
        "generation",
        "next_cursor",
    }
    assert set(reply["query"]["interpretation"]) >= {
        "regions",
        "departments",
        "doc_numbers",
        "clauses",
        "years",
        "excluded",
        "concepts",
        "corrections",
    }
    hit = reply["hits"][0]
    assert set(hit) >= {
        "rank",
        "id",
        "document",
        "eid",
        "path",
        "number",
        "heading",
        "text",
        "highlights",
        "page",
        "score",
        "why",
        "citation",
    }
    assert hit["id"] == f"{hit['document']['id']}#{hit['eid']}"
    assert set(hit["document"]) >= {
        "id",
        "title",
        "doc_number",
        "doc_type",
        "issuers",
        "region",
        "level",
        "written_on",
        "status",
        "source",
    }
    assert 0 <= hit["score"] <= 1
    marked = {hit["text"][start:end] for start, end in hit["highlights"]}
    assert marked
    assert hit["path"] == ["一、缓解资金压力"]


def test_cursor_walks_without_repeats(client):
    seen, cursor = [], None
    for _ in range(10):
        params = {"q": "小微企业", "limit": 1} | ({"cursor": cursor} if cursor else {})
        reply = client.get("/api/v1/search", params=params).json()
        seen += [hit["id"] for hit in reply["hits"]]
        cursor = reply["next_cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == reply["total"] > 1


def test_answer(client):
    reply = client.get("/api/v1/answer", params={"q": "账款被拖欠", "persona": "firm"}).json()
    assert reply["verdict"] == "answered"
    assert reply["measures"][0]["number"] == "（二）"
    assert reply["measures"][0]["obligation"] == "must"
    assert (
        client.get("/api/v1/answer", params={"q": "怎么做红烧肉"}).json()["verdict"] == "no_answer"
    )


def test_documents_and_clause(client):
    rows = client.get("/api/v1/documents").json()
    assert rows["total"] == 1
    document = rows["items"][0]
    assert document["doc_number"] == "某市数发〔2023〕7号"
    assert "text" not in document
    whole = client.get(f"/api/v1/documents/{document['id']}").json()
    clause = client.get(f"/api/v1/documents/{document['id']}/provisions/h1_1__h2_1").json()
    assert clause["quote"] in whole["text"]
    assert clause["heading"] == "设立过桥资金池"


@pytest.mark.parametrize(
    "kind", ["measures", "targets", "practices", "indicators", "rankings", "problems", "references"]
)
def test_lists(client, kind):
    body = client.get(f"/api/v1/{kind}").json()
    assert body["total"] == len(body["items"])
    assert (
        client.get(f"/api/v1/{kind}", params={"format": "jsonl"}).text.count("\n") == body["total"]
    )


def test_list_by_department_is_exact(client):
    rows = client.get("/api/v1/measures", params={"department": "市财政局"}).json()
    assert [row["number"] for row in rows["items"]] == ["（一）", "（三）"]
    assert rows["filters"] == {"department": ["市财政局"]}


# fmt: off
BAD = [
    ("空查询", "/api/v1/search?q=", 422, "bad_parameter"),
    ("未知方式", "/api/v1/search?q=x&mode=magic", 422, "bad_parameter"),
    ("坏标记", "/api/v1/search?q=企业&cursor=%21", 400, "bad_cursor"),
    ("空白查询", "/api/v1/search?q=%20", 400, "empty_query"),
    ("无此文件", "/api/v1/documents/nope", 404, "no_such_document"),
    ("无此地址", "/api/v1/nope", 404, "no_such_path"),
]
# fmt: on


@pytest.mark.parametrize(("path", "status", "code"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_problems_have_stable_codes(client, path, status, code):
    reply = client.get(path)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["code"] == code
    assert any("一" <= letter <= "鿿" for letter in body["title"])


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("search?q=x&limit=0", "limit（不小于 1）"),
        ("search?q=x&limit=many", "limit（应为整数）"),
        ("search?q=x&mode=magic", "mode（可用：fused、lexical、dense）"),
        ("search", "q（必填）"),
    ],
)
def test_what_is_wrong_with_a_parameter_is_told(client, path, why):
    assert client.get(f"/api/v1/{path}").json()["title"] == f"参数不合规：{why}"


@pytest.mark.parametrize("body", ["abc", '{"text":', "[1]"])
def test_a_body_that_is_no_json_object(client, body):
    headers = {"content-type": "application/json"}
    reply = client.post("/api/v1/match", content=body.encode(), headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (422, "bad_json")


def test_health_version_openapi(client):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json()["passages"] > 0
    assert client.get("/api/v1/version").json()["model"].startswith("policykb-")
    schema = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/search" in schema["paths"]
    assert any(
        p.get("examples") or p["schema"].get("examples")
        for p in schema["paths"]["/api/v1/search"]["get"]["parameters"]
    )


def test_page_escapes_hostile_text(client):
    page = client.get("/", params={"q": "<script>alert(1)</script>企业"})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert page.headers["content-security-policy"] == "default-src 'self'"
    assert client.get("/static/style.css").status_code == 200
    assert client.get("/static/../app.py").status_code == 404


def test_lists_come_as_workbooks(client):
    import io

    import openpyxl

    reply = client.get("/api/v1/measures", params={"format": "xlsx"})
    assert reply.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert sheet.max_row == 1 + client.get("/api/v1/measures").json()["total"]


def test_contradictions_are_a_list_like_the_others(client):
    reply = client.get("/api/v1/contradictions").json()
    assert (reply["items"], reply["total"]) == ([], 0)


def test_a_document_tells_how_it_stands_to_others(client):
    first = client.get("/api/v1/documents").json()["items"][0]["id"]
    related = client.get(f"/api/v1/documents/{first}").json()["relations"]
    assert related == {"cites": [], "cited_by": [], "interprets": None, "interpreted_by": []}


def test_a_fault_of_ours_is_a_problem_too(library):
    app = create_app(library)

    def broken():
        raise RuntimeError("某处出错")

    app.state.library.searcher = broken
    with TestClient(app, raise_server_exceptions=False) as client:
        reply = client.get("/api/v1/search", params={"q": "企业"})
    assert (reply.status_code, reply.json()["code"]) == (500, "internal_error")
    assert "某处出错" not in reply.text
