"""The built-in model, its file format, and sentence-transformers behind the same protocol."""

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from policykb import embed
from policykb.embed import builtin, sentence
from policykb.errors import ModelError
from policykb.tokens import spaced

NEARER = [
    pytest.param("欠钱不还怎么办", "防范和化解拖欠中小企业账款", "加强知识产权保护", id="arrears"),
    pytest.param("贷不到款", "扩大信用贷款规模，降低融资成本", "组织企业参加境外展会", id="loans"),
    pytest.param("老师傅带徒弟", "推行企业新型学徒制培训", "减免房屋租金", id="apprentices"),
    pytest.param("SME digital", "推动中小企业数字化转型", "规范行政处罚", id="english"),
]


@pytest.fixture(scope="module")
def model():
    return embed.load()


def _table(path, **changes):
    def names(*listed):
        return np.frombuffer("\n".join(listed).encode(), np.uint8)

    rows = np.array([[100, 0], [0, 100], [50, 50], [0, -100]], np.int8)
    tensors = {"rows": rows, "scales": np.array([1, 2, 1, 1], np.float32) / 100}
    tensors |= {"words": names("融资", "贷款", "企业"), "characters": names("税")}
    facts = {"format": builtin.FORMAT, "name": "small", "power": "0.5"} | changes
    save_file(tensors, path, metadata={"policykb": json.dumps(facts)})
    return path


def test_a_text_is_the_weighted_sum_of_its_words(tmp_path):
    small = builtin.read(_table(tmp_path / "m.safetensors"))
    row = small.embed(["融资，融资，融资，融资；贷款"])[0]
    assert row == pytest.approx(np.array([2, 2]) / np.sqrt(8))


def test_a_word_that_the_table_lacks_is_read_as_its_characters(tmp_path):
    small = builtin.read(_table(tmp_path / "m.safetensors"))
    assert small.embed(["税率"])[0] == pytest.approx([0, -1])


def test_no_known_word_gives_zeros(tmp_path):
    small = builtin.read(_table(tmp_path / "m.safetensors"))
    assert not small.embed(["", "，。", "霾"]).any()


@pytest.mark.parametrize("query, near, far", NEARER)
def test_everyday_words_lie_near_their_official_clause(model, query, near, far):
    asked, good, bad = model.embed([query, near, far])
    assert asked @ good > asked @ bad


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_rows_are_unit_or_zero_and_do_not_depend_on_their_neighbours(texts):
    model = embed.load()
    rows = model.embed(texts)
    assert rows.shape == (len(texts), model.dim)
    assert rows.dtype == np.float32
    lengths = np.linalg.norm(rows, axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)
    for text, row in zip(texts, rows, strict=True):
        np.testing.assert_array_equal(model.embed([text])[0], row)


def test_it_needs_neither_torch_nor_sentence_transformers():
    script = (
        "import sys; from policykb import embed; embed.load().embed(['融资']);"
        "print([m for m in ('torch', 'sentence_transformers', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_it_is_small_and_kept_as_it_is_stored():
    from importlib import resources

    path = resources.files("policykb").joinpath("data/model.safetensors")
    assert path.stat().st_size <= 40_000_000
    table = builtin.read(path)
    assert table._rows.dtype == np.int8, "not blown up to four times the file"
    assert table._rows.nbytes <= path.stat().st_size


def test_it_is_read_once_in_a_process(monkeypatch):
    first = embed.load()
    monkeypatch.setattr(builtin, "read", lambda path: pytest.fail("read again"))
    assert embed.load() is first


def test_words_that_are_cut_already_give_the_same_rows(model):
    texts = ["防范和化解拖欠账款。\n（一）支持首台（套）应用，增长7.5％", "", "RCEP 与 SME！", "——"]
    rows = embed.embedded(model, texts, [spaced(text) for text in texts])
    assert np.array_equal(rows, model.embed(texts))


def test_a_model_that_is_not_made_of_words_gets_the_texts():
    class Lengths:
        name, dim = "lengths", 1

        def embed(self, texts):
            return np.array([[len(text)] for text in texts], np.float32)

    assert embed.embedded(Lengths(), ["一二三"], ["一 二 三"]).tolist() == [[3.0]]


BROKEN = [
    pytest.param(lambda path: path.unlink(), id="missing"),
    pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-60]), id="truncated"),
    pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    pytest.param(lambda path: path.write_bytes(b"PK\x03\x04" * 50), id="another-format"),
    pytest.param(lambda path: _table(path, format="policykb-words-9"), id="later-format"),
    pytest.param(lambda path: _table(path, power="much"), id="no-number"),
]


@pytest.mark.parametrize("damage", BROKEN)
def test_a_bad_model_file_is_refused_by_name(tmp_path, damage):
    path = _table(tmp_path / "m.safetensors")
    damage(path)
    with pytest.raises(ModelError, match=r"m\.safetensors"):
        builtin.read(path)


class _FakeModel:
    """What sentence-transformers promises, without its five seconds."""

    def get_embedding_dimension(self):
        return 3

    def encode(self, texts, *, normalize_embeddings, show_progress_bar, convert_to_numpy):
        assert isinstance(texts, list)
        assert normalize_embeddings
        assert convert_to_numpy
        assert not show_progress_bar
        return np.tile(np.array([0, 1, 0], np.float64), (len(texts), 1))


def test_a_sentence_model_is_used_through_the_same_protocol():
    model = sentence.SentenceModel("some/model", _FakeModel())
    assert (model.name, model.dim) == ("some/model", 3)
    assert model.embed(("甲", "乙")).tolist() == [[0, 1, 0], [0, 1, 0]]
    assert model.embed(("甲",)).dtype == np.float32
    assert model.embed([]).shape == (0, 3)


def test_a_model_that_is_not_there_is_refused_without_a_network(tmp_path):
    script = (
        "import sys; from policykb import embed; from policykb.errors import ModelError\n"
        "try: embed.load(sys.argv[1])\nexcept ModelError as error: print(error)"
    )
    name = str(tmp_path / "no-such-model")
    done = subprocess.run([sys.executable, "-c", script, name], capture_output=True, text=True)
    assert "no-such-model" in done.stdout, done.stderr
