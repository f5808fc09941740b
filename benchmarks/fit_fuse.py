"""Learns the weights of fusion (policykb/search/fuse.py) and gives their cross-validated figure.

    python benchmarks/fit_fuse.py --shared SHARED_DIR [--set FOLDER]...

Judged questions are those of SHARED_DIR/gold over the files of corpus/, those of tests/relevance
over documents of SHARED_DIR, and those of any number of folders in BEIR's form (corpus.jsonl.gz,
queries_dev.jsonl.gz, qrels_dev.tsv), of which a sample is taken. One weight after the other is
moved by `STEPS` and stays where the mean nDCG@10 of the sets, each counting as much as another,
gains `LEAST_GAIN` (coordinate ascent), for `ROUNDS` rounds or until none gains. The same is done
without each set: what a set has by weights that were learnt on the others is its cross-validated
figure. Questions over one library are alike, so that a library is left out whole. The libraries of
`UNSEEN` have no part in it. The questions of training/written are no use here: the model has
learnt them, so that its vectors would look better than they are.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from benchmarks.bench_quality import indexed, ranker, read_rows
from benchmarks.fit_gate import GOLD, RELEVANCE, UNSEEN, rows
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
STEPS = (0.7, 1.4)
ROUNDS = 2
LEAST_GAIN = 0.0005  # less is noise: a single question moves a set of a hundred by more
K = 10
COVERED = 0.6  # share of a quote that a passage must hold in one run
Setting = tuple[float, ...]
"""A value for each of NAMES."""
Question = Callable[[], float]
Figures = Mapping[str, float]
"""Mean nDCG@10 of each set."""


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--set", type=Path, action="append", default=[])
    parser.add_argument("--sample", type=int, default=150)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        sets = dict(of_libraries(args.shared, Path(data)))
        for folder in args.set:
            sets[folder.name] = list(of_set(folder, Path(data) / folder.name, args.sample))
        report(Trials(sets))


class Trials:
    """The figures of settings, each of which is put to all questions once."""

    def __init__(self, sets: Mapping[str, Sequence[Question]]) -> None:
        self.sets = sets
        self.present: Setting = tuple(float(getattr(fuse, name)) for name in NAMES)
        self._known: dict[Setting, Figures] = {}

    def of(self, setting: Setting) -> Figures:
        """The figures of one setting; fuse keeps the present one."""
        if setting not in self._known:
            put(setting)
            figures = {name: mean_of(questions) for name, questions in self.sets.items()}
            self._known[setting] = figures
            put(self.present)
        return self._known[setting]


def put(setting: Setting) -> None:
    """Gives fuse these weights."""
    for name, value in zip(NAMES, setting, strict=True):
        setattr(fuse, name, value)


def mean_of(questions: Sequence[Question]) -> float:
    """Mean nDCG@10 of questions."""
    return sum(question() for question in questions) / len(questions)


def learnt(trials: Trials, names: Sequence[str]) -> Setting:
    """The weights that coordinate ascent finds for these sets, from the present ones on."""
    best, reached = trials.present, judged(trials.of(trials.present), names)
    for _ in range(ROUNDS):
        before = best
        for at in range(len(NAMES)):
            for step in STEPS:
                tried = (*best[:at], best[at] * step, *best[at + 1 :])
                found = judged(trials.of(tried), names)
                if found > reached + LEAST_GAIN:
                    best, reached = tried, found
                    break
        if best == before:
            break
    return best


def judged(figures: Figures, names: Sequence[str]) -> float:
    """The mean of some sets' figures."""
    return sum(figures[name] for name in names) / len(names)


def report(trials: Trials) -> None:
    """Prints the figures of the present and the learnt weights, and the cross-validated ones."""
    fitted = [name for name in trials.sets if name not in UNSEEN]
    best = learnt(trials, fitted)
    now, after = trials.of(trials.present), trials.of(best)
    held = {
        name: trials.of(learnt(trials, [other for other in fitted if other != name]))[name]
        for name in fitted
    }
    for name in trials.sets:
        figures = f"present {now[name]:.4f}, learnt {after[name]:.4f}"
        apart = f"cross-validated {held[name]:.4f}" if name in held else "had no part in it"
        print(f"{name}: {figures}, {apart}", flush=True)
    print(
        f"mean of the sets fitted on: present {judged(now, fitted):.4f}, learnt "
        f"{judged(after, fitted):.4f}, cross-validated {judged(held, fitted):.4f}"
    )
    print("  ".join(f"{name} {value:.3f}" for name, value in zip(NAMES, best, strict=True)))


def of_libraries(shared: Path, data: Path) -> Iterator[tuple[str, list[Question]]]:
    """The answerable questions of gold and of each library of tests/relevance."""
    corpus = sorted(path for path in (shared / "corpus").iterdir() if path.is_file())
    yield GOLD, list(of_gold(shared / "gold", searcher_of(corpus, data / GOLD)))
    for name, files in json.loads((RELEVANCE / "libraries.json").read_text("utf-8")).items():
        searcher = searcher_of([shared / path for path in files], data / name)
        words = {Path(path).name: word for path, word in files.items()}
        yield name, list(of_library(name, words, searcher))


def searcher_of(paths: Sequence[Path], data: Path) -> Searcher:
    """A search over these files alone."""
    data.mkdir()
    ingest(paths, data, embedder=load())
    return Searcher(Store.open(data), load())


def of_gold(gold: Path, searcher: Searcher) -> Iterator[Question]:
    """The answerable gold questions; what is found is judged by the quotes that it holds."""
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


def of_library(library: str, words: Mapping[str, str], searcher: Searcher) -> Iterator[Question]:
    """The answerable questions of a library; qrels name a document by its word."""
    qrels = read_qrels(RELEVANCE / f"{library}_qrels.tsv")
    names = {id: words[ref["source"]] for id, ref in searcher.store.refs().items()}
    for row in rows(RELEVANCE / f"{library}_queries.jsonl"):
        if row["type"] != "no_answer":
            yield lambda row=row: found(searcher, names, row["text"], qrels[row["_id"]])


def found(
    searcher: Searcher, names: Mapping[str, str], text: str, relevant: Mapping[str, int]
) -> float:
    """nDCG@10 of one question whose qrels are addresses of clauses."""
    hits = searcher.search(understand(text), limit=2 * K).hits
    clauses = [f"{names[hit.passage.document_id]}#{hit.passage.eid}" for hit in hits]
    return score(list(dict.fromkeys(clauses)), relevant)["ndcg10"]


def of_set(folder: Path, data: Path, sample: int) -> Iterator[Question]:
    """A sample of the questions of a folder in BEIR's form."""
    corpus = list(read_rows(folder / "corpus.jsonl.gz"))
    qrels = read_qrels(folder / "qrels_dev.tsv")
    ranked = ranker(indexed(corpus, data, load()), corpus, "fused")
    listed = [(id, t) for id, t in read_queries(folder / "queries_dev.jsonl.gz") if id in qrels]
    chosen = np.random.default_rng(0).permutation(len(listed))[:sample]
    for id, text in (listed[at] for at in chosen.tolist()):
        yield lambda id=id, text=text: score(ranked(text), qrels[id])["ndcg10"]


if __name__ == "__main__":
    main()
