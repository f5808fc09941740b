"""What every index must do, whatever is behind it: one fixture, each index against plain numpy.

A new vector store is one more row of VECTOR_STORES; all tests then run on it by themselves.
"""

import gc
import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policykb.store import lexical
from policykb.store import vectors as faiss_vectors
from policykb.store.lexical import LexicalIndex
from policykb.store.vectors import VectorIndex
from policykb.tokens import spaced, words

DIM = 8
ROWS = 600
K1, B = 1.2, 0.75


def unit_rows(count, dim=DIM, seed=1):
    rows = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16)


# ---------------------------------------------------------------- vectors


def in_numpy(folder, parts, removed):
    """The plain reference: one product over all rows."""
    keys = np.concatenate([part[0] for part in parts])
    rows = np.concatenate([part[1] for part in parts]).astype(np.float32)
    alive = np.ones(len(keys), dtype=bool)
    for first, last in removed:
        alive &= (keys < first) | (keys > last)
    keys, rows = keys[alive], rows[alive]

    def search(vector, k, allowed=None):
        use = np.ones(len(keys), bool) if allowed is None else np.isin(keys, allowed)
        scores = rows[use] @ vector
        best = np.lexsort((keys[use], -scores))[:k]
        return keys[use][best], scores[best]

    return search


def in_faiss(folder, parts, removed):
    """Each part a commit of its own, removals with the last."""
    names, masked = (), ()
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        names, masked = faiss_vectors.update(
            folder, f"{at:06d}", names, masked=masked, removed=removed if last else (), added=[part]
        )
    return VectorIndex(folder, names, masked).search


VECTOR_STORES = [in_numpy, in_faiss]


@pytest.fixture(params=VECTOR_STORES, ids=lambda make: make.__name__)
def vector_store(request, tmp_path):
    """(search, rows): 600 rows under even keys in three parts, keys 100…199 removed."""
    rows = unit_rows(ROWS)
    keys = np.arange(ROWS, dtype=np.int64) * 2
    cuts = [slice(0, 400), slice(400, 590), slice(590, ROWS)]
    parts = [(keys[cut], rows[cut]) for cut in cuts]
    search = request.param(tmp_path, parts, [(100, 199)])
    gc.collect()  # what the index needs it must hold itself
    return search, rows


def test_a_row_is_its_own_nearest_with_cosine_one(vector_store):
    search, rows = vector_store
    for at in (0, 399, 400, 599):
        keys, cosines = search(rows[at].astype(np.float32), 3)
        assert keys[0] == 2 * at
        assert cosines[0] == pytest.approx(1, abs=2e-3)
        assert list(cosines) == sorted(cosines, reverse=True)


def test_the_order_is_that_of_numpy(vector_store, tmp_path):
    search, rows = vector_store
    keys = np.arange(ROWS, dtype=np.int64) * 2
    reference = in_numpy(tmp_path, [(keys, rows)], [(100, 199)])
    for vector in unit_rows(20, seed=2).astype(np.float32):
        found, cosines = search(vector, 10)
        expected, scores = reference(vector, 10)
        assert list(found) == list(expected)
        np.testing.assert_allclose(cosines, scores, atol=2e-3)


def test_removed_rows_never_come_back(vector_store):
    search, rows = vector_store
    found, _ = search(rows[60].astype(np.float32), ROWS)
    assert len(found) == ROWS - 50
    assert not set(found) & set(range(100, 200))


@pytest.mark.parametrize("count", [0, 1, 5, 300])
def test_allowed_rows_are_all_that_is_ranked(vector_store, count):
    search, rows = vector_store
    allowed = np.sort(np.random.default_rng(3).choice(np.arange(300, ROWS) * 2, count, False))
    found, _ = search(rows[0].astype(np.float32), 10, allowed)
    assert len(found) == min(10, count)
    assert set(found) <= set(allowed)


def test_keys_that_are_not_there_allow_nothing(vector_store):
    search, rows = vector_store
    nowhere = np.array([-5, 1, 3, 100, 10**12], dtype=np.int64)
    assert len(search(rows[0].astype(np.float32), 10, nowhere)[0]) == 0


@pytest.mark.parametrize("k", [0, 1, 10**4])
def test_k_is_a_limit_only(vector_store, k):
    search, rows = vector_store
    found, cosines = search(rows[0].astype(np.float32), k)
    assert len(found) == len(cosines) == min(k, ROWS - 50)
    assert found.dtype == np.int64
    assert cosines.dtype == np.float32


def test_no_rows_is_no_hit(tmp_path):
    keys, cosines = VectorIndex(tmp_path, (), ()).search(np.ones(DIM, np.float32), 5)
    assert len(keys) == len(cosines) == 0


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=12),
    cut=st.tuples(st.integers(0, 300), st.integers(0, 120)),
)
def test_any_history_of_commits_ends_in_the_same_rows(tmp_path_factory, sizes, cut):
    folder = tmp_path_factory.mktemp("rows")
    rows = unit_rows(sum(sizes), seed=sum(sizes))
    ends = np.cumsum([0, *sizes])
    keys = np.arange(len(rows), dtype=np.int64)
    parts = [(keys[a:b], rows[a:b]) for a, b in itertools.pairwise(ends)]
    removed = [(cut[0], cut[0] + cut[1])]
    vector = unit_rows(1, seed=9)[0].astype(np.float32)
    found, _ = in_faiss(folder, parts, removed)(vector, len(rows))
    expected, _ = in_numpy(folder, parts, removed)(vector, len(rows))
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [([], 0), ([5], 0), ([100, 1], 0), ([4, 1], 2), ([100, 4, 1, 1], 3), ([9, 2, 2, 2], 4),
     ([faiss_vectors.MAX_ROWS, faiss_vectors.MAX_ROWS], 0)],
)  # fmt: skip
def test_small_segments_are_folded_into_their_neighbours(sizes, merged):
    assert faiss_vectors.to_merge(sizes) == merged


def test_a_large_batch_is_cut_into_segments(tmp_path, monkeypatch):
    monkeypatch.setattr(faiss_vectors, "MAX_ROWS", 100)
    monkeypatch.setattr(faiss_vectors, "MERGED_ROWS", 100)
    rows, keys = unit_rows(250), np.arange(250, dtype=np.int64)
    batches = [(keys[a : a + 40], rows[a : a + 40]) for a in range(0, 250, 40)]
    names, _ = faiss_vectors.update(tmp_path, "1", (), masked=(), removed=(), added=batches)
    assert len(names) > 2
    assert VectorIndex(tmp_path, names, ()).count == 250


def clustered_rows(count, dim=48, centres=60):
    """Rows in clusters, as texts lie; evenly spread ones are no one's nearest."""
    draw = np.random.default_rng(3)
    rows = draw.standard_normal((centres, dim))[draw.integers(0, centres, count)]
    rows = rows + 0.7 * draw.standard_normal((count, dim))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


@pytest.fixture
def coded_store(tmp_path, monkeypatch):
    """(search, exact, rows): 6,000 rows with codes, keys 100…149 removed."""
    monkeypatch.setattr(faiss_vectors, "FAST_ROWS", 1000)
    rows, keys = clustered_rows(6000), np.arange(6000, dtype=np.int64)
    parts, removed = [(keys, rows)], [(100, 149)]
    index = in_faiss(tmp_path, parts, removed)
    assert list(tmp_path.glob("*.fast"))
    return index, in_numpy(tmp_path, parts, removed), rows.astype(np.float32)


def test_codes_find_what_exact_search_finds(coded_store):
    search, exact, rows = coded_store
    found = [set(search(row, 10)[0]) & set(exact(row, 10)[0]) for row in rows[:200]]
    assert np.mean([len(both) / 10 for both in found]) >= 0.97


def test_scores_by_codes_are_exact_and_masked_rows_stay_away(coded_store):
    search, _, rows = coded_store
    keys, cosines = search(rows[100], 40)
    assert len(keys) == 40
    assert not set(keys) & set(range(100, 150))
    np.testing.assert_allclose(cosines, rows[keys] @ rows[100], atol=2e-3)


def test_filters_are_exact_with_codes_too(coded_store):
    search, exact, rows = coded_store
    allowed = np.arange(0, 6000, 7, dtype=np.int64)
    assert list(search(rows[5], 10, allowed)[0]) == list(exact(rows[5], 10, allowed)[0])


# ---------------------------------------------------------------- words

VOCABULARY = [f"词{at}" for at in range(40)]


def short_texts(count, seed=5):
    """Under 40 words each: so short that tantivy stores their length exactly."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 39, count)
    return [[VOCABULARY[w] for w in (random.zipf(1.4, n) - 1) % 40] for n in sizes]


def bm25_in_numpy(texts, words):
    """Robertson's BM25 with tantivy's idf, summed over the words of the query."""
    lengths = np.array([len(text) for text in texts])
    total = np.zeros(len(texts))
    for word, weight in Counter(words).items():
        tf = np.array([text.count(word) for text in texts])
        df = (tf > 0).sum()
        idf = math.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * lengths / lengths.mean())
        total += weight * idf * tf * (K1 + 1) / (tf + norm)
    return total


@pytest.fixture
def lexical_store(tmp_path):
    """(index, texts): 300 texts under keys 1000…, written in two commits."""
    texts = short_texts(300)
    rows = [(1000 + at, text) for at, text in enumerate(texts)]
    lexical.write(tmp_path, (), rows[:250])
    lexical.write(tmp_path, (), rows[250:])
    return LexicalIndex(tmp_path), texts


QUERIES = [["词0"], ["词1", "词7"], ["词3", "词3", "词39"], ["没有", "词2"], VOCABULARY]


@pytest.mark.parametrize("words", QUERIES, ids=str)
def test_scores_are_bm25(lexical_store, words):
    index, texts = lexical_store
    keys, scores, ceiling = index.search(words, 300)
    expected = bm25_in_numpy(texts, words)
    assert len(keys) == (expected > 0).sum()
    np.testing.assert_allclose(scores, expected[keys - 1000], rtol=1e-4)
    assert list(scores) == sorted(scores, reverse=True)
    assert scores[0] < ceiling


def test_the_ceiling_is_reached_by_no_text_but_approached(tmp_path):
    lexical.write(tmp_path, (), [(1, ["罕见"] * 2000), *((k, ["常见"] * 9) for k in range(2, 99))])
    _, scores, ceiling = LexicalIndex(tmp_path).search(["罕见"], 1)
    assert 0.3 * ceiling < scores[0] < ceiling


def test_weights_scale_scores(lexical_store):
    index, _ = lexical_store
    once, twice = index.search({"词5": 1.0}, 9), index.search({"词5": 2.0}, 9)
    np.testing.assert_allclose(twice[1], 2 * once[1], rtol=1e-5)
    assert twice[2] == pytest.approx(2 * once[2])


@pytest.mark.parametrize("cost", [0, 10**9], ids=["term set", "further down the list"])
@pytest.mark.parametrize("count", [1, 40, 150, 299])
def test_allowed_texts_are_all_that_is_ranked(lexical_store, monkeypatch, cost, count):
    monkeypatch.setattr(lexical, "TERM_SET_COST", cost)
    index, texts = lexical_store
    allowed = np.sort(np.random.default_rng(4).choice(300, count, False)) + 1000
    words = ["词0", "词4"]
    keys, scores, _ = index.search(words, 20, allowed)
    expected = bm25_in_numpy(texts, words)[allowed - 1000]
    best = np.sort(expected[expected > 0])[::-1][:20]
    assert set(keys) <= set(allowed)
    np.testing.assert_allclose(scores, best, rtol=1e-4)


def test_removed_texts_are_not_found(tmp_path, lexical_store):
    before, _ = lexical_store
    lexical.write(tmp_path, [(1000, 1249)], [(5000, ["新词"])])
    index = LexicalIndex(tmp_path)
    assert index.count == 51
    assert min(index.search(VOCABULARY, 300)[0]) >= 1250
    assert list(index.search(["新词"], 5)[0]) == [5000]
    assert before.count == 300, "an open index is a snapshot"
    assert len(before.search(["新词"], 5)[0]) == 0


def test_words_between_spaces_are_the_same_words(tmp_path):
    text = "（一）推动首台（套）应用；增长7.5％，“小巨人”企业——RCEP。"
    lexical.write(tmp_path, (), [(1, spaced(text)), (2, words(text)), (3, ["别的"] * 9)])
    index = LexicalIndex(tmp_path)
    for word in words(text):
        keys, scores, _ = index.search([word], 5)
        assert sorted(keys) == [1, 2]
        assert scores[0] == scores[1], "punctuation is no part of a text's length"
    assert not len(index.search(["，", "；", "（"], 5)[0])


def test_an_empty_folder_is_an_empty_index(tmp_path):
    lexical.write(tmp_path, (), ())
    keys, scores, ceiling = LexicalIndex(tmp_path).search(["词"], 5)
    assert len(keys) == len(scores) == 0
    assert ceiling > 0
