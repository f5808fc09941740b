"""What lies beside the vectors for ranking, and the words that wait for a commit."""

from itertools import pairwise

import numpy as np
import pytest
from store_samples import DIM, come_and_go, make, put, records, vectors

from policykb.errors import StoreDamaged
from policykb.store import Store, catalog, cut, generation, rebuild, said, verify
from policykb.store.schema import connect, rows
from policykb.tokens import words


def expected(data):
    """key → (lowered text, kind, prints) of every passage, from the catalogue."""
    db = connect(data)
    found = {
        key: (said.lowered("\n".join([path, text])), kind, said.prints_of(text))
        for (key, path, _, text), (_, kind, *_) in zip(
            catalog.texts(db, [(0, 10**9)]), catalog.said(db, [(0, 10**9)]), strict=True
        )
    }
    db.close()
    return found


def told(store, keys):
    """The same from the index."""
    found = store.generation.said(np.array(keys, dtype=np.int64))
    prints = found.prints.tolist()
    bounds = found.bounds.tolist()
    own = [prints[a:b] for a, b in pairwise(bounds)]
    kinds = [said.KINDS[at] for at in found.kinds.tolist()]
    return list(zip(found.texts, kinds, own, strict=True))


def check(data):
    wanted = expected(data)
    keys = list(reversed(wanted))  # in the order asked, not that of the file
    with Store.open(data) as store:
        assert told(store, keys) == [wanted[key] for key in keys]
        assert told(store, []) == []
    assert verify(data) == ()


def test_it_says_what_the_catalogue_says_whatever_came_and_went(data):
    come_and_go(data, check, ("（一）支持“小巨人”企业，Ａ股RCEP上市。", "（二）甲😀乙。"))


def test_signs_that_end_records_may_stand_in_a_text(tmp_path):
    with Store.writer(tmp_path, model="test", dim=DIM) as writer:
        put(writer, "甲", ("（一）支持\x1e企业\x01发展。", "（二）保护\x1f知识产权。"))
        put(writer, "乙", ("（一）无异。",))
        writer.commit()
    with Store.open(tmp_path) as store:
        texts = [text for text, *_ in told(store, store.generation.keys())]
    assert [text.rpartition("\n")[2] for text in texts] == [
        "（一）支持 企业 发展。", "（二）保护\x1f知识产权。", "（一）无异。",
    ]  # fmt: skip


def test_a_passage_that_is_not_there_is_damage(store):
    with pytest.raises(StoreDamaged, match="rebuild"):
        store.generation.said(np.array([1, 10**6], dtype=np.int64))


def test_one_more_document_reads_no_other_text(data, monkeypatch):
    asked = []
    original = catalog.said
    monkeypatch.setattr(catalog, "said", lambda db, r: asked.extend(r) or original(db, r))
    with Store.writer(data) as writer:
        put(writer, "丁", ("（一）支持首台套。",))
        writer.commit()
    before = max(last for _, last in asked) - 1
    assert asked == [(before + 1, before + 1)], "its own passage alone"
    check(data)


def test_a_generation_of_another_format_is_refused_and_remade(data, monkeypatch):
    monkeypatch.setattr(generation, "FORMAT", generation.FORMAT + 1)
    with pytest.raises(StoreDamaged, match="rebuild"):
        Store.open(data)
    rebuild(data)
    check(data)


# ---------------------------------------------------------------- words that are cut already


def put_cut(writer, name, clauses):
    """Puts a document with the words of its passages."""
    document, passages, original = make(name, clauses)
    own = records(document, passages)
    return writer.put(document, passages, vectors(passages), original, own, cut.cut(passages))


CLAUSES = ("（一）支持首台（套）应用。\n\t第二行。", "（二）清理拖欠账款，增长7.5％。")


def lexical(data):
    """Scores of every passage for each word of the clauses."""
    with Store.open(data) as store:
        asked = sorted({word for clause in CLAUSES for word in words(clause)})
        found = [store.generation.lexical([word], 99) for word in asked]
        return [(keys.tolist(), scores.tolist(), ceiling) for keys, scores, ceiling in found]


def test_words_given_are_those_that_are_cut_at_the_commit(tmp_path):
    for folder, how in (("given", put_cut), ("later", put)):
        with Store.writer(tmp_path / folder, model="test", dim=DIM) as writer:
            how(writer, "甲", CLAUSES)
            how(writer, "乙", ("（一）保护知识产权。",))
            writer.commit()
    given = lexical(tmp_path / "given")
    assert any(keys for keys, *_ in given)
    assert given == lexical(tmp_path / "later")
    rebuild(tmp_path / "given")
    assert given == lexical(tmp_path / "given")


def test_words_of_what_was_replaced_before_the_commit_are_not_indexed(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "texts", lambda *_: pytest.fail("cut again"))
    with Store.writer(tmp_path, model="test", dim=DIM) as writer:
        put_cut(writer, "甲", ("（一）保护知识产权。",))
        put_cut(writer, "甲", CLAUSES)
        writer.commit()
        put_cut(writer, "乙", ("（一）支持直播电商。",))
        writer.commit()
    with Store.open(tmp_path) as store:
        assert [len(store.generation.lexical([w], 9)[0]) for w in ("知识", "拖欠", "直播")] == [
            0,
            1,
            1,
        ]


def test_the_digest_made_at_a_put_is_that_of_what_lies_there(data):
    with Store.writer(data) as writer:
        put_cut(writer, "丁", CLAUSES)
        writer.commit()
    db = connect(data)
    assert rows(db, "SELECT count(*) FROM documents WHERE digest = ''")[0][0] == 0
    db.close()
    assert verify(data) == ()
