"""Citations lead to the documents that are in the store, and to no others."""

import pytest

from policykb.answer.related import related_of
from policykb.embed import load
from policykb.pipeline import ingest, remove
from policykb.search import Searcher
from policykb.store import Store
from policykb.store.citations import Index, explained, plain_title
from policykb.understand import understand

LAW = "某市促进发展条例\n\n第一条 为了促进发展，制定本条例。\n\n第二条 市人民政府应当加强支持。\n"
MEASURES = """某市发〔2023〕8号

某市关于支持发展的若干措施

一、总体要求

（一）依据。根据《某市促进发展条例》和《别处的规定》，加强支持，落实责任。
"""
EXPLAINS = """《某市关于支持发展的若干措施》政策解读

一、出台背景

为落实《某市促进发展条例》，出台了本措施。
"""

INDEXED = [
    ("n1", "国务院关于印发某某实施方案的通知", "国发〔2020〕1号"),
    ("n2", "中华人民共和国某某法", ""),
    ("n3", "同名办法", ""),
    ("n4", "同名办法", ""),
]
FOUND = [
    ("某某实施方案", "", "n1"),
    ("国务院关于印发〈某某实施方案〉的通知", "", "n1"),
    ("随便什么", "国发〔2020〕1号", "n1"),
    ("某某法", "", "n2"),
    ("中华人民共和国某某法", "", "n2"),
    ("同名办法", "", None),
    ("没有的办法", "", None),
    ("方案", "", None),
]


@pytest.mark.parametrize(("title", "number", "wanted"), FOUND, ids=[f[0] for f in FOUND])
def test_what_a_citation_leads_to(title, number, wanted):
    index = Index()
    for row in INDEXED:
        index.add(*row)
    assert index.find(title, number) == wanted


def test_titles_are_compared_without_marks():
    assert plain_title("《“甲”（试行） 办法》") == "甲试行办法"


def test_an_interpretation_explains_what_its_title_names_or_what_it_cites_first():
    index = Index()
    index.add("a", "甲措施", "")
    index.add("i", "《甲措施》解读", "")
    assert explained("i", "《甲措施》解读", [], index) == "a"
    assert explained("i", "甲措施政策解读", [], index) == "a"
    assert explained("i", "一图读懂新政", [{"resolved": "a"}], index) == "a"
    assert explained("i", "一图读懂新政", [], index) is None


@pytest.fixture
def data(tmp_path):
    for name, text in (("条例", LAW), ("措施", MEASURES), ("解读", EXPLAINS)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    ingest([tmp_path / "措施.txt"], tmp_path / "data")
    return tmp_path / "data"


def cited(data):
    with Store.open(data) as store:
        return {r["title"]: r["resolved"] for r in store.facts("references")}


def test_citations_follow_the_documents_that_come_and_go(data, tmp_path):
    assert cited(data) == {"某市促进发展条例": None, "别处的规定": None}
    ingest([tmp_path / "条例.txt"], data)
    with Store.open(data) as store:
        law = next(d["id"] for d in store.documents() if d["title"].endswith("条例"))
        related = store.relations(law)
    assert cited(data)["某市促进发展条例"] == law
    assert [r["document"]["doc_number"] for r in related["cited_by"]] == ["某市发〔2023〕8号"]
    remove([law], data)
    assert cited(data) == {"某市促进发展条例": None, "别处的规定": None}


def test_an_interpretation_is_tied_to_its_document(data, tmp_path):
    ingest([tmp_path / "解读.txt"], data)
    with Store.open(data) as store:
        kinds = {d["doc_type"]: d["id"] for d in store.documents()}
        subject = store.relations(kinds["interpretation"])["interprets"]
        explains = store.relations(kinds["measures"])["interpreted_by"]
    assert subject["id"] == kinds["measures"]
    assert [d["id"] for d in explains] == [kinds["interpretation"]]


ANSWERS = """稳岗政策问答
近日，市人社局印发《关于做好某市稳岗工作的通知》，现解答如下。
一、问：招用毕业生有什么补贴？
答：按每人800元发放一次性补贴。
"""
ANSWERED = """关于做好某市稳岗工作的通知
各县人社局：
一、发放补贴。对招用毕业生的企业，按每人800元给予补贴。
某市人力资源和社会保障局
2030年5月6日
"""


def test_answers_are_no_measures_beside_the_text_that_they_explain(tmp_path):
    texts = {"问答.txt": ANSWERS, "通知.txt": ANSWERED}
    granted = []
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
        ingest([tmp_path / name], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            granted.append([m["document"]["doc_type"] for m in store.facts("measures")])
    assert granted == [["interpretation"], ["measures"]]


REPEALS = """某市人民政府关于废止部分规章的决定

一、废止《某市旧办法》。
"""
# fmt: off
RELATED = [  # question → what the documents listed are and tell; None: the catalogue tells nothing
    ("哪些文件引用了某市促进发展条例",
     [("《某市关于支持发展的若干措施》政策解读", "引用处"), ("某市关于支持发展的若干措施", "引用处")]),
    ("某市旧办法废止决定废止了哪些文件", None),
    ("废止部分规章的决定废止了哪些办法", [("某市人民政府关于废止部分规章的决定", "废止")]),
    ("某市旧办法被哪个文件废止了", [("某市人民政府关于废止部分规章的决定", "废止处")]),
    ("关于支持发展的若干措施有没有解读", [("《某市关于支持发展的若干措施》政策解读", "解读")]),
    ("促进发展条例废止了哪些文件", []),
    ("某市人民政府废止了哪些规章", [("某市人民政府关于废止部分规章的决定", "废止")]),
    ("企业贷款的依据是什么", None),
]
# fmt: on


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("related")
    texts = {"条例": LAW, "措施": MEASURES, "解读": EXPLAINS, "决定": REPEALS}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    ingest([folder], folder / "data")
    return Searcher(Store.open(folder / "data"), load())


@pytest.mark.parametrize(("question", "expected"), RELATED, ids=[row[0] for row in RELATED])
def test_how_a_document_stands_to_others(searcher, question, expected):
    reply = related_of(understand(question), searcher)
    told = (
        [(row["title"], each["name"]) for row in reply["documents"] for each in row["told"]]
        if reply
        else None
    )
    assert told == expected
