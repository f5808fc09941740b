"""Characters a second from Document to facts, beside cutting the same text into words with jieba.

    python benchmarks/bench_extract.py FILE…

Prints JSON: characters, characters per CPU second of both, and their ratio; and the milliseconds
that the costliest of a few lines of 10,000 characters takes, written to make patterns look back,
beside those of as much text of the files. One core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import jieba

from policykb.clean import clean
from policykb.extract.facts import extract
from policykb.parse import parse
from policykb.read import read
from policykb.types import Document

HARD = (
    "1",
    "增长1%，",
    "1家、",
    "高于",
    "到2025年",
    "分别1%和",
    "“",
    "（1",
    "目标是：",
    "、",
    "（",
    "《",
    "前10位、",
    "上海市、",
    "负责",
    "责任单位：",
    "（财政部",
    "一是",
    "自2021年1月1日起",
    "〔2021〕1号",
    "百",
    "支持1个",
    "企业反映",
)
LINE = 10_000
REPEATS = 3  # the best is told: others measure what else the machine did


def rate(work: Callable[[], object], characters: int) -> float:
    """Characters per second of processor time, the best of a few runs."""
    best = float("inf")
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return characters / best


def lined(text: str) -> Document:
    """A document whose one clause is the first `LINE` characters of a text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "行.txt"
        path.write_text("一、主要目标\n" + text[:LINE].replace("\n", ""), "utf-8")
        return parse(clean(read(path)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("files", nargs="+", type=Path)
    documents = [parse(clean(read(path))) for path in options.parse_args().files]
    characters = sum(len(document.text) for document in documents)
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    facts = rate(lambda: [extract(document) for document in documents], characters)
    words = rate(lambda: [jieba.lcut(document.text) for document in documents], characters)
    texts = ["".join(document.text for document in documents), *(unit * LINE for unit in HARD)]
    usual, *costs = (1000 * LINE / rate(lambda d=d: extract(d), LINE) for d in map(lined, texts))
    lines = {"usual_line_ms": round(usual, 1), "hardest_line_ms": round(max(costs), 1)}
    figures = {"characters": characters, "extract": round(facts), "jieba": round(words)}
    print(json.dumps(figures | {"ratio": round(facts / words, 2)} | lines))


if __name__ == "__main__":
    main()
