"""How fast and how large? One store of N passages: build, memory, disk, latency, recall, adding.

    python benchmarks/bench_search.py --corpus law_articles.jsonl.gz --passages 100000 [--http]

The corpus is JSON lines with `law`, `heads`, `art` and `text`; where more passages are asked for
than it has, articles are repeated with distinct text (a sentence of another article is added).
Questions are pieces of 6 to 16 characters out of the texts, each asked once, over HTTP too, so
that nothing is answered from a memory of it. Prints one JSON object: seconds in wall and in
processor time, because other work on the machine slows the one and hardly the other.
`bandwidth_ratio` sets the exact half-precision scan against a plain product of a matrix of as many
bytes with a vector, which runs at the memory's bandwidth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, groupby
from pathlib import Path

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent))
from bench_quality import document_of

from policykb.embed import load
from policykb.pipeline import vectors_of
from policykb.search import Searcher
from policykb.store import Records, Store
from policykb.store.cut import cut
from policykb.types import Embedder
from policykb.understand import understand

Row = dict[str, str]
BATCH = 50_000  # passages that are embedded before they are put
QUESTIONS = 400
HTTP_QUESTIONS = 12_000
EXACT = 10
_SENTENCE = re.compile(r"[^。；]+[。；]?")


def main() -> None:
    """Prints the figures of one size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="keep the store here, or use the one there")
    parser.add_argument("--http", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = args.data or Path(folder)
        print(json.dumps(measured(args.corpus, args.passages, data, args.http), indent=1))


def measured(corpus: Path, passages: int, data: Path, http: bool) -> dict:
    """All figures of one size."""
    embedder = load()
    figures: dict = {"passages": passages, "dim": embedder.dim}
    if not (data / "catalog.db").exists():
        figures |= build(articles(corpus, passages), data, embedder)
    figures["disk_mb"] = round(size_of(data) / 1e6)
    figures["index_disk_mb"] = round(size_of(data / "generations") / 1e6)
    asked = questions(corpus)
    store = Store.open(data)
    before = memory_mb()
    searcher = Searcher(store, embedder)
    figures["search"] = latencies([lambda q=q: searcher.search(understand(q)) for q in asked])
    figures["repeated"] = latencies([lambda q=q: searcher.search(understand(q)) for q in asked])
    vectors = embedder.embed(asked)
    generation = store.generation
    words = [understand(q).words for q in asked]
    figures["dense"] = latencies([lambda v=v: generation.dense(v, 100) for v in vectors])
    figures["lexical"] = latencies([lambda w=w: generation.lexical(w, 100) for w in words])
    figures["memory_mb"] = {"before": before, "after": memory_mb()}
    figures |= against_exact(store, vectors[: QUESTIONS // 4])
    if http:
        from bench_http import requests_per_second

        many = questions(corpus, HTTP_QUESTIONS)
        figures["requests_per_second"] = requests_per_second(data, many, workers=2)
    figures["add_one_document"] = latencies(
        [lambda n=n: add_one(data, n, embedder) for n in range(5)]
    )
    return figures


def articles(corpus: Path, wanted: int) -> Iterator[Row]:
    """So many rows of `_id`, `law`, `title` and `text`; a repeated article never says the same."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for number in range(wanted):
        turn, at = divmod(number, len(rows))
        row = rows[at]
        text = row["text"]
        if turn:
            other = _SENTENCE.findall(rows[(at * 7 + turn * 131) % len(rows)]["text"])
            text = f"{text}{other[turn % len(other)] if other else ''}（{turn}）"
        title = " ".join([row["law"], *row["heads"], row["art"]])
        yield {"_id": str(number), "law": f"{row['law']}{turn}", "title": title, "text": text}


def build(rows: Iterator[Row], data: Path, embedder: Embedder) -> dict:
    """Puts the rows, one document for each law; how long each stage took.

    Cutting the words counts as indexing: they are cut once, for the index and for the model.
    """
    timer, total, numbers = Timer(), 0, count(1)
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        for _, law in groupby(rows, key=lambda row: row["law"]):
            part = [(next(numbers), row) for row in law]
            document, passages = document_of(part)
            with timer("cut"):
                words = cut(passages)
            with timer("embed"):
                vectors = vectors_of(passages, words, embedder)
            records = Records(
                document={"id": document.id, "source": document.id, "title": document.id}
            )
            with timer("index"):
                writer.put(document, passages, vectors, b"", records, words)
            total += len(passages)
        with timer("index"):
            writer.commit()
    stages = ("cut", "index")
    return {
        "build": timer.figures(),
        "indexed_per_second": round(total / sum(timer.wall[s] for s in stages)),
        "indexed_per_processor_second": round(total / sum(timer.processor[s] for s in stages)),
        "embedded_and_indexed_per_second": round(total / sum(timer.wall.values())),
    }


class Timer:
    """Adds up wall and processor seconds under names."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    def __call__(self, name: str) -> Timer:
        """Counts the block that follows under that name."""
        self._name = name
        return self

    def __enter__(self) -> None:
        """Begins."""
        self._began = (time.perf_counter(), time.process_time())

    def __exit__(self, *_: object) -> None:
        """Adds."""
        wall, processor = self._began
        self.wall[self._name] = self.wall.get(self._name, 0) + time.perf_counter() - wall
        spent = time.process_time() - processor
        self.processor[self._name] = self.processor.get(self._name, 0) + spent

    def figures(self) -> dict:
        """Both, rounded."""
        return {
            name: {"wall_s": round(self.wall[name], 2), "cpu_s": round(self.processor[name], 2)}
            for name in self.wall
        }


def questions(corpus: Path, number: int = QUESTIONS) -> list[str]:
    """So many different pieces of texts, the same ones in each run."""
    draw = random.Random(1)
    texts = [row["text"] for row in articles(corpus, 100_000)]
    found = []
    for text in draw.sample(texts, number):
        at = draw.randrange(max(1, len(text) - 14))
        found.append(text[at : at + draw.randrange(6, 16)])
    return list(dict.fromkeys(found))


def latencies(calls: Sequence[Callable[[], object]]) -> dict:
    """Median and 99th percentile of single calls, in milliseconds of both clocks."""
    wall, processor = [], []
    for call in calls:
        began = (time.perf_counter(), time.process_time())
        call()
        wall.append(1000 * (time.perf_counter() - began[0]))
        processor.append(1000 * (time.process_time() - began[1]))
    return {
        "p50_ms": round(float(np.median(wall)), 2),
        "p99_ms": round(float(np.quantile(wall, 0.99)), 2),
        "p50_cpu_ms": round(float(np.median(processor)), 2),
    }


def against_exact(store: Store, vectors: np.ndarray) -> dict:
    """Recall of the ten nearest against exact search, and how near that is to mere reading."""
    generation = store.generation
    every = generation.keys()
    found = [set(generation.dense(vector, 100)[0][:EXACT].tolist()) for vector in vectors]
    exact = [set(generation.dense(vector, EXACT, every)[0].tolist()) for vector in vectors]
    recall = [len(a & b) / EXACT for a, b in zip(found, exact, strict=True)]
    figures = {"recall10_against_exact": round(float(np.mean(recall)), 4)}
    segments = [segment.index for segment in generation._vectors.segments]
    row = np.ascontiguousarray(vectors[:1])
    scan = min(timed(lambda: [index.search(row, EXACT) for index in segments]) for _ in range(5))
    bytes_ = generation.count * vectors.shape[1] * 2
    plain = np.ones((bytes_ // 4 // vectors.shape[1], vectors.shape[1]), dtype=np.float32)
    read = min(timed(lambda: plain @ vectors[0]) for _ in range(5))
    return figures | {
        "exact_scan_ms": round(1000 * scan, 2),
        "exact_scan_gb_per_s": round(bytes_ / scan / 1e9, 1),
        "read_same_bytes_ms": round(1000 * read, 2),
        "bandwidth_ratio": round(read / scan, 2),
    }


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def add_one(data: Path, number: int, embedder: Embedder) -> None:
    """One document of forty passages in a commit of its own."""
    rows = [
        (10_000_000 + number * 1000 + at, {"title": "", "text": f"第{at}条 新增第{number}件。"})
        for at in range(40)
    ]
    document, passages = document_of(rows)
    vectors = embedder.embed([passage.text for passage in passages])
    record = {"id": document.id, "source": document.id, "title": document.id}
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        writer.put(document, passages, vectors, b"", Records(document=record))
        writer.commit()


def size_of(folder: Path) -> int:
    """Bytes of all files, hard links once."""
    found = {
        path.stat().st_ino: path.stat().st_size for path in folder.rglob("*") if path.is_file()
    }
    return sum(found.values())


def memory_mb() -> int:
    """Resident memory now, mapped files included."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


if __name__ == "__main__":
    main()
