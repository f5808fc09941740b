"""The retrievers, against the real packages where they are installed."""

import importlib
import os
import warnings

import pytest

from policykb.retrievers.passages import open_searcher, passages
from policykb.types import Filters

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
QUERY, NOTHING = "拖欠货款", "怎么做红烧肉"


def installed(name, extra):
    """The module, or a skip that says which extra is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what other packages warn of on import is theirs
        try:
            return importlib.import_module(name)
        except ImportError:
            pytest.skip(f"没有 {name}：pip install policykb[{extra}]")


def as_langchain(library):
    installed("langchain_core.retrievers", "langchain")
    from policykb.retrievers.langchain import PolicyRetriever

    retriever = PolicyRetriever(data=library, k=3)
    return lambda query: [
        (each.page_content, each.id, each.metadata) for each in retriever.invoke(query)
    ]


def as_llamaindex(library):
    installed("llama_index.core.retrievers", "llamaindex")
    from policykb.retrievers.llamaindex import PolicyRetriever

    retriever = PolicyRetriever(library, k=3)
    return lambda query: [
        (each.node.get_content(), each.node.node_id, each.node.metadata)
        for each in retriever.retrieve(query)
    ]


def as_haystack(library):
    haystack = installed("haystack", "haystack")
    from policykb.retrievers.haystack import PolicyRetriever

    pipeline = haystack.Pipeline()
    pipeline.add_component("retriever", PolicyRetriever(data=str(library), top_k=3))
    trusted = ["policykb.retrievers.haystack"]
    pipeline = haystack.Pipeline.loads(pipeline.dumps(), allowed_modules=trusted)
    return lambda query: [
        (each.content, each.id, each.meta)
        for each in pipeline.run({"retriever": {"query": query}})["retriever"]["documents"]
    ]


def as_plain(library):
    searcher = open_searcher(library)
    return lambda query: [
        (text, metadata["id"], metadata) for text, _, metadata in passages(searcher, query, limit=3)
    ]


@pytest.fixture(
    params=[as_plain, as_langchain, as_llamaindex, as_haystack], ids=lambda f: f.__name__
)
def retrieve(request, library):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield request.param(library)


def test_best_first_with_text_and_citation(retrieve):
    found = retrieve(QUERY)
    assert 0 < len(found) <= 3
    text, id_, metadata = found[0]
    assert "拖延支付" in text
    assert metadata["citation"].endswith("一、（二）")
    assert metadata["doc_number"] == "某市数发〔2023〕7号"
    assert id_ == f"{metadata['document_id']}#{metadata['eid']}"
    scores = [each[2]["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(isinstance(v, str | int | float | None) for v in metadata.values())


def test_nothing_where_there_is_no_answer(retrieve):
    assert retrieve(NOTHING) == []


def test_filters(library):
    searcher = open_searcher(library)
    assert passages(searcher, QUERY, limit=3, filters=Filters(doc_type=("report",))) == []
