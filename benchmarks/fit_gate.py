"""Fits the gate of search (policykb/search/gate.py) and gives its cross-validated figures.

    python benchmarks/fit_gate.py --gold GOLD_DIR --documents FOLDER

GOLD_DIR holds queries.jsonl, to which talk about no policy is added (tests/relevance/
off_topic.txt); a query lists the `doc` and `grade` of what answers it, where seed0 is the first
file of FOLDER by name. One index is made of all documents, one without each, and one of each
alone: a question is answerable where a passage of grade 3 is in the index, unanswerable where none
of any grade is. All rows of a question fall into one fold. Prints the coefficients for
gate.py, with the line moved so that a given share of the answerable questions is answered.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher, gate
from policykb.store import Store
from policykb.types import Embedder
from policykb.understand import understand

NAMES = (
    "BIAS", "FIT", "NEAR", "UNKNOWN_WORDS", "MISSING_CONCEPTS", "FACT", "FACT_FIT", "COVERED",
    "BORNE", "CHAT",
)  # fmt: skip
FOLDS, REPEATS = 10, 4
OFF_TOPIC = Path(__file__).parent.parent / "tests/relevance/off_topic.txt"
RIDGE = 2.0
WHOLE = 4.0  # weight of a row from the index of all documents
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One question put to one index; `sure` where an exact lookup or a rule decides alone."""

    query: str
    answerable: bool
    whole: bool
    features: tuple[float, ...]
    sure: bool | None


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--off-topic", type=Path, default=OFF_TOPIC)
    parser.add_argument("--answered", type=float, default=0.975)
    args = parser.parse_args()
    examples = list(collect(args.gold, args.documents, args.off_topic))
    held_out = cross_validated(examples)
    line = line_for(examples, held_out, args.answered)
    report(examples, held_out, line)
    weights = fitted(examples)
    weights[0] -= line
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, weights, strict=True)))


def rows(path: Path) -> list[dict]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def collect(gold: Path, folder: Path, off_topic: Path) -> Iterator[Example]:
    """Every question put to every index."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    files = {f"seed{number}": path for number, path in enumerate(paths)}
    queries, embedder = rows(gold / "queries.jsonl"), load()
    for text in off_topic.read_text("utf-8").splitlines():
        queries.append({"id": text, "query": text, "relevant": []})
    every = tuple(files)
    subsets = [every, *((doc,) for doc in every)]
    subsets += [tuple(doc for doc in every if doc != left) for left in every]
    for subset in subsets:
        with tempfile.TemporaryDirectory() as data:
            ingest([files[doc] for doc in subset], Path(data), embedder=embedder)
            yield from put(queries, subset, Path(data), embedder, len(subset) == len(every))


def put(
    queries: Sequence[dict], subset: Sequence[str], data: Path, embedder: Embedder, whole: bool
) -> Iterator[Example]:
    """The questions that can be judged on one index."""
    searcher = Searcher(Store.open(data), embedder)
    for query in queries:
        grades = [row["grade"] for row in query["relevant"] if row["doc"] in subset]
        if grades and max(grades) < 3:
            continue
        found = searcher.examine(understand(query["query"]))
        yield Example(query["id"], bool(grades), whole, features(found.evidence), found.sure)


def features(evidence: gate.Evidence) -> tuple[float, ...]:
    """What the coefficients after BIAS stand for, in the order of `NAMES`."""
    fact = float(evidence.fact)
    return (
        evidence.fit, evidence.near, evidence.unknown_words, evidence.missing_concepts,
        fact, fact * evidence.fit, evidence.covered, evidence.borne,
        evidence.chat,
    )  # fmt: skip


def cross_validated(examples: Sequence[Example]) -> Floats:
    """Log-odds of each example from fits that did not see its question, mean of repeats."""
    names = sorted({example.query for example in examples})
    total = np.zeros(len(examples))
    for repeat in range(REPEATS):
        order = np.random.default_rng(repeat).permutation(len(names))
        fold = dict(zip(names, (order % FOLDS).tolist(), strict=True))
        folds = np.array([fold[example.query] for example in examples])
        for number in range(FOLDS):
            seen = [e for e, at in zip(examples, folds, strict=True) if at != number]
            total[folds == number] += odds(examples, fitted(seen))[folds == number]
    return decided(examples, total / REPEATS)


def fitted(examples: Sequence[Example]) -> Floats:
    """Coefficients of a ridge logistic regression (Newton's method), the constant first."""
    open_ = [example for example in examples if example.sure is None]
    raw = np.array([example.features for example in open_])
    answer = np.array([example.answerable for example in open_], dtype=float)
    weight = np.array([WHOLE if example.whole else 1.0 for example in open_])
    mean, deviation = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    inputs = np.c_[np.ones(len(raw)), (raw - mean) / deviation]
    ridge = np.r_[1e-6, np.full(raw.shape[1], RIDGE)]
    found = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weight * (chance - answer)) + ridge * found
        bend = (inputs.T * (weight * chance * (1 - chance))) @ inputs + np.diag(ridge)
        found -= np.linalg.solve(bend, slope)
    scaled = found[1:] / deviation
    return np.r_[found[0] - scaled @ mean, scaled]


def odds(examples: Sequence[Example], weights: Floats) -> Floats:
    """Log-odds of each example."""
    return weights[0] + np.array([example.features for example in examples]) @ weights[1:]


def decided(examples: Sequence[Example], found: Floats) -> Floats:
    """The log-odds with those that a lookup or a rule decides put to the ends."""
    ends = {True: 99.0, False: -99.0}
    return np.array(
        [f if e.sure is None else ends[e.sure] for e, f in zip(examples, found, strict=True)]
    )


def line_for(examples: Sequence[Example], found: Floats, share: float) -> float:
    """The line above which that share of the answerable questions of the whole index lies."""
    kept = [f for e, f in zip(examples, found, strict=True) if e.whole and e.answerable]
    return float(np.sort(kept)[int((1 - share) * len(kept))])


def report(examples: Sequence[Example], found: Floats, line: float) -> None:
    """Prints the shares answered and refused, for the whole index and for parts of it."""
    for name, whole in (("all documents", True), ("parts", False)):
        pairs = [(e, f >= line) for e, f in zip(examples, found, strict=True) if e.whole == whole]
        answered = np.mean([above for e, above in pairs if e.answerable])
        refused = np.mean([not above for e, above in pairs if not e.answerable])
        print(f"{name}: answered {answered:.3f} of the answerable, refused {refused:.3f}")


if __name__ == "__main__":
    main()
