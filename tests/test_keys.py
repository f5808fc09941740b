"""Keys: shown once, kept as hashes, worthless when revoked."""

import json
import sqlite3

import pytest

from policykb.errors import NotFound, StoreError
from policykb.store import keys
from policykb.store.desk import DESK, desk


def test_a_key_opens_until_it_is_revoked(tmp_path):
    id_, key = keys.create(tmp_path, "某处室")
    assert keys.is_valid(tmp_path, key)
    keys.revoke(tmp_path, id_)
    assert not keys.is_valid(tmp_path, key)
    rows = keys.list_keys(tmp_path)
    assert [(row["id"], row["name"]) for row in rows] == [(id_, "某处室")]
    assert rows[0]["revoked_at"] >= rows[0]["created_at"]
    assert keys.any_key(tmp_path)  # from the first key on, writing needs one


def test_only_the_hash_is_kept(tmp_path):
    _, key = keys.create(tmp_path, "")
    secret = key.rsplit("_", 1)[1]
    assert len(secret) == 64
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()


def test_wrong_keys(tmp_path):
    assert not keys.is_valid(tmp_path, "pkb_00000000_x")
    assert not (tmp_path / DESK).exists()  # asking makes nothing
    id_, key = keys.create(tmp_path, "")
    other_id, _ = keys.create(tmp_path, "")
    secret = key.rsplit("_", 1)[1]
    for wrong in (
        "",
        "pkb",
        key[:-1],
        key + "0",
        f"pkb_{other_id}_{secret}",
        f"xkb_{id_}_{secret}",
        f"pkb_{id_}_",
    ):
        assert not keys.is_valid(tmp_path, wrong), wrong


def test_revoking_what_is_not_there(tmp_path):
    with pytest.raises(NotFound) as caught:
        keys.revoke(tmp_path, "nope")
    assert caught.value.code == "no_such_key"


def test_two_processes_make_the_desk_at_once(tmp_path):
    with desk(tmp_path) as db:
        db.execute("INSERT INTO keys VALUES ('a', '', '', '', NULL)")
    with pytest.raises(ValueError), desk(tmp_path) as db:
        db.execute("INSERT INTO keys VALUES ('b', '', '', '', NULL)")
        raise ValueError
    assert [row["id"] for row in keys.list_keys(tmp_path)] == ["a"]


def test_a_file_that_is_no_desk(tmp_path):
    (tmp_path / DESK).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError):
        keys.list_keys(tmp_path)


def test_a_desk_of_a_later_version(tmp_path):
    with sqlite3.connect(tmp_path / DESK) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError):
        keys.list_keys(tmp_path)


def test_command_line(tmp_path, capsys, monkeypatch):
    from policykb import cli

    def run(*args):
        monkeypatch.setattr("sys.argv", ["policykb", "--data", str(tmp_path), "--json", *args])
        with pytest.raises(SystemExit) as done:
            cli.main()
        return done.value.code, capsys.readouterr().out

    made = json.loads(run("keys", "create", "某处室")[1])
    assert keys.is_valid(tmp_path, made["key"])
    listed = run("keys", "list")[1]
    assert json.loads(listed)["total"] == 1
    assert made["key"] not in listed
    assert run("keys", "revoke", made["id"])[0] == 0
    assert not keys.is_valid(tmp_path, made["key"])
    assert run("keys", "revoke", "nope")[0] == 5
