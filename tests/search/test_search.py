"""Whole searches over small invented documents."""

import json
import subprocess
import sys

import pytest
from search_samples import DIM, LAW, Letters, put
from store_samples import make, records

from policykb import search
from policykb.embed import load
from policykb.errors import NotFound
from policykb.search import Searcher
from policykb.search.evaluate import evaluate
from policykb.search.ranking import rank
from policykb.store import Store
from policykb.types import Filters
from policykb.understand import understand

TWIN = ("（一）加强信贷支持。银行向小微企业发放信用贷款，推广无还本续贷。",)


def eids(results):
    return [hit.passage.id for hit in results.hits]


def ask(searcher, text, filters=None, **more):
    return searcher.search(understand(text, filters), **more)


# ------------------------------------------------------------------ searches


def test_the_right_clause_comes_first(searcher):
    results = ask(searcher, "节能诊断 绿色工厂")
    assert eids(results)[0] == "law#h1_1__h2_3"
    assert results.verdict == "found"
    assert results.hits[0].terms == ("节能", "诊断", "绿色", "工厂")


def test_hits_are_ranked_and_scored(searcher):
    results = ask(searcher, "小微企业信用贷款")
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [hit.rank for hit in results.hits] == list(range(1, len(scores) + 1))


def test_highlights_lie_on_the_words(searcher):
    hit = ask(searcher, "信用贷款").hits[0]
    marked = "".join(hit.passage.text[start:end] for start, end in hit.highlights)
    assert "信用贷款" in marked


@pytest.mark.parametrize("text", ["若干措施第二条", "工信部企业[2030]5号（二）", "5号文第2条"])
def test_clause_of_a_named_document_comes_first(searcher, text):
    results = ask(searcher, text)
    assert eids(results)[0] == "law#h1_1__h2_2"
    assert results.verdict == "found"


def test_a_clause_that_is_not_there(searcher):
    assert ask(searcher, "若干措施第九条写了什么").verdict == "nothing_relevant"


def test_a_further_page_is_read_from_the_ranking_that_is_kept(searcher, monkeypatch):
    made = []
    monkeypatch.setattr(search, "rank", lambda *args: made.append(args) or rank(*args))
    for offset in (0, 1):  # two people page side by side
        for text in ("信贷支持 银行", "节能 工厂"):
            ask(searcher, text, offset=offset, limit=1)
    assert len(made) == 2
    for number in range(search.KEPT):
        ask(searcher, f"信贷支持 {number}")
    ask(searcher, "信贷支持 银行")
    assert len(made) == 2 + search.KEPT + 1


def test_a_document_by_its_number_opens_with_its_beginning(searcher):
    results = ask(searcher, "工信部企业（2030）5号")
    assert eids(results)[0] == "law#h1_1__h2_1"
    assert results.verdict == "found"


def test_duties_of_a_department(searcher):
    results = ask(searcher, "人民银行负责哪些措施")
    assert eids(results)[0] == "law#h1_1__h2_1"


def test_excluded_word(searcher):
    assert "law#h1_1__h2_1" in eids(ask(searcher, "企业 贷款"))
    assert "law#h1_1__h2_1" not in eids(ask(searcher, "企业 贷款 -续贷"))


def test_excluded_place(searcher):
    assert any(eid.startswith("city#") for eid in eids(ask(searcher, "工业设计")))
    results = ask(searcher, "除了上海以外，哪里支持工业设计")
    assert not any(eid.startswith("city#") for eid in eids(results))


def test_filters_limit_before_ranking(searcher):
    results = ask(searcher, "贷款", Filters(doc=("city",)))
    assert {hit.passage.document_id for hit in results.hits} == {"city"}
    assert results.coverage["searched"] == 1
    assert results.coverage["excluded_by_filter"] == 1


def test_filter_of_an_unknown_document(searcher):
    with pytest.raises(NotFound):
        ask(searcher, "贷款", Filters(doc=("没有这份",)))


def test_exact_phrase(searcher):
    found = ask(searcher, "“推广无还本续贷”", Filters(exact=True))
    assert (eids(found), found.total, found.verdict) == (["law#h1_1__h2_1"], 1, "found")
    start, end = found.hits[0].highlights[0]
    assert found.hits[0].passage.text[start:end] == "推广无还本续贷"
    missing = ask(searcher, "续贷无还本", Filters(exact=True))
    assert (missing.hits, missing.verdict) == ((), "nothing_relevant")


@pytest.mark.parametrize("mode", ["fused", "lexical", "dense"])
def test_paging_gives_each_hit_once(searcher, mode):
    query = understand("企业 支持 设计")
    whole = searcher.search(query, limit=100, mode=mode)
    pages = [searcher.search(query, limit=2, offset=at, mode=mode) for at in range(0, 6, 2)]
    assert [eid for page in pages for eid in eids(page)] == eids(whole)
    assert whole.total == len(whole.hits) == len(set(eids(whole)))
    assert {page.total for page in pages} == {whole.total}


@pytest.mark.parametrize("text", ["企业 支持 设计", "贷款", "绿色工厂怎么建"])
def test_a_facet_counts_what_its_filter_leaves(searcher, text):
    results = ask(searcher, text, limit=1)
    counted = [
        (name, value, count)
        for name in ("region", "doc_type", "department", "instrument")
        for value, count in results.facets[name].items()
    ]
    assert counted
    for name, value, count in counted:
        assert ask(searcher, text, Filters(**{name: (value,)})).total == count, (name, value)


@pytest.mark.parametrize("text", ["你好", "在不在", "今天天气怎么样", "讲个笑话", "？？？", "谢谢"])
def test_talk_about_no_policy(searcher, text):
    assert ask(searcher, text).verdict == "nothing_relevant"


def test_nothing_relevant(searcher):
    assert ask(searcher, "养老金什么时候发放").verdict == "nothing_relevant"
    assert ask(searcher, "广东省2030年设计大赛金额是多少").verdict == "nothing_relevant"


def test_question_without_words(searcher):
    results = ask(searcher, "")
    assert results.verdict == "nothing_relevant"


def test_empty_store(tmp_path):
    results = ask(Searcher(Store.open(tmp_path), Letters()), "贷款")
    assert (results.hits, results.total, results.verdict) == ((), 0, "nothing_relevant")


def test_one_document_of_one_clause(tmp_path):
    with Store.writer(tmp_path, "letters", DIM) as writer:
        put(writer, "one", ("（一）加强信贷支持。发放信用贷款。",))
        writer.commit()
    searcher = Searcher(Store.open(tmp_path), Letters())
    assert ask(searcher, "信用贷款支持").verdict == "found"


def test_duplicates_are_folded_and_new_generations_seen(tmp_path):
    with Store.writer(tmp_path, "letters", DIM) as writer:
        put(writer, "law", LAW)
        writer.commit()
    store = Store.open(tmp_path)
    searcher = Searcher(store, Letters())
    before = ask(searcher, "信贷支持")
    with Store.writer(tmp_path) as writer:
        put(writer, "twin", TWIN)
        writer.commit()
    store.refresh()
    after = ask(searcher, "信贷支持")
    assert after.generation == before.generation + 1
    assert after.total == before.total
    assert after.coverage["documents"] == 2


def test_evaluate_gives_each_step(searcher):
    qrels = {"q": {"law#h1_1__h2_3": 3}}
    figures = evaluate(searcher, [("q", "节能诊断"), ("other", "没有标注")], qrels)
    assert set(figures) == {"lexical", "dense", "concepts", "fused", "reranked"}
    assert figures["fused"]["mrr10"] == 1.0


def test_importing_search_is_light():
    heavy = "pydantic torch pypdfium2 pdfplumber lxml sentence_transformers"
    code = f"import sys, policykb.search; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_eval_prints_the_figures_of_each_step(tmp_path):
    data, queries, qrels = tmp_path / "index", tmp_path / "q.jsonl", tmp_path / "qrels.tsv"
    document, passages, original = make("law", LAW)
    embedder = load()
    vectors = embedder.embed([passage.text for passage in passages])
    with Store.writer(data, embedder.name, embedder.dim) as writer:
        writer.put(document, passages, vectors, original, records(document, passages))
        writer.commit()
    queries.write_text('{"_id": "q", "text": "节能诊断 绿色工厂"}\n', "utf-8")
    qrels.write_text("query-id\tcorpus-id\tscore\nq\tlaw#h1_1__h2_3\t3\n", "utf-8")
    command = [sys.executable, "-m", "policykb", "--data", data, "--json", "eval", queries]
    done = subprocess.run([*command, "--qrels", qrels], capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout)["reranked"]["ndcg10"] == 1.0, done.stderr
    gone = subprocess.run([*command, "--qrels", "gone.tsv"], capture_output=True, text=True)
    assert gone.returncode == 2
