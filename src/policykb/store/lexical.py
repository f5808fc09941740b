"""Which passages hold these words? An index of tantivy over words that are already cut.

One tantivy index is one folder of immutable segment files and a small `meta.json`. A new
generation links the old segment files into its own folder and lets tantivy add and delete there:
tantivy never writes into a segment file that exists, so the older folder stays as it was.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

K1 = 1.2  # tantivy's own constants of BM25 (b = 0.75)
WORDS, KEY, ANALYSER = "words", "key", "cut"
HEAP_BYTES = 64_000_000
# A term set of n keys costs about as much as reading 4·n²/(k·count) times as many hits as wanted.
TERM_SET_COST = 4
# What stands between words: no word, and no part of a passage's length.
BLOCKS = ((0x21, 0x7F), (0xA1, 0xC0), (0x2010, 0x2070), (0x2190, 0x2800), (0x3001, 0x3040),
          (0xFE30, 0xFE50), (0xFF01, 0xFFF0))  # fmt: skip
MARKS = [char for a, b in BLOCKS for char in map(chr, range(a, b)) if not char.isalnum()]
Ranked = tuple[NDArray[np.int64], NDArray[np.float32], float]


class LexicalIndex:
    """A folder of tantivy, open for reading; a snapshot that later writers do not change."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder)
        self._index.config_reader("manual")  # the default polls the folder from a thread
        self._index.reload()
        self._searcher = self._index.searcher()
        self.count: int = self._searcher.num_docs

    def search(
        self,
        words: Sequence[str] | Mapping[str, float],
        k: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> Ranked:
        """The `k` best passages for any of the words, best first, as keys and BM25 scores.

        `words` are terms as `tokens.words` cuts them (one that is repeated counts as often), or
        terms with weights; nothing in them is query syntax. `allowed` (sorted keys) limits the
        result before ranking. The third value is the ceiling: the sum over the words of
        weight · idf · (k1 + 1), the highest score that any passage could reach (Robertson and
        Zaragoza 2009, 3.4); words that no passage holds count with the idf of df = 0.
        """
        weights = dict(words) if isinstance(words, Mapping) else dict(Counter(words))
        known = {word: self._searcher.doc_freq(WORDS, word) for word in weights}
        ceiling = sum(
            weight * _idf(self.count, known[word]) * (K1 + 1) for word, weight in weights.items()
        )
        query = _any_of({word: weights[word] for word, df in known.items() if df})
        if query is None or k <= 0 or (allowed is not None and not len(allowed)):
            return (*_no_hits(), ceiling)
        keys, scores = self._ranked(query, k, allowed)
        return keys, scores, ceiling

    def _ranked(
        self, query: Any, k: int, allowed: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if allowed is None:
            return self._hits(query, k)
        if TERM_SET_COST * len(allowed) ** 2 <= k * self.count:
            return self._hits(_limited(query, allowed), k)
        # Many keys: cheaper to read further down the list and to leave hits out.
        fetch = int(1.5 * k * self.count / len(allowed)) + k
        for depth in (fetch, 8 * fetch):
            keys, scores = self._hits(query, depth)
            kept = is_member(keys, allowed)
            if kept.sum() >= k or len(keys) < depth:
                return keys[kept][:k], scores[kept][:k]
        return self._hits(_limited(query, allowed), k)

    def _hits(self, query: Any, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        hits = self._searcher.search(query, k, count=False).hits
        keys = self._searcher.fast_field_values(KEY, [address for _, address in hits])
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        return np.array(keys, dtype=np.int64), scores


def write(
    folder: Path,
    removed: Iterable[tuple[int, int]],
    added: Iterable[tuple[int, str | Sequence[str]]],
) -> None:
    """Takes key ranges (both ends included) out of the index in `folder` and adds passages.

    Their words come as a list, or between spaces in one text, punctuation among them.

    An empty folder becomes an index. On return everything is on the disk, merges included.
    """
    index = _open(folder)
    # One thread: segments, and with them scores, do not depend on timing.
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for first, last in removed:
        writer.delete_documents_by_query(_key_range(first, last))
    for key, words in added:
        writer.add_document(_document(key, words))
    writer.commit()
    writer.wait_merging_threads()


def is_member(keys: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of `keys` stand in the sorted array `among`."""
    if not len(among):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    found: NDArray[np.bool_] = among[at] == keys
    return found


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(WORDS, tokenizer_name=ANALYSER, index_option="freq")
    builder.add_unsigned_field(KEY, indexed=True, fast=True)
    return builder.build()


SCHEMA = _schema()


def _open(folder: Path) -> Any:
    exists = tantivy.Index.exists(str(folder))
    index = tantivy.Index.open(str(folder)) if exists else tantivy.Index(SCHEMA, path=str(folder))
    cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer(ANALYSER, cut.filter(tantivy.Filter.custom_stopword(MARKS)).build())
    return index


def _document(key: int, words: str | Sequence[str]) -> Any:
    document = tantivy.Document()
    document.add_unsigned(KEY, key)
    document.add_text(WORDS, words if isinstance(words, str) else " ".join(words))
    return document


def _any_of(weights: Mapping[str, float]) -> Any:
    clauses = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_term(word), weight))
        for word, weight in weights.items()
    ]
    return tantivy.Query.boolean_query(clauses) if clauses else None


def _term(word: str) -> Any:
    return tantivy.Query.term_query(SCHEMA, WORDS, word, index_option="freq")


def _limited(query: Any, allowed: NDArray[np.int64]) -> Any:
    keys = tantivy.Query.term_set_query(SCHEMA, KEY, allowed.tolist())
    free = tantivy.Query.const_score_query(keys, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, free)])


def _key_range(first: int, last: int) -> Any:
    return tantivy.Query.range_query(SCHEMA, KEY, tantivy.FieldType.Unsigned, first, last)


def _idf(count: int, df: int) -> float:
    return math.log(1 + (count - df + 0.5) / (df + 0.5))


def _no_hits() -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
