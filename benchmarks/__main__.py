"""One command, one run: policykb beside other ways of searching the same texts.

    python -m benchmarks [--shared ../shared] [--sets policy_qa,statutes,gold]

Every system searches every set in a process of its own, one after the other. Writes
`results/COMMIT.json` and `RESULTS.md` beside this file: quality (nDCG@10, recall@10, MRR@10),
seconds to build, milliseconds of processor time a question (other work on the machine does not
count), memory and disk, and the ratios to policykb. A system
whose library is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import numpy as np  # noqa: E402
from bench_quality import Row, read_rows  # noqa: E402
from systems import SYSTEMS, taken_in  # noqa: E402

from policykb.search.evaluate import mean, read_qrels, read_queries, score  # noqa: E402

SETS = ("policy_qa", "statutes", "gold")
WARM = 20  # questions asked before the clock runs
COVERED = 0.6  # share of a judged quote that must stand in a passage without a gap
Judged = tuple[list[Row], list[tuple[str, str]], Mapping[str, Mapping[str, int]]]


def main() -> None:
    """Runs all, or with --system one on one set (which is how it calls itself)."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--system", choices=SYSTEMS)
    args = parser.parse_args()
    if args.system:
        print(json.dumps(measured(args.system, *judged(args.sets, args.shared))))
        return
    names = [name for name in args.sets.split(",") if available(name, args.shared)]
    figures = {name: {s: run(s, name, args.shared) for s in SYSTEMS} for name in names}
    write(figures)


def available(name: str, shared: Path) -> bool:
    """Whether the data of a set is there; says so if not."""
    there = (shared / ("gold" if name == "gold" else f"benchmarks/{name}")).is_dir()
    if not there:
        sys.stderr.write(f"{name}: no data under {shared}, left out\n")
    return there


def run(system: str, name: str, shared: Path) -> dict:
    """One system on one set in a process of its own; its error in place of figures."""
    command = [
        sys.executable,
        __file__,
        "--system",
        system,
        "--sets",
        name,
        "--shared",
        str(shared),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        sys.stderr.write(f"{name} {system}: left out, {lines[-1]}\n")
        return {"left_out": lines[-1]}
    figures: dict = json.loads(done.stdout.splitlines()[-1])
    sys.stderr.write(f"{name} {system}: {figures}\n")
    return figures


def measured(
    system: str, rows: list[Row], queries: Sequence[tuple[str, str]], qrels: Mapping
) -> dict:
    """Quality, times, memory and disk of one system."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        search, disk = SYSTEMS[system](rows, Path(folder))
        built = time.perf_counter() - began
        for _, text in queries[:WARM]:
            search(text)
        figures, times = [], []
        for id, text in queries:
            began = time.process_time()
            found = search(text)
            times.append(1000 * (time.process_time() - began))
            figures.append(score(found, qrels[id]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        **{name: round(value, 4) for name, value in mean(figures).items()},
        "build_s": round(built, 2),
        "p50_ms": round(float(np.median(times)), 2),
        "p99_ms": round(float(np.quantile(times, 0.99)), 2),
        "memory_mb": round((peak - before) / 1024),
        "disk_mb": round(disk / 1e6, 1),
    }


# ------------------------------------------------------------------ sets


def judged(name: str, shared: Path) -> Judged:
    """Rows, judged questions and judgements of a set."""
    if name == "gold":
        return gold(shared)
    folder = shared / "benchmarks" / name
    qrels = read_qrels(folder / "qrels_dev.tsv")
    queries = [(i, t) for i, t in read_queries(folder / "queries_dev.jsonl.gz") if i in qrels]
    return list(read_rows(folder / "corpus.jsonl.gz")), queries, qrels


def gold(shared: Path) -> Judged:
    """The passages of the judged documents; a passage has the grade of the best quote it holds."""
    files = sorted(path for path in (shared / "corpus").iterdir() if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        store = taken_in(files, Path(folder)).store
        rows: list[Row] = [
            {
                "_id": passage.id,
                "title": "\n".join(passage.path),
                "text": passage.text,
                "folder": str(shared / "corpus"),
            }
            for passage in store.passages(store.generation.keys())
        ]
    queries, qrels = [], {}
    for line in (shared / "gold/queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        grades = dict(graded(query["relevant"], rows))
        if grades:
            queries.append((query["id"], query["query"]))
            qrels[query["id"]] = grades
    return rows, queries, qrels


def graded(relevant: Sequence[Mapping], rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """(id, grade) of the rows that hold most of a quote."""
    for row in rows:
        text = re.sub(r"\s+", "", row["text"])
        grades = [each["grade"] for each in relevant if holds(text, each["quote"])]
        if grades:
            yield row["_id"], max(grades)


def holds(text: str, quote: str) -> bool:
    """Whether a run of `COVERED` of the quote stands in the text."""
    size = math.ceil(COVERED * len(quote))
    return any(quote[at : at + size] in text for at in range(len(quote) - size + 1))


# ------------------------------------------------------------------ report

COLUMNS = {
    "ndcg10": "nDCG@10", "recall10": "recall@10", "mrr10": "MRR@10", "build_s": "build s",
    "p50_ms": "p50 CPU ms", "p99_ms": "p99 CPU ms", "memory_mb": "memory MB", "disk_mb": "disk MB",
}  # fmt: skip


def write(figures: Mapping[str, Mapping[str, dict]]) -> None:
    """results/COMMIT.json and RESULTS.md."""
    commit = said(["git", "rev-parse", "--short=12", "HEAD"]) or "unknown"
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    (HERE / "results").mkdir(exist_ok=True)
    record = {"commit": commit, "machine": machine, "sets": figures}
    path = HERE / "results" / f"{commit}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    tables = [table(name, systems) for name, systems in figures.items()]
    head = f"# Results\n\nOne run of `make bench` at {commit} ({machine}).\n"
    (HERE / "RESULTS.md").write_text("\n".join([head, *tables]), "utf-8")


def table(name: str, systems: Mapping[str, dict]) -> str:
    """One set as Markdown; in brackets the ratio to policykb."""
    own = systems["policykb"]
    lines = [f"## {name}", "", "| system | " + " | ".join(COLUMNS.values()) + " |"]
    lines.append("|---" * (len(COLUMNS) + 1) + "|")
    for system, row in systems.items():
        if "left_out" in row:
            lines.append(f"| {system} | left out: {row['left_out']} |" + " |" * (len(COLUMNS) - 1))
            continue
        cells = [cell(row[key], own.get(key, 0), system) for key in COLUMNS]
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def cell(value: float, own: float, system: str) -> str:
    """A figure with its ratio."""
    return f"{value:g}" if system == "policykb" or not own else f"{value:g} ({value / own:.2f}×)"


def said(command: Sequence[str]) -> str:
    """What a command prints; empty if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    main()
