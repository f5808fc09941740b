"""How good are the rankings? nDCG, recall and MRR of an index on judged questions.

Questions and judgements are in BEIR's form: JSON lines with `_id` and `text`, and a table of
query-id, corpus-id, score separated by tabs under a header. A corpus-id is a passage's id
(`DOC#EID`); further pieces of a clause (`DOC#EID:2`) count as the clause.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from policykb.errors import BadRequest
from policykb.understand import understand

if TYPE_CHECKING:
    from policykb.search import Searcher, Step

Qrels = Mapping[str, Mapping[str, int]]
Figures = dict[str, float]
# What each figure is of: words alone, meaning alone, concepts alone, words and meaning as they
# are first fused, and the final ranking, re-ranked by what was read.
STEPS: Mapping[str, Step] = {
    "lexical": "lexical",
    "dense": "dense",
    "concepts": "concepts",
    "fused": "first",
    "reranked": "fused",
}
K = 10
RELEVANT = 1  # the lowest grade that counts for recall and MRR


def evaluate(
    searcher: Searcher, queries: Iterable[tuple[str, str]], qrels: Qrels
) -> dict[str, Figures]:
    """Figures of each step over the judged queries: `{"lexical": {"ndcg10": …, …}, …}`.

    Raises BadRequest where no query is judged.
    """
    judged = [(id, text) for id, text in queries if id in qrels]
    if not judged:
        raise BadRequest("没有一个问题有对应的相关性标注")
    return {
        name: mean(score(ranked_ids(searcher, text, step), qrels[id]) for id, text in judged)
        for name, step in STEPS.items()
    }


def ranked_ids(searcher: Searcher, text: str, mode: Step) -> list[str]:
    """Ids of the clauses found, best first, each once."""
    hits = searcher.search(understand(text), limit=2 * K, mode=mode).hits
    return list(dict.fromkeys(clause_id(hit.passage.id) for hit in hits))[:K]


def clause_id(passage_id: str) -> str:
    """`DOC#EID` of a passage, without the number of its piece."""
    document, mark, eid = passage_id.partition("#")
    return document + mark + eid.partition(":")[0]


def score(ranked: Sequence[str], grades: Mapping[str, int], k: int = K) -> Figures:
    """nDCG (gain 2^grade - 1, Burges et al. 2005), recall and MRR of one ranking, cut at `k`.

    >>> score(["a", "b"], {"b": 1})["mrr10"]
    0.5
    """
    gains = [grades.get(id, 0) for id in ranked[:k]]
    ideal = dcg(sorted(grades.values(), reverse=True)[:k])
    relevant = sum(grade >= RELEVANT for grade in grades.values())
    first = next((at for at, grade in enumerate(gains) if grade >= RELEVANT), None)
    return {
        f"ndcg{k}": dcg(gains) / ideal if ideal else 0.0,
        f"recall{k}": sum(g >= RELEVANT for g in gains) / min(relevant, k) if relevant else 0.0,
        f"mrr{k}": 0.0 if first is None else 1 / (first + 1),
    }


def dcg(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of grades in ranked order."""
    return math.fsum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades))


def mean(rows: Iterable[Figures]) -> Figures:
    """The mean of each figure over all rows."""
    listed = list(rows)
    return {name: math.fsum(row[name] for row in listed) / len(listed) for name in listed[0]}


def read_queries(path: Path) -> list[tuple[str, str]]:
    """(`_id`, `text`) of each line."""
    with _opened(path) as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [(str(row["_id"]), str(row["text"])) for row in rows]


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """query-id → corpus-id → score; the header line is left out."""
    qrels: dict[str, dict[str, int]] = {}
    with _opened(path) as lines:
        for query, document, grade in _cells(lines):
            qrels.setdefault(query, {})[document] = int(grade)
    return qrels


def _cells(lines: Iterable[str]) -> Iterator[list[str]]:
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        if number and len(cells) == 3:
            yield cells


def _opened(path: Path) -> TextIO:
    opener: Callable[..., TextIO] = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8")
