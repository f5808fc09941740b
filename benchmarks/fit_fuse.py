"""Learns the weights of fusion (policykb/search/fuse.py) and gives their cross-validated figure.

    python benchmarks/fit_fuse.py --gold GOLD_DIR --documents FOLDER [--set FOLDER]...

Judged questions are those of GOLD_DIR/queries.jsonl over FOLDER (quotes of what answers them) and
of any number of folders in BEIR's form (corpus.jsonl.gz, queries_dev.jsonl.gz, qrels_dev.tsv), of
which a sample is taken. Settings around the present ones are put to every question. What is chosen
is the setting with the best mean nDCG@10, each set counting as much as another; the cross-validated
figure is of questions that had no part in the choice. The questions of training/written are no use
here: the model has learnt them, so that its vectors would look better than they are.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_quality import indexed, ranker, read_rows
from benchmarks.fit_gate import rows
from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher, fuse
from policykb.search.evaluate import dcg, read_qrels, read_queries, score
from policykb.store import Store
from policykb.understand import understand

NAMES = (
    "WORDS", "FLOOR", "ENOUGH", "LEAST", "RUNS", "RUNS_FLOOR", "BY_DOCUMENT", "BY_WORDS",
    "BY_BEST", "CONCEPT",
)  # fmt: skip
STEPS = (0.5, 0.7, 1.4, 2.0)
SPREAD = 0.35  # deviation of the logarithms of settings drawn at random
FOLDS, K = 5, 10
COVERED = 0.6  # share of a quote that a passage must hold in one run
Setting = Mapping[str, float]
Question = Callable[[], float]
Floats = NDArray[np.float64]


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--set", type=Path, action="append", default=[])
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--random", type=int, default=40)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        sets = {"gold": list(of_gold(args.gold, args.documents, Path(data) / "gold"))}
        for folder in args.set:
            sets[folder.name] = list(of_set(folder, Path(data) / folder.name, args.sample))
        settings = list(around(args.random))
        found = {name: measured(settings, questions) for name, questions in sets.items()}
    report(settings, found)


def of_gold(gold: Path, folder: Path, data: Path) -> Iterator[Question]:
    """The answerable gold questions; what is found is judged by the quotes that it holds."""
    ingest(sorted(path for path in folder.iterdir() if path.is_file()), data, embedder=load())
    searcher = Searcher(Store.open(data), load())
    for row in rows(gold / "queries.jsonl"):
        if row["relevant"]:
            yield lambda row=row: quoted(searcher, row)


def quoted(searcher: Searcher, row: Mapping) -> float:
    """nDCG@10 of one gold question; quotes of one group are one answer."""
    left: dict[int, list[dict]] = {}
    for number, each in enumerate(row["relevant"]):
        left.setdefault(each.get("group", number), []).append(each)
    best = sorted((max(r["grade"] for r in group) for group in left.values()), reverse=True)
    gains = []
    for hit in searcher.search(understand(row["query"]), limit=K).hits:
        held = [g for g, group in left.items() if any(holds(hit.passage.text, r) for r in group)]
        gains.append(max((r["grade"] for g in held for r in left[g]), default=0))
        for group in held:
            del left[group]
    return min(1.0, dcg(gains) / dcg(best[:K]))


def holds(text: str, row: Mapping) -> bool:
    """Whether a passage holds so much of a quote in one run."""
    quote, text = ("".join(each.split()) for each in (row["quote"], text))
    if quote in text:
        return True
    matcher = SequenceMatcher(None, quote, text, autojunk=False)
    run = matcher.find_longest_match(0, len(quote), 0, len(text))
    return run.size >= COVERED * len(quote)


def of_set(folder: Path, data: Path, sample: int) -> Iterator[Question]:
    """A sample of the questions of a folder in BEIR's form."""
    corpus, qrels = (
        list(read_rows(folder / "corpus.jsonl.gz")),
        read_qrels(folder / "qrels_dev.tsv"),
    )
    ranked = ranker(indexed(corpus, data, load()), corpus, "fused")
    listed = [(id, t) for id, t in read_queries(folder / "queries_dev.jsonl.gz") if id in qrels]
    chosen = np.random.default_rng(0).permutation(len(listed))[:sample]
    for id, text in (listed[at] for at in chosen.tolist()):
        yield lambda id=id, text=text: score(ranked(text), qrels[id])["ndcg10"]


def around(random: int) -> Iterator[Setting]:
    """The present setting first, each weight alone by `STEPS`, and some drawn around it."""
    now = {name: float(getattr(fuse, name)) for name in NAMES}
    yield now
    for name in NAMES:
        yield from ({**now, name: now[name] * step} for step in STEPS)
    chance = np.random.default_rng(0)
    for _ in range(random):
        factors = np.exp(chance.normal(0, SPREAD, len(NAMES))).tolist()
        yield {name: now[name] * by for name, by in zip(NAMES, factors, strict=True)}


def measured(settings: Sequence[Setting], questions: Sequence[Question]) -> Floats:
    """nDCG@10, `(len(settings), len(questions))`."""
    found = []
    for setting in settings:
        for name, value in setting.items():
            setattr(fuse, name, value)
        found.append([question() for question in questions])
    for name, value in settings[0].items():
        setattr(fuse, name, value)
    return np.array(found)


def report(settings: Sequence[Setting], found: Mapping[str, Floats]) -> None:
    """Prints the figures of the present and the best setting, and the cross-validated ones."""
    held = cross_validated(found)
    best = int(np.argmax(sum(values.mean(axis=1) for values in found.values())))
    for name, values in found.items():
        print(
            f"{name}: present {values[0].mean():.4f}, best on all {values[best].mean():.4f}, "
            f"cross-validated {held[name]:.4f} ± {values[0].std() / math.sqrt(values.shape[1]):.4f}"
        )
    print("  ".join(f"{name} {value:.3f}" for name, value in settings[best].items()))


def cross_validated(found: Mapping[str, Floats]) -> dict[str, float]:
    """Mean nDCG@10 of each set, of every question under the setting that the other folds chose."""
    totals = dict.fromkeys(found, 0.0)
    folds = {
        name: np.random.default_rng(1).permutation(values.shape[1]) % FOLDS
        for name, values in found.items()
    }
    for fold in range(FOLDS):
        seen = sum(values[:, folds[name] != fold].mean(axis=1) for name, values in found.items())
        chosen = int(np.argmax(seen))
        for name, values in found.items():
            totals[name] += float(values[chosen, folds[name] == fold].sum())
    return {name: total / found[name].shape[1] for name, total in totals.items()}


if __name__ == "__main__":
    main()
