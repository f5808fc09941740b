"""Empty, filtered and unread are different answers."""

import pytest

from policykb.answer.ask import ask
from policykb.answer.reply import search_reply
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store
from policykb.thesaurus import concepts_of_passage, terms
from policykb.types import Filters


@pytest.fixture(scope="module")
def searcher(library):
    return Searcher(Store.open(library), load())


def test_found_has_no_reasons(searcher):
    assert "why_not" not in search_reply("拖欠货款", searcher)


def test_the_filter_that_emptied_the_list_is_named(searcher):
    reply = search_reply("拖欠货款", searcher, filters=Filters(region=("西藏自治区",)))
    assert reply["verdict"] == "nothing_relevant"
    reasons = reply["why_not"]["filters"]
    assert [(row["filter"], row["value"]) for row in reasons] == [("region", ("西藏自治区",))]
    assert reasons[0]["found"] > 0


def test_unknown_words_and_the_nearest(searcher):
    reasons = ask("海洋牧场怎样养殖大黄鱼", searcher)["why_not"]
    assert reasons["filters"] == []
    assert "海洋" in "".join(reasons["unknown_words"])
    assert 0 < len(reasons["nearest_words"]) <= 6
    held = {c for p in searcher.store.provisions() for c in concepts_of_passage(p["text"])}
    assert set(reasons["nearest_words"]) <= {terms()[concept].term for concept in held}


def test_a_document_that_the_library_lacks_is_named(searcher):
    reasons = ask("国办发〔1987〕99号第三条", searcher)["why_not"]
    assert reasons["unknown_documents"] == ["国办发〔1987〕99号"]
    assert not any("99" in word for word in reasons["unknown_words"])
    assert reasons["missing_clauses"] == []


def test_a_clause_that_a_document_lacks_is_named(searcher):
    (document,) = searcher.store.documents()
    title, number = document["title"], document["doc_number"]
    reasons = ask(f"{number}第九十九条", searcher)["why_not"]
    assert reasons["missing_clauses"] == [
        {"clause": "第九十九条", "title": title, "doc_number": number}
    ]
    assert reasons["unknown_documents"] == []


def test_damaged_files_are_named(tmp_path, library):
    import shutil

    from policykb.pipeline import ingest

    shutil.copytree(library, tmp_path / "data")
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.7\n1 0 obj")
    ingest([bad], tmp_path / "data")
    reply = search_reply("海洋牧场怎样养殖大黄鱼", Searcher(Store.open(tmp_path / "data"), load()))
    assert [row["file"] for row in reply["why_not"]["unread"]] == ["坏.pdf"]
    assert reply["coverage"]["damaged"] == 1
