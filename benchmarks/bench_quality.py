"""Ranking quality on judged questions: policykb's modes beside BM25 on words and on bigrams.

    python benchmarks/bench_quality.py --corpus C.jsonl.gz --queries Q.jsonl.gz --qrels R.tsv --json

Files are BEIR's: `_id`, `title`, `text` a line; `_id`, `text` a line; query-id, corpus-id, score
separated by tabs under a header. The corpus is put into a store of its own, and every question
goes the whole way that a user's does: understanding, both indexes, fusion, re-ranking.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from policykb.embed import load
from policykb.search import Searcher
from policykb.search.evaluate import Figures, mean, read_qrels, read_queries, score
from policykb.store import Records, Store
from policykb.tokens import words
from policykb.types import Document, Embedder, Metadata, Passage, Provision, Span
from policykb.understand import understand

K = 10
ROWS = 2_000  # rows of a corpus that share one document of the store
MODES = ("fused", "lexical", "dense")
Row = Mapping[str, str]


def main() -> None:
    """Prints one table, or with --json one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--qrels", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows, qrels = list(read_rows(args.corpus)), read_qrels(args.qrels)
    queries = [(id, text) for id, text in read_queries(args.queries) if id in qrels]
    figures = measure(rows, queries, qrels)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, values in figures.items():
            print(f"{name:<18}", "  ".join(f"{k} {v:.4f}" for k, v in values.items()))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a corpus."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def measure(
    rows: Sequence[Row], queries: Sequence[tuple[str, str]], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, Figures]:
    """Figures of every system on one set."""
    figures = {}
    with tempfile.TemporaryDirectory() as data:
        searcher = indexed(rows, Path(data), load())
        for mode in MODES:
            name = "policykb" if mode == "fused" else f"policykb_{mode}"
            figures[name] = judged(queries, qrels, ranker(searcher, rows, mode), name)
    texts = [whole(row) for row in rows]
    ids = [row["_id"] for row in rows]
    for name, cut in (("bm25_words", words), ("bm25_bigrams", bigrams)):
        index = BM25([cut(text) for text in texts])
        figures[name] = judged(
            queries,
            qrels,
            lambda text, i=index, c=cut: [ids[at] for at in i.best(c(text), K)],
            name,
        )
    return figures


def judged(
    queries: Sequence[tuple[str, str]],
    qrels: Mapping[str, Mapping[str, int]],
    ranked: Callable[[str], list[str]],
    name: str,
) -> Figures:
    """Mean figures of one system; its pace goes to stderr."""
    began = time.perf_counter()
    figures = mean(score(ranked(text), qrels[id], K) for id, text in queries)
    each = 1000 * (time.perf_counter() - began) / len(queries)
    print(f"{name}: {each:.1f} ms a question", file=sys.stderr)
    return figures


# ------------------------------------------------------------------ policykb


def ranker(searcher: Searcher, rows: Sequence[Row], mode: str) -> Callable[[str], list[str]]:
    """A function from a question to the ids of the rows found.

    A hit stands for the rows that say the same as it, which come directly behind it.
    """

    def ranked(text: str) -> list[str]:
        hits = searcher.search(understand(text), limit=K, mode=mode).hits
        found = [id for hit in hits for id in (hit.passage.id, *hit.copies)]
        return [rows[int(id.rpartition("nn_")[2]) - 1]["_id"] for id in found][:K]

    return ranked


def indexed(rows: Sequence[Row], data: Path, embedder: Embedder) -> Searcher:
    """A store that holds the corpus, one passage a row."""
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        for part in parts(rows):
            document, passages = document_of(part)
            said = ["\n".join([*passage.path, passage.text]) for passage in passages]
            record = {"id": document.id, "source": document.id, "title": document.id}
            records = Records(document=record, provisions=[], facts={})
            writer.put(document, passages, embedder.embed(said), b"", records)
        writer.commit()
    return Searcher(Store.open(data), embedder)


def parts(rows: Sequence[Row]) -> Iterator[list[tuple[int, Row]]]:
    """The numbered rows by document: those of one title, and the others `ROWS` at a time."""
    by_title: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        by_title[row.get("title") or ""].append((number, row))
    alone = by_title.pop("", [])
    for found in by_title.values():
        if len(found) > 1:
            yield found
        else:
            alone += found
    for first in range(0, len(alone), ROWS):
        yield alone[first : first + ROWS]


def document_of(part: Sequence[tuple[int, Row]]) -> tuple[Document, list[Passage]]:
    """Some rows as one document: a plain paragraph each, the row's title above it."""
    name, start = f"part-{part[0][0]}", 0
    body, passages = [], []
    for number, row in part:
        span = Span(start, start + len(row["text"]))
        start = span.end + 1
        eid = f"nn_{number}"
        body.append(
            Provision(
                eid=eid, level="paragraph", number="", heading="", span=span,
                head=Span(span.start, span.start),
            )
        )  # fmt: skip
        passages.append(
            Passage(
                id=f"{name}#{eid}", document_id=name, eid=eid, span=span, text=row["text"],
                path=heading_of(row),
            )
        )  # fmt: skip
    document = Document(
        id=name, source=name, sha256=name, format="txt", meta=Metadata(title=name),
        text="\n".join(row["text"] for _, row in part), body=tuple(body),
    )  # fmt: skip
    return document, passages


def heading_of(row: Row) -> tuple[str, ...]:
    """The row's title, unless its text begins with it."""
    title = row.get("title") or ""
    return () if not title or row["text"].startswith(title) else (title,)


# ------------------------------------------------------------------ BM25


class BM25:
    """Exact BM25 over all texts (Robertson and Zaragoza 2009), k1 = 1.2, b = 0.75."""

    def __init__(self, texts: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        damping = k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))
        self.count = len(texts)
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, text in enumerate(texts):
            for term, times in Counter(text).items():
                places[term].append((at, times))
        self.scores = {}
        for term, found in places.items():
            at, times = np.array(found).T
            rarity = math.log(1 + (self.count - len(at) + 0.5) / (len(at) + 0.5))
            weights = rarity * times * (k1 + 1) / (times + damping[at])
            self.scores[term] = (at, weights.astype(np.float32))

    def best(self, terms: Sequence[str], k: int) -> list[int]:
        """Places of the `k` best texts that hold any of the terms, best first."""
        total = np.zeros(self.count, dtype=np.float32)
        for term in dict.fromkeys(terms):
            if term in self.scores:
                at, weights = self.scores[term]
                total[at] += weights
        order = np.argsort(-total, kind="stable")[:k]
        return [int(at) for at in order if total[at] > 0]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters, none across punctuation or spaces."""
    runs = re.findall(r"[\w%]+", text.lower())
    return [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]


def whole(row: Row) -> str:
    """Title and text as one."""
    return "\n".join([*heading_of(row), row["text"]])


if __name__ == "__main__":
    main()
