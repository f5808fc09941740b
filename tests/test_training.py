"""The command that makes the built-in model, on a handful of invented pairs."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from policykb.embed import builtin  # noqa: E402
from training.fit import contrast  # noqa: E402
from training.pairs import Lexicon, Pair  # noqa: E402
from training.recipe import Recipe, make  # noqa: E402
from training.table import Table  # noqa: E402
from training.units import units  # noqa: E402

EVERYDAY = {
    "欠钱不还": "拖欠账款",
    "借不到钱": "融资贷款",
    "学手艺": "技能培训",
    "卖到国外": "出口外贸",
}
SMALL = Recipe(
    dim=16, passes=10, public_batch=4, steps=100, written_batch=8, asked_batch=1, mixed_batch=4
)


def _write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = tmp_path_factory.mktemp("data")
    topics = list(EVERYDAY.values())
    _write(
        root / "training/pairs/law.jsonl.gz",
        [
            {"query": topic, "pos": f"县级以上机关应当做好{topic}工作。", "group": topic}
            for topic in topics
        ],
    )
    _write(
        root / "training/pairs/x_question_answer.jsonl.gz",
        [{"query": "谁管粮食？", "pos": "农业农村部门负责粮食生产。"}],
    )
    _write(
        root / "training/text/gov_work_reports.jsonl.gz",
        [
            {
                "title": "报告",
                "text": "".join(f"我们做好了{t}工作，成效十分明显，群众满意。" for t in topics),
            }
        ],
    )
    clauses = [
        {"clause": f"加强{topic}工作", "queries": [{"query": asked, "style": "colloquial"}] * 2}
        for asked, topic in EVERYDAY.items()
    ]
    _write(root / "training/written/clauses_with_queries.jsonl.gz", clauses[:2])
    _write(root / "own/clauses.jsonl.gz", clauses[2:])
    _write(
        root / "training/written/queries_for_public_passages.jsonl.gz",
        [{"query": "谁管", "pos": "由机关负责", "group": "1", "style": "official"}],
    )
    concept = {"id": "a", "term": "拖欠账款", "official": ["拖欠账款"], "related": ["清欠"]}
    spoken = {"colloquial": ["欠钱不还"], "abbr": [], "english": ["arrears"]}
    _write(root / "lexicon/thesaurus.jsonl", [concept | spoken])
    _write(root / "lexicon/abbreviations.jsonl", [{"short": "国办", "full": "国务院办公厅"}])
    return root


@pytest.fixture(scope="module")
def made(data, tmp_path_factory):
    torch.set_num_threads(1)
    path = tmp_path_factory.mktemp("out") / "model.safetensors"
    make(data, path, SMALL, own=data / "own")
    return path


def test_everyday_words_find_their_clause(made):
    model = builtin.read(made)
    asked = model.embed(list(EVERYDAY))
    clauses = model.embed([f"加强{topic}工作" for topic in EVERYDAY.values()])
    assert (asked @ clauses.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_the_same_arguments_give_the_same_bytes(data, made, tmp_path):
    make(data, tmp_path / "again.safetensors", SMALL, own=data / "own")
    make(data, tmp_path / "other.safetensors", SMALL, own=data / "own", seed=1)
    assert (tmp_path / "again.safetensors").read_bytes() == made.read_bytes()
    assert (tmp_path / "other.safetensors").read_bytes() != made.read_bytes()


def test_what_is_held_out_is_measured(data, tmp_path):
    told = []
    make(
        data,
        tmp_path / "m.safetensors",
        replace(SMALL, steps=2),
        own=data / "own",
        held=1,
        tell=told.append,
    )
    assert any(line.startswith("held out, colloquial: MRR") for line in told)


def test_the_file_holds_the_vectors_of_the_table(tmp_path):
    from training.export import Vectors, export

    lexicon = Lexicon()
    pairs = [lexicon.pair("", "融资担保", "融资担保体系")] * 9
    table = Table(units(lexicon.words, pairs, []), 8, seed=0)
    export(Vectors.of(table), tmp_path / "m.safetensors", "small")
    read = builtin.read(tmp_path / "m.safetensors").embed(["融资担保"])
    with torch.no_grad():
        exact = table.encode([lexicon.read("融资担保", 9)]).numpy()
    np.testing.assert_allclose(read, exact, atol=0.02)


def test_rows_of_one_group_are_no_negatives_of_each_other():
    same = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    apart, together = (
        contrast(same, same, groups, torch.tensor([0.1, 0.2]))
        for groups in (["a", "b"], ["a", "a"])
    )
    assert float(apart) == pytest.approx(np.log(2))
    assert float(together) == pytest.approx(0, abs=1e-6)


def test_words_without_a_row_are_their_characters():
    lexicon = Lexicon()
    often = [lexicon.pair("", "融资", "融资")] * 9
    rare = [Pair("", lexicon.read("融通", 9), lexicon.read("融通", 9))]
    found = units(lexicon.words, often + rare, [])
    assert found.kept.tolist() == [True, False]
    assert found.flat[found.starts[1] :].tolist() == [1 + found.characters.index("融")]
