"""Questions of our own over documents that lie beside the repository, with floors.

`shared_queries.jsonl` and `shared_qrels.tsv` were written before anything was searched for. Files
are named by a short word, as in test_relevance; the floors lie a little under what was reached.
"""

import json
from pathlib import Path

import pytest

from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.search.evaluate import mean, read_qrels, score
from policykb.store import Store
from policykb.understand import understand

HERE = Path(__file__).parent
FILES = {  # path under the shared folder → the word for it in shared_qrels.tsv
    "corpus/001_7dc15efda17de755.txt": "plan",
    "corpus/003_dc8b748c48a11cfa.txt": "measures",
    "corpus/004_7b8248e2cca1acd2.txt": "shanghai",
    "documents/html/govcn_00.html": "random",
    "documents/html/govcn_02.html": "vocational",
    "documents/html/govcn_05.html": "kinder",
    "documents/html/govcn_06.html": "waste",
    "documents/html/govcn_07.html": "drugs",
    "documents/html/govcn_08.html": "poverty",
    "documents/html/govcn_11.html": "research",
    "documents/html/govcn_12.html": "enforcement",
    "documents/html/govcn_16.html": "media",
    "documents/html/govcn_33.html": "sport",
}
FLOORS = {
    "paraphrase": 0.64, "firm_profile": 0.55, "english": 0.62, "typo": 0.88, "pinyin": 0.82,
    "traditional": 0.88, "keyword": 0.92, "natural": 0.82, "clause": 0.90,
}  # fmt: skip
ANSWERED, REFUSED = 0.90, 0.5

QUERIES = [json.loads(r) for r in (HERE / "shared_queries.jsonl").read_text("utf-8").splitlines()]
QRELS = read_qrels(HERE / "shared_qrels.tsv")


@pytest.fixture(scope="module")
def found(shared, tmp_path_factory):
    """query id → (names of the clauses found, verdict)."""
    data, embedder = tmp_path_factory.mktemp("shared"), load()
    ingest([shared(path) for path in FILES], data, embedder=embedder)
    searcher = Searcher(Store.open(data), embedder)
    words = {Path(path).name: word for path, word in FILES.items()}
    names = {id: words[ref["source"]] for id, ref in searcher.store.refs().items()}
    return {row["_id"]: answer(searcher, row["text"], names) for row in QUERIES}


def answer(searcher, text, names):
    results = searcher.search(understand(text), limit=20)
    passages = [hit.passage for hit in results.hits]
    return list(dict.fromkeys(f"{names[p.document_id]}#{p.eid}" for p in passages)), results.verdict


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(found, kind):
    asked = [row for row in QUERIES if row["type"] == kind]
    figures = {row["text"]: score(found[row["_id"]][0], QRELS[row["_id"]]) for row in asked}
    reached = mean(figures.values())["ndcg10"]
    weak = [text for text, figure in figures.items() if figure["ndcg10"] < 0.5]
    assert reached >= FLOORS[kind], f"{kind} {reached:.3f}: {weak}"


def test_verdicts(found):
    hopeless = [row["_id"] for row in QUERIES if row["type"] == "no_answer"]
    asked = [row["_id"] for row in QUERIES if row["type"] != "no_answer"]
    answered = sum(found[id][1] == "found" for id in asked) / len(asked)
    refused = sum(found[id][1] != "found" for id in hopeless) / len(hopeless)
    assert (answered >= ANSWERED, refused >= REFUSED) == (True, True), (answered, refused)
