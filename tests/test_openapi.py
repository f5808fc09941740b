"""The description of the API: complete, true of what is sent, readable without a network."""

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import threading
import time

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.openapi import REPLIES, V1
from policykb.store import Store

GOOD = ("200", "201", "202")


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library)) as client:
        yield client


@pytest.fixture(scope="module")
def schema(client):
    return client.get(f"{V1}/openapi.json").json()


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_every_operation_says_what_it_is_and_what_it_replies(schema):
    tags = {each["name"] for each in schema["tags"]}
    for method, path, operation in operations(schema):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert set(operation["tags"]) <= tags, where
        good = [r for s, r in operation["responses"].items() if s in GOOD]
        assert good, where
        for response in good:
            assert response["content"], where
            for media, entry in response["content"].items():
                assert media != "application/json" or "$ref" in entry["schema"], where
        problem = operation["responses"]["422"]["content"]["application/problem+json"]
        assert problem["schema"]["$ref"].endswith("/Problem"), where
        for parameter in operation.get("parameters", ()):
            assert "anyOf" not in parameter["schema"], (where, parameter["name"])


def test_the_table_names_no_route_that_is_gone(schema):
    known = {(method, path) for method, path, _ in operations(schema)}
    assert set(REPLIES) <= known


def test_examples_fit_their_models(schema):
    checked = 0
    for method, path, operation in operations(schema):
        for response in operation["responses"].values():
            example = response.get("content", {}).get("application/json", {}).get("example")
            if example is not None:
                REPLIES[method, path].model_validate(example)
                checked += 1
    assert checked >= 10


def test_no_reference_leads_nowhere(schema):
    named = set(schema["components"]["schemas"])
    text = json.dumps(schema)
    refs = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert refs <= named


def test_replies_fit_their_models(client, library):
    store = Store.open(library)
    record = store.documents()[0]
    values = {"document_id": record["id"], "eid": "h1_1__h2_2", "name": "市财政局"}
    queries = {
        f"{V1}/search": {"q": "拖欠货款"},
        f"{V1}/answer": {"q": "拖欠货款"},
        f"{V1}/trace": {"q": "小微企业上云的目标"},
        f"{V1}/compare": {"upper": record["id"], "lower": record["id"]},
        f"{V1}/cite": {"document": record["id"], "eid": "h1_1__h2_2"},
    }
    checked = set()
    for (method, path), model in REPLIES.items():
        if method != "get" or "{task_id}" in path or "{subscription_id}" in path:
            continue
        reply = client.get(path.format(**values), params=queries.get(path, {}))
        assert reply.status_code == 200, (path, reply.text[:300])
        model.model_validate(reply.json())
        checked.add(path)
    assert len(checked) > 15
    matched = client.post(f"{V1}/match", json={"text": "我们是某市一家二十人的小厂，货款被拖欠"})
    REPLIES["post", f"{V1}/match"].model_validate(matched.json())


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_lists_come_as_files(client, schema, format):
    reply = client.get(f"{V1}/measures", params={"format": format})
    assert reply.status_code == 200
    media = schema["paths"][f"{V1}/measures"]["get"]["responses"]["200"]["content"]
    assert reply.headers["content-type"] in media


def test_the_page_needs_no_network_and_shows_everything(client, schema):
    page = client.get("/docs")
    assert page.status_code == 200
    assert "://" not in page.text.replace("https://example", "").replace("http://127.0.0.1", "")
    assert page.headers["content-security-policy"] == "default-src 'self'"
    for method, path, _ in operations(schema):
        assert f"{method.upper()} {path}</code>" in page.text
    assert "货款要不回来怎么办" in page.text


# ------------------------------------------------------------------ schemathesis


@pytest.fixture
def server(library, tmp_path):
    """The real server over a copy of the library."""
    import uvicorn

    shutil.copytree(library, tmp_path / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        create_app(tmp_path / "data"), port=port, log_level="critical", access_log=False
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


CONFIG = """
seed = 20250101
[generation]
database = "none"
max-examples = 3
[[operations]]
# Whether the words of a profile can be understood is nothing that a schema can say
include-path = "/api/v1/match"
checks.positive_data_acceptance.enabled = false
"""


@pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None,
    reason="没有 schemathesis：pip install policykb[dev]",
)
def test_schemathesis_finds_nothing(server, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(CONFIG, "utf-8")
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{server}{V1}/openapi.json",
        "--phases", "examples,coverage,fuzzing", "--workers", "1",
        "--request-timeout", "60",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
