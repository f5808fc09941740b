"""The store: filters, models and versions, damage, saving and putting back."""

import hashlib
import os
import shutil
import sqlite3

import pytest
from store_samples import CLAUSES, DIM, ids, put, vector, vectors

from policykb.errors import (
    BadRequest,
    ModelError,
    NotFound,
    StoreDamaged,
    StoreLocked,
    StoreVersion,
)
from policykb.store import Store, files, inspect, lock, rebuild, restore, snapshot, verify
from policykb.store.filters import labelled, region_condition
from policykb.store.schema import CATALOG
from policykb.tokens import words
from policykb.types import Filters

# ---------------------------------------------------------------- filters

FILTERED = [
    (Filters(), None),
    (Filters(doc=("甲号文件", "丙")), ["甲", "甲", "甲", "丙"]),
    (Filters(level=("national",)), ["甲"] * 3),
    (Filters(doc_type=("plan",)), ["乙"]),
    (Filters(issuer=("杭州市人民政府", "没有这个机关")), ["乙"]),
    (Filters(region=("浙江",)), ["甲", "乙"]),  # 甲's third clause tells a practice of 杭州
    (Filters(region=("浙江省杭州市",)), ["乙"]),
    (Filters(region=("*",)), []),
    (Filters(department=("中国人民银行",)), ["甲"]),
    (Filters(department=("工信部", "人行")), ["甲", "甲"]),
    (Filters(instrument=("财政资金",)), ["甲"]),
    (Filters(instrument=("财政资金",), department=("人行",)), []),
    (Filters(obligation=("must",)), ["甲"]),
    (Filters(kind=("measure",)), ["甲", "甲"]),
    (Filters(kind=("targets",)), ["甲"]),
    (Filters(kind=("table",)), []),
    (Filters(kind=("clause",), level=("municipal",)), ["乙"]),
    (Filters(date_from="2021-11-06", date_to="2021-11-06"), ["甲"] * 3),
    (Filters(date_from="2021-11-07"), ["乙"]),
    (Filters(date_from="2023-05-20"), ["乙"]),
    (Filters(date_to="2023"), ["甲", "甲", "甲", "乙"]),
    (Filters(date_to="2021-11-05"), []),
    (Filters(status=("in_force",), as_of="2025-12-31"), ["甲", "甲", "甲", "乙"]),
    (Filters(status=("expired",), as_of="2026-01-01"), ["乙"]),
    (Filters(status=("not_yet",), as_of="2021-11-30"), ["甲"] * 3),
    (Filters(status=("unknown",)), ["丙"]),
    (Filters(status=("过期",), as_of="2026-01-01"), ["乙"]),
    (Filters(level=("国家级",)), ["甲"] * 3),
    (Filters(doc_type=("规划",)), ["乙"]),
    (Filters(issuer=("杭州市政府",)), ["乙"]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED, ids=lambda x: str(x)[:60])
def test_select(store, filters, expected):
    keys = store.select(filters)
    if expected is None:
        assert keys is None
    else:
        assert [p.document_id for p in store.passages(keys)] == expected


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # 市 alone is any city's: a document whose place is known writes its name before it
        ("市发展和改革委员会", [1, 2]),
        ("杭州市发展和改革委员会", [1]),
        ("发展和改革委员会", []),
    ],
)
def test_departments_of_any_place(asked, found):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE labels(id INT, scope TEXT, name TEXT, value TEXT)")
    names = ("杭州市发展和改革委员会", "市发展和改革委员会", "市财政局")
    rows = [(at, "fact", "department", name) for at, name in enumerate(names, 1)]
    db.executemany("INSERT INTO labels VALUES(?, ?, ?, ?)", rows)
    sql, values = labelled("fact", "department", [asked])
    assert [id for (id,) in db.execute(sql, values)] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("浙江", ["浙江省", "杭州市", "余杭区"]),
        ("杭州市", ["杭州市", "余杭区"]),
        ("余杭区", ["余杭区"]),
        ("浙江省", ["浙江省", "杭州市", "余杭区"]),
    ],
)
def test_a_place_finds_what_lies_in_it(asked, found):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE d(region TEXT)")
    places = ("浙江省", "杭州市", "余杭区", "青岛市", "全国")
    db.executemany("INSERT INTO d VALUES(?)", [(place,) for place in places])
    test, values = region_condition([asked])
    assert [place for (place,) in db.execute(f"SELECT region FROM d WHERE {test}", values)] == found


@pytest.mark.parametrize(
    ("kind", "filters", "count"),
    [
        ("measures", Filters(), 2),
        ("measure", Filters(department=("人行",)), 1),
        ("practices", Filters(region=("浙江省",)), 1),
        ("practices", Filters(region=("上海市",)), 0),
        ("targets", Filters(doc=("乙",)), 0),
        ("provisions", Filters(doc_type=("plan",)), 1),
    ],
)
def test_facts_are_filtered(store, kind, filters, count):
    assert len(store.facts(kind, filters)) == count


def test_facts_at_their_clause_carry_their_document(store):
    (fact,) = store.facts_at("measures", [("甲", "h1_1__h2_2"), ("乙", "h1_1__h2_1")])
    assert fact["document"]["title"] == "甲号文件"
    assert fact["obligation"] == "must"


@pytest.mark.parametrize("field", ["status", "level", "doc_type", "obligation"])
def test_a_value_that_no_document_can_bear_is_an_error(store, field):
    with pytest.raises(BadRequest) as caught:
        store.select(Filters(**{field: ("没有这种",)}))
    assert caught.value.code == "unknown_value"


def test_a_filter_for_a_document_that_is_not_there_is_an_error(store):
    with pytest.raises(NotFound):
        store.select(Filters(doc=("丁",)))
    with pytest.raises(BadRequest):
        store.select(Filters(date_from="去年"))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2024-01-01", "in_force"), ("2025-12-31", "in_force"), ("2026-01-01", "expired")],
)
def test_status_is_judged_on_the_day_asked(store, as_of, status):
    assert store.document_ref("乙", as_of)["status"] == status
    rows = store.documents(Filters(as_of=as_of))
    assert {row["id"]: row["status"] for row in rows}["乙"] == status
    assert (
        store.facts("provisions", Filters(doc=("乙",), as_of=as_of))[0]["document"]["status"]
        == status
    )


def test_coverage_counts_documents(store):
    assert store.coverage(Filters(date_from="2021-01-01")) == {
        "documents": 3, "searched": 2, "excluded_by_filter": 1, "undated": 1, "damaged": 0,
    }  # fmt: skip
    assert store.coverage(Filters(instrument=("财政资金",)))["searched"] == 1


def test_facets_count_passages(store):
    facets = store.facets([*store.keys_of("甲"), *store.keys_of("乙")])
    assert facets["doc_type"] == {"measures": 3, "plan": 1}
    assert facets["year"] == {"2021": 3, "2023": 1}
    assert facets["instrument"] == {"信贷担保": 1, "权益保护": 1, "财政资金": 1}
    assert facets["region"] == {"浙江省杭州市": 1}


def test_a_phrase_is_found_across_word_boundaries(store):
    assert ids(store, store.containing("微企业发")) == ["甲#h1_1__h2_1"]
    assert len(store.containing("微企业发", Filters(doc=("乙",)))) == 0


# ---------------------------------------------------------------- models and versions


def test_vectors_of_another_model_are_refused(data):
    with pytest.raises(ModelError, match="test"), Store.writer(data, model="other"):
        pass
    with Store.open(data) as store:
        store.check("test", DIM, store.tokenizer)
        for model, dim, tokenizer in (("x", DIM, ""), ("test", 8, ""), ("test", DIM, "other")):
            with pytest.raises(ModelError):
                store.check(model, dim, tokenizer)


def test_another_model_makes_all_vectors_anew(data):
    with Store.writer(data) as writer:
        assert writer.revector(lambda found: vectors(found, 8), "new", 8) == 5
        assert writer.commit() == 2
    with Store.open(data) as store:
        assert (store.model, store.dim) == ("new", 8)
        keys, _ = store.generation.dense(vector(CLAUSES[2], 8), 1)
        assert ids(store, keys) == ["甲#h1_1__h2_3"]
    assert verify(data) == ()


def test_a_store_of_a_later_version_is_refused(data):
    with sqlite3.connect(data / CATALOG) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreVersion, match="99"):
        Store.open(data)
    with pytest.raises(StoreVersion), Store.writer(data):
        pass


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_file_that_is_no_catalogue_is_refused(data, content):
    for each in data.glob(f"{CATALOG}*"):
        each.unlink()
    (data / CATALOG).write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store.open(data)


class Clock:
    """A clock on which time passes only where somebody waits."""

    now = 0.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def test_a_second_writer_is_refused_within_a_second(data, monkeypatch):
    monkeypatch.setattr(lock, "time", clock := Clock())
    with Store.writer(data):
        assert clock.now == 0, "nobody else is writing"
        with pytest.raises(StoreLocked, match=str(os.getpid())), Store.writer(data):
            pass
        assert 0 < clock.now < 1, "it waits a little, not long"
    with Store.writer(data):
        pass


# ---------------------------------------------------------------- damage


def generation_files(data):
    return [p for p in sorted((data / "generations").rglob("*")) if p.is_file()]


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_one_flipped_byte_in_any_file_is_refused_and_remade(data):
    names = [
        p.relative_to(data) for p in generation_files(data)
        if p.stat().st_size and p.name != files.STAMP and p.suffix != ".lock"
    ]  # fmt: skip
    assert len(names) >= 10
    for name in names:
        copy = data.with_name("copy")
        shutil.copytree(data, copy)
        flip(copy / name)
        assert verify(copy), name
        with pytest.raises(StoreDamaged, match="rebuild"):
            Store.open(copy)
        rebuild(copy)
        assert verify(copy) == (), name
        with Store.open(copy) as store:
            assert len(store.generation.lexical(words("拖欠账款"), 5)[0])
        shutil.rmtree(copy)


def test_a_large_generation_is_hashed_once_and_again_when_touched(data, monkeypatch):
    hashed = []
    monkeypatch.setattr(files, "ALWAYS_HASHED_BYTES", 0)
    original = files.hash_file
    monkeypatch.setattr(files, "hash_file", lambda path: hashed.append(path) or original(path))
    Store.open(data).close()
    assert hashed == []
    shutil.copytree(data, copy := data.with_name("copy"))
    Store.open(copy).close()
    assert hashed, "other inodes: hashed again"
    hashed.clear()
    Store.open(copy).close()
    assert hashed == []
    flip(next((copy / "generations/1/vectors").glob("*.faiss")))
    with pytest.raises(StoreDamaged):
        Store.open(copy)


@pytest.mark.parametrize(
    "lost", ["generations/1", "generations/1/lexical/meta.json", "generations"]
)
def test_a_missing_generation_is_refused_and_remade(data, lost):
    path = data / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(StoreDamaged):
        Store.open(data)
    assert verify(data)
    with Store.writer(data) as writer:
        put(writer, "丁")
        if lost != "generations/1/lexical/meta.json":
            with pytest.raises(StoreDamaged):
                writer.commit()
    rebuild(data)
    assert verify(data) == ()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE originals SET bytes = bytes || 'x' WHERE rowid = 1", "原件"),
        ("UPDATE passages SET text = replace(text, '小微', '大型')", "甲"),
        ("UPDATE facts SET record = replace(record, 'must', 'should')", "甲"),
        ("UPDATE documents SET record = replace(record, '2021', '2022')", "甲"),
        ("UPDATE passages SET vector = zeroblob(length(vector))", "丙"),
        ("DELETE FROM passages WHERE key = 2", "甲"),
    ],
)
def test_verify_sees_what_was_changed_in_the_catalogue(data, sql, problem):
    with sqlite3.connect(data / CATALOG) as db:
        assert db.execute(sql).rowcount
    db.close()
    assert any(problem in line for line in verify(data))


def test_inspect_tells_how_much_it_checked(data):
    checked = inspect(data).checked
    assert checked["documents"] == checked["originals"] == 3
    assert checked["counts"] == 5
    assert checked["files_of_generation"] >= 10


# ---------------------------------------------------------------- saving and putting back


def test_a_snapshot_puts_back_what_was(data, tmp_path):
    sha256 = snapshot(data, tmp_path / "saved.db")
    assert hashlib.sha256((tmp_path / "saved.db").read_bytes()).hexdigest() == sha256
    with Store.writer(data) as writer:
        writer.remove("甲")
        writer.commit()
    with Store.open(data) as store:
        assert restore(tmp_path / "saved.db", data) == 3
        assert store.refresh()
        assert len(store.documents()) == 3
    restore(tmp_path / "saved.db", tmp_path / "fresh")
    for place in (data, tmp_path / "fresh"):
        assert verify(place) == ()
        with Store.open(place) as store:
            assert store.document("甲").text == "\n".join(CLAUSES)
            assert len(store.generation.lexical(words("拖欠账款"), 5)[0])


def test_a_damaged_snapshot_is_refused(data, tmp_path):
    snapshot(data, saved := tmp_path / "saved.db")
    content = saved.read_bytes()
    at = content.index("拖延付款".encode())
    saved.write_bytes(content[: at + 2] + b"\x97" + content[at + 3 :])
    with pytest.raises(StoreDamaged):
        restore(saved, data)
    with pytest.raises(StoreDamaged):
        restore(tmp_path / "none.db", data)
    assert verify(data) == ()
