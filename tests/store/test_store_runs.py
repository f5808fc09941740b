"""The words that lie beside the vectors, sentence by sentence, for late interaction."""

import hashlib
import json
from itertools import pairwise

import numpy as np
import pytest
from store_samples import come_and_go, put

from policykb.embed import builtin
from policykb.errors import StoreDamaged
from policykb.search.maxsim import runs_of
from policykb.store import Store, catalog, runs, verify
from policykb.store.generation import MANIFEST, folder_of
from policykb.store.schema import connect, get_meta, set_meta

TABLE = builtin.load()


def sentences(found):
    """The words of each passage, one list per sentence."""
    ends = np.cumsum(found.sizes)
    every = [found.rows[a:b].tolist() for a, b in pairwise([0, *ends.tolist()])]
    bounds = [0, *np.cumsum(found.counts).tolist()]
    return [every[a:b] for a, b in pairwise(bounds)]


def rows_of(*texts):
    return [[TABLE.vocabulary[word] for word in text.split()] for text in texts]


def check(data):
    """What is kept is what the catalogue's texts are cut into, in the order asked."""
    db = connect(data)
    texts = {key: f"{path}\n{text}" for key, path, _, text in catalog.texts(db, [(0, 10**9)])}
    db.close()
    keys = list(reversed(texts))
    with Store.open(data) as store:
        found = store.generation.runs(np.array(keys, dtype=np.int64))
        assert sentences(found) == sentences(runs_of([texts[key] for key in keys], TABLE))
        assert all(sentences(found))
        assert sentences(store.generation.runs(np.empty(0, dtype=np.int64))) == []
    assert verify(data) == ()


def test_sentences_of_words_that_the_table_has():
    lines = [
        "支持 企业 。 ， 甲乙丙丁 ； 融资 担保",
        "甲乙丙丁 。",
        "",
        f"企业{runs.OWN}融资 。 企业",
    ]
    assert sentences(runs.read(*runs.coded(lines, TABLE))) == [
        rows_of("支持 企业", "融资 担保"), [], [], rows_of("融资", "企业"),
    ]  # fmt: skip


def test_they_are_the_words_of_the_catalogue_whatever_came_and_went(data):
    come_and_go(data, check, ("（一）支持小巨人企业上市。\t融资；担保。", "（二）甲😀乙。"))


def test_words_of_other_passages_are_damage(tmp_path):
    spool = runs.Spool(tmp_path, TABLE)
    assert [key for key, _ in spool.noted([(1, "支持 企业"), (2, "融资")])] == [1, 2]
    assert spool.taken(np.array([1]))[1].tolist() == [2]
    with pytest.raises(StoreDamaged, match="rebuild"):
        spool.taken(np.array([3]))
    spool.close()


def changed(data, change):
    """Rewrites the manifest of the live generation."""
    with connect(data, write=True) as db:
        path = folder_of(data, int(get_meta(db, "generation"))) / MANIFEST
        record = json.loads(path.read_bytes())
        change(record)
        content = json.dumps(record).encode()
        path.write_bytes(content)
        set_meta(db, "manifest", hashlib.sha256(content).hexdigest())
    db.close()


def without_words(record):
    record["format"] = 2
    del record["table"]
    for name in [name for name in record["files"] if name.endswith((".runs", ".bounds"))]:
        del record["files"][name]


@pytest.mark.parametrize(
    "change", [without_words, lambda record: record.update(table="policykb-1-another")]
)
def test_a_generation_without_them_answers_and_the_next_one_has_them(data, change):
    changed(data, change)
    with Store.open(data) as store:
        assert store.generation.runs(np.array([1], dtype=np.int64)) is None
    with Store.writer(data) as writer:
        put(writer, "新", ("（一）支持企业上市。",))
        writer.commit()
    check(data)


def test_a_key_that_is_not_there(store):
    with pytest.raises(StoreDamaged, match="rebuild"):
        store.generation.runs(np.array([10**6], dtype=np.int64))
