"""Questions of our own over documents that lie beside the repository, with floors.

Eight libraries (`libraries.json`: path under the shared folder → the word for the file in
`*_qrels.tsv`), each with questions that were written before anything was searched for, all but
those of `shared` without sight of the program. The gate was fitted on them, and the weights of
fusion were set on them; not so `unseen`, which is only ever measured. `mixed` is 55 documents of
all kinds: what officials look up (`official`), what firms and citizens say in their own words
(`citizen`), facts, and as many questions near these subjects that no document answers. Look-ups and
refusals were mended after these had been tried. The floors lie a little under what was reached.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from policykb.embed import load
from policykb.pipeline import ingest
from policykb.search import Searcher
from policykb.search.evaluate import mean, read_qrels, score
from policykb.store import Store
from policykb.understand import understand

HERE = Path(__file__).parent
LIBRARIES = json.loads((HERE / "libraries.json").read_text("utf-8"))
FLOORS = {
    "shared": {
        "paraphrase": 0.74, "firm_profile": 0.58, "english": 0.84, "typo": 0.88, "pinyin": 0.90,
        "traditional": 0.88, "keyword": 0.92, "natural": 0.82, "clause": 0.90,
    },
    "spoken": {
        "paraphrase": 0.70, "firm_profile": 0.82, "english": 0.76, "variant": 0.90, "natural": 0.86,
    },
    "offices": {
        "keyword": 0.92, "clause": 0.95, "department": 0.88, "target": 0.92, "figure": 0.90,
        "natural": 0.92, "paraphrase": 0.57, "firm_profile": 0.84, "english": 0.80, "title": 0.95,
    },
    "reports": {
        "keyword": 0.83, "natural": 0.86, "paraphrase": 0.70, "firm_profile": 0.58, "clause": 0.88,
        "department": 0.90, "fact": 0.90, "comparison": 0.55, "english": 0.68, "title": 0.68,
    },
    "firms": {
        "keyword": 0.93, "natural": 0.92, "paraphrase": 0.72, "firm_profile": 0.65, "clause": 0.95,
        "department": 0.83, "fact": 0.77, "comparison": 0.83, "english": 0.87, "title": 0.87,
    },
    "letters": {
        "keyword": 0.79, "natural": 0.82, "paraphrase": 0.42, "firm_profile": 0.72, "clause": 0.93,
        "department": 0.79, "fact": 0.79, "comparison": 0.81, "english": 0.81, "title": 0.81,
    },
    "mixed": {"official": 0.87, "fact": 0.82, "citizen": 0.47},
    "unseen": {
        "keyword": 0.86, "natural": 0.74, "paraphrase": 0.62, "firm_profile": 0.53, "clause": 0.93,
        "department": 0.90, "fact": 0.56, "comparison": 0.81, "english": 0.65,
    },
}  # fmt: skip
ANSWERED = {
    "shared": 0.93, "spoken": 0.92, "offices": 0.95, "reports": 0.93, "firms": 0.92,
    "letters": 0.95, "unseen": 0.92, "mixed": 0.94,
}  # fmt: skip
# What the others do not answer lies too near the topic: hardly one in ten of it is refused.
REFUSED = {"shared": 0.6, "spoken": 0.8}
KINDS = [(library, kind) for library, floors in FLOORS.items() for kind in floors]


@dataclass(frozen=True)
class Asked:
    """The questions of a library, the grades of what answers them, and what was found."""

    queries: list
    qrels: dict
    found: dict


@pytest.fixture(scope="module")
def asked(shared, tmp_path_factory):
    """The questions of a library, put to it once."""
    known = {}

    def of(library):
        if library not in known:
            known[library] = put(library, shared, tmp_path_factory.mktemp(library))
        return known[library]

    return of


def put(library, shared, data):
    files, embedder = LIBRARIES[library], load()
    ingest([shared(path) for path in files], data, embedder=embedder)
    searcher = Searcher(Store.open(data), embedder)
    words = {Path(path).name: word for path, word in files.items()}
    names = {id: words[ref["source"]] for id, ref in searcher.store.refs().items()}
    lines = (HERE / f"{library}_queries.jsonl").read_text("utf-8").splitlines()
    queries = [json.loads(line) for line in lines]
    found = {row["_id"]: answer(searcher, row["text"], names) for row in queries}
    return Asked(queries, read_qrels(HERE / f"{library}_qrels.tsv"), found)


def answer(searcher, text, names):
    results = searcher.search(understand(text), limit=20)
    passages = [hit.passage for hit in results.hits]
    return list(dict.fromkeys(f"{names[p.document_id]}#{p.eid}" for p in passages)), results.verdict


@pytest.mark.parametrize(("library", "kind"), KINDS)
def test_floor(asked, library, kind):
    these = asked(library)
    figures = {
        row["text"]: score(these.found[row["_id"]][0], these.qrels[row["_id"]])
        for row in these.queries
        if row["type"] == kind
    }
    reached = mean(figures.values())["ndcg10"]
    weak = [text for text, figure in figures.items() if figure["ndcg10"] < 0.5]
    assert reached >= FLOORS[library][kind], f"{kind} {reached:.3f}: {weak}"


def found_share(these, answerable):
    kinds = {row["_id"]: row["type"] != "no_answer" for row in these.queries}
    verdicts = [these.found[id][1] == "found" for id, kind in kinds.items() if kind is answerable]
    return sum(verdicts) / len(verdicts)


@pytest.mark.parametrize("library", ANSWERED)
def test_what_is_answered(asked, library):
    assert found_share(asked(library), True) >= ANSWERED[library]


@pytest.mark.parametrize("library", REFUSED)
def test_what_is_refused(asked, library):
    assert found_share(asked(library), False) <= 1 - REFUSED[library]
