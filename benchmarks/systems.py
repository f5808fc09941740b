"""The systems that are compared: each a function from rows to (search, bytes on disk).

All lexical ones are given the same words (policykb.tokens), all dense ones the same vectors, so
that what differs is the system. `search(text)` gives ids of rows, best first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from bench_quality import K, Row, indexed, ranker, whole

from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.store import Store, lexical
from policykb.tokens import words
from policykb.understand import understand

Search = Callable[[str], list[str]]
Built = tuple[Search, int]


def policykb(rows: Sequence[Row], folder: Path) -> Built:
    """This project: understanding, both indexes, fusion, re-ranking.

    Rows that come from documents are searched in a store of the documents.
    """
    if "folder" not in rows[0]:
        searcher = indexed(rows, folder, load())
        return ranker(searcher, rows, "fused"), size_of(folder / "generations")
    files = sorted(path for path in Path(rows[0]["folder"]).iterdir() if path.is_file())
    searcher = taken_in(files, folder)

    def search(text: str) -> list[str]:
        return [hit.passage.id for hit in searcher.search(understand(text), limit=K).hits]

    return search, size_of(folder / "generations")


def taken_in(files: Sequence[Path], folder: Path) -> Searcher:
    """A store that these documents were read into, as users have it."""
    ingest(files, folder)
    store = Store.open(folder)
    return Searcher(store, load(store.model))


def tantivy_alone(rows: Sequence[Row], folder: Path) -> Built:
    """BM25 over words in tantivy."""
    lexical.write(folder, (), ((at, words(whole(row))) for at, row in enumerate(rows)))
    index, ids = lexical.LexicalIndex(folder), [row["_id"] for row in rows]
    return lambda text: [ids[at] for at in index.search(words(text), K)[0]], size_of(folder)


def bm25s(rows: Sequence[Row], folder: Path) -> Built:
    """BM25 over words in bm25s, its numpy backend."""
    import bm25s as library

    index, ids = library.BM25(), [row["_id"] for row in rows]
    index.index([words(whole(row)) for row in rows], show_progress=False)
    index.save(str(folder))

    def search(text: str) -> list[str]:
        known = [word for word in words(text) if word in index.vocab_dict]
        if not known:
            return []
        found, scores = index.retrieve([known], k=min(K, len(ids)), show_progress=False)
        return [ids[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search, size_of(folder)


def sqlite_fts5(rows: Sequence[Row], folder: Path) -> Built:
    """BM25 over words in SQLite's FTS5."""
    db = sqlite3.connect(folder / "fts.db")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'unicode61')")
    said = ((at, " ".join(words(whole(row)))) for at, row in enumerate(rows))
    db.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", said)
    db.commit()
    ids = [row["_id"] for row in rows]

    def search(text: str) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(text)))
        sql = f"SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT {K}"
        return [ids[at] for (at,) in db.execute(sql, (asked,))] if asked else []

    return search, size_of(folder)


def faiss_dense(rows: Sequence[Row], folder: Path) -> Built:
    """The nearest vectors alone, exact and in full precision: plain dense retrieval."""
    import faiss

    embedder, ids = load(), [row["_id"] for row in rows]
    index = faiss.IndexFlatIP(embedder.dim)
    for first in range(0, len(rows), 4096):
        index.add(embedder.embed([whole(row) for row in rows[first : first + 4096]]))
    faiss.write_index(index, str(folder / "flat.faiss"))
    return lambda text: [ids[at] for at in index.search(embedder.embed([text]), K)[1][0]], size_of(
        folder
    )


def txtai(rows: Sequence[Row], folder: Path) -> Built:
    """txtai's hybrid of BM25 over words and the same vectors, half and half (its default)."""
    from txtai.embeddings import Embeddings

    embedder, ids = load(), [row["_id"] for row in rows]
    index = Embeddings(
        method="external",
        transform=lambda texts: np.asarray(embedder.embed(list(texts))),
        hybrid=True,
        scoring={"method": "bm25", "terms": True, "normalize": True, "tokenizer": None},
    )
    index.index((at, " ".join(words(whole(row))), None) for at, row in enumerate(rows))
    index.save(str(folder / "txtai"))

    def search(text: str) -> list[str]:
        return [ids[int(at)] for at, _ in index.search(" ".join(words(text)), K)]

    return search, size_of(folder)


SYSTEMS: dict[str, Callable[[Sequence[Row], Path], Built]] = {
    "policykb": policykb,
    "tantivy": tantivy_alone,
    "bm25s": bm25s,
    "SQLite FTS5": sqlite_fts5,
    "FAISS": faiss_dense,
    "txtai": txtai,
}


def size_of(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
