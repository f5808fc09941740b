"""Writing over HTTP: who may, what becomes of each file, and where the result lies."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from policykb.store import keys, tasks
from policykb.store.desk import desk

GOOD = (
    "某县若干措施\n\n一、加强支持\n\n（一）加大信贷投放。引导银行扩大小微企业贷款规模。\n".encode()
)
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def client_of(data, *, base=HERE, peer="127.0.0.1"):
    return TestClient(create_app(data), base_url=base, client=(peer, 5000))


def upload(client, *files, headers=None, wait=30):
    sent = [("files", (name, content)) for name, content in files]
    url = f"/api/v1/documents?wait={wait}"
    return client.post(url, files=sent, headers=headers or {})


def test_every_file_has_its_outcome(data):
    with client_of(data) as client:
        reply = upload(client, ("措施.txt", GOOD), ("坏.pdf", b"%PDF-1.7 broken"), ("空.txt", b""))
        assert reply.status_code == 200, reply.text
        report = reply.json()["report"]
        assert (report["added"], report["failed"]) == (1, 2)
        by_name = {row["file"]: row for row in report["files"]}
        assert by_name["坏.pdf"]["code"] == "damaged_file"
        assert by_name["空.txt"]["code"] == "empty_file"
        assert str(data) not in reply.text
        listed = client.get("/api/v1/documents").json()
        assert [row["source"] for row in listed["items"]] == ["措施.txt"]
        again = upload(client, ("措施.txt", GOOD)).json()["report"]
        assert again["unchanged"] == 1
        assert not any((data / "uploads").iterdir())  # the catalogue holds the originals
        task = client.get(reply.headers["location"]).json()
        assert task == reply.json()
        gone = client.delete(f"/api/v1/documents/{listed['items'][0]['id']}")
        assert gone.json() == {"removed": [listed["items"][0]["id"]]}
        assert client.get("/api/v1/documents").json()["total"] == 0
        assert client.delete("/api/v1/documents/nope").status_code == 404


@pytest.mark.parametrize("name", ["../../逃.txt", "/etc/逃.txt", "..\\逃.txt"])
def test_a_name_cannot_leave_its_folder(data, name):
    with client_of(data) as client:
        row = upload(client, (name, GOOD)).json()["report"]["files"][0]
        assert row["file"] == "逃.txt"


# fmt: off
STRANGERS = [
    ("别的机器", HERE, "203.0.113.9", {}, 401, "key_required"),
    ("别的名字（DNS 重绑定）", "http://evil.example:8000", "127.0.0.1", {}, 401, "key_required"),
    ("代理转来", HERE, "127.0.0.1", {"x-forwarded-for": "203.0.113.9"}, 401, "key_required"),
    ("别的网站的网页", HERE, "127.0.0.1", {"origin": "http://evil.example"}, 403, "other_site"),
    ("浏览器说是跨站", HERE, "127.0.0.1", {"sec-fetch-site": "cross-site"}, 403, "other_site"),
    ("错的密钥", HERE, "127.0.0.1", {"authorization": "Bearer pkb_1_2"}, 401, "bad_key"),
]
# fmt: on


@pytest.mark.parametrize(
    ("base", "peer", "headers", "status", "code"),
    [c[1:] for c in STRANGERS],
    ids=[c[0] for c in STRANGERS],
)
def test_strangers_may_not_write(data, base, peer, headers, status, code):
    with client_of(data, base=base, peer=peer) as client:
        for reply in (
            upload(client, ("措施.txt", GOOD), headers=headers),
            client.delete("/api/v1/documents/x", headers=headers),
        ):
            assert (reply.status_code, reply.json()["code"]) == (status, code)
            assert ("www-authenticate" in reply.headers) is (status == 401)
        assert client.get("/api/v1/documents").json()["total"] == 0


def test_a_server_for_others_needs_a_key_even_from_here(data, monkeypatch):
    monkeypatch.setenv("POLICYKB_HOST", "0.0.0.0")
    with client_of(data) as client:
        assert upload(client, ("措施.txt", GOOD)).status_code == 401


def test_once_there_is_a_key_it_is_needed(data):
    id_, key = keys.create(data, "")
    with client_of(data, base="http://kb.example", peer="203.0.113.9") as client:
        assert upload(client, ("措施.txt", GOOD)).json()["code"] == "key_required"
        bearer = {"Authorization": f"Bearer {key}"}
        assert upload(client, ("措施.txt", GOOD), headers=bearer).status_code == 200
        other = {"X-API-Key": key}
        assert upload(client, ("措施.txt", GOOD), headers=other).json()["report"]["unchanged"] == 1
        keys.revoke(data, id_)
        assert upload(client, ("措施.txt", GOOD), headers=bearer).json()["code"] == "bad_key"
    with client_of(data) as client:
        assert upload(client, ("措施.txt", GOOD)).status_code == 401


def test_bodies_that_are_refused_before_they_are_read(data, monkeypatch):
    monkeypatch.setenv("POLICYKB_MAX_FILE_BYTES", "1000")
    with client_of(data) as client:
        url = "/api/v1/documents"
        form = {"content-type": "multipart/form-data; boundary=x"}
        cases = (
            (client.post(url, content=iter([b"x"]), headers=form), 411, "length_required"),
            (client.post(url, content=b"x" * 5000, headers=form), 413, "too_large"),
            (client.post(url, content=b"{}"), 400, "bad_body"),
            (client.post(url, content=b"nonsense", headers=form), 400, "bad_body"),
            (client.post(url, files=[("other", ("a.txt", b"x"))]), 400, "no_file"),
            (upload(client, ("大.txt", b"x" * 1500)), 400, "too_large"),
        )
        for reply, status, code in cases:
            assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_a_long_task_is_answered_before_it_is_done(data):
    with client_of(data) as client:
        first = upload(client, ("措施.txt", GOOD), wait=0)
        assert first.status_code in (200, 202)
        place = first.headers["location"]
        for _ in range(1200):  # a minute: a machine with other work is slow
            found = client.get(place).json()
            if found["state"] != "running":
                break
            time.sleep(0.05)
        assert found["state"] == "done"
        assert found["report"]["added"] == 1
        missing = client.get("/api/v1/tasks/nope")
        assert (missing.status_code, missing.json()["code"]) == (404, "no_such_task")


def test_a_task_whose_process_died_is_interrupted(tmp_path):
    id_ = tasks.begin(tmp_path, "ingest")
    assert tasks.task(tmp_path, id_)["state"] == "running"
    with desk(tmp_path) as db:
        db.execute("UPDATE tasks SET process = 99999999")
    assert tasks.task(tmp_path, id_)["state"] == "interrupted"


def test_a_desk_that_many_use_first_at_once_is_made_once(tmp_path):
    together = threading.Barrier(6)

    def begin(folder):
        together.wait()
        return tasks.begin(folder, "ingest")

    for at in range(20):
        with ThreadPoolExecutor(6) as pool:
            begun = list(pool.map(begin, [tmp_path / str(at)] * 6))
        assert len(set(begun)) == 6


def test_two_uploads_at_once_wait_for_each_other(data):
    with client_of(data) as client:
        places = [
            upload(client, (f"{at}.txt", GOOD + str(at).encode()), wait=0).headers["location"]
            for at in range(4)
        ]
        for place in places:
            for _ in range(400):
                found = client.get(place).json()
                if found["state"] != "running":
                    break
                time.sleep(0.02)
            assert found["state"] == "done", found


def test_the_same_file_sent_by_several_at_once_is_one_document(data):
    with client_of(data) as client, ThreadPoolExecutor(6) as pool:
        sent = [pool.submit(upload, client, ("同一份.txt", GOOD)) for _ in range(12)]
        reports = [each.result().json()["report"] for each in sent]
        assert [report["failed"] for report in reports] == [0] * 12
        assert sum(report["added"] for report in reports) == 1
        assert client.get("/api/v1/documents").json()["total"] == 1
    assert not any((data / "uploads").iterdir())


def test_a_locked_store_is_told(data, monkeypatch):
    from policykb.store import Store

    monkeypatch.setattr("api.uploads.PATIENCE", 0.1)

    with client_of(data) as client:
        upload(client, ("措施.txt", GOOD))
        with Store.writer(data):
            reply = upload(client, ("另一份.txt", GOOD + b"2"))
        assert (reply.status_code, reply.json()["code"]) == (503, "store_locked")
        assert client.get(reply.headers["location"]).json()["state"] == "failed"
