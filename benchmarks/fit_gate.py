"""Fits the gate of search (policykb/search/gate.py) and gives its cross-validated figures.

    python benchmarks/fit_gate.py --shared SHARED_DIR

SHARED_DIR holds gold/queries.jsonl over the five files of corpus/ (seed0 is the first by name), and
the documents of tests/relevance/libraries.json, whose own questions are put to them; talk about no
policy (tests/relevance/off_topic.txt) is added. One index is made of all documents of a library;
of the five also one without each, and one of each alone. A question is answerable where a passage
of grade 3 is in the index, unanswerable where none of any grade is. All rows of a question fall
into one fold. Prints the coefficients for gate.py, with the line moved so that a given share of
the answerable questions is answered, and how each library fares by a fit that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher, gate
from policykb.search.evaluate import read_qrels
from policykb.store import Store
from policykb.understand import understand

NAMES = (
    "BIAS", "FIT", "NEAR", "LENGTH", "CHAT", "PHRASE", "UNKNOWN_WORDS", "MISSING_CONCEPTS", "FACT",
    "UNHEARD",
)  # fmt: skip
FOLDS, REPEATS = 10, 4
RELEVANCE = Path(__file__).parent.parent / "tests/relevance"
GOLD = "gold"
PARTED = (GOLD, "spoken")  # libraries of which parts are asked too
# Their unanswerable questions lie so near the topic that only reading tells them from the others
# (no evidence of ours does, see ARCHITECTURE.md). They are measured; learning from them would only
# blunt what tells talk from questions.
NEAR = ("offices", "reports", "firms", "letters")
UNSEEN = ("unseen", "mixed")  # are measured by a fit on all others and never fitted on
RIDGE = 2.0
WHOLE = 4.0  # weight of a row from the index of all documents
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One question put to one index; `sure` where an exact lookup or a rule decides alone."""

    library: str
    query: str
    answerable: bool
    whole: bool
    features: tuple[float, ...]
    sure: bool | None

    @property
    def near(self) -> bool:
        """Whether it is unanswerable and near the topic."""
        return not self.answerable and self.library in (*NEAR, "mixed")


@dataclass(frozen=True)
class Question:
    """What is asked, and the best grade that each document's passages have for it."""

    id: str
    text: str
    grades: Mapping[str, int]


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--answered", type=float, default=0.975)
    args = parser.parse_args()
    every = list(collect(args.shared))
    examples = [example for example in every if example.library not in UNSEEN]
    for library in dict.fromkeys(example.library for example in examples):
        unseen = [e for e in examples if e.library == library]
        weights = fitted([e for e in examples if e.library != library])
        print(f"— {library}, by a fit on the others")
        report(unseen, decided(unseen, odds(unseen, weights)), 0.0)
    held_out = cross_validated(examples)
    line = line_for(examples, held_out, args.answered)
    print("— all, cross-validated")
    report(examples, held_out, line)
    weights = fitted(examples)
    weights[0] -= line
    for library in UNSEEN:
        unseen = [example for example in every if example.library == library]
        print(f"— {library}, by that fit")
        report(unseen, decided(unseen, odds(unseen, weights)), 0.0)
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, weights, strict=True)))


def rows(path: Path) -> list[dict]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def collect(shared: Path) -> Iterator[Example]:
    """Every question put to every index."""
    paths = sorted(path for path in (shared / "corpus").iterdir() if path.is_file())
    libraries = {GOLD: {f"seed{number}": path for number, path in enumerate(paths)}}
    for name, files in json.loads((RELEVANCE / "libraries.json").read_text("utf-8")).items():
        libraries[name] = {word: shared / path for path, word in files.items()}
    for name, files in libraries.items():
        questions = judged(shared / "gold") if name == GOLD else own(name)
        yield from asked(name, files, questions)


def judged(gold: Path) -> list[Question]:
    """The gold questions and the talk about no policy."""
    talk = (RELEVANCE / "off_topic.txt").read_text("utf-8").splitlines()
    found = [Question(text, text, {}) for text in talk]
    for row in rows(gold / "queries.jsonl"):
        grades: dict[str, int] = {}
        for each in row["relevant"]:
            grades[each["doc"]] = max(grades.get(each["doc"], 0), each["grade"])
        found.append(Question(row["id"], row["query"], grades))
    return found


def own(library: str) -> list[Question]:
    """Our own questions over a library."""
    qrels, found = read_qrels(RELEVANCE / f"{library}_qrels.tsv"), []
    for row in rows(RELEVANCE / f"{library}_queries.jsonl"):
        grades: dict[str, int] = {}
        for clause, grade in qrels.get(row["_id"], {}).items():
            doc = clause.partition("#")[0]
            grades[doc] = max(grades.get(doc, 0), int(grade))
        found.append(Question(row["_id"], row["text"], grades))
    return found


def asked(
    library: str, files: Mapping[str, Path], questions: Sequence[Question]
) -> Iterator[Example]:
    """The questions put to the library, and to parts of it."""
    every, embedder = tuple(files), load()
    subsets = [every]
    if library in PARTED:
        subsets += [(doc,) for doc in every]
        subsets += [tuple(doc for doc in every if doc != left) for left in every]
    for subset in subsets:
        with tempfile.TemporaryDirectory() as data:
            ingest([files[doc] for doc in subset], Path(data), embedder=embedder)
            searcher = Searcher(Store.open(Path(data)), embedder)
            yield from put(library, questions, subset, searcher, subset == every)


def put(
    library: str,
    questions: Sequence[Question],
    subset: Sequence[str],
    searcher: Searcher,
    whole: bool,
) -> Iterator[Example]:
    """The questions that can be judged on one index."""
    for question in questions:
        grades = [grade for doc, grade in question.grades.items() if doc in subset]
        if grades and max(grades) < 3:
            continue
        found = searcher.examine(understand(question.text))
        evidence = features(found.evidence)
        yield Example(library, question.id, bool(grades), whole, evidence, found.sure)


def features(evidence: gate.Evidence) -> tuple[float, ...]:
    """What the coefficients after BIAS stand for, in the order of `NAMES`."""
    return (
        evidence.fit, evidence.near, evidence.length, evidence.chat, evidence.phrase,
        evidence.unknown_words, evidence.missing_concepts, float(evidence.fact),
        float(evidence.unheard),
    )  # fmt: skip


def cross_validated(examples: Sequence[Example]) -> Floats:
    """Log-odds of each example from fits that did not see its question, mean of repeats."""
    names = sorted({example.library + example.query for example in examples})
    total = np.zeros(len(examples))
    for repeat in range(REPEATS):
        order = np.random.default_rng(repeat).permutation(len(names))
        fold = dict(zip(names, (order % FOLDS).tolist(), strict=True))
        folds = np.array([fold[example.library + example.query] for example in examples])
        for number in range(FOLDS):
            seen = [e for e, at in zip(examples, folds, strict=True) if at != number]
            total[folds == number] += odds(examples, fitted(seen))[folds == number]
    return decided(examples, total / REPEATS)


def fitted(examples: Sequence[Example]) -> Floats:
    """Coefficients of a ridge logistic regression (Newton's method), the constant first."""
    open_ = [example for example in examples if example.sure is None and not example.near]
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
        if not pairs:
            continue
        shares = [
            ("answered", [above for e, above in pairs if e.answerable]),
            ("refused", [not above for e, above in pairs if not e.answerable and not e.near]),
            ("refused near the topic", [not above for e, above in pairs if e.near]),
        ]
        print(f"{name}:", ", ".join(f"{what} {np.mean(each):.3f}" for what, each in shares if each))


if __name__ == "__main__":
    main()
