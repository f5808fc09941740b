"""Characters a second from Document to facts, beside cutting the same text into words with jieba.

    python benchmarks/bench_extract.py FILE…

Prints JSON: characters, characters per CPU second of both, and their ratio. One core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from policykb.clean import clean
from policykb.extract import extract
from policykb.parse import parse
from policykb.read import read

REPEATS = 3  # the best is told: others measure what else the machine did


def rate(work: Callable[[], object], characters: int) -> float:
    """Characters per second of processor time, the best of a few runs."""
    best = float("inf")
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return characters / best


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("files", nargs="+", type=Path)
    documents = [parse(clean(read(path))) for path in options.parse_args().files]
    characters = sum(len(document.text) for document in documents)
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    facts = rate(lambda: [extract(document) for document in documents], characters)
    words = rate(lambda: [jieba.lcut(document.text) for document in documents], characters)
    figures = {"characters": characters, "extract": round(facts), "jieba": round(words)}
    print(json.dumps(figures | {"ratio": round(facts / words, 2)}))


main()
