"""Fits the chance of membership of a traced chain (policykb/answer/members.py) on gold traces.

    python benchmarks/fit_trace.py --gold GOLD_DIR --data INDEX [--data INDEX_WITH_MORE_DOCUMENTS]

GOLD_DIR holds traces.jsonl: a question with the quotes of its measures, practices and results. A
candidate belongs to the chain where its text holds most of such a quote. Every question is put to
every index. Prints precision and recall of each link with the present constants, then with those
fitted on all traces and, for each trace, on the others (leave one out); last, the constants.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policykb.answer import chain
from policykb.answer import members as chances
from policykb.answer.topic import MEASURES, PRACTICES, RESULTS, TARGETS, topic_of
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store
from policykb.types import Filters

LINKS = (MEASURES, TARGETS, PRACTICES, RESULTS)  # in the order in which trace looks for them
GIVEN = {MEASURES: "measures", TARGETS: "local_targets", PRACTICES: "practices", RESULTS: "results"}
COVERED = 0.6  # share of a quote that a text must hold in one run
RIDGE = 0.005
# Beyond these the loss is flat, and hardly anything of another kind could be found at all.
STRAY = (0.0, 0.1, 0.2, 0.3)
ASIDE = (0.0, 0.1, 0.2)
CUTS = (0.07, 0.09, 0.12, 0.15, 0.18, 0.22)
Floats = NDArray[np.float64]
Weights = tuple[float, float]  # STRAY, ASIDE


@dataclass(frozen=True)
class Case:
    """The candidates of one link of one question in one index.

    `rows` are 1, score and share of each of the members, likeliest first; `holds` is candidates ×
    quotes, True where a candidate holds a quote of the gold.
    """

    trace: str
    index: str
    link: str
    members: Sequence[chances.Member]
    rows: Floats
    holds: NDArray[np.bool_]

    def figures(self, weights: Floats, cut: float) -> tuple[float, float]:
        """Recall and precision of those that are members under these weights and this cut."""
        fit = 1 / (1 + np.exp(-self.rows @ weights))
        least, chances.LEAST = chances.LEAST, chances.LEAST | {self.link: cut}
        fits = [replace(m, fit=c) for m, c in zip(self.members, fit.tolist(), strict=True)]
        place = {m.record["id"]: at for at, m in enumerate(self.members)}
        kept = [place[m.record["id"]] for m in chances.fittest(fits, self.link)]
        chances.LEAST = least
        held = self.holds[kept]
        precision = float(held.any(axis=1).mean()) if kept else 1.0
        return float(held.any(axis=0).mean()) if kept else 0.0, precision


@lru_cache(maxsize=200_000)
def covers(quote: str, text: str) -> bool:
    """Whether a text holds most of a quote in one run, blanks aside."""
    if quote in text:
        return True
    matcher = difflib.SequenceMatcher(None, quote, text, autojunk=False)
    return matcher.find_longest_match(0, len(quote), 0, len(text)).size >= COVERED * len(quote)


def squeezed(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def cases(traces: Sequence[Mapping], searchers: Mapping[str, Searcher]) -> Iterator[Case]:
    """Every link of every question in every index, with the constants that stand in members."""
    for (index, searcher), told in itertools.product(searchers.items(), traces):
        finder = chain.Finder(searcher, topic_of(told["question"]), Filters())
        for link in LINKS:
            quotes = [squeezed(row["quote"]) for row in told.get(GIVEN[link]) or ()]
            members = chances.weighed(finder.candidates(link))
            if link == MEASURES:
                finder.note(members)
            if quotes and members:
                best = np.mean([m.score for m in members[: chances.PEERS]])
                rows = [(1.0, m.score, min(1.0, m.score / best)) for m in members]
                texts = [squeezed(m.record["text"]) for m in members]
                holds = [[covers(quote, text) for quote in quotes] for text in texts]
                yield Case(told["id"], index, link, members, np.array(rows), np.array(holds))


def fitted(listed: Sequence[Case]) -> tuple[Floats, float]:
    """Logistic weights by Newton's method, and their mean loss; every case weighs alike."""
    rows = np.vstack([case.rows for case in listed])
    held = np.concatenate([case.holds.any(axis=1) for case in listed]).astype(float)
    weight = np.concatenate([np.full(len(c.rows), 1 / len(c.rows)) for c in listed])
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        fit = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (fit - held)) + RIDGE * found
        bend = (rows * (weight * fit * (1 - fit))[:, None]).T @ rows
        found -= np.linalg.solve(bend + RIDGE * np.eye(len(found)), slope)
    fit = np.clip(1 / (1 + np.exp(-rows @ found)), 1e-9, 1 - 1e-9)
    loss = -(held * np.log(fit) + (1 - held) * np.log(1 - fit))
    return found, float((weight * loss).sum() / weight.sum())


def chosen(by_weights: Mapping[Weights, Sequence[Case]], left: str) -> tuple[Weights, Floats]:
    """The constants with the least loss on all traces but one."""
    kept = {
        pair: fitted([case for case in listed if case.trace != left])
        for pair, listed in by_weights.items()
    }
    best = min(kept, key=lambda pair: kept[pair][1])
    return best, kept[best][0]


def report(name: str, scored: Sequence[tuple[Case, Floats]]) -> None:
    """Recall and precision of each link in each index at each cut."""
    for index, link in sorted({(case.index, case.link) for case, _ in scored}):
        shown = []
        for cut in CUTS:
            pairs = [
                case.figures(weights, cut)
                for case, weights in scored
                if (case.index, case.link) == (index, link)
            ]
            recall, precision = np.mean(pairs, axis=0)
            shown.append(f"{cut}: {recall:.3f}/{precision:.3f}")
        print(f"{name:9} {index:12} {link:10} recall/precision at " + "  ".join(shown))


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, action="append", required=True)
    args = parser.parse_args()
    lines = (args.gold / "traces.jsonl").read_text("utf-8").splitlines()
    traces = [json.loads(line) for line in lines if line.strip()]
    searchers = {path.name: Searcher(Store.open(path), load()) for path in args.data}
    present = np.array([chain.BIAS, chain.BY_SCORE, chain.BY_SHARE])
    report("present", [(case, present) for case in cases(traces, searchers)])
    by_weights: dict[Weights, list[Case]] = {}
    for chain.STRAY, chain.ASIDE in itertools.product(STRAY, ASIDE):
        by_weights[chain.STRAY, chain.ASIDE] = list(cases(traces, searchers))
    best, weights = chosen(by_weights, "")
    report("in-sample", [(case, weights) for case in by_weights[best]])
    held_out: list[tuple[Case, Floats]] = []
    for told in traces:
        pair, own = chosen(by_weights, told["id"])
        held_out += [(case, own) for case in by_weights[pair] if case.trace == told["id"]]
    report("left-out", held_out)
    for pair, listed in sorted(by_weights.items()):
        print(f"STRAY {pair[0]} ASIDE {pair[1]} loss {fitted(listed)[1]:.4f}")
    names = ("BIAS", "BY_SCORE", "BY_SHARE")
    print(f"STRAY {best[0]}  ASIDE {best[1]}", end="  ")
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(names, weights, strict=True)))


if __name__ == "__main__":
    main()
