"""The store: reading back, both indexes, replacing and removing."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest
from store_samples import CLAUSES, facts_of, ids, make, put, records, vector, vectors

from policykb.errors import (
    ModelError,
    NotFound,
)
from policykb.store import Store, reader, rebuild, verify
from policykb.store.schema import CATALOG, connect, rows
from policykb.tokens import words
from policykb.types import Filters

# ---------------------------------------------------------------- reading back


def test_an_empty_directory_is_an_empty_store(tmp_path):
    with Store.open(tmp_path / "none") as store:
        assert store.documents() == []
        assert store.generation.number == store.generation.count == 0
        keys, scores, ceiling = store.generation.lexical(["贷款"], 10)
        assert len(keys) == len(scores) == ceiling == 0
        assert len(store.generation.dense(vector("贷款"), 10)[0]) == 0
        assert store.coverage()["documents"] == 0
    assert not (tmp_path / "none").exists()
    assert verify(tmp_path / "none") == ()


def test_what_was_put_comes_back_equal(store):
    document, passages, original = make(
        "甲", facts=facts_of(), doc_number="工信部企业〔2021〕169号", level="national",
        written_on="2021-11-06", issuers=("工业和信息化部",), effective_on="2021-12-01",
    )  # fmt: skip
    assert store.document("甲") == document
    assert store.original("甲") == original
    assert tuple(store.passages(store.keys_of("甲"))) == passages
    assert store.facts("measures")[0]["departments"][0]["name"] == "中国人民银行"
    assert [row["eid"] for row in store.provisions("甲")] == [p.eid for p in document.provisions()]
    assert store.has(document.source, document.sha256) == "甲"
    assert store.has(document.source, "0" * 64) is None


def test_passages_come_in_the_order_asked(store):
    keys = store.keys_of("甲")[::-1]
    assert [p.eid for p in store.passages(keys)] == ["h1_1__h2_3", "h1_1__h2_2", "h1_1__h2_1"]
    with pytest.raises(NotFound, match="999"):
        store.passages([999])


@pytest.mark.parametrize(
    "name",
    ["甲", "工信部企业〔2021〕169号", "工信部企业[2021] 169号", "甲号文件", "《甲号文件》"],
)
def test_a_document_is_found_by_each_of_its_names(store, name):
    assert store.document(name).id == store.record(name)["id"] == "甲"


def test_a_name_of_none_or_of_two_is_not_found(store, data):
    with pytest.raises(NotFound, match="没有“丁”"):
        store.document("丁")
    with Store.writer(data) as writer:
        put(writer, "戊", title="甲号文件")
        writer.commit()
    with Store.open(data) as later, pytest.raises(NotFound, match="不止"):
        later.document("甲号文件")


def test_a_clause_holds_what_stands_under_it(store):
    assert len(store.keys_of("甲", "h1_1")) == 3
    assert len(store.keys_of("甲", "h1_1__h2_2")) == 1
    assert len(store.keys_of("甲", "h1_1__h2")) == 0
    assert store.provision("甲", "h1_1__h2_2")["number"] == "（二）"
    with pytest.raises(NotFound) as caught:
        store.provision("甲", "h1_9")
    assert caught.value.code == "no_such_clause"


# ---------------------------------------------------------------- both indexes


def test_words_find_their_clause_and_reach_below_the_ceiling(store):
    keys, scores, ceiling = store.generation.lexical(words("拖欠账款"), 5)
    assert ids(store, keys)[0] == "甲#h1_1__h2_2"
    assert 0 < scores[0] <= ceiling
    _, same, higher = store.generation.lexical([*words("拖欠账款"), "闻所未闻"], 5)
    assert same[0] == scores[0]
    assert higher > ceiling, "a word that no passage holds must lower the share covered"


@pytest.mark.parametrize("word", ["AND", "贷款*", "words:贷款", '"', "(", "key:1", "^3", "~"])
def test_words_are_terms_and_never_syntax(store, word):
    assert len(store.generation.lexical([word], 5)[0]) == 0


def test_vectors_find_their_clause(store):
    keys, cosines = store.generation.dense(vector(CLAUSES[1]), 2)
    assert ids(store, keys)[0] == "甲#h1_1__h2_2"
    assert cosines[0] == pytest.approx(1, abs=2e-3)
    assert cosines[1] < cosines[0]


def test_allowed_limits_before_ranking(store):
    allowed = store.select(Filters(doc=("丙",)))
    assert ids(store, store.generation.dense(vector(CLAUSES[1]), 5, allowed)[0]) == [
        "丙#h1_1__h2_1"
    ]
    assert len(store.generation.lexical(words("拖欠账款"), 5, allowed)[0]) == 0
    nothing = np.empty(0, dtype=np.int64)
    assert len(store.generation.dense(vector("甲"), 5, nothing)[0]) == 0
    assert len(store.generation.lexical(words("支持"), 5, nothing)[0]) == 0


# ---------------------------------------------------------------- replacing and removing


def test_the_same_source_or_the_same_id_replaces(data):
    with Store.writer(data) as writer:
        assert put(writer, "乙", ("（一）新的乙。",), source="/elsewhere/乙.docx") == "replaced"
        assert put(writer, "丁", ("（一）丙改了名。",), source="/files/丙.txt") == "replaced"
        assert put(writer, "己", ("（一）全新。",)) == "added"
        assert writer.commit() == 2
    with Store.open(data) as store:
        assert sorted(row["id"] for row in store.documents()) == ["丁", "乙", "己", "甲"]
        assert len(store.generation.lexical(words("数字化改造"), 5)[0]) == 0
        found = ids(store, store.generation.dense(vector("（一）支持数字化改造。"), 9)[0])
        assert len(found) == 6
        assert "丙#h1_1__h2_1" not in found
    assert verify(data) == ()


def test_removing_takes_everything_of_a_document(data):
    with Store.writer(data) as writer:
        assert writer.remove("工信部企业〔2021〕169号") == "甲"
        with pytest.raises(NotFound):
            writer.remove("甲")
        writer.commit()
    with Store.open(data) as store:
        assert store.facts("measures") == store.provisions("乙")[1:] == []
        assert store.generation.count == 2
    with sqlite3.connect(data / CATALOG) as db:
        for table, left in (("originals", 2), ("passages", 2), ("labels", 0), ("facts", 2)):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == left, table
    db.close()


def test_nothing_is_visible_before_the_commit_or_without_one(data):
    with Store.open(data) as store:
        with Store.writer(data) as writer:
            put(writer, "丁", ("（一）未提交。",))
            assert writer.has("/files/丁.txt", make("丁", ("（一）未提交。",))[0].sha256) == "丁"
            assert not store.refresh()
        assert not store.refresh()
        assert len(store.documents()) == 3
    with Store.writer(data) as writer:
        assert writer.commit() == 1, "nothing changed"


def test_a_put_that_fails_leaves_no_trace(data):
    document, passages, original = make("丁", ("（一）坏的。",))
    with Store.writer(data) as writer:
        put(writer, "戊", ("（一）好的。",))
        with pytest.raises(TypeError):
            writer.put(
                document, passages, vectors(passages), original,
                replace_record(records(document, passages), title=object()),
            )  # fmt: skip
        with pytest.raises(ModelError):
            writer.put(
                document, passages, vectors(passages, 8), original, records(document, passages)
            )
        with pytest.raises(ModelError):
            writer.put(document, passages, vectors(()), original, records(document, passages))
        writer.commit()
    with Store.open(data) as store:
        assert sorted(row["id"] for row in store.documents()) == ["丙", "乙", "戊", "甲"]
    assert verify(data) == ()


def replace_record(given, **fields):
    return type(given)(document=given.document | fields, provisions=given.provisions)


def test_a_document_without_passages_is_a_document(data):
    document, _, original = make("空", ())
    with Store.writer(data) as writer:
        writer.put(document, (), vectors(()), original, records(document, ()))
        writer.commit()
        writer.remove("空")
        writer.commit()
    assert verify(data) == ()


def test_damaged_files_are_counted_until_they_can_be_read(data):
    with Store.writer(data) as writer:
        writer.put_damaged("/files/丁.txt", "0" * 64, "damaged_file", "丁.txt：读不出")
        assert writer.commit() == 1
    with Store.open(data) as store:
        assert store.damaged()[0]["code"] == "damaged_file"
        assert store.coverage()["damaged"] == 1
    with Store.writer(data) as writer:
        put(writer, "丁")
        writer.commit()
    with Store.open(data) as store:
        assert store.damaged() == []


def test_a_reader_keeps_its_moment_until_it_refreshes(data):
    with Store.open(data) as store:
        old = store.keys_of("甲")
        for number in range(2, 6):  # its folder is deleted meanwhile
            with Store.writer(data) as writer:
                put(writer, "甲", (f"（一）第{number}稿。",))
                assert writer.commit() == number
        assert store.generation.number == 1
        assert ids(store, store.generation.dense(vector(CLAUSES[0]), 1)[0]) == ["甲#h1_1__h2_1"]
        assert store.refresh()
        assert store.generation.number == 5
        assert store.passages(store.keys_of("甲"))[0].text == "（一）第5稿。"
        assert len(store.passages(old)) == 3, "a search under way still finds its passages"
        assert not store.refresh()


def test_threads_share_a_store_while_it_is_written(data):
    wrong = []

    def search(store):
        try:
            for _ in range(60):
                store.refresh()
                generation = store.generation
                keys, _, _ = generation.lexical(words("共同的话"), 20)
                near, _ = generation.dense(vector("共同的话"), 20)
                assert len(store.passages([*keys, *near])) >= len(near) > 0
        except Exception as error:
            wrong.append(error)

    with Store.open(data) as store:
        threads = [threading.Thread(target=search, args=(store,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(4):
            with Store.writer(data) as writer:
                put(writer, "甲", (f"（一）第{number}稿，共同的话。",))
                writer.commit()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_moment_that_is_over_is_kept_for_searches_that_began_in_it(data, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(reader, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    with Store.open(data) as store:
        old = store._db
        for passed, kept in ((5.5, True), (4.0, True), (1.5, False)):
            clock[0] += passed
            store.refresh()
            assert store._db is not old
            if kept:
                assert old.execute("SELECT 1").fetchall() == [(1,)]
        with pytest.raises(sqlite3.ProgrammingError):
            old.execute("SELECT 1")


def test_closing_waits_for_a_statement_of_another_thread(data):
    """A worker of the server died so: one thread closed what another was reading from."""
    db = connect(data)
    inside, go_on = threading.Event(), threading.Event()

    def held() -> int:
        inside.set()
        return int(go_on.wait(10))

    db.create_function("held", 0, held)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(rows, db, "SELECT held()")
        assert inside.wait(10)
        db.close()
        go_on.set()
        assert reading.result() == [(1,)]
    with pytest.raises(sqlite3.ProgrammingError):
        db.execute("SELECT 1")


def test_the_log_does_not_grow_under_a_reader_that_refreshes(data, monkeypatch):
    monkeypatch.setattr(reader, "PINNED_SECONDS", 0.0)
    log = data / f"{CATALOG}-wal"
    with Store.open(data) as store:
        sizes = []
        for number in range(12):
            with Store.writer(data) as writer:
                store.refresh()
                put(
                    writer,
                    "甲",
                    [f"（{n}）第{number}稿，共同的话。" * 40 for n in "一二三四五六七八九"],
                )
                writer.commit()
            store.refresh()
            sizes.append(log.stat().st_size)
        assert sizes[-1] <= 3 * sizes[0]


def test_an_empty_store_is_filled_while_it_is_open(tmp_path):
    with Store.open(tmp_path) as store:
        assert not store.refresh()
        with Store.writer(tmp_path) as writer:
            put(writer, "甲")
            writer.commit()
        assert store.refresh()
        assert len(store.documents()) == 1


def test_a_catalogue_that_is_being_made_is_an_empty_one(tmp_path):
    making = sqlite3.connect(tmp_path / CATALOG)
    making.execute("PRAGMA journal_mode=WAL")  # all that a writer does before its first tables
    making.close()
    with Store.open(tmp_path) as store:
        assert store.documents() == []
        assert not store.refresh()
        with Store.writer(tmp_path) as writer:
            put(writer, "甲")
            writer.commit()
        assert store.refresh()
        assert len(store.documents()) == 1


def test_many_small_commits_are_merged(tmp_path):
    for number in range(30):
        with Store.writer(tmp_path) as writer:
            put(writer, f"文{number}", (f"（一）第{number}项工作。", "（二）共同的话。"))
            if number % 3 == 2:
                writer.remove(f"文{number - 1}")
            writer.commit()
    with Store.open(tmp_path) as store:
        assert store.generation.count == 40
        assert len(store.generation.manifest.segments) <= 4
        assert len(store.generation.lexical(words("共同"), 100)[0]) == 20
        assert len(store.generation.dense(vector("（二）共同的话。"), 100)[0]) == 40
    assert verify(tmp_path) == ()
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["29", "30"]
    assert rebuild(tmp_path) == 31
    with Store.open(tmp_path) as store:
        assert len(store.generation.manifest.segments) == 1
        assert store.generation.manifest.removed == ()
